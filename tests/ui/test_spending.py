"""Expenses on the screen: typed, changed with the keyboard, deleted and brought back."""

from datetime import timedelta

import pytest
from corner_cafe import TODAY
from hands import choose, press, settle, type_into, wait_for
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.ids import PillarId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.turns import Expense
from smbsocial.domain.turns import Spending as Kind
from smbsocial.storage.store import SqliteStore
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.counting.forms import ExpenseForm
from smbsocial.ui.results.counting.spending import SpendingSection
from smbsocial.ui.results.tables import LinesTable
from smbsocial.ui.widgets.fields import Field
from smbsocial.usecases.changes import Action
from smbsocial.usecases.counting import spending
from smbsocial.usecases.counting.spending import Spent

DAY = timedelta(days=1)


class Spending:
    """The section in a window that reads it anew after each change, as the real one does."""

    def __init__(self, bridge: Bridge, store: SqliteStore, qtbot: QtBot) -> None:
        self.bridge, self.store = bridge, store
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        self.section = SpendingSection(bridge)
        layout.addWidget(self.section)
        self.window.resize(theme.MINIMUM)
        qtbot.addWidget(self.window)
        bridge.changed.connect(lambda _changed: self.section.refresh())
        self.section.refresh()
        with qtbot.waitExposed(self.window):
            self.window.show()
        settle()

    def spend(self, pence: int, days_ago: int = 0, **more: object) -> str:
        spent = Spent(TODAY - days_ago * DAY, Kind.ADS, Money(pence, "GBP"), **more)  # type: ignore[arg-type]
        made = self.bridge.do(Action.ADD_EXPENSE, spending.add_expense, spent)
        settle()
        return made

    @property
    def table(self) -> LinesTable:
        found = self.section.findChild(LinesTable, "expenses")
        assert found is not None
        return found

    @property
    def amounts(self) -> list[str]:
        return [line.cells[1] for line in self.table.lines]

    def said(self, name: str) -> str:
        found = self.section.findChild(QLabel, name)
        assert found is not None
        return found.text() if found.isVisible() else ""

    def key(self, key: Qt.Key) -> None:
        self.table.setFocus()
        QTest.keyClick(self.table, key)
        settle()


@pytest.fixture
def shown(bridge: Bridge, store: SqliteStore, qtbot: QtBot) -> Spending:
    return Spending(bridge, store, qtbot)


def error_at(form: QWidget, name: str) -> str:
    field = form.findChild(Field, f"{name}_field")
    assert field is not None
    return field.error


def test_an_expense_is_typed_in_its_form(shown: Spending) -> None:
    assert shown.said("no_expenses")
    assert not shown.table.isVisible()
    press("new_expense", shown.window)
    form = wait_for(ExpenseForm)
    press("confirm", form)
    assert error_at(form, "amount") == "Please fill this in."
    for typed, words in (("much", "is not a number"), ("0", "must be between"), ("-3", "between")):
        type_into("amount", typed, form)
        press("confirm", form)
        assert words in error_at(form, "amount")
    type_into("amount", "12.99", form)
    choose("kind", "Tools", form)
    choose("platform", "Instagram", form)
    choose("pillar", "Lunch of the day", form)
    type_into("note", "picture editor", form)
    press("confirm", form)
    [made] = shown.store.all(Expense)
    assert (made.day, made.kind, made.amount) == (TODAY, Kind.TOOLS, Money(1299, "GBP"))
    assert (made.platform, made.pillar) == (PlatformKey("instagram"), PillarId("p2"))
    [line] = shown.table.lines
    assert line.cells == (
        "13 January 2027", "£12.99", "Tools", "Instagram · Lunch of the day", "picture editor",
    )  # fmt: skip
    assert shown.said("spending_sum") == "Last thirteen weeks: £12.99 (Tools £12.99)"


def test_a_day_to_come_is_refused_at_its_field(shown: Spending) -> None:
    press("new_expense", shown.window)
    form = wait_for(ExpenseForm)
    type_into("amount", "5", form)
    day = form.findChild(QDateEdit, "day")
    assert day is not None
    day.setDate(QDate(2027, 1, 14))
    press("confirm", form)
    assert "too far ahead" in error_at(form, "day")
    assert shown.store.all(Expense) == ()
    form.reject()
    settle()


