"""Google Business Profile: what people did at the listing of each location, a span at a time."""

import re
from datetime import date

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.reports import Ask, Question, Report, Skipped, SkippedRow
from smbsocial.exchange.reports import figures
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked, Recipe
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
    sheet, at = place
    span = period_of(book.name, asked)
    first, last = span or (date.min, date.min)
    headers = asked.words.english(sheet.rows[at])
    measures: list[Measure] = []
    skipped: list[SkippedRow] = []
    for number in range(at + 1, len(sheet.rows)):
        row = dict(zip(headers, sheet.rows[number], strict=False))
        if not any(cell.strip() for cell in row.values()) or _describes(row):
            continue
        if any(alike(cell) in asked.words.totals for cell in sheet.rows[number][:2]):
            skipped.append(SkippedRow(sheet.line(number), Skipped.TOTAL))
            continue
        told = _figures(row)
        if told is None:
            skipped.append(SkippedRow(sheet.line(number), Skipped.BAD_NUMBER))
            continue
        key = f"{first.isoformat()}/{last.isoformat()}"
        title = row.get("business name", "").strip()
        measures.append(
            Measure(
                GOOGLE, _account(row), MeasureKind.PERIOD, key, first, last, None, title, "", told
            )
        )
    if not measures:
        raise ExpectedError(Code.REPORT_NO_ROWS, line=at + 1)
    printed = sheet.rows[at]
    return (
        Report(
            book.name,
            "gbp_insights",
            GOOGLE,
            measures[0].account if len(measures) == 1 else "",
            first if span else None,
            last if span else None,
            len(measures),
            columns=tuple(
                (printed[place].strip(), _METRICS[header])
                for place, header in enumerate(headers)
                if header in _METRICS
            ),
            measures=tuple(measures),
            skipped=tuple(skipped),
            questions=() if span else (Question(Ask.PERIOD),),
            headers=tuple(printed),
        ),
    )


def _account(row: dict[str, str]) -> str:
    """What tells a location from the others: its store code, else its name and address."""
    code = row.get("store code", "").strip()
    named = ", ".join(row[part].strip() for part in ("business name", "address") if row.get(part))
    return code or named


def _describes(row: dict[str, str]) -> bool:
    cells = [row[header] for header in _NEEDS if row.get(header, "").strip()]
    return bool(cells) and all(any(letter.isalpha() for letter in cell) for cell in cells)


def _figures(row: dict[str, str]) -> dict[Metric, int] | None:
    told: dict[Metric, int] = {}
    for header, metric in _METRICS.items():
        if header not in row:
            continue
        column = figures.read_column([row[header]], whole=True)
        if column.bad or column.damaged:
            return None
        value = column.values[0]
        if value is not None:
            told[metric] = told.get(metric, 0) + int(value)
    return told


RECIPES = (Recipe("gbp_insights", _fits, _read),)
