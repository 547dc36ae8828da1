"""Painting the register: names in two lines, words that wrap, chips, and the chosen row."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from smbsocial.ui import theme
from smbsocial.ui.accounts.model import CELL_ROLE, Cell

EDGE = theme.SPACE * 2
"""Between a cell's border and its words."""
CHIP_EDGE = theme.SPACE * 2 + 1
CHIP_TOP = 2
MOST_LINES = 3
SLACK = 2
"""Pixels that the rounding of letters may take."""

_LINE = int(
    Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)


class RowFonts:
    """The table's fonts with their measures, made once per font of the widget."""

    def __init__(self, base: QFont) -> None:
        plain = theme.tabular(base)
        plain.setPixelSize(round(theme.base_pixels() * theme.SMALL_FACTOR))
        self.plain = plain
        self.strong = QFont(base)
        self.strong.setPixelSize(theme.base_pixels())
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.chip = QFont(plain)
        self.chip.setWeight(QFont.Weight.Medium)
        self.plain_metrics = QFontMetrics(self.plain)
        self.strong_metrics = QFontMetrics(self.strong)
        self.chip_metrics = QFontMetrics(self.chip)

    def chip_width(self, text: str) -> int:
        """How wide a cell with this chip wants to be."""
        return self.chip_metrics.horizontalAdvance(text) + 2 * (CHIP_EDGE + EDGE) + SLACK


class RegisterDelegate(QStyledItemDelegate):
    """A cell of the register in the colours of the running scheme."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fonts = RowFonts(parent.font())

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as its lines are at the column's width."""
        cell: Cell = index.data(CELL_ROLE)
        width = option.rect.width()
        return QSize(width, self.height(cell, width))

    def height(self, cell: Cell, width: int) -> int:
        """How high a cell is at a width."""
        fonts = self.fonts
        if cell.chip:
            inner = fonts.chip_metrics.height() + 2 * CHIP_TOP
        else:
            inner = sum(metrics.height() for _, _, metrics in self._lines(cell, width - 2 * EDGE))
        return inner + 2 * theme.GAP - theme.SPACE

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: Cell = index.data(CELL_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        self._ground(painter, option)
        inner = option.rect.adjusted(EDGE, 0, -EDGE, -1)
        if cell.chip:
            self._chip(painter, inner, cell)
        else:
            self._words(painter, inner, cell)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """The chosen row's colour, the hairline below, and where the keyboard is."""
        tokens, rect = theme.current(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        table = self.parent()
        keyed = chosen and isinstance(table, QWidget) and table.hasFocus()
        if chosen:
            painter.fillRect(rect, QColor(tokens.primary_tint))
        line = QColor(tokens.primary if keyed else tokens.hairline)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        if keyed:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, line)

    def _chip(self, painter: QPainter, inner: QRect, cell: Cell) -> None:
        fonts = self.fonts
        ink, ground = _colours(cell.tone)
        shown = fonts.chip_metrics.elidedText(
            cell.text, Qt.TextElideMode.ElideRight, inner.width() - 2 * CHIP_EDGE
        )
        wide = fonts.chip_metrics.horizontalAdvance(shown) + 2 * CHIP_EDGE
        high = fonts.chip_metrics.height() + 2 * CHIP_TOP
        place = QStyle.alignedRect(
            painter.layoutDirection(),
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter,
            QSize(wide, high),
            inner,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(place, high / 2, high / 2)
        painter.setPen(QColor(ink))
        painter.setFont(fonts.chip)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), shown)

    def _words(self, painter: QPainter, inner: QRect, cell: Cell) -> None:
        tokens = theme.current()
        lines = list(self._lines(cell, inner.width()))
        top = inner.top() + (inner.height() - sum(m.height() for _, _, m in lines)) // 2
        ink = tokens.trouble if cell.tone == "trouble" else tokens.ink
        for text, font, metrics in lines:
            muted = cell.strong and font is self.fonts.plain
            painter.setFont(font)
            painter.setPen(QColor(tokens.muted if muted else ink))
            place = QRect(inner.left(), top, inner.width(), metrics.height())
            painter.drawText(place, _LINE, text)
            top += metrics.height()

    def _lines(self, cell: Cell, width: int) -> Iterator[tuple[str, QFont, QFontMetrics]]:
        fonts = self.fonts
        first = (fonts.strong, fonts.strong_metrics) if cell.strong else self._plain
        for text in wrapped(cell.text, first[1], width):
            yield text, *first
        if cell.below:
            shown = fonts.plain_metrics.elidedText(
                cell.below, Qt.TextElideMode.ElideRight, max(1, width)
            )
            yield shown, *self._plain

    @property
    def _plain(self) -> tuple[QFont, QFontMetrics]:
        return self.fonts.plain, self.fonts.plain_metrics


def wrapped(text: str, metrics: QFontMetrics, width: int, most: int = MOST_LINES) -> list[str]:
    """A text broken between words into so many lines; what has no room ends in an ellipsis."""
    lines: list[str] = []
    rest = text.split()
    while rest:
        if len(lines) == most - 1:
            lines.append(" ".join(rest))
            break
        line = rest.pop(0)
        while rest and metrics.horizontalAdvance(f"{line} {rest[0]}") <= width:
            line = f"{line} {rest.pop(0)}"
        lines.append(line)
    elide = Qt.TextElideMode.ElideRight
    return [metrics.elidedText(line, elide, max(1, width)) for line in lines]


def _colours(tone: str) -> tuple[str, str]:
    """Ink and ground of a chip."""
    tokens = theme.current()
    return {
        "good": (tokens.good, tokens.good_tint),
        "caution": (tokens.caution, tokens.caution_tint),
        "trouble": (tokens.trouble, tokens.trouble_tint),
    }.get(tone, (tokens.ink, tokens.chip))
