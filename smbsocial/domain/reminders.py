"""Reminders: what can fall due, when it may be shown, and what was said to it.

What is due is worked out from stored days each time it is asked for; only what was said to a
reminder (shown, later, done) is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from smbsocial.domain.business import Business
from smbsocial.domain.days import Slot, to_instant, to_slot, week_start

CLOCK_WAS_WRONG = timedelta(hours=12)
"""An occasion that was shown and lies so far ahead: the clock was ahead when it was shown."""
LONGEST_SNOOZE = timedelta(days=8)
"""A snooze that ends later than that from now was said by a clock that was ahead."""
_SPARE = timedelta(hours=12)
"""A clock that is put back a little leaves the longest snooze what it was."""
_HOUR = timedelta(hours=1)


BEFORE_QUIET = 15
"""Minutes before quiet hours begin in which what lies in them is told."""


class Kind(Enum):
    """What a reminder is about; each can be switched off by itself."""

    REVIEW = "review"  # the quarterly review
    REASSESS = "reassess"  # the day until which the business stays off has come
    WEEK = "week"  # a week begins
    POST = "post"  # a post's time has come
    MISSED = "missed"  # tasks of past days are open
    APPROVAL = "approval"  # posts wait for the owner's word
    ROTATION = "rotation"  # a password is to be changed
    DRILL = "drill"
    RULE = "rule"  # the day of a rule that says when to stop
    SALES = "sales"  # the check-in with those who sell
    GROWTH = "growth"  # the talk with the person who posts
    BACKUP = "backup"  # the last backup is too old


class Snooze(Enum):
    """How long a reminder waits."""

    HOUR = "hour"
    TOMORROW = "tomorrow"
    NEXT_WEEK = "next_week"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that fell due at a local slot of the business's zone.

    `subject`: the row it is about ("" where there is only one of the kind); `facts`: names, counts
    and days for its words; `id` is the same each time it is worked out, so that nobody is told
    twice.
    """

    kind: Kind
    subject: str
    slot: Slot
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Kind, subject and day: one occasion."""
        return f"{self.kind.value}:{self.subject}:{self.slot.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    """How this computer reminds; wall times of the business's zone.

    Nothing is shown from `quiet_from` to `quiet_to` (across midnight where it is the later one;
    equal = never quiet), nor on closed days unless `on_closed_days`; `morning` is when what has no
    hour of its own falls due; `off` are the kinds that are switched off.
    """

    morning: time = time(9)
    quiet_from: time = time(20)
    quiet_to: time = time(8)
    on_closed_days: bool = False
    off: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What became of one occasion, by its id; instants, None = not (yet)."""

    id: str
    shown_at: datetime | None = None
    snoozed_until: datetime | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is due and not dealt with; `snoozed_until`: an instant to come, None = not snoozed."""

    due: Due
    shown: bool = False
    snoozed_until: datetime | None = None


def to_show(
    due: Iterable[Due],
    said: Mapping[str, Said],
    settings: ReminderSettings,
    business: Business,
    now: datetime,
) -> tuple[Due, ...]:
    """What may be shown at an instant, in its order; whoever shows it claims it in the book first.

    Nothing in quiet hours, on closed days (unless they are wanted) and of the example business;
    no kind that is off, nothing that is done, waits for later or was shown already. `said`: as
    `saying.said_so_far` gives it.
    """
    if business.example or is_quiet(settings, business, now):
        return ()
    return tuple(
        each
        for each in due
        if each.kind not in settings.off
        and _has_come(each, business, now)
        and may_be_taken(said.get(each.id), now)
    )


def waiting(
    due: Iterable[Due], said: Mapping[str, Said], settings: ReminderSettings, now: datetime
) -> tuple[Waiting, ...]:
    """What is due and not dealt with, whether it was shown or not; kinds that are off are left out.

    Quiet hours and closed days make no difference: it is for a page that somebody looks at.
    """
    found = []
    for each in due:
        word = said.get(each.id) or Said(each.id)
        if each.kind not in settings.off and word.done_at is None:
            until = word.snoozed_until if _sleeps(word, now) else None
            found.append(Waiting(each, word.shown_at is not None, until))
    return tuple(found)


def may_be_taken(said: Said | None, at: datetime) -> bool:
    """Whether an occasion may be shown at an instant, by what was said to it."""
    if said is None:
        return True
    if said.done_at is not None or _sleeps(said, at):
        return False
    return said.shown_at is None or said.snoozed_until is not None


def told_too_early(said: Iterable[Said], zone: str, now: datetime) -> tuple[str, ...]:
    """Ids of what was shown although it lies more than 12 h after `now`: by a clock that was ahead.

    They are to be given back, so that they come at their time. Where everything was shown after
    `now`, it is the clock of now that is wrong (an empty battery), and nothing is to be repeated.
    """
    shown = [(each.id, each.shown_at) for each in said if each.shown_at is not None]
    if all(at > now for _, at in shown):
        return ()
    latest = now + CLOCK_WAS_WRONG
    return tuple(id for id, _ in shown if _begins(id, zone) > latest)


def is_quiet(settings: ReminderSettings, business: Business, now: datetime) -> bool:
    """Whether nothing is to be shown now: quiet hours, or a closed day."""
    here = to_slot(now, business.zone)
    if business.is_closed(here.day) and not settings.on_closed_days:
        return True
    start, end = settings.quiet_from, settings.quiet_to
    if start <= end:
        return start <= here.at < end
    return here.at >= start or here.at < end


def told_at(settings: ReminderSettings, at: time) -> time:
    """When somebody is told of a wall time, so that it is not over before the quiet hours are.

    Of what lies in quiet hours that go on past midnight: shortly before they begin.
    """
    start, end = settings.quiet_from, settings.quiet_to
    if start <= end or at < start:
        return at
    minutes = start.hour * 60 + start.minute - BEFORE_QUIET
    return time(*divmod(minutes, 60)) if minutes >= 0 else at


def snoozed_until(
    snooze: Snooze, settings: ReminderSettings, business: Business, now: datetime
) -> datetime:
    """When a reminder comes again that is put off now: an instant, never void by itself.

    An hour on; the next open day's morning; the morning of next week's first open day. With
    `on_closed_days` every day is as good as an open one.
    """
    if snooze is Snooze.HOUR:
        return now + _HOUR
    today = to_slot(now, business.zone).day
    if snooze is Snooze.TOMORROW:
        day = today + timedelta(days=1)
    else:
        day = week_start(today, business.first_weekday) + timedelta(weeks=1)
    if not settings.on_closed_days:
        day = first_open_day(business, day) or day
    latest = now + LONGEST_SNOOZE - _SPARE
    return min(to_instant(Slot(day, settings.morning), business.zone), latest)


def first_open_day(business: Business, first: date, days: int = 7) -> date | None:
    """The first of so many days from `first` on that is not closed; None where all are."""
    wanted = (first + timedelta(days=i) for i in range(days))
    return next((day for day in wanted if not business.is_closed(day)), None)


def _begins(id: str, zone: str) -> datetime:
    """When the day of an occasion begins, by its id: an instant."""
    day = date.fromisoformat(id.rpartition(":")[2])
    return to_instant(Slot(day, time.min), zone)


def _has_come(due: Due, business: Business, now: datetime) -> bool:
    return to_instant(due.slot, business.zone) <= now


def _sleeps(said: Said, now: datetime) -> bool:
    """Whether it waits for an instant to come; one too far away was said by a wrong clock."""
    until = said.snoozed_until
    return until is not None and now < until <= now + LONGEST_SNOOZE
