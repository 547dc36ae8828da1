"""The one page that a review leaves: what came, what it cost, what was said and decided."""

from dataclasses import dataclass
from datetime import date

from smbsocial.domain.business import Business
from smbsocial.domain.goals import Goal, Period
from smbsocial.domain.plan import Decision, Plan
from smbsocial.domain.ranges import Range
from smbsocial.domain.review import KeptForecast, Review, ReviewPage, ReviewWord
from smbsocial.usecases.results.returns import Shares
from smbsocial.usecases.results.sheets import KpiResult
from smbsocial.usecases.reviewing.opening import ReviewName


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
    `before`, `after`: the forecasts of the main goal for the reviewed and the next quarter;
    `next_plan` with its number of `next_posts`; `next_day`: the next review, of a pause the day
    until which the business stays off; `held_by`: who said the words, in the order they came.
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
    before: KeptForecast | None
    after: KeptForecast | None
    next_plan: Plan | None
    next_posts: int
    next_day: date | None
    held_by: tuple[str, ...]
