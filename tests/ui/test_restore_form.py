"""Restoring from the window: the form waits for how it went; a mistake costs nobody the rest."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from vault_room import Room

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.ui.vault.restore_form import RestoreForm, RestoreRequest
from smbsocial.ui.widgets.fields import Choice

TYPED = {
    "backup": "/stick/smbsocial-20270113-093000.smbbackup",
    "code": "000G-40R4-0M30-E209-185G-R38E-1WB9",
    "passphrase": "violet anchor seven gravel",
    "passphrase_again": "violet anchor seven gravel",
}


@pytest.fixture
def wanted() -> list[RestoreRequest]:
    return []


@pytest.fixture
def form(room: Room, wanted: list[RestoreRequest]) -> RestoreForm:
    """Filled in, and its button pressed."""
    made = RestoreForm(room.window)
    made.ask_and_wait(wanted.append)
    for name, text in TYPED.items():
        room.write(made, name, text)
    room.press(made, "confirm")
    return made


def test_it_waits_and_cannot_be_left_half_way(
    room: Room, form: RestoreForm, wanted: list[RestoreRequest]
) -> None:
    assert wanted == [
        RestoreRequest(TYPED["backup"], Secret(TYPED["code"]), Secret(TYPED["passphrase"]))
    ]
    assert form.isVisible()
    assert "One moment…" in room.words(form)
    assert not room.find(form, QPushButton, "confirm").isEnabled()
    room.qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    gone = room.gone(form)
    form.end(None)
    assert gone()


def test_five_words_are_on_offer_as_elsewhere(room: Room) -> None:
    made = RestoreForm(room.window, room.vault.making)
    made.ask_and_wait(lambda _request: None)
    use = room.find(made, QPushButton, "use_words")
    room.wait(use.isEnabled)
    room.press(made, "use_words")
    assert len(room.find(made, QLineEdit, "passphrase").text().split()) == 5


@pytest.mark.parametrize(
    "code", [Code.WRONG_KEY, Code.BACKUP_DAMAGED, Code.STORE_SILENT, Code.ALREADY_RUNNING]
)
def test_what_went_wrong_leaves_everything_typed_in(
    room: Room, form: RestoreForm, wanted: list[RestoreRequest], code: Code
) -> None:
    form.end(ExpectedError(code))
    assert form.isVisible()
    assert {name: room.find(form, QLineEdit, name).text() for name in TYPED} == TYPED
    assert "One moment…" not in room.words(form)
    room.press(form, "confirm")
    assert len(wanted) == 2
    form.end(ExpectedError(code))
    gone = room.gone(form)
    room.qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert gone()


def test_what_belongs_to_no_field_stands_above_the_buttons(room: Room, form: RestoreForm) -> None:
    form.end(ExpectedError(Code.STORE_SILENT))
    assert "The system's password store does not answer" in room.words(form)
    assert not room.find(form, QLineEdit, "backup").property("wrong")
    form.end(None)


def ask_owner(form: RestoreForm) -> None:
    owners = (("ann", "Ann"), ("x", ""))
    form.end(ExpectedError(Code.EMPTY, field="owner", owners=owners))


def test_whose_passphrase_it_is_is_asked_where_there_are_several_owners(
    room: Room, form: RestoreForm, wanted: list[RestoreRequest]
) -> None:
    choice = room.find(form, Choice, "owner")
    assert not choice.isVisible()
    ask_owner(form)
    assert choice.isVisible()
    assert choice.value() is None, "nobody is taken for it unasked"
    assert choice.accessibleName() == "Whose passphrase is it?"
    assert form.focusWidget() is choice
    assert {name: room.find(form, QLineEdit, name).text() for name in TYPED} == TYPED
    room.press(form, "confirm")
    assert len(wanted) == 1
    assert "Please fill this in" in room.words(form)
    assert choice.accessibleDescription() == "Please fill this in."
    room.qtbot.keyClick(choice, Qt.Key.Key_Down)
    room.qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "somebody without a name"
    room.press(form, "confirm")
    assert wanted[1] == replace(wanted[0], owner="x")
    assert "Please fill this in" not in room.words(form)
    form.end(None)


def test_the_keyboard_comes_by_the_owner_before_the_passphrase(
    room: Room, form: RestoreForm
) -> None:
    ask_owner(form)
    room.qtbot.keyClick(room.find(form, Choice, "owner"), Qt.Key.Key_Tab)
    assert form.focusWidget() is room.find(form, QLineEdit, "passphrase")
    form.end(None)


@pytest.mark.parametrize("changed", ["backup", "code"])
def test_another_backup_has_its_own_owners(
    room: Room, form: RestoreForm, wanted: list[RestoreRequest], changed: str
) -> None:
    ask_owner(form)
    room.find(form, Choice, "owner").choose("ann")
    room.write(form, changed, "another one")
    assert not room.find(form, Choice, "owner").isVisible()
    room.press(form, "confirm")
    assert wanted[1].owner == ""
    form.end(None)
