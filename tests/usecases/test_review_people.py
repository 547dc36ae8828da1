"""The review's people: hours, a calendar that fits, talks, and the check-in with sales."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from house import STARTS, House
from review_room import LATER, at_review, posts_until, publish

from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.review import Review, ReviewPage, ReviewWord
from smbsocial.usecases.changes import Action
from smbsocial.usecases.reviewing.cost import cost_sheet
from smbsocial.usecases.reviewing.hours import Hours, WeekHours
from smbsocial.usecases.reviewing.people import (
    CheckIn,
    GrowthTalk,
    PeoplePage,
    Talk,
    Thinner,
    check_thinner,
    hold_talk,
    hours_worked,
    people_page,
    say_in_talk,
    say_of_sales,
    say_thinner,
    thinner_plan,
)
from smbsocial.usecases.reviewing.record import record_sheet
from smbsocial.usecases.reviewing.saying import say
from smbsocial.usecases.week import skip, tick, week_of

MAYA, SAM = PersonId("person-2"), PersonId("person-1")
WEEK = timedelta(days=7)


def page(house: House, review: Review) -> PeoplePage:
    worked = hours_worked(house.store, house.ports, review.id)
    return people_page(house.store, house.ports, review.id, worked)


def do(house: House, fn: object, *args: object, **named: object) -> None:
    house.changes.do(Action.SAY_IN_REVIEW, fn, *args, **named)  # type: ignore[arg-type]


def talk(house: House, review: Review) -> GrowthTalk:
    (found,) = page(house, review).talks
    return found


def week(number: int, real: int, budget: int = 120) -> WeekHours:
    first = STARTS + number * WEEK
    return WeekHours(first, first + timedelta(days=6), budget, {MAYA: Hours(100, real, 1)})


def test_real_hours_stand_against_planned_ones(cafe: House) -> None:
    first = posts_until(cafe, STARTS + timedelta(days=6))
    publish(cafe, first[:1], real=77)
    duties = [t for t in week_of(cafe.store, STARTS, LATER.date()) if t.duty is not None]
    cafe.changes.do(Action.TICK, tick, duties[0].id)
    cafe.changes.do(Action.SKIP, skip, duties[1].id, reason="ill")
    review = at_review(cafe)
    found = page(cafe, review)
    assert [each.first for each in found.weeks] == [STARTS + n * WEEK for n in range(9)]
    week = found.weeks[0]
    planned = sum(post.minutes for post in first) + sum(d.minutes for d in duties[:1])
    planned += sum(each.minutes for each in duties[2:])
    assert week.all == Hours(planned, 77 + duties[0].minutes, pieces=2, told=1)
    assert week.by == {MAYA: week.all}
    assert week.budget == 180
    assert not week.over
    assert [person.id for person in found.people] == [MAYA]
    assert found.whole(MAYA) == found.whole()
    assert found.whole(SAM) == Hours()


def test_the_hours_are_those_of_the_page_on_cost_also_when_a_review_begins_in_mid_week(
    cafe: House,
) -> None:
    publish(cafe, posts_until(cafe, STARTS + timedelta(days=20)), real=50)
    review = replace(at_review(cafe), first=STARTS + timedelta(days=4))
    cafe.changes.write(lambda tx, _ports: tx.put(review))
    found = page(cafe, review)
    sheet = cost_sheet(cafe.store, cafe.ports, review.id)
    assert found.weeks == sheet.weeks
    assert found.whole() == sheet.hours
    assert found.weeks[0].first == review.first
    record = record_sheet(cafe.store, cafe.ports, review.id)
    assert (record.minutes_planned, record.minutes_real) == (sheet.hours.planned, sheet.hours.real)


def test_before_the_hours_are_known_the_rest_stands(cafe: House) -> None:
    review = at_review(cafe)
    found = people_page(cafe.store, cafe.ports, review.id)
    assert (found.weeks, found.people, found.thinner) == ((), (), None)
    assert len(found.talks) == 1


def test_a_week_without_a_plan_has_no_budget(cafe: House) -> None:
    cafe.clock.instant = LATER
    review = at_review(cafe)
    early = replace(review, first=STARTS - 2 * WEEK)
    cafe.changes.write(lambda tx, _ports: tx.put(early))
    assert [each.budget for each in page(cafe, early).weeks[:3]] == [None, None, 180]


def test_two_weeks_over_in_a_row_offer_a_plan_that_would_have_fitted() -> None:
    open_from = STARTS + 20 * WEEK
    weeks = [week(0, 160), week(1, 100), week(2, 150), week(3, 170)]
    assert thinner_plan(weeks, first_open=open_from) == Thinner(2, 120, 160, 90)
    assert thinner_plan(weeks[:3], first_open=open_from) is None
    assert thinner_plan(weeks, first_open=weeks[3].first) is None
    assert thinner_plan([], first_open=open_from) is None
    longest = [week(n, 160) for n in range(3)] + [week(3, 0), week(4, 200), week(5, 200)]
    assert thinner_plan(longest, first_open=open_from) == Thinner(3, 120, 160, 90)


def test_a_thinner_plan_is_never_nothing_and_never_thicker() -> None:
    many = [week(n, 2000) for n in range(2)]
    assert thinner_plan(many, first_open=date.max).minutes == 30  # type: ignore[union-attr]
    few = [week(n, 25, budget=20) for n in range(2)]
    assert thinner_plan(few, first_open=date.max).minutes == 20  # type: ignore[union-attr]
    no_plan = [week(n, 25, budget=0) for n in range(2)]
    assert thinner_plan(no_plan, first_open=date.max) is None


def test_the_wish_for_a_thinner_calendar_is_kept(cafe: House) -> None:
    review = at_review(cafe)
    do(cafe, say_thinner, review.id, 90)
    assert page(cafe, review).thinner_said == 90
    do(cafe, say_thinner, review.id, None)
    assert page(cafe, review).thinner_said is None
    for minutes in (14, 6_001):  # no plan can have so many
        with pytest.raises(ExpectedError) as caught:
            do(cafe, say_thinner, review.id, minutes)
        assert caught.value.code is Code.OUT_OF_RANGE
    with pytest.raises(ExpectedError) as caught:
        check_thinner(None)
    assert caught.value.code is Code.EMPTY


def test_the_growth_talk_is_with_staff_who_post_and_remembers_the_last(cafe: House) -> None:
    review = at_review(cafe)
    do(cafe, say_in_talk, review.id, MAYA, Talk.WANTS, "Make films ")
    do(cafe, say_in_talk, review.id, MAYA, Talk.BRIEFED, "Soup vote")
    do(cafe, say_in_talk, review.id, MAYA, Talk.BRIEFED, "  ")
    do(cafe, hold_talk, review.id, MAYA, held=True)
    found = talk(cafe, review)
    assert found.person.id == MAYA
    assert found.said == {Talk.WANTS: "Make films"}
    assert found.held_on == LATER.date()
    do(cafe, hold_talk, review.id, MAYA, held=False)
    assert talk(cafe, review).held_on is None
    closed = replace(review, closed_at=cafe.clock.now())
    cafe.changes.write(lambda tx, _ports: tx.put(closed))
    assert page(cafe, closed).closed
    later = at_review(cafe, LATER + timedelta(weeks=26))
    found = talk(cafe, later)
    assert (found.said, found.before) == ({}, {Talk.WANTS: "Make films"})
    assert found.before_on == LATER.date()
    assert talk(cafe, closed).before == {}


def test_what_was_presented_is_known_from_the_first_page(cafe: House) -> None:
    review = at_review(cafe)
    subject, note = f"presented:{MAYA}", ReviewWord.NOTE
    do(cafe, say, review.id, ReviewPage.CAME, subject, note, "The numbers")
    assert talk(cafe, review).said == {Talk.PRESENTED: "The numbers"}
    do(cafe, say_in_talk, review.id, MAYA, Talk.PRESENTED, "The soup")
    assert talk(cafe, review).said == {Talk.PRESENTED: "The soup"}
    do(cafe, say, review.id, ReviewPage.CAME, subject, note, "")
    do(cafe, say_in_talk, review.id, MAYA, Talk.PRESENTED, "")
    assert talk(cafe, review).said == {}


def test_there_is_no_talk_with_owners_and_those_who_left(cafe: House) -> None:
    review = at_review(cafe)
    maya = cafe.store.get(Person, MAYA)
    assert maya is not None
    cafe.changes.write(lambda tx, _ports: tx.put(replace(maya, posts=False)))
    assert page(cafe, review).talks == ()
    for fn in (say_in_talk, hold_talk):
        args = (Talk.WANTS, "x") if fn is say_in_talk else ()
        named = {} if fn is say_in_talk else {"held": True}
        with pytest.raises(ExpectedError) as caught:
            do(cafe, fn, review.id, PersonId("nobody"), *args, **named)
        assert caught.value.code is Code.NOT_FOUND


def test_the_last_check_ins_with_sales_and_a_line_on_this_one(cafe: House) -> None:
    review = at_review(cafe)
    found = page(cafe, review)
    days = [each.day for each in found.check_ins]
    assert days == [date(2027, 2, 1), date(2027, 3, 1)]
    tasks = week_of(cafe.store, date(2027, 3, 1), LATER.date())
    sales = next(
        t
        for t in tasks
        if t.day == date(2027, 3, 1)
        and t.id.endswith("@2027-03-01")
        and t.duty is not None
        and t.duty.value == "sales"
    )
    cafe.changes.do(Action.TICK, tick, sales.id)
    assert page(cafe, review).check_ins == (
        CheckIn(date(2027, 2, 1), False),
        CheckIn(date(2027, 3, 1), True),
    )
    do(cafe, say_of_sales, review.id, "They ask for oat milk", done=False)
    found = page(cafe, review)
    assert (found.sales_word, found.sales_text) == (ReviewWord.NOTE, "They ask for oat milk")
    do(cafe, say_of_sales, review.id, "", done=True)
    assert page(cafe, review).sales_word is ReviewWord.DONE
    do(cafe, say_of_sales, review.id, " ", done=False)
    assert page(cafe, review).sales_word is None


def test_a_check_in_to_come_is_not_missed(cafe: House) -> None:
    review = at_review(cafe, LATER.replace(month=2, day=1, hour=6))
    assert page(cafe, review).check_ins[-1] == CheckIn(date(2027, 2, 1), None)


def test_a_review_of_days_to_come_leads_to_a_page(cafe: House) -> None:
    review = at_review(cafe)
    future = replace(review, first=LATER.date() + WEEK, last=LATER.date() + 2 * WEEK)
    cafe.changes.write(lambda tx, _ports: tx.put(future))
    found = page(cafe, future)
    assert found.whole().real == 0
    assert (found.check_ins, found.thinner) == ((), None)
