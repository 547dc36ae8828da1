"""What the background part says, in the language of the screens; loads Qt's translations."""

from PySide6.QtCore import QCoreApplication

from smbsocial.app.commands.output import with_words
from smbsocial.app.spoken import ALL, DONE, Words
from smbsocial.domain.reminders import Due, Snooze
from smbsocial.exchange.notifications import DEFAULT
from smbsocial.ui.text import reminders as said

translate = QCoreApplication.translate


def words(dues: tuple[Due, ...], *, were_off: bool) -> Words:
    """One notification, however many they are; only one by itself can be done with a click.

    The click's own action is a button where the system makes one of it (Xfce); GNOME does not, and
    shows the first three of the others.
    """
    app = with_words()
    title, body = said.summary(dues, were_off=were_off)
    buttons = {DEFAULT: translate("Reminders", "Open")}
    if len(dues) == 1:
        buttons[DONE] = translate("Reminders", "Done")
    buttons |= {each.value: said.snooze(each) for each in Snooze}
    target = said.target(dues[0]) if len(dues) == 1 else ALL
    del app
    return Words(title, body, buttons, target)
