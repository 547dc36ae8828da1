"""A locked screen is heard of: from login1 on Linux, by asking on Windows and macOS."""

import ctypes
import shutil
import struct
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from house import NOW, SetClock
from private_bus import Login1, login1, private_bus
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from vault_room import Room

from smbsocial.domain.access_log import Detail
from smbsocial.ui.vault.auto_lock import AutoLock
from smbsocial.ui.vault.left_desk import LeftDesk
from smbsocial.ui.vault.locked_screen import question
from smbsocial.ui.vault.login_session import LoginSession

OURS, OTHERS = "/org/freedesktop/login1/session/_32", "/org/freedesktop/login1/session/c1"

needs_bus = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon here")


@pytest.fixture
def bus(qapp: QApplication) -> Iterator[tuple[str, QDBusConnection]]:
    with private_bus() as made:
        yield made


class Listener:
    """A desk on a private bus, and how often it was left."""

    def __init__(self, bus: QDBusConnection, qtbot: QtBot) -> None:
        nowhere = QDBusConnection.connectToBus("unix:path=/nowhere/at/all", "nowhere")
        self.desk = LeftDesk(session=nowhere, system=bus)
        self.left = 0
        self.desk.left.connect(self._count)
        self._qtbot = qtbot

    def _count(self) -> None:
        self.left += 1

    def find(self, service: Login1) -> None:
        """Wait until it knows its own session."""
        (session,) = self.desk.findChildren(LoginSession)

        def known() -> bool:
            service.serve()
            return bool(session.path)

        self._qtbot.waitUntil(known)

    def hears(self, times: int) -> None:
        self._qtbot.waitUntil(lambda: self.left >= times)
        assert self.left == times


