"""Restoring from the window: its form, from when it opens until it is said how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk

if TYPE_CHECKING:
    from smbsocial.ui.vault.restore_form import RestoreForm


class Restoring(QObject):
    """Asks for a backup; `wanted` carries the ui.vault.restore_form.RestoreRequest."""

    wanted = Signal(object)

    def __init__(self, bridge: Bridge, desk: VaultDesk, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._desk = desk
        self._window = window
        self._form: RestoreForm | None = None

    def ask(self) -> None:
        """Open the form, which stays until `end`."""
        from smbsocial.ui.vault.restore_form import RestoreForm

        try:
            making = self._desk.vault.making
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return
        self._form = RestoreForm(self._window, making)
        self._form.ask_and_wait(self.wanted.emit)

    def end(self, error: ExpectedError | None) -> None:
        """It is ready to take the place of what is here, or went wrong: the form says so."""
        if self._form is not None and isValid(self._form):
            self._form.end(error)
        elif error is not None:
            self._bridge.failed.emit(error)
