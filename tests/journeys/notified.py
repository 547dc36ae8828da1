"""The background part with somebody who really shows notifications, and a hand on their buttons."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from jeepney import MessageType, message_bus
from jeepney.io.blocking import open_dbus_connection
from person import START_SECONDS, command, xdotool

T = TypeVar("T")

NOTIFYD = Path("/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd")
FROM_BELOW = 31
"""Pixels from the lower edge of a notification to the middle of its buttons."""


def wait_until(true: Callable[[], T], what: str) -> T:
    """Wait for something outside of every window."""
    end = time.monotonic() + START_SECONDS
    while not (found := true()):
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(0.05)
    return found


@contextmanager
def shown_by_xfce() -> Iterator[None]:
    """Notifications are shown on this screen meanwhile."""
    quiet = subprocess.DEVNULL
    if before := shower():  # one that this desktop's bus has started for an earlier test
        os.kill(before, signal.SIGTERM)
        wait_until(lambda: not shower(), "the end of the one before")
    running = subprocess.Popen([NOTIFYD], stdout=quiet, stderr=quiet)
    try:
        wait_until(lambda: shower() == running.pid, "somebody who shows notifications")
        yield
    finally:
        running.terminate()
        running.wait(START_SECONDS)


@contextmanager
def background(folder: Path, surroundings: dict[str, str]) -> Iterator[None]:
    """The background part works on a folder meanwhile, and ends well."""
    words = command("remind", "--background", "--data-dir", folder)
    part = subprocess.Popen(words, env=surroundings)
    try:
        yield
    finally:
        part.terminate()
        ended = part.wait(START_SECONDS)
    assert ended == 0


def shower() -> int:
    """The process that shows notifications on this desktop's bus; 0: none does. Starts none."""
    name = "org.freedesktop.Notifications"
    with open_dbus_connection("SESSION") as bus:
        answer = bus.send_and_get_reply(message_bus.GetConnectionUnixProcessID(name), timeout=5)
    is_there = answer.header.message_type is MessageType.method_return
    return int(answer.body[0]) if is_there else 0


def notification() -> str:
    """The X window of the notification that stands; "" where none does."""
    found = xdotool("search", "--onlyvisible", "--class", "xfce4-notifyd", fails=True).split()
    return found[-1] if found else ""


def press_first_button(window: str) -> None:
    """What stands first in its row of buttons."""
    shape = xdotool("getwindowgeometry", "--shell", window).split()
    at = dict(line.split("=") for line in shape)
    x, y, width, height = (int(at[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))
    spot = (str(x + width // 10), str(y + height - FROM_BELOW))
    xdotool("mousemove", *spot, "sleep", "0.3", "click", "1")
