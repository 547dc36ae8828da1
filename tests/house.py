"""A house in memory with a clock that the test sets, and the answers of a café."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from smbsocial.domain.answers import (
    Answers,
    BusinessAnswers,
    CommunitiesAnswers,
    CommunityAnswer,
    GoalAnswer,
    GoalsAnswers,
    InvestmentAnswers,
    PeopleAnswers,
    PersonAnswer,
    RhythmAnswers,
)
from smbsocial.domain.business import Role
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.ids import GoalKey, IndustryKey
from smbsocial.storage.store import SqliteStore
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.ports import Ports

NOW = datetime(2027, 1, 13, 9, 30, tzinfo=UTC)
"""A Wednesday; the café's plan starts on the Monday before."""
STARTS = date(2027, 1, 11)


class SetClock:
    """A clock that shows what the test set."""

    def __init__(self, now: datetime = NOW) -> None:
        self.instant = now

    def now(self) -> datetime:
        return self.instant

    def today(self, zone: str) -> date:
        return self.instant.astimezone(ZoneInfo(zone)).date()

    def go_on(self, **time: int) -> None:
        self.instant += timedelta(**time)


class CountedIds:
    """new-1, new-2, …"""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self) -> str:
        return f"new-{next(self._numbers)}"


@dataclass(frozen=True)
class House:
    store: SqliteStore
    ports: Ports
    changes: Changes
    clock: SetClock


CAFE = Answers(
    business=BusinessAnswers(
        name="Corner Café",
        industry=IndustryKey("cafe"),
        country="GB",
        closed_weekdays=(6,),
    ),
    goals=GoalsAnswers(
        (GoalAnswer(GoalKey("foot_traffic"), 40, Period.WEEK, counted=Counted.ORDERS),)
    ),
    investment=InvestmentAnswers(minutes_a_week=180, until=date(2027, 4, 11)),
    communities=CommunitiesAnswers(
        (CommunityAnswer("Office lunch crowd"), CommunityAnswer("Young parents nearby"))
    ),
    rhythm=RhythmAnswers(weekdays=(2, 3, 5), starts=STARTS),
    people=PeopleAnswers(
        (PersonAnswer("Sam", Role.OWNER), PersonAnswer("Maya", Role.STAFF, posts=True))
    ),
)
