"""A backup becomes the business of a folder: on a new computer, and on the one it was made on."""

from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest
from cafe import COLUMNS, COUPON, EVENT, EXPENSE, IMPORT, MEASURES, SALE, TALLY, TURN
from kept_cafe import (
    ANN,
    BEN,
    DOT,
    NEW_PASSPHRASE,
    OF_STAFF,
    PASSPHRASE,
    RECORDS,
    Kept,
    folder_dump,
    make_cafe,
    opened,
    read_records,
    write_backup,
)
from sqlite_utils import Migrations
from vault.quick_sealing import QuickSealing

from smbsocial.app.restoring import Wish, restore
from smbsocial.domain.access_log import LogAction
from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.secret import Record
from smbsocial.domain.vault import MetaKey, VaultMeta, VaultOld, VaultSlot
from smbsocial.storage import database, migrations
from smbsocial.storage.backup import backups
from smbsocial.storage.rows import table_of
from smbsocial.storage.store import open_store
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, grants, records
from smbsocial.usecases.vault.backups import backup_state
from smbsocial.usecases.vault.checkup import check_vault
from smbsocial.usecases.vault.restored import Restored
from smbsocial.usecases.vault.session import VaultState, state
from smbsocial.usecases.vault.unlocking import unlock
from smbsocial.vault.memory_store import MemoryStore

INSTA, TOK, LONG = (AccountId(name) for name in ("insta", "tok", "long"))


class Computer(MemoryStore):
    """A keyring in memory whose entries a test may look at and spoil."""

    @property
    def entries(self) -> dict[tuple[str, str], str]:
        return self._entries


@pytest.fixture
def here() -> Computer:
    return Computer()


@pytest.fixture
def there() -> Computer:
    return Computer()


@pytest.fixture
def kept(tmp_path: Path, here: Computer) -> Kept:
    return make_cafe(tmp_path / "here", here)


@pytest.fixture
def backup(tmp_path: Path, kept: Kept, here: Computer) -> Path:
    return write_backup(kept.folder, here, tmp_path)


def bring_back(
    kept: Kept, backup: Path, folder: Path, secrets: Computer, owner: str = ""
) -> tuple[Restored, Path | None]:
    wish = Wish(backup, folder, kept.code, NEW_PASSPHRASE, owner)
    return restore(wish, secrets=secrets, sealing=QuickSealing())


def test_50_restore_on_a_new_computer(
    tmp_path: Path, kept: Kept, backup: Path, here: Computer, there: Computer
) -> None:
    folder = tmp_path / "below" / "there"
    restored, aside = bring_back(kept, backup, folder, there)
    assert aside is None
    assert (restored.business, restored.owner, restored.records) == ("Corner Café", "Ann", 3)
    assert restored.locked_out == ("Ben", "Dot")
    assert (restored.unreadable, restored.folder_gone) == ({}, "")
    assert restored.log.broken is None
    assert read_records(folder, there, NEW_PASSPHRASE) == RECORDS
    assert not {name for name in there.entries if "device" in name[0]} & set(here.entries)
    with opened(folder, there) as vault:
        for person, passphrase, code in (
            (ANN, PASSPHRASE, Code.WRONG_KEY),
            (BEN, OF_STAFF, Code.NOT_ALLOWED),
            (DOT, OF_STAFF, Code.NOT_ALLOWED),
        ):
            with pytest.raises(ExpectedError) as caught:
                run_here(unlock(vault, person, passphrase))
            assert caught.value.code is code
        assert vault.reads.log()[0].action is LogAction.FAIL
        assert LogAction.RESTORE in {entry.action for entry in vault.reads.log()}


def test_50_staff_get_in_again_with_a_passphrase_from_the_owner(
    tmp_path: Path, kept: Kept, backup: Path, there: Computer
) -> None:
    bring_back(kept, backup, tmp_path / "there", there)
    with opened(tmp_path / "there", there) as vault:
        run_here(unlock(vault, ANN, NEW_PASSPHRASE))
        run_here(grants.give_passphrase(vault, BEN, OF_STAFF))
        run_here(unlock(vault, BEN, OF_STAFF))
        used = run_here(records.open_record(vault, INSTA, records.Use.COPY_PASSWORD))
    assert used.record == RECORDS[INSTA]


