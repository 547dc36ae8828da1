"""What a platform demands of a password, as far as it is known."""

from dataclasses import dataclass
from enum import Enum

from smbsocial.domain.ranges import Source

WANTED_LENGTH = 20
"""Characters of a made password where the platform allows as many: beyond guessing."""


class Characters(Enum):
    """Kinds of characters."""

    LOWER = "lower"
    UPPER = "upper"
    DIGIT = "digit"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """How a password is made so that a platform takes it.

    `least` and `most` characters (`most` None where no limit is known); `required` are the kinds
    it is made of, each at least once; `symbols` are those the platform takes (empty: none).
    Invariant: a password of these rules can exist (ValueError otherwise).
    """

    least: int
    most: int | None
    required: frozenset[Characters]
    symbols: str
    note: str = ""
    verified: bool = False
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for rules that no password meets."""
        if not self.required or self.length < len(self.required):
            raise ValueError("fewer characters than kinds of them")
        if (Characters.SYMBOL in self.required) != bool(self.symbols):
            raise ValueError("symbols are required and given, or neither")
        if self.required == {Characters.SYMBOL}:
            raise ValueError("a password begins with a letter or a digit")
        if self.least < 1 or (self.most is not None and self.most < self.least):
            raise ValueError("at most is less than at least")

    @property
    def length(self) -> int:
        """How long a made password is."""
        return max(self.least, min(WANTED_LENGTH, self.most or WANTED_LENGTH))
