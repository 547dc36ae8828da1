"""Google Analytics, 4 and Universal: visits of the business's own website, by day or for a span."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.reports import Ask, Note, Question, Report, Skipped, SkippedRow
from smbsocial.exchange.reports.blocks import Block, blocks_of
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.families.channels import CHANNEL_HEADERS, by_channel
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import rows_below
from smbsocial.exchange.reports.tables import Table, read_table
from smbsocial.exchange.reports.words import Words

WEBSITE = "website"
"""The source of what a website reports: no platform, and the business owns it."""

_METRICS = {
    "active users": Metric.USERS,
    "total users": Metric.USERS,
    "users": Metric.USERS,
    "sessions": Metric.SESSIONS,
    "views": Metric.PAGEVIEWS,
    "pageviews": Metric.PAGEVIEWS,
    "key events": Metric.CONVERSIONS,
    "conversions": Metric.CONVERSIONS,
}
_DAY_HEADERS = {"date": False, "day index": None}
"""Where days stand; in both they are written by the account's own order, ISO apart."""

_NUMBERED = "nth day"

_SPAN = re.compile(r"(\d{8})-(\d{8})")
_START = re.compile(r"start date: (\d{8})", re.IGNORECASE)
_END = re.compile(r"end date: (\d{8})", re.IGNORECASE)


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _span(block: Block) -> tuple[date | None, date | None]:
    """The first and last day that the comments before a table tell."""
    for comment in block.comments:
        if found := _SPAN.fullmatch(comment.strip()):
            return _day(found[1]), _day(found[2])
    text = "\n".join(block.comments)
    start, end = _START.search(text), _END.search(text)
    return (_day(start[1]) if start else None), (_day(end[1]) if end else None)


class _Site:
    """One file of a website on its way to a report."""

    def __init__(self, book: Book, asked: Asked, format_: str) -> None:
        self._book, self._asked, self._format = book, asked, format_
        self._sheet = book.sheets[0]
        self._others: list[str] = []
        self._left = 0
        self._parts: list[Report] = []
        self._days: list[date] = []

    def report(self) -> Report:
        """All tables of the file, those of days put together."""
        for block in blocks_of(self._sheet):
            self._take(block)
        for sheet in self._book.sheets[1:]:
            if rows := rows_below(sheet, -1):
                self._others.append(sheet.name)
                self._left += rows
        measures = _merged(each for part in self._parts for each in part.measures)
        if not measures and not any(part.questions for part in self._parts):
            raise ExpectedError(Code.REPORT_NO_ROWS, line=1)
        notes = [note for part in self._parts for note in part.notes]
        if self._others:
            facts = {"titles": tuple(self._others), "rows": self._left}
            notes.append((Note.OTHER_BLOCKS, facts))
        told = [each.day for each in measures] + [each.until for each in measures] + self._days
        return Report(
            self._book.name,
            self._format,
            WEBSITE,
            "",
            min(told, default=None),
            max(told, default=None),
            sum(part.rows for part in self._parts),
            columns=tuple(dict.fromkeys(c for part in self._parts for c in part.columns)),
            measures=measures,
            skipped=tuple(row for part in self._parts for row in part.skipped),
            questions=tuple(dict.fromkeys(q for part in self._parts for q in part.questions)),
            notes=tuple(notes),
        )

    def _take(self, block: Block) -> None:
        header = self._asked.words.english(self._sheet.rows[block.header])
        if not block.rows:
            return
        channels = CHANNEL_HEADERS & set(header)
        day = next((name for name in header if name in _DAY_HEADERS), "")
        known = any(name in _METRICS for name in header)
        if _NUMBERED in header and known and not channels:
            self._numbered(block, header.index(_NUMBERED))
        elif day and known and not channels:
            self._daily(block, self._sheet, day)
        elif channels and "sessions" in header:
            self._parts.append(
                by_channel(self._book.name, self._sheet, block, _span(block), self._asked)
            )
        elif known and not self._parts and self._is_whole(block):
            self._whole(block, header)
        else:
            self._leave(block)

    def _leave(self, block: Block) -> None:
        """Name a table that holds nothing for us."""
        self._others.append(", ".join(self._sheet.rows[block.header][:3]))
        self._left += block.rows

    def _daily(self, block: Block, sheet: Sheet, day: str) -> None:
        """A table with a row for each day."""
        table = Table(
            format=self._format,
            source=WEBSITE,
            kind=MeasureKind.DAY,
            needs=frozenset({day}),
            day=day,
            figures=_METRICS,
            totals_blank=True,
        )
        read = read_table(self._book.name, sheet, block.header, table, self._asked, until=block.end)
        if any(row.why is Skipped.REPEATED for row in read.skipped):
            # One row of several for a day: by device, page or country, and which of them add up
            # is told nowhere.
            self._leave(block)
        else:
            self._parts.append(read)

    def _numbered(self, block: Block, place: int) -> None:
        """Days are numbered from 0000: the first day stands in a comment, else one asks."""
        said = self._asked.answers.get(Ask.STARTS_ON)
        start = _span(block)[0] or (date.fromisoformat(said) if said else None)
        if start is None:
            question = Question(Ask.STARTS_ON)
            self._parts.append(
                Report(
                    self._book.name,
                    self._format,
                    WEBSITE,
                    "",
                    None,
                    None,
                    block.rows,
                    questions=(question,),
                )
            )
            return
        rows = list(self._sheet.rows)
        for at in range(block.header + 1, block.end):
            number = rows[at][place].strip() if place < len(rows[at]) else ""
            if number.isdecimal():
                day = (start + timedelta(days=int(number))).isoformat()
                rows[at] = [*rows[at][:place], day, *rows[at][place + 1 :]]
        self._daily(block, replace(self._sheet, rows=rows), _NUMBERED)

    def _is_whole(self, block: Block) -> bool:
        """Whether a table without days has a row for all: its first cell is empty."""
        return self._total_row(block) is not None and None not in _span(block)

    def _total_row(self, block: Block) -> int | None:
        rows = self._sheet.rows
        ends = (block.header + 1, block.end - 1)
        return next((at for at in ends if rows[at] and not rows[at][0].strip()), None)

    def _whole(self, block: Block, header: tuple[str, ...]) -> None:
        """A table of pages or people: of it only the row for all counts."""
        first, last = _span(block)
        total = self._total_row(block)
        if first is None or last is None or total is None:
            return
        row = self._sheet.rows[total]
        one = Sheet("", [["day", *self._sheet.rows[block.header]], [first.isoformat(), *row]])
        one.rows[1] = one.rows[1][: len(one.rows[0])]
        table = Table(
            format=self._format,
            source=WEBSITE,
            kind=MeasureKind.PERIOD,
            needs=frozenset(),
            day="day",
            figures={name: _METRICS[name] for name in _METRICS if name in header},
        )
        read = read_table(self._book.name, one, 0, table, self._asked)
        key = f"{first.isoformat()}/{last.isoformat()}"
        measures = tuple(each._replace(key=key, until=last) for each in read.measures)
        skipped = (SkippedRow(self._sheet.line(total), Skipped.TOTAL),)
        rows = block.rows - 1
        self._parts.append(replace(read, measures=measures, rows=rows, skipped=skipped))
        self._days += [first, last]


