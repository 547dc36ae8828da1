"""Text on the screen: labels by meaning, chips, and text that gives way when room is short."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

W = TypeVar("W", bound=QWidget)


def label(text: str, kind: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label of a kind: hero, title, section, strong, muted, small, error, number, or plain."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if name:
        made.setObjectName(name)
    return made


def chip(text: str, *, pillar: int = 0, tone: str = "") -> "ElidedLabel":
    """A small tag; `pillar` 1 to 6 or `tone` (good, caution, trouble, primary) gives its colour."""
    made = ElidedLabel(text)
    made.setProperty("chip", True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    if pillar:
        made.setProperty("pillar", str((pillar - 1) % 6 + 1))
    if tone:
        made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def beside(sign: QLabel, *words: W) -> tuple[W, ...]:
    """Words on one line with a chip: as high as it is, so that they stand in its middle."""
    sign.ensurePolished()
    for each in words:
        each.setMinimumHeight(sign.sizeHint().height())
    return words


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis when there is no room, and says all in its tooltip."""

    def __init__(self, text: str, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setProperty("kind", kind)
        self._full = ""
        self.show_text(text)

    @property
    def full_text(self) -> str:
        """The text without ellipsis."""
        return self._full

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._full = text.replace("\n", " ")
        self.setAccessibleName(self._full)
        self.updateGeometry()
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self._elide()
        else:
            self.setText(self._full)  # measured when it gets its place

    @override
    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        shown = super().sizeHint()
        return QSize(shown.width() + self._hidden() + 1, shown.height())

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for a few letters is enough."""
        metrics, shown = self.fontMetrics(), super().sizeHint()
        edges = max(0, shown.width() - metrics.horizontalAdvance(self.text()))
        least = metrics.averageCharWidth() * 6 + edges
        whole = shown.width() + self._hidden() + 1
        return QSize(min(least, whole), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide anew."""
        super().resizeEvent(event)
        self._elide()

    def _hidden(self) -> int:
        """How much wider the whole text is than what is shown of it."""
        if self.text() == self._full:
            return 0
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(self._full) - metrics.horizontalAdvance(self.text())

    def _elide(self) -> None:
        own = super().sizeHint().width()  # padding and border of the style sheet count
        shown, metrics = self._full, self.fontMetrics()
        if self.width() <= own + self._hidden():
            room = self.width() - max(0, own - metrics.horizontalAdvance(self.text()))
            shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
        tip = self._full if shown != self._full else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
