"""Files of websites, listings and mailings: what they add up to, and nothing twice."""

from datetime import date
from pathlib import Path

import pytest

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import MeasureKind, Metric
from smbsocial.domain.reports import Ask, Note, Report, Skipped
from smbsocial.exchange.reports.families.channels import is_social
from smbsocial.exchange.reports.read import ReportReader

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "data" / "exports"
READER = ReportReader(ROOT / "resources" / "reports")


def read(path: Path, **answers: str) -> Report:
    (report,) = READER.read_file(path, answers={Ask(name): said for name, said in answers.items()})
    return report


def written(folder: Path, text: str, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def total(report: Report, metric: Metric, kind: MeasureKind | None = None) -> int:
    return sum(
        each.figures.get(metric, 0) for each in report.measures if kind is None or each.kind is kind
    )


def test_a_listing_tells_its_span_in_the_name_and_each_location_apart():
    report = read(next(SAMPLES.glob("GMB*")))
    assert (report.format, report.rows) == ("gbp_insights", 3)
    assert (report.first, report.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert len({each.account for each in report.measures}) == 3
    # The manifest's own sum of the four columns of views, and each action as printed.
    assert total(report, Metric.VIEWS) == 13280
    told = {
        Metric.CALLS: 163,
        Metric.MESSAGES: 3,
        Metric.BOOKINGS: 0,
        Metric.DIRECTIONS: 451,
        Metric.WEBSITE_CLICKS: 359,
    }
    assert {metric: total(report, metric) for metric in told} == told


def test_a_listing_under_another_name_asks_for_its_span(tmp_path):
    path = tmp_path / "insights (3).csv"
    path.write_bytes(next(SAMPLES.glob("GMB*")).read_bytes())
    asking = read(path)
    assert [each.ask for each in asking.questions] == [Ask.PERIOD]
    assert asking.needs_answer
    told = read(path, period="2026-02-01/2026-02-28")
    assert not told.questions
    assert {(each.day, each.until) for each in told.measures} == {
        (date(2026, 2, 1), date(2026, 2, 28))
    }


def test_a_listing_of_a_hebrew_account_is_the_same(tmp_path):
    text = next(SAMPLES.glob("GMB*")).read_text("utf-8")
    for english, hebrew in (("Calls", "שיחות"), ("Directions", "ניווט"), ("Website clicks", "אתר")):
        text = text.replace(english, hebrew, 1)
    path = written(tmp_path, text, "GMB insights - 2026-2-1 - 2026-2-28.csv")
    assert read(path).measures == read(next(SAMPLES.glob("GMB*"))).measures


def test_days_of_a_website_come_in_any_order():
    report = read(SAMPLES / "ga4_report_by_date.csv")
    assert (report.format, report.rows) == ("ga4_report", 241)
    assert (report.first, report.last) == (date(2023, 7, 8), date(2024, 3, 4))
    assert total(report, Metric.USERS) == 283560
    assert {each.kind for each in report.measures} == {MeasureKind.DAY}


def test_numbered_days_count_from_the_first_day_that_the_file_tells():
    report = read(SAMPLES / "ga4_snapshot_multi_block.csv")
    assert report.format == "ga4_snapshot"
    assert (report.first, report.last) == (date(2023, 4, 24), date(2023, 5, 21))
    assert total(report, Metric.USERS) == 1
    assert total(report, Metric.SESSIONS, MeasureKind.PERIOD) == 6
    assert total(report, Metric.SOCIAL_SESSIONS) == 0
    others = next(facts["titles"] for note, facts in report.notes if note is Note.OTHER_BLOCKS)
    assert "Page title and screen class, Views" in others


def test_numbered_days_without_a_first_one_are_asked_about(tmp_path):
    path = written(tmp_path, "Nth day,Sessions\n0000,4\n0001,7\n")
    asking = read(path)
    assert [each.ask for each in asking.questions] == [Ask.STARTS_ON]
    assert not asking.measures
    told = read(path, starts_on="2024-02-28")
    assert [(each.day, each.figures) for each in told.measures] == [
        (date(2024, 2, 28), {Metric.SESSIONS: 4}),
        (date(2024, 2, 29), {Metric.SESSIONS: 7}),
    ]


def test_the_comments_of_a_later_table_do_not_date_an_earlier_one():
    report = read(SAMPLES / "ga4_snapshot_no_preamble.csv")
    assert total(report, Metric.PAGEVIEWS) == 4890
    assert (report.first, report.last) == (date(2023, 12, 8), date(2024, 1, 4))


def test_an_exploration_counts_its_grand_total_once():
    report = read(SAMPLES / "ga4_exploration_grand_total.csv")
    assert (report.format, report.rows) == ("ga4_exploration", 3)
    assert [(each.kind, dict(each.figures)) for each in report.measures] == [
        (
            MeasureKind.PERIOD,
            {Metric.USERS: 3, Metric.SESSIONS: 5, Metric.CONVERSIONS: 0},
        )
    ]
    assert (report.first, report.last) == (date(2023, 5, 15), date(2023, 5, 21))


def test_what_is_told_day_by_day_is_not_told_again_for_the_month():
    report = read(SAMPLES / "ua_pages_2022.csv")
    assert report.format == "ua_report"
    assert total(report, Metric.PAGEVIEWS) == 21390
    assert {each.kind for each in report.measures} == {MeasureKind.DAY}
    assert (report.first, report.last) == (date(2022, 3, 1), date(2022, 3, 31))
    assert [row.why for row in report.skipped] == [Skipped.TOTAL, Skipped.TOTAL]


def test_days_of_the_old_reports_follow_the_account_or_are_asked_about(tmp_path):
    text = "# ---\n# All Web Site Data\n# 20150401-20150430\n# ---\n\nDay Index,Sessions\n"
    british = written(tmp_path, f"{text}04/04/2015,3\n16/04/2015,5\n")
    assert [each.day.day for each in read(british).measures] == [4, 16]
    unclear = written(tmp_path, f"{text}04/05/2015,3\n05/05/2015,5\n")
    assert Ask.DAY_FIRST in [each.ask for each in read(unclear).questions]
    assert [each.day for each in read(unclear, day_first="yes").measures] == [
        date(2015, 5, 4),
        date(2015, 5, 5),
    ]


def test_visits_from_social_platforms_are_told_by_day_and_channel(tmp_path):
    text = (
        "# ---\n# Report CSV Export\n# Start date: 20261101\n# End date: 20261102\n"
        "Date,Session default channel group,Sessions\n"
        "20261101,Direct,40\n20261101,Organic Social,7\n20261101,Paid Social,2\n"
        "20261102,Organic Search,30\n20261102,Organic Social,5\n,,84\n"
    )
    report = read(written(tmp_path, text))
    assert [(each.day.day, dict(each.figures)) for each in report.measures] == [
        (1, {Metric.SESSIONS: 49, Metric.SOCIAL_SESSIONS: 9}),
        (2, {Metric.SESSIONS: 35, Metric.SOCIAL_SESSIONS: 5}),
    ]
    assert [row.why for row in report.skipped] == [Skipped.TOTAL]


@pytest.mark.parametrize(
    ("channel", "social"),
    [
        ("Organic Social", True),
        ("instagram / social", True),
        ("l.facebook.com", True),
        ("m.facebook.com / referral", True),
        ("t.co", True),
        ("google", False),
        ("about.com", False),
        ("Direct", False),
        ("notfacebook.example", False),
    ],
)
def test_which_channels_are_social(channel, social):
    assert is_social(channel) is social


def test_mailings_by_their_own_ids():
    report = read(SAMPLES / "mailchimp_campaigns_2025.csv")
    assert (report.format, report.source, report.rows) == (
        "mailchimp_campaigns",
        "mailing_list",
        20,
    )
    assert (report.first, report.last) == (date(2025, 1, 9), date(2025, 10, 2))
    told = {
        Metric.DELIVERED: 25573,
        Metric.OPENS: 8720,
        Metric.MAIL_CLICKS: 1149,
        Metric.UNSUBSCRIBES: 54,
    }
    assert {metric: total(report, metric) for metric in told} == told
    assert len({each.key for each in report.measures}) == 20
    assert {each.kind for each in report.measures} == {MeasureKind.CAMPAIGN}


def test_the_report_of_one_mailing(tmp_path):
    text = (
        '"Email Campaign Report"\n"Title:","April news"\n"Subject Line:","Asparagus, at last"\n'
        '"Delivery Date/Time:","Mon, Apr 26, 2021 12:25"\n\n"Overall Stats"\n'
        '"Total Recipients:","1,012"\n"Successful Deliveries:","995"\n'
        '"Recipients Who Opened:","350 (35.18%)"\n"Recipients Who Clicked:","41 (4.12%)"\n'
        '"Total Unsubs:","2"\n'
    )
    report = read(written(tmp_path, text))
    (mailing,) = report.measures
    assert mailing.day == date(2021, 4, 26)
    assert mailing.title == "Asparagus, at last"
    assert mailing.figures == {
        Metric.DELIVERED: 995,
        Metric.OPENS: 350,
        Metric.MAIL_CLICKS: 41,
        Metric.UNSUBSCRIBES: 2,
    }


def test_a_report_without_rows_says_so(tmp_path):
    text = (
        "# ---\n# Report CSV Export\n# Start date: 20261101\n# End date: 20261102\nDate,Sessions\n"
    )
    with pytest.raises(ExpectedError) as refused:
        read(written(tmp_path, text))
    assert refused.value.code is Code.REPORT_NO_ROWS
