"""Lift: what came since a day beyond what the business's own weeks before led one to expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from smbsocial.domain.expectation import expected
from smbsocial.domain.ranges import Range

LEVEL = 90
"""Per cent of cases in which the interval holds the truth."""
WEEKS_NEEDED = 12
"""Fewer weeks before say too little about what was to be expected."""
WEEKS_OF_SEASON = 60
"""From so many weeks before on, the year's ups and downs are the business's own."""
MOST_WEEKS = 156
"""Weeks before that count: what was earlier than three years ago was another business."""


@dataclass(frozen=True, slots=True)
class WeekFigure:
    """All units of one week, whoever brought them; `day` is its first."""

    day: date
    units: int


@dataclass(frozen=True, slots=True)
class Lift:
    """Extra units of all weeks since together, and a week; less than nothing where fewer came.

    Unlike other ranges these hold the truth in `level` per cent of cases, as much below as above.
    `seasonal`: the weeks before were enough to tell the year's ups and downs from the rest.
    """

    units: Range
    a_week: Range
    weeks_before: int
    weeks_since: int
    seasonal: bool
    level: int


@dataclass(frozen=True, slots=True)
class TooLittle:
    """There are not the weeks to say anything; `of_since`: they are missing after the day."""

    weeks_had: int
    weeks_needed: int
    of_since: bool = False


def lift(weeks: Sequence[WeekFigure], since: date, level: int = LEVEL) -> Lift | TooLittle:
    """The lift of whole weeks from `since` on; a week that it falls into counts on no side.

    The weeks before tell what would have come (`expectation.py`); the lift is what came beyond.
    Nothing is assumed of its course: it may grow for months. Weeks that are missing (holidays,
    closed) are skipped; of two figures for a week the later one in `weeks` counts. Raises
    ValueError for a level not between 1 and 99.
    """
    if not 1 <= level <= 99:
        raise ValueError(f"a level of {level} %")
    known = {week.day: week.units for week in weeks}
    units = {day: known[day] for day in sorted(known)}
    before = [day for day in units if day + timedelta(days=6) < since][-MOST_WEEKS:]
    after = [day for day in units if day >= since]
    if len(before) < WEEKS_NEEDED:
        return TooLittle(len(before), WEEKS_NEEDED)
    if not after:
        return TooLittle(0, 1, of_since=True)
    number = {day: round((day - before[0]).days / 7) for day in (*before, *after)}
    found = expected([(number[day], units[day]) for day in before], [number[day] for day in after])
    came, tail = sum(units[day] for day in after), (100 - level) / 200
    ends = [came - found.quantile(chance) for chance in (1 - tail, 0.5, tail)]
    return Lift(
        units=_range(ends, 1),
        a_week=_range([end / len(after) for end in ends], 2),
        weeks_before=len(before),
        weeks_since=len(after),
        seasonal=len(before) >= WEEKS_OF_SEASON,
        level=level,
    )


def _range(ends: Sequence[float], places: int) -> Range:
    low, typical, high = (Decimal(round(end * 10**places)) / 10**places for end in ends)
    return Range(low, typical, high)
