"""What files, the counter and the work itself say of KPIs in some weeks."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from smbsocial.domain.brief import Brief
from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.content import Status
from smbsocial.domain.counter import Coupon, TaggedLink, WeekTotal
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import DutyId, KpiKey, PersonId
from smbsocial.domain.known_numbers import LOOK_BACK, Counter, Numbers, Work, gather
from smbsocial.domain.kpi_metrics import Need, needs
from smbsocial.domain.measures import Import, Measure, MeasureKind
from smbsocial.domain.periods import Span
from smbsocial.domain.plan import Duty, Tick, TickState
from smbsocial.domain.roi.cost import DAYS_IN_MONTH
from smbsocial.domain.turns import Expense
from smbsocial.usecases.counting.spending import unspent_days
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.setup import make_brief_from, read_answers

_WEEK = timedelta(days=6)
"""From the first day of a week to its last."""


def numbers_of(
    reads: Reads, ports: Ports, keys: Iterable[KpiKey], first: date, last: date
) -> Numbers:
    """All that fills these KPIs on some days; only what they need is looked up.

    Raises ExpectedError(NOT_SET_UP).
    """
    wanted = frozenset(need for key in keys for need in needs(key))
    since = first - LOOK_BACK
    covered = tuple(
        (row.source, (row.first, row.last))
        for row in reads.all(Import)
        if row.first is not None and row.last is not None
    )
    sales = reads.sales(since, last) if Need.SALES in wanted else ()
    return gather(
        _measures(reads, wanted, since, last),
        covered=covered,
        counter=replace(counter_of(reads, ports, wanted, (since, last)), sales=sales),
        work=work_of(reads, ports, wanted, (first, last)),
    )


def known_until(reads: Reads, first: date, last: date) -> date | None:
    """The last day of some, as far as they have come, that files or the counter tell of."""
    days = [row.last for row in reads.all(Import) if row.source and row.last is not None]
    days += [tally.day for tally in reads.tallies(first, last)]
    days += [row.day + _WEEK for row in reads.all(WeekTotal)]
    return max((min(day, last) for day in days if day >= first), default=None)


def counter_of(reads: Reads, ports: Ports, wanted: Container[Need], span: Span) -> Counter:
    """What was told at the counter on some days, without the sales of shops.

    Raises ExpectedError(NOT_SET_UP).
    """
    return Counter(
        tallies=reads.tallies(*span) if Need.TALLIES in wanted else (),
        coupons=reads.all(Coupon) if Need.TALLIES in wanted else (),
        links=reads.all(TaggedLink) if Need.TALLIES in wanted else (),
        currency=set_up_business(reads).currency,
        platforms={facts.key: facts.name for facts in ports.library.platforms()},
    )


def work_of(reads: Reads, ports: Ports, wanted: Container[Need], span: Span) -> Work:
    """What was planned and done on some days, and its cost; raises ExpectedError(NOT_SET_UP)."""
    business = set_up_business(reads)
    so_far = (span[0], min(span[1], ports.clock.today(business.zone)))
    return Work(
        planned=_planned(reads, *so_far) if Need.POSTS in wanted else (),
        costs=(*_costs(reads, business, *span), *_planned_money(reads, ports, business, so_far))
        if Need.COST in wanted
        else (),
        margin_percent=_margin(reads, ports) if Need.MARGIN in wanted else None,
    )


def _measures(
    reads: Reads, wanted: frozenset[Need], since: date, last: date
) -> tuple[Measure, ...]:
    if Need.MEASURES not in wanted:
        return ()
    kinds = (MeasureKind.DAY, MeasureKind.PERIOD, MeasureKind.POST)
    return tuple(row for kind in kinds for row in reads.measures(kind, since, last))


def _planned(reads: Reads, first: date, last: date) -> tuple[tuple[date, bool], ...]:
    """Every post and whether it went out; what is still to come breaks no plan."""
    return tuple((post.day, post.status is Status.POSTED) for post in reads.posts(first, last))


def _costs(
    reads: Reads, business: Business, first: date, last: date
) -> Iterator[tuple[date, Fraction]]:
    """Minutes (real ones where they are known) at what an hour costs, and money spent."""
    hourly = {
        person.id: person.hourly_cost.minor
        for person in reads.all(Person)
        if person.hourly_cost.currency == business.currency
    }
    for post in reads.posts(first, last):
        if post.status is Status.POSTED:
            minutes = post.minutes if post.real_minutes is None else post.real_minutes
            yield post.day, Fraction(minutes * hourly.get(post.person, 0), 60)
    duties = {duty.id: duty for duty in reads.all(Duty)}
    owner = next((p.id for p in reads.all(Person) if p.role is Role.OWNER), None)
    for tick in reads.ticks(first, last):
        worked = _worked(tick, duties, owner) if tick.state is TickState.DONE else None
        if worked is not None:
            yield tick.day, Fraction(worked[1] * hourly.get(worked[0], 0), 60)
    for expense in reads.all(Expense):
        if first <= expense.day <= last and expense.amount.currency == business.currency:
            yield expense.day, Fraction(expense.amount.minor)


def _planned_money(
    reads: Reads, ports: Ports, business: Business, span: Span
) -> Iterator[tuple[date, Fraction]]:
    """What was planned to be spent, for days of which nobody said what was."""
    brief = _brief(reads, ports)
    money = brief.investment.money_a_month if brief else None
    if money and money.minor and money.currency == business.currency:
        for day in unspent_days(reads, business, *span):
            yield day, money.minor / DAYS_IN_MONTH


def _worked(
    tick: Tick, duties: Mapping[DutyId, Duty], owner: PersonId | None
) -> tuple[PersonId, int] | None:
    """Whose minutes a tick stands for; care of accounts, no plan's, counts with real ones only."""
    duty = duties.get(DutyId(tick.task.rpartition("@")[0]))
    if duty is not None:
        return duty.person, duty.minutes if tick.real_minutes is None else tick.real_minutes
    return (owner, tick.real_minutes) if owner and tick.real_minutes else None


def _margin(reads: Reads, ports: Ports) -> int | None:
    """The margin of a sale as it was answered or is usual in the trade; None: nobody knows."""
    brief = _brief(reads, ports)
    return brief.worth.margin_percent if brief else None


def _brief(reads: Reads, ports: Ports) -> Brief | None:
    """What the setup said; None where it can't be made whole any more."""
    try:
        return make_brief_from(read_answers(reads), ports)
    except ExpectedError:
        return None
