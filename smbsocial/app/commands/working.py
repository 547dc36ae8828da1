"""Commands of every week: the plan, the checklist, done and skip."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from smbsocial.app import wiring
from smbsocial.app.commands.output import as_json, say, table
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Goal
from smbsocial.domain.ids import TaskId
from smbsocial.domain.plan import DutyKind
from smbsocial.ui.text import access_log, decide, formats, names
from smbsocial.usecases import plans, week
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Reads
from smbsocial.usecases.sheets import TaskSheet, WeekSheet
from smbsocial.usecases.week_paper import paper_sheet


def plan(options: argparse.Namespace) -> int:
    """`plan`: the posts of the quarter."""
    with wiring.opened(options.data_dir, create=False) as house:
        set_up_business(house.store)
        _, posts = plans.quarter(house.store, house.ports)
        rows = [_post_row(house.store, post) for post in posts]
    if options.json:
        as_json(rows)
        return 0
    columns = ("date", "time", "platform", "pillar", "community", "minutes", "title", "status")
    table(([str(row[name]) for name in columns] for row in rows), [c.title() for c in columns])
    return 0


def show_week(options: argparse.Namespace) -> int:
    """`week`: the checklist of a week."""
    with wiring.opened(options.data_dir, create=False) as house:
        sheet = paper_sheet(house.store, house.ports, day=options.date)
    rows = [_task_row(each) for each in in_order(sheet)]
    if options.json:
        as_json(rows)
        return 0
    say(f"{sheet.business.name} · {formats.day_range(sheet.first, sheet.last)}")
    if rows:
        columns = ("id", "day", "kind", "title", "minutes", "person", "state")
        table(([str(row[name]) for name in columns] for row in rows), [c.title() for c in columns])
    elif sheet.alive:
        _say_alive(sheet.alive)
    else:
        say("Nothing to do this week.")
    if sheet.log is not None:
        say(access_log.log_line(sheet.log))
    return 0


def done(options: argparse.Namespace) -> int:
    """`done`: tick a task; a post counts as posted."""
    with wiring.opened(options.data_dir, create=False) as house:
        set_up_business(house.store)
        task = TaskId(options.id)
        with _named("minutes"):
            house.changes.do(Action.TICK, week.tick, task, real_minutes=options.minutes)
        _show_task(house, task, options)
    return 0


def skip(options: argparse.Namespace) -> int:
    """`skip`: not this time, and why."""
    with wiring.opened(options.data_dir, create=False) as house:
        set_up_business(house.store)
        task = TaskId(options.id)
        with _named("reason"):
            house.changes.do(Action.SKIP, week.skip, task, reason=options.reason)
        _show_task(house, task, options)
    return 0


def _say_alive(kinds: tuple[DutyKind, ...]) -> None:
    """What is kept up while the business stays off."""
    say("Off for now. Kept alive meanwhile, once a week:")
    for kind in kinds:
        say(f"  {decide.alive(kind)}")


def in_order(sheet: WeekSheet) -> tuple[TaskSheet, ...]:
    """All tasks of a week by day, what was missed before first."""
    tasks = (*sheet.missed, *sheet.earlier, *sheet.today_tasks, *sheet.later, *sheet.done)
    return tuple(sorted(tasks, key=lambda t: (not t.task.rolled, t.task.day)))


@contextmanager
def _named(option: str) -> Iterator[None]:
    """A field that cannot be, under the name of the option that it came from."""
    try:
        yield
    except ExpectedError as error:
        field = f"--{option}" if error.field else None
        raise ExpectedError(error.code, field=field, **error.facts) from error


def _show_task(house: wiring.House, task: TaskId, options: argparse.Namespace) -> None:
    """The task as it is now, for scripts; people are told by the exit status alone."""
    if options.json:
        as_json(_task_row(week.task_sheet(house.store, house.ports, task)))


def _post_row(reads: Reads, post: Post) -> dict[str, object]:
    pillar = reads.get(Pillar, post.pillar)
    community = reads.get(Community, post.community)
    goal = reads.get(Goal, post.goal)
    return {
        "id": post.id,
        "date": post.day.isoformat(),
        "time": post.at.isoformat("minutes"),
        "platform": post.platform,
        "pillar": pillar.name if pillar else post.pillar,
        "community": community.name if community else post.community,
        "goal": goal.kind if goal else post.goal,
        "format": post.format.value,
        "minutes": post.minutes,
        "title": post.title,
        "text": post.text,
        "status": post.status.value,
    }


def _task_row(sheet: TaskSheet) -> dict[str, object]:
    task = sheet.task
    duty = names.duty_of(sheet) if task.duty else ""
    where = f" ({sheet.community.name})" if task.duty and sheet.community else ""
    return {
        "id": task.id,
        "day": task.day.isoformat(),
        "kind": task.duty.value if task.duty else "post",
        "title": sheet.post.title if sheet.post else duty + where,
        "minutes": task.minutes,
        "person": sheet.person.name or names.role(sheet.person.role),
        "state": task.state.value,
        "rolled": task.rolled,
        "reason": task.reason,
    }
