"""At the counter: one click for each visit, order, booking or call, and who it came from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from smbsocial.domain.business import Business
from smbsocial.domain.counter import Coupon, DayTally, Elsewhere, Tally, What
from smbsocial.domain.days import week_start
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Counted
from smbsocial.domain.ids import CouponId
from smbsocial.domain.money import Money
from smbsocial.usecases.counting.places import check_platform, platform_name, platforms_used
from smbsocial.usecases.counting.sheets import Answer, CounterSheet
from smbsocial.usecases.lookup import goals, set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx

MOST_AT_ONCE = 1_000
MOST_REVENUE = Decimal(10_000_000)
"""More than a small business takes at once in any currency."""
SHOWN_DAYS = 7
SHOWN_WEEKS = 4
_USUAL = {
    Counted.VISITS: What.VISIT,
    Counted.ORDERS: What.ORDER,
    Counted.BOOKINGS: What.BOOKING,
    Counted.GUESTS: What.BOOKING,
    Counted.LEADS: What.LEAD,
    Counted.CLIENTS: What.LEAD,
    Counted.MEMBERS: What.LEAD,
}
_ELSEWHERE = frozenset(each.value for each in Elsewhere)


@dataclass(frozen=True, slots=True)
class Said:
    """What is counted: `count` people did `what` and said where they `heard` of the business.

    `heard`: a platform's key or the value of an `Elsewhere`; `revenue` of them together.
    """

    day: date
    what: What
    heard: str
    count: int = 1
    coupon: CouponId | None = None
    revenue: Money | None = None


def tally(tx: Tx, ports: Ports, said: Said) -> Tally:
    """Count once more.

    Raises ExpectedError: DATE_TOO_FAR (a day to come), UNKNOWN_CHOICE (no such answer),
    OUT_OF_RANGE (count, revenue), NOT_FOUND (the coupon).
    """
    business = set_up_business(tx)
    today = ports.clock.today(business.zone)
    if said.day > today:
        raise ExpectedError(Code.DATE_TOO_FAR, field="day", value=said.day, high=today)
    if said.heard not in _ELSEWHERE:
        check_platform(ports, said.heard, field="heard")
    if not 1 <= said.count <= MOST_AT_ONCE:
        high = MOST_AT_ONCE
        raise ExpectedError(Code.OUT_OF_RANGE, field="count", value=said.count, low=1, high=high)
    if said.coupon is not None and tx.get(Coupon, said.coupon) is None:
        raise ExpectedError(Code.NOT_FOUND, field="coupon", value=said.coupon)
    _check_revenue(said.revenue, business)
    made = Tally(
        id=ports.ids.new(),
        day=said.day,
        at=ports.clock.now(),
        what=said.what,
        heard=said.heard,
        count=said.count,
        coupon=said.coupon,
        revenue=said.revenue,
    )
    tx.put(made)
    return made


def take_back(tx: Tx, ports: Ports, day: date, what: What, heard: str) -> None:  # noqa: ARG001
    """One less of an answer on a day, the one counted last; raises ExpectedError(NOT_FOUND)."""
    rows = tx.having(Tally, "day", day.isoformat())
    last = next((t for t in reversed(rows) if (t.what, t.heard) == (what, heard)), None)
    if last is None:
        raise ExpectedError(Code.NOT_FOUND, field="heard", value=heard)
    if last.count == 1:
        tx.remove(Tally, last.id)
        return
    revenue = last.revenue
    if revenue is not None:
        revenue = revenue.times(Fraction(last.count - 1, last.count))
    tx.put(replace(last, count=last.count - 1, revenue=revenue))


def counter_sheet(
    reads: Reads, ports: Ports, *, day: date | None = None, what: What | None = None
) -> CounterSheet:
    """The tally of a day (today if None), by default of what the main goal counts.

    Raises ExpectedError(NOT_SET_UP).
    """
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    on = day or today
    of = what or usual_what(reads)
    first = week_start(on, business.first_weekday)
    weeks = tuple(first - timedelta(weeks=n) for n in reversed(range(SHOWN_WEEKS)))
    days = tuple(on - timedelta(days=n) for n in reversed(range(SHOWN_DAYS)))
    counted = reads.tallies(min(weeks[0], days[0]), max(on, first + timedelta(days=6)))
    return CounterSheet(
        business=business,
        today=today,
        day=on,
        what=of,
        answers=_answers(reads, ports, [row for row in counted if row.what is of], (days, weeks)),
        days=days,
        weeks=weeks,
        whats=_whats(row for row in counted if row.day == on),
        codes=tuple(each for each in reads.all(Coupon) if runs_on(each, on)),
    )


def usual_what(reads: Reads) -> What:
    """What is counted first: that which the main goal wants more of."""
    main = next(iter(goals(reads)), None)
    return _USUAL.get(main.counted, What.VISIT) if main else What.VISIT


def runs_on(coupon: Coupon, day: date) -> bool:
    """Whether a code is valid on a day."""
    return coupon.starts <= day and (coupon.ends is None or day <= coupon.ends)


def _answers(
    reads: Reads,
    ports: Ports,
    counted: list[DayTally],
    shown: tuple[tuple[date, ...], tuple[date, ...]],
) -> tuple[Answer, ...]:
    days, weeks = shown
    used = {each.key: each.name for each in platforms_used(reads, ports, days[-1])}
    given: dict[str, str] = {str(key): name for key, name in used.items()}
    for row in counted:  # an answer that was given stays, also when its platform was left
        if row.heard not in given and row.heard not in _ELSEWHERE:
            given[row.heard] = platform_name(ports, row.heard)
    by_day: Counter[tuple[str, date]] = Counter()
    by_week: Counter[tuple[str, date]] = Counter()
    weekday = weeks[0].weekday()
    for row in counted:
        by_day[row.heard, row.day] += row.count
        by_week[row.heard, week_start(row.day, weekday)] += row.count
    named = [*given.items(), *((each.value, "") for each in Elsewhere)]
    return tuple(
        Answer(
            heard=heard,
            name=name,
            days=tuple(by_day[heard, day] for day in days),
            weeks=tuple(by_week[heard, week] for week in weeks),
        )
        for heard, name in named
    )


def _whats(rows: Iterable[DayTally]) -> tuple[tuple[What, int], ...]:
    counts: Counter[What] = Counter()
    for row in rows:
        counts[row.what] += row.count
    return tuple((what, counts[what]) for what in What)


def _check_revenue(revenue: Money | None, business: Business) -> None:
    if revenue is None:
        return
    low, high = Money(0, business.currency), Money.of(MOST_REVENUE, business.currency)
    if revenue.currency != business.currency or not low <= revenue <= high:
        value, field = revenue, "revenue"
        raise ExpectedError(Code.OUT_OF_RANGE, field=field, value=value, low=low, high=high)
