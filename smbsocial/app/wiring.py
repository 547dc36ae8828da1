"""Builds each part once, by hand, and joins them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from smbsocial.app.clock import RandomIds, SystemClock
from smbsocial.app.paths import data_folder, resources_folder
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import SqliteStore, open_store
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.report_files import ReportFiles

if TYPE_CHECKING:
    from smbsocial.usecases.reminding.calendar import CalendarSheet, CalendarWords
    from smbsocial.usecases.reminding.ports import Reminding


@dataclass(frozen=True, slots=True)
class House:
    """An open data folder and the one door to it; `folder` is None in memory."""

    folder: Path | None
    store: SqliteStore
    ports: Ports
    changes: Changes


def make_ports() -> Ports:
    """The machine's clock, new ids, and the library of this program."""
    library = FileLibrary(resources_folder() / "library")
    return Ports(clock=SystemClock(), ids=RandomIds(), library=library)


def make_reminding(folder: Path) -> Reminding:
    """The reminders of a data folder on this machine; loaded when the window stands.

    A background part that an earlier version of the program left at work is started anew.
    """
    from smbsocial.app.autostart import SystemAutostart
    from smbsocial.storage.reminder_book import FileReminderBook
    from smbsocial.usecases.reminding.ports import Reminding

    autostart = SystemAutostart(folder)
    autostart.renew()
    return Reminding(FileReminderBook(folder), autostart, make_calendar)


def make_calendar(sheet: CalendarSheet, words: CalendarWords) -> bytes:
    """A calendar file's content; what writes it is loaded when the first is wanted."""
    from smbsocial.exchange.reminder_calendar import calendar_file

    return calendar_file(sheet, words)


def make_report_files(resources: Path) -> ReportFiles:
    """What reads the files of platforms and tills; loaded when the first is wanted."""
    from smbsocial.exchange.reports.read import ReportReader

    return ReportReader(resources / "reports")


@contextmanager
def opened(folder: Path | None, *, create: bool) -> Iterator[House]:
    """The house of a data folder (the person's own if None), closed at the end.

    Raises ExpectedError as `open_store` does, NOT_SET_UP where the own folder was never made.
    """
    place = data_folder(folder)
    if folder is None and not create and not place.exists():
        # Nothing was ever kept on this machine; only a folder that somebody names can be gone.
        raise ExpectedError(Code.NOT_SET_UP, path=str(place))
    ports = make_ports()
    store = open_store(place, create=create)
    try:
        yield House(place, store, ports, Changes(store, ports))
    finally:
        store.close()
