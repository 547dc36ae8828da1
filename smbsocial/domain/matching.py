"""Which post of the calendar a report's post is: by its link, else by its time and its words.

Two of a report are never one of the calendar. Where it could be either, none is taken and all are
proposed. What the owner said stays.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import NamedTuple, TypeVar

from smbsocial.domain.content import Post, Status
from smbsocial.domain.days import to_slot
from smbsocial.domain.ids import PlatformKey, PostId
from smbsocial.domain.measures import MatchedBy, Measure, PostMatch, match_id
from smbsocial.domain.post_links import address_of, post_address

ALIKE = 60
"""Per cent of the words of the shorter text that the longer one must have."""
FEWEST = 3
"""Words that two texts share at least, unless they are the same words."""
MOST_PROPOSED = 5
SHORT = 3
"""Letters of words like "the", "und", "les"."""
NOON = time(12)

K = TypeVar("K")

_DAY = timedelta(days=1)
_WORD = re.compile(r"[^\W_]+")
_TAGS = re.compile(r"https?://\S+|[#@][\w.]+")


class Matched(NamedTuple):
    """A report's post and what it is: `post` with `how`, else `proposed` (the likeliest first).

    `id` is `match_id` of the result. `post` None and `how` OWNER: none of them, the owner says.
    """

    id: str
    result: Measure
    post: PostId | None = None
    how: MatchedBy | None = None
    proposed: tuple[PostId, ...] = ()

    @property
    def row(self) -> PostMatch | None:
        """What is kept of it, None if nothing is known."""
        return None if self.how is None else PostMatch(self.id, self.post, self.how)


def match_posts(
    results: Iterable[Measure],
    posts: Iterable[Post],
    known: Mapping[str, PostMatch],
    *,
    zone: str,
) -> tuple[Matched, ...]:
    """The posts of reports (measures of kind POST) with those of the calendar, in their order.

    `known`: every match that is kept, also of results that are not among these; `zone` is the
    business's IANA zone.
    """
    listed = {match_id(r.source, r.account, r.key): r for r in results}
    search = _Search(listed, sorted(posts, key=lambda p: (p.day, p.at, p.id)), zone)
    search.keep(known)
    search.by_link()
    search.as_before(known)
    search.by_time_and_text()
    return tuple(search.outcome(id, result) for id, result in listed.items())


def words_alike(one: frozenset[str], other: frozenset[str]) -> int:
    """Per cent of the words of the shorter text that the longer one has; 0 where that says little.

    The same in whichever order.
    """
    both = len(one & other)
    if not both or (both < FEWEST and one != other):
        return 0
    return 100 * both // min(len(one), len(other))


def words(text: str) -> frozenset[str]:
    """The words of a text that tell it from others, whatever their case.

    Tags, names, addresses and the short words of our languages stand in every post; they count
    where there is nothing else.
    """
    low = text.casefold()
    own = _WORD.findall(_TAGS.sub(" ", low))
    telling = [word for word in own if len(word) > SHORT or not word.isascii()]
    return frozenset(telling or own or _WORD.findall(low))


@dataclass(frozen=True, slots=True)
class _Pair:
    id: str
    post: PostId
    alike: int
    apart: timedelta

    @property
    def rank(self) -> tuple[int, timedelta]:
        """The smaller, the likelier: words first, in steps of a tenth, then time."""
        return -(self.alike // 10), self.apart


@dataclass(slots=True)
class _Search:
    results: dict[str, Measure]
    posts: Sequence[Post]
    zone: str
    found: dict[str, PostMatch] = field(default_factory=dict)
    taken: set[PostId] = field(default_factory=set)
    proposed: dict[str, list[PostId]] = field(default_factory=dict)

    def keep(self, known: Mapping[str, PostMatch]) -> None:
        """What the owner said, of whichever result, and what others than these have by a link."""
        for match in known.values():
            linked = match.how is MatchedBy.LINK and match.id not in self.results
            if match.how is MatchedBy.OWNER or linked:
                self._take(match)

    def by_link(self) -> None:
        """The same address, on both sides only once."""
        posts = defaultdict(set)
        for post in self.posts:
            if post.link and (address := post_address(post.link)):
                posts[address].add(post.id)
        if not posts:
            return
        results = defaultdict(set)
        for id, result in self.results.items():
            for address in _addresses(result):
                if address in posts:
                    results[address].add(id)
        for address, ids in sorted(results.items()):
            self._link(sorted(ids - self.found.keys()), sorted(posts[address] - self.taken))

    def as_before(self, known: Mapping[str, PostMatch]) -> None:
        """What was found out before stays, unless a link says otherwise by now."""
        there = {post.id for post in self.posts}
        for id, match in sorted(known.items()):
            if match.post in there and match.post not in self.taken and id not in self.found:
                self._take(match)

    def by_time_and_text(self) -> None:
        """The likeliest of each other, as long as there are any."""
        pairs = self._pairs()
        open_pairs = [pair for pair in pairs if pair.alike >= ALIKE]
        while mutual := _mutual(open_pairs):
            for pair in mutual:
                self._take(PostMatch(pair.id, pair.post, MatchedBy.TIME_AND_TEXT))
            open_pairs = [p for p in open_pairs if self._is_free(p.id, p.post)]
        for pair in sorted(pairs, key=lambda p: (p.id, p.rank, p.post)):
            if self._is_free(pair.id, pair.post):
                self._propose(pair.id, [pair.post])

    def outcome(self, id: str, result: Measure) -> Matched:
        """What came of one result."""
        match = self.found.get(id)
        if match is not None:
            return Matched(id, result, match.post, match.how)
        free = [post for post in self.proposed.get(id, ()) if post not in self.taken]
        return Matched(id, result, proposed=tuple(free[:MOST_PROPOSED]))

    def _link(self, ids: list[str], posts: list[PostId]) -> None:
        if len(ids) == 1 and len(posts) == 1:
            self._take(PostMatch(ids[0], posts[0], MatchedBy.LINK))
            return
        for id in ids:
            self._propose(id, posts)

    def _pairs(self) -> list[_Pair]:
        """Every result that is still open beside every free post of its platform and days."""
        by_day = defaultdict(list)
        for post in self.posts:
            if post.id not in self.taken and post.status is not Status.SKIPPED:
                moments = self._moments(post)
                entry = (post, moments, _words_of(post))
                for day in {moment.date() for moment in moments}:
                    by_day[post.platform, day].append(entry)
        pairs: dict[tuple[str, PostId], _Pair] = {}
        for id, result in self.results.items():
            if id in self.found:
                continue
            platform, said = PlatformKey(result.source), None
            for shift in (-_DAY, timedelta(), _DAY):
                for post, moments, texts in by_day.get((platform, result.day + shift), ()):
                    said = words(result.title) if said is None else said
                    alike = max(words_alike(said, text) for text in texts)
                    pairs[id, post.id] = _Pair(id, post.id, alike, _apart(result, moments))
        return list(pairs.values())

    def _moments(self, post: Post) -> tuple[datetime, ...]:
        planned = datetime.combine(post.day, post.at)
        if post.posted_at is None:
            return (planned,)
        slot = to_slot(post.posted_at, self.zone)
        return planned, datetime.combine(slot.day, slot.at)

    def _take(self, match: PostMatch) -> None:
        if match.post is not None:
            self.taken.add(match.post)
        if match.id in self.results:
            self.found[match.id] = match

    def _propose(self, id: str, posts: Iterable[PostId]) -> None:
        into = self.proposed.setdefault(id, [])
        into.extend(post for post in posts if post not in into)

    def _is_free(self, id: str, post: PostId) -> bool:
        return id not in self.found and post not in self.taken


def _addresses(result: Measure) -> set[str]:
    found = {address_of(result.source, result.key)}
    if result.link:
        found.add(post_address(result.link))
    return found - {""}


def _words_of(post: Post) -> tuple[frozenset[str], ...]:
    texts = [words(text) for text in (post.text, f"{post.title} {post.text}") if text.strip()]
    return (*texts, words(post.title))


def _apart(result: Measure, moments: Sequence[datetime]) -> timedelta:
    """How far a result is from the nearest of a post's times; without a time, from its noon."""
    moment = datetime.combine(result.day, result.at or NOON)
    return min(abs(each.replace(tzinfo=None) - moment.replace(tzinfo=None)) for each in moments)


def _mutual(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs in which each is the other's likeliest, and no other is as likely."""
    best_of_id: dict[str, list[_Pair]] = {}
    best_of_post: dict[PostId, list[_Pair]] = {}
    for pair in pairs:
        _rank_in(best_of_id, pair.id, pair)
        _rank_in(best_of_post, pair.post, pair)
    return [pair for pair in pairs if best_of_id[pair.id] == [pair] == best_of_post[pair.post]]


def _rank_in(best: dict[K, list[_Pair]], key: K, pair: _Pair) -> None:
    so_far = best.get(key)
    if so_far is None or pair.rank < so_far[0].rank:
        best[key] = [pair]
    elif pair.rank == so_far[0].rank:
        so_far.append(pair)
