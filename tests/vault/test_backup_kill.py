"""kill -9 at random while backups are written: a final name is a whole backup, every time."""

import random
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from backup_making import CREATED, HEADER, make_backup, make_database, open_it
from nursery import Nursery, all_told, needed, prepared

pytestmark = needed

ROUNDS = 60


@pytest.fixture(scope="module")
def nursery() -> Nursery:
    return prepared("backup_children")


def _unfinished(folder: Path) -> list[Path]:
    return list(folder.glob("~*.tmp"))


@pytest.mark.slow
def test_03_kill_while_backing_up(tmp_path: Path, nursery: Nursery) -> None:
    import backup_children

    database = make_database(tmp_path / "copy.db", posts=400)
    folder = tmp_path / "backups"
    folder.mkdir()
    chance = random.Random(3)
    acknowledged: set[str] = set()
    verified: set[str] = set()
    hits = 0
    for round_ in range(ROUNDS):
        ours, theirs = nursery.Pipe(duplex=False)
        process = nursery.Process(
            target=backup_children.back_up_for_ever,
            args=(str(folder), str(database), round_ * 1000, theirs),
        )
        process.start()
        theirs.close()
        assert ours.poll(20)  # the first one is written: now at any moment
        time.sleep(chance.random() * 0.03)
        process.kill()
        process.join()
        heard = all_told(ours)
        ours.close()
        assert len(_unfinished(folder)) <= 1  # what the round before left has been cleared away
        hits += bool(_unfinished(folder))
        acknowledged |= set(heard)
        there = {path.name for path in folder.glob("*.smbbackup")}
        assert acknowledged <= there
        # At most the one that was finished and not yet told.
        assert len(there - verified - set(heard)) <= 1
        for name in there - verified:
            opened = open_it(folder / name, tmp_path / f"side-{name}")
            assert opened.database.read_bytes() == database.read_bytes()
        verified = there
    assert hits, "no kill came in the middle of a backup"
    make_backup(folder, database, replace(HEADER, created=CREATED + timedelta(days=9)))
    assert _unfinished(folder) == []
    assert {path.name for path in folder.iterdir()} >= acknowledged
