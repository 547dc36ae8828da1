"""Observances: days worth a post, by rule, and the days those rules give."""

from dataclasses import dataclass
from datetime import date

from smbsocial.domain.ids import IndustryKey, ObservanceKey
from smbsocial.domain.ranges import Source


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same month and day each year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The n-th weekday (0 = Monday) of each of the months."""

    months: tuple[int, ...]
    weekday: int
    n: int


@dataclass(frozen=True, slots=True)
class LastWeekday:
    """The last such weekday (0 = Monday) of a month."""

    month: int
    weekday: int


@dataclass(frozen=True, slots=True)
class EasterOffset:
    """So many days after (before, if negative) Western Easter Sunday."""

    days: int


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days after another observance."""

    to: ObservanceKey
    days: int


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days; one whose end lies before its start ends in the next year."""

    first: Fixed
    last: Fixed


@dataclass(frozen=True, slots=True)
class Advent:
    """The fourth Sunday before 25 December."""


@dataclass(frozen=True, slots=True)
class Table:
    """Dates looked up per year; a year that is not listed has none that we know."""

    dates: tuple[date, ...]


Rule = Fixed | NthWeekday | LastWeekday | EasterOffset | Relative | Span | Advent | Table


@dataclass(frozen=True, slots=True)
class Observance:
    """A day with a prompt. `countries` ISO 3166 or WORLD, `industries` keys or "all".

    `solemn` days are for respect, not for sales; `lead_days` is when to begin preparing.
    """

    key: ObservanceKey
    name: str
    rule: Rule
    countries: tuple[str, ...]
    industries: tuple[IndustryKey, ...]
    kind: str
    prompt: str
    lead_days: int
    note: str
    verified: bool
    sources: tuple[Source, ...]

    def concerns(self, country: str, industry: IndustryKey) -> bool:
        """Whether it is kept in this country and suits this industry."""
        here = "WORLD" in self.countries or country in self.countries
        return here and ("all" in self.industries or industry in self.industries)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An observance on its day (the first day of a span)."""

    day: date
    observance: Observance
