"""From one quarter's plan to the next, and the example that has two of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from house import CAFE, STARTS, House

from smbsocial.domain.content import Post, Status
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import IndustryKey
from smbsocial.domain.plan import Duty, Plan, Tick
from smbsocial.usecases import calendar, plans, setup, week
from smbsocial.usecases.changes import Action
from smbsocial.usecases.example.making import make_example
from smbsocial.usecases.lookup import newest_decision, plan_on, set_up_business
from smbsocial.usecases.opening import where_to_open
from smbsocial.usecases.sheets import TaskSheet


def again(house: House, starts: date, seed: int = 2) -> Plan:
    answers = replace(CAFE, rhythm=replace(CAFE.rhythm, starts=starts))
    brief = setup.make_brief_from(answers, house.ports)
    draft = plans.draft(house.store, house.ports, brief=brief, seed=seed)
    chosen = frozenset(post.id for post in draft.posts)
    return house.changes.do(Action.APPLY_PLAN, plans.apply, draft=draft, chosen=chosen)


def test_drafting_writes_nothing_and_repeats_itself(cafe: House) -> None:
    brief = setup.make_brief_from(CAFE, cafe.ports)
    before = cafe.store.all(Post)
    first, second = (plans.draft(cafe.store, cafe.ports, brief=brief) for _ in range(2))
    assert cafe.store.all(Post) == before
    assert [(p.day, p.title) for p in first.posts] == [(p.day, p.title) for p in second.posts]
    assert first.plan.id != second.plan.id


def test_the_next_quarter_follows_and_uses_no_recent_idea(cafe: House) -> None:
    next_starts = STARTS + timedelta(weeks=13)
    cafe.clock.instant = datetime(2027, 4, 9, tzinfo=UTC)
    for post in cafe.store.all(Post):
        cafe.changes.do(Action.TICK, week.tick, post.id)
    plan = again(cafe, next_starts)
    newest, posts = plans.quarter(cafe.store, cafe.ports)
    assert newest == plan
    assert len(cafe.store.all(Plan)) == 2
    used = {p.idea: p.day for p in cafe.store.posts(STARTS, next_starts - timedelta(days=1))}
    for post in posts:
        before = used.get(post.idea)
        assert before is None or post.day - before >= timedelta(weeks=8)


def test_a_new_plan_halfway_ends_the_old_one_and_keeps_what_people_did(cafe: House) -> None:
    halfway = STARTS + timedelta(weeks=6)
    posts = [p for p in cafe.store.all(Post) if p.day >= halfway]
    mine, posted, skipped, *open_ones = posts
    cafe.changes.do(Action.MOVE_POST, calendar.move_post, mine.id, mine.day + timedelta(days=1))
    cafe.changes.do(Action.TICK, week.tick, posted.id)
    cafe.changes.do(Action.SKIP, week.skip, skipped.id, reason="Ill")
    (old,) = cafe.store.all(Plan)
    new = again(cafe, halfway)

    kept = {post.id: post for post in cafe.store.all(Post)}
    assert {kept[p.id].plan for p in (mine, posted, skipped)} == {new.id}
    assert kept[mine.id].edited
    assert not {p.id for p in open_ones} & set(kept)
    assert cafe.store.get(Plan, old.id) == replace(old, weeks=6)
    assert plan_on(cafe.store, halfway - timedelta(days=1)) == replace(old, weeks=6)
    assert plan_on(cafe.store, halfway) == new
    tasks = week.week_of(cafe.store, halfway, STARTS)
    assert {t.id.partition("-")[0] for t in tasks if t.duty} <= {str(new.id).partition("-")[0]}
    cafe.changes.undo()
    assert cafe.store.all(Plan) == (old,)
    assert {p.id for p in open_ones} <= {p.id for p in cafe.store.all(Post)}


@pytest.mark.parametrize("days", [0, -7])
def test_a_plan_that_would_never_have_begun_goes(cafe: House, days: int) -> None:
    cafe.clock.instant = datetime(2027, 1, 3, tzinfo=UTC)
    first = cafe.store.all(Post)[0]
    cafe.changes.do(Action.MOVE_POST, calendar.move_post, first.id, date(2027, 1, 2))
    new = again(cafe, STARTS + timedelta(days=days))
    assert cafe.store.all(Plan) == (new,)
    assert {duty.plan for duty in cafe.store.all(Duty)} == {new.id}
    kept = cafe.store.get(Post, first.id)
    assert kept is not None
    assert kept.plan == new.id


def test_a_plan_drafted_anew_leaves_the_finished_quarter_alone(cafe: House) -> None:
    (finished,) = cafe.store.all(Plan)
    old_duties = {duty.id for duty in cafe.store.all(Duty)}
    later = STARTS + timedelta(weeks=13)
    cafe.clock.instant = datetime(2027, 4, 9, tzinfo=UTC)
    stray = cafe.store.posts(STARTS, later)[-1]
    cafe.changes.do(Action.MOVE_POST, calendar.move_post, stray.id, later + timedelta(days=30))
    dropped = again(cafe, later)
    new = again(cafe, later, seed=3)
    assert cafe.store.get(Plan, finished.id) == finished
    assert cafe.store.get(Plan, dropped.id) is None
    plans_of = {post.plan for post in cafe.store.all(Post)}
    assert plans_of == {finished.id, new.id}
    assert old_duties < {duty.id for duty in cafe.store.all(Duty)}
    kept = cafe.store.get(Post, stray.id)
    assert kept is not None
    assert kept.plan == finished.id


def test_a_clock_put_back_does_not_bring_the_old_plan_back(cafe: House) -> None:
    cafe.clock.go_on(days=-30)
    new = again(cafe, STARTS + timedelta(weeks=1))
    assert plan_on(cafe.store, STARTS + timedelta(weeks=1)) == new
    assert plans.quarter(cafe.store, cafe.ports)[0] == new


def test_before_setup_there_is_nothing(house: House) -> None:
    with pytest.raises(ExpectedError) as caught:
        plans.quarter(house.store, house.ports)
    assert caught.value.code is Code.NO_PLAN
    assert plan_on(house.store, STARTS) is None


def example(house: House, industry: str = "cafe") -> None:
    key = IndustryKey(industry)
    house.changes.do(Action.APPLY_PLAN, make_example, industry=key)


def rows(house: House) -> tuple[object, ...]:
    return tuple(house.store.all(kind) for kind in (Plan, Post, Duty, Tick, Reading))


def test_the_example_lives_in_the_second_week_of_its_second_quarter(house: House) -> None:
    example(house)
    business = set_up_business(house.store)
    assert (business.name, business.example) == ("Corner Café", True)
    past, running = house.store.all(Plan)
    assert running.starts - past.starts == timedelta(weeks=13)
    sheet = week.week_sheet(house.store, house.ports)
    assert (sheet.plan, sheet.plan_week) == (running, 2)
    assert any(t.post for t in sheet.today_tasks)
    assert sheet.done
    assert where_to_open(house.store, house.ports).example
    decision = newest_decision(house.store)
    assert decision is not None
    assert decision.made_at < house.clock.now()


def test_the_example_s_past_is_mostly_done_with_figures_that_rise(house: House) -> None:
    example(house)
    today = house.clock.today("Europe/London")
    past = [p for p in house.store.all(Post) if p.day < today]
    posted = [p for p in past if p.status is Status.POSTED]
    skipped = [p for p in past if p.status is Status.SKIPPED]
    assert len(past) == len(posted) + len(skipped)
    assert len(posted) > 4 * len(skipped)
    assert skipped
    assert all(p.skip_reason for p in skipped)
    assert all(p.real_minutes and p.posted_at and p.posted_at.date() == p.day for p in posted)
    assert all(p.is_open for p in house.store.all(Post) if p.day >= today)
    weekly = [k for k in house.store.all(Kpi) if len(house.store.readings(k.id)) >= 13]
    assert weekly
    for kpi in house.store.all(Kpi):
        figures = [reading.hundredths for reading in house.store.readings(kpi.id)]
        assert figures[-1] > figures[0] > 0


def test_the_same_day_makes_the_same_example(house: House) -> None:
    example(house)
    first = rows(house)
    house.changes.undo()
    assert not any(rows(house))
    example(house)
    assert rows(house) == first


@pytest.mark.slow
def test_every_industry_has_its_example(house: House) -> None:
    for industry in house.ports.library.industries():
        example(house, industry.key)
        sheet = week.week_sheet(house.store, house.ports)
        assert sheet.business.industry == industry.key
        assert any(isinstance(t, TaskSheet) and t.post for t in sheet.today_tasks), industry.key
        house.changes.undo()


@pytest.mark.parametrize("day", range(7))
def test_any_weekday_has_something_to_show(house: House, day: int) -> None:
    house.clock.go_on(days=day)
    example(house)
    sheet = week.week_sheet(house.store, house.ports)
    assert any(t.post for t in sheet.today_tasks)


def test_where_today_would_be_empty_a_post_was_moved_there(house: House) -> None:
    house.clock.instant = datetime(2027, 6, 24, 9, tzinfo=UTC)
    example(house, "law")
    (moved,) = [post for post in house.store.all(Post) if post.edited]
    assert moved.day == date(2027, 6, 24)


def test_an_unknown_industry_is_a_bug(house: House) -> None:
    with pytest.raises(KeyError):
        example(house, "circus")
