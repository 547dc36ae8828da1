"""This week: what its sheet shows, and every step a person takes there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from house import NOW, STARTS, House

from smbsocial.domain.checklist import TaskState
from smbsocial.domain.content import Post, Status
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import KpiId, PostId, TaskId
from smbsocial.domain.plan import Duty, Plan, Tick, TickState
from smbsocial.usecases import week
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import coming_plan
from smbsocial.usecases.sheets import TaskSheet, WeekSheet


def sheet_of(house: House, day: date | None = None) -> WeekSheet:
    return week.week_sheet(house.store, house.ports, day=day)


def tasks_of(sheet: WeekSheet) -> tuple[TaskSheet, ...]:
    return (*sheet.missed, *sheet.earlier, *sheet.today_tasks, *sheet.later, *sheet.done)


def a_post(house: House) -> Post:
    return next(p for p in house.store.all(Post) if p.day >= NOW.date())


def a_duty_task(house: House) -> TaskId:
    return next(t.task.id for t in tasks_of(sheet_of(house)) if t.task.duty)


def tick(house: House, id: str, minutes: int | None = None) -> None:
    house.changes.do(Action.TICK, week.tick, TaskId(id), real_minutes=minutes)


def refused(code: Code, house: House, fn: object, *args: object, **named: object) -> ExpectedError:
    before = len(house.store.all(Tick)), house.store.all(Post)
    with pytest.raises(ExpectedError) as caught:
        house.changes.do(Action.TICK, fn, *args, **named)
    assert caught.value.code is code
    assert (len(house.store.all(Tick)), house.store.all(Post)) == before
    return caught.value


def test_nothing_is_shown_before_setup(house: House) -> None:
    with pytest.raises(ExpectedError) as caught:
        sheet_of(house)
    assert caught.value.code is Code.NOT_SET_UP


def test_each_task_stands_in_one_place_of_the_sheet(cafe: House) -> None:
    sheet = sheet_of(cafe)
    assert (sheet.first, sheet.last, sheet.today) == (STARTS, date(2027, 1, 17), NOW.date())
    assert sheet.plan_week == 1
    assert sheet.minutes_budget == 180
    assert 0 < sheet.minutes_planned <= 180
    ids = [t.task.id for t in tasks_of(sheet)]
    assert len(ids) == len(set(ids)) > 3
    assert all(t.task.day < sheet.today for t in sheet.earlier)
    assert all(t.task.day == sheet.today for t in sheet.today_tasks)
    assert all(t.task.day > sheet.today for t in sheet.later)
    assert {person.name for person in sheet.people} == {"Sam", "Maya"}
    assert {t.person.name for t in tasks_of(sheet)} == {"Maya"}


def test_a_post_s_card_names_everything(cafe: House) -> None:
    card = next(t for t in tasks_of(sheet_of(cafe)) if t.post)
    assert card.platform is not None
    assert card.pillar is not None
    assert card.community is not None
    assert card.goal is not None
    assert card.goal_name
    assert card.text_length == len(card.post.text)
    duty = next(t for t in tasks_of(sheet_of(cafe)) if t.task.duty)
    assert (duty.post, duty.platform, duty.pillar) == (None, None, None)
    assert duty.kpi_count == len(cafe.store.all(Kpi))


def test_a_week_outside_the_plan_has_none(cafe: House) -> None:
    sheet = sheet_of(cafe, STARTS - timedelta(weeks=3))
    assert (sheet.plan, sheet.plan_week, sheet.minutes_budget) == (None, None, 0)
    assert not tasks_of(sheet)


def test_missed_work_comes_again_and_is_done_there(cafe: House) -> None:
    post = a_post(cafe)
    cafe.clock.go_on(weeks=1)
    sheet = sheet_of(cafe)
    assert post.id in {t.task.id for t in sheet.missed}
    tick(cafe, post.id)
    after = sheet_of(cafe)
    assert post.id not in {t.task.id for t in after.missed}
    assert post.id in {t.task.id for t in after.done}
    assert after.minutes_planned == sheet.minutes_planned


def test_a_post_ticked_is_posted(cafe: House) -> None:
    post = a_post(cafe)
    tick(cafe, post.id, 25)
    done = cafe.store.get(Post, post.id)
    assert done is not None
    assert (done.status, done.posted_at, done.real_minutes) == (Status.POSTED, NOW, 25)
    assert sheet_of(cafe).minutes_done == 25
    error = refused(Code.ALREADY_DONE, cafe, week.tick, TaskId(post.id))
    assert error.facts["value"] == post.title
    cafe.changes.undo()
    assert cafe.store.get(Post, post.id) == post


def test_a_duty_ticked_has_its_tick(cafe: House) -> None:
    id = a_duty_task(cafe)
    tick(cafe, id)
    (row,) = cafe.store.all(Tick)
    assert (row.task, row.state, row.at) == (id, TickState.DONE, NOW)
    assert row.day.isoformat() == id.rpartition("@")[2]
    refused(Code.ALREADY_DONE, cafe, week.tick, id)
    refused(Code.ALREADY_DONE, cafe, week.skip, id, reason="Late")


def test_open_again(cafe: House) -> None:
    post, duty = a_post(cafe), a_duty_task(cafe)
    for id in (post.id, duty):
        cafe.changes.do(Action.UNTICK, week.untick, TaskId(id))  # open already: nothing happens
        assert cafe.changes.undoable is Action.APPLY_PLAN
    for id in (post.id, duty):
        tick(cafe, id, 10)
        cafe.changes.do(Action.UNTICK, week.untick, TaskId(id))
    assert cafe.store.get(Post, post.id) == post
    assert not cafe.store.all(Tick)


def test_skipped_with_a_reason_and_done_after_all(cafe: House) -> None:
    post, duty = a_post(cafe), a_duty_task(cafe)
    for id in (post.id, duty):
        cafe.changes.do(Action.SKIP, week.skip, TaskId(id), reason="  We were ill ")
    skipped = cafe.store.get(Post, post.id)
    assert skipped is not None
    assert (skipped.status, skipped.skip_reason) == (Status.SKIPPED, "We were ill")
    done = {t.task.id: t.task for t in sheet_of(cafe).done}
    assert {done[id].state for id in (TaskId(post.id), duty)} == {TaskState.SKIPPED}
    assert done[duty].reason == "We were ill"
    tick(cafe, post.id)
    tick(cafe, duty)
    again = cafe.store.get(Post, post.id)
    assert again is not None
    assert (again.status, again.skip_reason) == (Status.POSTED, "")
    assert cafe.store.all(Tick)[0].state is TickState.DONE
    refused(Code.ALREADY_DONE, cafe, week.skip, TaskId(post.id), reason="Late")


@pytest.mark.parametrize(
    ("reason", "code"),
    [("", Code.EMPTY), ("  ", Code.EMPTY), ("x" * 501, Code.TOO_LONG), ("a\0", Code.BAD_TEXT)],
)
def test_a_skip_needs_a_plain_reason(cafe: House, reason: str, code: Code) -> None:
    refused(code, cafe, week.skip, a_duty_task(cafe), reason=reason)


@pytest.mark.parametrize("id", ["nobody", "nobody@2027-01-13", "@", "x@2027-13-99"])
def test_what_is_not_there_cannot_be_done(cafe: House, id: str) -> None:
    for step in (week.tick, week.untick, week.set_real_minutes):
        extra = (5,) if step is week.set_real_minutes else ()
        refused(Code.NOT_FOUND, cafe, step, TaskId(id), *extra)
    refused(Code.NOT_FOUND, cafe, week.skip, TaskId(id), reason="Ill")


def test_a_duty_is_not_due_on_any_day(cafe: House) -> None:
    duty = next(d for d in cafe.store.all(Duty) if len(d.weekdays) == 1)
    other = STARTS + timedelta(days=(duty.weekdays[0] + 1) % 7)
    refused(Code.NOT_FOUND, cafe, week.tick, TaskId(f"{duty.id}@{other.isoformat()}"))


def test_posted_with_its_link(cafe: House) -> None:
    post = a_post(cafe)
    cafe.changes.do(Action.MARK_POSTED, week.mark_posted, post.id, link=" https://ig.example/p/1 ")
    cafe.clock.go_on(hours=1)
    cafe.changes.do(Action.MARK_POSTED, week.mark_posted, post.id, real_minutes=30)
    posted = cafe.store.get(Post, post.id)
    assert posted is not None
    assert (posted.link, posted.real_minutes) == ("https://ig.example/p/1", 30)
    assert posted.posted_at == NOW


@pytest.mark.parametrize("link", ["javascript:alert(1)", "corner", "https://", "http://[::1"])
def test_a_link_is_a_web_address(cafe: House, link: str) -> None:
    refused(Code.UNKNOWN_CHOICE, cafe, week.mark_posted, a_post(cafe).id, link=link)
    refused(Code.NOT_FOUND, cafe, week.mark_posted, PostId("nobody"))
    refused(Code.TOO_LONG, cafe, week.mark_posted, a_post(cafe).id, link="https://" + "x" * 2000)


def test_real_minutes_come_and_go(cafe: House) -> None:
    post, duty = a_post(cafe), a_duty_task(cafe)
    refused(Code.NOT_FOUND, cafe, week.set_real_minutes, duty, 12)
    tick(cafe, duty)
    for id in (TaskId(post.id), duty):
        cafe.changes.do(Action.TICK, week.set_real_minutes, id, 12)
    assert cafe.store.all(Tick)[0].real_minutes == 12
    assert replace(post, real_minutes=12) == cafe.store.get(Post, post.id)
    cafe.changes.do(Action.TICK, week.set_real_minutes, TaskId(post.id), None)
    assert post == cafe.store.get(Post, post.id)


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1])
def test_nothing_takes_longer_than_a_day(cafe: House, minutes: int) -> None:
    post = a_post(cafe)
    refused(Code.OUT_OF_RANGE, cafe, week.tick, TaskId(post.id), real_minutes=minutes)
    refused(Code.OUT_OF_RANGE, cafe, week.set_real_minutes, TaskId(post.id), minutes)
    refused(Code.OUT_OF_RANGE, cafe, week.mark_posted, post.id, real_minutes=minutes)


def log(house: House, value: str, day: date | None = None, kpi: Kpi | None = None) -> Reading:
    row = kpi or house.store.all(Kpi)[0]
    return house.changes.do(Action.LOG_READING, week.log_reading, row.id, Decimal(value), day=day)


def test_a_figure_typed_again_in_the_same_week_corrects(cafe: House) -> None:
    first = log(cafe, "212.5", date(2027, 1, 11))
    second = log(cafe, "221")
    assert (first.hundredths, second.hundredths, second.supersedes) == (21250, 22100, first.id)
    assert len(cafe.store.all(Reading)) == 2
    sheet = sheet_of(cafe).kpis[0]
    assert (sheet.latest, sheet.previous, sheet.this_week) == (second, None, second)
    cafe.clock.go_on(weeks=1)
    third = log(cafe, "240")
    sheet = sheet_of(cafe).kpis[0]
    assert third.supersedes is None
    assert (sheet.latest, sheet.previous, sheet.this_week) == (third, second, third)
    assert sheet.history == (Decimal(221), Decimal(240))
    earlier = sheet_of(cafe, STARTS).kpis[0]
    assert (earlier.latest, earlier.this_week) == (second, second)


def test_a_kpi_without_figures_still_says_where_to_read(cafe: House) -> None:
    for sheet in sheet_of(cafe).kpis:
        assert (sheet.latest, sheet.previous, sheet.this_week, sheet.history) == (
            *(None, None, None),
            (),
        )
        assert sheet.name
        assert sheet.where_to_read


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-1", "1000000001"])
def test_an_absurd_figure_is_refused(cafe: House, value: str) -> None:
    kpi = next(k for k in cafe.store.all(Kpi) if cafe.ports.library.kpi(k.kind).unit == "count")
    with pytest.raises(ExpectedError) as caught:
        log(cafe, value, kpi=kpi)
    finite = Decimal(value).is_finite()
    assert caught.value.code is (Code.OUT_OF_RANGE if finite else Code.NOT_A_NUMBER)


def test_growth_may_be_negative(cafe: House) -> None:
    row = replace(cafe.store.all(Kpi)[0], kind="follower_growth_rate")
    cafe.changes.do(Action.SAVE_ANSWERS, lambda tx, ports: tx.put(row))
    assert log(cafe, "-2.25", kpi=row).hundredths == -225


def test_no_figure_for_tomorrow_or_for_nobody(cafe: House) -> None:
    with pytest.raises(ExpectedError) as caught:
        log(cafe, "1", NOW.date() + timedelta(days=1))
    assert caught.value.code is Code.DATE_TOO_FAR
    with pytest.raises(ExpectedError) as caught:
        cafe.changes.do(Action.LOG_READING, week.log_reading, KpiId("nobody"), Decimal(1))
    assert caught.value.code is Code.NOT_FOUND


def test_the_plan_s_week_is_counted_to_its_end(cafe: House) -> None:
    (plan,) = cafe.store.all(Plan)
    cafe.clock.instant = datetime(2027, 4, 11, 9, tzinfo=UTC)
    assert sheet_of(cafe).plan_week == plan.weeks == 13
    cafe.clock.go_on(days=1)
    assert sheet_of(cafe).plan is None


def test_a_row_that_another_one_names_is_there_or_it_is_a_bug() -> None:
    with pytest.raises(LookupError):
        week._found(None)


def test_one_task_is_shown_as_its_week_shows_it(cafe: House) -> None:
    for shown in tasks_of(sheet_of(cafe)):
        alone = week.task_sheet(cafe.store, cafe.ports, shown.task.id)
        assert alone.task == replace(shown.task, rolled=alone.task.rolled)
        assert (alone.post, alone.person) == (shown.post, shown.person)
    with pytest.raises(ExpectedError) as caught:
        week.task_sheet(cafe.store, cafe.ports, TaskId("nothing@2027-01-13"))
    assert caught.value.code is Code.NOT_FOUND


def test_the_coming_plan_is_the_next_one_to_begin(cafe: House) -> None:
    (plan,) = cafe.store.all(Plan)
    before = plan.starts - timedelta(days=1)
    assert coming_plan(cafe.store, cafe.ports, after=before) == plan
    assert coming_plan(cafe.store, cafe.ports, after=plan.starts) is None
