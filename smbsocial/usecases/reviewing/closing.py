"""A review is closed with its decision: everything that hangs on it is one step of undo."""

from dataclasses import replace
from datetime import date

from smbsocial.domain.answers import Answers, Learned
from smbsocial.domain.content import Pillar
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import ReviewId
from smbsocial.domain.learning.values import as_answers
from smbsocial.domain.plan import Choice, Decision, Plan
from smbsocial.domain.review import Review, ReviewPage, ReviewWord
from smbsocial.domain.turns import Of, Turn, Word
from smbsocial.usecases.checks import later_than
from smbsocial.usecases.deciding.turns import words_now
from smbsocial.usecases.expecting import keep_forecast
from smbsocial.usecases.keeping import retire
from smbsocial.usecases.learning.links import learn
from smbsocial.usecases.lookup import goals, set_up_business
from smbsocial.usecases.plans import apply, end_plans
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.reviewing.coming import (
    Coming,
    Words,
    as_it_stands,
    known_answers,
    named_anew,
    next_quarter,
    with_why,
    with_words,
    words_that_count,
)
from smbsocial.usecases.reviewing.effects import empty, problems_of, turned
from smbsocial.usecases.reviewing.notes import Planned, note_aims, note_plan
from smbsocial.usecases.reviewing.opening import open_one
from smbsocial.usecases.reviewing.saying import answers
from smbsocial.usecases.reviewing.wishes import Wish, usual_end
from smbsocial.usecases.setup import (
    decide,
    pages,
    read_answers,
    save_page,
    with_page,
    write_rows,
)

WORDS = {
    (ReviewPage.CONTENT, ReviewWord.KEEP): (Of.PILLAR, Word.KEEP),
    (ReviewPage.CONTENT, ReviewWord.CHANGE): (Of.PILLAR, Word.CHANGE),
    (ReviewPage.CONTENT, ReviewWord.PAUSE): (Of.PILLAR, Word.PAUSE),
    (ReviewPage.PLATFORMS, ReviewWord.STAY): (Of.PLATFORM, Word.KEEP),
    (ReviewPage.PLATFORMS, ReviewWord.TRY): (Of.PLATFORM, Word.START),
    (ReviewPage.PLATFORMS, ReviewWord.LEAVE): (Of.PLATFORM, Word.STOP),
}
"""The words of a review as the decision log knows them."""
SAME = {Word.KEEP: frozenset({Word.KEEP, Word.START})}
"""To stay on a platform that was left is logged as a new start."""


def close_review(
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    wish: Wish,
    *,
    learned: tuple[Learned, ...] | None = None,
) -> Review:
    """Close a review: words, answers, the next thirteen weeks or the pause, and the decision.

    `learned`: what the page showed as measured; None = worked out here, which takes longer. Posts
    that people edited are kept. Raises ExpectedError: NOT_FOUND, ALREADY_DONE, the first of the
    wish's problems, EMPTY where nothing is left to plan with, and as `make_brief_from` does.
    """
    review = open_one(tx, review_id)
    today = ports.clock.today(set_up_business(tx).zone)
    for problem in problems_of(wish, today):
        raise problem
    words = words_that_count(tx, ports, review_id)
    known = _learned(tx, ports, today) if learned is None else learned
    note_aims(tx, ports, review)
    if wish.choice is Choice.STAY_OFF:
        decision = _pause(tx, ports, words, wish, known)
    else:
        decision = _go_on(tx, ports, review, words, wish, known)
    _put_turns(tx, ports, review, answers(tx, ports, review_id), today)
    seen = {*review.seen, ReviewPage.DECIDE}
    closed = replace(
        _the_newest(tx, review),
        page=ReviewPage.DECIDE,
        seen=tuple(page for page in ReviewPage if page in seen),
        closed_at=later_than(ports.clock.now(), review.opened_at),
        decision=decision.id,
    )
    tx.put(closed)
    return closed


