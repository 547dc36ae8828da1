"""The calendar file, read back as another program reads it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from smbsocial.domain.days import Slot
from smbsocial.exchange.reminder_calendar import calendar_file
from smbsocial.usecases.reminding.calendar import CalendarReview, CalendarSheet, CalendarWords

REVIEWS = (date(2027, 1, 4), date(2027, 4, 5), date(2027, 7, 5), date(2027, 10, 4))
BERLIN = ZoneInfo("Europe/Berlin")
SHEET = CalendarSheet(
    id="shop",
    business="Café Grüne Äpfel",
    zone="Europe/Berlin",
    made_at=datetime(2026, 12, 20, 8, tzinfo=UTC),
    reviews=tuple(CalendarReview(f"review-{n}", Slot(d, time(9))) for n, d in enumerate(REVIEWS)),
    week=Slot(date(2026, 12, 21), time(9)),
)
WORDS = CalendarWords("Review: Café; Äpfel, " + "ü" * 90, "One hour,\nno more", "Week", "See")


def read(content: bytes) -> tuple[Calendar, list[Event]]:
    calendar = Calendar.from_ical(content)
    return calendar, list(calendar.walk("VEVENT"))


def test_other_programs_find_four_reviews_and_a_year_of_weeks() -> None:
    content = calendar_file(SHEET, WORDS)
    _, events = read(content)
    assert [str(each["SUMMARY"]) for each in events] == [*[WORDS.review] * 4, "Week"]
    assert str(events[0]["DESCRIPTION"]) == WORDS.review_text
    assert [each["DTSTART"].dt for each in events[:4]] == [
        datetime.combine(day, time(9), BERLIN) for day in REVIEWS
    ]
    rule = events[4]["RRULE"].to_ical().decode()
    starts = list(rrulestr(rule, dtstart=events[4]["DTSTART"].dt))
    assert len(starts) == 52
    assert {(each.weekday(), each.hour) for each in starts} == {(0, 9)}  # in summer too


def test_lines_are_folded_and_nothing_in_it_is_an_address_of_the_web() -> None:
    content = calendar_file(SHEET, WORDS)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"://" not in content
    assert b"URL" not in content


def test_it_brings_its_zone_and_its_alarms() -> None:
    calendar, events = read(calendar_file(SHEET, WORDS))
    assert [str(each["TZID"]) for each in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    alarms = [[a["TRIGGER"].dt for a in each.walk("VALARM")] for each in events]
    assert alarms == [[timedelta(days=-7), timedelta(0)]] * 4 + [[timedelta(0)]]
    assert {str(a["ACTION"]) for each in events for a in each.walk("VALARM")} == {"DISPLAY"}


def test_written_again_it_replaces_what_was_there() -> None:
    """The same ids, a newer stamp."""
    from dataclasses import replace

    _, before = read(calendar_file(SHEET, WORDS))
    later = replace(SHEET, made_at=SHEET.made_at + timedelta(days=1))
    _, after = read(calendar_file(later, WORDS))
    ids = [str(each["UID"]) for each in before]
    assert [str(each["UID"]) for each in after] == ids
    assert len(set(ids)) == 5
    assert all(a["DTSTAMP"].dt > b["DTSTAMP"].dt for a, b in zip(after, before, strict=True))
    assert calendar_file(SHEET, WORDS) == calendar_file(SHEET, WORDS)
