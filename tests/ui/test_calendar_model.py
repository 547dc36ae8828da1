"""The month's table on its own: cells, words for readers, and dropping."""

from datetime import date

import pytest
from corner_cafe import january
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from smbsocial.ui.bridge import Bridge
from smbsocial.ui.calendar.filters import Filters, Kind, filtered
from smbsocial.ui.calendar.model import POST_MIME, WORK_COLUMN, MonthModel
from smbsocial.usecases.calendar import calendar_sheet
from smbsocial.usecases.calendar_sheets import CalendarSheet

MOVE = Qt.DropAction.MoveAction
READER = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def sheet(bridge: Bridge) -> CalendarSheet:
    return bridge.read(calendar_sheet, 2027, 1)


@pytest.fixture
def model(sheet: CalendarSheet) -> MonthModel:
    made = MonthModel()
    made.show_sheet(sheet)
    return made


def test_the_model_keeps_qts_rules(model: MonthModel, sheet: CalendarSheet) -> None:
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )
    model.show_sheet(sheet)
    assert tester.model() is model
    assert (model.rowCount(), model.columnCount()) == (5, 8)


def test_every_day_of_the_grid_has_its_cell(model: MonthModel, sheet: CalendarSheet) -> None:
    for row, week in enumerate(sheet.rows):
        for column, day in enumerate(week.days):
            index = model.index_of(day.day)
            assert (index.row(), index.column()) == (row, column)
    assert not model.index_of(date(2027, 3, 1)).isValid()
    assert not model.index_of(date(2026, 12, 27)).isValid()


def test_readers_hear_day_posts_and_state(model: MonthModel) -> None:
    monday = model.data(model.index_of(january(4)), READER)
    assert "Monday 4 January" in monday
    assert "Soup week" in monday
    assert "posted" in monday
    assert "skipped" in monday
    assert "missed" in model.data(model.index_of(january(8)), READER)
    sunday = model.data(model.index_of(january(10)), READER)
    assert "closed" in sunday
    assert "no posts" in sunday


def test_readers_hear_how_much_too_much(model: MonthModel) -> None:
    full = model.data(model.index(4, WORK_COLUMN), READER)
    assert "over your budget" in full
    fits = model.data(model.index(1, WORK_COLUMN), READER)
    assert "your budget is 1 h" in fits
    before = model.data(model.index(0, WORK_COLUMN), READER)
    assert "no plan" in before


def test_a_post_dropped_on_a_day_is_a_wish(model: MonthModel) -> None:
    wishes: list[tuple[str, date]] = []
    model.move_wanted.connect(lambda post, day: wishes.append((post, day)))
    mime = model.mime_of("post05")
    target = model.index_of(january(20))
    assert mime.formats() == [POST_MIME]
    assert model.canDropMimeData(mime, MOVE, -1, -1, target)
    assert model.dropMimeData(mime, MOVE, -1, -1, target)
    assert wishes == [("post05", january(20))]


def test_nothing_drops_on_the_work_column_or_beside(model: MonthModel) -> None:
    mime = model.mime_of("post05")
    assert not model.canDropMimeData(mime, MOVE, -1, -1, model.index(1, WORK_COLUMN))
    assert not model.dropMimeData(mime, MOVE, 9, 9, QModelIndex())
    assert not model.canDropMimeData(
        mime, Qt.DropAction.CopyAction, -1, -1, model.index_of(january(20))
    )


def test_foreign_things_do_not_drop(model: MonthModel) -> None:
    foreign = model.mimeData([model.index_of(january(5))])
    assert not model.canDropMimeData(foreign, MOVE, -1, -1, model.index_of(january(20)))


def test_a_day_is_carried_by_its_first_post(model: MonthModel) -> None:
    mime = model.mimeData([model.index_of(january(4))])
    assert bytes(mime.data(POST_MIME).data()) in {b"post00", b"post01"}


def test_filters_leave_what_they_say(sheet: CalendarSheet) -> None:
    def titles(filters: Filters) -> list[str]:
        month = filtered(sheet, filters)
        return [c.title for row in month.rows for day in row.days for c in day.chips]

    everything = titles(Filters())
    assert len(everything) == 17
    assert "Is decaf really decaf?" not in titles(Filters().toggle("Ask us"))
    assert titles(Filters().toggle("Ask us").toggle("Ask us")) == everything
    young = Filters().want(Kind.COMMUNITY, "Young parents nearby")
    assert titles(young) == ["The florist next door", "Young parents’ half hour"]
    assert titles(young.want(Kind.STATUS, "skipped")) == ["The florist next door"]
    assert titles(young.want(Kind.COMMUNITY, "")) == everything
    assert titles(Filters().want(Kind.PERSON, "Ann")) == []


def test_filters_leave_the_work_column_whole(sheet: CalendarSheet) -> None:
    month = filtered(sheet, Filters().want(Kind.PERSON, "Ann"))
    assert [row.minutes for row in month.rows] == [row.minutes for row in sheet.rows]
