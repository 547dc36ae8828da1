"""A chart over days as values: a measured line, a path, a range, levels, and what happened when.

`plot_painting` draws it on screens and paper; `plot_view` is the widget with its table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from smbsocial.ui.text import formats
from smbsocial.ui.widgets.plot_scale import Unit

translate = QCoreApplication.translate


PLAIN = Unit()


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day."""

    day: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """From low to high on a day."""

    day: date
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """Points in the order of their days, and the words that stand at them."""

    points: tuple[Point, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A range over days; `expected`: what is hoped for here, else what others published.

    `most`: so much of it must be on the axis, what is above may be cut off by the upper edge, and
    `cut_words` stand there instead of `words`; None: all of it.
    """

    spans: tuple[Span, ...] = ()
    words: str = ""
    expected: bool = False
    most: Decimal | None = None
    cut_words: str = ""

    def seen(self, value: Decimal) -> Decimal:
        """What of an end of it must be on the axis."""
        return value if self.most is None else min(value, self.most)


@dataclass(frozen=True, slots=True)
class Level:
    """A value across the whole chart with its word; `dotted` is the milder one."""

    value: Decimal
    words: str
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """All that a chart says of one day; None where it says nothing."""

    day: date
    value: Decimal | None
    path: Decimal | None
    span: Span | None
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """What a chart shows. `line` is measured and strong, `path` dashed, `band` tinted.

    `nothing`: the sentence where there is no line yet; `first` and `last`: the days at the edges,
    None where the values begin and end.
    """

    title: str
    line: Line = Line()
    path: Line = Line()
    band: Band = Band()
    levels: tuple[Level, ...] = ()
    events: tuple[Event, ...] = ()
    unit: Unit = PLAIN
    first: date | None = None
    last: date | None = None
    nothing: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.line.points or self.path.points or self.band.spans)

    @property
    def edges(self) -> tuple[date, date]:
        """The first and the last day; only where it is not empty."""
        days = [p.day for p in (*self.line.points, *self.path.points)]
        days += [s.day for s in self.band.spans]
        return self.first or min(days), self.last or max(days)

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Every value that must be on the axis."""
        first, last = self.edges
        points = [p.value for p in (*self.line.points, *self.path.points) if first <= p.day <= last]
        spans = [s for s in self.band.spans if first <= s.day <= last]
        ends = [self.band.seen(end) for s in spans for end in (s.low, s.high)]
        return (*points, *ends, *(level.value for level in self.levels))

    @property
    def rows(self) -> tuple[Row, ...]:
        """The days that something is said of: the rows of the table, the steps of the keyboard."""
        if self.is_empty:
            return ()
        first, last = self.edges
        values = {p.day: p.value for p in self.line.points}
        days = {*values, *(e.day for e in self.events)}
        newest = max(values, default=date.min)
        days |= {p.day for p in self.path.points if p.day > newest}
        days |= {s.day for s in self.band.spans if s.day > newest}
        lows = [Point(s.day, s.low) for s in self.band.spans]
        highs = [Point(s.day, s.high) for s in self.band.spans]
        made = []
        for day in sorted(day for day in days if first <= day <= last):
            low, high = between(lows, day), between(highs, day)
            span = None if low is None or high is None else Span(day, low, high)
            events = tuple(e.words for e in self.events if e.day == day)
            made.append(Row(day, values.get(day), between(self.path.points, day), span, events))
        return tuple(made)

    def words_at(self, row: Row) -> str:
        """One day in words: 13 January: 231 measured, target path 229."""
        said = []
        if row.value is not None:
            said.append(_named(self.unit.said(row.value), self.line.words))
        if row.path is not None:
            said.append(_named(self.unit.said(row.path), self.path.words))
        if row.span is not None:
            said.append(_named(self.range_words(row.span), self.band.words))
        said += row.events
        text = translate("Charts", "{day}: {figures}")
        return text.format(day=self.day_words(row.day), figures=" · ".join(said))

    def day_words(self, day: date) -> str:
        """A day of the chart; with its year where the chart has more than one."""
        first, last = self.edges
        return formats.day_plain(day) if first.year == last.year else formats.day_year(day)

    def range_words(self, span: Span) -> str:
        """A range of the band: 210–240."""
        low, high = self.unit.said(span.low), self.unit.said(span.high)
        return translate("Numbers", "{low}–{high}").format(low=low, high=high)

    def summary(self) -> str:
        """The chart in a sentence, for those who cannot see it."""
        if not self.line.points:
            return self.nothing
        newest, oldest = self.line.points[-1], self.line.points[0]
        text = translate("Charts", "From {first} on {start} to {last} on {end}.")
        return text.format(
            first=self.unit.said(oldest.value),
            start=self.day_words(oldest.day),
            last=self.unit.said(newest.value),
            end=self.day_words(newest.day),
        )


def between(points: Sequence[Point], day: date) -> Decimal | None:
    """The value of a line on a day, straight between its points; None outside of them."""
    for before, after in pairwise(points):
        if before.day <= day <= after.day and before.day < after.day:
            part = Decimal((day - before.day).days) / (after.day - before.day).days
            return before.value + (after.value - before.value) * part
    return next((p.value for p in points if p.day == day), None)


def _named(value: str, words: str) -> str:
    return translate("Charts", "{what} {value}").format(what=words, value=value) if words else value
