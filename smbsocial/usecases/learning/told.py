"""What is told of one link, and the weeks that everything is told in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from smbsocial.domain.assessment.forecast import Forecast
from smbsocial.domain.assessment.values import ChainFigures, LinkKey
from smbsocial.domain.brief import Brief
from smbsocial.domain.business import Business
from smbsocial.domain.days import week_days, week_start, week_starts
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.known_numbers import Numbers
from smbsocial.domain.learning.following import MOST_WEEKS
from smbsocial.domain.learning.values import WeekCount
from smbsocial.usecases.ports import Ports, Reads

_CUSTOMERS = frozenset(
    key.value for key in (LinkKey.ACT, LinkKey.ACT_WHOLE, LinkKey.BROUGHT, LinkKey.TURN)
)
_PEOPLE = frozenset({LinkKey.REACH.value, LinkKey.LISTING_VIEWS.value})
LAG = 4
"""Weeks, this one and those before, whose work brings a week's customers."""


@dataclass(frozen=True, slots=True)
class Told:
    """The weeks of a link, oldest first; `count` of `of`: as many things were counted, for words.

    `inverse`: the weeks tell how many there are for each unit of the link (posts for a minute).
    """

    link: str
    weeks: tuple[WeekCount, ...]
    count: int
    of: int
    inverse: bool = False

    @property
    def counts(self) -> bool:
        """Whether its count is something on the way: a forecast counts customers itself."""
        return self.link.partition(".")[0] not in _CUSTOMERS

    @property
    def steady(self) -> bool:
        """Whether it is no number of people, whom a platform lets see more or less."""
        return self.link.partition(".")[0] not in _PEOPLE


@dataclass(frozen=True, slots=True)
class Desk:
    """What all weeks are read from: the store, the brief, and its forecast without any learning."""

    reads: Reads
    ports: Ports
    business: Business
    brief: Brief
    forecast: Forecast
    figures: ChainFigures
    today: date

    @property
    def weeks(self) -> tuple[date, ...]:
        """The first days of the weeks that have ended, the oldest first."""
        now = week_start(self.today, self.business.first_weekday)
        return week_starts(now - timedelta(weeks=MOST_WEEKS), MOST_WEEKS)

    def number(self, name: str) -> Decimal:
        """A rule of the chain that is one number."""
        return self.figures.figure(name).range.typical

    def part(self, name: str) -> float:
        """A rule of the chain in per cent, as a part of one."""
        return float(self.number(name)) / 100

    @property
    def first(self) -> date:
        """The first day that is looked at."""
        return self.weeks[0]

    def week(self, day: date) -> date:
        """The first day of a day's week."""
        return week_start(day, self.business.first_weekday)

    def is_shut(self, week: date) -> bool:
        """Whether a whole week is closed."""
        return all(map(self.business.is_closed, week_days(week)))


@dataclass(frozen=True, slots=True)
class Platform:
    """What the posts of one platform told by week: how many, people reached, reactions."""

    key: PlatformKey
    posts: Mapping[date, int]
    reach: Mapping[date, int]
    reactions: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Sources:
    """All numbers, and the posts of the platforms that are posted on."""

    numbers: Numbers
    platforms: tuple[Platform, ...]

    def reactions(self, week: date) -> int | None:
        """Of all platforms in a week; None where no post of it is told."""
        found = [each.reactions[week] for each in self.platforms if week in each.reactions]
        return sum(found) if found else None


def told(link: str, weeks: list[WeekCount], of: float, *, inverse: bool = False) -> list[Told]:
    """The link with its weeks; nothing where there are none."""
    if not weeks:
        return []
    count = round(sum(week.count for week in weeks))
    return [Told(link, tuple(weeks), count, round(of), inverse)]


def lately(known: Mapping[date, float], week: date) -> float:
    """The mean of a week and those before whose work brings its customers."""
    weeks = [week - timedelta(weeks=n) for n in range(LAG)]
    found = [known[each] for each in weeks if each in known]
    return sum(found) / len(found) if found else 0.0
