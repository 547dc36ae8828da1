"""Rules of websites', listings', mailings' and planners' files that samples alone don't show."""

from datetime import date, time
from pathlib import Path

import pytest
from changed_files import text_of, write
from social_files import READER, SAMPLES

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Ask, Home, Note, Report, Skipped

COMMENTS = "# ---\n# Report CSV Export\n# Start date: 20261101\n# End date: 20261102\n"


def read(path: Path, home: Home | None = None, **answers: str) -> Report:
    said = {Ask(name): answer for name, answer in answers.items()}
    (report,) = READER.read_file(path, answers=said, home=home)
    return report


def figures(report: Report) -> list[tuple[int, dict[Metric, int]]]:
    return [(each.day.day, dict(each.figures)) for each in report.measures]


@pytest.mark.parametrize(
    "header",
    [
        "Date,Device category,Sessions",
        "Date,Page path,Views",
        "Country,Date,Sessions",
        "Nth day,Hour,Sessions",
    ],
)
def test_one_row_of_several_for_a_day_is_not_the_day(tmp_path, header):
    """A day's visits by device or page: which of them add up is told nowhere."""
    place = header.split(",").index("Date") if "Date" in header else 0
    rows = [["20261101", "a", "40"], ["20261101", "b", "7"], ["20261102", "a", "30"]]
    for row in rows:
        day = row.pop(0)
        row.insert(place, day)
    daily = [["Date", "Sessions"], ["20261101", "44"], ["20261102", "31"]]
    table = [header.split(","), *rows]
    if header.startswith("Nth"):
        table = [[row[0].replace("202611", "00"), *row[1:]] for row in table]
    with pytest.raises(ExpectedError) as refused:
        read(write(tmp_path, COMMENTS + text_of(table)))
    assert refused.value.code is Code.REPORT_NO_ROWS
    report = read(write(tmp_path, COMMENTS + text_of(table) + "\n" + COMMENTS + text_of(daily)))
    assert figures(report) == [(1, {Metric.SESSIONS: 44}), (2, {Metric.SESSIONS: 31})]
    titles = (", ".join(header.split(",")[:3]),)
    assert dict(report.notes)[Note.OTHER_BLOCKS] == {"titles": titles, "rows": 3}


def test_channels_and_days_in_any_order_of_columns(tmp_path):
    text = (
        "Sessions,Session default channel group,Users,Date\n"
        '"1,240",Direct,9,20261101\n7,Organic Social,3,20261101\n30,,2,20261102\n'
        "5,Paid Social,1,20261102\n1282,,15,\n"
    )
    report = read(write(tmp_path, COMMENTS + text))
    assert figures(report) == [
        (1, {Metric.SESSIONS: 1247, Metric.SOCIAL_SESSIONS: 7}),
        (2, {Metric.SESSIONS: 35, Metric.SOCIAL_SESSIONS: 5}),
    ]
    assert [each.why for each in report.skipped] == [Skipped.TOTAL]
    assert report.rows == 4


def test_visits_by_channel_with_one_style_for_all_of_a_column(tmp_path):
    """1.234 beside 1,234 in one column is no thousand twice: it is asked for."""
    text = 'Session source,Sessions\ninstagram,1.234\ngoogle,"1,234"\n'
    path = write(tmp_path, COMMENTS + text)
    asking = read(path)
    assert [each.ask for each in asking.questions] == [Ask.DECIMAL]
    report = read(path, decimal=",")
    assert [dict(each.figures) for each in report.measures] == [
        {Metric.SESSIONS: 1234, Metric.SOCIAL_SESSIONS: 1234}
    ]
    assert [(each.why, each.cell) for each in report.skipped] == [(Skipped.BAD_NUMBER, "1,234")]


@pytest.mark.parametrize("title", ["#1 bakery in town", "#bread", "#N/A"])
def test_a_cell_with_a_number_sign_does_not_end_its_table(tmp_path, title):
    rows = [["Page title", "Views"], ["Home", "9"], [title, "7"], ["Menu", "5"]]
    daily = [["Date", "Views"], ["20261101", "12"], [title, "3"], ["20261102", "9"]]
    report = read(write(tmp_path, COMMENTS + text_of(daily) + "\n" + text_of(rows)))
    assert figures(report) == [(1, {Metric.PAGEVIEWS: 12}), (2, {Metric.PAGEVIEWS: 9})]
    assert [each.why for each in report.skipped] == [Skipped.BAD_DATE]
    others = {"titles": ("Page title, Views",), "rows": 3}
    assert dict(report.notes)[Note.OTHER_BLOCKS] == others


LISTING = "Store code,Business name,Address,Calls,Directions,Website clicks\n"


def test_a_listing_has_one_style_for_all_of_a_column(tmp_path):
    text = LISTING + 'a,A,,1.234,1,2\nb,B,,"1,234",1,2\n'
    path = write(tmp_path, text)
    asking = read(path, period="2026-02-01/2026-02-28")
    assert [each.ask for each in asking.questions] == [Ask.DECIMAL]
    assert asking.needs_answer


