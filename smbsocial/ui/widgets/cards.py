"""Cards, the empty state, and the frame that every page stands in."""

from collections.abc import Callable

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMargins,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate


class Card(QFrame):
    """White, a hairline, round corners; `tone` now, good, caution, trouble or quiet."""

    def __init__(self, tone: str = "", *, name: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setProperty("tone", tone)
        if name:
            self.setObjectName(name)
        self.body = QVBoxLayout(self)
        edge = theme.CARD_PADDING
        self.body.setContentsMargins(edge, edge - theme.SPACE, edge, edge - theme.SPACE)
        self.body.setSpacing(theme.SPACE * 2)

    def set_tone(self, tone: str) -> None:
        """Change the colour of the card."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget below the others."""
        self.body.addWidget(widget)
        return widget


def line() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("line", True)
    return made


def row(*widgets: QWidget | None, spacing: int = theme.SPACE * 2) -> QWidget:
    """Widgets beside each other; None is the stretch between left and right."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return holder


def centred(column: QWidget) -> QHBoxLayout:
    """A column in the middle; where the page is wider than the column may be, margins grow."""
    layout = QHBoxLayout()
    layout.addStretch(1)
    layout.addWidget(column, 1000)
    layout.addStretch(1)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


class _Sheet(QWidget):
    """What scrolls in a paper: as high as its lines are at this width, and no higher."""

    @override
    def minimumSizeHint(self) -> QSize:
        """Only the width: wrapped text would ask for the height of its narrowest form."""
        return QSize(super().minimumSizeHint().width(), 0)


class Paper(QScrollArea):
    """A page that scrolls up and down and never sideways; `body` is its column."""

    def __init__(self, *, margin: int = theme.PAGE_MARGIN) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.paper = _Sheet()
        self.paper.setObjectName("paper")
        self.body = QVBoxLayout(self.paper)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(theme.GAP)
        self.setWidget(self.paper)
        self._taken = 0
        self.verticalScrollBar().rangeChanged.connect(self._stay_as_wide)

    def _stay_as_wide(self, _least: int, most: int) -> None:
        """The bar stands in the margin: what is on the page has the same edges with and without."""
        edge = self.body.contentsMargins()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        outer = (edge.left() if mirrored else edge.right()) + self._taken
        bar = self.verticalScrollBar().sizeHint().width()
        self._taken = bar if most and outer >= 2 * bar else 0
        (edge.setLeft if mirrored else edge.setRight)(outer - self._taken)
        self.body.setContentsMargins(edge)


class EmptyState(Card):
    """Says what will stand here, with the one button that gets it there."""

    def __init__(self, title: str, text: str, verb: str, wanted: Callable[[], object]) -> None:
        super().__init__(name="empty")
        self.add(label(title, "section"))
        self.add(label(text, "muted", wrap=True))
        self.add(button(verb, wanted, primary=True, name="empty_action"))


class FlowLayout(QLayout):
    """Left to right (right to left where the language is), then on to the next line."""

    def __init__(self, parent: QWidget | None = None, spacing: int = theme.SPACE * 2) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._sizes: list[tuple[QLayoutItem, QSize]] = []
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    @override
    def invalidate(self) -> None:
        """Something inside has changed: measure anew when asked."""
        self._heights.clear()
        self._sizes.clear()
        super().invalidate()

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, height = 0, 0, 0
        mirrored = QCoreApplication.instance() is not None and self._right_to_left()
        most = QSize(max(rect.width(), 1), 10_000)
        for item, whole in self._measured():
            size = whole.boundedTo(most)
            if x and x + size.width() > rect.width():
                x, y, height = 0, y + height + self.spacing(), 0
            if move:
                left = rect.right() + 1 - x - size.width() if mirrored else rect.x() + x
                item.setGeometry(QRect(QPoint(left, rect.y() + y), size))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        return y + height

    def _measured(self) -> list[tuple[QLayoutItem, QSize]]:
        """What is to be seen, each with the size it asks for; measured once for all widths."""
        if not self._sizes:
            self._sizes = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        return self._sizes

    def _right_to_left(self) -> bool:
        owner = self.parentWidget()
        return owner is not None and owner.layoutDirection() is Qt.LayoutDirection.RightToLeft


class Flow(QWidget):
    """Widgets that flow onto as many lines as they need."""

    def __init__(self, *widgets: QWidget, spacing: int = theme.SPACE * 2) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, spacing)
        for widget in widgets:
            self._flow.addWidget(widget)

    @override
    def event(self, event: QEvent) -> bool:
        """Ask for the height that the lines need."""
        if event.type() is QEvent.Type.Resize:
            wanted = self._flow.heightForWidth(self.width())
            if self.minimumHeight() != wanted:
                self.setMinimumHeight(wanted)
        return super().event(event)

    def show_widgets(self, *widgets: QWidget) -> None:
        """Show these instead."""
        clear(self._flow)
        for widget in widgets:
            self._flow.addWidget(widget)
            widget.show()
        self.setMinimumHeight(self._flow.heightForWidth(max(self.width(), 1)))
        self.updateGeometry()
