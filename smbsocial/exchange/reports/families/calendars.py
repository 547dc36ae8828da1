"""Planned posts of scheduling tools and calendars."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reports import Ask, Entry, Note, Question, Report, Skipped, SkippedRow
from smbsocial.exchange.reports import dates
from smbsocial.exchange.reports.book import Book, Kind
from smbsocial.exchange.reports.planners import (
    PLATFORM_NAMES,
    Planner,
    entry_key,
    planned,
    planner_recipe,
    platforms_of,
    text_in,
)
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.rows import Shape, sort_out
from smbsocial.exchange.reports.words import Words

_OUTLOOK = frozenset({"subject", "start date", "start time", "end date"})

PLANNERS = (
    Planner(
        "cal_buffer_bulk",
        frozenset({"text", "image url", "posting time"}),
        "posting time",
        ("text",),
    ),
    Planner(
        "cal_metricool",
        frozenset({"text", "date", "time", "draft", "instagram"}),
        "date",
        ("text",),
        time="time",
        flags=frozenset(PLATFORM_NAMES),
    ),
    Planner(
        "cal_social_planner",
        frozenset({"postatspecifictime (yyyy-mm-dd hh:mm:ss)", "content"}),
        "postatspecifictime (yyyy-mm-dd hh:mm:ss)",
        ("content",),
        link="link (ogmetaurl)",
    ),
    Planner(
        "cal_social_planner",
        frozenset({"text", "postatspecifictime"}),
        "postatspecifictime",
        ("text",),
        link="link",
    ),
    Planner(
        "cal_publer",
        frozenset({"date", "message", "link", "media"}),
        "date",
        ("message",),
        link="link",
        platform="label",
    ),
    Planner(
        "cal_later",
        frozenset({"scheduled time", "caption", "media url"}),
        "scheduled time",
        ("caption",),
        platform="profile",
    ),
    Planner(
        "cal_outlook_csv",
        _OUTLOOK | {"categories"},
        "start date",
        ("subject", "description"),
        time="start time",
        platform="categories",
        all_day="all day event",
    ),
    Planner(
        "cal_google_csv",
        _OUTLOOK,
        "start date",
        ("subject", "description"),
        time="start time",
        all_day="all day event",
    ),
    Planner(
        "cal_trello_csv",
        frozenset({"card id", "card name", "due date", "list name"}),
        "due date",
        ("card name", "card description"),
        link="card url",
        platform="labels",
        key="card id",
        archived="archived",
    ),
)
_NOTION_DAYS = ("publish date", "date", "due", "due date", "scheduled")


def _notion_planner(book: Book, words: Words) -> Planner | None:
    """A page of Notion: any columns, among them a platform, a status and a day."""
    if book.kind is not Kind.TEXT or not book.sheets[0].rows:
        return None
    header = words.english(book.sheets[0].rows[0])
    day = next((name for name in _NOTION_DAYS if name in header), None)
    if day is None or not {"platform", "status"} <= set(header):
        return None
    return Planner(
        "cal_notion_csv",
        frozenset({day, "platform", "status"}),
        day,
        tuple(name for name in ("caption", "text", "content", header[0]) if name in header),
        platform="platform",
    )


def _read_notion(book: Book, asked: Asked) -> tuple[Report, ...]:
    planner = _notion_planner(book, asked.words)
    if planner is None:
        raise ExpectedError(Code.REPORT_UNKNOWN)
    return planner_recipe(planner).read(book, asked)


def _is_hootsuite(book: Book, _words: Words) -> bool:
    """No header, three columns: a day with a time, a text, a link or nothing."""
    if book.kind is not Kind.TEXT:
        return False
    rows = [row for row in book.sheets[0].rows[:40] if any(cell.strip() for cell in row)]
    return bool(rows) and all(_is_planned(row) for row in rows)


def _is_planned(row: list[str]) -> bool:
    if not 2 <= len(row) <= 3 or not row[1].strip():
        return False
    link = row[2].strip() if len(row) > 2 else ""
    moment = dates.read_days([row[0]], dates.Reading({}, day_first=True))
    other = dates.read_days([row[0]], dates.Reading({}, day_first=False))
    found = moment.values[0] or other.values[0]
    timed = found is not None and found.at is not None
    return timed and (not link or link.startswith(("http://", "https://")))


def _read_hootsuite(book: Book, asked: Asked) -> tuple[Report, ...]:
    sheet = book.sheets[0]
    skipped: list[SkippedRow] = []

    def skip(number: int, why: Skipped, cell: str = "") -> None:
        skipped.append(SkippedRow(sheet.line(number), why, cell[:40]))

    shape = Shape(3, frozenset(), named=True, open_end=sheet.open_end)
    rows, numbers = sort_out(sheet.rows, list(range(len(sheet.rows))), shape, skip)
    days = dates.read_days([row[0] for row in rows], asked.whole_dates())
    entries = []
    for at, row in enumerate(rows):
        when = days.values[at]
        text = text_in(row[1]) if len(row) > 1 else ""
        if when is None or not text:
            skip(numbers[at], Skipped.BAD_DATE if at in days.bad else Skipped.NO_DATE, row[0])
            continue
        link = row[2].strip() if len(row) > 2 else ""
        key = entry_key(text, when.day.isoformat(), str(when.at))
        entries.append(Entry(when.day, when.at, text, link, "", key))
    asks = (Question(Ask.DAY_FIRST, ("yes", "no")),) if days.unsure else ()
    made = planned(book.name, "cal_hootsuite_bulk", entries, questions=asks)
    return (replace(made, skipped=tuple(sorted(skipped, key=lambda each: each.line))),)


def _is_ics(book: Book, _words: Words) -> bool:
    return book.kind is Kind.CALENDAR


def _read_ics(book: Book, asked: Asked) -> tuple[Report, ...]:
    """Events with their day as written; a series is one entry, cancelled ones are left out."""
    from icalendar import Calendar

    asked.told(0)
    try:
        calendar = Calendar.from_ical(book.text)
        events = list(calendar.walk("VEVENT"))
    except (ValueError, IndexError, KeyError) as error:
        raise ExpectedError(Code.REPORT_DAMAGED) from error
    entries = []
    cancelled = 0
    for event in events:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            cancelled += 1
        else:
            entries.append(_event(event, asked))
    notes = ((Note.CANCELLED, {"count": cancelled}),) if cancelled else ()
    return (planned(book.name, "ics", entries, notes=notes),)


def _start(event: Mapping[str, Any]) -> object:
    """The day or moment of an event; None where what stands there is none."""
    start = event.get("DTSTART")
    try:
        return start.dt if start is not None else None
    except ValueError:  # icalendar.BrokenCalendarProperty
        return None


def _event(event: Mapping[str, Any], asked: Asked) -> Entry:
    moment = _start(event)
    if isinstance(moment, datetime):
        moment = asked.local(moment)
    day = moment.date() if isinstance(moment, datetime) else moment
    again = event.get("RECURRENCE-ID")
    return Entry(
        day if isinstance(day, date) else None,
        moment.time() if isinstance(moment, datetime) else None,
        str(event.get("SUMMARY") or event.get("DESCRIPTION") or ""),
        str(event.get("URL") or ""),
        "",
        f"{event.get('UID', '')}{again.to_ical().decode() if again else ''}",
    )


def _is_trello(book: Book, _words: Words) -> bool:
    head = book.text[:200_000]
    return book.kind is Kind.JSON and '"idList"' in head and '"due"' in book.text


def _read_trello(book: Book, asked: Asked) -> tuple[Report, ...]:
    """The cards of a board, archived ones left out; a card alone is a board of one."""
    try:
        board = json.loads(book.text)
        cards = list(_cards(board))
        closed = {each["id"] for each in board.get("lists", ()) if each.get("closed")}
        put_away = [card for card in cards if card.get("closed") or card.get("idList") in closed]
        entries = [_card(card, asked) for card in cards if card not in put_away]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExpectedError(Code.REPORT_DAMAGED) from error
    notes = ((Note.ARCHIVED, {"count": len(put_away)}),) if put_away else ()
    return (planned(book.name, "trello_json", entries, notes=notes),)


def _cards(board: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from board.get("cards", [board])


def _card(card: Mapping[str, Any], asked: Asked) -> Entry:
    due = card.get("due") or card.get("start")
    moment = asked.local(datetime.fromisoformat(str(due))) if due else None
    labels = ",".join(str(label.get("name", "")) for label in card.get("labels", ()))
    return Entry(
        moment.date() if moment else None,
        moment.time().replace(tzinfo=None) if moment else None,
        str(card["name"]),
        str(card.get("url") or ""),
        next(iter(platforms_of(labels)), ""),
        str(card["id"]),
    )


RECIPES = (
    *(planner_recipe(planner) for planner in PLANNERS),
    Recipe("ics", _is_ics, _read_ics),
    Recipe("trello_json", _is_trello, _read_trello),
    Recipe(
        "cal_notion_csv",
        lambda book, words: _notion_planner(book, words) is not None,
        _read_notion,
    ),
    Recipe("cal_hootsuite_bulk", _is_hootsuite, _read_hootsuite),
)
