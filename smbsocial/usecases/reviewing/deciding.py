"""The review's last page: what the words and the wish come to, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from smbsocial.domain.assessment.values import Verdict
from smbsocial.domain.brief import Brief, Investment
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Goal
from smbsocial.domain.ids import ReviewId
from smbsocial.domain.learning.values import LearnedLink, as_answers
from smbsocial.domain.plan import Choice
from smbsocial.domain.planning.values import Note
from smbsocial.domain.ranges import Range
from smbsocial.domain.reminders import Kind
from smbsocial.domain.review import KeptForecast, Review
from smbsocial.usecases.expecting import expected_units, going_on
from smbsocial.usecases.learning.links import learn
from smbsocial.usecases.lookup import goals, last_day, set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reviewing.coming import (
    Coming,
    Words,
    as_it_stands,
    next_quarter,
    with_words,
    without_why,
    words_that_count,
)
from smbsocial.usecases.reviewing.effects import LONGEST_PAUSE, emptied, problems_of, turned
from smbsocial.usecases.reviewing.emptying import Emptied
from smbsocial.usecases.reviewing.opening import the_review
from smbsocial.usecases.reviewing.wishes import Turned, Wish, usual_end
from smbsocial.usecases.setup import assess_brief


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of the next quarter: `units` extra in all its days, `result` per period.

    `result` is what the assessment says for the end of the quarter, in the goal's own period.
    """

    units: Range
    result: Range
    verdict: Verdict
    chance_percent: int
    target: int
    investment: Investment


@dataclass(frozen=True, slots=True)
class Standing:
    """A reminder that will stand, and its first day."""

    kind: Kind
    day: date


@dataclass(frozen=True, slots=True)
class DecideSheet:
    """The decision with all that hangs on it; `problems` say what keeps it from being taken.

    `wish`: as asked, with figures for what was left open; `kept`: what was expected of the quarter
    that is reviewed when its plan was made (None: nothing was kept); `old` and `new`: the next
    quarter as it stood, by published figures and the owner's own, and with what was measured, the
    words and the wish (None while something keeps it from being worked out); `links`: what was
    measured; `first`, `last`: the next thirteen weeks, of a pause its days; `posts`: how many are
    planned in them, with those `kept_posts` that somebody edited; `set_aside`: edited ones that are
    kept as skipped; `removed`: how many open ones go; `gave_way`: promises that the new plan cannot
    keep in full; `usual_until`: until when a pause is proposed.
    """

    review: Review
    today: date
    currency: str
    goal: Goal
    goal_name: str
    wish: Wish
    kept: KeptForecast | None
    old: Forecast | None
    new: Forecast | None
    links: tuple[LearnedLink, ...]
    turned: tuple[Turned, ...]
    without_why: tuple[Pillar, ...]
    kept_posts: tuple[Post, ...]
    set_aside: tuple[Post, ...]
    removed: int
    first: date
    last: date
    posts: int
    gave_way: tuple[Note, ...]
    reminders: tuple[Standing, ...]
    earliest_until: date
    latest_until: date
    usual_until: date
    problems: tuple[ExpectedError, ...] = ()


