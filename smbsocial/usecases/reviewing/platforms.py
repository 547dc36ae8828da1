"""The review's page on platforms: how each stands, the owner's word, and leaving one in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from smbsocial.domain.content import Post, Status
from smbsocial.domain.days import local_day
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId, PlatformKey, ReviewId
from smbsocial.domain.platforms import Account, Traits
from smbsocial.domain.review import ReviewAnswer, ReviewPage, ReviewWord, answer_id
from smbsocial.domain.turns import Of, Turn, Word
from smbsocial.usecases.checks import check_reason
from smbsocial.usecases.counting.places import check_platform, platform_name, platforms_used
from smbsocial.usecases.deciding.turns import decide, words_now
from smbsocial.usecases.lookup import account_on, set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.results.proposing import proposed_by
from smbsocial.usecases.results.reach import Watched, reach_watch
from smbsocial.usecases.results.returns import Part, return_sheet
from smbsocial.usecases.reviewing.emptying import Emptied, empty_slots, slots_to_empty
from smbsocial.usecases.reviewing.opening import the_review
from smbsocial.usecases.reviewing.reactions import Reactions, reactions_by
from smbsocial.usecases.reviewing.saying import answers, say, unsay

WORDS = frozenset({ReviewWord.STAY, ReviewWord.TRY, ReviewWord.LEAVE})
LIVES = "lives:"
"""Before the platform's key: whether our people are there."""
_TURNED = {Word.STOP, Word.PAUSE}


class Farewell(Enum):
    """What leaving a platform asks for, in its order."""

    LAST_POST = "last_post"  # says where the business is now
    SAVE_DATA = "save_data"  # the platform's own copy of everything
    SAVE_CONTACTS = "save_contacts"  # people who only wrote there
    LINKS = "links"  # website, other profiles, listings, print
    SCHEDULED = "scheduled"  # ads and scheduled posts are stopped
    APPS = "apps"  # what may post or read there may no longer
    NAME = "name"  # the name is kept, or the account closed
    RECORD = "record"  # the vault's record is kept, or ended


class Kept(Enum):
    """How `Farewell.NAME` and `Farewell.RECORD` were settled."""

    KEPT = "kept"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class FarewellLine:
    """A line of the list; `done_at` None = not yet; `kept` where it was one or the other."""

    step: Farewell
    done_at: datetime | None = None
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A platform that is being left, why, since which day, and how far it is."""

    platform: PlatformKey
    name: str
    review: ReviewId
    since: date
    reason: str
    lines: tuple[FarewellLine, ...]
    in_vault: bool

    @property
    def done(self) -> int:
        """How many lines are ticked."""
        return sum(line.done_at is not None for line in self.lines)

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == len(self.lines)


@dataclass(frozen=True, slots=True)
class PlatformRow:
    """One platform in the review.

    `lives`: whether our people are there, as the owner says, None = no word; `posted` and `planned`
    posts of its days; `part` None where it had neither cost nor return;
    `watched` None where nobody watches it; `ahead`: posts that leaving would remove or set aside.
    """

    key: PlatformKey
    name: str
    traits: Traits
    audience: str
    verified: bool
    account: Account | None
    posted: int
    planned: int
    reactions: Reactions
    part: Part | None
    watched: Watched | None
    ahead: Emptied
    word: ReviewWord | None
    reason: str
    proposed: ReviewWord
    lives: bool | None
    leaving: Leaving | None


@dataclass(frozen=True, slots=True)
class PlatformsPage:
    """Every platform in use, with an account, or left in this review."""

    first: date
    last: date
    currency: str
    rows: tuple[PlatformRow, ...]
    leavings: tuple[Leaving, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class PlatformFigures:
    """What takes long to know: cost and return, the watch, and how people reacted."""

    parts: Mapping[str, Part]
    watched: Mapping[str, Watched]
    reactions: Mapping[str, Reactions]


def platform_figures(reads: Reads, ports: Ports, review_id: ReviewId) -> PlatformFigures:
    """The figures of the review's days; takes long. Raises ExpectedError: NOT_FOUND, NOT_SET_UP."""
    review = the_review(reads, review_id)
    posts = reads.posts(review.first, review.last)
    back = return_sheet(reads, ports, review.first, review.last)
    return PlatformFigures(
        parts={each.key: each for each in back.platforms},
        watched={each.platform: each for each in reach_watch(reads, ports)},
        reactions=reactions_by(reads, posts, lambda post: post.platform),
    )


