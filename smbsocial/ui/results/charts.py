"""A KPI as a chart: its figures, the path to the target, the published range, what happened."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.days import WEEKS_IN_QUARTER
from smbsocial.ui.text import formats
from smbsocial.ui.text import results as words
from smbsocial.ui.widgets.plot import Band, Event, Line, Plot, Point, Span
from smbsocial.ui.widgets.plot_scale import Unit
from smbsocial.usecases.results.sheets import KpiResult

translate = QCoreApplication.translate

SIXTY = frozenset({"minutes", "seconds"})


FAR_ABOVE = 3
"""A published range that reaches so many times as high as line and path is cut: they would lie flat
on the ground."""
ROOM_ABOVE = Decimal("1.5")
"""So many times as high as line and path is the axis then."""
FEWEST = 4
"""Figures that make a line in which something can be seen."""


def days_of(result: KpiResult, first: date, last: date) -> tuple[date, date]:
    """The days of a quarter; while it is young, those of the one before too."""
    inside = sum(first <= reading.day <= last for reading in result.history)
    if not 0 < inside < FEWEST or result.history[0].day >= first:
        return first, last
    return first - timedelta(weeks=WEEKS_IN_QUARTER), last


def unit_of(result: KpiResult, currency: str) -> Unit:
    """How the values of a KPI are said, and which of them make nice steps."""
    unit = result.unit
    if unit == "percent":  # in full: the steps of an axis may be smaller than what is told of one
        return Unit(formats.percent)
    return Unit(lambda value: words.said(value, unit, currency), unit in words.WHOLE, unit in SIXTY)


def plot_of(result: KpiResult, days: tuple[date, date] | None, currency: str) -> Plot:
    """The chart from day to day; None: as far as there are figures."""
    first, last = days or (None, None)
    inside = [
        Point(reading.day, Decimal(reading.hundredths) / 100)
        for reading in result.history
        if days is None or days[0] <= reading.day <= days[1]
    ]
    path = tuple(Point(day, value) for day, value in result.path)
    unit = unit_of(result, currency)
    return Plot(
        words.title(result.name, result.unit, result.pace.cadence),
        Line(tuple(inside), translate("Results", "measured")),
        Line(path, translate("Results", "target path")),
        _published(result, (*inside, *path), days, unit),
        events=tuple(Event(each.day, each.words) for each in result.events),
        unit=unit,
        first=first,
        last=last,
        nothing=_nothing(result),
    )


def _published(
    result: KpiResult, others: Sequence[Point], days: tuple[date, date] | None, unit: Unit
) -> Band:
    """The published range; far above what is measured and aimed at only its lower end is drawn."""

    def shown(day: date) -> bool:
        return days is None or days[0] <= day <= days[1]

    spans = tuple(Span(p.day, p.range.low, p.range.high) for p in result.band)
    band = Band(spans, translate("Results", "published range"))
    height = max((p.value for p in others if shown(p.day)), default=Decimal(0))
    inside = [span for span in spans if shown(span.day)]
    top = max((span.high for span in inside), default=Decimal(0))
    if height <= 0 or top <= FAR_ABOVE * height:
        return band
    most, low = ROOM_ABOVE * height, min(span.low for span in inside)
    text = translate("Results", "published range, up to {high}")
    if low > most:
        text = translate("Results", "published range, higher up: {low} to {high}")
    ends = (round(low), round(top)) if unit.whole else (low, top)
    low_said, high_said = (unit.said(Decimal(end)) for end in ends)
    words = text.format(low=low_said, high=high_said)
    return replace(band, most=most, cut_words=words)


def _nothing(result: KpiResult) -> str:
    if result.history:
        return translate("Results", "No figure in these weeks yet: type this week’s.")
    return translate("Results", "No figure yet: type this week’s, and the line begins.")
