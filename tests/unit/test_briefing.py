"""A name and an industry are enough; what cannot be is said at its field, all at once."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from assessment_cases import INDUSTRIES, LIBRARY, TODAY, answers, brief_of
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.answer_checks import check
from smbsocial.domain.answers import (
    AccountAnswer,
    AccountsAnswers,
    Answers,
    BusinessAnswers,
    CommunitiesAnswers,
    CommunityAnswer,
    FollowersAnswer,
    GoalAnswer,
    GoalsAnswers,
    InvestmentAnswers,
    KpiAnswer,
    MeasureAnswers,
    NumbersAnswers,
    Override,
    PeopleAnswers,
    PersonAnswer,
    PlatformsAnswers,
    RhythmAnswers,
)
from smbsocial.domain.assessment.worth import break_even, cost_per_month, profit_per_unit
from smbsocial.domain.brief import Brief
from smbsocial.domain.briefing import facts_for, make_brief
from smbsocial.domain.briefing import given as fields_given
from smbsocial.domain.business import Role
from smbsocial.domain.days import SUNDAY
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.ids import GoalKey, IndustryKey, KpiKey, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range

CAFE = IndustryKey("cafe")
LISTING = PlatformKey("google_business_profile")
INSTAGRAM = PlatformKey("instagram")


def business(**more: object) -> Answers:
    return Answers(business=BusinessAnswers(**{"name": "Corner", "industry": CAFE, **more}))  # type: ignore[arg-type]


def problems(said: Answers) -> list[tuple[str | None, Code]]:
    found = check(said, facts_for(said, LIBRARY), today=TODAY)
    return [(problem.field, problem.code) for problem in found]


def problem(said: Answers) -> ExpectedError:
    (found,) = check(said, facts_for(said, LIBRARY), today=TODAY)
    return found


@pytest.mark.parametrize("industry", INDUSTRIES)
@pytest.mark.parametrize("minutes", [None, 60, 180, 360])
def test_name_and_industry_make_a_whole_brief(industry: str, minutes: int | None) -> None:
    said = answers(industry, minutes=minutes)
    brief = brief_of(said)
    facts = LIBRARY.industry(IndustryKey(industry))
    assert brief.goal.kind == facts.goals[0]
    assert brief.goal.counted is facts.defaults.counted
    assert brief.investment.minutes_a_week == (minutes or 90)
    assert brief.investment.until == brief.rhythm.starts + timedelta(weeks=13, days=-1)
    assert TODAY <= brief.rhythm.starts < TODAY + timedelta(days=7)
    assert 1 <= len(brief.platforms) <= 3
    assert (LISTING in brief.platforms) == (LISTING in {p.platform for p in facts.platforms})
    assert brief.rhythm.weekdays
    assert not set(brief.rhythm.weekdays) & set(brief.business.closed_weekdays)
    assert [pillar.colour for pillar in brief.rhythm.pillars] == [1, 2, 3, 4, 5]
    assert brief.communities
    assert not any("(" in community.name for community in brief.communities)
    assert [person.role for person in brief.people] == [Role.OWNER]
    assert brief.worker.posts
    assert 3 <= len(brief.kpis) <= 5
    assert brief.kpis[0].kind == brief.goal_facts[0].main_kpi
    assert not all(LIBRARY.kpi(kpi.kind).vanity for kpi in brief.kpis)
    assert {account.platform for account in brief.accounts} == set(brief.platforms)
    assert problems(said) == []
    assert brief == brief_of(said)


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_the_target_is_the_smallest_that_pays(industry: str) -> None:
    brief = brief_of(answers(industry))
    profit = profit_per_unit(
        brief.worth,
        brief.goal.counted,
        trade=brief.industry.defaults,
        hourly_cost=brief.investment.hourly_cost,
    )
    cost = cost_per_month(brief.investment)
    assert brief.goal.target == break_even(profit, cost, brief.goal.period)
    assert brief.goal.period is (Period.QUARTER if profit > cost else Period.MONTH)


def test_without_profit_any_small_target_stands_there() -> None:
    assert brief_of(answers("cafe", margin=0)).goal.target == 5


@pytest.mark.parametrize(
    ("minutes", "count"), [(60, 1), (90, 1), (120, 2), (240, 2), (241, 3), (600, 3)]
)
def test_more_hours_carry_more_platforms(minutes: int, count: int) -> None:
    maker = brief_of(answers("craft_ecommerce", minutes=minutes))
    assert maker.platforms == ("instagram", "pinterest", "tiktok")[:count]
    cafe = brief_of(answers("cafe", minutes=minutes))
    assert len(cafe.platforms) == min(3, count + 1)  # the listing comes along


def test_where_followers_are_the_business_stays() -> None:
    brief = brief_of(answers("cafe", followers=(("facebook_page", 300), ("instagram", 0))))
    assert set(brief.platforms) == {"facebook_page", LISTING}
    assert brief.platforms[0] == "facebook_page"
    assert dict(brief.audience.followers)[INSTAGRAM] == 0
    account = next(a for a in brief.accounts if a.platform == "facebook_page")
    assert (account.exists, account.followers) == (True, 300)


def test_the_countrys_money_zone_and_week() -> None:
    brief = brief_of(business(country="JP"))
    assert (brief.business.currency, brief.business.zone) == ("JPY", "Asia/Tokyo")
    assert brief.worth.average_sale == Money(900, "JPY")
    assert brief.scale == 100
    abroad = brief_of(business(country="JP", currency="USD"))
    assert abroad.worth.average_sale == Money.of(9, "USD")
    assert abroad.investment.hourly_cost == Money.of(15, "USD")
    assert abroad.scale == 1
    assert brief_of(business(country="US")).rhythm.starts.weekday() == SUNDAY
    assert brief_of(business(country="US", first_weekday=0)).rhythm.starts.weekday() == 0


def test_a_figure_typed_before_the_currency_changed_keeps_its_digits() -> None:
    said = replace(
        business(country="JP"), numbers=NumbersAnswers(average_sale=Money.of(900, "USD"))
    )
    assert brief_of(said).worth.average_sale == Money(900, "JPY")


def test_seasons_turn_round_in_the_south_where_the_weather_makes_them() -> None:
    def months(industry: str, country: str) -> tuple[int, ...]:
        said = answers(industry)
        there = replace(said.business, country=country)
        return brief_of(replace(said, business=there)).business.slow_months

    assert months("landscaper", "GB") == (1, 2, 12)
    assert months("landscaper", "NZ") == (6, 7, 8)
    assert months("cafe", "NZ") == months("cafe", "GB") == (1, 7, 8)


def test_what_was_said_counts() -> None:
    said = Answers(
        business=BusinessAnswers(
            name="  Corner ", industry=CAFE, closed_weekdays=(), slow_months=(2,)
        ),
        goals=GoalsAnswers(
            (
                GoalAnswer(GoalKey("email_list"), 70, Period.QUARTER),
                GoalAnswer(GoalKey("repeat_customers")),
            )
        ),
        numbers=NumbersAnswers(purchases=3),
        measure=MeasureAnswers((KpiAnswer(KpiKey("email_signups")), KpiAnswer(KpiKey("reach"), 9))),
        platforms=PlatformsAnswers((PlatformKey("tiktok"),)),
        communities=CommunitiesAnswers((CommunityAnswer("Students", "campus"),)),
        rhythm=RhythmAnswers(
            weekdays=(6, 2, 2), at=time(9), pillars=("Craft", "My own"), starts=TODAY, more=True
        ),
        accounts=AccountsAnswers(
            (AccountAnswer(INSTAGRAM, "@one"), AccountAnswer(INSTAGRAM, "@two"))
        ),
        people=PeopleAnswers((PersonAnswer("Sam", Role.STAFF, posts=True),)),
    )
    brief = brief_of(said)
    assert brief.business.name == "Corner"
    assert brief.business.slow_months == (2,)
    assert brief.goal.counted is Counted.SUBSCRIBERS
    assert [goal.id for goal in brief.goals] == ["goal-1", "goal-2"]
    assert [(k.kind, k.target, k.goal) for k in brief.kpis] == [
        ("email_signups", 24, "goal-1"),
        ("reach", 9, "goal-2"),
    ]
    assert brief.platforms == ("tiktok",)
    assert brief.communities[0].where == "campus"
    assert brief.rhythm.weekdays == (2, 6)
    assert [(p.name, p.colour) for p in brief.rhythm.pillars] == [("Craft", 3), ("My own", 6)]
    assert [a.id for a in brief.accounts] == [
        "account-instagram",
        "account-instagram-2",
        "account-tiktok",
    ]
    assert brief.worker.name == "Sam"
    assert [p.role for p in brief.people] == [Role.STAFF, Role.OWNER]
    assert not brief.people[1].posts
    assert brief.more
    assert {"goals.target", "goals.period", "rhythm.at", "people.people"} <= brief.given
    assert "goals.counted" not in brief.given
    assert "investment.until" not in brief.given


def test_an_owner_who_is_named_stays_the_only_one() -> None:
    said = replace(business(), people=PeopleAnswers((PersonAnswer("Kim", Role.OWNER, posts=True),)))
    assert [p.name for p in brief_of(said).people] == ["Kim"]


def test_an_account_that_is_there_is_not_added_again() -> None:
    said = replace(business(), accounts=AccountsAnswers((AccountAnswer(INSTAGRAM, "@corner"),)))
    accounts = brief_of(said).accounts
    assert [a.platform for a in accounts] == [INSTAGRAM, LISTING]
    assert accounts[0].exists


def test_a_zone_that_exists_is_fine() -> None:
    assert problems(business(zone="Europe/Berlin")) == []


def test_given_names_only_what_was_answered() -> None:
    assert fields_given(Answers()) == frozenset()
    assert fields_given(business()) == {"business.name", "business.industry"}


def test_weekdays_that_are_closed_by_now_do_not_stay() -> None:
    said = replace(business(closed_weekdays=(1, 2)), rhythm=RhythmAnswers(weekdays=(1, 2)))
    assert not set(brief_of(said).rhythm.weekdays) & {1, 2}


def test_a_clients_kpi_counts_the_enquiries_it_takes() -> None:
    said = answers("accounting", goal=("b2b_leads", 2, Period.QUARTER), close=25)
    leads = brief_of(said).kpis[0]
    assert (leads.kind, leads.target) == ("leads", 1)  # eight a quarter, so one a week
    orders = brief_of(answers("craft_ecommerce", goal=("online_sales", 30, Period.MONTH)))
    assert [k.target for k in orders.kpis][:2] == [7, 30 * 38]


def test_general_goals_count_what_the_trade_sells() -> None:
    def counted(industry: str, goal: str) -> Counted:
        return brief_of(answers(industry, goal=(goal, None, None))).goal.counted

    assert counted("plumber_hvac_electrician", "local_awareness") is Counted.LEADS
    assert counted("bar", "local_awareness") is Counted.VISITS
    assert counted("salon_barber", "reputation_reviews") is Counted.REVIEWS


def test_old_dates_do_not_stop_a_new_assessment() -> None:
    said = replace(
        business(),
        investment=InvestmentAnswers(until=date(2020, 1, 1)),
        rhythm=RhythmAnswers(starts=date(2019, 1, 1)),
    )
    brief = brief_of(said)
    assert brief.rhythm.starts >= TODAY
    assert brief.investment.until > brief.rhythm.starts
    assert problems(said) == [
        ("investment.until", Code.DATE_PAST),
        ("rhythm.starts", Code.DATE_PAST),
    ]


def test_a_plan_may_begin_with_the_week_that_runs() -> None:
    starts = TODAY - timedelta(days=6)
    said = replace(business(), rhythm=RhythmAnswers(starts=starts))
    assert brief_of(said).rhythm.starts == starts
    assert problems(said) == []


@pytest.mark.parametrize(
    ("industry", "code", "near"),
    [(None, Code.EMPTY, None), ("cafes", Code.UNKNOWN_CHOICE, "cafe")],
)
def test_without_a_known_industry_there_are_no_facts(
    industry: str | None, code: Code, near: str | None
) -> None:
    with pytest.raises(ExpectedError) as caught:
        facts_for(business(industry=industry), LIBRARY)
    assert (caught.value.code, caught.value.field) == (code, "business.industry")
    assert caught.value.facts.get("nearest") == near


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(ExpectedError) as caught:
        facts_for(business(country="UX"), LIBRARY)
    assert caught.value.field == "business.country"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (None, Code.EMPTY),
        ("   ", Code.EMPTY),
        ("☕" * 201, Code.TOO_LONG),
        ("\u0645\u0642\u0647\u0649 🫖 " * 50, Code.TOO_LONG),
        ("Corner\x00", Code.BAD_TEXT),
        ("Corner\n", Code.BAD_TEXT),
        ("\ud800", Code.BAD_TEXT),
    ],
)
def test_a_name_that_cannot_be(name: str | None, code: Code) -> None:
    found = problem(business(name=name))
    assert (found.field, found.code) == ("business.name", code)
    with pytest.raises(ExpectedError):
        brief_of(business(name=name))


@pytest.mark.parametrize(
    "name", ["\u0645\u0642\u0647\u0649 الركن", "👩‍🍳 Bäcker & Söhne", "x" * 200]
)
def test_emoji_and_right_to_left_names_are_names(name: str) -> None:
    assert problems(business(name=name)) == []
    assert brief_of(business(name=name)).business.name == name


def numbers(**said: object) -> Answers:
    return replace(business(), numbers=NumbersAnswers(**said))  # type: ignore[arg-type]


def invested(**said: object) -> Answers:
    return replace(business(), investment=InvestmentAnswers(**said))  # type: ignore[arg-type]


OUT = [
    ("numbers.margin_percent", numbers(margin_percent=140)),
    ("numbers.margin_percent", numbers(margin_percent=-1)),
    ("numbers.purchases", numbers(purchases=0)),
    ("numbers.purchases", numbers(purchases=366)),
    ("numbers.close_rate_percent", numbers(close_rate_percent=0)),
    ("numbers.average_sale", numbers(average_sale=Money(-1, "USD"))),
    ("numbers.average_sale", numbers(average_sale=Money.of(10**7 + 1, "USD"))),
    ("numbers.followers", numbers(followers=(FollowersAnswer(INSTAGRAM, 10**8 + 1),))),
    ("numbers.listing_views", numbers(listing_views=-1)),
    ("numbers.mailing_list", numbers(mailing_list=-1)),
    ("numbers.askable_customers", numbers(askable_customers=-5)),
    ("investment.minutes_a_week", invested(minutes_a_week=-60)),
    ("investment.minutes_a_week", invested(minutes_a_week=6001)),
    ("investment.money_a_month", invested(money_a_month=Money(-1, "USD"))),
    ("investment.hourly_cost", invested(hourly_cost=Money(-1, "USD"))),
    ("investment.overrides", invested(overrides=(Override("act", Range.exactly(-1)),) * 1)),
    ("business.first_weekday", business(first_weekday=7)),
    ("business.closed_weekdays", business(closed_weekdays=(7,))),
    ("business.slow_months", business(slow_months=(13,))),
    (
        "goals.target",
        replace(business(), goals=GoalsAnswers((GoalAnswer(GoalKey("bookings"), 0),))),
    ),
    ("rhythm.weekdays", replace(business(), rhythm=RhythmAnswers(weekdays=(9,)))),
]


@pytest.mark.parametrize(("field", "said"), OUT)
def test_numbers_out_of_range_say_their_limits(field: str, said: Answers) -> None:
    found = check(said, facts_for(said, LIBRARY), today=TODAY)
    assert {each.field for each in found} == {field}
    assert {each.code for each in found} == {Code.OUT_OF_RANGE}
    low, high = found[0].facts["low"], found[0].facts["high"]
    assert isinstance(low, int)
    assert isinstance(high, int | Decimal)
    assert low < high


CHOICES = [
    ("business.zone", business(zone="Europe/Berln"), "Europe/Berlin"),
    ("business.zone", business(zone="Europe"), None),
    ("business.currency", business(currency="EURO"), "EUR"),
    (
        "goals.goals",
        replace(business(), goals=GoalsAnswers((GoalAnswer(GoalKey("bookins")),))),
        "bookings",
    ),
    (
        "numbers.followers",
        numbers(followers=(FollowersAnswer(PlatformKey("instagrm")),)),
        INSTAGRAM,
    ),
    (
        "measure.kpis",
        replace(business(), measure=MeasureAnswers((KpiAnswer(KpiKey("reech")),))),
        "reach",
    ),
    (
        "platforms.platforms",
        replace(business(), platforms=PlatformsAnswers((PlatformKey("tictok"),))),
        "tiktok",
    ),
    (
        "accounts.accounts",
        replace(business(), accounts=AccountsAnswers((AccountAnswer(PlatformKey("tictok")),))),
        "tiktok",
    ),
    ("investment.overrides", invested(overrides=(Override("akt", Range.exactly(1)),)), "act"),
]


@pytest.mark.parametrize(("field", "said", "near"), CHOICES)
def test_an_unknown_choice_comes_with_the_nearest(
    field: str, said: Answers, near: str | None
) -> None:
    found = problem(said)
    assert (found.field, found.code) == (field, Code.UNKNOWN_CHOICE)
    if near is not None:
        assert found.facts["nearest"] == near


MANY = [
    ("business.closed_weekdays", business(closed_weekdays=tuple(range(7)))),
    (
        "goals.goals",
        replace(business(), goals=GoalsAnswers((GoalAnswer(GoalKey("bookings")),) * 4)),
    ),
    (
        "measure.kpis",
        replace(business(), measure=MeasureAnswers((KpiAnswer(KpiKey("reach")),) * 6)),
    ),
    ("rhythm.pillars", replace(business(), rhythm=RhythmAnswers(pillars=("Craft",) * 7))),
    (
        "accounts.accounts",
        replace(business(), accounts=AccountsAnswers((AccountAnswer(INSTAGRAM),) * 51)),
    ),
    ("people.people", replace(business(), people=PeopleAnswers((PersonAnswer("Sam"),) * 51))),
]


@pytest.mark.parametrize(("field", "said"), MANY)
def test_too_many_are_counted(field: str, said: Answers) -> None:
    found = problem(said)
    assert (found.field, found.code) == (field, Code.TOO_MANY)
    assert found.facts["count"] > found.facts["most"]  # type: ignore[operator]


def test_names_of_people_and_communities_are_needed() -> None:
    said = replace(
        business(),
        people=PeopleAnswers((PersonAnswer(" "),)),
        communities=CommunitiesAnswers((CommunityAnswer("", "somewhere"),)),
    )
    assert problems(said) == [
        ("communities.communities", Code.EMPTY),
        ("people.people", Code.EMPTY),
    ]


def test_a_date_years_ahead_is_too_far() -> None:
    found = problem(invested(until=TODAY.replace(year=TODAY.year + 3)))
    assert (found.field, found.code) == ("investment.until", Code.DATE_TOO_FAR)
    assert problems(invested(until=TODAY.replace(year=TODAY.year + 2))) == []


def test_all_problems_are_said_at_once() -> None:
    said = replace(
        invested(minutes_a_week=1, until=TODAY), numbers=NumbersAnswers(margin_percent=101)
    )
    assert [field for field, _ in problems(said)] == [
        "numbers.margin_percent",
        "investment.minutes_a_week",
        "investment.until",
    ]


@given(
    st.sampled_from(INDUSTRIES),
    st.integers(15, 6000),
    st.integers(0, 100),
    st.integers(1, 365),
    st.sets(st.integers(0, 6), max_size=6),
)
def test_whatever_passes_the_checks_makes_a_brief(
    industry: str, minutes: int, margin: int, purchases: int, closed: set[int]
) -> None:
    said = answers(industry, minutes=minutes, margin=margin, purchases=purchases)
    said = replace(said, business=replace(said.business, closed_weekdays=tuple(sorted(closed))))
    assert problems(said) == []
    brief = make_brief(said, facts_for(said, LIBRARY), today=TODAY)
    assert isinstance(brief, Brief)
    assert brief.goal.target >= 1
    assert not set(brief.rhythm.weekdays) & closed
    assert all(kpi.target is None or kpi.target >= 1 for kpi in brief.kpis)
