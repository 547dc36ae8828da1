"""The calendar: the month's sheet, and moving, editing, adding, removing and finding posts."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TypeVar

from smbsocial.domain.business import Business, Person
from smbsocial.domain.checklist import week_minutes, week_tasks
from smbsocial.domain.communities import Community
from smbsocial.domain.content import ALLOWED, Format, Pillar, Post, Status
from smbsocial.domain.days import month_grid
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import RETIRED, Goal
from smbsocial.domain.ids import (
    CommunityId,
    GoalId,
    PersonId,
    PillarId,
    PlatformKey,
    PostId,
)
from smbsocial.domain.observances import occurrences
from smbsocial.domain.plan import Duty, Plan, Tick
from smbsocial.domain.platforms import Account
from smbsocial.domain.text_length import text_length
from smbsocial.usecases.calendar_sheets import (
    CalendarSheet,
    ChipSheet,
    DaySheet,
    PostSheet,
    WeekRow,
)
from smbsocial.usecases.checks import check_link, check_minutes, check_text
from smbsocial.usecases.lookup import (
    goals,
    newest_plan,
    people_gone,
    plan_among,
    plan_on,
    set_up_business,
    the_post,
)
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.removing import take_away

LONGEST_TITLE = 200
LONGEST_TEXT = 65_000
QUIET_DAYS = 12
"""A community without a post for so long is named beside the month."""
YEARS_AHEAD = 5

C = TypeVar("C", Pillar, Community)
A = TypeVar("A")
Grid = tuple[tuple[date, ...], ...]


@dataclass(frozen=True, slots=True)
class PostEdit:
    """What the editor changed; None = as it was."""

    title: str | None = None
    text: str | None = None
    day: date | None = None
    at: time | None = None
    platform: PlatformKey | None = None
    pillar: PillarId | None = None
    community: CommunityId | None = None
    goal: GoalId | None = None
    format: Format | None = None
    minutes: int | None = None
    person: PersonId | None = None
    status: Status | None = None
    link: str | None = None


def calendar_sheet(reads: Reads, ports: Ports, year: int, month: int) -> CalendarSheet:
    """A month in whole weeks, with each week's planned minutes against the budget.

    Raises ExpectedError(NOT_SET_UP), and ValueError for a month that no calendar has.
    """
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    grid = month_grid(year, month, business.first_weekday)
    names = _Names.read(reads, ports)
    by_day: dict[date, list[Post]] = defaultdict(list)
    for post in reads.posts(grid[0][0], grid[-1][-1]):
        by_day[post.day].append(post)
    kept = _observances(ports, business, grid[0][0], grid[-1][-1])
    work = _Work.read(reads, business, today, grid)
    rows = []
    for week in grid:
        days = tuple(
            DaySheet(
                day=day,
                in_month=day.month == month,
                closed=business.is_closed(day),
                observances=tuple(kept.get(day, ())),
                chips=tuple(names.chip(post, today) for post in by_day[day]),
            )
            for day in week
        )
        rows.append(work.row(days, [post for day in week for post in by_day[day]]))
    return CalendarSheet(
        business=business,
        year=year,
        month=month,
        today=today,
        rows=tuple(rows),
        pillars=tuple(p for p in names.pillars.values() if p.active),
        quiet=_quiet(reads, names, today),
    )


def post_sheet(reads: Reads, ports: Ports, id: PostId) -> PostSheet:
    """A post with everything it can be changed to; raises ExpectedError(NOT_FOUND)."""
    return _with_choices(reads, ports, the_post(reads, id))


def blank_sheet(reads: Reads, ports: Ports, *, day: date) -> PostSheet:
    """A post that `add_post` would make on a day, with everything it can be; writes nothing.

    Raises ExpectedError(NO_PLAN).
    """
    return _with_choices(reads, ports, _blank(reads, ports, day=day, title=""))


def move_post(tx: Tx, ports: Ports, id: PostId, day: date) -> Post:
    """To another day at the same time; a closed day is allowed, the sheet says it is closed.

    Raises ExpectedError (NOT_FOUND; DATE_TOO_FAR more than five years ahead).
    """
    post = the_post(tx, id)
    if post.day == day:
        return post
    _check_day(tx, ports, day)
    moved = replace(post, day=day, edited=True)
    tx.put(moved)
    return moved


def edit_post(tx: Tx, ports: Ports, id: PostId, edit: PostEdit) -> Post:
    """Change fields of a post; it is then kept by a new plan.

    Raises ExpectedError with the field: EMPTY or TOO_LONG (title, text, link), OUT_OF_RANGE
    (minutes), DATE_TOO_FAR (day), NOT_FOUND (whoever it should belong to), UNKNOWN_CHOICE
    (platform, or a status that may not follow).
    """
    post = the_post(tx, id)
    given = {name: getattr(edit, name) for name in edit.__slots__}
    changed = replace(post, **{k: v for k, v in given.items() if v is not None})
    if changed == post:
        return post
    if changed.status not in ALLOWED[post.status]:
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="status", value=changed.status.value)
    changed = _stamped(changed, ports)
    _check(tx, ports, changed, post)
    edited = replace(changed, edited=True)
    tx.put(edited)
    return edited


def add_post(tx: Tx, ports: Ports, *, day: date, title: str, edit: PostEdit = PostEdit()) -> Post:
    """A post of one's own on a day; what is not said is as in the plan's other posts.

    Raises ExpectedError (NO_PLAN, and those of `edit_post`).
    """
    blank = _blank(tx, ports, day=day, title=title)
    given = {name: getattr(edit, name) for name in edit.__slots__}
    post = replace(blank, **{k: v for k, v in given.items() if v is not None})
    _check(tx, ports, post, None)
    tx.put(post)
    return post


def remove_post(tx: Tx, ports: Ports, id: PostId) -> None:  # noqa: ARG001
    """Take a post out of the calendar; raises ExpectedError(NOT_FOUND). Undo brings it back."""
    take_away(tx, the_post(tx, id).id)


def search(reads: Reads, ports: Ports, text: str) -> tuple[Post, ...]:  # noqa: ARG001
    """Posts whose title or text holds the words, newest first; nothing for nothing."""
    words = " ".join(text.split())
    return reads.search(words) if words else ()


@dataclass(frozen=True, slots=True)
class _Names:
    """What a chip says in words: looked up once for a whole month."""

    pillars: dict[PillarId, Pillar]
    communities: dict[CommunityId, Community]
    platforms: dict[PlatformKey, str]
    people: dict[PersonId, str]

    @classmethod
    def read(cls, reads: Reads, ports: Ports) -> "_Names":
        return cls(
            {p.id: p for p in reads.all(Pillar)},
            {c.id: c for c in reads.all(Community)},
            {p.key: p.name for p in ports.library.platforms()},
            {p.id: p.name for p in reads.all(Person)},
        )

    def chip(self, post: Post, today: date) -> ChipSheet:
        pillar = self.pillars[post.pillar]
        return ChipSheet(
            id=post.id,
            title=post.title,
            at=post.at,
            colour=pillar.colour,
            pillar=pillar.name,
            community=self.communities[post.community].name,
            platform=self.platforms[post.platform],
            minutes=post.minutes,
            posted=post.status is Status.POSTED,
            skipped=post.status is Status.SKIPPED,
            overdue=post.day < today and post.is_open,
            status=post.status,
            person=self.people[post.person],
        )


@dataclass(frozen=True, slots=True)
class _Work:
    """What a week's work is counted from besides its posts: read once for a whole month."""

    today: date
    business: Business
    plans: tuple[Plan, ...]
    duties: tuple[Duty, ...]
    ticks: tuple[Tick, ...]

    @classmethod
    def read(cls, reads: Reads, business: Business, today: date, grid: Grid) -> "_Work":
        ticks = reads.ticks(grid[0][0], grid[-1][-1])
        return cls(today, business, reads.all(Plan), reads.all(Duty), ticks)

    def row(self, days: tuple[DaySheet, ...], posts: list[Post]) -> WeekRow:
        """A week with its planned minutes, posts and routine work, and the plan's budget."""
        first, last = days[0].day, days[-1].day
        plan = plan_among(self.plans, first) or plan_among(self.plans, last)
        routine = week_tasks(
            first,
            today=self.today,
            business=self.business,
            plans=self.plans,
            posts=(),
            duties=self.duties,
            ticks=self.ticks,
        )
        minutes = week_minutes(routine).planned
        minutes += sum(post.minutes for post in posts if post.status is not Status.SKIPPED)
        return WeekRow(days, minutes, plan.minutes_a_week if plan else 0)


