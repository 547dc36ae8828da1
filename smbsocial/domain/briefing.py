"""From answers to a brief: whatever is missing takes the usual of the trade and the country."""

from dataclasses import fields, replace
from datetime import date
from difflib import get_close_matches
from typing import Protocol

from smbsocial.domain import defaults
from smbsocial.domain.answer_checks import BEGUN, check
from smbsocial.domain.answers import Answers, GoalAnswer, Page, PersonAnswer
from smbsocial.domain.assessment.worth import cost_per_month, profit_per_unit
from smbsocial.domain.brief import (
    DEFAULT_MINUTES_A_WEEK,
    Audience,
    Brief,
    BriefFacts,
    Country,
    Investment,
    Rhythm,
    Worth,
)
from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar
from smbsocial.domain.days import coming_week_start
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal, GoalFacts, Kpi, KpiFacts
from smbsocial.domain.ids import (
    AccountId,
    BusinessId,
    CommunityId,
    GoalId,
    IndustryKey,
    KpiId,
    PersonId,
    PillarId,
    PlatformKey,
)
from smbsocial.domain.learning.values import learned_of
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account, PlatformFacts
from smbsocial.domain.playbook import Industry, IndustryBrief, TradeDefaults

DEFAULT_COUNTRY = "US"
"""Where nobody said where: the library's own figures are American."""
OWN_PILLAR_COLOUR = 6


class Knowledge(Protocol):
    """The part of the library that a brief needs."""

    def industries(self) -> tuple[IndustryBrief, ...]:
        """All industries by name."""
        ...

    def industry(self, key: IndustryKey) -> Industry:
        """Everything on one industry."""
        ...

    def goals(self) -> tuple[GoalFacts, ...]:
        """All kinds of goals."""
        ...

    def kpis(self) -> tuple[KpiFacts, ...]:
        """All KPIs."""
        ...

    def platforms(self) -> tuple[PlatformFacts, ...]:
        """All platforms."""
        ...

    def country(self, code: str) -> Country:
        """One country; KeyError for an unknown one."""
        ...

    def countries(self) -> tuple[Country, ...]:
        """All countries."""
        ...


def facts_for(answers: Answers, library: Knowledge) -> BriefFacts:
    """What the library says to these answers.

    Raises ExpectedError: EMPTY without an industry, UNKNOWN_CHOICE (with the nearest) for an
    industry or country that it does not have.
    """
    key = answers.business.industry
    if not key:
        raise ExpectedError(Code.EMPTY, field="business.industry")
    known = [each.key for each in library.industries()]
    if key not in known:
        near = next(iter(get_close_matches(key, known, n=1)), "")
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="business.industry", value=key, nearest=near)
    code = answers.business.country or DEFAULT_COUNTRY
    countries = [each.code for each in library.countries()]
    if code not in countries:
        near = next(iter(get_close_matches(code, countries, n=1)), "")
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="business.country", value=code, nearest=near)
    return BriefFacts(
        industry=library.industry(key),
        goals=library.goals(),
        kpis=library.kpis(),
        platforms=library.platforms(),
        country=library.country(code),
    )


def make_brief(answers: Answers, facts: BriefFacts, *, today: date) -> Brief:
    """Answers made complete; ids are the same for the same answers.

    A start or date that has passed meanwhile counts as not answered, so that old answers can be
    assessed again. Raises the first ExpectedError that `check` has for anything else.
    """
    for problem in check(answers, facts, today=today):
        if problem.code is not Code.DATE_PAST:
            raise problem
    answers = _still_to_come(answers, today)
    industry = facts.industry
    business = _business(answers, facts)
    starts = answers.rhythm.starts or coming_week_start(today, business.first_weekday)
    investment = _investment(answers, facts, currency=business.currency, starts=starts)
    worth = _worth(answers, facts, business.currency)
    goals = _goals(answers, facts, worth=worth, investment=investment)
    people = _people(answers, investment.hourly_cost)
    platforms = answers.platforms.platforms
    if not platforms:
        platforms = defaults.default_platforms(industry, answers, investment.minutes_a_week)
    return Brief(
        business=business,
        industry=industry,
        goals=goals,
        goal_facts=tuple(facts.goal(goal.kind) for goal in goals),
        worth=worth,
        audience=_audience(answers, platforms),
        investment=investment,
        kpis=_kpis(answers, facts, goals=goals, worth=worth),
        platforms=platforms,
        communities=_communities(answers, industry),
        rhythm=_rhythm(answers, industry, business=business, starts=starts, investment=investment),
        accounts=_accounts(answers, platforms),
        people=people,
        overrides=answers.investment.overrides,
        learned=learned_of(answers.investment, goals[0].kind),
        given=given(answers),
        today=today,
        more=answers.rhythm.more,
        scale=facts.country.scale if business.currency == facts.country.currency else 1,
    )


