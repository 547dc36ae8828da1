"""The reviews and the weekly start as a calendar file (RFC 5545) with alarms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from smbsocial.domain.days import Slot
from smbsocial.usecases.reminding.calendar import CalendarSheet, CalendarWords

if TYPE_CHECKING:
    from icalendar import Event

REVIEW_LASTS = timedelta(hours=1)
WEEK_LASTS = timedelta(minutes=15)
WEEKS = 52
"""The weekly start is written for a year; the four reviews are one, too."""
A_WEEK_BEFORE = timedelta(days=-7)
AT_ONCE = timedelta(0)
PRODUCT = "-//smbsocial//reminders//EN"


def calendar_file(sheet: CalendarSheet, words: CalendarWords) -> bytes:
    """The file's content. Its events have ids that stay, so that a newer file replaces an older."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for review in sheet.reviews:
        event = _event(sheet, review.key, review.slot, REVIEW_LASTS)
        _say(event, words.review, words.review_text, (A_WEEK_BEFORE, AT_ONCE))
        calendar.add_component(event)
    event = _event(sheet, "week", sheet.week, WEEK_LASTS)
    event.add("rrule", {"freq": "weekly", "count": WEEKS})
    _say(event, words.week, words.week_text, (AT_ONCE,))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(sheet: CalendarSheet, key: str, slot: Slot, lasts: timedelta) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{key}.{sheet.id}.smbsocial")
    event.add("dtstamp", sheet.made_at)
    event.add("dtstart", datetime.combine(slot.day, slot.at, tzinfo=ZoneInfo(sheet.zone)))
    event.add("duration", lasts)
    return event


def _say(event: Event, title: str, text: str, alarms: tuple[timedelta, ...]) -> None:
    from icalendar import Alarm

    event.add("summary", title)
    event.add("description", text)
    for before in alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", before)
        event.add_component(alarm)
