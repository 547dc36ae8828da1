"""Work done at Corner Café and people who came because of it: what a return is reckoned from."""

from dataclasses import replace
from datetime import date, timedelta

from corner_cafe import NOW

from smbsocial.domain.content import Post, Status
from smbsocial.domain.counter import Coupon, Tally, What
from smbsocial.domain.ids import CouponId, PillarId, PlatformKey
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