def given(answers: Answers) -> frozenset[str]:
    """The fields that the owner answered, as `page.field`; of the main goal also its parts."""
    found = {
        f"{page.value}.{field.name}"
        for page in Page
        for field in fields(getattr(answers, page.value))
        if _is_given(getattr(getattr(answers, page.value), field.name))
    }
    if answers.goals.goals:
        main = answers.goals.goals[0]
        found |= {
            f"goals.{name}"
            for name in ("target", "period", "counted")
            if getattr(main, name) is not None
        }
    return frozenset(found)


def _still_to_come(answers: Answers, today: date) -> Answers:
    put, rhythm = answers.investment, answers.rhythm
    if put.until is not None and put.until <= today:
        put = replace(put, until=None)
    if rhythm.starts is not None and rhythm.starts < today - BEGUN:
        rhythm = replace(rhythm, starts=None)
    return replace(answers, investment=put, rhythm=rhythm)


def _is_given(value: object) -> bool:
    return value is not None and value is not False and value not in ((), "")


def _business(answers: Answers, facts: BriefFacts) -> Business:
    said, country, industry = answers.business, facts.country, facts.industry
    closed = said.closed_weekdays
    slow = said.slow_months
    return Business(
        id=BusinessId("business-1"),
        name=(said.name or "").strip(),
        industry=industry.key,
        country=country.code,
        currency=said.currency or country.currency,
        zone=said.zone or country.zone,
        first_weekday=country.first_weekday if said.first_weekday is None else said.first_weekday,
        closed_weekdays=industry.defaults.closed_weekdays if closed is None else closed,
        closed_days=said.closed_days,
        slow_months=(
            defaults.default_months(industry.dips, industry, country.code) if slow is None else slow
        ),
        peak_months=defaults.default_months(industry.peaks, industry, country.code),
        locations=said.locations,
        website=said.website,
    )


def _investment(answers: Answers, facts: BriefFacts, *, currency: str, starts: date) -> Investment:
    said = answers.investment
    minutes = said.minutes_a_week
    return Investment(
        minutes_a_week=DEFAULT_MINUTES_A_WEEK if minutes is None else minutes,
        money_a_month=_in(said.money_a_month, currency) or Money(0, currency),
        hourly_cost=_in(said.hourly_cost, currency)
        or defaults.default_hourly(facts.country, currency),
        until=said.until or defaults.default_until(starts),
    )


def _worth(answers: Answers, facts: BriefFacts, currency: str) -> Worth:
    said, trade = answers.numbers, facts.industry.defaults
    margin, purchases = said.margin_percent, said.purchases
    return Worth(
        average_sale=_in(said.average_sale, currency)
        or defaults.default_sale(facts.industry, facts.country, currency),
        margin_percent=trade.margin_percent if margin is None else margin,
        purchases=trade.purchases if purchases is None else purchases,
        close_rate_percent=said.close_rate_percent,
    )


def _in(amount: Money | None, currency: str) -> Money | None:
    """The same figure in the business's currency: who changes the country meant the figure."""
    return None if amount is None else Money.of(amount.amount, currency)


def _goals(
    answers: Answers, facts: BriefFacts, *, worth: Worth, investment: Investment
) -> tuple[Goal, ...]:
    said = answers.goals.goals or (GoalAnswer(defaults.default_goal(facts.industry)),)
    cost = cost_per_month(investment)
    found = []
    for rank, answer in enumerate(said, 1):
        counted = answer.counted or defaults.default_counted(
            facts.goal(answer.kind), facts.industry
        )
        profit = profit_per_unit(
            worth,
            counted,
            trade=facts.industry.defaults,
            hourly_cost=investment.hourly_cost,
        )
        period = answer.period or defaults.default_period(profit, cost)
        target = answer.target
        if target is None:
            target = defaults.default_target(profit, cost, period)
        found.append(
            Goal(
                id=GoalId(f"goal-{rank}"),
                kind=answer.kind,
                counted=counted,
                target=target,
                period=period,
                until=investment.until,
                rank=rank,
            )
        )
    return tuple(found)


