"""Changing one's own passphrase."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Secret
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.passphrases import PASSPHRASE_CODES, NewPassphrase, checked, known_names
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.grants import give_passphrase
from smbsocial.usecases.vault.session import Vault

translate = QCoreApplication.translate


class OwnPassphraseForm(SecretForm):
    """Another passphrase for whoever is at work; the old one opens nothing any more."""

    def __init__(
        self, desk: VaultDesk, bridge: Bridge, person: PersonId, parent: QWidget | None
    ) -> None:
        super().__init__(translate("Passphrase", "Change my passphrase"), desk, parent)
        self._bridge = bridge
        self._person = person
        self._names = known_names(bridge)
        words = translate(
            "Passphrase",
            "From then on only the new one opens the vault. The emergency kit stays as it is.",
        )
        self.body.addWidget(label(words, "muted", wrap=True))
        self._new = NewPassphrase(desk.vault.making, owner=desk.is_owner, names=self._names)
        self._new.grew.connect(self.fit)
        self.body.addWidget(self._new)
        verb = translate("Passphrase", "Change my passphrase")
        self.close_with(verb).clicked.connect(self._change)
        self._new.first.edit.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """What is wrong with the passphrase stands there."""
        if error.code in PASSPHRASE_CODES:
            self._new.show_error(error)
        else:
            self.show_trouble(error)

    def _change(self) -> None:
        passphrase = self._new.value()
        self.fit()
        if passphrase is not None:
            self.run(lambda vault: self._steps(vault, passphrase), lambda _none: self._done())

    def _steps(self, vault: Vault, passphrase: Secret[str]) -> Steps[None]:
        yield from checked(vault, passphrase, owner=vault.unlocked().owner, names=self._names)
        yield from give_passphrase(vault, self._person, passphrase)

    def _done(self) -> None:
        words = translate("Passphrase", "Your passphrase is changed.")
        self._bridge.told.emit(words, False)
        self.accept()