@needs_bus
@pytest.mark.parametrize("known_as", ["auto", "5"])
def test_58_login1_tells_of_its_own_session(
    bus: tuple[str, QDBusConnection],
    known_as: str,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What other sessions do comes before, on the same wire: it would have been heard by then."""
    monkeypatch.setenv("XDG_SESSION_ID", "5")
    address, connection = bus
    with login1(address, {known_as: OURS, "c1": OTHERS}) as service:
        listener = Listener(connection, qtbot)
        listener.find(service)
        assert service.asked == (["auto"] if known_as == "auto" else ["auto", "5"])
        service.lock(OTHERS)
        service.hint(OTHERS, locked=True)
        service.hint(OURS, locked=False)
        service.idle(OURS)
        service.others_hint(OURS)
        service.hint(OURS, locked=True)
        listener.hears(1)
        service.lock(OURS)
        listener.hears(2)
        listener.desk.deleteLater()


@needs_bus
def test_58_without_a_session_of_its_own_login1_is_not_heard(
    bus: tuple[str, QDBusConnection], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "5")
    address, connection = bus
    with login1(address, {"c1": OTHERS}) as service:
        listener = Listener(connection, qtbot)

        def asked() -> bool:
            service.serve()
            return service.asked == ["auto", "5"]

        qtbot.waitUntil(asked)
        service.lock(OTHERS)
        qtbot.wait(50)
        assert listener.left == 0
        listener.desk.deleteLater()


class Library:
    """A library of another system: real C functions, as `ctypes.CDLL` would find them.

    They are called without a prototype until somebody gives them one, so that a pointer that is
    not declared is cut to an int here, too.
    """

    def __init__(self) -> None:
        self._kept: list[Any] = []

    def offer(self, name: str, result: Any, *kinds: Any, does: Callable[..., Any]) -> None:
        function = ctypes.CFUNCTYPE(result, *kinds)(does)
        self._kept.append(function)
        address = ctypes.cast(function, ctypes.c_void_p).value
        setattr(self, name, ctypes.CDLL(None)._FuncPtr(address))


class Windows(Library):
    """wtsapi32.dll, with a session whose flags the test sets. The bytes are laid out by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.flags, self.level, self.works, self.whole = 1, 1, True, True
        self._given: dict[int, Any] = {}
        self.freed = 0
        p, u = ctypes.c_void_p, ctypes.c_uint32
        pointers = (ctypes.POINTER(p), ctypes.POINTER(u))
        self.offer(
            "WTSQuerySessionInformationW", ctypes.c_int, p, u, ctypes.c_int, *pointers,
            does=self._query,
        )  # fmt: skip
        self.offer("WTSFreeMemory", None, p, does=self._free)

    @property
    def held(self) -> int:
        """Buffers that nobody gave back."""
        return len(self._given)

    def _query(self, server: int | None, session: int, kind: int, place: Any, size: Any) -> int:
        assert (server, session, kind) == (None, 0xFFFFFFFF, 25)
        if not self.works:
            return 0
        head = struct.pack("<IxxxxIii", self.level, 2, 0, self.flags)
        body = head + bytes(4 * 36) + struct.pack("<4x5q6I", *range(11))
        made = ctypes.create_string_buffer(body if self.whole else body[:20])
        address = ctypes.addressof(made)
        self._given[address] = made
        place[0], size[0] = address, len(made.raw) - 1
        return 1

    def _free(self, address: int) -> None:
        del self._given[address]
        self.freed += 1


class Mac(Library):
    """CoreGraphics and CoreFoundation; objects are made-up addresses above 4 GB."""

    FALSE, TRUE, NUMBER = 0x7FFF_0000_0010, 0x7FFF_0000_0020, 0x7FFF_0000_0030

    def __init__(self) -> None:
        super().__init__()
        self.session: dict[bytes, int] | None = {}
        self._objects: dict[int, Any] = {}
        self._next = 0x7FFF_1000_0000
        p, kind = ctypes.c_void_p, ctypes.c_ulong
        self.offer("CGSessionCopyCurrentDictionary", p, does=self._session)
        self.offer(
            "CFStringCreateWithCString", p, p, ctypes.c_char_p, ctypes.c_uint32, does=self._string
        )
        self.offer("CFDictionaryGetValue", p, p, p, does=self._value)
        self.offer("CFGetTypeID", kind, p, does=lambda at: 22 if at == self.NUMBER else 21)
        self.offer("CFBooleanGetTypeID", kind, does=lambda: 21)
        self.offer("CFBooleanGetValue", ctypes.c_ubyte, p, does=lambda at: int(at == self.TRUE))
        self.offer("CFRelease", None, p, does=self._release)

    @property
    def held(self) -> int:
        """Objects that nobody released."""
        return len(self._objects)

    def _make(self, value: Any) -> int:
        self._next += 16
        self._objects[self._next] = value
        return self._next

    def _session(self) -> int | None:
        return None if self.session is None else self._make(self.session)

    def _string(self, allocator: int | None, text: bytes, encoding: int) -> int:
        assert (allocator, encoding) == (None, 0x08000100)
        return self._make(text)

    def _value(self, told: int, key: int) -> int | None:
        found: int | None = self._objects[told].get(self._objects[key])
        return found

    def _release(self, at: int) -> None:
        del self._objects[at]


def test_58_windows_says_whether_its_screen_is_locked() -> None:
    system = Windows()
    ask = question("win32", {"wtsapi32": system}.__getitem__)
    assert ask is not None
    answers = []
    for system.flags in (0, 1, -1):  # WTS_SESSIONSTATE_LOCK, _UNLOCK, _UNKNOWN
        answers.append(ask())
    assert answers == [True, False, None]
    system.flags = 0
    system.level = 2
    assert ask() is None
    system.level, system.whole = 1, False
    assert ask() is None
    assert system.freed == 5
    assert system.held == 0
    system.works = False
    assert ask() is None


def test_58_macos_says_whether_its_screen_is_locked() -> None:
    system = Mac()
    asked: list[str] = []

    def load(path: str) -> Mac:
        asked.append(path)
        return system

    ask = question("darwin", load)
    assert ask is not None
    where = "/System/Library/Frameworks/"
    assert asked == [
        f"{where}CoreGraphics.framework/CoreGraphics",
        f"{where}CoreFoundation.framework/CoreFoundation",
    ]
    key = b"CGSSessionScreenIsLocked"
    answers = []
    for system.session in (
        {b"kCGSSessionOnConsoleKey": Mac.TRUE},
        {key: Mac.TRUE},
        {key: Mac.FALSE},
        {key: Mac.NUMBER},
        None,
    ):
        answers.append(ask())
    assert answers == [False, True, False, True, None]
    assert system.held == 0


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_58_a_system_without_the_library_or_its_functions_is_not_asked(platform: str) -> None:
    def none_there(path: str) -> Any:
        raise OSError(path)

    assert question(platform, none_there) is None
    assert question(platform, lambda _path: object()) is None


@pytest.mark.parametrize("error", [OSError("access violation"), ValueError("x")])
def test_58_an_error_of_the_system_is_no_answer(error: Exception) -> None:
    class Function:
        def __call__(self, *_values: object) -> int:
            raise error

    class Broken:
        WTSQuerySessionInformationW = Function()
        WTSFreeMemory = Function()

    ask = question("win32", lambda _path: Broken())
    assert ask is not None
    assert ask() is None


@pytest.mark.parametrize("platform", ["linux", "freebsd14"])
def test_58_nobody_else_is_asked(platform: str) -> None:
    assert question(platform, pytest.fail) is None


@pytest.mark.parametrize(
    ("said", "locks"),
    [
        ([False, False, True, True], 1),  # it goes on to say so: told once
        ([False, None, None, True], 1),
        ([None, None, None, None], 0),
        ([None, True, True, False, True], 2),
        ([True, True, None, True], 0),  # whoever has just unlocked the vault sits there
        ([True, False, True], 1),
    ],
)
def test_58_a_screen_that_is_newly_locked_locks_the_vault(
    qapp: QApplication, said: list[bool | None], locks: int
) -> None:
    answers = iter(said)
    desk = LeftDesk(platform="darwin", ask=lambda: next(answers))
    lock = AutoLock(None, SetClock(NOW), monotonic=lambda: 0.0, left_desk=desk)
    wanted: list[Detail] = []
    lock.lock_wanted.connect(wanted.append)
    lock.start(owner=True)
    for _ in said[1:]:
        lock.tick()
    assert wanted == [Detail.LEFT_DESK] * locks
    assert next(answers, "all were asked for") == "all were asked for"
    lock.stop()
    lock.deleteLater()
    desk.deleteLater()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_58_a_window_goes_on_where_the_system_cannot_be_asked(
    room: Room, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here those libraries are not: the vault opens, watches and locks as ever."""
    room.set_up()
    lock = AutoLock(room.desk, room.clock, left_desk=LeftDesk(platform=platform))
    lock.lock_wanted.connect(room.desk._lock_itself)
    room.desk._auto_lock = lock
    room.enter()
    assert lock.watching
    lock.tick()
    assert room.desk.opened is not None
    room.desk.lock()
    assert not lock.watching


def test_58_the_window_locks_when_the_system_says_so(room: Room) -> None:
    room.set_up()
    system = Windows()
    desk = LeftDesk(platform="win32", ask=question("win32", lambda _path: system))
    lock = AutoLock(room.desk, room.clock, monotonic=lambda: 0.0, left_desk=desk)
    lock.lock_wanted.connect(room.desk._lock_itself)
    room.desk._auto_lock = lock
    room.enter()
    lock.tick()
    assert room.desk.opened is not None
    system.flags = 0
    lock.tick()
    assert room.desk.opened is None
    desk.deleteLater()
