"""This week: its sheet, and ticking, skipping, posting and logging the numbers."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from smbsocial.domain.business import Business, Person
from smbsocial.domain.checklist import (
    ROLL_OVER_DAYS,
    Care,
    Task,
    TaskState,
    parse_task_id,
    week_minutes,
    week_tasks,
)
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post, Status
from smbsocial.domain.days import WEEKS_IN_QUARTER, week_start
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal, Kpi, Reading
from smbsocial.domain.ids import AccountId, KpiId, PlatformKey, PostId, ReadingId, TaskId, TickId
from smbsocial.domain.plan import Duty, DutyKind, Plan, Tick, TickState
from smbsocial.domain.platforms import Account
from smbsocial.domain.text_length import text_length
from smbsocial.usecases.checks import (
    LONGEST_REASON,
    check_link,
    check_minutes,
    check_reading,
    check_reason,
    check_text,
)
from smbsocial.usecases.lookup import kpis, pause_now, plan_on, set_up_business, the_post
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.sheets import AccountName, KpiSheet, TaskSheet, WeekSheet

HISTORY = WEEKS_IN_QUARTER
"""Readings that a KPI's small line shows."""
BELOW_ZERO = frozenset({"percent", "money"})
"""Units of KPIs that may be negative: growth, profit."""

CARE = frozenset({DutyKind.ROTATE, DutyKind.DRILL})
"""What the accounts ask for, also while the business stays off."""

R = TypeVar("R")


