"""The posts that worked best and worst, as far as reports and code words tell of each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from smbsocial.domain.content import Post, Status
from smbsocial.domain.counter import Coupon
from smbsocial.domain.ids import PostId
from smbsocial.domain.measures import MeasureKind, Metric, PostMatch, match_id
from smbsocial.domain.roi.tied import Codes
from smbsocial.usecases.ports import Reads
from smbsocial.usecases.reviewing.reactions import LATE, reactions_in

FEWEST = 2
"""Of one post alone nobody can say that it was the best."""


@dataclass(frozen=True, slots=True)
class Example:
    """A post with its numbers; None = no report tells. `orders`: with the word made for it."""

    post: Post
    reached: int | None = None
    reactions: int | None = None
    orders: int = 0

    @property
    def weight(self) -> tuple[int, int, int]:
        """What it is ranked by: what came in, then who was reached, then who reacted."""
        return self.orders, self.reached or 0, self.reactions or 0


@dataclass(frozen=True, slots=True)
class Examples:
    """The best and the worst of a kind of content, of so many `known` ones.

    `worst` None where there is one alone, or all are alike.
    """

    best: Example
    worst: Example | None
    known: int


def examples(reads: Reads, first: date, last: date) -> Mapping[str, Examples]:
    """By pillar, of the posts of these days that any number is known of."""
    posts = {p.id: p for p in reads.posts(first, last) if p.status is Status.POSTED}
    told = _reported(reads, posts, (first, last))
    for id, orders in _ordered(reads, posts, (first, last)).items():
        told[id] = replace(told.get(id, Example(posts[id])), orders=orders)
    by_pillar: dict[str, list[Example]] = defaultdict(list)
    for example in told.values():
        by_pillar[example.post.pillar].append(example)
    return {pillar: _ends(found) for pillar, found in by_pillar.items()}


def _ends(found: list[Example]) -> Examples:
    ranked = sorted(found, key=lambda each: (each.weight, each.post.day, each.post.id))
    differ = len(ranked) >= FEWEST and ranked[0].weight != ranked[-1].weight
    return Examples(ranked[-1], ranked[0] if differ else None, len(ranked))


def _reported(
    reads: Reads, posts: Mapping[PostId, Post], span: tuple[date, date]
) -> dict[PostId, Example]:
    matched = {row.id: row.post for row in reads.all(PostMatch) if row.post in posts}
    found: dict[PostId, Example] = {}
    if not matched:
        return found
    for row in reads.measures(MeasureKind.POST, span[0] - LATE, span[1] + LATE):
        id = matched.get(match_id(row.source, row.account, row.key))
        if id is not None:
            had = found.get(id, Example(posts[id]))
            found[id] = replace(
                had,
                reached=_plus(had.reached, row.figures.get(Metric.REACH)),
                reactions=_plus(had.reactions, reactions_in(row.figures)),
            )
    return {id: each for id, each in found.items() if (each.reached, each.reactions) != (None,) * 2}


def _plus(had: int | None, more: int | None) -> int | None:
    return had if more is None else (had or 0) + more


def _ordered(
    reads: Reads, posts: Mapping[PostId, Post], span: tuple[date, date]
) -> dict[PostId, int]:
    """Orders and counts with the word of each post; of a word and day the larger of the two."""
    coupons = [coupon for coupon in reads.all(Coupon) if coupon.post in posts]
    if not coupons:
        return {}
    mine = {coupon.id: coupon.post for coupon in coupons}
    codes = Codes(reads.all(Coupon))
    sold: dict[tuple[PostId, date], int] = defaultdict(int)
    for sale in reads.sales(*span):
        coupon = codes.of(sale.code, sale.day)
        post = mine.get(coupon.id) if coupon else None
        if post is not None:
            sold[post, sale.day] += sale.orders
    told: dict[tuple[PostId, date], int] = defaultdict(int)
    for tally in reads.tallies(*span):
        post = mine.get(tally.coupon) if tally.coupon else None
        if post is not None:
            told[post, tally.day] += tally.count
    found: dict[PostId, int] = defaultdict(int)
    for key in sold.keys() | told.keys():
        found[key[0]] += max(sold.get(key, 0), told.get(key, 0))
    return {id: orders for id, orders in found.items() if orders > 0}
