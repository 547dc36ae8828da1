"""Reviews: which days they are about, when they are due, and what is said in them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from house import STARTS, House

from smbsocial.domain.business import Business, Person
from smbsocial.domain.content import Pillar, Post, Status
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PlatformKey, ReviewId
from smbsocial.domain.plan import Choice, Decision, Duty, Plan
from smbsocial.domain.review import KeptForecast, Review, ReviewAnswer, ReviewPage, ReviewWord
from smbsocial.usecases import calendar, setup
from smbsocial.usecases.calendar import PostEdit
from smbsocial.usecases.changes import Action
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.reviewing import opening, saying
from smbsocial.usecases.reviewing.emptying import empty_slots, slots_to_empty
from smbsocial.usecases.reviewing.opening import ReviewName, ReviewState, TimeOfYear

LAST = STARTS + timedelta(weeks=13, days=-1)
LAST_WEEK = LAST - timedelta(days=6)


def at(house: House, day: date, hour: int = 9) -> None:
    house.clock.instant = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def state(house: House) -> ReviewState:
    return opening.review_state(house.store, house.ports)


def opened(house: House) -> Review:
    return house.changes.do(Action.OPEN_REVIEW, opening.open_review)


def closed(house: House, review: Review) -> Review:
    def close(tx: Tx, ports: Ports) -> Review:
        done = replace(review, closed_at=ports.clock.now())
        tx.put(done)
        return done

    return house.changes.write(close)


def without_plans(house: House) -> None:
    def remove(tx: Tx, ports: Ports) -> None:
        for kind in (KeptForecast, Post, Duty, Plan):
            for row in tx.all(kind):
                tx.remove(kind, row.id)

    house.changes.write(remove)


def test_the_review_is_due_from_the_first_day_of_the_plans_last_week(cafe: House) -> None:
    assert (state(cafe).due, state(cafe).next_day) == (False, LAST_WEEK)
    at(cafe, LAST_WEEK - timedelta(days=1))
    assert not state(cafe).due
    at(cafe, LAST_WEEK)
    found = state(cafe)
    assert found.due
    assert (found.first, found.last) == (STARTS, LAST_WEEK)
    assert found.name == ReviewName(TimeOfYear.WINTER, 2027)


def test_a_plan_that_ended_months_ago_is_what_the_review_is_about(cafe: House) -> None:
    at(cafe, LAST + timedelta(days=150))
    review = opened(cafe)
    assert (review.first, review.last) == (STARTS, LAST)
    assert review.plan == cafe.store.all(Plan)[0].id


def test_an_open_review_is_gone_on_with_and_reaches_to_the_later_day(cafe: House) -> None:
    at(cafe, LAST_WEEK)
    first = opened(cafe)
    assert opened(cafe) == first
    at(cafe, LAST + timedelta(days=9))
    assert not state(cafe).due
    again = opened(cafe)
    assert (again.id, again.first, again.last) == (first.id, STARTS, LAST)
    assert len(cafe.store.all(Review)) == 1
    assert state(cafe).current == again


def test_after_a_review_the_next_one_is_about_the_days_since(cafe: House) -> None:
    at(cafe, LAST_WEEK)
    done = closed(cafe, opened(cafe))
    at(cafe, LAST)
    found = state(cafe)
    assert (found.past, found.due, found.next_day) == ((done,), False, None)
    assert (found.first, found.last) == (LAST_WEEK + timedelta(days=1), LAST)
    assert found.name_of(done) == ReviewName(TimeOfYear.WINTER, 2027)


def test_one_held_too_early_does_not_stand_for_the_quarter(cafe: House) -> None:
    at(cafe, STARTS + timedelta(days=20))
    closed(cafe, opened(cafe))
    at(cafe, LAST_WEEK)
    assert state(cafe).due


def test_a_plan_that_nobody_reviewed_for_long_is_reviewed_alone(cafe: House) -> None:
    def old(tx: Tx, ports: Ports) -> None:
        then = ports.clock.now() - timedelta(days=400)
        day = STARTS - timedelta(days=400)
        tx.put(Review(ReviewId("old"), day, day + timedelta(days=30), then, closed_at=then))

    cafe.changes.write(old)
    at(cafe, LAST_WEEK)
    assert state(cafe).first == STARTS


def test_without_any_plan_a_review_is_about_the_time_since_the_first_decision(
    cafe: House,
) -> None:
    without_plans(cafe)
    found = state(cafe)
    assert (found.due, found.next_day) == (False, None)
    review = opened(cafe)
    assert (review.plan, review.first, review.last) == (None, date(2027, 1, 10), date(2027, 1, 13))
    at(cafe, date(2027, 1, 15))
    assert opened(cafe).last == date(2027, 1, 15)


def test_without_plan_it_is_a_quarter_at_most(cafe: House) -> None:
    without_plans(cafe)
    at(cafe, date(2031, 1, 10))
    found = state(cafe)
    assert (found.last - found.first).days == 13 * 7 - 1


def test_five_weeks_are_a_quarter_too(cafe: House) -> None:
    def short(tx: Tx, ports: Ports) -> None:
        tx.put(replace(tx.all(Plan)[0], weeks=5))

    cafe.changes.write(short)
    at(cafe, STARTS + timedelta(weeks=4))
    found = state(cafe)
    assert found.due
    assert found.next_day == STARTS + timedelta(weeks=4)


def test_while_the_business_stays_off_none_is_due_before_its_day(cafe: House) -> None:
    cafe.changes.do(Action.STAY_OFF, setup.stay_off, reason="Too much else")
    decision = max(cafe.store.all(Decision), key=lambda each: each.made_at)
    assert decision.choice is Choice.STAY_OFF
    at(cafe, LAST_WEEK)
    found = state(cafe)
    assert (found.staying_off, found.due, found.next_day) == (True, False, decision.until)


def test_in_the_south_winter_is_in_july() -> None:
    days = date(2027, 7, 1), date(2027, 7, 31)
    assert opening.review_name(*days, "AU") == ReviewName(TimeOfYear.WINTER, 2027)
    assert opening.review_name(*days, "DE") == ReviewName(TimeOfYear.SUMMER, 2027)


def test_the_zone_that_changed_says_what_day_it_is(cafe: House) -> None:
    def moved(tx: Tx, ports: Ports) -> None:
        tx.put(replace(tx.all(Business)[0], name="Café Ümläut", zone="Pacific/Auckland"))

    cafe.changes.write(moved)
    at(cafe, LAST_WEEK - timedelta(days=1), hour=20)
    assert state(cafe).due


def test_pages_are_kept_where_the_review_was_left(cafe: House) -> None:
    review = opened(cafe)
    turn = opening.turn_page
    cafe.changes.write(turn, review.id, ReviewPage.CONTENT, done=ReviewPage.COST)
    left = cafe.changes.write(turn, review.id, ReviewPage.CAME, done=ReviewPage.CAME)
    assert left.page is ReviewPage.CAME
    assert left.seen == (ReviewPage.CAME, ReviewPage.COST)
    assert cafe.changes.write(turn, review.id, ReviewPage.DECIDE).seen == left.seen
    closed(cafe, left)
    for id, code in ((review.id, Code.ALREADY_DONE), (ReviewId("x"), Code.NOT_FOUND)):
        with pytest.raises(ExpectedError) as error:
            cafe.changes.write(turn, id, ReviewPage.CAME)
        assert error.value.code is code


def test_a_word_said_again_by_another_owner_on_another_day_replaces_the_first(
    cafe: House,
) -> None:
    review, pillar = opened(cafe), cafe.store.all(Pillar)[0]
    sam, maya = (person.id for person in cafe.store.all(Person)[:2])
    say, subject = saying.say, (ReviewPage.CONTENT, pillar.id)
    cafe.changes.do(Action.SAY_IN_REVIEW, say, review.id, *subject, ReviewWord.KEEP, by=sam)
    cafe.clock.go_on(days=3)
    second = cafe.changes.do(
        Action.SAY_IN_REVIEW, say, review.id, *subject, ReviewWord.PAUSE, "  no time ", by=maya
    )
    assert saying.answers(cafe.store, cafe.ports, review.id) == {subject: second}
    assert (second.text, second.by, second.at) == ("no time", maya, cafe.clock.now())
    cafe.changes.undo()
    assert cafe.store.all(ReviewAnswer)[0].word is ReviewWord.KEEP
    cafe.changes.do(Action.SAY_IN_REVIEW, saying.unsay, review.id, *subject)
    cafe.changes.do(Action.SAY_IN_REVIEW, saying.unsay, review.id, *subject)
    assert saying.answers(cafe.store, cafe.ports, review.id) == {}


@pytest.mark.parametrize(
    ("subject", "text", "code"),
    [("", "x", Code.EMPTY), ("a", "x" * 2001, Code.TOO_LONG), ("a", "\x00", Code.BAD_TEXT)],
)
def test_what_cannot_be_said(cafe: House, subject: str, text: str, code: Code) -> None:
    review = opened(cafe)
    with pytest.raises(ExpectedError) as error:
        cafe.changes.write(saying.say, review.id, ReviewPage.CAME, subject, ReviewWord.NOTE, text)
    assert error.value.code is code


def test_a_closed_review_takes_no_words(cafe: House) -> None:
    review = closed(cafe, opened(cafe))
    with pytest.raises(ExpectedError) as error:
        cafe.changes.write(saying.say, review.id, ReviewPage.CAME, "a", ReviewWord.NOTE)
    assert error.value.code is Code.ALREADY_DONE


def test_emptied_slots_lose_what_nobody_touched_and_set_aside_what_somebody_wrote(
    cafe: House,
) -> None:
    pillar = cafe.store.all(Pillar)[0].id
    since = STARTS + timedelta(days=14)
    own = [p for p in cafe.store.posts(since, date.max) if p.pillar == pillar]
    edited = cafe.changes.do(Action.EDIT_POST, calendar.edit_post, own[0].id, PostEdit(text="Mine"))
    before = cafe.store.all(Post)
    found = slots_to_empty(cafe.store, cafe.ports, pillar=pillar, since=since)
    assert (found.count, found.set_aside) == (len(own), (edited,))
    done = cafe.changes.do(
        Action.DECIDE, empty_slots, pillar=pillar, since=since, reason=" paused "
    )
    kept = cafe.store.get(Post, edited.id)
    assert kept is not None
    assert (kept.status, kept.skip_reason, kept.text) == (Status.SKIPPED, "paused", "Mine")
    assert done.count == len(own)
    left = cafe.store.posts(since, date.max)
    assert [post for post in left if post.pillar == pillar] == [kept]
    assert len(left) == len([p for p in before if p.day >= since]) - len(own) + 1
    cafe.changes.undo()
    assert {p.id: p for p in cafe.store.all(Post)} == {p.id: p for p in before}


def test_slots_of_a_platform_are_emptied_between_two_days_only(cafe: House) -> None:
    posts = cafe.store.posts(STARTS, date.max)
    platform, first, last = posts[3].platform, posts[3].day, posts[3].day + timedelta(days=20)
    found = slots_to_empty(cafe.store, cafe.ports, platform=platform, since=first, until=last)
    assert {p.platform for p in found.removed} == {platform}
    assert all(first <= p.day <= last for p in found.removed)
    other = PlatformKey("tiktok")
    assert not slots_to_empty(cafe.store, cafe.ports, platform=other, since=first).count
