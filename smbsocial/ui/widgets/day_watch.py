"""Whether a new day has begun while a window was open."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

HEARTBEAT_MS = 30_000
"""How often it is asked."""


class DayWatch(QObject):
    """Asks now and then, and when told to `look`, which day it is; `turned` when it is another."""

    turned = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._ask = today
        self._today = today()
        self._heartbeat = QTimer(self)
        self._heartbeat.setInterval(HEARTBEAT_MS)
        self._heartbeat.timeout.connect(self.look)
        self._heartbeat.start()

    def look(self) -> None:
        """Ask now, for a window that was come back to; not once it was stopped."""
        if self._heartbeat.isActive() and (today := self._ask()) != self._today:
            self._today = today
            self.turned.emit()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._heartbeat.stop()
