"""Fields for secrets: masked, kept out of undo, drag and the clipboard that nobody clears."""

import sys

from PySide6.QtCore import QCoreApplication, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.secret import Secret
from smbsocial.ui import theme
from smbsocial.ui.clipboard import mime_of
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

DOTS = "•" * 12
"""What stands for a secret of any length."""
_MASKED, _PLAIN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
_TAKEN = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
)
"""Keys that would bring a secret back, or onto a clipboard that keeps it."""


class SecretEdit(QLineEdit):
    """One line that holds a secret. `caps_seen`: whether Caps Lock seems to be on."""

    caps_seen = Signal(bool)

    def __init__(self, *, masked: bool = True) -> None:
        super().__init__()
        self.setEchoMode(_MASKED if masked else _PLAIN)
        self.setDragEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        hint = Qt.InputMethodHint
        self.setInputMethodHints(
            hint.ImhHiddenText
            | hint.ImhSensitiveData
            | hint.ImhNoPredictiveText
            | hint.ImhNoAutoUppercase
        )

    def value(self) -> Secret[str]:
        """What was typed."""
        return Secret(self.text())

    def put(self, secret: Secret[str]) -> None:
        """Show a secret instead of what was typed."""
        self.setText(secret.reveal())

    @property
    def revealed(self) -> bool:
        """Whether it can be read on the screen."""
        return self.echoMode() is _PLAIN

    def reveal(self, shown: bool) -> None:
        """Show the letters, or dots."""
        self.setEchoMode(_PLAIN if shown else _MASKED)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and copying do nothing; a letter's case tells of Caps Lock."""
        if any(event.matches(taken) for taken in _TAKEN):
            event.accept()
            return
        self._look_at_case(event)
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What is marked with the mouse does not go into X11's selection."""
        shown = self.revealed
        self.setEchoMode(_MASKED)
        super().mouseReleaseEvent(event)
        self.reveal(shown)

    def _look_at_case(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_seen.emit(False)
        elif len(letter) == 1 and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_seen.emit(letter.isupper() is not shifted)


class SecretField(Field):
    """A secret with its label, the way to look at it, and its errors."""

    def __init__(
        self,
        title: str,
        *,
        hint: str = "",
        name: str,
        masked: bool = True,
        can_show: bool = True,
        also: QWidget | None = None,
    ) -> None:
        self.edit = SecretEdit(masked=masked)
        super().__init__(title, self.edit, hint=hint, name=name)
        self._show = button("", self._turn, name=f"{name}_show")
        self._show.setCheckable(True)
        self._show.setVisible(can_show)
        self._caps = label(translate("Secret", "Caps Lock seems to be on."), "small", wrap=True)
        self._caps.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - a field's
        layout.removeWidget(self.edit)
        beside = [also] if also is not None else []
        layout.insertWidget(1, row(self.edit, self._show, *beside))
        layout.insertWidget(2, self._caps)
        self.edit.caps_seen.connect(self._caps.setVisible)
        self._say(shown=not masked)

    def value(self) -> Secret[str]:
        """What was typed."""
        return self.edit.value()

    def forget(self) -> None:
        """Empty it, and mask what comes."""
        self.edit.clear()
        self._say(shown=False)

    def say_error(self, words: str) -> None:
        """Say in words what is wrong here, where no error has them."""
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self.edit.setProperty("wrong", bool(words))
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)
        self.edit.setAccessibleDescription(words or self._hint.text())

    def _turn(self) -> None:
        self._say(shown=not self.edit.revealed)

    def _say(self, *, shown: bool) -> None:
        self.edit.reveal(shown)
        self._show.setChecked(shown)
        self._show.setText(translate("Secret", "Hide") if shown else translate("Secret", "Show"))
        about = translate("Secret", "Show what is typed in: {field}")
        self._show.setAccessibleName(about.format(field=self.edit.accessibleName()))


class SecretText(QPlainTextEdit):
    """Several lines that are secret: no undo, and what is copied of them is marked."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        edges = 2 * (theme.SPACE * 2 + theme.SPACE)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + edges)

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        """Marked for clipboard histories, like all that the vault copies."""
        return mime_of(Secret(self.textCursor().selectedText()), sys.platform)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo belongs to the window, and must not change the week behind a form."""
        if event.matches(_TAKEN[0]) or event.matches(_TAKEN[1]):
            event.accept()
            return
        super().keyPressEvent(event)
