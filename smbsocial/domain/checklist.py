"""A week's tasks: posts and duties of the week, what was missed before, and their states."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import Enum

from smbsocial.domain.business import Business
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Post, Status
from smbsocial.domain.days import local_day, week_days, week_start
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, CommunityId, DutyId, PersonId, PostId, TaskId
from smbsocial.domain.plan import Duty, DutyKind, Every, Plan, Tick, TickState

ROLL_OVER_DAYS = 28
"""Posts missed in so many days before this week are shown again; older ones are let go."""
ROLLING = frozenset({DutyKind.NUMBERS, DutyKind.SALES})
"""Duties that are still worth doing a week later; answering and commenting start afresh."""


class TaskState(Enum):
    """Where a task stands; a missed one is open and its day is past."""

    OPEN = "open"
    MISSED = "missed"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the checklist: a post (`post`) or a duty (`duty`, perhaps of an `account`).

    `day` is the day it was planned for; `rolled` says that it comes from an earlier week.
    """

    id: TaskId
    day: date
    at: time | None
    minutes: int
    person: PersonId
    state: TaskState
    post: PostId | None = None
    duty: DutyKind | None = None
    community: CommunityId | None = None
    rolled: bool = False
    reason: str = ""
    real_minutes: int | None = None
    account: AccountId | None = None


@dataclass(frozen=True, slots=True)
class Care:
    """Work that accounts ask for, until it is done: `account` None means all of them."""

    kind: DutyKind
    person: PersonId
    minutes: int
    account: AccountId | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """The week's work: planned (skipped and rolled-over work left out) and done so far."""

    planned: int
    done: int


def task_id(duty: DutyId, day: date) -> TaskId:
    """The stable id of a duty's task on a day."""
    return TaskId(f"{duty}@{day.isoformat()}")


def parse_task_id(id: TaskId) -> tuple[DutyId, date] | None:
    """The duty and day of a task's id; None where the id is a post's.

    Raises ExpectedError(NOT_FOUND) when what follows the @ is no day.
    """
    duty, at, day = id.rpartition("@")
    if not at:
        return None
    try:
        return DutyId(duty), date.fromisoformat(day)
    except ValueError as error:
        raise ExpectedError(Code.NOT_FOUND, value=id) from error


def week_tasks(  # noqa: PLR0913 (each is a kind of row of its own)
    first: date,
    *,
    today: date,
    business: Business,
    plans: Sequence[Plan],
    posts: Sequence[Post],
    duties: Sequence[Duty],
    ticks: Sequence[Tick],
    communities: Sequence[Community] = (),
    care: Sequence[Care] = (),
) -> tuple[Task, ...]:
    """The tasks of the seven days from `first`, by day, time and kind.

    In the week of `today`, open posts of the last four weeks and last week's numbers and sales
    check-in come again, marked as rolled, and stay there once they are done in this week. Posts
    of those 28 days and ticks from the week before on must be handed in for that; `communities`
    give the weekly round its turn. `care` stands there too, on the week's last open day.
    """
    desk = _Desk(first, today, business, {tick.task: tick for tick in ticks})
    tasks = [_post_task(post, today) for post in posts if desk.holds(post.day)]
    tasks += desk.duty_tasks(first, plans, duties, communities)
    if desk.holds(today):
        tasks += desk.rolled_posts(posts)
        tasks += desk.rolled_duties(plans, duties)
        tasks += desk.care_tasks(care)
    return tuple(sorted(tasks, key=_order))


def week_minutes(tasks: Iterable[Task]) -> Minutes:
    """The minutes of a week's tasks: real ones where somebody gave them."""
    planned = done = 0
    for task in tasks:
        if task.state is TaskState.DONE:
            done += task.minutes if task.real_minutes is None else task.real_minutes
        if not task.rolled and task.state is not TaskState.SKIPPED:
            planned += task.minutes
    return Minutes(planned, done)


