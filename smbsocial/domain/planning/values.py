"""What a plan is before it is written: a draft and what gave way; values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Self

from smbsocial.domain.content import Post, Status
from smbsocial.domain.ids import CommunityId
from smbsocial.domain.plan import Duty, Plan


class GaveWay(Enum):
    """Which promise could not be kept in full, told in the preview."""

    COMMUNITIES = "communities"  # more communities than posts: some wait for their turn
    IDEAS = "ideas"  # no idea left that did not run in the last eight weeks: a gap stays
    BUDGET = "budget"  # a routine was left out or shortened to stay within the minutes
    CLOSED = "closed"  # a week is closed altogether
    OBSERVANCE = "observance"  # an observance falls on a closed day: its post moved before it
    PLATFORMS = "platforms"  # more platforms than posts: some wait long for their turn


@dataclass(frozen=True, slots=True)
class Note:
    """What gave way, in which week (its first day, None = everywhere), and a detail.

    `detail`: COMMUNITIES and PLATFORMS how many there are; IDEAS how many posts are missing, or the
    pillar that has no ideas; OBSERVANCE its name; BUDGET the duty (`DutyKind.value`) left out, the
    format (`Format.value`) posts had to shrink to, "posts" where some stayed out, or the main
    platform where others take less time and get more.
    """

    what: GaveWay
    week: date | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan that is not written yet: what the preview shows with tick boxes."""

    plan: Plan
    posts: tuple[Post, ...]
    duties: tuple[Duty, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Recent:
    """What ran before the plan: the last day of each idea and of each community."""

    ideas: tuple[tuple[str, date], ...] = ()
    communities: tuple[tuple[CommunityId, date], ...] = ()

    @classmethod
    def of(cls, posts: Iterable[Post]) -> Self:
        """What a number of posts used up; skipped ones used nothing."""
        ideas: dict[str, date] = {}
        communities: dict[CommunityId, date] = {}
        for post in posts:
            if post.status is Status.SKIPPED:
                continue
            ideas[post.idea] = max(post.day, ideas.get(post.idea, post.day))
            last = communities.get(post.community, post.day)
            communities[post.community] = max(post.day, last)
        return cls(tuple(sorted(ideas.items())), tuple(sorted(communities.items())))
