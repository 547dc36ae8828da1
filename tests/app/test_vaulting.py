"""Which keyring a folder's vault lies in, and the port `Backups` on a real database."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from kept_cafe import (
    ANN,
    PASSPHRASE,
    RECORDS,
    Kept,
    make_cafe,
    opened,
    write_backup,
)
from vault.quick_sealing import QuickSealing

from smbsocial.app.backup_desk import BackupDesk
from smbsocial.app.vaulting import is_played, make_vault
from smbsocial.app.wiring import make_ports
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.vault import VaultMeta, VaultSecret, VaultSlot
from smbsocial.storage.store import SqliteStore, memory_store, open_store
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.example.making import make_example
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.backups import back_up, back_up_if_chosen
from smbsocial.usecases.vault.session import VaultState, state
from smbsocial.usecases.vault.unlocking import unlock
from smbsocial.vault.backup_folder import backups_in
from smbsocial.vault.memory_store import MemoryStore


@pytest.fixture
def secrets() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def kept(tmp_path: Path, secrets: MemoryStore) -> Kept:
    place = tmp_path / "stick"
    place.mkdir()
    return make_cafe(tmp_path / "data", secrets, backups=place)


@pytest.fixture
def example(tmp_path: Path) -> Iterator[SqliteStore]:
    from smbsocial.domain.ids import IndustryKey

    store = open_store(tmp_path / "example", create=True)
    Changes(store, make_ports()).write(make_example, industry=IndustryKey("cafe"))
    yield store
    store.close()


def test_the_example_and_a_house_in_memory_never_meet_the_keyring(example: SqliteStore) -> None:
    memory = memory_store()
    for store in (example, memory):
        assert is_played(store)
        vault = make_vault(store, Changes(store, make_ports()))
        assert vault.entries.backend() == "memory"
    memory.close()


def test_what_was_played_with_is_forgotten(kept: Kept, secrets: MemoryStore) -> None:
    with opened(kept.folder, secrets) as vault:
        business = set_up_business(vault.reads)
        vault.changes.write(lambda tx, _ports: tx.put(replace(business, example=True)))
    store = open_store(kept.folder, create=False)
    vault = make_vault(store, Changes(store, make_ports()))
    assert state(store) is VaultState.NONE
    for kind in (VaultMeta, VaultSecret, VaultSlot):
        assert store.all(kind) == ()
    assert store.log()  # what was done stays known
    assert vault.opened is None
    store.close()


def test_a_business_is_asked_for_in_the_systems_keyring(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    store = open_store(kept.folder, create=False)
    assert not is_played(store)
    for patience in (None, 5.0):
        vault = make_vault(store, Changes(store, make_ports()), patience=patience)
        with pytest.raises(ExpectedError) as caught:
            vault.entries.backend()
        assert caught.value.code is Code.NO_STORE
    assert state(store) is VaultState.READY
    store.close()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="Linux tells it there")
def test_54_nobody_looks_into_a_process_with_a_vault(kept: Kept, secrets: MemoryStore) -> None:
    import ctypes

    with opened(kept.folder, secrets):
        assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0  # PR_GET_DUMPABLE
        limits = Path("/proc/self/limits").read_text()
        (core,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
        assert core.split()[4:6] == ["0", "0"]


def test_a_backup_leaves_no_copy_behind_and_rotates(
    kept: Kept, secrets: MemoryStore, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    with opened(kept.folder, secrets) as vault:
        first = run_here(back_up_if_chosen(vault))
        second = run_here(back_up_if_chosen(vault))
        assert first is not None
        assert second is not None
        assert not Path(first.path).exists()  # one a day
        newest = vault.backups.newest(str(place), vault.id)
        assert newest is not None
        assert newest.path == second.path
        assert vault.backups.newest(str(place), bytes(16)) is None
    names = {path.name for path in kept.folder.iterdir()}
    assert names - {"backups"} == {"planning.db", "smbsocial.lock"}


def test_a_folder_that_is_gone_leaves_no_copy_behind(
    kept: Kept, secrets: MemoryStore, tmp_path: Path
) -> None:
    (tmp_path / "stick").rename(tmp_path / "pulled out")
    with opened(kept.folder, secrets) as vault:
        with pytest.raises(ExpectedError) as caught:
            run_here(back_up_if_chosen(vault))
        assert caught.value.code is Code.FOLDER_GONE
        with pytest.raises(ExpectedError):
            vault.backups.newest(str(tmp_path / "stick"), vault.id)
        assert not list(kept.folder.glob("~*"))
        vault.backups.drop(str(kept.folder / "nothing"))


def test_a_backup_of_a_name_lets_nothing_go(
    kept: Kept, secrets: MemoryStore, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    then = datetime(2020, 1, 1, tzinfo=UTC)
    for hour in range(3):
        at = then + timedelta(hours=hour)
        made = write_backup(kept.folder, secrets, tmp_path)
        made.rename(place / f"smbsocial-{at:%Y%m%d-%H%M%S}.smbbackup")
    store = open_store(kept.folder, create=False)
    desk = BackupDesk(store, rotates=False, name="mine.smbbackup")
    with_desk = make_vault(store, Changes(store, make_ports()), backups=desk)
    assert with_desk.backups is desk
    store.close()
    with opened(kept.folder, secrets) as vault:
        vault.backups = BackupDesk(vault.reads, rotates=False, name="mine")  # type: ignore[arg-type]
        done = run_here(back_up(vault, folder=str(place)))
    assert done.path == str(place / "mine")
    assert len(backups_in(place)) == 3
    assert (place / "mine").exists()


def test_the_snapshot_is_private_and_the_backup_too(
    kept: Kept, secrets: MemoryStore, tmp_path: Path
) -> None:
    with opened(kept.folder, secrets) as vault:
        snapshot = Path(vault.backups.snapshot())
        assert snapshot.stat().st_mode & 0o777 == 0o600
        vault.backups.drop(str(snapshot))
        assert not snapshot.exists()
    made = write_backup(kept.folder, secrets, tmp_path)
    assert made.stat().st_mode & 0o777 == 0o600 or os.name == "nt"


def test_the_cafe_of_these_tests_opens(kept: Kept, secrets: MemoryStore) -> None:
    with opened(kept.folder, secrets) as vault:
        assert isinstance(vault.sealing, QuickSealing)
        assert run_here(unlock(vault, ANN, PASSPHRASE)).owner
        assert len(vault.reads.all(VaultSecret)) == len(RECORDS)
