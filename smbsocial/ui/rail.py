"""The rail at the left: the business, where one can go, and who is at work."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from smbsocial.domain.plan import Plan
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import NavButton
from smbsocial.ui.widgets.labels import ElidedLabel, chip

translate = QCoreApplication.translate

ICON = 20


class Rail(QFrame):
    """Shows where one is and says where one wants to go, by the page's key."""

    wanted = Signal(str)

    def __init__(self, icons: Path) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(theme.RAIL_WIDTH)
        self.setAccessibleName(translate("Rail", "Pages"))
        self._icons = icons
        self._layout = QVBoxLayout(self)
        side = theme.GAP
        self._layout.setContentsMargins(side, theme.PAGE_MARGIN - theme.SPACE, side, side)
        self._layout.setSpacing(theme.SPACE // 2)
        self._name = ElidedLabel("", "section")
        self._sub = ElidedLabel("", "small")
        for words in (self._name, self._sub):
            words.setContentsMargins(theme.SPACE * 2, 0, 0, 0)
            self._layout.addWidget(words)
        self._layout.addSpacing(theme.GAP)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._files: dict[str, str] = {}
        self._badge = chip("", tone="primary")
        self._layout.addStretch(1)

    def add_page(self, key: str, text: str, icon: str) -> None:
        """Offer a page below the others."""
        made = NavButton(text, name=f"nav_{key}")
        made.setIconSize(QSize(ICON, ICON))
        made.clicked.connect(lambda _checked=False, key=key: self.wanted.emit(key))
        self._group.addButton(made)
        self._buttons[key] = made
        self._files[key] = icon
        self._layout.insertWidget(self._layout.count() - 1, made)

    def show_business(self, name: str, sub: str) -> None:
        """Whose data this is, and how far the plan has come."""
        self._name.show_text(name)
        self._sub.show_text(sub)

    def show_page(self, key: str) -> None:
        """Mark where one is."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
        self.tint()

    def show_badge(self, key: str, count: int) -> None:
        """A number beside a page: what waits there."""
        button = self._buttons[key]
        if button.layout() is None:
            holder = QHBoxLayout(button)
            holder.setContentsMargins(0, 0, theme.SPACE * 2, 0)
            holder.addStretch(1)
            holder.addWidget(self._badge)
        self._badge.show_text(str(count))
        self._badge.setVisible(count > 0)
        waits = translate("Rail", "%n task(s) wait today", "", count)
        button.setAccessibleDescription(waits if count else "")

    def tint(self) -> None:
        """Draw the icons in the colours of the theme."""
        colours = theme.current()
        for key, button in self._buttons.items():
            colour = colours.primary if button.isChecked() else colours.ink
            path = self._icons / f"{self._files[key]}.svg"
            button.setIcon(theme.icon(path, colour, ICON))


def plan_words(plan: Plan | None, coming: Plan | None, today: date) -> str:
    """How far the plan has come, or when the next one begins."""
    if plan is not None:
        return translate("Rail", "Week {week} of {weeks}").format(
            week=formats.number((today - plan.starts).days // 7 + 1),
            weeks=formats.number(plan.weeks),
        )
    if coming is not None:
        return translate("Rail", "Starts {day}").format(day=formats.day_plain(coming.starts))
    return translate("Rail", "no plan this week")
