"""Passphrases: long enough, not to be guessed, or five words made up by chance.

The estimate and the list of words take time and memory, so they are loaded when first asked for.
"""

import secrets
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.passphrases import LEAST_OWNER, LEAST_STAFF
from smbsocial.domain.secret import Secret

SHORTEST = 10
LONGEST = 1_024
JUDGED = 72
"""The characters that the estimate looks at; more would only take longer."""
WORDS = 5
_KNOWN_WORDS = 7_776
_ONE_DIGIT = Decimal("0.1")


def check(passphrase: Secret[str], *, owner: bool, user_inputs: Sequence[str] = ()) -> None:
    """Take it or say why not. `user_inputs`: names that others would try first.

    Raises ExpectedError: BAD_TEXT (half a character), PASSPHRASE_SHORT (`least`, `found`),
    PASSPHRASE_LONG (`most`, `found`), PASSPHRASE_WEAK (`least`, `found`: powers of ten).
    """
    text = unicodedata.normalize("NFKC", passphrase.reveal())
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ExpectedError(Code.BAD_TEXT, field="passphrase")
    if len(text) < SHORTEST:
        raise ExpectedError(Code.PASSPHRASE_SHORT, least=SHORTEST, found=len(text))
    if len(text) > LONGEST:
        raise ExpectedError(Code.PASSPHRASE_LONG, most=LONGEST, found=len(text))
    least = LEAST_OWNER if owner else LEAST_STAFF
    found = strength(passphrase, user_inputs=user_inputs)
    if found < least:
        raise ExpectedError(Code.PASSPHRASE_WEAK, least=least, found=found)


def strength(passphrase: Secret[str], *, user_inputs: Sequence[str] = ()) -> Decimal:
    """The guesses it withstands, as a power of ten with one digit, rounded down."""
    from zxcvbn import zxcvbn

    text = unicodedata.normalize("NFKC", passphrase.reveal())[:JUDGED]
    if not text:
        return Decimal("0.0")
    guesses = zxcvbn(text, user_inputs=list(_tried_first(user_inputs)))["guesses"]
    return Decimal(guesses).log10().quantize(_ONE_DIGIT, ROUND_DOWN)


def suggest(words: int = WORDS) -> Secret[str]:
    """So many words from the EFF's long list, which pass an owner's check; five or more."""
    from xkcdpass.xkcd_password import generate_wordlist

    if words < WORDS:
        raise ValueError("fewer than five words can be guessed")
    known = generate_wordlist(wordfile="eff-long", min_length=3, max_length=9)
    if len(known) != _KNOWN_WORDS:
        raise RuntimeError("the list of words is not the one that was counted on")
    while True:
        made = Secret(" ".join(secrets.choice(known) for _ in range(words)))
        if strength(made) >= LEAST_OWNER:
            return made


def _tried_first(names: Sequence[str]) -> Iterator[str]:
    """Each name, and each word of it."""
    for name in names:
        yield name
        yield from name.split()
