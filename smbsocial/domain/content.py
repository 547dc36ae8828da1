"""Pillars, ideas, posts, and the changes of status that are allowed."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from smbsocial.domain.ids import (
    CommunityId,
    GoalId,
    PersonId,
    PillarId,
    PlanId,
    PlatformKey,
    PostId,
)


class Format(Enum):
    """What is made; the minutes each takes are the library's, corrected by the owner."""

    PHOTO = "photo"
    CAROUSEL = "carousel"
    SHORT_VIDEO = "short_video"
    STORY = "story"
    TEXT = "text"
    UPDATE = "update"


class Status(Enum):
    """Where a post stands."""

    IDEA = "idea"
    DRAFT = "draft"
    TO_APPROVE = "to_approve"
    APPROVED = "approved"
    POSTED = "posted"
    SKIPPED = "skipped"


OPEN = frozenset({Status.IDEA, Status.DRAFT, Status.TO_APPROVE, Status.APPROVED})

ALLOWED: dict[Status, frozenset[Status]] = {
    **dict.fromkeys(OPEN, frozenset(Status)),
    Status.POSTED: frozenset({Status.DRAFT, Status.POSTED}),
    Status.SKIPPED: frozenset({Status.DRAFT, Status.SKIPPED}),
}
"""From a status to those that may follow: posted and skipped are only taken back to draft."""


@dataclass(frozen=True, slots=True)
class Pillar:
    """A recurring kind of content, why it is made, and its colour (1 to 6)."""

    id: PillarId
    name: str
    purpose: str
    colour: int
    rank: int = 1
    active: bool = True


@dataclass(frozen=True, slots=True)
class Post:
    """One thing to publish on one platform for one community, on a local day and wall time.

    `minutes` planned, `real_minutes` spent; `idea` names the library's idea or observance, so
    that none repeats too soon; `edited` marks a post that a person changed, which a new plan
    keeps; `posted_at` is an instant.
    """

    id: PostId
    plan: PlanId
    day: date
    at: time
    platform: PlatformKey
    pillar: PillarId
    community: CommunityId
    goal: GoalId
    format: Format
    minutes: int
    title: str
    text: str
    idea: str
    person: PersonId
    status: Status = Status.DRAFT
    edited: bool = False
    link: str = ""
    skip_reason: str = ""
    real_minutes: int | None = None
    posted_at: datetime | None = None
    observance: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.status is not Status.POSTED and self.status is not Status.SKIPPED
