"""The forms of the register: a new account, and what is known of one."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from smbsocial.domain.accounts import OTHER_SERVICE
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PlatformKey
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.forms import Form
from smbsocial.usecases.register_sheets import RegisterSheet
from smbsocial.usecases.registering import LONGEST_NAME, NewAccount

translate = QCoreApplication.translate


class AddAccountForm(Form):
    """A new account: on which platform or service, what it is called there, and its address."""

    def __init__(self, sheet: RegisterSheet, parent: QWidget | None) -> None:
        super().__init__(translate("Accounts", "Add an account"), parent)
        other = (OTHER_SERVICE, translate("Accounts", "Another service (mail, domain, tool)"))
        self._platform: Choice[PlatformKey] = Choice([*sheet.choices, other])
        self._platform.setPlaceholderText(translate("Accounts", "Choose where it is"))
        self._name, self._login = QLineEdit(), QLineEdit()
        self._handle, self._link = QLineEdit(), QLineEdit()
        for line in (self._name, self._handle):
            line.setMaxLength(LONGEST_NAME)
        for line in (self._login, self._link):
            line.setPlaceholderText("https://")
        self._fields = {
            "platform": Field(
                translate("Accounts", "Platform or service"), self._platform, name="platform"
            ),
            "name": Field(translate("Accounts", "Name of the service"), self._name, name="name"),
            "login_page": Field(
                translate("Accounts", "Its sign-in page"), self._login, name="login_page"
            ),
            "handle": Field(
                translate("Accounts", "Name there"),
                self._handle,
                hint=translate("Accounts", "As people see it. The password comes later."),
                name="handle",
            ),
            "link": Field(
                translate("Accounts", "Its address"),
                self._link,
                hint=translate("Accounts", "Optional. Copy it from the browser."),
                name="link",
            ),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self._platform.currentIndexChanged.connect(self._show_other)
        self._show_other()
        verb = translate("Accounts", "Add the account")
        self.close_with(verb).clicked.connect(self._confirm)
        self._platform.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        field = self._fields.get(error.field or "", self._fields["handle"])
        field.show_error(error)
        if field.editor is self._platform:
            field.show_trouble(translate("Accounts", "Choose a platform, or another service."))
        field.editor.setFocus()

    def _show_other(self) -> None:
        """A service outside the library has a name and a sign-in page of its own."""
        if self._platform.value() is not None:
            self._fields["platform"].show_error(None)
        other = self._platform.value() == OTHER_SERVICE
        self._fields["name"].setVisible(other)
        self._fields["login_page"].setVisible(other)
        if self.isVisible():
            self.fit()

    def _confirm(self) -> None:
        for field in self._fields.values():
            field.show_error(None)
        new = NewAccount(
            self._platform.value() or PlatformKey(""),
            handle=self._handle.text().strip(),
            link=self._link.text().strip(),
        )
        if new.platform == OTHER_SERVICE:
            name, page = self._name.text().strip(), self._login.text().strip()
            new = replace(new, name=name, login_page=page)
        self.take(new)