def _with_choices(reads: Reads, ports: Ports, post: Post) -> PostSheet:
    business = set_up_business(reads)
    rules = ports.library.platform(post.platform).text
    return PostSheet(
        post=post,
        platforms=ports.library.platforms(),
        pillars=_choices(reads.all(Pillar), post.pillar),
        communities=_choices(reads.all(Community), post.community),
        goals=tuple(
            (goal, ports.library.goal(goal.kind).name)
            for goal in reads.all(Goal)
            if goal.rank != RETIRED or goal.id == post.goal
        ),
        people=_present(reads, post.person),
        closed=business.is_closed(post.day),
        text_length=text_length(post.text, rules),
    )


def _blank(reads: Reads, ports: Ports, *, day: date, title: str) -> Post:
    plan = plan_on(reads, day) or newest_plan(reads)
    like = next(iter(reads.posts(day - timedelta(days=366), day + timedelta(days=366))), None)
    return Post(
        id=PostId(ports.ids.new()),
        plan=plan.id,
        day=day,
        at=like.at if like else time(9),
        platform=_platform(reads, ports, like),
        pillar=_first(reads.all(Pillar)).id,
        community=_first(reads.all(Community)).id,
        goal=goals(reads)[0].id,
        format=Format.PHOTO,
        minutes=like.minutes if like else 20,
        title=title,
        text="",
        idea="",
        person=_worker(reads).id,
        edited=True,
    )


