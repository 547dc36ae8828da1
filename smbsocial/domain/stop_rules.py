"""Rules that say when to stop: whether their day has come, and what the figures say then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from smbsocial.domain.goals import Reading
from smbsocial.domain.turns import Of, StopRule, Turn, Word

RESTING = frozenset({Word.PAUSE, Word.STOP})
"""Of what rests no rule asks whether it should."""


class Standing(Enum):
    """What the figures say of a rule."""

    UNDER = "under"  # it is under the limit: pause, as was said
    REACHED = "reached"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a rule stands: the KPI's value and its day, None where there is no figure."""

    standing: Standing
    value: Decimal | None = None
    day: date | None = None


def found(rule: StopRule, readings: Iterable[Reading]) -> Found:
    """The newest figure from the day the rule was written up to its own day, against its limit.

    `readings`: those of the rule's KPI that count, in any order.
    """
    told = [each for each in readings if rule.written_on <= each.day <= rule.by]
    newest = max(told, key=lambda each: (each.day, each.at), default=None)
    if newest is None:
        return Found(Standing.NO_FIGURE)
    under = newest.hundredths < rule.under * 100
    standing = Standing.UNDER if under else Standing.REACHED
    return Found(standing, Decimal(newest.hundredths) / 100, newest.day)


def is_due(rule: StopRule, today: date, latest: Turn | None) -> bool:
    """Whether it is to be held up: its day has come, nobody answered it, and nothing rests yet.

    `latest`: the newest turn of what the rule is about.
    """
    rests = latest is not None and latest.word in RESTING
    return rule.answered_on is None and rule.by <= today and not rests


def latest_turns(turns: Iterable[Turn]) -> dict[tuple[Of, str], Turn]:
    """The newest turn of each platform and pillar, by what it is and its key."""
    return {(each.of, each.subject): each for each in sorted(turns, key=lambda t: t.made_at)}
