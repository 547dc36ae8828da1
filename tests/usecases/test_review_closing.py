"""Closing a review: the next thirteen weeks or a pause, in one step that undo takes back whole."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from house import CAFE, STARTS, House

from smbsocial.domain.answers import Learned, Page, PageRow
from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post, Status
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal
from smbsocial.domain.ids import PillarId, PlanId, PlatformKey, ReviewId
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Choice, Decision, DutyKind, Plan
from smbsocial.domain.platforms import Account
from smbsocial.domain.ranges import Range
from smbsocial.domain.reminders import Kind
from smbsocial.domain.review import KeptForecast, Review, ReviewAnswer, ReviewPage, ReviewWord
from smbsocial.domain.turns import Of, Turn, Word
from smbsocial.usecases import calendar, people, setup, week
from smbsocial.usecases.calendar import PostEdit
from smbsocial.usecases.changes import Action
from smbsocial.usecases.deciding import turns
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.lookup import goals, last_day, newest_decision, plan_on
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.reviewing.closing import close_review
from smbsocial.usecases.reviewing.deciding import decide_sheet
from smbsocial.usecases.reviewing.opening import open_review, review_state
from smbsocial.usecases.reviewing.record import record_sheet
from smbsocial.usecases.reviewing.saying import say
from smbsocial.usecases.reviewing.wishes import Wish

LAST = STARTS + timedelta(weeks=13, days=-1)
LAST_WEEK = LAST - timedelta(days=6)
NEXT = LAST + timedelta(days=1)
PAUSE = Wish(
    Choice.STAY_OFF,
    until=date(2027, 9, 1),
    reason="The kitchen is rebuilt",
    would_change="A new kitchen",
    alive=(DutyKind.ANSWER, DutyKind.LISTING),
)
CONTENT, PLATFORMS, COMMUNITIES = (
    ReviewPage.CONTENT,
    ReviewPage.PLATFORMS,
    ReviewPage.COMMUNITIES,
)


def at(house: House, day: date) -> None:
    house.clock.instant = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


@pytest.fixture
def review(cafe: House) -> Review:
    """The café's review, opened in the plan's last week."""
    at(cafe, LAST_WEEK)
    return cafe.changes.write(open_review)


def word(house: House, page: ReviewPage, subject: str, said: ReviewWord, text: str = "") -> None:
    review = house.store.all(Review)[-1]
    house.changes.write(say, review.id, page, subject, said, text)


def close(house: House, wish: Wish = Wish(), *learned: Learned) -> Review:  # noqa: B008
    review = house.store.all(Review)[-1]
    return house.changes.do(
        Action.CLOSE_REVIEW, close_review, review.id, wish, learned=learned or None
    )


def rows(house: House) -> dict[object, Entity]:
    return {(kind, row.id): row for kind in get_args(Entity) for row in house.store.all(kind)}


def put(house: House, *entities: Entity) -> None:
    def write(tx: Tx, ports: Ports) -> None:
        for entity in entities:
            tx.put(entity)

    house.changes.write(write)


def pillar(house: House, place: int = 0) -> Pillar:
    return house.store.all(Pillar)[place]


def refused(house: House, wish: Wish, *learned: Learned) -> ExpectedError:
    before = rows(house)
    with pytest.raises(ExpectedError) as error:
        close(house, wish, *learned)
    assert rows(house) == before
    return error.value


def test_a_week_of_a_pause_names_what_is_kept_alive(cafe: House, review: Review) -> None:
    def alive(day: date) -> tuple[DutyKind, ...]:
        return week.week_sheet(cafe.store, cafe.ports, day=day).alive

    assert alive(LAST) == ()
    close(cafe, PAUSE)
    assert alive(LAST) == alive(date(2027, 8, 25)) == PAUSE.alive
    assert alive(LAST_WEEK - timedelta(days=7)) == alive(date(2027, 9, 15)) == (), "before, after"
    sheet = week.week_sheet(cafe.store, cafe.ports, day=NEXT)
    assert (sheet.today_tasks, sheet.later, sheet.missed) == ((), (), ()), "nothing to tick"
    at(cafe, date(2027, 9, 15))
    assert alive(date(2027, 9, 15)) == PAUSE.alive, "until somebody decides anew"


def test_a_closing_is_not_undone_once_the_next_review_is_open(cafe: House, review: Review) -> None:
    close(cafe, Wish())
    at(cafe, LAST + timedelta(weeks=12))
    following = cafe.changes.write(open_review)
    before = rows(cafe)
    with pytest.raises(ExpectedError) as error:
        cafe.changes.undo()
    assert error.value.code is Code.CHANGED_SINCE
    assert rows(cafe) == before
    open_ones = [each.id for each in cafe.store.all(Review) if each.closed_at is None]
    assert open_ones == [following.id] != [review.id]


def test_going_on_makes_the_next_thirteen_weeks_and_one_undo_takes_all_of_it_back(
    cafe: House, review: Review
) -> None:
    word(cafe, CONTENT, pillar(cafe).id, ReviewWord.PAUSE, "Nobody asked for it")
    before = rows(cafe)
    done = close(cafe, Wish(reason="It paid"))
    plan = plan_on(cafe.store, NEXT)
    assert plan is not None
    assert (plan.starts, last_day(plan)) == (NEXT, NEXT + timedelta(weeks=13, days=-1))
    decision = newest_decision(cafe.store)
    assert decision is not None
    assert (decision.choice, decision.reason, decision.id) == (
        Choice.CONTINUE,
        "It paid",
        done.decision,
    )
    assert done.closed_at is not None
    assert done.page is ReviewPage.DECIDE
    assert goals(cafe.store)[0].until == last_day(plan)
    kept = cafe.store.having(KeptForecast, "plan", plan.id)
    assert [(each.first, each.last, each.goal) for each in kept] == [
        (NEXT, last_day(plan), goals(cafe.store)[0].id)
    ]
    assert cafe.changes.undo() is Action.CLOSE_REVIEW
    assert rows(cafe) == before
    assert cafe.changes.redo() is Action.CLOSE_REVIEW
    assert cafe.store.get(Review, review.id) == done
    with pytest.raises(ExpectedError) as error:
        close(cafe)
    assert error.value.code is Code.ALREADY_DONE


def test_a_paused_kind_of_content_and_a_left_platform_go_and_a_tried_one_comes(
    cafe: House, review: Review
) -> None:
    going = pillar(cafe)
    used = [a.platform for a in cafe.store.all(Account)]
    new = next(p.key for p in cafe.ports.library.platforms() if p.key not in used)
    word(cafe, CONTENT, going.id, ReviewWord.PAUSE, "No time")
    word(cafe, CONTENT, pillar(cafe, 1).id, ReviewWord.KEEP)
    word(cafe, CONTENT, "gone-long-ago", ReviewWord.KEEP)
    word(cafe, PLATFORMS, used[0], ReviewWord.LEAVE, "It turned")
    word(cafe, PLATFORMS, f"leaving:{used[0]}:export", ReviewWord.DONE)
    word(cafe, PLATFORMS, new, ReviewWord.TRY)
    said = turns.decide
    cafe.changes.write(said, Of.PILLAR, pillar(cafe, 1).id, Word.KEEP)
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    fates = {each.key: (each.runs, each.word) for each in sheet.turned}
    assert fates[going.id] == (False, ReviewWord.PAUSE)
    assert fates[used[0]] == (False, ReviewWord.LEAVE)
    assert fates[new] == (True, ReviewWord.TRY)
    assert (
        sheet.removed == sum(each.slots for each in sheet.turned if not each.runs) or sheet.removed
    )
    close(cafe)
    posts = [p for p in cafe.store.posts(NEXT, date.max) if p.is_open]
    assert len(posts) == sheet.posts
    assert going.id not in {p.pillar for p in posts}
    assert used[0] not in {p.platform for p in posts}
    assert new in {a.platform for a in cafe.store.all(Account)}
    assert not pillar(cafe).active
    found = [(t.of, t.subject, t.word, t.reason) for t in cafe.store.all(Turn)]
    assert found.count((Of.PILLAR, pillar(cafe, 1).id, Word.KEEP, "")) == 1
    assert (Of.PLATFORM, used[0], Word.STOP, "It turned") in found
    assert (Of.PILLAR, going.id, Word.PAUSE, "No time") in found
    assert "gone-long-ago" not in {t.subject for t in cafe.store.all(Turn)}


def test_a_word_that_was_said_otherwise_since_is_put_again(cafe: House, review: Review) -> None:
    own = pillar(cafe).id
    cafe.changes.write(turns.decide, Of.PILLAR, own, Word.KEEP)
    word(cafe, CONTENT, own, ReviewWord.CHANGE, "Shorter")
    close(cafe)
    newest = turns.words_now(cafe.store, cafe.ports)[Of.PILLAR, own]
    assert (newest.word, newest.reason) == (Word.CHANGE, "Shorter")
    assert review.id


def test_posts_that_people_edited_stay_and_none_is_put_beside_them(
    cafe: House, review: Review
) -> None:
    close(cafe)
    first = next(p for p in cafe.store.posts(NEXT, date.max) if p.is_open)
    cafe.changes.write(calendar.edit_post, first.id, PostEdit(text="My own words"))
    at(cafe, LAST)
    second = cafe.changes.write(open_review)
    assert second.id != review.id
    sheet = decide_sheet(cafe.store, cafe.ports, second.id)
    assert [post.text for post in sheet.kept_posts] == ["My own words"]
    close(cafe)
    kept = cafe.store.get(Post, first.id)
    assert kept is not None
    assert kept.text == "My own words"
    assert kept.is_open
    same_day = [p for p in cafe.store.posts(first.day, first.day) if p.platform == first.platform]
    assert same_day == [kept]
    plans = [p for p in cafe.store.all(Plan) if p.starts == NEXT]
    assert [kept.plan] == [p.id for p in plans]
    assert len(cafe.store.having(KeptForecast, "plan", kept.plan)) == 1
    assert len(cafe.store.posts(NEXT, date.max)) == sheet.posts


def test_communities_are_dropped_renamed_and_added_with_their_history_kept(
    cafe: House, review: Review
) -> None:
    lunch, parents = cafe.store.all(Community)
    word(cafe, COMMUNITIES, lunch.id, ReviewWord.CHANGE, "Desk workers")
    word(cafe, COMMUNITIES, parents.id, ReviewWord.DROP)
    word(cafe, COMMUNITIES, "new:1", ReviewWord.ADD, "Cyclists\nthe club's group")
    word(cafe, COMMUNITIES, "new:2", ReviewWord.ADD, "desk workers")
    word(cafe, COMMUNITIES, "new:3", ReviewWord.ADD, "  ")
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    assert ("Cyclists", True) in [(each.name, each.runs) for each in sheet.turned]
    close(cafe)
    found = {c.id: c for c in cafe.store.all(Community)}
    assert (found[lunch.id].name, found[lunch.id].active) == ("Desk workers", True)
    assert not found[parents.id].active
    assert [(c.name, c.where) for c in found.values() if c.active] == [
        ("Desk workers", ""),
        ("Cyclists", "the club's group"),
    ]


def test_a_kind_of_content_without_a_why_is_not_planned_on_until_the_owner_speaks(
    cafe: House, review: Review
) -> None:
    silent = replace(pillar(cafe), id=PillarId("own"), name="Ask us", purpose="")
    page = cafe.store.get(PageRow, Page.RHYTHM.value)
    assert page is not None
    names = ("Ask us", *[p.name for p in cafe.store.all(Pillar)][1:])
    put(cafe, silent, replace(page, answers=replace(page.answers, pillars=names)))  # type: ignore[arg-type]
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    assert sheet.without_why == (silent,)
    assert [(e.word, e.runs) for e in sheet.turned if e.key == "own"] == [(None, False)]
    word(cafe, CONTENT, "own", ReviewWord.KEEP)
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    assert [(e.word, e.runs) for e in sheet.turned if e.key == "own"] == [(None, False)]
    word(cafe, ReviewPage.DECIDE, "why:own", ReviewWord.KEEP, "People ask at the counter")
    assert not decide_sheet(cafe.store, cafe.ports, review.id).without_why
    close(cafe)
    kept = cafe.store.get(Pillar, "own")
    assert kept is not None
    assert (kept.active, kept.purpose) == (True, "People ask at the counter")
    assert "Ask us" in (setup.read_answers(cafe.store).rhythm.pillars or ())


def test_without_an_answer_it_goes_and_paused_it_is_no_question(
    cafe: House, review: Review
) -> None:
    silent = replace(pillar(cafe), purpose="")
    put(cafe, silent)
    assert decide_sheet(cafe.store, cafe.ports, review.id).without_why == (silent,)
    word(cafe, CONTENT, silent.id, ReviewWord.PAUSE)
    assert not decide_sheet(cafe.store, cafe.ports, review.id).without_why
    word(cafe, ReviewPage.DECIDE, f"why:{silent.id}", ReviewWord.PAUSE)
    word(cafe, CONTENT, silent.id, ReviewWord.KEEP)
    assert decide_sheet(cafe.store, cafe.ports, review.id).without_why == (silent,)
    close(cafe)
    assert not pillar(cafe).active


def test_a_change_has_other_hours_money_and_target(cafe: House, review: Review) -> None:
    word(cafe, ReviewPage.PEOPLE, "thinner", ReviewWord.CHANGE, "90")
    thin = decide_sheet(cafe.store, cafe.ports, review.id)
    assert thin.wish.minutes_a_week == 90
    wish = Wish(Choice.CHANGE, minutes_a_week=120, money_a_month=Money(5_000, "GBP"), target=25)
    sheet = decide_sheet(cafe.store, cafe.ports, review.id, wish)
    assert sheet.new is not None
    assert sheet.old is not None
    assert (sheet.old.target, sheet.new.target) == (40, 25)
    assert (sheet.old.investment.minutes_a_week, sheet.new.investment.minutes_a_week) == (180, 120)
    close(cafe, wish)
    plan = plan_on(cafe.store, NEXT)
    assert plan is not None
    assert plan.minutes_a_week == 120
    assert goals(cafe.store)[0].target == 25
    assert setup.read_answers(cafe.store).investment.money_a_month == Money(5_000, "GBP")


def test_a_thinner_week_that_is_no_figure_changes_nothing(cafe: House, review: Review) -> None:
    word(cafe, ReviewPage.PEOPLE, "thinner", ReviewWord.NOTE, "90")
    assert decide_sheet(cafe.store, cafe.ports, review.id).wish.minutes_a_week == 180
    sheet = decide_sheet(cafe.store, cafe.ports, review.id, Wish(Choice.CHANGE))
    assert (sheet.wish.minutes_a_week, sheet.wish.target) == (180, 40)


def test_what_was_measured_stands_in_the_answers_and_the_forecast_says_so(
    cafe: House, review: Review
) -> None:
    reach = Learned("reach.instagram", Range.exactly(80), weeks=13, own_percent=70)
    close(cafe, Wish(), reach)
    assert setup.read_answers(cafe.store).investment.learned == (reach,)
    plan = plan_on(cafe.store, NEXT)
    assert plan is not None
    assert [k.learned for k in cafe.store.having(KeptForecast, "plan", plan.id)] == [True]
    assert review.plan != plan.id


def test_a_pause_keeps_everything_stops_the_work_and_says_what_stays_alive(
    cafe: House, review: Review
) -> None:
    coming = [p for p in cafe.store.posts(LAST_WEEK, date.max) if p.is_open]
    cafe.changes.write(calendar.edit_post, coming[0].id, PostEdit(text="Mine"))
    before = rows(cafe)
    sheet = decide_sheet(cafe.store, cafe.ports, review.id, PAUSE)
    assert (sheet.new, sheet.posts, sheet.problems) == (None, 0, ())
    assert (sheet.first, sheet.last) == (LAST_WEEK, date(2027, 8, 31))
    assert [(r.kind, r.day) for r in sheet.reminders] == [(Kind.REASSESS, date(2027, 9, 1))]
    assert (sheet.removed, len(sheet.set_aside)) == (len(coming) - 1, 1)
    close(cafe, PAUSE)
    decision = newest_decision(cafe.store)
    assert decision is not None
    assert (decision.choice, decision.until, decision.alive) == (
        Choice.STAY_OFF,
        PAUSE.until,
        PAUSE.alive,
    )
    assert (decision.reason, decision.would_change) == (PAUSE.reason, PAUSE.would_change)
    mine = cafe.store.get(Post, coming[0].id)
    assert mine is not None
    assert (mine.status, mine.text, mine.skip_reason) == (Status.SKIPPED, "Mine", PAUSE.reason)
    week_now = week.week_sheet(cafe.store, cafe.ports)
    assert (week_now.today_tasks, week_now.later, week_now.missed) == ((), (), ())
    assert review_state(cafe.store, cafe.ports).next_day == PAUSE.until
    cafe.changes.undo()
    assert rows(cafe) == before


def test_a_pause_with_a_plan_that_was_to_come_ends_that_too(cafe: House, review: Review) -> None:
    close(cafe)
    at(cafe, LAST)
    second = cafe.changes.write(open_review)
    before = rows(cafe)
    close(cafe, replace(PAUSE, until=None))
    assert not [p for p in cafe.store.posts(LAST, date.max) if p.is_open]
    assert [p.id for p in cafe.store.all(Plan)] == [review.plan]
    decision = newest_decision(cafe.store)
    assert decision is not None
    assert decision.until == date(2027, 7, 1)
    assert second.plan == review.plan
    cafe.changes.undo()
    assert rows(cafe) == before


def test_a_pause_before_the_first_plan_began_leaves_it_without_posts(cafe: House) -> None:
    at(cafe, STARTS - timedelta(days=2))
    cafe.changes.write(open_review)
    close(cafe, PAUSE)
    assert not cafe.store.all(Post)
    assert len(cafe.store.all(Plan)) == 1


def test_everything_may_be_paused_with_the_business(cafe: House, review: Review) -> None:
    for each in cafe.store.all(Pillar):
        word(cafe, CONTENT, each.id, ReviewWord.PAUSE, "All of it")
    assert [p.field for p in decide_sheet(cafe.store, cafe.ports, review.id).problems] == [
        "pillars"
    ]
    error = refused(cafe, Wish())
    assert (error.code, error.field) == (Code.EMPTY, "pillars")
    close(cafe, PAUSE)
    assert setup.read_answers(cafe.store).rhythm.starts is None


@pytest.mark.parametrize(
    ("wish", "field", "code"),
    [
        (replace(PAUSE, reason=" "), "reason", Code.EMPTY),
        (replace(PAUSE, alive=(DutyKind.ANSWER,)), "alive", Code.OUT_OF_RANGE),
        (replace(PAUSE, alive=(DutyKind.ANSWER,) * 2), "alive", Code.OUT_OF_RANGE),
        (replace(PAUSE, alive=(DutyKind.ANSWER, DutyKind.SALES)), "alive", Code.OUT_OF_RANGE),
        (replace(PAUSE, until=LAST_WEEK), "until", Code.DATE_PAST),
        (replace(PAUSE, until=date(2029, 1, 1)), "until", Code.DATE_TOO_FAR),
        (replace(PAUSE, would_change="x" * 501), "would_change", Code.TOO_LONG),
        (Wish(Choice.GO), "choice", Code.UNKNOWN_CHOICE),
        (
            Wish(Choice.CHANGE, minutes_a_week=1),
            "investment.minutes_a_week",
            Code.OUT_OF_RANGE,
        ),
    ],
)
def test_wishes_that_cannot_be_change_nothing(
    cafe: House, review: Review, wish: Wish, field: str, code: Code
) -> None:
    error = refused(cafe, wish)
    assert (error.field, error.code) == (field, code)
    assert review.closed_at is None


def test_the_page_names_every_problem_at_once(cafe: House, review: Review) -> None:
    wish = replace(PAUSE, reason=" ", alive=(), until=LAST_WEEK)
    sheet = decide_sheet(cafe.store, cafe.ports, review.id, wish)
    assert [p.field for p in sheet.problems] == ["reason", "alive", "until"]
    less = decide_sheet(cafe.store, cafe.ports, review.id, Wish(Choice.CHANGE, minutes_a_week=1))
    assert [p.field for p in less.problems] == ["investment.minutes_a_week"]
    assert (less.new, less.posts) == (None, 0)


def test_a_pause_whose_answers_cannot_be_read_any_more_says_so(cafe: House, review: Review) -> None:
    page = cafe.store.get(PageRow, Page.BUSINESS.value)
    assert page is not None
    put(cafe, replace(page, answers=replace(page.answers, currency="XXQ")))  # type: ignore[arg-type]
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    assert [p.code for p in sheet.problems] == [Code.UNKNOWN_CHOICE]
    assert (sheet.old, sheet.wish) == (None, Wish())
    reach = Learned("reach.instagram", Range.exactly(80), weeks=13, own_percent=70)
    for wish in (Wish(), PAUSE):
        assert refused(cafe, wish).code is Code.UNKNOWN_CHOICE
        assert refused(cafe, wish, reach).code is Code.UNKNOWN_CHOICE


def test_with_no_answers_kept_the_business_itself_is_planned_on(
    cafe: House, review: Review
) -> None:
    def forget(tx: Tx, ports: Ports) -> None:
        for row in tx.all(PageRow):
            tx.remove(PageRow, row.id.value)

    cafe.changes.write(forget)
    close(cafe)
    assert plan_on(cafe.store, NEXT)
    business = cafe.store.all(Business)[0]
    assert (business.name, business.closed_weekdays) == ("Corner Café", (6,))
    assert review.plan


def test_a_business_renamed_and_in_another_currency_and_zone_goes_on(
    cafe: House, review: Review
) -> None:
    page = cafe.store.get(PageRow, Page.BUSINESS.value)
    assert page is not None
    new = replace(page.answers, name="Café Ü", currency="EUR", zone="Europe/Vienna")  # type: ignore[arg-type]
    cafe.changes.write(setup.save_page, new, done=True)
    close(cafe)
    business = cafe.store.all(Business)[0]
    assert (business.name, business.currency, business.zone) == ("Café Ü", "EUR", "Europe/Vienna")
    assert {p.hourly_cost.currency for p in cafe.store.all(Person)} == {"EUR"}
    sheet = record_sheet(cafe.store, cafe.ports, review.id)
    assert (sheet.currency, sheet.business.name) == ("EUR", "Café Ü")


def test_a_week_that_begins_on_another_day_by_now_moves_the_first_day_on(
    cafe: House, review: Review
) -> None:
    page = cafe.store.get(PageRow, Page.BUSINESS.value)
    assert page is not None
    cafe.changes.write(setup.save_page, replace(page.answers, first_weekday=6), done=True)  # type: ignore[arg-type]
    close(cafe)
    starts = [p.starts for p in cafe.store.all(Plan) if p.id != review.plan]
    assert starts == [NEXT + timedelta(days=6)]


def test_a_closed_month_ahead_leaves_its_weeks_empty(cafe: House, review: Review) -> None:
    closed = tuple(date(2027, 5, day) for day in range(1, 32))
    page = cafe.store.get(PageRow, Page.BUSINESS.value)
    assert page is not None
    cafe.changes.write(setup.save_page, replace(page.answers, closed_days=closed), done=True)  # type: ignore[arg-type]
    assert decide_sheet(cafe.store, cafe.ports, review.id).gave_way
    close(cafe)
    assert not cafe.store.posts(closed[1], closed[-1])
    assert cafe.store.posts(date(2027, 6, 1), date(2027, 6, 30))


def test_five_weeks_without_a_single_reading_lead_to_a_next_quarter(cafe: House) -> None:
    put(cafe, replace(cafe.store.all(Plan)[0], weeks=5))
    at(cafe, STARTS + timedelta(weeks=5, days=-1))
    review = cafe.changes.write(open_review)
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    assert sheet.first == STARTS + timedelta(weeks=5)
    assert not [link for link in sheet.links if link.own_percent]
    assert sheet.kept is not None
    assert sheet.new is not None
    assert sheet.old is not None
    assert sheet.new.units.typical == sheet.old.units.typical
    close(cafe)
    assert plan_on(cafe.store, sheet.first)


def test_a_plan_that_ended_months_ago_is_followed_by_the_coming_week(cafe: House) -> None:
    day = LAST + timedelta(days=101)
    at(cafe, day)
    review = cafe.changes.write(open_review)
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    assert sheet.first - day < timedelta(days=7)
    assert sheet.first.weekday() == 0
    close(cafe)
    assert plan_on(cafe.store, sheet.first)


def test_no_plan_at_all_and_one_that_is_still_to_come(cafe: House) -> None:
    at(cafe, STARTS - timedelta(days=2))
    review = cafe.changes.write(open_review)
    assert review.plan is None
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    assert (sheet.first, sheet.kept) == (STARTS, None)
    close(cafe)
    assert [p.starts for p in cafe.store.all(Plan)] == [STARTS]


def test_whoever_was_taken_on_meanwhile_keeps_the_work(cafe: House, review: Review) -> None:
    money = Money(1_500, "GBP")
    new = cafe.changes.write(people.add_person, people.Said("Noor", Role.STAFF, money))
    maya, noor = (p for p in cafe.store.all(Person) if p.posts or p.id == new)
    put(cafe, replace(maya, posts=False), replace(noor, posts=True))
    before = {p.id: p for p in cafe.store.all(Person)}
    close(cafe)
    assert {p.id: p for p in cafe.store.all(Person)} == before
    assert {p.person for p in cafe.store.posts(NEXT, date.max)} == {new}
    assert review.plan


def test_a_review_left_by_one_owner_is_closed_by_another_and_both_stand_in_the_record(
    cafe: House, review: Review
) -> None:
    sam, maya = cafe.store.all(Person)
    goal = goals(cafe.store)[0]
    cafe.changes.write(
        say, review.id, CONTENT, pillar(cafe).id, ReviewWord.CHANGE, "Shorter", by=sam.id
    )
    at(cafe, LAST)
    note = ReviewWord.NOTE
    cafe.changes.write(say, review.id, ReviewPage.CAME, f"goal:{goal.id}", note, "Good", by=maya.id)
    cafe.changes.write(say, review.id, COMMUNITIES, "new:1", ReviewWord.ADD, "Cyclists\nclub")
    cafe.changes.write(say, review.id, PLATFORMS, "instagram", ReviewWord.STAY)
    cafe.changes.write(say, review.id, PLATFORMS, "leaving:pinterest:a", ReviewWord.DONE)
    open_one = record_sheet(cafe.store, cafe.ports, review.id)
    assert (open_one.decision, open_one.next_first, open_one.next_day) == (None, None, None)
    close(cafe, Wish(Choice.CHANGE, target=20, reason="Smaller steps"))
    sheet = record_sheet(cafe.store, cafe.ports, review.id)
    assert sheet.held_by == ("Sam", "Maya")
    assert [(w.name, w.by) for w in sheet.words] == [
        (open_one.goals[0].name, "Maya"),
        (pillar(cafe).name, "Sam"),
        (cafe.ports.library.platform(PlatformKey("instagram")).name, ""),
        (cafe.ports.library.platform(PlatformKey("pinterest")).name, ""),
        ("Cyclists", ""),
    ]
    assert (sheet.goals[0].target, goals(cafe.store)[0].target) == (40, 20)
    assert sheet.goals[0].forecast == open_one.goals[0].forecast is not None
    assert sheet.before is not None
    assert sheet.after is not None
    assert sheet.next_first == NEXT
    assert sheet.next_posts > 0
    assert sheet.next_day == NEXT + timedelta(weeks=12)
    assert sheet.decision is not None
    assert sheet.decision.reason == "Smaller steps"
    assert sheet.name == open_one.name
    at(cafe, LAST + timedelta(days=60))
    later = record_sheet(cafe.store, cafe.ports, review.id)
    assert replace(later, kpis=()) == replace(sheet, kpis=())


def test_the_record_counts_what_was_posted_and_how_long_it_took(
    cafe: House, review: Review
) -> None:
    posts = cafe.store.posts(STARTS, LAST_WEEK)
    cafe.changes.write(week.mark_posted, posts[0].id, real_minutes=77)
    cafe.changes.write(week.tick, posts[1].id)
    cafe.changes.write(week.skip, posts[2].id, reason="ill")
    sheet = record_sheet(cafe.store, cafe.ports, review.id)
    assert (sheet.posts_posted, sheet.posts_planned) == (2, len(posts) - 1)
    assert sheet.minutes_real == 77 + posts[1].minutes
    assert sheet.minutes_planned > sheet.minutes_real
    close(cafe, PAUSE)
    after = record_sheet(cafe.store, cafe.ports, review.id)
    assert after.next_day == PAUSE.until
    assert after.minutes_real == sheet.minutes_real


def test_a_goal_that_came_after_the_quarter_has_nothing_that_came_of_it(
    cafe: House, review: Review
) -> None:
    goal = goals(cafe.store)[0]
    put(cafe, replace(review, plan=None))
    sheet = record_sheet(cafe.store, cafe.ports, review.id)
    assert (sheet.before, sheet.goals[0].forecast) == (None, None)
    assert sheet.goals[0].goal == goal
    assert cafe.store.all(Decision)
    assert not cafe.store.all(ReviewAnswer)
    assert isinstance(cafe.store.all(Goal)[0], Goal)


def test_five_years_of_reviews_and_plans_lead_to_the_quarter_that_runs(cafe: House) -> None:
    old = cafe.store.all(Plan)[0]
    long_ago = cafe.clock.now() - timedelta(weeks=13 * 20)
    for number in range(20):
        starts = STARTS - timedelta(weeks=13 * (20 - number))
        at_day = long_ago + timedelta(weeks=13 * number)
        plan = replace(old, id=PlanId(f"plan-{number}"), starts=starts, made_at=at_day)
        last = last_day(plan)
        done = Review(ReviewId(f"r-{number}"), starts, last, at_day, plan.id, closed_at=at_day)
        put(cafe, plan, done)
    at(cafe, LAST_WEEK)
    state = review_state(cafe.store, cafe.ports)
    assert (state.first, state.due, len(state.past)) == (STARTS, True, 20)
    assert state.past[0].id == "r-19"
    review = cafe.changes.write(open_review)
    assert decide_sheet(cafe.store, cafe.ports, review.id).first == NEXT
    close(cafe)
    assert plan_on(cafe.store, NEXT)


def test_a_plan_that_another_takes_the_place_of_leaves_its_open_review_behind(cafe: House) -> None:
    review = cafe.changes.write(open_review)
    before = rows(cafe)
    cafe.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE)
    plan = cafe.store.all(Plan)[0]
    assert plan.id != review.plan
    assert cafe.store.all(Review) == (replace(review, plan=plan.id),)
    assert [kept.plan for kept in cafe.store.all(KeptForecast)] == [plan.id]
    cafe.changes.undo()
    assert rows(cafe) == before
