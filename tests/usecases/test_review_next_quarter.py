"""What a review's words and figures come to in the next quarter, and what stays of them later."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from house import CAFE, STARTS, House
from review_room import at_review, posts_until, publish

from smbsocial.domain.answers import GoalAnswer, GoalsAnswers, Learned
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.ids import GoalKey, PlatformKey
from smbsocial.domain.plan import Choice, DutyKind
from smbsocial.domain.ranges import Range
from smbsocial.domain.reminders import Kind
from smbsocial.domain.review import Review, ReviewPage, ReviewWord
from smbsocial.domain.turns import Of, Turn, Word
from smbsocial.usecases import setup, week
from smbsocial.usecases.changes import Action
from smbsocial.usecases.deciding import turns
from smbsocial.usecases.lookup import last_day, newest_decision, newest_plan
from smbsocial.usecases.results.kpis import results_until
from smbsocial.usecases.reviewing.closing import close_review
from smbsocial.usecases.reviewing.content import say_why, say_word
from smbsocial.usecases.reviewing.deciding import decide_sheet
from smbsocial.usecases.reviewing.platforms import say_of_platform, unfinished_leavings
from smbsocial.usecases.reviewing.record import record_sheet
from smbsocial.usecases.reviewing.saying import say
from smbsocial.usecases.reviewing.wishes import Wish

LAST = STARTS + timedelta(weeks=13, days=-1)
NEXT = LAST + timedelta(days=1)
INSTAGRAM = PlatformKey("instagram")
PAUSE = Wish(Choice.STAY_OFF, reason="Ill", alive=(DutyKind.ANSWER, DutyKind.LISTING))


def opened(house: House, day: date) -> Review:
    return at_review(house, datetime(day.year, day.month, day.day, 10, tzinfo=UTC))


def close(house: House, review: Review, wish: Wish = Wish()) -> None:  # noqa: B008
    house.changes.do(Action.CLOSE_REVIEW, close_review, review.id, wish)


def next_posts(house: House) -> tuple[Post, ...]:
    plan = newest_plan(house.store)
    return house.store.posts(plan.starts, last_day(plan))


def test_the_why_that_the_owner_wrote_stays_with_a_kind_of_content(cafe: House) -> None:
    review = opened(cafe, LAST)
    pillar = cafe.store.all(Pillar)[0]
    cafe.changes.do(Action.SAY_IN_REVIEW, say_why, review.id, pillar.id, "To fill Tuesdays")
    close(cafe, review)
    assert cafe.store.get(Pillar, pillar.id) == replace(pillar, purpose="To fill Tuesdays")


def test_what_was_paused_left_or_dropped_comes_back_when_a_later_review_says_so(
    cafe: House,
) -> None:
    review = opened(cafe, LAST)
    pillar, community = cafe.store.all(Pillar)[0], cafe.store.all(Community)[0]
    cafe.changes.write(say_word, review.id, pillar.id, ReviewWord.PAUSE, "No time")
    cafe.changes.write(say_of_platform, review.id, INSTAGRAM, ReviewWord.LEAVE, "Nobody there")
    cafe.changes.write(say, review.id, ReviewPage.COMMUNITIES, community.id, ReviewWord.DROP)
    close(cafe, review)
    gone = next_posts(cafe)
    assert not any(p.pillar == pillar.id or p.platform == INSTAGRAM for p in gone)
    assert not any(p.community == community.id for p in gone)

    review = opened(cafe, last_day(newest_plan(cafe.store)))
    cafe.changes.write(say_word, review.id, pillar.id, ReviewWord.KEEP)
    cafe.changes.write(say_of_platform, review.id, INSTAGRAM, ReviewWord.STAY)
    cafe.changes.write(say, review.id, ReviewPage.COMMUNITIES, community.id, ReviewWord.KEEP)
    close(cafe, review)
    back = next_posts(cafe)
    assert any(p.pillar == pillar.id for p in back)
    assert any(p.platform == INSTAGRAM for p in back)
    assert any(p.community == community.id for p in back)
    said = [t.word for t in cafe.store.all(Turn) if t.subject == INSTAGRAM]
    assert said == [Word.STOP, Word.START]


def test_what_was_paused_outside_of_the_review_is_not_planned_on_without_a_word(
    cafe: House,
) -> None:
    review = opened(cafe, LAST)
    one, other = cafe.store.all(Pillar)[:2]
    for pillar in (one, other):
        cafe.changes.write(turns.decide, Of.PILLAR, pillar.id, Word.PAUSE, "No time")
    cafe.changes.write(turns.decide, Of.PLATFORM, INSTAGRAM, Word.PAUSE, "Nobody there")
    cafe.changes.write(say, review.id, ReviewPage.CONTENT, other.id, ReviewWord.KEEP)
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    gone = [(each.page, each.key) for each in sheet.turned if not each.runs]
    assert gone == [(ReviewPage.CONTENT, one.id), (ReviewPage.PLATFORMS, INSTAGRAM)]
    close(cafe, review)
    posts = next_posts(cafe)
    assert {p.pillar for p in posts} & {one.id, other.id} == {other.id}
    assert INSTAGRAM not in {p.platform for p in posts}

    review = opened(cafe, last_day(newest_plan(cafe.store)))
    rhythm = replace(CAFE.rhythm, starts=None)  # it was taken in again since
    cafe.changes.write(setup.save_page, rhythm, done=True)
    assert decide_sheet(cafe.store, cafe.ports, review.id).turned == ()


def test_what_was_left_and_paused_rests_no_longer_once_it_is_set_up_again(cafe: House) -> None:
    review = opened(cafe, LAST)
    pillar = cafe.store.all(Pillar)[0]
    cafe.changes.write(say_word, review.id, pillar.id, ReviewWord.PAUSE, "No time")
    cafe.changes.write(say_of_platform, review.id, INSTAGRAM, ReviewWord.LEAVE, "Nobody there")
    close(cafe, review)
    assert [each.platform for each in unfinished_leavings(cafe.store, cafe.ports)] == [INSTAGRAM]
    answers = replace(CAFE, rhythm=replace(CAFE.rhythm, starts=NEXT))
    answers = replace(answers, investment=replace(answers.investment, until=None))
    cafe.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=answers)
    assert {pillar.id} <= {post.pillar for post in next_posts(cafe)}
    assert unfinished_leavings(cafe.store, cafe.ports) == ()
    now = turns.words_now(cafe.store, cafe.ports)
    assert now[Of.PLATFORM, INSTAGRAM].word is now[Of.PILLAR, pillar.id].word is Word.START
    cafe.changes.undo()
    assert [each.platform for each in unfinished_leavings(cafe.store, cafe.ports)] == [INSTAGRAM]


def test_a_community_renamed_at_a_pause_is_the_same_one_afterwards(cafe: House) -> None:
    review = opened(cafe, LAST)
    community = cafe.store.all(Community)[0]
    change = ReviewWord.CHANGE
    cafe.changes.write(say, review.id, ReviewPage.COMMUNITIES, community.id, change, "Desk workers")
    close(cafe, review, PAUSE)
    assert cafe.store.get(Community, community.id) == replace(community, name="Desk workers")
    cafe.changes.do(Action.REASSESS, setup.reassess)
    answers = setup.read_answers(cafe.store)
    cafe.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=answers)
    there = [row for row in cafe.store.all(Community) if row.name == "Desk workers"]
    assert [(row.id, row.active) for row in there] == [(community.id, True)]


def test_the_log_has_the_chance_that_was_shown(cafe: House) -> None:
    publish(cafe, posts_until(cafe, LAST))
    review = opened(cafe, LAST)
    wish = Wish(Choice.CHANGE, target=60)
    shown = decide_sheet(cafe.store, cafe.ports, review.id, wish).new
    close(cafe, review, wish)
    decision = newest_decision(cafe.store)
    assert decision is not None
    assert shown is not None
    assert (decision.chance_percent, decision.verdict) == (
        shown.chance_percent,
        shown.verdict.value,
    )
    assert 0 < shown.chance_percent < 100


def test_the_answers_that_a_closing_kept_say_what_was_decided_by(cafe: House) -> None:
    publish(cafe, posts_until(cafe, LAST))
    review = opened(cafe, LAST)
    community = cafe.store.all(Community)[0]
    cafe.changes.write(say_of_platform, review.id, INSTAGRAM, ReviewWord.LEAVE, "Nobody there")
    cafe.changes.write(say, review.id, ReviewPage.COMMUNITIES, community.id, ReviewWord.DROP)
    wish = Wish(Choice.CHANGE, target=60, minutes_a_week=120)
    shown = decide_sheet(cafe.store, cafe.ports, review.id, wish).new
    close(cafe, review, wish)
    answers = setup.read_answers(cafe.store)
    brief = setup.brief_going_on(cafe.store, cafe.ports, answers)
    found = setup.assess_brief(brief, cafe.ports, levers=False)
    assert shown is not None
    assert (found.result, found.chance_percent) == (shown.result, shown.chance_percent)
    assert found.result != setup.assess_answers(answers, cafe.ports, levers=False).result


def test_setting_up_again_does_not_begin_growth_anew(cafe: House) -> None:
    publish(cafe, posts_until(cafe, LAST))
    opened(cafe, LAST)
    answers = replace(CAFE, rhythm=replace(CAFE.rhythm, starts=NEXT))
    answers = replace(answers, investment=replace(answers.investment, until=None))
    brief = setup.brief_going_on(cafe.store, cafe.ports, answers)
    assert brief.began is not None
    assert brief.began < NEXT
    going_on = setup.assess_brief(brief, cafe.ports, levers=False)
    anew = setup.assess_answers(answers, cafe.ports, levers=False)
    assert going_on.result.typical > anew.result.typical
    cafe.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=answers)
    decision = newest_decision(cafe.store)
    assert decision is not None
    assert decision.chance_percent == going_on.chance_percent != anew.chance_percent


def test_what_was_counted_for_one_goal_tells_nothing_of_another(cafe: House) -> None:
    review = opened(cafe, LAST)
    own = Range(Decimal(4), Decimal(5), Decimal(6))
    learned = tuple(Learned(link, own, 20, 90) for link in ("act", "reach.instagram"))
    cafe.changes.do(Action.CLOSE_REVIEW, close_review, review.id, Wish(), learned=learned)
    answers = setup.read_answers(cafe.store)
    assert setup.make_brief_from(answers, cafe.ports).learned == learned
    answers = replace(answers, goals=GoalsAnswers((GoalAnswer(GoalKey("bookings")),)))
    assert setup.make_brief_from(answers, cafe.ports).learned == learned[1:]


def test_the_reminders_begin_on_days_that_have_something(cafe: House) -> None:
    review = opened(cafe, LAST)
    closed = tuple(NEXT + timedelta(days=n) for n in range(7))
    business = replace(setup.read_answers(cafe.store).business, closed_days=closed)
    cafe.changes.write(setup.save_page, business, done=True)
    sheet = decide_sheet(cafe.store, cafe.ports, review.id)
    days = {each.kind: each.day for each in sheet.reminders}
    close(cafe, review)
    assert days[Kind.WEEK] == NEXT + timedelta(days=7)
    assert days[Kind.POST] == min(post.day for post in next_posts(cafe)) > days[Kind.WEEK]


def test_the_record_stays_when_the_plan_that_it_made_is_replaced_and_targets_change(
    cafe: House,
) -> None:
    kpi = results_until(cafe.store, cafe.ports, LAST)[0].kpi
    cafe.changes.do(Action.LOG_READING, week.log_reading, kpi.id, Decimal(7))
    review = opened(cafe, LAST - timedelta(weeks=2))
    stood = [each.pace for each in results_until(cafe.store, cafe.ports, review.last)]
    close(cafe, review, Wish(Choice.CHANGE, target=25))
    sheet = record_sheet(cafe.store, cafe.ports, review.id)
    assert [each.pace for each in sheet.kpis] == stood
    assert sheet.next_first == NEXT
    assert sheet.after is not None
    second = opened(cafe, LAST)
    close(cafe, second, Wish(Choice.CHANGE, minutes_a_week=60, target=7))
    later = record_sheet(cafe.store, cafe.ports, review.id)
    assert [each.pace for each in later.kpis] == stood
    assert replace(later, kpis=(), goals=()) == replace(sheet, kpis=(), goals=())
