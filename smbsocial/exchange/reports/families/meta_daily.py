"""Meta Business Suite: one figure of a Page or account day by day, and the file on its audience."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.measures import Measure, MeasureKind, Metric
from smbsocial.domain.reports import Ask, Note, Question, Report, Skipped
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.headers import LOOKED_AT
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import nothing, with_others
from smbsocial.exchange.reports.tables import Table, read_table
from smbsocial.exchange.reports.words import Words

FORMAT = "meta_daily_series"
AUDIENCE = "meta_audience"

_SOURCES = {"facebook ": "facebook_page", "instagram ": "instagram"}
_METRICS = {
    "views": Metric.VIEWS,
    "reach": Metric.REACH,
    "content interactions": Metric.INTERACTIONS,
    "interactions": Metric.INTERACTIONS,
    "follows": Metric.NEW_FOLLOWERS,
    "visits": Metric.PROFILE_VISITS,
    "profile visits": Metric.PROFILE_VISITS,
    "link clicks": Metric.LINK_CLICKS,
}
"""Without the platform's name before it. "Viewers" is not among them: it counts people in another
way than "Reach", and of two files for one figure the later would win."""

_AUDIENCE_TITLES = frozenset(
    {
        "age & gender",
        "top cities",
        "top towns/cities",
        "top countries",
        "top pages",
        "facebook followers by gender and age",
        "instagram followers by gender and age",
    }
)
_DAMAGED = re.compile(r"\d{1,2}\.\D{2,}")
"""3.1 that a spreadsheet made the 3rd of January, in whatever language and encoding."""

_LOST = frozenset({Skipped.BAD_DATE, Skipped.NO_DATE, Skipped.BAD_NUMBER, Skipped.TOO_LONG})
"""Rows of days that the file does have: such a day is not known, and no zero."""


@dataclass(frozen=True, slots=True)
class _Series:
    """A series in a sheet: its title, the row of its header and the row after its last."""

    title: str
    header: int
    end: int


def _is_audience(book: Book, words: Words) -> bool:
    return any(
        _title(row, words) in _AUDIENCE_TITLES
        for sheet in book.sheets
        for row in sheet.rows[:LOOKED_AT]
    )


def _is_series(book: Book, words: Words) -> bool:
    if _is_audience(book, words):
        return False
    looked = (Sheet(sheet.name, sheet.rows[:LOOKED_AT]) for sheet in book.sheets)
    return any(next(_series(sheet, words), None) is not None for sheet in looked)


def _title(row: list[str], words: Words) -> str:
    """The one cell of a row that has but one, in English; "" of other rows."""
    told = [cell for cell in row if cell.strip()]
    return words.english(told)[0] if len(told) == 1 and row[0].strip() else ""


def _series(sheet: Sheet, words: Words) -> Iterator[_Series]:
    rows = sheet.rows
    headers = [
        at
        for at in range(1, len(rows))
        if len(rows[at]) > 1
        and words.english(rows[at][:2]) == ("date", "primary")
        and _title(rows[at - 1], words)
    ]
    for at, following in zip(headers, [*headers[1:], len(rows) + 1], strict=False):
        end = following - 1
        while end > at + 1 and not any(cell.strip() for cell in rows[end - 1]):
            end -= 1
        yield _Series(_title(rows[at - 1], words), at, end)


def _read_series(book: Book, asked: Asked) -> tuple[Report, ...]:
    found: list[Report] = []
    left: list[_Series] = []
    refused: list[ExpectedError] = []
    for sheet in book.sheets:
        for series in _series(sheet, asked.words):
            metric, source = _meaning(series.title)
            if metric is None:
                left.append(series)
                continue
            try:
                found.append(_read_one(book, sheet, series, (metric, source), asked))
            except ExpectedError as error:
                refused.append(error)
    titles, rows = [each.title for each in left], sum(each.end - each.header - 1 for each in left)
    if found:
        return (with_others(found[0], titles, rows), *found[1:])
    if refused:
        raise refused[0]
    return nothing(book, FORMAT, "", titles, rows)


def _meaning(title: str) -> tuple[Metric | None, str]:
    """What a series counts and on which platform; "" where its name does not tell."""
    for name, source in _SOURCES.items():
        if title.startswith(name):
            return _METRICS.get(title.removeprefix(name)), source
    return _METRICS.get(title), ""


def _read_one(
    book: Book, sheet: Sheet, series: _Series, meaning: tuple[Metric, str], asked: Asked
) -> Report:
    metric, source = meaning
    said = asked.answers.get(Ask.SOURCE, "")
    choices = tuple(_SOURCES.values())
    table = Table(
        format=FORMAT,
        source=source or (said if said in choices else ""),
        kind=MeasureKind.DAY,
        needs=frozenset({"date", "primary"}),
        day="date",
        figures={"primary": metric},
        decimal_usual=".",
    )
    report = read_table(book.name, sheet, series.header, table, asked, until=series.end)
    if not source:
        question = Question(Ask.SOURCE, choices, table.source or None)
        report = replace(report, questions=(*report.questions, question))
    return _filled(report, metric)


def _filled(report: Report, metric: Metric) -> Report:
    """The report with the days that Meta left out because nothing happened."""
    unsure = any(question.ask is Ask.DAY_FIRST for question in report.questions)
    if unsure or any(row.why in _LOST for row in report.skipped):
        return report
    known = {measure.day for measure in report.measures}
    first, last = min(known), max(known)
    days = (first + timedelta(days=n) for n in range((last - first).days))
    missing = [
        Measure(report.source, "", MeasureKind.DAY, str(day), day, day, None, "", "", {metric: 0})
        for day in days
        if day not in known
    ]
    if not missing:
        return report
    return replace(
        report,
        measures=tuple(sorted((*report.measures, *missing), key=lambda each: each.day)),
        notes=(*report.notes, (Note.ZERO_DAYS, {"count": len(missing)})),
    )


def _read_audience(book: Book, asked: Asked) -> tuple[Report, ...]:
    """Shares of ages and places; a series among them repeats a file of its own."""
    titles: list[str] = []
    damaged: list[str] = []
    rows = 0
    for sheet in book.sheets:
        begins = True
        for row in sheet.rows:
            blank = not any(cell.strip() for cell in row)
            if begins and _title(row, asked.words):
                titles.append(next(cell.strip() for cell in row if cell.strip()))
            elif not blank:
                rows += 1
                damaged += [titles[-1] for cell in row if titles and _DAMAGED.fullmatch(cell)]
            begins = blank
    (report,) = nothing(book, AUDIENCE, "", titles, rows)
    if damaged:
        note = (Note.DAMAGED_CELLS, {"columns": sorted(set(damaged)), "count": len(damaged)})
        report = replace(report, notes=(*report.notes, note))
    return (report,)


RECIPES = (
    Recipe(AUDIENCE, _is_audience, _read_audience),
    Recipe(FORMAT, _is_series, _read_series),
)
