"""TikTok Studio and TikTok's Business Suite: days, videos, viewers and followers."""

from dataclasses import replace

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Report
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import nothing, rows_below, tables_recipe
from smbsocial.exchange.reports.tables import Table
from smbsocial.exchange.reports.words import Words

_REACTIONS = {
    "likes": Metric.LIKES,
    "comments": Metric.COMMENTS,
    "shares": Metric.SHARES,
}
_INTERACTIONS = {
    Metric.INTERACTIONS: (Metric.LIKES, Metric.COMMENTS, Metric.SHARES, Metric.SAVES),
}

OVERVIEW = Table(
    format="tiktok_overview",
    source="tiktok",
    kind=MeasureKind.DAY,
    needs=frozenset({"date", "video views", "profile views", "likes", "comments", "shares"}),
    lacks=frozenset({"reached audience", "net growth"}),
    day="date",
    decimal_usual=".",
    figures={
        "video views": Metric.VIEWS,
        "profile views": Metric.PROFILE_VISITS,
        **_REACTIONS,
    },
    sums=_INTERACTIONS,
)
BUSINESS_OVERVIEW = replace(
    OVERVIEW,
    format="tiktok_business_overview",
    needs=frozenset({"date", "video views", "reached audience", "net growth"}),
    lacks=frozenset(),
    figures={
        **OVERVIEW.figures,
        "reached audience": Metric.REACH,
        "net growth": Metric.NET_FOLLOWERS,
        "new followers": Metric.NEW_FOLLOWERS,
        "lost followers": Metric.LOST_FOLLOWERS,
    },
)
BUSINESS_AUDIENCE = replace(
    BUSINESS_OVERVIEW,
    format="tiktok_business_audience",
    needs=frozenset({"date", "total followers", "reached audience", "engaged audience"}),
    figures={
        "reached audience": Metric.REACH,
        "new followers": Metric.NEW_FOLLOWERS,
        "total followers": Metric.FOLLOWERS,
    },
)
VIEWERS = replace(
    OVERVIEW,
    format="tiktok_viewers",
    needs=frozenset({"date", "total viewers", "new viewers", "returning viewers"}),
    figures={"total viewers": Metric.REACH},
    sums={},
)
FOLLOWERS = replace(
    VIEWERS,
    format="tiktok_follower_history",
    needs=frozenset({"date", "followers", "difference in followers from previous day"}),
    figures={
        "followers": Metric.FOLLOWERS,
        "difference in followers from previous day": Metric.NET_FOLLOWERS,
    },
    # Where the number of followers is "undefined" the difference says 0, which nobody knows.
    beside={"difference in followers from previous day": "followers"},
)

VIDEOS = Table(
    format="tiktok_content",
    source="tiktok",
    kind=MeasureKind.POST,
    needs=frozenset({"video title", "video link", "post time", "total views"}),
    day="post time",
    exported="time",
    decimal_usual=".",
    key=("video link",),
    title=("video title",),
    link="video link",
    figures={
        "total views": Metric.VIEWS,
        "total likes": Metric.LIKES,
        "total comments": Metric.COMMENTS,
        "total shares": Metric.SHARES,
        "add to favorites": Metric.SAVES,
    },
    sums=_INTERACTIONS,
)
BUSINESS_VIDEOS = replace(
    VIDEOS,
    format="tiktok_business_video",
    needs=frozenset({"video title", "video link", "post time", "video views"}),
    exported="",
    figures={"video views": Metric.VIEWS, **_REACTIONS, "add to favorites": Metric.SAVES},
)

_TABLES = (
    OVERVIEW,
    BUSINESS_OVERVIEW,
    BUSINESS_AUDIENCE,
    VIEWERS,
    FOLLOWERS,
    VIDEOS,
    BUSINESS_VIDEOS,
)


def _left(kind: str, needs: frozenset[str]) -> Recipe:
    """The recipe of a table about who the followers are, which holds nothing for us."""

    def place(book: Book, words: Words) -> tuple[Sheet, int] | None:
        for sheet in book.sheets:
            at = words.find_header(sheet.rows, needs)
            if at is not None and len([cell for cell in sheet.rows[at] if cell]) == len(needs):
                return sheet, at
        return None

    def read(book: Book, asked: Asked) -> tuple[Report, ...]:
        found = place(book, asked.words)
        title = found[0].rows[found[1]][0] if found else ""
        return nothing(book, kind, "tiktok", [title], rows_below(*found) if found else 0)

    return Recipe(kind, lambda book, words: place(book, words) is not None, read)


RECIPES = (
    *(tables_recipe(table) for table in _TABLES),
    _left("tiktok_follower_gender", frozenset({"gender", "distribution"})),
    _left("tiktok_follower_territories", frozenset({"top territories", "distribution"})),
    _left("tiktok_follower_activity", frozenset({"date", "hour", "active followers"})),
)
