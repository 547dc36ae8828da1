"""Planned posts of scheduling tools and calendars: how many, when, and what is left out."""

import json
from datetime import date, time
from pathlib import Path

import pytest

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reports import Ask, Home, Note, Report
from smbsocial.exchange.reports.read import ReportReader

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "data" / "exports"
READER = ReportReader(ROOT / "resources" / "reports")
PLANNERS = [
    entry
    for entry in json.loads((SAMPLES / "MANIFEST.json").read_text("utf-8"))["files"]
    if entry["format"].startswith("cal_") or entry["format"] in {"ics", "trello_json"}
]


def read(path: Path, home: Home | None = None, **answers: str) -> Report:
    said = {Ask(name): answer for name, answer in answers.items()}
    (report,) = READER.read_file(path, answers=said, home=home)
    return report


def written(folder: Path, text: str, name: str = "calendar.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("entry", PLANNERS, ids=[entry["format"] for entry in PLANNERS])
def test_each_sample_says_what_the_manifest_says(entry):
    report = read(SAMPLES / entry["file"])
    expected = entry["expected"]
    put_away = sum(
        facts["count"] for note, facts in report.notes if note in {Note.ARCHIVED, Note.CANCELLED}
    )
    assert report.format == entry["format"]
    assert report.rows + put_away == expected["rows"]
    assert not report.needs_answer
    if not put_away:
        assert str(report.first) == str(expected["date_first"])
        assert str(report.last) == str(expected["date_last"])
    rows = {each.key.partition("/")[0] for each in report.entries}
    dated = {each.key.partition("/")[0] for each in report.entries if each.day}
    if "dated" in expected:
        assert (len(dated), len(rows - dated)) == (
            expected["dated"] - (put_away if expected["dated"] else 0),
            expected["undated"] - (0 if expected["dated"] else put_away),
        )


def test_the_sample_of_which_each_third_has_a_link():
    report = read(SAMPLES / "calendar_hootsuite_bulk.csv")
    assert sum(1 for each in report.entries if each.link) == 10


def test_a_list_without_headers_asks_for_the_order_of_its_days(tmp_path):
    path = written(tmp_path, "01/06/2026 09:05,Two new tarts,\n02/06/2026 09:40,Closed today,\n")
    asking = read(path)
    assert asking.format == "cal_hootsuite_bulk"
    assert [each.ask for each in asking.questions] == [Ask.DAY_FIRST]
    assert [each.day for each in read(path, day_first="yes").entries] == [
        date(2026, 6, 1),
        date(2026, 6, 2),
    ]
    assert [each.day for each in read(path, day_first="no").entries] == [
        date(2026, 1, 6),
        date(2026, 2, 6),
    ]


def test_a_row_for_several_platforms_is_a_post_on_each(tmp_path):
    path = written(
        tmp_path,
        "Name,Publish date,Platform,Status,Caption\n"
        'Tarts,"April 6, 2026 9:00 AM","Instagram, Facebook",Draft,Two new tarts\n',
    )
    report = read(path)
    assert report.rows == 1
    assert [(each.platform, each.day, each.at, each.text) for each in report.entries] == [
        ("instagram", date(2026, 4, 6), time(9), "Two new tarts"),
        ("facebook_page", date(2026, 4, 6), time(9), "Two new tarts"),
    ]
    assert len({each.key for each in report.entries}) == 2


def test_a_span_begins_on_its_first_day(tmp_path):
    path = written(
        tmp_path,
        "Name,Publish date,Platform,Status,Caption\n"
        'Fair,"April 6, 2026 → April 9, 2026",Instagram,Draft,At the fair\n',
    )
    assert read(path).entries[0].day == date(2026, 4, 6)


def test_a_day_without_a_time_has_none():
    report = read(SAMPLES / "calendar_outlook_en.csv")
    assert any(each.at is None for each in report.entries if each.day)
    whole_days = {each.text for each in report.entries if each.day and each.at is None}
    assert "Post: Behind the scenes: our oven team ?" in whole_days


EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1@x\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:20260601T230000Z\r\nSUMMARY:Märkte\\, Brot\r\n"
    "{more}END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_event_late_in_the_evening_stands_on_the_day_of_the_business_clock(tmp_path):
    path = written(tmp_path, EVENT.format(more=""), "plan.ics")
    (event,) = read(path, Home("EUR", "Europe/Berlin")).entries
    assert (event.day, event.at, event.text) == (date(2026, 6, 2), time(1), "Märkte, Brot")


def test_a_cancelled_event_is_counted_and_left_out(tmp_path):
    path = written(tmp_path, EVENT.format(more="STATUS:CANCELLED\r\n"), "plan.ics")
    report = read(path)
    assert not report.entries
    assert report.notes == ((Note.CANCELLED, {"count": 1}),)


def test_one_card_alone_is_read(tmp_path):
    card = {
        "id": "5e44",
        "name": "Tarts",
        "closed": False,
        "idList": "l1",
        "due": "2026-05-02T09:00:00.000Z",
        "labels": [{"name": "Instagram"}],
        "url": "https://trello.com/c/5e44",
    }
    path = written(tmp_path, json.dumps(card), "card.json")
    (entry,) = read(path, Home("EUR", "Europe/Berlin")).entries
    assert (entry.day, entry.at, entry.platform) == (date(2026, 5, 2), time(11), "instagram")


@pytest.mark.parametrize(
    "text",
    [
        '{"cards": 3, "idList": "x", "due": null}',
        '{"cards": [{"idList": 1, "due": "soon", "name": "a", "id": "b"}]}',
        '{"idList": "x", "due": ',
    ],
)
def test_a_damaged_board_is_refused(tmp_path, text):
    with pytest.raises(ExpectedError) as refused:
        read(written(tmp_path, text))
    assert refused.value.code in {Code.REPORT_DAMAGED, Code.REPORT_UNKNOWN}


def test_an_event_with_a_day_that_is_none_is_not_dated(tmp_path):
    path = written(tmp_path, EVENT.format(more="").replace("20260601T230000Z", "nonsense"))
    (event,) = read(path).entries
    assert event.day is None
