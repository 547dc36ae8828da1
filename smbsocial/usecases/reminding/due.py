"""What has fallen due, and what comes in two weeks: worked out from stored days, never kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from smbsocial.domain.days import to_instant
from smbsocial.domain.reminders import Due, ReminderSettings
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.reminding import occasions
from smbsocial.usecases.reminding.look import Look, in_order, look_at


def due(
    reads: Reads, ports: Ports, settings: ReminderSettings, *, now: datetime
) -> tuple[Due, ...]:
    """Everything that has fallen due by an instant and still stands, oldest first.

    What is posted, ticked, held or answered is no longer there. Nothing before setup is finished.
    """
    look = look_at(reads, ports, settings, now)
    if look is None:
        return ()
    fallen = [each for each in _standing(look) if to_instant(each.slot, look.business.zone) <= now]
    return tuple(sorted(fallen, key=in_order))


def coming(
    reads: Reads, ports: Ports, settings: ReminderSettings, *, now: datetime, days: int = 14
) -> tuple[Due, ...]:
    """What will fall due after an instant, until so many days from its day, soonest first.

    What nobody can know before (a task that will be missed) is not among it.
    """
    look = look_at(reads, ports, settings, now)
    if look is None:
        return ()
    zone, last = look.business.zone, look.today + timedelta(days=days)
    to_come = [
        each
        for each in _foreseen(look, days)
        if each.slot.day <= last and to_instant(each.slot, zone) > now
    ]
    return tuple(sorted(to_come, key=in_order))


def _standing(look: Look) -> Iterator[Due]:
    yield from occasions.reviews(look)
    yield from occasions.reassessments(look)
    yield from occasions.week_begins(look, look.week, look.tasks)
    yield from occasions.posts(look, look.today, look.today)
    yield from occasions.missed(look)
    yield from occasions.approvals(look)
    yield from occasions.care(look)
    yield from occasions.rules(look, look.today)
    yield from occasions.sales(look, look.tasks)
    yield from occasions.growth_talks(look, look.today)
    yield from occasions.backups(look)


def _foreseen(look: Look, days: int) -> Iterator[Due]:
    last = look.today + timedelta(days=days)
    yield from occasions.coming_reviews(look, last)
    yield from occasions.reassessments(look)
    for first in look.weeks_until(last):
        tasks = look.tasks if first == look.week else look.open_tasks(first)
        yield from occasions.week_begins(look, first, tasks)
        yield from occasions.sales(look, tasks)
    yield from occasions.posts(look, look.today, last)
    yield from occasions.coming_care(look, last)
    yield from occasions.rules(look, last)
    yield from occasions.growth_talks(look, last)
