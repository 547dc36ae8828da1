"""What cannot be restored, and what goes wrong on the way: folder and keyring are as they were."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from kept_cafe import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    RECORDS,
    Kept,
    make_cafe,
    opened,
    read_records,
    write_backup,
)
from vault.quick_sealing import QuickSealing

from smbsocial.app import restoring
from smbsocial.app.restoring import Wish, look_at, prepare, restore
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, SlotKind, VaultPending, VaultSecret
from smbsocial.storage.carrying import row_counts
from smbsocial.storage.database import SCHEMA
from smbsocial.storage.store import open_store
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.backups import _parts as parts_of
from smbsocial.usecases.vault.session import meta, name_of, slot_of
from smbsocial.vault.backup_content import Content
from smbsocial.vault.backup_file import read_header
from smbsocial.vault.backup_file import write_backup as write_file
from smbsocial.vault.memory_store import MemoryStore

INSTA = AccountId("insta")
PUTS_OF_EDITED = 7
"""A device key and, because others stand there, the records afresh: the long one has four parts."""


class Computer(MemoryStore):
    """A keyring in memory that can refuse at the n-th call of a kind."""

    def __init__(self) -> None:
        super().__init__()
        self.puts = 0
        self.refuses: dict[int, ExpectedError] = {}

    @property
    def entries(self) -> dict[tuple[str, str], str]:
        return dict(self._entries)

    def edit(self, name: tuple[str, str], value: str) -> None:
        """Change an entry from outside."""
        self._entries[name] = value

    def put(self, service: str, username: str, value: str) -> None:
        self.puts += 1
        if self.puts in self.refuses:
            raise self.refuses[self.puts]
        super().put(service, username, value)


@dataclass(frozen=True)
class Scene:
    """A café here, its backup, and a folder with another café and its own keyring there."""

    kept: Kept
    backup: Path
    folder: Path
    here: Computer
    there: Computer

    def wish(self, **changes: object) -> Wish:
        wish = Wish(self.backup, self.folder, self.kept.code, NEW_PASSPHRASE)
        return replace(wish, **changes)  # type: ignore[arg-type]

    def refused(self, **changes: object) -> ExpectedError:
        """Why it is not restored; nothing there has changed."""
        before = (self.there.entries, self._files())
        with pytest.raises(ExpectedError) as caught:
            restore(self.wish(**changes), secrets=self.there, sealing=QuickSealing())
        assert self.there.entries == before[0]
        assert self._files() == before[1]
        assert not list(self.folder.glob("*restoring*"))
        assert not list(self.folder.glob("backups/replaced-*"))
        return caught.value

    def _files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.glob("planning.db*")}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    place = tmp_path_factory.mktemp("scene")
    here, there = Computer(), Computer()
    kept = make_cafe(place / "here", here)
    backup = write_backup(kept.folder, here, place)
    make_cafe(place / "there", there)
    return Scene(kept, backup, place / "there", here, there)


@pytest.fixture
def scene(once: Scene) -> Scene:
    once.there.puts = 0
    once.there.refuses = {}
    return once


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"file": Path("/nowhere/x.smbbackup")}, Code.FILE_MISSING),
        ({"code": Secret("000G-40R4-0M30-E209-185G-R38E-1WB8")}, Code.CODE_TYPO),
        ({"code": Secret("000G-40R4-0M30-E209-185G-R38E-1WB9")}, Code.WRONG_KEY),
        ({"passphrase": Secret("short")}, Code.PASSPHRASE_SHORT),
        ({"passphrase": Secret("password1234")}, Code.PASSPHRASE_WEAK),
        ({"passphrase": Secret("x" * 1025)}, Code.PASSPHRASE_LONG),
        ({"passphrase": Secret("Corner Café Ann")}, Code.PASSPHRASE_WEAK),
        ({"owner": "Ben"}, Code.NOT_FOUND),
    ],
)
def test_what_was_typed(scene: Scene, changes: dict[str, object], code: Code) -> None:
    error = scene.refused(**changes)
    assert error.code is code
    for secret in (scene.kept.code, NEW_PASSPHRASE, changes.get("code"), changes.get("passphrase")):
        if isinstance(secret, Secret):
            assert secret.reveal() not in repr(error.facts)


def test_a_refusal_makes_no_folder(scene: Scene, tmp_path: Path) -> None:
    wrong = Secret("000G-40R4-0M30-E209-185G-R38E-1WB9")
    scene.refused(folder=tmp_path / "new", code=wrong)
    assert not (tmp_path / "new").exists()
    scene.refused(folder=tmp_path / "new", owner="Ben")
    assert not (tmp_path / "new").exists()


def test_49_any_flipped_byte(scene: Scene, tmp_path: Path) -> None:
    whole = scene.backup.read_bytes()
    chance = random.Random(49)
    length = int.from_bytes(whole[8:12], "little")
    places = [*range(12), *range(12, 12 + length, 40), *chance.sample(range(len(whole)), 40)]
    codes = {
        Code.BACKUP_DAMAGED, Code.BACKUP_NEWER, Code.WRONG_KEY, Code.SECRET_TOO_NEW, Code.NO_MEMORY,
    }  # fmt: skip
    file = tmp_path / "x.smbbackup"
    for at in places:
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << chance.randrange(8)
        file.write_bytes(spoilt)
        assert scene.refused(file=file).code in codes, at


@pytest.mark.parametrize("length", [0, 7, 100, 1000, -1, -17])
def test_49_cut(scene: Scene, tmp_path: Path, length: int) -> None:
    file = tmp_path / "x.smbbackup"
    file.write_bytes(scene.backup.read_bytes()[:length])
    error = scene.refused(file=file)
    assert (error.code, error.facts["path"]) == (Code.BACKUP_DAMAGED, str(file))


def crafted(
    scene: Scene,
    to: Path,
    *,
    spoil: Callable[[Path], None] = lambda _path: None,
    rows: dict[str, int] | None = None,
    **header: object,
) -> Path:
    """A backup that is sealed well around what it should not hold."""
    with opened(scene.kept.folder, scene.here) as vault:
        snapshot = Path(vault.backups.snapshot())
        public = bytes.fromhex(meta(vault.reads, MetaKey.BACKUP_PUBLIC) or "")
        secrets = run_here(parts_of(vault))
    spoil(snapshot)
    counts = rows if rows is not None else row_counts(snapshot)
    front = replace(read_header(scene.backup), **header)  # type: ignore[arg-type]
    made = write_file(to, header=front, public=public, content=Content(snapshot, secrets, counts))
    snapshot.unlink()
    return made


def test_a_newer_schema_is_told_by_its_number(scene: Scene, tmp_path: Path) -> None:
    file = crafted(scene, tmp_path, schema=SCHEMA + 1)
    error = scene.refused(file=file)
    assert error.code is Code.BACKUP_NEWER
    assert (error.facts["found"], error.facts["known"]) == (SCHEMA + 1, SCHEMA)
    with pytest.raises(ExpectedError):
        look_at(file)


def test_a_newer_format_is_told_by_its_number(scene: Scene, tmp_path: Path) -> None:
    file = tmp_path / "x.smbbackup"
    file.write_bytes(scene.backup.read_bytes().replace(b'"v":1', b'"v":2', 1))
    error = scene.refused(file=file)
    assert (error.code, error.facts["found"]) == (Code.BACKUP_NEWER, 2)


def sql(statement: str, path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "spoil",
    [
        partial(sql, "PRAGMA application_id = 7"),
        partial(sql, "PRAGMA user_version = 99"),
        partial(sql, "DELETE FROM vault_meta WHERE id = 'vault_id'"),
        partial(sql, "UPDATE vault_meta SET value = '00' WHERE id = 'backup_pub'"),
        partial(sql, "UPDATE vault_secret SET n = 8"),
    ],
)
def test_49_a_database_that_is_not_the_vaults(
    scene: Scene, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    error = scene.refused(file=crafted(scene, tmp_path, spoil=spoil))
    expected = {Code.BACKUP_DAMAGED, Code.DATABASE_NEWER}
    assert error.code in expected


def test_a_database_without_an_owner(scene: Scene, tmp_path: Path) -> None:
    spoil = partial(sql, "DELETE FROM vault_slot WHERE kind = 'owner'")
    assert scene.refused(file=crafted(scene, tmp_path, spoil=spoil)).code is Code.NOT_ALLOWED


def test_49_rows_that_are_not_there(scene: Scene, tmp_path: Path) -> None:
    error = scene.refused(file=crafted(scene, tmp_path, rows={"post": 1}))
    assert error.code is Code.BACKUP_DAMAGED


def test_49_no_database_at_all(scene: Scene, tmp_path: Path) -> None:
    file = crafted(
        scene, tmp_path, spoil=lambda path: path.write_bytes(b"a list" * 99) and None, rows={}
    )
    assert scene.refused(file=file).code is Code.BACKUP_DAMAGED


def test_49_a_header_of_another_vault(scene: Scene, tmp_path: Path) -> None:
    """Well sealed, and for the same code: the database says whose it is."""
    with opened(scene.kept.folder, scene.here) as vault:
        slot = slot_of(vault.reads, SlotKind.RECOVERY)
        assert slot is not None
        code = vault.sealing.read_code(scene.kept.code.reveal())
        master = vault.sealing.open_recovery(code, vault=vault.id, slot=slot.sealed)
        other = bytes(16)
        sealed = vault.sealing.make_recovery(code, vault=other, key=master)
    error = scene.refused(file=crafted(scene, tmp_path, vault=other, recovery=sealed))
    assert error.code is Code.BACKUP_DAMAGED


def test_20_a_folder_that_is_open(scene: Scene) -> None:
    store = open_store(scene.folder, create=False)
    assert scene.refused().code is Code.ALREADY_RUNNING
    store.close()


def test_23_a_synced_folder(scene: Scene, tmp_path: Path) -> None:
    error = scene.refused(folder=tmp_path / "Dropbox" / "data")
    assert error.code is Code.FOLDER_SYNCED
    assert not (tmp_path / "Dropbox").exists()


def test_a_folder_that_is_a_file(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert scene.refused(folder=tmp_path / "file").code is Code.FOLDER_NOT_EMPTY


@pytest.mark.parametrize("at", range(1, 8))
def test_a_keyring_that_refuses_in_the_middle(scene: Scene, at: int) -> None:
    scene.there.refuses = {at: ExpectedError(Code.STORE_REFUSED, reason="full")}
    assert scene.refused().code is Code.STORE_REFUSED
    assert scene.there.puts == at


def test_a_keyring_that_goes_away_keeps_what_it_has_and_goes_on_later(
    scene: Scene, tmp_path: Path
) -> None:
    there = Computer()
    there.refuses = {4: ExpectedError(Code.STORE_LOCKED)}
    wish = scene.wish(folder=tmp_path / "new")
    with pytest.raises(ExpectedError) as caught:
        restore(wish, secrets=there, sealing=QuickSealing())
    assert caught.value.code is Code.STORE_LOCKED
    assert not (tmp_path / "new").exists()
    assert len(there.entries) == 3
    restore(wish, secrets=there, sealing=QuickSealing())
    assert read_records(tmp_path / "new", there, NEW_PASSPHRASE) == RECORDS


@pytest.mark.parametrize("at", range(1, 9))
def test_no_failure_takes_an_entry_away_that_was_there(
    scene: Scene, tmp_path: Path, at: int
) -> None:
    """Also not one that was edited, and not what the backup itself wants cleared away."""
    here = Computer()
    kept = make_cafe(tmp_path / "here", here)
    here.edit(("smbsocial:v1:left", "sealed"), "by nobody")
    with opened(kept.folder, here) as vault:
        name = name_of(vault, INSTA)
        left = f"smbsocial:v1:{vault.id[:4].hex()}:{name.hex()}:{'aa' * 8}:1"
        vault.changes.write(lambda tx, _ports: tx.put(VaultPending("aa" * 8, INSTA, 1)))
        rows = vault.reads.all(VaultSecret)
    here.edit((left, "sealed"), "smb1.1.1.AAAA")
    backup = write_backup(kept.folder, here, tmp_path)
    with opened(kept.folder, here) as vault:
        vault.changes.write(lambda tx, _ports: tx.remove(VaultPending, "aa" * 8))
    for row in rows:
        (first,) = (each for each in here.entries if each[0].endswith(f":{row.ref.hex()}:1"))
        here.edit(first, "smb1.1.1.AAAA")
    before, here.puts = here.entries, 0
    here.refuses = {at: ExpectedError(Code.STORE_REFUSED, reason="full")}
    wish = Wish(backup, kept.folder, kept.code, NEW_PASSPHRASE)
    if at > PUTS_OF_EDITED:
        restore(wish, secrets=here, sealing=QuickSealing())
        assert before.items() <= here.entries.items()
        assert here.puts == PUTS_OF_EDITED
        return
    with pytest.raises(ExpectedError) as caught:
        restore(wish, secrets=here, sealing=QuickSealing())
    assert caught.value.code is Code.STORE_REFUSED
    assert here.entries == before


def test_the_copy_is_there_before_the_first_entry_is_written(scene: Scene, tmp_path: Path) -> None:
    class Watched(Computer):
        def put(self, service: str, username: str, value: str) -> None:
            seen.append(len(list(folder.glob("backups/replaced-*.db"))))
            super().put(service, username, value)

    there = Watched()
    seen: list[int] = []
    folder = tmp_path / "there"
    make_cafe(folder, there)
    seen.clear()
    restore(scene.wish(folder=folder), secrets=there, sealing=QuickSealing())
    assert set(seen) == {1}


def test_without_room_for_the_copy_no_entry_is_written(scene: Scene) -> None:
    shutil.rmtree(scene.folder / "backups", ignore_errors=True)
    (scene.folder / "backups").write_text("a file where the copies should go")
    assert scene.refused().code is Code.FILE_NOT_WRITTEN
    assert scene.there.puts == 0
    (scene.folder / "backups").unlink()


def test_a_swap_that_fails_takes_everything_back(scene: Scene, tmp_path: Path) -> None:
    there = Computer()
    folder = make_cafe(tmp_path / "there", there).folder
    before = there.entries
    prepared = run_here(prepare(scene.wish(folder=folder), secrets=there, sealing=QuickSealing()))
    (folder / "backups").rename(folder / "elsewhere")
    (folder / "backups").write_text("a file where the copies should go")
    with pytest.raises(ExpectedError) as caught:
        prepared.swap()
    assert caught.value.code is Code.FILE_NOT_WRITTEN
    (folder / "backups").unlink()
    (folder / "elsewhere").rename(folder / "backups")
    run_here(prepared.give_up())
    assert there.entries == before
    assert not (folder / "restoring").exists()
    assert not list(folder.glob("backups/replaced-*"))
    assert read_records(folder, there, PASSPHRASE) == RECORDS


def test_the_window_prepares_beside_its_own_store(scene: Scene, tmp_path: Path) -> None:
    there = Computer()
    folder = make_cafe(tmp_path / "there", there).folder
    store = open_store(folder, create=False)
    wish = scene.wish(folder=folder)
    prepared = run_here(prepare(wish, secrets=there, sealing=QuickSealing()))
    with pytest.raises(ExpectedError) as caught:
        prepared.swap()
    assert caught.value.code is Code.ALREADY_RUNNING
    assert (folder / "restoring" / "planning.db").exists()
    store.close()
    assert prepared.swap() == folder / "backups" / "replaced-0001.db"
    assert read_records(folder, there, NEW_PASSPHRASE) == RECORDS


def test_the_window_can_give_up(scene: Scene, tmp_path: Path) -> None:
    there = Computer()
    folder = make_cafe(tmp_path / "there", there).folder
    before = there.entries
    wish = scene.wish(folder=folder)
    prepared = run_here(prepare(wish, secrets=there, sealing=QuickSealing()))
    assert len(there.entries) > len(before)
    run_here(prepared.give_up())
    assert there.entries == before
    assert read_records(folder, there, PASSPHRASE) == RECORDS


def test_a_window_that_closes_in_the_middle_leaves_the_folder(scene: Scene, tmp_path: Path) -> None:
    there = Computer()
    folder = make_cafe(tmp_path / "there", there).folder
    steps = prepare(scene.wish(folder=folder), secrets=there, sealing=QuickSealing())
    work = next(steps)
    while not (folder / "restoring").exists():
        work = steps.send(work())
    steps.close()
    assert not list(folder.glob("*restoring*"))
    assert read_records(folder, there, PASSPHRASE) == RECORDS


def test_a_folder_that_takes_no_files(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Computer()
    folder = make_cafe(tmp_path / "there", there).folder
    prepared = run_here(prepare(scene.wish(folder=folder), secrets=there, sealing=QuickSealing()))
    hold = restoring.places.Hold(folder, read_only=True, now=None)
    monkeypatch.setattr(restoring.places, "hold", lambda _folder: hold)
    with pytest.raises(ExpectedError) as caught:
        prepared.swap()
    assert caught.value.code is Code.FOLDER_READ_ONLY
