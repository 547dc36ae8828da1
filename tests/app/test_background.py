"""The background part on real files: what it shows, once, and what it leaves alone."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from corner_cafe import NOW, cafe
from house import CountedIds, SetClock

from smbsocial.app import background, doorbell, program
from smbsocial.app.autostart import SystemAutostart
from smbsocial.app.background import Background
from smbsocial.app.background_lock import HOLDER, BackgroundLock, is_held, is_outdated
from smbsocial.app.paths import resources_folder
from smbsocial.domain.content import Post, Status
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.exchange.notifications import Answer, plain_command
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.glance import glanced
from smbsocial.storage.reminder_book import FileReminderBook
from smbsocial.storage.store import open_store
from smbsocial.usecases.ports import Ports

POST_DUE = datetime(2027, 1, 13, 11, 31, tzinfo=UTC)
"""A minute after the post of this Wednesday, after everything of the morning."""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="plain sockets and signals")


class Screen:
    """Notifications as somebody sees them."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, Mapping[str, str]]] = []
        self.closed: list[int] = []
        self.to_answer: list[Answer] = []
        self.there = self.shows = True

    def ready(self) -> bool:
        return self.there

    def show(self, title: str, body: str, actions: Mapping[str, str]) -> int | None:
        self.seen.append((title, body, actions))
        return len(self.seen) if self.shows else None

    def close(self, number: int) -> None:
        self.closed.append(number)

    def answers(self) -> tuple[Answer, ...]:
        found, self.to_answer = tuple(self.to_answer), []
        return found

    def waits_on(self) -> int | None:
        return None

    def lost(self) -> bool:
        return False

    def leave(self) -> None:
        pass


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    store = open_store(tmp_path / "data", create=True)
    with store.transaction() as tx:
        for row in cafe():
            tx.put(row)
    store.close()
    return tmp_path / "data"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(program, "start", lambda *words: bool(calls.append(words)) or True)
    return calls


def part_at(folder: Path, now: datetime) -> tuple[Background, Screen, SetClock]:
    clock, screen = SetClock(now), Screen()
    ports = Ports(clock, CountedIds(), FileLibrary(resources_folder() / "library"))
    book = FileReminderBook(folder)
    return Background(folder, ports, book, screen, woke=NOW - timedelta(days=9)), screen, clock


def told_all(part: Background) -> None:
    """Everything that is due so far is known."""
    part.look()
    part.shown.clear()
    part.notifications.seen.clear()  # type: ignore[attr-defined]


def test_a_computer_that_was_off_gets_one_summary_and_no_second(folder: Path) -> None:
    part, screen, clock = part_at(folder, NOW + timedelta(days=14))
    part.woke = clock.now()
    part.look()
    ((title, body, buttons),) = screen.seen
    assert "while the computer was off" in title
    assert len(body.splitlines()) > 1
    assert list(buttons) == ["default", "hour", "tomorrow", "next_week"]
    clock.go_on(minutes=1)
    part.look()
    again, other_screen, _ = part_at(folder, clock.now())
    again.look()
    assert (len(screen.seen), other_screen.seen) == (1, [])


def test_one_by_itself_can_be_done_and_is_then_ticked(folder: Path) -> None:
    part, screen, clock = part_at(folder, POST_DUE - timedelta(minutes=5))
    told_all(part)
    clock.instant = POST_DUE
    part.look()
    ((title, _body, buttons),) = screen.seen
    assert "oat flat white" in title
    assert list(buttons)[:2] == ["default", "done"]
    screen.to_answer = [Answer(77, "done"), Answer(1, "done")]
    assert part.hear()
    store = open_store(folder, create=False)
    posted = [post for post in store.all(Post) if "oat flat" in post.title]
    store.close()
    assert [post.status for post in posted] == [Status.POSTED]
    assert screen.closed == [1]


def test_later_comes_again_once(folder: Path) -> None:
    part, screen, clock = part_at(folder, POST_DUE - timedelta(minutes=5))
    told_all(part)
    clock.instant = POST_DUE
    part.look()
    screen.to_answer = [Answer(1, "hour")]
    assert part.hear()
    clock.go_on(minutes=59)
    part.look()
    assert len(screen.seen) == 1
    clock.go_on(minutes=2)
    part.look()
    part.look()
    assert len(screen.seen) == 2


