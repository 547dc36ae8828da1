"""The button that lets reminders wait: an hour, tomorrow, next week."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from smbsocial.domain.reminders import Snooze
from smbsocial.ui.text import reminders as words
from smbsocial.ui.widgets.buttons import PushButton, button

translate = QCoreApplication.translate


def later_button(wanted: Callable[[Snooze], object], *, name: str, about: str = "") -> PushButton:
    """A button with a menu; `about` says to a reader what is to wait."""
    text = translate("Reminders", "Later")
    made = button(text, name=name)
    menu = QMenu(made)
    for wait in Snooze:
        entry = menu.addAction(words.snooze(wait))
        entry.setObjectName(f"{name}_{wait.value}")
        entry.triggered.connect(lambda _checked=False, wait=wait: wanted(wait))
    made.setMenu(menu)
    said = translate("Reminders", "Later: {title}").format(title=about) if about else text
    made.setAccessibleName(said)
    return made
