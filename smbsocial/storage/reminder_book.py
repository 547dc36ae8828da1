"""What was said to reminders, in a small file of its own beside the business's.

The background part and the window write it at the same time, so the one file that is the whole
business is never waited for. Each call opens it, is one transaction, and closes it.
"""

import json
import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reminders import Kind, ReminderSettings, Said, may_be_taken
from smbsocial.storage import backup
from smbsocial.storage.faults import expected, fault

FILE = "reminders.db"
LOCK = "reminders.db.lock"
SCHEMA = 1
APPLICATION_ID = 0x534D4252  # "SMBR"
BUSY_MS = 5000
_LOCK_SECONDS = 5
_MAGIC = b"SQLite format 3\0"
_TABLES = (
    """
    CREATE TABLE "said" (
      "id" TEXT NOT NULL PRIMARY KEY,
      "shown_at" TEXT CHECK ("shown_at" GLOB '*Z'),
      "snoozed_until" TEXT CHECK ("snoozed_until" GLOB '*Z'),
      "done_at" TEXT CHECK ("done_at" GLOB '*Z')
    ) STRICT
    """,
    """
    CREATE TABLE "settings" (
      "one" INTEGER NOT NULL PRIMARY KEY CHECK ("one" = 1),
      "morning" TEXT NOT NULL CHECK ("morning" GLOB '??:??*'),
      "quiet_from" TEXT NOT NULL CHECK ("quiet_from" GLOB '??:??*'),
      "quiet_to" TEXT NOT NULL CHECK ("quiet_to" GLOB '??:??*'),
      "on_closed_days" INTEGER NOT NULL CHECK ("on_closed_days" IN (0, 1)),
      "off" TEXT NOT NULL CHECK ("off" GLOB '[[]*]')
    ) STRICT
    """,
)
_SETTINGS = 'SELECT "morning", "quiet_from", "quiet_to", "on_closed_days", "off" FROM "settings"'
_SAID = 'SELECT "id", "shown_at", "snoozed_until", "done_at" FROM "said"'

T = TypeVar("T")

_log = logging.getLogger(__name__)


