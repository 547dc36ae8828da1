"""One background part per data folder: its lock, and its number for who wants it to end."""

import contextlib
import json
import os
import platform
import signal
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = "smbsocial.reminders.lock"
HOLDER = "smbsocial.reminders.json"
PATIENCE = 1.0
"""Seconds: who only looks whether it is held, holds it for a moment."""


class BackgroundLock:
    """The place of the one background part on a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK, timeout=PATIENCE, thread_local=False)

    @property
    def held(self) -> bool:
        """Whether it is ours."""
        return self._lock.is_locked

    def take(self) -> bool:
        """Whether it is ours now; False where another has it.

        Raises OSError in a folder that is not there or takes no files.
        """
        if not self._folder.is_dir():
            raise FileNotFoundError(self._folder)
        try:
            self._lock.acquire()
        except Timeout:
            return False
        me = {"computer": platform.node(), "pid": os.getpid()}
        (self._folder / HOLDER).write_text(json.dumps(me), encoding="utf-8")
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


def end_holder(folder: Path) -> None:
    """Tell the one at work on a folder to end; one on another computer is left alone."""
    if not is_held(folder):
        return  # what the file says is old, and its number may be anybody's now
    try:
        told = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
        pid, computer = int(told["pid"]), told["computer"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if computer == platform.node() and pid not in {0, 1, os.getpid()}:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM)
