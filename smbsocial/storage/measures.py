"""The rows of imports: many at a time, and seen only while the row of their import is there.

So an import is laid down in pieces, becomes visible with one row, and is undone by taking that row
away; nothing that it replaced was overwritten.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import Measure, MeasureKind, Metric, Sale, joined
from smbsocial.storage.rows import Cell
from smbsocial.storage.unseen import seen

MOST = 10**15
"""No figure is larger, so that the database can add up thousands of them in its 64 bits."""

_INSERT_MEASURE = (
    'INSERT INTO "measure" ("import", "source", "account", "kind", "key", "day", "until", "at", '
    '"title", "link", "figures") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)
_INSERT_SALE = (
    'INSERT INTO "sale" ("import", "source", "account", "key", "day", "code", "channel", '
    '"orders", "units", "net", "currency") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
)


_METRICS = {metric.value: metric for metric in Metric}
_MEASURES = f"""
    SELECT "row"."source", "row"."account", "row"."key", "row"."day", "row"."until", "row"."at",
      "row"."title", "row"."link", "row"."figures"
    FROM (
      SELECT DISTINCT "source", "account", "kind", "key" FROM "measure"
      WHERE "kind" = ? AND "day" BETWEEN ? AND ?
    ) AS "in_span"
    JOIN "measure" AS "row" USING ("source", "account", "kind", "key")
    WHERE {seen("row")} ORDER BY "row"."seq"
"""  # noqa: S608 - names of our own
"""All that was told of what had its day in the span once: its newest day may be another one."""
_DROP_SALES = f"""
    DELETE FROM "sale" WHERE "import" = ? AND EXISTS (
      SELECT 1 FROM "sale" AS "old" WHERE "old"."seq" = (
        SELECT MAX("seq") FROM "sale" AS "known"
        WHERE "known"."source" = "sale"."source" AND "known"."account" = "sale"."account"
          AND "known"."key" = "sale"."key" AND "known"."seq" < "sale"."seq"
          AND "known"."import" <> "sale"."import" AND {seen("known")}
      )
      AND "old"."day" = "sale"."day" AND "old"."code" = "sale"."code"
      AND "old"."channel" = "sale"."channel" AND "old"."orders" = "sale"."orders"
      AND "old"."units" = "sale"."units" AND "old"."net" = "sale"."net"
      AND "old"."currency" = "sale"."currency"
    ) AND NOT EXISTS (
      SELECT 1 FROM "sale" AS "other"
      WHERE "other"."source" = "sale"."source" AND "other"."account" = "sale"."account"
        AND "other"."key" = "sale"."key" AND "other"."import" = "sale"."import"
        AND "other"."seq" <> "sale"."seq"
    )
"""  # noqa: S608 - names of our own
_KNOWN = f"""
    "known"."source" = "measure"."source" AND "known"."account" = "measure"."account"
    AND "known"."kind" = "measure"."kind" AND "known"."key" = "measure"."key"
    AND "known"."seq" < "measure"."seq" AND "known"."import" <> "measure"."import"
    AND {seen("known")}
"""


def _newest_told(column: str) -> str:
    return (
        f'SELECT "known"."{column}" FROM "measure" AS "known" '  # noqa: S608 - names of our own
        f'WHERE {_KNOWN} AND "known"."{column}" <> \'\' ORDER BY "known"."seq" DESC LIMIT 1'
    )


_DROP_MEASURES = f"""
    DELETE FROM "measure" WHERE "import" = ? AND EXISTS (
      SELECT 1 FROM "measure" AS "old"
      WHERE "old"."seq" = (SELECT MAX("seq") FROM "measure" AS "known" WHERE {_KNOWN})
      AND "old"."day" = "measure"."day" AND "old"."until" = "measure"."until"
      AND (
        "old"."figures" = "measure"."figures" AND "old"."at" IS "measure"."at"
        AND "old"."title" = "measure"."title" AND "old"."link" = "measure"."link"
        OR ("measure"."at" IS NULL OR "measure"."at" = ({_newest_told("at")}))
        AND "measure"."title" IN ('', ({_newest_told("title")}))
        AND "measure"."link" IN ('', ({_newest_told("link")}))
        AND NOT EXISTS (
          SELECT 1 FROM json_each("measure"."figures") AS "told"
          WHERE "told"."value" IS NOT (
            SELECT json_extract("known"."figures", '$.' || "told"."key")
            FROM "measure" AS "known"
            WHERE {_KNOWN} AND json_type("known"."figures", '$.' || "told"."key") IS NOT NULL
            ORDER BY "known"."seq" DESC LIMIT 1
          )
        )
      )
    ) AND NOT EXISTS (
      SELECT 1 FROM "measure" AS "other"
      WHERE "other"."source" = "measure"."source" AND "other"."account" = "measure"."account"
        AND "other"."kind" = "measure"."kind" AND "other"."key" = "measure"."key"
        AND "other"."import" = "measure"."import" AND "other"."seq" <> "measure"."seq"
    )