def test_50_restore_of_an_older_backup(
    tmp_path: Path, kept: Kept, backup: Path, here: Computer
) -> None:
    """On the computer it was made on: nothing that came later is lost, it lies beside."""
    newer = Record("cafe", "changed since", note="and a note")
    with opened(kept.folder, here) as vault:
        run_here(unlock(vault, ANN, PASSPHRASE))
        run_here(records.save_record(vault, INSTA, newer))
        vault.changes.write(lambda tx, _ports: tx.remove(Post, "post00"))
    before = dict(here.entries)
    restored, aside = bring_back(kept, backup, kept.folder, here)
    assert restored.locked_out == ()  # their keys of this computer are still there
    assert set(before.items()) <= set(here.entries.items())
    assert len(here.entries) == len(before) + 1  # the new device key
    assert (restored.later, restored.kept_out) == (1, ())
    with opened(kept.folder, here) as vault:
        assert run_here(check_vault(vault)).keys.old == 1
    assert read_records(kept.folder, here, NEW_PASSPHRASE) == RECORDS
    with opened(kept.folder, here) as vault:
        assert vault.reads.get(Post, "post00") is not None
        run_here(unlock(vault, BEN, OF_STAFF))
    assert aside == kept.folder / "backups" / "replaced-0001.db"
    past = tmp_path / "past"
    past.mkdir()
    copy(aside, past / "planning.db")
    assert read_records(past, here, PASSPHRASE) == {**RECORDS, INSTA: newer}


def test_what_was_imported_counted_and_decided_comes_back(
    tmp_path: Path, kept: Kept, here: Computer, there: Computer
) -> None:
    found = (IMPORT, COLUMNS, TURN, EVENT, EXPENSE, replace(COUPON, post=None, pillar=None), TALLY)
    store = open_store(kept.folder, create=False)
    with store.transaction() as tx:
        for row in found:
            tx.put(row)
        tx.lay_down(IMPORT.id, MEASURES)
        tx.lay_down(IMPORT.id, [SALE])
    store.close()
    bring_back(kept, write_backup(kept.folder, here, tmp_path), tmp_path / "there", there)
    old, new = folder_dump(kept.folder), folder_dump(tmp_path / "there")
    for table in (*(table_of(type(row)) for row in found), "measure", "sale"):
        assert len(new[table]) > 0
        assert new[table] == old[table]


def test_50_twice_the_same_and_nothing_doubles(
    tmp_path: Path, kept: Kept, backup: Path, there: Computer
) -> None:
    bring_back(kept, backup, tmp_path / "there", there)
    once = dict(there.entries)
    restored, _ = bring_back(kept, backup, tmp_path / "there", there)
    assert (restored.kept_out, restored.locked_out) == ((), ("Ben", "Dot")), "they only wait"
    assert set(once) <= set(there.entries)
    assert len(there.entries) == len(once) + 1
    assert read_records(tmp_path / "there", there, NEW_PASSPHRASE) == RECORDS


def test_the_other_owner_can_be_the_one(
    tmp_path: Path, kept: Kept, backup: Path, there: Computer
) -> None:
    restored, _ = bring_back(kept, backup, tmp_path / "there", there, " dot ")
    assert (restored.owner, restored.locked_out) == ("Dot", ("Ann", "Ben"))
    assert read_records(tmp_path / "there", there, NEW_PASSPHRASE, DOT) == RECORDS


