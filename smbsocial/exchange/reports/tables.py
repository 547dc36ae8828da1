"""A table with a header row to measures, read column by column as its format says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.reports import Ask, Note, Question, Report, Skipped, SkippedRow
from smbsocial.exchange.reports import combining, dates, figures
from smbsocial.exchange.reports.book import Sheet
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked
from smbsocial.exchange.reports.rows import Shape, sort_out
from smbsocial.exchange.reports.words import Words

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Table:
    """What the columns of a format mean; headers are English and made alike (`headers.alike`).

    `needs`: headers by which it is recognised; `figures`: metric of each header, of two for one
    metric the first that has a value counts; `key`: columns that name a row, the first that has
    something counts, none: its day; `begins`: what each key begins with; `title`: the longest of
    these; `times`: what a figure is multiplied by (hours to seconds); `blank_is_zero`: blank means
    0; `sums`: a metric made of others where the file has none of its own; `day_usual`: whether this
    platform puts the day first for everybody; `decimal_usual`: the sign before decimals where a
    column does not tell; `described`: a second row may describe the columns; `totals_blank`: a row
    that begins with a blank cell is a total; `lacks`: headers of formats that have all of `needs`
    too; `exported`: the column that tells the day of the export; `beside`: a figure is known only
    where that other column has one; `replies`: what a text begins with that answers somebody;
    `total`: what a total row may say more of than the list; `closes`: the last line of such a file
    always ends.
    """

    format: str
    source: str
    kind: MeasureKind
    needs: frozenset[str]
    day: str
    figures: Mapping[str, Metric]
    key: tuple[str, ...] = ()
    begins: str = ""
    account: str = ""
    title: tuple[str, ...] = ()
    link: str = ""
    times: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    blank_is_zero: frozenset[str] = frozenset()
    sums: Mapping[Metric, tuple[Metric, ...]] = field(default_factory=lambda: MappingProxyType({}))
    day_usual: bool | None = None
    decimal_usual: str | None = None
    described: bool = False
    totals_blank: bool = False
    lacks: frozenset[str] = frozenset()
    exported: str = ""
    beside: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    replies: str = ""
    total: Metric | None = None
    closes: bool = False


def find_table(sheet: Sheet, table: Table, words: Words) -> int | None:
    """The header row of a table in a sheet."""
    at = words.find_header(sheet.rows, table.needs)
    if at is None or table.lacks.intersection(words.english(sheet.rows[at])):
        return None
    return at


def read_table(
    name: str, sheet: Sheet, header: int, table: Table, asked: Asked, *, until: int | None = None
) -> Report:
    """The rows below the header (up to row `until`) as measures.

    Raises ExpectedError: REPORT_HEADER_ONLY, REPORT_NO_ROWS.
    """
    return _Reading(name, sheet, header, table, asked, until).report()


class _Reading:
    """One table on its way to a report."""

    def __init__(
        self, name: str, sheet: Sheet, header: int, table: Table, asked: Asked, until: int | None
    ) -> None:
        self._name, self._sheet, self._table, self._asked = name, sheet, table, asked
        self._printed = sheet.rows[header]
        self._places: dict[str, int] = {}
        own = [alike(each) for each in self._printed]  # by which an owner's map knows them
        for place, each in [*enumerate(asked.words.english(self._printed)), *enumerate(own)]:
            if each:  # a column without a name is none of ours
                self._places.setdefault(each, place)
        self._notes: list[tuple[Note, Mapping[str, Any]]] = []
        self._questions: list[Question] = []
        self._skipped: dict[int, SkippedRow] = {}
        end = len(sheet.rows) if until is None else until
        first = header + 1
        if table.described and first < end and self._describes(sheet.rows[first]):
            first += 1
        self._numbers = list(range(first, end))
        self._rows = sheet.rows[first:end]

    def report(self) -> Report:
        """Read it all."""
        self._drop_no_rows()
        if not self._rows:
            raise ExpectedError(Code.REPORT_HEADER_ONLY)
        columns = self._figures()
        days = self._days()
        measures = tuple(self._measures(columns, days))
        if not measures:
            first = next(iter(self._skipped.values()), None)
            raise ExpectedError(Code.REPORT_NO_ROWS, line=first.line if first else 0)
        self._say_unknown()
        self._say_of(measures)
        spoken = [each.day for each in measures] + [each.until for each in measures]
        accounts = {each.account for each in measures}
        return Report(
            name=self._name,
            format=self._table.format,
            source=self._table.source,
            account=accounts.pop() if len(accounts) == 1 else "",
            first=min(spoken),
            last=max(spoken),
            rows=len(measures),
            columns=tuple(
                (self._printed[self._places[header]].strip(), metric)
                for header, metric in self._table.figures.items()
                if header in columns
            ),
            measures=measures,
            skipped=tuple(self._skipped[row] for row in sorted(self._skipped)),
            questions=tuple(self._questions),
            notes=tuple(self._notes),
            headers=tuple(self._printed),
        )

    def _describes(self, row: Sequence[str]) -> bool:
        """Whether a row holds words where figures belong."""
        cells = [self._cell(row, header) for header in self._table.figures]
        told = [cell for cell in cells if cell.strip().casefold() not in figures.BLANK]
        return bool(told) and not any(_is_figure(cell) for cell in told)

    def _cell(self, row: Sequence[str], header: str) -> str:
        place = self._places.get(header)
        return row[place] if place is not None and place < len(row) else ""

    def _column(self, header: str) -> list[str] | None:
        place = self._places.get(header)
        if place is None:
            return None
        return self._columns[place]

    @cached_property
    def _columns(self) -> list[list[str]]:
        """The cells by column; what a short row lacks is blank."""
        width = len(self._printed)
        return [
            list(cells) for cells in zip(*(_wide(row, width) for row in self._rows), strict=True)
        ]

    def _drop_no_rows(self) -> None:
        """Leave out what is no row: blank lines, totals, and rows with more cells than headers."""
        shape = Shape(
            len(self._printed),
            self._asked.words.totals,
            named=self._asked.words.english(self._printed)[0] in self._table.title,
            open_end=self._sheet.open_end and self._numbers[-1:] == [len(self._sheet.rows) - 1],
            closes=self._table.closes,
            totals_blank=self._table.totals_blank,
        )
        self._rows, self._numbers = sort_out(self._rows, self._numbers, shape, self._skip)

    def _skip(self, number: int, why: Skipped, cell: str = "") -> None:
        self._skipped.setdefault(number, SkippedRow(self._sheet.line(number), why, cell[:40]))

    def _figures(self) -> dict[str, list[Decimal | int | None]]:
        """The figures of each column that is there."""
        read: dict[str, figures.Column] = {}
        for header in self._table.figures:
            cells = self._column(header)
            if cells is None:
                continue
            self._asked.told(0)
            read[header] = figures.read_column(
                cells,
                whole=self._is_whole(header),
                decimal=self._asked.decimal,
                usual=self._table.decimal_usual,
            )
        self._agree_on_decimals(read)
        damaged = {header: column for header, column in read.items() if column.damaged}
        if damaged:
            named = [self._printed[self._places[header]] for header in damaged]
            count = sum(len(column.damaged) for column in damaged.values())
            self._notes.append((Note.DAMAGED_CELLS, {"columns": named, "count": count}))
        return {h: c.values for h, c in read.items() if self._is_of_figures(c)}

    def _is_whole(self, header: str) -> bool:
        """Whether a column holds counts."""
        metric = self._table.figures[header]
        return metric is not Metric.WATCH_SECONDS and header not in self._table.times

    def _agree_on_decimals(self, read: dict[str, figures.Column]) -> None:
        """A column that does not tell its decimal sign has that of the others, else one asks."""
        unsure = [header for header, column in read.items() if column.decimal is None]
        shown = {column.shown for column in read.values() if column.shown is not None}
        if unsure and len(shown) != 1:
            self._questions.append(Question(Ask.DECIMAL, (".", ",")))
            return
        for header in unsure:
            cells, sign = self._column(header) or [], next(iter(shown))
            read[header] = figures.read_column(cells, whole=self._is_whole(header), decimal=sign)

    def _is_of_figures(self, column: figures.Column) -> bool:
        """Whether a column is one of figures; rows with a cell that is none are left out."""
        told = sum(1 for value in column.values if value is not None)
        if len(column.bad) > told:
            return False
        for row, cell in column.bad.items():
            self._skip(self._numbers[row], Skipped.BAD_NUMBER, cell)
        return True

    def _days(self) -> list[dates.When | None]:
        cells = self._column(self._table.day)
        if cells is None:
            return [None] * len(self._rows)
        self._asked.told(0)
        series = self._table.kind is MeasureKind.DAY
        english = alike(self._printed[self._places[self._table.day]]) == self._table.day
        # What a platform does in English nobody has seen it do in other languages.
        usual = self._table.day_usual if english else None
        known = self._asked.dates(usual=usual, series=series)
        day = self._told_export()
        read = dates.read_days(cells, replace(known, exported_on=day))
        if read.unsure:
            self._questions.append(Question(Ask.DAY_FIRST, ("yes", "no")))
        if read.no_year:
            told = day.isoformat() if day else None
            self._questions.append(Question(Ask.EXPORTED_ON, (), told))
            self._notes.append((Note.YEAR_ASSUMED, {"exported_on": day}))
        for row, cell in read.bad.items():
            self._skip(self._numbers[row], Skipped.BAD_DATE, cell)
        return read.values

    def _told_export(self) -> date | None:
        """The day of the export as a column of it tells, else as the file or somebody says."""
        cells = self._column(self._table.exported)
        if cells is None:
            return self._asked.export_day
        read = dates.read_days(cells, self._asked.dates(series=False))
        known = [when.day for when in read.values if when is not None]
        return max(known, default=self._asked.export_day)

    def _measures(
        self, columns: dict[str, list[Decimal | int | None]], days: Sequence[dates.When | None]
    ) -> Iterator[Measure]:
        table, rows = self._table, self._rows
        keys = self._keys(days)
        links = self._column(table.link) or [""] * len(rows)
        titles = self._titles()
        accounts = self._ids(table.account) or [""] * len(rows)
        told = self._by_metric(columns)
        metrics, figures_of = tuple(told), list(zip(*told.values(), strict=True))
        seen: set[tuple[str, str]] = set()
        for at, number in enumerate(self._numbers):
            when, key, account = days[at], keys[at], accounts[at].strip()
            why = _why_not(when, key, skipped=number in self._skipped, seen=(account, key) in seen)
            if why is not None or when is None:
                self._skip(number, why or Skipped.NO_DATE)
                continue
            seen.add((account, key))
            pairs = zip(metrics, figures_of[at] if figures_of else (), strict=True)
            yield Measure(
                table.source,
                account,
                table.kind,
                key,
                when.day,
                when.day,
                when.at,
                titles[at],
                links[at].strip(),
                {metric: value for metric, value in pairs if value is not None},
            )

    def _by_metric(
        self, columns: dict[str, list[Decimal | int | None]]
    ) -> dict[Metric, list[int | None]]:
        """The figures of each metric: of two columns for one the first that has a value."""
        told: dict[Metric, list[int | None]] = {}
        for header, values in columns.items():
            whole = combining.whole(
                values,
                times=self._table.times.get(header, 1),
                blank_is_zero=header in self._table.blank_is_zero,
            )
            beside = columns.get(self._table.beside.get(header, ""))
            if beside is not None:
                whole = combining.known_beside(whole, beside)
            metric = self._table.figures[header]
            told[metric] = combining.first_known(told[metric], whole) if metric in told else whole
        combining.add_made(told, self._table.sums)
        return told

    def _keys(self, days: Sequence[dates.When | None]) -> list[str]:
        """What names each row: a spreadsheet may have destroyed the ids, then the link does."""
        if not self._table.key:
            return [when.day.isoformat() if when else "" for when in days]
        keys = [""] * len(self._rows)
        for header in self._table.key:
            cells = self._ids(header)
            if cells is not None:
                keys = [key or cell.strip() for key, cell in zip(keys, cells, strict=True)]
        return [key and self._table.begins + key for key in keys]

    def _ids(self, header: str) -> list[str] | None:
        """The cells of a column of ids, blank where a spreadsheet destroyed them."""
        cells = self._column(header)
        lost = figures.destroyed_ids(cells or ())
        if cells is None or not lost:
            return cells
        self._notes.append((Note.DAMAGED_IDS, {"column": self._printed[self._places[header]]}))
        return ["" if cell.strip() in lost else cell for cell in cells]

    def _titles(self) -> list[str]:
        columns = [cells for h in self._table.title if (cells := self._column(h)) is not None]
        if not columns:
            return [""] * len(self._rows)
        if len(columns) == 1:
            return columns[0]
        return [max(cells, key=len) for cells in zip(*columns, strict=True)]

    def _say_of(self, measures: Sequence[Measure]) -> None:
        """Say what is to be known of the rows together."""
        sign, metric = self._table.replies, self._table.total
        if sign and (count := sum(each.title.startswith(sign) for each in measures)):
            self._notes.append((Note.REPLIES_INCLUDED, {"count": count}))
        totals = [row for row, each in self._skipped.items() if each.why is Skipped.TOTAL]
        header = next((h for h, m in self._table.figures.items() if m is metric), "")
        if len(totals) != 1 or header not in self._places:
            return
        cell = self._cell(self._sheet.rows[totals[0]], header)
        total = figures.read_column([cell], whole=True).values[0]
        listed = sum(each.figures.get(metric, 0) for each in measures if metric)
        if total is not None and total != listed:
            facts = {"metric": metric, "total": int(total), "sum": listed}
            self._notes.append((Note.TOTAL_DIFFERS, facts))

    def _say_unknown(self) -> None:
        table = self._table
        roles = {table.day, table.account, table.link, *table.key, *table.title, *table.figures}
        roles |= {table.exported, *table.needs}
        names = zip(self._printed, self._asked.words.english(self._printed), strict=True)
        left = [
            printed.strip()
            for printed, english in names
            if printed.strip() and roles.isdisjoint({english, alike(printed)})
        ]
        if left:
            self._notes.append((Note.UNKNOWN_COLUMNS, {"columns": left}))


def _wide(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else (row + [""] * (width - len(row)))[:width]


def _is_figure(cell: str) -> bool:
    return figures.read_column([cell], whole=False).values[0] is not None


def _why_not(when: dates.When | None, key: str, *, skipped: bool, seen: bool) -> Skipped | None:
    if skipped:
        return Skipped.EMPTY  # its own reason is there already
    if not key:
        return Skipped.NO_ID if when else Skipped.NO_DATE
    if when is None:
        return Skipped.NO_DATE
    return Skipped.REPEATED if seen else None
