"""A ring for a chance; lines over days are drawn by `plot_painting`."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.ui import theme

GAUGE_SIZE = 60
GAUGE_WIDTH = 9


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
