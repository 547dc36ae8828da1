"""Test 53 of the vault's catalogue: the clipboard is marked; cleared in time, on lock, on quit."""

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from vault_room import Room

from smbsocial.domain.secret import Secret
from smbsocial.ui.clipboard import SECONDS, SecretClipboard, marks, mime_of, write_pasteboard

ROOT = Path(__file__).parents[2]
WORD = Secret("gd9eBPzLMb-hx8LKwmAq")
TICK_MS = 10

QUITTING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from smbsocial.domain.secret import Secret
from smbsocial.ui.clipboard import SecretClipboard
app = QApplication([])
kept = SecretClipboard()
kept.copy(Secret("hx8LKwmAq"))
print(app.clipboard().text())
if sys.argv[1:]:
    app.clipboard().setText(sys.argv[1])
QTimer.singleShot(0, app.quit)
app.exec()
print("after:", app.clipboard().text())
"""


@pytest.fixture
def clipboard(themed: QApplication) -> Iterator[QClipboard]:
    """The clipboard, empty before and after."""
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def kept(clipboard: QClipboard) -> Iterator[SecretClipboard]:
    """A clipboard for secrets, with fast seconds."""
    made = SecretClipboard(tick_ms=TICK_MS)
    yield made
    made.clear_now()
    made.deleteLater()


def lefts(kept: SecretClipboard) -> list[int]:
    seen: list[int] = []
    kept.left.connect(seen.append)
    return seen


def test_53_it_is_cleared_after_its_time(
    kept: SecretClipboard, clipboard: QClipboard, qtbot: QtBot
) -> None:
    seen = lefts(kept)
    kept.copy(WORD, seconds=3)
    assert clipboard.text() == WORD.reveal()
    qtbot.waitUntil(lambda: seen[-1] == 0, timeout=3_000)
    assert seen == [3, 2, 1, 0]
    assert clipboard.text() == ""
    assert clipboard.mimeData() is None


def test_53_it_stays_twenty_seconds_unless_told_otherwise(kept: SecretClipboard) -> None:
    seen = lefts(kept)
    kept.copy(WORD)
    assert seen == [SECONDS] == [20]


def test_53_it_is_cleared_when_the_vault_is_locked(room: Room, clipboard: QClipboard) -> None:
    room.keep()
    room.enter()
    seen = lefts(room.desk.clipboard)
    room.desk.clipboard.copy(WORD)
    assert clipboard.text() == WORD.reveal()
    room.desk.lock()
    assert room.desk.opened is None
    assert clipboard.text() == ""
    assert seen == [20, 0]


def test_53_what_others_copied_stays_when_the_vault_is_locked(
    room: Room, clipboard: QClipboard
) -> None:
    room.keep()
    room.enter()
    room.desk.clipboard.copy(WORD)
    clipboard.setText("a shopping list")
    room.desk.lock()
    assert clipboard.text() == "a shopping list"


def test_53_clearing_it_at_once_is_told_once(kept: SecretClipboard, clipboard: QClipboard) -> None:
    seen = lefts(kept)
    kept.copy(WORD)
    kept.clear_now()
    assert clipboard.text() == ""
    assert seen == [20, 0]
    kept.clear_now()
    assert seen == [20, 0]


def test_53_it_is_cleared_on_quit(tmp_path: Path) -> None:
    assert quitting() == ["hx8LKwmAq", "after: "]


def test_53_what_others_copied_stays_on_quit(tmp_path: Path) -> None:
    assert quitting("a shopping list") == ["hx8LKwmAq", "after: a shopping list"]


def quitting(*arguments: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", QUITTING, *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_53_what_others_copied_stays(
    kept: SecretClipboard, clipboard: QClipboard, qtbot: QtBot
) -> None:
    seen = lefts(kept)
    kept.copy(WORD, seconds=2)
    clipboard.setText("a shopping list")
    qtbot.waitUntil(lambda: seen[-1] == 0, timeout=3_000)
    qtbot.wait(TICK_MS * 4)
    kept.clear_now()
    assert clipboard.text() == "a shopping list"
    assert seen == [2, 0]


def test_53_a_picture_that_was_copied_stays(kept: SecretClipboard, clipboard: QClipboard) -> None:
    kept.copy(WORD)
    other = QMimeData()
    other.setData("application/x-something", b"drawing")
    clipboard.setMimeData(other)
    kept.clear_now()
    assert bytes(clipboard.mimeData().data("application/x-something").data()) == b"drawing"


def test_53_a_history_that_took_the_text_over_does_not_keep_it(
    kept: SecretClipboard, clipboard: QClipboard
) -> None:
    seen = lefts(kept)
    kept.copy(WORD)
    clipboard.setText(WORD.reveal())
    assert seen == [20]
    kept.clear_now()
    assert clipboard.text() == ""


def test_the_next_secret_has_its_own_time(
    kept: SecretClipboard, clipboard: QClipboard, qtbot: QtBot
) -> None:
    seen = lefts(kept)
    kept.copy(WORD, seconds=500)
    qtbot.waitUntil(lambda: seen[-1] < 499, timeout=3_000)
    kept.copy(Secret("482913"), seconds=2)
    assert clipboard.text() == "482913"
    qtbot.waitUntil(lambda: seen[-1] == 0, timeout=3_000)
    assert seen[-3:] == [2, 1, 0]
    assert clipboard.text() == ""


def test_53_the_formats_of_this_system_are_set(
    kept: SecretClipboard, clipboard: QClipboard
) -> None:
    kept.copy(WORD)
    mime = clipboard.mimeData()
    assert mime.text() == WORD.reveal()
    assert {name: mime.data(name).data() for name in mime.formats()} == {
        "text/plain": WORD.reveal().encode(),
        "x-kde-passwordManagerHint": b"secret",
    }


def test_53_the_formats_of_windows_are_set(themed: QApplication, clipboard: QClipboard) -> None:
    own = SecretClipboard(platform="win32", tick_ms=TICK_MS)
    own.copy(WORD)
    mime = clipboard.mimeData()
    name = 'application/x-qt-windows-mime;value="{}"'.format
    assert {each: mime.data(each).data() for each in mime.formats()} == {
        "text/plain": WORD.reveal().encode(),
        name("ExcludeClipboardContentFromMonitorProcessing"): b"1",
        name("CanIncludeInClipboardHistory"): b"\0\0\0\0",
        name("CanUploadToCloudClipboard"): b"\0\0\0\0",
        name("Clipboard Viewer Ignore"): b"1",
    }
    own.clear_now()
    own.deleteLater()


class Call:
    """A function of a library, as ctypes shows it; remembers what it was told."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.restype: Any = None
        self.argtypes: Any = None

    def __call__(self, *values: Any) -> Any:
        assert self.restype is ctypes.c_void_p  # else a pointer is cut to 32 bits
        assert len(self.argtypes) == len(values)
        return self.answer(*values)