def whose_turn(
    duty: Duty, plan: Plan, day: date, communities: Sequence[Community]
) -> CommunityId | None:
    """The community whose turn the weekly round is: one after the other through the plan."""
    if duty.community is not None or duty.kind is not DutyKind.COMMUNITY:
        return duty.community
    turn = sorted((c for c in communities if c.active), key=lambda c: (c.rank, c.id))
    if not turn:
        return None
    return turn[(plan.seed + (day - plan.starts).days // 7) % len(turn)].id


def due_days(duty: Duty, *, first: date, plan: Plan, business: Business) -> tuple[date, ...]:
    """The days of the week from `first` on which a duty falls due.

    A day on which the business is closed moves to the nearest open day of the same week; two that
    meet there become one. A week without an open day has none, and a monthly duty then waits for
    the next week of its month.
    """
    week = week_days(first)
    open_days = [day for day in week if not business.is_closed(day)]
    if not open_days:
        return ()
    wanted = [
        day
        for day in week
        if day.weekday() in duty.weekdays
        and (duty.every is Every.WEEK or day == _day_of_month(duty, day, business))
    ]
    moved = {_nearest(open_days, day) for day in wanted}
    last = plan.starts + timedelta(weeks=plan.weeks)
    return tuple(sorted(day for day in moved if plan.starts <= day < last))


def _nearest(days: Sequence[date], wanted: date) -> date:
    return min(days, key=lambda day: (abs(day - wanted), day))


def _day_of_month(duty: Duty, day: date, business: Business) -> date | None:
    """The first of a duty's weekdays in the month, up to `day`, whose week has an open day."""
    candidates = (day.replace(day=number) for number in range(1, day.day + 1))
    return next(
        (
            candidate
            for candidate in candidates
            if candidate.weekday() in duty.weekdays
            and not all(
                business.is_closed(d)
                for d in week_days(week_start(candidate, business.first_weekday))
            )
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every line of one week needs to know."""

    first: date
    today: date
    business: Business
    ticks: Mapping[TaskId, Tick]

    def holds(self, day: date) -> bool:
        return self.first <= day < self.first + timedelta(days=7)

    def duty_tasks(
        self,
        first: date,
        plans: Sequence[Plan],
        duties: Sequence[Duty],
        communities: Sequence[Community],
    ) -> Iterator[Task]:
        """The duties of one week; where plans overlap, the newest that covers the day counts."""
        last = first + timedelta(days=6)
        near = [
            p for p in plans if p.starts <= last and first < p.starts + timedelta(weeks=p.weeks)
        ]
        by_id = {plan.id: plan for plan in near}
        for duty in duties:
            plan = by_id.get(duty.plan)
            if plan is None:
                continue
            for day in due_days(duty, first=first, plan=plan, business=self.business):
                if _covering(near, day) == plan:
                    yield self._duty_task(duty, day, whose_turn(duty, plan, day, communities))

    def rolled_posts(self, posts: Sequence[Post]) -> Iterator[Task]:
        """Posts of the last four weeks still open, or posted this week after all."""
        oldest = self.first - timedelta(days=ROLL_OVER_DAYS)
        for post in posts:
            if oldest <= post.day < self.first and (post.is_open or self._posted_now(post)):
                yield _post_task(post, self.today, rolled=True)

    def rolled_duties(self, plans: Sequence[Plan], duties: Sequence[Duty]) -> Iterator[Task]:
        """Last week's numbers and sales check-in: not ticked, or ticked only this week."""
        rolling = [duty for duty in duties if duty.kind in ROLLING]
        for task in self.duty_tasks(self.first - timedelta(days=7), plans, rolling, ()):
            tick = self.ticks.get(task.id)
            if tick is None or self.holds(local_day(tick.at, self.business.zone)):
                yield _rolled(task)

    def care_tasks(self, care: Sequence[Care]) -> Iterator[Task]:
        """What accounts ask for, by the last open day; a week that is closed whole has none."""
        open_days = [day for day in week_days(self.first) if not self.business.is_closed(day)]
        for due in care if open_days else ():
            duty = DutyId(f"{due.kind.value}-{due.account or 'all'}")
            bare = Task(
                id=task_id(duty, open_days[-1]),
                day=open_days[-1],
                at=None,
                minutes=due.minutes,
                person=due.person,
                state=_open_state(open_days[-1], self.today),
                duty=due.kind,
                account=due.account,
            )
            yield self._ticked(bare)

    def _posted_now(self, post: Post) -> bool:
        if post.posted_at is None:
            return False
        return self.holds(local_day(post.posted_at, self.business.zone))

    def _duty_task(self, duty: Duty, day: date, community: CommunityId | None) -> Task:
        bare = Task(
            id=task_id(duty.id, day),
            day=day,
            at=None,
            minutes=duty.minutes,
            person=duty.person,
            state=_open_state(day, self.today),
            duty=duty.kind,
            community=community,
        )
        return self._ticked(bare)

    def _ticked(self, task: Task) -> Task:
        tick = self.ticks.get(task.id)
        if tick is None:
            return task
        return replace(
            task, state=_TICKED[tick.state], reason=tick.reason, real_minutes=tick.real_minutes
        )


_TICKED = {TickState.DONE: TaskState.DONE, TickState.SKIPPED: TaskState.SKIPPED}
_CLOSED = {Status.POSTED: TaskState.DONE, Status.SKIPPED: TaskState.SKIPPED}
_KINDS = {kind: rank for rank, kind in enumerate(DutyKind, start=1)}


def _post_task(post: Post, today: date, *, rolled: bool = False) -> Task:
    return Task(
        id=TaskId(post.id),
        day=post.day,
        at=post.at,
        minutes=post.minutes,
        person=post.person,
        state=_CLOSED.get(post.status) or _open_state(post.day, today),
        post=post.id,
        community=post.community,
        rolled=rolled,
        reason=post.skip_reason,
        real_minutes=post.real_minutes,
    )


def _rolled(task: Task) -> Task:
    return replace(task, rolled=True)


def _open_state(day: date, today: date) -> TaskState:
    return TaskState.MISSED if day < today else TaskState.OPEN


def _covering(plans: Sequence[Plan], day: date) -> Plan | None:
    covering = [p for p in plans if p.starts <= day < p.starts + timedelta(weeks=p.weeks)]
    return max(covering, key=lambda plan: (plan.made_at, plan.starts, plan.id), default=None)


def _order(task: Task) -> tuple[date, time, int, str]:
    kind = _KINDS[task.duty] if task.duty else 0
    return task.day, task.at or time.max, kind, task.id
