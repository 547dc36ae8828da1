"""Rows of reports set beside what is known: new, replaced or the same, and both together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from smbsocial.domain.measures import LEVELS, Measure, MeasureKind, Metric, Sale, joined
from smbsocial.domain.reports import Report
from smbsocial.usecases.import_sheets import Took
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
            key = measure_key(measure)
            before = self.measures.get(key)
            after = measure if before is None else joined(before, measure)
            new += before is None and key not in self.elsewhere
            same += after == before
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


def measure_key(measure: Measure) -> MeasureKey:
    """What tells a measure from all others."""
    return measure.kind, measure.source, measure.account, measure.key


def known_about(reads: Reads, reports: Sequence[Report]) -> Known:
    """What is known of the days and keys that reports speak of."""
    measures: dict[MeasureKey, Measure] = {}
    sales: dict[SaleKey, Sale] = {}
    for kind in MeasureKind:
        days = [m.day for r in reports for m in r.measures if m.kind is kind]
        if days:
            found = reads.measures(kind, min(days), max(days))
            measures.update({measure_key(m): m for m in found})
    days = [sale.day for report in reports for sale in report.sales]
    if days:
        found_sales = reads.orders(min(days), max(days))
        sales.update({(s.source, s.account, s.key): s for s in found_sales})
    return Known(measures, sales, _elsewhere(reads, reports))


def days_of(report: Report) -> tuple[date, date] | None:
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


def _elsewhere(reads: Reads, reports: Sequence[Report]) -> frozenset[MeasureKey | SaleKey]:
    """Keys that are known of days which the reports don't speak of: their day was corrected."""
    places = {(m.kind, m.source, m.account) for r in reports for m in r.measures}
    found: set[MeasureKey | SaleKey] = set()
    for kind, source, account in places:
        if kind is not MeasureKind.DAY:
            keys = reads.known_keys(Measure, source, account)
            found |= {(kind, source, account, key) for key in keys}
    for source, account in {(s.source, s.account) for r in reports for s in r.sales}:
        found |= {(source, account, key) for key in reads.known_keys(Sale, source, account)}
    return frozenset(found)
