"""A figure that is not known exactly: low, typical and high, and where it comes from."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Basis(Enum):
    """Whose word a figure is; the screen says it beside each one."""

    PUBLISHED = "published"
    CLOSEST = "closest"  # published, but for a neighbouring platform, industry or measure
    UNVERIFIED = "unverified"  # general knowledge, unverified: a planning assumption
    YOU_SAID = "you_said"
    YOUR_COUNT = "your_count"
    DERIVED = "derived"  # computed from other figures shown beside it


@dataclass(frozen=True, slots=True)
class Source:
    """Who published a figure, what, where and when (`year` None where the page shows none)."""

    key: str
    publisher: str
    title: str
    url: str | None
    year: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Range:
    """Low, typical and high: one in ten is below low, one in ten above high.

    Invariant: low <= typical <= high (ValueError otherwise).
    """

    low: Decimal
    typical: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.typical <= self.high:
            raise ValueError(f"{self.low} <= {self.typical} <= {self.high} does not hold")

    @classmethod
    def exactly(cls, value: Decimal | int) -> "Range":
        """A figure without doubt."""
        exact = Decimal(value)
        return cls(exact, exact, exact)

    def scaled(self, factor: Decimal | int) -> "Range":
        """Every end multiplied by a factor that is not negative."""
        return Range(self.low * factor, self.typical * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Figure:
    """A range with its origin, ready to be shown.

    `year` is the newest year of its sources, None where it is the owner's word or undated.
    `note` is a library text: what was measured, or why the closest figure stands in. Of a figure
    that the business measured itself, `weeks` stand behind it and `own_percent` of it is theirs.
    """

    range: Range
    basis: Basis
    sources: tuple[Source, ...] = ()
    year: int | None = None
    note: str = ""
    weeks: int = 0
    own_percent: int = 0
