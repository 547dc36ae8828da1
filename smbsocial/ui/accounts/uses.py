"""Who used an account last: when, who, and what."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout

from smbsocial.domain.access_log import LogEntry
from smbsocial.domain.business import Person
from smbsocial.domain.ids import PersonId
from smbsocial.ui import theme
from smbsocial.ui.accounts import words
from smbsocial.ui.text import access_log, names
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, clear, line
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.usecases.register_sheets import AccountSheet

translate = QCoreApplication.translate

MOST = 5
"""Entries that stand here; the log has them all."""


class UsesCard(Card):
    """The last entries of the access log on one account."""

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="uses_card")
        self.add(label(translate("Accounts", "Who used it"), "section"))
        self._nobody = label("", "muted", wrap=True, name="nobody_used")
        self.add(self._nobody)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.SPACE + 2)
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)
        self._all = button(
            translate("Accounts", "All uses…"), self.all_wanted.emit, flat=True, name="all_uses"
        )
        self.add(self._all)

    def show_sheet(self, sheet: AccountSheet, zone: str, me: PersonId | None) -> None:
        """Show an account's last uses; `me` is called You."""
        clear(self._grid)
        self._nobody.setText(
            translate("Accounts", "Nobody yet. Each use will stand here before it happens.")
        )
        self._nobody.setVisible(not sheet.log)
        for at, entry in enumerate(sheet.log[:MOST]):
            when = label(words.moment(entry.at, zone, sheet.today), "small")
            who = ElidedLabel(person_words(entry.person, sheet.people, me), "small")
            what = ElidedLabel(entry_words(entry, sheet.people, me), "small")
            for column, widget in enumerate((when, who, what)):
                self._grid.addWidget(widget, 2 * at, column)
            if at + 1 < min(MOST, len(sheet.log)):
                self._grid.addWidget(line(), 2 * at + 1, 0, 1, 3)


def person_words(id: str, people: tuple[Person, ...], me: PersonId | None) -> str:
    """Who it was; "" did it by itself."""
    if not id:
        return translate("Accounts", "The app")
    if id == me:
        return translate("Accounts", "You")
    person = next((each for each in people if each.id == id), None)
    return names.person(person) if person else translate("Accounts", "Somebody removed")


def entry_words(entry: LogEntry, people: tuple[Person, ...], me: PersonId | None) -> str:
    """What it was, with the name of the person whom it concerned."""
    about = ""
    if entry.about:
        person = next((each for each in people if each.id == entry.about), None)
        about = names.person(person) if person else ""
        if entry.about == me:
            about = translate("Accounts", "you")
    return access_log.use(entry, about)
