"""What each kind of reminder is about: when it falls due, and until when it stands."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from smbsocial.domain.business import Person, Role
from smbsocial.domain.checklist import Task, TaskState
from smbsocial.domain.content import Status
from smbsocial.domain.days import Slot, local_day
from smbsocial.domain.ids import AccountId
from smbsocial.domain.plan import DutyKind, Plan
from smbsocial.domain.platforms import Account
from smbsocial.domain.reminders import Due, Kind, first_open_day, told_at
from smbsocial.domain.review import Review, ReviewAnswer, ReviewPage
from smbsocial.domain.turns import StopRule
from smbsocial.domain.vault import MetaKey, VaultSecret
from smbsocial.usecases.lookup import last_day, people_gone, plan_among
from smbsocial.usecases.reminding.look import Look

REVIEW_SPARES = timedelta(days=14)
"""A plan's review that was closed so long before its time stands for it."""
APPROVAL_DAYS = 7
GROWTH_DAYS = 14
"""The last days of a plan, in which the talk has its place."""
TALK_LASTS = timedelta(days=60)
LATE = timedelta(days=1)
"""A backup that lacks something is nobody's worry before: the app writes one by itself."""
NEVER_BACKED_UP = timedelta(days=30)
CARE = {DutyKind.ROTATE: Kind.ROTATION, DutyKind.DRILL: Kind.DRILL}
NOT_MISSED = frozenset({DutyKind.SALES, *CARE})
"""Duties with a reminder of their own."""


def review_day(plan: Plan) -> date:
    """The day from which a plan's review is due: the first one of its last week."""
    return last_day(plan) - timedelta(days=6)


def reviews(look: Look) -> Iterator[Due]:
    """The plan's review, once a week from its last week on until it is held."""
    plan = look.plan
    if plan is None or look.off or look.today < review_day(plan) or _held(look, plan):
        return
    started = any(each.closed_at is None for each in look.reads.all(Review))
    facts = {"last": last_day(plan), "started": started}
    yield _due(look, Kind.REVIEW, max(review_day(plan), look.week), facts=facts)


def coming_reviews(look: Look, last: date) -> Iterator[Due]:
    """The reviews of plans whose last week begins until a day."""
    for plan in look.plans if not look.off else ():
        if look.today <= review_day(plan) <= last and not _held(look, plan):
            facts = {"last": last_day(plan), "started": False}
            yield _due(look, Kind.REVIEW, review_day(plan), facts=facts)


def reassessments(look: Look) -> Iterator[Due]:
    """The day until which the business stays off, wherever it lies."""
    decision = look.decision
    if look.off and decision is not None and decision.until is not None:
        facts = {"until": decision.until, "would_change": decision.would_change}
        yield _due(look, Kind.REASSESS, decision.until, facts=facts)


def week_begins(look: Look, first: date, tasks: Iterable[Task]) -> Iterator[Due]:
    """The week from `first`: its work, or the little that is kept up while the business is off."""
    day = first_open_day(look.business, first)
    if day is None:
        return
    if look.off:
        alive = tuple(kind.value for kind in look.decision.alive) if look.decision else ()
        if alive:
            yield _due(look, Kind.WEEK, day, facts={"first": first, "alive": alive})
        return
    own = [task for task in tasks if not task.rolled]
    if own:
        facts = {
            "first": first,
            "posts": sum(task.post is not None for task in own),
            "tasks": len(own),
            "minutes": sum(task.minutes for task in own),
        }
        yield _due(look, Kind.WEEK, day, facts=facts)


def posts(look: Look, first: date, last: date) -> Iterator[Due]:
    """Posts that are still to go out on those days, each at its own time or before quiet hours."""
    for post in look.reads.posts(first, last) if not look.off else ():
        if post.is_open:
            facts = {
                "title": post.title,
                "at": post.at,
                "platform": look.ports.library.platform(post.platform).name,
                "person": look.person(post.person),
            }
            yield Due(Kind.POST, post.id, Slot(post.day, told_at(look.settings, post.at)), facts)


def missed(look: Look) -> Iterator[Due]:
    """Open tasks of past days, all in one, once a day."""
    late = [
        task
        for task in look.tasks
        if task.state is TaskState.MISSED and task.duty not in NOT_MISSED
    ]
    if late and not look.off:
        facts = {
            "count": len(late),
            "posts": sum(task.post is not None for task in late),
            "minutes": sum(task.minutes for task in late),
        }
        yield _due(look, Kind.MISSED, look.today, facts=facts)


def approvals(look: Look) -> Iterator[Due]:
    """Posts of the next days that wait for the owner's word, all in one, once a day."""
    if look.off:
        return
    near = look.reads.posts(look.today, look.today + timedelta(days=APPROVAL_DAYS))
    wait = [post for post in near if post.status is Status.TO_APPROVE]
    if wait:
        facts = {"count": len(wait), "first": wait[0].day, "title": wait[0].title}
        yield _due(look, Kind.APPROVAL, look.today, facts=facts)


