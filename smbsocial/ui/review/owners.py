"""A review is an owner's: who may hold it, and what is said to others."""

from PySide6.QtCore import QCoreApplication, Signal

from smbsocial.ui import theme
from smbsocial.ui.text import names
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Paper, row
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate


def needs_owner(desk: VaultDesk) -> bool:
    """Whether an owner has to unlock first; without a vault nobody can be told from anybody."""
    return desk.can_open and not desk.is_owner


class LockedOut(Paper):
    """Stands in a review's place while no owner is at work; `unlocked`: one is by now."""

    unlocked = Signal()

    def __init__(self, desk: VaultDesk) -> None:
        super().__init__()
        self._desk = desk
        card = Card(name="owners_only")
        edge = theme.PAGE_MARGIN
        card.body.setContentsMargins(edge, edge, edge, edge)
        self._title = label("", "section", wrap=True, name="owners_title")
        self._text = label("", "muted", wrap=True, name="owners_text")
        verb = translate("Review", "Unlock as owner")
        card.add(self._title)
        card.add(self._text)
        card.add(row(button(verb, self._unlock, primary=True, name="unlock_owner"), None))
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_who(self) -> None:
        """Say why, to whoever is at work."""
        person = self._desk.person
        self._title.setText(owners_title(self._desk))
        if person is None:
            said = translate(
                "Review",
                "The vault is locked. Every word said so far is kept; the review goes on where it"
                " was once an owner has unlocked.",
            )
        else:
            said = staff_words(self._desk)
        self._text.setText(said)

    def _unlock(self) -> None:
        self._desk.with_unlocked(self.unlocked.emit, owner=True)


def owners_title(desk: VaultDesk) -> str:
    """That it waits for an owner."""
    if desk.person is None:
        return translate("Review", "The review waits for its owner")
    return translate("Review", "The review is the owner’s")


def staff_words(desk: VaultDesk) -> str:
    """What somebody who is no owner may do."""
    person = desk.person
    text = translate(
        "Review",
        "{name}, an owner opens it with their passphrase. You present on its first page, “What"
        " came”: what went well, what did not, what you would do next. Until then the results show"
        " you every figure that the review begins with.",
    )
    return text.format(name=names.person(person) if person is not None else "")