"""  # noqa: S608 - names of our own
"""Mostly the row before is the same, word for word; else its parts are looked for one by one.

Of what a file tells twice, both rows stay: the first may have said something else.
"""


def lay_down(
    connection: sqlite3.Connection, into: str, rows: Sequence[Measure] | Sequence[Sale]
) -> None:
    """Add rows; raises OverflowError for a figure beyond `MOST`."""
    measures_ = [row for row in rows if isinstance(row, Measure)]
    sales_ = [row for row in rows if isinstance(row, Sale)]
    connection.executemany(_INSERT_MEASURE, _measure_cells(into, measures_))
    connection.executemany(_INSERT_SALE, _sale_cells(into, sales_))


def drop_repeats(connection: sqlite3.Connection, import_id: str) -> int:
    """Drop the rows of an import that say what was known before it; how many they were.

    Raises ExpectedError(DATABASE_DAMAGED).
    """
    try:
        return sum(
            connection.execute(sql, (import_id,)).rowcount for sql in (_DROP_MEASURES, _DROP_SALES)
        )
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise ExpectedError(Code.DATABASE_DAMAGED, kind="Measure") from error  # no JSON


def known_keys(
    connection: sqlite3.Connection, table: str, source: str, account: str
) -> frozenset[str]:
    """The keys of what is known of one source: what an import would replace."""
    sql = (
        f'SELECT DISTINCT "key" FROM "{table}" '  # noqa: S608 - names of our own
        f'WHERE "source" = ? AND "account" = ? AND {seen(table)}'
    )
    try:
        return frozenset(key for (key,) in connection.execute(sql, (source, account)))
    except UnicodeEncodeError:
        return frozenset()  # half a character: nothing that is stored can hold it


def measures(
    connection: sqlite3.Connection, kind: MeasureKind, first: date, last: date
) -> tuple[Measure, ...]:
    """The measures of a kind from day to day by their day, each figure the newest that is known.

    A report without time, title or link does not take away those of an older one. Raises
    ExpectedError(DATABASE_DAMAGED).
    """
    days = (first.isoformat(), last.isoformat())
    found: dict[tuple[str, str, str], Measure] = {}
    try:
        for row in connection.execute(_MEASURES, (kind.value, *days)):
            new = _measure(kind, *row)
            what = (new.source, new.account, new.key)
            known = found.get(what)
            found[what] = joined(known, new) if known else new
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, kind="Measure") from error
    in_span = (row for row in found.values() if first <= row.day <= last)
    return tuple(sorted(in_span, key=lambda row: row.day))


def _measure_cells(import_id: str, rows: Iterable[Measure]) -> Iterator[tuple[Cell, ...]]:
    dump = json.JSONEncoder(separators=(",", ":"), sort_keys=True).encode
    for row in rows:
        _check(row.figures.values())
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
    for row in rows:
        _check((row.orders, row.units, row.net))
        yield (import_id, *row[:3], row.day.isoformat(), *row[4:])


def _check(figures: Iterable[int]) -> None:
    for figure in figures:
        if type(figure) is not int:
            raise TypeError(f"{type(figure).__name__} where a whole number is stored")
        if not -MOST <= figure <= MOST:
            raise OverflowError(f"beyond {MOST}")


def _figures(text: str) -> dict[Metric, int]:
    """Figures as they were laid down; anything else raises (the text is not told)."""
    found: Mapping[str, int] = json.loads(text)
    for value in found.values():
        if type(value) is not int:
            raise TypeError("a figure that is none")
    return {_METRICS[name]: value for name, value in found.items()}


def _measure(kind: MeasureKind, source: str, account: str, key: str, *cells: str) -> Measure:
    day, until, at, title, link, figures = cells
    return Measure(
        source=source,
        account=account,
        kind=kind,
        key=key,
        day=date.fromisoformat(day),
        until=date.fromisoformat(until),
        at=time.fromisoformat(at) if at else None,
        title=title,
        link=link,
        figures=_figures(figures),
    )
