"""The business's year: what comes before a quiet month and before a busy one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from smbsocial.domain.business import Business


class Season(Enum):
    """What a post prepares; stands in the post's `observance`."""

    SLOW = "slow_season"
    PEAK = "peak"


CALLING = frozenset(
    {
        "act", "attendance", "book", "bookings", "calls", "choose", "events", "fill",
        "fill the diary", "give a reason to come now", "orders", "reason to visit", "sales",
        "sell", "try it", "visit", "visit today", "visits",
    }
)  # fmt: skip
"""Purposes of pillars (the library's words) that bring bookings, orders and visits."""

_BEFORE = {Season.SLOW: (35, 8), Season.PEAK: (21, 1)}
"""Days before the season: posts must be out two to five weeks before quiet months, so that the
diary fills in time, and in the three weeks before busy ones."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days, both included, in which a coming season is prepared."""

    season: Season
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def windows(business: Business, *, first: date, last: date) -> tuple[Window, ...]:
    """The windows that touch the days from `first` to `last`, quiet seasons before busy ones."""
    found = [
        Window(season, start - timedelta(days=early), start - timedelta(days=late))
        for season, months in (
            (Season.SLOW, business.slow_months),
            (Season.PEAK, business.peak_months),
        )
        for start in _starts(months, first.year, last.year + 1)
        for early, late in (_BEFORE[season],)
    ]
    return tuple(window for window in found if window.first <= last and window.last >= first)


def _starts(months: Iterable[int], first_year: int, last_year: int) -> Iterator[date]:
    """The first days of the seasons: months whose month before does not belong to one."""
    chosen = frozenset(months)
    for year in range(first_year, last_year + 1):
        for month in sorted(chosen):
            if (month - 2) % 12 + 1 not in chosen:
                yield date(year, month, 1)
