"""The hours of a review's days by week and person: the one sum that all its pages show.

Posts and routine work are in it, as the plan had them; what accounts ask for is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from smbsocial.domain.business import Business
from smbsocial.domain.checklist import Task, TaskState, week_tasks
from smbsocial.domain.communities import Community
from smbsocial.domain.days import week_start
from smbsocial.domain.ids import PersonId
from smbsocial.domain.plan import Duty, Plan
from smbsocial.domain.review import Review
from smbsocial.usecases.lookup import plan_among
from smbsocial.usecases.ports import Reads

_WEEK = timedelta(weeks=1)

Work = tuple[tuple[date, tuple[Task, ...]], ...]
"""The first day of each week, and its tasks that lie in the review's days."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes planned (what was skipped left out) and minutes of what was done.

    `pieces` of work that were done, `told` those of them whose real minutes somebody gave: the
    others count with the planned ones.
    """

    planned: int = 0
    real: int = 0
    pieces: int = 0
    told: int = 0

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(
            self.planned + other.planned,
            self.real + other.real,
            self.pieces + other.pieces,
            self.told + other.told,
        )


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One week; `first` is its first day that the review is about, `budget` the plan's minutes.

    `budget` None: no plan was running. `closed`: the business was closed on all of its days.
    """

    first: date
    last: date
    budget: int | None
    by: Mapping[PersonId, Hours]
    closed: bool = False

    @property
    def all(self) -> Hours:
        """Of everybody together."""
        return sum(self.by.values(), Hours())

    @property
    def over(self) -> bool:
        """Whether more was done than the plan allows."""
        return self.budget is not None and 0 < self.budget < self.all.real


def work_of(reads: Reads, business: Business, review: Review, today: date) -> Work:
    """The tasks of a review's days, week by week.

    Work that is shown again in a later week is that of its own week.
    """
    first = week_start(review.first, business.first_weekday)
    plans, duties = reads.all(Plan), reads.all(Duty)
    posts = reads.posts(review.first, review.last)
    ticks = reads.ticks(first - _WEEK, review.last)
    communities = reads.all(Community)
    found = []
    while first <= review.last:
        tasks = week_tasks(
            first,
            today=today,
            business=business,
            plans=plans,
            posts=posts,
            duties=duties,
            ticks=ticks,
            communities=communities,
        )
        own = (t for t in tasks if review.first <= t.day <= review.last and not t.rolled)
        found.append((first, tuple(own)))
        first += _WEEK
    return tuple(found)


def hours_of(reads: Reads, business: Business, review: Review, work: Work) -> tuple[WeekHours, ...]:
    """The hours of that work, week by week."""
    plans = reads.all(Plan)
    return tuple(_week(plans, business, review, *each) for each in work)


def together(weeks: Iterable[WeekHours]) -> Hours:
    """Of all weeks and everybody."""
    return sum((week.all for week in weeks), Hours())


def _week(
    plans: Iterable[Plan], business: Business, review: Review, first: date, tasks: Iterable[Task]
) -> WeekHours:
    start = max(first, review.first)
    end = min(first + timedelta(days=6), review.last)
    by: dict[PersonId, Hours] = {}
    for task in tasks:
        by[task.person] = by.get(task.person, Hours()) + _hours(task)
    plan = plan_among(plans, start) or plan_among(plans, end)
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return WeekHours(
        first=start,
        last=end,
        budget=plan.minutes_a_week if plan else None,
        by=by,
        closed=all(map(business.is_closed, days)),
    )


def _hours(task: Task) -> Hours:
    planned = 0 if task.state is TaskState.SKIPPED else task.minutes
    if task.state is not TaskState.DONE:
        return Hours(planned)
    told = task.real_minutes is not None
    real = task.minutes if task.real_minutes is None else task.real_minutes
    return Hours(planned, real, 1, int(told))
