"""Adding an account, and what is known of one."""

import pytest
from accounts_cafe import FACEBOOK, GOOGLE, INSTAGRAM, JO, MAIL, put_register
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from vault_room import ANN, BEN, Room

from smbsocial.domain.accounts import OTHER_SERVICE, Belongs, Registration, SecondFactor
from smbsocial.domain.ids import AccountId
from smbsocial.domain.platforms import Account
from smbsocial.ui.accounts.forms import AddAccountForm
from smbsocial.ui.accounts.page import AccountsPage
from smbsocial.ui.accounts.registration_form import RegistrationForm, gone_people
from smbsocial.ui.widgets.fields import Choice, Field
from smbsocial.usecases.register import account_sheet


@pytest.fixture
def page(room: Room, qtbot: QtBot) -> AccountsPage:
    put_register(room.store)
    made = AccountsPage(room.bridge, room.desk)
    made.setParent(room.window)
    made.resize(room.window.size())
    made.show()
    room.bridge.changed.connect(lambda _changed: made.refresh())
    made.refresh()
    return made


def press(form: QWidget, name: str) -> None:
    form.findChild(QPushButton, name).click()


def write(form: QDialog, name: str, text: str) -> None:
    form.findChild(QLineEdit, name).setText(text)


def error_at(form: QDialog, name: str) -> str:
    return form.findChild(Field, f"{name}_field").error


def choose(form: QDialog, name: str, value: object) -> None:
    form.findChild(Choice, name).choose(value)


def adding(page: AccountsPage, room: Room) -> AddAccountForm:
    press(page, "add_account")
    return room.dialog(AddAccountForm)


def editing(page: AccountsPage, room: Room, account: AccountId) -> RegistrationForm:
    page.open_account(account)
    press(page, "edit")
    return room.dialog(RegistrationForm)


def known(room: Room, account: AccountId) -> Registration:
    found = room.store.get(Registration, account)
    assert found is not None
    return found


def test_an_account_is_added_and_chosen(page: AccountsPage, room: Room) -> None:
    form = adding(page, room)
    assert not form.findChild(Field, "name_field").isVisible()
    choose(form, "platform", "tiktok")
    write(form, "handle", "@cornercafe")
    write(form, "link", "https://www.tiktok.com/@cornercafe")
    press(form, "confirm")
    made = room.store.all(Account)[-1]
    assert (made.platform, made.handle, made.exists) == ("tiktok", "@cornercafe", True)
    assert page._chosen is not None
    assert page._chosen.account.id == made.id
    assert room.told == ["The account is in the register. Whose is it?"]
    room.bridge.undo_action.trigger()
    assert room.store.get(Account, made.id) is None


def test_another_service_has_a_name_and_a_sign_in_page(page: AccountsPage, room: Room) -> None:
    form = adding(page, room)
    choose(form, "platform", OTHER_SERVICE)
    assert form.findChild(Field, "name_field").isVisible()
    press(form, "confirm")
    assert error_at(form, "name") == "Please fill this in."
    write(form, "name", "The domain")
    write(form, "login_page", "no address")
    press(form, "confirm")
    assert error_at(form, "name") == ""
    assert error_at(form, "login_page")
    write(form, "login_page", "https://registrar.example/login")
    press(form, "confirm")
    made = room.store.all(Account)[-1]
    said = known(room, made.id)
    assert (said.name, said.login_page) == ("The domain", "https://registrar.example/login")


def test_where_it_is_must_be_chosen(page: AccountsPage, room: Room) -> None:
    form = adding(page, room)
    press(form, "confirm")
    assert error_at(form, "platform") == "Choose a platform, or another service."
    choose(form, "platform", "tiktok")
    assert not error_at(form, "platform")
    form.reject()
    assert len(room.store.all(Account)) == 5


def test_what_is_known_is_changed_in_one_step(page: AccountsPage, room: Room) -> None:
    form = editing(page, room, GOOGLE)
    write(form, "handle", "Corner Café, Brighton")
    write(form, "email", "owner@cornercafe.example")
    choose(form, "email_of", Belongs.BUSINESS)
    choose(form, "phone_of", Belongs.NOBODY)
    choose(form, "factor", SecondFactor.KEY)
    choose(form, "factor_of", Belongs.BUSINESS)
    choose(form, "codes_filed", True)
    choose(form, "strangers_gone", False)
    write(form, "registered_by", "")
    write(form, "other_admins", "Lea")
    form.findChild(QPlainTextEdit, "purpose").setPlainText("The map")
    admins = form.findChild(QWidget, "admins")
    admins.findChild(QCheckBox, f"tick_{ANN}").click()
    admins.findChild(QCheckBox, f"tick_{JO}").click()
    form.findChild(QWidget, "by_role").findChild(QCheckBox, f"tick_{BEN}").click()
    press(form, "confirm")
    said = known(room, GOOGLE)
    assert said == Registration(
        GOOGLE,
        email="owner@cornercafe.example",
        email_of=Belongs.BUSINESS,
        phone_of=Belongs.NOBODY,
        factor=SecondFactor.KEY,
        factor_of=Belongs.BUSINESS,
        admins=(ANN,),
        other_admins="Lea",
        by_role=(BEN,),
        codes_filed=True,
        strangers_gone=False,
        purpose="The map",
    )
    account = room.store.get(Account, GOOGLE)
    assert account is not None
    assert account.handle == "Corner Café, Brighton"
    room.bridge.undo_action.trigger()
    assert known(room, GOOGLE).email == "jo.2019@mail.example"
    before = room.store.get(Account, GOOGLE)
    assert before is not None
    assert before.handle == "Corner Café"


def test_wrong_fields_say_so_and_keep_nothing(page: AccountsPage, room: Room) -> None:
    form = editing(page, room, MAIL)
    write(form, "name", "")
    write(form, "login_page", "mail.example")
    press(form, "confirm")
    assert error_at(form, "name") or error_at(form, "login_page")
    assert form.isVisible()
    assert known(room, MAIL).name == "Mailbox"
    form.reject()


def test_whose_it_is_is_asked_of_things(page: AccountsPage, room: Room) -> None:
    form = editing(page, room, INSTAGRAM)
    holder = form.findChild(Field, "factor_of_field")
    assert not holder.isVisible(), "the vault's codes are on nobody's phone"
    choose(form, "factor", SecondFactor.TEXT)
    assert holder.isVisible()
    form.reject()


def test_who_left_is_offered_only_where_they_still_are(page: AccountsPage, room: Room) -> None:
    assert gone_people(room.bridge.read(account_sheet, FACEBOOK)) == {JO}
    form = editing(page, room, FACEBOOK)
    assert form.findChild(QCheckBox, f"tick_{JO}") is None
    form.reject()
    form = editing(page, room, GOOGLE)
    box = form.findChild(QCheckBox, f"tick_{JO}")
    assert box.text() == "Jo (left)"
    assert "Who has full control?" in box.accessibleName()
    form.reject()


def test_enter_opens_what_is_known(page: AccountsPage, room: Room, qtbot: QtBot) -> None:
    page.open_account(FACEBOOK)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    room.dialog(RegistrationForm).reject()
