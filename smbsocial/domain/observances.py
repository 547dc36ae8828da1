"""Observances: days worth a post, by rule, and the days those rules give."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from dateutil.easter import easter
from dateutil.relativedelta import SU, relativedelta, weekday

from smbsocial.domain.ids import IndustryKey, ObservanceKey
from smbsocial.domain.ranges import Source


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same month and day each year; 29 February is kept on the 28th where there is none."""

    month: int
    day: int

    def days(self, year: int) -> tuple[date, ...]:
        """The day in that year."""
        return (self.on(year),)

    def on(self, year: int) -> date:
        """The day in that year."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The n-th weekday (0 = Monday) of each of the months; a month without a fifth has none."""

    months: tuple[int, ...]
    weekday: int
    n: int

    def days(self, year: int) -> tuple[date, ...]:
        """One day for each month."""
        nth = weekday(self.weekday, self.n)
        found = (date(year, month, 1) + relativedelta(weekday=nth) for month in self.months)
        return tuple(
            day for day, month in zip(found, self.months, strict=True) if day.month == month
        )


@dataclass(frozen=True, slots=True)
class LastWeekday:
    """The last such weekday (0 = Monday) of a month."""

    month: int
    weekday: int

    def days(self, year: int) -> tuple[date, ...]:
        """The day in that year."""
        last = weekday(self.weekday, -1)
        return (date(year, 1, 1) + relativedelta(month=self.month, day=31, weekday=last),)


@dataclass(frozen=True, slots=True)
class EasterOffset:
    """So many days after (before, if negative) Western Easter Sunday."""

    offset: int

    def days(self, year: int) -> tuple[date, ...]:
        """The day counted from that year's Easter."""
        return (easter(year) + timedelta(days=self.offset),)


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days after another observance."""

    to: ObservanceKey
    offset: int


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days; one whose end lies before its start ends in the next year."""

    first: Fixed
    last: Fixed

    def days(self, year: int) -> tuple[date, ...]:
        """The day on which it begins in that year."""
        return self.first.days(year)

    def length(self, year: int) -> timedelta:
        """From the first day to the last, of the one that begins in that year."""
        begins, ends = self.first.on(year), self.last.on(year)
        return (ends if ends >= begins else self.last.on(year + 1)) - begins


@dataclass(frozen=True, slots=True)
class Advent:
    """The fourth Sunday before 25 December."""

    def days(self, year: int) -> tuple[date, ...]:
        """The day in that year."""
        return (date(year, 12, 24) + relativedelta(weekday=SU(-4)),)


@dataclass(frozen=True, slots=True)
class Table:
    """Dates looked up per year; a year that is not listed has none that we know."""

    dates: tuple[date, ...]

    def days(self, year: int) -> tuple[date, ...]:
        """Those of that year."""
        return tuple(day for day in self.dates if day.year == year)


Rule = Fixed | NthWeekday | LastWeekday | EasterOffset | Relative | Span | Advent | Table


@dataclass(frozen=True, slots=True)
class Observance:
    """A day with a prompt. `countries` ISO 3166 or WORLD, `industries` keys or "all".

    `lead_days` is when to begin preparing. `moved` are days that took the rule's place in their
    year, because a law or the organisers said so. `note` is a library text.
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
    moved: tuple[date, ...] = ()

    def concerns(self, country: str, industry: IndustryKey) -> bool:
        """Whether it is kept in this country and suits this industry."""
        here = "WORLD" in self.countries or country in self.countries
        return here and ("all" in self.industries or industry in self.industries)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An observance on its day (the first day of a span)."""

    day: date
    observance: Observance

    @property
    def last(self) -> date:
        """The last day: of a span its end, otherwise the day itself."""
        rule = self.observance.rule
        return self.day + rule.length(self.day.year) if isinstance(rule, Span) else self.day


def occurrences(
    observances: Iterable[Observance],
    *,
    country: str,
    industry: IndustryKey,
    first: date,
    last: date,
) -> tuple[Occurrence, ...]:
    """What begins from `first` to `last` (both included) here and in this trade, by day and key.

    `observances` are all of them: one may be told by another that is not kept in this country. A
    span that began before `first` is left out.
    """
    by_key = {each.key: each for each in observances}
    found = [
        Occurrence(day, each)
        for each in by_key.values()
        if each.concerns(country, industry)
        for year in range(first.year, last.year + 1)
        for day in dates_in(each, year, by_key)
        if first <= day <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.observance.key)))


def dates_in(
    observance: Observance, year: int, by_key: Mapping[ObservanceKey, Observance]
) -> tuple[date, ...]:
    """The days of a year on which it falls or begins, in order; none where a table ends.

    Raises KeyError when it is told by an observance that `by_key` lacks.
    """
    moved = tuple(day for day in observance.moved if day.year == year)
    if moved:
        return moved
    rule = observance.rule
    days = _relative(rule, year, by_key) if isinstance(rule, Relative) else rule.days(year)
    return tuple(sorted(days))


def unlisted_years(observance: Observance, *, first: int, last: int) -> tuple[int, ...]:
    """The years for which its table has no date: a screen says that it must be looked up."""
    if not isinstance(observance.rule, Table):
        return ()
    listed = {day.year for day in observance.rule.dates + observance.moved}
    return tuple(year for year in range(first, last + 1) if year not in listed)


def _relative(
    rule: Relative, year: int, by_key: Mapping[ObservanceKey, Observance]
) -> tuple[date, ...]:
    """The other may lie in the year before or after."""
    other = by_key[rule.to]
    around = chain.from_iterable(
        dates_in(other, near, by_key) for near in (year - 1, year, year + 1)
    )
    days = (day + timedelta(days=rule.offset) for day in around)
    return tuple(day for day in days if day.year == year)
