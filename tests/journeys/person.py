"""A person at the desk: starts the program as people do, types, clicks, looks, kills it."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from screen_reader import BUTTON, MENU_ITEM, NotSeenError, ScreenReader, Seen

START_SECONDS = 30
WEDNESDAY = date(2027, 1, 13)
HARMLESS = ("propagateSizeHints", "Failed to set fd limit")


class Program:
    """One running copy in its real window."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as said:
            self.process = subprocess.Popen(
                command, env=environment, stdout=said, stderr=subprocess.STDOUT
            )
        self.reader = ScreenReader(self.process.pid)

    def type(self, text: str) -> None:
        """Type as on a keyboard."""
        xdotool("type", "--delay", "4", text)

    def keys(self, *names: str) -> None:
        """Press keys one after another, as X names them."""
        xdotool("key", "--delay", "8", *names)

    def open_menu(self, letter: str, entry: str) -> None:
        """Open a menu by its letter and wait until an entry shows.

        Keys as fast as these now and then leave the bar chosen and the menu shut; a person, too,
        then goes back and tries again.
        """
        for _ in range(5):
            self.keys(f"alt+{letter}")
            for _ in range(10):
                if self.reader.find(entry, MENU_ITEM):
                    return
                time.sleep(0.1)
            self.keys("Escape")
        raise NotSeenError(f"alt+{letter} shows no “{entry}”:\n{self.reader.told()}")

    def choose(self, menu: str, entry: str, letter: str) -> None:
        """Open a menu by its letter, and take its entry by the entry's letter."""
        self.open_menu(menu, entry)
        self.keys(letter)

    def click(self, name: str, role: str = BUTTON) -> None:
        """Click the first thing of that name, once it stands still and can be clicked."""
        seen = self.reader.wait_until(lambda: self._resting(name, role), f"{role} “{name}” at rest")
        xdotool("mousemove", str(seen.x), str(seen.y), "click", "1")

    def _resting(self, name: str, role: str) -> Seen | None:
        seen = self.reader.find(name, role)
        if seen is None or not seen.enabled:
            return None
        again = self.reader.find(name, role)
        return seen if again == seen else None

    def tab_to(self, name: str, role: str = "", *, key: str = "Tab", most: int = 80) -> Seen:
        """Go on with Tab until the keyboard is at something of that name, and stays there.

        A window that has just come tells late where its keyboard began, when Tab has moved it on.
        """
        for _ in range(most):
            self.keys(key)
            seen = self.reader.focus_moved()
            if seen is not None and name in seen.name and role in {"", seen.role}:
                still = self.reader.focused()
                if still is not None and still.name == seen.name:
                    return seen
        raise NotSeenError(f"{most} × {key} does not reach “{name}”:\n{self.reader.told()}")

    def press(self, name: str) -> None:
        """Reach a button by keyboard alone and press it."""
        self.tab_to(name, BUTTON)
        self.keys("space")

    def activate(self) -> None:
        """Bring the window to the front, as a click on it does."""
        xdotool("windowactivate", "--sync", self.window())

    def wait_in_front(self, title: str) -> None:
        """Wait until the keyboard goes to the window or dialog of that title."""
        asking = ("getactivewindow", "getwindowname")
        self.reader.wait_until(lambda: title in xdotool(*asking, fails=True), f"{title} in front")

    def window(self) -> str:
        """The main window's id for the X server."""
        pid = str(self.process.pid)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            found = xdotool("search", "--onlyvisible", "--pid", pid, fails=True).split()
            if found:
                return max(found, key=_area)
            time.sleep(0.05)
        raise NotSeenError(f"no window of process {pid}: {self.said()}")

    def close(self) -> int:
        """Close the window as a person does; the exit status."""
        self.keys("ctrl+q")
        return self.wait()

    def has_ended(self) -> bool:
        """Whether its process is gone."""
        return self.process.poll() is not None

    def wait(self) -> int:
        """Wait for the end; the exit status."""
        status = self.process.wait(START_SECONDS)
        self.reader.close()
        return status

    def kill(self) -> None:
        """Pull the plug."""
        self.process.kill()
        self.wait()

    def said(self) -> str:
        """Whatever it wrote to its terminal that means something."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(line for line in lines if not any(word in line for word in HARMLESS))


Start = Callable[..., Program]
Push = Callable[[str], object]
"""A way to press a button by its name: with the mouse, or by keyboard."""


def xdotool(*arguments: str, fails: bool = False) -> str:
    """Run xdotool; `fails` says that finding nothing is no error."""
    done = subprocess.run(
        ["xdotool", *arguments], capture_output=True, text=True, timeout=20, check=False
    )
    assert fails or done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def command(*arguments: object) -> list[str]:
    """The program's command line."""
    return [sys.executable, "-m", "smbsocial", *map(str, arguments)]


def run(environment: dict[str, str], *arguments: object) -> str:
    """What a command of the same program prints; it must end well."""
    done = subprocess.run(
        command(*arguments),
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(environment: dict[str, str], folder: Path, *arguments: object) -> Any:
    """What a command says as JSON about a data folder that is closed."""
    return json.loads(run(environment, *arguments, "--json", "--data-dir", folder))


def peek(folder: Path, question: str, *values: object) -> list[tuple[Any, ...]]:
    """Look into the file while the program has it open; nothing is written."""
    file = sqlite3.connect(f"file:{folder / 'planning.db'}?mode=ro", uri=True)
    try:
        return file.execute(question, values).fetchall()
    finally:
        file.close()


def on(day: date, environment: dict[str, str]) -> dict[str, str]:
    """The same surroundings on another day: the clock goes on from half past nine in London."""
    probe = ["faketime", "2027-01-01", "printenv", "LD_PRELOAD"]
    # It does not begin with the number of one that was killed; the next one has another number.
    told = (subprocess.run(probe, capture_output=True, text=True, check=False) for _ in range(5))
    library = next(each.stdout.strip() for each in told if each.returncode == 0)
    local = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC).astimezone()
    moved = {
        "LD_PRELOAD": library,
        "FAKETIME": f"@{local:%Y-%m-%d %H:%M:%S}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # timers go on as they do
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # else threads that wait for each other never rest
        "NO_FAKE_STAT": "1",  # else every font on the machine looks new and is read again
    }
    return {**environment, **moved}


def _area(window: str) -> int:
    shell = dict(
        line.split("=") for line in xdotool("getwindowgeometry", "--shell", window).split()
    )
    return int(shell["WIDTH"]) * int(shell["HEIGHT"])
