"""The only message boxes: when work cannot go on, or something can't be taken back."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QWidget

translate = QCoreApplication.translate


def cannot_go_on(parent: QWidget | None, text: str) -> None:
    """Say what happened; the person can only close it."""
    box = QMessageBox(QMessageBox.Icon.Warning, "smbsocial", text, parent=parent)
    box.addButton(translate("Dialogs", "Close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def confirm(parent: QWidget | None, text: str, verb: str) -> bool:
    """Ask once before something that can't be undone; `verb` names it on its button."""
    box = QMessageBox(QMessageBox.Icon.Question, "smbsocial", text, parent=parent)
    box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(translate("Dialogs", "Keep"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.exec()
    return box.clickedButton() is not keep and box.clickedButton() is not None


def ask_line(parent: QWidget | None, title: str, label: str, text: str = "") -> str | None:
    """Ask for one line; None when the person changed their mind."""
    value, accepted = QInputDialog.getText(parent, title, label, QLineEdit.EchoMode.Normal, text)
    return value.strip() if accepted else None
