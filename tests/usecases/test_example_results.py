"""The example business has numbers to show, and they come out of the app's own use cases."""

from datetime import date, timedelta

import pytest
from house import House

from smbsocial.domain.content import Post
from smbsocial.domain.counter import Coupon, TaggedLink, Tally, WeekTotal
from smbsocial.domain.goals import Reading
from smbsocial.domain.ids import IndustryKey
from smbsocial.domain.measures import Import, MeasureKind, PostMatch
from smbsocial.domain.pace import State
from smbsocial.domain.reach_watch import State as Turned
from smbsocial.domain.turns import ChartEvent, Expense, StopRule, Turn
from smbsocial.usecases.changes import Action
from smbsocial.usecases.counting.codes import codes_sheet
from smbsocial.usecases.deciding.turns import decision_log, due_rules
from smbsocial.usecases.example.files import FORMATS
from smbsocial.usecases.example.making import make_example
from smbsocial.usecases.results.kpis import results_sheet, typing_sheet
from smbsocial.usecases.results.reach import owned, reach_watch
from smbsocial.usecases.results.returns import ReturnSheet, return_sheet

LIVED = (
    WeekTotal, Tally, Coupon, TaggedLink, Expense, Turn, StopRule, ChartEvent, Import, PostMatch,
    Reading,
)  # fmt: skip


def example(house: House, industry: str = "cafe") -> None:
    house.changes.do(Action.APPLY_PLAN, make_example, industry=IndustryKey(industry))


def back(house: House) -> ReturnSheet:
    quarter = results_sheet(house.store, house.ports).quarter
    return return_sheet(house.store, house.ports, quarter.first, quarter.last)


def test_one_kpi_keeps_pace_and_one_is_behind(house: House) -> None:
    example(house)
    main, second, *others = results_sheet(house.store, house.ports).kpis
    assert (main.pace.state, second.pace.state) == (State.ON_PACE, State.BEHIND)
    assert all(result.pace.state is State.NO_TARGET for result in others)
    assert main.band
    assert main.path
    assert "soup vote began" in {event.words for event in main.events}


@pytest.mark.parametrize("days", range(8))
def test_the_return_is_a_range_and_mostly_counted_whatever_day_it_is(
    house: House, days: int
) -> None:
    house.clock.go_on(days=days)
    example(house)
    whole = back(house).whole
    assert whole.ratio is not None
    assert 0 < whole.ratio.low < whole.ratio.typical < whole.ratio.high < 4
    assert 1 < whole.ratio.typical < 2.5
    assert 60 <= whole.shares.counted <= 100
    assert whole.shares.guessed == 0


def test_kinds_of_content_return_differently(house: House) -> None:
    example(house)
    ratios = [part.ratio.typical for part in back(house).pillars if part.ratio is not None]
    assert len(ratios) >= 3
    assert max(ratios) > 2 * min(ratios)


def test_the_counter_and_the_typed_figures_say_the_same(house: House) -> None:
    example(house)
    last = results_sheet(house.store, house.ports).quarter.first
    row = typing_sheet(house.store, house.ports, last).rows[0]
    assert row.key == "walk_ins_attributed"
    assert row.this is not None
    assert row.proposal is not None
    assert row.proposal.filled.value * 100 == row.this.hundredths


def test_files_fill_the_listing_and_say_how_a_platform_turned(house: House) -> None:
    example(house)
    store, ports = house.store, house.ports
    imports = {row.id for row in store.all(Import)}
    filled = [reading for reading in store.all(Reading) if reading.origin in imports]
    assert filled
    watched = {each.platform: each.watch.state for each in reach_watch(store, ports)}
    assert watched["instagram"] is Turned.DOWN
    assert watched["facebook_page"] is Turned.STEADY
    assert all(
        thing.now and thing.before and thing.now > thing.before for thing in owned(store, ports)
    )
    posted = [p.id for p in store.all(Post) if p.real_minutes and p.platform in FORMATS]
    matched = {row.post for row in store.all(PostMatch)}
    assert len(matched.intersection(posted)) > 0.9 * len(posted)


def test_the_day_of_a_rule_has_come_and_the_log_tells_of_a_start_a_keep_and_a_change(
    house: House,
) -> None:
    example(house)
    (due,) = due_rules(house.store, house.ports)
    assert due.found.value is not None
    words = {line.event.value for line in decision_log(house.store, house.ports)}
    assert words >= {"start", "keep", "change"}
    sheet = codes_sheet(house.store, house.ports)
    assert [line.coupon.code for line in sheet.running] == ["SOUP"]
    assert all(line.uses for line in (*sheet.running, *sheet.ended))
    assert len(sheet.links) == 1


def test_nothing_has_happened_on_days_to_come(house: House) -> None:
    example(house)
    today = house.clock.today("Europe/London")
    for kind in (WeekTotal, Tally, Expense, Turn, ChartEvent):
        assert max(row.day for row in house.store.all(kind)) <= today, kind
    for kind in MeasureKind:
        days = [row.until for row in house.store.measures(kind, date.min, date.max)]
        assert all(day <= today for day in days)


def test_totals_go_back_more_than_a_year(house: House) -> None:
    example(house)
    days = [row.day for row in house.store.all(WeekTotal)]
    assert max(days) - min(days) > timedelta(weeks=65)


def test_the_same_day_has_lived_the_same_and_undo_takes_all_of_it_back(house: House) -> None:
    example(house)
    first = tuple(house.store.all(kind) for kind in LIVED)
    assert all(first)
    house.changes.undo()
    assert not any(house.store.all(kind) for kind in LIVED)
    example(house)
    assert tuple(house.store.all(kind) for kind in LIVED) == first


def test_where_few_come_nobody_wrote_down_how_many_in_all(house: House) -> None:
    example(house, "law")
    assert not house.store.all(WeekTotal)
    assert back(house).whole.ratio is not None
