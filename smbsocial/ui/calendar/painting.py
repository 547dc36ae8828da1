"""Painting of the month: day numbers, chips, the work column; and where each chip lies."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QStaticText, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from smbsocial.ui import theme
from smbsocial.ui.calendar.model import WORK_COLUMN, MonthModel
from smbsocial.ui.text import formats
from smbsocial.usecases.calendar_sheets import ChipSheet, DaySheet, WeekRow

translate = QCoreApplication.translate

EDGE = theme.SPACE + 2
CHIP_GAP = 3
CHIP_PAD = theme.SPACE + 2
BAR = theme.SPACE * 2 - 1
LINE = 2
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
LEFT_LINE = int(_LINE | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
RIGHT_LINE = int(_LINE | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
POSTED_SIGN = "✓ "
MISSED_SIGN = "! "
MOST_LINES = 4096
"""Laid out and kept; more than a year's titles, and not a growing heap."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chip lies in its cell; `chip` is None for “+2 more”, `hidden` says how many."""

    rect: QRect
    chip: ChipSheet | None
    hidden: int = 0


class Fonts:
    """The month's fonts with their measures, made once per font of the widget."""

    def __init__(self, base: QFont) -> None:
        self.base = theme.tabular(base)
        self.base.setPixelSize(theme.base_pixels())
        self.strong = QFont(self.base)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.small = QFont(self.base)
        self.small.setPixelSize(max(1, round(theme.base_pixels() * theme.SMALL_FACTOR)))
        self.chip = QFont(self.small)
        self.chip.setWeight(QFont.Weight.Medium)
        self.struck = QFont(self.chip)
        self.struck.setStrikeOut(True)
        self.base_metrics = QFontMetrics(self.base)
        self.strong_metrics = QFontMetrics(self.strong)
        self.small_metrics = QFontMetrics(self.small)
        self.chip_metrics = QFontMetrics(self.chip)
        self.base_lines = Lines(self.base, self.base_metrics)
        self.strong_lines = Lines(self.strong, self.strong_metrics)
        self.small_lines = Lines(self.small, self.small_metrics)
        self.chip_lines = Lines(self.chip, self.chip_metrics)
        self.struck_lines = Lines(self.struck, self.chip_metrics)
        self.number_height = self.base_metrics.height() + EDGE
        self.chip_height = self.chip_metrics.height() + theme.SPACE


