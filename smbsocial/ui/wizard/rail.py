"""The wizard's rail: ten steps with their ticks, and how long it still takes."""

from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.answers import Page
from smbsocial.ui import theme
from smbsocial.ui.text import formats, names
from smbsocial.ui.widgets.buttons import NavButton, button
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

HALF_MINUTES: dict[Page, int] = {
    Page.BUSINESS: 2,
    Page.GOALS: 3,
    Page.NUMBERS: 3,
    Page.INVESTMENT: 4,
    Page.MEASURE: 1,
    Page.PLATFORMS: 1,
    Page.COMMUNITIES: 2,
    Page.RHYTHM: 2,
    Page.ACCOUNTS: 1,
    Page.PEOPLE: 1,
}
"""How long a page takes, in half minutes: ten minutes in all."""
ICON_SIZE = 20


class Rail(QFrame):
    """Which steps are done, where one is, and the way to those that were reached."""

    step_wanted = Signal(object)  # domain.answers.Page
    leave_wanted = Signal()

    def __init__(self, icons: Path) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(theme.RAIL_WIDTH)
        self._icons = icons
        self._shown: tuple[Page | None, AbstractSet[Page]] = (None, frozenset())
        self._buttons: dict[Page, QPushButton] = {}
        self._left = label("", "small", wrap=True, name="minutes_left")
        layout = QVBoxLayout(self)
        edge = theme.GAP
        layout.setContentsMargins(edge, edge + theme.SPACE, edge, edge)
        head = QVBoxLayout()
        head.setContentsMargins(edge - theme.SPACE // 2, 0, 0, 0)
        head.setSpacing(theme.SPACE)
        head.addWidget(label(translate("Wizard", "Set up"), "section"))
        head.addWidget(self._left)
        layout.addLayout(head)
        layout.addWidget(self._steps())
        layout.addStretch(1)
        leave = translate("Wizard", "Continue later")
        layout.addWidget(button(leave, self.leave_wanted.emit, flat=True, name="leave"))

    def show_steps(self, current: Page | None, done: AbstractSet[Page]) -> None:
        """Tick what is done; steps up to the first that is not can be opened."""
        self._shown = (current, done)
        reached = next((page for page in Page if page not in done), Page.PEOPLE)
        order = list(Page)
        for page, step in self._buttons.items():
            step.setChecked(page is current)
            near = order.index(page) <= order.index(reached)
            step.setEnabled(page in done or near or page is current)
            self._tick(step, page, ticked=page in done, here=page is current)
        halves = sum(HALF_MINUTES[page] for page in Page if page not in done)
        if halves:
            text = translate("Wizard", "about {minutes} left · saved as you go")
            self._left.setText(text.format(minutes=formats.minutes(-(-halves // 2))))
        else:
            self._left.setText(translate("Wizard", "everything answered · saved as you go"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Draw the signs anew in the colours of another scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.show_steps(*self._shown)

    def step(self, page: Page) -> QPushButton:
        """The button of a step."""
        return self._buttons[page]

    def _steps(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        for page in Page:
            made = NavButton(names.page(page), name=f"step_{page.value}")
            made.setAutoExclusive(False)
            made.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
            made.clicked.connect(partial(self._pressed, page))
            self._buttons[page] = made
            column.addWidget(made)
        return holder

    def _pressed(self, page: Page, _checked: bool = False) -> None:
        self._buttons[page].setChecked(not self._buttons[page].isChecked())
        self.step_wanted.emit(page)

    def _tick(self, step: QPushButton, page: Page, *, ticked: bool, here: bool) -> None:
        t = theme.current()
        colour = t.primary if ticked or here else t.muted
        sign = "circle-done.svg" if ticked else "circle.svg"
        step.setIcon(theme.icon(self._icons / sign, colour, ICON_SIZE))
        if ticked:
            spoken = translate("Wizard", "{step}, done").format(step=names.page(page))
        elif here:
            spoken = translate("Wizard", "{step}, you are here").format(step=names.page(page))
        else:
            spoken = names.page(page)
        step.setAccessibleName(spoken)
