"""A week's tasks: what is due, what moved, what was missed, what is done."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning_cases import Case, brief_of, plan_of

from smbsocial.domain.business import Business
from smbsocial.domain.checklist import (
    Minutes,
    Task,
    TaskState,
    due_days,
    parse_task_id,
    task_id,
    week_minutes,
    week_tasks,
)
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Format, Post, Status
from smbsocial.domain.days import week_days, week_starts
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import (
    BusinessId,
    CommunityId,
    DutyId,
    GoalId,
    IndustryKey,
    PersonId,
    PillarId,
    PlanId,
    PlatformKey,
    PostId,
    TaskId,
    TickId,
)
from smbsocial.domain.plan import Duty, DutyKind, Every, Plan, Tick, TickState

MONDAY = date(2027, 1, 11)
AT = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
PLAN = Plan(PlanId("p"), date(2027, 1, 4), 90, 1, datetime(2026, 12, 30, tzinfo=UTC))
BUSINESS = Business(
    BusinessId("b"), "Corner", IndustryKey("cafe"), "GB", "GBP", "Europe/London", 0, (6,)
)


def post(id: str, day: date, **changes: object) -> Post:
    made = Post(
        id=PostId(id),
        plan=PLAN.id,
        day=day,
        at=time(11, 30),
        platform=PlatformKey("instagram"),
        pillar=PillarId("x"),
        community=CommunityId("c1"),
        goal=GoalId("g"),
        format=Format.PHOTO,
        minutes=20,
        title="Title",
        text="Text",
        idea="1.1",
        person=PersonId("sam"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def duty(kind: DutyKind, *weekdays: int, every: Every = Every.WEEK, plan: Plan = PLAN) -> Duty:
    id = DutyId(f"{plan.id}-{kind.value}")
    return Duty(id, plan.id, kind, every, weekdays, 10, PersonId("sam"))


def tick(task: str, state: TickState = TickState.DONE, at: datetime = AT, **more: object) -> Tick:
    id = TaskId(task)
    parsed = parse_task_id(id)
    assert parsed is not None
    return Tick(TickId(f"tick-{task}"), id, parsed[1], state, at, **more)  # type: ignore[arg-type]


def tasks(first: date = MONDAY, **given: object) -> tuple[Task, ...]:
    settings: dict[str, object] = {
        "today": MONDAY + timedelta(days=2),
        "business": BUSINESS,
        "plans": (PLAN,),
        "posts": (),
        "duties": (),
        "ticks": (),
    }
    return week_tasks(first, **(settings | given))  # type: ignore[arg-type]


def test_posts_of_the_week_with_their_states() -> None:
    found = tasks(
        posts=(
            post("open", MONDAY + timedelta(days=3)),
            post("missed", MONDAY),
            post("done", MONDAY, status=Status.POSTED, real_minutes=33),
            post("skipped", MONDAY, status=Status.SKIPPED, skip_reason="ill"),
            post("next", MONDAY + timedelta(days=7)),
        )
    )
    assert {t.id: t.state for t in found} == {
        "open": TaskState.OPEN,
        "missed": TaskState.MISSED,
        "done": TaskState.DONE,
        "skipped": TaskState.SKIPPED,
    }
    by_id = {t.id: t for t in found}
    assert by_id[TaskId("done")].real_minutes == 33
    assert by_id[TaskId("skipped")].reason == "ill"
    assert by_id[TaskId("open")].post == "open"


def test_duties_fall_due_on_their_weekdays_and_take_their_ticks() -> None:
    answer = duty(DutyKind.ANSWER, 0, 2, 4)
    done = tick("p-answer@2027-01-11", real_minutes=4)
    skipped = tick("p-answer@2027-01-13", TickState.SKIPPED, reason="closed early")
    found = tasks(duties=(answer,), ticks=(done, skipped))
    assert [(t.id, t.state, t.real_minutes, t.reason) for t in found] == [
        ("p-answer@2027-01-11", TaskState.DONE, 4, ""),
        ("p-answer@2027-01-13", TaskState.SKIPPED, None, "closed early"),
        ("p-answer@2027-01-15", TaskState.OPEN, None, ""),
    ]


def test_a_duty_of_a_closed_day_moves_to_the_nearest_open_one() -> None:
    friday = MONDAY + timedelta(days=4)
    shut = replace(BUSINESS, closed_days=(friday,))
    numbers = duty(DutyKind.NUMBERS, 4)
    assert due_days(numbers, first=MONDAY, plan=PLAN, business=shut) == (MONDAY + timedelta(3),)
    longer = replace(BUSINESS, closed_days=tuple(MONDAY + timedelta(i) for i in range(3)))
    answer = duty(DutyKind.ANSWER, 0, 1, 4)
    days = due_days(answer, first=MONDAY, plan=PLAN, business=longer)
    assert [day.weekday() for day in days] == [3, 4], "two that meet become one"


def test_a_closed_week_has_no_duties() -> None:
    shut = replace(BUSINESS, closed_days=week_days(MONDAY))
    assert tasks(business=shut, duties=(duty(DutyKind.ANSWER, 0, 2),)) == ()


def test_monthly_duties_come_on_the_first_such_weekday() -> None:
    sales = duty(DutyKind.SALES, 0, every=Every.MONTH)
    due = [
        day
        for first in week_starts(PLAN.starts)
        for day in due_days(sales, first=first, plan=PLAN, business=BUSINESS)
    ]
    assert due == [date(2027, 1, 4), date(2027, 2, 1), date(2027, 3, 1)]


def test_a_monthly_duty_of_a_closed_week_waits_for_the_next() -> None:
    shut = replace(BUSINESS, closed_days=week_days(date(2027, 2, 1)))
    sales = duty(DutyKind.SALES, 0, every=Every.MONTH)
    first = date(2027, 2, 8)
    assert due_days(sales, first=first, plan=PLAN, business=shut) == (first,)


def test_a_month_that_is_closed_has_no_monthly_duty() -> None:
    shut = replace(BUSINESS, closed_days=tuple(date(2027, 2, 1) + timedelta(i) for i in range(28)))
    sales = duty(DutyKind.SALES, 0, every=Every.MONTH)
    for first in week_starts(date(2027, 2, 1), 4):
        assert due_days(sales, first=first, plan=PLAN, business=shut) == ()


def test_nothing_falls_due_outside_the_plan() -> None:
    answer = duty(DutyKind.ANSWER, 0, 2, 4)
    assert tasks(PLAN.starts - timedelta(days=7), duties=(answer,)) == ()
    assert tasks(PLAN.starts + timedelta(weeks=13), duties=(answer,)) == ()
    orphan = replace(answer, plan=PlanId("gone"))
    assert tasks(duties=(orphan,)) == ()


def test_where_plans_overlap_the_newer_one_counts() -> None:
    newer = replace(PLAN, id=PlanId("q"), starts=MONDAY, made_at=PLAN.made_at + timedelta(days=10))
    duties = (duty(DutyKind.NUMBERS, 4), duty(DutyKind.NUMBERS, 3, plan=newer))
    assert [t.id for t in tasks(plans=(PLAN, newer), duties=duties)] == [
        "p-numbers@2027-01-08",
        "q-numbers@2027-01-14",
    ]
    before = tasks(PLAN.starts, plans=(PLAN, newer), duties=duties)
    assert [t.id for t in before] == ["p-numbers@2027-01-08"]


def test_missed_posts_of_four_weeks_roll_over_and_older_ones_do_not() -> None:
    posts = tuple(post(f"{weeks}", MONDAY - timedelta(weeks=weeks)) for weeks in range(1, 7))
    found = tasks(posts=posts)
    assert [(t.id, t.rolled, t.state) for t in found] == [
        (id, True, TaskState.MISSED) for id in ("4", "3", "2", "1")
    ]


def test_what_was_skipped_does_not_roll_over() -> None:
    skipped = post("skipped", MONDAY - timedelta(days=7), status=Status.SKIPPED)
    assert tasks(posts=(skipped,)) == ()


def test_last_weeks_numbers_and_sales_roll_over_but_not_the_answers() -> None:
    duties = (
        duty(DutyKind.ANSWER, 0),
        duty(DutyKind.COMMUNITY, 3),
        duty(DutyKind.NUMBERS, 4),
        duty(DutyKind.SALES, 0, every=Every.MONTH),
    )
    rolled = [t.id for t in tasks(duties=duties) if t.rolled]
    assert rolled == ["p-sales@2027-01-04", "p-numbers@2027-01-08"]
    early = datetime(2027, 1, 9, 8, 0, tzinfo=UTC)
    ticks = (
        tick("p-numbers@2027-01-08", at=early),
        tick("p-sales@2027-01-04", TickState.SKIPPED, at=early),
    )
    assert not [t for t in tasks(duties=duties, ticks=ticks) if t.rolled]


def test_what_rolled_over_and_was_done_this_week_stays_to_be_seen() -> None:
    posted = post("late", MONDAY - timedelta(days=5), status=Status.POSTED, posted_at=AT)
    long_ago = replace(posted, id=PostId("then"), posted_at=AT - timedelta(days=6))
    done = tick("p-numbers@2027-01-08")
    found = tasks(posts=(posted, long_ago), duties=(duty(DutyKind.NUMBERS, 4),), ticks=(done,))
    assert [(t.id, t.state) for t in found if t.rolled] == [
        ("late", TaskState.DONE),
        ("p-numbers@2027-01-08", TaskState.DONE),
    ]


def test_only_this_week_rolls_over() -> None:
    posts = (post("old", MONDAY - timedelta(days=7)),)
    assert tasks(today=MONDAY + timedelta(days=7), posts=posts) == ()
    assert tasks(today=MONDAY - timedelta(days=1), posts=posts) == ()


def test_the_weekly_round_takes_the_communities_in_turn() -> None:
    communities = tuple(
        Community(CommunityId(f"c{rank}"), f"C{rank}", rank=rank, active=rank != 2)
        for rank in (3, 1, 2, 4)
    )
    around = duty(DutyKind.COMMUNITY, 3)
    turns = [
        task.community
        for first in week_starts(PLAN.starts, 6)
        for task in tasks(first, duties=(around,), communities=communities)
    ]
    assert turns == ["c3", "c4", "c1"] * 2
    (alone,) = tasks(duties=(around,))
    assert alone.community is None
    (fixed,) = tasks(duties=(replace(around, community=CommunityId("c9")),))
    assert fixed.community == "c9"


def test_by_day_then_time_then_kind() -> None:
    found = tasks(
        posts=(post("b", MONDAY, at=time(18, 0)), post("a", MONDAY, at=time(8, 0))),
        duties=(duty(DutyKind.NUMBERS, 0), duty(DutyKind.ANSWER, 0, 1)),
        today=MONDAY,
        ticks=(tick("p-numbers@2027-01-04", at=AT - timedelta(days=5)),),
    )
    assert [t.id for t in found] == [
        "a",
        "b",
        "p-answer@2027-01-11",
        "p-numbers@2027-01-11",
        "p-answer@2027-01-12",
    ]


def test_minutes_planned_and_done() -> None:
    found = tasks(
        posts=(
            post("rolled", MONDAY - timedelta(days=7)),
            post("done", MONDAY, status=Status.POSTED, real_minutes=0),
            post("usual", MONDAY, status=Status.POSTED),
            post("skipped", MONDAY, status=Status.SKIPPED),
            post("open", MONDAY),
        )
    )
    assert week_minutes(found) == Minutes(planned=60, done=20)


def test_ids_are_read_back() -> None:
    assert parse_task_id(task_id(DutyId("p@1-answer"), MONDAY)) == (DutyId("p@1-answer"), MONDAY)
    assert parse_task_id(TaskId("plan.001")) is None
    with pytest.raises(ExpectedError) as caught:
        parse_task_id(TaskId("p-answer@yesterday"))
    assert caught.value.code is Code.NOT_FOUND


@given(st.integers(0, 12), st.sampled_from((0, 5, 6)), st.sampled_from((60, 90, 360)))
def test_every_week_of_a_real_plan_stays_within_its_minutes(
    week: int, first_weekday: int, minutes: int
) -> None:
    case = Case(minutes=minutes, first_weekday=first_weekday)
    draft = plan_of(case)
    brief = brief_of(case)
    first = draft.plan.starts + timedelta(weeks=week)
    found = week_tasks(
        first,
        today=first - timedelta(days=7),
        business=brief.business,
        plans=(draft.plan,),
        posts=draft.posts,
        duties=draft.duties,
        ticks=(),
        communities=brief.communities,
    )
    assert found
    assert len({task.id for task in found}) == len(found)
    assert week_minutes(found).planned <= minutes
    assert not [task for task in found if brief.business.is_closed(task.day)]
