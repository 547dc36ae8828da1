"""Saying a word on a platform or kind of content, together with the rule that goes with it."""

from dataclasses import dataclass
from datetime import date

from smbsocial.domain.content import Pillar
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.turns import Of, StopRule, Turn, Word
from smbsocial.usecases.checks import check_reason
from smbsocial.usecases.counting import places
from smbsocial.usecases.deciding.sheets import KpiOffer, Limit, LogLine, RuleLine
from smbsocial.usecases.deciding.turns import (
    answer_rule,
    decide,
    decision_log,
    rule_kpis,
    rules,
    set_rule,
    words_now,
)
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx


@dataclass(frozen=True, slots=True)
class About:
    """A platform (`key` its key) or kind of content (its id) that a word can be said on.

    `word`: the newest one, None where none was said.
    """

    of: Of
    key: str
    name: str
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A word with its reason, and when what it is about is to be paused."""

    of: Of
    subject: str
    word: Word
    reason: str = ""
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the forms of a decision offer; platforms in use come first."""

    today: date
    currency: str
    subjects: tuple[About, ...]
    kpis: tuple[KpiOffer, ...]


@dataclass(frozen=True, slots=True)
class DecisionsSheet:
    """Rules that are not answered yet, of which some are due, and every decision, newest first."""

    today: date
    currency: str
    rules: tuple[RuleLine, ...]
    lines: tuple[LogLine, ...]

    @property
    def due(self) -> tuple[RuleLine, ...]:
        """The rules whose day has come."""
        return tuple(line for line in self.rules if line.due)


def decisions_sheet(reads: Reads, ports: Ports) -> DecisionsSheet:
    """Rules and decisions; raises ExpectedError(NOT_SET_UP)."""
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    return DecisionsSheet(today, business.currency, rules(reads, ports), decision_log(reads, ports))


def asked(reads: Reads, ports: Ports) -> Asked:
    """What there is to decide about, and by which KPIs; raises ExpectedError(NOT_SET_UP)."""
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    latest = words_now(reads, ports)

    def about(of: Of, key: str, name: str) -> About:
        return About(of, key, name, latest[of, key].word if (of, key) in latest else None)

    pillars = [about(Of.PILLAR, each.id, each.name) for each in reads.all(Pillar)]
    every = places.offers(reads, ports, today).platforms
    platforms = [about(Of.PLATFORM, each.key, each.name) for each in every]
    return Asked(today, business.currency, (*pillars, *platforms), rule_kpis(reads, ports))


def say(tx: Tx, ports: Ports, said: Said) -> Turn:
    """Keep a word, and its rule where there is one, as one step.

    Raises ExpectedError as `decide` and `set_rule` do.
    """
    turn = decide(tx, ports, said.of, said.subject, said.word, said.reason)
    if said.limit is not None:
        set_rule(tx, ports, said.of, said.subject, said.limit)
    return turn


def answer(tx: Tx, ports: Ports, rule_id: str, word: Word, reason: str) -> Turn:
    """Answer a rule that is held up, always with a reason.

    Raises ExpectedError as `answer_rule` does; EMPTY also where it is kept.
    """
    return answer_rule(tx, ports, rule_id, word, check_reason(reason))


def give_time(tx: Tx, ports: Ports, rule_id: str, by: date) -> StopRule:
    """Write the same rule with another day.

    Raises ExpectedError: NOT_FOUND, and as `set_rule` does.
    """
    rule = tx.get(StopRule, rule_id)
    if rule is None:
        raise ExpectedError(Code.NOT_FOUND, value=rule_id)
    return set_rule(tx, ports, rule.of, rule.subject, Limit(rule.kpi, rule.under, by))
