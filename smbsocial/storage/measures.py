"""The rows of imports: many at a time, and seen only while the row of their import is there.

So an import is laid down in pieces, becomes visible with one row, and is undone by taking that row
away; nothing that it replaced was overwritten.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import DaySales, Measure, MeasureKind, Metric, Sale
from smbsocial.storage.rows import Cell

_INSERT_MEASURE = (
    'INSERT INTO "measure" ("import", "source", "account", "kind", "key", "day", "until", "at", '
    '"title", "link", "figures") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)
_INSERT_SALE = (
    'INSERT INTO "sale" ("import", "source", "account", "key", "day", "code", "channel", '
    '"orders", "units", "net", "currency") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)
TABLES = ("measure", "sale")

_SEEN = 'EXISTS (SELECT 1 FROM "import" AS "i" WHERE "i"."id" = {row}."import")'
_SAME = {
    "measure": ("source", "account", "kind", "key"),
    "sale": ("source", "account", "key"),
}
_TOLD = {
    "measure": ("day", "until", "at", "title", "link", "figures"),
    "sale": ("day", "code", "channel", "orders", "units", "net", "currency"),
}


def _measure_cells(import_id: str, rows: Iterable[Measure]) -> Iterator[tuple[Cell, ...]]:
    """The cells of measures."""
    dump = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode
    for row in rows:
        yield (
            import_id,
            row.source,
            row.account,
            row.kind.value,
            row.key,
            row.day.isoformat(),
            row.until.isoformat(),
            None if row.at is None else row.at.isoformat(),
            row.title,
            row.link,
            dump(row.figures),
        )


def _sale_cells(import_id: str, rows: Iterable[Sale]) -> Iterator[tuple[Cell, ...]]:
    """The cells of sales."""
    for row in rows:
        yield (import_id, *row[:3], row.day.isoformat(), *row[4:])


def lay_down(
    connection: sqlite3.Connection, into: str, rows: Sequence[Measure] | Sequence[Sale]
) -> None:
    """Add rows, all measures or all sales."""
    measures_ = [row for row in rows if isinstance(row, Measure)]
    sales_ = [row for row in rows if isinstance(row, Sale)]
    connection.executemany(_INSERT_MEASURE, _measure_cells(into, measures_))
    connection.executemany(_INSERT_SALE, _sale_cells(into, sales_))


def drop_repeats(connection: sqlite3.Connection, import_id: str) -> int:
    """Of an import that nobody sees yet, drop the rows that say what is known; how many."""
    dropped = 0
    for table in TABLES:
        newest = _newest_before(table)
        told = " AND ".join(f'"old"."{c}" IS "{table}"."{c}"' for c in _TOLD[table])
        sql = (
            f'DELETE FROM "{table}" WHERE "import" = ? AND EXISTS '  # noqa: S608
            f'(SELECT 1 FROM "{table}" AS "old" WHERE "old"."seq" = ({newest}) AND {told})'
        )
        dropped += connection.execute(sql, (import_id,)).rowcount
    return dropped


def known_keys(
    connection: sqlite3.Connection, table: str, source: str, account: str
) -> frozenset[str]:
    """The keys of what is known of one source: what an import would replace."""
    seen = _SEEN.format(row=f'"{table}"')
    sql = (
        f'SELECT DISTINCT "key" FROM "{table}" '  # noqa: S608
        f'WHERE "source" = ? AND "account" = ? AND {seen}'
    )
    return frozenset(str(key) for (key,) in connection.execute(sql, (source, account)))


def measures(
    connection: sqlite3.Connection, kind: MeasureKind, first: date, last: date
) -> tuple[Measure, ...]:
    """The measures of a kind from day to day by their day, each figure the newest that is known."""
    seen = _SEEN.format(row='"measure"')
    rows = connection.execute(
        'SELECT "source", "account", "key", "day", "until", "at", "title", "link", "figures" '  # noqa: S608
        f'FROM "measure" WHERE "kind" = ? AND "day" BETWEEN ? AND ? AND {seen} ORDER BY "seq"',
        (kind.value, first.isoformat(), last.isoformat()),
    )
    found: dict[tuple[str, str, str], Measure] = {}
    try:
        for source, account, key, day, until, at, title, link, figures in rows:
            known = found.get((source, account, key))
            told = {Metric(name): int(value) for name, value in json.loads(figures).items()}
            found[source, account, key] = Measure(
                source,
                account,
                kind,
                key,
                date.fromisoformat(day),
                date.fromisoformat(until),
                None if at is None else time.fromisoformat(at),
                title,
                link,
                {**known.figures, **told} if known else told,
            )
    except (ValueError, TypeError, AttributeError) as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, kind="Measure") from error
    return tuple(sorted(found.values(), key=lambda row: row.day))


def sales(connection: sqlite3.Connection, first: date, last: date) -> tuple[DaySales, ...]:
    """What was sold from day to day, by day, shop, code and channel; newest row of each order."""
    seen = _SEEN.format(row='"sale"')
    rows = connection.execute(
        'SELECT "day", "source", "account", "code", "channel", SUM("orders"), SUM("units"), '  # noqa: S608
        'SUM("net"), "currency" FROM "sale" WHERE "day" BETWEEN ? AND ? AND "seq" IN '
        f'(SELECT MAX("seq") FROM "sale" WHERE {seen} GROUP BY "source", "account", "key") '
        'GROUP BY "day", "source", "account", "code", "channel", "currency" ORDER BY "day"',
        (first.isoformat(), last.isoformat()),
    )
    try:
        return tuple(DaySales(date.fromisoformat(day), *rest) for day, *rest in rows)
    except (ValueError, TypeError) as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, kind="Sale") from error


def purge(connection: sqlite3.Connection) -> None:
    """Delete the rows of imports that were undone, or never came to their end."""
    for table in TABLES:
        seen = _SEEN.format(row=f'"{table}"')
        connection.execute(f'DELETE FROM "{table}" WHERE NOT {seen}')  # noqa: S608


def _newest_before(table: str) -> str:
    same = " AND ".join(f'"known"."{c}" = "{table}"."{c}"' for c in _SAME[table])
    seen = _SEEN.format(row='"known"')
    return f'SELECT MAX("seq") FROM "{table}" AS "known" WHERE {same} AND {seen}'  # noqa: S608
