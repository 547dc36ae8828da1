"""The calendar: the month's sheet, and moving, editing, adding, removing and finding posts."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from house import CAFE, NOW, STARTS, House

from smbsocial.domain.content import Post, Status
from smbsocial.domain.days import week_start
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal
from smbsocial.domain.ids import CommunityId, PillarId, PlatformKey, PostId
from smbsocial.domain.observances import occurrences
from smbsocial.domain.platforms import Account
from smbsocial.usecases import calendar, composing, setup, week
from smbsocial.usecases.calendar import PostEdit
from smbsocial.usecases.calendar_sheets import CalendarSheet, DaySheet
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import set_up_business


def month(house: House, number: int = 1, year: int = 2027) -> CalendarSheet:
    return calendar.calendar_sheet(house.store, house.ports, year, number)


def days(sheet: CalendarSheet) -> dict[date, DaySheet]:
    return {day.day: day for row in sheet.rows for day in row.days}


def a_post(house: House) -> Post:
    return next(p for p in house.store.all(Post) if p.day >= NOW.date())


def edit(house: House, post: Post, **fields: object) -> Post:
    return house.changes.do(Action.EDIT_POST, calendar.edit_post, post.id, PostEdit(**fields))


def test_every_post_of_the_weeks_shown_is_a_chip_on_its_day(cafe: House) -> None:
    sheet = month(cafe)
    shown = {(chip.id, day.day) for day in days(sheet).values() for chip in day.chips}
    first, last = sheet.rows[0].days[0].day, sheet.rows[-1].days[-1].day
    assert shown == {(post.id, post.day) for post in cafe.store.posts(first, last)}
    assert first == date(2026, 12, 28)
    assert not days(sheet)[first].in_month
    assert days(sheet)[date(2027, 1, 17)].closed


def test_observances_stand_on_their_days(cafe: House) -> None:
    business = set_up_business(cafe.store)
    found = occurrences(
        cafe.ports.library.observances(),
        country="GB",
        industry=business.industry,
        first=date(2027, 1, 1),
        last=date(2027, 3, 31),
    )
    assert found
    for each in found:
        day = days(month(cafe, each.day.month))[each.day]
        assert each.observance.name in day.observances


def test_the_work_column_adds_posts_and_routine(cafe: House) -> None:
    for row in month(cafe).rows:
        own = week.week_sheet(cafe.store, cafe.ports, day=row.days[0].day)
        assert (row.minutes, row.budget) == (own.minutes_planned, own.minutes_budget)
        assert row.minutes <= row.budget


def test_chips_say_what_became_of_the_post(cafe: House) -> None:
    first, second, *_ = [p for p in cafe.store.all(Post) if p.day < date(2027, 2, 1)]
    cafe.changes.do(Action.TICK, week.tick, first.id)
    cafe.changes.do(Action.SKIP, week.skip, second.id, reason="Ill")
    cafe.clock.go_on(weeks=4)
    chips = {chip.id: chip for day in days(month(cafe)).values() for chip in day.chips}
    assert (chips[first.id].posted, chips[first.id].overdue) == (True, False)
    assert (chips[second.id].skipped, chips[second.id].overdue) == (True, False)
    others = [chip for id, chip in chips.items() if id not in {first.id, second.id}]
    assert others
    assert all(chip.overdue for chip in others if cafe.store.get(Post, chip.id).day < NOW.date())


def test_before_setup_there_is_no_month(house: House) -> None:
    with pytest.raises(ExpectedError) as caught:
        month(house)
    assert caught.value.code is Code.NOT_SET_UP


def test_a_community_that_is_not_served_is_named(cafe: House) -> None:
    names = {c.name: c.id for c in setup.make_brief_from(CAFE, cafe.ports).communities}
    assert month(cafe).quiet == ()
    for post in cafe.store.all(Post):
        if post.community == names["Young parents nearby"]:
            cafe.changes.do(Action.REMOVE_POST, calendar.remove_post, post.id)
    ((quiet, gap),) = month(cafe).quiet
    assert quiet == "Young parents nearby"
    assert gap > calendar.QUIET_DAYS
    for post in cafe.store.all(Post):
        cafe.changes.do(Action.REMOVE_POST, calendar.remove_post, post.id)
    assert month(cafe).quiet == ()


def test_a_community_that_was_given_up_is_not_missed(cafe: House) -> None:
    kept = replace(CAFE.communities, communities=(CAFE.communities.communities or ())[:1])
    rhythm = replace(CAFE.rhythm, starts=STARTS + timedelta(weeks=1))
    cafe.changes.do(
        Action.APPLY_PLAN,
        setup.take_answers,
        answers=replace(CAFE, communities=kept, rhythm=rhythm),
    )
    assert month(cafe).quiet == ()


def test_moved_posts_keep_their_time_and_are_the_owner_s(cafe: House) -> None:
    post = a_post(cafe)
    sunday = date(2027, 1, 31)
    moved = cafe.changes.do(Action.MOVE_POST, calendar.move_post, post.id, sunday)
    assert moved == replace(post, day=sunday, edited=True)
    assert calendar.post_sheet(cafe.store, cafe.ports, post.id).closed
    cafe.changes.undo()
    assert cafe.store.get(Post, post.id) == post
    cafe.changes.do(Action.MOVE_POST, calendar.move_post, post.id, post.day)
    assert cafe.changes.undoable is Action.APPLY_PLAN


def test_nothing_is_moved_out_of_sight(cafe: House) -> None:
    with pytest.raises(ExpectedError) as caught:
        cafe.changes.do(Action.MOVE_POST, calendar.move_post, a_post(cafe).id, date(2040, 1, 1))
    assert caught.value.code is Code.DATE_TOO_FAR
    with pytest.raises(ExpectedError) as caught:
        cafe.changes.do(Action.MOVE_POST, calendar.move_post, PostId("nobody"), STARTS)
    assert caught.value.code is Code.NOT_FOUND


def test_every_field_can_be_edited(cafe: House) -> None:
    post = a_post(cafe)
    other = next(p for p in cafe.store.all(Post) if p.community != post.community)
    edited = edit(
        cafe,
        post,
        title="The oat flat white test",
        text="Which one? 🥛",
        day=post.day + timedelta(days=1),
        at=time(11, 30),
        platform=PlatformKey("bluesky"),
        community=other.community,
        minutes=35,
        status=Status.APPROVED,
        link="https://bsky.app/x",
    )
    assert edited == cafe.store.get(Post, post.id)
    assert edited.edited
    sheet = calendar.post_sheet(cafe.store, cafe.ports, post.id)
    assert sheet.text_length == len("Which one? 🥛")
    assert [goal.id for goal, _ in sheet.goals] == [post.goal]
    assert {c.name for c in sheet.communities} == {"Office lunch crowd", "Young parents nearby"}
    assert edit(cafe, edited) == edited


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", " ", Code.EMPTY),
        ("title", "x" * 201, Code.TOO_LONG),
        ("text", "x" * 65_001, Code.TOO_LONG),
        ("text", "half \ud83e", Code.BAD_TEXT),
        ("link", "ftp://x", Code.UNKNOWN_CHOICE),
        ("minutes", -1, Code.OUT_OF_RANGE),
        ("day", date(2099, 1, 1), Code.DATE_TOO_FAR),
        ("pillar", PillarId("nobody"), Code.NOT_FOUND),
        ("community", CommunityId("nobody"), Code.NOT_FOUND),
        ("platform", PlatformKey("myspace"), Code.UNKNOWN_CHOICE),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    cafe: House, field: str, value: object, code: Code
) -> None:
    post = a_post(cafe)
    with pytest.raises(ExpectedError) as caught:
        edit(cafe, post, **{field: value})
    assert (caught.value.code, caught.value.field) == (code, field)
    assert cafe.store.get(Post, post.id) == post


def test_posted_and_skipped_are_only_taken_back_to_draft(cafe: House) -> None:
    post = a_post(cafe)
    posted = edit(cafe, post, status=Status.POSTED)
    assert posted.posted_at == NOW
    with pytest.raises(ExpectedError) as caught:
        edit(cafe, post, status=Status.SKIPPED)
    assert caught.value.field == "status"
    assert edit(cafe, post, status=Status.DRAFT).posted_at is None


def test_a_post_of_one_s_own(cafe: House) -> None:
    day = date(2027, 1, 20)
    blank = calendar.blank_sheet(cafe.store, cafe.ports, day=day).post
    post = cafe.changes.do(
        Action.ADD_POST, calendar.add_post, day=day, title="Soup", edit=PostEdit(minutes=5)
    )
    assert (post.day, post.title, post.minutes, post.edited) == (day, "Soup", 5, True)
    assert replace(post, id=blank.id, title="", minutes=blank.minutes) == blank
    assert cafe.store.get(Post, post.id) == post
    with pytest.raises(ExpectedError) as caught:
        cafe.changes.do(Action.ADD_POST, calendar.add_post, day=day, title="")
    assert (caught.value.code, caught.value.field) == (Code.EMPTY, "title")


def test_a_post_far_from_all_others_takes_the_account_s_platform(cafe: House) -> None:
    for post in cafe.store.all(Post):
        cafe.changes.do(Action.REMOVE_POST, calendar.remove_post, post.id)
    account = cafe.store.all(Account)[0]
    post = cafe.changes.do(Action.ADD_POST, calendar.add_post, day=STARTS, title="Soup")
    assert post.platform == account.platform


def test_a_goal_that_was_given_up_is_offered_only_where_it_stands(cafe: House) -> None:
    goals = replace(CAFE.goals, goals=(replace(CAFE.goals.goals[0], kind="local_awareness"),))
    rhythm = replace(CAFE.rhythm, starts=STARTS + timedelta(weeks=1))
    post = a_post(cafe)
    cafe.changes.do(Action.TICK, week.tick, post.id)
    cafe.changes.do(
        Action.APPLY_PLAN, setup.take_answers, answers=replace(CAFE, goals=goals, rhythm=rhythm)
    )
    kinds = [g.kind for g, _ in calendar.post_sheet(cafe.store, cafe.ports, post.id).goals]
    assert sorted(kinds) == ["foot_traffic", "local_awareness"]
    later = next(p for p in cafe.store.all(Post) if p.day > STARTS + timedelta(weeks=1))
    (offered,) = calendar.post_sheet(cafe.store, cafe.ports, later.id).goals
    assert offered[0].kind == "local_awareness"
    assert len(cafe.store.all(Goal)) == 2


def test_what_to_copy_and_where_to_go(cafe: House) -> None:
    post = edit(cafe, a_post(cafe), text="Soup ☕", platform=PlatformKey("bluesky"))
    found = composing.composing(cafe.store, cafe.ports, post.id)
    assert (found.platform, found.text, found.carried) == ("Bluesky", "Soup ☕", True)
    assert found.url == "https://bsky.app/intent/compose?text=Soup%20%E2%98%95"
    edit(cafe, post, platform=PlatformKey("instagram"))
    pasted = composing.composing(cafe.store, cafe.ports, post.id)
    assert not pasted.carried
    assert pasted.url


def test_search_finds_words_and_nothing_for_nothing(cafe: House) -> None:
    post = edit(cafe, a_post(cafe), title="Zanzibar night")
    assert calendar.search(cafe.store, cafe.ports, "  zanzibar ") == (post,)
    assert calendar.search(cafe.store, cafe.ports, "   ") == ()


def test_the_week_starts_where_the_country_starts_it(house: House) -> None:
    american = replace(CAFE, business=replace(CAFE.business, country="US", zone=None))
    house.clock.go_on(days=-3)
    house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=american)
    for row in month(house).rows:
        assert row.days[0].day == week_start(row.days[0].day, 6)
