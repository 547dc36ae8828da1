"""Fields for secrets: masked, kept out of undo, drag and the clipboard that nobody clears."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.ui import theme
from smbsocial.ui.clipboard import SecretClipboard
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

DOTS = "•" * 6
"""What stands for a secret of any length."""
_MASKED, _PLAIN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
_TAKEN = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
)
"""Keys that would bring a secret back, or onto a clipboard that keeps it."""
_SELECTING = (
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.SelectNextChar,
    QKeySequence.StandardKey.SelectPreviousChar,
    QKeySequence.StandardKey.SelectNextWord,
    QKeySequence.StandardKey.SelectPreviousWord,
    QKeySequence.StandardKey.SelectNextLine,
    QKeySequence.StandardKey.SelectPreviousLine,
    QKeySequence.StandardKey.SelectStartOfLine,
    QKeySequence.StandardKey.SelectEndOfLine,
    QKeySequence.StandardKey.SelectStartOfBlock,
    QKeySequence.StandardKey.SelectEndOfBlock,
    QKeySequence.StandardKey.SelectStartOfDocument,
    QKeySequence.StandardKey.SelectEndOfDocument,
    QKeySequence.StandardKey.DeleteEndOfLine,
    QKeySequence.StandardKey.DeleteCompleteLine,
)
"""Keys after which what they mark is in X11's selection, or what they delete on the clipboard."""
_HINT = Qt.InputMethodHint
_LEARN_NOTHING = _HINT.ImhSensitiveData | _HINT.ImhNoPredictiveText | _HINT.ImhNoAutoUppercase
"""What asks keyboards on the screen and input methods to keep nothing of it."""


class SecretEdit(QLineEdit):
    """One line that holds a secret. `caps_seen`: whether Caps Lock seems to be on."""

    caps_seen = Signal(bool)

    def __init__(self, *, masked: bool = True) -> None:
        super().__init__()
        self.setDragEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.reveal(not masked)

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
        # Qt takes the hints away with the dots.
        self.setInputMethodHints(self.inputMethodHints() | _LEARN_NOTHING)

    @override
    def clear(self) -> None:
        """Empty it; what Qt's own way of doing so leaves for undo goes, too."""
        self.setText("")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and copying do nothing; a letter's case tells of Caps Lock."""
        if any(event.matches(taken) for taken in _TAKEN):
            event.accept()
            return
        self._look_at_case(event)
        if any(event.matches(selecting) for selecting in _SELECTING):
            with self._masked():
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What is marked with the mouse does not go into X11's selection."""
        with self._masked():
            super().mouseReleaseEvent(event)

    @contextmanager
    def _masked(self) -> Iterator[None]:
        """Meanwhile Qt copies nothing of it."""
        shown = self.revealed
        self.reveal(False)
        yield
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
    ) -> None:
        self.edit = SecretEdit(masked=masked)
        super().__init__(title, self.edit, hint=hint, name=name)
        self._show = button("", self._turn, name=f"{name}_show")
        self._show.setCheckable(True)
        if not can_show:
            self._show.hide()
        self._caps = label(translate("Secret", "Caps Lock seems to be on."), "small", wrap=True)
        self._caps.hide()
        put_beside(self, self._show)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - a field's
        layout.insertWidget(2, self._caps)
        self.edit.caps_seen.connect(self._caps.setVisible)
        self._say(shown=not masked)

    def value(self) -> Secret[str]:
        """What was typed."""
        return self.edit.value()

    def given(self) -> Secret[str] | None:
        """What was typed; where nothing was it says so here, and None comes of it."""
        typed = self.value()
        there = bool(typed.reveal())
        missing = ExpectedError(Code.EMPTY, field=self.edit.objectName())
        self.show_error(None if there else missing)
        return typed if there else None

    def forget(self) -> None:
        """Empty it, and mask what comes."""
        self.edit.clear()
        self._say(shown=False)

    def refuse(self, error: ExpectedError) -> None:
        """Say what is wrong with it; whoever types next types it anew."""
        self.show_error(error)
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

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


def clear_secrets(place: QWidget) -> None:
    """Empty every field and label for secrets in a form or page."""
    for line in place.findChildren(SecretEdit):
        line.clear()
    for text in place.findChildren(SecretText):
        text.clear()
    for words in place.findChildren(SecretLabel):
        words.clear()


def put_beside(field: Field, *widgets: QWidget) -> None:
    """Put widgets at the right of a field's editor."""
    layout = field.layout()
    assert isinstance(layout, QVBoxLayout)  # noqa: S101 - a field's
    layout.removeWidget(field.editor)
    layout.insertWidget(1, row(field.editor, *widgets))


class SecretLabel(QLabel):
    """Words that are secret, until they are forgotten."""

    def __init__(self, kind: str = "", *, name: str = "", wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class SecretText(QPlainTextEdit):
    """Several lines that are secret: no undo, and copied only as the vault copies."""

    def __init__(self, lines: int, clipboard: SecretClipboard) -> None:
        super().__init__()
        self._clipboard = clipboard
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(self.inputMethodHints() | _LEARN_NOTHING)
        edges = 2 * (theme.SPACE * 2 + theme.SPACE)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + edges)

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        """Nothing: what is marked goes neither into X11's selection nor anywhere by dragging."""
        return QMimeData()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying is the vault's. Undo is the window's, and must not change the week behind."""
        undo, redo, copy, cut = (event.matches(taken) for taken in _TAKEN)
        if copy or cut:
            self._copy_selected()
        if cut:
            self.textCursor().removeSelectedText()
        if undo or redo or copy or cut:
            event.accept()
            return
        super().keyPressEvent(event)

    def _copy_selected(self) -> None:
        selected = Secret(self.textCursor().selection().toPlainText())
        if selected.reveal():
            self._clipboard.copy(selected)
