"""Asking Windows or macOS whether this session's screen is locked: neither tells a Qt window.

Written from what is documented; never run on either system.
"""

import ctypes
from collections.abc import Callable
from typing import Any

Question = Callable[[], bool | None]
"""Whether the screen is locked now; None where the system does not say."""

_CURRENT_SESSION = 0xFFFFFFFF  # wtsapi32.h: WTS_CURRENT_SESSION
_SESSION_INFO_EX = 25  # WTSSessionInfoEx
_WINDOWS_SAYS = {0: True, 1: False}
"""WTS_SESSIONSTATE_LOCK and _UNLOCK. Windows 7 had them the other way round; Qt 6 needs 10."""

_FRAMEWORK = "/System/Library/Frameworks/{0}.framework/{0}"
_UTF8 = 0x08000100  # CFString.h: kCFStringEncodingUTF8
_MAC_KEY = b"CGSSessionScreenIsLocked"


class _Level1(ctypes.Structure):
    """WTSINFOEX_LEVEL1_W; a WCHAR has two bytes there."""

    _fields_ = (
        ("session_id", ctypes.c_uint32),
        ("session_state", ctypes.c_int32),
        ("session_flags", ctypes.c_int32),
        ("names", ctypes.c_uint16 * (33 + 21 + 18)),
        ("times", ctypes.c_int64 * 5),
        ("counts", ctypes.c_uint32 * 6),
    )


class _InfoEx(ctypes.Structure):
    """WTSINFOEXW."""

    _fields_ = (("level", ctypes.c_uint32), ("data", _Level1))


def question(platform: str, load: Callable[[str], Any] = ctypes.CDLL) -> Question | None:
    """How to ask a `sys.platform`, None where it cannot be asked; `load` opens a library.

    Asking is quick and raises nothing.
    """
    kinds = {"win32": _of_windows, "darwin": _of_macos}
    if platform not in kinds:
        return None
    try:
        asked = kinds[platform](load)
    except (OSError, AttributeError):  # no such library, no such function
        return None

    def ask() -> bool | None:
        try:
            return asked()
        except (OSError, ValueError, ctypes.ArgumentError):
            return None

    return ask


def _of_windows(load: Callable[[str], Any]) -> Question:
    library = load("wtsapi32")
    query, free = library.WTSQuerySessionInformationW, library.WTSFreeMemory
    query.restype, free.restype = ctypes.c_int, None
    query.argtypes = [
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_int,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.POINTER(ctypes.c_uint32),
    ]
    free.argtypes = [ctypes.c_void_p]

    def ask() -> bool | None:
        place, size = ctypes.c_void_p(), ctypes.c_uint32()
        pointers = (ctypes.byref(place), ctypes.byref(size))
        if not query(None, _CURRENT_SESSION, _SESSION_INFO_EX, *pointers) or not place.value:
            return None
        try:
            if size.value < ctypes.sizeof(_InfoEx):
                return None
            found = _InfoEx.from_address(place.value)
            return _WINDOWS_SAYS.get(found.data.session_flags) if found.level == 1 else None
        finally:
            free(place)

    return ask


def _of_macos(load: Callable[[str], Any]) -> Question:
    graphics = load(_FRAMEWORK.format("CoreGraphics"))
    core = load(_FRAMEWORK.format("CoreFoundation"))
    pointer, number = ctypes.c_void_p, ctypes.c_ulong

    def function(library: Any, name: str, restype: Any, *argtypes: Any) -> Any:
        made = getattr(library, name)
        made.restype, made.argtypes = restype, list(argtypes)
        return made

    session = function(graphics, "CGSessionCopyCurrentDictionary", pointer)
    string = function(
        core, "CFStringCreateWithCString", pointer, pointer, ctypes.c_char_p, ctypes.c_uint32
    )
    value_of = function(core, "CFDictionaryGetValue", pointer, pointer, pointer)
    kind_of = function(core, "CFGetTypeID", number, pointer)
    truth_kind = function(core, "CFBooleanGetTypeID", number)
    truth_of = function(core, "CFBooleanGetValue", ctypes.c_ubyte, pointer)
    release = function(core, "CFRelease", None, pointer)

    def look_up(told: int, key: int) -> bool:
        """The key is there only while it is locked."""
        found = value_of(told, key)
        return bool(found) and (kind_of(found) != truth_kind() or bool(truth_of(found)))

    def ask() -> bool | None:
        told = session()
        if not told:  # no screen of its own
            return None
        key = string(None, _MAC_KEY, _UTF8)
        try:
            return look_up(told, key) if key else None
        finally:
            for made in filter(None, (key, told)):
                release(made)

    return ask
