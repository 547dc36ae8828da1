"""Hearing of a locked screen from login1, which most Linux desktops tell of it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusPendingCallWatcher

SERVICE = "org.freedesktop.login1"
MANAGER = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager")
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
ASK_MS = 5_000


class LoginSession(QObject):
    """`locked`: the session that this program runs in is locked, or is being locked.

    Other people's sessions on the same computer are not listened to. Which one is its own is asked
    without waiting; until that is known, and where nobody knows it, nothing is heard.
    """

    locked = Signal()

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._asked: QDBusPendingCallWatcher | None = None
        self._path = ""
        # "auto" is also found where a desktop starts programs outside of the session, but systems
        # from before 2019 do not know it.
        self._ids = ["auto", *filter(None, [os.environ.get("XDG_SESSION_ID")])]
        self._ask()

    @property
    def path(self) -> str:
        """The session's place on the bus, "" while it is not known."""
        return self._path

    def _ask(self) -> None:
        if not self._ids:
            return
        call = QDBusMessage.createMethodCall(SERVICE, *MANAGER, "GetSession")
        call.setArguments([self._ids.pop(0)])
        call.setAutoStartService(False)
        self._asked = QDBusPendingCallWatcher(self._bus.asyncCall(call, ASK_MS), self)
        self._asked.finished.connect(self._answered)

    @Slot()
    def _answered(self) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        found = [] if asked.isError() else asked.reply().arguments()
        asked.deleteLater()
        if found and isinstance(found[0], QDBusObjectPath):
            self._listen(found[0].path())
        else:
            self._ask()

    def _listen(self, path: str) -> None:
        self._path = path
        changed = SLOT("_changed(QString,QVariantMap,QStringList)")
        # It takes the text of `SLOT`, and refuses the bytes that its stub asks for.
        self._bus.connect("", path, SESSION, "Lock", self, SLOT("_locks()"))  # type: ignore[call-overload]
        self._bus.connect("", path, PROPERTIES, "PropertiesChanged", self, changed)  # type: ignore[call-overload]

    @Slot()
    def _locks(self) -> None:
        self.locked.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def _changed(self, interface: str, now: Mapping[str, object], _gone: list[str]) -> None:
        if interface == SESSION and now.get("LockedHint") is True:
            self.locked.emit()
