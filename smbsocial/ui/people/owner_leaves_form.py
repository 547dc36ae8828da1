"""An owner goes: the passphrase of whoever is at work, because the master key is made anew."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.domain.business import Person
from smbsocial.domain.errors import ExpectedError
from smbsocial.ui.people.new_master_words import new_master_words
from smbsocial.ui.text import names
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.passphrases import PASSPHRASE_CODES, PROOF_CODES
from smbsocial.ui.vault.secret_fields import SecretField
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.departures import start
from smbsocial.usecases.vault.grants import take_passphrase
from smbsocial.usecases.vault.new_master import holds_master
from smbsocial.usecases.vault.session import Vault

translate = QCoreApplication.translate

_OF_THE_PASSPHRASE = PASSPHRASE_CODES | PROOF_CODES


class OwnerLeavesForm(SecretForm):
    """Says what comes of it and asks for the passphrase; calls `begun` once they are locked out.

    Also when it was closed meanwhile: what was begun is kept. `stays`: they do not leave, only
    their passphrase is taken away.
    """

    def __init__(
        self,
        desk: VaultDesk,
        leaver: Person,
        begun: Callable[[], None],
        parent: QWidget | None,
        *,
        stays: bool = False,
    ) -> None:
        name = names.person(leaver)
        title = translate("People", "{person} knows every key").format(person=name)
        super().__init__(title, desk, parent)
        self._stays = stays
        self._leaver = leaver
        self._begun = begun
        why = translate(
            "People",
            "{person} can have copied everything that opens the vault, so the vault gets a new"
            " master key.",
        )
        for words in (why.format(person=name), *new_master_words()):
            self.body.addWidget(label(words, wrap=True))
        self._passphrase = SecretField(translate("People", "Your passphrase"), name="passphrase")
        self.body.addWidget(self._passphrase)
        verb = (
            translate("People", "Lock {person} out")
            if stays
            else translate("People", "Lock {person} out and start")
        ).format(person=name)
        self.close_with(verb).clicked.connect(self._confirm)
        self._passphrase.edit.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at the passphrase what is wrong with it; where they are out already, go on."""
        if error.code in _OF_THE_PASSPHRASE:
            self._passphrase.refuse(error)
        elif self._is_begun():
            self.desk.tell(error)  # new keys for accounts can be made later, from the list
            self._came()
        else:
            self.show_trouble(error)

    def _confirm(self) -> None:
        typed = self._passphrase.given()
        if typed is None:
            self.fit()
            return
        opened = self.desk.opened
        if opened is not None:
            me, leaver = opened.person, self._leaver.id

            def steps(vault: Vault) -> Steps[object]:
                if self._stays:
                    return take_passphrase(vault, leaver, typed)
                return start(vault, leaver, me, typed)

            self.run(steps, lambda _done: self._came(), dropped=self._begun)

    def _is_begun(self) -> bool:
        return not holds_master(self.desk.vault.reads, self._leaver.id)

    def _came(self) -> None:
        self.accept()
        self._begun()
