"""All units of a goal in a week, typed by somebody who counted: what a lift is measured against."""

from datetime import date, timedelta

from smbsocial.domain.counter import WeekTotal
from smbsocial.domain.days import week_start
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal
from smbsocial.domain.ids import GoalId
from smbsocial.domain.lift import WEEKS_NEEDED
from smbsocial.domain.plan import Plan
from smbsocial.usecases.checks import LONGEST_REASON, check_text
from smbsocial.usecases.counting.sheets import GoalWeeks, TotalsSheet
from smbsocial.usecases.lookup import goals, set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx

MOST_UNITS = 10_000_000
SHOWN_WEEKS = 6
WEEK = timedelta(weeks=1)


def keep_total(
    tx: Tx, ports: Ports, goal: GoalId, day: date, units: int, note: str = ""
) -> WeekTotal:
    """Keep a goal's units of the week that `day` is in; a total that is there is superseded.

    The same figure again changes nothing. Raises ExpectedError: NOT_FOUND, OUT_OF_RANGE,
    DATE_TOO_FAR (a week to come), TOO_LONG, BAD_TEXT.
    """
    business = set_up_business(tx)
    if tx.get(Goal, goal) is None:
        raise ExpectedError(Code.NOT_FOUND, field="goal", value=goal)
    if not 0 <= units <= MOST_UNITS:
        high = MOST_UNITS
        raise ExpectedError(Code.OUT_OF_RANGE, field="units", value=units, low=0, high=high)
    today = ports.clock.today(business.zone)
    first = week_start(day, business.first_weekday)
    if first > today:
        raise ExpectedError(Code.DATE_TOO_FAR, field="day", value=day, high=today)
    check_text(note, field="note", most=LONGEST_REASON)
    before = _of_week(totals_of(tx, goal), first, business.first_weekday)
    if before is not None and (before.units, before.note) == (units, note):
        return before
    made = WeekTotal(
        id=ports.ids.new(),
        goal=goal,
        day=first,
        units=units,
        at=ports.clock.now(),
        note=note,
        supersedes=before.id if before else None,
    )
    tx.put(made)
    return made


def totals_of(reads: Reads, goal: GoalId) -> tuple[WeekTotal, ...]:
    """The weekly totals of a goal that count, by week: those superseded are left out."""
    rows = reads.having(WeekTotal, "goal", goal)
    gone = {row.supersedes for row in rows}
    return tuple(row for row in rows if row.id not in gone)


def totals_sheet(reads: Reads, ports: Ports, *, until: date | None = None) -> TotalsSheet:
    """The totals of six weeks, the last of them that of `until` (today if None, and at the latest).

    Raises ExpectedError(NOT_SET_UP).
    """
    business = set_up_business(reads)
    today = ports.clock.today(business.zone)
    newest = week_start(today, business.first_weekday)
    last = min(week_start(until or today, business.first_weekday), newest)
    weeks = tuple(last - n * WEEK for n in reversed(range(SHOWN_WEEKS)))
    began = min((plan.starts for plan in reads.all(Plan)), default=None)
    main = next(iter(goals(reads)), None)
    before = 0
    if main is not None and began is not None:
        before = sum(row.day + WEEK <= began for row in totals_of(reads, main.id))
    return TotalsSheet(
        today=today,
        weeks=weeks,
        goals=_goal_weeks(reads, ports, weeks, business.first_weekday),
        later=last < newest,
        began=began,
        before=before,
        needed=WEEKS_NEEDED,
    )


def _goal_weeks(
    reads: Reads, ports: Ports, weeks: tuple[date, ...], weekday: int
) -> tuple[GoalWeeks, ...]:
    """The totals of each goal in use, in the weeks that begin on these days."""
    found = []
    for goal in goals(reads):
        kept = totals_of(reads, goal.id)
        rows = [_of_week(kept, week, weekday) for week in weeks]
        units = tuple(row.units if row else None for row in rows)
        found.append(GoalWeeks(goal, goal.kind, ports.library.goal(goal.kind).name, units))
    return tuple(found)


def _of_week(totals: tuple[WeekTotal, ...], first: date, weekday: int) -> WeekTotal | None:
    """The newest total of a week; its day may be that of another first weekday."""
    return next((t for t in reversed(totals) if week_start(t.day, weekday) == first), None)
