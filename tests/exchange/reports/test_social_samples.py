"""Each sample of a social platform: what it is, how many rows, from when to when, what it sums to.

The sums are those of the manifest, which were made from the printed cells by no importer.
"""

import csv
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from social_files import OTHERS, SAMPLES, SOCIAL, WORDS, read, total

from smbsocial.domain.measures import Metric
from smbsocial.domain.reports import Note, Report, Skipped
from smbsocial.exchange.reports.opening import open_books
from smbsocial.exchange.reports.recipes import RECIPES

_LINKEDIN_DAYS = {
    "Impressions (total)": Metric.VIEWS,
    "Unique impressions (organic)": Metric.REACH,
    "Clicks (total)": Metric.CLICKS,
    "Reactions (total)": Metric.LIKES,
    "Comments (total)": Metric.COMMENTS,
    "Reposts (total)": Metric.SHARES,
    "Shares (total)": Metric.SHARES,
}
_LINKEDIN_POSTS = {
    "Impressions": Metric.VIEWS,
    "Clicks": Metric.CLICKS,
    "Likes": Metric.LIKES,
    "Comments": Metric.COMMENTS,
    "Reposts": Metric.SHARES,
    "Shares": Metric.SHARES,
}
_OLD_X = {
    "Tweets published": Metric.POSTS,
    "impressions": Metric.VIEWS,
    "retweets": Metric.SHARES,
    "replies": Metric.COMMENTS,
    "likes": Metric.LIKES,
    "user profile clicks": Metric.PROFILE_VISITS,
    "url clicks": Metric.LINK_CLICKS,
    "follows": Metric.NEW_FOLLOWERS,
}
_X = {
    "Impressions": Metric.VIEWS,
    "Likes": Metric.LIKES,
    "Bookmarks": Metric.SAVES,
    "New follows": Metric.NEW_FOLLOWERS,
    "Unfollows": Metric.LOST_FOLLOWERS,
    "Replies": Metric.COMMENTS,
    "Reposts": Metric.SHARES,
    "Profile visits": Metric.PROFILE_VISITS,
    "Create Post": Metric.POSTS,
    "URL Clicks": Metric.LINK_CLICKS,
}
_YOUTUBE = {
    "Views": Metric.VIEWS,
    "Watch time (hours)": Metric.WATCH_SECONDS,
    "Subscribers": Metric.NET_FOLLOWERS,
    "Likes": Metric.LIKES,
    "Shares": Metric.SHARES,
}
_TIKTOK = {
    "Video Views": Metric.VIEWS,
    "Video views": Metric.VIEWS,
    "Profile Views": Metric.PROFILE_VISITS,
    "Profile views": Metric.PROFILE_VISITS,
    "Reached audience": Metric.REACH,
    "Likes": Metric.LIKES,
    "Comments": Metric.COMMENTS,
    "Shares": Metric.SHARES,
    "Net growth": Metric.NET_FOLLOWERS,
    "New followers": Metric.NEW_FOLLOWERS,
    "Lost followers": Metric.LOST_FOLLOWERS,
    "Add to Favorites": Metric.SAVES,
    "Total views": Metric.VIEWS,
    "Total likes": Metric.LIKES,
    "Total comments": Metric.COMMENTS,
    "Total shares": Metric.SHARES,
    "Difference in followers from previous day": Metric.NET_FOLLOWERS,
}
_META = {
    "Views": Metric.VIEWS,
    "Impressions": Metric.VIEWS,
    "Reach": Metric.REACH,
    "Comments": Metric.COMMENTS,
    "Shares": Metric.SHARES,
}

