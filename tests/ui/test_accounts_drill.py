"""The drill: account by account, copying from the vault, and what is kept of it."""

from datetime import date

import pytest
from accounts_cafe import BLUESKY, FACEBOOK, INSTAGRAM, age, keep, put_register
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from vault_room import ANN, BEN, Room, log_of

from smbsocial.domain.accounts import Registration
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.secret import Record
from smbsocial.ui.accounts.drill import Drill
from smbsocial.ui.accounts.page import AccountsPage
from smbsocial.ui.widgets.labels import ElidedLabel
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import records

TODAY = date(2027, 1, 13)
PAGE = "https://www.instagram.com"


@pytest.fixture
def page(room: Room) -> AccountsPage:
    """Two accounts that nobody proved for fourteen weeks; the vault is Ann's and open."""
    keep(room)
    age(room, weeks=14)
    with room.store.transaction() as tx:
        for id in (INSTAGRAM, FACEBOOK):
            tx.put(Registration(id))
    room.enter(ANN)
    return shown(room)


def shown(room: Room) -> AccountsPage:
    made = AccountsPage(room.bridge, room.desk)
    made.setParent(room.window)
    made.resize(room.window.size())
    made.show()
    room.bridge.changed.connect(lambda _changed: made.refresh())
    made.refresh()
    return made


def begun(page: AccountsPage, room: Room) -> Drill:
    page.findChild(QPushButton, "drill").click()
    return room.dialog(Drill)


def step(drill: Drill) -> str:
    return drill.findChild(QLabel, "step").text()


def proved_on(room: Room, account: AccountId) -> date | None:
    said = room.store.get(Registration, account)
    return said.proved_on if said else None


def press(place: QWidget, name: str) -> None:
    place.findChild(QPushButton, name).click()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_each_proof_is_kept_when_it_is_given(page: AccountsPage, room: Room) -> None:
    drill = begun(page, room)
    assert step(drill) == "Sign in to Instagram, @cornercafe"
    assert drill.findChild(ElidedLabel, "drill_where").full_text == "Account 1 of 2"
    press(drill, "got_in")
    assert proved_on(room, INSTAGRAM) == TODAY
    assert proved_on(room, FACEBOOK) is None
    assert step(drill) == "Sign in to Facebook Page, Corner Café"
    press(drill, "got_in")
    assert step(drill) == "You got into every one. See you next quarter."
    closed = room.gone(drill)
    press(drill, "close_drill")
    assert closed()
    assert not page.findChild(QWidget, "drill_due").isVisibleTo(page)


def test_it_can_be_left_and_gone_on_with(page: AccountsPage, room: Room) -> None:
    drill = begun(page, room)
    press(drill, "got_in")
    press(drill, "leave_drill")
    again = begun(page, room)
    assert step(again) == "Sign in to Facebook Page, Corner Café"
    again.reject()


def test_what_to_do_when_it_did_not_work(page: AccountsPage, room: Room) -> None:
    drill = begun(page, room)
    press(drill, "couldnt")
    assert step(drill) == "Get back into Instagram, @cornercafe"
    assert "1. " in room.words(drill)
    assert drill.findChild(QPushButton, "open_drill_recover") is not None
    press(drill, "next_account")
    assert proved_on(room, INSTAGRAM) is None
    press(drill, "got_in")
    assert step(drill).startswith("You got into 1 of 2.")
    drill.reject()


def test_after_all_one_can_have_got_in(page: AccountsPage, room: Room) -> None:
    drill = begun(page, room)
    press(drill, "couldnt")
    press(drill, "got_in")
    assert proved_on(room, INSTAGRAM) == TODAY
    assert log_of(room)[-1] == ("use", "proved")
    drill.reject()


def test_copying_is_logged_as_the_drills(page: AccountsPage, room: Room) -> None:
    drill = begun(page, room)
    press(drill, "drill_user")
    room.wait(lambda: clipboard() == "cornercafe")
    press(drill, "drill_password")
    room.wait(lambda: clipboard() == "fLat-white-19")
    press(drill, "drill_code")
    room.wait(lambda: len(clipboard()) == 6)
    assert log_of(room).count(("use", "drill")) == 3
    room.desk.clipboard.clear_now()
    drill.reject()