def _merged(measures: Iterator[Measure]) -> tuple[Measure, ...]:
    """Figures of one day that stand in several tables, put together.

    What is told day by day is not told a second time for the whole span.
    """
    found: dict[tuple[MeasureKind, str], Measure] = {}
    for each in measures:
        known = found.get((each.kind, each.key))
        together = {**each.figures, **known.figures} if known else each.figures
        found[each.kind, each.key] = each._replace(figures=together)
    daily = {m for each in found.values() if each.kind is MeasureKind.DAY for m in each.figures}
    kept = []
    for each in found.values():
        told = {
            metric: value
            for metric, value in each.figures.items()
            if each.kind is MeasureKind.DAY or metric not in daily
        }
        if told:
            kept.append(each._replace(figures=told))
    return tuple(kept)


def _comments(book: Book) -> str:
    if not book.sheets:
        return ""
    rows = book.sheets[0].rows[:12]
    return "\n".join(",".join(row) for row in rows if row and row[0].startswith("#")).casefold()


def _headers(book: Book, words: Words) -> list[tuple[str, ...]]:
    if not book.sheets:
        return []
    rows = book.sheets[0].rows
    return [words.english(rows[block.header]) for block in blocks_of(book.sheets[0])]


def _is_numbered(book: Book, words: Words) -> bool:
    return any(_NUMBERED in header for header in _headers(book, words))


def _is_report(book: Book, words: Words) -> bool:
    return "report csv export" in _comments(book) and bool(_headers(book, words))


def _is_exploration(book: Book, words: Words) -> bool:
    spans = any(_SPAN.search(line) for line in _comments(book).splitlines())
    rows = book.sheets[0].rows[:20] if book.sheets else []
    total = any(row and row[-1].strip().casefold() == "grand total" for row in rows)
    return spans and total and bool(_headers(book, words))


def _is_universal(book: Book, words: Words) -> bool:
    spans = any(_SPAN.search(line) for line in _comments(book).splitlines())
    return spans and bool(_headers(book, words))


def _recipe(format_: str, fits: Callable[[Book, Words], bool]) -> Recipe:
    return Recipe(format_, fits, lambda book, asked: (_Site(book, asked, format_).report(),))


RECIPES = (
    _recipe("ga4_snapshot", _is_numbered),
    _recipe("ga4_report", _is_report),
    _recipe("ga4_exploration", _is_exploration),
    _recipe("ua_report", _is_universal),
)
