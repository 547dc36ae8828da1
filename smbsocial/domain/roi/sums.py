"""Sums for goals, platforms, pillars and communities, each of which adds up to the whole."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from operator import add
from typing import NamedTuple, TypeVar

from smbsocial.domain.money import round_half_even
from smbsocial.domain.ranges import Range
from smbsocial.domain.roi.cost import cost_entries
from smbsocial.domain.roi.spread import by_minutes, by_reach
from smbsocial.domain.roi.tied import tied_entries
from smbsocial.domain.roi.unseen import unseen_entries
from smbsocial.domain.roi.values import NOTES, Books, By, Cell, Effort, Entry, Strength
from smbsocial.domain.sampling import Sampler, Samples

WHOLE = None
"""Instead of a grouping: all of it."""
_HUNDRED = 100

K = TypeVar("K", bound=Hashable)


class Portion(NamedTuple):
    """What of an entry belongs to a part: the share (0 to 1), and the pieces of work."""

    entry: Entry
    share: Fraction
    effort: Effort | None


class Reckoned(NamedTuple):
    """All lines of a period; `reached`: whether returns are spread by reach, not by minutes."""

    cost: tuple[Entry, ...]
    back: tuple[Entry, ...]
    reached: bool


def reckon(books: Books, sampler: Sampler) -> Reckoned:
    """Cost and return of a period, line by line and not divided yet."""
    goals = {post.goal for post in books.posts} | {g.id for g in books.goals if g.rank}
    only = next(iter(goals)) if len(goals) == 1 else ""
    spread, reached = by_reach(books.posts, books.reach, only)
    tied = tied_entries(books, spread, sampler)
    unseen = unseen_entries(books, spread, sampler, tied)
    cost = cost_entries(books, by_minutes(books.posts, only))
    return Reckoned(cost, (*tied, *unseen), reached)


def portions(entries: Iterable[Entry], by: By | None) -> Mapping[str, tuple[Portion, ...]]:
    """What belongs to each key of a grouping ("" = nobody knows); the whole under ""."""
    found: dict[str, list[Portion]] = defaultdict(list)
    for entry in entries:
        for key, share in _shares(entry, by).items():
            found[key].append(Portion(entry, share, _effort(entry, by, key)))
    return {key: tuple(each) for key, each in found.items()}


def exact(parts: Iterable[Portion]) -> Fraction:
    """The amount, in minor units."""
    return sum((each.entry.amount * each.share for each in parts), Fraction(0))


def likely(parts: Sequence[Portion], typical: int, n: int) -> Range:
    """One in ten below low, one in ten above high, around the amount as it is shown."""
    certain = sum((p.entry.amount * p.share for p in parts if p.entry.drawn is None), Fraction(0))
    values = Samples.exactly(certain, n)
    for part in parts:
        if part.entry.drawn is not None and part.share:
            drawn = part.entry.drawn
            more = drawn.values if part.share == 1 else drawn.times(part.share).values
            values = Samples(tuple(map(add, values.values, more)))
    return around(values.range(), typical)


def around(drawn: Range, typical: int) -> Range:
    """A drawn range in whole minor units, with `typical` inside it."""
    low, high = round_half_even(drawn.low), round_half_even(drawn.high)
    return Range(Decimal(min(low, typical)), Decimal(typical), Decimal(max(high, typical)))


def by_strength(parts: Iterable[Portion]) -> Mapping[Strength, int]:
    """Per cent of what came back, by how sure it is: a hundred together, or nothing."""
    found = dict.fromkeys(Strength, Fraction(0))
    for part in parts:
        if part.entry.strength is not None:
            found[part.entry.strength] += part.entry.amount * part.share
    found = {strength: max(Fraction(0), amount) for strength, amount in found.items()}
    whole = sum(found.values())
    if not whole:
        return dict.fromkeys(Strength, 0)
    return rounded({s: amount * _HUNDRED / whole for s, amount in found.items()}, _HUNDRED)


def rounded(amounts: Mapping[K, Fraction], whole: int | None = None) -> dict[K, int]:
    """Whole numbers that add up to `whole` (the rounded sum): the largest rests are rounded up."""
    if whole is None:
        whole = round_half_even(sum(amounts.values(), Fraction(0)))
    found = {key: floor(amount) for key, amount in amounts.items()}
    by_rest = sorted(amounts, key=lambda key: found[key] - amounts[key])
    for key in by_rest[: max(0, whole - sum(found.values()))]:
        found[key] += 1
    return found


def _shares(entry: Entry, by: By | None) -> Mapping[str, Fraction]:
    if by is WHOLE:
        return {"": Fraction(1)}
    if entry.kind in NOTES:
        goal = entry.facts.get("goal")
        return {str(goal): Fraction(1)} if goal and by is By.GOAL else {}
    found: dict[str, Fraction] = defaultdict(Fraction)
    for cell, weight in entry.weights.items():
        found[cell[by.value]] += weight
    return found


def _effort(entry: Entry, by: By | None, key: str) -> Effort | None:
    if not entry.direct:
        return None
    found = [each for cell, each in entry.direct.items() if _is_in(cell, by, key)]
    return Effort(sum(each.pieces for each in found), sum(each.minutes for each in found))


def _is_in(cell: Cell, by: By | None, key: str) -> bool:
    return by is WHOLE or cell[by.value] == key
