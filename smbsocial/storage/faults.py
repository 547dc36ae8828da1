"""What an error of SQLite or of the disk means for the owner."""

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.storage import backup

_WRITE_FAULTS = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_DELETE,
    }
)
_PLAIN_FAULTS = {
    sqlite3.SQLITE_FULL: Code.DISK_FULL,
    sqlite3.SQLITE_BUSY: Code.DATABASE_BUSY,
    sqlite3.SQLITE_LOCKED: Code.DATABASE_BUSY,
    sqlite3.SQLITE_PROTOCOL: Code.DATABASE_BUSY,
    sqlite3.SQLITE_CORRUPT: Code.DATABASE_DAMAGED,
    sqlite3.SQLITE_NOTADB: Code.DATABASE_DAMAGED,
    sqlite3.SQLITE_TOOBIG: Code.TOO_LONG,
}
_FILE_FAULTS = frozenset(
    {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
    }
)
_ROOM_TO_WORK = 256 * 1024


def fault(error: sqlite3.Error, file: Path | None) -> ExpectedError | None:
    """What an error of SQLite means for the owner; None for a bug of ours."""
    extended = getattr(error, "sqlite_errorcode", None)
    if extended is None:
        # Python found text that is no text in a row.
        damaged = isinstance(error, sqlite3.OperationalError)
        return expected(Code.DATABASE_DAMAGED, file) if damaged else None
    code = _code_of(extended, file)
    return expected(code, file, reason=str(error)) if code else None


def expected(code: Code, file: Path | None, *, reason: str = "") -> ExpectedError:
    """An error with what its sentence can name: the file or its folder, the newest copy, why."""
    if file is None:
        return ExpectedError(code)
    about = file.parent if code in {Code.FOLDER_GONE, Code.FOLDER_READ_ONLY} else file
    facts: dict[str, Any] = {"path": str(about)}
    if code in {Code.DATABASE_DAMAGED, Code.DATABASE_MISSING}:
        facts["backup"] = str(backup.newest_backup(file.parent) or "")
    if code in {Code.FILE_UNREADABLE, Code.FILE_NOT_WRITTEN}:
        facts["reason"] = reason
    return ExpectedError(code, **facts)


def _code_of(extended: int, file: Path | None) -> Code | None:
    primary = extended & 0xFF
    if primary in _PLAIN_FAULTS:
        return _PLAIN_FAULTS[primary]
    gone = file is not None and not file.parent.is_dir()
    if primary not in _FILE_FAULTS:
        return None
    if gone or extended == sqlite3.SQLITE_READONLY_DBMOVED:
        return Code.FOLDER_GONE
    if primary == sqlite3.SQLITE_CANTOPEN:
        return _cannot_open(file)
    if primary == sqlite3.SQLITE_IOERR:
        return _io_fault(extended, file)
    return Code.DATABASE_READ_ONLY


def _cannot_open(file: Path | None) -> Code:
    """The file, or (more often) the journal that has to stand beside it."""
    if file is not None and not os.access(file.parent, os.W_OK):
        return Code.FOLDER_READ_ONLY
    return Code.FILE_UNREADABLE


def _io_fault(extended: int, file: Path | None) -> Code:
    if extended not in _WRITE_FAULTS:
        return Code.FILE_UNREADABLE
    if file is not None and shutil.disk_usage(file.parent).free < _ROOM_TO_WORK:
        return Code.DISK_FULL
    return Code.FILE_NOT_WRITTEN
