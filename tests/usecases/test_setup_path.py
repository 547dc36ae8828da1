"""The wizard's path: where the app opens, what is kept, and what its exits write."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from house import CAFE, NOW, House

from smbsocial.domain.answers import (
    Answers,
    BusinessAnswers,
    GoalAnswer,
    GoalsAnswers,
    InvestmentAnswers,
    MeasureAnswers,
    Page,
    PageRow,
)
from smbsocial.domain.assessment.values import Verdict
from smbsocial.domain.business import Business, Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal, Kpi, Period
from smbsocial.domain.ids import GoalKey, IndustryKey
from smbsocial.domain.plan import Choice, Decision, Duty, Plan
from smbsocial.domain.platforms import Account
from smbsocial.usecases import plans, setup
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import newest_decision
from smbsocial.usecases.opening import Opening, Place, where_to_open

KINDS = (Business, Person, Goal, Kpi, Account, Community, Pillar, Plan, Duty, Post, Decision)


def save(house: House, *pages: object, done: bool = True) -> None:
    for page in pages:
        house.changes.do(Action.SAVE_ANSWERS, setup.save_page, page, done=done)


def opening(house: House) -> Opening:
    return where_to_open(house.store, house.ports)


def stay_off(house: House, reason: str = "No time before Easter") -> Decision:
    return house.changes.do(
        Action.STAY_OFF, setup.stay_off, reason=reason, would_change="An hour more a week"
    )


def test_a_fresh_folder_opens_with_the_welcome(house: House) -> None:
    assert opening(house) == Opening(Place.WELCOME)


def test_a_page_left_open_is_where_the_wizard_goes_on(house: House) -> None:
    save(house, CAFE.business, done=False)
    assert opening(house) == Opening(Place.WIZARD, Page.BUSINESS)
    save(house, CAFE.business, CAFE.goals)
    assert opening(house) == Opening(Place.WIZARD, Page.NUMBERS)


def test_looking_at_a_done_page_again_keeps_it_done(house: House) -> None:
    save(house, CAFE.business)
    save(house, replace(CAFE.business, name="Corner"), done=False)
    assert opening(house).page is Page.GOALS
    assert setup.read_answers(house.store).business.name == "Corner"


@pytest.mark.parametrize("done", [False, True])
def test_what_cannot_be_is_refused_at_its_page(house: House, done: bool) -> None:
    save(house, CAFE.business)
    for page, code in (
        (replace(CAFE.business, name=" "), Code.EMPTY),
        (InvestmentAnswers(minutes_a_week=-5), Code.OUT_OF_RANGE),
        (InvestmentAnswers(until=NOW.date()), Code.DATE_PAST),
    ):
        with pytest.raises(ExpectedError) as caught:
            save(house, page, done=done)
        assert caught.value.code is code
    assert setup.read_answers(house.store) == Answers(CAFE.business)


def test_a_problem_of_another_page_does_not_hold_this_one_up(house: House) -> None:
    save(house, CAFE.business, CAFE.investment)
    house.clock.go_on(days=100)
    assert [p.field for p in setup.problems(setup.read_answers(house.store), house.ports)] == [
        "investment.until"
    ]
    save(house, CAFE.communities)


def test_a_page_may_come_before_the_business(house: House) -> None:
    save(house, CAFE.communities, done=False)
    assert opening(house) == Opening(Place.WIZARD, Page.BUSINESS)


def test_all_pages_done_but_not_finished_opens_the_last(house: House) -> None:
    save(house, *setup.pages(CAFE))
    assert opening(house) == Opening(Place.WIZARD, Page.PEOPLE)


def test_answers_come_back_as_they_were(house: House) -> None:
    save(house, *setup.pages(CAFE))
    assert setup.read_answers(house.store) == CAFE


@pytest.mark.parametrize("page", list(Page))
def test_each_page_has_its_answers(page: Page) -> None:
    answers = getattr(Answers(), page.value)
    assert setup.page_of(answers) is page
    assert setup.with_page(CAFE, answers) == replace(CAFE, **{page.value: answers})


def test_a_name_and_an_industry_are_enough(house: House) -> None:
    short = Answers(BusinessAnswers(name="Corner Café", industry=IndustryKey("cafe")))
    plan = house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=short)
    _, posts = plans.quarter(house.store, house.ports)
    assert opening(house).place is Place.WEEK
    assert len(posts) >= plan.weeks


@pytest.mark.parametrize("field", ["name", "industry"])
def test_without_either_of_them_nothing_is_written(house: House, field: str) -> None:
    lacking = replace(CAFE, business=replace(CAFE.business, **{field: None}))
    with pytest.raises(ExpectedError) as caught:
        house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=lacking)
    assert caught.value.code is Code.EMPTY
    assert caught.value.field == f"business.{field}"
    assert opening(house) == Opening(Place.WELCOME)


def test_finishing_is_one_step_and_undoing_it_too(house: House) -> None:
    save(house, *setup.pages(CAFE))
    brief = setup.make_brief_from(CAFE, house.ports)
    draft = plans.draft(house.store, house.ports, brief=brief)
    chosen = frozenset(post.id for post in draft.posts[1:])
    house.changes.do(Action.APPLY_PLAN, setup.finish, draft=draft, chosen=chosen)

    assert {post.id for post in house.store.all(Post)} == chosen
    assert all(house.store.all(kind) for kind in KINDS)
    assert opening(house).place is Place.WEEK
    decision = newest_decision(house.store)
    assert decision is not None
    assert decision.choice is Choice.GO
    assert decision.verdict in {verdict.value for verdict in Verdict}

    assert house.changes.undo() is Action.APPLY_PLAN
    assert not any(house.store.all(kind) for kind in KINDS)
    assert opening(house) == Opening(Place.WIZARD, Page.PEOPLE)


def test_staying_off_lasts_until_the_next_quarter(house: House) -> None:
    save(house, *setup.pages(CAFE))
    decision = stay_off(house)
    assert decision.until == date(2027, 4, 1)
    assert decision.verdict == setup.assess_answers(CAFE, house.ports).verdict.value
    assert opening(house).place is Place.REST
    sheet = setup.rest_sheet(house.store, house.ports)
    assert (sheet.business.name, sheet.decision, sheet.due) == ("Corner Café", decision, False)
    house.clock.instant = datetime(2027, 4, 1, 8, tzinfo=UTC)
    assert setup.rest_sheet(house.store, house.ports).due


def test_reassessing_goes_back_to_the_investment_with_everything_kept(house: House) -> None:
    save(house, *setup.pages(CAFE))
    stay_off(house)
    house.clock.go_on(days=100)  # the date of the old target has passed by now
    house.changes.do(Action.REASSESS, setup.reassess)
    assert opening(house) == Opening(Place.WIZARD, Page.INVESTMENT)
    kept = setup.read_answers(house.store)
    assert kept == replace(
        CAFE,
        investment=replace(CAFE.investment, until=None),
        rhythm=replace(CAFE.rhythm, starts=None),
    )
    save(house, replace(kept.investment, minutes_a_week=60))
    assert opening(house).place is Place.WIZARD
    house.changes.undo()
    house.changes.undo()
    assert opening(house).place is Place.REST
    assert setup.read_answers(house.store) == CAFE


def test_reassessing_soon_keeps_even_the_days(house: House) -> None:
    save(house, *setup.pages(replace(CAFE, rhythm=replace(CAFE.rhythm, starts=NOW.date()))))
    stay_off(house)
    house.changes.do(Action.REASSESS, setup.reassess)
    assert setup.read_answers(house.store).investment == CAFE.investment
    assert setup.read_answers(house.store).rhythm.starts == NOW.date()


def test_reassessing_before_any_page_was_seen_starts_with_an_empty_one(house: House) -> None:
    save(house, CAFE.business)
    stay_off(house)
    house.changes.do(Action.REASSESS, setup.reassess)
    row = house.store.get(PageRow, Page.INVESTMENT.value)
    assert row == PageRow(Page.INVESTMENT, InvestmentAnswers(), done=False)


def test_only_who_rests_can_reassess(cafe: House) -> None:
    for step in (
        lambda: cafe.changes.do(Action.REASSESS, setup.reassess),
        lambda: setup.rest_sheet(cafe.store, cafe.ports),
    ):
        with pytest.raises(ExpectedError) as caught:
            step()
        assert caught.value.code is Code.NOT_FOUND


def test_the_newest_decision_counts_even_when_the_clock_was_put_back(house: House) -> None:
    save(house, *setup.pages(CAFE))
    stay_off(house)
    house.clock.go_on(days=-3)
    house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE)
    assert opening(house).place is Place.WEEK


def test_a_reason_is_not_a_novel(house: House) -> None:
    save(house, *setup.pages(CAFE))
    with pytest.raises(ExpectedError) as caught:
        stay_off(house, reason="x" * 501)
    assert (caught.value.code, caught.value.field) == (Code.TOO_LONG, "reason")


def test_today_is_the_business_s_own(house: House) -> None:
    house.clock.instant = datetime(2027, 1, 13, 22, tzinfo=UTC)
    tokyo = replace(CAFE.business, country="JP")
    assert setup.today_of(replace(CAFE, business=tokyo), house.ports) == date(2027, 1, 14)
    assert setup.today_of(Answers(), house.ports) == date(2027, 1, 13)
    nowhere = replace(CAFE.business, country="??")
    assert setup.today_of(replace(CAFE, business=nowhere), house.ports) == date(2027, 1, 13)


def test_the_same_answers_give_the_same_assessment(house: House) -> None:
    first = setup.assess_answers(CAFE, house.ports)
    assert setup.assess_answers(CAFE, house.ports) == first
    quick = setup.assess_answers(CAFE, house.ports, levers=False)
    assert quick == replace(first, levers=())


def test_a_lever_turned_is_kept_and_makes_it_realistic(house: House) -> None:
    answers, levers = CAFE, ()
    for target in range(5, 200, 5):  # the first target that asks for more than the hours give
        goal = GoalAnswer(GoalKey("foot_traffic"), target, Period.MONTH)
        answers = replace(CAFE, goals=GoalsAnswers((goal,)))
        levers = setup.assess_answers(answers, house.ports).levers
        if levers:
            break
    assert levers
    save(house, *setup.pages(answers))
    for lever in levers:
        turned = house.changes.do(Action.SAVE_ANSWERS, setup.take_lever, lever=lever)
        assert setup.read_answers(house.store) == turned
        assert setup.assess_answers(turned, house.ports).verdict is Verdict.REALISTIC
        house.changes.undo()


def test_setting_up_again_keeps_what_is_the_same_and_retires_the_rest(cafe: House) -> None:
    kpis = {kpi.kind: kpi.id for kpi in cafe.store.all(Kpi)}
    people = {person.name: person.id for person in cafe.store.all(Person)}
    first = cafe.store.all(Community)[0]
    pillar = cafe.store.all(Pillar)[-1]
    swapped = replace(
        CAFE,
        communities=replace(
            CAFE.communities,
            communities=(
                *(CAFE.communities.communities or ())[1:],
                replace((CAFE.communities.communities or ())[0], name="Students"),
            ),
        ),
        people=replace(CAFE.people, people=CAFE.people.people[:1]),
        measure=MeasureAnswers(_kpi_answers(kpis)),
        rhythm=replace(
            CAFE.rhythm,
            pillars=("Own things",),
            starts=CAFE.rhythm.starts + timedelta(weeks=2) if CAFE.rhythm.starts else None,
        ),
    )
    cafe.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=swapped)

    communities = {c.name: c for c in cafe.store.all(Community)}
    assert communities[first.name].id == first.id
    assert not communities[first.name].active
    assert communities["Students"].id != first.id
    assert communities["Young parents nearby"].active
    assert not {p.id: p for p in cafe.store.all(Pillar)}[pillar.id].active
    after = {person.name: person for person in cafe.store.all(Person)}
    assert after["Sam"].id == people["Sam"]
    assert (after["Maya"].id, after["Maya"].posts) == (people["Maya"], False)
    again = {kpi.kind: kpi for kpi in cafe.store.all(Kpi)}
    assert {kind: kpi.id for kind, kpi in again.items() if kind in kpis} == kpis
    assert sum(1 for kpi in again.values() if kpi.rank == 0) == 1
    for post in cafe.store.posts(CAFE.rhythm.starts + timedelta(weeks=2), date.max):
        assert cafe.store.get(Community, post.community).active
        assert post.person == people["Sam"]


def _kpi_answers(kpis: dict[str, str]) -> tuple[object, ...]:
    from smbsocial.domain.answers import KpiAnswer

    kept = list(reversed(kpis))[:-1]
    return (*(KpiAnswer(kind) for kind in kept), KpiAnswer("average_rating"))


def test_an_example_says_so(house: House) -> None:
    house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE, example=True)
    assert opening(house) == Opening(Place.WEEK, example=True)
    assert house.clock.instant == NOW
