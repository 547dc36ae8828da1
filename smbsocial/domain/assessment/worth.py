"""What one unit of a goal earns, what the work costs, and from how many on it pays."""

from fractions import Fraction
from math import ceil

from smbsocial.domain.brief import Investment, Worth
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.money import Money
from smbsocial.domain.playbook import TradeDefaults

ONCE = frozenset({Counted.VISITS, Counted.ORDERS, Counted.GUESTS, Counted.DONATIONS})
"""Counted sale by sale; whoever comes back is counted again."""


def profit_per_unit(
    worth: Worth, counted: Counted, *, trade: TradeDefaults, hourly_cost: Money
) -> Fraction:
    """Gross profit of one unit in minor units, exact.

    A sale counted by itself earns its margin; a new customer all purchases of a year; a lead that
    times the close rate (the trade's usual where the owner's is not known); a review or
    subscriber its part of a customer; an answer or applicant the work it saves.
    """
    minutes = dict(trade.unit_minutes).get(counted)
    if minutes is not None:
        return Fraction(hourly_cost.minor * minutes, 60)
    sale = Fraction(worth.average_sale.minor * worth.margin_percent, 100)
    if counted in ONCE:
        return sale
    customer = sale * worth.purchases
    if counted is Counted.LEADS:
        close = worth.close_rate_percent
        return customer * Fraction(trade.close_rate_percent if close is None else close, 100)
    return customer * Fraction(dict(trade.unit_percents).get(counted, 100), 100)


def cost_per_month(investment: Investment) -> Fraction:
    """What the hours and the money of an average month cost, in minor units, exact."""
    hours = Fraction(investment.minutes_a_week * 52, 12 * 60)
    return hours * investment.hourly_cost.minor + investment.money_a_month.minor


def break_even(profit: Fraction, cost: Fraction, period: Period) -> int | None:
    """The smallest whole number of units a period whose profit covers its cost.

    `cost` is that of a month; None when a unit earns nothing.
    """
    if profit <= 0:
        return None
    return ceil(cost * 12 / period.per_year / profit)
