"""One running copy per data folder: a second start raises the first one's window and ends.

The lock in the data folder (`storage/folder.py`) decides who may work on it; the socket here only
carries the wish to be shown. Qt's network part is loaded with the first use of it, after the window
is painted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from smbsocial.app import doorbell
from smbsocial.app.doorbell import server_name
from smbsocial.domain.errors import Code, ExpectedError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

T = TypeVar("T")

ANSWER_MS = 1000
STARTING_TRIES = 10
STARTING_PAUSE = 0.1  # seconds; a start takes less than all tries together


def no_reminders() -> bool:
    """Nobody here takes what is due."""
    return False


def nothing_done(_id: str) -> bool:
    """Nobody here ticks what a reminder is about."""
    return False


class Instance(QObject):
    """Listens for later starts on the same data folder; hold the folder's lock before.

    The background part asks here too: `takes_reminders` answers whether the window shows what is
    due by itself, `finishes` ticks what a reminder of an id is about; plain functions.
    """

    show_wanted = Signal()
    open_wanted = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.takes_reminders: Callable[[], bool] = no_reminders
        self.finishes: Callable[[str], bool] = nothing_done
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
        line = bytes(socket.readLine().data())
        word, _, about = line.decode("utf-8", "replace").rstrip("\n").partition(" ")
        answer = self._answer_to(word, about)
        if answer:
            socket.write(f"{answer}\n".encode())
            socket.flush()
        socket.disconnectFromServer()
        # Only now, as raising a window may take longer than whoever asked will wait.
        if answer == doorbell.SHOWN:
            self.show_wanted.emit()
            if about:
                self.open_wanted.emit(about)

    def _answer_to(self, word: str, about: str) -> str:
        if about and not doorbell.one_word(about):
            return ""
        if (word, about) == (doorbell.REMIND, ""):
            return doorbell.MINE if self.takes_reminders() else doorbell.YOURS
        if word == doorbell.DONE and about:
            return doorbell.FINISHED if self.finishes(about) else doorbell.LEFT
        shows = word == doorbell.OPEN if about else word == doorbell.SHOW
        return doorbell.SHOWN if shows else ""


def ask_to_show(folder: Path, answer_ms: int = ANSWER_MS, *, target: str = "") -> bool:
    """Ask a running copy to show its window, at a screen of it if `target` names one.

    False if none answers in time.
    """
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    if not socket.waitForConnected(answer_ms):
        return False
    line = f"{doorbell.OPEN} {target}" if target else doorbell.SHOW
    socket.write(f"{line}\n".encode())
    socket.flush()
    heard = b""
    while not heard.endswith(b"\n") and socket.waitForReadyRead(answer_ms):
        heard += socket.readAll().data()
    socket.abort()
    return heard.decode("utf-8", "replace").strip() == doorbell.SHOWN


def open_or_show(folder: Path, opening: Callable[[], T], *, target: str = "") -> T | None:
    """What `opening` opens, or None when a running copy was asked to show itself instead.

    `target` names the screen that the running copy shall show then.

    Only where opening fails is a running copy looked for: it holds the folder's lock, so nothing
    opens beside it. Raises what `opening` raises; ALREADY_RUNNING only when whoever holds the
    folder does not answer, also not after the time that a start takes.
    """
    try:
        return opening()
    except ExpectedError as error:
        if ask_to_show(folder, target=target):
            return None
        if error.code is not Code.ALREADY_RUNNING or error.facts.get("elsewhere"):
            raise
        for _ in range(STARTING_TRIES):
            time.sleep(STARTING_PAUSE)
            if ask_to_show(folder, target=target):
                return None
        raise
