"""One look at the stored days: the business, its plan and its weeks, each worked out once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from smbsocial.domain.business import Business, Person
from smbsocial.domain.checklist import Task, TaskState
from smbsocial.domain.days import local_day, week_start
from smbsocial.domain.ids import AccountId
from smbsocial.domain.plan import Choice, Decision, Plan
from smbsocial.domain.platforms import Account
from smbsocial.domain.reminders import Due, Kind, ReminderSettings
from smbsocial.usecases.lookup import newest_decision, plan_among, the_business
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.week import week_of

OPEN = frozenset({TaskState.OPEN, TaskState.MISSED})


@dataclass(frozen=True)
class Look:
    """What every kind of reminder needs to know; `now` is an instant, `today` its local day."""

    reads: Reads
    ports: Ports
    settings: ReminderSettings
    business: Business
    now: datetime
    today: date

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """Every plan."""
        return self.reads.all(Plan)

    @cached_property
    def decision(self) -> Decision | None:
        """What was decided last."""
        return newest_decision(self.reads)

    @property
    def off(self) -> bool:
        """Whether the business stays off; until somebody decides anew, whatever the day."""
        return self.decision is not None and self.decision.choice is Choice.STAY_OFF

    @cached_property
    def plan(self) -> Plan | None:
        """The plan that today is in, else the one that began last."""
        running = plan_among(self.plans, self.today)
        begun = (each for each in self.plans if each.starts <= self.today)
        return running or max(begun, key=lambda p: (p.starts, p.made_at), default=None)

    @cached_property
    def week(self) -> date:
        """The first day of this week."""
        return week_start(self.today, self.business.first_weekday)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """This week's open tasks, with what was missed before and what accounts ask for."""
        return self.open_tasks(self.week)

    def open_tasks(self, first: date) -> tuple[Task, ...]:
        """The open tasks of the week from `first`."""
        return tuple(t for t in week_of(self.reads, first, self.today) if t.state in OPEN)

    def weeks_until(self, last: date) -> Iterable[date]:
        """The first days of this week and the ones that begin until a day."""
        return (self.week + timedelta(weeks=i) for i in range((last - self.week).days // 7 + 1))

    def person(self, id: str) -> str:
        """Somebody's name; "" for one who is not there any more."""
        found = self.reads.get(Person, id)
        return found.name if found else ""

    def account(self, id: AccountId) -> tuple[str, str]:
        """What an account is called, and its handle; "" where it is not there any more."""
        from smbsocial.domain.accounts import OTHER_SERVICE, Registration

        found = self.reads.get(Account, id)
        if found is None:
            return "", ""
        if found.platform == OTHER_SERVICE:
            entry = self.reads.get(Registration, id)
            return (entry.name if entry else ""), found.handle
        return self.ports.library.platform(found.platform).name, found.handle


def look_at(reads: Reads, ports: Ports, settings: ReminderSettings, now: datetime) -> Look | None:
    """A look at an instant; None before setup is finished."""
    business = the_business(reads)
    if business is None:
        return None
    then = replace(ports, clock=_Stopped(now))
    return Look(reads, then, settings, business, now, local_day(now, business.zone))


def in_order(due: Due) -> tuple[date, object, int, str]:
    """Sorts by slot, then by kind."""
    return due.slot.day, due.slot.at, _RANK[due.kind], due.subject


@dataclass(frozen=True, slots=True)
class _Stopped:
    """The clock as it stands at the instant that is looked at."""

    at: datetime

    def now(self) -> datetime:
        """That instant."""
        return self.at

    def today(self, zone: str) -> date:
        """Its local day."""
        return local_day(self.at, zone)


_RANK = {kind: rank for rank, kind in enumerate(Kind)}
