"""The seed of one-time codes, as a platform hands it out when the second factor is turned on."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, StrEnum

from smbsocial.domain.secret import Secret

SHORTEST_KEY = 16
"""Characters of Base32: 80 bits, the shortest that platforms hand out."""

CLOCK_TOLERANCE = timedelta(seconds=20)
"""A clock that is further off makes codes that platforms refuse (vault.md, section 7)."""


class Algorithm(Enum):
    """The hash that codes are made with; SHA-1 where the link names none."""

    SHA1 = "SHA1"
    SHA256 = "SHA256"
    SHA512 = "SHA512"


class SeedFault(StrEnum):
    """Why a text is no seed: the fact `reason` of NOT_A_SEED."""

    COUNTER = "counter"  # codes that count uses instead of time
    MIGRATION = "migration"  # the picture that an authenticator app shows to move house
    LINK = "link"  # a link that is damaged, or asks for what nobody uses
    LETTERS = "letters"  # characters that no key has, or one that got lost
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class OneTimeSeed:
    """A seed that makes codes. Printing it shows neither the key nor whose it is.

    `key` is Base32 in capitals without padding; `stored` is what a record keeps of it: the link
    if it came as one, else the key. `period` in seconds.
    """

    key: Secret[str]
    stored: Secret[str]
    issuer: str = field(default="", repr=False)
    label: str = field(default="", repr=False)
    digits: int = 6
    period: int = 30
    algorithm: Algorithm = Algorithm.SHA1
