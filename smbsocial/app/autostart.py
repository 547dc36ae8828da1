"""Whether the background part starts at login: written into, and read from, the system's own list.

XDG autostart on Linux and its like, a LaunchAgent on macOS, the Run key on Windows. Each answer is
read anew, so that what another program or the person changed there is seen.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from smbsocial.app import program
from smbsocial.app.background_lock import end_holder, is_held, is_outdated
from smbsocial.usecases.reminding.ports import AutostartState

if TYPE_CHECKING:
    from smbsocial.app.login_items import Entry

STARTING_SECONDS = 8.0
ENDING_SECONDS = 8.0
PAUSE = 0.05


class LoginItems(Protocol):
    """One system's list of what starts at login, as far as our entry in it goes."""

    def read(self) -> "Entry":
        """What stands there now."""
        ...

    def write(self, command: tuple[str, ...]) -> None:
        """Put our entry in; raises ExpectedError."""
        ...

    def remove(self) -> None:
        """Take it out, so that nothing starts; raises ExpectedError."""
        ...


class SystemAutostart:
    """The entry of one data folder, and its background part."""

    def __init__(
        self,
        folder: Path,
        items: LoginItems | None = None,
        starting: Callable[..., bool] = program.start,
    ) -> None:
        self._folder = folder
        self._given = items
        self._starting = starting

    @cached_property
    def _items(self) -> LoginItems:
        return self._given or login_items(self._folder)

    def state(self) -> AutostartState:
        """What is so now, read from the system."""
        entry = self._items.read()
        return AutostartState(
            on=entry.on,
            place=entry.place,
            command=entry.text,
            ours=bool(entry.command) and entry.command == self._command(),
            running=is_held(self._folder),
        )

    def switch_on(self) -> None:
        """Start the background part at each login, and now; waits some seconds until it runs."""
        self._items.write(self._command())
        if not self._at_work():
            self._starting(*self._arguments())
            _wait(self._at_work, STARTING_SECONDS)

    def switch_off(self) -> None:
        """Take it out, and end the one that runs; waits some seconds until it has ended."""
        self._items.remove()
        end_holder(self._folder)
        _wait(lambda: not is_held(self._folder), ENDING_SECONDS)

    def renew(self) -> None:
        """Where one of another version is at work, start ours, which ends it; waits for nothing.

        After an upgrade the old one would say nothing until the next login: it does not know the
        files any more.
        """
        if is_outdated(self._folder):
            self._starting(*self._arguments())

    def _at_work(self) -> bool:
        return is_held(self._folder) and not is_outdated(self._folder)

    def _command(self) -> tuple[str, ...]:
        return program.program(*self._arguments())

    def _arguments(self) -> tuple[str, ...]:
        return ("remind", "--background", *program.on_folder(self._folder))


def login_items(folder: Path) -> LoginItems:
    """This system's list; each data folder has an entry of its own in it."""
    from smbsocial.app.login_items import LaunchAgent, RunKey, XdgAutostart

    own = not program.on_folder(folder)
    mark = "" if own else f"-{program.short_name(folder)}"
    if sys.platform == "win32":
        return RunKey(f"smbsocial reminders{mark}")
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", f"org.smbsocial.remind{mark}")
    return XdgAutostart(f"smbsocial-reminders{mark}.desktop", os.environ)


def _wait(come: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not come() and time.monotonic() < end:
        time.sleep(PAUSE)
