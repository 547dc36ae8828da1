"""Restoring from the window: the form waits for how it went; a mistake costs nobody the rest."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from vault_room import Room

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.ui.vault.restore_form import RestoreForm, RestoreRequest

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
