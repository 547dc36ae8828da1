"""The two axes of a chart: where values and days get a tick, and what stands at it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from smbsocial.ui.text import formats

NEAR_NOTHING = Decimal("0.4")
"""A lowest value under this part of the highest one: the axis might as well begin at nought."""
FEW_DAYS = 49
"""Up to so many days a tick names its day, beyond its month."""
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
SIXTIES = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000, 36000)
"""Steps of what is said in seconds or minutes."""


@dataclass(frozen=True, slots=True)
class Unit:
    """How the values of a chart are said; `whole`: nothing lies between two whole numbers.

    `sixty`: counted in sixties, as minutes and seconds are.
    """

    said: Callable[[Decimal], str] = formats.number
    whole: bool = False
    sixty: bool = False


def value_ticks(low: Decimal, high: Decimal, most: int, unit: Unit) -> tuple[Decimal, ...]:
    """Evenly spaced nice numbers around `low` to `high`: at least two, about `most`.

    They begin at nought where that costs little; the lowest one says where they begin.
    """
    if low >= 0 and low <= high * NEAR_NOTHING:
        low = Decimal(0)
    if low == high:
        beside = abs(high) / 10 or Decimal(1)
        low, high = low - beside, high + beside
    step = _step((high - low) / max(1, most - 1), unit)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / step).to_integral_value(rounding="ROUND_CEILING")
    return tuple(step * n for n in range(int(first), max(int(last), int(first) + 1) + 1))


def day_ticks(
    first: date, last: date, place: Callable[[date], float], wide: Callable[[str], float]
) -> tuple[tuple[date, str], ...]:
    """Days with their names, none so near to the next (`place`, in pixels) that they touch."""
    ticks: list[tuple[date, str]] = []
    for ticks in _tick_choices(first, last):
        if all(abs(place(b[0]) - place(a[0])) > wide(f"{a[1]}  ") for a, b in pairwise(ticks)):
            return tuple(ticks)
    return tuple(ticks[:1])


def _tick_choices(first: date, last: date) -> Sequence[list[tuple[date, str]]]:
    """From many ticks to few."""
    choices = []
    if (last - first).days <= FEW_DAYS:
        for weeks in (1, 2, 4):
            days = range(0, (last - first).days + 1, 7 * weeks)
            each = [first + timedelta(days=n) for n in days]
            choices.append([(day, formats.day_month(day)) for day in each])
        return choices
    for months in MONTH_STEPS:
        starts = [d for d in _month_starts(first, last) if (d.month - 1) % min(months, 12) == 0]
        starts = [d for d in starts if months <= 12 or d.year % (months // 12) == 0]
        if months == 1 and first.day != 1:
            choices.append([(d, _month_name(d, first, last)) for d in (first, *starts)])
        choices.append([(d, _month_name(d, first, last)) for d in starts])
    return [each for each in choices if each] or [[(first, formats.day_month(first))]]


def _month_name(day: date, first: date, last: date) -> str:
    """Its short name; where a year turns, January says which one began."""
    if day.month == 1 and first.year != last.year:
        return formats.month_short_year(day.year, 1)
    return formats.month_short(day.month)


def _month_starts(first: date, last: date) -> list[date]:
    found = [first] if first.day == 1 else []
    day = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _step(rough: Decimal, unit: Unit) -> Decimal:
    if unit.sixty:
        enough = [Decimal(each) for each in SIXTIES if each >= rough]
        return enough[0] if enough else Decimal(SIXTIES[-1])
    power = Decimal(10) ** math.floor(math.log10(float(rough)))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough)
    return max(step, Decimal(1)) if unit.whole else step
