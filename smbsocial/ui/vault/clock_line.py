"""Whether this computer's clock fits the platform's: asked for where a code was refused."""

from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.onetime import CLOCK_TOLERANCE
from smbsocial.ui.text import formats
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.account_uses import AccountUses
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.usecases.vault.clock import clock_error

translate = QCoreApplication.translate


class ClockLine(QWidget):
    """One button. The platform's sign-in page is asked for the time, and for nothing else."""

    def __init__(self, desk: VaultDesk, uses: AccountUses) -> None:
        super().__init__()
        self._desk = desk
        self._uses = uses
        self._asks = False
        words = translate("Record", "Code refused? Compare the clock")
        self._compare = button(words, self._ask, flat=True, name="compare_clock")
        lines = QHBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._compare)
        lines.addStretch(1)

    def offer(self) -> None:
        """Show the button, where there is a page that can be asked."""
        self.setVisible(bool(self._uses.login_page))

    def _ask(self) -> None:
        """Once at a time; a button that rests would hand its focus to the one behind it."""
        if self._asks:
            return
        page = self._uses.login_page
        host = urlsplit(page).hostname or page
        words = translate("Record", "Asking {host} what time it is…")
        self._uses.told.emit(words.format(host=host))
        self._asks = True
        self._desk.outside.run(
            partial(clock_error, self._desk.vault, page),
            done=lambda error: self._came(host, error),
            failed=self._went_wrong,
            owner=self,
        )

    def _came(self, host: str, error: object) -> None:
        assert isinstance(error, timedelta)  # noqa: S101 - what the use case gives
        self._asks = False
        self._uses.told.emit(_words(error).format(host=host, off=_length(abs(error))))

    def _went_wrong(self, error: Exception) -> None:
        self._asks = False
        if not isinstance(error, ExpectedError):
            raise error
        self._uses.refuse(sentence(error))


def _words(error: timedelta) -> str:
    if abs(error) <= CLOCK_TOLERANCE:
        return translate(
            "Record",
            "This computer's clock agrees with {host}: it is not the clock. Is the code that of"
            " this account?",
        )
    if error > timedelta(0):
        return translate(
            "Record",
            "This computer's clock is {off} ahead of {host}, so its codes are refused. Set the time"
            " in the system's settings, then show the code again.",
        )
    return translate(
        "Record",
        "This computer's clock is {off} behind {host}, so its codes are refused. Set the time in"
        " the system's settings, then show the code again.",
    )


def _length(off: timedelta) -> str:
    """Seconds up to two minutes, then minutes, hours and days."""
    seconds = round(off.total_seconds())
    if seconds < 120:
        return translate("Record", "%n second(s)", "", seconds)
    if off < timedelta(days=2):
        return formats.minutes(seconds // 60)
    return translate("Record", "%n day(s)", "", off.days)
