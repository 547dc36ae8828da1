"""LinkedIn: visitors, updates and followers of a Page day by day, its posts, a person's profile."""

from dataclasses import replace

from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Report
from smbsocial.exchange.reports.book import Book
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.several import read_tables, tables_recipe
from smbsocial.exchange.reports.tables import Table, find_table
from smbsocial.exchange.reports.words import Words

_INTERACTIONS = {Metric.INTERACTIONS: (Metric.LIKES, Metric.COMMENTS, Metric.SHARES)}

VISITORS = Table(
    format="linkedin_visitors_xls",
    source="linkedin_page",
    kind=MeasureKind.DAY,
    needs=frozenset({"date", "total page views (total)", "total unique visitors (total)"}),
    day="date",
    day_usual=False,
    decimal_usual=".",
    figures={"total page views (total)": Metric.PROFILE_VISITS},
)

CONTENT = replace(
    VISITORS,
    format="linkedin_content_xls",
    needs=frozenset({"date", "impressions (total)", "reposts (total)"}),
    figures={
        "impressions (total)": Metric.VIEWS,
        "unique impressions (organic)": Metric.REACH,
        "clicks (total)": Metric.CLICKS,
        "reactions (total)": Metric.LIKES,
        "comments (total)": Metric.COMMENTS,
        "reposts (total)": Metric.SHARES,
        "shares (total)": Metric.SHARES,
    },
    sums=_INTERACTIONS,
)
UPDATES = replace(
    CONTENT,
    format="linkedin_updates_xls",
    needs=frozenset({"date", "impressions (total)", "shares (total)"}),
)

ALL_POSTS = replace(
    CONTENT,
    kind=MeasureKind.POST,
    needs=frozenset({"post title", "post link", "created date", "impressions"}),
    day="created date",
    key=("post link",),
    title=("post title",),
    link="post link",
    figures={
        "impressions": Metric.VIEWS,
        "clicks": Metric.CLICKS,
        "likes": Metric.LIKES,
        "comments": Metric.COMMENTS,
        "reposts": Metric.SHARES,
        "shares": Metric.SHARES,
        "follows": Metric.NEW_FOLLOWERS,
    },
)
ALL_UPDATES = replace(
    ALL_POSTS,
    format="linkedin_updates_xls",
    needs=frozenset({"update title", "update link", "created date", "impressions"}),
    key=("update link",),
    title=("update title",),
    link="update link",
)

FOLLOWERS = replace(
    VISITORS,
    format="linkedin_followers_xls",
    needs=frozenset({"date", "organic followers", "total followers"}),
    figures={"total followers": Metric.NEW_FOLLOWERS},  # those of that day, it is no level
)

_PROFILE = "profile"
"""The account of a person's own figures: never mixed up with those of a Page."""

PROFILE_DAYS = replace(
    VISITORS,
    format="linkedin_profile_xlsx",
    needs=frozenset({"date", "impressions", "engagements"}),
    figures={"impressions": Metric.VIEWS},
)
PROFILE_FOLLOWERS = replace(
    PROFILE_DAYS,
    needs=frozenset({"date", "new followers"}),
    figures={"new followers": Metric.NEW_FOLLOWERS},
)


def _is_profile(book: Book, words: Words) -> bool:
    sheet = book.sheet("ENGAGEMENT")
    beside = book.sheet("TOP POSTS") is not None or book.sheet("DISCOVERY") is not None
    return sheet is not None and beside and find_table(sheet, PROFILE_DAYS, words) is not None


def _read_profile(book: Book, asked: Asked) -> tuple[Report, ...]:
    reports = read_tables(book, (PROFILE_DAYS, PROFILE_FOLLOWERS), asked)
    return tuple(
        replace(
            report,
            account=_PROFILE,
            measures=tuple(each._replace(account=_PROFILE) for each in report.measures),
        )
        for report in reports
    )


RECIPES = (
    tables_recipe(VISITORS),
    tables_recipe(CONTENT, ALL_POSTS),
    tables_recipe(UPDATES, ALL_UPDATES),
    tables_recipe(FOLLOWERS),
    tables_recipe(ALL_POSTS),
    tables_recipe(ALL_UPDATES),
    Recipe(PROFILE_DAYS.format, _is_profile, _read_profile),
)
