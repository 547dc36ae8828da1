"""Copies that are carried away, and a database from elsewhere that takes the place of the file."""

import errno
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.storage import backup
from smbsocial.storage import folder as places

_SNAPSHOT = "~planning-{}.db.tmp"
_PATIENCE = 5.0
"""Seconds that a copy waits for another program that holds the file."""
_BESIDE = ("-journal", "-wal", "-shm")
_STEPS = "_sqlite_migrations"
"""The table that says which steps a file has behind it."""
_SPOILT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_REPLACED = re.compile(r"replaced-(\d{4,})\.db")
REPLACED_KEPT = 3
"""How many files whose place was taken keep a copy."""


def take_snapshot(folder: Path) -> Path:
    """A checked copy in the folder, for who carries it away and deletes it.

    On any thread: it has a connection of its own, and others can write meanwhile. What earlier
    ones left is deleted first. Raises ExpectedError as `copying`.
    """
    file = folder / places.FILE
    part = folder / _SNAPSHOT.format(os.urandom(4).hex())
    with copying(file):
        for left in folder.glob(_SNAPSHOT.format("*")):
            left.unlink(missing_ok=True)
        where = backup.uri(file, "ro")
        with closing(
            sqlite3.connect(where, timeout=_PATIENCE, uri=True, isolation_level=None)
        ) as connection:
            backup.copy(connection, part, by_steps=True)
    return part


def row_counts(file: Path) -> Mapping[str, int]:
    """How many rows each table of a database has that nobody writes to; raises as `copying`."""
    with copying(file), closing(sqlite3.connect(backup.uri(file, "ro"), uri=True)) as connection:
        found = connection.execute(
            "SELECT name FROM sqlite_schema"
            " WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'"
        )
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in found.fetchall()
        }


def keep_present(folder: Path) -> Path | None:
    """A checked copy of the file among the backups, before anything is done in its stead.

    It may be open meanwhile. None if there is no file, or one that no business was put into yet.
    Raises ExpectedError as `copying`.
    """
    file = folder / places.FILE
    with copying(file):
        return _keep_replaced(folder, None) if file.exists() else None


def drop_present(aside: Path) -> None:
    """Nothing took the file's place, so its copy is none but one more; it may stay all the same."""
    for ending in ("", *_BESIDE):
        with suppress(OSError):
            aside.with_name(aside.name + ending).unlink(missing_ok=True)


def put_in_place(folder: Path, whole: Path, aside: Path | None = None) -> Path | None:
    """Put a database that nobody has open in the place of the file; hold the folder.

    A copy of what was there stays among the backups, with those of the last times (three of them
    together); returns where, None if there was nothing, or a file that no business was put into
    yet. `aside`: what `keep_present` gave, which is brought up to date. However this is cut short,
    the old file is in its place or the new one. `whole` lies in the same file system. Raises
    ExpectedError as `copying`; then the old file is in its place.
    """
    file = folder / places.FILE
    with copying(file):
        aside = _keep_replaced(folder, aside) if file.exists() else aside
        # A journal beside another file would be played into that one; it has its copy by now.
        for ending in _BESIDE:
            file.with_name(file.name + ending).unlink(missing_ok=True)
        whole.chmod(0o600)
        whole.replace(file)
    with suppress(OSError):  # it stands there now: a disk that cannot say so changes nothing
        places.sync_folder(folder)
    # The newest copy is now one of another past: whoever goes back to it shall find this one.
    with (
        suppress(sqlite3.Error, OSError, backup.UnsoundCopyError),
        closing(
            sqlite3.connect(backup.uri(file, "ro"), uri=True, isolation_level=None)
        ) as connection,
    ):
        backup.keep_backup(connection, folder, backup.Reason.WEEKLY)
    for _number, old in _replaced(folder)[:-REPLACED_KEPT]:
        drop_present(old)
    return aside


@contextmanager
def copying(file: Path) -> Iterator[None]:
    """Around copying or replacing a file, in our words.

    Raises ExpectedError: DATABASE_DAMAGED (the copy is not sound), DATABASE_BUSY, DISK_FULL,
    FILE_NOT_WRITTEN (`reason`).
    """
    try:
        yield
    except backup.UnsoundCopyError as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, path=str(file), backup="") from error
    except sqlite3.DatabaseError as error:
        raise _told(error, file) from error
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        code = Code.DISK_FULL if full else Code.FILE_NOT_WRITTEN
        raise ExpectedError(code, path=str(file), reason=error.strerror or "") from error


def _told(error: sqlite3.DatabaseError, file: Path) -> ExpectedError:
    primary = _primary(error)
    if primary in _SPOILT:
        return ExpectedError(Code.DATABASE_DAMAGED, path=str(file), backup="")
    if primary in _BUSY:
        return ExpectedError(Code.DATABASE_BUSY, path=str(file))
    if primary == sqlite3.SQLITE_FULL:
        return ExpectedError(Code.DISK_FULL, path=str(file))
    return ExpectedError(Code.FILE_NOT_WRITTEN, path=str(file), reason=str(error))


def _primary(error: sqlite3.DatabaseError) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _keep_replaced(folder: Path, over: Path | None) -> Path | None:
    """A copy of the file as it stands: checked, or of a damaged one byte for byte.

    It takes the place of `over`, an earlier one of the same file. None where it holds no business:
    a start that was followed by nothing made it.
    """
    file, room = folder / places.FILE, folder / backup.BACKUPS
    room.mkdir(mode=0o700, exist_ok=True)
    aside = over or _free_name(room)
    for ending in _BESIDE:
        aside.with_name(aside.name + ending).unlink(missing_ok=True)
    part = room / f"{aside.name}.part"
    try:
        # Opened to be written: what a crash left half done is taken back before it is copied.
        with closing(sqlite3.connect(backup.uri(file, "rw"), uri=True)) as source:
            backup.copy(source, part)
    except (backup.UnsoundCopyError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.DatabaseError) and _primary(error) not in _SPOILT:
            raise
        _copy_bytes(file, part, aside)
    if _is_unused(part):
        part.unlink()
        return None
    part.replace(aside)
    places.sync_folder(room)
    return aside


def _is_unused(file: Path) -> bool:
    """Whether it was made and nothing more; one that can't be read may hold anything."""
    try:
        counts = row_counts(file)
    except ExpectedError:
        return False
    return "business" in counts and not any(
        count for name, count in counts.items() if name != _STEPS
    )


def _replaced(folder: Path) -> list[tuple[int, Path]]:
    """The copies of files whose place was taken, with their numbers, oldest first."""
    with suppress(OSError):
        paths = [*(folder / backup.BACKUPS).iterdir()]
        return sorted((int(m[1]), path) for path in paths if (m := _REPLACED.fullmatch(path.name)))
    return []


def _free_name(room: Path) -> Path:
    """The number behind the last one: a rename would take the place of what is there."""
    last = max((number for number, _path in _replaced(room.parent)), default=0)
    return room / f"replaced-{last + 1:04}.db"


def _copy_bytes(file: Path, part: Path, aside: Path) -> None:
    """The file as it is, and its journal under the name that belongs to `aside`."""
    for ending in ("", *_BESIDE):
        source = file.with_name(file.name + ending)
        if source.exists():
            target = aside.with_name(aside.name + ending) if ending else part
            shutil.copyfile(source, target)
            with target.open("rb+") as copied:
                os.fsync(copied.fileno())
