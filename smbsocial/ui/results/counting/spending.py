"""What was spent on social media: a list of expenses, and what they come to."""

from itertools import pairwise

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.turns import Expense
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.counting.forms import ExpenseForm
from smbsocial.ui.results.tables import Head, Line, LinesTable
from smbsocial.ui.text import counting, formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.counting import spending
from smbsocial.usecases.counting.sheets import ExpenseLine, SpendingSheet

translate = QCoreApplication.translate


class SpendingSection(QWidget):
    """The expenses in a table, with the buttons that add, change and delete one."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._build()

    def refresh(self) -> None:
        """Read the expenses anew and draw them."""
        self.show_sheet(self._bridge.read(spending.spending_sheet))

    def show_sheet(self, sheet: SpendingSheet) -> None:
        """Draw a sheet; the chosen expense stays chosen."""
        self._sum.setText(_sum(sheet))
        self._table.show_lines(_heads(), [_line(each) for each in sheet.lines])
        there = bool(sheet.lines)
        for widget in (self._table, self._verbs):
            widget.setVisible(there)
        self._nothing.setVisible(not there)
        self._sum.setVisible(there)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the table, or to what fills it."""
        first = self._new if self._table.isHidden() else self._table
        first.setFocus(event.reason())

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, theme.SPACE, theme.PAGE_MARGIN)
        card = Card(name="spending")
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        outer.addWidget(card)
        outer.addStretch()
        self._new = button(translate("Counter", "New expense…"), self._add, name="new_expense")
        self._change = button(
            translate("Counter", "Change…"),
            lambda: self._ask_change(self._table.chosen),
            name="change_expense",
        )
        self._delete = button(
            translate("Counter", "Delete"),
            lambda: self._remove(self._table.chosen),
            name="delete_expense",
        )
        self._change.setAccessibleName(translate("Counter", "Change the chosen expense"))
        self._delete.setAccessibleName(translate("Counter", "Delete the chosen expense"))
        title = label(translate("Counter", "Spending"), "section")
        card.add(row(title, None, self._new))
        self._sum = label("", "muted", wrap=True, name="spending_sum")
        card.add(self._sum)
        self._table = LinesTable("expenses", translate("Counter", "Expenses"))
        self._table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._table.wanted.connect(self._ask_change)
        self._table.removal_wanted.connect(self._remove)
        card.add(self._table)
        self._verbs = row(self._change, self._delete, None)
        card.add(self._verbs)
        for one, other in pairwise((self._new, self._table, self._change, self._delete)):
            self.setTabOrder(one, other)
        words = translate(
            "Counter",
            "Advertising, tools, paid help and prizes stand here. What is not entered is reckoned"
            " with the money a month that you planned.",
        )
        self._nothing = label(words, "muted", wrap=True, name="no_expenses")
        card.add(self._nothing)

    def _add(self) -> None:
        self._ask(None)

    def _ask_change(self, id: str) -> None:
        found = self._bridge.read(lambda reads, _ports: reads.get(Expense, id))
        if found is not None:
            self._ask(found)

    def _ask(self, expense: Expense | None) -> None:
        sheet = self._bridge.read(spending.spending_sheet)
        form = ExpenseForm(sheet.offers, sheet.today, sheet.business.currency, expense, self)

        def keep(spent: spending.Spent) -> None:
            if expense is None:
                self._bridge.do(Action.ADD_EXPENSE, spending.add_expense, spent)
            else:
                change = spending.change_expense
                self._bridge.do(Action.CHANGE_EXPENSE, change, expense.id, spent)

        form.ask(keep)

    def _remove(self, id: str) -> None:
        if id and self._bridge.attempt(Action.REMOVE_EXPENSE, spending.remove_expense, id):
            self._bridge.told.emit(translate("Counter", "The expense is deleted."), True)


def _heads() -> tuple[Head, ...]:
    return (
        Head(translate("Counter", "Day")),
        Head(translate("Counter", "Amount"), figures=True),
        Head(translate("Counter", "Spent on"), share=3),
        Head(translate("Counter", "For"), share=3),
        Head(translate("Counter", "Note"), share=4),
    )


def _line(line: ExpenseLine) -> Line:
    expense = line.expense
    parts = (line.platform or translate("Counter", "all platforms"), line.pillar)
    cells = (
        formats.day_year(expense.day),
        formats.money(expense.amount),
        counting.spending(expense.kind),
        " · ".join(part for part in parts if part),
        expense.note,
    )
    return Line(expense.id, cells, "; ".join(cell for cell in cells if cell))


def _sum(sheet: SpendingSheet) -> str:
    """What the last thirteen weeks come to, by kind."""
    if not sheet.kinds:
        return translate("Counter", "Nothing entered for the last thirteen weeks.")
    words = translate("Counter", "{kind} {money}")
    kinds = [
        words.format(kind=counting.spending(kind), money=formats.money(money))
        for kind, money in sheet.kinds
    ]
    whole = translate("Counter", "Last thirteen weeks: {total} ({kinds})")
    return whole.format(total=formats.money(sheet.total), kinds=formats.listed(kinds))
