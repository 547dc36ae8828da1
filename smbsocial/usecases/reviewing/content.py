"""The review's page on content: what each kind is for, what it took and brought, and the word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from smbsocial.domain.content import Pillar, Post, Status
from smbsocial.domain.days import local_day
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Kpi
from smbsocial.domain.ids import PersonId, PillarId, ReviewId
from smbsocial.domain.review import Review, ReviewAnswer, ReviewPage, ReviewWord, answer_id
from smbsocial.domain.roi.proposal import BREAK_EVEN, MOST_GUESSED
from smbsocial.domain.stop_rules import RESTING, Standing, found, latest_turns
from smbsocial.domain.turns import Of, StopRule, Turn, Word
from smbsocial.usecases.checks import LONGEST_REASON, check_reason, check_text
from smbsocial.usecases.deciding.sheets import RuleLine
from smbsocial.usecases.deciding.turns import decide
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.results.proposing import only_divided, proposed_by
from smbsocial.usecases.results.returns import Part, ReturnSheet, return_sheet
from smbsocial.usecases.reviewing.emptying import Emptied, empty_slots, slots_to_empty
from smbsocial.usecases.reviewing.examples import Examples, examples
from smbsocial.usecases.reviewing.opening import open_one, the_review
from smbsocial.usecases.reviewing.saying import answers, say

WORDS = {
    ReviewWord.KEEP: Word.KEEP,
    ReviewWord.CHANGE: Word.CHANGE,
    ReviewWord.PAUSE: Word.PAUSE,
}
"""What may be said of a kind of content, as decisions know it."""
_SAID = {word: said for said, word in WORDS.items()}
IN_A_ROW = 2
"""After so many reviews without effect the pause is proposed."""


class Why(Enum):
    """What a proposal rests on."""

    OWN_RULE = "own_rule"  # the owner's own rule says so
    NO_EFFECT = "no_effect"  # in the last reviews nothing came back, or not even a good case paid
    RETURN = "return"  # what came back in these days


@dataclass(frozen=True, slots=True)
class Proposed:
    """A word that is proposed, and what it rests on; the owner decides."""

    word: ReviewWord
    why: Why


@dataclass(frozen=True, slots=True)
class ContentCard:
    """A kind of content: what was done, and what the owner said.

    `posts` that went out and their `minutes` (real ones where somebody gave them); `waiting`: open
    posts from today on, which a pause takes away; `rests`: it is paused, in this review or before;
    `left_empty`: it was paused in this review and is to go on again, from the next plan on.
    """

    pillar: Pillar
    posts: int
    minutes: int
    waiting: int
    rules: tuple[RuleLine, ...] = ()
    word: ReviewWord | None = None
    text: str = ""
    rests: bool = False
    left_empty: bool = False


@dataclass(frozen=True, slots=True)
class ContentSheet:
    """The cards in the order of the kinds of content.

    Those not in use only with posts of these days, or where they rest and could be taken up again.
    """

    review: Review
    currency: str
    cards: tuple[ContentCard, ...]

    @property
    def closed(self) -> bool:
        """Whether its words are kept as they are."""
        return self.review.closed_at is not None

    @property
    def answered(self) -> int:
        """On how many a word was said."""
        return sum(card.word is not None for card in self.cards)

    @property
    def asked(self) -> int:
        """On how many one is wanted: what rests goes on resting without one."""
        return sum(card.word is not None or not card.rests for card in self.cards)


@dataclass(frozen=True, slots=True)
class ContentNumbers:
    """What takes longer: cost and return of each kind, its best and worst, what is proposed."""

    back: ReturnSheet
    parts: Mapping[str, Part]
    examples: Mapping[str, Examples]
    proposed: Mapping[str, Proposed]


def content_sheet(reads: Reads, ports: Ports, review_id: ReviewId) -> ContentSheet:
    """The kinds of content with their words; raises ExpectedError: NOT_SET_UP, NOT_FOUND."""
    review = the_review(reads, review_id)
    desk = _Desk(reads, ports, review)
    return ContentSheet(review, set_up_business(reads).currency, tuple(desk.cards()))


def content_numbers(reads: Reads, ports: Ports, review_id: ReviewId) -> ContentNumbers:
    """Costs, returns, examples and proposals; takes longer than a page should wait.

    Raises ExpectedError: NOT_SET_UP, NOT_FOUND.
    """
    sheet = content_sheet(reads, ports, review_id)
    review = sheet.review
    back = return_sheet(reads, ports, review.first, review.last)
    parts = {part.key: part for part in back.pillars if part.key}
    before = _without_effect(reads, ports, review)
    found = ((card.pillar.id, _proposal(card, parts, before)) for card in sheet.cards)
    return ContentNumbers(
        back=back,
        parts=parts,
        examples=examples(reads, review.first, review.last),
        proposed={id: proposal for id, proposal in found if proposal is not None},
    )


def say_word(  # noqa: PLR0913 (where, of what, which word, and what was written to it)
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    pillar_id: PillarId,
    word: ReviewWord,
    text: str = "",
    *,
    by: PersonId | None = None,
) -> Emptied:
    """Keep the owner's word on a kind of content; a pause empties its slots from today on.

    It is a decision like others, and answers the rules whose day has come. The same word again
    with other words only corrects it. Raises ExpectedError: NOT_FOUND; ALREADY_DONE (the review is
    closed); UNKNOWN_CHOICE (word); EMPTY (a change or pause without words), TOO_LONG, BAD_TEXT.
    """
    review = open_one(tx, review_id)
    if word not in WORDS:
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="word", value=word.value)
    _the_pillar(tx, pillar_id)
    why = text.strip()
    if word is not ReviewWord.KEEP or why:
        why = check_reason(text, field="text")
    before = tx.get(ReviewAnswer, answer_id(review_id, ReviewPage.CONTENT, pillar_id))
    say(tx, ports, review_id, ReviewPage.CONTENT, pillar_id, word, why, by=by)
    _decide(tx, ports, review, pillar_id, again=before is not None and before.word is word)
    if word is not ReviewWord.PAUSE:
        return Emptied()
    today = ports.clock.today(set_up_business(tx).zone)
    return empty_slots(tx, ports, pillar=pillar_id, since=today, reason=why)


def say_why(tx: Tx, ports: Ports, review_id: ReviewId, pillar_id: PillarId, words: str) -> None:  # noqa: ARG001
    """Write why a kind of content is made; nothing: nobody says.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE (the review is closed), TOO_LONG, BAD_TEXT.
    """
    open_one(tx, review_id)
    pillar = _the_pillar(tx, pillar_id)
    why = " ".join(words.split())
    check_text(why, field="why", most=LONGEST_REASON)
    if why != pillar.purpose:
        tx.put(replace(pillar, purpose=why))


def no_effect(part: Part | None) -> bool:
    """Whether it cost something and nothing came back, or not even a good case pays.

    What is mostly guessed, or was only divided, says nothing.
    """
    if part is None or part.ratio is None or part.shares.guessed > MOST_GUESSED:
        return False
    return part.ratio.high < BREAK_EVEN and not only_divided(part)


def _without_effect(reads: Reads, ports: Ports, review: Review) -> frozenset[str]:
    """The kinds of content that had no effect in each of the last closed reviews before this one.

    A quarter in which nothing at all was tied to the work says nothing of any of them.
    """
    closed = [
        each
        for each in reads.all(Review)
        if each.closed_at is not None and each.id != review.id and each.last < review.first
    ]
    closed.sort(key=lambda each: each.last)
    last = closed[-IN_A_ROW:]
    if len(last) < IN_A_ROW:
        return frozenset()
    sheets = (return_sheet(reads, ports, each.first, each.last) for each in last)
    weak = (
        frozenset(part.key for part in sheet.pillars if no_effect(part))
        if sheet.whole.back.high
        else frozenset[str]()
        for sheet in sheets
    )
    return frozenset.intersection(*weak)


def _proposal(
    card: ContentCard, parts: Mapping[str, Part], before: frozenset[str]
) -> Proposed | None:
    """The owner's own rule comes first, then what reviews said in a row, then these days."""
    if any(line.due and line.found.standing is Standing.UNDER for line in card.rules):
        return Proposed(ReviewWord.PAUSE, Why.OWN_RULE)
    part = parts.get(card.pillar.id)
    word = proposed_by(part) if part else None
    if card.pillar.id in before and word is not Word.KEEP:
        return Proposed(ReviewWord.PAUSE, Why.NO_EFFECT)
    return Proposed(_SAID[word], Why.RETURN) if word else None


