"""The frame of every short form: a title, fields with their errors, and one button that does it."""

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

FORM_WIDTH = 460


class Form(QDialog):
    """A short form: a title, fields, and one primary button."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._keep: Callable[..., None]
        self.setObjectName("form")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(FORM_WIDTH)
        self.body = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(theme.GAP)
        self.body.addWidget(label(title, "section", wrap=True))

    def close_with(self, verb: str) -> QPushButton:
        """Put the buttons below everything; returns the one that does it."""
        cancel = button(translate("Form", "Cancel"), self.reject, name="cancel")
        confirm = button(verb, primary=True, name="confirm")
        self.body.addStretch(1)
        self.body.addWidget(row(None, cancel, confirm))
        confirm.setDefault(True)  # a button that is in no dialog yet would not be the only one
        return confirm

    def ask(self, keep: Callable[..., None]) -> None:
        """Open the form; `keep` is given its values, and it closes once they are kept."""
        self._keep = keep
        self.open()

    def take(self, *values: object) -> None:
        """Keep what was typed, or say at its field why that can't be."""
        try:
            self._keep(*values)
        except ExpectedError as error:
            self.show_error(error)
            self.go_to_error()
        else:
            self.accept()

    def go_to_error(self) -> bool:
        """Put the cursor where something is wrong; False where no field is."""
        for line in self.findChildren(QLineEdit):
            if line.property("wrong") and line.isVisible():
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    @abstractmethod
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """As high as its lines are at this width, and no higher."""
        super().showEvent(event)
        if self.body.hasHeightForWidth():
            self.resize(self.width(), self.body.totalHeightForWidth(self.width()))