def test_a_backup_of_an_older_schema(
    tmp_path: Path,
    kept: Kept,
    backup: Path,
    there: Computer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = Migrations("smbsocial")
    for name in database.STEP_NAMES:
        steps(name=name)(getattr(migrations, name))
    later = f"s{database.SCHEMA + 1:04}_later"
    steps(name=later)(lambda db: db.conn.execute("CREATE TABLE later (x TEXT)"))
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(database, "STEP_NAMES", (*database.STEP_NAMES, later))
    monkeypatch.setattr(database, "SCHEMA", database.SCHEMA + 1)
    bring_back(kept, backup, tmp_path / "there", there)
    assert read_records(tmp_path / "there", there, NEW_PASSPHRASE) == RECORDS
    assert "later" in folder_dump(tmp_path / "there")


@pytest.mark.parametrize("exists", [True, False])
def test_the_folder_for_backups_stays_chosen_where_there_is_one(
    tmp_path: Path, here: Computer, there: Computer, exists: bool
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    kept = make_cafe(tmp_path / "here", here, backups=place)
    write_backup(kept.folder, here, place)
    backup = write_backup(kept.folder, here, tmp_path)
    if not exists:
        place.rename(tmp_path / "pulled out")
    restored, _ = bring_back(kept, backup, tmp_path / "there", there)
    assert restored.folder_gone == ("" if exists else str(place))
    with opened(tmp_path / "there", there) as vault:
        state = backup_state(vault)
        assert state.folder == (str(place) if exists else None)
        assert (state.last is not None) == exists


def test_an_entry_that_was_edited_is_made_good(
    tmp_path: Path, kept: Kept, backup: Path, here: Computer
) -> None:
    """Test 41's damage, and the way out of it: another entry, for this one may not be ours."""
    parts = [name for name in here.entries if name[1] == "sealed"]
    here.entries[parts[0]] = "smb1.1.1.AAAA"
    del here.entries[parts[1]]
    edited = dict(here.entries)
    bring_back(kept, backup, kept.folder, here)
    assert read_records(kept.folder, here, NEW_PASSPHRASE) == RECORDS
    assert edited.items() <= here.entries.items()
    with opened(kept.folder, here) as vault:
        (old,) = vault.reads.all(VaultOld)
        assert f":{old.id}:1" in parts[0][0]
        newest = vault.reads.log()[0]
        saves = [entry for entry in vault.reads.log() if entry.action is LogAction.SAVE]
        assert (saves[0].person, saves[0].account) == (ANN, old.account)
        assert newest.action is LogAction.SHOW


def test_who_left_since_is_told_and_stays_out(
    tmp_path: Path, kept: Kept, backup: Path, here: Computer
) -> None:
    """Dot's slot still needs the device key that Ben's in the backup names."""
    with opened(kept.folder, here) as vault:
        run_here(unlock(vault, ANN, PASSPHRASE))
        departure = run_here(departures.start(vault, BEN, ANN))
        run_here(departures.close(vault, departure, ANN, why="quickly"))
    restored, _ = bring_back(kept, backup, kept.folder, here)
    assert (restored.kept_out, restored.locked_out) == (("Ben",), ())
    with opened(kept.folder, here) as vault:
        with pytest.raises(ExpectedError) as caught:
            run_here(unlock(vault, BEN, OF_STAFF))
        assert caught.value.code is Code.NOT_ALLOWED
        run_here(unlock(vault, DOT, OF_STAFF))
    assert read_records(kept.folder, here, NEW_PASSPHRASE) == RECORDS
    again, _ = bring_back(kept, backup, tmp_path / "elsewhere", here)
    assert again.kept_out == (), "where nothing is known of it"


def test_an_owner_who_left_since_takes_no_key_along(
    kept: Kept, backup: Path, here: Computer
) -> None:
    """Also where the records of the backup find others in their places."""
    sealed = [name for name in here.entries if name[1] == "sealed"]
    with opened(kept.folder, here) as vault:
        run_here(unlock(vault, ANN, PASSPHRASE))
        departure = run_here(departures.start(vault, DOT, ANN, PASSPHRASE))
        run_here(departures.close(vault, departure, ANN, why="quickly"))
    for name in sealed:
        here.entries[name] = "smb1.1.1.AAAA"
    restored, _ = bring_back(kept, backup, kept.folder, here)
    assert (restored.owner, restored.kept_out) == ("Ann", ("Dot",))
    assert (restored.new_kit, restored.locked_out) == (True, ("Ben",))
    assert read_records(kept.folder, here, NEW_PASSPHRASE) == RECORDS
    with opened(kept.folder, here) as vault:
        assert state(vault.reads) is VaultState.KIT_OPEN


def test_which_owner_it_is_must_be_said_where_that_is_asked_for(
    tmp_path: Path, kept: Kept, backup: Path, there: Computer
) -> None:
    folder = tmp_path / "there"
    wish = Wish(backup, folder, kept.code, NEW_PASSPHRASE, asks=True)
    with pytest.raises(ExpectedError) as caught:
        restore(wish, secrets=there, sealing=QuickSealing())
    assert (caught.value.code, caught.value.field) == (Code.EMPTY, "owner")
    assert caught.value.facts["owners"] == ((ANN, "Ann"), (DOT, "Dot"))
    assert there.entries == {}
    assert not folder.exists()
    restored, _ = restore(replace(wish, owner=DOT), secrets=there, sealing=QuickSealing())
    assert restored.owner == "Dot"


def test_where_there_is_one_owner_nothing_is_asked(
    tmp_path: Path, kept: Kept, here: Computer, there: Computer
) -> None:
    with opened(kept.folder, here) as vault:
        vault.changes.write(lambda tx, _ports: tx.remove(VaultSlot, f"owner:{DOT}"))
    backup = write_backup(kept.folder, here, tmp_path)
    wish = Wish(backup, tmp_path / "there", kept.code, NEW_PASSPHRASE, asks=True)
    restored, _ = restore(wish, secrets=there, sealing=QuickSealing())
    assert restored.owner == "Ann"


def test_what_was_spoilt_before_the_backup_is_told_and_stops_nothing(
    tmp_path: Path, kept: Kept, here: Computer, there: Computer
) -> None:
    sealed = sorted(name for name in here.entries if name[1] == "sealed")
    whole = {name: here.entries[name] for name in sealed}
    here.entries[sealed[0]] = whole[sealed[0]][:-4] + "AAAA"
    backup = write_backup(kept.folder, here, tmp_path)
    restored, _ = bring_back(kept, backup, tmp_path / "there", there)
    assert len(restored.unreadable) == 1
    (spoilt,) = restored.unreadable
    assert restored.unreadable[spoilt].endswith(f"@{spoilt}")
    with opened(tmp_path / "there", there) as vault:
        run_here(unlock(vault, ANN, NEW_PASSPHRASE))
        for account, record in RECORDS.items():
            if account == spoilt:
                with pytest.raises(ExpectedError) as caught:
                    run_here(records.open_record(vault, account, records.Use.SHOW))
                assert caught.value.code is Code.SECRET_DAMAGED
            else:
                used = run_here(records.open_record(vault, account, records.Use.SHOW))
                assert used.record == record
    # Where the keyring holds a better one, it stays.
    here.entries.update(whole)
    restored, _ = bring_back(kept, backup, kept.folder, here)
    assert [*restored.unreadable] == [spoilt]
    assert read_records(kept.folder, here, NEW_PASSPHRASE) == RECORDS


def test_a_record_that_was_gone_stays_gone(
    tmp_path: Path, kept: Kept, here: Computer, there: Computer
) -> None:
    first = min(name for name in here.entries if name[1] == "sealed")
    del here.entries[first]
    backup = write_backup(kept.folder, here, tmp_path)
    restored, _ = bring_back(kept, backup, tmp_path / "there", there)
    assert (len(restored.unreadable), restored.records) == (1, 2)


def test_a_log_that_was_changed_is_told(
    tmp_path: Path, kept: Kept, here: Computer, there: Computer
) -> None:
    with opened(kept.folder, here) as vault:
        connection = vault.reads._link.connection  # type: ignore[attr-defined]
        connection.execute("DROP TRIGGER access_log_keeps_words")
        connection.execute("UPDATE access_log SET action = 'use' WHERE seq = 1")
    backup = write_backup(kept.folder, here, tmp_path)
    restored, _ = bring_back(kept, backup, tmp_path / "there", there)
    assert restored.log.broken is not None


@pytest.mark.parametrize("spoil", ["damaged", "gone"])
def test_a_folder_whose_file_is_lost(kept: Kept, backup: Path, here: Computer, spoil: str) -> None:
    file = kept.folder / "planning.db"
    if spoil == "damaged":
        file.write_bytes(b"\0" * 5000)
    else:
        file.unlink()
    _, aside = bring_back(kept, backup, kept.folder, here)
    assert read_records(kept.folder, here, NEW_PASSPHRASE) == RECORDS
    if spoil == "damaged":
        assert aside is not None
        assert aside.read_bytes() == b"\0" * 5000
    else:
        assert aside is None


def test_the_example_stays_out_of_the_keyring(
    tmp_path: Path, kept: Kept, here: Computer, there: Computer
) -> None:
    with opened(kept.folder, here) as vault:
        business = set_up_business(vault.reads)
        vault.changes.write(lambda tx, _ports: tx.put(replace(business, example=True)))
    backup = write_backup(kept.folder, here, tmp_path)
    bring_back(kept, backup, tmp_path / "there", there)
    assert there.entries == {}


def test_nothing_sealed_and_no_copy_is_left_in_the_folder(
    tmp_path: Path, kept: Kept, backup: Path, there: Computer
) -> None:
    bring_back(kept, backup, tmp_path / "there", there)
    names = {path.name for path in (tmp_path / "there").iterdir()}
    assert names == {"planning.db", "backups", "smbsocial.lock"}
    assert [copy.reason.value for copy in backups(tmp_path / "there")] == ["weekly"]
    with opened(tmp_path / "there", there) as vault:
        devices = {slot.device for slot in vault.reads.all(VaultSlot)} - {""}
        newest = vault.reads.get(VaultMeta, MetaKey.DEVICE.value)
        assert newest is not None
        assert devices == {newest.value}
