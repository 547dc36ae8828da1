"""Who came because of a platform: what was clicked at the counter, and codes and channels of shops.

Nobody is counted twice: clicks that name a coupon and sales with its code on the same day are the
same people, and the larger of both counts.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from smbsocial.domain.counter import DayTally, Elsewhere, What
from smbsocial.domain.ids import CouponId
from smbsocial.domain.known_numbers import LOOK_BACK, Counter
from smbsocial.domain.measures import DaySales
from smbsocial.domain.periods import Span
from smbsocial.domain.roi.channels import Channels, Links
from smbsocial.domain.roi.tied import Codes

R = TypeVar("R", DayTally, DaySales)

_ELSEWHERE = frozenset(each.value for each in Elsewhere)
COUNTER = "counter"
"""The name of the counter among the sources of a figure."""
ONLINE = frozenset({"shopify", "woocommerce", "etsy"})
"""Shops whose customers don't come through the door."""
AT_THE_COUNTER = "pos"
"""What Shopify calls the channel of its own till."""
_QUIET_DAYS = timedelta(days=2)
"""A shop with an order so near to both ends of a span may have sold nothing beyond them."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """How many people came because of platforms, and their revenue in minor units.

    `in_use`: the counter or a shop with codes or channels told something in these days or the
    weeks before; without that nothing is known, which is not zero. `missing`: shops whose files
    begin after the span does, or end before it.
    """

    by_platform: tuple[tuple[str, int], ...]
    revenue: Fraction
    in_use: bool
    sources: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def count(self) -> int:
        """All platforms together."""
        return sum(count for _platform, count in self.by_platform)


@dataclass(slots=True)
class Side:
    """How many, and what they paid where it is known."""

    count: int = 0
    revenue: Fraction = Fraction(0)

    def add(self, count: int, revenue: Fraction | int) -> None:
        """So many more."""
        self.count += count
        self.revenue += revenue


def together(told: Side, sold: Side) -> tuple[int, Fraction]:
    """Of a code and day: clicks beyond the orders are people whom the shop did not see.

    As the return has it.
    """
    if told.count <= sold.count:
        return sold.count, sold.revenue
    unseen = Fraction(told.count - sold.count, told.count)
    return told.count, sold.revenue + told.revenue * unseen


class Sold(Enum):
    """Which orders of shops are meant."""

    NONE = "none"
    AT_THE_DOOR = "at_the_door"
    ALL = "all"


def attributed(counter: Counter, span: Span, *, whats: frozenset[What], sales: Sold) -> Attributed:
    """Who did one of `whats` on the days of a span; `sales`: which orders are among them."""
    since = span[0] - LOOK_BACK
    clicked = bool(_of_days(counter.tallies, since, span[1]))
    known = _meant(_of_days(counter.sales, since, date.max), sales)
    shops = _shops(known, since, span[1])
    tallies = [t for t in _of_days(counter.tallies, *span) if t.what in whats]
    sold = _of_days(known, *span)
    platforms: dict[str, Side] = defaultdict(Side)
    _add_plain(counter, tallies, platforms)
    _add_channels(counter, sold, platforms)
    _add_coupons(counter, tallies, sold, platforms)
    return Attributed(
        by_platform=tuple(sorted((name, side.count) for name, side in platforms.items())),
        revenue=sum((side.revenue for side in platforms.values()), Fraction(0)),
        in_use=clicked or bool(shops),
        sources=(*((COUNTER,) if clicked else ()), *sorted(shops)),
        missing=tuple(sorted(name for name, days in shops.items() if not _spans(days, span))),
    )


def referred(counter: Counter, span: Span) -> int | None:
    """How many were sent by a friend; None where the counter is not in use."""
    if not _of_days(counter.tallies, span[0] - LOOK_BACK, span[1]):
        return None
    friends = Elsewhere.FRIEND.value
    return sum(t.count for t in _of_days(counter.tallies, *span) if t.heard == friends)


def _meant(rows: tuple[DaySales, ...], sales: Sold) -> tuple[DaySales, ...]:
    if sales is Sold.AT_THE_DOOR:
        return tuple(s for s in rows if s.source not in ONLINE or s.channel == AT_THE_COUNTER)
    return rows if sales is Sold.ALL else ()


def _of_days(rows: tuple[R, ...], first: date, last: date) -> tuple[R, ...]:
    low = bisect_left(rows, first, key=_day)
    return rows[low : bisect_right(rows, last, lo=low, key=_day)]


def _day(row: DayTally | DaySales) -> date:
    return row.day


def _add_plain(counter: Counter, tallies: list[DayTally], platforms: Mapping[str, Side]) -> None:
    for tally in tallies:
        if tally.coupon is None and tally.heard and tally.heard not in _ELSEWHERE:
            platforms[tally.heard].add(tally.count, _paid(tally, counter.currency))


def _add_channels(
    counter: Counter, sales: tuple[DaySales, ...], platforms: Mapping[str, Side]
) -> None:
    codes, links = Codes(counter.coupons), Links(counter.links, Channels(counter.platforms))
    for sale in sales:
        platform = links.platform(sale.channel)
        if platform and codes.of(sale.code, sale.day) is None:
            platforms[platform].add(sale.orders, _taken(sale, counter.currency))


def _add_coupons(
    counter: Counter,
    tallies: list[DayTally],
    sales: tuple[DaySales, ...],
    platforms: Mapping[str, Side],
) -> None:
    told: dict[tuple[CouponId, date], Side] = defaultdict(Side)
    sold: dict[tuple[CouponId, date], Side] = defaultdict(Side)
    for tally in tallies:
        if tally.coupon is not None:
            told[tally.coupon, tally.day].add(tally.count, _paid(tally, counter.currency))
    codes = Codes(counter.coupons)
    for sale in sales:
        coupon = codes.of(sale.code, sale.day)
        if coupon is not None:
            sold[coupon.id, sale.day].add(sale.orders, _taken(sale, counter.currency))
    owner = {coupon.id: coupon.platform for coupon in counter.coupons}
    for place in told.keys() | sold.keys():
        ours, theirs = told.get(place, Side()), sold.get(place, Side())
        platforms[owner[place[0]]].add(*together(ours, theirs))


def _paid(tally: DayTally, currency: str) -> int:
    revenue = tally.revenue
    return revenue.minor if revenue is not None and revenue.currency == currency else 0


def _taken(sale: DaySales, currency: str) -> int:
    return sale.net if sale.currency == currency else 0


def _shops(sales: tuple[DaySales, ...], since: date, last: date) -> dict[str, Span]:
    """Shops that lately told a code or channel of any order, and of which days each is known."""
    tell = {s.source for s in _of_days(sales, since, last) if s.code or s.channel}
    known: dict[str, Span] = {}
    for sale in _of_days(sales, since, date.max):
        if sale.source in tell:
            begins, _ = known.get(sale.source, (sale.day, sale.day))
            known[sale.source] = (begins, sale.day)
    return known


def _spans(known: Span, span: Span) -> bool:
    """Whether what is known of a shop reaches from end to end, but for a few quiet days."""
    return known[0] <= span[0] + _QUIET_DAYS and span[1] - _QUIET_DAYS <= known[1]
