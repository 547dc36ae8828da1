"""Which figures of KPIs files fill, and what stands there already."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from smbsocial.domain.business import Business
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Kpi, KpiFacts, Reading
from smbsocial.domain.ids import ImportId, KpiKey, ReadingId
from smbsocial.domain.known_numbers import LOOK_BACK, Counter, Numbers, Work, gather
from smbsocial.domain.kpi_metrics import Need, figures, filled, metrics_of, needs
from smbsocial.domain.kpi_sums import Filled
from smbsocial.domain.measures import Import, Measure, Metric, Sale, day_sales
from smbsocial.domain.periods import Span, cadence_of, span_after, span_of
from smbsocial.domain.reports import Report
from smbsocial.usecases.checks import check_reading
from smbsocial.usecases.importing.rows import Known, days_of
from smbsocial.usecases.importing.sheets import Fill, FillState
from smbsocial.usecases.lookup import kpis
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.results.evidence import counter_of, work_of

_QUIET = timedelta(days=2)
_OF_FILES = frozenset({Need.MEASURES, Need.SALES})
Covered = tuple[str, Span]
"""A source, and of which days one of its files speaks."""
BELOW_ZERO = frozenset({"percent", "money", "count"})
"""Units of KPIs whose figure may be negative: growth, profit, a shrinking list."""


@dataclass(frozen=True, slots=True)
class _File:
    """What a report speaks of: its source, its days (None without any), and what it tells."""

    source: str
    days: Span | None
    metrics: frozenset[Metric]
    sold: bool

    def tells(self, kpi: KpiKey, sources: Container[str]) -> bool:
        """Whether a figure that is made of these sources may have something of it."""
        told = bool(self.metrics & metrics_of(kpi)) or (self.sold and Need.SALES in needs(kpi))
        return told and self.source in sources

    def touches(self, span: Span) -> bool:
        """Whether it speaks of one of these days."""
        return self.days is not None and self.days[0] <= span[1] and span[0] <= self.days[1]


@dataclass(frozen=True, slots=True)
class Watched:
    """The KPIs that files fill, for each cadence the periods that reports touch, and their days."""

    kpis: tuple[tuple[Kpi, KpiFacts], ...]
    spans: Mapping[str, tuple[Span, ...]]
    covered: tuple[Covered, ...]
    files: tuple[_File, ...]

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
    return Watched(tuple(own), spans, covered, tuple(_file(report) for report in reports))


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
        fill for kpi, facts in wanted.kpis for fill in _fills_of(reads, both, kpi, facts, wanted)
    )


def put_readings(
    tx: Tx,
    ports: Ports,
    found: Sequence[Fill],
    imports: Sequence[ImportId],
    give_way: frozenset[ReadingId],
) -> tuple[Reading, ...]:
    """Keep what `found` fills; a typed figure stays unless it is to `give_way`.

    `imports`: the files in their order; the last one that a figure is made of is its origin.
    """
    put = []
    for fill in found:
        if not _is_wanted(fill, give_way):
            continue
        reading = Reading(
            id=ReadingId(ports.ids.new()),
            kpi=fill.kpi.id,
            day=fill.last,
            hundredths=fill.hundredths,
            at=ports.clock.now(),
            supersedes=fill.stands.id if fill.stands else None,
            origin=imports[fill.files[-1]],
        )
        tx.put(reading)
        put.append(reading)
    return tuple(put)


def _is_wanted(fill: Fill, give_way: frozenset[ReadingId]) -> bool:
    if fill.state is FillState.TYPED:
        return fill.stands is not None and fill.stands.id in give_way
    return fill.state is not FillState.SAME


def _file(report: Report) -> _File:
    metrics = frozenset(metric for row in report.measures for metric in row.figures)
    return _File(report.source, days_of(report), metrics, bool(report.sales))


def _made_of(
    files: Sequence[_File], kpi: KpiKey, sources: Container[str], span: Span
) -> tuple[int, ...]:
    """The places of the files that a figure is made of.

    Growth may be new by a file of the span before; where none is likely, the last one is named.
    """
    telling = [place for place, file in enumerate(files) if file.tells(kpi, sources)]
    inside = [place for place in telling if files[place].touches(span)]
    return tuple(inside or telling or [len(files) - 1])


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
    reads: Reads, both: _Both, kpi: Kpi, facts: KpiFacts, wanted: Watched
) -> Iterator[Fill]:
    spans = wanted.spans[facts.cadence]
    readings = reads.readings(kpi.id) if spans else ()
    for first, last in spans:
        found = _new_figure(both, kpi.kind, (first, last))
        if found is None:
            continue
        try:
            hundredths = check_reading(found.value, below_zero=facts.unit in BELOW_ZERO)
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
            files=_made_of(wanted.files, kpi.kind, found.sources, (first, last)),
        )


def _new_figure(both: _Both, kpi: KpiKey, span: Span) -> Filled | None:
    """A figure that is known whole with the reports, and was another or none without them."""
    found = filled(kpi, both.after, *span)
    if found is None or not found.is_whole or found.value == figures(kpi, both.without, *span):
        return None
    if Need.SALES in needs(kpi) and not both.knows_start(span[0]):
        return None
    return found


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