def week_sheet(reads: Reads, ports: Ports, *, day: date | None = None) -> WeekSheet:
    """The week that `day` (today if None) is in: today first, what was missed, the rest.

    Raises ExpectedError(NOT_SET_UP). A week outside any plan has no plan, but its posts.
    """
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    first = week_start(day or today, business.first_weekday)
    last = first + timedelta(days=6)
    plan = plan_on(reads, first) or plan_on(reads, last)
    week = week_of(reads, first, today)
    tasks = tuple(_task_sheet(reads, ports, task) for task in week)
    minutes = week_minutes(week)
    own = [t for t in tasks if not t.task.rolled]
    still = [t for t in own if t.task.state in {TaskState.OPEN, TaskState.MISSED}]
    done = tuple(t for t in tasks if t.task.state in {TaskState.DONE, TaskState.SKIPPED})
    return WeekSheet(
        business=business,
        plan=plan,
        plan_week=max(1, (last - plan.starts).days // 7 + 1) if plan else None,
        first=first,
        last=last,
        today=today,
        missed=tuple(t for t in tasks if t.task.rolled and t.task.state is TaskState.MISSED),
        today_tasks=tuple(t for t in still if t.task.day == today),
        later=tuple(t for t in still if t.task.day > today),
        earlier=tuple(t for t in still if t.task.day < today),
        done=done,
        minutes_done=minutes.done,
        minutes_planned=minutes.planned,
        minutes_budget=plan.minutes_a_week if plan else 0,
        kpis=_kpi_sheets(reads, ports, first, last),
        people=reads.all(Person),
        alive=_kept_alive(reads, first, last, today),
    )


def task_sheet(reads: Reads, ports: Ports, task_id: TaskId) -> TaskSheet:
    """One task of any week, as its week shows it; raises ExpectedError(NOT_FOUND)."""
    business = set_up_business(reads)
    post = reads.get(Post, task_id)
    day = post.day if post is not None else _duty_day(reads, ports, task_id)
    first = week_start(day, business.first_weekday)
    tasks = week_of(reads, first, ports.clock.today(business.zone))
    return _task_sheet(reads, ports, next(each for each in tasks if each.id == task_id))


def tick(tx: Tx, ports: Ports, task_id: TaskId, *, real_minutes: int | None = None) -> None:
    """Done: a post counts as posted, a duty gets its tick. What was skipped may still be done.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE, OUT_OF_RANGE (minutes).
    """
    if real_minutes is not None:
        check_minutes(real_minutes)
    post = tx.get(Post, task_id)
    if post is not None:
        if post.status is Status.POSTED:
            raise ExpectedError(Code.ALREADY_DONE, value=post.title)
        _put_posted(tx, ports, post, link=post.link, real_minutes=real_minutes)
        return
    if _tick_state(tx, task_id) is TickState.DONE:
        raise ExpectedError(Code.ALREADY_DONE, value=task_id)
    _put_tick(tx, ports, task_id, TickState.DONE, real_minutes=real_minutes)


def untick(tx: Tx, ports: Ports, task_id: TaskId) -> None:
    """Open again, whether it was done or skipped; an open one stays as it is.

    Raises ExpectedError(NOT_FOUND).
    """
    post = tx.get(Post, task_id)
    if post is not None:
        if not post.is_open:
            back = replace(post, status=Status.DRAFT, posted_at=None, skip_reason="")
            tx.put(replace(back, real_minutes=None))
        return
    _duty_day(tx, ports, task_id)
    if tx.get(Tick, task_id) is not None:
        tx.remove(Tick, task_id)


def skip(tx: Tx, ports: Ports, task_id: TaskId, *, reason: str) -> None:
    """Not this time, and why; raises ExpectedError: NOT_FOUND, ALREADY_DONE, EMPTY, TOO_LONG."""
    why = check_reason(reason)
    post = tx.get(Post, task_id)
    if post is not None:
        if post.status is Status.POSTED:
            raise ExpectedError(Code.ALREADY_DONE, value=post.title)
        tx.put(replace(post, status=Status.SKIPPED, skip_reason=why))
        return
    if _tick_state(tx, task_id) is TickState.DONE:
        raise ExpectedError(Code.ALREADY_DONE, value=task_id)
    _put_tick(tx, ports, task_id, TickState.SKIPPED, reason=why)


def mark_posted(
    tx: Tx, ports: Ports, post_id: PostId, *, link: str = "", real_minutes: int | None = None
) -> Post:
    """It is out: keep its link and what it took. On a posted one, only these two change.

    Raises ExpectedError: NOT_FOUND, UNKNOWN_CHOICE (not a web address), TOO_LONG, OUT_OF_RANGE.
    """
    if real_minutes is not None:
        check_minutes(real_minutes)
    post = the_post(tx, post_id)
    return _put_posted(tx, ports, post, link=check_link(link), real_minutes=real_minutes)


def set_real_minutes(tx: Tx, ports: Ports, task_id: TaskId, minutes: int | None) -> None:
    """What it really took, None = not known; raises ExpectedError: NOT_FOUND, OUT_OF_RANGE.

    A duty must be done first: before that there is nothing to keep the minutes with.
    """
    if minutes is not None:
        check_minutes(minutes)
    post = tx.get(Post, task_id)
    if post is not None:
        tx.put(replace(post, real_minutes=minutes))
        return
    _duty_day(tx, ports, task_id)
    ticked = tx.get(Tick, task_id)
    if ticked is None:
        raise ExpectedError(Code.NOT_FOUND, field="real_minutes", value=task_id)
    tx.put(replace(ticked, real_minutes=minutes))


def log_reading(
    tx: Tx, ports: Ports, kpi: KpiId, value: Decimal, *, day: date | None = None, note: str = ""
) -> Reading:
    """Keep a KPI's figure for a day (today if None); one typed in the same week is corrected.

    Nothing is overwritten: a correction is a reading of its own that supersedes. Raises
    ExpectedError: NOT_FOUND, NOT_A_NUMBER, OUT_OF_RANGE, DATE_TOO_FAR (a day to come).
    """
    business = set_up_business(tx)
    row = tx.get(Kpi, kpi)
    if row is None:
        raise ExpectedError(Code.NOT_FOUND, value=kpi)
    today = ports.clock.today(business.zone)
    of = day or today
    if of > today:
        raise ExpectedError(Code.DATE_TOO_FAR, field="day", value=of, high=today)
    check_text(note, field="note", most=LONGEST_REASON)
    unit = ports.library.kpi(row.kind).unit
    reading = Reading(
        id=ReadingId(ports.ids.new()),
        kpi=kpi,
        day=of,
        hundredths=check_reading(value, below_zero=unit in BELOW_ZERO),
        at=ports.clock.now(),
        note=note,
        supersedes=_same_week(tx.readings(kpi), business, of),
    )
    tx.put(reading)
    return reading


def week_of(reads: Reads, first: date, today: date) -> tuple[Task, ...]:
    """The tasks of the week from `first`; this week also carries what was missed before.

    While the business stays off nothing is open since the day that it was decided, but what the
    accounts ask for.
    """
    tasks = _planned(reads, first, today)
    pause = pause_now(reads)
    return tuple(task for task in tasks if pause is None or not _rests(task, pause.since))


def _kept_alive(reads: Reads, first: date, last: date, today: date) -> tuple[DutyKind, ...]:
    pause = pause_now(reads)
    if pause is None or last < pause.since or first > max(pause.until or last, today):
        return ()
    return pause.alive


def _planned(reads: Reads, first: date, today: date) -> tuple[Task, ...]:
    last = first + timedelta(days=6)
    since = first - timedelta(days=ROLL_OVER_DAYS)
    business = set_up_business(reads)
    return week_tasks(
        first,
        today=today,
        business=business,
        plans=reads.all(Plan),
        posts=reads.posts(since, last),
        duties=reads.all(Duty),
        ticks=reads.ticks(since, last),
        communities=reads.all(Community),
        care=_care(reads, business, today) if first <= today <= last else (),
    )


def _rests(task: Task, since: date) -> bool:
    if task.state in {TaskState.DONE, TaskState.SKIPPED} or task.duty in CARE:
        return False
    return task.rolled or task.day >= since


def _care(reads: Reads, business: Business, today: date) -> tuple[Care, ...]:
    """What the accounts ask for; where there are none, nothing of it is loaded."""
    if not any(account.exists for account in reads.all(Account)):
        return ()
    from smbsocial.usecases.care import care_due

    return care_due(reads, business=business, today=today)


def _task_sheet(reads: Reads, ports: Ports, task: Task) -> TaskSheet:
    person = _found(reads.get(Person, task.person))
    community = reads.get(Community, task.community) if task.community else None
    post = reads.get(Post, task.post) if task.post else None
    if post is None:
        count = len(kpis(reads))
        account = _account_sheet(reads, ports, task.account)
        return TaskSheet(task, person, community=community, kpi_count=count, account=account)
    goal = _found(reads.get(Goal, post.goal))
    platform = ports.library.platform(post.platform)
    return TaskSheet(
        task=task,
        person=person,
        post=post,
        platform=platform,
        community=community,
        pillar=reads.get(Pillar, post.pillar),
        goal=goal,
        goal_name=ports.library.goal(goal.kind).name,
        text_length=text_length(post.text, platform.text),
        account=_account_sheet(reads, ports, _kept_account(reads, post.platform)),
    )


def _kept_account(reads: Reads, platform: PlatformKey) -> AccountId | None:
    """The first account of a platform whose record the vault keeps: one can sign in with help."""
    kept = [a.id for a in reads.all(Account) if a.platform == platform and a.exists]
    if not kept:
        return None
    from smbsocial.domain.vault import VaultSecret

    return next((id for id in kept if reads.get(VaultSecret, id) is not None), None)


def _account_sheet(reads: Reads, ports: Ports, id: AccountId | None) -> AccountName | None:
    account = reads.get(Account, id) if id else None
    if account is None:
        return None
    from smbsocial.domain.accounts import OTHER_SERVICE, Registration

    if account.platform == OTHER_SERVICE:
        entry = reads.get(Registration, account.id)
        return AccountName(account.id, entry.name if entry else "", account.handle)
    return AccountName(account.id, ports.library.platform(account.platform).name, account.handle)


def _kpi_sheets(reads: Reads, ports: Ports, first: date, last: date) -> tuple[KpiSheet, ...]:
    platforms = [account.platform for account in reads.all(Account)]
    return tuple(_kpi_sheet(reads, ports, kpi, platforms, (first, last)) for kpi in kpis(reads))


def _kpi_sheet(
    reads: Reads, ports: Ports, kpi: Kpi, platforms: list[PlatformKey], week: tuple[date, date]
) -> KpiSheet:
    facts = ports.library.kpi(kpi.kind)
    readings = [r for r in reads.readings(kpi.id) if r.day <= week[1]]
    readings.sort(key=lambda r: (r.day, r.at))
    paths = dict(facts.where_to_read)
    own = [paths[p] for p in platforms if p in paths]
    return KpiSheet(
        kpi=kpi,
        key=kpi.kind,
        name=facts.name,
        unit=facts.unit,
        where_to_read=next(iter([*own, *facts.outside_platforms, *paths.values()]), ""),
        latest=readings[-1] if readings else None,
        previous=readings[-2] if len(readings) > 1 else None,
        this_week=next((r for r in reversed(readings) if r.day >= week[0]), None),
        history=tuple(Decimal(r.hundredths) / 100 for r in readings[-HISTORY:]),
    )


def _same_week(readings: tuple[Reading, ...], business: Business, day: date) -> ReadingId | None:
    first = week_start(day, business.first_weekday)
    same = [r for r in readings if week_start(r.day, business.first_weekday) == first]
    return max(same, key=lambda r: (r.day, r.at)).id if same else None


def _put_posted(tx: Tx, ports: Ports, post: Post, *, link: str, real_minutes: int | None) -> Post:
    posted = replace(
        post,
        status=Status.POSTED,
        posted_at=post.posted_at or ports.clock.now(),
        skip_reason="",
        link=link or post.link,
        real_minutes=post.real_minutes if real_minutes is None else real_minutes,
    )
    tx.put(posted)
    return posted


def _put_tick(
    tx: Tx,
    ports: Ports,
    task_id: TaskId,
    state: TickState,
    *,
    reason: str = "",
    real_minutes: int | None = None,
) -> None:
    day = _duty_day(tx, ports, task_id)
    now = ports.clock.now()
    tx.put(Tick(TickId(task_id), task_id, day, state, now, reason, real_minutes))


def _tick_state(reads: Reads, task_id: TaskId) -> TickState | None:
    ticked = reads.get(Tick, task_id)
    return ticked.state if ticked else None


def _duty_day(reads: Reads, ports: Ports, task_id: TaskId) -> date:
    """The day of a duty's task; raises ExpectedError(NOT_FOUND) if it never falls due."""
    found = parse_task_id(task_id)
    today = ports.clock.today(set_up_business(reads).zone)
    if (
        found is None
        or not (_is_near(found[1], today) or plan_on(reads, found[1]) is not None)
        or task_id not in _ids_due(reads, found[1], today)
    ):
        raise ExpectedError(Code.NOT_FOUND, value=task_id)
    return found[1]


def _is_near(day: date, today: date) -> bool:
    """Whether a day may be in this week, where tasks stand that belong to no plan."""
    return abs(day - today) < timedelta(days=7)


def _ids_due(reads: Reads, day: date, today: date) -> set[TaskId]:
    first = week_start(day, set_up_business(reads).first_weekday)
    return {task.id for task in week_of(reads, first, today)}


def _found(row: R | None) -> R:
    if row is None:
        raise LookupError("a row that another one names is missing")
    return row
