"""Local days, weeks, quarters and slots; the one place where a slot becomes an instant.

Three kinds of time that are never mixed: a local day (`date`), a local slot (day + wall time in
the business's zone), an instant (`datetime`, aware, UTC). Day arithmetic is done on dates only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKS_IN_QUARTER = 13
MONDAY = 0
SUNDAY = 6


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A wall time on a local day; it says nothing about a zone."""

    day: date
    at: time


def week_start(day: date, first_weekday: int = MONDAY) -> date:
    """The first day of the week that `day` is in; `first_weekday` 0 = Monday … 6 = Sunday."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def coming_week_start(day: date, first_weekday: int = MONDAY) -> date:
    """The first week start from `day` on: the day itself where it begins a week."""
    return week_start(day + timedelta(days=6), first_weekday)


def week_days(start: date) -> tuple[date, ...]:
    """The seven days from `start`."""
    return tuple(start + timedelta(days=i) for i in range(7))


def week_starts(start: date, weeks: int = WEEKS_IN_QUARTER) -> tuple[date, ...]:
    """The first days of so many weeks from `start`."""
    return tuple(start + timedelta(weeks=i) for i in range(weeks))


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    return (first + timedelta(days=i) for i in range((last - first).days + 1))


def month_grid(year: int, month: int, first_weekday: int = MONDAY) -> tuple[tuple[date, ...], ...]:
    """The whole weeks that cover a month, as a month view shows them."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    start = week_start(first, first_weekday)
    weeks = -(-(following - start).days // 7)
    return tuple(week_days(start + timedelta(weeks=i)) for i in range(weeks))


def day_before(day: date) -> date:
    """The day before a day."""
    return day - timedelta(days=1)


def quarter_end(day: date) -> date:
    """The last day of the calendar quarter that `day` is in."""
    month = (day.month - 1) // 3 * 3 + 3
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def next_quarter(day: date) -> date:
    """The first day of the calendar quarter after the one that `day` is in."""
    return quarter_end(day) + timedelta(days=1)


def to_instant(slot: Slot, zone: str) -> datetime:
    """The instant of a slot in an IANA zone, in UTC.

    In the spring gap the slot moves on by the gap (02:30 becomes 03:30); in the autumn overlap
    the first of the two counts (PEP 495, fold=0). Raises ZoneInfoNotFoundError for a bad zone.
    """
    local = datetime.combine(slot.day, slot.at, tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def to_slot(instant: datetime, zone: str) -> Slot:
    """The local day and wall time of an instant in an IANA zone."""
    local = instant.astimezone(ZoneInfo(zone))
    return Slot(local.date(), local.time().replace(microsecond=0))


def local_day(instant: datetime, zone: str) -> date:
    """The local day of an instant in an IANA zone."""
    return instant.astimezone(ZoneInfo(zone)).date()
