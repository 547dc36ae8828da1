"""The Page Insights that Facebook had until 2023: posts and days."""

from collections.abc import Iterator
from dataclasses import replace

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Report
from smbsocial.exchange.reports.book import Book, Kind, Sheet
from smbsocial.exchange.reports.headers import alike
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import tables_recipe
from smbsocial.exchange.reports.tables import Table, find_table, read_table
from smbsocial.exchange.reports.words import Words

_STORIES = "lifetime post stories by action type"
_CONSUMPTIONS = "lifetime post consumptions by type"
_SHEETS = {
    "lifetime post stories by act": _STORIES,
    "lifetime post consumptions b": _CONSUMPTIONS,
}
"""Sheets that break a figure down, named as far as a workbook lets them, by what they are called
where a text file has them as columns."""

_BREAKDOWNS = {
    f"{_STORIES} - like": Metric.LIKES,
    f"{_STORIES} - comment": Metric.COMMENTS,
    f"{_STORIES} - share": Metric.SHARES,
    f"{_CONSUMPTIONS} - link clicks": Metric.LINK_CLICKS,
}

POSTS = Table(
    format="fb_insights_post_csv",
    source="facebook_page",
    kind=MeasureKind.POST,
    needs=frozenset({"post id", "posted", "lifetime post total reach"}),
    day="posted",
    decimal_usual=".",
    described=True,
    key=("post id", "permalink"),
    account="page id",
    title=("post message",),
    link="permalink",
    figures={
        "lifetime post total impressions": Metric.VIEWS,
        "lifetime post total reach": Metric.REACH,
        "lifetime matched audience targeting consumptions on post": Metric.CLICKS,
        **_BREAKDOWNS,
    },
    blank_is_zero=frozenset(_BREAKDOWNS),
    sums={Metric.INTERACTIONS: (Metric.LIKES, Metric.COMMENTS, Metric.SHARES)},
)

POSTS_OF_WORKBOOK = replace(POSTS, format="fb_insights_post_spreadsheetml")

_DAILY = {
    "daily new likes": Metric.NEW_FOLLOWERS,
    "daily unlikes": Metric.LOST_FOLLOWERS,
    "daily total reach": Metric.REACH,
    "daily total impressions": Metric.VIEWS,
}
DAYS = Table(
    format="fb_insights_page_csv",
    source="facebook_page",
    kind=MeasureKind.DAY,
    needs=frozenset({"date", "lifetime total likes", "daily new likes"}),
    day="date",
    decimal_usual=".",
    described=True,
    figures={"lifetime total likes": Metric.FOLLOWERS, **_DAILY},
    blank_is_zero=frozenset(_DAILY),
)


def _fits(book: Book, words: Words) -> bool:
    return any(find_table(sheet, POSTS, words) is not None for sheet in book.sheets)


def _read(book: Book, asked: Asked) -> tuple[Report, ...]:
    for sheet in book.sheets:
        at = find_table(sheet, POSTS, asked.words)
        if at is not None:
            flat = _flat(book, sheet, at)
            table = POSTS if book.kind is Kind.TEXT else POSTS_OF_WORKBOOK
            return (read_table(book.name, flat, at, table, asked),)
    return ()


def _flat(book: Book, main: Sheet, header: int) -> Sheet:
    """The sheet of posts with what other sheets say of each, and the id of page and post apart.

    Such an id is "page_post"; later files of Meta have the two in columns of their own.
    """
    names = [alike(cell) for cell in main.rows[header]]
    place = names.index("post id")
    added = list(_breakdowns(book))
    rows: list[list[str]] = []
    for number, row in enumerate(main.rows):
        if number == header:
            rows.append(["Page ID", *(name for name, _ in added), *row])
            continue
        page, _, post = "".join(row[place : place + 1]).rpartition("_")
        more = [cells.get(f"{page}_{post}", "") for _, cells in added]
        ids = [post] if len(row) > place else []
        rows.append([page, *more, *row[:place], *ids, *row[place + 1 :]] if row else [])
    return Sheet(main.name, rows, main.lines, main.open_end)


def _breakdowns(book: Book) -> Iterator[tuple[str, dict[str, str]]]:
    """The columns that other sheets add: a name, and its cell by the id of the post."""
    for sheet in book.sheets:
        metric = next((m for name, m in _SHEETS.items() if alike(sheet.name).startswith(name)), "")
        if not metric or not sheet.rows:
            continue
        names = [alike(cell) for cell in sheet.rows[0]]
        if "post id" not in names:
            continue
        place = names.index("post id")
        for at, name in enumerate(names):
            if f"{metric} - {name}" in _BREAKDOWNS:
                rows = (row for row in sheet.rows[1:] if len(row) > max(at, place))
                yield f"{metric} - {name}", {row[place]: row[at] for row in rows}


RECIPES = (Recipe(POSTS.format, _fits, _read), tables_recipe(DAYS))