class Pasteboard:
    """Objective-C as far as the pasteboard needs it: pointers are numbers, one for each name."""

    def __init__(self) -> None:
        self.names: list[bytes] = []
        self.content: dict[bytes, bytes] = {b"public.tiff": b"old"}
        self.objc_getClass = Call(self._pointer)
        self.sel_registerName = Call(self._pointer)
        self.objc_msgSend = Call(self._send)

    def _pointer(self, name: bytes) -> int:
        self.names.append(name)
        return len(self.names)

    def _name(self, pointer: int) -> bytes:
        return self.names[pointer - 1]

    def _send(self, receiver: int, message: int, *values: Any) -> int:
        match (self._name(receiver), self._name(message), values):
            case (b"NSString", b"stringWithUTF8String:", (bytes() as text,)):
                return self._pointer(text)
            case (b"NSPasteboard", b"generalPasteboard", ()):
                return self._pointer(b"board")
            case (b"board", b"clearContents", ()):
                self.content.clear()
            case (b"board", b"setString:forType:", (text, kind)):
                self.content[self._name(kind)] = self._name(text)
            case other:
                pytest.fail(f"the pasteboard does not understand {other}")
        return 1


def test_53_the_formats_of_macos_are_set(themed: QApplication, clipboard: QClipboard) -> None:
    board = Pasteboard()
    paths: list[str] = []

    def load(path: str) -> Pasteboard:
        paths.append(path)
        return board

    own = SecretClipboard(platform="darwin", tick_ms=TICK_MS, load=load)
    own.copy(Secret("Grüne Äpfel"))
    assert board.content == {
        b"public.utf8-plain-text": "Grüne Äpfel".encode(),
        b"org.nspasteboard.ConcealedType": b"",
        b"org.nspasteboard.TransientType": b"",
    }
    assert paths == ["/usr/lib/libobjc.A.dylib"]
    own.clear_now()
    own.deleteLater()


def test_half_a_character_does_not_stop_the_pasteboard() -> None:
    board = Pasteboard()
    write_pasteboard(Secret("a\ud83d"), board)
    assert board.content[b"public.utf8-plain-text"] == b"a?"


@pytest.mark.parametrize("platform", ["linux", "freebsd14", "win32", "darwin"])
def test_text_and_marks_are_one_thing(themed: QApplication, platform: str) -> None:
    made = mime_of(WORD, platform)
    assert made.text() == WORD.reveal()
    assert set(made.formats()) == {"text/plain", *marks(platform)}


def test_53_the_selection_is_left_alone(
    themed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[QClipboard.Mode] = []

    class Watched:
        """A clipboard that says which of the two was touched."""

        def __init__(self) -> None:
            self.dataChanged = QGuiApplication.clipboard().dataChanged
            self.now = ""

        def setMimeData(self, data: QMimeData, mode: QClipboard.Mode) -> None:
            modes.append(mode)
            self.now = data.text()

        def text(self, mode: QClipboard.Mode) -> str:
            modes.append(mode)
            return self.now

        def clear(self, mode: QClipboard.Mode) -> None:
            modes.append(mode)
            self.now = ""

    own = SecretClipboard(tick_ms=TICK_MS)
    watched = Watched()
    monkeypatch.setattr(own, "_clipboard", watched)
    own.copy(WORD)
    own.clear_now()
    assert watched.now == ""
    assert set(modes) == {QClipboard.Mode.Clipboard}
    own.deleteLater()
