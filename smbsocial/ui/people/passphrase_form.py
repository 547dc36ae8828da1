"""A passphrase for somebody: an owner's opens everything, staff's what they may use."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.domain.business import Person, Role
from smbsocial.domain.errors import ExpectedError
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import names
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.passphrases import (
    PASSPHRASE_CODES,
    NewPassphrase,
    known_names,
)
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault.grants import give_passphrase

translate = QCoreApplication.translate


class PassphraseForm(SecretForm):
    """Five words on offer, or their own: typed twice. `given` once it opens the vault."""

    given = Signal()

    def __init__(
        self, desk: VaultDesk, bridge: Bridge, person: Person, parent: QWidget | None
    ) -> None:
        words = translate("People", "A passphrase for {person}")
        super().__init__(words.format(person=names.person(person)), desk, parent)
        self._person = person
        self._owner = person.role is Role.OWNER
        self.body.addWidget(label(self._about(), "muted", wrap=True))
        self._new = NewPassphrase(desk.vault.making, owner=self._owner, names=known_names(bridge))
        self._new.grew.connect(self.fit)
        self.body.addWidget(self._new)
        verb = translate("People", "Keep this passphrase")
        self.close_with(verb).clicked.connect(self._confirm)
        self._new.first.edit.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at the passphrase why it will not do, all else above the buttons."""
        if error.code in PASSPHRASE_CODES:
            self._new.show_error(error)
        else:
            self.show_trouble(error)

    def _about(self) -> str:
        if self._owner:
            words = translate(
                "People",
                "It opens every account, also those that come later. You know it, too: so each"
                " unlock asks {person} to choose another one, until that is done.",
            )
        else:
            words = translate(
                "People",
                "It opens only the accounts that {person} may use. You know it, too: so each unlock"
                " asks {person} to choose another one, until that is done.",
            )
        return words.format(person=names.person(self._person))

    def _confirm(self) -> None:
        passphrase = self._new.value()
        if passphrase is None:
            self.fit()
            return
        person = self._person.id
        self.run(
            lambda vault: give_passphrase(vault, person, passphrase), lambda _none: self._given()
        )

    def _given(self) -> None:
        self.accept()
        self.given.emit()
