"""Sheets: all that one screen shows, as values. Printing and export use the same ones."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smbsocial.domain.business import Business, Person
from smbsocial.domain.checklist import Task
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.goals import Goal, Kpi, Reading
from smbsocial.domain.ids import AccountId, KpiKey
from smbsocial.domain.plan import Decision, DutyKind, Plan
from smbsocial.domain.platforms import PlatformFacts


@dataclass(frozen=True, slots=True)
class AccountName:
    """An account as people call it: platform (or service) and the name there."""

    id: AccountId
    platform: str
    handle: str


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """A task with everything its card shows; the post's parts are None for a duty.

    `text_length` is the text counted the platform's own way. `account`: whose password is to be
    changed, or the one of the post's platform that the vault can help to sign in to.
    """

    task: Task
    person: Person
    post: Post | None = None
    platform: PlatformFacts | None = None
    community: Community | None = None
    pillar: Pillar | None = None
    goal: Goal | None = None
    goal_name: str = ""
    text_length: int | None = None
    kpi_count: int = 0
    account: AccountName | None = None


@dataclass(frozen=True, slots=True)
class KpiSheet:
    """A KPI with its newest reading and the one before; `week` is this week's, if typed."""

    kpi: Kpi
    key: KpiKey
    name: str
    unit: str
    where_to_read: str
    latest: Reading | None
    previous: Reading | None
    this_week: Reading | None
    history: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class LogHead:
    """The end of the access log as a paper keeps it: the last number, the hash's first digits."""

    entries: int
    head: str


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """This week: today first, then what was missed, then the rest, then what is done.

    `plan_week` counts from 1; None outside a plan. Minutes done are the real ones where given.
    `log`: on paper only; None also where no vault is set up, or where its log can't be read.
    `alive`: what is kept up once a week while the business stays off; no tasks, nothing to tick.
    """

    business: Business
    plan: Plan | None
    plan_week: int | None
    first: date
    last: date
    today: date
    missed: tuple[TaskSheet, ...]
    today_tasks: tuple[TaskSheet, ...]
    later: tuple[TaskSheet, ...]
    earlier: tuple[TaskSheet, ...]  # of this week, before today, still open
    done: tuple[TaskSheet, ...]  # done and skipped
    minutes_done: int
    minutes_planned: int
    minutes_budget: int
    kpis: tuple[KpiSheet, ...]
    people: tuple[Person, ...]
    log: LogHead | None = None
    alive: tuple[DutyKind, ...] = ()


@dataclass(frozen=True, slots=True)
class RestSheet:
    """The calm page while the business stays off."""

    business: Business
    decision: Decision
    today: date
    due: bool
