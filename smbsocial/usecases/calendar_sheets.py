"""What the calendar and its editor show, as values; This week does without them."""

from dataclasses import dataclass
from datetime import date, time

from smbsocial.domain.business import Business, Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post, Status
from smbsocial.domain.goals import Goal
from smbsocial.domain.platforms import PlatformFacts


@dataclass(frozen=True, slots=True)
class ChipSheet:
    """A post as a chip in the month."""

    id: str
    title: str
    at: time
    colour: int
    pillar: str
    community: str
    platform: str
    minutes: int
    posted: bool
    skipped: bool
    overdue: bool
    status: Status = Status.DRAFT
    person: str = ""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """One day of the month: its chips, observances and whether the business is closed."""

    day: date
    in_month: bool
    closed: bool
    observances: tuple[str, ...]
    chips: tuple[ChipSheet, ...]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A row of the month with its work column: planned minutes against the budget."""

    days: tuple[DaySheet, ...]
    minutes: int
    budget: int


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """A month as the calendar shows it; `quiet` names communities without a post for long."""

    business: Business
    year: int
    month: int
    today: date
    rows: tuple[WeekRow, ...]
    pillars: tuple[Pillar, ...]
    quiet: tuple[tuple[str, int], ...]  # community, days since its last and until its next post


@dataclass(frozen=True, slots=True)
class PostSheet:
    """A post in the editor with its choices."""

    post: Post
    platforms: tuple[PlatformFacts, ...]
    pillars: tuple[Pillar, ...]
    communities: tuple[Community, ...]
    goals: tuple[tuple[Goal, str], ...]
    people: tuple[Person, ...]
    closed: bool
    text_length: int
