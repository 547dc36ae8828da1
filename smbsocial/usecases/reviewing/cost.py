"""What it cost: planned and real hours by person and week, money, and what came back for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from smbsocial.domain.business import Business, Person
from smbsocial.domain.checklist import Task, TaskState, week_tasks
from smbsocial.domain.communities import Community
from smbsocial.domain.days import week_start
from smbsocial.domain.ids import PersonId, ReviewId
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Duty, Plan
from smbsocial.domain.review import Review
from smbsocial.domain.turns import Expense, Spending
from smbsocial.usecases.lookup import plan_among, set_up_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.results.returns import ReturnSheet, return_sheet
from smbsocial.usecases.reviewing.opening import the_review

_WEEK = timedelta(weeks=1)


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


@dataclass(frozen=True, slots=True)
class PersonHours:
    """One person in all weeks; `name` "" where nobody of that id is known."""

    id: PersonId
    name: str
    hours: Hours


@dataclass(frozen=True, slots=True)
class CostSheet:
    """Hours and money of a review's days.

    `money`: what was spent by kind, in the business's currency; `foreign`: how many expenses in
    another currency are in none of it.
    """

    review: Review
    currency: str
    today: date
    weeks: tuple[WeekHours, ...]
    people: tuple[PersonHours, ...]
    money: tuple[tuple[Spending, Money], ...] = ()
    foreign: int = 0

    @property
    def hours(self) -> Hours:
        """Everything together."""
        return sum((person.hours for person in self.people), Hours())

    @property
    def spent(self) -> Money:
        """All money together."""
        return Money(sum(money.minor for _, money in self.money), self.currency)


def cost_sheet(reads: Reads, ports: Ports, review_id: ReviewId) -> CostSheet:
    """Hours and money of a review's days; raises ExpectedError: NOT_SET_UP, NOT_FOUND."""
    review = the_review(reads, review_id)
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    work = _Work(reads, business, review, today)
    weeks = tuple(work.weeks())
    spent, foreign = _spent(reads, business, review)
    return CostSheet(
        review=review,
        currency=business.currency,
        today=today,
        weeks=weeks,
        people=_people(reads, weeks),
        money=spent,
        foreign=foreign,
    )


def came_back(reads: Reads, ports: Ports, review_id: ReviewId) -> ReturnSheet:
    """The return of a review's days, which takes longer than a page should wait.

    Raises ExpectedError: NOT_SET_UP, NOT_FOUND.
    """
    review = the_review(reads, review_id)
    return return_sheet(reads, ports, review.first, review.last)


def _people(reads: Reads, weeks: Sequence[WeekHours]) -> tuple[PersonHours, ...]:
    """Whoever had work in any week, in the order in which people stand."""
    names = {person.id: person.name for person in reads.all(Person)}
    sums: dict[PersonId, Hours] = {}
    for week in weeks:
        for id, hours in week.by.items():
            sums[id] = sums.get(id, Hours()) + hours
    ordered = [*(id for id in names if id in sums), *(id for id in sums if id not in names)]
    return tuple(PersonHours(id, names.get(id, ""), sums[id]) for id in ordered)


def _spent(
    reads: Reads, business: Business, review: Review
) -> tuple[tuple[tuple[Spending, Money], ...], int]:
    rows = [each for each in reads.all(Expense) if review.first <= each.day <= review.last]
    own = [each for each in rows if each.amount.currency == business.currency]
    sums: Counter[Spending] = Counter()
    for row in own:
        sums[row.kind] += row.amount.minor
    found = tuple((kind, Money(sums[kind], business.currency)) for kind in Spending if sums[kind])
    return found, len(rows) - len(own)


@dataclass(frozen=True, slots=True)
class _Work:
    """The tasks of a review's weeks, all read at once."""

    reads: Reads
    business: Business
    review: Review
    today: date
    plans: list[Plan] = field(default_factory=list)

    def weeks(self) -> list[WeekHours]:
        first = week_start(self.review.first, self.business.first_weekday)
        self.plans.extend(self.reads.all(Plan))
        posts = self.reads.posts(self.review.first, self.review.last)
        duties = self.reads.all(Duty)
        ticks = self.reads.ticks(first - _WEEK, self.review.last)
        communities = self.reads.all(Community)
        found = []
        while first <= self.review.last:
            tasks = week_tasks(
                first,
                today=self.today,
                business=self.business,
                plans=self.plans,
                posts=posts,
                duties=duties,
                ticks=ticks,
                communities=communities,
            )
            found.append(self._week(first, tasks))
            first += _WEEK
        return found

    def _week(self, first: date, tasks: Sequence[Task]) -> WeekHours:
        """Work that is shown again in a later week is that of its own week."""
        start = max(first, self.review.first)
        end = min(first + timedelta(days=6), self.review.last)
        by: dict[PersonId, Hours] = {}
        for task in tasks:
            if start <= task.day <= end and not task.rolled:
                by[task.person] = by.get(task.person, Hours()) + _hours(task)
        plan = plan_among(self.plans, start) or plan_among(self.plans, end)
        days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        return WeekHours(
            first=start,
            last=end,
            budget=plan.minutes_a_week if plan else None,
            by=by,
            closed=all(map(self.business.is_closed, days)),
        )


def _hours(task: Task) -> Hours:
    planned = 0 if task.state is TaskState.SKIPPED else task.minutes
    if task.state is not TaskState.DONE:
        return Hours(planned)
    told = task.real_minutes is not None
    real = task.minutes if task.real_minutes is None else task.real_minutes
    return Hours(planned, real, 1, int(told))
