"""Spreading over the posts of a period what is known to belong only in part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from smbsocial.domain.content import Post
from smbsocial.domain.ids import PostId
from smbsocial.domain.roi.values import Cell, Weights

ENOUGH_KNOWN = Fraction(80, 100)
"""Reach decides where it is known for so many of the posts; else the minutes do."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of where an amount belongs; "" = not known.

    `goals`: one of these, () = not known.
    """

    goals: tuple[str, ...] = ()
    platform: str = ""
    pillar: str = ""
    community: str = ""


class Spread:
    """Shares in proportion to the weights of posts; what is known is never changed."""

    def __init__(self, posts: Iterable[tuple[Cell, Fraction]], only_goal: str = "") -> None:
        self._weights: dict[Cell, Fraction] = defaultdict(Fraction)
        self._counts: dict[Cell, Fraction] = defaultdict(Fraction)
        for cell, weight in posts:
            self._weights[cell] += weight
            self._counts[cell] += 1
        self._only_goal = only_goal
        self._found: dict[Known, Weights] = {}

    def over(self, known: Known) -> Weights:
        """The parts of one that belong to each cell.

        Where no post fits, community and pillar are taken over from other posts of the same
        platform and goal; where there are none of these either, the rest stays unknown.
        """
        if known not in self._found:
            self._found[known] = self._share(known)
        return self._found[known]

    def _share(self, known: Known) -> Weights:
        for wanted in _looser(known):
            found = [cell for cell in self._counts if _fits(cell, wanted)]
            if found:
                weights = (
                    self._weights if sum(map(self._weights.__getitem__, found)) else (self._counts)
                )
                return _shares({cell: weights[cell] for cell in found}, known)
        goal = known.goals[0] if known.goals else self._only_goal
        return {Cell(goal, known.platform, known.pillar, known.community): Fraction(1)}


def cell_of(post: Post) -> Cell:
    """Where a post belongs."""
    return Cell(post.goal, post.platform, post.pillar, post.community)


def minutes_of(post: Post) -> int:
    """What a post took: the real minutes where somebody gave them."""
    return post.minutes if post.real_minutes is None else post.real_minutes


def by_minutes(posts: Iterable[Post], only_goal: str = "") -> Spread:
    """In proportion to the work."""
    return Spread(((cell_of(post), Fraction(minutes_of(post))) for post in posts), only_goal)


def by_reach(
    posts: tuple[Post, ...], reach: Mapping[PostId, int], only_goal: str = ""
) -> tuple[Spread, bool]:
    """In proportion to the people reached, and whether it is: else by the minutes.

    A post whose reach is not known counts as reached by the average of the others.
    """
    known = [reach[post.id] for post in posts if post.id in reach]
    if not known or len(known) < ENOUGH_KNOWN * len(posts):
        return by_minutes(posts, only_goal), False
    usual = Fraction(sum(known), len(known))
    pairs = ((cell_of(post), Fraction(reach.get(post.id, usual))) for post in posts)
    return Spread(pairs, only_goal), True


def _looser(known: Known) -> Iterator[Known]:
    """What is known, then less and less of it; a platform that is known stays."""
    for start in (known, replace(known, goals=())) if known.platform else (known,):
        yield start
        yield replace(start, community="")
        yield replace(start, pillar="")
        yield replace(start, pillar="", community="")


def _fits(cell: Cell, known: Known) -> bool:
    return (
        (not known.goals or cell.goal in known.goals)
        and known.platform in {"", cell.platform}
        and known.pillar in {"", cell.pillar}
        and known.community in {"", cell.community}
    )


def _shares(weights: Mapping[Cell, Fraction], known: Known) -> Weights:
    whole = sum(weights.values())
    shares: dict[Cell, Fraction] = defaultdict(Fraction)
    for cell, weight in weights.items():
        own = Cell(
            cell.goal if not known.goals or cell.goal in known.goals else known.goals[0],
            known.platform or cell.platform,
            known.pillar or cell.pillar,
            known.community or cell.community,
        )
        shares[own] += weight / whole
    return dict(shares)
