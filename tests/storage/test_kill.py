"""kill -9 at random: everything that was acknowledged is there, and nothing is half there."""

import random
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from cafe import IMPORT, MEASURES, SALE
from nursery import Nursery, all_told, needed, prepared

from smbsocial.domain.content import Post
from smbsocial.domain.measures import Import, MeasureKind, Metric
from smbsocial.storage import database
from smbsocial.storage.backup import backups, uri
from smbsocial.storage.store import open_store

pytestmark = needed

ROUNDS = 50


@pytest.fixture(scope="module")
def nursery() -> Nursery:
    return prepared("children")


@pytest.mark.slow
def test_01_kill_while_writing(hundred: Path, nursery: Nursery) -> None:
    import children

    chance = random.Random(1)
    acknowledged = [post.id for post in open_and_read(hundred)]
    hits = 0
    for _ in range(ROUNDS):
        ours, theirs = nursery.Pipe(duplex=False)
        process = nursery.Process(target=children.write_for_ever, args=(str(hundred), theirs))
        process.start()
        theirs.close()
        assert ours.poll(20)  # the first one is written: now at any moment
        time.sleep(chance.random() * 0.03)
        process.kill()
        process.join()
        heard = all_told(ours)
        ours.close()
        hits += (hundred / "planning.db-journal").exists()
        acknowledged += heard
        there = [post.id for post in open_and_read(hundred)]
        assert set(acknowledged) <= set(there)
        # At most the one that was committed and not yet told.
        assert len(there) - len(set(acknowledged)) <= 1
        acknowledged = there
    assert hits, "no kill came in the middle of a transaction"


@pytest.mark.slow
def test_kill_while_importing(hundred: Path, nursery: Nursery) -> None:
    import children

    chance = random.Random(3)
    acknowledged = [id for id, _reach in whole_imports(hundred)]
    cut = 0
    for _ in range(ROUNDS // 2):
        ours, theirs = nursery.Pipe(duplex=False)
        process = nursery.Process(target=children.import_for_ever, args=(str(hundred), theirs))
        process.start()
        theirs.close()
        assert ours.poll(20)  # the first one is seen: now at any moment
        time.sleep(chance.random() * 0.1)
        process.kill()
        process.join()
        acknowledged += all_told(ours)
        ours.close()
        there = [id for id, _number in whole_imports(hundred)]
        assert set(acknowledged) <= set(there)
        assert len(there) - len(set(acknowledged)) <= 1
        acknowledged = there
        cut += unseen_rows(hundred)
    assert cut, "no kill came between the first piece and the row that shows them"


def whole_imports(folder: Path) -> list[tuple[str, int]]:
    """Which imports are seen, with their numbers, each of them whole; and of no other one a row."""
    from children import PIECES, ROWS

    store = open_store(folder, create=False)
    try:
        seen = [(each.id, each.rows) for each in store.all(Import) if each.id != IMPORT.id]
        span = (MEASURES[0].day, MEASURES[0].day)
        posts = {row.key: row.figures for row in store.measures(MeasureKind.POST, *span)}
        orders = {row.key: row.net for row in store.orders(*span)}
    finally:
        store.close()
    wanted = {
        f"{id}/{piece}/{row}": number
        for id, number in seen
        for piece in range(PIECES)
        for row in range(ROWS)
    }
    if seen:
        wanted["all"] = seen[-1][1]
    del posts[MEASURES[0].key], orders[SALE.key]
    assert {key: figures[Metric.REACH] for key, figures in posts.items()} == wanted
    assert orders == wanted
    return seen


def unseen_rows(folder: Path) -> int:
    with closing(sqlite3.connect(uri(folder / "planning.db", "ro"), uri=True)) as connection:
        sql = "SELECT count(*) FROM measure WHERE import NOT IN (SELECT id FROM import)"
        return int(connection.execute(sql).fetchone()[0])


def open_and_read(folder: Path) -> tuple[Post, ...]:
    store = open_store(folder, create=False)
    try:
        assert store._link.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return store.all(Post)
    finally:
        store.close()


@dataclass
class Migrating:
    """A folder that a newer program migrates, again and again from the same file."""

    folder: Path
    nursery: Nursery

    def __post_init__(self) -> None:
        self.file = self.folder / "planning.db"
        self.original = self.file.read_bytes()
        self.seen: set[int] = set()
        self.took = 0.0

    def undisturbed(self) -> float:
        """How many seconds it takes; the first child may have more to load than the others."""
        self._round(None)
        self._round(None)
        return self.took

    def kill_after(self, seconds: float) -> bool:
        """Kill one so long after its beginning; whether it was still at work."""
        return not self._round(seconds)

    def _round(self, seconds: float | None) -> list[str]:
        import children

        ours, theirs = self.nursery.Pipe(duplex=False)
        process = self.nursery.Process(target=children.migrate, args=(str(self.folder), theirs))
        process.start()
        theirs.close()
        assert ours.recv_bytes() == b"ready"
        started = time.monotonic()
        if seconds is None:
            assert ours.poll(20)
            self.took = time.monotonic() - started
        else:
            time.sleep(seconds)
        process.kill()
        process.join()
        heard = all_told(ours)
        ours.close()
        version = _version_never_mixed(self.file)
        assert version == database.SCHEMA + 2 or not heard, "what was told is not there"
        self.seen.add(version)
        self.file.write_bytes(self.original)
        self.file.with_name("planning.db-journal").unlink(missing_ok=True)
        return heard


@pytest.mark.slow
def test_04_kill_while_migrating(hundred: Path, nursery: Nursery) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    migrating = Migrating(hundred, nursery)
    length = migrating.undisturbed()
    for step in range(ROUNDS):
        migrating.kill_after(length * step / ROUNDS)
    old = database.SCHEMA
    assert migrating.seen == {old, old + 2}, "only one side of the step was hit"
    killed = 0
    for _ in range(20 * ROUNDS):  # a kill that came too late for its round is none
        killed += migrating.kill_after(length * chance.random())
        if killed == ROUNDS:
            break
    assert killed == ROUNDS
    # A kill between a new copy and the end of an old one leaves one more, until the next whole
    # start: several in a row leave several.
    migrating.undisturbed()
    assert len(backups(hundred)) <= 3  # a weekly one and two before migrations
    assert len(open_and_read(hundred)) == 201


def _version_never_mixed(file: Path) -> int:
    connection = sqlite3.connect(uri(file, "rw"), uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        steps = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
        names = {row[1] for row in connection.execute("PRAGMA table_info(post)")}
        assert steps == version
        done = version == database.SCHEMA + 2
        assert ("half" in names) == done
        if done:
            halves = connection.execute("SELECT DISTINCT half FROM post").fetchall()
            assert halves == [("second",)]
        return int(version)
    finally:
        connection.close()