class FileReminderBook:
    """The book of a data folder; `set_aside`: where a damaged one was put, None = there was none.

    The folder must be there (FOLDER_GONE else). A file of a newer version is neither read nor
    written (DATABASE_NEWER). Looking never makes a file.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self.set_aside: Path | None = None

    def settings(self) -> ReminderSettings:
        """The settings; the usual ones where none were kept."""
        return next(iter(self._look(_SETTINGS, _settings)), ReminderSettings())

    def keep_settings(self, settings: ReminderSettings) -> None:
        """Keep the settings."""
        row = (
            1,
            settings.morning.isoformat(),
            settings.quiet_from.isoformat(),
            settings.quiet_to.isoformat(),
            int(settings.on_closed_days),
            json.dumps(sorted(kind.value for kind in settings.off)),
        )
        with self._writing() as connection:
            connection.execute('INSERT OR REPLACE INTO "settings" VALUES (?, ?, ?, ?, ?, ?)', row)

    def said(self) -> Mapping[str, Said]:
        """What became of every occasion that is known, by its id."""
        return {word.id: word for word in self._look(_SAID, _said)}

    def claim(self, ids: Sequence[str], at: datetime) -> tuple[str, ...]:
        """Take occasions for showing now: those of `ids` that nobody else has taken meanwhile."""
        if not ids:
            return ()
        with self._writing() as connection:
            known = {id: _one(connection, id) for id in dict.fromkeys(ids)}
            taken = tuple(id for id, word in known.items() if may_be_taken(word, at))
            _put(connection, "shown_at", taken, _text(at))
            _put(connection, "snoozed_until", taken, None)
        return taken

    def release(self, ids: Sequence[str]) -> None:
        """Give back what was taken and could not be shown."""
        with self._writing() as connection:
            _put(connection, "shown_at", ids, None)

    def snooze(self, ids: Sequence[str], until: datetime) -> None:
        """Show them again from an instant on."""
        with self._writing() as connection:
            _put(connection, "snoozed_until", ids, _text(until))

    def finish(self, ids: Sequence[str], at: datetime) -> None:
        """They are dealt with and not shown again."""
        with self._writing() as connection:
            _put(connection, "done_at", ids, _text(at))

    def _look(self, query: str, read: Callable[[Sequence[object]], T]) -> list[T]:
        """Rows; none where there is no file yet, or only a damaged one, which is set aside."""
        if not self._is_there():
            return []
        mark = self._mark()
        try:
            with self._translated(), closing(self._open()) as connection:
                if _version(connection) == 0:  # its maker was cut off before it had tables
                    return []
                return [read(row) for row in connection.execute(query)]
        except (ValueError, TypeError, sqlite3.OperationalError):  # nobody of ours wrote that
            pass  # (what SQLite says of the disk and of other writers is an ExpectedError by now)
        except ExpectedError as error:
            if error.code is not Code.DATABASE_DAMAGED:
                raise
        self._put_aside(mark)
        return []

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; the file and its tables are made where they are missing.

        A damaged file is set aside before: what is to be written now is not lost with it.
        """
        self._look(_SAID, _said)
        if not self._is_there():
            self._make()
        with self._translated(), closing(self._open()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                if _version(connection) == 0:
                    _make_tables(connection)
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _is_there(self) -> bool:
        """Whether there is a file that can be used; one that is none of ours is set aside."""
        head = self._head()
        if head is None:
            return False
        if not _is_sound(head):
            self._put_aside(self._mark())
            return False
        found = int.from_bytes(head[60:64], "big")
        if found > SCHEMA:
            raise ExpectedError(
                Code.DATABASE_NEWER, path=str(self._file), found=found, known=SCHEMA
            )
        return True

    def _mark(self) -> tuple[int, int] | None:
        """Which file it is, whatever its name; None where there is none."""
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _head(self) -> bytes | None:
        try:
            with self._file.open("rb") as opened:
                return opened.read(100)
        except FileNotFoundError as error:
            if not self._file.parent.is_dir():
                raise expected(Code.FOLDER_GONE, self._file) from error
            return None
        except OSError as error:
            why = error.strerror or ""
            raise expected(Code.FILE_UNREADABLE, self._file, reason=why) from error

    def _open(self) -> sqlite3.Connection:
        """For writing where that is possible: what another one began and lost is rolled back."""
        free = os.access(self._file, os.W_OK) and os.access(self._file.parent, os.W_OK)
        uri = backup.uri(self._file, "rw" if free else "ro")
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        try:
            for pragma in (
                f"busy_timeout={BUSY_MS}",
                "trusted_schema=OFF",
                "cell_size_check=ON",
                "mmap_size=0",
                "synchronous=FULL",
            ):
                connection.execute(f"PRAGMA {pragma}").fetchall()
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self) -> None:
        """An empty file that is ours alone; its first writer makes the tables."""
        try:
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise self._not_made(error) from error

    def _not_made(self, error: OSError) -> ExpectedError:
        if not os.access(self._file.parent, os.W_OK):
            return expected(Code.FOLDER_READ_ONLY, self._file)
        return expected(Code.FILE_NOT_WRITTEN, self._file, reason=error.strerror or "")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """SQLite's errors as ours; bugs stay what they are."""
        try:
            yield
        except sqlite3.Error as error:
            told = fault(error, self._file)
            if told is None:
                raise
            raise told from error

    def _put_aside(self, mark: tuple[int, int] | None) -> None:
        """Another name for the damaged file `mark`, so that a new one is made; nothing is deleted.

        Another process may have done so meanwhile: then a new one stands there, and stays.
        """
        lock = FileLock(self._file.with_name(LOCK), timeout=_LOCK_SECONDS)
        try:
            with lock:
                if mark is None or self._mark() != mark:
                    return
                self.set_aside = _free_name(self._file)
                self._file.replace(self.set_aside)
        except (OSError, Timeout) as error:
            why = getattr(error, "strerror", "") or ""
            raise expected(Code.FILE_UNREADABLE, self._file, reason=why) from error
        _log.warning("the book of reminders was damaged and is kept as %s", self.set_aside.name)


def _is_sound(head: bytes) -> bool:
    """Whether it begins as a book of ours, or is still empty."""
    return not head or (
        len(head) == 100
        and head.startswith(_MAGIC)
        and int.from_bytes(head[68:72], "big") in {0, APPLICATION_ID}
    )


def _free_name(file: Path) -> Path:
    number = 1
    while (found := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    return found


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_tables(connection: sqlite3.Connection) -> None:
    for table in _TABLES:
        connection.execute(table)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _put(
    connection: sqlite3.Connection, column: str, ids: Iterable[str], value: str | None
) -> None:
    connection.executemany(
        f'INSERT INTO "said" ("id", "{column}") VALUES (?, ?)'  # noqa: S608 - our own columns
        f' ON CONFLICT ("id") DO UPDATE SET "{column}" = excluded."{column}"',
        [(id, value) for id in ids],
    )


def _one(connection: sqlite3.Connection, id: str) -> Said | None:
    row = connection.execute(f'{_SAID} WHERE "id" = ?', (id,)).fetchone()
    return _said(row) if row else None


def _said(row: Sequence[object]) -> Said:
    id, shown, snoozed, done = row
    return Said(str(id), _instant(shown), _instant(snoozed), _instant(done))


def _settings(row: Sequence[object]) -> ReminderSettings:
    morning, start, end, closed, off = row
    known = {kind.value for kind in Kind}
    return ReminderSettings(
        morning=time.fromisoformat(str(morning)),
        quiet_from=time.fromisoformat(str(start)),
        quiet_to=time.fromisoformat(str(end)),
        on_closed_days=bool(closed),
        off=frozenset(Kind(value) for value in json.loads(str(off)) if value in known),
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _instant(value: object) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))
