"""Store, Tx and Reads on SQLite: what the use cases see of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from smbsocial.domain.content import Post, Status
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Reading
from smbsocial.domain.ids import CommunityId, ImportId, KpiId
from smbsocial.domain.plan import Tick
from smbsocial.storage import database, rows
from smbsocial.storage.rows import Cell
from smbsocial.storage.statements import statements_of
from smbsocial.usecases.ports import RowChange, Tx

if TYPE_CHECKING:
    import sqlite3

    from smbsocial.domain.access_log import LogAction, LogEntry
    from smbsocial.domain.counter import DayTally
    from smbsocial.domain.measures import DaySales, Measure, MeasureKind, Sale
    from smbsocial.usecases.entities import Entity

E = TypeVar("E", bound="Entity")
P = ParamSpec("P")
T = TypeVar("T")


class SqliteReads:
    """Looking at the database; rows come by rank or day, then in the order they were made."""

    def __init__(self, link: database.Link) -> None:
        self._link = link

    def get(self, kind: type[E], id: str) -> E | None:
        """The row of that id, or None."""
        found = self._entities(kind, 'WHERE "id" = ?', (id,))
        return found[0] if found else None

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """Every row of a kind."""
        return self._entities(kind, f"ORDER BY {statements_of(kind).order}", ())

    def having(self, kind: type[E], column: str, value: str | None) -> tuple[E, ...]:
        """The rows of a kind that have this text (None: nothing) in a column."""
        statements = statements_of(kind)
        if column not in statements.columns:
            raise KeyError(column)
        rest = f'WHERE "{column}" IS ? ORDER BY {statements.order}'
        return self._entities(kind, rest, (value,))

    def posts(self, first: date, last: date) -> tuple[Post, ...]:
        """Posts planned from day to day, both included, by day and time."""
        return self._entities(
            Post,
            'WHERE "day" BETWEEN ? AND ? ORDER BY "day", "at", "seq"',
            (first.isoformat(), last.isoformat()),
        )

    def served(self, first: date, last: date) -> tuple[tuple[CommunityId, date], ...]:
        """Which communities have a post on which of those days, skipped ones left out."""
        found = self._rows(
            'SELECT DISTINCT "community", "day" FROM "post" '
            'WHERE "day" BETWEEN ? AND ? AND "status" <> ? ORDER BY "day", "community"',
            (first.isoformat(), last.isoformat(), Status.SKIPPED.value),
        )
        return tuple((CommunityId(str(c)), date.fromisoformat(str(day))) for c, day in found)

    def ticks(self, first: date, last: date) -> tuple[Tick, ...]:
        """Ticks for tasks of those days, both included."""
        return self._entities(
            Tick,
            'WHERE "day" BETWEEN ? AND ? ORDER BY "day", "seq"',
            (first.isoformat(), last.isoformat()),
        )

    def readings(self, kpi: KpiId) -> tuple[Reading, ...]:
        """Readings of a KPI, oldest first, superseded ones left out."""
        return self._entities(
            Reading,
            'WHERE "kpi" = ? AND NOT EXISTS '
            '(SELECT 1 FROM "reading" AS "later" WHERE "later"."supersedes" = "reading"."id") '
            'ORDER BY "day", "seq"',
            (kpi,),
        )

    def search(self, text: str, limit: int = 50) -> tuple[Post, ...]:
        """Posts whose title or text holds the words, newest day first."""
        words = "\n".join(text.casefold().split())
        if not words:
            return ()
        return self._entities(
            Post,
            'WHERE holds_words(?, "title", "text") '
            'ORDER BY "day" DESC, "at" DESC, "seq" DESC LIMIT ?',
            (words, limit),
        )

    def measures(self, kind: MeasureKind, first: date, last: date) -> tuple[Measure, ...]:
        """Imported measures of a kind whose day is in the span, by day."""
        from smbsocial.storage import measures

        return self._seen(measures.measures, kind, first, last)

    def sales(self, first: date, last: date) -> tuple[DaySales, ...]:
        """Imported orders of those days, added up by day, shop, code and channel."""
        from smbsocial.storage import orders

        return self._seen(orders.sales, first, last)

    def orders(self, first: date, last: date) -> tuple[Sale, ...]:
        """Imported orders of those days one by one, each as the newest import told it."""
        from smbsocial.storage import orders

        return self._seen(orders.orders, first, last)

    def tallies(self, first: date, last: date) -> tuple[DayTally, ...]:
        """What was counted at the counter on those days, added up by day, answer and coupon."""
        from smbsocial.storage import tallies

        return self._seen(tallies.tallies, first, last)

    def known_keys(self, kind: type[Measure | Sale], source: str, account: str) -> frozenset[str]:
        """The keys of what was imported from a source's account."""
        from smbsocial.storage import measures

        return self._seen(measures.known_keys, kind.__name__.lower(), source, account)

    def log(
        self,
        *,
        person: str | None = None,
        account: str | None = None,
        action: LogAction | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[LogEntry, ...]:
        """Entries of the access log, newest first: all, or of a person, an account or a kind."""
        from smbsocial.storage import access_log

        with self._link.translated():
            found = access_log.entries(
                self._link.connection,
                person=person,
                account=account,
                action=action,
                after=after,
                limit=limit,
            )
        try:
            return access_log.to_entries(found)
        except ExpectedError as error:
            raise self._link.damaged(error) from error

    def _seen(
        self, look: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> T:
        with self._link.translated():
            try:
                return look(self._link.connection, *args, **kw)
            except ExpectedError as error:
                raise self._link.damaged(error) from error

    def _entities(self, kind: type[E], rest: str, values: Sequence[Cell]) -> tuple[E, ...]:
        found = self._rows(f"{statements_of(kind).select} {rest}", values)
        try:
            return rows.to_entities(kind, found)
        except ExpectedError as error:
            raise self._link.damaged(error) from error

    def _rows(self, sql: str, values: Sequence[Cell]) -> list[tuple[Cell, ...]]:
        with self._link.translated():
            try:
                return self._link.connection.execute(sql, values).fetchall()
            except UnicodeEncodeError:
                return []  # half a character: nothing that is stored can hold it


class SqliteTx(SqliteReads):
    """One transaction: what it puts and removes is noted for undo."""

    def __init__(self, link: database.Link, removed: dict[tuple[str, str], int]) -> None:
        super().__init__(link)
        self._changes: dict[tuple[type[Entity], str], RowChange] = {}
        self._removed = removed

    @property
    def changes(self) -> Sequence[RowChange]:
        """What was done so far, a row's first `before` and last `after` merged."""
        return tuple(self._changes.values())

    def put(self, entity: Entity) -> None:
        """Insert or replace the row of `entity.id`.

        Raises ExpectedError(BAD_TEXT) for text that no file can hold (half a character) and
        ExpectedError(OUT_OF_RANGE) for a number beyond 64 bits.
        """
        kind = type(entity)
        cells = rows.to_row(entity)
        id = str(cells[0])
        before = self.get(kind, id)
        statements = statements_of(kind)
        try:
            if before is not None:
                self._write(statements.update, (*cells[1:], id))
            else:
                # A row that comes back (undo) takes its old place in the order.
                seq = self._removed.get((statements.table, id))
                self._write(statements.insert, (seq, *cells))
        except UnicodeEncodeError as error:
            raise ExpectedError(Code.BAD_TEXT, field=_bad_text(kind, cells)) from error
        except OverflowError as error:
            raise ExpectedError(Code.OUT_OF_RANGE) from error
        self._note(kind, id, before, entity)

    def remove(self, kind: type[Entity], id: str) -> None:
        """Delete a row; one that is not there is a bug (KeyError)."""
        before = self.get(kind, id)
        if before is None:
            raise KeyError(id)
        statements = statements_of(kind)
        [(seq,)] = self._rows(statements.place, (id,))
        self._write(statements.delete, (id,))
        self._removed[statements.table, id] = int(seq or 0)
        self._note(kind, id, before, None)

    def append(self, entry: LogEntry) -> None:
        """Add an entry to the access log; it stays for ever and is no step of undo."""
        from smbsocial.storage import access_log

        self._write(access_log.INSERT, access_log.to_row(entry))

    def lay_down(self, into: ImportId, rows: Sequence[Measure] | Sequence[Sale]) -> None:
        """Add rows of an import; they are seen only while the row of that import is there."""
        from smbsocial.storage import measures

        try:
            with self._link.translated():
                measures.lay_down(self._link.connection, into, rows)
        except UnicodeEncodeError as error:
            raise ExpectedError(Code.BAD_TEXT) from error
        except OverflowError as error:
            raise ExpectedError(Code.OUT_OF_RANGE) from error

    def drop_repeats(self, of: ImportId) -> int:
        """Drop the rows of an import, not seen yet, that say what is known; how many they were."""
        from smbsocial.storage import measures

        return self._seen(measures.drop_repeats, of)

    def _write(self, sql: str, cells: Sequence[Cell]) -> None:
        with self._link.translated():
            self._link.connection.execute(sql, cells)

    def _note(
        self, kind: type[Entity], id: str, before: Entity | None, after: Entity | None
    ) -> None:
        known = self._changes.get((kind, id))
        first = known.before if known else before
        self._changes[kind, id] = RowChange(kind, id, first, after)


class SqliteStore(SqliteReads):
    """The data folder's database, owned by the thread that opened it."""

    def __init__(self, link: database.Link) -> None:
        super().__init__(link)
        self._removed: dict[tuple[str, str], int] = {}

    @property
    def read_only(self) -> bool:
        """Whether changes will be refused with their sentence."""
        return self._link.read_only is not None

    @property
    def read_only_reason(self) -> Code | None:
        """Why changes will be refused: DATABASE_READ_ONLY, FOLDER_READ_ONLY or None."""
        return self._link.read_only

    @property
    def folder(self) -> Path | None:
        """The data folder; None in memory."""
        return self._link.file.parent if self._link.file else None

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """All or nothing: leaving normally commits and syncs, an exception rolls back.

        Raises ExpectedError: DISK_FULL, FILE_NOT_WRITTEN, DATABASE_READ_ONLY, FOLDER_READ_ONLY,
        DATABASE_BUSY, DATABASE_DAMAGED, FOLDER_GONE. One inside another is a bug (RuntimeError).
        """
        link = self._link
        if link.read_only is not None:
            raise ExpectedError(link.read_only, **link.facts())
        if link.connection.in_transaction:
            raise RuntimeError("a transaction inside a transaction")
        with link.translated():
            link.connection.execute("BEGIN IMMEDIATE")
        try:
            yield SqliteTx(link, self._removed)
            with link.translated():
                link.connection.execute("COMMIT")
        except BaseException:
            link.roll_back()
            raise

    def snapshot(self) -> Path:
        """A checked copy beside the file, for who carries it away and deletes it; on any thread.

        What earlier ones left is deleted first. Raises ExpectedError: DISK_FULL, FILE_NOT_WRITTEN,
        FOLDER_READ_ONLY, DATABASE_READ_ONLY, DATABASE_BUSY, DATABASE_DAMAGED; NO_BACKUP_FOLDER for
        a database in memory.
        """
        from smbsocial.storage.carrying import take_snapshot

        link = self._link
        if link.file is None:
            raise ExpectedError(Code.NO_BACKUP_FOLDER)
        if link.read_only is not None:
            raise ExpectedError(link.read_only, **link.facts())
        return take_snapshot(link.file.parent)

    def is_sound(self) -> bool:
        """The long check: every page, every index, every reference; takes its time."""
        from smbsocial.storage.backup import is_sound

        try:
            with self._link.translated():
                return is_sound(self._link.connection)
        except ExpectedError as error:
            if error.code is not Code.DATABASE_DAMAGED:
                raise
            return False

    def close(self) -> None:
        """Give file and lock back; closing twice is allowed."""
        self._link.close()


def open_store(
    folder: Path, *, create: bool, allow_synced: bool = False, take_over: bool = False
) -> SqliteStore:
    """Open the database of a data folder in the order of the design, or make it.

    `allow_synced` goes on in a cloud-synced or network folder and records that it was allowed;
    `take_over` goes on there although another computer did not say goodbye.
    Raises ExpectedError: ALREADY_RUNNING, FOLDER_GONE, FOLDER_READ_ONLY, FOLDER_SYNCED,
    DATABASE_MISSING, NOT_SET_UP, DISK_FULL, DATABASE_BUSY, DATABASE_DAMAGED, DATABASE_FOREIGN,
    DATABASE_NEWER, DATABASE_READ_ONLY.
    """
    return SqliteStore(
        database.open_link(folder, create=create, allow_synced=allow_synced, take_over=take_over)
    )


def memory_store() -> SqliteStore:
    """The same store without a file, for tests and for trying an answers file out."""
    return SqliteStore(database.memory_link())


def _bad_text(kind: type[Entity], cells: Sequence[Cell]) -> str | None:
    """The column whose text no file can hold."""
    for cell, column in zip(cells, rows.columns(kind), strict=True):
        try:
            str(cell).encode()
        except UnicodeEncodeError:
            return column.name
    return None
