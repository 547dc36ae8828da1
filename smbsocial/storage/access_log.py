"""The access log's rows: added, never changed (triggers of the table refuse it)."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from smbsocial.domain.access_log import Detail, LogAction, LogEntry
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.storage.rows import Cell

INSERT = (
    'INSERT INTO "access_log" ("seq", "at", "person", "action", "account", "detail", "prev", '
    '"hash") VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
)
_SELECT = 'SELECT "seq", "at", "person", "action", "account", "detail", "prev", "hash" '


def entries(
    connection: sqlite3.Connection,
    *,
    person: str | None,
    account: str | None,
    action: LogAction | None,
    after: int,
    limit: int | None,
) -> list[tuple[Cell, ...]]:
    """Rows with a number above `after`, newest first."""
    where, values = ['"seq" > ?'], [after]  # type: tuple[list[str], list[Cell]]
    kind = action.value if action else None
    for column, value in (("person", person), ("account", account), ("action", kind)):
        if value is not None:
            where.append(f'"{column}" = ?')
            values.append(value)
    values.append(-1 if limit is None else limit)
    sql = f'{_SELECT} FROM "access_log" WHERE {" AND ".join(where)} ORDER BY "seq" DESC LIMIT ?'
    return connection.execute(sql, values).fetchall()


def to_row(entry: LogEntry) -> tuple[Cell, ...]:
    """The cells of an entry."""
    at = entry.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    told = (entry.seq, at, entry.person, entry.action.value, entry.account, entry.told)
    return (*told, entry.prev, entry.hash)


def to_entries(rows: Iterable[tuple[Cell, ...]]) -> tuple[LogEntry, ...]:
    """Entries from rows; raises ExpectedError(DATABASE_DAMAGED) for what nobody wrote."""
    try:
        return tuple(_entry(row) for row in rows)
    except (ValueError, TypeError) as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, kind="LogEntry") from error


def _entry(row: tuple[Cell, ...]) -> LogEntry:
    seq, at, person, action, account, detail, prev, head = row
    if not isinstance(seq, int) or not isinstance(prev, bytes) or not isinstance(head, bytes):
        raise TypeError("not an entry")
    kind, _, about = str(detail).partition(":")
    return LogEntry(
        seq=seq,
        at=datetime.fromisoformat(str(at)),
        person=str(person),
        action=LogAction(action),
        account=str(account),
        detail=Detail(kind),
        prev=prev,
        hash=head,
        about=about,
    )
