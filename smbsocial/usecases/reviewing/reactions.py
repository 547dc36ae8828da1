"""How people reacted to posts, as far as files of the platforms tell."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from smbsocial.domain.content import Post, Status
from smbsocial.domain.measures import MeasureKind, Metric, PostMatch, match_id
from smbsocial.usecases.ports import Reads

LATE = timedelta(weeks=5)
"""A report may name a post so long before or after its planned day."""


@dataclass(frozen=True, slots=True)
class Reactions:
    """Of posts that a file tells of: how many, and what they had; a post has its newest figures."""

    posts: int = 0
    reactions: int = 0
    reach: int = 0

    @property
    def per_post(self) -> Decimal | None:
        """Reactions for each such post, to a tenth; None where no file tells of any."""
        return Decimal(round(self.reactions * 10 / self.posts)) / 10 if self.posts else None


def reactions_by(
    reads: Reads, posts: Iterable[Post], key_of: Callable[[Post], str]
) -> Mapping[str, Reactions]:
    """The reactions to published posts, added up by a key of the post."""
    wanted = {post.id: post for post in posts if post.status is Status.POSTED}
    matched = {row.id: row.post for row in reads.all(PostMatch) if row.post in wanted}
    if not matched:
        return {}
    days = [post.day for post in wanted.values()]
    counts: dict[str, Counter[str]] = {}
    seen: set[str] = set()
    for row in reads.measures(MeasureKind.POST, min(days) - LATE, max(days) + LATE):
        id = matched.get(match_id(row.source, row.account, row.key))
        said = reactions_in(row.figures)
        if id is None or said is None:
            continue
        own = counts.setdefault(key_of(wanted[id]), Counter())
        own["posts"] += id not in seen
        own["reactions"] += said
        own["reach"] += row.figures.get(Metric.REACH, 0)
        seen.add(id)
    return {
        key: Reactions(own["posts"], own["reactions"], own["reach"]) for key, own in counts.items()
    }


def reactions_in(figures: Mapping[Metric, int]) -> int | None:
    """What a report calls interactions, or all that it tells of one by one; None: nothing."""
    whole = figures.get(Metric.INTERACTIONS)
    if whole is not None:
        return whole
    said = [figures[metric] for metric in _SINGLE if metric in figures]
    return sum(said) if said else None


_SINGLE = (Metric.LIKES, Metric.COMMENTS, Metric.SHARES, Metric.SAVES)