def places(cell: QRect, day: DaySheet, fonts: Fonts) -> tuple[Place, ...]:
    """Where each chip of a day lies; the last place says how many found no room."""
    top = cell.top() + fonts.number_height + CHIP_GAP
    step = fonts.chip_height + CHIP_GAP
    room = max(1, (cell.bottom() - top) // step)
    shown = len(day.chips) if len(day.chips) <= room else room - 1
    width = cell.width() - 2 * EDGE
    found = [
        Place(QRect(cell.left() + EDGE, top + i * step, width, fonts.chip_height), chip)
        for i, chip in enumerate(day.chips[:shown])
    ]
    hidden = len(day.chips) - shown
    if hidden:
        rect = QRect(cell.left() + EDGE, top + shown * step, width, fonts.chip_height)
        found.append(Place(rect, None, hidden))
    return tuple(found)


class Lines:
    """Single lines of one font, cut and laid out once: a month is painted again and again."""

    def __init__(self, font: QFont, metrics: QFontMetrics) -> None:
        self._font = font
        self._metrics = metrics
        self._kept: dict[tuple[str, int], tuple[QStaticText, QSize]] = {}
        self._option = QTextOption()
        self._option.setTextDirection(Qt.LayoutDirection.LeftToRight)

    def draw(self, painter: QPainter, rect: QRect, text: str, *, trailing: bool = False) -> None:
        """A line as `draw_text` draws it, in this font and the painter's pen.

        Qt strikes text that was laid out before in the wrong place, so that is laid out anew.
        """
        painter.setFont(self._font)
        if self._font.strikeOut() or _mirrored(painter):
            draw_text(painter, rect, text, self._metrics, trailing=trailing)
            return
        laid, size = self._laid(text, rect.width())
        left = rect.left() + (rect.width() - size.width() if trailing else 0)
        top = rect.top() + (rect.height() - size.height()) // 2
        painter.drawStaticText(QPoint(left, top), laid)

    def _laid(self, text: str, room: int) -> tuple[QStaticText, QSize]:
        kept = self._kept.get((text, room))
        if kept is None:
            if len(self._kept) >= MOST_LINES:
                self._kept.clear()
            shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            laid = QStaticText(shown)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.setTextOption(self._option)
            laid.prepare(font=self._font)
            kept = self._kept[text, room] = (laid, laid.size().toSize())
        return kept


class MonthDelegate(QStyledItemDelegate):
    """Paints a cell of the month with the tokens of the running scheme."""

    def __init__(self, model: MonthModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.fonts = Fonts(parent.font())
        self._tokens = theme.current()

    def begin(self) -> None:
        """Take the colours of the running scheme, once for all cells of a painting."""
        self._tokens = theme.current()

    def set_font(self, font: QFont) -> None:
        """Measure with another font from now on."""
        self.fonts = Fonts(font)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return self.least_size()

    def least_size(self) -> QSize:
        """Room for the number and two chips."""
        height = self.fonts.number_height + 2 * (self.fonts.chip_height + CHIP_GAP) + CHIP_GAP
        return QSize(self.fonts.base_metrics.averageCharWidth() * 8, height)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._tokens
        cell: QRect = option.rect
        day, week = self._model.day(index), self._model.week(index)
        if day is not None:
            self._day(painter, cell, day, colours)
            if has_state(option, QStyle.StateFlag.State_Selected):
                self._choice(painter, cell, day, option)
        elif week is not None and index.column() == WORK_COLUMN:
            self._work(painter, cell, week, colours)
        painter.restore()

    def _choice(
        self, painter: QPainter, cell: QRect, day: DaySheet, option: QStyleOptionViewItem
    ) -> None:
        """The frame of the chosen day; today has one already, so it only shows the keyboard's."""
        focused = has_state(option, QStyle.StateFlag.State_HasFocus)
        today = self._model.is_today(day)
        if today and not focused:
            return
        inside = LINE + 1 if today else 0
        colours = self._tokens
        chosen = cell.adjusted(inside, inside, -inside, -inside)
        _frame(painter, chosen, colours.ink if focused else colours.muted, LINE)

    def chip_at(self, cell: QRect, day: DaySheet, x: int, y: int) -> Place | None:
        """What lies under a point of a cell."""
        return next((p for p in places(cell, day, self.fonts) if p.rect.contains(x, y)), None)

    def paint_chip(self, painter: QPainter, rect: QRect, chip: ChipSheet) -> None:
        """One chip: its pillar's colours, ✓ when posted, struck when skipped, ! when missed."""
        colours = self._tokens
        ink, tint = colours.pillar(chip.colour)
        text = colour_of(ink)
        if chip.skipped:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour_of(colours.hairline)))
            text = colour_of(colours.muted)
        else:
            painter.setBrush(colour_of(tint))
            painter.setPen(Qt.PenStyle.NoPen)
        if chip.posted:
            text = colour_of(colours.muted)
        radius = theme.SPACE + 1
        painter.drawRoundedRect(rect, radius, radius)
        if chip.overdue:
            painter.setPen(QPen(colour_of(colours.trouble), LINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
            text = colour_of(colours.trouble)
        sign = POSTED_SIGN if chip.posted else MISSED_SIGN if chip.overdue else ""
        lines = self.fonts.struck_lines if chip.skipped else self.fonts.chip_lines
        painter.setPen(text)
        lines.draw(painter, rect.adjusted(CHIP_PAD, 0, -CHIP_PAD, 0), sign + chip.title)

    def _day(self, painter: QPainter, cell: QRect, day: DaySheet, colours: theme.Tokens) -> None:
        today = self._model.is_today(day)
        shaded = not today and (day.closed or not day.in_month)
        painter.fillRect(cell, colour_of(colours.outside if shaded else colours.card))
        if today:
            painter.fillRect(cell, _faint(colours.primary_tint))
            _frame(painter, cell, colours.primary, LINE)
        ink = colours.primary if today else colours.ink if day.in_month else colours.muted
        head = QRect(
            cell.left() + EDGE, cell.top() + LINE, cell.width() - 2 * EDGE, self.fonts.number_height
        )
        painter.setPen(colour_of(ink))
        lines = self.fonts.strong_lines if today else self.fonts.base_lines
        lines.draw(painter, head, formats.number(day.day.day))
        self._note(painter, cell, head, day)
        for place in places(cell, day, self.fonts):
            if place.chip is not None:
                self.paint_chip(painter, place.rect, place.chip)
                continue
            painter.setPen(colour_of(colours.muted))
            more = translate("Calendar", "+%n more", "", place.hidden)
            self.fonts.chip_lines.draw(painter, place.rect, more)

    def _note(self, painter: QPainter, cell: QRect, head: QRect, day: DaySheet) -> None:
        """What is special: beside the number, or below it where that is too narrow."""
        note = _note_words(day)
        if not note:
            return
        metrics = self.fonts.small_metrics
        number = self.fonts.strong_metrics.horizontalAdvance(formats.number(day.day.day))
        beside = _beside(head, number + theme.SPACE * 2, painter)
        painter.setFont(self.fonts.small)
        painter.setPen(colour_of(self._tokens.muted))
        if day.chips or metrics.horizontalAdvance(note) <= beside.width():
            self.fonts.small_lines.draw(painter, beside, note, trailing=True)
            return
        lines = max(1, (cell.bottom() - head.bottom()) // metrics.lineSpacing())
        height = lines * metrics.lineSpacing()
        below = QRect(head.left(), head.bottom(), head.width(), height)
        side = Qt.AlignmentFlag.AlignRight if _mirrored(painter) else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(below, int(flags | Qt.TextFlag.TextWordWrap), note)

    def _work(self, painter: QPainter, cell: QRect, week: WeekRow, colours: theme.Tokens) -> None:
        over = bool(week.budget) and week.minutes > week.budget
        left, width = cell.left() + EDGE, cell.width() - 2 * EDGE
        head = QRect(left, cell.top() + LINE, width, self.fonts.number_height)
        if not week.budget and not week.minutes:
            return
        painter.setPen(colour_of(colours.trouble if over else colours.ink))
        self.fonts.strong_lines.draw(painter, head, formats.minutes(week.minutes))
        if not week.budget:
            return
        bar = QRect(left, head.bottom() + theme.SPACE, width, BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(colours.track))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        filled = min(width, round(width * week.minutes / week.budget))
        start = bar.right() + 1 - filled if _mirrored(painter) else left
        painter.setBrush(colour_of(colours.trouble if over else colours.primary))
        if filled:
            painter.drawRoundedRect(QRect(start, bar.top(), filled, BAR), BAR / 2, BAR / 2)
        said = [translate("Calendar", "of {budget}").format(budget=formats.minutes(week.budget))]
        if over:
            more = formats.minutes(week.minutes - week.budget)
            words = translate("Calendar", "{minutes} over").format(minutes=more)
            fits = self.fonts.small_metrics.horizontalAdvance(words) <= width
            said.append(words if fits else translate("Calendar", "over"))
        top = bar.bottom() + theme.SPACE
        for i, words in enumerate(said):
            painter.setPen(colour_of(colours.trouble if i else colours.muted))
            height = self.fonts.small_metrics.height()
            place = QRect(left, top + i * height, width, height)
            self.fonts.small_lines.draw(painter, place, words)


@cache
def colour_of(name: str) -> QColor:
    """A token as Qt's colour, read from its text once."""
    return QColor(name)


def _note_words(day: DaySheet) -> str:
    words = [translate("Calendar", "closed")] if day.closed else []
    words.extend(day.observances)
    return " · ".join(words)


def has_state(option: QStyleOptionViewItem, flag: QStyle.StateFlag) -> bool:
    """Whether an item is painted in a state."""
    return bool(option.state & flag)


def _mirrored(painter: QPainter) -> bool:
    return painter.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _beside(head: QRect, taken: int, painter: QPainter) -> QRect:
    return head.adjusted(0, 0, -taken, 0) if _mirrored(painter) else head.adjusted(taken, 0, 0, 0)


def _faint(colour: str) -> QColor:
    """Half of a tint, so that chips of the same tint still show on it."""
    faint = QColor(colour)
    faint.setAlphaF(0.5)
    return faint


def _frame(painter: QPainter, cell: QRect, colour: str, width: int) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour_of(colour), width))
    painter.drawRect(cell.adjusted(1, 1, -1, -1))


def draw_text(
    painter: QPainter, rect: QRect, text: str, metrics: QFontMetrics, *, trailing: bool = False
) -> None:
    """One line at the side where the language begins (or ends), cut with an ellipsis."""
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    at_right = _mirrored(painter) is not trailing
    painter.drawText(rect, RIGHT_LINE if at_right else LEFT_LINE, shown)
