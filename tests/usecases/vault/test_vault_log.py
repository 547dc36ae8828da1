# ruff: noqa: S608 - the tests are the attackers
"""The access log: what an owner hears at the next unlock, and who goes on without it."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from house import NOW
from storage.conftest import _own_mounts
from vault_house import (
    FULL,
    INSTAGRAM,
    PASSPHRASES,
    TroubledStore,
    VaultHouse,
    code_of,
    copied,
    opened,
    refused,
)

from smbsocial.domain.access_log import Broken, Detail, LogAction, next_entry
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, VaultMeta
from smbsocial.storage.store import open_store
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, records, setting_up, unlocking, watching
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import CANNOT_LOG, meta, note_use, put_meta

CHILDREN = Path(__file__).parent / "vault_children.py"


def tamper(house: VaultHouse, *statements: str) -> None:
    """What a programmer with the file can do: the triggers are no lock."""
    connection = house.store._link.connection
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in triggers:
        connection.execute(sql)


@pytest.fixture
def used(kept: VaultHouse) -> VaultHouse:
    """Locked, with a checkpoint in the middle and uses before and after it."""
    for _ in range(2):
        kept.unlock("tom")
        for use in (Use.SHOW, Use.COPY_PASSWORD, Use.COPY_CODE):
            opened(kept, use)
        kept.unlock("sam")
    kept.unlock("maya")
    for _ in range(3):
        assert kept.password(INSTAGRAM) == "pw-1"
    unlocking.lock(kept.vault)
    return kept


def checkpoint_of(house: VaultHouse) -> int:
    """The number of the entry that the checkpoint saw last."""
    house.clock.go_on(minutes=2)
    there = house.copy()
    there.unlock("sam")
    text = meta(house.store, MetaKey.LOG_CHECKPOINT)
    assert text
    sealing, vault = house.sealing, house.vault.id
    return sealing.open_checkpoint(there.vault.master(), bytes.fromhex(text), vault=vault).seq


def found(house: VaultHouse) -> Broken | None:
    """What Sam is told at the next unlock."""
    told = house.unlock("sam")
    assert told.log is not None
    return told.log.broken


def test_55_a_log_that_nobody_touched_is_whole_and_gets_a_checkpoint(used: VaultHouse) -> None:
    last = used.log()[-1]
    told = used.unlock("sam").log
    assert told is not None
    assert (told.seq, told.head, told.broken) == (last.seq, last.hash, None)
    assert checkpoint_of(used) == last.seq
    assert watching.look_at_whole_log(used.vault).broken is None


@pytest.mark.parametrize(
    "change",
    [
        "\"person\" = 'nobody'",
        "\"account\" = 'account-tiktok'",
        "\"at\" = '2027-01-13T09:31:00Z'",
        "\"action\" = 'lock'",
        "\"action\" = 'never heard of'",
        "\"detail\" = 'whatever'",
        '"hash" = zeroblob(32)',
        '"prev" = zeroblob(32)',
    ],
)
def test_55_an_edited_row_is_told_at_the_next_unlock(used: VaultHouse, change: str) -> None:
    last = used.log()[-1].seq
    tamper(used, f'UPDATE "access_log" SET {change} WHERE "seq" = {last - 2}')
    assert found(used) is Broken.EDITED
    assert found(used) is Broken.EDITED, "and at each one after it"
    assert opened(used, Use.EDIT) == FULL


def test_55_the_first_row_after_the_checkpoint_and_the_last_one(used: VaultHouse) -> None:
    first, last = checkpoint_of(used) + 1, used.log()[-1].seq
    for seq in (first, last):
        there = used.copy()
        tamper(there, f'UPDATE "access_log" SET "person" = \'x\' WHERE "seq" = {seq}')
        assert found(there) is Broken.EDITED


def test_55_the_checkpoints_own_row(used: VaultHouse) -> None:
    seq = checkpoint_of(used)
    tamper(used, f'UPDATE "access_log" SET "person" = \'x\' WHERE "seq" = {seq}')
    assert found(used) is Broken.EDITED


def test_55_a_row_before_the_checkpoint_is_found_by_the_look_at_all(used: VaultHouse) -> None:
    tamper(used, 'UPDATE "access_log" SET "person" = \'x\' WHERE "seq" = 3')
    assert found(used) is None, "an unlock looks from the checkpoint on"
    whole = watching.look_at_whole_log(used.vault)
    assert (whole.seq, whole.broken) == (2, Broken.EDITED)
    tamper(used, 'UPDATE "access_log" SET "action" = \'x\' WHERE "seq" = 3')
    assert watching.look_at_whole_log(used.vault).broken is Broken.EDITED


def test_55_a_deleted_row(used: VaultHouse) -> None:
    last = used.log()[-1].seq
    tamper(used, f'DELETE FROM "access_log" WHERE "seq" = {last - 2}')
    assert found(used) is Broken.MISSING
    assert found(used) is not None, "nothing puts a new checkpoint behind it"


def test_55_a_row_put_in_between(used: VaultHouse) -> None:
    entries = used.log()
    before = entries[-3]
    false = next_entry(before, at=NOW, person="maya", action=LogAction.USE)
    tamper(
        used,
        f'UPDATE "access_log" SET "seq" = "seq" + 1000 WHERE "seq" > {before.seq}',
        f'UPDATE "access_log" SET "seq" = "seq" - 999 WHERE "seq" > {before.seq}',
        'INSERT INTO "access_log" VALUES '
        f"({false.seq}, '2027-01-13T09:30:00Z', 'maya', 'use', '', '', "
        f"X'{false.prev.hex()}', X'{false.hash.hex()}')",
    )
    assert found(used) is Broken.EDITED
    assert found(used) is not None, "nothing puts a new checkpoint behind it"


def test_55_rows_after_the_checkpoint_can_be_cut_off_and_nobody_can_tell(
    used: VaultHouse,
) -> None:
    """As the design says: more is not promised."""
    first = checkpoint_of(used) + 1
    tamper(used, f'DELETE FROM "access_log" WHERE "seq" > {first}')
    assert found(used) is None


@pytest.mark.parametrize("left", [0, 1, 3])
def test_55_a_tail_cut_into_what_the_checkpoint_saw(used: VaultHouse, left: int) -> None:
    seq = checkpoint_of(used)
    most = 0 if left == 0 else seq - left
    tamper(used, f'DELETE FROM "access_log" WHERE "seq" > {most}')
    assert found(used) is Broken.MISSING
    assert found(used) is not None, "nothing puts a new checkpoint behind it"


def test_55_a_tail_cut_and_grown_again(used: VaultHouse) -> None:
    seq = checkpoint_of(used)
    tamper(used, f'DELETE FROM "access_log" WHERE "seq" >= {seq}')
    for _ in range(3):
        used.unlock("maya")
    assert found(used) is Broken.REWRITTEN
    assert found(used) is not None, "nothing puts a new checkpoint behind it"


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("DELETE FROM {}", Broken.MISSING),
        ("UPDATE {} SET \"value\" = ''", Broken.MISSING),
        ("UPDATE {} SET \"value\" = 'no hex'", Broken.REWRITTEN),
        ("UPDATE {} SET \"value\" = replace(\"value\", 'a', 'b')", Broken.REWRITTEN),
    ],
)
def test_55_the_checkpoint_is_missing_or_a_forgery(
    used: VaultHouse, change: str, broken: Broken
) -> None:
    tamper(used, change.format('"vault_meta"') + " WHERE \"id\" = 'log_checkpoint'")
    assert found(used) is broken
    assert found(used) is broken, "nothing puts a new one there behind the owner's back"


def test_55_a_new_vault_has_its_checkpoint_from_the_first(bare: VaultHouse) -> None:
    run_here(setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"]))
    assert meta(bare.store, MetaKey.LOG_CHECKPOINT)
    tamper(bare, 'DELETE FROM "access_log"')
    assert found(bare) is Broken.REWRITTEN, "the lock is the first entry now"


def test_55_an_owner_who_has_seen_it_is_not_told_again(used: VaultHouse) -> None:
    last = used.log()[-1].seq
    tamper(used, f'UPDATE "access_log" SET "person" = \'x\' WHERE "seq" = {last - 2}')
    assert found(used) is Broken.EDITED
    watching.accept_log(used.vault)
    entry = used.log()[-1]
    assert (entry.action, entry.detail, entry.person) == (LogAction.USE, Detail.LOG, used.sam)
    assert found(used) is None
    assert watching.look_at_whole_log(used.vault).broken is Broken.EDITED


def test_55_only_owners_accept_a_log(used: VaultHouse) -> None:
    assert refused(lambda: watching.accept_log(used.vault)).code is Code.VAULT_LOCKED
    used.unlock("maya")
    assert refused(lambda: watching.accept_log(used.vault)).code is Code.NOT_ALLOWED


def test_55_a_row_that_is_no_entry_at_the_end_stops_staff_and_warns_the_owner(
    used: VaultHouse,
) -> None:
    last = used.log()[-1].seq
    tamper(used, f'UPDATE "access_log" SET "action" = \'x\' WHERE "seq" = {last}')
    told = used.unlock("sam")
    assert told.log is not None
    assert (told.log.broken, told.logged) == (Broken.EDITED, False)
    used_record = run_here(records.open_record(used.vault, INSTAGRAM, Use.COPY_PASSWORD))
    assert (used_record.record, used_record.logged) == (FULL, False)
    unlocking.lock(used.vault)
    steps = unlocking.unlock(used.vault, used.tom, PASSPHRASES["tom"])
    assert code_of(steps) is Code.LOG_NOT_WRITTEN
    steps = unlocking.unlock(used.vault, used.maya, PASSPHRASES["sam"])
    assert code_of(steps) is Code.WRONG_KEY


def test_55_the_kit_opens_also_where_the_log_takes_no_entry(used: VaultHouse) -> None:
    last, code = used.log()[-1].seq, used.code.reveal()
    tamper(used, f'UPDATE "access_log" SET "action" = \'x\' WHERE "seq" = {last}')
    new = Secret("another one that nobody guesses")
    told = run_here(unlocking.unlock_with_code(used.vault, used.sam, code, new))
    assert (told.owner, told.logged) == (True, False)
    assert used.unlock("sam", new).owner


def test_55_who_reaches_what_is_everything_where_the_log_cannot_say(used: VaultHouse) -> None:
    before = {each.account.id: each for each in departures.reach_of(used.store, used.maya)}
    entry = next(e for e in used.store.log(person=used.maya))
    tamper(used, f'UPDATE "access_log" SET "detail" = \'x\' WHERE "seq" = {entry.seq}')
    after = {each.account.id: each for each in departures.reach_of(used.store, used.maya)}
    assert set(before) <= set(after)
    assert all(each.knows_password and each.last is None for each in after.values())


def test_other_trouble_with_the_log_is_not_hidden(used: VaultHouse) -> None:
    used.clock.go_on(minutes=1)
    for commit in range(2):
        used.store.break_at(commit, Code.BAD_TEXT)
        steps = unlocking.unlock(used.vault, used.sam, PASSPHRASES["sam"])
        assert code_of(steps) is Code.BAD_TEXT
    used.unlock("sam")
    used.store.break_at(0, Code.BAD_TEXT)
    assert refused(lambda: note_use(used.vault, LogAction.USE)).code is Code.BAD_TEXT

    class Closed:
        def log(self, **_: object) -> None:
            raise ExpectedError(Code.FOLDER_GONE)

    error = refused(lambda: watching.entries_if_readable(Closed()))  # type: ignore[arg-type]
    assert error.code is Code.FOLDER_GONE


@pytest.mark.parametrize("code", sorted(CANNOT_LOG, key=lambda code: code.value))
def test_56_without_the_log_staff_are_refused_and_the_owner_is_warned(
    kept: VaultHouse, code: Code
) -> None:
    kept.unlock("tom")
    before = kept.log()
    kept.store.break_at(0, code, stays=True)
    for use in Use:
        steps = records.open_record(kept.vault, INSTAGRAM, use)
        assert code_of(steps) is Code.LOG_NOT_WRITTEN
    assert refused(lambda: records.note_sign_in(kept.vault, INSTAGRAM)).code is (
        Code.LOG_NOT_WRITTEN
    )
    unlocking.lock(kept.vault)
    steps = unlocking.unlock(kept.vault, kept.tom, PASSPHRASES["tom"])
    assert code_of(steps) is Code.LOG_NOT_WRITTEN
    assert kept.vault.opened is None
    told = run_here(unlocking.unlock(kept.vault, kept.sam, PASSPHRASES["sam"]))
    assert not told.logged
    assert told.log is not None
    assert told.log.broken is None
    for use in Use:
        used = run_here(records.open_record(kept.vault, INSTAGRAM, use))
        assert used == records.Used(FULL, logged=False)
    assert not records.note_sign_in(kept.vault, INSTAGRAM)
    assert code_of(records.save_password(kept.vault, INSTAGRAM, Secret("pw-2"))) is code
    unlocking.lock(kept.vault)
    assert kept.log() == before
    kept.store.break_at(None)
    kept.unlock("sam")
    assert opened(kept, Use.EDIT) == FULL
    kept.check_entries()


def put_down(house: VaultHouse, folder: Path) -> None:
    """The house's database as a data folder, and its keyring beside it."""
    place = folder / "data"
    open_store(place, create=True).close()
    there = sqlite3.connect(place / "planning.db")
    house.store._link.connection.backup(there)
    there.close()
    entries = [[*name, value] for name, value in house.keyring.kept.items()]
    (folder / "keyring.json").write_text(json.dumps([entries, house.people]), encoding="utf-8")


