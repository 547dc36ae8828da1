"""The two short forms of a task: it is out (with its link), and not this time (with a reason)."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Flow
from smbsocial.ui.widgets.fields import Field, NumberEdit
from smbsocial.ui.widgets.forms import Form

translate = QCoreApplication.translate


class PostedForm(Form):
    """Mark a post as posted: its link and what it really took, both optional."""

    def __init__(self, title: str, link: str, minutes: int | None, parent: QWidget | None) -> None:
        super().__init__(translate("Week", "“{title}” is out").format(title=title), parent)
        self._link = QLineEdit(link)
        self._minutes = NumberEdit(minutes)
        self._link_field = Field(
            translate("Week", "Link of the post"),
            self._link,
            hint=translate("Week", "Optional. Copy it from the platform; it stays with the post."),
            name="link",
        )
        self._minutes_field = Field(
            translate("Week", "Minutes it really took"),
            self._minutes,
            hint=translate("Week", "Optional. It counts instead of the planned minutes."),
            name="minutes",
        )
        self.body.addWidget(self._link_field)
        self.body.addWidget(self._minutes_field)
        self.close_with(translate("Week", "Mark as posted")).clicked.connect(self._confirm)
        self._link.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        at = self._minutes_field if "minutes" in (error.field or "") else self._link_field
        at.show_error(error)

    def _confirm(self) -> None:
        self._minutes_field.show_error(None)
        self._link_field.show_error(None)
        try:
            minutes = self._minutes.value()
        except ExpectedError as error:
            self._minutes_field.show_error(error)
            return
        self.take(self._link.text().strip(), minutes)


class MinutesForm(Form):
    """What a task really took."""

    def __init__(self, title: str, minutes: int | None, parent: QWidget | None) -> None:
        super().__init__(translate("Week", "Minutes for: {title}").format(title=title), parent)
        self._minutes = NumberEdit(minutes)
        self._field = Field(translate("Week", "Minutes it really took"), self._minutes)
        self.body.addWidget(self._field)
        self.close_with(translate("Week", "Keep the minutes")).clicked.connect(self._confirm)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say what cannot be kept."""
        self._field.show_error(error)

    def _confirm(self) -> None:
        try:
            self.take(self._minutes.value())
        except ExpectedError as error:
            self._field.show_error(error)


class SkipForm(Form):
    """Not this time: a reason in a word or two, so that the quarter's review can learn."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(translate("Week", "Skip “{title}”?").format(title=title), parent)
        self._reason = QLineEdit()
        self._field = Field(
            translate("Week", "Why?"),
            self._reason,
            hint=translate("Week", "No blame: it is kept with the task."),
            name="reason",
        )
        reasons = (
            translate("Week", "No time this week"),
            translate("Week", "Nobody here to do it"),
            translate("Week", "Doesn't fit any more"),
            translate("Week", "Nothing to show yet"),
        )
        self.body.addWidget(Flow(*(self._offer(text) for text in reasons)))
        self.body.addWidget(self._field)
        self.close_with(translate("Week", "Skip it")).clicked.connect(self._confirm)
        self._reason.setFocus()

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say what cannot be kept."""
        self._field.show_error(error)

    def _offer(self, text: str) -> QPushButton:
        return button(text, lambda: self._reason.setText(text))

    def _confirm(self) -> None:
        self.take(self._reason.text().strip())
