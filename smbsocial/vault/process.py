"""Keeps this process's memory from other programs of the same login, and out of crash files.

Call it before the first secret, but after Qt is up: on Linux the desktop portal, which tells Qt
whether it is dark and may show its file dialogs, refuses processes that it cannot look at.
"""

import ctypes
import sys
from collections.abc import Callable
from enum import Enum
from typing import Any

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_WER_NO_HEAP = 1  # werapi.h: WER_FAULT_REPORTING_FLAG_NOHEAP


class Guard(Enum):
    """What was done."""

    NOT_READABLE = "not_readable"  # other programs of this login cannot read the memory
    NO_CORE_FILE = "no_core_file"
    NO_HEAP_IN_REPORTS = "no_heap_in_reports"  # Windows error reporting


def harden(
    platform: str = sys.platform, *, library: Callable[[str | None], Any] = ctypes.CDLL
) -> frozenset[Guard]:
    """Do what this system offers, and say what of it took effect; never an error."""
    done = set()
    if platform == "linux" and library(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0:
        done.add(Guard.NOT_READABLE)
    if platform in {"linux", "darwin"} and _without_core_files():
        done.add(Guard.NO_CORE_FILE)
    # Not SetErrorMode: programs started from here, such as the browser, would inherit it.
    if platform == "win32" and library("kernel32").WerSetFlags(_WER_NO_HEAP) == 0:
        done.add(Guard.NO_HEAP_IN_REPORTS)
    return frozenset(done)


def _without_core_files() -> bool:
    import resource  # not on Windows

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return False
    return True
