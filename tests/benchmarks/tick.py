"""What one tick costs beside the disk's own sync, measured in the same run.

Run from the checkout: `python tests/benchmarks/tick.py [FOLDER]` (a folder on the disk to measure;
the system's place for temporary files otherwise). A tick is one row in one transaction of a file
with five years of posts and ticks. It syncs the journal, the file and the folder; the reference
does the same writes and syncs by hand. Aim: at most 5 ms more.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

AIM_MS = 5
ROUNDS = 60
POSTS = 2600
PAGE = 4096
PAGES = 6
SYNC = getattr(os, "fdatasync", os.fsync)


def main() -> None:
    """Print ratio and difference."""
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        _compare(Path(folder))


def _compare(folder: Path) -> None:
    from cafe import TICK

    from smbsocial.domain.ids import TickId
    from smbsocial.storage.store import open_store
    from smbsocial.usecases.changes import Action, Changes

    _five_years(folder / "data")
    started = time.perf_counter()
    store = open_store(folder / "data", create=False)
    print(f"open a file of five years with its weekly copy: {_since(started):.1f} ms")
    store.close()
    started = time.perf_counter()
    store = open_store(folder / "data", create=False)
    print(f"open it again, with the quick check: {_since(started):.1f} ms")
    changes = Changes(store, None)  # type: ignore[arg-type] - the step asks nobody
    number = iter(range(10**6))

    def tick() -> None:
        row = replace(TICK, id=TickId(f"new {next(number)}"))
        changes.do(Action.TICK, lambda tx, _ports: tx.put(row))

    # In turns, so that both meet the same moods of the disk.
    pairs = [(_milliseconds(tick), _milliseconds(lambda: _syncs(folder))) for _ in range(ROUNDS)]
    store.close()
    ticks, syncs = (statistics.median(side) for side in zip(*pairs, strict=True))
    more = ticks - syncs
    print(f"the disk's own syncs: {syncs:.2f} ms; one syncing write: {_one(folder):.2f} ms")
    print(f"one tick: {ticks:.2f} ms = {ticks / syncs:.2f} x the syncs, {more:+.2f} ms")
    print(f"aim: at most {AIM_MS} ms more")


def _syncs(folder: Path) -> None:
    """What `synchronous=EXTRA` asks of the disk for one row, as strace shows it.

    The journal's pages, the folder, the journal's head, the file's pages, the journal gone.
    """
    journal, main = folder / "journal", folder / "file"
    with journal.open("wb") as file:
        _write_and_sync(file.fileno(), PAGES * PAGE)
        _sync_folder(folder)
        _write_and_sync(file.fileno(), 12)
    with main.open("r+b" if main.exists() else "w+b") as file:
        _write_and_sync(file.fileno(), PAGES * PAGE)
    journal.unlink()
    _sync_folder(folder)


def _one(folder: Path) -> float:
    def write() -> None:
        with (folder / "one").open("wb") as file:
            _write_and_sync(file.fileno(), PAGE)

    return statistics.median(_milliseconds(write) for _ in range(20))


def _write_and_sync(handle: int, size: int) -> None:
    os.pwrite(handle, os.urandom(size), 0)
    SYNC(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    SYNC(handle)
    os.close(handle)


def _five_years(folder: Path) -> None:
    from cafe import POST, TICK, put_everything

    from smbsocial.domain.ids import PostId, TickId
    from smbsocial.storage.store import open_store

    store = open_store(folder, create=True)
    with store.transaction() as tx:
        put_everything(tx)
        for i in range(POSTS):
            day = date(2021, 11, 22) + timedelta(days=i * 7 // 10)
            tx.put(replace(POST, id=PostId(f"post {i}"), day=day, text="Kürbissuppe " * 20))
            tx.put(replace(TICK, id=TickId(f"tick {i}"), day=day))
    store.close()


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return _since(started)


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
