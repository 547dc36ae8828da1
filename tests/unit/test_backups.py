"""Which backups stay: fourteen days, eight weeks, twelve months, and never a guess about clocks."""

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smbsocial.domain.backups import DAILY, MONTHLY, WEEKLY, name_of, time_of, to_delete

NOW = datetime(2027, 6, 30, 12, tzinfo=UTC)

instants = st.integers(-900 * 24, 900 * 24).map(lambda hours: NOW + timedelta(hours=hours))
near = st.integers(-90 * 24, 60).map(lambda hours: NOW + timedelta(hours=hours))
names = st.lists(st.one_of(instants, near).map(name_of), max_size=80)
FOREIGN = [
    "smbsocial-20270101-000000.smbbackup.tmp",
    "smbsocial-20270101-000000 (1).smbbackup",
    "smbsocial-20271301-000000.smbbackup",
    "smbsocial-٢٠٢٧٠١٠١-000000.smbbackup",
    "Smbsocial-20270101-000000.smbbackup",
    "smbsocial-20270101-000000.smbbackup\n",
    "smbsocial-00000101-000000.smbbackup",
    "planning.db",
    "",
]


@given(st.datetimes(), st.integers(-23, 23))
def test_a_name_says_its_second_in_utc(at: datetime, hours: int) -> None:
    assume(1 < at.year < 9999)
    local = at.replace(tzinfo=timezone(timedelta(hours=hours)))
    assert time_of(name_of(local)) == local.astimezone(UTC).replace(microsecond=0)


@pytest.mark.parametrize("name", FOREIGN)
def test_other_names_are_not_ours(name: str) -> None:
    assert time_of(name) is None
    assert to_delete([name], now=NOW) == ()


@given(names)
def test_what_goes_is_ours_and_past_and_goes_once(found: list[str]) -> None:
    going = to_delete([*found, *FOREIGN], now=NOW)
    assert len(set(going)) == len(going)
    assert set(going) <= set(found)
    assert list(going) == sorted(going)
    assert all(_made(name) < NOW for name in going)
    assert to_delete(set(found) - set(going), now=NOW) == ()


@given(names)
def test_the_newest_of_each_day_week_and_month_stays(found: list[str]) -> None:
    kept = set(found) - set(to_delete(found, now=NOW))
    past = sorted(name for name in set(found) if _made(name) <= NOW)
    for span, count in (("%Y%m%d", DAILY), ("%G-%V", WEEKLY), ("%Y%m", MONTHLY)):
        newest = {_made(name).strftime(span): name for name in past}
        assert set(list(newest.values())[-count:]) <= kept
    assert len(kept & set(past)) <= DAILY + WEEKLY + MONTHLY


@given(names, st.data())
def test_the_newest_verified_one_stays_however_old(found: list[str], data: st.DataObject) -> None:
    verified = set(data.draw(st.lists(st.sampled_from(found or ["none"]), max_size=5)))
    going = set(to_delete(found, now=NOW, verified=verified))
    past = [name for name in verified & set(found) if _made(name) <= NOW]
    assert not past or max(past) not in going
    assert len(set(to_delete(found, now=NOW)) - going) <= 1


@given(names, st.lists(instants.map(name_of), max_size=30))
def test_what_is_dated_ahead_changes_nothing(found: list[str], more: list[str]) -> None:
    """A clock that was ahead for a while does not push out what was made before or after."""
    ahead = [name for name in more if _made(name) > NOW]
    assert to_delete([*found, *ahead], now=NOW) == to_delete(found, now=NOW)


@given(names, near)
def test_a_clock_far_behind_deletes_nothing_newer(found: list[str], now: datetime) -> None:
    assert all(_made(name) <= now for name in to_delete(found, now=now))
    assert to_delete(found, now=datetime(2001, 1, 1, tzinfo=UTC)) == ()


@given(st.lists(st.integers(1, 200), max_size=120))
def test_day_by_day_comes_to_the_same_as_all_at_once(hours: list[int]) -> None:
    now, there, ever = NOW, set[str](), []
    for gap in hours:
        now += timedelta(hours=gap)
        there.add(name_of(now))
        ever.append(name_of(now))
        there -= set(to_delete(there, now=now))
    assert there == set(ever) - set(to_delete(ever, now=now))


def test_two_years_of_working_days() -> None:
    there = set[str]()
    for hour in range(0, 24 * 730, 5):
        now = NOW + timedelta(hours=hour)
        there.add(name_of(now))
        there -= set(to_delete(there, now=now))
    days = Counter(name[10:18] for name in there)
    assert max(days.values()) == 1
    assert len({_made(name).strftime("%Y%m") for name in there}) == MONTHLY
    assert len({_made(name).strftime("%G-%V") for name in there}) >= WEEKLY
    assert 14 + 6 + 10 <= len(there) <= DAILY + WEEKLY + MONTHLY


def _made(name: str) -> datetime:
    made = time_of(name)
    assert made is not None
    return made
