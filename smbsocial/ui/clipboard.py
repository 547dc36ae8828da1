"""Secrets on the clipboard: marked so that nobody keeps them, and gone after a short while."""

import ctypes
import sys
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from smbsocial.domain.secret import Secret

SECONDS = 20
"""How long a secret stays: enough to change windows and paste."""
TICK_MS = 1_000

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_MAC_TEXT = b"public.utf8-plain-text"
_MAC_MARKS = (b"org.nspasteboard.ConcealedType", b"org.nspasteboard.TransientType")


def marks(platform: str) -> Mapping[str, bytes]:
    """What asks clipboard histories of a `sys.platform` to leave it alone, as Qt names formats.

    Qt gives formats of its own another name on macOS: there the pasteboard itself is written.
    """
    if platform == "win32":
        return {
            _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
            _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
            _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
            _WINDOWS.format("Clipboard Viewer Ignore"): b"1",
        }
    return {} if platform == "darwin" else {"x-kde-passwordManagerHint": b"secret"}


def mime_of(secret: Secret[str], platform: str) -> QMimeData:
    """The text and its marks as one thing."""
    made = QMimeData()
    made.setText(secret.reveal())
    for name, data in marks(platform).items():
        made.setData(name, data)
    return made


def write_pasteboard(secret: Secret[str], objc: Any) -> None:
    """Put the text and its marks on macOS's pasteboard; `objc` is its Objective-C library."""
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p
    objc.objc_getClass.argtypes = objc.sel_registerName.argtypes = [ctypes.c_char_p]

    def send(receiver: int, message: bytes, *values: int | bytes) -> int:
        call = objc.objc_msgSend
        call.restype = ctypes.c_void_p
        call.argtypes = [ctypes.c_void_p] * (2 + len(values))
        answer: int = call(receiver, objc.sel_registerName(message), *values)
        return answer

    def string(text: bytes) -> int:
        return send(objc.objc_getClass(b"NSString"), b"stringWithUTF8String:", text)

    board = send(objc.objc_getClass(b"NSPasteboard"), b"generalPasteboard")
    send(board, b"clearContents")
    text = string(secret.reveal().encode("utf-8", "replace"))
    send(board, b"setString:forType:", text, string(_MAC_TEXT))
    for mark in _MAC_MARKS:
        send(board, b"setString:forType:", string(b""), string(mark))


class SecretClipboard(QObject):
    """Copies secrets, counts down and clears what is still there then.

    `left` carries the seconds until that, 0 when the secret is gone: cleared, or something else
    was copied. Whoever locks the vault calls `clear_now`; quitting does so by itself.
    """

    left = Signal(int)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        platform: str = sys.platform,
        tick_ms: int = TICK_MS,
        load: Callable[[str], Any] = ctypes.CDLL,
    ) -> None:
        super().__init__(parent)
        self._platform = platform
        self._load = load
        self._copied: Secret[str] | None = None
        self._seconds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(tick_ms)
        self._timer.timeout.connect(self._tick)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._changed)
        app = QCoreApplication.instance()
        assert app is not None  # noqa: S101 - a clipboard has one
        app.aboutToQuit.connect(self.clear_now)

    def copy(self, secret: Secret[str], seconds: int = SECONDS) -> None:
        """Put a secret on the clipboard for so many seconds, never into X11's selection."""
        self._copied = secret
        self._seconds = seconds
        if self._platform == "darwin":
            write_pasteboard(secret, self._load("/usr/lib/libobjc.A.dylib"))
        else:
            made = mime_of(secret, self._platform)
            self._clipboard.setMimeData(made, QClipboard.Mode.Clipboard)
        self._timer.start()
        self.left.emit(seconds)

    def clear_now(self) -> None:
        """Take the secret away, unless something else lies there by now."""
        if self._copied is None:
            return
        ours = self._is_there()
        self._forget()
        if ours:
            self._clipboard.clear(QClipboard.Mode.Clipboard)

    def _tick(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self.clear_now()
        else:
            self.left.emit(self._seconds)

    def _changed(self) -> None:
        """A clipboard history that took the text over has changed nothing for us."""
        if self._copied is not None and not self._is_there():
            self._forget()

    def _is_there(self) -> bool:
        return Secret(self._clipboard.text(QClipboard.Mode.Clipboard)) == self._copied

    def _forget(self) -> None:
        self._copied = None
        self._timer.stop()
        self.left.emit(0)
