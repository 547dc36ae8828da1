"""Imported orders: added up by day, and one by one to set beside what a till tells now."""

import sqlite3
from datetime import date

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import DaySales, Sale
from smbsocial.storage.unseen import seen

_NEWEST = f"""
    FROM "sale" WHERE "day" BETWEEN ? AND ? AND {seen("sale")} AND NOT EXISTS (
      SELECT 1 FROM "sale" AS "later"
      WHERE "later"."source" = "sale"."source" AND "later"."account" = "sale"."account"
        AND "later"."key" = "sale"."key" AND "later"."seq" > "sale"."seq" AND {seen("later")}
    )
"""  # noqa: S608 - names of our own
_ORDERS = f"""
    SELECT "source", "account", "key", "day", "code", "channel", "orders", "units", "net",
      "currency" {_NEWEST} ORDER BY "day", "seq"
"""
_SALES = f"""
    SELECT "day", "source", "account", "code", "channel", SUM("orders"), SUM("units"), SUM("net"),
      "currency" {_NEWEST}
    GROUP BY "day", "source", "account", "code", "channel", "currency" ORDER BY "day"
"""


def sales(connection: sqlite3.Connection, first: date, last: date) -> tuple[DaySales, ...]:
    """What was sold from day to day, by day, shop, code and channel; raises as `orders`."""
    rows = connection.execute(_SALES, (first.isoformat(), last.isoformat()))
    try:
        return tuple(DaySales(date.fromisoformat(day), *rest) for day, *rest in rows)
    except (ValueError, TypeError) as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, kind="Sale") from error


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
