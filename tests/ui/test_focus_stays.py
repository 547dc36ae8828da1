"""The keyboard stays on the page: at what was pressed, or at what came in its place."""

from collections.abc import Callable, Iterator
from pathlib import Path

import people_room
import pytest
from people_room import SAM, People
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from vault_room import ANN, INSTAGRAM, OWNERS, Room

from smbsocial.domain.vault import SlotKind
from smbsocial.ui import dialogs, theme
from smbsocial.ui.menus import PEOPLE
from smbsocial.ui.people.forms import StartForm
from smbsocial.ui.people.leaving import LeavingPage
from smbsocial.ui.people.passphrase_form import PassphraseForm
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.rail import Rail
from smbsocial.ui.vault.account_uses import AccountUses
from smbsocial.ui.vault.record_form import PasswordForm, change_password
from smbsocial.ui.widgets.message_bar import MessageBar
from smbsocial.ui.window import MainWindow
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import unlocking
from smbsocial.usecases.vault.session import slot_of

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def people(room: Room) -> People:
    """Ann is at work; something stands above the page that would take the keyboard."""
    people_room.keep(room)
    above = QPushButton("×")
    made = people_room.made(room)
    made.room.window.layout().insertWidget(0, above)
    room.enter()
    made.settle()
    return made


@pytest.fixture
def at(room: Room) -> Callable[[], str]:
    """The name of what has the keyboard, once all is drawn."""

    def found() -> str:
        for _ in range(5):
            QApplication.processEvents()
        focused = room.window.focusWidget()
        return focused.objectName() if focused else ""

    return found


def press(people: People, name: str, place: QWidget | None = None) -> None:
    """As the keyboard does: the button has the focus."""
    people.settle()
    for button in (place or people.page).findChildren(QPushButton, name):
        button.setFocus()
    people.press(name, place)


def test_giving_a_passphrase_ends_at_its_button(people: People, at: Callable[[], str]) -> None:
    press(people, "passphrase-sam")
    form = people.room.dialog(PassphraseForm)
    for name in ("passphrase", "passphrase_again"):
        people.room.write(form, name, "eleven paper lanterns over water")
    gone = people.room.gone(form)
    people.room.press(form, "confirm")
    people.room.wait(gone)
    assert at() == "passphrase-sam"


def test_a_passphrase_that_is_taken_leaves_the_keyboard_on_the_card(
    people: People, at: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "confirm", lambda *_: True)
    press(people, "take-sam")
    people.room.wait(lambda: slot_of(people.room.store, SlotKind.STAFF, SAM) is None)
    people.room.wait(lambda: bool(people.told))
    assert at().endswith("-sam")


def test_a_departure_starts_on_its_list_and_later_leads_to_where_one_goes_on(
    people: People, at: Callable[[], str]
) -> None:
    press(people, "leaving-sam")
    form = people.room.dialog(StartForm)
    gone = people.room.gone(form)
    people.room.press(form, "confirm")
    people.room.wait(gone)
    people.room.wait(lambda: people.has("later"))
    first = people.page.findChild(QWidget, at())
    assert people.page._leaving.isAncestorOf(first)
    assert at() != "later"
    press(people, "later")
    assert at().startswith("go_on-")


@pytest.fixture
def rail(room: Room) -> Rail:
    room.set_up()
    window, made = room.window, Rail(RESOURCES / "icons")
    made.add_page("week", "This week", "list-checks")
    (window.layout() or QVBoxLayout(window)).addWidget(made)
    made.lock_wanted.connect(room.desk.lock)
    made.unlock_wanted.connect(room.desk.switch_person)
    room.desk.changed.connect(
        lambda: made.show_at_work(room.desk.person, can_open=room.desk.can_open)
    )
    room.enter()
    return made


def test_locking_and_unlocking_in_the_rail_stays_there(
    room: Room, rail: Rail, at: Callable[[], str]
) -> None:
    from smbsocial.ui.vault.unlock_form import UnlockForm

    at()
    rail.findChild(QPushButton, "lock").setFocus()
    room.press(rail, "lock")
    assert at() == "unlock"
    room.press(rail, "unlock")
    form = room.dialog(UnlockForm)
    room.write(form, "passphrase", OWNERS.reveal())
    gone = room.gone(form)
    room.press(form, "confirm")
    room.wait(gone)
    assert at() == "lock"


def test_changing_a_password_begins_at_the_first_step(room: Room) -> None:
    room.keep()
    room.enter(ANN)
    uses = AccountUses(room.desk, room.bridge, INSTAGRAM, room.window)
    change_password(room.desk, room.bridge, uses, room.window)
    form = room.dialog(PasswordForm)
    assert form.focusWidget().objectName() == "open_change"


@pytest.fixture
def window(room: Room, tmp_path: Path) -> Iterator[MainWindow]:
    """The whole window at its smallest, on People; Ann is at work."""
    people_room.keep(room)
    preferences = Preferences(str(tmp_path / "machine.ini"))
    made = MainWindow(room.bridge, preferences, folder=str(tmp_path), make_vault=room.make)
    room.qtbot.addWidget(made)
    made.resize(theme.MINIMUM)
    with room.qtbot.waitExposed(made):
        made.start()
        made.show()
    made.activateWindow()
    run_here(unlocking.unlock(made.desk.vault, ANN, OWNERS))
    made.desk.entered()
    made.show_page(PEOPLE)
    settle()
    yield made
    made.close()


def settle() -> None:
    for _ in range(10):
        QApplication.processEvents()


def push(window: MainWindow, name: str) -> None:
    """Press a button of the window with the keyboard."""
    (button,) = (each for each in window.findChildren(QPushButton, name) if each.isVisible())
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    settle()


def focused(window: MainWindow) -> str:
    settle()
    widget = window.focusWidget()
    return widget.objectName() if widget else ""


def test_in_the_whole_window_the_keyboard_never_falls_to_the_rail(
    room: Room, window: MainWindow
) -> None:
    push(window, "leaving-sam")
    (form,) = (each for each in window.findChildren(StartForm) if each.isVisible())
    room.press(form, "confirm")
    leaving = window.findChild(LeavingPage)
    room.wait(lambda: leaving.isVisible() and bool(focused(window)))
    assert leaving.isAncestorOf(window.focusWidget()), focused(window)
    push(window, "later")
    assert focused(window).startswith("go_on-")
    push(window, "passphrase-ben")
    (asks,) = (each for each in window.findChildren(PassphraseForm) if each.isVisible())
    for name in ("passphrase", "passphrase_again"):
        room.write(asks, name, "eleven paper lanterns over water")
    gone = room.gone(asks)
    room.press(asks, "confirm")
    room.wait(gone)
    bar = window.findChild(MessageBar)
    room.wait(bar.isVisible)
    assert focused(window) == "passphrase-ben"
    push(window, "lock")
    assert focused(window) == "unlock"