def sales(look: Look, tasks: Iterable[Task]) -> Iterator[Due]:
    """The check-in with those who sell, on its day, and as long as it can be made up for."""
    for task in tasks if not look.off else ():
        if task.duty is DutyKind.SALES:
            yield _due(look, Kind.SALES, task.day, task.id, {"person": look.person(task.person)})


def care(look: Look) -> Iterator[Due]:
    """A password to be changed, the drill: as this week's tasks say, once a week until done."""
    for task in look.tasks:
        if task.duty in CARE:
            yield _care(look, CARE[task.duty], task.account, look.week)


def coming_care(look: Look, last: date) -> Iterator[Due]:
    """What accounts will ask for in the weeks that begin until a day, and do not ask for yet."""
    if not any(account.exists for account in look.reads.all(Account)):
        return
    from smbsocial.usecases.care import care_due

    known: set[tuple[DutyKind, AccountId | None]] = set()
    for first in look.weeks_until(last):
        day = max(first, look.today)
        asked = care_due(look.reads, business=look.business, today=day)
        for each in asked if day > look.today else ():
            if (each.kind, each.account) not in known:
                yield _care(look, CARE[each.kind], each.account, first)
        known |= {(each.kind, each.account) for each in asked}


def rules(look: Look, last: date) -> Iterator[Due]:
    """Rules that say when to stop, whose day comes until a day; each stands until answered."""
    if look.off or not look.reads.all(StopRule):
        return
    from smbsocial.usecases.deciding.turns import due_rules

    for line in due_rules(look.reads, look.ports, last):
        facts = {
            "subject": line.subject,
            "kpi": line.kpi,
            "under": line.rule.under,
            "by": line.rule.by,
        }
        yield _due(look, Kind.RULE, line.rule.by, line.rule.id, facts)


def growth_talks(look: Look, last: date) -> Iterator[Due]:
    """The talk with each person who posts and is not the owner, in a plan's last two weeks."""
    plan = plan_among(look.plans, look.today)
    if plan is None or look.off:
        return
    day = max(plan.starts, last_day(plan) - timedelta(days=GROWTH_DAYS - 1))
    if day > last:
        return
    gone = people_gone(look.reads)
    for person in look.reads.all(Person):
        helps = person.posts and person.role is not Role.OWNER and person.id not in gone
        if helps and not _talked(look, person):
            yield _due(look, Kind.GROWTH, day, person.id, {"person": person.name})


def backups(look: Look) -> Iterator[Due]:
    """The vault's backup, where the last one is too old or none was made; once a week until it is.

    What the app makes up for by itself within a day is nobody's worry.
    """
    kept = look.reads.all(VaultSecret)
    if not kept:
        return
    from smbsocial.usecases.vault.backups import AT_LEAST, backup_is_due, can_back_up
    from smbsocial.usecases.vault.session import meta_instant

    last = meta_instant(look.reads, MetaKey.BACKUP_AT)
    if last is not None:
        # One of a time to come was made by a clock that was ahead: it says nothing of today.
        age = abs(look.now - last)
        lacks = age > LATE and backup_is_due(look.reads, look.ports, news=False)
        late = age > NEVER_BACKED_UP or (can_back_up(look.reads) and (age > AT_LEAST or lacks))
    else:
        late = look.now - min(row.saved_at for row in kept) > NEVER_BACKED_UP
    if late:
        yield _due(look, Kind.BACKUP, look.week, facts={"last": last and _day(look, last)})


def _due(
    look: Look, kind: Kind, day: date, subject: str = "", facts: Mapping[str, Any] | None = None
) -> Due:
    """One that has no hour of its own."""
    return Due(kind, subject, Slot(day, look.settings.morning), facts or {})


def _care(look: Look, kind: Kind, account: AccountId | None, day: date) -> Due:
    if account is None:
        return _due(look, kind, day)
    name, handle = look.account(account)
    return _due(look, kind, day, account, {"account": name, "handle": handle})


def _held(look: Look, plan: Plan) -> bool:
    """Whether the plan's review was closed: in its last week or later, or shortly before."""
    wanted = review_day(plan)
    for each in look.reads.all(Review):
        if each.closed_at is not None:
            closed = _day(look, each.closed_at)
            early = REVIEW_SPARES if each.plan == plan.id else timedelta(0)
            if closed >= wanted - early:
                return True
    return False


def _talked(look: Look, person: Person) -> bool:
    """Whether the talk with somebody was noted lately; not by a clock that was ahead."""
    told = look.reads.having(ReviewAnswer, "subject", f"growth:{person.id}")
    return any(
        each.page is ReviewPage.PEOPLE and abs(look.now - each.at) < TALK_LASTS for each in told
    )


def _day(look: Look, at: datetime) -> date:
    return local_day(at, look.business.zone)
