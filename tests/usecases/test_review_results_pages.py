"""The review's first three pages on a café with a quarter behind it: what came, cost, content."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from corner_cafe import NOW, cafe
from house import CountedIds, SetClock

from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.content import Pillar, Post, Status
from smbsocial.domain.counter import Coupon, Tally, What
from smbsocial.domain.departures import Departure
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import (
    CouponId,
    DepartureId,
    DutyId,
    GoalId,
    ImportId,
    KpiId,
    KpiKey,
    PersonId,
    PillarId,
    PlanId,
    PlatformKey,
    PostId,
    ReadingId,
    ReviewId,
    TickId,
)
from smbsocial.domain.measures import (
    Import,
    MatchedBy,
    Measure,
    MeasureKind,
    Metric,
    PostMatch,
    Sale,
    match_id,
)
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Duty, DutyKind, Every, Tick, TickState
from smbsocial.domain.ranges import Range
from smbsocial.domain.review import KeptForecast, Review, ReviewAnswer, ReviewWord
from smbsocial.domain.turns import Expense, Of, Spending, StopRule, Turn, Word
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import SqliteStore, memory_store
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.checks import LONGEST_REASON
from smbsocial.usecases.deciding import turns
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.results.proposing import only_divided
from smbsocial.usecases.reviewing import came, content, cost, opening
from smbsocial.usecases.reviewing.content import Why
from smbsocial.usecases.reviewing.emptying import Emptied
from smbsocial.usecases.reviewing.hours import Hours

BEN, ANN, LUNCH = PersonId("ben"), PersonId("ann"), GoalId("lunch")
INSTAGRAM = PlatformKey("instagram")
ASK_US, NEIGHBOURS, LUNCHES = PillarId("p4"), PillarId("p3"), PillarId("p2")
TODAY = date(2027, 4, 2)


def _range(low: int, typical: int, high: int) -> Range:
    return Range(Decimal(low), Decimal(typical), Decimal(high))


class Quarter:
    """Corner Café on the Friday before its winter ends, with a review that is open."""

    def __init__(self, store: SqliteStore, library: FileLibrary) -> None:
        self.store = store
        self.clock = SetClock(NOW)
        self.ports = Ports(self.clock, CountedIds(), library)
        self.changes = Changes(store, self.ports)
        self.put(*cafe(), Kpi(KpiId("visits"), KpiKey("walk_ins_attributed"), LUNCH, 240))
        for post in store.all(Post):
            self.put(replace(post, status=Status.POSTED, posted_at=NOW))
        self.clock.instant = datetime(2027, 4, 2, 9, tzinfo=UTC)
        self.review = self.changes.do(Action.OPEN_REVIEW, opening.open_review)

    def put(self, *rows: object) -> None:
        with self.store.transaction() as tx:
            for row in rows:
                tx.put(row)  # type: ignore[arg-type]

    def planned(self, id: str, pillar: str, *, edited: bool = False, days: int = 1) -> None:
        first = self.store.all(Post)[0]
        day = TODAY + timedelta(days=days)
        coming = replace(first, id=PostId(id), day=day, pillar=PillarId(pillar), posted_at=None)
        self.put(replace(coming, status=Status.DRAFT, edited=edited))

    def counted(self, pillar: str, times: int, first: date) -> None:
        id = CouponId(f"c-{pillar}-{first}")
        self.put(
            Coupon(id, f"WORD{pillar}{first:%m}", "", INSTAGRAM, None, PillarId(pillar), first)
        )
        for n in range(times):
            day = first + timedelta(days=n)
            self.put(Tally(f"{id}-{n}", day, NOW, What.ORDER, "instagram", 1, id))

    def say(self, pillar: str, word: ReviewWord, text: str = "") -> Emptied:
        action = Action.SAY_IN_REVIEW
        pillar_id = PillarId(pillar)
        return self.changes.do(action, content.say_word, self.review.id, pillar_id, word, text)

    def card(self, pillar: str) -> content.ContentCard:
        sheet = content.content_sheet(self.store, self.ports, self.review.id)
        return next(card for card in sheet.cards if card.pillar.id == pillar)

    def close(self) -> None:
        self.put(replace(self.review, closed_at=self.clock.now()))

    def turns(self) -> list[tuple[Word, str]]:
        return [(turn.word, turn.reason) for turn in self.store.all(Turn)]


@pytest.fixture
def quarter(library: FileLibrary) -> Iterator[Quarter]:
    store = memory_store()
    yield Quarter(store, library)
    store.close()


class TestWhatCame:
    def test_each_goal_has_its_kpis_as_they_stood_on_the_last_day(self, quarter: Quarter) -> None:
        for id, day, value in (("a", date(2027, 3, 7), 235), ("b", date(2027, 5, 1), 999)):
            quarter.put(Reading(ReadingId(id), KpiId("visits"), day, value * 100, NOW))
        quarter.clock.instant = datetime(2027, 6, 1, 9, tzinfo=UTC)
        sheet = came.came_sheet(quarter.store, quarter.ports, quarter.review.id)
        [goal] = sheet.goals
        assert goal.name == "More people through the door"
        [kpi] = goal.kpis
        assert kpi.pace.value == 235
        assert not sheet.closed

    def test_what_is_shown_and_said_of_a_goal_is_kept_and_taken_back(
        self, quarter: Quarter
    ) -> None:
        do, action, review = quarter.changes.do, Action.SAY_IN_REVIEW, quarter.review.id
        do(action, came.say_presented, review, BEN, " The soup vote ")
        do(action, came.say_of_goal, review, LUNCH, "Rain in March", by=ANN)
        sheet = came.came_sheet(quarter.store, quarter.ports, review)
        shows = {each.person.id: each.shows for each in sheet.presenting}
        assert shows == {ANN: "", BEN: "The soup vote"}
        assert sheet.goals[0].note == "Rain in March"
        do(action, came.say_presented, review, BEN, "  ")
        assert came.came_sheet(quarter.store, quarter.ports, review).presenting[1].shows == ""

    def test_who_has_left_stands_there_only_with_words(self, quarter: Quarter) -> None:
        leo = PersonId("leo")
        quarter.put(Person(leo, "Leo", Role.STAFF, Money(1300, "GBP")))
        for id in (BEN, leo):
            quarter.put(Departure(DepartureId(id), id, NOW, ANN))
        quarter.changes.do(
            Action.SAY_IN_REVIEW, came.say_presented, quarter.review.id, BEN, "The soup vote"
        )
        sheet = came.came_sheet(quarter.store, quarter.ports, quarter.review.id)
        assert [(each.person.id, each.gone) for each in sheet.presenting] == [
            (ANN, False),
            (BEN, True),
        ]

    def test_words_on_what_is_not_there_or_closed_are_refused(self, quarter: Quarter) -> None:
        do, action, review = quarter.changes.do, Action.SAY_IN_REVIEW, quarter.review.id
        with pytest.raises(ExpectedError) as refused:
            do(action, came.say_presented, review, PersonId("nobody"), "x")
        assert refused.value.code is Code.NOT_FOUND
        with pytest.raises(ExpectedError) as refused:
            do(action, came.say_of_goal, review, GoalId("none"), "x")
        assert refused.value.code is Code.NOT_FOUND
        quarter.close()
        for text in ("x", ""):
            with pytest.raises(ExpectedError) as refused:
                do(action, came.say_of_goal, review, LUNCH, text)
            assert refused.value.code is Code.ALREADY_DONE
        assert came.came_sheet(quarter.store, quarter.ports, review).closed

    def test_the_forecast_stands_beside_what_was_counted(self, quarter: Quarter) -> None:
        plan, days = PlanId("winter"), (date(2026, 10, 5), date(2027, 1, 3))
        quarter.put(KeptForecast("old", NOW, plan, LUNCH, *days, _range(12, 30, 47)))
        running = (date(2027, 1, 4), date(2027, 4, 4))
        quarter.put(KeptForecast("now", NOW, plan, LUNCH, *running, _range(20, 40, 70)))
        for n in range(31):
            day = date(2026, 11, 1) + timedelta(days=n)
            quarter.put(Tally(f"t{n}", day, NOW, What.ORDER, "instagram"))
        post = replace(quarter.store.all(Post)[0], id=PostId("old"), day=date(2026, 11, 1))
        quarter.put(post)
        found = came.compared(quarter.store, quarter.ports, quarter.review.id)
        [test] = found.ended
        assert (test.came, test.inside) == (Decimal(31), True)
        assert [each.test.forecast.id for each in found.running] == ["now"]
        assert found.goals[LUNCH].kind == "foot_traffic"

    def test_the_quarter_that_is_reviewed_tells_what_came_so_far(self, quarter: Quarter) -> None:
        days = (date(2027, 1, 4), date(2027, 4, 4))
        quarter.put(KeptForecast("now", NOW, PlanId("winter"), LUNCH, *days, _range(2, 4, 7)))
        for n in range(5):
            day = date(2027, 3, 1) + timedelta(days=n)
            quarter.put(Tally(f"s{n}", day, NOW, What.ORDER, "instagram"))
        [running] = came.compared(quarter.store, quarter.ports, quarter.review.id).running
        assert (running.test.came, running.test.inside) == (Decimal(5), None)
        assert (running.gone, running.weeks) == (12, 13)

    def test_a_closed_review_tells_of_no_quarter_after_it(self, quarter: Quarter) -> None:
        quarter.close()
        for id, first in (("before", date(2026, 10, 5)), ("after", date(2027, 4, 5))):
            last = first + timedelta(weeks=13, days=-1)
            quarter.put(
                KeptForecast(id, NOW, PlanId("winter"), LUNCH, first, last, _range(1, 2, 3))
            )
        quarter.clock.instant = datetime(2027, 9, 1, 9, tzinfo=UTC)
        found = came.compared(quarter.store, quarter.ports, quarter.review.id)
        assert [each.forecast.id for each in found.ended] == ["before"]
        assert found.ended[0].came is None
        assert found.running == ()


class TestWhatItCost:
    def test_hours_stand_by_week_and_person(self, quarter: Quarter) -> None:
        first, second = quarter.store.posts(date(2027, 1, 4), date(2027, 1, 6))[:2]
        quarter.put(replace(first, real_minutes=50), replace(second, status=Status.SKIPPED))
        late = quarter.store.posts(date(2027, 1, 13), date(2027, 1, 13))[0]
        quarter.put(replace(late, status=Status.DRAFT, posted_at=None))
        sheet = cost.cost_sheet(quarter.store, quarter.ports, quarter.review.id)
        week, following = sheet.weeks[:2]
        assert week.by[BEN] == Hours(planned=60, real=90, pieces=3, told=1)
        assert following.by[BEN].planned == 80
        assert following.by[BEN].real == 60
        assert (week.budget, week.first, week.last) == (60, date(2027, 1, 4), date(2027, 1, 10))
        assert sheet.weeks[-1].last == TODAY
        assert [each.name for each in sheet.people] == ["Ben"]
        assert sheet.hours == sum((each.all for each in sheet.weeks), Hours())

    def test_duties_count_with_their_ticks(self, quarter: Quarter) -> None:
        duty = Duty(
            DutyId("d"), PlanId("winter"), DutyKind.ANSWER, Every.WEEK, (0,), 15, PersonId("ann")
        )
        quarter.put(duty)
        task = "d@2027-01-11"
        done, day = TickState.DONE, date(2027, 1, 11)
        quarter.put(Tick(TickId("t"), task, day, done, NOW, real_minutes=25))  # type: ignore[arg-type]
        sheet = cost.cost_sheet(quarter.store, quarter.ports, quarter.review.id)
        assert sheet.weeks[1].by[ANN] == Hours(15, 25, 1, 1)
        assert sheet.weeks[2].by[ANN] == Hours(15)
        assert [each.id for each in sheet.people] == [ANN, BEN]

    def test_what_lies_before_the_reviews_first_day_is_not_in_it(self, quarter: Quarter) -> None:
        quarter.put(Duty(DutyId("d"), PlanId("winter"), DutyKind.ANSWER, Every.WEEK, (0,), 15, ANN))
        review = Review(ReviewId("middle"), date(2027, 1, 13), date(2027, 1, 19), NOW)
        quarter.put(review)
        first, second = cost.cost_sheet(quarter.store, quarter.ports, review.id).weeks
        assert (first.first, first.last) == (date(2027, 1, 13), date(2027, 1, 17))
        assert ANN not in first.by
        assert second.by[ANN] == Hours(15)

    def test_money_is_added_up_and_another_currency_told(self, quarter: Quarter) -> None:
        for id, day, money in (
            ("a", date(2027, 1, 20), Money(2000, "GBP")),
            ("b", date(2027, 2, 20), Money(500, "GBP")),
            ("c", date(2027, 2, 21), Money(900, "EUR")),
            ("d", date(2026, 2, 21), Money(900, "GBP")),
        ):
            quarter.put(Expense(id, day, Spending.ADS, money, INSTAGRAM, None))
        sheet = cost.cost_sheet(quarter.store, quarter.ports, quarter.review.id)
        assert sheet.money == ((Spending.ADS, Money(2500, "GBP")),)
        assert (sheet.spent, sheet.foreign) == (Money(2500, "GBP"), 1)

    def test_without_plan_or_work_the_weeks_are_empty(self, quarter: Quarter) -> None:
        business = quarter.store.all(Business)[0]
        closed = tuple(date(2028, 6, 5) + timedelta(days=n) for n in range(7))
        review = Review(ReviewId("later"), closed[0], closed[-1], NOW)
        quarter.put(replace(business, closed_days=closed), review)
        sheet = cost.cost_sheet(quarter.store, quarter.ports, review.id)
        [week] = sheet.weeks
        assert (week.budget, week.all, week.closed) == (None, Hours(), True)
        assert (sheet.people, sheet.money) == ((), ())

    def test_the_return_is_that_of_the_reviews_days(self, quarter: Quarter) -> None:
        back = cost.came_back(quarter.store, quarter.ports, quarter.review.id)
        assert (back.first, back.last) == (quarter.review.first, quarter.review.last)
        assert back.whole.cost > 0


class TestContent:
    def test_a_card_says_what_was_done(self, quarter: Quarter) -> None:
        quarter.planned("coming", ASK_US)
        first = quarter.store.having(Post, "pillar", ASK_US)[0]
        quarter.put(replace(first, real_minutes=45))
        card = quarter.card(ASK_US)
        assert (card.posts, card.minutes, card.waiting) == (4, 105, 1)
        assert (card.word, card.text, card.rests, card.left_empty) == (None, "", False, False)

    def test_one_out_of_use_has_a_card_only_with_posts(self, quarter: Quarter) -> None:
        pillar = quarter.store.get(Pillar, NEIGHBOURS)
        assert pillar is not None
        quarter.put(replace(pillar, active=False))
        unused = replace(pillar, id=PillarId("p9"), name="Old", active=False, rank=9)
        quarter.put(unused)
        sheet = content.content_sheet(quarter.store, quarter.ports, quarter.review.id)
        assert [card.pillar.id for card in sheet.cards] == ["p1", "p2", "p3", "p4"]
        assert (sheet.answered, sheet.closed) == (0, False)

    def test_one_that_rests_can_be_taken_up_again(self, quarter: Quarter) -> None:
        old = quarter.store.get(Pillar, NEIGHBOURS)
        assert old is not None
        quarter.put(replace(old, id=PillarId("p9"), name="Old", active=False, rank=9))
        quarter.changes.do(
            Action.DECIDE, turns.decide, Of.PILLAR, "p9", Word.PAUSE, "nobody had the time"
        )
        sheet = content.content_sheet(quarter.store, quarter.ports, quarter.review.id)
        last = sheet.cards[-1]
        assert (last.pillar.id, last.posts, last.rests) == ("p9", 0, True)
        assert (sheet.answered, sheet.asked) == (0, len(sheet.cards) - 1)
        quarter.say("p9", ReviewWord.KEEP)
        sheet = content.content_sheet(quarter.store, quarter.ports, quarter.review.id)
        assert (sheet.cards[-1].pillar.id, sheet.cards[-1].rests, sheet.answered) == (
            "p9",
            False,
            1,
        )
        assert sheet.asked == len(sheet.cards)

    def test_a_pause_empties_its_slots_and_one_undo_brings_all_back(self, quarter: Quarter) -> None:
        quarter.planned("coming", ASK_US)
        quarter.planned("today", ASK_US, days=0)
        quarter.planned("written", ASK_US, edited=True)
        quarter.planned("other", LUNCHES)
        emptied = quarter.say(ASK_US, ReviewWord.PAUSE, "Nobody asks")
        assert (len(emptied.removed), len(emptied.set_aside)) == (2, 1)
        written = quarter.store.get(Post, "written")
        assert written is not None
        assert (written.status, written.skip_reason) == (Status.SKIPPED, "Nobody asks")
        assert quarter.store.get(Post, "other") is not None
        assert len(quarter.store.having(Post, "pillar", ASK_US)) == 5
        assert quarter.turns() == [(Word.PAUSE, "Nobody asks")]
        assert quarter.card(ASK_US).rests
        quarter.changes.undo()
        assert quarter.card(ASK_US).waiting == 3
        assert quarter.card(ASK_US).word is None
        assert quarter.turns() == []

    def test_back_to_keep_leaves_the_slots_empty_until_the_next_plan(
        self, quarter: Quarter
    ) -> None:
        quarter.planned("coming", ASK_US)
        quarter.say(ASK_US, ReviewWord.PAUSE, "Nobody asks")
        quarter.clock.go_on(minutes=5)
        quarter.say(ASK_US, ReviewWord.KEEP)
        card = quarter.card(ASK_US)
        assert (card.word, card.waiting, card.rests, card.left_empty) == (
            ReviewWord.KEEP,
            0,
            False,
            True,
        )
        assert quarter.turns() == [(Word.PAUSE, "Nobody asks"), (Word.KEEP, "")]
        quarter.planned("planned_anew", ASK_US)
        assert not quarter.card(ASK_US).left_empty

    def test_other_words_to_the_same_word_correct_the_decision(self, quarter: Quarter) -> None:
        quarter.say(ASK_US, ReviewWord.CHANGE, "Ask on Mondays")
        quarter.say(ASK_US, ReviewWord.CHANGE, "Ask on Tuesdays")
        assert quarter.turns() == [(Word.CHANGE, "Ask on Tuesdays")]
        assert quarter.card(ASK_US).text == "Ask on Tuesdays"

    def test_a_decision_made_elsewhere_meanwhile_is_not_written_over(
        self, quarter: Quarter
    ) -> None:
        quarter.say(ASK_US, ReviewWord.CHANGE, "Ask on Mondays")
        later = quarter.clock.now() + timedelta(minutes=1)
        quarter.put(Turn("t", TODAY, Of.PILLAR, ASK_US, Word.STOP, "Enough", later))
        quarter.say(ASK_US, ReviewWord.CHANGE, "Ask on Tuesdays")
        assert sorted(quarter.turns(), key=str) == [
            (Word.CHANGE, "Ask on Mondays"),
            (Word.CHANGE, "Ask on Tuesdays"),
            (Word.STOP, "Enough"),
        ]

    @pytest.mark.parametrize(
        ("pillar", "word", "text", "code"),
        [
            (ASK_US, ReviewWord.STAY, "", Code.UNKNOWN_CHOICE),
            ("none", ReviewWord.KEEP, "", Code.NOT_FOUND),
            (ASK_US, ReviewWord.CHANGE, " ", Code.EMPTY),
            (ASK_US, ReviewWord.PAUSE, "", Code.EMPTY),
            (ASK_US, ReviewWord.KEEP, "x" * (LONGEST_REASON + 1), Code.TOO_LONG),
        ],
    )
    def test_words_that_cannot_be_kept_are_refused(
        self, quarter: Quarter, pillar: str, word: ReviewWord, text: str, code: Code
    ) -> None:
        with pytest.raises(ExpectedError) as refused:
            quarter.say(pillar, word, text)
        assert refused.value.code is code
        assert quarter.turns() == []
        assert quarter.store.all(ReviewAnswer) == ()

    def test_the_words_of_a_closed_review_stay(self, quarter: Quarter) -> None:
        quarter.say(ASK_US, ReviewWord.KEEP)
        quarter.close()
        with pytest.raises(ExpectedError) as refused:
            quarter.say(ASK_US, ReviewWord.PAUSE, "Nobody asks")
        assert refused.value.code is Code.ALREADY_DONE
        with pytest.raises(ExpectedError) as refused:
            quarter.changes.do(
                Action.SAY_IN_REVIEW, content.say_why, quarter.review.id, ASK_US, "Because"
            )
        assert refused.value.code is Code.ALREADY_DONE
        sheet = content.content_sheet(quarter.store, quarter.ports, quarter.review.id)
        assert (sheet.closed, sheet.answered) == (True, 1)

    def test_why_it_is_made_can_be_said(self, quarter: Quarter) -> None:
        do, action = quarter.changes.do, Action.SAY_IN_REVIEW
        do(action, content.say_why, quarter.review.id, ASK_US, "  Nobody   has to phone ")
        assert quarter.card(ASK_US).pillar.purpose == "Nobody has to phone"
        steps = quarter.changes.undoable
        do(action, content.say_why, quarter.review.id, ASK_US, "Nobody has to phone")
        assert quarter.changes.undoable is steps
        with pytest.raises(ExpectedError) as refused:
            do(action, content.say_why, quarter.review.id, ASK_US, "x" * (LONGEST_REASON + 1))
        assert refused.value.code is Code.TOO_LONG

    def test_the_owners_own_line_proposes_the_pause_and_is_answered(self, quarter: Quarter) -> None:
        by, written = date(2027, 3, 15), date(2027, 1, 5)
        quarter.put(
            Reading(ReadingId("a"), KpiId("visits"), date(2027, 3, 7), 23500, NOW),
            StopRule("r", Of.PILLAR, ASK_US, KpiId("visits"), 300, by, written),
            StopRule("later", Of.PILLAR, ASK_US, KpiId("visits"), 300, date(2027, 5, 1), written),
            StopRule("of", Of.PLATFORM, "instagram", KpiId("visits"), 300, by, written),
            StopRule("old", Of.PILLAR, ASK_US, KpiId("visits"), 3, by, written, date(2027, 3, 16)),
        )
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        assert numbers.proposed[ASK_US] == content.Proposed(ReviewWord.PAUSE, Why.OWN_RULE)
        assert [(line.rule.id, line.due) for line in quarter.card(ASK_US).rules] == [
            ("r", True),
            ("later", False),
        ]
        quarter.say(ASK_US, ReviewWord.KEEP, "Easter is to come")
        answered = {rule.id: rule.answered_on for rule in quarter.store.all(StopRule)}
        assert answered == {"r": TODAY, "later": None, "of": None, "old": date(2027, 3, 16)}
        assert [line.rule.id for line in quarter.card(ASK_US).rules] == ["r", "later"]


class TestWhatIsProposed:
    def test_it_goes_by_what_came_back(self, quarter: Quarter) -> None:
        quarter.counted(LUNCHES, 60, date(2027, 1, 11))
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        assert numbers.proposed[LUNCHES] == content.Proposed(ReviewWord.KEEP, Why.RETURN)
        assert ASK_US not in numbers.proposed
        assert numbers.parts[LUNCHES].ratio is not None

    def test_what_was_only_divided_by_minutes_proposes_nothing(self, quarter: Quarter) -> None:
        for n in range(6):
            day = date(2027, 1, 11) + timedelta(days=n)
            quarter.put(Tally(f"heard-{n}", day, NOW, What.ORDER, "instagram", 60))
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        parts = numbers.parts.values()
        assert any(part.shares.counted and part.back.high for part in parts)
        assert all(only_divided(part) for part in parts if part.back.typical)
        assert not any(content.no_effect(part) for part in parts if part.back.typical)
        assert numbers.proposed == {}
        assert not only_divided(numbers.back.whole)

    def test_two_reviews_in_a_row_without_effect_propose_the_pause(self, quarter: Quarter) -> None:
        self._two_before(quarter)
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        found = content.Proposed(ReviewWord.PAUSE, Why.NO_EFFECT)
        assert numbers.proposed[ASK_US] == found
        assert NEIGHBOURS not in numbers.proposed

    def test_one_review_is_not_enough(self, quarter: Quarter) -> None:
        self._two_before(quarter)
        first = quarter.store.get(Review, "r0")
        assert first is not None
        quarter.put(replace(first, closed_at=None))
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        assert ASK_US not in numbers.proposed

    def test_what_pays_by_now_is_not_paused(self, quarter: Quarter) -> None:
        self._two_before(quarter)
        quarter.counted(ASK_US, 60, date(2027, 1, 11))
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        assert numbers.proposed[ASK_US] == content.Proposed(ReviewWord.KEEP, Why.RETURN)

    def test_a_quarter_in_which_nothing_was_counted_says_nothing(self, quarter: Quarter) -> None:
        self._two_before(quarter, counted=(0,))
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        assert ASK_US not in numbers.proposed

    def test_what_cost_nothing_or_is_guessed_is_not_without_effect(self, quarter: Quarter) -> None:
        self._two_before(quarter)
        back = content.content_numbers(quarter.store, quarter.ports, ReviewId("r0")).back
        [weak] = [part for part in back.pillars if part.key == ASK_US]
        assert content.no_effect(weak)
        assert not content.no_effect(None)
        assert not content.no_effect(replace(weak, ratio=None))
        assert not content.no_effect(replace(weak, shares=replace(weak.shares, guessed=51)))

    @staticmethod
    def _two_before(quarter: Quarter, counted: tuple[int, ...] = (0, 1)) -> None:
        """Two closed quarters with posts of Ask us and Lunch; only lunch brought anything."""
        proto = quarter.store.all(Post)[0]
        for n, first in enumerate((date(2026, 7, 6), date(2026, 10, 5))):
            last = first + timedelta(weeks=13, days=-1)
            quarter.put(Review(ReviewId(f"r{n}"), first, last, NOW, closed_at=NOW))
            for pillar in (ASK_US, LUNCHES):
                id = PostId(f"{pillar}-{n}")
                quarter.put(replace(proto, id=id, pillar=pillar, day=first + timedelta(days=3)))
            if n in counted:
                quarter.counted(LUNCHES, 20, first + timedelta(days=4))


class TestExamples:
    def test_best_and_worst_have_their_numbers(self, quarter: Quarter) -> None:
        posts = quarter.store.having(Post, "pillar", LUNCHES)
        figures = (
            {Metric.REACH: 412, Metric.INTERACTIONS: 30},
            {Metric.REACH: 90, Metric.LIKES: 4, Metric.SAVES: 2},
            {Metric.REACH: 500},
            {Metric.VIEWS: 800},
        )
        self._report(quarter, dict(zip((post.id for post in posts), figures, strict=False)))
        vote = CouponId("vote")
        quarter.put(
            Coupon(vote, "VOTE", "", INSTAGRAM, posts[0].id, None, date(2027, 1, 4)),
            Coupon(CouponId("no"), "NO", "", INSTAGRAM, None, None, date(2027, 1, 4)),
            Tally("a", date(2027, 1, 20), NOW, What.ORDER, "instagram", 19, vote),
            Tally("b", date(2027, 1, 20), NOW, What.ORDER, "instagram", 5, CouponId("no")),
            Tally("c", date(2027, 1, 20), NOW, What.ORDER, "instagram", 5),
        )
        sales = [
            Sale("till", "shop", "1", date(2027, 1, 20), "vote", "", 1, 1, 500, "GBP"),
            Sale("till", "shop", "2", date(2027, 1, 21), "Vote", "", 1, 1, 500, "GBP"),
            Sale("till", "shop", "3", date(2027, 1, 21), "", "", 1, 1, 500, "GBP"),
        ]
        self._import(quarter, "sales", sales)
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        found = numbers.examples[LUNCHES]
        assert (found.best.post.id, found.best.orders, found.best.reached) == (posts[0].id, 20, 412)
        assert found.worst is not None
        assert (found.worst.reached, found.worst.reactions) == (90, 6)
        assert found.known == 3
        assert ASK_US not in numbers.examples

    def test_one_alone_is_no_worst_one(self, quarter: Quarter) -> None:
        [first, *_] = quarter.store.having(Post, "pillar", ASK_US)
        vote = CouponId("ask")
        quarter.put(
            Coupon(vote, "ASK", "", INSTAGRAM, first.id, None, date(2027, 1, 4)),
            Tally("a", date(2027, 1, 20), NOW, What.ORDER, "instagram", 1, vote),
        )
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        found = numbers.examples[ASK_US]
        assert (found.best.reached, found.worst, found.known) == (None, None, 1)

    def test_a_word_that_nobody_said_is_no_number(self, quarter: Quarter) -> None:
        [first, *_] = quarter.store.having(Post, "pillar", ASK_US)
        quarter.put(Coupon(CouponId("a"), "ASK", "", INSTAGRAM, first.id, None, date(2027, 1, 4)))
        numbers = content.content_numbers(quarter.store, quarter.ports, quarter.review.id)
        assert numbers.examples == {}

    def _report(self, quarter: Quarter, told: dict[PostId, dict[Metric, int]]) -> None:
        day, kind = date(2027, 1, 12), MeasureKind.POST
        rows = [
            Measure("instagram", "cafe", kind, id, day, day, None, "", "", figures)
            for id, figures in told.items()
        ]
        stray = Measure("instagram", "cafe", kind, "stray", day, day, None, "", "", {})
        self._import(quarter, "posts", [*rows, stray])
        for id in told:
            name = match_id("instagram", "cafe", id)
            quarter.put(PostMatch(name, id, MatchedBy.LINK))

    @staticmethod
    def _import(quarter: Quarter, id: str, rows: list[Measure] | list[Sale]) -> None:
        days = (date(2027, 1, 4), date(2027, 3, 30))
        with quarter.store.transaction() as tx:
            tx.lay_down(ImportId(id), rows)
            tx.put(Import(ImportId(id), NOW, "a.csv", id, "x", "cafe", *days, len(rows), 0))
