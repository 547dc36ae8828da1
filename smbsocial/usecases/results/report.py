"""The report of a month or quarter for somebody outside: everything that stands in it, gathered."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import date

from smbsocial.domain.business import Business
from smbsocial.domain.goals import Period, Reading
from smbsocial.domain.measures import Import
from smbsocial.domain.periods import span_before, span_of
from smbsocial.domain.stop_rules import latest_turns
from smbsocial.domain.turns import Of, Turn
from smbsocial.usecases.deciding.sheets import LogLine, RuleLine
from smbsocial.usecases.deciding.turns import decision_log, rules
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.results.kpis import quarters, results_until
from smbsocial.usecases.results.reach import Owned, Watched, owned, reach_watch
from smbsocial.usecases.results.returns import (
    ReturnBooks,
    ReturnSheet,
    gather_return,
    work_out_return,
)
from smbsocial.usecases.results.sheets import KpiResult

MOST_SPANS = 80
"""So many quarters and months are offered, the newest first."""


@dataclass(frozen=True, slots=True)
class ReportSpan:
    """A month or quarter that there can be a report of; `name` that of a quarter's plan."""

    kind: Period
    first: date
    last: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReportBooks:
    """All that a report says, before the return is worked out; KPIs as they stood at its end.

    `words`: the owner's newest word on each platform and kind of content by then; `lines` and
    `imports` those of the span, the newest first; `typed` and `imported` count its readings.
    """

    business: Business
    span: ReportSpan
    today: date
    kpis: tuple[KpiResult, ...]
    books: ReturnBooks
    watched: tuple[Watched, ...]
    owned: tuple[Owned, ...]
    words: Mapping[tuple[Of, str], Turn]
    lines: tuple[LogLine, ...]
    rules: tuple[RuleLine, ...]
    imports: tuple[Import, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every figure of the span that counts."""
        first, last = self.span.first, self.span.last
        found = [r for kpi in self.kpis for r in kpi.history if first <= r.day <= last]
        return tuple(sorted(found, key=lambda each: each.day))


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A report with its return."""

    books: ReportBooks
    back: ReturnSheet

    @property
    def numbers_to(self) -> date | None:
        """The last day that anything is known of."""
        days = [reading.day for reading in self.books.readings]
        return max([*days, *filter(None, [self.back.numbers_to])], default=None)


def report_spans(reads: Reads, ports: Ports) -> tuple[ReportSpan, ...]:
    """The quarters and the months that there can be a report of; of each the newest first.

    Raises ExpectedError(NOT_SET_UP).
    """
    today = ports.clock.today(set_up_business(reads).zone)
    planned = [
        ReportSpan(Period.QUARTER, each.first, each.last, each.name)
        for each in quarters(reads, ports)
    ]
    if not any(each.first <= today <= each.last for each in planned):
        planned.insert(0, ReportSpan(Period.QUARTER, *span_of(Period.QUARTER, today)))
    told = [row.first for row in reads.all(Import) if row.first is not None]
    oldest = min([*(each.first for each in planned), *told])
    month = span_of(Period.MONTH, today)
    while month[1] >= oldest and len(planned) < MOST_SPANS:
        planned.append(ReportSpan(Period.MONTH, *month))
        month = span_before(Period.MONTH, month)
    return tuple(planned)


def gather_report(
    reads: Reads, ports: Ports, span: ReportSpan
) -> Generator[None, None, ReportBooks]:
    """Read all of a report piece by piece, so that no piece holds anybody up for long.

    Raises ExpectedError(NOT_SET_UP).
    """
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    until = min(today, span.last)
    yield
    kpis = results_until(reads, ports, span.last)
    yield
    books = gather_return(reads, ports, span.first, span.last)
    yield
    watched = reach_watch(reads, ports, until)
    yield
    mine = owned(reads, ports, until)
    lines = [x for x in decision_log(reads, ports) if span.first <= x.day <= span.last]
    turns = [turn for turn in reads.all(Turn) if turn.day <= span.last]
    yield
    return ReportBooks(
        business=business,
        span=span,
        today=today,
        kpis=kpis,
        books=books,
        watched=watched,
        owned=mine,
        words=latest_turns(turns),
        lines=tuple(lines),
        rules=rules(reads, ports) if today <= span.last else (),
        imports=tuple(x for x in reversed(reads.all(Import)) if _overlaps(x, span)),
    )


def work_out_report(books: ReportBooks, ports: Ports) -> ReportSheet:
    """The longer part, which needs no store."""
    return ReportSheet(books, work_out_return(books.books, ports))


def _overlaps(file: Import, span: ReportSpan) -> bool:
    if file.first is None or file.last is None:
        return False
    return file.first <= span.last and span.first <= file.last
