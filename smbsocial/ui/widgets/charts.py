"""Charts, painted; beside each stands a table of its numbers for those who cannot see it."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QTableWidget, QTableWidgetItem, QWidget
from typing_extensions import override

from smbsocial.domain.assessment.values import ChartPoint
from smbsocial.ui import theme
from smbsocial.ui.text import formats

translate = QCoreApplication.translate

RANGE_HEIGHT = 200
GAUGE_SIZE = 60
GAUGE_WIDTH = 9
STRONG_LINE = 2.5
THIN_LINE = 1.2
TICKS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A level across the chart with its word, `trouble` or `caution` coloured."""

    value: Decimal
    words: str
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class RangeSheet:
    """What a range chart shows: low, typical and high over days, and levels to compare with."""

    points: tuple[ChartPoint, ...]
    marks: tuple[Mark, ...] = ()
    words: str = ""


class RangeChart(QWidget):
    """A tinted range around one strong line; levels dashed or dotted, labelled where they are."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = RangeSheet(())
        self.setMinimumHeight(RANGE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(theme.SIDE_WIDTH, RANGE_HEIGHT)

    def show_sheet(self, sheet: RangeSheet) -> None:
        """Show other numbers."""
        self._sheet = sheet
        self.setAccessibleName(sheet.words)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, range, line, levels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(round(theme.base_pixels() * theme.SMALL_FACTOR))
        painter.setFont(font)
        if len(self._sheet.points) < 2:
            self._nothing(painter)
        else:
            _RangePainter(painter, QRectF(self.rect()), self._sheet).paint()
        painter.end()

    def _nothing(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.current().muted))
        words = translate("Charts", "The range stands here once there is a day to reach it by.")
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect(), int(flags), words)


class _RangePainter:
    """One painting of a range chart: knows the scale."""

    def __init__(self, painter: QPainter, room: QRectF, sheet: RangeSheet) -> None:
        self._painter = painter
        self._sheet = sheet
        self._t = theme.current()
        self._metrics = QFontMetricsF(painter.font())
        self._top, self._step = _scale(sheet)
        self._first = sheet.points[0].day
        self._days = max(1, (sheet.points[-1].day - self._first).days)
        widest = max(self._metrics.horizontalAdvance(text) for _, text in self._ticks())
        line = self._metrics.height()
        self._plot = room.adjusted(widest + theme.GAP, line + theme.SPACE, 0, 0)
        self._plot.setBottom(room.bottom() - line - theme.SPACE * 2)
        self._plot.setRight(room.right() - theme.SPACE)

    def paint(self) -> None:
        """All of it, from the back to the front."""
        self._grid()
        self._months()
        self._range()
        self._marks()

    def _ticks(self) -> list[tuple[Decimal, str]]:
        count = int(self._top / self._step)
        values = [self._step * i for i in range(count + 1)]
        return [(value, formats.number(value)) for value in values]

    def _x(self, day: date) -> float:
        return self._plot.left() + self._plot.width() * (day - self._first).days / self._days

    def _y(self, value: Decimal) -> float:
        part = min(1.0, float(value / self._top))
        return self._plot.bottom() - self._plot.height() * part

    def _grid(self) -> None:
        for value, text in self._ticks():
            y = self._y(value)
            self._painter.setPen(QPen(QColor(self._t.hairline), 1))
            self._painter.drawLine(QLineF(self._plot.left(), y, self._plot.right(), y))
            self._painter.setPen(QColor(self._t.muted))
            left = self._plot.left() - theme.SPACE * 2 - self._metrics.horizontalAdvance(text)
            self._painter.drawText(QPointF(left, y + self._metrics.ascent() / 2 - 1), text)

    def _months(self) -> None:
        self._painter.setPen(QColor(self._t.muted))
        y = self._plot.bottom() + self._metrics.ascent() + theme.SPACE
        free = self._plot.left()
        days = _month_starts(self._first, self._sheet.points[-1].day)
        widest = max(self._metrics.horizontalAdvance(formats.month(d.month)) for d in days)
        if len(days) > 1 and self._x(days[1]) < free + widest + theme.GAP:
            days = days[1:]
        for day in days:
            text = formats.month(day.month)
            width = self._metrics.horizontalAdvance(text)
            x = min(self._x(day), self._plot.right() - width)
            if x >= free:
                self._painter.drawText(QPointF(x, y), text)
                free = x + width + theme.GAP

    def _range(self) -> None:
        points = self._sheet.points
        edge = [QPointF(self._x(p.day), self._y(p.range.high)) for p in points]
        edge += [QPointF(self._x(p.day), self._y(p.range.low)) for p in reversed(points)]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._t.primary_tint))
        self._painter.drawPolygon(QPolygonF(edge))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(self._t.primary), STRONG_LINE))
        middle = [QPointF(self._x(p.day), self._y(p.range.typical)) for p in points]
        self._painter.drawPolyline(QPolygonF(middle))

    def _marks(self) -> None:
        taken: list[float] = []
        for mark in self._sheet.marks:
            colour = QColor(self._t.caution if mark.dotted else self._t.trouble)
            style = Qt.PenStyle.DotLine if mark.dotted else Qt.PenStyle.DashLine
            self._painter.setPen(QPen(colour, THIN_LINE, style))
            y = self._y(mark.value)
            self._painter.drawLine(QLineF(self._plot.left(), y, self._plot.right(), y))
            base = y - theme.SPACE
            while any(abs(base - other) < self._metrics.height() for other in taken):
                base += self._metrics.height()
            taken.append(base)
            self._painter.setPen(colour)
            self._painter.drawText(QPointF(self._plot.left() + theme.SPACE, base), mark.words)


class Gauge(QWidget):
    """A ring filled as far as the chance goes, with its sign inside."""

    def __init__(self) -> None:
        super().__init__()
        self._percent = 0
        self._sign = ""
        self._tone = "caution"
        self.setFixedSize(GAUGE_SIZE, GAUGE_SIZE)

    def show_chance(self, percent: int, sign: str, tone: str) -> None:
        """Show a chance; `tone` good, caution or trouble gives the colour."""
        self._percent, self._sign, self._tone = percent, sign, tone
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Ring, part, sign."""
        t = theme.current()
        colour = {"good": t.good, "caution": t.caution, "trouble": t.trouble}[self._tone]
        half = GAUGE_WIDTH / 2
        ring = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pale = QColor(colour)
        pale.setAlphaF(0.2)
        painter.setPen(QPen(pale, GAUGE_WIDTH))
        painter.drawEllipse(ring)
        pen = QPen(QColor(colour), GAUGE_WIDTH)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * self._percent / 100))
        painter.setPen(QColor(t.ink))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._sign)
        painter.end()


