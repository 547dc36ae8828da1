"""KPIs in words: figures in their unit, whether they are on pace, and what is still needed."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.goals import Period
from smbsocial.domain.money import Money
from smbsocial.domain.pace import Pace, State
from smbsocial.ui.text import formats, names

translate = QCoreApplication.translate

MONEY = "money"
WHOLE = frozenset({"count", "people"})
"""Units of which there are no halves."""


def said(value: Decimal, unit: str, currency: str) -> str:
    """A figure of a KPI in the library's unit: 12.5 %, €40, 1 min 30, 4.6 of 5."""
    if unit == "percent":
        return formats.percent(_rate(value))
    if unit == MONEY and currency:
        return formats.money(Money.of(value, currency))
    if unit == "minutes":
        return formats.minutes(round(value)) if value >= 0 else formats.number(value)
    if unit == "seconds":
        return translate("Results", "{seconds} s").format(seconds=formats.number(value))
    return formats.number(value)


def _rate(value: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """A rate as exactly as a small business can tell it: one place, under 1 % two."""
    return value if abs(value) < 1 else value.quantize(Decimal("0.1"), rounding)


def chip(pace: Pace) -> tuple[str, str]:
    """Where a KPI stands in a word or two, and the tone of its chip."""
    if pace.state in {State.ON_PACE, State.BEHIND} and not pace.compared:
        return translate("Results", "begun"), ""
    if pace.state in {State.ON_PACE, State.BEHIND} and pace.old:
        return translate("Results", "out of date"), "caution"
    return {
        State.REACHED: (translate("Results", "reached"), "good"),
        State.ON_PACE: (translate("Results", "on pace"), "good"),
        State.BEHIND: (translate("Results", "behind"), "caution"),
        State.OVER: (translate("Results", "not reached"), "trouble"),
        State.NO_FIGURE: (translate("Results", "no figure yet"), ""),
        State.NO_TARGET: (translate("Results", "watched"), ""),
    }[pace.state]


def pace_words(pace: Pace, unit: str, currency: str) -> str:
    """What the chip means: what is needed for the target, or where it began."""
    if pace.target is None or pace.by is None:
        return _without_target(pace)
    places = {
        "target": said(pace.target, unit, currency),
        "day": formats.day_plain(pace.by),
        "start": "" if pace.start is None else said(pace.start, unit, currency),
    }
    if pace.state is State.BEHIND and pace.step_needed is not None:
        step = abs(pace.step_needed)
        if unit in WHOLE:
            step = step.to_integral_value(rounding=ROUND_CEILING)
        return _needed(pace, _step(step, unit, currency), places["target"])
    return _stands(pace).format(**places)


def _step(step: Decimal, unit: str, currency: str) -> str:
    """One step more or less: of a share in points, since 2 % more of 50 % would be 51 %."""
    if unit != "percent":
        return said(step, unit, currency)
    points = _rate(step, ROUND_CEILING)
    text = translate("Results", "{number} percentage point(s)", "", 1 if points == 1 else 2)
    return text.format(number=formats.number(points))


def newest(pace: Pace) -> str:
    """Of which day the figure is; "" where there is none."""
    if pace.day is None:
        return ""
    if pace.old:
        return translate("Results", "last figure of {day}: time for a new one").format(
            day=formats.day_plain(pace.day)
        )
    return translate("Results", "figure of {day}").format(day=formats.day_plain(pace.day))


def title(name: str, unit: str, cadence: Period) -> str:
    """A KPI with the time that it counts over: Lunch orders a week; of shares only the name."""
    if unit not in {*WHOLE, MONEY}:
        return name
    text = translate("Results", "{kpi} {period}")
    return text.format(kpi=name, period=names.period(cadence))


def span(first: date, last: date, numbers_to: date | None) -> str:
    """Under the page's title: from when to when, and up to when there are numbers."""
    days = translate("Results", "{first} – {last}").format(
        first=formats.day_plain(first), last=formats.day_plain(last)
    )
    if numbers_to is None:
        return translate("Results", "{days} · no numbers yet").format(days=days)
    text = translate("Results", "{days} · numbers up to {day}")
    return text.format(days=days, day=formats.day_plain(numbers_to))


def _without_target(pace: Pace) -> str:
    if pace.value is None:
        return translate("Results", "watched only, without a target")
    return translate("Results", "no target: watched only")


def _stands(pace: Pace) -> str:
    """A sentence with places for target, day and start."""
    if pace.state is State.NO_FIGURE:
        return translate("Results", "target {target} by {day}")
    if pace.state is State.REACHED:
        return translate("Results", "the target was {target} by {day}, it started at {start}")
    if pace.state is State.OVER:
        return translate("Results", "it was to be {target} by {day}")
    if not pace.compared:
        return translate("Results", "target {target} by {day}, this first figure is the start")
    return translate("Results", "target {target} by {day}, started at {start}")


def _needed(pace: Pace, step: str, target: str) -> str:
    more = {
        Period.WEEK: translate("Results", "needs {step} more a week to reach {target}"),
        Period.MONTH: translate("Results", "needs {step} more a month to reach {target}"),
        Period.QUARTER: translate("Results", "needs {step} more a quarter to reach {target}"),
    }
    fewer = {
        Period.WEEK: translate("Results", "needs {step} less a week to reach {target}"),
        Period.MONTH: translate("Results", "needs {step} less a month to reach {target}"),
        Period.QUARTER: translate("Results", "needs {step} less a quarter to reach {target}"),
    }
    text = (fewer if pace.down else more)[pace.cadence]
    return text.format(step=step, target=target)
