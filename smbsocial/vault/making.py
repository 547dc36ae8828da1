"""`Making`: passphrases, passwords and one-time codes for the window, which knows no library."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from smbsocial.domain.onetime import OneTimeSeed
from smbsocial.domain.passwords import PasswordRules
from smbsocial.domain.secret import Secret
from smbsocial.vault import onetime, passphrases, passwords, qr


class VaultMaking:
    """See `usecases/vault/ports.py`."""

    def check_passphrase(
        self, passphrase: Secret[str], *, owner: bool, names: Sequence[str] = ()
    ) -> None:
        """Raises PASSPHRASE_SHORT, PASSPHRASE_LONG, PASSPHRASE_WEAK, BAD_TEXT."""
        passphrases.check(passphrase, owner=owner, user_inputs=names)

    def strength(self, passphrase: Secret[str], *, names: Sequence[str] = ()) -> Decimal:
        """How many guesses it takes, as a power of ten."""
        return passphrases.strength(passphrase, user_inputs=names)

    def suggest_passphrase(self) -> Secret[str]:
        """Five words by chance."""
        return passphrases.suggest()

    def generate_password(self, rules: PasswordRules) -> Secret[str]:
        """A password by chance that a platform takes."""
        return passwords.generate(rules)

    def read_seed(self, text: Secret[str]) -> OneTimeSeed:
        """The key of one-time codes from a link or as typed; raises NOT_A_SEED."""
        return onetime.parse_seed(text)

    def read_picture(self, gray: bytes, width: int, height: int) -> Secret[str]:
        """What the QR code of a picture says; raises NO_QR."""
        return qr.read_qr(gray, width, height)

    def one_time_code(self, totp: Secret[str], at: datetime) -> tuple[Secret[str], int]:
        """The code of an instant, and for how many seconds it still holds; raises NOT_A_SEED."""
        return onetime.code(totp, at)

    def time_at(self, page: str) -> datetime:
        """What time the server of a web page says it is; raises CLOCK_NO_ANSWER, CLOCK_FAR_OFF."""
        from smbsocial.vault.web_clock import time_at  # the web's library only for who asks

        return time_at(page)
