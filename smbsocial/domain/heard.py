"""Who came because of a platform: what was clicked at the counter, and codes and channels of shops.

Nobody is counted twice: clicks that name a coupon and sales with its code on the same day are the
same people, and the larger of both counts.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from smbsocial.domain.counter import Coupon, DayTally, Elsewhere, What
from smbsocial.domain.ids import CouponId
from smbsocial.domain.known_numbers import LOOK_BACK, Counter
from smbsocial.domain.measures import DaySales
from smbsocial.domain.periods import Span
from smbsocial.domain.roi.channels import Channels

_ELSEWHERE = frozenset(each.value for each in Elsewhere)
COUNTER = "counter"
"""The name of the counter among the sources of a figure."""
_QUIET_DAYS = timedelta(days=2)
"""A shop whose last order is so few days before the end may have sold nothing since."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """How many people came because of platforms, and their revenue in minor units.

    `in_use`: the counter or a shop with codes or channels told something in these days or the
    weeks before; without that nothing is known, which is not zero. `missing`: shops whose files
    end before the span does.
    """

    by_platform: tuple[tuple[str, int], ...]
    revenue: int
    in_use: bool
    sources: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def count(self) -> int:
        """All platforms together."""
        return sum(count for _platform, count in self.by_platform)


@dataclass(slots=True)
class _Side:
    """How many, and what they paid where it is known."""

    count: int = 0
    revenue: int = 0

    def add(self, count: int, revenue: int) -> None:
        self.count += count
        self.revenue += revenue


def attributed(counter: Counter, span: Span, *, whats: frozenset[What], sales: bool) -> Attributed:
    """Who did one of `whats` on the days of a span; `sales`: orders of shops are among them."""
    tallies = [t for t in counter.tallies if t.what in whats]
    sold = counter.sales if sales else ()
    platforms: dict[str, _Side] = defaultdict(_Side)
    _add_plain(counter, [t for t in tallies if _within(t.day, span)], platforms)
    _add_channels(counter, [s for s in sold if _within(s.day, span)], platforms)
    _add_coupons(counter, tallies, sold, span, platforms)
    since = span[0] - LOOK_BACK
    clicked = any(since <= t.day <= span[1] for t in counter.tallies)
    shops = _shops(sold, since, span)
    return Attributed(
        by_platform=tuple(sorted((name, side.count) for name, side in platforms.items())),
        revenue=sum(side.revenue for side in platforms.values()),
        in_use=clicked or bool(shops),
        sources=(*((COUNTER,) if clicked else ()), *sorted(shops)),
        missing=tuple(
            sorted(name for name, until in shops.items() if until < span[1] - _QUIET_DAYS)
        ),
    )


def referred(counter: Counter, span: Span) -> int | None:
    """How many were sent by a friend; None where the counter is not in use."""
    since = span[0] - LOOK_BACK
    if not any(since <= t.day <= span[1] for t in counter.tallies):
        return None
    friends = Elsewhere.FRIEND.value
    return sum(t.count for t in counter.tallies if t.heard == friends and _within(t.day, span))


def _within(day: date, span: Span) -> bool:
    return span[0] <= day <= span[1]


def _add_plain(counter: Counter, tallies: list[DayTally], platforms: Mapping[str, _Side]) -> None:
    for tally in tallies:
        if tally.coupon is None and tally.heard and tally.heard not in _ELSEWHERE:
            platforms[tally.heard].add(tally.count, _paid(tally, counter.currency))


def _add_channels(counter: Counter, sales: list[DaySales], platforms: Mapping[str, _Side]) -> None:
    codes, channels = _codes(counter), Channels(counter.platforms)
    for sale in sales:
        platform = channels.platform(sale.channel)
        if platform and sale.code.strip().casefold() not in codes:
            platforms[platform].add(sale.orders, _taken(sale, counter.currency))


def _add_coupons(
    counter: Counter,
    tallies: list[DayTally],
    sales: tuple[DaySales, ...],
    span: Span,
    platforms: Mapping[str, _Side],
) -> None:
    told: dict[tuple[CouponId, date], _Side] = defaultdict(_Side)
    sold: dict[tuple[CouponId, date], _Side] = defaultdict(_Side)
    for tally in tallies:
        if tally.coupon is not None and _within(tally.day, span):
            told[tally.coupon, tally.day].add(tally.count, _paid(tally, counter.currency))
    codes = _codes(counter)
    for sale in sales:
        coupon = codes.get(sale.code.strip().casefold())
        if coupon is not None and _within(sale.day, span):
            sold[coupon.id, sale.day].add(sale.orders, _taken(sale, counter.currency))
    owner = {coupon.id: coupon.platform for coupon in counter.coupons}
    for place in told.keys() | sold.keys():
        ours, theirs = told.get(place, _Side()), sold.get(place, _Side())
        if place[0] in owner:
            platforms[owner[place[0]]].add(
                max(ours.count, theirs.count), max(ours.revenue, theirs.revenue)
            )


def _codes(counter: Counter) -> dict[str, Coupon]:
    return {coupon.code.strip().casefold(): coupon for coupon in counter.coupons}


def _paid(tally: DayTally, currency: str) -> int:
    revenue = tally.revenue
    return revenue.minor if revenue is not None and revenue.currency == currency else 0


def _taken(sale: DaySales, currency: str) -> int:
    return sale.net if sale.currency == currency else 0


def _shops(sales: tuple[DaySales, ...], since: date, span: Span) -> dict[str, date]:
    """The last day up to which each shop that sold lately is known."""
    known: dict[str, date] = {}
    for sale in sales:
        if since <= sale.day:
            known[sale.source] = max(sale.day, known.get(sale.source, sale.day))
    first = {s.source for s in sales if since <= s.day <= span[1]}
    return {source: until for source, until in known.items() if source in first}
