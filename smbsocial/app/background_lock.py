"""One background part per data folder: its lock, and its number for who wants it to end."""

import contextlib
import json
import os
import platform
import signal
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock, Timeout

import smbsocial
from smbsocial.storage import database, reminder_book

LOCK = "smbsocial.reminders.lock"
HOLDER = "smbsocial.reminders.json"
PATIENCE = 1.0
"""Seconds: who only looks whether it is held, holds it for a moment."""
ENDING_SECONDS = 20.0
"""For one that is told to end; the desktop may keep it waiting meanwhile."""
PROGRAM = f"{smbsocial.__version__}/{database.SCHEMA}/{reminder_book.SCHEMA}"
"""Which program this is: one that does not know the files of another sees nothing due in them."""
_PLACE = Path(smbsocial.__file__).absolute().parent


class BackgroundLock:
    """The place of the one background part on a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK, thread_local=False)

    @property
    def held(self) -> bool:
        """Whether it is ours."""
        return self._lock.is_locked

    def take(self) -> bool:
        """Whether it is ours now; False where another has it. One of another program is ended.

        Raises OSError in a folder that is not there or takes no files.
        """
        if not self._folder.is_dir():
            raise FileNotFoundError(self._folder)
        if not self._acquired(PATIENCE):
            if not is_outdated(self._folder):
                return False
            end_holder(self._folder)
            if not self._acquired(ENDING_SECONDS):
                return False
        me = {
            "computer": platform.node(),
            "pid": os.getpid(),
            "program": PROGRAM,
            "place": str(_PLACE),
        }
        try:
            (self._folder / HOLDER).write_text(json.dumps(me), encoding="utf-8")
        except OSError:  # a full disk: nobody could tell us to end, and nothing can be kept
            self._lock.release()
            raise
        return True

    def _acquired(self, seconds: float) -> bool:
        try:
            self._lock.acquire(timeout=seconds)
        except Timeout:
            return False
        return True

    def forget_if_gone(self) -> None:
        """Let go of a place whose file somebody took away with its folder: it keeps nobody out."""
        if self.held and not (self._folder / LOCK).exists():
            self._lock.release()

    def release(self) -> None:
        """Give it back; doing it twice is allowed."""
        if self.held:
            with contextlib.suppress(OSError):
                (self._folder / HOLDER).unlink(missing_ok=True)
            self._lock.release()


def is_held(folder: Path) -> bool:
    """Whether a background part is at work on a folder."""
    if not (folder / LOCK).exists():
        return False
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        with lock:
            return False
    except Timeout:
        return True
    except OSError:  # nothing can be written there, so nobody holds anything
        return False


def is_outdated(folder: Path) -> bool:
    """Whether the one at work on a folder is of another program, or of a place that is gone."""
    told = _told(folder) if is_held(folder) else {}
    if told.get("computer") != platform.node():
        return False
    return told.get("program") != PROGRAM or not Path(str(told.get("place"))).is_dir()


def end_holder(folder: Path) -> None:
    """Tell the one at work on a folder to end; one on another computer is left alone."""
    if not is_held(folder):
        return  # what the file says is old, and its number may be anybody's now
    told = _told(folder)
    pid = told.get("pid")
    ours = told.get("computer") == platform.node()
    if ours and isinstance(pid, int) and pid > 1 and pid != os.getpid():
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM)


def _told(folder: Path) -> Mapping[str, object]:
    """What the one at work said of itself; nothing where that cannot be read."""
    try:
        told = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
