"""A box for some sentences that are kept as they are written."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

from smbsocial.ui import theme

PAUSE_MS = 1200
"""So long after the last letter it is kept."""
LINES = 3


class KeptText(QPlainTextEdit):
    """`written` carries the words, after a pause, and when the box is left."""

    written = Signal(str)

    def __init__(self, *, name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * LINES + theme.SPACE * 6)
        self._known = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._pause.start)

    def show_words(self, words: str) -> None:
        """Show what is kept, unless somebody is writing something else here."""
        writing = self.toPlainText() != self._known
        self._known = words
        if not writing and self.toPlainText() != words:
            self.setPlainText(words)
            self._pause.stop()

    def flush(self) -> None:
        """Hand on what was written last."""
        self._pause.stop()
        words = self.toPlainText()
        if words.strip() != self._known.strip():
            self._known = words
            self.written.emit(words)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes on has written it."""
        super().focusOutEvent(event)
        self.flush()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """The page was turned by a key."""
        self.flush()
        super().hideEvent(event)
