"""Reminders: what can fall due, when it may be shown, and what was said to it.

What is due is worked out from stored days each time it is asked for; only what was said to a
reminder (shown, later, done) is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import Enum
from typing import Any

from smbsocial.domain.days import Slot


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
