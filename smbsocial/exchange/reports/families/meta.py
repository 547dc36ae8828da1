"""Meta Business Suite: posts, reels, stories and videos of Facebook and Instagram, one by one."""

from dataclasses import replace

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Report
from smbsocial.domain.told_twice import VIDEO
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import each_sheet, paid, rows_below, tables_recipe
from smbsocial.exchange.reports.tables import Table, find_table, read_table
from smbsocial.exchange.reports.words import Words

FACEBOOK_POSTS = Table(
    format="meta_fb_content",
    source="facebook_page",
    kind=MeasureKind.POST,
    needs=frozenset({"post id", "page id", "reactions, comments and shares"}),
    day="publish time",
    day_usual=False,
    decimal_usual=".",
    closes=True,
    key=("post id", "permalink"),
    account="page id",
    title=("title", "description"),
    link="permalink",
    figures={
        "views": Metric.VIEWS,
        "impressions": Metric.VIEWS,
        "reach": Metric.REACH,
        "reactions, comments and shares": Metric.INTERACTIONS,
        "reactions": Metric.LIKES,
        "comments": Metric.COMMENTS,
        "shares": Metric.SHARES,
        "total clicks": Metric.CLICKS,
        "link clicks": Metric.LINK_CLICKS,
        "seconds viewed": Metric.WATCH_SECONDS,
    },
)

FACEBOOK_VIDEOS = replace(
    FACEBOOK_POSTS,
    format="meta_fb_video",
    needs=frozenset({"video asset id", "universal video id", "publish time"}),
    key=("video asset id", "universal video id"),
    begins=VIDEO,
    title=("title",),
    link="",
    figures={
        "reach": Metric.REACH,
        "3-second video views": Metric.VIEWS,
        "reactions, comments and shares": Metric.INTERACTIONS,
        "reactions": Metric.LIKES,
        "comments": Metric.COMMENTS,
        "shares": Metric.SHARES,
        "seconds viewed": Metric.WATCH_SECONDS,
    },
)

INSTAGRAM_POSTS = replace(
    FACEBOOK_POSTS,
    format="meta_ig_content",
    source="instagram",
    needs=frozenset({"post id", "account id", "publish time", "permalink", "post type"}),
    account="account id",
    title=("description",),
    figures={
        "views": Metric.VIEWS,
        "impressions": Metric.VIEWS,
        "plays": Metric.VIEWS,
        "reach": Metric.REACH,
        "likes": Metric.LIKES,
        "comments": Metric.COMMENTS,
        "shares": Metric.SHARES,
        "saves": Metric.SAVES,
        "follows": Metric.NEW_FOLLOWERS,
    },
    sums={
        Metric.INTERACTIONS: (Metric.LIKES, Metric.COMMENTS, Metric.SHARES, Metric.SAVES),
    },
)

INSTAGRAM_STORIES = replace(
    INSTAGRAM_POSTS,
    format="meta_ig_stories",
    figures={
        "views": Metric.VIEWS,
        "impressions": Metric.VIEWS,
        "reach": Metric.REACH,
        "likes": Metric.LIKES,
        "replies": Metric.COMMENTS,
        "shares": Metric.SHARES,
        "profile visits": Metric.PROFILE_VISITS,
        "link clicks": Metric.LINK_CLICKS,
        "follows": Metric.NEW_FOLLOWERS,
    },
    sums={Metric.INTERACTIONS: (Metric.LIKES, Metric.COMMENTS, Metric.SHARES)},
)

_STORY = "stor"
"""In the name of a story in English, German, Swedish, Portuguese, Italian; posts have none."""

_ADS = frozenset({"campaign name", "reporting starts", "reporting ends"})


def _instagram(*, stories: bool) -> Recipe:
    """Stories have the columns of posts and some of their own: all rows are of that type."""
    of_kind = INSTAGRAM_STORIES if stories else INSTAGRAM_POSTS

    def fits(book: Book, words: Words) -> bool:
        found = [(each, find_table(each, INSTAGRAM_POSTS, words)) for each in book.sheets]
        kinds = {_all_stories(sheet, at, words) for sheet, at in found if at is not None}
        return stories in kinds

    def read(book: Book, asked: Asked) -> tuple[Report, ...]:
        return each_sheet(
            book,
            lambda sheet: find_table(sheet, INSTAGRAM_POSTS, asked.words),
            lambda sheet, at: read_table(book.name, sheet, at, of(sheet, at, asked.words), asked),
        )

    def of(sheet: Sheet, at: int, words: Words) -> Table:
        return INSTAGRAM_STORIES if _all_stories(sheet, at, words) else INSTAGRAM_POSTS

    return Recipe(of_kind.format, fits, read)


def _all_stories(sheet: Sheet, header: int, words: Words) -> bool:
    place = words.english(sheet.rows[header]).index("post type")
    types = (row[place] for row in sheet.rows[header + 1 :] if len(row) > place and row[place])
    first = next(types, "")
    return _STORY in first.casefold() and all(_STORY in each.casefold() for each in types)


def _ads_at(book: Book, words: Words) -> tuple[Sheet, int] | None:
    for sheet in book.sheets:
        at = words.find_header(sheet.rows, _ADS)
        if at is not None:
            return sheet, at
    return None


def _ads(book: Book, asked: Asked) -> tuple[Report, ...]:
    found = _ads_at(book, asked.words)
    return paid(book, "meta_ads", "facebook_page", rows_below(*found) if found else 0)


RECIPES = (
    tables_recipe(FACEBOOK_POSTS),
    tables_recipe(FACEBOOK_VIDEOS),
    _instagram(stories=True),
    _instagram(stories=False),
    Recipe("meta_ads", lambda book, words: _ads_at(book, words) is not None, _ads),
)
