"""Six businesses that somebody of the trade can judge, and short ways to answers and briefs."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from smbsocial.domain.answers import (
    Answers,
    BusinessAnswers,
    FollowersAnswer,
    GoalAnswer,
    GoalsAnswers,
    InvestmentAnswers,
    NumbersAnswers,
)
from smbsocial.domain.assessment.assess import assess
from smbsocial.domain.assessment.values import Assessment
from smbsocial.domain.brief import Brief
from smbsocial.domain.briefing import facts_for, make_brief
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.ids import GoalKey, IndustryKey, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.sampling import Sampler
from smbsocial.library.loader import FileLibrary

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[2] / "resources" / "library"
LIBRARY = FileLibrary(ROOT)
INDUSTRIES = tuple(sorted(each.key for each in LIBRARY.industries()))

# One sampler for all: what is drawn depends on seed and key alone, so sharing it changes nothing.
SAMPLER = Sampler()


def answers(
    industry: str,
    *,
    minutes: int | None = None,
    goal: tuple[str, int | None, Period | None] | None = None,
    counted: Counted | None = None,
    sale: int | None = None,
    margin: int | None = None,
    purchases: int | None = None,
    close: int | None = None,
    followers: tuple[tuple[str, int | None], ...] = (),
    mailing_list: int | None = None,
    listing_views: int | None = None,
    asked: int | None = None,
    money: int | None = None,
    until: date | None = None,
) -> Answers:
    goals = ()
    if goal:
        goals = (GoalAnswer(GoalKey(goal[0]), goal[1], goal[2], counted),)
    return Answers(
        business=BusinessAnswers(name="The business", industry=IndustryKey(industry), country="US"),
        goals=GoalsAnswers(goals),
        numbers=NumbersAnswers(
            average_sale=None if sale is None else Money.of(sale, "USD"),
            margin_percent=margin,
            purchases=purchases,
            close_rate_percent=close,
            followers=tuple(FollowersAnswer(PlatformKey(p), n) for p, n in followers),
            listing_views=listing_views,
            mailing_list=mailing_list,
            askable_customers=asked,
        ),
        investment=InvestmentAnswers(
            minutes_a_week=minutes,
            money_a_month=None if money is None else Money.of(money, "USD"),
            until=until,
        ),
    )


def brief_of(said: Answers) -> Brief:
    return make_brief(said, facts_for(said, LIBRARY), today=TODAY)


def assessed(brief: Brief, *, levers: bool = False) -> Assessment:
    figures = LIBRARY.chain_figures(brief.industry.key, brief.goal.kind)
    return assess(brief, figures, sampler=SAMPLER, levers=levers)


@dataclass(frozen=True)
class Case:
    name: str
    answers: Answers

    @property
    def brief(self) -> Brief:
        return brief_of(self.answers)


CAFE = Case(
    "cafe, 300 followers, 1.5 h, 40 more lunch orders a week",
    answers(
        "cafe",
        minutes=90,
        followers=(("instagram", 300),),
        goal=("foot_traffic", 40, Period.WEEK),
        sale=9,
        margin=70,
    ),
)
PHOTOGRAPHER = Case(
    "wedding photographer, 1,200 followers, 3 h, 2 more bookings a quarter",
    answers(
        "photographer",
        minutes=180,
        followers=(("instagram", 1200),),
        goal=("bookings", 2, Period.QUARTER),
        sale=1800,
        margin=60,
    ),
)
PLUMBER = Case(
    "plumber, no followers, 1 h, 10 more calls a month",
    answers(
        "plumber_hvac_electrician",
        minutes=60,
        followers=(("facebook_page", 0),),
        goal=("phone_leads", 10, Period.MONTH),
        sale=140,
        margin=100,
        close=100,
    ),
)
YOGA = Case(
    "yoga studio, 900 followers, 3 h, 8 more members a quarter",
    answers(
        "yoga_pilates",
        minutes=180,
        followers=(("instagram", 900),),
        goal=("bookings", 8, Period.QUARTER),
        counted=Counted.MEMBERS,
        sale=60,
        purchases=8,
    ),
)
MAKER = Case(
    "online maker, 6,000 followers, list of 800, 6 h, 30 more orders a month",
    answers(
        "craft_ecommerce",
        minutes=360,
        followers=(("instagram", 6000),),
        mailing_list=800,
        goal=("online_sales", 30, Period.MONTH),
        sale=38,
        margin=55,
    ),
)
BOOKKEEPER = Case(
    "bookkeeper, 150 contacts, 2 h, 1 more client a quarter",
    answers(
        "accounting",
        minutes=120,
        followers=(("linkedin_page", 150),),
        goal=("b2b_leads", 1, Period.QUARTER),
        sale=1500,
        margin=100,
    ),
)
CASES = (CAFE, PHOTOGRAPHER, PLUMBER, YOGA, MAKER, BOOKKEEPER)


@cache
def full(case: Case) -> Assessment:
    """A case's assessment with its levers."""
    return assessed(case.brief, levers=True)
