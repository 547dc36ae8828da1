"""The owner's words, the rules that say when to stop, and the log of it all."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from house import NOW, House

from smbsocial.domain.content import Pillar
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Kpi
from smbsocial.domain.plan import Choice
from smbsocial.domain.stop_rules import Standing
from smbsocial.domain.turns import ChartEvent, Of, StopRule, Turn, Word
from smbsocial.usecases.changes import Action
from smbsocial.usecases.deciding import turns
from smbsocial.usecases.deciding.sheets import Limit
from smbsocial.usecases.week import log_reading

TODAY = NOW.date()
BY = TODAY + timedelta(weeks=4)


def pillar(house: House) -> Pillar:
    return house.store.all(Pillar)[0]


def kpi(house: House) -> Kpi:
    return house.store.all(Kpi)[0]


def decide(house: House, word: Word, reason: str = "", subject: str = "instagram") -> Turn:
    of = Of.PLATFORM if subject == "instagram" else Of.PILLAR
    return house.changes.do(Action.DECIDE, turns.decide, of, subject, word, reason)


def rule(house: House, under: int = 20, by: date = BY) -> StopRule:
    limit = Limit(kpi(house).id, under, by)
    do, soup = house.changes.do, pillar(house).id
    return do(Action.SET_RULE, turns.set_rule, Of.PILLAR, soup, limit)


def refused(house: House, call: object) -> ExpectedError:
    before = house.store.all(Turn), house.store.all(StopRule), house.store.all(ChartEvent)
    with pytest.raises(ExpectedError) as error:
        call()  # type: ignore[operator]
    after = house.store.all(Turn), house.store.all(StopRule), house.store.all(ChartEvent)
    assert before == after
    return error.value


def test_a_word_is_kept_with_its_day_and_reason_and_can_be_undone(cafe: House) -> None:
    turn = decide(cafe, Word.PAUSE, "  nobody has time ")
    assert (turn.day, turn.reason, turn.made_at) == (TODAY, "nobody has time", NOW)
    assert turns.words_now(cafe.store, cafe.ports)[Of.PLATFORM, "instagram"] == turn
    assert cafe.changes.undo() is Action.DECIDE
    assert turns.words_now(cafe.store, cafe.ports) == {}


def test_of_two_words_the_later_counts_also_in_one_second_or_with_the_clock_put_back(
    cafe: House,
) -> None:
    decide(cafe, Word.START)
    cafe.clock.go_on(hours=-3)
    last = decide(cafe, Word.STOP, "no time")
    assert turns.words_now(cafe.store, cafe.ports)[Of.PLATFORM, "instagram"] == last


@pytest.mark.parametrize("word", [Word.CHANGE, Word.PAUSE, Word.STOP])
def test_what_changes_has_its_reason(cafe: House, word: Word) -> None:
    error = refused(cafe, lambda: decide(cafe, word, "  "))
    assert (error.code, error.field) == (Code.EMPTY, "reason")


def test_a_word_is_about_something_that_is_there(cafe: House) -> None:
    error = refused(cafe, lambda: decide(cafe, Word.KEEP, subject="gone"))
    assert error.code is Code.NOT_FOUND
    ask = lambda: cafe.changes.do(  # noqa: E731
        Action.DECIDE, turns.decide, Of.PLATFORM, "myspace", Word.START
    )
    assert (refused(cafe, ask).code, refused(cafe, ask).field) == (Code.UNKNOWN_CHOICE, "subject")


def test_a_rule_is_held_up_when_its_day_comes(cafe: House) -> None:
    written = rule(cafe)
    (line,) = turns.rules(cafe.store, cafe.ports)
    assert (line.rule, line.subject, line.due) == (written, pillar(cafe).name, False)
    assert turns.due_rules(cafe.store, cafe.ports, BY - timedelta(days=1)) == ()
    (due,) = turns.due_rules(cafe.store, cafe.ports, BY)
    assert due.found.standing is Standing.NO_FIGURE
    cafe.clock.go_on(weeks=4)
    do = cafe.changes.do
    do(Action.LOG_READING, log_reading, kpi(cafe).id, Decimal(12))
    (due,) = turns.due_rules(cafe.store, cafe.ports)
    assert (due.found.standing, due.found.value) == (Standing.UNDER, 12)
    facts = cafe.ports.library.kpi(kpi(cafe).kind)
    assert (due.kpi, due.unit) == (facts.name, facts.unit)


def test_an_answered_rule_is_a_decision_and_asks_no_more(cafe: House) -> None:
    written = rule(cafe)
    cafe.clock.go_on(weeks=5)
    do = cafe.changes.do
    do(Action.ANSWER_RULE, turns.answer_rule, written.id, Word.PAUSE, "only 12 came")
    assert turns.rules(cafe.store, cafe.ports) == ()
    assert turns.decision_log(cafe.store, cafe.ports)[0].event is Word.PAUSE
    again = lambda: do(Action.ANSWER_RULE, turns.answer_rule, written.id, Word.KEEP)  # noqa: E731
    error = refused(cafe, again)
    assert (error.code, error.facts["value"]) == (Code.ALREADY_DONE, pillar(cafe).name)
    cafe.changes.undo()
    assert len(turns.due_rules(cafe.store, cafe.ports)) == 1


def test_an_answer_without_its_reason_answers_nothing(cafe: House) -> None:
    written = rule(cafe)
    do = cafe.changes.do
    error = refused(cafe, lambda: do(Action.ANSWER_RULE, turns.answer_rule, written.id, Word.STOP))
    assert error.code is Code.EMPTY


def test_what_was_paused_meanwhile_is_not_asked_about(cafe: House) -> None:
    rule(cafe)
    decide(cafe, Word.PAUSE, "ill", subject=pillar(cafe).id)
    assert turns.due_rules(cafe.store, cafe.ports, BY) == ()
    assert len(turns.rules(cafe.store, cafe.ports)) == 1
    decide(cafe, Word.START, subject=pillar(cafe).id)
    assert len(turns.due_rules(cafe.store, cafe.ports, BY)) == 1


def test_a_rule_written_again_replaces_the_open_one(cafe: House) -> None:
    first, second = rule(cafe), rule(cafe, under=30)
    assert (first.id, second.under) == (second.id, 30)
    assert cafe.store.all(StopRule) == (second,)
    cafe.changes.do(Action.REMOVE_RULE, turns.remove_rule, second.id)
    assert cafe.store.all(StopRule) == ()
    gone = lambda: cafe.changes.do(Action.REMOVE_RULE, turns.remove_rule, second.id)  # noqa: E731
    assert refused(cafe, gone).code is Code.NOT_FOUND


@pytest.mark.parametrize(
    ("under", "days", "code"),
    [
        (0, 7, Code.OUT_OF_RANGE),
        (1_000_001, 7, Code.OUT_OF_RANGE),
        (20, 0, Code.DATE_PAST),
        (20, 800, Code.DATE_TOO_FAR),
    ],
)
def test_a_rule_that_can_never_be_asked_is_refused(
    cafe: House, under: int, days: int, code: Code
) -> None:
    error = refused(cafe, lambda: rule(cafe, under, TODAY + timedelta(days=days)))
    assert error.code is code


def test_no_rule_on_a_kpi_of_which_less_is_better_or_that_is_gone(cafe: House) -> None:
    main = kpi(cafe)
    with cafe.store.transaction() as tx:
        tx.put(Kpi(main.id, "response_time", main.goal, 10, 1))  # type: ignore[arg-type]
    assert refused(cafe, lambda: rule(cafe)).code is Code.UNKNOWN_CHOICE
    assert main.id not in {offer.id for offer in turns.rule_kpis(cafe.store, cafe.ports)}
    with cafe.store.transaction() as tx:
        tx.put(Kpi(main.id, main.kind, main.goal, 10, 0))
    limit = Limit(main.id, 3, BY)
    soup = pillar(cafe).id
    ask = lambda: cafe.changes.do(  # noqa: E731
        Action.SET_RULE, turns.set_rule, Of.PILLAR, soup, limit
    )
    assert refused(cafe, ask).code is Code.NOT_FOUND


def test_the_kpis_offered_say_where_they_stand(cafe: House) -> None:
    cafe.changes.do(Action.LOG_READING, log_reading, kpi(cafe).id, Decimal("12.5"))
    offers = {offer.id: offer for offer in turns.rule_kpis(cafe.store, cafe.ports)}
    assert offers[kpi(cafe).id].latest == Decimal("12.5")
    assert any(offer.latest is None for offer in offers.values())


def test_marks_are_kept_and_taken_away(cafe: House) -> None:
    do = cafe.changes.do
    event = do(Action.MARK_EVENT, turns.mark_event, TODAY, " soup vote began ")
    assert cafe.store.all(ChartEvent) == (event,)
    assert event.words == "soup vote began"
    do(Action.REMOVE_EVENT, turns.remove_event, event.id)
    assert cafe.store.all(ChartEvent) == ()
    gone = lambda: do(Action.REMOVE_EVENT, turns.remove_event, event.id)  # noqa: E731
    assert refused(cafe, gone).code is Code.NOT_FOUND


@pytest.mark.parametrize(
    ("days", "words", "code"),
    [(1, "party", Code.DATE_TOO_FAR), (0, " ", Code.EMPTY), (0, "x" * 61, Code.TOO_LONG)],
)
def test_marks_that_cannot_be_drawn_are_refused(
    cafe: House, days: int, words: str, code: Code
) -> None:
    day, do = TODAY + timedelta(days=days), cafe.changes.do
    error = refused(cafe, lambda: do(Action.MARK_EVENT, turns.mark_event, day, words))
    assert error.code is code


def test_the_log_shows_all_decisions_newest_first(cafe: House) -> None:
    decide(cafe, Word.START)
    decide(cafe, Word.START, subject=pillar(cafe).id)
    cafe.clock.go_on(days=1)
    decide(cafe, Word.CHANGE, "shorter videos")
    log = turns.decision_log(cafe.store, cafe.ports)
    assert [line.event for line in log] == [Word.CHANGE, Word.START, Word.START, Choice.GO]
    assert [line.subject for line in log] == ["Instagram", pillar(cafe).name, "Instagram", ""]
    assert [line.of for line in log] == [Of.PLATFORM, Of.PILLAR, Of.PLATFORM, None]
    assert log[0].day == TODAY + timedelta(days=1)
    assert log[0].reason == "shorter videos"
    assert log[-1].day == date(2027, 1, 10)


def test_a_removed_pillar_keeps_its_line_without_a_name(cafe: House) -> None:
    soup = Pillar("soup", "Soup", "", 1)  # type: ignore[arg-type]
    with cafe.store.transaction() as tx:
        tx.put(soup)
    decide(cafe, Word.START, subject=soup.id)
    with cafe.store.transaction() as tx:
        tx.remove(Pillar, soup.id)
    line = turns.decision_log(cafe.store, cafe.ports)[0]
    assert (line.key, line.subject) == ("soup", "")
