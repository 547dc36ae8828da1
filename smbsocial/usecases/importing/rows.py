"""Rows of reports set beside what is known: new, replaced or the same, and both together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from smbsocial.domain.measures import LEVELS, Measure, MeasureKind, Metric, Sale, joined
from smbsocial.domain.periods import Span
from smbsocial.domain.reports import Report
from smbsocial.usecases.importing.sheets import Took
from smbsocial.usecases.ports import Reads

MeasureKey = tuple[MeasureKind, str, str, str]
SaleKey = tuple[str, str, str]


@dataclass(slots=True)
class Known:
    """What is known of some days, by key; `take` lays a report over it."""

    measures: dict[MeasureKey, Measure]
    sales: dict[SaleKey, Sale]
    elsewhere: frozenset[MeasureKey | SaleKey] = frozenset()
    touched: set[MeasureKey | SaleKey] = field(default_factory=set)

    def take(self, report: Report) -> Took:
        """Lay a report over what is known; how many of its rows change something."""
        new = same = 0
        for measure in report.measures:
            key = (measure.kind, measure.source, measure.account, measure.key)
            before = self.measures.get(key)
            if before is None:
                new += key not in self.elsewhere
                self.measures[key] = measure
            elif before == measure or (after := joined(before, measure)) == before:
                same += 1
            else:
                self.measures[key] = after
            self.touched.add(key)
        for sale in report.sales:
            place = (sale.source, sale.account, sale.key)
            known = self.sales.get(place)
            new += known is None and place not in self.elsewhere
            same += known == sale
            self.sales[place] = sale
            self.touched.add(place)
        count = len(report.measures) + len(report.sales)
        return Took(new, count - new - same, same)

    def sold_since(self) -> tuple[date, ...]:
        """Of each shop that was laid over, the first day of which an order is known."""
        days: dict[tuple[str, str], date] = {}
        told: set[tuple[str, str]] = set()
        for key, sale in self.sales.items():
            shop = (sale.source, sale.account)
            days[shop] = min(days.get(shop, sale.day), sale.day)
            if key in self.touched:
                told.add(shop)
        return tuple(day for shop, day in days.items() if shop in told)


def measure_key(measure: Measure) -> MeasureKey:
    """What tells a measure from all others."""
    return measure.kind, measure.source, measure.account, measure.key


def known_about(reads: Reads, reports: Sequence[Report], window: Span | None) -> Known:
    """What is known of the days and keys that reports speak of, and of a window of days."""
    measures: dict[MeasureKey, Measure] = {}
    for kind in MeasureKind:
        span = _around([m.day for r in reports for m in r.measures if m.kind is kind], window)
        if span is not None:
            measures.update({measure_key(m): m for m in reads.measures(kind, *span)})
    sales: dict[SaleKey, Sale] = {}
    span = _around([sale.day for report in reports for sale in report.sales], window)
    if span is not None:
        sales.update({(s.source, s.account, s.key): s for s in reads.orders(*span)})
    return Known(measures, sales, _elsewhere(reads, reports, measures))


def days_of(report: Report) -> Span | None:
    """The first and the last day that the figures of a report are about."""
    days = [m.day for m in report.measures]
    days += [m.until for m in report.measures if m.until != m.day]
    days += [sale.day for sale in report.sales]
    return (min(days), max(days)) if days else None


def totals(measures: Iterable[Measure]) -> tuple[tuple[Metric, int], ...]:
    """Each metric added up over rows, of levels the newest."""
    sums: dict[Metric, int] = {}
    levels: dict[Metric, tuple[date, int]] = {}
    for measure in measures:
        for metric, value in measure.figures.items():
            if metric not in LEVELS:
                sums[metric] = sums.get(metric, 0) + value
            elif metric not in levels or levels[metric][0] <= measure.day:
                levels[metric] = (measure.day, value)
    found = {**sums, **{metric: value for metric, (_day, value) in levels.items()}}
    return tuple((metric, found[metric]) for metric in Metric if metric in found)


def takings(sales: Iterable[Sale]) -> tuple[tuple[str, int], ...]:
    """What was sold, in minor units by currency."""
    sums: dict[str, int] = {}
    for sale in sales:
        sums[sale.currency] = sums.get(sale.currency, 0) + sale.net
    return tuple(sorted(sums.items()))


def _around(days: Sequence[date], window: Span | None) -> Span | None:
    ends = [*([min(days), max(days)] if days else []), *(window or ())]
    return (min(ends), max(ends)) if ends else None


def _elsewhere(
    reads: Reads, reports: Sequence[Report], measures: Mapping[MeasureKey, Measure]
) -> frozenset[MeasureKey | SaleKey]:
    """Keys that are known of days which the reports don't speak of: their day was corrected."""
    places = {
        (m.kind, m.source, m.account)
        for report in reports
        for m in report.measures
        if m.kind is not MeasureKind.DAY and measure_key(m) not in measures
    }
    found: set[MeasureKey | SaleKey] = set()
    for kind, source, account in places:
        keys = reads.known_keys(Measure, source, account)
        found |= {(kind, source, account, key) for key in keys}
    for source, account in {(s.source, s.account) for r in reports for s in r.sales}:
        found |= {(source, account, key) for key in reads.known_keys(Sale, source, account)}
    return frozenset(found)
