"""Copies of the file that were checked, and how to go back to one."""

import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from urllib.parse import quote

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.storage import folder as places

BACKUPS = "backups"
EVERY = timedelta(days=7)

_NAME = re.compile(r"smbsocial-(\d{4,})-(weekly|migration)\.db")
_PART = "planning.db.part"
_STEP_PAGES = 256
"""A mebibyte at a time: who writes meanwhile waits for no more than that."""
_STARTS = 5
"""So often a copy by steps begins anew, because somebody wrote meanwhile."""


class Reason(Enum):
    """Why a copy was made; so many of each are kept."""

    WEEKLY = "weekly"
    MIGRATION = "migration"

    @property
    def kept(self) -> int:
        """How many of them stay."""
        return {Reason.WEEKLY: 4, Reason.MIGRATION: 2}[self]


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy; numbers only grow, so that a wrong clock never ages the newest one."""

    path: Path
    number: int
    reason: Reason


class UnsoundCopyError(Exception):
    """A copy that does not pass the long check."""


class _NeverStillError(Exception):
    """Somebody writes all the time."""


def backups(folder: Path) -> tuple[Backup, ...]:
    """The copies of a data folder, oldest first."""
    try:
        paths = list((folder / BACKUPS).iterdir())
    except OSError:
        return ()
    found = [
        Backup(path, int(match[1]), Reason(match[2]))
        for path in paths
        if (match := _NAME.fullmatch(path.name))
    ]
    return tuple(sorted(found, key=lambda backup: backup.number))


def newest_backup(folder: Path) -> Path | None:
    """The newest copy, None if there is none."""
    found = backups(folder)
    return found[-1].path if found else None


def is_due(folder: Path, now: datetime) -> bool:
    """Whether the newest copy is a week away from `now`, in either direction of a moved clock."""
    newest = newest_backup(folder)
    if newest is None:
        return True
    made = datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    return abs(now - made) >= EVERY


def keep_backup(connection: sqlite3.Connection, folder: Path, reason: Reason) -> Path:
    """Copy the open database, check the copy, and only then let it count.

    Raises UnsoundCopyError, sqlite3.Error or OSError as they come; what was there before stays.
    """
    room = folder / BACKUPS
    room.mkdir(mode=0o700, exist_ok=True)
    part = room / _PART
    before = backups(folder)
    number = before[-1].number + 1 if before else 1
    copy(connection, part)
    final = room / f"smbsocial-{number:04}-{reason.value}.db"
    part.replace(final)
    places.sync_folder(room)
    old = [backup for backup in before if backup.reason is reason]
    for backup in old[: max(0, len(old) + 1 - reason.kept)]:
        backup.path.unlink(missing_ok=True)
    return final


def restore_backup(folder: Path, backup: Path | None = None) -> Path | None:
    """Put a copy (the newest if none is named) in the place of the file.

    The damaged file and its journal are set aside, not deleted; returns where, None if there was
    no file. Raises ExpectedError: ALREADY_RUNNING, FILE_MISSING (no copy), DATABASE_DAMAGED (the
    copy itself), DISK_FULL, FOLDER_READ_ONLY.
    """
    folder = places.find_or_make(folder, create=False)
    chosen = backup or newest_backup(folder)
    if chosen is None or not chosen.is_file():
        raise ExpectedError(Code.FILE_MISSING, path=str(chosen or folder / BACKUPS))
    held = places.hold(folder)
    try:
        if held.read_only:
            raise ExpectedError(Code.FOLDER_READ_ONLY, path=str(folder))
        return _restore(folder, chosen)
    finally:
        held.release()


def uri(file: Path, mode: str) -> str:
    """A file as a SQLite URI, whatever its path holds."""
    path = file.absolute().as_posix()
    rooted = path if path.startswith("/") else f"/{path}"
    return f"file:{quote(os.fsencode(rooted))}?mode={mode}"


def is_sound(connection: sqlite3.Connection) -> bool:
    """The long check: every page, every index, every reference."""
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        return False
    return connection.execute("PRAGMA foreign_key_check").fetchone() is None


def _restore(folder: Path, chosen: Path) -> Path | None:
    file = folder / places.FILE
    part = folder / _PART
    source = sqlite3.connect(uri(chosen, "ro"), uri=True, isolation_level=None)
    try:
        copy(source, part)
    except UnsoundCopyError as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, path=str(chosen), backup="") from error
    except sqlite3.DatabaseError as error:
        full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        code = Code.DISK_FULL if full else Code.DATABASE_DAMAGED
        raise ExpectedError(code, path=str(chosen), backup="") from error
    except OSError as error:
        reason = error.strerror or ""
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(part), reason=reason) from error
    finally:
        source.close()
    aside = _set_aside(folder)
    part.replace(file)
    places.sync_folder(folder)
    return aside


def _set_aside(folder: Path) -> Path | None:
    room = folder / BACKUPS
    room.mkdir(mode=0o700, exist_ok=True)
    number = 1 + sum(1 for path in room.glob("damaged-*.db"))
    aside = room / f"damaged-{number:04}.db"
    journal = folder / f"{places.FILE}-journal"
    # The journal goes first: beside another file it would be played into that one.
    if journal.exists():
        journal.replace(room / f"{aside.name}-journal")
    if not (folder / places.FILE).exists():
        return None
    (folder / places.FILE).replace(aside)
    return aside


def copy(source: sqlite3.Connection, part: Path, *, by_steps: bool = False) -> None:
    """A checked, synced copy at `part`; nothing stays there if it fails.

    `by_steps`: between them others can write, if they do so by a connection of their own.
    """
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        target = sqlite3.connect(uri(part, "rw"), uri=True, isolation_level=None)
        try:
            take = _take_by_steps if by_steps else _take_at_once
            take(source, target)
            if not is_sound(target):
                raise UnsoundCopyError
        finally:
            target.close()
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _take_at_once(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    with _looked_into(source):
        source.backup(target)


def _take_by_steps(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """At once after all where the file does not keep still, or is held: that says so."""
    left, starts = sys.maxsize, 0

    def look(status: int, remaining: int, _pages: int) -> None:
        nonlocal left, starts
        starts += remaining >= left
        left = remaining
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} or starts == _STARTS:
            raise _NeverStillError

    try:
        source.backup(target, pages=_STEP_PAGES, progress=look)
    except _NeverStillError:
        _take_at_once(source, target)


@contextmanager
def _looked_into(source: sqlite3.Connection) -> Iterator[None]:
    """Hold the right to read meanwhile: for want of it, `backup` would wait without an end."""
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield
    finally:
        source.execute("ROLLBACK")
