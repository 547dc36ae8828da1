"""Google Business Profile: what people did at the listing of each location, a span at a time."""

import re
from collections.abc import Iterator
from datetime import date

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.reports import Ask, Question, Report, Skipped, SkippedRow
from smbsocial.exchange.reports import figures
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.rows import Shape, sort_out
from smbsocial.exchange.reports.several import rows_below, with_others
from smbsocial.exchange.reports.words import Words

GOOGLE = "google_business_profile"

_NEEDS = frozenset({"calls", "directions", "website clicks"})
_METRICS = {
    "google search - mobile": Metric.VIEWS,
    "google search - desktop": Metric.VIEWS,
    "google maps - mobile": Metric.VIEWS,
    "google maps - desktop": Metric.VIEWS,
    "calls": Metric.CALLS,
    "messages": Metric.MESSAGES,
    "bookings": Metric.BOOKINGS,
    "directions": Metric.DIRECTIONS,
    "website clicks": Metric.WEBSITE_CLICKS,
}
_IN_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2}) - (\d{4})-(\d{1,2})-(\d{1,2})")


def period_of(name: str, asked: Asked) -> tuple[date, date] | None:
    """The span of a report that tells it only in its file name, or as somebody said."""
    said = asked.answers.get(Ask.PERIOD)
    try:
        if said:
            first, _, last = said.partition("/")
            return date.fromisoformat(first), date.fromisoformat(last)
        if found := _IN_NAME.search(name):
            numbers = [int(number) for number in found.groups()]
            return date(*numbers[:3]), date(*numbers[3:])
    except ValueError:
        return None
    return None


def _fits(book: Book, words: Words) -> bool:
    return _place(book, words) is not None


def _place(book: Book, words: Words) -> tuple[Sheet, int] | None:
    for sheet in book.sheets:
        at = words.find_header(sheet.rows, _NEEDS)
        if at is not None and "date" not in words.english(sheet.rows[at]):
            return sheet, at
    return None


def _read(book: Book, asked: Asked) -> tuple[Report, ...]:
    place = _place(book, asked.words)
    if place is None:
        raise ExpectedError(Code.REPORT_UNKNOWN)
    listing = _Listing(book.name, *place, asked)
    left = [each for each in book.sheets if each is not place[0] and each.rows]
    rows = sum(rows_below(each, -1) for each in left)
    return (with_others(listing.report(), [each.name for each in left], rows),)


class _Listing:
    """One table of locations on its way to a report."""

    def __init__(self, name: str, sheet: Sheet, header: int, asked: Asked) -> None:
        self._name, self._sheet, self._asked = name, sheet, asked
        self._header, self._printed = header, sheet.rows[header]
        self._places = {
            text: at for at, text in reversed(list(enumerate(asked.words.english(self._printed))))
        }
        self._skipped: dict[int, SkippedRow] = {}
        self._questions: list[Question] = []
        first = header + 1
        if first < len(sheet.rows) and self._describes(sheet.rows[first]):
            first += 1
        shape = Shape(len(self._printed), asked.words.totals, open_end=sheet.open_end)
        numbers = list(range(first, len(sheet.rows)))
        rows, left = sort_out(sheet.rows[first:], numbers, shape, self._skip)
        self._rows, self._numbers = self._without_totals(rows, left)

    def report(self) -> Report:
        """Read it all."""
        span = period_of(self._name, self._asked)
        if span is None:
            self._questions.append(Question(Ask.PERIOD))
        first, last = span or (date.min, date.min)
        measures = tuple(self._measures(first, last))
        if not measures:
            raise ExpectedError(Code.REPORT_NO_ROWS, line=self._sheet.line(self._header))
        return Report(
            self._name,
            "gbp_insights",
            GOOGLE,
            measures[0].account if len(measures) == 1 else "",
            first if span else None,
            last if span else None,
            len(measures),
            columns=tuple(
                (self._printed[place].strip(), _METRICS[header])
                for header, place in sorted(self._places.items(), key=lambda item: item[1])
                if header in _METRICS
            ),
            measures=measures,
            skipped=tuple(self._skipped[number] for number in sorted(self._skipped)),
            questions=tuple(self._questions),
            headers=tuple(self._printed),
        )

    def _measures(self, first: date, last: date) -> Iterator[Measure]:
        figures_of = self._figures()
        key = f"{first.isoformat()}/{last.isoformat()}"
        seen: set[str] = set()
        for at, number in enumerate(self._numbers):
            account = self._account(at)
            if account in seen:
                self._skip(number, Skipped.REPEATED)
            if number in self._skipped:
                continue
            seen.add(account)
            title = self._cell(at, "business name")
            yield Measure(
                GOOGLE,
                account,
                MeasureKind.PERIOD,
                key,
                first,
                last,
                None,
                title,
                "",
                figures_of[at],
            )

    def _figures(self) -> list[dict[Metric, int]]:
        """The figures of each row, each column read with one style for all of it."""
        told: list[dict[Metric, int]] = [{} for _ in self._rows]
        for header, metric in _METRICS.items():
            if header not in self._places:
                continue
            cells = [self._cell(at, header) for at in range(len(self._rows))]
            read = figures.read_column(cells, whole=True, decimal=self._asked.decimal)
            if read.decimal is None and not self._questions:
                self._questions.append(Question(Ask.DECIMAL, (".", ",")))
            for at, cell in {**read.bad, **read.damaged}.items():
                self._skip(self._numbers[at], Skipped.BAD_NUMBER, cell)
            for at, value in enumerate(read.values):
                if value is not None:
                    told[at][metric] = told[at].get(metric, 0) + int(value)
        return told

    def _skip(self, number: int, why: Skipped, cell: str = "") -> None:
        self._skipped.setdefault(number, SkippedRow(self._sheet.line(number), why, cell[:40]))

    def _without_totals(
        self, rows: list[list[str]], numbers: list[int]
    ) -> tuple[list[list[str]], list[int]]:
        """The rows of locations: a total names none, or is called so."""
        kept = []
        for row, number in zip(rows, numbers, strict=True):
            if any(alike(cell) in self._asked.words.totals for cell in row if len(cell) < 40):
                self._skip(number, Skipped.TOTAL)
            else:
                kept.append((row, number))
        return [row for row, _ in kept], [number for _, number in kept]

    def _cell(self, at: int, header: str) -> str:
        place = self._places.get(header)
        row = self._rows[at]
        return row[place].strip() if place is not None and place < len(row) else ""

    def _account(self, at: int) -> str:
        """What tells a location from the others: its store code, else its name and address."""
        named = (self._cell(at, part) for part in ("business name", "address"))
        return self._cell(at, "store code") or ", ".join(part for part in named if part)

    def _describes(self, row: list[str]) -> bool:
        """Whether a row holds words where figures belong."""
        places = [self._places[header] for header in _NEEDS]
        cells = [row[place] for place in places if place < len(row) and row[place].strip()]
        return bool(cells) and all(any(letter.isalpha() for letter in cell) for cell in cells)


RECIPES = (Recipe("gbp_insights", _fits, _read),)
