"""The window's icon in the tray: made where there is one, once something was looked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from smbsocial.ui.window import MainWindow

if TYPE_CHECKING:
    from smbsocial.ui.tray import Tray


class TrayPlace(QObject):
    """Joins a window to its icon; `raise_window` brings the window before the others."""

    def __init__(self, window: MainWindow, raise_window: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._raise = raise_window
        self._tray: Tray | None = None
        window.waiting.connect(self.show_waiting)
        window.closed.connect(self._close)

    @Slot(int)
    def show_waiting(self, count: int) -> None:
        """How many reminders wait."""
        from smbsocial.ui.tray import Tray

        if self._tray is None and Tray.is_there():
            self._tray = Tray(QApplication.windowIcon(), self)
            self._tray.open_wanted.connect(self._raise)
            self._tray.page_wanted.connect(self._open_page)
            self._tray.quit_wanted.connect(self._window.quit)
        if self._tray is not None:
            self._tray.show_count(count)

    @Slot(str)
    def _open_page(self, target: str) -> None:
        self._raise()
        self._window.open_target(target)

    @Slot()
    def _close(self) -> None:
        if self._tray is not None:
            self._tray.close()
            self._tray = None
