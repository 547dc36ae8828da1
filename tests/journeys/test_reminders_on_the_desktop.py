"""Reminders on a real desktop: real notifications, a real wait for a minute, real clicks."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from datetime import time as wall
from pathlib import Path

import pytest
from corner_cafe import cafe
from jeepney import message_bus
from jeepney.io.blocking import open_dbus_connection

from smbsocial.app import doorbell
from smbsocial.app.background_lock import HOLDER, end_holder
from smbsocial.app.clock import RandomIds
from smbsocial.app.paths import resources_folder
from smbsocial.domain.content import Post, Status
from smbsocial.domain.reminders import ReminderSettings
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.folder import holder
from smbsocial.storage.glance import glanced
from smbsocial.storage.reminder_book import FileReminderBook
from smbsocial.storage.store import open_store
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.reminding.due import due

pytestmark = pytest.mark.desktop

BEFORE = datetime(2027, 1, 13, 11, 29, 50, tzinfo=UTC)
"""Some seconds before the post of 11:30."""
PLACES = {
    "xfce4-notifyd": "/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd",
    "dunst": "/usr/bin/dunst",
}


def wait_for(come: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not come():
        assert time.monotonic() < end, come
        time.sleep(0.1)


def said_shown(folder: Path) -> set[str]:
    return {id for id, told in FileReminderBook(folder).said().items() if told.shown_at}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The café's folder, where everything before the post of that day was shown already."""
    data = tmp_path / "data"
    store = open_store(data, create=True)
    with store.transaction() as tx:
        for row in cafe():
            tx.put(row)
    store.close()
    book = FileReminderBook(data)
    book.keep_settings(ReminderSettings(quiet_from=wall(0), quiet_to=wall(0)))
    ports = Ports(_Still(), RandomIds(), FileLibrary(resources_folder() / "library"))
    with glanced(data) as reads:
        assert reads
        known = due(reads, ports, book.settings(), now=BEFORE)
    book.claim([each.id for each in known], BEFORE)
    return data


class _Still:
    def now(self) -> datetime:
        return BEFORE

    def today(self, zone: str) -> object:
        return BEFORE.date()


def somebody_shows() -> bool:
    """Asked so that the bus starts nobody."""
    with open_dbus_connection("SESSION") as bus:
        asked = message_bus.NameHasOwner("org.freedesktop.Notifications")
        return bool(bus.send_and_get_reply(asked).body[0])


@pytest.fixture(params=["xfce4-notifyd", "dunst"])
def daemon(request: pytest.FixtureRequest) -> Iterator[str]:
    """Somebody who shows notifications on this bus and screen."""
    place = PLACES[request.param]
    if not Path(place).exists():
        pytest.skip(f"{request.param} is not installed")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen([place], **quiet)
    wait_for(somebody_shows)
    yield request.param
    running.terminate()
    running.wait(timeout=10)
    wait_for(lambda: not somebody_shows())


@pytest.fixture
def parts(folder: Path, daemon: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Two background parts at once, started ten seconds before the post's time."""
    command = [sys.executable, "-m", "smbsocial", "remind", "--background"]
    clock = ["faketime", BEFORE.strftime("%Y-%m-%d %H:%M:%S")]
    surroundings = {**os.environ, "TZ": "UTC"}
    begun = [
        subprocess.Popen([*clock, *command, "--data-dir", str(folder)], env=surroundings)
        for _ in range(2)
    ]
    wait_for((folder / HOLDER).exists)
    yield begun
    there = holder(folder)
    if there is not None:  # a window that a click opened
        os.kill(there.pid, signal.SIGTERM)
    end_holder(folder)
    for each in begun:
        each.wait(timeout=20)


def screen(to: Path) -> bytes:
    subprocess.run(["import", "-window", "root", str(to)], check=True)
    told = ["convert", str(to), "rgb:-"]
    return subprocess.run(told, check=True, capture_output=True).stdout


def post_of(folder: Path) -> Post:
    with glanced(folder) as reads:
        assert reads
        return next(post for post in reads.all(Post) if "oat flat" in post.title)


def press(daemon: str, before: Path, after: Path) -> None:
    """Xfce: the button Done, the second of five. Dunst: the notification itself.

    Where it stands is where the screen has changed.
    """
    difference = ["-compose", "difference", "-composite", "-threshold", "5%", "-trim"]
    told = subprocess.run(
        ["convert", str(before), str(after), *difference, "-format", "%w %h %X %Y", "info:"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    width, height, x, y = map(int, told.split())
    if daemon == "dunst":
        spot, button = (x + width // 2, y + height // 2), "2"
    else:
        spot, button = (x + width * 3 // 10, y + height - 31), "1"
    move = ["xdotool", "mousemove", str(spot[0]), str(spot[1])]
    subprocess.run([*move, "sleep", "0.3", "click", button], check=True)


def test_a_post_is_told_at_its_minute_once_and_a_click_does_what_it_says(
    parts: list[subprocess.Popen[bytes]], folder: Path, daemon: str, tmp_path: Path
) -> None:
    wait_for(lambda: any(each.poll() == 0 for each in parts))  # the second has nothing to do
    empty = screen(tmp_path / "before.png")
    known = said_shown(folder)
    wait_for(lambda: len(said_shown(folder)) > len(known), 30)
    wait_for(lambda: screen(tmp_path / f"{daemon}.png") != empty)
    time.sleep(0.5)  # until it is painted whole
    screen(tmp_path / f"{daemon}.png")
    (fresh,) = said_shown(folder) - known
    assert fresh.startswith("post:")
    press(daemon, tmp_path / "before.png", tmp_path / f"{daemon}.png")
    if daemon == "dunst":
        wait_for(lambda: doorbell.ask(folder, doorbell.SHOW) == doorbell.SHOWN)
        assert post_of(folder).status is Status.APPROVED
    else:
        wait_for(lambda: post_of(folder).status is Status.POSTED)
        assert FileReminderBook(folder).said()[fresh].done_at is not None
    (running,) = [each for each in parts if each.poll() is None]
    end_holder(folder)  # with SIGTERM; by its own number, as faketime stands before it
    assert running.wait(timeout=20) == 0
