"""What is said to reminders: later, done; and what was said before, by whatever clock."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from smbsocial.domain.business import Business
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import TaskId
from smbsocial.domain.reminders import (
    Due,
    Kind,
    ReminderSettings,
    Said,
    Snooze,
    snoozed_until,
    told_too_early,
)
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.reminding.ports import ReminderBook
from smbsocial.usecases.week import tick

TICKED = frozenset({Kind.POST, Kind.SALES})
"""Reminders that are about exactly one task: their subject is its id."""
_GONE = frozenset({Code.ALREADY_DONE, Code.NOT_FOUND})


def said_so_far(book: ReminderBook, business: Business, now: datetime) -> Mapping[str, Said]:
    """What was said to every occasion, as `to_show` and `waiting` want it at each look.

    What a clock that was ahead showed too early is given back, so that it comes at its time. Raises
    what the book raises where it cannot be read.
    """
    said = book.said()
    early = told_too_early(said.values(), business.zone, now)
    if not early:
        return said
    with suppress(ExpectedError):  # what cannot be written down now is so at the next look, too
        book.release(early)
    return {**said, **{id: replace(said[id], shown_at=None) for id in early}}


def snooze(
    book: ReminderBook,
    ports: Ports,
    ids: Sequence[str],
    wait: Snooze,
    *,
    business: Business,
    settings: ReminderSettings,
) -> datetime:
    """Put reminders off, and until which instant: an hour, the next open day, next week.

    Raises what the book raises.
    """
    until = snoozed_until(wait, settings, business, ports.clock.now())
    book.snooze(ids, until)
    return until


def done(tx: Tx, ports: Ports, due: Due) -> bool:
    """Tick the post or check-in that a reminder is about; whether there was one to tick.

    One that was ticked or taken away meanwhile is dealt with already. What is not about one task
    changes nothing here; the book's `finish` is for whoever calls.
    """
    return due.kind in TICKED and _ticked(tx, ports, due.subject)


def done_by_id(tx: Tx, ports: Ports, id: str) -> bool:
    """The same for the reminder of an id, also when its day is over: then it is due no longer."""
    kind, _, occasion = id.partition(":")
    subject = occasion.rpartition(":")[0]
    return any(each.value == kind for each in TICKED) and _ticked(tx, ports, subject)


def _ticked(tx: Tx, ports: Ports, task: str) -> bool:
    try:
        tick(tx, ports, TaskId(task))
    except ExpectedError as error:
        if error.code not in _GONE:
            raise
        return False
    return True
