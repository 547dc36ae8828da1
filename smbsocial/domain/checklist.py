"""A week's tasks: posts and duties of the week, what was missed before, and their states."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from smbsocial.domain.ids import CommunityId, PersonId, PostId, TaskId
from smbsocial.domain.plan import DutyKind


class TaskState(Enum):
    """Where a task stands; a missed one is open and its day is past."""

    OPEN = "open"
    MISSED = "missed"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the checklist: a post (`post`) or a duty (`duty`), never both.

    `day` is the day it was planned for; `rolled` says that it comes from an earlier week.
    """

    id: TaskId
    day: date
    at: time | None
    minutes: int
    person: PersonId
    state: TaskState
    post: PostId | None = None
    duty: DutyKind | None = None
    community: CommunityId | None = None
    rolled: bool = False
    reason: str = ""
    real_minutes: int | None = None
