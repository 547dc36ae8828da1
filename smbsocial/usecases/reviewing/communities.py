"""The review's page on communities: who was written for, how they reacted, and the owner's word."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from smbsocial.domain.answer_checks import LONGEST_NAME, LONGEST_TEXT
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Status
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import CommunityId, PersonId, ReviewId
from smbsocial.domain.review import ReviewAnswer, ReviewPage, ReviewWord
from smbsocial.usecases.checks import check_reason, check_text
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.results.returns import Part, return_sheet
from smbsocial.usecases.reviewing.opening import the_review
from smbsocial.usecases.reviewing.reactions import Reactions, reactions_by
from smbsocial.usecases.reviewing.saying import NEW, answers, say

WORDS = frozenset({ReviewWord.KEEP, ReviewWord.CHANGE, ReviewWord.DROP})


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """A community; `posted` and `planned` posts of the days, `share_percent` of all posted ones.

    `text`: its new name where the word is to change it. `forgotten`: it got no post at all.
    """

    community: Community
    posted: int
    planned: int
    share_percent: int
    reactions: Reactions
    part: Part | None
    word: ReviewWord | None
    text: str

    @property
    def forgotten(self) -> bool:
        """Whether nothing was published for it."""
        return not self.posted


@dataclass(frozen=True, slots=True)
class Added:
    """One that is added when the review ends."""

    subject: str
    name: str
    where: str


@dataclass(frozen=True, slots=True)
class CommunitiesPage:
    """Every community in use, and those that are added."""

    first: date
    last: date
    currency: str
    rows: tuple[CommunityRow, ...]
    added: tuple[Added, ...]
    closed: bool

    @property
    def would_be_none(self) -> bool:
        """Whether none is left after what was said: then no plan can be made."""
        dropped = all(row.word is ReviewWord.DROP for row in self.rows)
        return bool(self.rows) and dropped and not self.added


@dataclass(frozen=True, slots=True)
class CommunityFigures:
    """What takes long to know: cost and return, and how people reacted."""

    parts: Mapping[str, Part]
    reactions: Mapping[str, Reactions]


def community_figures(reads: Reads, ports: Ports, review_id: ReviewId) -> CommunityFigures:
    """The figures of the review's days; takes long. Raises ExpectedError: NOT_FOUND, NOT_SET_UP."""
    review = the_review(reads, review_id)
    posts = reads.posts(review.first, review.last)
    back = return_sheet(reads, ports, review.first, review.last)
    reactions = reactions_by(reads, posts, lambda post: post.community)
    return CommunityFigures({each.key: each for each in back.communities}, reactions)


def communities_page(
    reads: Reads, ports: Ports, review_id: ReviewId, figures: CommunityFigures | None = None
) -> CommunitiesPage:
    """The page, with its figures where they are known by now.

    Raises ExpectedError: NOT_FOUND, NOT_SET_UP.
    """
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    said = answers(reads, ports, review_id)
    posts = reads.posts(review.first, review.last)
    planned = Counter(post.community for post in posts)
    posted = Counter(post.community for post in posts if post.status is Status.POSTED)
    whole = sum(posted.values())
    known = figures or CommunityFigures({}, {})

    def row(each: Community) -> CommunityRow:
        answer = said.get((ReviewPage.COMMUNITIES, each.id))
        return CommunityRow(
            community=each,
            posted=posted[each.id],
            planned=planned[each.id],
            share_percent=round(posted[each.id] * 100 / whole) if whole else 0,
            reactions=known.reactions.get(each.id, Reactions()),
            part=known.parts.get(each.id),
            word=answer.word if answer else None,
            text=answer.text if answer else "",
        )

    return CommunitiesPage(
        first=review.first,
        last=review.last,
        currency=business.currency,
        rows=tuple(row(each) for each in reads.all(Community) if _counts(each, posted, said)),
        added=_added(said),
        closed=review.closed_at is not None,
    )


def say_of_community(  # noqa: PLR0913 (where, of whom, which word, the new name)
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    community: CommunityId,
    word: ReviewWord,
    name: str = "",
    *,
    by: PersonId | None = None,
) -> None:
    """Keep it, change it (its new name), or drop it; it comes about when the review ends.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE; UNKNOWN_CHOICE (word); EMPTY, TOO_LONG,
    BAD_TEXT (name).
    """
    if word not in WORDS:
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="word", value=word.value)
    if tx.get(Community, community) is None:
        raise ExpectedError(Code.NOT_FOUND, value=community)
    text = _name(name) if word is ReviewWord.CHANGE else ""
    say(tx, ports, review_id, ReviewPage.COMMUNITIES, community, word, text, by=by)


def add_community(
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    name: str,
    where: str = "",
    *,
    by: PersonId | None = None,
) -> str:
    """Add one when the review ends; its subject, to take it back by.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE; EMPTY, TOO_LONG, BAD_TEXT, NAME_TAKEN (name).
    """
    called = _name(name)
    place = " ".join(where.split())
    check_text(place, field="where", most=LONGEST_TEXT)
    there = [each.name for each in tx.all(Community) if each.active]
    said = answers(tx, ports, review_id)
    names = {each.casefold() for each in (*there, *(each.name for each in _added(said)))}
    if called.casefold() in names:
        raise ExpectedError(Code.NAME_TAKEN, field="name", value=called)
    numbers = [_number(subject) for page, subject in said if page is ReviewPage.COMMUNITIES]
    subject = f"{NEW}{max(numbers, default=0) + 1}"
    text = f"{called}\n{place}" if place else called
    say(tx, ports, review_id, ReviewPage.COMMUNITIES, subject, ReviewWord.ADD, text, by=by)
    return subject


def _counts(
    each: Community,
    posted: Counter[CommunityId],
    said: Mapping[tuple[ReviewPage, str], ReviewAnswer],
) -> bool:
    """One that was dropped before is shown where something was still published for it."""
    return each.active or bool(posted[each.id]) or (ReviewPage.COMMUNITIES, each.id) in said


def _added(said: Mapping[tuple[ReviewPage, str], ReviewAnswer]) -> tuple[Added, ...]:
    found = [
        each
        for (page, _), each in said.items()
        if page is ReviewPage.COMMUNITIES and each.word is ReviewWord.ADD
    ]
    rows = []
    for each in sorted(found, key=lambda each: _number(each.subject)):
        name, _, where = each.text.partition("\n")
        rows.append(Added(each.subject, name, where))
    return tuple(rows)


def _number(subject: str) -> int:
    number = subject.removeprefix(NEW)
    return int(number) if subject.startswith(NEW) and number.isdecimal() else 0


def _name(name: str) -> str:
    """On one line: the first line of what is kept is the name."""
    called = " ".join(check_reason(name, field="name").split())
    check_text(called, field="name", most=LONGEST_NAME)
    return called
