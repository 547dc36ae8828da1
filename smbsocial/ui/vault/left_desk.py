"""Hearing that somebody left the computer: the screen was locked, or it goes to sleep.

On Linux the desktop says so on its buses. Windows and macOS tell their windows in ways that Qt does
not pass on: there it is asked for from time to time (`locked_screen.py`). Where neither is to be
had the rules of time hold alone (`auto_lock.py`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

    from smbsocial.ui.vault.locked_screen import Question

SLEEP = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
LOCKS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged"),
    ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver", "ActiveChanged"),
)
"""Path, interface and signal; each carries whether it begins."""
_BEGINS = SLOT("_begins(bool)")
"""The slot, as Qt's own tables name it."""


class LeftDesk(QObject):
    """`left`: the screen is locked now, or the computer is about to sleep.

    Whoever watches calls `begin` and then, every few seconds, `look`.
    """

    left = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        session: QDBusConnection | None = None,
        system: QDBusConnection | None = None,
        platform: str = sys.platform,
        ask: Question | None = None,
    ) -> None:
        super().__init__(parent)
        self._hears = False
        self._was_locked: bool | None = None
        self._ask = ask
        if platform == "linux":
            self._listen(session, system)
        elif ask is None:
            from smbsocial.ui.vault.locked_screen import question

            self._ask = question(platform)

    @property
    def hears(self) -> bool:
        """Whether there is a bus that may tell."""
        return self._hears

    def begin(self) -> None:
        """Somebody has unlocked the vault, and sits there: whatever is said now is no news."""
        self._was_locked = self._ask() if self._ask else None

    def look(self) -> None:
        """Ask, where the system tells only who asks; `left` comes once it says so anew."""
        locked = self._ask() if self._ask else None
        if locked is None:
            return
        was, self._was_locked = self._was_locked, locked
        if locked and not was:
            self.left.emit()

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
        system = system or QDBusConnection.systemBus()
        self._connect(system, SLEEP)
        if system.isConnected():
            from smbsocial.ui.vault.login_session import LoginSession

            LoginSession(system, self).locked.connect(self.left)

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
