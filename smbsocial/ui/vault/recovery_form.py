"""The passphrase is lost: the kit's code opens the vault, and a new passphrase is chosen."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.passphrases import PASSPHRASE_CODES, NewPassphrase, known_names
from smbsocial.ui.vault.secret_fields import SecretField
from smbsocial.ui.vault.secret_form import DeskForm
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault.unlocking import Unlocked, unlock_with_code

translate = QCoreApplication.translate


class RecoveryForm(DeskForm):
    """The code and a new passphrase for one owner. `unlocked` carries what it brought."""

    unlocked = Signal(object)  # usecases.vault.unlocking.Unlocked

    def __init__(
        self, desk: VaultDesk, bridge: Bridge, person: PersonId, parent: QWidget | None
    ) -> None:
        super().__init__(translate("Unlock", "Open the vault with the emergency kit"), desk, parent)
        self._bridge = bridge
        self._person = person
        self._code = code_field()
        self._passphrase = NewPassphrase(desk.vault.making, names=known_names(bridge))
        self._passphrase.grew.connect(self.fit)
        self.body.addWidget(self._code)
        new = translate("Unlock", "A new passphrase for this computer")
        self.body.addWidget(label(new, "section", wrap=True))
        self.body.addWidget(self._passphrase)
        self.close_with(translate("Unlock", "Open the vault")).clicked.connect(self._open)
        self._code.edit.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what is wrong."""
        if error.code in {Code.CODE_TYPO, Code.WRONG_KEY}:
            self._code.show_error(error)
            if error.code is Code.WRONG_KEY:
                self._code.say_error(
                    translate(
                        "Unlock",
                        "This code does not open this vault. Is it from an older kit, or from"
                        " another business?",
                    )
                )
            self._code.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif error.code in PASSPHRASE_CODES:
            self._passphrase.show_error(error)
        else:
            self.show_trouble(error)

    def _open(self) -> None:
        self._code.show_error(None)
        code = self._code.value()
        if not code.reveal().strip():
            self._code.show_error(ExpectedError(Code.EMPTY, field="code"))
        passphrase = self._passphrase.value()
        self.fit()
        if code.reveal().strip() and passphrase is not None:
            self.run(
                lambda vault: unlock_with_code(vault, self._person, code.reveal(), passphrase),
                self._came,
                dropped=self.desk.lock,
            )

    def _came(self, brought: Unlocked) -> None:
        self._bridge.forget_steps()  # undoing who somebody is would leave their passphrase behind
        self.accept()
        self.unlocked.emit(brought)


def code_field() -> SecretField:
    """Where the kit's code is typed; it can be read while typing, as it is on paper anyway."""
    return SecretField(
        translate("Unlock", "The code of your emergency kit"),
        hint=translate(
            "Unlock", "Seven groups of four. Small letters and missing dashes are fine."
        ),
        name="code",
        masked=False,
        can_show=False,
    )