def _learned(reads: Reads, ports: Ports, today: date) -> tuple[Learned, ...]:
    return as_answers(learn(reads, ports, as_it_stands(reads, ports), today=today))


def _go_on(
    tx: Tx,
    ports: Ports,
    review: Review,
    words: Words,
    wish: Wish,
    learned: tuple[Learned, ...],
) -> Decision:
    today = ports.clock.today(set_up_business(tx).zone)
    said = with_words(tx, ports, words, wish, learned)
    empty(tx, ports, wish, turned(tx, ports, words, today), today)
    coming = next_quarter(tx, ports, said, words)
    _save(tx, ports, said)
    plan = _write(tx, ports, coming)
    kept = keep_forecast(tx, ports, coming.brief, plan, learned=bool(learned))
    open_ones = [post for post in tx.posts(kept.first, kept.last) if post.is_open]
    note_plan(tx, ports, review, Planned(kept.first, kept.last, len(open_ones), kept.units))
    return decide(
        tx,
        ports,
        wish.choice,
        reason=wish.reason.strip(),
        would_change=wish.would_change.strip(),
        brief=coming.brief,
    )


def _pause(
    tx: Tx, ports: Ports, words: Words, wish: Wish, learned: tuple[Learned, ...]
) -> Decision:
    today = ports.clock.today(set_up_business(tx).zone)
    _save(tx, ports, _resting(tx, ports, words, wish, learned))
    empty(tx, ports, wish, (), today)
    end_plans(tx, today)
    write_rows(tx, named_anew(tx, words), with_why(tx.all(Pillar), words))
    return decide(
        tx,
        ports,
        Choice.STAY_OFF,
        until=wish.until or usual_end(today),
        reason=wish.reason.strip(),
        would_change=wish.would_change.strip(),
        alive=wish.alive,
    )


def _resting(
    reads: Reads, ports: Ports, words: Words, wish: Wish, learned: tuple[Learned, ...]
) -> Answers:
    """The answers that the business comes back to; where no kind of content is left, all stay."""
    try:
        said = with_words(reads, ports, words, wish, learned)
    except ExpectedError as error:
        if error.code is not Code.EMPTY:
            raise
        said = known_answers(reads)
    return replace(
        said,
        investment=replace(
            said.investment, learned=learned, learned_for=goals(reads)[0].kind, until=None
        ),
        rhythm=replace(said.rhythm, starts=None),
    )


def _save(tx: Tx, ports: Ports, said: Answers) -> None:
    before = read_answers(tx)
    for page in pages(said):
        if with_page(before, page) != before:
            save_page(tx, ports, page, done=True)


def _write(tx: Tx, ports: Ports, coming: Coming) -> Plan:
    brief = coming.brief
    tx.put(replace(brief.business, example=set_up_business(tx).example))
    write_rows(tx, brief.people, brief.goals, brief.kpis, brief.accounts)
    write_rows(tx, brief.communities, brief.rhythm.pillars)
    retire(tx, brief)
    return apply(tx, ports, draft=coming.draft, chosen=coming.chosen)


def _put_turns(tx: Tx, ports: Ports, review: Review, words: Words, today: date) -> None:
    """The words that were not yet put into the decision log when they were said."""
    latest = words_now(tx, ports)
    pillars = {str(row.id) for row in tx.all(Pillar)}
    for (page, subject), said in words.items():
        of, word = WORDS.get((page, said.word), (None, None))
        if of is None or word is None or (of is Of.PILLAR and subject not in pillars):
            continue
        newest = latest.get((of, subject))
        if newest and newest.made_at >= review.opened_at and newest.word in SAME.get(word, {word}):
            continue
        at = later_than(ports.clock.now(), newest.made_at if newest else None)
        tx.put(Turn(ports.ids.new(), today, of, subject, word, said.text, at))


def _the_newest(reads: Reads, review: Review) -> Review:
    """The review as it is now: with the plan that took its plan's place, where one did."""
    return open_one(reads, review.id)
