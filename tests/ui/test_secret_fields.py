"""Fields for secrets give nothing away: to undo, clipboards, selections, input methods."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.secret import Secret
from smbsocial.ui.clipboard import SecretClipboard
from smbsocial.ui.vault.secret_fields import (
    SecretEdit,
    SecretField,
    SecretLabel,
    SecretText,
    clear_secrets,
)

WORD = "Kanarienvogel7Dotterblume"
HINT = Qt.InputMethodHint
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
Show = Callable[..., None]
Board = Callable[[], tuple[str, str]]


@pytest.fixture
def kept(themed: QApplication) -> Iterator[SecretClipboard]:
    made = SecretClipboard()
    yield made
    made.clear_now()


@pytest.fixture
def board(themed: QApplication) -> Board:
    """What lies on the clipboard and in X11's selection."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    clipboard.clear(QClipboard.Mode.Selection)

    def look() -> tuple[str, str]:
        return clipboard.text(), clipboard.text(QClipboard.Mode.Selection)

    return look


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Show widgets in a window that is active."""
    holder = QWidget()
    column = QVBoxLayout(holder)

    def show_them(*widgets: QWidget) -> None:
        for widget in widgets:
            column.addWidget(widget)
        holder.show()
        holder.activateWindow()
        qtbot.waitUntil(holder.isActiveWindow)

    yield show_them
    holder.close()


def keys_of(standard: QKeySequence.StandardKey) -> list[tuple[Qt.Key, Qt.KeyboardModifier]]:
    """Without the keys of large keyboards that QTest cannot press."""
    pressed = [each[0] for each in QKeySequence.keyBindings(standard) if each.count() == 1]
    found = [(combined.key(), combined.keyboardModifiers()) for combined in pressed]
    return [(key, modifiers) for key, modifiers in found if key.value < Qt.Key.Key_Back.value]


def use_every_key(widget: QWidget, fill: Callable[[], None], after: Callable[[], None]) -> None:
    """Every key that edits or marks, at the start, at the end and with all of it marked."""
    for standard in QKeySequence.StandardKey:
        for key, modifiers in keys_of(standard):
            for at in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_A):
                fill()
                control = Qt.KeyboardModifier.ControlModifier
                QTest.keyClick(
                    widget, at, control if at is Qt.Key.Key_A else Qt.KeyboardModifier(0)
                )
                QTest.keyClick(widget, key, modifiers)
                after()


def drag_over(widget: QWidget) -> None:
    left, none = Qt.MouseButton.LeftButton, PLAIN
    QTest.mousePress(widget, left, none, QPoint(6, 12))
    for x in range(10, 120, 10):
        QTest.mouseMove(widget, QPoint(x, 12))
    QTest.mouseRelease(widget, left, none, QPoint(120, 12))
    QTest.mouseDClick(widget, left, none, QPoint(30, 12))
    QTest.mouseClick(widget, left, none, QPoint(30, 12))


def test_a_revealed_line_is_never_copied_by_itself(show: Show, board: Board) -> None:
    """Ctrl+K copies what it deletes, and on X11 whatever is marked is for all to paste."""
    edit = SecretEdit(masked=False)
    show(edit)

    def nothing() -> None:
        assert board() == ("", "")

    use_every_key(edit, lambda: edit.setText(WORD), nothing)
    edit.setText(WORD)
    drag_over(edit)
    nothing()
    edit.clearFocus()
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    edit.selectAll()
    nothing()


def test_what_is_marked_in_a_secret_text_goes_nowhere_by_itself(
    show: Show, board: Board, kept: SecretClipboard
) -> None:
    text = SecretText(3, kept)
    show(text)
    known: list[int] = []
    kept.left.connect(known.append)

    def nothing_unknown() -> None:
        on_board, selected = board()
        assert selected == ""
        assert on_board == "" or known[-1] > 0
        kept.clear_now()

    use_every_key(text, lambda: text.setPlainText(WORD), nothing_unknown)
    text.setPlainText(WORD)
    drag_over(text.viewport())
    nothing_unknown()
    text.selectAll()
    assert text.createMimeDataFromSelection().formats() == []


def test_a_secret_text_is_copied_and_cut_as_the_vault_does(
    show: Show, board: Board, kept: SecretClipboard
) -> None:
    text = SecretText(3, kept)
    show(text)
    text.setPlainText("one\ntwo")
    text.selectAll()
    QTest.keyClick(text, Qt.Key.Key_C, CONTROL)
    assert board()[0] == "one\ntwo"
    kept.clear_now()
    assert board()[0] == ""
    QTest.keyClick(text, Qt.Key.Key_X, CONTROL)
    assert board()[0] == "one\ntwo"
    assert text.toPlainText() == ""
    text.setPlainText("three")
    QTest.keyClick(text, Qt.Key.Key_C, CONTROL)
    assert board()[0] == "one\ntwo", "nothing is marked"


def test_what_was_cleared_does_not_come_back(show: Show) -> None:
    field = SecretField("Password", name="password", masked=False)
    show(field)
    QTest.keyClicks(field.edit, WORD)
    field.forget()
    field.edit.reveal(True)
    assert not field.edit.isUndoAvailable()
    field.edit.undo()
    assert field.edit.text() == ""


@pytest.mark.parametrize("masked", [True, False])
def test_input_methods_are_asked_to_learn_nothing(
    show: Show, kept: SecretClipboard, masked: bool
) -> None:
    edit = SecretEdit(masked=masked)
    text = SecretText(3, kept)
    show(edit, text)
    for reveal in (True, False, True):
        for widget in (edit, text):
            assert widget.inputMethodHints() & HINT.ImhSensitiveData
            assert widget.inputMethodHints() & HINT.ImhNoPredictiveText
        assert bool(edit.inputMethodHints() & HINT.ImhHiddenText) is not edit.revealed
        edit.reveal(reveal)


def test_a_place_that_is_left_keeps_nothing(show: Show, kept: SecretClipboard) -> None:
    holder = QWidget()
    edit, text, words = SecretEdit(), SecretText(3, kept), SecretLabel("strong", name="words")
    column = QVBoxLayout(holder)
    for widget in (edit, text, words):
        column.addWidget(widget)
    show(holder)
    edit.setText(WORD)
    text.setPlainText(WORD)
    words.setText(WORD)
    clear_secrets(holder)
    assert (edit.text(), text.toPlainText(), words.text()) == ("", "", "")


def test_it_says_what_was_typed_to_nobody_else(qtbot: QtBot) -> None:
    edit = SecretEdit()
    edit.put(Secret(WORD))
    qtbot.addWidget(edit)
    assert edit.displayText() != WORD
    assert repr(edit.value()) == "••••"
