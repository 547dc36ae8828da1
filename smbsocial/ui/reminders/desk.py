"""Where reminders are looked at and answered: their book and the system's list wait in a lane."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from smbsocial.domain.business import Business
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.reminders import (
    Due,
    ReminderSettings,
    Said,
    Snooze,
    Waiting,
    to_show,
    waiting,
)
from smbsocial.ui import jobs
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import reminders as words
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import the_business
from smbsocial.usecases.reminding import saying
from smbsocial.usecases.reminding.calendar import calendar_sheet
from smbsocial.usecases.reminding.due import coming, due

if TYPE_CHECKING:
    from smbsocial.usecases.reminding.ports import AutostartState, Reminding


@dataclass(frozen=True, slots=True)
class Looked:
    """One look: what waits, what may be shown now, what comes in two weeks."""

    settings: ReminderSettings
    waiting: tuple[Waiting, ...]
    to_show: tuple[Due, ...]
    coming: tuple[Due, ...] = ()


class ReminderDesk(QObject):
    """What is due is read here; what was said to it goes to its book, one thing after another.

    `changed`: something was answered, or the settings were. The example business has none of it.
    """

    changed = Signal()
    failed_to_look = Signal(object)  # ExpectedError; a page says it, a pop-up comes later

    def __init__(self, bridge: Bridge, reminding: Reminding, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._book = reminding.book
        self._autostart = reminding.autostart
        self._calendar = reminding.calendar
        self._lane = jobs.Lane(self)
        self._claiming: tuple[str, ...] = ()
        bridge.closing.connect(self._close)

    @property
    def business(self) -> Business | None:
        """Whose reminders these are; None before setup and in the example, where nothing comes."""
        found = self._bridge.read(lambda reads, _ports: the_business(reads))
        return found if found is not None and not found.example else None

    def look(self, then: Callable[[Looked], None], *, ahead: bool = False) -> None:
        """Look what is due, with what comes if one looks `ahead`; what fails is said."""
        business = self.business
        if business is None:
            return
        now = self._bridge.ports.clock.now()
        book = self._book

        def ask() -> tuple[ReminderSettings, Mapping[str, Said]]:
            return book.settings(), saying.said_so_far(book, business, now)

        def answered(value: object) -> None:
            settings, said = cast("tuple[ReminderSettings, Mapping[str, Said]]", value)
            self._read(then, settings, said, ahead)

        self._run(ask, answered, self._quietly)

    def claim(self, dues: Sequence[Due], then: Callable[[tuple[Due, ...]], None]) -> None:
        """Take reminders for showing; `then` gets those that nobody else has taken."""
        ids, now, book = tuple(each.id for each in dues), self._bridge.ports.clock.now(), self._book
        self._claiming = ids

        def taken(value: object) -> None:
            self._claiming = ()
            then(tuple(each for each in dues if each.id in cast("tuple[str, ...]", value)))

        def failed(error: Exception) -> None:
            self._claiming = ()
            self._quietly(error)

        self._run(lambda: book.claim(ids, now), taken, failed)

    def snooze(self, dues: Sequence[Due], wait: Snooze) -> None:
        """Let them wait."""
        business = self.business
        if business is None:
            return
        ids, ports, book = [each.id for each in dues], self._bridge.ports, self._book
        self._write(
            lambda: saying.snooze(
                book, ports, ids, wait, business=business, settings=book.settings()
            )
        )

    def finish(self, dues: Sequence[Due]) -> bool:
        """They are dealt with; a post or check-in is ticked. False where that did not work."""
        ticks = [each for each in dues if each.kind in saying.TICKED]
        if not all(self._bridge.attempt(Action.TICK, saying.done, each) for each in ticks):
            return False
        ids, now, book = [each.id for each in dues], self._bridge.ports.clock.now(), self._book
        self._write(lambda: book.finish(ids, now))
        return True

    def finish_by_id(self, id: str) -> bool:
        """Tick what a reminder is about that the background part showed; it keeps the rest."""
        if self.business is None:
            return False
        return self._bridge.attempt(Action.TICK, saying.done_by_id, id)

    def keep_settings(self, settings: ReminderSettings) -> None:
        """Keep the settings."""
        self._write(partial(self._book.keep_settings, settings))

    def login_state(self, then: Callable[[AutostartState], None]) -> None:
        """Whether the system starts the background part at login, as it says now."""
        self._run(self._autostart.state, lambda value: then(cast("AutostartState", value)))

    def start_at_login(self, wanted: bool, then: Callable[[AutostartState], None]) -> None:
        """Switch it on or off, and look what became of it."""
        autostart = self._autostart

        def switch() -> AutostartState:
            if wanted:
                autostart.switch_on()
            else:
                autostart.switch_off()
            return autostart.state()

        def failed(error: Exception) -> None:
            self._said(error)
            self.login_state(then)

        self._run(switch, lambda value: then(cast("AutostartState", value)), failed)

    @property
    def can_write_calendar(self) -> bool:
        """Whether a file for the owner's own calendar can be made."""
        return self._calendar is not None

    def make_calendar(self, then: Callable[[bytes], None]) -> None:
        """The content of a calendar file with the reviews and the weekly start; what fails is said.

        Its times are as the settings are now.
        """
        make, business = self._calendar, self.business
        if make is None or business is None:
            return
        said = words.calendar_words(business.name)

        def asked(value: object) -> None:
            try:
                sheet = self._bridge.read(calendar_sheet, cast("ReminderSettings", value))
            except ExpectedError as error:
                self._bridge.failed.emit(error)
                return
            self._run(lambda: make(sheet, said), lambda content: then(cast("bytes", content)))

        self._run(self._book.settings, asked)

    def _read(
        self,
        then: Callable[[Looked], None],
        settings: ReminderSettings,
        said: Mapping[str, Said],
        ahead: bool,
    ) -> None:
        business, now = self.business, self._bridge.ports.clock.now()
        if business is None:
            return
        try:
            fallen = self._bridge.read(due, settings, now=now)
            to_come = self._bridge.read(coming, settings, now=now) if ahead else ()
        except ExpectedError as error:
            self._quietly(error)
            return
        waits = waiting(fallen, said, settings, now)
        shows = to_show(fallen, said, settings, business, now)
        wanted = tuple(each for each in to_come if each.kind not in settings.off)
        then(Looked(settings, waits, shows, wanted))

    def _write(self, fn: Callable[[], object]) -> None:
        self._run(fn, lambda _none: self.changed.emit())

    def _run(
        self,
        fn: Callable[[], object],
        done: Callable[[object], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._lane.run(fn, done=done, failed=failed or self._said, owner=self)

    def _said(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._bridge.failed.emit(error)

    def _quietly(self, error: Exception) -> None:
        """A look that failed is looked again; nobody asked for it."""
        if not isinstance(error, ExpectedError):
            raise error
        self.failed_to_look.emit(error)

    def _close(self) -> None:
        """What was taken and is shown no more is given back."""
        self._lane.close()
        if self._claiming:
            with suppress(ExpectedError):
                self._book.release(self._claiming)
            self._claiming = ()
