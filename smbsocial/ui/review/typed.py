"""Words that are kept as soon as somebody goes on from them."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui.widgets.fields import Field

MOST = 500
"""Letters; what is pasted beyond that is cut."""


class TypedLine(Field):
    """A line with its title. `keep` is called with new words; its error stands below."""

    def __init__(
        self,
        title: str,
        keep: Callable[[str], object],
        *,
        name: str,
        hint: str = "",
        asks: str = "",
    ) -> None:
        self._line = QLineEdit()
        super().__init__(title, self._line, hint=hint, name=name)
        self._keep = keep
        self._shown = ""
        self._line.setMaxLength(MOST)
        self._line.setPlaceholderText(asks)
        self._line.editingFinished.connect(self.flush)

    @property
    def text(self) -> str:
        """What stands there."""
        return self._line.text()

    def show_text(self, text: str) -> None:
        """Show what is kept; what somebody is typing stays."""
        if self._line.text() == self._shown or not self._line.hasFocus():
            self._line.setText(text)
            self.show_error(None)
        self._shown = text

    def flush(self) -> bool:
        """Keep what was typed; False where it can't be."""
        text = self._line.text().strip()
        if text == self._shown:
            return True
        try:
            self._keep(text)
        except ExpectedError as error:
            self.show_error(error)
            return False
        self._shown = text
        self.show_error(None)
        return True
