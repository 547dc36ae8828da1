"""Days, weeks and quarters; a slot becomes an instant, gaps and overlaps included."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.days import (
    Slot,
    coming_week_start,
    days_between,
    local_day,
    month_grid,
    next_quarter,
    quarter_end,
    to_instant,
    to_slot,
    week_days,
    week_start,
    week_starts,
)

dates = st.dates(date(1990, 1, 1), date(2090, 1, 1))
weekdays = st.integers(0, 6)
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]


@given(dates, weekdays)
def test_a_week_starts_on_its_first_weekday_and_holds_the_day(day: date, first: int) -> None:
    start = week_start(day, first)
    assert start.weekday() == first
    assert day in week_days(start)
    assert coming_week_start(day, first) == (day if start == day else start + timedelta(days=7))


@given(dates)
def test_thirteen_weeks_follow_one_another(start: date) -> None:
    starts = week_starts(start)
    assert len(starts) == 13
    assert {b - a for a, b in pairwise(starts)} == {timedelta(days=7)}


@given(dates, st.integers(0, 400))
def test_days_between_counts_both_ends(first: date, more: int) -> None:
    found = list(days_between(first, first + timedelta(days=more)))
    assert len(found) == more + 1
    assert found[0] == first


@given(st.integers(1990, 2090), st.integers(1, 12), weekdays)
def test_a_month_is_covered_by_whole_weeks_and_no_more(year: int, month: int, first: int) -> None:
    rows = month_grid(year, month, first)
    assert all(len(row) == 7 and row[0].weekday() == first for row in rows)
    days = [day for row in rows for day in row]
    assert days == list(days_between(days[0], days[-1]))
    inside = [day for day in days if (day.year, day.month) == (year, month)]
    assert inside[0].day == 1
    assert (inside[-1] + timedelta(days=1)).day == 1
    assert all(any(day in inside for day in row) for row in rows)


@given(dates)
def test_a_quarter_ends_where_the_next_begins(day: date) -> None:
    end = quarter_end(day)
    assert day <= end
    assert end + timedelta(days=1) == next_quarter(day)
    assert next_quarter(day).day == 1
    assert next_quarter(day).month in {1, 4, 7, 10}


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)),  # noqa: DTZ001 wall times
    st.sampled_from(ZONES),
)
def test_a_slot_that_exists_keeps_its_wall_time(wall: datetime, zone: str) -> None:
    wall = wall.replace(microsecond=0)
    instant = to_instant(Slot(wall.date(), wall.time()), zone)
    assert instant.utcoffset() == timedelta(0)
    back = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert timedelta(0) <= back - wall <= timedelta(hours=1)  # later only in the spring gap
    assert local_day(instant, zone) == back.date()


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # gap: 03:30
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first
        (date(2026, 7, 1), time(9), datetime(2026, 7, 1, 7, tzinfo=UTC)),
    ],
)
def test_28_gap_and_overlap(day: date, at: time, utc: datetime) -> None:
    assert to_instant(Slot(day, at), "Europe/Berlin") == utc


def test_slots_are_ordered_by_day_and_time() -> None:
    early, late = Slot(date(2026, 1, 1), time(9)), Slot(date(2026, 1, 1), time(10))
    assert sorted([late, early]) == [early, late]


def test_an_instant_is_a_day_and_a_time_where_the_business_is() -> None:
    instant = datetime(2027, 7, 31, 23, 30, 15, 7, tzinfo=UTC)
    assert to_slot(instant, "Europe/Berlin") == Slot(date(2027, 8, 1), time(1, 30, 15))
