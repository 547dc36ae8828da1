"""Results: every KPI on its way to its target, and typing its numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from smbsocial.domain.business import Business
from smbsocial.domain.days import quarter_end, week_start
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal, Kpi, KpiFacts, Reading
from smbsocial.domain.ids import KpiId, PlatformKey, ReadingId
from smbsocial.domain.known_numbers import Numbers
from smbsocial.domain.kpi_metrics import can_be_filled, filled
from smbsocial.domain.pace import Aim, Point, pace, target_path
from smbsocial.domain.periods import Span, cadence_of, span_before, span_of
from smbsocial.domain.plan import Plan
from smbsocial.domain.platforms import Account
from smbsocial.domain.turns import ChartEvent
from smbsocial.usecases.lookup import kpis, last_day, set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.results.evidence import known_until, numbers_of
from smbsocial.usecases.results.published import Published
from smbsocial.usecases.results.sheets import (
    Aimed,
    KeptReading,
    KpiResult,
    Proposal,
    Quarter,
    ResultsSheet,
    TypingRow,
    TypingSheet,
)
from smbsocial.usecases.week import log_reading

DOWN = "down"
"""What the library calls a KPI of which less is better."""


LOOKED_BACK = 13
"""Weeks for which a plan that ended is still what the results are about, if no other began."""


def results_sheet(reads: Reads, ports: Ports) -> ResultsSheet:
    """Every KPI against its target; raises ExpectedError(NOT_SET_UP)."""
    desk = _Desk(reads, ports)
    found = tuple(desk.result(kpi) for kpi in kpis(reads))
    days = [reading.day for result in found for reading in result.history]
    plan = desk.plan
    shown = plan and plan.starts <= desk.today <= last_day(plan) + timedelta(weeks=LOOKED_BACK)
    quarter = _quarter(reads, plan if shown else None, desk.today, days)
    return ResultsSheet(quarter, found, desk.today, desk.currency)


def results_until(
    reads: Reads, ports: Ports, last: date, aims: Mapping[KpiId, Aimed] | None = None
) -> tuple[KpiResult, ...]:
    """Every KPI as it stood on a day, for reports; a day to come is today.

    Targets are those of today where `aims` has none. Raises ExpectedError(NOT_SET_UP).
    """
    desk = _Desk(reads, ports, last, aims)
    return tuple(desk.result(kpi) for kpi in kpis(reads))


def quarters(reads: Reads, ports: Ports) -> tuple[Quarter, ...]:
    """The quarters that have plans and have begun, the newest first.

    Raises ExpectedError(NOT_SET_UP).
    """
    today = ports.clock.today(set_up_business(reads).zone)
    days = [reading.day for kpi in reads.all(Kpi) for reading in reads.readings(kpi.id)]
    plans = sorted(reads.all(Plan), key=lambda plan: plan.starts, reverse=True)
    return tuple(_quarter(reads, plan, today, days) for plan in plans if plan.starts <= today)


def typing_sheet(reads: Reads, ports: Ports, day: date | None = None) -> TypingSheet:
    """The numbers of the week that `day` (today if None) is in; no week that is to come.

    Raises ExpectedError(NOT_SET_UP).
    """
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    of = min(day or today, today)
    first = week_start(of, business.first_weekday)
    week = (first, first + timedelta(days=6))
    watched = [(kpi, ports.library.kpi(kpi.kind)) for kpi in kpis(reads)]
    spans = {kpi.id: _span_to_read(facts, week, business) for kpi, facts in watched}
    numbers = None
    if any(can_be_filled(kpi.kind) for kpi, _facts in watched):
        keys = [kpi.kind for kpi, _facts in watched]
        since = min(span[0] for span in spans.values())
        numbers = numbers_of(reads, ports, keys, since, week[1])
    platforms = _platforms(reads)
    return TypingSheet(
        first=week[0],
        last=week[1],
        day=min(week[1], today),
        today=today,
        currency=business.currency,
        rows=tuple(
            _typing_row(
                reads,
                kpi,
                facts,
                week=week,
                platforms=platforms,
                proposal=_proposal(kpi, numbers, spans[kpi.id], today),
            )
            for kpi, facts in watched
        ),
    )


def type_reading(
    tx: Tx, ports: Ports, kpi_id: KpiId, day: date, value: Decimal, note: str = ""
) -> Reading:
    """Keep a figure for the week of a day; one that stands there is corrected, not overwritten.

    The same figure with the same note again changes nothing. Raises ExpectedError as
    `week.log_reading` does.
    """
    business = set_up_business(tx)
    first = week_start(day, business.first_weekday)
    stands = [r for r in tx.readings(kpi_id) if first <= r.day <= first + timedelta(days=6)]
    newest = max(stands, key=lambda r: (r.day, r.at), default=None)
    said = note.strip()
    if (
        newest is not None
        and value.is_finite()
        and (_point(newest)[1], newest.note)
        == (
            value,
            said,
        )
    ):
        return newest
    return log_reading(tx, ports, kpi_id, value, day=day, note=said)


def history(reads: Reads, ports: Ports, kpi_id: KpiId) -> tuple[KeptReading, ...]:  # noqa: ARG001
    """Every reading of a KPI that was ever kept, the newest first, each with its correction.

    Raises ExpectedError(NOT_FOUND).
    """
    _the_kpi(reads, kpi_id)
    rows = reads.having(Reading, "kpi", kpi_id)
    later = {row.supersedes: row for row in rows if row.supersedes}
    ordered = sorted(rows, key=lambda row: (row.day, row.at), reverse=True)
    return tuple(KeptReading(row, later.get(row.id)) for row in ordered)


class _Desk:
    """What every KPI of the sheet needs to know, looked up once."""

    def __init__(
        self,
        reads: Reads,
        ports: Ports,
        until: date = date.max,
        aims: Mapping[KpiId, Aimed] | None = None,
    ) -> None:
        self._aims = aims or {}
        self._reads = reads
        self._ports = ports
        self._business = set_up_business(reads)
        self._until = until
        self.today = min(until, ports.clock.today(self._business.zone))
        self.currency = self._business.currency
        self.plan = _plan_of(reads.all(Plan), self.today)
        self._goals = {goal.id: goal for goal in reads.all(Goal)}
        self._events = reads.all(ChartEvent)
        self._platforms = _platforms(reads)
        self._published = Published(reads, ports, self.plan)

    def result(self, kpi: Kpi) -> KpiResult:
        """One KPI."""
        facts = self._ports.library.kpi(kpi.kind)
        goal = self._goals[kpi.goal]
        aimed = self._aims.get(kpi.id)
        if aimed is not None:
            kpi, goal = replace(kpi, target=aimed.target), replace(goal, until=aimed.until)
        readings = tuple(r for r in self._reads.readings(kpi.id) if r.day <= self._until)
        figures = tuple(_point(reading) for reading in readings)
        weekday = self._business.first_weekday
        found = pace(
            figures,
            Aim(
                None if kpi.target is None else Decimal(kpi.target),
                goal.until,
                cadence_of(facts.cadence),
                down=facts.direction == DOWN,
            ),
            begins=self.plan.starts if self.plan else None,
            today=self.today,
            first_weekday=weekday,
        )
        return KpiResult(
            kpi=kpi,
            key=kpi.kind,
            name=facts.name,
            unit=facts.unit,
            goal=self._ports.library.goal(goal.kind).name,
            vanity=facts.vanity,
            caveat=facts.caveat,
            history=readings,
            pace=found,
            path=target_path(found, weekday),
            band=self._published.band(facts, goal, figures),
            events=self._events,
            where_to_read=_where(facts, self._platforms),
            definition=facts.definition,
            elsewhere=facts.outside_platforms,
            cadence=facts.cadence,
            currency=self.currency,
        )


def _plan_of(plans: Sequence[Plan], today: date) -> Plan | None:
    """The plan that began last, else the first to come."""
    begun = [plan for plan in plans if plan.starts <= today]
    if begun:
        return max(begun, key=lambda plan: plan.starts)
    return min(plans, key=lambda plan: plan.starts, default=None)


def _quarter(reads: Reads, plan: Plan | None, today: date, days: Sequence[date]) -> Quarter:
    """A plan's weeks or the calendar's quarter; `days` of all readings."""
    if plan is not None:
        first, last, name = plan.starts, last_day(plan), plan.name
    else:
        last = quarter_end(today)
        first, name = date(last.year, last.month - 2, 1), ""
    told = known_until(reads, first, min(last, today))
    known = [day for day in (*days, told) if day is not None and first <= day <= last]
    return Quarter(first, last, max(known, default=None), name)


def _point(reading: Reading) -> Point:
    return reading.day, Decimal(reading.hundredths) / 100


def _platforms(reads: Reads) -> tuple[PlatformKey, ...]:
    return tuple(dict.fromkeys(account.platform for account in reads.all(Account)))


def _where(
    facts: KpiFacts, platforms: tuple[PlatformKey, ...]
) -> tuple[tuple[PlatformKey, str], ...]:
    paths = dict(facts.where_to_read)
    return tuple((platform, paths[platform]) for platform in platforms if platform in paths)


def _the_kpi(reads: Reads, kpi_id: KpiId) -> Kpi:
    kpi = reads.get(Kpi, kpi_id)
    if kpi is None:
        raise ExpectedError(Code.NOT_FOUND, value=kpi_id)
    return kpi


def _typing_row(
    reads: Reads,
    kpi: Kpi,
    facts: KpiFacts,
    *,
    week: Span,
    platforms: tuple[PlatformKey, ...],
    proposal: Proposal | None,
) -> TypingRow:
    readings = sorted(reads.readings(kpi.id), key=lambda r: (r.day, r.at))
    this = next((r for r in reversed(readings) if week[0] <= r.day <= week[1]), None)
    return TypingRow(
        kpi=kpi,
        key=kpi.kind,
        name=facts.name,
        unit=facts.unit,
        definition=facts.definition,
        caveat=facts.caveat,
        vanity=facts.vanity,
        cadence=facts.cadence,
        before=next((r for r in reversed(readings) if r.day < week[0]), None),
        this=this,
        corrected=tuple(_corrected(reads, this)),
        proposal=None if _has_its_figure(proposal, readings, week) else proposal,
        where_to_read=_where(facts, platforms),
        elsewhere=facts.outside_platforms,
    )


def _corrected(reads: Reads, reading: Reading | None) -> list[Reading]:
    """What a reading corrected, step by step back."""
    found: list[Reading] = []
    before: ReadingId | None = reading.supersedes if reading else None
    while before is not None and (row := reads.get(Reading, before)) is not None:
        found.append(row)
        before = row.supersedes
    return found


def _span_to_read(facts: KpiFacts, week: Span, business: Business) -> Span:
    """The days that a KPI's figure of a week is about.

    The week itself; of what is read once a month or quarter the last one that is over.
    """
    period = cadence_of(facts.cadence)
    span = span_of(period, week[1], business.first_weekday)
    return span if span[1] <= week[1] else span_before(period, span)


def _proposal(kpi: Kpi, numbers: Numbers | None, span: Span, today: date) -> Proposal | None:
    found = filled(kpi.kind, numbers, *span) if numbers is not None else None
    return None if found is None else Proposal(found, *span, so_far=span[1] >= today)


def _has_its_figure(proposal: Proposal | None, readings: Sequence[Reading], week: Span) -> bool:
    """Whether a figure stands in the month or quarter that a proposal is about."""
    if proposal is None or (proposal.first, proposal.last) == week:
        return False
    return any(proposal.first <= reading.day <= proposal.last for reading in readings)
