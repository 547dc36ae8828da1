"""Draws a chart with one painter, whatever it paints on: a widget, a picture, SVG or a PDF's page.

From the back to the front: grid, range, path, events, line. Words stand where they belong and
look for room that nothing else has taken. Right to left, time runs to the left.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPen,
    QPolygonF,
)

from smbsocial.ui import theme
from smbsocial.ui.theme import Tokens
from smbsocial.ui.widgets.plot import Plot, Point, Row, between
from smbsocial.ui.widgets.plot_labels import Labels, rows_of
from smbsocial.ui.widgets.plot_scale import day_ticks, value_ticks

STRONG_LINE = 2.5
THIN_LINE = 1.2
DOT = 4.5
EVENT_ROWS = 3
DASHES = (4, 4)
LINES_A_TICK = 2.6
"""The grid is so many lines of text wide, or wider."""
FEWEST_TICKS, MOST_TICKS = 3, 6
ALONG = (1.0, 0.9, 0.75, 0.6, 0.45, 0.3, 0.15)
"""Where along a line its words may stand, the better places first."""
INSIDE = (0.5, 0.85, 0.15)
"""The same between the upper and the lower end of a range."""


@dataclass(frozen=True, slots=True)
class Across:
    """Where days are between `left` and `right`; time may run to the left."""

    left: float
    right: float
    first: date
    last: date
    mirrored: bool

    def x(self, day: date) -> float:
        """Where a day is; the only one stands in the middle."""
        days = (self.last - self.first).days
        part = (day - self.first).days / days if days else 1 / 2
        return self.left + (self.right - self.left) * (1 - part if self.mirrored else part)


def paint_plot(
    painter: QPainter,
    rect: QRectF,
    plot: Plot,
    tokens: Tokens,
    scale: float = 1.0,
    current: Row | None = None,
) -> Across | None:
    """Draw a chart into `rect` (the painter's own units); where its days are, None without any.

    `scale`: how many of them a pixel of the screen has; `current` is drawn as chosen. Reads from
    right to left where the painter, or else the application, does.
    """
    across = None
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _use_font(painter, scale)
    if plot.is_empty:
        painter.setPen(QColor(tokens.muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(rect, int(flags), plot.nothing)
    else:
        drawing = _Drawing(painter, rect, plot, tokens, scale)
        drawing.draw(current)
        across = drawing.across
    painter.restore()
    return across


def _use_font(painter: QPainter, scale: float) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(theme.base_pixels() * theme.SMALL_FACTOR * scale)))
    painter.setFont(theme.tabular(font))


@dataclass(slots=True)
class _PlacedEvent:
    """Where an event's line is and where its words begin; no row: there is no room for them."""

    x: float
    left: float
    text: str
    row: int | None = None


@dataclass
class _Drawing:
    """One drawing of a chart that has something to show."""

    painter: QPainter
    rect: QRectF
    plot: Plot
    t: Tokens
    scale: float
    room: QRectF = field(init=False)
    ticks: tuple[Decimal, ...] = field(init=False)
    labels: Labels = field(init=False)
    events: list[_PlacedEvent] = field(init=False)

    def __post_init__(self) -> None:
        self.metrics = QFontMetricsF(self.painter.font(), self.painter.device())
        self.line = self.metrics.height()
        direction = self.painter.layoutDirection()
        if direction is Qt.LayoutDirection.LayoutDirectionAuto:
            direction = QGuiApplication.layoutDirection()
        self.mirrored = direction is Qt.LayoutDirection.RightToLeft
        self.first, self.last = self.plot.edges
        self._measure()
        self.way, self.path = self._way(self.plot.line.points), self._way(self.plot.path.points)
        across = [(self.room.left(), self.y(e.value)) for e in self.plot.levels]
        lines = [[QPointF(x, y), QPointF(self.room.right(), y)] for x, y in across]
        top, bottom = self.room.top(), self.room.bottom()
        lines += [[QPointF(e.x, top), QPointF(e.x, bottom)] for e in self.events]
        self.labels = Labels(self.room, (self.way, self.path, *lines))

    def draw(self, current: Row | None) -> None:
        """All of it, from the back to the front."""
        self._grid()
        self._month_names()
        self.painter.save()
        edge = self.px(DOT)
        self.painter.setClipRect(self.room.adjusted(-edge, -edge, edge, edge))
        self._band()
        self._dashed()
        self._measured()
        self.painter.restore()
        self._levels()
        self._events()
        self._words()
        if current is not None:
            self._chosen(current)

    def px(self, pixels: float) -> float:
        """Pixels of the screen in the painter's units."""
        return pixels * self.scale

    def x(self, day: date) -> float:
        """Where a day is."""
        return self.across.x(day)

    def y(self, value: Decimal) -> float:
        """Where a value is."""
        part = (float(value) - self.low) / self.span
        return self.room.bottom() - self.room.height() * part

    def _measure(self) -> None:
        """The room inside the axes: beside the values, above the days, below the events' words."""
        gap = self.px(theme.SPACE)
        top, bottom = self.rect.top() + self.line / 2, self.rect.bottom() - self.line - 2 * gap
        most = int((bottom - top) / (self.line * LINES_A_TICK)) + 1
        most = min(MOST_TICKS, max(FEWEST_TICKS, most))
        values = self.plot.values
        self.ticks = value_ticks(min(values), max(values), most, self.plot.unit)
        self.low = float(self.ticks[0])
        self.span = float(self.ticks[-1]) - self.low
        widest = max(self._wide(self.plot.unit.said(value)) for value in self.ticks)
        left, right = widest + 3 * gap, 2 * gap
        if self.mirrored:
            left, right = right, left
        self.room = QRectF(self.rect.left() + left, top, 1, 1)
        self.room.setRight(max(self.room.left() + 1, self.rect.right() - right))
        ends = (self.room.left(), self.room.right())
        self.across = Across(*ends, self.first, self.last, self.mirrored)
        self.events = self._place_events()
        rows = max((e.row + 1 for e in self.events if e.row is not None), default=0)
        top += rows * self.event_line
        if not self.plot.line.points and self.plot.nothing:
            top += self.line + gap
        self.room.setTop(top)
        self.room.setBottom(max(top + 1, bottom))

    @property
    def event_line(self) -> float:
        """How high a row of events' words is."""
        return self.line + self.px(theme.SPACE) / 2

    def _place_events(self) -> list[_PlacedEvent]:
        """The events that are seen, from left to right, their words in rows above the chart."""
        gap = self.px(theme.SPACE)
        found = []
        for event in self.plot.events:
            if not self.first <= event.day <= self.last:
                continue
            x = self.x(event.day)
            text = self._elided(event.words, self.room.width() / 2)
            wide = self._wide(text)
            sides = [x + gap, x - gap - wide]
            if self.mirrored:
                sides.reverse()
            fits = [s for s in sides if self.room.left() <= s and s + wide <= self.rect.right()]
            found.append(_PlacedEvent(x, (fits or sides)[0], text))
        found.sort(key=lambda each: each.left)
        spans = [(each.left, each.left + self._wide(each.text) + 2 * gap) for each in found]
        for each, row in zip(found, rows_of(spans, EVENT_ROWS), strict=True):
            each.row = row
        return found

    def _grid(self) -> None:
        for value in self.ticks:
            y = self.y(value)
            zero = value == 0 and self.ticks[0] < 0
            self._pen(self.t.muted if zero else self.t.hairline, 1)
            self.painter.drawLine(QLineF(self.room.left(), y, self.room.right(), y))
            text = self.plot.unit.said(value)
            gap = self.px(theme.SPACE * 2)
            x = self.room.left() - gap - self._wide(text)
            if self.mirrored:
                x = self.room.right() + gap
            self._text(x, y - self.line / 2, text, self.t.muted)

    def _month_names(self) -> None:
        y = self.room.bottom() + self.px(theme.SPACE)
        for day, text in day_ticks(self.first, self.last, self.x, self._wide):
            x = self.x(day) - (self._wide(text) if self.mirrored else 0)
            most = self.rect.right() - self._wide(text)
            self._text(max(self.rect.left(), min(x, most)), y, text, self.t.muted)

    def _band(self) -> None:
        spans = self.plot.band.spans
        if not spans:
            return
        edge = [QPointF(self.x(s.day), self.y(s.high)) for s in spans]
        edge += [QPointF(self.x(s.day), self.y(s.low)) for s in reversed(spans)]
        self.painter.setPen(Qt.PenStyle.NoPen)
        colour = self.t.primary_tint if self.plot.band.expected else self.t.chip
        self.painter.setBrush(QColor(colour))
        shape = QPolygonF(edge)
        if self.plot.band.most is not None:  # not every device keeps to a clip
            shape = shape.intersected(QPolygonF(self.room))
        self.painter.drawPolygon(shape)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _dashed(self) -> None:
        pen = QPen(QColor(self.t.muted), self.px(THIN_LINE))
        pen.setDashPattern(DASHES)
        self.painter.setPen(pen)
        self.painter.drawPolyline(QPolygonF(self.path))

    def _measured(self) -> None:
        if self.way:
            self._pen(self.t.primary, STRONG_LINE)
            self.painter.drawPolyline(QPolygonF(self.way))
            self._dot(self.way[-1], self.t.primary)

    def _levels(self) -> None:
        for level in self.plot.levels:
            colour = self.t.caution if level.dotted else self.t.trouble
            style = Qt.PenStyle.DotLine if level.dotted else Qt.PenStyle.DashLine
            self._pen(colour, THIN_LINE, style)
            y = self.y(level.value)
            self.painter.drawLine(QLineF(self.room.left(), y, self.room.right(), y))
            size = (self._wide(level.words), self.line)
            near = self.room.left() + self.px(theme.SPACE)
            far = self.room.right() - size[0]
            start, end = (far, near) if self.mirrored else (near, far)
            places = [QRectF(x, top, *size) for x in (start, end) for top in (y - self.line, y)]
            self._put(places, level.words, colour)

    def _events(self) -> None:
        """Their lines first: no line of one goes through the words of another."""
        tops = [
            self.room.top() if e.row is None else self.rect.top() + e.row * self.event_line
            for e in self.events
        ]
        self._pen(self.t.caution, THIN_LINE, Qt.PenStyle.DotLine)
        for event, top in zip(self.events, tops, strict=True):
            self.painter.drawLine(QLineF(event.x, top, event.x, self.room.bottom()))
        for event, top in zip(self.events, tops, strict=True):
            if event.row is not None:
                behind = QRectF(event.left, top, self._wide(event.text), self.event_line)
                self.painter.fillRect(behind, QColor(self.t.card))
                self._text(event.left, top, event.text, self.t.caution)

    def _words(self) -> None:
        """Beside the end of the line, along the path, within the range."""
        if self.plot.line.points:
            self._line_words(self.plot.line.points[-1])
        elif self.plot.nothing:
            text = self._elided(self.plot.nothing, self.room.width())
            left = self.room.right() - self._wide(text) if self.mirrored else self.room.left()
            self._text(left, self.room.top() - self.line * 1.5, text, self.t.ink)
        self._along(self.plot.path.points, self.plot.path.words)
        self._within()

    def _line_words(self, end: Point) -> None:
        said = self.plot.unit.said(end.value)
        text = " ".join(part for part in (said, self.plot.line.words) if part)
        at, gap = QPointF(self.x(end.day), self.y(end.value)), self.px(theme.SPACE * 2)
        self.labels.take(QRectF(at.x() - gap, at.y() - gap, 2 * gap, 2 * gap))
        wide = self._wide(text) + self.px(theme.SPACE)
        after, before, middle = at.x() + gap, at.x() - gap - wide, at.x() - wide / 2
        if self.mirrored:
            after, before = before, after
        tops = (at.y() - gap - self.line, at.y() + gap, at.y() - self.line / 2)
        places = [QRectF(x, top, wide, self.line) for top in tops for x in (after, middle, before)]
        self._put(places, text, self.t.primary)

    def _along(self, points: tuple[Point, ...], words: str) -> None:
        """Words over or under a line, where there is most room."""
        places = []
        for day in self._days_along(points):
            value = between(points, day)
            if value is not None and words:
                y, wide = self.y(value), self._wide(words)
                x = self.x(day) - (0 if self.mirrored else wide)
                places += [QRectF(x, y + step * self.line, wide, self.line) for step in (-1.9, 0.9)]
        self._put(places, words, self.t.muted)

    def _within(self) -> None:
        """Words inside the range, where it is high enough for them."""
        band, top = self.plot.band, self.ticks[-1]
        is_cut = band.most is not None and any(span.high > top for span in band.spans)
        spans, words = band.spans, band.cut_words if is_cut else band.words
        tops = tuple(Point(s.day, s.high) for s in spans)
        bottoms = tuple(Point(s.day, s.low) for s in spans)
        places = []
        for day in self._days_along(tops) if words else ():
            high, low = between(tops, day), between(bottoms, day)
            if high is None or low is None:
                continue
            upper = self.y(min(high, top)) if is_cut else self.y(high)
            wide, room = self._wide(words), self.y(low) - upper - self.line
            x = self.x(day) - (0 if self.mirrored else wide + self.px(theme.SPACE))
            ys = [upper + room * part for part in INSIDE if room > 0]
            ys = ys or [upper] * is_cut  # what is cut is named in any case
            places += [QRectF(x, y, wide, self.line) for y in ys]
        self._put(places, words, self.t.muted)

    def _days_along(self, points: tuple[Point, ...]) -> list[date]:
        seen = [p.day for p in points if self.first <= p.day <= self.last]
        if not seen:
            return []
        length = seen[-1] - seen[0]
        return [seen[0] + length * part for part in ALONG]

    def _put(self, places: list[QRectF], text: str, colour: str) -> None:
        place = self.labels.put(places)
        if place is not None:
            self._text(place.left(), place.top(), text, colour)

    def _chosen(self, row: Row) -> None:
        """A line down, a ring where something was measured, and the words in a box above."""
        x = self.x(row.day)
        self._pen(self.t.ink, 1)
        self.painter.drawLine(QLineF(x, self.room.top(), x, self.room.bottom()))
        if row.value is not None:
            self._dot(QPointF(x, self.y(row.value)), self.t.primary)
        edge = self.px(theme.SPACE)
        text = self._elided(self.plot.words_at(row), self.room.width() - 4 * edge)
        box = QRectF(0, 0, self._wide(text) + 4 * edge, self.line + 2 * edge)
        left = min(max(x - box.width() / 2, self.room.left()), self.room.right() - box.width())
        box.moveTo(left, self.room.top())
        self.painter.setBrush(QColor(self.t.card))
        self._pen(self.t.primary, 1)
        self.painter.drawRoundedRect(box, 2 * edge, 2 * edge)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self._text(box.left() + 2 * edge, box.top() + edge, text, self.t.ink)

    def _dot(self, at: QPointF, colour: str) -> None:
        self._pen(self.t.card, THIN_LINE)
        self.painter.setBrush(QColor(colour))
        self.painter.drawEllipse(at, self.px(DOT), self.px(DOT))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _way(self, points: tuple[Point, ...]) -> list[QPointF]:
        return [QPointF(self.x(p.day), self.y(p.value)) for p in points]

    def _wide(self, text: str) -> float:
        return self.metrics.horizontalAdvance(text)

    def _elided(self, text: str, most: float) -> str:
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)

    def _text(self, left: float, top: float, text: str, colour: str) -> None:
        self.painter.setPen(QColor(colour))
        self.painter.drawText(QPointF(left, top + self.metrics.ascent()), text)

    def _pen(self, colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        self.painter.setPen(QPen(QColor(colour), self.px(width), style))
