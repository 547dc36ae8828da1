"""Rows that can be added and taken away: communities, accounts, people."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import clear

translate = QCoreApplication.translate
R = TypeVar("R", bound=QWidget)


class Rows(QWidget, Generic[R]):
    """A column of rows and the button that adds one."""

    def __init__(self, verb: str, make: Callable[[], R], changed: Callable[[], object]) -> None:
        super().__init__()
        self._make = make
        self._changed = changed
        self._rows: list[R] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(self._column)
        layout.addWidget(button(verb, self._added, name="add_row"))

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows from the top."""
        return tuple(self._rows)

    def clear(self) -> None:
        """Take all rows away without saying so."""
        self._rows = []
        clear(self._column)

    def add(self) -> R:
        """A new row at the end."""
        made = self._make()
        self._rows.append(made)
        self._column.addWidget(made)
        return made

    def remove(self, which: R) -> None:
        """Take a row away."""
        self._rows.remove(which)
        self._column.removeWidget(which)
        which.hide()
        which.deleteLater()
        self._changed()

    def _added(self) -> None:
        self.add().setFocus()
