"""Briefs for planner tests: the real library and the real defaults, from a handful of choices."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from smbsocial.domain.answers import (
    Answers,
    BusinessAnswers,
    CommunitiesAnswers,
    CommunityAnswer,
    GoalAnswer,
    GoalsAnswers,
    InvestmentAnswers,
    PlatformsAnswers,
    RhythmAnswers,
)
from smbsocial.domain.brief import Brief
from smbsocial.domain.briefing import BriefFacts, facts_for, make_brief
from smbsocial.domain.ids import GoalKey, IndustryKey, PlanId, PlatformKey
from smbsocial.domain.observances import Observance
from smbsocial.domain.planning.draft import NOTHING_RECENT, draft_plan
from smbsocial.domain.planning.formats import format_minutes, formats_of
from smbsocial.domain.planning.values import PlanDraft, Recent
from smbsocial.library.loader import FileLibrary

LIBRARY = FileLibrary(Path(__file__).parents[2] / "resources" / "library")
INDUSTRIES: tuple[str, ...] = tuple(sorted(brief.key for brief in LIBRARY.industries()))
MINUTES = format_minutes(LIBRARY.cadence_minutes())
FORMATS = {facts.key: formats_of(facts.post_types) for facts in LIBRARY.platforms()}
MADE_AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """The choices that matter to a plan; None = as usual in the trade and country."""

    industry: str = "cafe"
    minutes: int = 90
    platforms: int | tuple[str, ...] = 1
    communities: int = 2
    goals: tuple[str, ...] = ("foot_traffic",)
    country: str = "US"
    zone: str = "America/New_York"
    first_weekday: int = 0
    starts: date = date(2026, 11, 23)
    weekdays: tuple[int, ...] | None = (1, 3)
    closed_weekdays: tuple[int, ...] = (6,)
    closed_days: tuple[date, ...] = ()
    slow_months: tuple[int, ...] | None = None
    peak_months: tuple[int, ...] | None = None
    pillars: tuple[str, ...] | None = None
    more: bool = False
    seed: int = 1
    recent: Recent = NOTHING_RECENT


@cache
def facts(industry: str, country: str) -> BriefFacts:
    answers = Answers(business=BusinessAnswers(industry=IndustryKey(industry), country=country))
    return facts_for(answers, LIBRARY)


@cache
def observances() -> tuple[Observance, ...]:
    return LIBRARY.observances()


def brief_of(case: Case) -> Brief:
    answers = Answers(
        business=BusinessAnswers(
            name="The business",
            industry=IndustryKey(case.industry),
            country=case.country,
            zone=case.zone,
            first_weekday=case.first_weekday,
            closed_weekdays=case.closed_weekdays,
            closed_days=case.closed_days,
            slow_months=case.slow_months,
        ),
        goals=GoalsAnswers(tuple(GoalAnswer(GoalKey(kind)) for kind in case.goals)),
        investment=InvestmentAnswers(minutes_a_week=case.minutes),
        platforms=PlatformsAnswers(platforms_of(case)),
        communities=CommunitiesAnswers(
            tuple(CommunityAnswer(f"Community {i + 1}") for i in range(case.communities))
        ),
        rhythm=RhythmAnswers(
            weekdays=case.weekdays,
            at=time(11, 30),
            pillars=case.pillars,
            starts=case.starts,
            more=case.more,
        ),
    )
    today = case.starts - timedelta(days=1)
    brief = make_brief(answers, facts(case.industry, case.country), today=today)
    if case.peak_months is None:
        return brief
    return replace(brief, business=replace(brief.business, peak_months=case.peak_months))


def platforms_of(case: Case) -> tuple[PlatformKey, ...]:
    if isinstance(case.platforms, tuple):
        return tuple(PlatformKey(key) for key in case.platforms)
    fits = facts(case.industry, case.country).industry.platforms
    return tuple(fit.platform for fit in sorted(fits, key=lambda f: f.rank)[: case.platforms])


def plan_of(case: Case) -> PlanDraft:
    return draft_plan(
        brief_of(case),
        observances(),
        MINUTES,
        plan_id=PlanId("plan"),
        seed=case.seed,
        made_at=MADE_AT,
        recent=case.recent,
        formats=FORMATS,
    )
