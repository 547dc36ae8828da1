"""Which figures of KPIs files fill, and what stands there already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from smbsocial.domain.business import Business
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Kpi, KpiFacts, Reading
from smbsocial.domain.ids import ImportId, ReadingId
from smbsocial.domain.known_numbers import LOOK_BACK, Counter, Numbers, Work, gather
from smbsocial.domain.kpi_metrics import Need, figures, needs
from smbsocial.domain.measures import Import, Measure, Sale, day_sales
from smbsocial.domain.periods import Span, cadence_of, span_after, span_of
from smbsocial.domain.reports import Report
from smbsocial.usecases.checks import check_reading
from smbsocial.usecases.import_rows import Known, days_of
from smbsocial.usecases.import_sheets import Choices, Fill, FillState
from smbsocial.usecases.kpi_evidence import counter_of, work_of
from smbsocial.usecases.lookup import kpis
from smbsocial.usecases.ports import Ports, Reads, Tx

_QUIET = timedelta(days=2)
_OF_FILES = frozenset({Need.MEASURES, Need.SALES})
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
    """All that is known with some reports, and without what these say.

    `sold_since`: the first order that is known of each shop that the reports speak of.
    """

    after: Numbers
    without: Numbers
    sold_since: tuple[date, ...]

    def knows_start(self, first: date) -> bool:
        """Whether what shops sold is known from a day on; on a quiet day they sold nothing."""
        return all(since <= first + _QUIET for since in self.sold_since)


def watched(reads: Reads, ports: Ports, business: Business, reports: Sequence[Report]) -> Watched:
    """Which figures of KPIs reports could touch."""
    days = [found for report in reports if (found := days_of(report)) is not None]
    today = ports.clock.today(business.zone)
    own = [(kpi, ports.library.kpi(kpi.kind)) for kpi in kpis(reads) if needs(kpi.kind) & _OF_FILES]
    spans = {facts.cadence: tuple(_spans(facts, days, business, today)) for _kpi, facts in own}
    covered = tuple((r.source, (r.first, r.last)) for r in reports if r.first and r.last)
    return Watched(tuple(own), spans, covered)


def fills(reads: Reads, ports: Ports, wanted: Watched, known: Known) -> tuple[Fill, ...]:
    """The figures that reports fill; `known` is all of the window with the reports laid over it.

    A figure belongs to whole weeks, months or quarters that are over, and is given only where the
    reports have a part in it.
    """
    window = wanted.window
    if window is None:
        return ()
    needed = frozenset(need for kpi, _facts in wanted.kpis for need in needs(kpi.kind))
    counter = counter_of(reads, ports, needed, window)
    work = work_of(reads, ports, needed, window)
    told = ((row.source, row.first, row.last) for row in reads.all(Import))
    covered = [(source, (first, last)) for source, first, last in told if first and last]
    both = _numbers(known, (*covered, *wanted.covered), counter, work)
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
        if Need.SALES in needs(kpi.kind) and not both.knows_start(first):
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


def _numbers(known: Known, covered: Sequence[Covered], counter: Counter, work: Work) -> _Both:
    def gathered(measures: Iterable[Measure], sales: Iterable[Sale]) -> Numbers:
        sold = replace(counter, sales=day_sales(sales))
        return gather(measures, covered=covered, counter=sold, work=work)

    kept = (m for key, m in known.measures.items() if key not in known.touched)
    sold = (s for key, s in known.sales.items() if key not in known.touched)
    whole = gathered(known.measures.values(), known.sales.values())
    return _Both(whole, gathered(kept, sold), known.sold_since())
