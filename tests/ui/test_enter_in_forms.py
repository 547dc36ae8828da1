"""Enter in forms; that it presses the form's own verb is looked at on every screen of the tour."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from vault_room import ANN, Room

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
from smbsocial.ui.vault.restore_form import RestoreForm
from smbsocial.ui.widgets.buttons import button


def test_enter_presses_the_button_that_has_the_focus_and_no_default(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    done: list[str] = []
    for name in ("cancel", "confirm"):
        made = button(name, partial(done.append, name), name=name)
        made.setParent(dialog)
        made.setDefault(name == "confirm")
    dialog.show()
    cancel = dialog.findChild(QPushButton, "cancel")
    assert cancel is not None
    QTest.keyClick(cancel, Qt.Key.Key_Enter)
    assert done == ["cancel"]


def test_a_wrong_field_gets_the_focus_after_the_vault_has_answered(room: Room) -> None:
    room.keep()
    room.enter()
    form = OwnPassphraseForm(room.desk, room.bridge, ANN, room.window)
    form.open()
    room.write(form, "old_passphrase", "this is not it at all")
    for name in ("passphrase", "passphrase_again"):
        room.write(form, name, "slate harbour ochre nine lanterns")
    confirm = room.find(form, QPushButton, "confirm")
    confirm.setFocus()
    room.press(form, "confirm")
    assert isinstance(form.focusWidget(), QLineEdit)
    room.wait(confirm.isEnabled)
    assert form.focusWidget() is room.find(form, QLineEdit, "old_passphrase")


def test_what_keeping_refuses_gets_the_focus(room: Room) -> None:
    form = RestoreForm(room.window)

    def refuse(_request: object) -> None:
        raise ExpectedError(Code.CODE_TYPO)

    form.ask(refuse)
    for name in ("backup", "code", "passphrase", "passphrase_again"):
        room.write(form, name, "violet anchor seven gravel")
    room.press(form, "confirm")
    assert form.focusWidget() is room.find(form, QLineEdit, "code")
