"""The post editor: one post's fields, saved in one step; and the small question for a day."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PostId
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.post.form import PostForm
from smbsocial.ui.text import formats
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Paper, row
from smbsocial.ui.widgets.fields import DayEdit, Field
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.usecases import calendar
from smbsocial.usecases.calendar_sheets import PostSheet
from smbsocial.usecases.changes import Action

translate = QCoreApplication.translate

WIDTH, HEIGHT = theme.SPACE * 210, theme.SPACE * 145


def edit_post(bridge: Bridge, post: PostId, parent: QWidget | None) -> "PostEditor | None":
    """Open the editor on a post; None (and a message) when the post is not there any more."""
    try:
        sheet = bridge.read(calendar.post_sheet, post)
    except ExpectedError as error:
        bridge.failed.emit(error)
        return None
    return _opened(PostEditor(bridge, sheet, parent=parent, new=False))


def new_post(bridge: Bridge, day: date, parent: QWidget | None) -> "PostEditor | None":
    """Open the editor on a post that is made when it is saved."""
    try:
        sheet = bridge.read(calendar.blank_sheet, day=day)
    except ExpectedError as error:
        bridge.failed.emit(error)
        return None
    return _opened(PostEditor(bridge, sheet, parent=parent, new=True))


def ask_day(parent: QWidget, day: date, chosen: Callable[[date], None]) -> QDialog:
    """Ask for a day without holding up the rest; `chosen` hears it once."""
    dialog = QDialog(parent)
    dialog.setObjectName("ask_day")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(translate("Post", "Move the post"))
    edit = DayEdit(day)
    field = Field(translate("Post", "To which day?"), edit, name="target_day")
    cancel = button(translate("Post", "Cancel"), dialog.reject)
    move = button(translate("Post", "Move the post"), dialog.accept, primary=True, name="move")
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(*(theme.PAGE_MARGIN,) * 4)
    layout.setSpacing(theme.CARD_PADDING)
    layout.addWidget(field)
    layout.addWidget(row(None, cancel, move))
    move.setDefault(True)
    dialog.accepted.connect(lambda: chosen(edit.value()))
    dialog.open()
    return dialog


class PostEditor(QDialog):
    """A window over its page: fields, Save and Cancel, and Delete."""

    def __init__(
        self, bridge: Bridge, sheet: PostSheet, *, parent: QWidget | None, new: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName("post_editor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bridge = bridge
        self._sheet = sheet
        self._new = new
        title = translate("Post", "New post") if new else translate("Post", "Edit post")
        self.setWindowTitle(title)
        self._form = PostForm(sheet)
        self._trouble = label("", "error", wrap=True, name="editor_error")
        self._trouble.hide()
        self._build(title)
        self.resize(WIDTH, HEIGHT)

    @property
    def form(self) -> PostForm:
        """The fields."""
        return self._form

    def save(self) -> None:
        """Write what was changed as one step; stay open when something can't be kept."""
        self._form.show_error(None)
        self._trouble.hide()
        try:
            self._write()
        except ExpectedError as error:
            if not self._form.show_error(error):
                self._trouble.setText(sentence(error))
                self._trouble.show()
            return
        self.accept()

    def delete(self) -> None:
        """Take the post out; it asks nothing, the message offers Undo."""
        post = self._sheet.post
        if self._bridge.attempt(Action.REMOVE_POST, calendar.remove_post, post.id):
            text = translate("Post", "“{title}” was deleted.")
            self._bridge.told.emit(text.format(title=post.title), True)
        self.accept()

    def _write(self) -> None:
        edit = self._form.edit()
        if not self._new:
            self._bridge.do(Action.EDIT_POST, calendar.edit_post, self._sheet.post.id, edit)
            return
        title = self._form.title()
        day = self._form.day()
        self._bridge.do(Action.ADD_POST, calendar.add_post, day=day, title=title, edit=edit)
        text = translate("Post", "“{title}” is planned for {day}.")
        self._bridge.told.emit(text.format(title=title, day=formats.day_long(day)), True)

    def _build(self, title: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        paper = Paper()
        paper.body.addWidget(ElidedLabel(title, "title"))
        if self._sheet.post.idea and self._sheet.post.observance:
            paper.body.addWidget(label(self._sheet.post.observance, "muted", wrap=True))
        paper.body.addWidget(self._form, 1)
        layout.addWidget(paper, 1)
        layout.addWidget(self._buttons())
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        keys.activated.connect(self.save)
        also = QShortcut(QKeySequence("Ctrl+Return"), self)
        also.activated.connect(self.save)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, theme.GAP)
        line = QHBoxLayout()
        delete = button(translate("Post", "Delete the post"), self.delete, name="delete_post")
        delete.setVisible(not self._new)
        cancel = button(translate("Post", "Cancel"), self.reject, name="cancel")
        words = translate("Post", "Add the post") if self._new else translate("Post", "Save")
        save = button(words, self.save, primary=True, name="save")
        save.setDefault(True)
        line.addWidget(delete)
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(save)
        column.addWidget(self._trouble)
        column.addLayout(line)
        return holder


def _opened(editor: PostEditor) -> PostEditor:
    editor.open()
    return editor
