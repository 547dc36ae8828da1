"""All that files and the counter say, laid out so that a week or month of it is found at once."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from smbsocial.domain.counter import Coupon, DayTally, TaggedLink
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.measures import DaySales, Measure, MeasureKind, Metric
from smbsocial.domain.periods import Span
from smbsocial.domain.told_twice import told_once

LOOK_BACK = timedelta(days=35)
"""Whoever told a figure in so many days before a span and not in it is missing there."""

PARTS = (Metric.LIKES, Metric.COMMENTS, Metric.SHARES, Metric.SAVES)
"""What interactions are the sum of where a file has no column for them."""


class Who(NamedTuple):
    """One account of one source, as its files name it."""

    source: str
    account: str


@dataclass(frozen=True, slots=True)
class Series:
    """One metric of one account day by day, oldest first."""

    days: tuple[date, ...]
    values: tuple[int, ...]

    def between(self, first: date, last: date) -> tuple[int, ...]:
        """The values of a span."""
        return self.values[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def whole(self, span: Span) -> int | None:
        """The sum over a span of which every day is known, else None: blank is not zero."""
        found = self.between(*span)
        return sum(found) if len(found) == (span[1] - span[0]).days + 1 else None

    def last(self, first: date, last: date) -> int | None:
        """The newest value of a span."""
        found = self.between(first, last)
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts that one source reported, oldest first.

    `known`: the days that its files cover; `tells`: what it tells of any post at all.
    """

    days: tuple[date, ...]
    figures: tuple[Mapping[Metric, int], ...]
    known: tuple[Span, ...]
    tells: frozenset[Metric]

    def between(self, first: date, last: date) -> tuple[Mapping[Metric, int], ...]:
        """The posts of a span."""
        return self.figures[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def covers(self, span: Span) -> bool:
        """Whether the files speak of the whole span."""
        return any(first <= span[0] and span[1] <= last for first, last in self.known)


@dataclass(frozen=True, slots=True)
class Counter:
    """What the counter and the shops tell of where people came from; `gather` orders it by day.

    `platforms`: the names of platforms by key; a shop's channel may name one, or one of `links`.
    """

    tallies: tuple[DayTally, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    sales: tuple[DaySales, ...] = ()
    currency: str = ""
    platforms: Mapping[PlatformKey, str] = field(default_factory=dict)
    links: tuple[TaggedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What the app itself knows: posts planned (and whether they went out), and what it cost.

    `costs` are days and exact amounts in minor units; `margin_percent` None: not known.
    """

    planned: tuple[tuple[date, bool], ...] = ()
    costs: tuple[tuple[date, Fraction], ...] = ()
    margin_percent: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Everything, ready to be asked for any span."""

    series: Mapping[Metric, Mapping[Who, Series]]
    periods: Mapping[Metric, Mapping[Span, Mapping[Who, int]]]
    posts: Mapping[str, Posts]
    counter: Counter = field(default_factory=Counter)
    work: Work = field(default_factory=Work)


def gather(
    measures: Iterable[Measure],
    *,
    covered: Sequence[tuple[str, Span]] = (),
    counter: Counter | None = None,
    work: Work | None = None,
) -> Numbers:
    """Lay out what is known; `covered`: of which days files of a source speak.

    Where nothing says so, the posts of a source are known from the first to the last of them.
    """
    rows = sorted(measures, key=lambda row: bool(row.account))  # what is named counts more
    home = _homes(rows)
    days: dict[Metric, dict[Who, dict[date, int]]] = defaultdict(lambda: defaultdict(dict))
    periods: dict[Metric, dict[Span, dict[Who, int]]] = defaultdict(lambda: defaultdict(dict))
    posts: dict[str, dict[str, Measure]] = defaultdict(dict)
    for row in rows:
        who = Who(row.source, row.account or home.get(row.source, ""))
        if row.kind is MeasureKind.POST:
            posts[row.source][row.key] = row
        elif row.kind is MeasureKind.DAY:
            for metric, value in _with_interactions(row.figures).items():
                days[metric][who][row.day] = value
        elif row.kind is MeasureKind.PERIOD:
            for metric, value in _with_interactions(row.figures).items():
                periods[metric][row.day, row.until][who] = value
    return Numbers(
        series={
            metric: {who: _series(values) for who, values in by_who.items()}
            for metric, by_who in days.items()
        },
        periods=periods,
        posts={source: _posts(source, found, covered) for source, found in posts.items()},
        counter=_by_day(counter or Counter()),
        work=work or Work(),
    )


def _by_day(counter: Counter) -> Counter:
    return replace(
        counter,
        tallies=tuple(sorted(counter.tallies, key=lambda row: row.day)),
        sales=tuple(sorted(counter.sales, key=lambda row: row.day)),
    )


def _homes(rows: Iterable[Measure]) -> dict[str, str]:
    """The one account of each source that files name; rows without a name belong to it."""
    named: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.account:
            named[row.source].add(row.account)
    return {source: next(iter(names)) for source, names in named.items() if len(names) == 1}


def _series(values: Mapping[date, int]) -> Series:
    ordered = sorted(values.items())
    return Series(tuple(day for day, _ in ordered), tuple(value for _, value in ordered))


def _with_interactions(figures: Mapping[Metric, int]) -> Mapping[Metric, int]:
    """With the sum of likes, comments, shares and saves where a file has no column for it."""
    if Metric.INTERACTIONS in figures:
        return figures
    parts = [figures[part] for part in PARTS if part in figures]
    return {**figures, Metric.INTERACTIONS: sum(parts)} if parts else figures


def _posts(source: str, rows: Mapping[str, Measure], covered: Sequence[tuple[str, Span]]) -> Posts:
    ordered = sorted(told_once(rows.values()), key=lambda row: row.day)
    own = (ordered[0].day, ordered[-1].day)
    told = sorted(span for name, span in covered if name == source)
    figures = tuple(_with_interactions(row.figures) for row in ordered)
    return Posts(
        days=tuple(row.day for row in ordered),
        figures=figures,
        known=_joined(told or [own]),
        tells=frozenset(metric for each in figures for metric in each),
    )


def _joined(found: Sequence[Span]) -> tuple[Span, ...]:
    """Spans that touch made one."""
    joined: list[Span] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)
