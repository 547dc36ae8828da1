"""The list of what leaving a platform asks for: in the review, and after it until all is done."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import leaving_platform as words
from smbsocial.ui.widgets.buttons import button, link
from smbsocial.ui.widgets.cards import Flow, clear, row
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.usecases.changes import Action
from smbsocial.usecases.reviewing.platforms import (
    Farewell,
    FarewellLine,
    Kept,
    Leaving,
    all_leavings,
    tick_farewell,
)

translate = QCoreApplication.translate

TWO_WAYS = frozenset({Farewell.NAME, Farewell.RECORD})


class LeavingList(QWidget):
    """Ticks, each kept at once. `page_wanted`: where an account or its record is looked after."""

    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, leaving: Leaving) -> None:
        super().__init__()
        self._bridge = bridge
        self.setObjectName(f"leaving-{leaving.platform}")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE)
        self.show_leaving(leaving)

    def show_leaving(self, leaving: Leaving) -> None:
        """Draw the lines."""
        self._leaving = leaving
        clear(self._column)
        head = label(words.title(leaving), "strong", wrap=True)
        self._column.addWidget(head)
        self._column.addWidget(label(words.how_far(leaving), "small", name="how_far"))
        for each in leaving.lines:
            self._column.addWidget(self._line(each))

    def _line(self, each: FarewellLine) -> QWidget:
        name = f"farewell-{self._leaving.platform}-{each.step.value}"
        if each.step not in TWO_WAYS:
            tick = _Tick(words.step(each.step), name)
            tick.box.setChecked(each.done_at is not None)
            tick.box.clicked.connect(lambda ticked: self._tick(each.step, None, done=ticked))
            return tick
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(label(words.step(each.step), wrap=True))
        boxes: list[QWidget] = []
        for kept in Kept:
            box = TickBox(words.choice(each.step, kept))
            box.setProperty("reads", True)  # the list goes on when its review is closed
            box.setObjectName(f"{name}-{kept.value}")
            box.setAccessibleDescription(words.step(each.step))
            box.setChecked(each.kept is kept)
            box.clicked.connect(lambda ticked, kept=kept: self._tick(each.step, kept, done=ticked))
            boxes.append(box)
        there = translate("Review", "Open the account…")
        opens = link(there, partial(self.page_wanted.emit, "accounts"), name=f"{name}-open")
        opens.setMinimumHeight(level(*boxes))
        column.addWidget(Flow(*boxes, opens, spacing=theme.GAP))
        return block

    def _tick(self, step: Farewell, kept: Kept | None, *, done: bool) -> None:
        platform = self._leaving.platform
        action = Action.SAY_IN_REVIEW
        if not self._bridge.attempt(action, tick_farewell, platform, step, done, kept):
            self.show_leaving(self._leaving)


def level(*boxes: QWidget) -> int:
    """The height of a line of boxes, for words beside them."""
    for each in boxes:
        each.ensurePolished()
    return max(each.sizeHint().height() for each in boxes)


class _Tick(QWidget):
    """A box whose words may take several lines."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.box = TickBox()
        self.box.setProperty("reads", True)
        self.box.setObjectName(name)
        self.box.setAccessibleName(text)
        words = label(text, wrap=True)
        words.setBuddy(self.box)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)  # the box has its own beside it
        line.addWidget(self.box)
        line.addWidget(words, 1)


class LeavingForm(Form):
    """The list by itself, for after the review; every tick is kept as it is made."""

    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, leaving: Leaving, parent: QWidget | None) -> None:
        super().__init__(words.title(leaving), parent)
        self._bridge, self._platform = bridge, leaving.platform
        self._list = LeavingList(bridge, leaving)
        self._list.page_wanted.connect(self._go)
        self.body.addWidget(self._list)
        bridge.changed.connect(self._heard)
        done = button(
            translate("Review", "Close the list"), self.accept, primary=True, name="confirm"
        )
        self.foot.addWidget(row(None, done))

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Every tick is kept by itself: what goes wrong stands in the message bar."""

    def _go(self, target: str) -> None:
        self.close()
        self.page_wanted.emit(target)

    def _heard(self) -> None:
        found = self._bridge.read(all_leavings)
        own = next((each for each in found if each.platform == self._platform), None)
        if own is None:
            self.close()  # it is not being left any more
        else:
            self._list.show_leaving(own)
