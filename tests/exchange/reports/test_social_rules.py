"""What the files of social platforms ask for, beside their sums: days, levels, twins, ads, cuts."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from social_files import FILES, READER, SAMPLES, read, total

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Ask, Note, Report, Skipped

SAMPLE = {entry["file"]: entry for entry in FILES}


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "export.csv"
    path.write_bytes(text.encode(encoding))
    return path


def said(report: Report) -> dict[Note, dict[str, Any]]:
    return {note: dict(facts) for note, facts in report.notes}


def test_posts_of_a_linkedin_page_come_beside_its_days():
    for name in ("linkedin_page_content_2025.xls", "linkedin_page_updates_2020.xls"):
        expected = SAMPLE[name]["expected"]["posts"]
        days, posts = read(SAMPLE[name])
        assert {each.kind for each in days.measures} == {MeasureKind.DAY}
        assert {each.kind for each in posts.measures} == {MeasureKind.POST}
        assert posts.rows == expected["rows"]
        assert str(posts.first) == expected["date_first"]
        assert str(posts.last) == expected["date_last"]
        shares = expected.get("Reposts", expected.get("Shares"))
        assert total(posts, Metric.VIEWS) == expected["Impressions"]
        assert total(posts, Metric.CLICKS) == expected["Clicks"]
        assert total(posts, Metric.LIKES) == expected["Likes"]
        assert total(posts, Metric.COMMENTS) == expected["Comments"]
        assert total(posts, Metric.SHARES) == shares


def test_youtube_s_zip_gives_videos_and_days_but_not_its_chart_and_the_total_is_said():
    entry = SAMPLE["youtube_studio_content_export.zip"]
    videos, days, chart = read(entry)
    expected = entry["expected"]
    assert said(videos)[Note.TOTAL_DIFFERS] == {
        "metric": Metric.VIEWS,
        "total": expected["total_row"]["Views"],
        "sum": expected["totals"]["Views"],
    }
    assert (days.rows, total(days, Metric.VIEWS)) == (365, expected["totals_csv"]["Views"])
    assert {each.kind for each in days.measures} == {MeasureKind.DAY}
    assert (str(days.first), str(days.last)) == ("2025-06-13", "2026-06-12")
    assert chart.measures == ()
    assert said(chart)[Note.OTHER_BLOCKS]["rows"] == expected["chart_data_csv"]["rows"]


def test_another_tab_of_youtube_gives_its_days_and_nothing_else(tmp_path):
    path = tmp_path / "Geography 2026-05-01_2026-05-02 Bakery.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Table data.csv", "Geography,Views\nTotal,9\nNZ,5\nAU,4\n")
        packed.writestr("Chart data.csv", "Date,Geography,Views\n2026-05-01,NZ,5\n")
        packed.writestr("Totals.csv", "Date,Views\n2026-05-01,5\n2026-05-02,4\n")
    table, chart, days = READER.read_file(path)
    assert {each.format for each in (table, chart, days)} == {"youtube_studio_zip"}
    assert (table.measures, chart.measures) == ((), ())
    assert total(days, Metric.VIEWS) == 9
    assert not any(report.needs_answer for report in (table, chart, days))


def test_rows_of_youtube_without_a_day_are_named():
    entry = SAMPLE["youtube_table_data_21_columns.csv"]
    (report,) = read(entry)
    undated = [row for row in report.skipped if row.why is Skipped.NO_DATE]
    assert len(undated) == entry["expected"]["rows_without_publish_time"]
    assert sum(row.why is Skipped.TOTAL for row in report.skipped) == 1


@pytest.mark.parametrize(
    ("name", "metric", "last"),
    [
        ("facebook_insights_page_2019.csv", Metric.FOLLOWERS, 1927),
        ("tiktok_follower_history_2026.csv", Metric.FOLLOWERS, 5013),
        ("tiktok_viewers_2026.csv", Metric.REACH, 15752),
    ],
)
def test_the_last_known_level_is_that_of_the_file(name, metric, last):
    (report,) = read(SAMPLE[name])
    known = [each for each in report.measures if metric in each.figures]
    assert max(known, key=lambda each: each.day).figures[metric] == last
    unknown = len(report.measures) - len(known)
    assert unknown == SAMPLE[name]["expected"].get("undefined_cells", 0)


def test_a_difference_of_followers_nobody_counted_is_not_zero():
    (report,) = read(SAMPLE["tiktok_follower_history_2026.csv"])
    blank = [each for each in report.measures if Metric.FOLLOWERS not in each.figures]
    assert len(blank) == 25
    assert all(not each.figures for each in blank)


def test_new_and_lost_followers_give_the_net():
    (days,) = read(SAMPLE["facebook_insights_page_2019.csv"])
    assert total(days, Metric.NET_FOLLOWERS) == 118 - 31
    (overview,) = read(SAMPLE["x_account_overview_2025.csv"])
    assert total(overview, Metric.NET_FOLLOWERS) == 206 - 51


def test_days_that_meta_leaves_out_are_zeros_and_said():
    name = "mbs_daily_instagram_follows_missing_days_utf16.csv"
    (report,) = read(SAMPLE[name])
    missing = SAMPLE[name]["expected"]["days_missing_in_span"]
    assert said(report)[Note.ZERO_DAYS] == {"count": missing}
    assert (report.rows, len(report.measures)) == (40, 62)
    assert sum(each.figures == {Metric.NEW_FOLLOWERS: 0} for each in report.measures) >= missing


def test_a_day_whose_figure_is_unreadable_is_not_filled(tmp_path):
    text = "Follows\nDate,Primary\n2026-05-01T00:00:00,3\n2026-05-02T00:00:00,x\n"
    text += "2026-05-03T00:00:00,4\n2026-05-05T00:00:00,6\n2026-05-06T00:00:00,6\n"
    (report,) = READER.read_file(written(tmp_path, text), answers={Ask.SOURCE: "instagram"})
    assert [each.day.day for each in report.measures] == [1, 3, 5, 6]
    assert [row.why for row in report.skipped] == [Skipped.BAD_NUMBER]
    assert Note.ZERO_DAYS not in said(report)


def test_a_series_that_does_not_tell_its_platform_asks():
    entry = SAMPLE["mbs_daily_views_utf16.csv"]
    (asking,) = read(entry, source="")
    assert asking.needs_answer
    assert [(each.ask, each.choices) for each in asking.questions] == [
        (Ask.SOURCE, ("facebook_page", "instagram"))
    ]
    (told,) = read(entry, source="facebook_page")
    assert (told.source, told.needs_answer) == ("facebook_page", False)
    assert {each.source for each in told.measures} == {"facebook_page"}
    (named,) = read(SAMPLE["mbs_daily_instagram_follows_utf16.csv"], source="facebook_page")
    assert named.source == "instagram"


def test_a_series_of_viewers_is_known_and_left(tmp_path):
    text = "Viewers\nDate,Primary\n2026-05-01T00:00:00,3\n\nFacebook follows\nDate,Primary\n"
    (report,) = READER.read_file(written(tmp_path, text + "2026-05-01T00:00:00,4\n"))
    assert (report.source, total(report, Metric.NEW_FOLLOWERS)) == ("facebook_page", 4)
    assert said(report)[Note.OTHER_BLOCKS]["titles"] == ("viewers",)


@pytest.mark.parametrize(
    "file", ["mbs_audience_utf16.csv", "mbs_audience_resaved_excel_date_damage.csv"]
)
def test_an_audience_holds_nothing_and_its_series_is_not_read_twice(file):
    (report,) = read(SAMPLE[file])
    expected = SAMPLE[file]["expected"]
    assert (report.measures, report.rows) == ((), 0)
    note = said(report)[Note.OTHER_BLOCKS]
    assert (set(note["titles"]), note["rows"]) == (set(expected["blocks"]), expected["rows"])
    damaged = said(report).get(Note.DAMAGED_CELLS, {"count": 0})["count"]
    assert damaged == expected["cells_damaged_by_spreadsheet"]


def test_who_tiktok_s_followers_are_holds_nothing():
    (report,) = read(SAMPLE["tiktok_follower_gender.csv"])
    assert (report.measures, said(report)[Note.OTHER_BLOCKS]) == (
        (),
        {"titles": ("Gender",), "rows": 3},
    )


def test_replies_among_posts_are_counted():
    (report,) = read(SAMPLE["x_content_2026.csv"])
    expected = SAMPLE["x_content_2026.csv"]["expected"]["replies"]
    assert said(report)[Note.REPLIES_INCLUDED] == {"count": expected}


def test_a_post_of_the_old_insights_has_the_ids_that_later_files_use():
    (report,) = read(SAMPLE["facebook_insights_posts_2020.xls"])
    assert {each.account for each in report.measures} == {"91094361294"}
    assert all(each.key.isdecimal() for each in report.measures)
    stories = SAMPLE["facebook_insights_posts_2020.xls"]["expected"]["stories_by_action"]
    assert total(report, Metric.LIKES) == stories["like"]
    assert total(report, Metric.COMMENTS) == stories["comment"]
    assert total(report, Metric.SHARES) == stories["share"]


def test_a_lagging_day_of_pinterest_has_no_figure():
    (report,) = read(SAMPLE["pinterest_analytics_overview.csv"])
    blank = [each.day for each in report.measures if not each.figures]
    assert blank == [date(2026, 4, 28), date(2026, 4, 29), date(2026, 4, 30)]
    assert said(report)[Note.OTHER_BLOCKS]["titles"] == ("Top boards", "Top Pins")


def test_the_day_of_the_export_is_read_from_the_file_where_it_stands_there(tmp_path):
    text = (
        '"Time","Video title","Video link","Post time","Total likes","Total comments",'
        '"Total shares","Total views"\n'
        '"February 28","one","https://t/1","May 17","1","0","0","5"\n'
        '"February 28","two","https://t/2","February 20","1","0","0","7"\n'
        '"February 28","six","https://t/3","March 5","1","0","0","9"'
    )
    path = written(tmp_path, text)
    (report,) = READER.read_file(path, exported_on=date(2026, 6, 1))
    # Read as exported on the 1st of June, March and May would be of 2026: the file knows better.
    assert [each.day for each in report.measures] == [
        date(2025, 5, 17),
        date(2026, 2, 20),
        date(2025, 3, 5),
    ]
    assert said(report)[Note.YEAR_ASSUMED] == {"exported_on": date(2026, 2, 28)}


def test_a_video_that_is_called_total_is_a_video(tmp_path):
    text = "Video title,Video link,Post time,Video views,Likes,Comments,Shares,Add to Favorites\n"
    text += "Total,https://t/1,2025/10/31 18:19:10,5,1,0,0,2\n"
    (report,) = READER.read_file(written(tmp_path, text))
    assert [each.title for each in report.measures] == ["Total"]


def test_paid_advertisements_are_known_and_kept_apart(tmp_path):
    text = "Campaign name,Ad ID,Reporting starts,Reporting ends,Amount spent (USD),Reach\n"
    text += "Summer,120211,2026-05-01,2026-05-31,10.00,500\n"
    (report,) = READER.read_file(written(tmp_path, text, "utf-8-sig"))
    assert (report.format, report.measures) == ("meta_ads", ())
    assert said(report) == {Note.PAID_ADS: {"rows": 1}}


def test_the_file_of_videos_of_a_page_is_read_whatever_the_order_of_its_columns(tmp_path):
    text = (
        "Video asset ID,Universal video ID,Page ID,Page name,Title,Publish time,Reach,"
        '3-second video views,"Reactions, comments and shares",Reactions,Comments,Shares,'
        "Seconds viewed,Percentage of total views at interval 0\n"
        "11,12,13,Bakery,Bread,05/26/2026 10:23,100,80,9,6,2,1,412.5,0.9\n"
    )
    (report,) = READER.read_file(written(tmp_path, text, "utf-8-sig"))
    assert (report.format, report.source) == ("meta_fb_video", "facebook_page")
    (measure,) = report.measures
    assert (measure.key, measure.account, measure.day) == ("video:11", "13", date(2026, 5, 26))
    assert measure.figures[Metric.INTERACTIONS] == 9
    assert measure.figures[Metric.WATCH_SECONDS] == 412


def test_tiktok_s_audience_has_a_level_and_blanks(tmp_path):
    text = "Date,New followers,Total followers,Reached audience,Engaged audience\n"
    text += "2025/10/31,3,100,--,--\n2025/11/01,4,104,50,5\n"
    (report,) = READER.read_file(written(tmp_path, text))
    assert report.format == "tiktok_business_audience"
    assert [each.figures.get(Metric.REACH) for each in report.measures] == [None, 50]
    assert [each.figures[Metric.FOLLOWERS] for each in report.measures] == [100, 104]


def test_a_person_s_profile_is_never_mixed_with_a_page(tmp_path):
    path = tmp_path / "Content.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in {
            "DISCOVERY": [["Impressions", "50"]],
            "ENGAGEMENT": [["Date", "Impressions", "Engagements"], ["9/14/2025", 50, 3]],
            "TOP POSTS": [["Post URL", "Engagements"], ["https://l/1", "3"]],
            "FOLLOWERS": [["Total followers", "90"], ["Date", "New followers"], ["9/14/2025", 2]],
        }.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    days, followers = READER.read_file(path)
    assert (days.format, days.account) == ("linkedin_profile_xlsx", "profile")
    assert total(days, Metric.VIEWS) == 50
    assert total(followers, Metric.NEW_FOLLOWERS) == 2
    assert {each.account for each in (*days.measures, *followers.measures)} == {"profile"}


def test_a_file_with_nothing_but_its_header_says_so(tmp_path):
    with pytest.raises(ExpectedError) as refused:
        READER.read_file(written(tmp_path, "Views\nDate,Primary\n"))
    assert refused.value.code is Code.REPORT_HEADER_ONLY


def test_a_file_of_posts_that_does_not_end_its_line_loses_that_line(tmp_path):
    """Its last figure may have lost a digit: Meta ends every line."""
    name = "mbs_instagram_posts_2026.csv"
    text = (SAMPLES / name).read_text("utf-8-sig")
    assert text.endswith(",29\n")
    (report,) = READER.read_file(written(tmp_path, text[:-2]))
    assert [row.why for row in report.skipped] == [Skipped.CUT_OFF]
    assert report.rows == SAMPLE[name]["expected"]["rows"] - 1


def test_a_blank_of_the_old_insights_is_a_zero():
    (posts,) = read(SAMPLE["facebook_insights_posts_2020.xls"])
    (days,) = read(SAMPLE["facebook_insights_page_2019.csv"])
    assert all(Metric.SHARES in each.figures for each in posts.measures)
    assert any(each.figures[Metric.SHARES] == 0 for each in posts.measures)
    assert all(Metric.LOST_FOLLOWERS in each.figures for each in days.measures)


def test_a_destroyed_id_is_nobody_s_account(tmp_path):
    text = (SAMPLES / "mbs_instagram_posts_2025_blank_last_column.csv").read_text("utf-8-sig")
    path = written(tmp_path, text.replace("11164863030269972", "1.11649E+16"))
    (report,) = READER.read_file(path)
    assert {each.account for each in report.measures} == {""}
    assert said(report)[Note.DAMAGED_IDS] == {"column": "Account ID"}
