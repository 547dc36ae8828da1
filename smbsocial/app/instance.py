"""One running copy per data folder: a second start raises the first one's window and ends.

The lock in the data folder (`storage/folder.py`) decides who may work on it; the socket here only
carries the wish to be shown. Qt's network part is loaded with the first use of it, after the window
is painted.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from smbsocial.domain.errors import Code, ExpectedError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

T = TypeVar("T")

ANSWER_MS = 1000
STARTING_TRIES = 10
STARTING_PAUSE = 0.1  # seconds; a start takes less than all tries together

_SHOW = b"show\n"
_SHOWN = b"shown\n"


class Instance(QObject):
    """Listens for later starts on the same data folder; hold the folder's lock before."""

    show_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._server: QLocalServer | None = None

    def listen(self) -> bool:
        """Whether later starts can reach us; a socket that a crash left is removed first."""
        from PySide6.QtNetwork import QLocalServer

        name = server_name(self._folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if self._server.listen(name):
            return True
        # The folder's lock is ours, so nobody can be behind that name any more.
        QLocalServer.removeServer(name)
        return self._server.listen(name)

    def close(self) -> None:
        """Stop listening, if it began."""
        if self._server is not None:
            self._server.close()

    def _answer(self) -> None:
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._hear(socket)

    def _read(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        if socket.readLine().data() == _SHOW:
            socket.write(_SHOWN)
            socket.flush()
            self.show_wanted.emit()
        socket.disconnectFromServer()


def server_name(folder: Path) -> str:
    """The socket's name for this user and folder, the same however the folder is written."""
    key = f"{_user()}\0{os.path.normcase(folder.resolve())}"
    name = f"smbsocial-{hashlib.sha256(key.encode()).hexdigest()[:24]}"
    private = os.environ.get("XDG_RUNTIME_DIR", "")
    if sys.platform != "win32" and private and Path(private).is_dir():
        return str(Path(private) / name)
    return name


def ask_to_show(folder: Path, answer_ms: int = ANSWER_MS) -> bool:
    """Ask a running copy to show its window; False if none answers in time."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(answer_ms):
        return False
    socket.write(_SHOW)
    socket.flush()
    heard = b""
    while not heard.endswith(b"\n") and socket.waitForReadyRead(answer_ms):
        heard += socket.readAll().data()
    socket.abort()
    return heard == _SHOWN


def open_or_show(folder: Path, opening: Callable[[], T]) -> T | None:
    """What `opening` opens, or None when a running copy was asked to show itself instead.

    Only where opening fails is a running copy looked for: it holds the folder's lock, so nothing
    opens beside it. Raises what `opening` raises; ALREADY_RUNNING only when whoever holds the
    folder does not answer, also not after the time that a start takes.
    """
    try:
        return opening()
    except ExpectedError as error:
        if ask_to_show(folder):
            return None
        if error.code is not Code.ALREADY_RUNNING or error.facts.get("elsewhere"):
            raise
        for _ in range(STARTING_TRIES):
            time.sleep(STARTING_PAUSE)
            if ask_to_show(folder):
                return None
        raise


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
