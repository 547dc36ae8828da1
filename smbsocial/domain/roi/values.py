"""What the return is reckoned from and what it consists of; exact amounts in minor units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple

from smbsocial.domain.business import Person
from smbsocial.domain.content import Post
from smbsocial.domain.counter import Coupon, DayTally, TaggedLink
from smbsocial.domain.goals import Counted, Goal
from smbsocial.domain.ids import CommunityId, GoalId, PersonId, PlatformKey, PostId
from smbsocial.domain.measures import DaySales
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.domain.sampling import Samples
from smbsocial.domain.turns import Expense


class LineKind(Enum):
    """What a line of the arithmetic is; where it is made says which facts it has."""

    POST_MINUTES = "post_minutes"
    DUTY_MINUTES = "duty_minutes"
    EXPENSE = "expense"
    PLANNED_MONEY = "planned_money"
    OTHER_CURRENCY_SPENT = "other_currency_spent"  # left out of the cost, and said
    CODE_SALES = "code_sales"
    CODE_TALLY = "code_tally"
    TAGGED_SALES = "tagged_sales"
    TALLY = "tally"
    LIFT = "lift"
    GUESS = "guess"
    TOO_SHORT = "too_short"  # too little history for a lift
    NO_GOAL = "no_goal"  # counted, but no goal counts such units: left out
    OTHER_CURRENCY_SOLD = "other_currency_sold"  # left out of the return, and said


NOTES = frozenset(
    {
        LineKind.OTHER_CURRENCY_SPENT,
        LineKind.TOO_SHORT,
        LineKind.NO_GOAL,
        LineKind.OTHER_CURRENCY_SOLD,
    }
)
"""Lines that add nothing: they say what was left out, and why."""


class Strength(Enum):
    """How sure a return is: seen one by one, measured as a rise, or assumed from benchmarks."""

    COUNTED = "counted"
    ESTIMATED = "estimated"
    GUESSED = "guessed"


class By(Enum):
    """What cost and return are shown for; the value is the place in a cell."""

    GOAL = 0
    PLATFORM = 1
    PILLAR = 2
    COMMUNITY = 3


class Cell(NamedTuple):
    """Where an amount belongs, in all four ways at once; "" where nobody knows."""

    goal: str
    platform: str
    pillar: str
    community: str


Weights = Mapping[Cell, Fraction]
"""Parts of one: they add up to exactly 1."""


class Effort(NamedTuple):
    """How many pieces of work, and their minutes together."""

    pieces: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line before it is divided: `amount` in minor units, spread over cells by `weights`.

    `drawn`: what the amount may be, None where it is certain; `units` of the goals' counting;
    `direct`: the pieces of work of each cell, where each belongs to one cell.
    """

    kind: LineKind
    facts: Mapping[str, Any]
    amount: Fraction
    weights: Weights
    strength: Strength | None = None
    drawn: Samples | None = None
    units: Fraction = Fraction(0)
    direct: Mapping[Cell, Effort] = field(default_factory=dict)


class DoneDuty(NamedTuple):
    """Routine work that was done: whose, how long, and for which community ("" = for all)."""

    person: PersonId
    minutes: int
    community: CommunityId | str


@dataclass(frozen=True, slots=True)
class Worths:
    """What a sale leaves: the margin, and the gross profit of one unit in minor units, exact."""

    margin_percent: int
    profits: Mapping[Counted, Fraction]

    def profit(self, counted: Counted) -> Fraction:
        """Of one unit; nothing where it is not known."""
        return self.profits.get(counted, Fraction(0))


class TooShort(NamedTuple):
    """A goal's weekly totals are too few for a lift."""

    weeks_had: int
    weeks_needed: int


class Risen(NamedTuple):
    """The lift of a goal within the period: extra units in so many weeks.

    `days`: all days of these weeks; none where they are the whole period.
    """

    units: Range
    weeks: int
    days: frozenset[date] = frozenset()


class Guess(NamedTuple):
    """What the assessment expects of the main goal within the weeks gone by, in units."""

    units: Samples
    days: int


@dataclass(frozen=True, slots=True)
class Books:
    """All that the return of a period is reckoned from.

    `goals`: those in use first, then retired ones; `posts` and `duties` that were done; `spending`
    and `tallies` of the period; `planned_money` a month, for `planned_days` days of plans in which
    nothing was spent as far as anybody entered it;
    `sales` of the period; `linked_posts` those that codes and links are for; `platforms` their
    names by key; `reach` of posts where it is known; `lifts` of goals whose weekly totals are kept.
    """

    currency: str
    goals: tuple[Goal, ...]
    worths: Worths
    posts: tuple[Post, ...] = ()
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    duties: tuple[DoneDuty, ...] = ()
    spending: tuple[Expense, ...] = ()
    planned_money: Money | None = None
    planned_days: int = 0
    sales: tuple[DaySales, ...] = ()
    tallies: tuple[DayTally, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    links: tuple[TaggedLink, ...] = ()
    linked_posts: Mapping[PostId, Post] = field(default_factory=dict)
    platforms: Mapping[PlatformKey, str] = field(default_factory=dict)
    reach: Mapping[PostId, int] = field(default_factory=dict)
    lifts: Mapping[GoalId, Risen | TooShort] = field(default_factory=dict)
    guess: Guess | None = None

    @property
    def worked(self) -> bool:
        """Whether anything was done: without work nothing is estimated or guessed."""
        return bool(self.posts or self.duties)
