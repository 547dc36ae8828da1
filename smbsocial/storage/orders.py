"""Imported orders one by one: what a till told before, to set beside what it tells now."""

import sqlite3
from datetime import date

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import Sale

_SEEN = '"import" IN (SELECT "id" FROM "import")'
_ORDERS = f"""
    SELECT "source", "account", "key", "day", "code", "channel", "orders", "units", "net",
      "currency"
    FROM "sale" WHERE "day" BETWEEN ? AND ? AND {_SEEN} AND NOT EXISTS (
      SELECT 1 FROM "sale" AS "later"
      WHERE "later"."source" = "sale"."source" AND "later"."account" = "sale"."account"
        AND "later"."key" = "sale"."key" AND "later"."seq" > "sale"."seq" AND "later".{_SEEN}
    )
    ORDER BY "day", "seq"
"""  # noqa: S608 - names of our own


def orders(connection: sqlite3.Connection, first: date, last: date) -> tuple[Sale, ...]:
    """The newest row of each order from day to day; raises ExpectedError(DATABASE_DAMAGED)."""
    rows = connection.execute(_ORDERS, (first.isoformat(), last.isoformat()))
    try:
        return tuple(
            Sale(source, account, key, date.fromisoformat(day), *rest)
            for source, account, key, day, *rest in rows
        )
    except (ValueError, TypeError) as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, kind="Sale") from error
