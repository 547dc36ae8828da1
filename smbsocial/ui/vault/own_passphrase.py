"""Changing one's own passphrase."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from smbsocial.domain.business import Person
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Secret
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import names
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.passphrases import (
    PASSPHRASE_CODES,
    PROOF_CODES,
    NewPassphrase,
    known_names,
)
from smbsocial.ui.vault.secret_fields import SecretField
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.grants import give_passphrase
from smbsocial.usecases.vault.session import Vault
from smbsocial.usecases.vault.unlocking import prove_passphrase

translate = QCoreApplication.translate


class OwnPassphraseForm(SecretForm):
    """Another passphrase for whoever is at work; what the old one still opens is said.

    `giver`: who gave them the one they have, and so knows it; then the form comes unasked.
    """

    def __init__(
        self,
        desk: VaultDesk,
        bridge: Bridge,
        person: PersonId,
        parent: QWidget | None,
        *,
        giver: Person | None = None,
    ) -> None:
        super().__init__(translate("Passphrase", "Change my passphrase"), desk, parent)
        self._bridge = bridge
        self._person = person
        if giver is not None:
            why = translate(
                "Passphrase",
                "{giver} gave you your passphrase and knows it: choose one that only you know. You"
                " can go on with your work and do it later: then the next unlock asks again.",
            )
            why = why.format(giver=names.person(giver))
            self.body.addWidget(label(why, wrap=True, name="given_passphrase"))
        words = translate(
            "Passphrase",
            "From then on only the new one opens the vault. With an old copy of the data the old"
            " one still does, until everybody else who has a passphrase has typed theirs once. The"
            " emergency kit stays as it is.",
        )
        self.body.addWidget(label(words, "muted", wrap=True))
        self._old = SecretField(
            translate("Passphrase", "Your passphrase until now"), name="old_passphrase"
        )
        self.body.addWidget(self._old)
        self._new = NewPassphrase(desk.vault.making, owner=desk.is_owner, names=known_names(bridge))
        self._new.grew.connect(self.fit)
        self.body.addWidget(self._new)
        verb = translate("Passphrase", "Change my passphrase")
        self.close_with(verb).clicked.connect(self._change)
        later = self.findChild(QPushButton, "cancel")
        if giver is not None and later is not None:
            later.setText(translate("Passphrase", "Later"))
            later.setAccessibleName(later.text())
        self._old.edit.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """What is wrong with a passphrase stands there."""
        if error.code in PROOF_CODES:
            self._old.refuse(error)
        elif error.code in PASSPHRASE_CODES:
            self._new.show_error(error)
        else:
            self.show_trouble(error)

    def _change(self) -> None:
        passphrase = self._new.value()
        old = self._old.given()
        if old is None:
            self._old.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()
        if old is not None and passphrase is not None:
            self.run(lambda vault: self._steps(vault, old, passphrase), lambda _none: self._done())

    def _steps(self, vault: Vault, old: Secret[str], new: Secret[str]) -> Steps[None]:
        """A vault that was left open lets nobody who passes by take the owner's place."""
        yield from prove_passphrase(vault, old)
        yield from give_passphrase(vault, self._person, new)

    def _done(self) -> None:
        self._bridge.forget_steps()  # undoing who somebody is would leave their passphrase behind
        words = translate("Passphrase", "Your passphrase is changed.")
        self._bridge.told.emit(words, False)
        self.accept()
