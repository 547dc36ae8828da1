"""Enter in a field presses the form's own verb, in every dialog that the tour comes by."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from vault_room import ANN, Room

from smbsocial.app.touring import make_stage
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.tour.screens import screens
from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
from smbsocial.ui.vault.restore_form import RestoreForm
from smbsocial.ui.widgets.buttons import button

SOME = {
    "unlock": {"passphrase"},
    "add-person": {"name"},
    "add-account": {"handle"},
    "vault-passphrase": {"passphrase", "passphrase_again"},
    "restore": {"backup", "code", "passphrase", "passphrase_again"},
    "recovery": {"code", "passphrase", "passphrase_again"},
    "one-time-codes": {"seed"},
    "all-that-is-kept": {"login", "password"},
    "own-passphrase": {"old_passphrase", "passphrase", "passphrase_again"},
    "give-passphrase": {"passphrase", "passphrase_again"},
}
"""Fields that must be among those that were tried."""

MOVES_ON = "figure-"
"""A week's figures are typed one below the other: there Enter keeps one and goes to the next."""


def presses(field: QLineEdit, dialog: QDialog) -> list[QPushButton]:
    """The buttons that Enter in this field presses; nothing comes of it."""
    buttons = dialog.findChildren(QPushButton)
    before = [(each.isCheckable(), each.isChecked(), each.isEnabled()) for each in buttons]
    for each in buttons:
        each.blockSignals(True)
        each.setCheckable(True)  # a button that is pressed in silence still turns
        each.setEnabled(True)
    marks = [each.isChecked() for each in buttons]
    for each in buttons:
        each.setFocus(Qt.FocusReason.TabFocusReason)  # what had it last must not matter
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_Return)
    found = [each for each, mark in zip(buttons, marks, strict=True) if each.isChecked() != mark]
    for each, (checkable, checked, enabled) in zip(buttons, before, strict=True):
        each.setChecked(checked)
        each.setCheckable(checkable)
        each.setEnabled(enabled)
        each.blockSignals(False)
    return found


def test_enter_in_a_field_is_the_forms_own_verb_on_every_screen(qtbot: QtBot) -> None:
    tried: dict[str, set[str]] = {}
    for screen in screens(make_stage(), QSize(1280, 820)):
        dialog = screen.dialog
        if dialog is None or isinstance(dialog, QPrintPreviewDialog):  # which is Qt's own
            continue
        for field in dialog.findChildren(QLineEdit):
            if not field.isVisible() or field.isReadOnly():
                continue
            where = f"{screen.name}: {field.objectName()}"
            pressed = presses(field, dialog)
            verb = [] if field.objectName().startswith(MOVES_ON) else [(True, True)]
            told = [(each.property("primary"), each.isDefault()) for each in pressed]
            assert told == verb, where
            tried.setdefault(screen.name, set()).add(field.objectName())
    assert {name: tried.get(name, set()) & fields for name, fields in SOME.items()} == SOME


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