def test_a_click_opens_the_screen_in_a_new_start(
    folder: Path, started: list[tuple[str, ...]]
) -> None:
    part, screen, clock = part_at(folder, POST_DUE - timedelta(minutes=5))
    told_all(part)
    clock.instant = POST_DUE
    part.look()
    screen.to_answer = [Answer(1, "default")]
    part.hear()
    assert started == [("--data-dir", str(folder), "--open", "week")]


def test_what_the_store_refuses_opens_the_program(
    folder: Path, started: list[tuple[str, ...]]
) -> None:
    part, screen, clock = part_at(folder, POST_DUE - timedelta(minutes=5))
    told_all(part)
    clock.instant = POST_DUE
    part.look()
    with closing(open_store(folder, create=False)):  # somebody holds it and answers nothing
        screen.to_answer = [Answer(1, "done")]
        part.hear()
    assert started == [("--data-dir", str(folder), "--open", "reminders")]


def test_who_is_ended_before_it_has_words_has_swallowed_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_about: object, **_more: object) -> None:
        raise SystemExit

    part, _screen, clock = part_at(folder, POST_DUE)
    with monkeypatch.context() as change:
        change.setattr(background, "words_for", ended)
        with pytest.raises(SystemExit):
            part.look()
    again, screen, _ = part_at(folder, clock.now())
    again.look()
    assert len(screen.seen) == 1


def test_nothing_stands_on_the_screen_whose_buttons_nobody_hears(folder: Path) -> None:
    part, screen, _ = part_at(folder, POST_DUE)
    part.look()
    part.end()
    assert screen.closed == [1]


def test_what_cannot_be_shown_comes_when_it_can(folder: Path) -> None:
    part, screen, _clock = part_at(folder, NOW)
    screen.there = False
    part.look()
    assert FileReminderBook(folder).said() == {}
    screen.there, screen.shows = True, False
    part.look()
    screen.shows = True
    part.look()
    assert len(screen.seen) == 2
    assert screen.seen[0] == screen.seen[1]


def test_a_clock_set_back_and_forward_neither_repeats_nor_swallows(folder: Path) -> None:
    part, screen, clock = part_at(folder, POST_DUE - timedelta(minutes=5))
    told_all(part)
    clock.instant = POST_DUE
    part.look()
    for minutes in (-40, 40, 1):
        clock.go_on(minutes=minutes)
        part.look()
    assert len(screen.seen) == 1, "an hour back does not repeat"
    clock.instant = POST_DUE + timedelta(days=300)
    part.look()
    clock.instant = POST_DUE + timedelta(days=1, minutes=1)
    before = len(screen.seen)
    part.look()
    assert "Menu board result" in "".join(screen.seen[-1][:2])
    assert len(screen.seen) == before + 1, "a year ahead swallows nothing"


def test_what_was_dealt_with_elsewhere_goes_from_the_screen(folder: Path) -> None:
    part, screen, clock = part_at(folder, POST_DUE)
    part.look()
    said = FileReminderBook(folder)
    said.finish(list(said.said()), clock.now())
    part.look()
    assert screen.closed == [1]


def test_an_active_window_shows_it_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part, screen, _clock = part_at(folder, NOW)
    monkeypatch.setattr(doorbell, "ask", lambda *_: doorbell.MINE)
    part.look()
    assert screen.seen == []
    assert FileReminderBook(folder).said() == {}


def spoil_missing(file: Path) -> None:
    file.unlink()


def spoil_damaged(file: Path) -> None:
    file.write_bytes(b"\0" * 4096)


def spoil_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA user_version = 99")


