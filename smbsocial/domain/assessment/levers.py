"""Levers: changes, each of which alone makes the target realistic."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.assessment.values import (
    REALISTIC_PERCENT,
    Lever,
    LeverKind,
    LinkKey,
    Verdict,
)
from smbsocial.domain.assessment.worth import break_even
from smbsocial.domain.brief import Brief
from smbsocial.domain.money import Money

HALF_HOUR = 30
MOST_MINUTES = 20 * 60
LATEST_DAYS = 730
_MONEY_STEPS = (*range(5, 50, 5), *range(50, 200, 10), *range(200, 501, 50))
_MONEY_MORE = (600, 800, 1000, 1500, 2000)

T = TypeVar("T")


def find_levers(brief: Brief, forecast: Forecast) -> tuple[Lever, ...]:
    """The levers that exist, each the smallest human step; none where it is realistic already."""
    if forecast.verdict() is Verdict.REALISTIC:
        return ()
    found = (
        _hours(brief, forecast),
        _money(brief, forecast),
        _target(brief, forecast),
        _until(brief, forecast),
        _ask(brief, forecast),
    )
    single = tuple(lever for lever in found if lever is not None)
    less = None if single else _less(brief, forecast)
    return single if less is None else (less,)


def _less(brief: Brief, forecast: Forecast) -> Lever | None:
    """The most hours that a smaller target still pays for: less of both, and it holds."""
    now = brief.investment.minutes_a_week
    for minutes in range((now - 1) // HALF_HOUR * HALF_HOUR, 0, -HALF_HOUR):
        put = replace(brief.investment, minutes_a_week=minutes)
        result = forecast.result(put)
        target = min(int(result.reached_by(REALISTIC_PERCENT)), brief.goal.target - 1)
        if target and _realistic(forecast.verdict(result, investment=put, target=target)):
            return Lever(LeverKind.LESS, minutes_a_week=minutes, target=target)
    return None


def _hours(brief: Brief, forecast: Forecast) -> Lever | None:
    """More hours for the chance; fewer where the hours cost more than the target brings."""
    now = brief.investment.minutes_a_week
    more = range((now // HALF_HOUR + 1) * HALF_HOUR, MOST_MINUTES + 1, HALF_HOUR)
    fewer = range((now - 1) // HALF_HOUR * HALF_HOUR, 0, -HALF_HOUR)

    def works(minutes: int) -> bool:
        put = replace(brief.investment, minutes_a_week=minutes)
        return _realistic(forecast.verdict(forecast.result(put), investment=put))

    if forecast.loses():
        minutes = next((each for each in fewer if works(each)), None)
    else:
        minutes = _first(more, works)
    return None if minutes is None else Lever(LeverKind.HOURS, minutes_a_week=minutes)


def _money(brief: Brief, forecast: Forecast) -> Lever | None:
    currency, now = brief.business.currency, brief.investment.money_a_month
    steps = (Money.of(step * brief.scale, currency) for step in (*_MONEY_STEPS, *_MONEY_MORE))

    def works(money: Money) -> bool:
        put = replace(brief.investment, money_a_month=money)
        return _realistic(forecast.verdict(forecast.result(put), investment=put))

    money = _first([step for step in steps if now < step], works)
    return None if money is None else Lever(LeverKind.MONEY, money_a_month=money)


def _target(brief: Brief, forecast: Forecast) -> Lever | None:
    """The largest target that is realistic; a larger one than now where the present one loses."""
    if forecast.loses():
        wanted = break_even(forecast.profit, forecast.cost, brief.goal.period)
    else:
        wanted = int(forecast.now.reached_by(REALISTIC_PERCENT))
    if not wanted or wanted == brief.goal.target:
        return None
    if not _realistic(forecast.verdict(target=wanted)):
        return None
    return Lever(LeverKind.TARGET, target=wanted)


def _until(brief: Brief, forecast: Forecast) -> Lever | None:
    def works(day: date) -> bool:
        return _realistic(forecast.verdict(forecast.result_by(day)))

    last = brief.today + timedelta(days=LATEST_DAYS)
    day = _first(list(_month_ends(brief.investment.until, last)), works)
    return None if day is None else Lever(LeverKind.UNTIL, until=day)


def _ask(brief: Brief, forecast: Forecast) -> Lever | None:
    """At most every second customer that the trade usually has in a week."""
    if any(each.link == LinkKey.ASKED.value for each in brief.overrides):
        return None
    most = brief.industry.defaults.customers_a_week // 2
    asked = forecast.asked.range().high
    steps = [n for n in (*range(1, 10), *range(10, most + 1, 5)) if asked < n <= most]

    def works(customers: int) -> bool:
        return _realistic(forecast.verdict(forecast.result(brief.investment, asked=customers)))

    customers = _first(steps, works)
    return None if customers is None else Lever(LeverKind.ASK, askable_customers=customers)


def _realistic(verdict: Verdict) -> bool:
    return verdict is Verdict.REALISTIC


def _first(steps: Sequence[T], works: Callable[[T], bool]) -> T | None:
    """The first step that works, where those after it work as well as far as the chance goes.

    A step too far may cost too much; then the ones before it are looked at one by one.
    """
    low, high = 0, len(steps)
    while low < high:
        middle = (low + high) // 2
        if works(steps[middle]):
            high = middle
        else:
            low = middle + 1
    if low < len(steps):
        return steps[low]
    return next((step for step in steps if works(step)), None)


def _month_ends(after: date, last: date) -> Iterable[date]:
    first = after.replace(day=1)
    while True:
        first = (first + timedelta(days=31)).replace(day=1)
        end = first - timedelta(days=1)
        if end > last:
            return
        if end > after:
            yield end
