"""Machine lost: a backup becomes the business of a folder, with the emergency kit's code.

`prepare` unpacks and checks everything beside the folder's file, copies that file, and writes the
records into the keyring, from which nothing goes; `Prepared.swap` puts the new file in the place of
the old one. Until then the folder is as it was, and whatever stops in between leaves the old
business, which opens as before, or the new one.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from smbsocial.app.restored_entries import NotedStore
from smbsocial.app.settling import Settler, settle
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key, Secret
from smbsocial.storage import folder as places
from smbsocial.storage.carrying import (
    copying,
    drop_present,
    keep_present,
    put_in_place,
    row_counts,
)
from smbsocial.storage.database import SCHEMA
from smbsocial.storage.store import open_store
from smbsocial.usecases.steps import Steps, away, run_here
from smbsocial.usecases.vault.ports import Sealing, SecretStore
from smbsocial.usecases.vault.replaced import Before, look_back
from smbsocial.usecases.vault.restored import Restored
from smbsocial.vault.backup_file import Opened, open_backup, read_header
from smbsocial.vault.backup_header import Header
from smbsocial.vault.keys import backup_private
from smbsocial.vault.making import VaultMaking
from smbsocial.vault.sealing import SodiumSealing

_UNREACHABLE = frozenset({Code.STORE_SILENT, Code.STORE_LOCKED, Code.NO_STORE})
_BEFORE = "before"
_NOT_TO_BE_READ = frozenset(
    {Code.DATABASE_DAMAGED, Code.DATABASE_FOREIGN, Code.DATABASE_NEWER, Code.DATABASE_MISSING}
)
_OF_THE_FILE = frozenset({Code.BACKUP_DAMAGED, Code.SECRET_DAMAGED, Code.DATABASE_DAMAGED})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants restored, and where to.

    `passphrase` is the new one of the owner of that name or id; "" = of the first owner, or if it
    `asks` and there are several, who it is must be said.
    """

    file: Path
    folder: Path
    code: Secret[str]
    passphrase: Secret[str]
    owner: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A folder with a free place beside its file; whether it was made now, and our hold on it."""

    folder: Path
    made: bool
    hold: places.Hold | None

    def leave(self, aside: Path | None) -> None:
        """As it was before; `aside` is a copy of the file, which has kept its place."""
        if aside is not None:
            drop_present(aside)
        places.clear_side(self.folder)
        if self.hold is not None:
            self.hold.release()
        if self.made:
            with suppress(OSError):
                (self.folder / places.LOCK).unlink(missing_ok=True)
                self.folder.rmdir()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A business that waits beside the file whose place it will take; `aside` is a copy of that."""

    restored: Restored
    room: Room
    noted: NotedStore
    aside: Path | None

    def swap(self) -> Path | None:
        """Take the place; no store of the folder may be open. Where the former file's copy lies.

        Raises ExpectedError: ALREADY_RUNNING, FOLDER_READ_ONLY, DISK_FULL, FILE_NOT_WRITTEN,
        DATABASE_BUSY; then the folder is as it was, and `give_up` is the way on.
        """
        folder = self.room.folder
        held = self.room.hold or places.hold(folder)
        try:
            if held.read_only:
                raise ExpectedError(Code.FOLDER_READ_ONLY, path=str(folder))
            aside = put_in_place(folder, folder / places.SIDE / places.FILE, self.aside)
            places.clear_side(folder)
        finally:
            held.release()
        return aside

    def give_up(self) -> Steps[None]:
        """Take back what was written, as far as the keyring answers."""
        yield from away(self.noted.take_back)
        self.room.leave(self.aside)


def restore(
    wish: Wish, *, secrets: SecretStore, sealing: Sealing | None = None
) -> tuple[Restored, Path | None]:
    """All of it on this thread, for the command line; and where the former file's copy lies.

    Raises as `prepare` and `Prepared.swap`; then folder and keyring are as they were.
    """
    prepared = run_here(prepare(wish, secrets=secrets, sealing=sealing, holds=True))
    try:
        aside = prepared.swap()
    except ExpectedError:
        run_here(prepared.give_up())
        raise
    return prepared.restored, aside


