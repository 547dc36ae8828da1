"""A quarter's plan, its recurring duties, the ticks on them, and the owner's decisions."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from smbsocial.domain.days import WEEKS_IN_QUARTER
from smbsocial.domain.ids import CommunityId, DecisionId, DutyId, PersonId, PlanId, TaskId, TickId


class DutyKind(Enum):
    """The routine work beside the posts."""

    ANSWER = "answer"  # comments, messages, reviews
    COMMUNITY = "community"  # comment on posts of a community
    NUMBERS = "numbers"  # log the week's numbers
    SALES = "sales"  # the monthly check-in with those who sell
    ASK = "ask"  # ask customers to follow or to leave a review
    LISTING = "listing"  # keep hours, photos and answers of the listing right
    # These two come from the accounts, not from a plan; no row of a duty holds them.
    ROTATE = "rotate"  # change a password that is a year old, or that a leaver knew
    DRILL = "drill"  # once a quarter: prove that the owner gets into each account


class Every(Enum):
    """How often a duty falls due."""

    WEEK = "week"  # on each of its weekdays
    MONTH = "month"  # on its first weekday of each month


@dataclass(frozen=True, slots=True)
class Plan:
    """Thirteen weeks from `starts` (a local day); `seed` and `minutes_a_week` made it."""

    id: PlanId
    starts: date
    minutes_a_week: int
    seed: int
    made_at: datetime
    weeks: int = WEEKS_IN_QUARTER
    name: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Routine work of a plan: `minutes` each time, on `weekdays` (0 = Monday)."""

    id: DutyId
    plan: PlanId
    kind: DutyKind
    every: Every
    weekdays: tuple[int, ...]
    minutes: int
    person: PersonId
    community: CommunityId | None = None


class TickState(Enum):
    """What became of a duty on a day."""

    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Tick:
    """A duty done or skipped on its day; posts carry their own status. `at` is an instant."""

    id: TickId
    task: TaskId
    day: date
    state: TickState
    at: datetime
    reason: str = ""
    real_minutes: int | None = None


class Choice(Enum):
    """What the owner decided."""

    GO = "go"
    CONTINUE = "continue"  # a review ended so: as before
    CHANGE = "change"  # a review ended so: with what it changed
    STAY_OFF = "stay_off"
    REASSESS = "reassess"  # staying off ends: the wizard goes on at the investment page


GOING = frozenset({Choice.GO, Choice.CONTINUE, Choice.CHANGE})
"""The work goes on."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Go on, or stay off until a day with the reason and what would change it; the newest counts.

    `chance_percent` and `verdict` keep what the assessment said on that day; `alive` is the little
    that is kept up while the business stays off.
    """

    id: DecisionId
    choice: Choice
    made_at: datetime
    until: date | None
    reason: str
    would_change: str
    verdict: str
    chance_percent: int
    alive: tuple[DutyKind, ...] = ()
