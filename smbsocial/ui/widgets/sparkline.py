"""A small line of what was counted: apart from the charts, because This week opens with it."""

from decimal import Decimal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from smbsocial.ui import theme

HEIGHT = 28
LINE = 2.5


class Sparkline(QWidget):
    """A small line of what was counted, the target dashed; the words beside it say the numbers."""

    def __init__(self, values: tuple[Decimal, ...], target: Decimal | None = None) -> None:
        super().__init__()
        self._values = values
        self._target = target
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The line from left to right, in right-to-left languages from right to left."""
        if len(self._values) < 2:
            return
        t = theme.current()
        ends = [*self._values, *([self._target] if self._target is not None else [])]
        low, high = float(min(ends)), float(max(ends))
        room = QRectF(self.rect()).adjusted(2, 3, -2, -3)
        span = high - low or 1.0

        def y(value: Decimal) -> float:
            return room.bottom() - (float(value) - low) / span * room.height()

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.setTransform(QTransform(-1, 0, 0, 1, self.width(), 0), combine=True)
        if self._target is not None:
            painter.setPen(QPen(QColor(t.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(room.left(), y(self._target), room.right(), y(self._target)))
        step = room.width() / (len(self._values) - 1)
        line = [QPointF(room.left() + n * step, y(value)) for n, value in enumerate(self._values)]
        painter.setPen(QPen(QColor(t.primary), LINE))
        painter.drawPolyline(QPolygonF(line))
        painter.end()
