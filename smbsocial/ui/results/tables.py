"""Tables of the results: rows of words, one chosen at a time, with the keyboard and for readers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from smbsocial.ui import theme

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
TAKE_AWAY = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its id, its words, and the whole of it in a sentence for readers."""

    id: str
    cells: tuple[str, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its words, whether it holds figures, and its share of the width (0: as needed)."""

    words: str
    figures: bool = False
    share: int = 0


class LinesModel(QAbstractTableModel):
    """Shows lines under heads."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: tuple[Head, ...] = ()
        self._lines: tuple[Line, ...] = ()

    @property
    def heads(self) -> tuple[Head, ...]:
        """The columns."""
        return self._heads

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows."""
        return self._lines

    def show_lines(self, heads: Sequence[Head], lines: Sequence[Line]) -> None:
        """Show others; the same number of rows and columns stays where it is."""
        same = (len(heads), len(lines)) == (len(self._heads), len(self._lines))
        if not same:
            self.beginResetModel()
        self._heads, self._lines = tuple(heads), tuple(lines)
        if not same:
            self.endResetModel()
            return
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(heads) - 1)
        if lines:
            last = self.index(len(lines) - 1, len(heads) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @override
    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return self._heads[section].words if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0 and line.said:
            return line.said
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        shown = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        return line.cells[index.column()] if shown else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        figures = self._heads[column].figures
        side = Qt.AlignmentFlag.AlignTrailing if figures else Qt.AlignmentFlag.AlignLeading
        return side | Qt.AlignmentFlag.AlignVCenter


class LinesTable(QTableView):
    """A table of lines; Enter and a double click want one, Delete wants it taken away.

    `whole`: as high as its rows, so that the page scrolls and not the table.
    """

    wanted = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, name: str, accessible: str, *, whole: bool = False) -> None:
        super().__init__()
        self._shown = LinesModel()
        self._whole = whole
        self.setModel(self._shown)
        self.setObjectName(name)
        self.setProperty("lines", True)
        self.setAccessibleName(accessible)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(theme.tabular(self.font()))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.base_pixels() * 2)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(theme.SPACE)
        self.doubleClicked.connect(self._double_clicked)
        if whole:
            self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def chosen(self) -> str:
        """The id of the line that is chosen, "" where none is."""
        row = self.currentIndex().row()
        return self._shown.lines[row].id if 0 <= row < len(self._shown.lines) else ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._shown.lines

    def show_lines(self, heads: Sequence[Head], lines: Sequence[Line]) -> None:
        """Show others; the chosen one stays chosen, else the one in its place."""
        chosen, row = self.chosen, self.currentIndex().row()
        self._shown.show_lines(heads, lines)
        at = next((n for n, line in enumerate(lines) if line.id == chosen), row)
        if lines and not self._whole:
            self.setCurrentIndex(self._shown.index(max(0, min(at, len(lines) - 1)), 0))
        self._share()
        self.updateGeometry()
        if self._whole:
            self.setFixedHeight(self._needed())

    @override
    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(super().sizeHint().width(), self._needed())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns with a share divide what the others leave."""
        self._share()
        super().resizeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Delete are about the chosen line."""
        key = Qt.Key(event.key())
        if key in ENTER and self.chosen:
            self.wanted.emit(self.chosen)
        elif key in TAKE_AWAY and self.chosen:
            self.removal_wanted.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.wanted.emit(self.chosen)

    def _needed(self) -> int:
        rows = self.verticalHeader().defaultSectionSize() * len(self._shown.lines)
        return rows + self.horizontalHeader().sizeHint().height() + theme.SPACE

    def _share(self) -> None:
        """Give figures what they need, and divide the rest by the shares."""
        heads = self._shown.heads
        room, shares = self.viewport().width(), sum(head.share for head in heads)
        for column, head in enumerate(heads):
            if not head.share:
                width = self._width(column)
                room -= width
                self.setColumnWidth(column, width)
        for column, head in enumerate(heads):
            if head.share:
                self.setColumnWidth(column, max(0, room) * head.share // shares)

    def _width(self, column: int) -> int:
        metrics = self.fontMetrics()
        texts = (line.cells[column] for line in self._shown.lines)
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        head = self.horizontalHeader().sectionSizeHint(column)
        return max(widest + theme.SPACE * 6, head)