def prepare(
    wish: Wish, *, secrets: SecretStore, sealing: Sealing | None = None, holds: bool = False
) -> Steps[Prepared]:
    """Everything but the swap. `holds`: nobody else gets into the folder from now on.

    Raises ExpectedError: FILE_MISSING, FILE_UNREADABLE, BACKUP_DAMAGED, BACKUP_NEWER, CODE_TYPO,
    WRONG_KEY, PASSPHRASE_SHORT, _LONG, _WEAK, NOT_FOUND (no owner of that name), NOT_ALLOWED (no
    owner at all), EMPTY at "owner" (see `settle`), ALREADY_RUNNING, FOLDER_SYNCED, what keyring and
    disk say. Then the folder is as it was, and the keyring too as far as it answers.
    """
    sealing = sealing or SodiumSealing()
    header = yield from away(partial(look_at, wish.file), long=True)
    checking = partial(VaultMaking().check_passphrase, wish.passphrase, owner=True)
    yield from away(checking, long=True)
    with _about(wish.file):
        master = yield from _master_key(wish, header, sealing)
    room = _make_room(wish.folder, holds=holds)
    noted = NotedStore(secrets)
    settler = Settler(master, wish.owner, wish.asks, wish.passphrase, sealing, noted)
    aside: Path | None = None
    prepared: Prepared | None = None
    try:
        with _about(wish.file):
            opened = yield from _unpack(wish.file, room, header, master)
        aside = yield from away(partial(keep_present, room.folder), long=True)
        looking = partial(_look_back, room.folder, aside, header.vault)
        before = yield from away(looking, long=True)
        with _about(wish.file):
            restored = yield from settle(opened, settler, before)
        prepared = Prepared(restored, room, noted, aside)
    except ExpectedError as error:
        if error.code not in _UNREACHABLE:
            yield from away(noted.take_back)
        raise
    finally:
        if prepared is None:
            room.leave(aside)
    return prepared


def look_at(file: Path) -> Header:
    """What a backup says of itself, if this program can restore it; nothing is proved by that.

    Raises ExpectedError: FILE_MISSING, FILE_UNREADABLE, BACKUP_DAMAGED, BACKUP_NEWER.
    """
    header = read_header(file)
    if header.schema > SCHEMA:
        raise ExpectedError(Code.BACKUP_NEWER, path=str(file), found=header.schema, known=SCHEMA)
    return header


def _master_key(wish: Wish, header: Header, sealing: Sealing) -> Steps[Key]:
    code = sealing.read_code(wish.code.reveal())
    return (
        yield from away(
            partial(sealing.open_recovery, code, vault=header.vault, slot=header.recovery),
            long=True,
        )
    )


def _make_room(folder: Path, *, holds: bool) -> Room:
    places.refuse_synced(folder.absolute(), allow=False)
    made = not folder.exists()
    folder = places.find_or_make(folder, create=True)
    hold = places.hold(folder) if holds else None
    places.clear_side(folder)
    return Room(folder, made, hold)


def _unpack(file: Path, room: Room, header: Header, master: Key) -> Steps[Opened]:
    """The backup beside the folder's file, every byte of it checked."""
    side = room.folder / places.SIDE
    opening = partial(open_backup, file, backup_private(master), side)
    opened = yield from away(partial(opening, known_schema=SCHEMA, vault=header.vault), long=True)
    counting = partial(row_counts, opened.database)
    if (yield from away(counting, long=True)) != opened.manifest.rows:
        raise ExpectedError(Code.BACKUP_DAMAGED)
    # A data folder may be copied by anybody: no record lies in it, sealed or not.
    for path in side.iterdir():
        if path != opened.database:
            path.unlink()
    return opened


def _look_back(folder: Path, aside: Path | None, vault: bytes) -> Before | None:
    """What the business that is here knows of the backup's vault, None if that can't be known.

    Its copy is copied once more, because what is to be read is brought to this program's schema.
    """
    if aside is None:
        return None
    place = folder / places.SIDE / _BEFORE
    try:
        with copying(place):
            place.mkdir(mode=0o700)
            shutil.copyfile(aside, place / places.FILE)
        with closing(open_store(place, create=False, allow_synced=True)) as store:
            return look_back(store, vault)
    except ExpectedError as error:
        if error.code not in _NOT_TO_BE_READ:
            raise
        return None
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _about(file: Path) -> Iterator[None]:
    """Name the backup in what is wrong with it."""
    try:
        yield
    except ExpectedError as error:
        if error.code in _OF_THE_FILE:
            raise ExpectedError(Code.BACKUP_DAMAGED, path=str(file)) from error
        raise
