"""Finding what a step starts from, or saying that it is not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from smbsocial.domain.business import Business
from smbsocial.domain.content import Post
from smbsocial.domain.days import local_day
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import RETIRED, Goal, Kpi
from smbsocial.domain.ids import PersonId, PlatformKey
from smbsocial.domain.plan import Choice, Decision, DutyKind, Plan
from smbsocial.domain.platforms import Account
from smbsocial.usecases.ports import Ports, Reads


def the_business(reads: Reads) -> Business | None:
    """The one business of this folder; None before setup is finished."""
    return next(iter(reads.all(Business)), None)


def set_up_business(reads: Reads) -> Business:
    """The business; raises ExpectedError(NOT_SET_UP) before setup is finished."""
    business = the_business(reads)
    if business is None:
        raise ExpectedError(Code.NOT_SET_UP)
    return business


def people_gone(reads: Reads) -> frozenset[PersonId]:
    """Who has left or is leaving; whoever stayed after all is not among them."""
    from smbsocial.domain.departures import Departure  # a start shows nobody's departure

    return frozenset(row.person for row in reads.all(Departure) if not row.cancelled)


def newest_decision(reads: Reads) -> Decision | None:
    """What the owner decided last."""
    return max(reads.all(Decision), key=lambda d: d.made_at, default=None)


@dataclass(frozen=True, slots=True)
class Pause:
    """The business stays off since a day, and what is kept up meanwhile; `until` None = open."""

    since: date
    until: date | None
    alive: tuple[DutyKind, ...]


def pause_now(reads: Reads) -> Pause | None:
    """The pause that holds until somebody decides anew; raises ExpectedError(NOT_SET_UP)."""
    decision = newest_decision(reads)
    if decision is None or decision.choice is not Choice.STAY_OFF:
        return None
    since = local_day(decision.made_at, set_up_business(reads).zone)
    return Pause(since, decision.until, decision.alive)


def goals(reads: Reads) -> tuple[Goal, ...]:
    """The goals in use, the main one first."""
    return tuple(goal for goal in reads.all(Goal) if goal.rank != RETIRED)


def kpis(reads: Reads) -> tuple[Kpi, ...]:
    """The KPIs that are watched, the main one first."""
    return tuple(kpi for kpi in reads.all(Kpi) if kpi.rank != RETIRED)


def last_day(plan: Plan) -> date:
    """The last day of a plan's weeks."""
    return plan.starts + timedelta(weeks=plan.weeks, days=-1)


def plan_on(reads: Reads, day: date) -> Plan | None:
    """The plan that a day is in, the one made last where two overlap."""
    return plan_among(reads.all(Plan), day)


def plan_among(plans: Iterable[Plan], day: date) -> Plan | None:
    """The one of these that a day is in, the one made last where two overlap."""
    running = (p for p in plans if p.starts <= day <= last_day(p))
    return max(running, key=_made, default=None)


def coming_plan(reads: Reads, ports: Ports, *, after: date) -> Plan | None:  # noqa: ARG001
    """The first plan that begins after a day."""
    plans = (plan for plan in reads.all(Plan) if plan.starts > after)
    return min(plans, key=lambda plan: plan.starts, default=None)


def newest_plan(reads: Reads) -> Plan:
    """The plan that was made last; raises ExpectedError(NO_PLAN) when there is none."""
    plan = max(reads.all(Plan), key=_made, default=None)
    if plan is None:
        raise ExpectedError(Code.NO_PLAN)
    return plan


def the_post(reads: Reads, id: str) -> Post:
    """A post; raises ExpectedError(NOT_FOUND)."""
    post = reads.get(Post, id)
    if post is None:
        raise ExpectedError(Code.NOT_FOUND, value=id)
    return post


def the_account(reads: Reads, id: str) -> Account:
    """An account; raises ExpectedError(NOT_FOUND)."""
    account = reads.get(Account, id)
    if account is None:
        raise ExpectedError(Code.NOT_FOUND, value=id)
    return account


def account_on(reads: Reads, platform: PlatformKey) -> Account | None:
    """The account on a platform: the first one that is there, else the first that is planned."""
    found = [each for each in reads.all(Account) if each.platform == platform]
    return min(found, key=lambda each: not each.exists, default=None)


def _made(plan: Plan) -> tuple[datetime, date, str]:
    return plan.made_at, plan.starts, plan.id
