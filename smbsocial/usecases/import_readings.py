"""Which figures of KPIs files fill, and what stands there already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from smbsocial.domain.business import Business
from smbsocial.domain.counter import Coupon
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Kpi, KpiFacts, Reading
from smbsocial.domain.ids import ImportId, ReadingId
from smbsocial.domain.known_numbers import LOOK_BACK, Counter, Numbers, gather
from smbsocial.domain.kpi_metrics import can_be_filled, figures
from smbsocial.domain.measures import Import, Measure, Sale, day_sales
from smbsocial.domain.periods import Span, cadence_of, span_after, span_of
from smbsocial.domain.reports import Report
from smbsocial.usecases.checks import check_reading
from smbsocial.usecases.import_rows import Known, days_of
from smbsocial.usecases.import_sheets import Choices, Fill, FillState
from smbsocial.usecases.lookup import kpis
from smbsocial.usecases.ports import Ports, Reads, Tx

Covered = tuple[str, Span]
"""A source, and of which days one of its files speaks."""
BELOW_ZERO = frozenset({"percent", "money", "count"})
"""Units of KPIs whose figure may be negative: growth, profit, a shrinking list."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The KPIs that files fill, for each cadence the periods that reports touch, and their days."""

    kpis: tuple[tuple[Kpi, KpiFacts], ...]
    spans: Mapping[str, tuple[Span, ...]]
    covered: tuple[Covered, ...]

    @property
    def window(self) -> Span | None:
        """All days that their figures are made from; None where no figure is touched."""
        listed = [span for each in self.spans.values() for span in each]
        if not listed:
            return None
        return min(first for first, _ in listed) - LOOK_BACK, max(last for _, last in listed)


@dataclass(frozen=True, slots=True)
class _Both:
    """All that is known with some reports, and without what these say."""

    after: Numbers
    without: Numbers


def watched(reads: Reads, ports: Ports, business: Business, reports: Sequence[Report]) -> Watched:
    """Which figures of KPIs reports could touch."""
    days = [found for report in reports if (found := days_of(report)) is not None]
    today = ports.clock.today(business.zone)
    own = [(kpi, ports.library.kpi(kpi.kind)) for kpi in kpis(reads) if can_be_filled(kpi.kind)]
    spans = {facts.cadence: tuple(_spans(facts, days, business, today)) for _kpi, facts in own}
    covered = tuple((r.source, (r.first, r.last)) for r in reports if r.first and r.last)
    return Watched(tuple(own), spans, covered)


def fills(
    reads: Reads, ports: Ports, business: Business, wanted: Watched, known: Known
) -> tuple[Fill, ...]:
    """The figures that reports fill; `known` is all of the window with the reports laid over it.

    A figure belongs to whole weeks, months or quarters that are over, and is given only where the
    reports have a part in it.
    """
    window = wanted.window
    if window is None:
        return ()
    counter = Counter(
        tallies=reads.tallies(*window),
        coupons=reads.all(Coupon),
        currency=business.currency,
        platforms={facts.key: facts.name for facts in ports.library.platforms()},
    )
    told = ((row.source, row.first, row.last) for row in reads.all(Import))
    covered = [(source, (first, last)) for source, first, last in told if first and last]
    both = _numbers(known, (*covered, *wanted.covered), counter)
    return tuple(
        fill
        for kpi, facts in wanted.kpis
        for fill in _fills_of(reads, both, kpi, facts, wanted.spans[facts.cadence])
    )


def put_readings(
    tx: Tx,
    ports: Ports,
    found: Sequence[Fill],
    origins: Sequence[tuple[ImportId, Span]],
    choices: Choices,
) -> tuple[Reading, ...]:
    """Keep what `found` fills; a typed figure stays unless the owner said otherwise.

    `origins`: the imports and the days that each speaks of, in their order.
    """
    put = []
    for fill in found:
        if not _is_wanted(fill, choices):
            continue
        reading = Reading(
            id=ReadingId(ports.ids.new()),
            kpi=fill.kpi.id,
            day=fill.last,
            hundredths=fill.hundredths,
            at=ports.clock.now(),
            supersedes=fill.stands.id if fill.stands else None,
            origin=_origin(origins, (fill.first, fill.last)),
        )
        tx.put(reading)
        put.append(reading)
    return tuple(put)


def _is_wanted(fill: Fill, choices: Choices) -> bool:
    if fill.state is FillState.TYPED:
        return fill.stands is not None and fill.stands.id in choices.replace
    return fill.state is not FillState.SAME


def _origin(origins: Sequence[tuple[ImportId, Span]], span: Span) -> ImportId:
    """The last import that speaks of a span; a figure made from the span before has the last."""
    inside = [id for id, (first, last) in origins if first <= span[1] and span[0] <= last]
    return inside[-1] if inside else origins[-1][0]


def _spans(
    facts: KpiFacts, days: Sequence[Span], business: Business, today: date
) -> Iterator[Span]:
    """The periods that reports touch and the one after each (growth), as far as they are over."""
    period = cadence_of(facts.cadence)
    seen: set[Span] = set()
    for first, last in days:
        span = span_of(period, first, business.first_weekday)
        end = span_after(period, span_of(period, last, business.first_weekday))
        while span[0] <= end[0] and span[1] <= today:
            seen.add(span)
            span = span_after(period, span)
    yield from sorted(seen)


def _fills_of(
    reads: Reads, both: _Both, kpi: Kpi, facts: KpiFacts, spans: Sequence[Span]
) -> Iterator[Fill]:
    readings = reads.readings(kpi.id) if spans else ()
    for first, last in spans:
        value = figures(kpi.kind, both.after, first, last)
        if value is None or value == figures(kpi.kind, both.without, first, last):
            continue
        try:
            hundredths = check_reading(value, below_zero=facts.unit in BELOW_ZERO)
        except ExpectedError:
            continue  # no figure of a small business: the totals show it
        inside = [r for r in readings if first <= r.day <= last]
        stands = max(inside, key=lambda r: (r.day, r.at), default=None)
        yield Fill(
            kpi=kpi,
            name=facts.name,
            unit=facts.unit,
            cadence=cadence_of(facts.cadence),
            first=first,
            last=last,
            hundredths=hundredths,
            stands=stands,
            state=_state(stands, hundredths),
        )


def _state(stands: Reading | None, hundredths: int) -> FillState:
    if stands is None:
        return FillState.NEW
    if stands.hundredths == hundredths:
        return FillState.SAME
    return FillState.REPLACES if stands.origin else FillState.TYPED


def _numbers(known: Known, covered: Sequence[Covered], counter: Counter) -> _Both:
    kept = [m for key, m in known.measures.items() if key not in known.touched]
    sold = [s for key, s in known.sales.items() if key not in known.touched]
    return _Both(
        _gathered(known.measures.values(), known.sales.values(), covered, counter),
        _gathered(kept, sold, covered, counter),
    )


def _gathered(
    measures: Iterable[Measure],
    sales: Iterable[Sale],
    covered: Sequence[Covered],
    counter: Counter,
) -> Numbers:
    sold = replace(counter, sales=day_sales(sales))
    return gather(measures, covered=covered, counter=sold)
