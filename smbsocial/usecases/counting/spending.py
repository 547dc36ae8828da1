"""Money spent on social media: advertising, tools, help, giveaways."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from smbsocial.domain.business import Business
from smbsocial.domain.content import Pillar
from smbsocial.domain.days import days_between
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PillarId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Plan
from smbsocial.domain.turns import Expense, Spending
from smbsocial.usecases.checks import LONGEST_REASON, check_text
from smbsocial.usecases.counting.places import (
    QUARTER,
    check_pillar,
    check_platform,
    offers,
    platform_name,
)
from smbsocial.usecases.counting.sheets import ExpenseLine, SpendingSheet
from smbsocial.usecases.lookup import last_day, plan_among, set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx

MOST_SPENT = Decimal(10_000_000)
FOR_ALL = PlatformKey("")


@dataclass(frozen=True, slots=True)
class Spent:
    """What is said of an expense; `platform` FOR_ALL = for all of them."""

    day: date
    kind: Spending
    amount: Money
    platform: PlatformKey = FOR_ALL
    pillar: PillarId | None = None
    note: str = ""


def spending_sheet(reads: Reads, ports: Ports) -> SpendingSheet:
    """Every expense, the newest first; raises ExpectedError(NOT_SET_UP)."""
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    rows = reads.all(Expense)
    pillars = {each.id: each.name for each in reads.all(Pillar)}
    lines = tuple(
        ExpenseLine(
            expense=row,
            platform=platform_name(ports, row.platform) if row.platform else "",
            pillar=pillars.get(row.pillar, "") if row.pillar else "",
        )
        for row in reversed(rows)
    )
    since = today - QUARTER
    sums: Counter[Spending] = Counter()
    for row in rows:
        if since < row.day <= today and row.amount.currency == business.currency:
            sums[row.kind] += row.amount.minor
    return SpendingSheet(
        business=business,
        today=today,
        lines=lines,
        since=since,
        total=Money(sums.total(), business.currency),
        kinds=tuple((k, Money(sums[k], business.currency)) for k in Spending if sums[k]),
        offers=offers(reads, ports, today),
    )


def unspent_days(reads: Reads, business: Business, first: date, last: date) -> tuple[date, ...]:
    """The days of plans in whose weeks nobody entered what was spent: what was planned counts.

    By plan, so that the months of a quarter cost together what the quarter does.
    """
    spent = [e.day for e in reads.all(Expense) if e.amount.currency == business.currency]
    plans = reads.all(Plan)
    told = {plan.id for plan in plans if any(plan.starts <= day <= last_day(plan) for day in spent)}
    of_days = ((day, plan_among(plans, day)) for day in days_between(first, last))
    return tuple(day for day, plan in of_days if plan is not None and plan.id not in told)


def add_expense(tx: Tx, ports: Ports, spent: Spent) -> str:
    """Keep an expense; its id. Raises ExpectedError.

    OUT_OF_RANGE (nothing, or too much), DATE_TOO_FAR, UNKNOWN_CHOICE (platform), NOT_FOUND
    (pillar), TOO_LONG, BAD_TEXT.
    """
    made = _expense(tx, ports, ports.ids.new(), spent)
    tx.put(made)
    return made.id


def change_expense(tx: Tx, ports: Ports, id: str, spent: Spent) -> None:
    """Say it otherwise; raises as `add_expense` does, and NOT_FOUND where it is gone."""
    if tx.get(Expense, id) is None:
        raise ExpectedError(Code.NOT_FOUND, value=id)
    tx.put(_expense(tx, ports, id, spent))


def remove_expense(tx: Tx, ports: Ports, id: str) -> None:  # noqa: ARG001
    """Delete an expense; raises ExpectedError(NOT_FOUND)."""
    if tx.get(Expense, id) is None:
        raise ExpectedError(Code.NOT_FOUND, value=id)
    tx.remove(Expense, id)


def _expense(reads: Reads, ports: Ports, id: str, spent: Spent) -> Expense:
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    if spent.day > today:
        raise ExpectedError(Code.DATE_TOO_FAR, field="day", value=spent.day, high=today)
    low, high = Money(1, business.currency), Money.of(MOST_SPENT, business.currency)
    amount = spent.amount
    if amount.currency != business.currency or not low <= amount <= high:
        raise ExpectedError(Code.OUT_OF_RANGE, field="amount", value=amount, low=low, high=high)
    if spent.platform:
        check_platform(ports, spent.platform)
    check_pillar(reads, spent.pillar)
    said = replace(spent, note=" ".join(spent.note.split()))
    check_text(said.note, field="note", most=LONGEST_REASON)
    return Expense(id, said.day, said.kind, amount, said.platform, said.pillar, said.note)
