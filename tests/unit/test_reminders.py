"""When a reminder may be shown: quiet hours, closed days, clocks that are wrong, snoozes."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.business import Business
from smbsocial.domain.days import Slot, to_instant
from smbsocial.domain.ids import BusinessId, IndustryKey
from smbsocial.domain.reminders import (
    LONGEST_SNOOZE,
    Due,
    Kind,
    ReminderSettings,
    Said,
    Snooze,
    is_quiet,
    may_be_taken,
    snoozed_until,
    to_show,
    told_too_early,
    waiting,
)

BERLIN = "Europe/Berlin"
SHOP = Business(
    BusinessId("shop"), "Äpfel", IndustryKey("cafe"), "DE", "EUR", BERLIN, closed_weekdays=(6,)
)
ALWAYS = ReminderSettings(quiet_from=time(0), quiet_to=time(0), on_closed_days=True)
MONDAY = date(2027, 1, 11)
HOUR = timedelta(hours=1)


def at(day: date, hour: int, minute: int = 0, zone: str = BERLIN) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)


def due(kind: Kind = Kind.WEEK, day: date = MONDAY, hour: int = 9, subject: str = "") -> Due:
    return Due(kind, subject, Slot(day, time(hour)))


@pytest.mark.parametrize(
    ("start", "end", "quiet", "loud"),
    [
        ((20, 0), (8, 0), [(20, 0), (23, 59), (0, 0), (7, 59)], [(8, 0), (12, 0), (19, 59)]),
        ((13, 0), (15, 0), [(13, 0), (14, 59)], [(12, 59), (15, 0), (0, 0)]),
        ((9, 0), (9, 0), [], [(9, 0), (0, 0), (23, 59)]),
        ((0, 0), (8, 0), [(0, 0), (7, 59)], [(8, 0), (23, 59)]),
    ],
)
def test_quiet_hours(
    start: tuple[int, int],
    end: tuple[int, int],
    quiet: list[tuple[int, int]],
    loud: list[tuple[int, int]],
) -> None:
    settings = ReminderSettings(quiet_from=time(*start), quiet_to=time(*end))
    assert [is_quiet(settings, SHOP, at(MONDAY, *hour)) for hour in quiet] == [True] * len(quiet)
    assert [is_quiet(settings, SHOP, at(MONDAY, *hour)) for hour in loud] == [False] * len(loud)


def test_quiet_hours_are_those_of_the_wall_on_the_days_the_clock_changes() -> None:
    """In Berlin it is 08:30 at 06:30 UTC from the 28th of March 2027 on, at 07:30 UTC before."""
    settings = ReminderSettings(on_closed_days=True)
    assert is_quiet(settings, SHOP, datetime(2027, 3, 27, 6, 30, tzinfo=UTC))
    assert not is_quiet(settings, SHOP, datetime(2027, 3, 28, 6, 30, tzinfo=UTC))
    assert not is_quiet(settings, SHOP, datetime(2027, 10, 30, 6, 30, tzinfo=UTC))
    assert is_quiet(settings, SHOP, datetime(2027, 10, 31, 6, 30, tzinfo=UTC))


def test_a_closed_day_is_quiet_unless_it_is_wanted() -> None:
    sunday = at(MONDAY - timedelta(days=1), 12)
    assert is_quiet(ReminderSettings(), SHOP, sunday)
    assert not is_quiet(ReminderSettings(on_closed_days=True), SHOP, sunday)
    holiday = replace(SHOP, closed_days=(MONDAY,))
    assert to_show([due()], {}, ReminderSettings(), holiday, at(MONDAY, 12)) == ()


def test_what_is_shown_and_what_is_not() -> None:
    now = at(MONDAY, 12)
    dues = [due(kind) for kind in (Kind.WEEK, Kind.DRILL, Kind.MISSED, Kind.SALES, Kind.REVIEW)]
    week, drill, missed, sales, review = dues
    late = due(Kind.POST, hour=13)
    said = {
        missed.id: Said(missed.id, done_at=now),
        sales.id: Said(sales.id, shown_at=now - HOUR),
        review.id: Said(review.id, now - 2 * HOUR, now - HOUR),
    }
    settings = ReminderSettings(off=frozenset({Kind.DRILL}))
    assert to_show([*dues, late], said, settings, SHOP, now) == (week, review)
    assert to_show(dues, said, settings, replace(SHOP, example=True), now) == ()
    assert drill.id == "drill::2027-01-11"


def test_the_page_lists_what_is_not_dealt_with() -> None:
    now = at(MONDAY, 23)
    dues = [due(kind) for kind in (Kind.WEEK, Kind.DRILL, Kind.MISSED, Kind.SALES, Kind.REVIEW)]
    week, _, missed, sales, review = dues
    said = {
        missed.id: Said(missed.id, done_at=now),
        sales.id: Said(sales.id, now - 2 * HOUR, now + HOUR),
        review.id: Said(review.id, now - 2 * HOUR, now - HOUR),
    }
    settings = ReminderSettings(off=frozenset({Kind.DRILL}))
    found = waiting(dues, said, settings, now)
    assert [each.due for each in found] == [week, sales, review]
    assert [each.shown for each in found] == [False, True, True]
    assert [each.snoozed_until for each in found] == [None, now + HOUR, None]


def test_a_snooze_from_a_wrong_clock_is_void() -> None:
    now = at(MONDAY, 12)
    assert not may_be_taken(Said("x", now, now + LONGEST_SNOOZE), now)
    assert may_be_taken(Said("x", now, now + LONGEST_SNOOZE + HOUR), now)


@pytest.mark.parametrize(
    ("snooze", "today", "expected"),
    [
        (Snooze.HOUR, MONDAY, at(MONDAY, 13)),
        (Snooze.TOMORROW, MONDAY, at(date(2027, 1, 12), 9)),
        (Snooze.TOMORROW, date(2027, 1, 16), at(date(2027, 1, 18), 9)),  # Sunday is closed
        (Snooze.NEXT_WEEK, MONDAY, at(date(2027, 1, 18), 9)),
        (Snooze.NEXT_WEEK, date(2027, 1, 17), at(date(2027, 1, 18), 9)),
        (Snooze.TOMORROW, date(2027, 3, 26), at(date(2027, 3, 27), 9)),
        (Snooze.TOMORROW, date(2027, 3, 27), at(date(2027, 3, 29), 9)),  # the clock changes
    ],
)
def test_how_long_it_waits(snooze: Snooze, today: date, expected: datetime) -> None:
    assert snoozed_until(snooze, ReminderSettings(), SHOP, at(today, 12)) == expected


def test_on_closed_days_too_tomorrow_is_tomorrow() -> None:
    until = snoozed_until(Snooze.TOMORROW, ALWAYS, SHOP, at(date(2027, 1, 16), 12))
    assert until == at(date(2027, 1, 17), 9)


WEEKDAYS = st.sets(st.integers(0, 6)).map(tuple)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.sampled_from([BERLIN, "Pacific/Auckland", "America/St_Johns", "Pacific/Midway"])


@given(st.sampled_from(Snooze), WEEKDAYS, st.integers(0, 6), MOMENTS, ZONES, st.times())
def test_every_snooze_holds_and_ends(
    snooze: Snooze, closed: tuple[int, ...], first: int, now: datetime, zone: str, morning: time
) -> None:
    shop = replace(SHOP, closed_weekdays=closed, first_weekday=first, zone=zone)
    until = snoozed_until(snooze, ReminderSettings(morning=morning), shop, now)
    assert now < until <= now + LONGEST_SNOOZE
    said = Said("x", now, until)
    assert not may_be_taken(said, now)
    assert not may_be_taken(said, now - 11 * HOUR)  # a clock that is put back a little
    assert may_be_taken(said, until)


@given(MOMENTS, st.times(), st.times(), ZONES)
def test_it_is_either_quiet_or_the_turned_hours_are(
    now: datetime, start: time, end: time, zone: str
) -> None:
    shop = replace(SHOP, zone=zone)
    here = ReminderSettings(quiet_from=start, quiet_to=end, on_closed_days=True)
    turned = replace(here, quiet_from=end, quiet_to=start)
    never = start == end
    assert is_quiet(here, shop, now) + is_quiet(turned, shop, now) == (0 if never else 1)


class Room:
    """A computer that looks each hour; from Monday on something is due each day for 36 h."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self.shown: list[tuple[str, datetime]] = []

    def look(self, real: datetime, clock: datetime) -> None:
        today = clock.astimezone(ZoneInfo(BERLIN)).date()
        days = [today - timedelta(days=n) for n in (2, 1, 0)]
        planned = [day_due(day) for day in days if day >= MONDAY]
        standing = [each for each in planned if 0 <= age(each, clock) < 36]
        for id in told_too_early(self.said.values(), BERLIN, clock):
            self.said[id] = replace(self.said[id], shown_at=None)
        for each in to_show(standing, self.said, ALWAYS, SHOP, clock):
            self.said[each.id] = Said(each.id, shown_at=clock)
            self.shown.append((each.id, real))


