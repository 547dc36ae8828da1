"""Putting a record in, changing it, and saving a password that was changed."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from smbsocial.domain.accounts import SecondFactor
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Record, Secret
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.account_uses import AccountUses
from smbsocial.ui.vault.browser import open_page
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.passwords import NewPassword
from smbsocial.ui.vault.rows import CopyRows
from smbsocial.ui.vault.secret_fields import SecretText
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.vault.seed_form import SeedForm
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.register_sheets import AccountSheet
from smbsocial.usecases.registering import CheckAnswers, answer_check
from smbsocial.usecases.vault.records import Use, save_password, save_record
from smbsocial.usecases.vault.session import UNREADABLE

translate = QCoreApplication.translate

CODE_LINES = 3
NOTE_LINES = 2


class RecordForm(SecretForm):
    """Everything that the vault keeps of one account, for who may see it."""

    def __init__(
        self,
        desk: VaultDesk,
        bridge: Bridge,
        sheet: AccountSheet,
        record: Record,
        parent: QWidget | None,
    ) -> None:
        words = translate("Record", "What the vault keeps of {account}")
        super().__init__(words.format(account=sheet.row.name), desk, parent)
        self._bridge = bridge
        self._sheet = sheet
        self._record = record
        self._totp = Secret(record.totp)
        self._fill()
        self._login.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        at = {Code.EMPTY: self._password, Code.SECRET_TOO_LARGE: self._note_field}.get(error.code)
        if at is not None:
            at.show_error(error)
        else:
            self.show_trouble(error)

    @override
    def _forget(self) -> None:
        super()._forget()
        self._record, self._totp = Record(), Secret("")

    def _fill(self) -> None:
        record, account = self._record, self._sheet.row.account
        self._login = QLineEdit(record.login)
        rules = self._bridge.ports.library.password_rules(account.platform)
        self._password = NewPassword(translate("Record", "Password"), self.desk, rules)
        self._password.edit.put(Secret(record.password))
        self._codes = SecretText(CODE_LINES, self.desk.clipboard)
        self._codes.setPlainText("\n".join(record.codes))
        self._note = SecretText(NOTE_LINES, self.desk.clipboard)
        self._note.setPlainText(record.note)
        self._note_field = Field(
            translate("Record", "Note"),
            self._note,
            hint=translate("Record", "Answers to security questions, a PIN, and so on."),
            name="note",
        )
        fields = (
            Field(translate("Record", "User name or e-mail"), self._login, name="login"),
            self._password,
            self._seed_line(),
            Field(
                translate("Record", "Recovery codes of the platform, one on each line"),
                self._codes,
                name="codes",
            ),
            self._note_field,
        )
        for field in fields:
            self.body.addWidget(field)
        self.close_with(translate("Record", "Keep it in the vault")).clicked.connect(self._keep_it)

    def _seed_line(self) -> QWidget:
        self._seed_says = label("", "muted", wrap=True, name="seed_says")
        self._seed_set = button("", self._ask_seed, name="seed_set")
        self._seed_drop = button(
            translate("Record", "Take out"), self._drop_seed, flat=True, name="seed_drop"
        )
        self._say_seed()
        line = row(self._seed_says, self._seed_set, self._seed_drop)
        field = Field(translate("Record", "One-time codes"), line)
        line.setAccessibleName("")
        return field

    def _say_seed(self) -> None:
        there = bool(self._totp.reveal())
        self._seed_says.setText(
            translate("Record", "The vault makes them.")
            if there
            else translate("Record", "None: codes come from elsewhere, or are not asked for.")
        )
        self._seed_set.setText(
            translate("Record", "Replace…") if there else translate("Record", "Set up…")
        )
        about = translate("Record", "Set up one-time codes")
        self._seed_set.setAccessibleName(about)
        self._seed_drop.setVisible(there)

    def _ask_seed(self) -> None:
        SeedForm(self.desk, self._bridge, self).ask(self._take_seed)

    def _take_seed(self, seed: Secret[str]) -> None:
        self._totp = seed
        self._say_seed()

    def _drop_seed(self) -> None:
        self._take_seed(Secret(""))

    def _keep_it(self) -> None:
        for field in (self._password, self._note_field):
            field.show_error(None)
        password = self._password.value().reveal()
        if not password:
            self.show_error(ExpectedError(Code.EMPTY, field="password"))
            return
        lines = [line.strip() for line in self._codes.toPlainText().splitlines()]
        codes = tuple(dict.fromkeys(line for line in lines if line))
        record = replace(
            self._record,
            login=self._login.text().strip(),
            password=password,
            totp=self._totp.reveal(),
            codes=codes,
            used=tuple(code for code in self._record.used if code in codes),
            note=self._note.toPlainText().strip(),
        )
        account = self._sheet.row.account.id
        self.run(
            lambda vault: save_record(vault, account, record), lambda _none: self._kept(record)
        )

    def _kept(self, record: Record) -> None:
        """The register follows: where the second factor lives, that the codes are filed."""
        entry = self._sheet.row.registration
        found = CheckAnswers()
        if record.totp and entry.factor is not SecondFactor.VAULT:
            found["factor"] = SecondFactor.VAULT
        if record.codes and not entry.codes_filed:
            found["codes_filed"] = True
        if found:
            account = self._sheet.row.account.id
            self._bridge.attempt(Action.ANSWER_CHECK, answer_check, account, **found)
        name = self._sheet.row.name
        words = translate("Record", "The vault keeps the password of {account} now.")
        self._bridge.told.emit(words.format(account=name), False)
        self.accept()


class PasswordForm(SecretForm):
    """A changed password by who may use the account: made or typed, kept, and not shown again."""

    def __init__(
        self,
        desk: VaultDesk,
        bridge: Bridge,
        sheet: AccountSheet,
        parent: QWidget | None,
        *,
        can_show: bool,
    ) -> None:
        words = translate("Record", "Change the password of {account}")
        super().__init__(words.format(account=sheet.row.name), desk, parent)
        self._bridge = bridge
        self._sheet = sheet
        page = sheet.pages.get("change_password") or sheet.pages.get("login", "")
        first = translate("Record", "1. Open the page where it is changed, and sign in there.")
        open_it = button(
            translate("Record", "Open it"), lambda: open_page(bridge, page), name="open_change"
        )
        open_it.setVisible(bool(page))
        self.body.addWidget(row(label(first, wrap=True), open_it))
        self.body.addWidget(self._rows())
        platform = sheet.row.account.platform
        self._password = NewPassword(
            translate("Record", "2. Make the new password here, copy it, and paste it there."),
            desk,
            bridge.ports.library.password_rules(platform),
            can_show=can_show,
        )
        self.body.addWidget(self._password)
        last = translate("Record", "3. Once the platform has taken it, save it here.")
        self.body.addWidget(label(last, wrap=True))
        verb = translate("Record", "Done, save the new password")
        self.close_with(verb).clicked.connect(self._keep_it)
        (open_it if page else self._password.edit).setFocus()  # the first step, not the last

    def _rows(self) -> CopyRows:
        """The platform asks for the present password, and often for a code, before it changes."""
        uses = AccountUses(
            self.desk, self._bridge, self._sheet.row.account.id, self, failed=self._say_failure
        )
        uses.told.connect(self._say)
        factor = self._sheet.row.registration.factor
        return CopyRows(self.desk, self._bridge, uses, factor, primary=False)

    def _say_failure(self, error: ExpectedError) -> None:
        self._say(sentence(error))

    def _say(self, words: str) -> None:
        self.say_trouble(words)
        self.fit()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        if error.code is Code.EMPTY:
            self._password.show_error(error)
        else:
            self.show_trouble(error)

    def _keep_it(self) -> None:
        password = self._password.value()
        if not password.reveal():
            self.show_error(ExpectedError(Code.EMPTY, field="password"))
            return
        account = self._sheet.row.account.id
        self.run(lambda vault: save_password(vault, account, password), lambda _none: self._kept())

    def _kept(self) -> None:
        words = translate("Record", "The new password of {account} is kept.")
        self._bridge.told.emit(words.format(account=self._sheet.row.name), False)
        self.accept()


def edit_record(desk: VaultDesk, bridge: Bridge, uses: AccountUses, parent: QWidget | None) -> None:
    """Open what is kept of an account to change it, or an empty form where nothing is.

    What is gone from the keyring, or was changed there, is put in again.
    """
    sheet = uses.sheet()
    entry = sheet.row.registration
    first = Record(login=entry.email or sheet.row.account.handle.lstrip("@"))

    def show(record: Record) -> None:
        RecordForm(desk, bridge, uses.sheet(), record, parent).open()

    def show_unreadable(error: ExpectedError) -> None:
        bridge.failed.emit(error)
        if error.code in UNREADABLE:
            show(first)

    if sheet.row.kept:
        uses.use(Use.EDIT, show, show_unreadable)
    else:
        desk.with_unlocked(lambda: show(first), owner=True)


def change_password(
    desk: VaultDesk, bridge: Bridge, uses: AccountUses, parent: QWidget | None
) -> None:
    """The steps of changing a password, ending with the new one in the vault."""

    def show() -> None:
        sees = uses.may_see
        PasswordForm(desk, bridge, uses.sheet(), parent, can_show=sees).open()

    desk.with_unlocked(show)
