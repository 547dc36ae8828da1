"""Decisions about platforms and pillars, rules that say when to stop, marks, and the log of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from smbsocial.domain.content import Pillar
from smbsocial.domain.days import local_day
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import RETIRED, Kpi
from smbsocial.domain.ids import KpiId, PillarId, PlatformKey
from smbsocial.domain.plan import Decision
from smbsocial.domain.stop_rules import found, is_due, latest_turns
from smbsocial.domain.turns import ChartEvent, Of, StopRule, Turn, Word
from smbsocial.usecases.checks import check_reason, check_text, later_than
from smbsocial.usecases.counting.places import check_pillar, check_platform, platform_name
from smbsocial.usecases.deciding.sheets import KpiOffer, Limit, LogLine, RuleLine
from smbsocial.usecases.lookup import kpis, set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx

WITHOUT_REASON = frozenset({Word.START, Word.KEEP})
"""Words that may stand without a reason."""
RESTING = frozenset({Word.PAUSE, Word.STOP})
"""Words after which nothing more is planned."""
LONGEST_MARK = 60
"""Characters of a mark: it is written into the charts."""
MOST_UNDER = 1_000_000
LONGEST_RULE = timedelta(days=731)
LESS_IS_BETTER = "down"
"""What the library calls such a KPI; to be under a limit is no reason to stop there."""


def decide(tx: Tx, ports: Ports, of: Of, subject: str, word: Word, reason: str = "") -> Turn:
    """Keep the owner's word on a platform (its key) or pillar (its id); the newest counts.

    Raises ExpectedError: NOT_SET_UP; UNKNOWN_CHOICE or NOT_FOUND (subject); EMPTY (a change,
    pause or stop has its reason), TOO_LONG, BAD_TEXT.
    """
    business = set_up_business(tx)
    _check_subject(tx, ports, of, subject)
    why = "" if word in WITHOUT_REASON and not reason.strip() else check_reason(reason)
    before = _latest(tx).get((of, subject))
    now = later_than(ports.clock.now(), before.made_at if before else None)
    day = ports.clock.today(business.zone)
    turn = Turn(ports.ids.new(), day, of, subject, word, why, now)
    tx.put(turn)
    return turn


def words_now(reads: Reads, ports: Ports) -> Mapping[tuple[Of, str], Turn]:  # noqa: ARG001
    """The newest decision on each platform and pillar that has one."""
    return _latest(reads)


def start_again(
    tx: Tx, ports: Ports, *, platforms: Iterable[PlatformKey], pillars: Iterable[PillarId]
) -> None:
    """What is planned rests no longer: a new start of each that was paused or left.

    Raises ExpectedError(NOT_SET_UP).
    """
    resting = {at for at, turn in _latest(tx).items() if turn.word in RESTING}
    planned = [(Of.PLATFORM, str(each)) for each in platforms]
    planned += [(Of.PILLAR, str(each)) for each in pillars]
    for of, subject in planned:
        if (of, subject) in resting:
            decide(tx, ports, of, subject, Word.START)


def set_rule(tx: Tx, ports: Ports, of: Of, subject: str, limit: Limit) -> StopRule:
    """Write "pause it if the KPI is under so many by that day".

    A rule on the same thing and KPI that is not answered yet is written anew. Raises
    ExpectedError: NOT_SET_UP, NOT_FOUND, UNKNOWN_CHOICE (also a KPI of which less is better),
    OUT_OF_RANGE, DATE_PAST (today or before), DATE_TOO_FAR (over two years).
    """
    today = ports.clock.today(set_up_business(tx).zone)
    _check_subject(tx, ports, of, subject)
    _check_kpi(tx, ports, limit.kpi)
    _check_limit(limit, today)
    same = (of, subject, limit.kpi)
    written = [r for r in tx.all(StopRule) if (r.of, r.subject, r.kpi) == same]
    still_open = next((r for r in written if r.answered_on is None), None)
    id = still_open.id if still_open else ports.ids.new()
    rule = StopRule(id, of, subject, limit.kpi, limit.under, limit.by, today)
    tx.put(rule)
    return rule


def remove_rule(tx: Tx, ports: Ports, rule_id: str) -> None:  # noqa: ARG001
    """Take a rule away; raises ExpectedError(NOT_FOUND)."""
    tx.remove(StopRule, _the_rule(tx, rule_id).id)


def answer_rule(tx: Tx, ports: Ports, rule_id: str, word: Word, reason: str = "") -> Turn:
    """Say what becomes of it: the rule is answered, and the word is a decision as any other.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE, and as `decide` does.
    """
    rule = _the_rule(tx, rule_id)
    if rule.answered_on is not None:
        name = _subject_name(tx, ports, rule.of, rule.subject)
        raise ExpectedError(Code.ALREADY_DONE, value=name)
    turn = decide(tx, ports, rule.of, rule.subject, word, reason)
    tx.put(replace(rule, answered_on=turn.day))
    return turn


def rules(reads: Reads, ports: Ports, today: date | None = None) -> tuple[RuleLine, ...]:
    """Every rule that is not answered yet, those whose day comes first at the top.

    Raises ExpectedError(NOT_SET_UP).
    """
    day = today or ports.clock.today(set_up_business(reads).zone)
    latest = _latest(reads)
    still_open = [rule for rule in reads.all(StopRule) if rule.answered_on is None]
    lines = [
        _rule_line(reads, ports, rule, is_due(rule, day, latest.get((rule.of, rule.subject))))
        for rule in still_open
    ]
    return tuple(sorted(lines, key=lambda line: line.rule.by))


def due_rules(reads: Reads, ports: Ports, today: date | None = None) -> tuple[RuleLine, ...]:
    """The rules to be held up: their day has come, and what they are about does not rest.

    Raises ExpectedError(NOT_SET_UP).
    """
    return tuple(line for line in rules(reads, ports, today) if line.due)


def rule_kpis(reads: Reads, ports: Ports) -> tuple[KpiOffer, ...]:
    """The KPIs that a rule can be about: those of which more is better, the main one first."""
    offers = []
    for kpi in kpis(reads):
        facts = ports.library.kpi(kpi.kind)
        if facts.direction != LESS_IS_BETTER:
            newest = max(reads.readings(kpi.id), key=lambda r: (r.day, r.at), default=None)
            value = Decimal(newest.hundredths) / 100 if newest else None
            offers.append(KpiOffer(kpi.id, kpi.kind, facts.name, facts.unit, value))
    return tuple(offers)


def mark_event(tx: Tx, ports: Ports, day: date, words: str) -> ChartEvent:
    """Mark in the charts what happened on a day.

    Raises ExpectedError: NOT_SET_UP, EMPTY, TOO_LONG, BAD_TEXT, DATE_TOO_FAR (a day to come).
    """
    today = ports.clock.today(set_up_business(tx).zone)
    if day > today:
        raise ExpectedError(Code.DATE_TOO_FAR, field="day", value=day, high=today)
    check_text(words.strip(), field="words", most=LONGEST_MARK)
    event = ChartEvent(ports.ids.new(), day, check_reason(words, field="words"))
    tx.put(event)
    return event


def remove_event(tx: Tx, ports: Ports, event_id: str) -> None:  # noqa: ARG001
    """Take a mark away; raises ExpectedError(NOT_FOUND)."""
    if tx.get(ChartEvent, event_id) is None:
        raise ExpectedError(Code.NOT_FOUND, value=event_id)
    tx.remove(ChartEvent, event_id)


def decision_log(reads: Reads, ports: Ports) -> tuple[LogLine, ...]:
    """Every decision, the newest first; raises ExpectedError(NOT_SET_UP)."""
    zone = set_up_business(reads).zone
    lines = [_going_on(each, zone) for each in reads.all(Decision)]
    lines += [_about(reads, ports, turn) for turn in reads.all(Turn)]
    lines.reverse()  # of two in the same second the one put last stays before the other
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def _going_on(decision: Decision, zone: str) -> LogLine:
    return LogLine(
        id=decision.id,
        at=decision.made_at,
        day=local_day(decision.made_at, zone),
        event=decision.choice,
        reason=decision.reason,
        until=decision.until,
        would_change=decision.would_change,
        chance_percent=decision.chance_percent,
    )


def _about(reads: Reads, ports: Ports, turn: Turn) -> LogLine:
    return LogLine(
        id=turn.id,
        at=turn.made_at,
        day=turn.day,
        event=turn.word,
        of=turn.of,
        key=turn.subject,
        subject=_subject_name(reads, ports, turn.of, turn.subject),
        reason=turn.reason,
    )


def _rule_line(reads: Reads, ports: Ports, rule: StopRule, due: bool) -> RuleLine:  # noqa: FBT001
    kinds = {kpi.id: kpi.kind for kpi in reads.all(Kpi)}
    facts = ports.library.kpi(kinds[rule.kpi])
    return RuleLine(
        rule=rule,
        subject=_subject_name(reads, ports, rule.of, rule.subject),
        kpi=facts.name,
        unit=facts.unit,
        found=found(rule, reads.readings(rule.kpi)),
        due=due,
    )


def _subject_name(reads: Reads, ports: Ports, of: Of, subject: str) -> str:
    if of is Of.PLATFORM:
        return platform_name(ports, subject)
    pillar = reads.get(Pillar, subject)
    return pillar.name if pillar else ""


def _check_subject(reads: Reads, ports: Ports, of: Of, subject: str) -> None:
    if of is Of.PLATFORM:
        check_platform(ports, subject, field="subject")
    else:
        check_pillar(reads, PillarId(subject))


def _check_kpi(reads: Reads, ports: Ports, id: KpiId) -> None:
    kpi = reads.get(Kpi, id)
    if kpi is None or kpi.rank == RETIRED:
        raise ExpectedError(Code.NOT_FOUND, field="kpi", value=id)
    facts = ports.library.kpi(kpi.kind)
    if facts.direction == LESS_IS_BETTER:
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="kpi", value=facts.name)


def _check_limit(limit: Limit, today: date) -> None:
    under, by, latest = limit.under, limit.by, today + LONGEST_RULE
    if not 1 <= under <= MOST_UNDER:
        raise ExpectedError(Code.OUT_OF_RANGE, field="under", value=under, low=1, high=MOST_UNDER)
    if by <= today:
        raise ExpectedError(Code.DATE_PAST, field="by", value=by, low=today + timedelta(days=1))
    if by > latest:
        raise ExpectedError(Code.DATE_TOO_FAR, field="by", value=by, high=latest)


def _the_rule(reads: Reads, id: str) -> StopRule:
    rule = reads.get(StopRule, id)
    if rule is None:
        raise ExpectedError(Code.NOT_FOUND, value=id)
    return rule


def _latest(reads: Reads) -> dict[tuple[Of, str], Turn]:
    return latest_turns(reads.all(Turn))
