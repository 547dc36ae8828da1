"""A button that copies a secret for a while, and a ring that shows how long a code still holds."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from smbsocial.domain.secret import Secret
from smbsocial.ui import theme
from smbsocial.ui.clipboard import SECONDS, SecretClipboard
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import PushButton

translate = QCoreApplication.translate

RING = theme.SPACE * 6
FULL_CIRCLE = 360 * 16
"""Qt counts angles in sixteenths of a degree, anticlockwise from the right."""
TWELVE_O_CLOCK = 90 * 16


class CopyButton(PushButton):
    """Says `wanted`; whoever has the secret then hands it to `copy`, and it counts down."""

    wanted = Signal()

    def __init__(
        self, clipboard: SecretClipboard, what: str, *, name: str, primary: bool = False
    ) -> None:
        super().__init__(translate("Secret", "Copy"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("primary", primary)
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.clicked.connect(lambda _checked=False: self.wanted.emit())
        self._clipboard = clipboard
        self._copying = False
        self._seconds = 0
        clipboard.left.connect(self._count)

    @override
    def sizeHint(self) -> QSize:
        """As wide as it gets while it counts down: what stands beside it keeps its place."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        counting = [_counting(seconds) for seconds in range(1, SECONDS + 1)]
        widest = max((translate("Secret", "Copy"), *counting), key=metrics.horizontalAdvance)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words = metrics.size(Qt.TextFlag.TextShowMnemonic, widest)
        kind = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(kind, option, words, self)

    def copy(self, secret: Secret[str]) -> None:
        """Copy it, and say for how long it is there."""
        self._copying = True
        self._clipboard.copy(secret)
        self._copying = False

    def _count(self, seconds: int) -> None:
        """The seconds of the one clipboard: ours if we copied, until somebody else does."""
        if self._copying or (self._seconds and seconds < self._seconds):
            self._seconds = seconds
        else:
            self._seconds = 0
        left = _counting(self._seconds)
        self.setText(left if self._seconds else translate("Secret", "Copy"))


def _counting(seconds: int) -> str:
    return translate("Secret", "Copy ({seconds} s)").format(seconds=formats.number(seconds))


class CodeRing(QWidget):
    """How much of a code's time is left: as a ring, and in words for readers."""

    def __init__(self) -> None:
        super().__init__()
        self._left = 0
        self._whole = 1
        self.setFixedSize(QSize(RING, RING))

    def show_left(self, left: int, whole: int) -> None:
        """So many seconds of so many."""
        self._left, self._whole = left, max(whole, 1)
        words = translate("Secret", "Seconds left: {left}").format(left=formats.number(left))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The time left as a slice that grows smaller."""
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(t.track))
        painter.drawEllipse(room)
        painter.setBrush(QColor(t.primary))
        share = round(FULL_CIRCLE * self._left / self._whole)
        painter.drawPie(room, TWELVE_O_CLOCK, share)
        painter.end()