def test_a_listing_whose_last_line_was_cut_counts_it_not(tmp_path):
    path = write(tmp_path, LISTING + "a,A,,12,1,200\nb,B,,15,1")
    report = read(path, period="2026-02-01/2026-02-28")
    assert [each.account for each in report.measures] == ["a"]
    assert [each.why for each in report.skipped] == [Skipped.CUT_OFF]


def test_a_location_that_stands_there_twice_counts_once(tmp_path):
    path = write(tmp_path, LISTING + "a,A,,12,1,200\na,A,,12,1,200\n")
    report = read(path, period="2026-02-01/2026-02-28")
    assert [each.kind for each in report.measures] == [MeasureKind.PERIOD]
    assert [each.why for each in report.skipped] == [Skipped.REPEATED]


def test_the_report_of_a_mailing_that_was_cut_in_a_figure(tmp_path):
    text = (
        'Title:,April\nSubject Line:,Asparagus\nDelivery Date/Time:,"Mon, Apr 26, 2021 12:25"\n'
        "Recipients Who Opened:,350 (35.18%)\nSuccessful Deliveries:,99"
    )
    (mailing,) = read(write(tmp_path, text)).measures
    assert mailing.figures == {Metric.OPENS: 350}


def test_a_mailing_on_a_day_that_fits_both_ways_is_asked_about(tmp_path):
    text = "Title:,April\nDelivery Date/Time:,04/05/2021 12:25\nRecipients Who Opened:,350\nEnd:,\n"
    path = write(tmp_path, text)
    assert [each.ask for each in read(path).questions] == [Ask.DAY_FIRST]
    report = read(path, day_first="yes")
    assert [each.day for each in report.measures] == [date(2021, 5, 4)]
    assert not report.questions


# Planners

METRICOOL = "Text,Date,Time,Draft,Facebook,Instagram,LinkedIn\n"


@pytest.mark.parametrize("word", ["TRUE", "WAHR", "VRAI", "VERDADERO", "WAAR", "yes", "1"])
def test_ticks_as_spreadsheets_of_other_languages_write_them(tmp_path, word):
    line = f"Tarts,2026-05-11,10:00:00,FALSE,{word},FALSE,\n"
    (entry,) = read(write(tmp_path, METRICOOL + line)).entries
    assert entry.platform == "facebook_page"


def test_a_card_due_late_stands_on_the_day_of_the_business_clock(tmp_path):
    """Trello writes instants: the table says the same day as the board itself."""
    text = "Card ID,Card Name,Due Date,List Name,Labels\n7,Tarts,2026-05-02T23:30:00.000Z,a,\n"
    (entry,) = read(write(tmp_path, text), Home("EUR", "Europe/Berlin")).entries
    assert (entry.day, entry.at) == (date(2026, 5, 3), time(1, 30))
    (entry,) = read(write(tmp_path, text)).entries
    assert (entry.day, entry.at) == (date(2026, 5, 2), time(23, 30))


def test_a_line_with_more_cells_than_columns_is_left_out(tmp_path):
    text = (
        METRICOOL + "Two tarts, warm,2026-05-11,10:00,FALSE,TRUE,,x\nSoup,2026-05-12,9:00,,,TRUE,\n"
    )
    report = read(write(tmp_path, text))
    assert [each.text for each in report.entries] == ["Soup"]
    assert [(each.line, each.why) for each in report.skipped] == [(2, Skipped.TOO_LONG)]


def test_a_plan_whose_last_day_was_cut_is_not_planned_for_another(tmp_path):
    header = "postAtSpecificTime (YYYY-MM-DD HH:mm:ss),content\n"
    path = write(tmp_path, header + "2026-07-12 08:30:00,Soup\n2026-07-1")
    report = read(path)
    assert [each.day for each in report.entries] == [date(2026, 7, 12)]
    assert [each.why for each in report.skipped] == [Skipped.CUT_OFF]


def test_a_post_keeps_its_key_when_a_spreadsheet_saved_its_plan(tmp_path):
    """Line ends inside a text and the way a day is written are not the post."""
    (sample,) = SAMPLES.glob("calendar_buffer_bulk.csv")
    text = sample.read_text("utf-8-sig")
    before = [each.key for each in read(write(tmp_path, text)).entries]
    after = [each.key for each in read(write(tmp_path, text.replace("\n", "\r\n"))).entries]
    assert before == after
    bulk = ["{} 09:05,Two tarts,", "{} 10:10,Soup,"]
    keys = [
        [each.key for each in read(write(tmp_path, "\n".join(lines) + "\n")).entries]
        for lines in (
            [line.format(day) for line, day in zip(bulk, days, strict=True)]
            for days in (("01/06/2026", "21/06/2026"), ("2026-06-01", "2026-06-21"))
        )
    ]
    assert keys[0] == keys[1]
