"""A rule is held up on its day, with the figure that counted then."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from smbsocial.domain.goals import Reading
from smbsocial.domain.ids import KpiId, ReadingId
from smbsocial.domain.stop_rules import Found, Standing, found, is_due, latest_turns
from smbsocial.domain.turns import Of, StopRule, Turn, Word

KPI = KpiId("kpi")
RULE = StopRule("rule", Of.PILLAR, "soup", KPI, 20, date(2027, 3, 1), date(2027, 1, 11))
NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)


def reading(day: date, value: str, at: datetime = NOON) -> Reading:
    return Reading(ReadingId(f"{day}{at}"), KPI, day, int(Decimal(value) * 100), at)


def turn(word: Word, minutes: int = 0, subject: str = "soup") -> Turn:
    at = NOON + timedelta(minutes=minutes)
    return Turn(f"{word}{minutes}", at.date(), Of.PILLAR, subject, word, "", at)


@pytest.mark.parametrize(
    ("value", "standing"),
    [("19.99", Standing.UNDER), ("20", Standing.REACHED), ("0", Standing.UNDER)],
)
def test_a_rule_stands_where_its_figure_does(value: str, standing: Standing) -> None:
    day = date(2027, 2, 26)
    assert found(RULE, [reading(day, value)]) == Found(standing, Decimal(value), day)


def test_the_newest_figure_up_to_the_day_counts() -> None:
    told = [
        reading(date(2027, 2, 20), "30"),
        reading(date(2027, 3, 1), "5"),
        reading(date(2027, 3, 1), "25", NOON + timedelta(hours=1)),
        reading(date(2027, 3, 2), "1"),
        reading(date(2027, 1, 10), "2"),
    ]
    assert found(RULE, told).value == 25
    assert found(RULE, reversed(told)).value == 25


def test_figures_from_before_it_was_written_or_after_its_day_are_none() -> None:
    told = [reading(date(2027, 1, 10), "50"), reading(date(2027, 3, 2), "50")]
    assert found(RULE, told) == Found(Standing.NO_FIGURE)


def test_due_from_its_day_on_until_it_is_answered() -> None:
    assert not is_due(RULE, date(2027, 2, 28), None)
    assert is_due(RULE, date(2027, 3, 1), None)
    assert is_due(RULE, date(2027, 6, 1), turn(Word.KEEP))
    answered = StopRule("rule", Of.PILLAR, "soup", KPI, 20, RULE.by, RULE.written_on, RULE.by)
    assert not is_due(answered, date(2027, 3, 1), None)


@pytest.mark.parametrize("word", [Word.PAUSE, Word.STOP])
def test_what_rests_is_not_asked_about(word: Word) -> None:
    assert not is_due(RULE, date(2027, 3, 1), turn(word))


def test_the_newest_turn_counts() -> None:
    turns = [turn(Word.PAUSE, 5), turn(Word.START), turn(Word.KEEP, 1, "bread")]
    newest = latest_turns(turns)
    assert newest[Of.PILLAR, "soup"].word is Word.PAUSE
    assert newest[Of.PILLAR, "bread"].word is Word.KEEP
