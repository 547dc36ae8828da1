"""What the library knows of an industry: pillars, ideas, rhythm, seasons and rules."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import Enum

from smbsocial.domain.accounts import Belongs, SecondFactor
from smbsocial.domain.content import Format
from smbsocial.domain.goals import Counted
from smbsocial.domain.ids import GoalKey, IndustryKey, PlatformKey
from smbsocial.domain.ranges import Source


@dataclass(frozen=True, slots=True)
class IdeaFacts:
    """A concrete idea: what to make and a first line to start from."""

    key: str  # stable: "<pillar number>.<idea number>"
    title: str
    first_line: str
    format: Format


@dataclass(frozen=True, slots=True)
class PillarFacts:
    """A recurring kind of content of an industry and its ideas."""

    name: str
    purpose: str
    ideas: tuple[IdeaFacts, ...]


@dataclass(frozen=True, slots=True)
class Season:
    """Months (1 to 12) in which business is better or worse, and why."""

    months: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Cadence:
    """What so many hours a week are good for: posts, of which short videos, per platform."""

    hours: int
    posts: int
    short_videos: int
    stories: int
    by_platform: tuple[tuple[PlatformKey, int], ...]


@dataclass(frozen=True, slots=True)
class Regulation:
    """A pointer to a rule of the trade; not legal advice."""

    region: str
    note: str
    verified: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class PlatformFit:
    """A platform that suits an industry, and why."""

    platform: PlatformKey
    why: str
    rank: int


@dataclass(frozen=True, slots=True)
class TradeDefaults:
    """Starting figures of a trade until the owner puts in their own: unverified by nature.

    `average_sale` in major units of US dollars; the setup scales it to the country's currency by
    `domain/brief.py`. `purchases`: how often one new customer buys within
    a year. `counted`: what a unit of the main goal is called in this trade. `close_rate_percent`:
    enquiries in a hundred that become customers. `unit_percents`: what one unit that is not a
    sale (a review, a subscriber) is worth, in per cent of a new customer; `unit_minutes`: minutes
    of paid work that a unit saves (an answer, an applicant). `weather_driven`: the seasons turn
    round in the southern hemisphere. `post_at`: the wall time to post when nothing is said.
    """

    average_sale: Decimal
    margin_percent: int
    purchases: int
    customers_a_week: int
    counted: Counted
    close_rate_percent: int = 100
    closed_weekdays: tuple[int, ...] = ()
    post_at: time = time(10)
    weather_driven: bool = False
    unit_percents: tuple[tuple[Counted, int], ...] = ()
    unit_minutes: tuple[tuple[Counted, int], ...] = ()


class Shape(Enum):
    """What content of an industry mostly is."""

    VISUAL = "visual"
    VIDEO = "video"
    MAKER = "maker"
    SERVICE = "service"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class IndustryBrief:
    """The line of an industry in a list: enough to choose one without loading it."""

    key: IndustryKey
    name: str


@dataclass(frozen=True, slots=True)
class Industry:
    """Everything the library knows of an industry."""

    key: IndustryKey
    name: str
    difficulty: int
    difficulty_reason: str
    shape: Shape
    platforms: tuple[PlatformFit, ...]
    goals: tuple[GoalKey, ...]
    regulations: tuple[Regulation, ...]
    pillars: tuple[PillarFacts, ...]
    peaks: tuple[Season, ...]
    dips: tuple[Season, ...]
    communities: tuple[str, ...]
    cadences: tuple[Cadence, ...]
    defaults: TradeDefaults
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ExampleAccount:
    """An account of a made-up business: what its register says, people as "owner" and "staff".

    `{name}` and `{domain}` in `handle` and `email` stand for the business's.
    """

    platform: PlatformKey
    handle: str = ""
    name: str = ""
    login_page: str = ""
    email: str = ""
    email_of: Belongs = Belongs.UNKNOWN
    phone_of: Belongs = Belongs.UNKNOWN
    factor: SecondFactor = SecondFactor.UNKNOWN
    factor_of: Belongs = Belongs.UNKNOWN
    registered_by: str = ""
    admins: tuple[str, ...] = ()
    other_admins: str = ""
    by_role: tuple[str, ...] = ()
    codes_filed: bool | None = None
    strangers_gone: bool | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class ExampleCode:
    """A code that customers name."""

    code: str
    offer: str


@dataclass(frozen=True, slots=True)
class ExamplePast:
    """The words of what a made-up business has lived through.

    `event`, `news`: marks in the charts; `codes`: the one that runs and the one before it; `page`,
    `campaign`: of its tagged link; `boosted`, `given`, `printed`: what money was spent on;
    `started`, `kept`, `changed`: reasons; `mailing`: what its letters are called.
    """

    event: str
    news: str
    codes: tuple[ExampleCode, ExampleCode]
    page: str
    campaign: str
    boosted: str
    given: str
    printed: str
    started: str
    kept: str
    changed: str
    mailing: str


@dataclass(frozen=True, slots=True)
class ExampleFacts:
    """A made-up business of an industry: its name, who owns it, who posts, and how many follow."""

    name: str
    owner: str
    staff: str
    followers: int
    skip_reasons: tuple[str, ...]
    register: tuple[ExampleAccount, ...]
    past: ExamplePast
