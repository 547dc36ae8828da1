"""What the background part says, in the language of the screens; loads Qt's translations."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from smbsocial.app.background_keys import ALL, DONE, OPEN
from smbsocial.app.commands.output import with_words
from smbsocial.domain.reminders import Due, Snooze
from smbsocial.exchange.notifications import DEFAULT
from smbsocial.ui.text import reminders as said

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Words:
    """What a notification says: title, body, and its buttons by their keys."""

    title: str
    body: str
    buttons: Mapping[str, str]


class Voice:
    """Keeps the application that Qt's translations belong to."""

    def __init__(self) -> None:
        self._app = with_words()

    def words(self, dues: tuple[Due, ...], *, were_off: bool) -> Words:
        """One notification, however many they are; only one by itself can be done with a click.

        GNOME shows the first three buttons.
        """
        title, body = said.summary(dues, were_off=were_off)
        buttons = {DEFAULT: translate("Reminders", "Open"), OPEN: translate("Reminders", "Open")}
        if len(dues) == 1:
            buttons[DONE] = translate("Reminders", "Done")
        return Words(title, body, buttons | {each.value: said.snooze(each) for each in Snooze})

    def target(self, dues: tuple[Due, ...]) -> str:
        """The screen that a click opens."""
        return said.target(dues[0]) if len(dues) == 1 else ALL
