"""What came back for one of the currency as a bar: its range, its likely value, break-even."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from smbsocial.domain.ranges import Range
from smbsocial.domain.roi.proposal import BREAK_EVEN
from smbsocial.ui import theme

LEAST_TOP, MOST_TOP = Decimal(2), Decimal(6)
"""The scale reaches at least so far, and further than the other only for likely values; a range
that goes beyond ends at its edge."""
THICK = theme.SPACE + 2
DOT = theme.SPACE * 3
MARK = theme.SPACE * 3
"""How far the dashed line of break-even reaches above the bar, and below it."""
LEAST_WIDTH = theme.SPACE * 44
HALF = 0.5
DASH = (2.0, 2.0)


def scale_of(ranges: list[Range]) -> Decimal:
    """Up to where one scale for all bars reaches: each likely value has its place on it."""
    top = max((each.high for each in ranges), default=LEAST_TOP) * Decimal("1.1")
    likely = max((each.typical for each in ranges), default=LEAST_TOP) * Decimal("1.25")
    return min(max(MOST_TOP, likely), max(LEAST_TOP, top))


class ReturnBar(QWidget):
    """One bar; `tone` good, caution, trouble or "" where nothing is proposed."""

    def __init__(self) -> None:
        super().__init__()
        self._ratio: Range | None = None
        self._top = LEAST_TOP
        self._tone, self._value, self._one = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setObjectName("return_bar")

    @property
    def ratio(self) -> Range | None:
        """What it shows."""
        return self._ratio

    def show_ratio(self, ratio: Range, top: Decimal, tone: str, words: tuple[str, str]) -> None:
        """Show a range on a scale up to `top`; `words`: at its likely value, and at break-even."""
        self._ratio, self._top, self._tone = ratio, top, tone
        self._value, self._one = words
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """A line of words above, the bar, a line of words below."""
        return QSize(LEAST_WIDTH, 2 * self.fontMetrics().height() + DOT + theme.SPACE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """From left to right, in right-to-left languages from right to left."""
        if self._ratio is None:
            return
        t = theme.current()
        strong, tint = {
            "good": (t.good, t.good_tint),
            "caution": (t.caution, t.caution_tint),
            "trouble": (t.trouble, t.trouble_tint),
        }.get(self._tone, (t.muted, t.chip))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if mirrored:
            painter.setTransform(QTransform(-1, 0, 0, 1, self.width(), 0), combine=True)
        middle = self.fontMetrics().height() + DOT / 2
        self._draw_bar(painter, middle, t.track, (strong, tint))
        even = self._at(BREAK_EVEN)
        pen = QPen(QColor(t.caution), 1.5)
        pen.setDashPattern(DASH)
        painter.setPen(pen)
        painter.drawLine(QPointF(even, middle - MARK), QPointF(even, middle + MARK))
        painter.resetTransform()
        font = painter.font()
        font.setPixelSize(round(theme.base_pixels() * theme.SMALL_FACTOR))
        painter.setFont(font)
        painter.setPen(QColor(t.caution))
        self._write(painter, (even, 0.0), self._one, mirrored=mirrored, aside=True)
        painter.setPen(QColor(t.ink))
        low = middle + DOT / 2 + 1
        self._write(painter, (self._at(self._ratio.typical), low), self._value, mirrored=mirrored)
        painter.end()

    def _draw_bar(
        self, painter: QPainter, middle: float, track: str, colours: tuple[str, str]
    ) -> None:
        assert self._ratio is not None  # noqa: S101 - it is painted only with one
        strong, tint = colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(track))
        top = middle - THICK / 2
        whole = QRectF(DOT / 2, top, self.width() - DOT, THICK)
        painter.drawRoundedRect(whole, THICK / 2, THICK / 2)
        low, high = self._at(self._ratio.low), self._at(self._ratio.high)
        half = (THICK + 4) / 2
        likely = QRectF(low, middle - half, max(high - low, 2 * half), 2 * half)
        painter.setBrush(QColor(tint))
        painter.setPen(QPen(QColor(strong), 1))
        painter.drawRoundedRect(likely, half, half)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(strong))
        painter.drawEllipse(QPointF(self._at(self._ratio.typical), middle), DOT * HALF, DOT * HALF)

    def _at(self, value: Decimal) -> float:
        """Where a value lies, counted from the side where reading begins."""
        share = max(0.0, min(1.0, float(value / self._top)))
        return DOT / 2 + share * (self.width() - DOT)

    def _write(
        self,
        painter: QPainter,
        at: tuple[float, float],
        text: str,
        *,
        mirrored: bool,
        aside: bool = False,
    ) -> None:
        """Words in the middle below a place, or behind it; never beyond the edges."""
        wide = painter.fontMetrics().horizontalAdvance(text)
        x = self.width() - at[0] if mirrored else at[0]
        left = x - wide / 2
        if aside:
            left = x - wide - theme.SPACE if mirrored else x + theme.SPACE
        left = max(0.0, min(left, float(self.width() - wide)))
        painter.drawText(QPointF(left, at[1] + painter.fontMetrics().ascent()), text)
