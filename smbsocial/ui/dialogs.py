"""The only message boxes: when work cannot go on, or something can't be taken back.

Qt's boxes are loaded when one is shown: a start needs none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

T = TypeVar("T")

translate = QCoreApplication.translate


def cannot_go_on(parent: QWidget | None, text: str) -> None:
    """Say what happened; the person can only close it."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "smbsocial", text, parent=parent)
    box.addButton(translate("Dialogs", "Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def confirm(parent: QWidget | None, text: str, verb: str) -> bool:
    """Ask once before something that can't be undone; `verb` names it on its button."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Question, "smbsocial", text, parent=parent)
    box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(translate("Dialogs", "Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.exec()
    return box.clickedButton() is not keep and box.clickedButton() is not None


def choose(parent: QWidget | None, text: str, offers: Sequence[tuple[T, str]]) -> T | None:
    """Ask which way to go on; the first offer is the default, None when the box was closed."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "smbsocial", text, parent=parent)
    buttons = {}
    for number, (value, words) in enumerate(offers):
        last = number == len(offers) - 1
        role = QMessageBox.ButtonRole.RejectRole if last else QMessageBox.ButtonRole.AcceptRole
        buttons[box.addButton(words, role)] = value
    box.setDefaultButton(next(iter(buttons)))
    box.exec()
    clicked = box.clickedButton()
    return next((value for button, value in buttons.items() if button is clicked), None)


def choose_folder(parent: QWidget | None, start: str) -> str:
    """Ask for a folder; empty when the person changed their mind."""
    from PySide6.QtWidgets import QFileDialog

    title = translate("Dialogs", "Open the folder of a business")
    return QFileDialog.getExistingDirectory(parent, title, start)