def decide_sheet(
    reads: Reads, ports: Ports, review_id: ReviewId, wish: Wish | None = None
) -> DecideSheet:
    """All that the decision hangs on; it may take a second or two: beside the window.

    Raises ExpectedError: NOT_SET_UP, NOT_FOUND (review). What else is wrong stands in `problems`.
    """
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    words = words_that_count(reads, ports, review_id)
    asked = wish or Wish()
    main = goals(reads)[0]
    found = _worked_out(reads, ports, words, asked, today)
    gone = turned(reads, ports, words, today + timedelta(days=1))
    lost = emptied(reads, ports, asked, gone, today)
    until = asked.until or usual_end(today)
    pausing = asked.choice is Choice.STAY_OFF
    plan = found.coming.plan if found.coming and not pausing else None
    first, last = (plan.starts, last_day(plan)) if plan else (today, until - timedelta(days=1))
    kept = _kept_posts(reads, first, last, lost) if plan else ()
    return DecideSheet(
        review=review,
        today=today,
        currency=business.currency,
        goal=main,
        goal_name=ports.library.goal(main.kind).name,
        wish=replace(_filled(asked, found), until=until if pausing else None),
        kept=_kept_forecast(reads, review, main),
        old=found.old,
        new=None if pausing else found.new,
        links=found.links,
        turned=gone,
        without_why=without_why(reads, ports, words),
        kept_posts=kept,
        set_aside=lost.set_aside,
        removed=len(lost.removed),
        first=first,
        last=last,
        posts=len(kept) + (len(found.coming.chosen) if plan and found.coming else 0),
        gave_way=found.coming.draft.notes if plan and found.coming else (),
        reminders=_reminders(found.coming, kept) if plan else (Standing(Kind.REASSESS, until),),
        earliest_until=today + timedelta(days=1),
        latest_until=today + LONGEST_PAUSE,
        usual_until=usual_end(today),
        problems=(*problems_of(asked, today), *(() if pausing else found.problems)),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    links: tuple[LearnedLink, ...] = ()
    old: Forecast | None = None
    new: Forecast | None = None
    coming: Coming | None = None
    stands: Brief | None = None
    problems: tuple[ExpectedError, ...] = ()


def _worked_out(reads: Reads, ports: Ports, words: Words, wish: Wish, today: date) -> _Found:
    found = _Found()
    try:
        stands = as_it_stands(reads, ports)
        found = _Found(learn(reads, ports, stands, today=today), _forecast(reads, ports, stands))
        found = replace(found, stands=stands)
        said = with_words(reads, ports, words, wish, as_answers(found.links))
        coming = next_quarter(reads, ports, said, words)
        return replace(found, new=_forecast(reads, ports, coming.brief), coming=coming)
    except ExpectedError as error:
        return replace(found, problems=(error,))


def _forecast(reads: Reads, ports: Ports, brief: Brief) -> Forecast:
    own = going_on(reads, brief)
    first = own.rhythm.starts
    assessment = assess_brief(own, ports, levers=False)
    return Forecast(
        units=expected_units(own, ports, first, own.investment.until),
        result=assessment.result,
        verdict=assessment.verdict,
        chance_percent=assessment.chance_percent,
        target=assessment.target,
        investment=own.investment,
    )


def _filled(wish: Wish, found: _Found) -> Wish:
    """The wish with the figures that hold where it leaves them open."""
    brief = found.coming.brief if found.coming else found.stands
    if brief is None:
        return wish
    changed = wish if wish.choice is Choice.CHANGE else Wish()
    put, target = brief.investment, brief.goal.target
    minutes, money = changed.minutes_a_week, changed.money_a_month
    return replace(
        wish,
        minutes_a_week=put.minutes_a_week if minutes is None else minutes,
        money_a_month=put.money_a_month if money is None else money,
        target=target if changed.target is None else changed.target,
    )


def _kept_forecast(reads: Reads, review: Review, goal: Goal) -> KeptForecast | None:
    if review.plan is None:
        return None
    kept = reads.having(KeptForecast, "plan", review.plan)
    return next((each for each in kept if each.goal == goal.id), None)


def _kept_posts(reads: Reads, first: date, last: date, lost: Emptied) -> tuple[Post, ...]:
    gone = {post.id for post in lost.set_aside}
    posts = reads.posts(first, last)
    return tuple(post for post in posts if post.edited and post.is_open and post.id not in gone)


def _reminders(coming: Coming | None, kept: Iterable[Post]) -> tuple[Standing, ...]:
    """Of the next weeks: the first of each kind, on its own day."""
    if coming is None:
        return ()
    plan, business = coming.plan, coming.brief.business
    days = (plan.starts + timedelta(days=n) for n in range(7 * plan.weeks))
    first_open = next((day for day in days if not business.is_closed(day)), plan.starts)
    posts = [*kept, *(post for post in coming.draft.posts if post.id in coming.chosen)]
    first_post = min((post.day for post in posts), default=None)
    return (
        Standing(Kind.WEEK, first_open),
        *([Standing(Kind.POST, first_post)] if first_post else []),
        Standing(Kind.REVIEW, last_day(plan) - timedelta(days=6)),
    )