def platforms_page(
    reads: Reads, ports: Ports, review_id: ReviewId, figures: PlatformFigures | None = None
) -> PlatformsPage:
    """The page, with its figures where they are known by now.

    Raises ExpectedError: NOT_FOUND, NOT_SET_UP.
    """
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    said = answers(reads, ports, review_id)
    leavings: dict[str, Leaving] = {each.platform: each for each in all_leavings(reads, ports)}
    posts = reads.posts(review.first, review.last)
    page = _Page(
        reads=reads,
        ports=ports,
        today=today,
        posts=posts,
        figures=figures or PlatformFigures({}, {}, {}),
        said=said,
        leavings=leavings,
    )
    keys = _keys(reads, ports, today, posts, said)
    return PlatformsPage(
        first=review.first,
        last=review.last,
        currency=business.currency,
        rows=tuple(page.row(key) for key in keys),
        leavings=tuple(each for each in leavings.values() if each.platform not in keys),
        closed=review.closed_at is not None,
    )


def say_of_platform(  # noqa: PLR0913 (where, of what, which word, and why)
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    platform: PlatformKey,
    word: ReviewWord,
    reason: str = "",
    *,
    by: PersonId | None = None,
) -> Emptied:
    """Stay, try for a quarter, or leave; to leave stops it now and empties its slots to come.

    To stay after all starts it again; its slots come back with the next plan, or by undoing. Gives
    what was emptied. Raises ExpectedError: NOT_FOUND, ALREADY_DONE, NOT_SET_UP; UNKNOWN_CHOICE
    (platform or word); EMPTY (to leave has its reason), TOO_LONG, BAD_TEXT.
    """
    if word not in WORDS:
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="word", value=word.value)
    key = check_platform(ports, platform)
    why = check_reason(reason) if word is ReviewWord.LEAVE else reason
    say(tx, ports, review_id, ReviewPage.PLATFORMS, key, word, why, by=by)
    stopped = _is_stopped(tx, ports, key)
    if word is ReviewWord.LEAVE:
        decide(tx, ports, Of.PLATFORM, key, Word.STOP, why)
        today = ports.clock.today(set_up_business(tx).zone)
        return empty_slots(tx, ports, platform=key, since=today, reason=why)
    if stopped:
        decide(tx, ports, Of.PLATFORM, key, Word.START, why)
    return Emptied()


def say_lives(
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    platform: PlatformKey,
    lives: bool | None,  # noqa: FBT001 (yes, no, or no word)
    *,
    by: PersonId | None = None,
) -> None:
    """Whether our people are on a platform, where no figure tells; None takes the word back.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE; UNKNOWN_CHOICE, EMPTY (platform).
    """
    subject = f"{LIVES}{check_platform(ports, platform)}"
    if lives is None:
        unsay(tx, ports, review_id, ReviewPage.PLATFORMS, subject)
        return
    word = ReviewWord.KEEP if lives else ReviewWord.DROP
    say(tx, ports, review_id, ReviewPage.PLATFORMS, subject, word, by=by)


def tick_farewell(
    tx: Tx,
    ports: Ports,
    platform: PlatformKey,
    step: Farewell,
    done: bool,  # noqa: FBT001 (ticked or not is what it is about)
    kept: Kept | None = None,
) -> None:
    """Tick a line of leaving or take the tick back, also after its review is closed.

    Raises ExpectedError(NOT_FOUND): that platform is not being left.
    """
    found = next((each for each in all_leavings(tx, ports) if each.platform == platform), None)
    if found is None:
        raise ExpectedError(Code.NOT_FOUND, value=platform)
    subject = _subject(platform, step)
    id = answer_id(found.review, ReviewPage.PLATFORMS, subject)
    if done:
        text = kept.value if kept else ""
        word, now = ReviewWord.DONE, ports.clock.now()
        tx.put(ReviewAnswer(id, found.review, ReviewPage.PLATFORMS, subject, word, text, now))
    elif tx.get(ReviewAnswer, id) is not None:
        tx.remove(ReviewAnswer, id)


def unfinished_leavings(reads: Reads, ports: Ports) -> tuple[Leaving, ...]:
    """The platforms that somebody said to leave, and that still wait for something."""
    return tuple(each for each in all_leavings(reads, ports) if not each.is_finished)


def all_leavings(reads: Reads, ports: Ports) -> tuple[Leaving, ...]:
    """Every platform whose newest word in a review is to leave, unless it was started again."""
    said: dict[str, ReviewAnswer] = {}
    ticks: dict[tuple[ReviewId, str], ReviewAnswer] = {}
    for each in sorted(reads.all(ReviewAnswer), key=lambda each: each.at):
        if each.page is ReviewPage.PLATFORMS and each.word is ReviewWord.DONE:
            ticks[each.review, each.subject] = each
        elif each.page is ReviewPage.PLATFORMS:
            said[each.subject] = each
    left = [each for each in said.values() if each.word is ReviewWord.LEAVE]
    if not left:
        return ()
    return tuple(
        _leaving(reads, ports, each, ticks)
        for each in sorted(left, key=lambda each: each.at)
        if _is_stopped(reads, ports, PlatformKey(each.subject))
    )


