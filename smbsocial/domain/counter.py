"""What is counted at the counter: who came because of what, codes, links, and weekly totals."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from smbsocial.domain.ids import CouponId, GoalId, PillarId, PlatformKey, PostId
from smbsocial.domain.money import Money


class What(Enum):
    """What somebody did."""

    VISIT = "visit"
    ORDER = "order"
    BOOKING = "booking"
    CALL = "call"
    LEAD = "lead"


class Elsewhere(Enum):
    """Answers to "how did you hear of us?" that are no platform."""

    FRIEND = "friend"
    PASSED_BY = "passed_by"
    REGULAR = "regular"
    SEARCH = "search"
    NEWSPAPER = "newspaper"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Tally:
    """One click at the counter: `count` people did `what`; `heard` a platform, or `Elsewhere`.

    With a `coupon` it was the code that was used; `revenue` of them together, where it is known.
    """

    id: str
    day: date
    at: datetime
    what: What
    heard: str
    count: int = 1
    coupon: CouponId | None = None
    revenue: Money | None = None


@dataclass(frozen=True, slots=True)
class DayTally:
    """All clicks of a day for one answer and coupon; those with and without revenue apart."""

    day: date
    what: What
    heard: str
    coupon: CouponId | None
    count: int
    revenue: Money | None


@dataclass(frozen=True, slots=True)
class Coupon:
    """A code or word that customers name, made for one platform and perhaps one post or pillar."""

    id: CouponId
    code: str
    offer: str
    platform: PlatformKey
    post: PostId | None
    pillar: PillarId | None
    starts: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class TaggedLink:
    """A page of the business with the tags that tell its website's statistics who sent people."""

    id: str
    url: str
    platform: PlatformKey
    campaign: str
    post: PostId | None
    pillar: PillarId | None
    made_on: date


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """All units of a goal in one week, whoever they came from: what a lift is measured against.

    `day` is the first of the week; append-only, a correction supersedes.
    """

    id: str
    goal: GoalId
    day: date
    units: int
    at: datetime
    note: str = ""
    supersedes: str | None = None
