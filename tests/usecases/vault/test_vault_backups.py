"""Backups as steps: what goes into them, and when one is due."""

import pytest
from house import NOW
from vault_house import (
    INSTAGRAM,
    PASSPHRASES,
    TIKTOK,
    VaultHouse,
    code_of,
    refused,
)

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.errors import Code, Why
from smbsocial.domain.vault import (
    MetaKey,
    Right,
    SlotKind,
    VaultMeta,
    VaultSecret,
)
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import (
    backups,
    grants,
    records,
    setting_up,
    unlocking,
)
from smbsocial.usecases.vault.session import meta, name_of, put_meta, slot_of

USB = "/media/usb"


@pytest.fixture
def saving(kept: VaultHouse) -> VaultHouse:
    """Two accounts are kept, and backups go somewhere."""
    kept.save(TIKTOK, "pw-t")
    backups.choose_backup_folder(kept.vault, USB)
    return kept


def test_a_folder_is_chosen_by_an_owner(kept: VaultHouse) -> None:
    assert backups.backup_state(kept.vault) == backups.BackupState(None, None, None)
    assert code_of(backups.back_up(kept.vault)) is Code.NO_BACKUP_FOLDER
    assert run_here(backups.back_up_if_chosen(kept.vault)) is None
    kept.unlock("maya")
    error = refused(lambda: backups.choose_backup_folder(kept.vault, USB))
    assert error.code is Code.NOT_ALLOWED
    kept.unlock("sam")
    kept.vault.wants_backup = False
    backups.choose_backup_folder(kept.vault, USB)
    assert kept.vault.wants_backup
    assert backups.backup_state(kept.vault) == backups.BackupState(USB, None, None)


