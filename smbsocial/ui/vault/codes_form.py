"""A platform's recovery codes: each one opens the account once, and is ticked off when used."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QWidget

from smbsocial.domain.secret import Record, Secret
from smbsocial.ui.text import formats
from smbsocial.ui.vault.account_uses import AccountUses, noted
from smbsocial.ui.vault.copying import CopyButton
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.secret_fields import SecretLabel
from smbsocial.ui.vault.secret_form import SecretForm
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.vault.records import Use, note_again, save_code_used

translate = QCoreApplication.translate


class CodesForm(SecretForm):
    """The list to tick; each tick is kept at once, and each code that is copied is logged first."""

    def __init__(
        self, desk: VaultDesk, uses: AccountUses, record: Record, parent: QWidget | None
    ) -> None:
        words = translate("Codes", "Recovery codes of {account}")
        super().__init__(words.format(account=uses.sheet().row.name), desk, parent)
        self._account = uses.account
        self._handed_out: set[int] = set()
        self._count = len(record.codes)
        self._used = set(record.used)
        self._says = label("", "muted", wrap=True, name="codes_left")
        self.body.addWidget(self._says)
        for number, code in enumerate(record.codes):
            self.body.addWidget(self._line(number, Secret(code)))
        self.body.addStretch(1)
        self.foot.addWidget(self.trouble)
        close = button(translate("Codes", "Close"), self.accept, primary=True, name="close")
        self.foot.addWidget(row(None, close))
        self._say()

    @staticmethod
    def show_codes(desk: VaultDesk, uses: AccountUses, parent: QWidget | None) -> None:
        """Open the list of what is kept; who looks at it is logged first."""

        def show(record: Record) -> None:
            if record.codes:
                CodesForm(desk, uses, record, parent).open()
            else:
                words = translate("Codes", "No recovery codes are kept for this account.")
                uses.refuse(words)

        uses.use(Use.CODES, show)

    def _line(self, number: int, code: Secret[str]) -> QWidget:
        value = SecretLabel()
        value.setText(code.reveal())
        value.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        box = QCheckBox(translate("Codes", "used"))
        box.setChecked(code.reveal() in self._used)
        box.setObjectName(f"code_used_{number + 1}")
        told = formats.number(number + 1)
        box.setAccessibleName(translate("Codes", "Code {number} is used").format(number=told))
        box.toggled.connect(partial(self._ticked, code))
        what = translate("Codes", "Copy code {number}").format(number=told)
        copy = CopyButton(self.desk.clipboard, what, name=f"copy_code_{number + 1}")
        copy.wanted.connect(lambda: self._copy(number, copy, code))
        return row(value, None, copy, box)

    def _copy(self, number: int, copies: CopyButton, code: Secret[str]) -> None:
        self.show_trouble(None)
        if number in self._handed_out or self._noted():
            self._handed_out.add(number)
            copies.copy(code)
        self.fit()

    def _noted(self) -> bool:
        return noted(
            self.desk,
            lambda vault: note_again(vault, self._account, Use.COPY_RECOVERY),
            told=self.say_trouble,
            failed=self.show_trouble,
        )

    def _ticked(self, ticked: Secret[str], used: bool) -> None:
        account, code = self._account, ticked.reveal()
        self._used ^= {code}
        self._say()
        self.run(lambda vault: save_code_used(vault, account, code), lambda _none: None)

    def _say(self) -> None:
        left = self._count - len(self._used)
        words = translate("Codes", "Unused: {left} of {all}. Each opens the account once.")
        self._says.setText(words.format(left=left, all=self._count))
