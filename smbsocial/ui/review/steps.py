"""The review's rail: its steps with their ticks, how long it still takes, and the way out."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.review import ReviewPage
from smbsocial.ui import theme
from smbsocial.ui.text import review as words
from smbsocial.ui.widgets.buttons import NavButton, PushButton, button
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

ICON_SIZE = 20
RAIL_WIDTH = theme.RAIL_WIDTH + theme.PAGE_MARGIN
"""A name of a review takes more room than that of a page."""


class Steps(QFrame):
    """Any step can be gone to at any time; a tick says that somebody went on from it."""

    step_wanted = Signal(object)  # domain.review.ReviewPage
    print_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, icons: Path, pages: Sequence[ReviewPage]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(RAIL_WIDTH)
        self._icons = icons
        self._pages = tuple(pages)
        self._shown: tuple[ReviewPage | None, AbstractSet[ReviewPage], bool] = (
            None,
            frozenset(),
            False,
        )
        self._buttons: dict[ReviewPage, QPushButton] = {}
        self._name = label("", "section", wrap=True, name="review_name")
        self._left = label("", "small", wrap=True, name="minutes_left")
        self._leave = button("", self.leave_wanted.emit, flat=True, name="leave")
        self._build()

    def show_name(self, name: str) -> None:
        """What the review is called."""
        self._name.setText(name)

    def show_steps(
        self, current: ReviewPage | None, seen: AbstractSet[ReviewPage], *, closed: bool
    ) -> None:
        """Tick what was seen; `closed`: there is nothing left to do in it."""
        self._shown = (current, seen, closed)
        for page, step in self._buttons.items():
            step.setChecked(page is current)
            self._tick(step, page, ticked=closed or page in seen, here=page is current)
        left = sum(words.MINUTES[page] for page in self._pages if page not in seen)
        closed_words = translate("Review", "closed, can be read and printed")
        self._left.setText(closed_words if closed else words.minutes_left(left))
        later = translate("Review", "Leave and go on later")
        back = translate("Review", "Back to the reviews")
        self._leave.setText(back if closed else later)
        self._leave.setAccessibleName(self._leave.text())

    def step(self, page: ReviewPage) -> QPushButton:
        """The button of a step."""
        return self._buttons[page]

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Draw the signs anew in the colours of another scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            current, seen, closed = self._shown
            self.show_steps(current, seen, closed=closed)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        edge = theme.GAP
        layout.setContentsMargins(edge, edge + theme.SPACE, edge, edge)
        head = QVBoxLayout()
        head.setContentsMargins(edge - theme.SPACE // 2, 0, 0, 0)
        head.setSpacing(theme.SPACE)
        head.addWidget(self._name)
        head.addWidget(self._left)
        layout.addLayout(head)
        layout.addWidget(self._steps())
        layout.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(edge // 2, 0, 0, 0)
        foot.addWidget(self._print_button(), 0, Qt.AlignmentFlag.AlignLeading)
        foot.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addLayout(foot)

    def _print_button(self) -> PushButton:
        text = translate("Review", "Print the whole review")
        return button(text, self.print_wanted.emit, flat=True, name="print_whole")

    def _steps(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        for page in self._pages:
            made = NavButton(words.step(page), name=f"step_{page.value}")
            made.setAutoExclusive(False)
            made.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
            made.clicked.connect(partial(self._pressed, page))
            self._buttons[page] = made
            column.addWidget(made)
        return holder

    def _pressed(self, page: ReviewPage, _checked: bool = False) -> None:
        self._buttons[page].setChecked(not self._buttons[page].isChecked())
        self.step_wanted.emit(page)

    def _tick(self, step: QPushButton, page: ReviewPage, *, ticked: bool, here: bool) -> None:
        t = theme.current()
        colour = t.primary if ticked or here else t.muted
        sign = "circle-done.svg" if ticked else "circle.svg"
        step.setIcon(theme.icon(self._icons / sign, colour, ICON_SIZE))
        name = words.step(page)
        if here:
            spoken = translate("Review", "{step}, you are here").format(step=name)
        elif ticked:
            spoken = translate("Review", "{step}, seen").format(step=name)
        else:
            spoken = name
        step.setAccessibleName(spoken)
