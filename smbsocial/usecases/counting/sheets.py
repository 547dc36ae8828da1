"""What is shown of the counter: answers with their counts, weeks, codes, links and spending."""

from dataclasses import dataclass
from datetime import date

from smbsocial.domain.business import Business
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.counter import Coupon, TaggedLink, What
from smbsocial.domain.goals import Goal
from smbsocial.domain.ids import GoalKey, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.turns import Expense, Spending


@dataclass(frozen=True, slots=True)
class PlatformName:
    """A platform that the business uses, by key and name."""

    key: PlatformKey
    name: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What a code, a link or an expense may be about: platforms, pillars, posts by day."""

    platforms: tuple[PlatformName, ...]
    pillars: tuple[Pillar, ...]
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to "how did you hear of us?", with how often it was given.

    `heard`: a platform's key, or the value of an `Elsewhere`; `name` the platform's, "" else.
    `days` and `weeks` go with those of the sheet.
    """

    heard: str
    name: str
    days: tuple[int, ...]
    weeks: tuple[int, ...]

    @property
    def on_day(self) -> int:
        """How often on the day that the sheet is about."""
        return self.days[-1]


@dataclass(frozen=True, slots=True)
class GoalWeeks:
    """The weekly totals of a goal; a week without one has None."""

    goal: Goal
    key: GoalKey
    name: str
    units: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class TotalsSheet:
    """The weekly totals of each goal: `weeks` by their first days, the newest last.

    `earlier` and `later`: whether there are weeks to go to. An estimate compares with the weeks
    before `began` (the first plan's first day, None without one): `before` of the main goal's are
    here, and `needed` are the fewest.
    """

    today: date
    weeks: tuple[date, ...]
    goals: tuple[GoalWeeks, ...]
    later: bool
    began: date | None
    before: int
    needed: int


@dataclass(frozen=True, slots=True)
class CounterSheet:
    """The tally of a day, for one thing that people did.

    `days`: the seven up to `day`; `weeks`: the first days of the last ones, the newest last.
    `whats`: how often each thing was counted on the day. `codes`: those that run on the day.
    """

    business: Business
    today: date
    day: date
    what: What
    answers: tuple[Answer, ...]
    days: tuple[date, ...]
    weeks: tuple[date, ...]
    whats: tuple[tuple[What, int], ...]
    codes: tuple[Coupon, ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code, what it is for, and how often it was used.

    `uses`: people; a use that both the counter and a till counted is one. `revenue`: what the
    tills took, or the counter where that knows of more; None: neither knows.
    """

    coupon: Coupon
    platform: str
    about: str
    uses: int
    at_counter: int
    in_tills: int
    revenue: Money | None


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A tagged link; `clicks` on its post, as the platform reports them, None = unknown."""

    link: TaggedLink
    platform: str
    about: str
    clicks: int | None


@dataclass(frozen=True, slots=True)
class CodesSheet:
    """Codes by state and links, the newest first."""

    business: Business
    today: date
    running: tuple[CodeLine, ...]
    coming: tuple[CodeLine, ...]
    ended: tuple[CodeLine, ...]
    links: tuple[LinkLine, ...]
    offers: Offers


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """An expense; `platform` "" = for all of them, `pillar` "" = for none alone."""

    expense: Expense
    platform: str
    pillar: str


@dataclass(frozen=True, slots=True)
class SpendingSheet:
    """What was spent, the newest first, and the sum by kind of the last thirteen weeks."""

    business: Business
    today: date
    lines: tuple[ExpenseLine, ...]
    since: date
    total: Money
    kinds: tuple[tuple[Spending, Money], ...]
    offers: Offers