@dataclass(frozen=True, slots=True)
class _Page:
    reads: Reads
    ports: Ports
    today: date
    posts: tuple[Post, ...]
    figures: PlatformFigures
    said: Mapping[tuple[ReviewPage, str], ReviewAnswer]
    leavings: Mapping[str, Leaving]

    def row(self, key: PlatformKey) -> PlatformRow:
        facts = self.ports.library.platform(key)
        own = [post for post in self.posts if post.platform == key]
        answer = self.said.get((ReviewPage.PLATFORMS, key))
        word = answer.word if answer else None
        found = self.figures.reactions.get(key, Reactions())
        return PlatformRow(
            key=key,
            name=facts.name,
            traits=facts.traits,
            audience=facts.audience_note,
            verified=facts.verified,
            account=account_on(self.reads, key),
            posted=sum(post.status is Status.POSTED for post in own),
            planned=len(own),
            reactions=found,
            part=self.figures.parts.get(key),
            watched=self.figures.watched.get(key),
            ahead=slots_to_empty(self.reads, self.ports, platform=key, since=self.today),
            word=word,
            reason=answer.text if answer else "",
            proposed=_proposed(found, self.figures.parts.get(key)),
            lives=_lives(self.said.get((ReviewPage.PLATFORMS, f"{LIVES}{key}"))),
            leaving=self.leavings.get(key),
        )


def _proposed(found: Reactions, part: Part | None) -> ReviewWord:
    """As its return says; where that tells nothing, stay where people react. Never: leave.

    Where not even a good case pays, it is one more try.
    """
    word = proposed_by(part) if part else None
    if word is Word.PAUSE:
        return ReviewWord.TRY
    return ReviewWord.STAY if word is Word.KEEP or found.reactions else ReviewWord.TRY


def _keys(
    reads: Reads,
    ports: Ports,
    today: date,
    posts: Iterable[Post],
    said: Mapping[tuple[ReviewPage, str], ReviewAnswer],
) -> tuple[PlatformKey, ...]:
    """Those in use now or in the review's days; one that rests is asked about no more."""
    known = {facts.key for facts in ports.library.platforms()}
    used = [each.key for each in platforms_used(reads, ports, today)]
    own = [subject for page, subject in said if page is ReviewPage.PLATFORMS]
    worked = [PlatformKey(key) for key in (*sorted({p.platform for p in posts}), *own)]
    latest = words_now(reads, ports)
    resting = {key for (of, key), turn in latest.items() if of is Of.PLATFORM and _rests(turn)}
    every = dict.fromkeys((*used, *worked))
    return tuple(key for key in every if key in known and (key not in resting or key in worked))


def _rests(turn: Turn) -> bool:
    return turn.word in _TURNED


def _is_stopped(reads: Reads, ports: Ports, key: PlatformKey) -> bool:
    turn = words_now(reads, ports).get((Of.PLATFORM, key))
    return turn is not None and turn.word is Word.STOP


def _leaving(
    reads: Reads,
    ports: Ports,
    said: ReviewAnswer,
    ticks: Mapping[tuple[ReviewId, str], ReviewAnswer],
) -> Leaving:
    key = PlatformKey(said.subject)
    in_vault = _in_vault(reads, key)
    steps = [step for step in Farewell if in_vault or step is not Farewell.RECORD]
    return Leaving(
        platform=key,
        name=platform_name(ports, key),
        review=said.review,
        since=local_day(said.at, set_up_business(reads).zone),
        reason=said.text,
        lines=tuple(_line(step, ticks.get((said.review, _subject(key, step)))) for step in steps),
        in_vault=in_vault,
    )


def _in_vault(reads: Reads, key: PlatformKey) -> bool:
    from smbsocial.domain.vault import VaultSecret  # a start shows nothing of the vault

    accounts = [each.id for each in reads.all(Account) if each.platform == key]
    return any(reads.get(VaultSecret, id) is not None for id in accounts)


def _lives(answer: ReviewAnswer | None) -> bool | None:
    return None if answer is None else answer.word is ReviewWord.KEEP


def _line(step: Farewell, tick: ReviewAnswer | None) -> FarewellLine:
    if tick is None:
        return FarewellLine(step)
    return FarewellLine(step, tick.at, Kept(tick.text) if tick.text else None)


def _subject(platform: str, step: Farewell) -> str:
    return f"leaving:{platform}:{step.value}"
