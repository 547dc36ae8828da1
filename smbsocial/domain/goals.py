"""Goals, KPIs, targets and readings."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from smbsocial.domain.ids import GoalId, GoalKey, KpiId, KpiKey, PlatformKey, ReadingId
from smbsocial.domain.ranges import Source

RETIRED = 0
"""The rank of a goal or KPI that is no longer wanted; its history stays."""


class Period(Enum):
    """The time a target counts over."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    @property
    def per_year(self) -> int:
        """How many of them a year has."""
        return {Period.WEEK: 52, Period.MONTH: 12, Period.QUARTER: 4}[self]


class Counted(Enum):
    """What one unit of a goal is: decides the words and which links the chain needs."""

    VISITS = "visits"
    ORDERS = "orders"
    BOOKINGS = "bookings"
    LEADS = "leads"  # calls, quote requests, business enquiries
    CLIENTS = "clients"  # customers won, counted after the enquiry closed
    MEMBERS = "members"  # bookings that stay for months
    GUESTS = "guests"
    REVIEWS = "reviews"
    APPLICANTS = "applicants"
    ANSWERS = "answers"  # questions answered without a call
    SUBSCRIBERS = "subscribers"
    DONATIONS = "donations"


@dataclass(frozen=True, slots=True)
class Goal:
    """What the business wants more of: `target` extra units per `period`, reached by `until`."""

    id: GoalId
    kind: GoalKey
    counted: Counted
    target: int
    period: Period
    until: date
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure watched for a goal; `target` per the KPI's own cadence, None = watch only."""

    id: KpiId
    kind: KpiKey
    goal: GoalId
    target: int | None
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure typed or imported: append-only, a correction supersedes.

    `hundredths` is the value times 100 (readings may be percentages); `at` is an instant;
    `origin` names the import that it was read from, "" where somebody typed it.
    """

    id: ReadingId
    kpi: KpiId
    day: date
    hundredths: int
    at: datetime
    note: str = ""
    supersedes: ReadingId | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What the library knows of a kind of goal."""

    key: GoalKey
    name: str
    summary: str
    counted: Counted
    helps: tuple[str, ...]
    cannot: tuple[str, ...]
    prerequisites: tuple[str, ...]
    kpis: tuple[KpiKey, ...]
    main_kpi: KpiKey
    effort: int
    first_sign_weeks: tuple[int, int]
    solid_result_weeks: tuple[int, int]
    best_platforms: tuple[PlatformKey, ...]
    roi_formula: str
    roi_inputs: tuple[tuple[str, str], ...]
    roi_example: str
    verified: bool
    sources: tuple[Source, ...]
    timing_sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class KpiFacts:
    """What the library knows of a KPI; `where_to_read` maps a platform to its menu path."""

    key: KpiKey
    name: str
    definition: str
    expression: str
    inputs: tuple[tuple[str, str], ...]
    unit: str
    direction: str
    stage: str
    goals: tuple[GoalKey, ...]
    where_to_read: tuple[tuple[PlatformKey, str], ...]
    outside_platforms: tuple[str, ...]
    cadence: str
    vanity: bool
    caveat: str
    verified: bool
    sources: tuple[Source, ...]
