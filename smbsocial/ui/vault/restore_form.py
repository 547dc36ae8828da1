"""Restoring a backup on this computer: which one, the kit's code, and a new passphrase."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.passphrases import PASSPHRASE_CODES, NewPassphrase
from smbsocial.ui.vault.recovery_form import code_field
from smbsocial.ui.vault.secret_fields import clear_secrets, put_beside
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.files import pick_backup
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault.ports import Making

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class RestoreRequest:
    """What is needed to restore: a backup's path, the kit's code, an owner's new passphrase.

    `owner`: the id of whose it is; "" = nobody was asked, since only one may be there.
    """

    file: str
    code: Secret[str]
    passphrase: Secret[str]
    owner: str = ""


_OF_THE_FILE = frozenset(
    {
        Code.EMPTY,
        Code.FILE_MISSING,
        Code.FILE_UNREADABLE,
        Code.BACKUP_DAMAGED,
        Code.BACKUP_NEWER,
        Code.BACKUP_OTHER_VAULT,
        Code.BAD_TEXT,
    }
)
"""Errors that stand at the backup."""


class RestoreForm(Form):
    """`ask(keep)` gives a `RestoreRequest`; what `keep` raises stands at its field.

    With `making` five words are on offer. Who the owners are is known once the code has opened the
    backup: where there are several, `EMPTY` at "owner" brings their names, and a choice appears.

    With `ask_and_wait` it stays until `end` says how it went: a typing error in the code costs
    nobody what else was typed.
    """

    def __init__(self, parent: QWidget | None, making: Making | None = None) -> None:
        super().__init__(translate("Restore", "Restore a backup"), parent)
        what = translate(
            "Restore",
            "Plans, accounts and passwords become as they were when the backup was written. What is"
            " on this computer now is backed up first.",
        )
        self.body.addWidget(label(what, "muted", wrap=True))
        self._file = QLineEdit()
        self._file_field = Field(translate("Restore", "Backup"), self._file, name="backup")
        self._code = code_field()
        self._passphrase = NewPassphrase(making)
        self._passphrase.grew.connect(self.fit)
        self.body.addWidget(self._file_field)
        choose = button(translate("Restore", "Choose…"), self._pick, name="choose_backup")
        choose.setAccessibleName(translate("Restore", "Choose the backup"))
        put_beside(self._file_field, choose)
        self.body.addWidget(self._code)
        new = translate("Restore", "A new passphrase for the owner, on this computer")
        self.body.addWidget(label(new, "section", wrap=True))
        self._owner = Choice[str]()
        self._owner_field = self._make_owner_field()
        self.body.addWidget(self._passphrase)
        self._trouble = label("", "error", wrap=True, name="trouble")
        self._moment = label(translate("Restore", "One moment…"), "small", name="waits")
        for line in (self._trouble, self._moment):
            line.hide()
            self.foot.addWidget(line)
        self._stays = self._waits = False
        self._restore = self.close_with(translate("Restore", "Restore it"))
        self._restore.clicked.connect(self._confirm)
        self.finished.connect(lambda _how: clear_secrets(self))
        self._file.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what is wrong."""
        if error.field == "owner" and "owners" in error.facts:
            self._ask_owner(cast("tuple[tuple[str, str], ...]", error.facts["owners"]))
        elif error.code in {Code.CODE_TYPO, Code.WRONG_KEY}:
            self._code.show_error(error)
        elif error.code in PASSPHRASE_CODES and error.field != "backup":
            self._passphrase.show_error(error)
        elif error.code in _OF_THE_FILE:
            self._file_field.show_error(error)
        else:
            self._trouble.setText(sentence(error))
            self._trouble.show()
        self.fit()

    def ask_and_wait(self, keep: Callable[[RestoreRequest], None]) -> None:
        """Open the form; once `keep` has the request it waits for `end`."""
        self._stays = True
        self.ask(keep)

    def end(self, error: ExpectedError | None) -> None:
        """Close it, or say what went wrong."""
        self._wait(False)
        if error is None:
            self.accept()
        else:
            self.show_error(error)

    @override
    def reject(self) -> None:
        """Not while it is restored: that ends soon, and would leave things half done."""
        if not self._waits:
            super().reject()

    def _make_owner_field(self) -> Field:
        """Whose passphrase it is: a choice that is hidden until it is known who the owners are."""
        self._owner.setPlaceholderText(translate("Restore", "Choose…"))
        hint = translate(
            "Restore",
            "This backup has more than one owner. The others get a new passphrase from this"
            " one, if they need one.",
        )
        title = translate("Restore", "Whose passphrase is it?")
        field = Field(title, self._owner, hint=hint, name="owner")
        field.hide()
        self.body.addWidget(field)
        for edit in (self._file, self._code.edit):
            edit.textChanged.connect(self._forget_owners)
        return field

    def _wait(self, waits: bool) -> None:
        self._waits = waits
        self._moment.setVisible(waits)
        self._restore.setEnabled(not waits)
        self.fit()

    def take_file(self, path: Path) -> None:
        """Restore this one."""
        self._file.setText(str(path))
        self._file_field.show_error(None)
        self._code.edit.setFocus()

    def _ask_owner(self, owners: tuple[tuple[str, str], ...]) -> None:
        nobody = translate("Restore", "somebody without a name")
        self._owner.show_options([(id, name or nobody) for id, name in owners])
        self._owner_field.show_error(None)
        self._owner_field.show()
        self._owner.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_owners(self) -> None:
        """They were those of another backup, or of nobody who had its code."""
        if not self._owner_field.isHidden():
            self._owner.show_options([])
            self._owner_field.hide()
            self.fit()

    def _pick(self) -> None:
        pick_backup(self, self.take_file)

    def _confirm(self) -> None:
        self._file_field.show_error(None)
        self._code.show_error(None)
        self._owner_field.show_error(None)
        self._trouble.hide()
        file, code = self._file.text().strip(), self._code.value()
        if not file:
            self._file_field.show_error(ExpectedError(Code.EMPTY, field="backup"))
        if not code.reveal().strip():
            self._code.show_error(ExpectedError(Code.EMPTY, field="code"))
        owner = self._owner.value() or ""
        chosen = bool(owner) or self._owner_field.isHidden()
        if not chosen:
            self._owner_field.show_error(ExpectedError(Code.EMPTY, field="owner"))
        passphrase = self._passphrase.value()
        self.fit()
        if file and code.reveal().strip() and passphrase is not None and chosen:
            self._give(RestoreRequest(file, code, passphrase, owner))

    def _give(self, request: RestoreRequest) -> None:
        if self._stays:
            self._wait(True)
            self._keep(request)
        else:
            self.take(request)