def test_what_is_not_kept_is_said(page: AccountsPage, room: Room) -> None:
    drill = begun(page, room)
    press(drill, "got_in")
    press(drill, "drill_code")
    trouble = drill.findChild(QLabel, "drill_trouble")
    room.wait(trouble.isVisible)
    assert trouble.text() == "That is not kept for this account."
    drill.reject()


def test_a_seed_that_is_none_is_said(page: AccountsPage, room: Room) -> None:
    run_here(records.save_record(room.vault, INSTAGRAM, Record("cornercafe", "pw", totp="1")))
    age(room, weeks=14)
    page.refresh()
    drill = begun(page, room)
    press(drill, "drill_code")
    trouble = drill.findChild(QLabel, "drill_trouble")
    room.wait(trouble.isVisible)
    assert "not the key of a one-time code" in trouble.text()
    drill.reject()


def test_opening_the_page_is_logged(page: AccountsPage, room: Room, opened: list[str]) -> None:
    drill = begun(page, room)
    press(drill, "drill_sign_in")
    assert opened[0].startswith(PAGE)
    assert log_of(room)[-1] == ("use", "sign_in")
    room.desk.lock()
    press(drill, "drill_sign_in")
    assert log_of(room)[-1][0] == "lock", "nobody is at work, so nobody is written down"
    drill.reject()


def test_staff_open_no_page_that_cannot_be_logged(
    page: AccountsPage, room: Room, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An owner began, the vault locked itself, and somebody else went on."""
    drill = begun(page, room)
    room.desk.lock()
    room.enter(BEN)

    def full(*_args: object, **_facts: object) -> None:
        raise ExpectedError(Code.DISK_FULL)

    monkeypatch.setattr(room.bridge.changes, "write", full)
    press(drill, "drill_sign_in")
    assert opened == []
    assert room.failures == ["log_not_written"]
    monkeypatch.undo()
    drill.reject()


def test_an_owner_hears_what_stands_in_no_log(
    page: AccountsPage, room: Room, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = begun(page, room)
    write = room.bridge.changes.write

    def no_log(*_args: object, **_facts: object) -> None:
        raise ExpectedError(Code.DISK_FULL)

    said = drill.findChild(QLabel, "drill_trouble")
    for name in ("drill_sign_in", "got_in"):
        monkeypatch.setattr(room.bridge.changes, "write", no_log)
        press(drill, name)
        assert said.isVisible(), name
        assert "could not be written into the access log" in said.text()
        monkeypatch.setattr(room.bridge.changes, "write", write)
        said.hide()
    assert opened[0].startswith(PAGE)
    assert proved_on(room, INSTAGRAM) == TODAY
    assert step(drill) == "Sign in to Facebook Page, Corner Café"
    drill.reject()


def test_an_account_outside_the_vault_can_be_proved(page: AccountsPage, room: Room) -> None:
    page.open_account(BLUESKY)
    press(page, "prove")
    drill = room.dialog(Drill)
    assert "The vault does not keep its password" in room.words(drill)
    press(drill, "got_in")
    assert proved_on(room, BLUESKY) == TODAY
    drill.reject()


def test_it_wants_an_owner(page: AccountsPage, room: Room) -> None:
    from smbsocial.ui.vault.unlock_form import UnlockForm

    room.desk.lock()
    room.enter(BEN)
    page.findChild(QPushButton, "drill").click()
    form = room.dialog(UnlockForm)
    assert not [each for each in room.window.findChildren(Drill) if each.isVisible()]
    closed = room.gone(form)
    form.reject()
    room.wait(closed)


def test_without_a_vault_it_goes_through_all(room: Room, qtbot: QtBot) -> None:
    put_register(room.store)
    page = shown(room)
    page.start_drill()
    drill = room.dialog(Drill)
    assert drill.findChild(ElidedLabel, "drill_where").full_text == "Account 1 of 5"
    drill.reject()


def test_without_accounts_there_is_none(room: Room) -> None:
    page = shown(room)
    page.start_drill()
    assert not room.window.findChildren(Drill)
