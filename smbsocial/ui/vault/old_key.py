"""An old key waits for the passphrase of an owner whose login opens the vault: it is asked for."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.business import Person
from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats, names
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.passphrases import PROOF_CODES
from smbsocial.ui.vault.secret_fields import SecretField
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault.old_devices import passphrase_is_due, take_newest_device

translate = QCoreApplication.translate


class OldKeyNote(QWidget):
    """A line with a button; it is there only while the owner at work is to type something.

    With `around`, the room about it, it goes across a page; else it is part of a card.
    """

    def __init__(self, desk: VaultDesk, bridge: Bridge, around: QMargins | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._bridge = bridge
        says = label(why_words(), wrap=True, name="old_key_note")
        asks = button(translate("OldKey", "Type my passphrase…"), self._ask, name="type_passphrase")
        column = QVBoxLayout(self)
        column.setContentsMargins(around or QMargins())
        if around is None:
            column.setSpacing(theme.SPACE * 2)
            column.addWidget(says)
            column.addWidget(row(asks, None))
        else:
            card = Card("quiet")
            across = QHBoxLayout()
            across.setSpacing(theme.GAP)
            across.addWidget(says, 1)
            across.addWidget(asks)
            card.body.addLayout(across)
            column.addWidget(card)
        desk.changed.connect(self.refresh)
        bridge.changed.connect(self._heard)
        if not self._is_due():
            self.hide()  # else it comes with its place: shown now, it would be a window of its own

    def refresh(self) -> None:
        """Show it or not."""
        self.setVisible(self._is_due())

    def _heard(self, _changed: object) -> None:
        self.refresh()

    def _is_due(self) -> bool:
        opened = self._desk.opened
        if opened is None:
            return False
        return self._bridge.read(lambda reads, _ports: passphrase_is_due(reads, opened.person))

    def _ask(self) -> None:
        OldKeyForm(self._desk, self._bridge, self.window()).open()


class OldKeyForm(SecretForm):
    """Takes the passphrase; what comes of it is told."""

    def __init__(self, desk: VaultDesk, bridge: Bridge, parent: QWidget | None) -> None:
        super().__init__(translate("OldKey", "Type my passphrase"), desk, parent)
        self._bridge = bridge
        self.body.addWidget(label(why_words(), "muted", wrap=True))
        self._passphrase = SecretField(translate("OldKey", "Your passphrase"), name="passphrase")
        self.body.addWidget(self._passphrase)
        verb = translate("OldKey", "Let the old key go")
        self.close_with(verb).clicked.connect(self._confirm)
        self._passphrase.edit.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """A wrong passphrase and a pause stand at the field."""
        if error.code in PROOF_CODES:
            self._passphrase.refuse(error)
        else:
            self.show_trouble(error)

    def _confirm(self) -> None:
        typed = self._passphrase.given()
        if typed is None:
            self.fit()
            return
        self.run(lambda vault: take_newest_device(vault, typed), self._done)

    def _done(self, others: Sequence[Person]) -> None:
        self._bridge.told.emit(done_words(others), False)
        self.accept()


def why_words() -> str:
    """Why the passphrase is asked for although the vault opens without it."""
    return translate(
        "OldKey",
        "Please type your passphrase once: until then this computer keeps an old key, with which a"
        " former passphrase still opens an old copy of the data.",
    )


def done_words(others: Sequence[Person]) -> str:
    """That the old key goes, or who keeps it still."""
    if not others:
        return translate("OldKey", "Nobody needs the old key any more: it goes.")
    words = translate(
        "OldKey",
        "Done. The old key goes once these people have typed their passphrase, too: {people}.",
    )
    return words.format(people=formats.listed([names.person(each) for each in others]))
