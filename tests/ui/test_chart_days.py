"""What the chart of a KPI shows: which days, and how much of a range that is far above."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from house import CountedIds, House, SetClock

from smbsocial.app.wiring import make_ports
from smbsocial.domain.ids import IndustryKey
from smbsocial.domain.ranges import Range
from smbsocial.storage.store import memory_store
from smbsocial.ui.results.charts import days_of, plot_of, unit_of
from smbsocial.ui.widgets.plot_scale import value_ticks
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.example.making import make_example
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.results.kpis import results_sheet
from smbsocial.usecases.results.sheets import KpiResult


@pytest.fixture
def house() -> Iterator[House]:
    store, clock = memory_store(), SetClock()
    ports = Ports(clock=clock, ids=CountedIds(), library=make_ports().library)
    yield House(store, ports, Changes(store, ports), clock)
    store.close()


def main_kpi(house: House) -> tuple[KpiResult, date, date]:
    house.changes.do(Action.APPLY_PLAN, make_example, industry=IndustryKey("cafe"))
    sheet = results_sheet(house.store, house.ports)
    return sheet.kpis[0], sheet.quarter.first, sheet.quarter.last


def test_one_figure_makes_no_line_so_the_quarter_before_is_shown_too(house: House) -> None:
    result, first, last = main_kpi(house)
    assert sum(reading.day >= first for reading in result.history) == 1
    assert days_of(result, first, last) == (first - timedelta(weeks=13), last)


def test_a_quarter_with_figures_of_its_own_stands_alone(house: House) -> None:
    result, first, last = main_kpi(house)
    newest = result.history[-1]
    more = tuple(replace(newest, day=first + timedelta(weeks=n)) for n in range(1, 4))
    assert days_of(replace(result, history=(*result.history, *more)), first, last) == (first, last)


def test_without_a_figure_in_the_quarter_it_is_asked_for(house: House) -> None:
    result, first, last = main_kpi(house)
    before = tuple(reading for reading in result.history if reading.day < first)
    assert days_of(replace(result, history=before), first, last) == (first, last)
    assert days_of(replace(result, history=()), first, last) == (first, last)


def test_a_first_quarter_has_none_before(house: House) -> None:
    result, first, last = main_kpi(house)
    only = replace(result, history=result.history[-1:])
    assert days_of(only, first, last) == (first, last)


def test_ticks_of_a_rate_are_told_apart(house: House) -> None:
    result, _first, _last = main_kpi(house)
    unit = unit_of(replace(result, unit="percent"), "GBP")
    ticks = value_ticks(Decimal("2.31"), Decimal("2.45"), 5, unit)
    said = [unit.said(tick) for tick in ticks]
    assert "2.35 %" in said
    assert len(set(said)) == len(ticks)


def test_a_published_range_far_above_leaves_the_line_its_room(house: House) -> None:
    result, first, last = main_kpi(house)
    plot = plot_of(result, days_of(result, first, last), "GBP")
    highest = max(p.value for p in (*plot.line.points, *plot.path.points))
    top = max(span.high for span in plot.band.spans)
    assert top > 3 * highest  # else the example shows nothing of this
    assert max(plot.values) == highest * Decimal("1.5")
    assert plot.band.cut_words == f"published range, up to {round(top)}"
    assert plot.band.words == "published range"


def test_a_published_range_within_sight_is_drawn_whole(house: House) -> None:
    result, first, last = main_kpi(house)
    newest = result.history[-1]
    grown = replace(newest, hundredths=int(max(p.range.high for p in result.band) * 100 / 3) + 1)
    plot = plot_of(replace(result, history=(grown,)), (first, last), "GBP")
    assert plot.band.most is None
    assert max(plot.values) == max(span.high for span in plot.band.spans)
    higher = tuple(
        replace(p, range=Range(Decimal(900), Decimal(950), Decimal(990))) for p in result.band
    )
    far = plot_of(replace(result, band=higher), (first, last), "GBP")
    assert far.band.cut_words == "published range, higher up: 900 to 990"
    empty = replace(result, history=(), path=())
    assert plot_of(empty, (first, last), "GBP").band.most is None
