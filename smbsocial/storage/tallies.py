"""The clicks at the counter, added up by the database: years of them are some hundred lines."""

import sqlite3
from datetime import date

from smbsocial.domain.counter import DayTally, What
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import CouponId
from smbsocial.domain.money import Money
from smbsocial.storage.rows import Cell

_SUMS = (
    'SELECT "day", "what", "heard", "coupon", SUM("count"), SUM("revenue_minor"), '
    '"revenue_currency" FROM "tally" WHERE "day" BETWEEN ? AND ? '
    'GROUP BY "day", "what", "heard", "coupon", "revenue_currency" ORDER BY "day", MIN("seq")'
)


def tallies(connection: sqlite3.Connection, first: date, last: date) -> tuple[DayTally, ...]:
    """What was counted from day to day; raises ExpectedError(DATABASE_DAMAGED)."""
    rows = connection.execute(_SUMS, (first.isoformat(), last.isoformat()))
    try:
        return tuple(_day_tally(*row) for row in rows)
    except (ValueError, TypeError) as error:
        raise ExpectedError(Code.DATABASE_DAMAGED, kind="Tally") from error


def _day_tally(day: str, what: str, heard: str, coupon: str | None, *sums: Cell) -> DayTally:
    count, minor, currency = sums
    return DayTally(
        day=date.fromisoformat(day),
        what=What(what),
        heard=heard,
        coupon=None if coupon is None else CouponId(coupon),
        count=int(count or 0),
        revenue=None if currency is None else Money(int(minor or 0), str(currency)),
    )
