"""What the register knows of one account, with the ways to change it and to take it out."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from smbsocial.domain.accounts import Belongs, SecondFactor
from smbsocial.domain.days import local_day
from smbsocial.domain.ids import PersonId
from smbsocial.ui import theme
from smbsocial.ui.accounts import words
from smbsocial.ui.accounts.uses import person_words
from smbsocial.ui.text import accounts as texts
from smbsocial.ui.text import formats, names
from smbsocial.ui.widgets.buttons import FoldButton, button
from smbsocial.ui.widgets.cards import Card, Flow, clear
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.usecases.register_sheets import AccountSheet

translate = QCoreApplication.translate


class AboutCard(Card):
    """Facts in two columns; what nobody said is left out."""

    edit_wanted = Signal()
    remove_wanted = Signal()
    prove_wanted = Signal()

    def __init__(self, icons: Path) -> None:
        super().__init__(name="about_card")
        self._shown = ""
        self.add(label(translate("Accounts", "What we know of it"), "section"))
        self._grid = _two_columns()
        self.body.addLayout(self._grid)
        self._fold = FoldButton("", icons, name="password_changes")
        part = QWidget()
        self._changes = _two_columns(part)
        self._changes.setContentsMargins(0, 0, 0, 0)
        self._fold.folds(part, unfolded=False)
        self._history = QWidget()
        history = QVBoxLayout(self._history)
        history.setContentsMargins(0, 0, 0, 0)
        history.setSpacing(theme.SPACE)
        history.addWidget(self._fold)
        history.addWidget(part)
        self.add(self._history)
        self._prove = button(
            translate("Accounts", "Prove that you get in…"), self.prove_wanted.emit, name="prove"
        )
        self.add(
            Flow(
                button(translate("Accounts", "Change…"), self.edit_wanted.emit, name="edit"),
                self._prove,
                button(translate("Accounts", "Remove…"), self.remove_wanted.emit, name="remove"),
            )
        )

    def show_sheet(self, sheet: AccountSheet, zone: str, me: PersonId | None) -> None:
        """Show an account."""
        clear(self._grid)
        self._prove.setVisible(sheet.row.account.exists)
        for at, (title, text) in enumerate(_facts(sheet, zone, me)):
            self._grid.addWidget(label(title, "small"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(text, wrap=True), at, 1)
        if sheet.row.account.id != self._shown:
            self._shown = sheet.row.account.id
            self._fold.setChecked(False)
        self._show_changes(sheet, zone, me)

    def _show_changes(self, sheet: AccountSheet, zone: str, me: PersonId | None) -> None:
        """When the password was changed, and by whom; folded away until somebody asks."""
        clear(self._changes)
        said = translate("Accounts", "New passwords · {count}")
        said = said.format(count=formats.number(len(sheet.changes)))
        self._fold.setText(said)
        self._fold.setAccessibleName(said)
        for at, entry in enumerate(sheet.changes):
            day = formats.day_year(local_day(entry.at, zone))
            who = person_words(entry.person, sheet.people, me)
            self._changes.addWidget(label(day, "small"), at, 0)
            self._changes.addWidget(ElidedLabel(who, "small"), at, 1)
        self._history.setVisible(bool(sheet.changes))


def _two_columns(place: QWidget | None = None) -> QGridLayout:
    """Titles at the left; what is said of them has the room."""
    grid = QGridLayout(place)
    grid.setHorizontalSpacing(theme.GAP)
    grid.setVerticalSpacing(theme.SPACE)
    grid.setColumnStretch(1, 1)
    return grid


def _facts(sheet: AccountSheet, zone: str, me: PersonId | None) -> list[tuple[str, str]]:
    row, said = sheet.row, sheet.row.registration
    proved = formats.day_year(said.proved_on) if said.proved_on else ""
    facts = [
        (translate("Accounts", "Registered to"), _owned(said.email, said.email_of)),
        (translate("Accounts", "Phone"), _owned(said.phone, said.phone_of)),
        (translate("Accounts", "Set up by"), said.registered_by),
        (translate("Accounts", "Second factor"), _factor(sheet)),
        (translate("Accounts", "Full control"), _admins(sheet, me)),
        (translate("Accounts", "Who can get in"), words.access(row, me, sheet.today)),
        (translate("Accounts", "Password"), words.age(row.password_since, zone, sheet.today)),
        (translate("Accounts", "Known by"), words.known_by(sheet, me)),
        (translate("Accounts", "Used for"), said.purpose),
        (translate("Accounts", "You got in on"), proved),
    ]
    return [(title, text) for title, text in facts if text]


def _owned(text: str, whose: Belongs) -> str:
    """An address or number, with whose it is."""
    if whose is Belongs.UNKNOWN:
        return text or translate("Accounts", "not known")
    if not text:
        return texts.belongs(whose)
    said = translate("Accounts", "{text} ({whose})")
    return said.format(text=text, whose=texts.belongs(whose))


def _factor(sheet: AccountSheet) -> str:
    said = sheet.row.registration
    if said.factor in {SecondFactor.UNKNOWN, SecondFactor.NONE, SecondFactor.VAULT}:
        return words.factor(sheet.row)
    both = translate("Accounts", "{kind}: {where}")
    return both.format(kind=texts.second_factor(said.factor), where=words.factor(sheet.row))


def _admins(sheet: AccountSheet, me: PersonId | None) -> str:
    said = sheet.row.registration
    people = [person for person in sheet.people if person.id in said.admins]
    you = translate("Accounts", "You")
    who = [you if person.id == me else names.person(person) for person in people]
    if said.other_admins:
        who.append(said.other_admins)
    return formats.listed(who)
