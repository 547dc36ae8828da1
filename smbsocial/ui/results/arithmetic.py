"""Where the return comes from: every line of cost and return, with how it is reckoned."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.roi.values import NOTES
from smbsocial.ui import theme
from smbsocial.ui.text import returns
from smbsocial.ui.text.return_lines import line_words
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.results.returns import Line, Part

translate = QCoreApplication.translate

WIDTH, HEIGHT = 800, 560
GIVES_PERCENT = 20


class ArithmeticSheet(QDialog):
    """The lines of a part's cost and return; notes of what was left out stand at the end."""

    def __init__(self, part: Part, currency: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("arithmetic")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = translate("Results", "Where does this come from?")
        if part.name:
            whose = translate("Results", "Where does this come from? {part}")
            title = whose.format(part=part.name)
        self.setWindowTitle(title)
        whole = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        whole.setContentsMargins(edge, edge, edge, edge)
        whole.setSpacing(theme.GAP)
        whole.addWidget(label(title, "section", wrap=True))
        whole.addWidget(label(returns.both(part, currency), wrap=True, name="arithmetic_both"))
        self.table = LineTable(part, currency)
        whole.addWidget(self.table, 1)
        whole.addWidget(label(_manner(), "small", wrap=True))
        close = button(translate("Results", "Close"), self.reject, name="close")
        whole.addWidget(row(None, close))
        self.resize(WIDTH, HEIGHT)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """So high that every line is seen whole, as far as the window goes."""
        super().showEvent(event)
        over = self.parentWidget()
        most = over.window().height() - 2 * theme.PAGE_MARGIN if over is not None else HEIGHT
        wanted = self.height() + self.table.hidden_height
        if wanted > self.height():
            self.resize(self.width(), max(self.height(), min(wanted, most)))


class LineTable(QTableWidget):
    """Each line in a sentence with its reckoning, and what it gives here."""

    def __init__(self, part: Part, currency: str) -> None:
        super().__init__()
        self.setObjectName("arithmetic_lines")
        self.setProperty("lines", True)
        self.setAccessibleName(translate("Results", "The arithmetic line by line"))
        self.setColumnCount(2)
        self.setHorizontalHeaderLabels(
            [translate("Results", "How it is reckoned"), translate("Results", "Gives")]
        )
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        self._currency = currency
        cost = returns.amount(part.cost, currency)
        self._part(translate("Results", "Cost"), cost, part.cost_lines)
        back = returns.amount_range(part.back, currency)
        self._part(translate("Results", "Return"), back, part.back_lines)

    @property
    def hidden_height(self) -> int:
        """How many pixels of its lines have no room; below 0 where there is room to spare."""
        return self.verticalHeader().length() - self.viewport().height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentences take as many lines as they need."""
        width = self.viewport().width()
        gives = width * GIVES_PERCENT // 100
        self.setColumnWidth(0, width - gives)
        self.setColumnWidth(1, gives)
        least = self.verticalHeader().defaultSectionSize()
        for at in range(self.rowCount()):
            needed = self.sizeHintForRow(at) + 2 * theme.SPACE
            self.setRowHeight(at, max(least, needed))
        super().resizeEvent(event)

    def _part(self, name: str, whole: str, lines: Sequence[Line]) -> None:
        self._row((name, whole), strong=True)
        for each in sorted(lines, key=lambda line: line.kind in NOTES):
            note = each.kind in NOTES
            gives = "–" if note else returns.amount(each.amount.typical, self._currency)
            self._row((line_words(each, self._currency), gives))

    def _row(self, cells: tuple[str, str], *, strong: bool = False) -> None:
        at = self.rowCount()
        self.insertRow(at)
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if strong:
                font = self.font()
                font.setWeight(font.Weight.DemiBold)
                item.setFont(font)
            self.setItem(at, column, item)


def _manner() -> str:
    return translate(
        "Results",
        "Counted: a code, a tagged order or a word at the counter. Estimated: what rose above"
        " what was to be expected. Guessed: what the assessment expects. Ranges: one time in ten"
        " it is less, one time in ten more.",
    )
