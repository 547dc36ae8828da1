"""kill -9 in whole backups, from the snapshot to the last old one that goes."""

import random
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
import whole_backup_children as children
from kept_cafe import ANN, Kept
from nursery import Nursery, all_told, needed, prepared

from smbsocial.app.vaulting import SCHEMA
from smbsocial.domain.backups import time_of
from smbsocial.domain.secret import Record
from smbsocial.domain.vault import MetaKey, VaultSecret
from smbsocial.storage.store import SqliteStore
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import backups, records, unlocking
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import Vault, meta, name_of
from smbsocial.usecases.vault.watching import look_at_whole_log
from smbsocial.vault.backup_file import open_backup, read_header
from smbsocial.vault.backup_folder import Found, backups_in
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.keys import backup_private
from smbsocial.vault.memory_store import MemoryStore

pytestmark = [
    needed,
    pytest.mark.slow,
]

ROUNDS = 60
LONGER = 1.5
"""So many times as long as saving and backing up takes, a child lives on at most."""


@pytest.fixture(scope="module")
def nursery() -> Nursery:
    return prepared("whole_backup_children")


def _newest(room: Path) -> Found:
    """The newest of the folder; none of a final name is anything but a backup."""
    found = backups_in(room / "stick")
    assert all(each.problem is None for each in found)
    return max(found, key=lambda each: each.made)


def _refs(vault: Vault) -> dict[str, bytes]:
    return {row.id: row.ref for row in vault.reads.all(VaultSecret)}


def _verified(vault: Vault, kept: Kept, newest: Found, side: Path) -> dict[str, bytes]:
    """The records of a backup, which opens with the kit and holds them whole."""
    code = vault.sealing.read_code(kept.code.reveal())
    slot = read_header(newest.path).recovery
    master = vault.sealing.open_recovery(code, vault=vault.id, slot=slot)
    opened = open_backup(
        newest.path, backup_private(master), side, known_schema=SCHEMA, vault=vault.id
    )
    entries = KeyringEntries(MemoryStore())
    with closing(sqlite3.connect(opened.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = dict(connection.execute("SELECT id, name FROM vault_name").fetchall())
        rows = connection.execute("SELECT id, ref, n, sha256 FROM vault_secret").fetchall()
    for id, ref, n, sha256 in rows:
        parts = opened.secrets[f"{names[id].hex()}:{ref.hex()}"]
        entries.put_raw_parts(vault.id, names[id], ref, parts)
        entries.get_record(vault.id, names[id], ref, n=n, sha256=sha256)
    assert len(opened.secrets) == len(rows)
    return {id: ref for id, ref, _, _ in rows}


def _check(
    room: Path, kept: Kept, newest: Found, *, real: bool, day: int, side: Path
) -> tuple[SqliteStore, Vault]:
    """What a start after the kill finds."""
    store, vault, _ = children.open_vault(room, real=real, day=day)
    assert store.is_sound()
    assert look_at_whole_log(vault).broken is None
    run_here(records.tidy(vault))
    held = _verified(vault, kept, newest, side)
    told = Path(meta(store, MetaKey.BACKUP_FILE) or "")
    made = time_of(told.name)
    assert made is not None
    assert told.exists() or newest.made > made, "what is told of is there, or a newer one"
    vault.ports.clock.instant = newest.made  # type: ignore[attr-defined]
    due = backups.backup_is_due(store, vault.ports, news=False)
    assert due or held == _refs(vault), "what it lacks is known"
    return store, vault


@pytest.mark.parametrize("real", [False, pytest.param(True, marks=pytest.mark.keyring)])
def test_03_kill_while_a_whole_backup_is_made(
    tmp_path: Path,
    nursery: Nursery,
    request: pytest.FixtureRequest,
    real: bool,
) -> None:
    if real:
        request.getfixturevalue("own_keyring")
    kept = children.set_up(tmp_path, real=real)
    chance = random.Random(33)
    hits: Counter[str] = Counter()
    for day in range(1, ROUNDS + 1):
        ours, theirs = nursery.Pipe(duplex=False)
        process = nursery.Process(
            target=children.back_up_for_ever, args=(str(tmp_path), real, day, theirs)
        )
        process.start()
        theirs.close()
        assert ours.poll(20), "no backup was made in all that time"
        first, _, seconds = ours.recv_bytes().decode().partition(" ")
        time.sleep(chance.random() * LONGER * float(seconds))
        process.kill()
        process.join()
        heard = [first, *(each.partition(" ")[0] for each in all_told(ours))]
        ours.close()
        newest = _newest(tmp_path)
        assert newest.path.name >= heard[-1], "what was told is there, or a newer one"
        hits["snapshot"] += bool(list((tmp_path / "data").glob("~planning-*")))
        hits["writing"] += bool(list((tmp_path / "stick").glob("~*.tmp")))
        today = [each for each in backups_in(tmp_path / "stick") if _day(each) == _day(newest)]
        hits["rotation"] += len(today) > 1
        side = tmp_path / f"side-{day}"
        store, _ = _check(tmp_path, kept, newest, real=real, day=day, side=side)
        store.close()
    assert hits["snapshot"], hits
    # Most of the time a real keyring is at work: there it may be no other hit.
    assert real or (hits["writing"] and hits["rotation"]), hits


def _day(found: Found) -> object:
    return found.made.date()


@pytest.mark.parametrize("point", children.POINTS)
def test_03_at_every_moment_the_newest_good_one_is_there(
    tmp_path: Path, nursery: Nursery, point: str
) -> None:
    kept = children.set_up(tmp_path, real=False)
    before = {each.path.name for each in backups_in(tmp_path / "stick")}
    assert len(before) == 3
    process = nursery.Process(target=children.die_at, args=(str(tmp_path), point))
    process.start()
    process.join(30)
    assert process.exitcode == -signal.SIGKILL, "it did not come there"
    newest = _newest(tmp_path)
    there = {each.path.name for each in backups_in(tmp_path / "stick")}
    is_named = point in children.NAMED
    assert (newest.path.name in before) is not is_named
    if not is_named or point in {"named", "nothing deleted"}:
        assert before <= there, "nothing goes before the new one is there"
    side = tmp_path / "side"
    store, vault = _check(tmp_path, kept, newest, real=False, day=0, side=side)
    assert backups.backup_is_due(store, vault.ports, news=False), "it was not written down"
    run_here(unlocking.unlock_with_login(vault, ANN))
    used = run_here(records.open_record(vault, children.CHANGED, Use.COPY_PASSWORD))
    assert used.record == Record("cafe", "changed")
    vault.ports.clock.instant = newest.made.replace(hour=23)  # type: ignore[attr-defined]
    done = run_here(backups.back_up(vault))
    (left,) = backups_in(tmp_path / "stick")
    assert str(left.path) == done.path
    assert _verified(vault, kept, left, tmp_path / "side-again") == _refs(vault)
    assert name_of(vault, children.CHANGED)
    assert not list((tmp_path / "stick").glob("~*"))
    assert not list((tmp_path / "data").glob("~*"))
    store.close()