def _decide(tx: Tx, ports: Ports, review: Review, pillar_id: PillarId, *, again: bool) -> None:
    """A turn for what was said; the same word again corrects the turn that it made."""
    answer = tx.get(ReviewAnswer, answer_id(review.id, ReviewPage.CONTENT, pillar_id))
    assert answer is not None  # noqa: S101 - it was said just now
    word = WORDS[answer.word]
    latest = latest_turns(tx.all(Turn)).get((Of.PILLAR, pillar_id))
    if again and latest is not None and latest.word is word:
        tx.put(replace(latest, reason=answer.text))
        return
    turn = decide(tx, ports, Of.PILLAR, pillar_id, word, answer.text)
    for rule in tx.all(StopRule):
        mine = (rule.of, rule.subject) == (Of.PILLAR, pillar_id)
        if mine and rule.answered_on is None and rule.by <= turn.day:
            tx.put(replace(rule, answered_on=turn.day))


def _the_pillar(reads: Reads, id: PillarId) -> Pillar:
    pillar = reads.get(Pillar, id)
    if pillar is None:
        raise ExpectedError(Code.NOT_FOUND, field="pillar", value=id)
    return pillar


class _Desk:
    """What every card needs to know, looked up once."""

    def __init__(self, reads: Reads, ports: Ports, review: Review) -> None:
        self._reads, self._ports, self._review = reads, ports, review
        zone = set_up_business(reads).zone
        self._today = ports.clock.today(zone)
        self._opened = local_day(review.opened_at, zone)
        self._said = answers(reads, ports, review.id)
        turns = [each for each in reads.all(Turn) if each.of is Of.PILLAR]
        self._latest = latest_turns(turns)
        self._paused = frozenset(
            each.subject
            for each in turns
            if each.word is Word.PAUSE and each.made_at >= review.opened_at
        )
        self._rules = reads.all(StopRule)
        self._kinds = {kpi.id: kpi.kind for kpi in reads.all(Kpi)}
        posts = reads.posts(review.first, review.last)
        self._posted = [post for post in posts if post.status is Status.POSTED]

    def cards(self) -> list[ContentCard]:
        """Those in use, those that were in these days, and those that rest."""
        found = ((p, [post for post in self._posted if post.pillar == p.id]) for p in self._all())
        return [self._card(p, posts) for p, posts in found if posts or self._is_asked_about(p)]

    def _all(self) -> tuple[Pillar, ...]:
        return self._reads.all(Pillar)

    def _is_asked_about(self, pillar: Pillar) -> bool:
        said = (ReviewPage.CONTENT, pillar.id) in self._said
        return pillar.active or said or self._rests(pillar)

    def _rests(self, pillar: Pillar) -> bool:
        latest = self._latest.get((Of.PILLAR, pillar.id))
        return latest is not None and latest.word in RESTING

    def _card(self, pillar: Pillar, posts: Sequence[Post]) -> ContentCard:
        answer = self._said.get((ReviewPage.CONTENT, pillar.id))
        waiting = slots_to_empty(self._reads, self._ports, pillar=pillar.id, since=self._today)
        rests = self._rests(pillar)
        return ContentCard(
            pillar=pillar,
            posts=len(posts),
            minutes=sum(_minutes(post) for post in posts),
            waiting=waiting.count,
            rules=tuple(self._line(rule, pillar) for rule in self._rules_of(pillar)),
            word=answer.word if answer else None,
            text=answer.text if answer else "",
            rests=rests,
            left_empty=not rests and pillar.id in self._paused and not waiting.count,
        )

    def _rules_of(self, pillar: Pillar) -> list[StopRule]:
        """Those to be answered, and those that were since the review began."""
        mine = [rule for rule in self._rules if rule.subject == pillar.id and rule.of is Of.PILLAR]
        return [r for r in mine if r.answered_on is None or r.answered_on >= self._opened]

    def _line(self, rule: StopRule, pillar: Pillar) -> RuleLine:
        facts = self._ports.library.kpi(self._kinds[rule.kpi])
        return RuleLine(
            rule=rule,
            subject=pillar.name,
            kpi=facts.name,
            unit=facts.unit,
            found=found(rule, self._reads.readings(rule.kpi)),
            due=rule.by <= self._today,
        )


def _minutes(post: Post) -> int:
    return post.minutes if post.real_minutes is None else post.real_minutes
