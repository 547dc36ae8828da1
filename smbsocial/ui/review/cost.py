"""The review's page on cost: hours by person and week, money, and what came back for it."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from smbsocial.domain.ids import ReviewId
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.arithmetic import ArithmeticSheet
from smbsocial.ui.results.figures import ReturnCard
from smbsocial.ui.review.cost_paper import cost_html, planned_money
from smbsocial.ui.review.cost_rows import Rows, chart_of, money_rows, people_rows, week_rows
from smbsocial.ui.review.reckoning import Reckoning
from smbsocial.ui.text import formats
from smbsocial.ui.text import review_results as words
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import link
from smbsocial.ui.widgets.cards import Card, clear, line, row
from smbsocial.ui.widgets.files import pick_chart
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.plot_view import PlotBox
from smbsocial.usecases.results.returns import ReturnSheet
from smbsocial.usecases.reviewing.cost import CostSheet, came_back, cost_sheet

translate = QCoreApplication.translate

CHART_HEIGHT = theme.SPACE * 66


class CostBody(QWidget):
    """Only to be looked at. `page_wanted` carries "results", where money is entered."""

    progress = Signal(int, int)
    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__()
        self.setObjectName("review_cost")
        self._bridge, self._review = bridge, review_id
        self._sheet: CostSheet | None = None
        self._back: Reckoning[ReturnSheet] = Reckoning(
            bridge, self, partial(came_back, review_id=review_id), self._show_return
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        self._return_card = ReturnCard(self._open_lines)
        column.addWidget(self._return_card)
        column.addWidget(self._hours_card())
        column.addWidget(self._weeks_card())
        column.addWidget(self._money_card())
        column.addStretch(1)

    def refresh(self) -> None:
        """Read hours and money anew; the return follows."""
        sheet = self._bridge.read(cost_sheet, self._review)
        self._sheet = sheet
        self._hours.setText(words.hours_line(sheet.hours))
        self._evidence.setText(words.hours_evidence(sheet.hours))
        _fill(self._people, people_rows(sheet))
        _fill(self._weeks, week_rows(sheet))
        self._box.show_plot(chart_of(sheet))
        self._show_money()
        self._back.look()
        self.progress.emit(0, 0)

    def paper(self) -> str:
        """What it shows, as HTML; "" until the return has come."""
        if self._sheet is None or (self._back.value is None and self._back.is_running):
            return ""
        return cost_html(self._sheet, self._back.value)

    def _hours_card(self) -> Card:
        card = Card(name="hours_card")
        card.add(label(translate("Review", "Hours"), "section"))
        self._hours = label("", "strong", wrap=True, name="hours_line")
        self._evidence = label("", "small", wrap=True, name="hours_evidence")
        card.add(self._hours)
        card.add(self._evidence)
        self._people = _grid(card)
        return card

    def _weeks_card(self) -> Card:
        card = Card(name="weeks_card")
        self._box = PlotBox(pick_chart, self._bridge.failed.emit)
        self._box.setMinimumHeight(CHART_HEIGHT)
        card.add(self._box)
        card.add(line())
        self._weeks = _grid(card)
        return card

    def _money_card(self) -> Card:
        card = Card(name="money_card")
        enter = link(
            translate("Review", "Enter what was spent"),
            lambda: self.page_wanted.emit("results"),
            name="enter_money",
        )
        card.add(row(label(translate("Review", "Money"), "section"), None, enter))
        self._money = _grid(card)
        self._planned = label("", "small", wrap=True, name="planned_money")
        card.add(self._planned)
        return card

    def _show_return(self) -> None:
        back = self._back.value
        if back is not None:
            self._return_card.show_part(back.whole, back.currency)
            self._show_money()

    def _show_money(self) -> None:
        sheet, back = self._sheet, self._back.value
        if sheet is None:
            return
        _fill(self._money, money_rows(sheet))
        said = planned_money(back)
        if sheet.foreign:
            text = translate(
                "Review",
                "{count} expense(s) in another currency is (are) not in it.",
                "",
                sheet.foreign,
            )
            said.append(text.format(count=formats.number(sheet.foreign)))
        if not (sheet.money or said):
            said.append(translate("Review", "No money was entered for these days."))
        self._planned.setText(" ".join(said))
        self._planned.setVisible(bool(said))

    def _open_lines(self) -> None:
        back = self._back.value
        if back is not None:
            ArithmeticSheet(back.whole, back.currency, self).open()


def _grid(card: Card) -> QGridLayout:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.GAP)
    grid.setVerticalSpacing(theme.SPACE)
    card.add(holder)
    return grid


def _fill(grid: QGridLayout, rows: Rows) -> None:
    """Heads in small letters, a hairline above each row, the last one strong where it is a sum."""
    clear(grid)
    columns = max([len(rows.heads), *map(len, rows.cells)])
    for column in range(columns):
        grid.setColumnStretch(column, 2 if column == 0 else 1)
    for column, text in enumerate(rows.heads):
        grid.addWidget(_figures(label(text, "small", wrap=True), column), 0, column)
    for at, cells in enumerate(rows.cells):
        grid.addWidget(line(), 2 * at + 1, 0, 1, columns)
        kind = "strong" if rows.has_sum and at == len(rows.cells) - 1 else ""
        for column, text in enumerate(cells):
            grid.addWidget(_figures(label(text, kind, wrap=True), column), 2 * at + 2, column)
    holder = grid.parentWidget()
    if holder is not None:
        holder.setVisible(bool(rows.cells))


def _figures(cell: QLabel, column: int) -> QLabel:
    """All columns but the first hold figures, which end below each other."""
    if column:
        cell.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    return cell
