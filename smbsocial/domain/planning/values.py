"""What a plan is before it is written: a draft and what gave way; values only."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from smbsocial.domain.content import Post
from smbsocial.domain.plan import Duty, Plan


class GaveWay(Enum):
    """Which promise could not be kept in full, told in the preview."""

    COMMUNITIES = "communities"  # more communities than posts: some wait for their turn
    IDEAS = "ideas"  # no idea left that did not run in the last eight weeks: a gap stays
    BUDGET = "budget"  # a routine was left out or shortened to stay within the minutes
    CLOSED = "closed"  # a week is closed altogether
    OBSERVANCE = "observance"  # an observance falls on a closed day: its post moved before it
    PLATFORMS = "platforms"  # more platforms than posts a week: they take turns


@dataclass(frozen=True, slots=True)
class Note:
    """What gave way, in which week (its first day, None = everywhere), and a detail."""

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
