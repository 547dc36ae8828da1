"""A new password: typed, or made by the platform's own rules."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from smbsocial.domain.passwords import Characters, PasswordRules
from smbsocial.ui.text import formats
from smbsocial.ui.vault.copying import CopyButton
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.secret_fields import SecretField
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row

translate = QCoreApplication.translate


class NewPassword(SecretField):
    """A password's field with the buttons that make one and copy it.

    `can_show` False for who may use a password without seeing it.
    """

    def __init__(
        self, title: str, desk: VaultDesk, rules: PasswordRules, *, can_show: bool = True
    ) -> None:
        self._desk = desk
        self._rules = rules
        self._copy = CopyButton(
            desk.clipboard, translate("Record", "Copy this password"), name="copy_new_password"
        )
        make = button(translate("Record", "Make one"), self._make, name="make_password")
        make.setAccessibleName(translate("Record", "Make a password that the platform takes"))
        super().__init__(
            title,
            hint=rules_in_words(rules),
            name="password",
            can_show=can_show,
        )
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - a field's
        layout.insertWidget(2, row(make, self._copy, None))  # a made one fits beside "Show" alone
        self._copy.wanted.connect(lambda: self._copy.copy(self.value()))
        self._copy.setEnabled(False)
        self.edit.textChanged.connect(lambda text: self._copy.setEnabled(bool(text)))

    def _make(self) -> None:
        self.edit.put(self._desk.vault.making.generate_password(self._rules))
        self.show_error(None)


def rules_in_words(rules: PasswordRules) -> str:
    """What a made one looks like."""
    kinds = {
        Characters.LOWER: translate("Record", "small letters"),
        Characters.UPPER: translate("Record", "capitals"),
        Characters.DIGIT: translate("Record", "digits"),
        Characters.SYMBOL: translate("Record", "signs"),
    }
    named = [words for kind, words in kinds.items() if kind in rules.required]
    text = translate("Record", "A made one has {count} characters: {kinds}.")
    return text.format(count=formats.number(rules.length), kinds=formats.listed(named))
