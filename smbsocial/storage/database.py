"""Opening the one file that is the whole business, and what can be wrong with it."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.storage import backup
from smbsocial.storage import folder as places
from smbsocial.storage.faults import expected, fault

APPLICATION_ID = 0x534D4253  # "SMBS"
STEP_NAMES = ("s0001_main_line", "s0002_accounts", "s0003_results", "s0004_quarter")
"""The steps of `migrations.py`, named here too because a usual start does not load them."""
SCHEMA = len(STEP_NAMES)

BUSY_MS = 5000
"""How long to wait for another program that holds the file; the window stands still so long."""

GLANCE_BUSY_MS = 1000
"""The same for who only glances at it: the next glance comes in a minute."""

QUICK_CHECK_AT_EACH_START = 24 * 1024 * 1024
"""Bytes. Five years are 1.5 MB, with ten thousand accounts 7 MB, a till's 60,000 orders 9 MB.

The check takes 2 to 4 ms for each MB (a cold disk several times that): little beside a start of
0.35 s, but half of one at 50 MB. A larger file is checked once a week, with the weekly copy.
"""

_MAGIC = b"SQLite format 3\0"

_log = logging.getLogger(__name__)


class Link:
    """A connection with its file and our hold on the folder, and its errors in our words."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        file: Path | None = None,
        hold: places.Hold | None = None,
        *,
        read_only: Code | None = None,
    ) -> None:
        self.connection = connection
        self.file = file
        self.read_only = read_only
        self._hold = hold

    def facts(self) -> dict[str, Any]:
        """What a sentence about changing this file can name."""
        if self.file is None:
            return {}
        whole = self.read_only is Code.FOLDER_READ_ONLY
        return {"path": str(self.file.parent if whole else self.file)}

    def damaged(self, error: ExpectedError) -> ExpectedError:
        """An error about a row, with the file and the copy to go back to."""
        known = expected(error.code, self.file)
        return ExpectedError(error.code, field=None, **(error.facts | known.facts))

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn what SQLite says into an ExpectedError; bugs stay what they are."""
        try:
            yield
        except sqlite3.Error as error:
            told = fault(error, self.file)
            if told is None:
                raise
            raise told from error

    def roll_back(self) -> None:
        """Take the open transaction back, if SQLite has not done so already."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Give file and folder back; doing it twice is allowed."""
        self.connection.close()
        if self._hold is not None:
            self._hold.release()


def open_link(folder: Path, *, create: bool, allow_synced: bool, take_over: bool) -> Link:
    """Open the database of a folder, in this order: folder, lock, size and header, checks.

    See `store.open_store` for what is raised.
    """
    if not allow_synced:
        places.refuse_synced(folder.absolute(), allow=False)  # before anything is made there
    folder = places.find_or_make(folder, create=create)
    if allow_synced:
        places.refuse_synced(folder, allow=True)
    hold = places.hold(folder, take_over=take_over)
    try:
        places.clear_side(folder)
        return _open_held(hold, create=create)
    except BaseException:
        hold.release()
        raise


def glance_link(folder: Path) -> Link | None:
    """The file to read from for a moment, beside whoever holds the folder; nothing is changed.

    None for a file of an earlier version, which the next start brings up to date. Its one read
    transaction has begun. Raises ExpectedError: NOT_SET_UP, FILE_UNREADABLE, DATABASE_DAMAGED,
    DATABASE_FOREIGN, DATABASE_NEWER, DATABASE_BUSY.
    """
    file = folder.absolute() / places.FILE
    if not os.path.lexists(file):
        raise ExpectedError(Code.NOT_SET_UP, path=str(folder))
    _judge(_header(file), file)
    try:
        connection = sqlite3.connect(backup.uri(file, "ro"), uri=True, isolation_level=None)
    except sqlite3.Error as error:  # it went between two looks
        raise expected(Code.FILE_UNREADABLE, file, reason=str(error)) from error
    link = Link(connection, file, read_only=Code.DATABASE_READ_ONLY)
    current = False
    try:
        with link.translated():
            current = _begin_glance(connection)
    finally:
        if not current:
            link.close()
    return link if current else None