def _observances(
    ports: Ports, business: Business, first: date, last: date
) -> dict[date, list[str]]:
    kept: dict[date, list[str]] = defaultdict(list)
    found = occurrences(
        ports.library.observances(),
        country=business.country,
        industry=business.industry,
        first=first,
        last=last,
    )
    for each in found:
        kept[each.day].append(each.observance.name)
    return kept


def _quiet(reads: Reads, names: _Names, today: date) -> tuple[tuple[str, int], ...]:
    """Active communities without a post from so many days ago on, longest first.

    Only those that a plan has served at all: before the first plan nobody is neglected.
    """
    gaps = []
    since, until = today - timedelta(days=90), today + timedelta(days=90)
    served = reads.served(since, until)
    if not served:
        return ()
    start = min(day for _, day in served)
    days_of: dict[CommunityId, list[date]] = defaultdict(list)
    for served_one, day in served:
        days_of[served_one].append(day)
    for community in names.communities.values():
        if not community.active:
            continue
        days = days_of[community.id]
        last = max((d for d in days if d <= today), default=min(start, today))
        following = min((d for d in days if d > today), default=until)
        gap = (following - last).days
        if gap > QUIET_DAYS:
            gaps.append((community.name, gap))
    return tuple(sorted(gaps, key=lambda gap: (-gap[1], gap[0])))


def _choices(rows: tuple[C, ...], current: str) -> tuple[C, ...]:
    return tuple(row for row in rows if row.active or row.id == current)


def _first(rows: tuple[A, ...]) -> A:
    """The first one in use; a business that is set up has one of each."""
    return next((row for row in rows if getattr(row, "active", True)), rows[0])


def _worker(reads: Reads) -> Person:
    people = _present(reads) or reads.all(Person)
    return next((p for p in people if p.posts), people[0])


def _present(reads: Reads, *also: PersonId) -> tuple[Person, ...]:
    """Who works here, and who else is wanted."""
    gone = people_gone(reads).difference(also)
    return tuple(each for each in reads.all(Person) if each.id not in gone)


def _platform(reads: Reads, ports: Ports, like: Post | None) -> PlatformKey:
    if like is not None:
        return like.platform
    known = [platform.key for platform in ports.library.platforms()]
    used = (each.platform for each in reads.all(Account) if each.platform in known)
    return next(used, known[0])


def _stamped(post: Post, ports: Ports) -> Post:
    if post.status is Status.POSTED:
        return replace(post, posted_at=post.posted_at or ports.clock.now())
    return replace(post, posted_at=None)


def _check_day(reads: Reads, ports: Ports, day: date) -> None:
    latest = ports.clock.today(set_up_business(reads).zone) + timedelta(days=366 * YEARS_AHEAD)
    if day > latest:
        raise ExpectedError(Code.DATE_TOO_FAR, field="day", value=day, high=latest)


def _check(reads: Reads, ports: Ports, post: Post, before: Post | None) -> None:
    if before is None or post.day != before.day:
        _check_day(reads, ports, post.day)
    if not post.title.strip():
        raise ExpectedError(Code.EMPTY, field="title")
    check_text(post.title, field="title", most=LONGEST_TITLE)
    check_text(post.text, field="text", most=LONGEST_TEXT)
    check_link(post.link)
    check_minutes(post.minutes, field="minutes")
    for field, kind, id in (
        ("pillar", Pillar, post.pillar),
        ("community", Community, post.community),
        ("goal", Goal, post.goal),
        ("person", Person, post.person),
    ):
        if reads.get(kind, id) is None:
            raise ExpectedError(Code.NOT_FOUND, field=field, value=id)
    if post.platform not in {p.key for p in ports.library.platforms()}:
        raise ExpectedError(Code.UNKNOWN_CHOICE, field="platform", value=post.platform)
