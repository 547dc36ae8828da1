"""Lift: what came since a day beyond what the business's own weeks before led one to expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from smbsocial.domain.ranges import Range

LEVEL = 90
"""Per cent of cases in which the interval holds the truth."""
WEEKS_NEEDED = 12
"""Fewer weeks before say too little about what was to be expected."""


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

    Weeks that are missing (holidays, closed) are skipped. Raises ValueError for a level not
    between 1 and 99.
    """
    raise NotImplementedError
