"""Which days the chart of a KPI shows: the quarter, while it is young with the one before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from house import CountedIds, House, SetClock

from smbsocial.app.wiring import make_ports
from smbsocial.domain.ids import IndustryKey
from smbsocial.storage.store import memory_store
from smbsocial.ui.results.charts import days_of
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
