"""kill -9 at random: everything that was acknowledged is there, and nothing is half there."""

import multiprocessing
import os
import random
import sqlite3
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from smbsocial.domain.content import Post
from smbsocial.storage import database
from smbsocial.storage.backup import backups, uri
from smbsocial.storage.store import open_store

pytestmark = pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="needs a fork server"
)

ROUNDS = 50


@pytest.fixture(scope="module")
def nursery() -> multiprocessing.context.ForkServerContext:
    """Children with everything imported, so that a round takes milliseconds."""
    context = multiprocessing.get_context("forkserver")
    # The fork server does not take over sys.path, but it has our environment.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        context.set_forkserver_preload(["children"])
        first = context.Process(target=print)
        first.start()
        first.join()
    return context


def _acknowledged(pipe: Connection) -> list[str]:
    heard = []
    while True:
        try:
            heard.append(pipe.recv_bytes().decode())
        except (EOFError, OSError):
            return heard


@pytest.mark.slow
def test_01_kill_while_writing(
    hundred: Path, nursery: multiprocessing.context.ForkServerContext
) -> None:
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
        heard = _acknowledged(ours)
        ours.close()
        hits += (hundred / "planning.db-journal").exists()
        acknowledged += heard
        there = [post.id for post in open_and_read(hundred)]
        assert set(acknowledged) <= set(there)
        # At most the one that was committed and not yet told.
        assert len(there) - len(set(acknowledged)) <= 1
        acknowledged = there
    assert hits, "no kill came in the middle of a transaction"


def open_and_read(folder: Path) -> tuple[Post, ...]:
    store = open_store(folder, create=False)
    try:
        assert store._link.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return store.all(Post)
    finally:
        store.close()


@pytest.mark.slow
def test_04_kill_while_migrating(
    hundred: Path, nursery: multiprocessing.context.ForkServerContext
) -> None:
    import children

    file = hundred / "planning.db"
    original = file.read_bytes()
    seen: list[int] = []
    length = 0.02
    for round_ in range(ROUNDS):
        ours, theirs = nursery.Pipe(duplex=False)
        process = nursery.Process(target=children.migrate, args=(str(hundred), theirs))
        process.start()
        theirs.close()
        assert ours.recv_bytes() == b"ready"
        started = time.monotonic()
        if round_ == 0:  # how long it takes when nobody disturbs it
            assert _acknowledged(ours) == ["done"]
            length = time.monotonic() - started
        else:
            time.sleep(length * round_ / ROUNDS)
        process.kill()
        process.join()
        ours.close()
        seen.append(_version_never_mixed(file))
        file.write_bytes(original)
        file.with_name("planning.db-journal").unlink(missing_ok=True)
    old = database.SCHEMA
    assert {old, old + 2} == set(seen), f"only one side of the step was hit: {seen}"
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