def _audience(answers: Answers, platforms: tuple[PlatformKey, ...]) -> Audience:
    said = {each.platform: each.followers for each in answers.numbers.followers}
    return Audience(
        followers=tuple((p, said.get(p)) for p in dict.fromkeys((*platforms, *said))),
        listing_views=answers.numbers.listing_views,
        mailing_list=answers.numbers.mailing_list,
        askable_customers=answers.numbers.askable_customers,
    )


def _kpis(
    answers: Answers, facts: BriefFacts, *, goals: tuple[Goal, ...], worth: Worth
) -> tuple[Kpi, ...]:
    trade = facts.industry.defaults
    chosen = answers.measure.kpis
    if chosen:
        pairs = [(each.kind, each.target) for each in chosen]
    else:
        keys = defaults.default_kpis(facts.goal(goals[0].kind), facts.kpi)
        pairs = [(key, None) for key in keys]
    return tuple(
        Kpi(
            id=KpiId(f"kpi-{rank}"),
            kind=key,
            goal=_goal_of(facts.kpi(key), goals).id,
            target=_target(facts.kpi(key), goals, worth, trade) if target is None else target,
            rank=rank,
        )
        for rank, (key, target) in enumerate(pairs, 1)
    )


def _goal_of(kpi: KpiFacts, goals: tuple[Goal, ...]) -> Goal:
    return next((goal for goal in goals if goal.kind in kpi.goals), goals[0])


def _target(
    kpi: KpiFacts, goals: tuple[Goal, ...], worth: Worth, trade: TradeDefaults
) -> int | None:
    close = worth.close_rate_percent
    return defaults.kpi_target(
        kpi,
        _goal_of(kpi, goals),
        worth=worth,
        close_percent=trade.close_rate_percent if close is None else close,
    )


def _communities(answers: Answers, industry: Industry) -> tuple[Community, ...]:
    said = answers.communities.communities
    wanted = said or defaults.default_communities(industry)
    return tuple(
        Community(CommunityId(f"community-{rank}"), each.name.strip(), each.where, rank=rank)
        for rank, each in enumerate(wanted, 1)
    )


def _rhythm(
    answers: Answers,
    industry: Industry,
    *,
    business: Business,
    starts: date,
    investment: Investment,
) -> Rhythm:
    said = answers.rhythm
    weekdays = tuple(
        sorted({d for d in said.weekdays or () if d not in business.closed_weekdays})
    ) or defaults.default_weekdays(
        industry, business.closed_weekdays, minutes=investment.minutes_a_week
    )
    return Rhythm(
        weekdays=weekdays,
        at=industry.defaults.post_at if said.at is None else said.at,
        pillars=_pillars(said.pillars, industry),
        starts=starts,
    )


def _pillars(names: tuple[str, ...] | None, industry: Industry) -> tuple[Pillar, ...]:
    own = {facts.name: (facts, colour) for colour, facts in enumerate(industry.pillars, 1)}
    found = []
    for rank, name in enumerate(names or tuple(own), 1):
        facts, colour = own.get(name, (None, OWN_PILLAR_COLOUR))
        purpose = facts.purpose if facts else ""
        found.append(Pillar(PillarId(f"pillar-{rank}"), name, purpose, colour, rank=rank))
    return tuple(found)


def _accounts(answers: Answers, platforms: tuple[PlatformKey, ...]) -> tuple[Account, ...]:
    followers = {each.platform: each.followers for each in answers.numbers.followers}
    found: dict[str, Account] = {}
    for said in answers.accounts.accounts:
        number = sum(a.platform == said.platform for a in found.values()) + 1
        id_ = f"account-{said.platform}" + (f"-{number}" if number > 1 else "")
        found[id_] = Account(
            AccountId(id_),
            said.platform,
            handle=said.handle,
            link=said.link,
            exists=said.exists,
            followers=followers.get(said.platform),
        )
    for platform in platforms:
        if all(account.platform != platform for account in found.values()):
            id_ = f"account-{platform}"
            count = followers.get(platform)
            found[id_] = Account(AccountId(id_), platform, exists=bool(count), followers=count)
    return tuple(found.values())


def _people(answers: Answers, hourly_cost: Money) -> tuple[Person, ...]:
    """Those who were named; without an owner among them one is added, who has no name yet."""
    said = list(answers.people.people)
    if all(each.role is not Role.OWNER for each in said):
        said.append(PersonAnswer("", Role.OWNER, posts=not any(each.posts for each in said)))
    return tuple(
        Person(PersonId(f"person-{n}"), each.name.strip(), each.role, hourly_cost, each.posts)
        for n, each in enumerate(said, 1)
    )