Child = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def child(tmp_path: Path) -> Child:
    """Run the child on the house of `tmp_path`; `cage` is the shell that prepares its world."""

    def run(what: str, cage: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(CHILDREN), what, str(tmp_path)]
        if cage is not None:
            command = [*_own_mounts(), "sh", "-c", f'{cage} && exec "$@"', "sh", *command]
        surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=False, env=surroundings
        )

    return run


GOES_ON = ["sam True False None", "sam uses it False pw-1", "maya log_not_written"]


def test_56_on_a_file_that_is_read_only(kept: VaultHouse, tmp_path: Path, child: Child) -> None:
    put_down(kept, tmp_path)
    file = tmp_path / "data" / "planning.db"
    cage = f"mount --bind {file} {file} && mount -o remount,bind,ro {file}"
    done = child("look_only", cage)
    assert done.stdout.splitlines() == ["database_read_only", *GOES_ON], done.stderr


def test_56_in_a_folder_that_is_read_only(kept: VaultHouse, tmp_path: Path, child: Child) -> None:
    put_down(kept, tmp_path)
    place = tmp_path / "data"
    cage = f"mount --bind {place} {place} && mount -o remount,bind,ro {place}"
    done = child("look_only", cage)
    assert done.stdout.splitlines() == ["folder_read_only", *GOES_ON], done.stderr


def test_56_on_a_disk_that_is_full(kept: VaultHouse, tmp_path: Path, child: Child) -> None:
    put_down(kept, tmp_path)
    place = tmp_path / "data"
    cage = (
        f"cp -a {place} {tmp_path}/carried && mount -t tmpfs -o size=3m none {place}"
        f" && cp -a {tmp_path}/carried/. {place}/"
    )
    done = child("fill_and_look", cage)
    assert done.stdout.splitlines() == ["disk_full", *GOES_ON, "after True", "whole None"], (
        done.stderr
    )


def test_a_copy_of_a_house_is_its_own(kept: VaultHouse) -> None:
    """What these tests do to copies is not done to the house."""
    there: TroubledStore = copied(kept.store)
    with there.transaction() as tx:
        put_meta(tx, MetaKey.FORMAT, "9")
    assert meta(kept.store, MetaKey.FORMAT) == "1"
    assert there.get(VaultMeta, "format") == VaultMeta("format", "9")
    there.close()