def day_due(day: date) -> Due:
    return due(Kind.SALES, day)


def age(due: Due, now: datetime) -> float:
    return (now - to_instant(due.slot, BERLIN)) / HOUR


DAYS = 10
START = at(MONDAY, 0)
IDS = [day_due(MONDAY + timedelta(days=n)).id for n in range(DAYS)]


def run(wrong: Callable[[datetime], datetime], first: int, hours: int) -> Room:
    """Ten days and a half, the clock wrong from an hour on for so many."""
    room = Room()
    for n in range(24 * DAYS + 12):
        real = START + n * HOUR
        room.look(real, wrong(real) if first <= n < first + hours else real)
    return room


SPANS = (st.integers(24, 24 * 7), st.integers(1, 20))


@given(st.integers(-11, 11), *SPANS)
def test_a_clock_some_hours_off_neither_repeats_nor_swallows(
    off: int, first: int, hours: int
) -> None:
    room = run(lambda real: real + off * HOUR, first, hours)
    assert Counter(id for id, _ in room.shown if id in IDS) == Counter(IDS)


@given(st.integers(3, 900), *SPANS)
def test_a_clock_far_ahead_takes_nothing_from_the_days_to_come(
    days: int, first: int, hours: int
) -> None:
    """What was shown before is not repeated; what lies ahead comes at its time, shown or not."""
    room = run(lambda real: real + timedelta(days=days), first, hours)
    right_again = START + (first + hours) * HOUR
    for n, id in enumerate(IDS):
        slot = at(MONDAY + timedelta(days=n), 9)
        times = [real for told, real in room.shown if told == id]
        if slot < START + first * HOUR:
            assert times == [slot]
        elif slot >= right_again + timedelta(days=2):
            assert times[-1] == slot
        assert times


@given(st.integers(30, 6000), *SPANS)
def test_an_empty_battery_repeats_nothing(days: int, first: int, hours: int) -> None:
    """The clock wakes up years ago and is put right some hours later."""
    room = run(lambda real: real - timedelta(days=days), first, hours)
    assert Counter(id for id, _ in room.shown if id in IDS) == Counter(IDS)


def test_a_zone_changed_in_the_middle_tells_nobody_twice() -> None:
    """The occasion is a local day: nine o'clock comes again, the occasion does not."""
    moved = replace(SHOP, zone="America/New_York")
    post = due(Kind.POST, subject="p1")
    said = {post.id: Said(post.id, shown_at=at(MONDAY, 9))}
    assert to_show([post], said, ALWAYS, moved, at(MONDAY, 9, zone=moved.zone)) == ()
    assert told_too_early(said.values(), moved.zone, at(MONDAY, 9)) == ()
    assert to_show([post], {}, ALWAYS, moved, at(MONDAY, 9)) == ()
    assert to_show([post], {}, ALWAYS, moved, at(MONDAY, 9, zone=moved.zone)) == (post,)