COLUMNS: dict[str, dict[str, Metric]] = {
    "meta_fb_content": {
        **_META,
        "Reactions, Comments and Shares": Metric.INTERACTIONS,
        "Reactions": Metric.LIKES,
        "Total clicks": Metric.CLICKS,
        "Link Clicks": Metric.LINK_CLICKS,
        "Seconds viewed": Metric.WATCH_SECONDS,
    },
    "meta_ig_content": {
        **_META,
        "Likes": Metric.LIKES,
        "Saves": Metric.SAVES,
        "Follows": Metric.NEW_FOLLOWERS,
    },
    "meta_ig_stories": {
        **_META,
        "Likes": Metric.LIKES,
        "Replies": Metric.COMMENTS,
        "Profile visits": Metric.PROFILE_VISITS,
        "Link clicks": Metric.LINK_CLICKS,
        "Follows": Metric.NEW_FOLLOWERS,
    },
    "meta_daily_series": {
        "Facebook reach": Metric.REACH,
        "Instagram reach": Metric.REACH,
        "Facebook visits": Metric.PROFILE_VISITS,
        "Instagram follows": Metric.NEW_FOLLOWERS,
        "Content interactions": Metric.INTERACTIONS,
        "Reach": Metric.REACH,
        "Views": Metric.VIEWS,
    },
    "fb_insights_post_csv": {
        "Lifetime Post Total Impressions": Metric.VIEWS,
        "Lifetime Post Total Reach": Metric.REACH,
        "Lifetime Post Stories by action type - share": Metric.SHARES,
        "Lifetime Post Stories by action type - like": Metric.LIKES,
        "Lifetime Post Stories by action type - comment": Metric.COMMENTS,
        "Lifetime Post Consumptions by type - link clicks": Metric.LINK_CLICKS,
    },
    "fb_insights_post_spreadsheetml": {
        "Lifetime Post Total Impressions": Metric.VIEWS,
        "Lifetime Post Total Reach": Metric.REACH,
    },
    "fb_insights_page_csv": {
        "Daily New Likes": Metric.NEW_FOLLOWERS,
        "Daily Unlikes": Metric.LOST_FOLLOWERS,
        "Daily Total Reach": Metric.REACH,
        "Daily Total Impressions": Metric.VIEWS,
    },
    "linkedin_content_xls": _LINKEDIN_DAYS,
    "linkedin_updates_xls": _LINKEDIN_DAYS,
    "linkedin_followers_xls": {"Total followers": Metric.NEW_FOLLOWERS},
    "linkedin_visitors_xls": {"Total page views (total)": Metric.PROFILE_VISITS},
    "twitter_daily_activity": _OLD_X,
    "twitter_tweet_activity": _OLD_X,
    "x_account_overview": _X,
    "x_content": _X,
    "pinterest_overview": {"Impressions": Metric.VIEWS},
    "youtube_studio_zip": _YOUTUBE,
    "youtube_table": _YOUTUBE,
    **dict.fromkeys(
        (
            "tiktok_overview",
            "tiktok_content",
            "tiktok_viewers",
            "tiktok_follower_history",
            "tiktok_business_overview",
            "tiktok_business_video",
        ),
        _TIKTOK,
    ),
}
"""The metric that each column of the manifest's totals fills."""

NOT_USED: dict[str, set[str]] = {
    "meta_fb_content": {"Views#2", "Other Clicks", "Estimated earnings (USD)"},
    "meta_ig_stories": {"Navigation", "Sticker taps"},
    "fb_insights_post_csv": {
        "Lifetime Post organic reach",
        "Lifetime Post Paid Reach",
        "Lifetime Engaged Users",
        "Lifetime Talking About This(Post) by action type - like",
        "Lifetime Talking About This(Post) by action type - comment",
        "Lifetime Talking About This(Post) by action type - share",
        "Lifetime Post Consumptions by type - other clicks",
        "Lifetime Post Consumptions by type - photo view",
    },
    "fb_insights_post_spreadsheetml": {
        "Lifetime Post organic reach",
        "Lifetime Post Paid Reach",
        "Lifetime Engaged Users",
    },
    "fb_insights_page_csv": {
        "Daily Page Engaged Users",
        "Daily Total Video Views",
        "Daily Negative Feedback",
        "Daily Page Stories By Story Type - fan",
        "Daily Page Stories By Story Type - page post",
        "Daily Positive Feedback From Users - comment",
    },
    "linkedin_followers_xls": {"Sponsored followers", "Organic followers"},
    "linkedin_visitors_xls": {
        "Total page views (desktop)",
        "Total page views (mobile)",
        "Total unique visitors (desktop)",
        "Total unique visitors (mobile)",
        "Total unique visitors (total)",
    },
    "x_account_overview": {"Engagements", "Shares", "Video views", "Media views"},
    "x_content": {
        "Engagements",
        "Shares",
        "Detail Expands",
        "Hashtag Clicks",
        "Permalink Clicks",
    },
    "tiktok_viewers": {"New Viewers", "Returning Viewers"},
    "tiktok_business_overview": {"Phone number clicks", "Leads submission"},
    "tiktok_follower_gender": {"Female", "Male", "Other"},
    "youtube_studio_zip": {"Impressions"},
    "youtube_table": {
        "Impressions",
        "Dislikes",
        "YouTube Premium views",
        "Engaged views",
        "Estimated revenue (USD)",
    },
}
_PARTS = ("(organic)", "(sponsored)")
for _format in ("linkedin_content_xls", "linkedin_updates_xls"):
    NOT_USED[_format] = {
        column
        for _entry in SOCIAL
        if _entry["format"] == _format
        for column in _entry["expected"]["totals"]
        if column.endswith(_PARTS) and column != "Unique impressions (organic)"
    }
for _format in ("twitter_daily_activity", "twitter_tweet_activity"):
    NOT_USED[_format] = {
        "engagements",
        "hashtag clicks",
        "detail expands",
        "permalink clicks",
        "app opens",
        "app installs",
        "email tweet",
        "dial phone",
        "media views",
        "media engagements",
    }

