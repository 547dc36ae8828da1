"""What an owner answers in the wizard, page by page; None everywhere means "don't know"."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum

from smbsocial.domain.business import Role
from smbsocial.domain.goals import Counted, Period
from smbsocial.domain.ids import GoalKey, IndustryKey, KpiKey, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range


class Page(Enum):
    """The ten pages, in order."""

    BUSINESS = "business"
    GOALS = "goals"
    NUMBERS = "numbers"
    INVESTMENT = "investment"
    MEASURE = "measure"
    PLATFORMS = "platforms"
    COMMUNITIES = "communities"
    RHYTHM = "rhythm"
    ACCOUNTS = "accounts"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class BusinessAnswers:
    """Page 1. Weekdays 0 = Monday; country ISO 3166, currency ISO 4217, zone IANA."""

    name: str | None = None
    industry: IndustryKey | None = None
    country: str | None = None
    currency: str | None = None
    zone: str | None = None
    first_weekday: int | None = None
    closed_weekdays: tuple[int, ...] | None = None
    closed_days: tuple[date, ...] = ()
    slow_months: tuple[int, ...] | None = None
    locations: tuple[str, ...] = ()
    website: str = ""


@dataclass(frozen=True, slots=True)
class GoalAnswer:
    """One goal: `target` extra units per `period`; `counted` None = as usual for the goal."""

    kind: GoalKey
    target: int | None = None
    period: Period | None = None
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class GoalsAnswers:
    """Page 2: the goals, the main one first."""

    goals: tuple[GoalAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowersAnswer:
    """Followers (or contacts) of the business on one platform."""

    platform: PlatformKey
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class NumbersAnswers:
    """Page 3: what a sale is worth, and what the business starts from.

    `purchases`: how often one new customer buys within a year (months of a membership);
    `close_rate_percent`: enquiries in a hundred that become customers;
    `listing_views`: views of its Google listing a month; `mailing_list`: addresses;
    `askable_customers`: customers a week who can be asked to follow or to leave a review.
    """

    average_sale: Money | None = None
    margin_percent: int | None = None
    purchases: int | None = None
    close_rate_percent: int | None = None
    followers: tuple[FollowersAnswer, ...] = ()
    listing_views: int | None = None
    mailing_list: int | None = None
    askable_customers: int | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """The owner's own figure for a link of the chain (`link` is `assessment.LinkKey.value`)."""

    link: str
    range: Range


@dataclass(frozen=True, slots=True)
class Learned:
    """A link of the chain as the business has measured it, with the published range as the prior.

    `link` as in an override; `weeks` of figures stand behind it; `own_percent`: how much of it is
    the business's own by now, the rest is published.
    """

    link: str
    range: Range
    weeks: int
    own_percent: int


@dataclass(frozen=True, slots=True)
class InvestmentAnswers:
    """Page 4: minutes a week, money a month, until when, and what an hour costs.

    `overrides` are the owner's word, `learned` what the last review found; the word counts first.
    `learned_for`: the main goal then; what was counted in its units tells nothing of another.
    """

    minutes_a_week: int | None = None
    money_a_month: Money | None = None
    until: date | None = None
    hourly_cost: Money | None = None
    overrides: tuple[Override, ...] = ()
    learned: tuple[Learned, ...] = ()
    learned_for: GoalKey | None = None


@dataclass(frozen=True, slots=True)
class KpiAnswer:
    """A KPI to watch and its target (None = worked out from the goal)."""

    kind: KpiKey
    target: int | None = None


@dataclass(frozen=True, slots=True)
class MeasureAnswers:
    """Page 5: three to five KPIs; None = the ones proposed."""

    kpis: tuple[KpiAnswer, ...] | None = None


@dataclass(frozen=True, slots=True)
class PlatformsAnswers:
    """Page 6: the platforms, the main one first; None = the ones proposed."""

    platforms: tuple[PlatformKey, ...] | None = None


@dataclass(frozen=True, slots=True)
class CommunityAnswer:
    """A community and where it is found."""

    name: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class CommunitiesAnswers:
    """Page 7; None = the ones proposed."""

    communities: tuple[CommunityAnswer, ...] | None = None


@dataclass(frozen=True, slots=True)
class RhythmAnswers:
    """Page 8: on which weekdays and when to post, which pillars, and the first day."""

    weekdays: tuple[int, ...] | None = None
    at: time | None = None
    pillars: tuple[str, ...] | None = None
    starts: date | None = None
    more: bool = False  # the owner asked for more than the thin plan


@dataclass(frozen=True, slots=True)
class AccountAnswer:
    """An account that exists, without credentials."""

    platform: PlatformKey
    handle: str = ""
    link: str = ""
    exists: bool = True


@dataclass(frozen=True, slots=True)
class AccountsAnswers:
    """Page 9: may wait."""

    accounts: tuple[AccountAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """Somebody of the business; the first one who posts gets the work."""

    name: str
    role: Role = Role.STAFF
    posts: bool = False


@dataclass(frozen=True, slots=True)
class PeopleAnswers:
    """Page 10: may stay empty, then the owner does it."""

    people: tuple[PersonAnswer, ...] = ()


PageAnswers = (
    BusinessAnswers
    | GoalsAnswers
    | NumbersAnswers
    | InvestmentAnswers
    | MeasureAnswers
    | PlatformsAnswers
    | CommunitiesAnswers
    | RhythmAnswers
    | AccountsAnswers
    | PeopleAnswers
)


@dataclass(frozen=True, slots=True)
class Answers:
    """All pages. The field of a page is called as the page's value."""

    business: BusinessAnswers = field(default_factory=BusinessAnswers)
    goals: GoalsAnswers = field(default_factory=GoalsAnswers)
    numbers: NumbersAnswers = field(default_factory=NumbersAnswers)
    investment: InvestmentAnswers = field(default_factory=InvestmentAnswers)
    measure: MeasureAnswers = field(default_factory=MeasureAnswers)
    platforms: PlatformsAnswers = field(default_factory=PlatformsAnswers)
    communities: CommunitiesAnswers = field(default_factory=CommunitiesAnswers)
    rhythm: RhythmAnswers = field(default_factory=RhythmAnswers)
    accounts: AccountsAnswers = field(default_factory=AccountsAnswers)
    people: PeopleAnswers = field(default_factory=PeopleAnswers)


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page as it was left: what the store keeps, so that leaving anywhere loses nothing."""

    id: Page
    answers: PageAnswers
    done: bool = False
