"""Hearing that somebody left the computer: the screen was locked, or it goes to sleep.

On Linux the desktop says so on its buses; where there is no bus nothing is heard, and the rules of
time hold alone (`auto_lock.py`). Windows and macOS tell their windows in ways that Qt does not
pass on: there, too, only the rules of time hold.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

SLEEP = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
LOCKS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
)
"""Path, interface and signal; each carries whether it begins."""
_BEGINS = SLOT("_begins(bool)")
"""The slot, as Qt's own tables name it."""


class LeftDesk(QObject):
    """`left`: the screen is locked now, or the computer is about to sleep."""

    left = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        session: QDBusConnection | None = None,
        system: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        self._hears = False
        if sys.platform == "linux":
            self._listen(session, system)

    @property
    def hears(self) -> bool:
        """Whether there is a bus that may tell."""
        return self._hears

    def _listen(self, session: QDBusConnection | None, system: QDBusConnection | None) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:  # a desktop without D-Bus
            return
        if session is None and _has_session_bus():
            session = QDBusConnection.sessionBus()
        if session is not None:
            for where in LOCKS:
                self._connect(session, where)
        self._connect(system or QDBusConnection.systemBus(), SLEEP)

    def _connect(self, bus: QDBusConnection, where: tuple[str, str, str]) -> None:
        path, interface, name = where
        if bus.isConnected():
            # It takes the text of `SLOT`, and refuses the bytes that its stub asks for.
            heard = bus.connect("", path, interface, name, self, _BEGINS)  # type: ignore[call-overload]
            self._hears = self._hears or heard

    @Slot(bool)
    def _begins(self, begins: bool) -> None:
        if begins:
            self.left.emit()


def _has_session_bus() -> bool:
    """Whether there is one: else asking for it would start one."""
    place = os.environ.get("XDG_RUNTIME_DIR")
    return "DBUS_SESSION_BUS_ADDRESS" in os.environ or bool(place and Path(place, "bus").exists())
