"""The brief: answers made complete with the defaults of industry and country.

Everything that computes (assessment, plan, KPI targets) starts from a brief, never from answers;
`given` names the fields (`page.field`) that the owner answered, so that a screen can tell "you
said" from "usual in your trade".
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from smbsocial.domain.answers import Learned, Override
from smbsocial.domain.business import Business, Person
from smbsocial.domain.communities import Community
from smbsocial.domain.content import Pillar
from smbsocial.domain.goals import Goal, GoalFacts, Kpi, KpiFacts
from smbsocial.domain.ids import GoalKey, KpiKey, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account, PlatformFacts
from smbsocial.domain.playbook import Industry

DEFAULT_MINUTES_A_WEEK = 90
"""One and a half hours: the thin plan when nothing is said."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country's usual currency, zone and first weekday, and a rough scale of its prices.

    `hourly_cost` in major units of `currency`; `scale` turns the library's US figures into its
    own order of magnitude (unverified: placeholders until the owner types figures).
    """

    code: str
    name: str
    currency: str
    zone: str
    first_weekday: int
    scale: int
    hourly_cost: Decimal


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """What the library says to the answers: the industry, the country, and all kinds."""

    industry: Industry
    goals: tuple[GoalFacts, ...]
    kpis: tuple[KpiFacts, ...]
    platforms: tuple[PlatformFacts, ...]
    country: Country

    def goal(self, key: GoalKey) -> GoalFacts:
        """A kind of goal; KeyError for an unknown one."""
        return {facts.key: facts for facts in self.goals}[key]

    def kpi(self, key: KpiKey) -> KpiFacts:
        """A KPI; KeyError for an unknown one."""
        return {facts.key: facts for facts in self.kpis}[key]


@dataclass(frozen=True, slots=True)
class Worth:
    """What one unit of the goal is worth. `close_rate_percent` None = not known."""

    average_sale: Money
    margin_percent: int
    purchases: int
    close_rate_percent: int | None


@dataclass(frozen=True, slots=True)
class Audience:
    """What the business starts from; None = not known, which widens the range."""

    followers: tuple[tuple[PlatformKey, int | None], ...]
    listing_views: int | None
    mailing_list: int | None
    askable_customers: int | None


@dataclass(frozen=True, slots=True)
class Investment:
    """What goes in: minutes a week at an hourly cost, money a month, until a day."""

    minutes_a_week: int
    money_a_month: Money
    hourly_cost: Money
    until: date


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The days and time posts go out, the pillars in turn, and the first day of the plan."""

    weekdays: tuple[int, ...]
    at: time
    pillars: tuple[Pillar, ...]
    starts: date


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that the assessment and the plan need, complete."""

    business: Business
    industry: Industry
    goals: tuple[Goal, ...]
    goal_facts: tuple[GoalFacts, ...]  # beside `goals`, in the same order
    worth: Worth
    audience: Audience
    investment: Investment
    kpis: tuple[Kpi, ...]
    platforms: tuple[PlatformKey, ...]
    communities: tuple[Community, ...]
    rhythm: Rhythm
    accounts: tuple[Account, ...]
    people: tuple[Person, ...]
    overrides: tuple[Override, ...]
    given: frozenset[str]
    today: date
    more: bool = False
    scale: int = 1  # of the country: a US dollar of the library in units of its currency
    learned: tuple[Learned, ...] = ()
    began: date | None = None  # since when the work goes on without a break; None: it begins now

    @property
    def goal(self) -> Goal:
        """The main goal."""
        return self.goals[0]

    @property
    def worker(self) -> Person:
        """The person the work belongs to: the first who posts, else the first."""
        return next((p for p in self.people if p.posts), self.people[0])