class RangeTable(QTableWidget):
    """The numbers of a range chart, one row a month's end."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(4)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setAccessibleName(translate("Charts", "The chart as numbers"))
        self.setHorizontalHeaderLabels(
            [
                translate("Charts", "Until"),
                translate("Charts", "Low"),
                translate("Charts", "Typical"),
                translate("Charts", "High"),
            ]
        )

    def show_points(self, points: tuple[ChartPoint, ...]) -> None:
        """Show the last point of each month."""
        last = {(p.day.year, p.day.month): p for p in points}
        self.setRowCount(len(last))
        for at, point in enumerate(last.values()):
            ends = (point.range.low, point.range.typical, point.range.high)
            cells = (formats.day_plain(point.day), *(formats.figure(end) for end in ends))
            for column, text in enumerate(cells):
                self.setItem(at, column, QTableWidgetItem(text))
        rows = sum(self.rowHeight(at) for at in range(self.rowCount()))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + theme.SPACE)


def _scale(sheet: RangeSheet) -> tuple[Decimal, Decimal]:
    """The highest value on the axis and the step of its grid: 1, 2 or 5 times a power of ten."""
    highest = max([p.range.high for p in sheet.points] + [m.value for m in sheet.marks])
    rough = float(highest) / TICKS or 1.0
    power = 10 ** math.floor(math.log10(rough))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= rough)
    exact = Decimal(str(step))
    return exact * max(1, math.ceil(float(highest) / step)), exact


def _month_starts(first: date, last: date) -> list[date]:
    found = [first]
    day = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