def spoil_older(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA user_version = 3")


@pytest.mark.parametrize("spoil", [spoil_missing, spoil_damaged, spoil_newer, spoil_older])
def test_a_file_that_cannot_be_read_is_left_as_it_is(folder: Path, spoil: object) -> None:
    part, screen, clock = part_at(folder, NOW)
    file = folder / "planning.db"
    whole = file.read_bytes()
    spoil(file)  # type: ignore[operator]
    before = file.read_bytes() if file.exists() else None
    part.look()
    assert screen.seen == []
    assert (file.read_bytes() if file.exists() else None) == before
    file.write_bytes(whole)
    clock.go_on(minutes=1)
    part.look()
    assert len(screen.seen) == 1


def test_a_locked_file_is_looked_at_later_and_an_open_store_is_not_in_the_way(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smbsocial.storage.database.GLANCE_BUSY_MS", 50)
    part, screen, _clock = part_at(folder, NOW)
    with closing(sqlite3.connect(folder / "planning.db", isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        part.look()
        with pytest.raises(ExpectedError) as told, glanced(folder):
            pass
        assert told.value.code is Code.DATABASE_BUSY
        assert screen.seen == []
    with closing(open_store(folder, create=False)):
        part.look()
    assert len(screen.seen) == 1


def test_one_place_per_folder(folder: Path) -> None:
    first, second = BackgroundLock(folder), BackgroundLock(folder)
    assert first.take()
    assert is_held(folder)
    assert not second.take()
    first.release()
    assert not is_held(folder)
    with pytest.raises(FileNotFoundError):
        BackgroundLock(folder / "none").take()


def test_a_place_where_nobody_could_tell_it_to_end_is_not_taken(folder: Path) -> None:
    (folder / HOLDER).mkdir()  # as little can be written as on a full disk
    place = BackgroundLock(folder)
    with pytest.raises(OSError, match=HOLDER):
        place.take()
    assert not place.held


def begin(folder: Path, **changed: str) -> subprocess.Popen[str]:
    kept = {k: v for k, v in os.environ.items() if "DBUS" not in k}
    return subprocess.Popen(
        [sys.executable, "-m", "smbsocial", "remind", "--background", "--data-dir", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**kept, **changed},
    )


def until_held(folder: Path) -> None:
    end = time.monotonic() + 15
    while not (folder / HOLDER).exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert is_held(folder)


def test_without_a_bus_it_stays_a_second_one_ends_and_sigterm_ends_it_cleanly(folder: Path) -> None:
    first = begin(folder)
    until_held(folder)
    second = begin(folder)
    assert second.communicate(timeout=20) == ("", None)
    assert second.returncode == 0
    assert first.poll() is None
    first.send_signal(signal.SIGTERM)
    assert first.communicate(timeout=10) == ("", None)
    assert first.returncode == 0
    assert not is_held(folder)
    assert not (folder / HOLDER).exists()
    assert FileReminderBook(folder).said() == {}, "nothing is claimed where nothing shows"


@pytest.mark.parametrize("changed", [{"program": "0.0/1/1"}, {"place": "/nowhere"}])
def test_one_that_another_version_or_a_moved_program_left_gives_way(
    folder: Path, changed: dict[str, str]
) -> None:
    started: list[tuple[str, ...]] = []
    autostart = SystemAutostart(folder, starting=lambda *words: bool(started.append(words)) or True)
    old = begin(folder)
    until_held(folder)
    autostart.renew()
    assert not started, "it is ours"
    told = json.loads((folder / HOLDER).read_text("utf-8"))
    (folder / HOLDER).write_text(json.dumps(told | changed), "utf-8")
    autostart.renew()
    assert started == [("remind", "--background", "--data-dir", str(folder))]
    new = BackgroundLock(folder)
    assert new.take()
    assert old.communicate(timeout=10) == ("", None)
    assert old.returncode == 0
    assert not is_outdated(folder)
    new.release()


def test_texts_are_handed_to_the_systems_programs_as_texts() -> None:
    command, _ = plain_command("darwin", 'a" & b', "-e do shell script")
    assert list(command[-2:]) == ['a" & b', "-e do shell script"]
    command, surroundings = plain_command("win32", "a & <b>", '"; exit')
    assert "exit" not in " ".join(command)
    assert "<text>a &amp; &lt;b&gt;</text>" in surroundings["SMBSOCIAL_TOAST"]
