"""Workbooks of several sheets and columns that disagree, as spreadsheets make them of exports."""

from datetime import date
from pathlib import Path

import xlsxwriter
from social_files import READER, WORDS, total

from smbsocial.domain.measures import Metric
from smbsocial.domain.reports import Ask, Note, Report, Skipped
from smbsocial.exchange.reports.dates import Reading, read_days
from smbsocial.exchange.reports.figures import read_column

TWEETS = ["Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements"]
INSTAGRAM = ["Post ID", "Account ID", "Description", "Publish time", "Permalink", "Post type"]
VIDEOS = ["Content", "Video title", "Video publish time", "Views", "Watch time (hours)"]


def book(folder: Path, **sheets: list[list[str]]) -> Path:
    path = folder / "export.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def text(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "export.csv"
    lines = (",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def tweet(id: str, day: str, views: str) -> list[str]:
    return [id, f"https://x.com/cafe/status/{id}", "Bread", f"{day} 10:00 +0000", views, "2"]


def notes(report: Report) -> set[Note]:
    return {note for note, _facts in report.notes}


def test_a_sheet_for_each_month_is_read_and_another_one_named(tmp_path):
    path = book(
        tmp_path,
        May=[TWEETS, tweet("11", "2026-05-03", "40"), tweet("12", "2026-05-09", "60")],
        Notes=[["Ask Maya"], ["about June"]],
        June=[TWEETS, tweet("13", "2026-06-02", "50")],
    )
    may, june = READER.read_file(path)
    assert (total(may, Metric.VIEWS), total(june, Metric.VIEWS)) == (100, 50)
    assert (june.first, june.last) == (date(2026, 6, 2), date(2026, 6, 2))
    (facts,) = [facts for note, facts in may.notes if note is Note.OTHER_BLOCKS]
    assert facts == {"titles": ("Notes",), "rows": 2}
    assert Note.OTHER_BLOCKS not in notes(june)


def test_posts_and_stories_in_one_workbook_are_each_read_as_what_they_are(tmp_path):
    def shared(id: str, kind: str) -> list[str]:
        return [id, "9", "Bread", "05/26/2026 10:23", f"https://instagram.com/p/{id}", kind]

    path = book(
        tmp_path,
        Posts=[[*INSTAGRAM, "Views", "Saves"], [*shared("1", "IG image"), "70", "4"]],
        Stories=[[*INSTAGRAM, "Views", "Replies"], [*shared("2", "IG story"), "30", "5"]],
    )
    posts, stories = READER.read_file(path)
    assert (posts.format, stories.format) == ("meta_ig_content", "meta_ig_stories")
    assert (total(posts, Metric.SAVES), total(stories, Metric.COMMENTS)) == (4, 5)


def test_a_column_without_a_name_is_nobody_s_account(tmp_path):
    path = text(tmp_path, [[*TWEETS, ""], [*tweet("11", "2026-05-03", "40"), "done"]])
    (report,) = READER.read_file(path)
    assert [each.account for each in report.measures] == [""]


def test_a_count_with_decimals_in_a_mixed_column_is_left_out_and_never_rounded(tmp_path):
    rows = [VIDEOS]
    written = [("1,5", "2,5"), ("2.5", "3,25"), ("7", "4,5"), ("8", "1,5")]
    for at, (views, hours) in enumerate(written):
        rows.append([f"aaaaaaaaaa{at}", f"Bread {at}", "2026-05-03", views, hours])
    (report,) = READER.read_file(text(tmp_path, rows))
    known = [each.figures[Metric.VIEWS] for each in report.measures if each.figures]
    assert known == [7, 8]
    assert [row.why for row in report.skipped] == [Skipped.BAD_NUMBER] * 2


def test_columns_that_show_different_signs_decide_for_nobody(tmp_path):
    header = ["Video title", "Video publish time", "Content", "Watch time (hours)"]
    rows = [[*header, "Average view duration", "Views", "Likes"]]
    rows.append(["Bread", "2026-05-03", "aaaaaaaaaa1", "1,234", "0:10", "2.345.678", "1,234,567"])
    (report,) = READER.read_file(text(tmp_path, rows))
    assert [each.ask for each in report.questions] == [Ask.DECIMAL]
    assert report.needs_answer


def test_a_column_tells_which_sign_its_own_cells_show():
    assert read_column(["1", "25"], whole=True).shown is None
    assert read_column(["1,234", "2"], whole=False).shown is None
    assert read_column(["1.234,5", "2"], whole=False).shown == ","
    assert read_column(["1,234"], whole=False, usual=".").shown is None


def test_days_that_contradict_one_another_are_asked_for_whatever_is_usual():
    cells = ["13/04/2026", "04/25/2026", "03/04/2026"]
    asked = read_days(cells, Reading(WORDS.months, usual=False))
    assert asked.unsure
    said = read_days(cells, Reading(WORDS.months, day_first=True, usual=False))
    assert not said.unsure
    assert [when and when.day for when in said.values] == [
        date(2026, 4, 13),
        None,
        date(2026, 4, 3),
    ]
    assert said.bad == {1: "04/25/2026"}
    agreed = read_days(["03/04/2026"], Reading(WORDS.months, usual=False))
    assert (agreed.unsure, agreed.values[0] and agreed.values[0].day) == (False, date(2026, 3, 4))