def test_without_a_kit_nobody_could_open_one(bare: VaultHouse) -> None:
    assert code_of(backups.back_up(bare.vault, folder=USB)) is Code.VAULT_NOT_SET_UP
    assert run_here(backups.back_up_if_chosen(bare.vault)) is None
    run_here(setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"]))
    assert code_of(backups.back_up(bare.vault, folder=USB)) is Code.VAULT_NOT_SET_UP
    assert run_here(backups.back_up_if_chosen(bare.vault)) is None


def test_a_backup_holds_every_record_as_it_lies_there(saving: VaultHouse) -> None:
    house = saving
    house.save(INSTAGRAM, "pw-2")
    unlocking.lock(house.vault)
    house.vault.app, house.vault.schema = "1.2", 7
    done = run_here(backups.back_up_if_chosen(house.vault))
    assert done is not None
    assert not house.vault.wants_backup
    assert house.backups.snapshots == []
    ((folder, header, secrets),) = house.backups.written
    assert (folder, header.vault, header.created) == (USB, house.vault.id, NOW)
    assert (header.app, header.schema) == ("1.2", 7)
    recovery = slot_of(house.store, SlotKind.RECOVERY)
    assert recovery is not None
    assert header.recovery == recovery.sealed
    parts = {value for values in secrets.values() for value in values}
    assert parts <= set(house.keyring.kept.values())
    assert len(secrets) == 2, "the replaced one is not in it"
    assert backups.backup_state(house.vault) == backups.BackupState(USB, NOW, done.path)


def test_one_more_to_another_folder_changes_nothing_at_home(saving: VaultHouse) -> None:
    house = saving
    assert house.vault.wants_backup
    run_here(backups.back_up(house.vault, folder="/tmp/once"))  # noqa: S108 - a name
    assert house.vault.wants_backup, "the usual folder still lacks it"
    assert backups.backup_state(house.vault).last is None
    last = house.log()[-1]
    assert (last.action, last.detail, last.person) == (LogAction.EXPORT, Detail.BACKUP, house.sam)
    unlocking.lock(house.vault)
    run_here(backups.back_up(house.vault, folder="/tmp/once"))  # noqa: S108 - a name
    assert house.log()[-1].person == ""
    run_here(backups.back_up(house.vault, folder=USB))
    assert not house.vault.wants_backup
    assert backups.backup_state(house.vault).last == NOW


def test_one_that_is_carried_away_is_logged_before_it_is_written(saving: VaultHouse) -> None:
    house, elsewhere = saving, "/tmp/once"  # noqa: S108 - a name
    house.backups.fails = Code.FOLDER_GONE
    assert code_of(backups.back_up(house.vault, folder=elsewhere)) is Code.FOLDER_GONE
    assert house.log()[-1].action is LogAction.EXPORT
    house.backups.fails = None
    grants.grant(house.vault, TIKTOK, house.maya, Right.USE)
    house.unlock("maya")
    house.store.break_at(0)
    assert code_of(backups.back_up(house.vault, folder=elsewhere)) is Code.LOG_NOT_WRITTEN
    assert house.backups.written == [], "staff carry nothing away unseen"
    for who in ("sam", ""):
        unlocking.lock(house.vault)
        if who:
            house.unlock(who)
        house.store.break_at(0)
        done = run_here(backups.back_up(house.vault, folder=elsewhere))
        assert not done.logged, "and whoever wrote it is told that the log does not say so"
    assert len(house.backups.written) == 2, "a full disk is a reason to save what there is"
    assert run_here(backups.back_up(house.vault, folder=elsewhere)).logged


def test_a_backup_is_due_when_one_was_missed(saving: VaultHouse) -> None:
    house = saving

    def due() -> bool:
        return backups.backup_is_due(house.store, house.ports)

    assert due(), "the program ended before the first one was written"
    run_here(backups.back_up(house.vault))
    assert not due()
    house.clock.go_on(hours=1)
    house.save(TIKTOK, "pw-2")
    assert due(), "it ended before this was backed up"
    run_here(backups.back_up(house.vault))
    assert not due()
    house.clock.go_on(hours=1)
    run_here(records.remove_record(house.vault, TIKTOK))
    assert due()
    run_here(backups.back_up(house.vault))
    house.clock.go_on(hours=25)
    assert due(), "plans change without the vault"


def test_no_backup_is_due_where_none_can_be_written(kept: VaultHouse, bare: VaultHouse) -> None:
    assert not backups.backup_is_due(kept.store, kept.ports), "no folder"
    assert not backups.backup_is_due(bare.store, bare.ports)


def test_a_backup_key_that_is_not_the_vaults_is_put_right_by_an_owner(saving: VaultHouse) -> None:
    """Whoever writes into the database could have backups written that no kit opens."""
    house, key = saving, MetaKey.BACKUP_PUBLIC
    right = meta(house.store, key)
    for foreign in (bytes(range(32)).hex(), None):
        if foreign is None:
            house.changes.write(lambda tx, _ports: tx.remove(VaultMeta, key.value))
        else:
            house.changes.write(lambda tx, _ports, to=foreign: put_meta(tx, key, to))
        house.vault.wants_backup = False
        house.unlock("maya")
        assert meta(house.store, key) == foreign, "staff cannot tell"
        house.unlock("sam")
        assert meta(house.store, key) == right
        assert house.vault.wants_backup
    house.vault.wants_backup = False
    house.changes.write(lambda tx, _ports: put_meta(tx, key, "00"))
    unlocking.lock(house.vault)
    house.store.break_at(0, stays=True)
    run_here(unlocking.unlock(house.vault, house.sam, PASSPHRASES["sam"]))
    assert not house.vault.wants_backup, "a full disk keeps nobody out"


@pytest.mark.parametrize("written", ["no key at all", "00", ""])
def test_a_backup_key_that_is_none_is_told(saving: VaultHouse, written: str) -> None:
    saving.changes.write(lambda tx, _ports: put_meta(tx, MetaKey.BACKUP_PUBLIC, written))
    error = refused(lambda: run_here(backups.back_up(saving.vault)))
    assert (error.code, error.facts) == (Code.SECRET_DAMAGED, {"why": Why.BACKUP_KEY})
    assert saving.backups.snapshots == []
    saving.unlock("sam")
    run_here(backups.back_up(saving.vault))


@pytest.mark.parametrize("code", [Code.DISK_FULL, Code.FOLDER_GONE, Code.STORE_SILENT])
def test_a_backup_that_fails_is_still_wanted(saving: VaultHouse, code: Code) -> None:
    house = saving
    house.backups.fails = code
    assert code_of(backups.back_up(house.vault)) is code
    assert house.vault.wants_backup
    assert backups.backup_state(house.vault).last is None
    assert house.backups.snapshots == []


def test_a_backup_that_was_wanted_by_nobody_is_not_wanted_after_it_failed(
    saving: VaultHouse,
) -> None:
    saving.vault.wants_backup = False
    saving.backups.fails = Code.DISK_FULL
    assert code_of(backups.back_up(saving.vault)) is Code.DISK_FULL
    assert not saving.vault.wants_backup


@pytest.mark.parametrize("yields", [1, 2, 3])
def test_a_backup_that_is_dropped_leaves_no_snapshot(saving: VaultHouse, yields: int) -> None:
    steps = backups.back_up(saving.vault)
    work = next(steps)
    for _ in range(yields - 1):
        work = steps.send(work())
    steps.close()
    assert saving.backups.snapshots == []
    assert saving.vault.wants_backup


def test_a_backup_that_cannot_be_written_down_is_still_wanted(saving: VaultHouse) -> None:
    saving.store.break_at(0)
    assert code_of(backups.back_up(saving.vault)) is Code.DISK_FULL
    assert saving.vault.wants_backup
    assert saving.backups.snapshots == []


def test_what_is_saved_meanwhile_wants_another(saving: VaultHouse) -> None:
    steps = backups.back_up(saving.vault)
    work = next(steps)
    backups.choose_backup_folder(saving.vault, USB)
    for _ in range(3):
        work = steps.send(work())
    with pytest.raises(StopIteration):
        steps.send(work())
    assert saving.vault.wants_backup


def test_40_a_missing_entry_keeps_no_other_from_being_backed_up(saving: VaultHouse) -> None:
    house = saving
    house.lose(INSTAGRAM)
    run_here(backups.back_up(house.vault))
    ((_, _, secrets),) = house.backups.written
    row = house.store.get(VaultSecret, TIKTOK)
    assert row is not None
    assert list(secrets) == [f"{name_of(house.vault, TIKTOK).hex()}:{row.ref.hex()}"]
    house.keyring.break_at(0, Code.STORE_LOCKED)
    assert code_of(backups.back_up(house.vault)) is Code.STORE_LOCKED


def test_a_bug_in_the_log_of_a_copy_carried_away_is_not_hidden(saving: VaultHouse) -> None:
    unlocking.lock(saving.vault)
    saving.store.break_at(0, Code.BAD_TEXT)
    assert code_of(backups.back_up(saving.vault, folder="/elsewhere")) is Code.BAD_TEXT
    assert saving.backups.written == []
