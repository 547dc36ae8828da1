"""Pinterest's overview: days, boards and Pins below one another; only the days have a day."""

from dataclasses import dataclass

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Report
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.headers import LOOKED_AT
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import with_others
from smbsocial.exchange.reports.tables import Table, read_table
from smbsocial.exchange.reports.words import Words

DAYS = Table(
    format="pinterest_overview",
    source="pinterest",
    kind=MeasureKind.DAY,
    needs=frozenset({"date"}),
    day="date",
    decimal_usual=".",
    figures={
        "impressions": Metric.VIEWS,
        "total audience": Metric.REACH,
        "pin clicks": Metric.CLICKS,
        "outbound clicks": Metric.WEBSITE_CLICKS,
        "saves": Metric.SAVES,
    },
)
_LISTS = frozenset({"board", "pin link", "pin"})
"""First headers of the tables beside the days: what ran in the time, of boards and Pins."""


@dataclass(frozen=True, slots=True)
class _Block:
    header: int
    end: int
    title: str


def _days(sheet: Sheet, words: Words) -> _Block | None:
    """Where the days stand: a date and one chosen figure."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        names = words.english(row)
        if names[:1] == ("date",) and set(names[1:]) & set(DAYS.figures):
            return _block(sheet, at)
    return None


def _lists(sheet: Sheet, words: Words) -> list[_Block]:
    return [
        _block(sheet, at)
        for at, row in enumerate(sheet.rows)
        if len(row) > 1 and words.english(row[:1])[0] in _LISTS
    ]


def _block(sheet: Sheet, header: int) -> _Block:
    end = header + 1
    while end < len(sheet.rows) and any(cell.strip() for cell in sheet.rows[end]):
        end += 1
    before = [cell.strip() for cell in sheet.rows[header - 1] if cell.strip()] if header else []
    title = before[0] if len(before) == 1 else sheet.rows[header][0]
    return _Block(header, end, title)


def _fits(book: Book, words: Words) -> bool:
    return any(_days(sheet, words) and _lists(sheet, words) for sheet in book.sheets)


def _read(book: Book, asked: Asked) -> tuple[Report, ...]:
    for sheet in book.sheets:
        days, lists = _days(sheet, asked.words), _lists(sheet, asked.words)
        if days is None or not lists:
            continue
        report = read_table(book.name, sheet, days.header, DAYS, asked, until=days.end)
        rows = sum(each.end - each.header - 1 for each in lists)
        return (with_others(report, [each.title for each in lists], rows),)
    return ()


RECIPES = (Recipe(DAYS.format, _fits, _read),)
