"""What reminders need from outside, as Protocols; each has a contract in tests/contracts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from smbsocial.domain.reminders import ReminderSettings, Said
    from smbsocial.usecases.reminding.calendar import CalendarSheet, CalendarWords


class ReminderBook(Protocol):
    """What was said to reminders on this data folder, and the settings.

    Several processes may use it at once: each call is one transaction. Raises ExpectedError
    (DISK_FULL, DATABASE_READ_ONLY, DATABASE_BUSY, DATABASE_DAMAGED) where it cannot be written.
    """

    def settings(self) -> ReminderSettings:
        """The settings; the usual ones where none were kept."""
        ...

    def keep_settings(self, settings: ReminderSettings) -> None:
        """Keep the settings."""
        ...

    def said(self) -> Mapping[str, Said]:
        """What became of every occasion that is known, by its id."""
        ...

    def claim(self, ids: Sequence[str], at: datetime) -> tuple[str, ...]:
        """Take occasions for showing now: those of `ids` that nobody else has taken meanwhile.

        One that was shown may be taken again only after it was snoozed; its snooze ends with that.
        """
        ...

    def release(self, ids: Sequence[str]) -> None:
        """Give back what was taken and could not be shown."""
        ...

    def snooze(self, ids: Sequence[str], until: datetime) -> None:
        """Show them again from an instant on."""
        ...

    def finish(self, ids: Sequence[str], at: datetime) -> None:
        """They are dealt with and not shown again."""
        ...


@dataclass(frozen=True, slots=True)
class AutostartState:
    """Whether the system starts the background part at login, as its own files say.

    `place`: the file or registry value; `command`: what it starts, "" where it is not there;
    `ours`: whether that is this program with this data folder; `running`: whether a background
    part is at work on this data folder now.
    """

    on: bool
    place: str
    command: str
    ours: bool
    running: bool


class Autostart(Protocol):
    """The system's list of programs that start at login. Raises ExpectedError with the reason."""

    def state(self) -> AutostartState:
        """What is so now, read from the system each time."""
        ...

    def switch_on(self) -> None:
        """Start the background part at each login, and now."""
        ...

    def switch_off(self) -> None:
        """Take it out again, and end the one that runs."""
        ...


@dataclass(frozen=True, slots=True)
class Reminding:
    """What the window is handed for reminders; `calendar` makes a calendar file's content."""

    book: ReminderBook
    autostart: Autostart
    calendar: Callable[[CalendarSheet, CalendarWords], bytes] | None = None
