"""A backup opened once for real, into a folder that is gone again whatever happens."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from kept_cafe import (
    ANN,
    BEN,
    OF_STAFF,
    PASSPHRASE,
    Kept,
    dumped,
    make_cafe,
    opened,
    write_backup,
)

from smbsocial.app.backup_desk import BackupDesk
from smbsocial.domain.access_log import Detail
from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, VaultSecret
from smbsocial.storage import folder as places
from smbsocial.storage.store import memory_store
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.backups import back_up
from smbsocial.usecases.vault.ports import Tried
from smbsocial.usecases.vault.session import Vault, name_of, put_meta
from smbsocial.usecases.vault.trying import try_newest
from smbsocial.usecases.vault.unlocking import lock, unlock
from smbsocial.vault.memory_store import MemoryStore


def always(_percent: int) -> bool:
    return True


def tried(vault: Vault, told: Callable[[int], bool] = always) -> Tried:
    return run_here(try_newest(vault, told))


def refused(vault: Vault, told: Callable[[int], bool] = always) -> Code:
    with pytest.raises(ExpectedError) as caught:
        tried(vault, told)
    return caught.value.code


@pytest.fixture
def secrets() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def kept(tmp_path: Path, secrets: MemoryStore) -> Kept:
    place = tmp_path / "stick"
    place.mkdir()
    made = make_cafe(tmp_path / "data", secrets, backups=place)
    write_backup(made.folder, secrets, place)
    return made


@pytest.fixture
def vault(kept: Kept, secrets: MemoryStore) -> Iterator[Vault]:
    with opened(kept.folder, secrets) as vault:
        run_here(unlock(vault, ANN, PASSPHRASE))
        yield vault


def newest(tmp_path: Path) -> Path:
    return max((tmp_path / "stick").iterdir())


def assert_nothing_left(kept: Kept) -> None:
    names = {path.name for path in kept.folder.iterdir()}
    assert names <= {"planning.db", "smbsocial.lock", "smbsocial.lock.json", "backups"}


def test_every_record_is_read_and_nothing_stays(kept: Kept, vault: Vault) -> None:
    heard: list[int] = []
    seen: list[bool] = []

    def told(percent: int) -> bool:
        heard.append(percent)
        seen.append((kept.folder / "~restoring-trial.tmp").exists())
        return True

    found = tried(vault, told)
    assert (found.kept, found.opened, found.accounts) == (3, 3, 3)
    assert found.posts == len(vault.reads.all(Post))
    assert heard == sorted(heard)
    assert heard[-1] == 100
    assert any(seen)
    assert_nothing_left(kept)
    assert dumped(kept.folder / "planning.db")


def test_it_ends_where_it_is_told_to(kept: Kept, vault: Vault) -> None:
    for at in (0, 50, 90, 100):
        assert refused(vault, lambda percent, at=at: percent < at) is Code.REPORT_STOPPED
        assert_nothing_left(kept)


def test_a_damaged_backup_is_named_and_leaves_nothing(
    kept: Kept, vault: Vault, tmp_path: Path
) -> None:
    file = newest(tmp_path)
    whole = bytearray(file.read_bytes())
    whole[-40] ^= 1
    file.write_bytes(whole)
    with pytest.raises(ExpectedError) as caught:
        tried(vault)
    assert caught.value.code is Code.BACKUP_DAMAGED
    assert caught.value.facts["path"] == str(file)
    assert_nothing_left(kept)


def test_a_record_that_was_spoilt_before_is_not_counted_as_read(
    kept: Kept, secrets: MemoryStore, tmp_path: Path
) -> None:
    with opened(kept.folder, secrets) as vault:
        row = vault.reads.all(VaultSecret)[0]
        vault.entries.delete_record(vault.id, name_of(vault, row.id), row.ref, row.n)
    later = write_backup(kept.folder, secrets, tmp_path / "stick")
    assert later == newest(tmp_path)
    with opened(kept.folder, secrets) as vault:
        run_here(unlock(vault, ANN, PASSPHRASE))
        found = tried(vault)
    assert (found.kept, found.opened) == (3, 2)


def test_what_a_program_that_was_ended_left_goes_with_the_next(kept: Kept, vault: Vault) -> None:
    left = kept.folder / places.TRIAL
    left.mkdir()
    (left / "planning.db").write_bytes(b"half")
    run_here(back_up(vault))
    assert_nothing_left(kept)


def test_staff_and_a_locked_vault_are_refused(
    kept: Kept, secrets: MemoryStore, tmp_path: Path
) -> None:
    with opened(kept.folder, secrets) as vault:
        assert refused(vault) is Code.VAULT_LOCKED
        run_here(unlock(vault, BEN, OF_STAFF))
        assert refused(vault) is Code.NOT_ALLOWED
        lock(vault, Detail.NONE)
        run_here(unlock(vault, ANN, PASSPHRASE))
        for file in (tmp_path / "stick").iterdir():
            file.unlink()
        assert refused(vault) is Code.FILE_MISSING
    with opened(kept.folder, secrets) as vault:
        vault.changes.write(lambda tx, _ports: put_meta(tx, MetaKey.BACKUP_FOLDER, ""))
        run_here(unlock(vault, ANN, PASSPHRASE))
        assert refused(vault) is Code.NO_BACKUP_FOLDER


def test_a_house_in_memory_has_none() -> None:
    with closing(memory_store()) as store, pytest.raises(ExpectedError) as caught:
        BackupDesk(store).try_out("nowhere", Secret(bytes(32)), vault=bytes(16), told=always)
    assert caught.value.code is Code.NO_BACKUP_FOLDER
