"""The check-up: what is in order, what needs care, and what could not be looked at."""

from datetime import timedelta

import pytest
from vault_house import INSTAGRAM, MAILBOX, TIKTOK, MemoryBackups, VaultHouse

from smbsocial.domain.access_log import Broken
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.vault import MetaKey, VaultMeta, VaultPending
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import records
from smbsocial.usecases.vault.backups import choose_backup_folder
from smbsocial.usecases.vault.checkup import LATE, PlaceCheck, VaultCheck, check_vault
from smbsocial.usecases.vault.ports import BackupFile
from smbsocial.usecases.vault.session import VaultState


class FoundBackups(MemoryBackups):
    """A folder with one backup, with none, or that is gone."""

    def __init__(self, found: BackupFile | Code | None) -> None:
        super().__init__()
        self.found = found

    def newest(self, folder: str, vault: bytes) -> BackupFile | None:
        assert (folder, len(vault)) == ("/stick", 16)
        if isinstance(self.found, Code):
            raise ExpectedError(self.found, path=folder)
        return self.found


@pytest.fixture
def kept(open_house: VaultHouse) -> VaultHouse:
    """Three accounts have a record, and a backup was made an hour ago."""
    for account in (INSTAGRAM, TIKTOK, MAILBOX):
        open_house.save(account, "pw-1")
    choose_backup_folder(open_house.vault, "/stick")
    return put_backup(open_house, timedelta(hours=1))


def put_backup(house: VaultHouse, age: timedelta) -> VaultHouse:
    made = BackupFile("/stick/x.smbbackup", house.clock.now() - age)
    house.vault.backups = FoundBackups(made)
    return house


def check(house: VaultHouse) -> VaultCheck:
    entries, rows = dict(house.keyring.kept), house.store.commits
    found = run_here(check_vault(house.vault))
    assert house.keyring.kept == entries
    assert house.store.commits == rows
    return found


def sealed(house: VaultHouse) -> list[tuple[str, str]]:
    return sorted(name for name in house.keyring.kept if name[1] == "sealed")


def test_all_in_order(kept: VaultHouse) -> None:
    found = check(kept)
    assert found.good
    assert found.state is VaultState.READY
    assert (found.store.name, found.store.trouble) == ("memory", None)
    assert (found.keys.records, found.keys.pending) == (3, 0)
    assert found.log.seq == len(kept.log())
    assert (found.backup.age, found.backup.late) == (timedelta(hours=1), False)


def test_it_needs_no_passphrase(kept: VaultHouse) -> None:
    again = kept.again()
    again.vault.backups = kept.vault.backups
    assert check(again).good


def test_40_41_entries_gone_and_edited(kept: VaultHouse) -> None:
    first, *_, last = sealed(kept)
    del kept.keyring.kept[first]
    kept.keyring.kept[last] = "smb1.1.1.AAAA"
    keys = check(kept).keys
    assert not keys.good
    assert len(keys.missing) == len(keys.damaged) == 1
    assert {*keys.missing, *keys.damaged} < {INSTAGRAM, TIKTOK, MAILBOX}


def test_47_a_device_key_that_is_gone(kept: VaultHouse) -> None:
    (device,) = [name for name in kept.keyring.kept if "device" in name[0]]
    del kept.keyring.kept[device]
    found = check(kept)
    assert found.keys.lost_devices == (device[0].rpartition(":")[2],)
    assert not found.good


@pytest.mark.parametrize("calls", range(5))
@pytest.mark.parametrize("code", [Code.STORE_LOCKED, Code.NO_STORE, Code.STORE_SILENT])
def test_a_keyring_that_goes_away_is_told_not_raised(
    kept: VaultHouse, code: Code, calls: int
) -> None:
    kept.keyring.break_at(calls, code, stays=True)
    found = check(kept)
    assert not found.good
    assert found.store.trouble is not None
    assert found.store.trouble.code is code
    assert found.keys.missing == ()


def test_another_keyring_than_the_remembered_one(kept: VaultHouse) -> None:
    kept.keyring.backend = "another"
    found = check(kept)
    assert found.store.trouble is not None
    assert found.store.trouble.code is Code.STORE_OTHER
    assert found.store.name == "another"


def test_without_a_vault_the_keyring_may_be_gone(bare: VaultHouse) -> None:
    bare.keyring.break_at(0, Code.NO_STORE, stays=True)
    found = check(bare)
    assert found.good
    assert found.state is VaultState.NONE
    assert not found.backup.late


def test_a_kit_that_was_never_confirmed(kept: VaultHouse) -> None:
    confirmed = MetaKey.KIT_CONFIRMED_AT.value
    kept.changes.write(lambda tx, _ports: tx.remove(VaultMeta, confirmed))
    found = run_here(check_vault(kept.vault))
    assert found.state is VaultState.KIT_OPEN
    assert not found.good


def test_what_a_crash_left_and_what_was_replaced_is_counted(kept: VaultHouse) -> None:
    kept.save(INSTAGRAM, "pw-2")
    left = VaultPending("ab" * 8, TIKTOK, 1)
    kept.changes.write(lambda tx, _ports: tx.put(left))
    found = run_here(check_vault(kept.vault))
    assert (found.keys.pending, found.keys.old) == (1, 1)
    assert found.good
    run_here(records.tidy(kept.vault))
    assert check(kept).keys.pending == 0


@pytest.mark.parametrize(
    ("age", "late"), [(timedelta(0), False), (LATE, False), (LATE + timedelta(seconds=1), True)]
)
def test_the_age_of_the_newest_backup(kept: VaultHouse, age: timedelta, late: bool) -> None:
    found = check(put_backup(kept, age))
    assert (found.backup.late, found.good) == (late, not late)


@pytest.mark.parametrize("found", [None, Code.FOLDER_GONE])
def test_no_backup_where_they_go(kept: VaultHouse, found: Code | None) -> None:
    kept.vault.backups = FoundBackups(found)
    backup = check(kept).backup
    assert (backup.folder, backup.late, backup.newest) == ("/stick", True, None)
    assert (backup.trouble is None) == (found is None)


def test_no_folder_for_backups(open_house: VaultHouse) -> None:
    found = check(open_house)
    assert (found.backup.folder, found.backup.late) == (None, True)
    assert not found.good


def test_55_a_log_that_was_changed(kept: VaultHouse) -> None:
    connection = kept.store._link.connection
    connection.execute("DROP TRIGGER access_log_keeps_words")
    connection.execute("UPDATE access_log SET action = 'use' WHERE seq = 2")
    found = check(kept)
    assert found.log.broken is Broken.EDITED
    assert not found.good


def test_the_place_of_the_file() -> None:
    fine = PlaceCheck("/data", None, (), sound=True)
    assert fine.good
    assert not PlaceCheck("/data", "Dropbox", (), sound=True).good
    assert not PlaceCheck("/data", None, ("planning (conflict).db",), sound=True).good
    assert not PlaceCheck("/data", None, (), sound=False).good
    assert not PlaceCheck("/data", None, (), sound=True, open_to_others=True).good


def test_without_a_vault_only_the_keyring_itself_is_looked_at(bare: VaultHouse) -> None:
    found = check(bare)
    assert (found.state, found.store.name, found.store.trouble) == (VaultState.NONE, "memory", None)
    assert found.keys.records == 0
    assert bare.keyring.calls == 1
