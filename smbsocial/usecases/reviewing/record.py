"""The one page that a review leaves: what came, what it cost, what was said and decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from smbsocial.domain.business import Business, Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Status
from smbsocial.domain.goals import Goal, Period
from smbsocial.domain.ids import PlanId, ReviewId
from smbsocial.domain.plan import Choice, Decision
from smbsocial.domain.platforms import Account
from smbsocial.domain.ranges import Range
from smbsocial.domain.review import (
    KeptForecast,
    Review,
    ReviewAnswer,
    ReviewPage,
    ReviewWord,
)
from smbsocial.usecases.counting.places import platform_name
from smbsocial.usecases.lookup import goals, set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.results.kpis import results_until
from smbsocial.usecases.results.returns import Part, Shares, return_sheet
from smbsocial.usecases.results.sheets import KpiResult
from smbsocial.usecases.reviewing.hours import hours_of, together, work_of
from smbsocial.usecases.reviewing.notes import (
    Planned,
    aims_noted,
    goal_noted,
    is_note,
    plan_noted,
)
from smbsocial.usecases.reviewing.opening import ReviewName, review_name, the_review
from smbsocial.usecases.reviewing.saying import NEW, Answers, answers


@dataclass(frozen=True, slots=True)
class GoalCame:
    """A goal, the target that was aimed at per period, and what came in the review's days.

    `forecast`: extra units expected in all days of the quarter, None where nothing was kept;
    `back`: what came back in minor units; `shares`: how sure it is.
    """

    goal: Goal
    name: str
    target: int
    period: Period
    forecast: Range | None
    back: Range
    shares: Shares


@dataclass(frozen=True, slots=True)
class WordSaid:
    """A word with the name of what it is about ("" where it is about no thing of its own)."""

    page: ReviewPage
    subject: str
    name: str
    word: ReviewWord
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """All of it; money in minor units of `currency`, minutes of the review's days.

    `ratio`: back for 1 of cost, None where it cost nothing; `decision` None while it is open;
    `before`, `after`: the forecasts of the main goal for the reviewed and the next quarter, extra
    units in all its days; `next_first`: the first of its days, with `next_posts`; `next_day`: the
    next review, of a pause the day until which the business stays off; `held_by`: who said the
    words, in the order they came.
    """

    review: Review
    name: ReviewName
    business: Business
    currency: str
    goals: tuple[GoalCame, ...]
    kpis: tuple[KpiResult, ...]
    posts_planned: int
    posts_posted: int
    minutes_planned: int
    minutes_real: int
    cost: int
    back: Range
    ratio: Range | None
    shares: Shares
    numbers_to: date | None
    words: tuple[WordSaid, ...]
    decision: Decision | None
    before: Range | None
    after: Range | None
    next_first: date | None
    next_posts: int
    next_day: date | None
    held_by: tuple[str, ...]


def record_sheet(reads: Reads, ports: Ports, review_id: ReviewId) -> RecordSheet:
    """The record of a review, closed or not; it takes as long as the return: beside the window.

    Figures are worked out of the review's days, words and decision are those that were kept.
    Raises ExpectedError: NOT_SET_UP, NOT_FOUND (review).
    """
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    said = answers(reads, ports, review_id)
    back = return_sheet(reads, ports, review.first, review.last)
    work = work_of(reads, business, review, ports.clock.today(business.zone))
    hours = together(hours_of(reads, business, review, work))
    posts = reads.posts(review.first, review.last)
    decision = reads.get(Decision, review.decision) if review.decision else None
    planned = plan_noted(said)
    own = goals(reads)
    return RecordSheet(
        review=review,
        name=review_name(review.first, review.last, business.country),
        business=business,
        currency=back.currency,
        goals=tuple(_goal(reads, ports, each, review, said, back.goals) for each in own),
        kpis=results_until(reads, ports, review.last, aims_noted(said)),
        posts_planned=sum(post.status is not Status.SKIPPED for post in posts),
        posts_posted=sum(post.status is Status.POSTED for post in posts),
        minutes_planned=hours.planned,
        minutes_real=hours.real,
        cost=back.whole.cost,
        back=back.whole.back,
        ratio=back.whole.ratio,
        shares=back.whole.shares,
        numbers_to=back.numbers_to,
        words=_words(reads, ports, said.values()),
        decision=decision,
        before=_forecast(reads, review.plan, own[0]),
        after=planned.units if planned else None,
        next_first=planned.first if planned else None,
        next_posts=planned.posts if planned else 0,
        next_day=_next_day(decision, planned),
        held_by=_held_by(reads, said.values()),
    )


def _goal(
    reads: Reads,
    ports: Ports,
    goal: Goal,
    review: Review,
    said: Answers,
    parts: Iterable[Part],
) -> GoalCame:
    part = next((each for each in parts if each.key == goal.id), None)
    target, period = goal_noted(said, goal.id) or (goal.target, goal.period)
    return GoalCame(
        goal=goal,
        name=ports.library.goal(goal.kind).name,
        target=target,
        period=period,
        forecast=_forecast(reads, review.plan, goal),
        back=part.back if part else Range.exactly(0),
        shares=part.shares if part else Shares(0, 0, 0),
    )


def _words(reads: Reads, ports: Ports, said: Iterable[ReviewAnswer]) -> tuple[WordSaid, ...]:
    """In the order of the pages; what the app noted itself is no word."""
    people = _people(reads)
    pages = list(ReviewPage)
    names = {str(row.id): row.name for row in reads.all(Pillar)}
    names |= {str(row.id): row.name for row in reads.all(Community)}
    names |= people
    names |= {str(row.id): platform_name(ports, row.platform) for row in reads.all(Account)}
    names |= {str(row.id): ports.library.goal(row.kind).name for row in reads.all(Goal)}
    found = [
        WordSaid(
            each.page,
            each.subject,
            _name(ports, names, each),
            each.word,
            each.text,
            people.get(each.by or "", ""),
        )
        for each in said
        if not is_note(each)
    ]
    return tuple(sorted(found, key=lambda each: pages.index(each.page)))


def _name(ports: Ports, names: Mapping[str, str], said: ReviewAnswer) -> str:
    if said.page is ReviewPage.COMMUNITIES and said.subject.startswith(NEW):
        return said.text.partition("\n")[0]
    about = said.subject.rpartition(":")[2]
    if said.page is ReviewPage.ACCOUNTS:
        about = said.subject.partition(":")[0]
    if said.page is ReviewPage.PLATFORMS:
        leaving = said.subject.split(":")
        return platform_name(ports, leaving[1] if len(leaving) > 1 else about)
    return names.get(about, "")


def _people(reads: Reads) -> dict[str, str]:
    return {str(row.id): row.name for row in reads.all(Person)}


def _held_by(reads: Reads, said: Iterable[ReviewAnswer]) -> tuple[str, ...]:
    names = _people(reads)
    found = (names.get(each.by or "", "") for each in sorted(said, key=lambda each: each.at))
    return tuple(name for name in dict.fromkeys(found) if name)


def _forecast(reads: Reads, plan: PlanId | None, goal: Goal) -> Range | None:
    kept = reads.having(KeptForecast, "plan", plan) if plan else ()
    return next((each.units for each in kept if each.goal == goal.id), None)


def _next_day(decision: Decision | None, planned: Planned | None) -> date | None:
    if decision is not None and decision.choice is Choice.STAY_OFF:
        return decision.until
    return planned.last - timedelta(days=6) if planned else None
