"""What platforms, websites, mailings and tills report: measures, sales, and where they came from.

The names of the metrics and whether they may be added up are those of the KPI dictionary that the
collected export formats begin with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import NamedTuple

from smbsocial.domain.ids import ImportId, PostId


class Metric(StrEnum):
    """One figure of a report; counts as they are, money in minor units, watch time in seconds."""

    VIEWS = "views"  # times shown or played; Meta called them impressions before 2025
    REACH = "reach"
    INTERACTIONS = "interactions"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    SAVES = "saves"
    CLICKS = "clicks"
    LINK_CLICKS = "link_clicks"
    FOLLOWERS = "followers"  # the level at the end of the day
    NEW_FOLLOWERS = "new_followers"
    LOST_FOLLOWERS = "lost_followers"
    NET_FOLLOWERS = "net_followers"
    PROFILE_VISITS = "profile_visits"
    WEBSITE_CLICKS = "website_clicks"
    CALLS = "calls"
    DIRECTIONS = "directions"
    BOOKINGS = "bookings"
    MESSAGES = "messages"
    WATCH_SECONDS = "watch_seconds"
    SESSIONS = "sessions"
    SOCIAL_SESSIONS = "social_sessions"  # those whose channel or source is a social platform
    USERS = "users"
    PAGEVIEWS = "pageviews"
    CONVERSIONS = "conversions"
    DELIVERED = "emails_delivered"
    OPENS = "opens_unique"
    MAIL_CLICKS = "clicks_unique"
    UNSUBSCRIBES = "unsubscribes"
    ORDERS = "orders"
    REVENUE = "revenue"
    POSTS = "posts"
    SUBSCRIBERS = "subscribers"  # the mailing list's size: a level


LEVELS = frozenset({Metric.FOLLOWERS, Metric.SUBSCRIBERS})
"""Of several days the last one counts."""

UNIQUE = frozenset({Metric.REACH, Metric.USERS})
"""People counted once a day: a sum over days is no number of people, and says so."""


class MeasureKind(Enum):
    """What a measure is about."""

    POST = "post"  # since publication, as of the export
    DAY = "day"
    PERIOD = "period"  # a span that the report does not break down
    CAMPAIGN = "campaign"  # one mailing


class Measure(NamedTuple):
    """Figures of one post, day, span or mailing.

    `source` is a platform's key, or "website", "mailing_list"; `account` as the file names it, ""
    where it does not; `key` what tells it from its like (post id, ISO day); `at` the wall time as
    written. What is read again replaces what was read before, figure by figure.
    """

    source: str
    account: str
    kind: MeasureKind
    key: str
    day: date
    until: date
    at: time | None
    title: str
    link: str
    figures: Mapping[Metric, int]


class Sale(NamedTuple):
    """One order of a till or shop: the numbers of it, and nobody's name.

    `net` is what the business keeps before its costs: without tax, after discounts and refunds, in
    minor units of `currency`; `orders` 1, or 0 where it was cancelled; `channel` what brought it as
    far as the shop knows.
    """

    source: str
    account: str
    key: str
    day: date
    code: str
    channel: str
    orders: int
    units: int
    net: int
    currency: str


@dataclass(frozen=True, slots=True)
class DaySales:
    """All orders of a day from one shop, with one coupon code, through one channel."""

    day: date
    source: str
    account: str
    code: str
    channel: str
    orders: int
    units: int
    net: int
    currency: str


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was taken in; its measures and sales are seen while this row is there.

    `first` and `last`: the days it speaks of; `rows` those that were understood.
    """

    id: ImportId
    at: datetime
    name: str
    format: str
    source: str
    account: str
    first: date | None
    last: date | None
    rows: int
    skipped: int


class MatchedBy(Enum):
    """Why a report's post is thought to be one of the calendar."""

    LINK = "link"
    TIME_AND_TEXT = "time_and_text"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class PostMatch:
    """Which post of the calendar a report's post is; None: none of them, the owner says.

    `id` is `match_id` of the measure.
    """

    id: str
    post: PostId | None
    how: MatchedBy


class RowKind(StrEnum):
    """What a row of an unknown file is, as its owner says: a measure, an order, a planned post."""

    POST = "post"
    DAY = "day"
    CAMPAIGN = "campaign"
    SALE = "sale"
    PLANNED = "planned"


class Role(StrEnum):
    """What a column of an unknown file is, where it is no metric."""

    DAY = "day"
    KEY = "key"  # what names a row: a post's id, a mailing's
    ACCOUNT = "account"
    TITLE = "title"  # the text of a post
    LINK = "link"
    ORDER = "order"  # the number of an order
    NET = "net"  # without tax, after discounts
    UNITS = "units"
    CODE = "code"
    CHANNEL = "channel"
    CURRENCY = "currency"
    PLATFORM = "platform"


ROLES: Mapping[RowKind, tuple[Role, ...]] = MappingProxyType(
    {
        RowKind.POST: (Role.DAY, Role.KEY, Role.LINK, Role.TITLE, Role.ACCOUNT),
        RowKind.DAY: (Role.DAY, Role.ACCOUNT),
        RowKind.CAMPAIGN: (Role.DAY, Role.KEY, Role.TITLE),
        RowKind.SALE: (
            Role.DAY,
            Role.ORDER,
            Role.NET,
            Role.UNITS,
            Role.CODE,
            Role.CHANNEL,
            Role.CURRENCY,
            Role.ACCOUNT,
        ),
        RowKind.PLANNED: (Role.DAY, Role.TITLE, Role.LINK, Role.PLATFORM, Role.KEY),
    }
)
"""The roles that columns of each kind of row may have; the first must be there."""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of an unknown file, and what the owner says it is: a `Metric` or a `Role`."""

    header: str
    means: str


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a kind of unknown file is read; `id` is the fingerprint of its header row.

    `kind` is a `RowKind`.
    `day_first`: whether 03/04 is the 3rd of April; None where the dates say it themselves.
    """

    id: str
    source: str
    kind: str
    columns: tuple[MappedColumn, ...]
    day_first: bool | None = None


def joined(known: Measure, new: Measure) -> Measure:
    """What is known after a measure was read again: figure by figure the newer one.

    A file that leaves time, text or link out takes none of them away.
    """
    return new._replace(
        at=new.at or known.at,
        title=new.title or known.title,
        link=new.link or known.link,
        figures={**known.figures, **new.figures},
    )


def day_sales(sales: Iterable[Sale]) -> tuple[DaySales, ...]:
    """Orders added up by day, shop, code, channel and currency, by day."""
    sums: dict[tuple[date, str, str, str, str, str], tuple[int, int, int]] = {}
    for sale in sales:
        key = (sale.day, sale.source, sale.account, sale.code, sale.channel, sale.currency)
        orders, units, net = sums.get(key, (0, 0, 0))
        sums[key] = (orders + sale.orders, units + sale.units, net + sale.net)
    return tuple(
        DaySales(*key[:5], *counted, currency=key[5]) for key, counted in sorted(sums.items())
    )


def match_id(source: str, account: str, key: str) -> str:
    """The id of the match of a report's post."""
    return f"{source}/{account}/{key}"
