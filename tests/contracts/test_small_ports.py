"""The contracts of Clock, Ids and Library: of the real parts, and of fakes that tests hand in."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from house import CountedIds, SetClock

from smbsocial.app.clock import RandomIds, SystemClock
from smbsocial.app.paths import resources_folder
from smbsocial.library.loader import FileLibrary
from smbsocial.usecases.ports import Clock, Ids, Library


class ClockContract:
    @pytest.fixture
    def clock(self) -> Clock:
        raise NotImplementedError

    def test_now_is_an_instant_in_utc_in_whole_seconds(self, clock: Clock) -> None:
        now = clock.now()
        assert now.utcoffset() == timedelta(0)
        assert now.microsecond == 0

    @pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Auckland", "Pacific/Midway"])
    def test_today_is_the_day_in_that_zone(self, clock: Clock, zone: str) -> None:
        before, today, after = clock.now(), clock.today(zone), clock.now()
        days = {moment.astimezone(ZoneInfo(zone)).date() for moment in (before, after)}
        assert today in days

    def test_a_zone_that_is_none_is_refused(self, clock: Clock) -> None:
        with pytest.raises(ZoneInfoNotFoundError):
            clock.today("Nowhere/Land")


class TestSystemClock(ClockContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return SystemClock()

    def test_it_is_this_machines_clock(self, clock: Clock) -> None:
        distance = datetime.now(UTC) - clock.now()  # noqa: TID251 - compared with the real one
        assert abs(distance) < timedelta(seconds=5)


class TestSetClock(ClockContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return SetClock()


class IdsContract:
    @pytest.fixture
    def ids(self) -> Ids:
        raise NotImplementedError

    def test_ids_are_new_short_and_plain(self, ids: Ids) -> None:
        given = [ids.new() for _ in range(2000)]
        assert len(set(given)) == len(given)
        assert all(re.fullmatch(r"[0-9a-z-]{4,32}", id) for id in given)


class TestRandomIds(IdsContract):
    @pytest.fixture
    def ids(self) -> Ids:
        return RandomIds()


class TestCountedIds(IdsContract):
    @pytest.fixture
    def ids(self) -> Ids:
        return CountedIds()


class TestFileLibrary:
    @pytest.fixture
    def library(self) -> Library:
        return FileLibrary(resources_folder() / "library")

    def test_everything_listed_is_found_by_its_key(self, library: Library) -> None:
        for brief in library.industries():
            assert library.industry(brief.key).key == brief.key
        for goal in library.goals():
            assert library.goal(goal.key) == goal
        for kpi in library.kpis():
            assert library.kpi(kpi.key) == kpi
        for platform in library.platforms():
            assert library.platform(platform.key) == platform
        for country in library.countries():
            assert library.country(country.code) == country

    def test_unknown_keys_are_bugs(self, library: Library) -> None:
        for ask in (library.industry, library.goal, library.kpi, library.platform, library.country):
            with pytest.raises(KeyError):
                ask("nothing of ours")  # type: ignore[operator]
        with pytest.raises(KeyError):
            library.chain_figures("nothing", "of ours")  # type: ignore[arg-type]

    def test_asked_twice_it_says_the_same(self, library: Library) -> None:
        assert library.industries() == library.industries()
        assert library.observances() == library.observances()
        assert library.sources() == library.sources()