NOTHING_FOR_US = {"meta_audience", "tiktok_follower_gender"}
TAKEN = [entry for entry in SOCIAL if entry["format"] not in NOTHING_FOR_US]


def named(entries: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("entry", entries, ids=[each["file"] for each in entries])


@named(SOCIAL)
def test_each_sample_is_of_its_format_and_of_no_other(entry):
    assert {report.format for report in read(entry)} == {entry["format"]}
    for book in open_books(SAMPLES / entry["file"], told=lambda _: None):
        assert len({recipe.format for recipe in RECIPES if recipe.fits(book, WORDS)}) == 1


@named(OTHERS)
def test_no_file_of_another_family_is_taken_for_one_of_a_platform(entry):
    for book in open_books(SAMPLES / entry["file"], told=lambda _: None):
        fitting = [recipe.format for recipe in RECIPES if recipe.fits(book, WORDS)]
        assert not {each["format"] for each in SOCIAL}.intersection(fitting)


@named(TAKEN)
def test_rows_and_days_are_those_of_the_manifest(entry):
    reports, expected = read(entry), entry["expected"]
    one_table = "series" not in expected
    main = [reports[0]] if one_table else list(reports)
    undated = expected.get("rows_without_publish_time", 0)
    assert sum(report.rows for report in main) == expected["rows"] - undated
    assert min(report.first for report in main) == date.fromisoformat(expected["date_first"])
    assert max(report.last for report in main) == date.fromisoformat(expected["date_last"])
    assert not any(report.needs_answer for report in reports)


@named(TAKEN)
def test_every_total_of_the_manifest_is_a_sum_of_measures_or_named_as_not_used(entry):
    reports, expected = read(entry), entry["expected"]
    used, unused = COLUMNS[entry["format"]], NOT_USED.get(entry["format"], set())
    assert set(expected["totals"]) <= set(used) | unused
    assert set(used).isdisjoint(unused)
    for series, report in zip(expected.get("series", [expected]), reports, strict=False):
        for column, figure in series["totals"].items():
            if column in used:
                agree(report, used[column], Decimal(str(figure)) - undated(entry, report, column))


def undated(entry: dict[str, Any], report: Report, column: str) -> Decimal:
    """What stands in rows that have no day, which the manifest counts and we can't place."""
    lines = {row.line for row in report.skipped if row.why is Skipped.NO_DATE}
    if not lines or column == "Views#2" or entry["expected"].get("rows_without_id"):
        return Decimal(0)
    with (SAMPLES / entry["file"]).open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened)
        return sum(
            (Decimal(row[column] or 0) for row in rows if rows.line_num in lines), Decimal(0)
        )


def agree(report: Report, metric: Metric, figure: Decimal) -> None:
    """Whole figures agree exactly; seconds made of hours within half a second a row."""
    hours = report.source == "youtube" and metric is Metric.WATCH_SECONDS
    given = figure * (3600 if hours else 1)
    room = report.rows / 2 if metric is Metric.WATCH_SECONDS else 0
    assert abs(total(report, metric) - given) <= room


@named(TAKEN)
def test_every_row_is_a_measure_or_skipped_or_a_total(entry):
    books = open_books(SAMPLES / entry["file"], told=lambda _: None)
    reports = read(entry)
    filled = sum(facts["count"] for note, facts in notes(reports) if note is Note.ZERO_DAYS)
    measures = sum(len(report.measures) for report in reports) - filled
    left = sum(facts["rows"] for note, facts in notes(reports) if note is Note.OTHER_BLOCKS)
    there = sum(
        any(cell.strip() for cell in row)
        for book in books
        for sheet in book.sheets
        for row in sheet.rows
    )
    skipped = sum(len(report.skipped) for report in reports)
    beside = BESIDE.get(entry["format"], 1)
    assert measures + skipped + left + beside * SERIES.get(entry["file"], 1) == there


BESIDE = {
    "meta_daily_series": 2,  # a title and a header
    "fb_insights_post_csv": 2,  # a description
    "fb_insights_page_csv": 2,
    "fb_insights_post_spreadsheetml": 2 + 4 * 26,  # sheets that say more of the same posts
    "linkedin_content_xls": 4,  # a sentence and a header on two sheets
    "linkedin_updates_xls": 4,
    "pinterest_overview": 7 + 2 * 2,  # what was chosen, titles, headers of the lists
    "youtube_studio_zip": 3,
}
SERIES = {"mbs_daily_facebook_reach_tab_utf16.csv": 2}


def notes(reports: tuple[Report, ...]) -> list[tuple[Note, Any]]:
    return [each for report in reports for each in report.notes]
