"""A backup of a large business is no matter of the window's thread."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from kept_cafe import Kept, make_cafe, opened

from smbsocial.app.backup_desk import BackupDesk
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.backups import back_up
from smbsocial.vault.memory_store import MemoryStore

MEGABYTES = 20
SHARE = 0.2
"""Of the whole time, what the window's thread may be held in one go; it is a hundredth."""


@dataclass
class Times:
    """Seconds: the longest go on the store's thread, and all that was done elsewhere."""

    longest: float = 0.0
    away: float = 0.0


@pytest.fixture
def secrets() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def large(tmp_path: Path, secrets: MemoryStore) -> Kept:
    """A business with so many megabytes."""
    place = tmp_path / "stick"
    place.mkdir()
    kept = make_cafe(tmp_path / "data", secrets, backups=place)
    with closing(sqlite3.connect(kept.folder / "planning.db")) as connection, connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(post)")]
        (row,) = connection.execute("SELECT * FROM post LIMIT 1").fetchall()
        one = dict(zip(names, row, strict=True)) | {"text": "word " * 400, "seq": None}
        many = (tuple((one | {"id": f"post-{n}"}).values()) for n in range(MEGABYTES * 450))
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO post VALUES ({marks})", many)  # noqa: S608
    assert (kept.folder / "planning.db").stat().st_size > MEGABYTES * 900_000
    return kept


def seconds(work: Callable[[], object]) -> tuple[object, float]:
    began = time.perf_counter()
    found = work()
    return found, time.perf_counter() - began


def measured(steps: Steps[object]) -> Times:
    """Run the steps, each on its own side."""
    times, answer = Times(), None
    while True:
        began = time.perf_counter()
        try:
            work = steps.send(answer)
        except StopIteration:
            return times
        finally:
            times.longest = max(times.longest, time.perf_counter() - began)
        answer, taken = seconds(work)
        times.away += taken


def test_the_windows_thread_is_not_held_by_it(large: Kept, secrets: MemoryStore) -> None:
    with opened(large.folder, secrets) as vault:
        found = [measured(back_up(vault)) for _ in range(3)]
    shares = [times.longest / (times.longest + times.away) for times in found]
    assert min(shares) < SHARE, found


def test_what_takes_its_time_may_run_on_any_thread(large: Kept, secrets: MemoryStore) -> None:
    with opened(large.folder, secrets) as vault:
        assert isinstance(vault.backups, BackupDesk)
        taken: list[str] = []
        desk = vault.backups
        thread = threading.Thread(target=lambda: taken.append(desk.snapshot()))
        thread.start()
        thread.join()
        (snapshot,) = taken
        assert Path(snapshot).stat().st_size == (large.folder / "planning.db").stat().st_size
        desk.drop(snapshot)
