"""What is known of an account: whose address, phone and second factor, who gets in, what for."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.accounts import OTHER_SERVICE, Belongs, Registration, SecondFactor
from smbsocial.domain.business import Role
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.platforms import Account
from smbsocial.ui import theme
from smbsocial.ui.accounts import words
from smbsocial.ui.accounts.people_ticks import PeopleTicks
from smbsocial.ui.text import accounts as texts
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.register_sheets import AccountSheet

translate = QCoreApplication.translate

WIDTH, HEIGHT = theme.SPACE * 200, theme.SPACE * 145
PURPOSE_HEIGHT = theme.SPACE * 18

HELD_BY_NOBODY = frozenset({SecondFactor.UNKNOWN, SecondFactor.NONE, SecondFactor.VAULT})
"""Second factors that are on nobody's phone or key, as far as is known."""


class RegistrationForm(Form):
    """All fields of one account; `ask` gets the Account and the Registration."""

    most = HEIGHT

    def __init__(self, sheet: AccountSheet, parent: QWidget | None) -> None:
        title = translate("Accounts", "What we know of {account}")
        super().__init__(title.format(account=words.full_name(sheet.row)), parent)
        self._sheet = sheet
        self._fields: dict[str, Field] = {}
        self._trouble = label("", "error", wrap=True, name="trouble")
        self._trouble.hide()
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(theme.PAGE_MARGIN)
        columns.addLayout(self._whose(), 1)
        columns.addLayout(self._ways_in(), 1)
        self.body.addLayout(columns)
        self.foot.addWidget(self._trouble)
        self.close_with(translate("Accounts", "Keep it")).clicked.connect(self._confirm)
        self._email.setFocus()
        self.resize(min(WIDTH, self.screen().availableSize().width()), self.height())

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        field = self._fields.get(error.field or "")
        if field is not None:
            field.show_error(error)
            field.editor.setFocus()
        else:
            self._trouble.setText(sentence(error))
            self._trouble.show()

    def account(self) -> Account:
        """The account as it is said here."""
        return replace(
            self._sheet.row.account,
            handle=self._handle.text().strip(),
            link=self._link.text().strip(),
            exists=self._exists.isChecked(),
        )

    def registration(self) -> Registration:
        """The registration as it is said here."""
        before = self._sheet.row.registration
        made = replace(
            before,
            email=self._email.text().strip(),
            email_of=self._email_of.value() or Belongs.UNKNOWN,
            phone=self._phone.text().strip(),
            phone_of=self._phone_of.value() or Belongs.UNKNOWN,
            registered_by=self._registered_by.text().strip(),
            factor=self._factor.value() or SecondFactor.UNKNOWN,
            factor_of=self._factor_of.value() or Belongs.UNKNOWN,
            admins=self._admins.values(),
            other_admins=self._others.text().strip(),
            by_role=self._by_role.values(),
            codes_filed=self._codes.value(),
            strangers_gone=self._strangers.value(),
            purpose=self._purpose.toPlainText().strip(),
        )
        if self._is_other:
            name, page = self._name.text().strip(), self._login.text().strip()
            made = replace(made, name=name, login_page=page)
        return made

    @property
    def _is_other(self) -> bool:
        return self._sheet.row.account.platform == OTHER_SERVICE

    def _whose(self) -> QVBoxLayout:
        account, said = self._sheet.row.account, self._sheet.row.registration
        column = _column()
        if self._is_other:
            self._name, self._login = _line(said.name), _line(said.login_page, "https://")
            column.addWidget(
                self._field("name", translate("Accounts", "Name of the service"), self._name)
            )
            column.addWidget(
                self._field("login_page", translate("Accounts", "Its sign-in page"), self._login)
            )
        self._handle, self._link = _line(account.handle), _line(account.link, "https://")
        self._exists = QCheckBox(translate("Accounts", "This account is there"))
        self._exists.setChecked(account.exists)
        self._email, self._email_of = _line(said.email), _whose(said.email_of)
        self._phone, self._phone_of = _line(said.phone), _whose(said.phone_of)
        self._registered_by = _line(said.registered_by)
        by_hint = translate(
            "Accounts", "Only if it was somebody who is not in your list of people."
        )
        self._purpose = QPlainTextEdit(said.purpose)
        self._purpose.setTabChangesFocus(True)
        self._purpose.setFixedHeight(PURPOSE_HEIGHT)
        for field in (
            self._field("handle", translate("Accounts", "Name there"), self._handle),
            self._field("link", translate("Accounts", "Its address"), self._link),
            self._exists,
            self._field("email", translate("Accounts", "Registered e-mail"), self._email),
            self._field("email_of", translate("Accounts", "Whose address is it?"), self._email_of),
            self._field("phone", translate("Accounts", "Registered phone"), self._phone),
            self._field("phone_of", translate("Accounts", "Whose phone is it?"), self._phone_of),
            self._field(
                "registered_by",
                translate("Accounts", "Who set it up"),
                self._registered_by,
                hint=by_hint,
            ),
            self._field("purpose", translate("Accounts", "What it is used for"), self._purpose),
        ):
            column.addWidget(field)
        column.addStretch(1)
        return column

    def _ways_in(self) -> QVBoxLayout:
        said, people = self._sheet.row.registration, self._sheet.people
        gone = gone_people(self._sheet)
        full = translate("Accounts", "Who has full control?")
        own = translate("Accounts", "Who has access of their own, without the password?")
        self._factor: Choice[SecondFactor] = Choice(
            [(each, texts.second_factor(each)) for each in SecondFactor], said.factor
        )
        self._factor_of = _whose(said.factor_of)
        self._codes = _yes_no(said.codes_filed)
        self._strangers = _yes_no(said.strangers_gone)
        self._admins = PeopleTicks(full, people, ticked=said.admins, gone=gone)
        self._others = _line(said.other_admins)
        self._by_role = PeopleTicks(own, people, ticked=said.by_role, gone=gone)
        column = _column()
        for field in (
            self._field(
                "factor", translate("Accounts", "Asked for beside the password"), self._factor
            ),
            self._field(
                "factor_of",
                translate("Accounts", "Whose phone, mailbox or key is that?"),
                self._factor_of,
            ),
            self._field(
                "codes_filed",
                translate("Accounts", "Are its recovery codes filed?"),
                self._codes,
                hint=translate("Accounts", "In the vault, or on paper where you find them."),
            ),
            self._field("admins", full, self._admins),
            self._field(
                "other_admins",
                translate("Accounts", "Others with full control"),
                self._others,
                hint=translate("Accounts", "An agency, a friend: whoever is not in your list."),
            ),
            self._field("by_role", own, self._by_role),
            self._field(
                "strangers_gone",
                translate("Accounts", "Has everybody who left lost access?"),
                self._strangers,
            ),
        ):
            column.addWidget(field)
        column.addStretch(1)
        self._factor.currentIndexChanged.connect(self._show_holder)
        self._show_holder()
        return column

    def _show_holder(self) -> None:
        """Whose it is is asked of a phone, a mailbox or a key."""
        self._fields["factor_of"].setVisible(self._factor.value() not in HELD_BY_NOBODY)

    def _field(self, name: str, title: str, editor: QWidget, *, hint: str = "") -> Field:
        made = Field(title, editor, hint=hint, name=name)
        self._fields[name] = made
        return made

    def _confirm(self) -> None:
        for field in self._fields.values():
            field.show_error(None)
        self._trouble.hide()
        self.take(self.account(), self.registration())


def gone_people(sheet: AccountSheet) -> frozenset[PersonId]:
    """Who has left or is leaving: staff who have no line among the rights."""
    working = {person.id for person, _ in sheet.rights}
    staff = {person.id for person in sheet.people if person.role is not Role.OWNER}
    gone = {each.person.id for each in sheet.row.access if each.gone_at is not None}
    return frozenset(gone | (staff - working))


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(theme.GAP)
    return made


def _line(text: str, placeholder: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setPlaceholderText(placeholder)
    made.setCursorPosition(0)
    return made


def _whose(value: Belongs) -> Choice[Belongs]:
    return Choice([(each, texts.belongs(each)) for each in Belongs], value)


def _yes_no(value: bool | None) -> Choice[bool | None]:
    return Choice(
        [
            (True, translate("Accounts", "yes")),
            (False, translate("Accounts", "no")),
            (None, translate("Accounts", "I don't know")),
        ],
        value,
    )
