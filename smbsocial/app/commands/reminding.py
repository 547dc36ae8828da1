"""`remind`: what is due, shown by the system; and the same days for a calendar of one's own."""

import argparse
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from smbsocial.app import wiring
from smbsocial.app.commands.output import as_json, say, table, warn
from smbsocial.app.paths import data_folder, resources_folder
from smbsocial.domain.days import Slot, to_instant
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reminders import Due, ReminderSettings, Said, to_show, waiting
from smbsocial.storage.glance import glanced
from smbsocial.storage.reminder_book import FileReminderBook
from smbsocial.ui.text import reminders as words
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reminding.due import due as due_at
from smbsocial.usecases.reminding.ports import ReminderBook


class _ClockAt:
    """A clock that stands at an instant."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def now(self) -> datetime:
        """The instant."""
        return self._instant

    def today(self, zone: str) -> date:
        """Its local day."""
        return self._instant.astimezone(ZoneInfo(zone)).date()


def remind(options: argparse.Namespace) -> int:
    """`remind`: beside the window, which may be open."""
    folder = data_folder(options.data_dir)
    book = FileReminderBook(folder)
    with glanced(folder) as reads:
        if reads is None:  # of an earlier version: opening it brings it up to date
            with wiring.opened(options.data_dir, create=False):
                pass
            return remind(options)
        business, settings = set_up_business(reads), book.settings()
        ports = _ports(options.at, business.zone)
        now = ports.clock.now()
        fallen = due_at(reads, ports, settings, now=now)
        if options.ics is not None:
            _write_calendar(options.ics, reads, ports, settings)
    said = book.said()
    fresh = to_show(fallen, said, settings, business, now)
    showing = () if options.dry_run else _show(book, fresh, now)
    standing = {each.due.id for each in waiting(fallen, said, settings, now)}
    due = tuple(each for each in fallen if each.id in standing)
    if options.json:
        as_json([_row(each, said, showing) for each in due])
    else:
        _print(due, said, showing)
    return 0


def _ports(at: datetime | None, zone: str) -> Ports:
    ports = wiring.make_ports()
    if at is None:
        return ports
    instant = to_instant(Slot(at.date(), at.time()), zone)
    return replace(ports, clock=_ClockAt(instant))


def _show(book: ReminderBook, fresh: tuple[Due, ...], now: datetime) -> tuple[str, ...]:
    """Show what nobody was told yet, as one notification without buttons: we do not stay for them.

    Ids of what was shown.
    """
    from smbsocial.exchange.notifications import system_notifications

    if not fresh:
        return ()
    notifications = system_notifications(str(resources_folder() / "icons" / "smbsocial.svg"))
    try:
        if not notifications.ready():
            warn("Nothing on this computer shows notifications now; nothing was shown.")
            return ()
        claimed = book.claim([each.id for each in fresh], now)
        mine = tuple(each for each in fresh if each.id in claimed)
        if not mine:
            return ()
        title, body = words.summary(mine)
        if notifications.show(title, body, {}) is not None:
            return claimed
        book.release(claimed)
        warn("The system did not show the notification.")
        return ()
    finally:
        notifications.leave()


def _write_calendar(place: Path, reads: Reads, ports: Ports, settings: ReminderSettings) -> None:
    from smbsocial.exchange.reminder_calendar import calendar_file
    from smbsocial.usecases.reminding.calendar import calendar_sheet

    sheet = calendar_sheet(reads, ports, settings)
    content = calendar_file(sheet, words.calendar_words(sheet.business))
    place = place.expanduser().absolute()
    part = place.with_name(f"{place.name}.new")
    try:
        part.write_bytes(content)
        part.replace(place)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        reason = error.strerror or ""
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(place), reason=reason) from error


def _row(due: Due, said: Mapping[str, Said], showing: tuple[str, ...]) -> dict[str, object]:
    told = said.get(due.id) or Said(due.id)
    return {
        "id": due.id,
        "kind": due.kind.value,
        "title": words.title(due),
        "text": words.body(due),
        "since": _since(due),
        "screen": words.target(due),
        "shown": _instant(told.shown_at),
        "snoozed_until": _instant(told.snoozed_until),
        "done_at": _instant(told.done_at),
        "showing": due.id in showing,
    }


def _print(due: tuple[Due, ...], said: Mapping[str, Said], showing: tuple[str, ...]) -> None:
    if not due:
        say("Nothing is due.")
        return
    rows = [
        (each.kind.value, words.title(each), _since(each), _state(said.get(each.id), each, showing))
        for each in due
    ]
    table(rows, ("Kind", "What", "Since", "State"))


def _state(told: Said | None, due: Due, showing: tuple[str, ...]) -> str:
    if due.id in showing:
        return "shown now"
    if told is not None and told.snoozed_until is not None:
        return f"later: {_instant(told.snoozed_until)}"
    return "shown" if told is not None and told.shown_at is not None else "not shown"


def _since(due: Due) -> str:
    return f"{due.slot.day.isoformat()}T{due.slot.at.strftime('%H:%M')}"


def _instant(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z") if when else None