def _begin_glance(connection: sqlite3.Connection) -> bool:
    """Begin to read; whether it is a file of this version, as it is now."""
    for pragma in (f"busy_timeout={GLANCE_BUSY_MS}", "trusted_schema=OFF", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    return bool(connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,))


def memory_link() -> Link:
    """A database in memory, with today's tables."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _set_up(connection)
    _migrate(connection)
    connection.execute("PRAGMA foreign_keys=ON")
    return Link(connection)


def _open_held(hold: places.Hold, *, create: bool) -> Link:
    file = hold.folder / places.FILE
    fresh = not file.exists()
    if fresh:
        _refuse_to_replace(file, create=create)
        if hold.read_only:
            raise expected(Code.FOLDER_READ_ONLY, file)
        _make(file)
    header = _header(file)
    _judge(header, file)
    read_only = _why_read_only(hold, file)
    connection = sqlite3.connect(
        backup.uri(file, "ro" if read_only else "rw"), uri=True, isolation_level=None
    )
    link = Link(connection, file, hold, read_only=read_only)
    try:
        with link.translated():
            _check_and_migrate(link, hold, fresh=fresh)
    except BaseException:
        connection.close()
        raise
    return link


def _refuse_to_replace(file: Path, *, create: bool) -> None:
    """No new file where an old one was: its copies or its journal say that it is lost."""
    journal = file.with_name(f"{file.name}-journal")
    if journal.exists() or backup.backups(file.parent):
        raise expected(Code.DATABASE_MISSING, file)
    if not create:
        raise ExpectedError(Code.NOT_SET_UP, path=str(file.parent))


def _make(file: Path) -> None:
    """A new file under another name first: what is called planning.db is always whole."""
    part = file.with_name(f"{file.name}.new")
    try:
        part.unlink(missing_ok=True)
        part.with_name(f"{part.name}-journal").unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        connection = sqlite3.connect(backup.uri(part, "rw"), uri=True, isolation_level=None)
        try:
            _set_up(connection)
            _migrate(connection)
        finally:
            connection.close()
        part.replace(file)
        places.sync_folder(file.parent)
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        told = fault(error, file)
        if told is None:
            raise
        raise told from error
    except OSError as error:
        raise expected(Code.FILE_NOT_WRITTEN, file, reason=error.strerror or "") from error


@dataclass(frozen=True, slots=True)
class _Header:
    head: bytes

    @property
    def is_sqlite(self) -> bool:
        return len(self.head) == 100 and self.head.startswith(_MAGIC)

    @property
    def user_version(self) -> int:
        return int.from_bytes(self.head[60:64], "big", signed=True)

    @property
    def application_id(self) -> int:
        return int.from_bytes(self.head[68:72], "big")

    @property
    def is_text(self) -> bool:
        try:
            text = self.head.decode("utf-8")
        except UnicodeDecodeError:
            return False
        return bool(text) and all(sign.isprintable() or sign.isspace() for sign in text)


def _header(file: Path) -> _Header:
    """The first 100 bytes, read without SQLite: nothing is touched before it is known as ours."""
    try:
        with file.open("rb") as opened:
            return _Header(opened.read(100))
    except OSError as error:
        raise expected(Code.FILE_UNREADABLE, file, reason=error.strerror or "") from error


def _judge(header: _Header, file: Path) -> None:
    if not header.is_sqlite:
        raise expected(Code.DATABASE_FOREIGN if header.is_text else Code.DATABASE_DAMAGED, file)
    if header.application_id != APPLICATION_ID:
        raise expected(Code.DATABASE_FOREIGN, file)
    if header.user_version > SCHEMA:
        raise _newer(file, header.user_version)


def _newer(file: Path, found: int) -> ExpectedError:
    return ExpectedError(Code.DATABASE_NEWER, path=str(file), found=found, known=SCHEMA)


def _why_read_only(hold: places.Hold, file: Path) -> Code | None:
    if hold.read_only:
        return Code.FOLDER_READ_ONLY
    try:
        os.close(os.open(file, os.O_RDWR))
    except OSError:
        return Code.DATABASE_READ_ONLY
    return None


def _check_and_migrate(link: Link, hold: places.Hold, *, fresh: bool) -> None:
    connection, file = link.connection, hold.folder / places.FILE
    _set_up(connection)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    weekly = not fresh and hold.now is not None and backup.is_due(hold.folder, hold.now)
    if version < SCHEMA:
        _check(connection, file, long=True)
        if link.read_only is not None:
            raise ExpectedError(link.read_only, **link.facts())
        _keep(connection, hold.folder, backup.Reason.MIGRATION)
        _migrate(connection)
    else:
        small = file.stat().st_size <= QUICK_CHECK_AT_EACH_START
        if not fresh and (weekly or small):
            _check(connection, file, long=weekly)
        _refuse_unknown_steps(connection, file)
    connection.execute("PRAGMA foreign_keys=ON")
    if weekly and version == SCHEMA and link.read_only is None:
        _keep_weekly(connection, hold.folder)


def _check(connection: sqlite3.Connection, file: Path, *, long: bool) -> None:
    if long:
        sound = backup.is_sound(connection)
    else:
        sound = connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    if not sound:
        raise expected(Code.DATABASE_DAMAGED, file)


def _refuse_unknown_steps(connection: sqlite3.Connection, file: Path) -> None:
    applied = connection.execute(
        'SELECT "name" FROM "_sqlite_migrations" WHERE "migration_set" = \'smbsocial\''
    ).fetchall()
    if not {name for (name,) in applied} <= set(STEP_NAMES):
        raise _newer(file, len(applied))


def _keep(connection: sqlite3.Connection, folder: Path, reason: backup.Reason) -> None:
    try:
        backup.keep_backup(connection, folder, reason)
    except (OSError, backup.UnsoundCopyError) as error:
        why = getattr(error, "strerror", "") or ""
        raise expected(Code.FILE_NOT_WRITTEN, folder / backup.BACKUPS, reason=why) from error


def _keep_weekly(connection: sqlite3.Connection, folder: Path) -> None:
    """The weekly copy; a disk without room for it does not stop the work."""
    _drop_unseen(connection)
    try:
        backup.keep_backup(connection, folder, backup.Reason.WEEKLY)
    except (sqlite3.Error, OSError, backup.UnsoundCopyError) as error:
        _log.warning("weekly copy failed: %s", type(error).__name__)


def _drop_unseen(connection: sqlite3.Connection) -> None:
    """What nobody sees of imports goes: at a start no step is left that could bring it back."""
    from smbsocial.storage import unseen

    try:
        connection.execute("BEGIN IMMEDIATE")
        unseen.purge(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        _log.warning("rows that nobody sees stay: %s", type(error).__name__)


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "journal_mode=DELETE",
        "synchronous=EXTRA",
        "foreign_keys=OFF",
        "recursive_triggers=ON",  # else REPLACE slips past the trigger that keeps the access log
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.create_function("holds_words", 3, _holds_words, deterministic=True)


def _migrate(connection: sqlite3.Connection) -> None:
    """All missing steps and the version in one transaction: the old file or the new one."""
    # 0.15 s to import, and a usual start has no step to make.
    from sqlite_utils import Database

    from smbsocial.storage.migrations import STEPS

    db = Database(connection, execute_plugins=False)
    with db.atomic():
        STEPS.apply(db)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise sqlite3.IntegrityError("a step left a reference to nothing")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _holds_words(words: str, title: str, text: str) -> bool:
    """Whether every word stands in title or text; both sides without upper case."""
    held = f"{title}\n{text}".casefold()
    return all(word in held for word in words.split("\n"))