def test_enter_changes_the_chosen_expense(shown: Spending) -> None:
    shown.spend(1_000)
    id = shown.spend(2_000, 1, note="posters", pillar=PillarId("p1"))
    shown.spend(3_000, 2)
    assert shown.amounts == ["£10", "£20", "£30"]
    shown.table.setCurrentIndex(shown.table.model().index(1, 0))
    shown.key(Qt.Key.Key_Return)
    form = wait_for(ExpenseForm)
    type_into("amount", "25", form)
    press("confirm", form)
    changed = shown.store.get(Expense, id)
    assert changed is not None
    assert changed.amount == Money(2_500, "GBP")
    assert (changed.note, changed.pillar, changed.day) == ("posters", PillarId("p1"), TODAY - DAY)
    assert shown.table.chosen == id
    press("change_expense", shown.window)
    form = wait_for(ExpenseForm)
    form.reject()
    settle()


def test_the_chosen_expense_stays_chosen_when_another_comes(shown: Spending) -> None:
    shown.spend(1_000, 1)
    id = shown.spend(2_000, 2)
    shown.table.setCurrentIndex(shown.table.model().index(1, 0))
    assert shown.table.chosen == id
    shown.spend(3_000)
    assert shown.amounts == ["£30", "£10", "£20"]
    assert shown.table.chosen == id


def test_delete_takes_the_chosen_one_and_undo_brings_it_back(shown: Spending) -> None:
    ids = [shown.spend(1_000 * n, n) for n in (1, 2, 3)]
    told: list[tuple[str, bool]] = []
    shown.bridge.told.connect(lambda words, undo: told.append((words, undo)))
    shown.table.setCurrentIndex(shown.table.model().index(1, 0))
    shown.key(Qt.Key.Key_Delete)
    assert shown.amounts == ["£10", "£30"]
    assert shown.table.chosen == ids[2]
    assert told == [("The expense is deleted.", True)]
    press("delete_expense", shown.window)
    press("delete_expense", shown.window)
    assert shown.amounts == []
    assert shown.said("no_expenses")
    for _ in range(3):
        shown.bridge.undo_action.trigger()
    settle()
    assert shown.amounts == ["£10", "£20", "£30"]


def test_the_keyboard_stays_when_the_last_one_is_deleted(shown: Spending) -> None:
    shown.spend(1_000)
    shown.section.setFocus()
    assert shown.window.focusWidget() is shown.table
    shown.key(Qt.Key.Key_Delete)
    focused = shown.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "new_expense"


def test_a_row_is_read_out_whole_and_buttons_have_names(shown: Spending) -> None:
    shown.spend(1_000, note="posters")
    said = shown.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "13 January 2027; £10; Advertising; all platforms; posters"
    names = {b.objectName(): b.accessibleName() for b in shown.section.findChildren(QPushButton)}
    assert names["delete_expense"] == "Delete the chosen expense"
    assert shown.table.accessibleName() == "Expenses"


def test_figures_are_shown_whole_in_the_smallest_window(shown: Spending) -> None:
    shown.spend(123_456_789, 100, note="a long note " * 30)
    shown.section.setFixedWidth(theme.MINIMUM.width() - theme.RAIL_WIDTH - 2 * theme.PAGE_MARGIN)
    settle()
    metrics = shown.table.fontMetrics()
    for column in (0, 1):
        text = shown.table.lines[0].cells[column]
        assert shown.table.columnWidth(column) >= metrics.horizontalAdvance(text) + 16
    widths = sum(shown.table.columnWidth(column) for column in range(5))
    assert widths <= shown.table.viewport().width()


def test_the_card_is_as_high_as_its_rows_until_the_page_is_full(shown: Spending) -> None:
    shown.spend(1_000)
    card = shown.section.findChild(QWidget, "spending")
    assert card is not None
    low = card.height()
    assert low < shown.section.height() / 2
    shown.spend(2_000)
    assert card.height() == low + shown.table.rowHeight(0)
    for days in range(40):
        shown.spend(100, days)
    assert card.height() <= shown.section.height()
    assert shown.table.verticalScrollBar().maximum() > 0, "then the table scrolls"


def test_tab_goes_from_the_new_one_to_the_table_and_what_is_done_with_it(shown: Spending) -> None:
    shown.spend(1_000)
    new = shown.section.findChild(QPushButton, "new_expense")
    assert new is not None
    new.setFocus()
    order = []
    for _ in range(3):
        QTest.keyClick(shown.window.focusWidget(), Qt.Key.Key_Tab)
        order.append(shown.window.focusWidget().objectName())
    assert order == ["expenses", "change_expense", "delete_expense"]
