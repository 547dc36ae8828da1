"""Work done at Corner Café and people who came because of it: what a return is reckoned from."""

from dataclasses import replace
from datetime import date, timedelta

from corner_cafe import NOW

from smbsocial.domain.content import Post, Status
from smbsocial.domain.counter import Coupon, Tally, What
from smbsocial.domain.ids import CouponId, ImportId, PillarId, PlatformKey
from smbsocial.domain.measures import Import, Measure, MeasureKind, Metric
from smbsocial.domain.money import Money
from smbsocial.domain.turns import Expense, Spending
from smbsocial.storage.store import SqliteStore

CODES = {"p2": ("SOUP10", 24), "p1": ("OAT", 14), "p3": ("NEIGHBOUR", 3)}
"""How often the code of a pillar was named at the counter."""


def work(store: SqliteStore) -> None:
    """All posts are out; codes were named, some money was spent."""
    with store.transaction() as tx:
        for post in store.all(Post):
            tx.put(replace(post, status=Status.POSTED, real_minutes=35, posted_at=NOW))
        for pillar, (code, uses) in CODES.items():
            id = CouponId(code.lower())
            tx.put(
                Coupon(
                    id, code, "10 % off", PlatformKey("instagram"), None, PillarId(pillar),
                    date(2027, 1, 4),
                )
            )  # fmt: skip
            for n in range(uses):
                day = date(2027, 1, 11) + timedelta(days=2 * n)
                tx.put(Tally(f"{code}-{n}", day, NOW, What.ORDER, "instagram", 1, id))
        tx.put(
            Expense(
                "ad", date(2027, 1, 20), Spending.ADS, Money(2000, "GBP"),
                PlatformKey("instagram"), None, "Soup vote",
            )
        )  # fmt: skip


def reports(store: SqliteStore) -> None:
    """What files told since autumn: Instagram shows posts to fewer, the mailing list grows."""
    with store.transaction() as tx:
        last = date(2027, 3, 8)
        for source, rows in (("instagram", _posts(last)), ("mailing_list", _subscribers(last))):
            id = ImportId(source)
            tx.lay_down(id, rows)
            first = min(row.day for row in rows)
            tx.put(Import(id, NOW, "a.csv", source, source, "cafe", first, last, len(rows), 0))


def _posts(last: date) -> list[Measure]:
    """Three posts a week; of late they reach 110 people and not 160 of a thousand."""
    rows = [_day("instagram", last - timedelta(weeks=n), Metric.FOLLOWERS, 1000) for n in range(24)]
    for week in range(23):
        for post in range(3):
            day = last - timedelta(weeks=week, days=2 * post + 1)
            reach = (110 if week < 9 else 160) + 3 * post + week % 2
            figures = {Metric.REACH: reach}
            key = f"{week}-{post}"
            kind = MeasureKind.POST
            rows.append(Measure("instagram", "cafe", kind, key, day, day, None, "", "", figures))
    return rows


def _subscribers(last: date) -> list[Measure]:
    return [
        _day("mailing_list", last - timedelta(weeks=n), Metric.SUBSCRIBERS, 320 - 4 * n)
        for n in range(20)
    ]


def _day(source: str, day: date, metric: Metric, value: int) -> Measure:
    kind = MeasureKind.DAY
    return Measure(source, "cafe", kind, day.isoformat(), day, day, None, "", "", {metric: value})
