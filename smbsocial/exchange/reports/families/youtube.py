"""YouTube Studio: the table of videos, and the zip in which it comes with days and a chart."""

from dataclasses import replace

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Report
from smbsocial.exchange.reports.book import Book
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import nothing, rows_below, tables_recipe
from smbsocial.exchange.reports.tables import Table, find_table, read_table
from smbsocial.exchange.reports.words import Words

ZIP = "youtube_studio_zip"

_HOUR = 3600
_FIGURES = {
    "views": Metric.VIEWS,
    "watch time (hours)": Metric.WATCH_SECONDS,
    "likes": Metric.LIKES,
    "shares": Metric.SHARES,
    "comments added": Metric.COMMENTS,
    "subscribers": Metric.NET_FOLLOWERS,  # gained less lost
}
"""Impressions are of thumbnails and no views."""

VIDEOS = Table(
    format="youtube_table",
    source="youtube",
    kind=MeasureKind.POST,
    needs=frozenset({"content", "video title", "video publish time"}),
    lacks=frozenset({"date"}),
    day="video publish time",
    decimal_usual=".",
    key=("content",),
    title=("video title",),
    figures=_FIGURES,
    times={"watch time (hours)": _HOUR},
    sums={Metric.INTERACTIONS: (Metric.LIKES, Metric.COMMENTS, Metric.SHARES)},
    total=Metric.VIEWS,
)
DAYS = replace(
    VIDEOS,
    kind=MeasureKind.DAY,
    needs=frozenset({"date", "views", "watch time (hours)"}),
    lacks=frozenset({"content", "users", "sessions"}),
    day="date",
    key=(),
    title=(),
)
"""The table of the tab of days."""

TOTALS = replace(DAYS, needs=frozenset({"date"}), lacks=frozenset({"content", "video title"}))
"""Days of the whole channel: in the zip one column or several, beside the table of videos."""

CHART = frozenset({"date", "content", "video title", "video publish time"})
"""Days of the few videos that were chosen for the chart."""

_TABLE_FILE = "table data.csv"
_TOTALS_FILE = "totals.csv"
_CHART_FILE = "chart data.csv"


def _in_zip(book: Book) -> bool:
    return any(alike(name) == _TABLE_FILE for name in book.beside)


def _recipe(table: Table) -> Recipe:
    """The recipe of a table that is named after the zip where it came in one."""
    plain = tables_recipe(table)

    def read(book: Book, asked: Asked) -> tuple[Report, ...]:
        if not _in_zip(book):
            return plain.read(book, asked)
        return tuple(replace(report, format=ZIP) for report in plain.read(book, asked))

    return Recipe(table.format, plain.fits, read)


def _is_totals(book: Book, words: Words) -> bool:
    """The name tells: what else it may be by its headers, nobody asks inside that zip."""
    if not _in_zip(book) or alike(book.name) != _TOTALS_FILE:
        return False
    return find_table(book.sheets[0], TOTALS, words) is not None


def _read_totals(book: Book, asked: Asked) -> tuple[Report, ...]:
    sheet = book.sheets[0]
    at = find_table(sheet, TOTALS, asked.words)
    known = set(asked.words.english(sheet.rows[at])) & set(_FIGURES) if at is not None else set()
    if at is None or not known:
        return nothing(book, ZIP, "youtube", [book.name], rows_below(sheet, at or 0))
    return (read_table(book.name, sheet, at, replace(TOTALS, format=ZIP), asked),)


def _is_chart(book: Book, words: Words) -> bool:
    return bool(book.sheets) and words.find_header(book.sheets[0].rows, CHART) is not None


def _read_chart(book: Book, asked: Asked) -> tuple[Report, ...]:
    at = asked.words.find_header(book.sheets[0].rows, CHART) or 0
    kind = ZIP if _in_zip(book) else VIDEOS.format
    return nothing(book, kind, "youtube", [book.name], rows_below(book.sheets[0], at))


def _is_other(book: Book, words: Words) -> bool:
    """A table or chart of another tab: places, ages, sources of traffic."""
    if not _in_zip(book) or alike(book.name) not in {_TABLE_FILE, _CHART_FILE}:
        return False
    known = any(find_table(book.sheets[0], table, words) is not None for table in (VIDEOS, DAYS))
    return not known and not _is_chart(book, words)


def _read_other(book: Book, _asked: Asked) -> tuple[Report, ...]:
    return nothing(book, ZIP, "youtube", [book.name], rows_below(book.sheets[0], 0))


RECIPES = (
    Recipe(ZIP, _is_totals, _read_totals),
    Recipe(ZIP, _is_chart, _read_chart),
    Recipe(ZIP, _is_other, _read_other),
    _recipe(VIDEOS),
    _recipe(DAYS),
)
