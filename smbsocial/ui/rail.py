"""The rail at the left: the business, where one can go, and who is at work."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from smbsocial.domain.business import Person
from smbsocial.domain.plan import Plan
from smbsocial.ui import theme
from smbsocial.ui.text import formats, names
from smbsocial.ui.widgets.buttons import NavButton, button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.labels import ElidedLabel, chip

translate = QCoreApplication.translate

ICON = 20
WHO_WIDTH = theme.SPACE * 24


class Rail(QFrame):
    """Shows where one is and says where one wants to go, by the page's key."""

    wanted = Signal(str)
    lock_wanted = Signal()
    unlock_wanted = Signal()

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
        self._badges: dict[str, ElidedLabel] = {}
        self._layout.addStretch(1)
        self._layout.addWidget(self._at_work())

    def add_page(self, key: str, text: str, icon: str) -> None:
        """Offer a page below the others."""
        made = NavButton(text, name=f"nav_{key}")
        made.setIconSize(QSize(ICON, ICON))
        made.clicked.connect(lambda _checked=False, key=key: self.wanted.emit(key))
        self._group.addButton(made)
        self._buttons[key] = made
        self._files[key] = icon
        self._layout.insertWidget(self._layout.count() - 2, made)

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
        waits = translate("Rail", "%n task(s) wait today", "", count)
        self._put_badge(key, str(count) if count else "", waits, "primary")

    def show_waiting(self, key: str, count: int) -> None:
        """A number beside a page: how many reminders wait there."""
        waits = translate("Rail", "%n reminder(s) wait", "", count)
        self._put_badge(key, str(count) if count else "", waits, "primary")

    def show_alarm(self, key: str, words: str) -> None:
        """A sign beside a page that needs the owner, and why; none when it needs nobody."""
        self._put_badge(key, "!" if words else "", words, "alarm")

    def show_at_work(self, person: Person | None, *, can_open: bool) -> None:
        """Who has unlocked the vault, with the way to lock it; or the way to unlock it.

        The keyboard goes from what is pressed to what stands in its place.
        """
        if person is not None:
            self._name_who(names.person(person))
            offered = [self._who, self._lock]
        else:
            offered = [self._unlock] if can_open else []
        gone = [each for each in (self._who, self._lock, self._unlock) if each not in offered]
        for each in offered:
            each.show()
        if offered and self.window().focusWidget() in gone:  # also behind a form that closes
            offered[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        for each in gone:
            each.hide()

    def _name_who(self, name: str) -> None:
        metrics = self._who.fontMetrics()
        self._who.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, WHO_WIDTH))
        words = translate("Rail", "{person} is at work. Press to switch person.")
        self._who.setToolTip(words.format(person=name))
        self._who.setAccessibleName(name)
        self._who.setAccessibleDescription(translate("Rail", "Press to switch person."))

    def _at_work(self) -> QWidget:
        self._who = button("", self.unlock_wanted.emit, name="switch_person")
        self._who.setProperty("chip", True)
        self._who.setProperty("tone", "good")
        self._lock = button(
            translate("Rail", "Lock"), self.lock_wanted.emit, flat=True, name="lock"
        )
        self._unlock = button(
            translate("Rail", "Unlock the vault"), self.unlock_wanted.emit, flat=True, name="unlock"
        )
        for widget in (self._who, self._lock, self._unlock):
            widget.hide()
        return row(self._who, self._lock, self._unlock, None)

    def _put_badge(self, key: str, text: str, words: str, tone: str) -> None:
        made = self._buttons[key]
        if key not in self._badges:
            self._badges[key] = chip("", tone=tone)
            holder = QHBoxLayout(made)
            holder.setContentsMargins(0, 0, theme.SPACE * 2, 0)
            holder.addStretch(1)
            holder.addWidget(self._badges[key])
        self._badges[key].show_text(text)
        self._badges[key].setVisible(bool(text))
        made.setAccessibleDescription(words if text else "")

    def tint(self) -> None:
        """Draw the icons in the colours of the theme."""
        colours = theme.current()
        for key, made in self._buttons.items():
            colour = colours.primary if made.isChecked() else colours.ink
            path = self._icons / f"{self._files[key]}.svg"
            made.setIcon(theme.icon(path, colour, ICON))


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
