"""Weeks, months and quarters as spans of days: what a KPI's figure is about."""

from collections.abc import Iterator
from datetime import date, timedelta

from smbsocial.domain.days import MONDAY, quarter_end, week_start
from smbsocial.domain.goals import Period

Span = tuple[date, date]
"""First and last day, both included."""

_CADENCES = {"weekly": Period.WEEK, "monthly": Period.MONTH}


def cadence_of(cadence: str) -> Period:
    """The period of a KPI's cadence as the library calls it.

    What is read once a year, or each time something happens, is looked at once a quarter.
    """
    return _CADENCES.get(cadence, Period.QUARTER)


def span_of(period: Period, day: date, first_weekday: int = MONDAY) -> Span:
    """The calendar week, month or quarter that a day is in; `first_weekday` 0 = Monday."""
    if period is Period.WEEK:
        first = week_start(day, first_weekday)
        return first, first + timedelta(days=6)
    if period is Period.MONTH:
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    last = quarter_end(day)
    return date(last.year, last.month - 2, 1), last


def span_after(period: Period, span: Span) -> Span:
    """The week, month or quarter after one."""
    first = span[1] + timedelta(days=1)
    return span_of(period, first, first.weekday())


def span_before(period: Period, span: Span) -> Span:
    """The week, month or quarter before one."""
    last = span[0] - timedelta(days=1)
    return span_of(period, last, span[0].weekday())


def spans(period: Period, first: date, last: date, first_weekday: int = MONDAY) -> Iterator[Span]:
    """The whole weeks, months or quarters between two days, both included, oldest first."""
    span = span_of(period, first, first_weekday)
    if span[0] < first:
        span = span_after(period, span)
    while span[1] <= last:
        yield span
        span = span_after(period, span)
