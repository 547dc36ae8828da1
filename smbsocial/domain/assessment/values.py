"""What an assessment says: verdict, chance, chain, levers; values only."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Figure, Range


class Verdict(Enum):
    """The word for a chance: see REALISTIC and STRETCH for the limits."""

    REALISTIC = "realistic"
    STRETCH = "stretch"
    NOT_NOW = "not_now"


REALISTIC_PERCENT = 55
"""From this chance on (more likely than not, with a margin) a target is called realistic."""
STRETCH_PERCENT = 20
"""From one chance in five on it is a stretch; below, not now."""


class LinkKey(Enum):
    """The lines of the chain; an owner's figure for one names it by its value.

    A line that stands there once for each platform is named `<value>.<platform>` to correct it
    for one of them, or `<value>` for all.
    """

    MINUTES = "minutes"  # minutes to make one post
    POSTS = "posts"  # posts a week at these hours
    FOLLOWERS = "followers"  # on a platform
    REACH_SHARE = "reach_share"  # followers in a hundred who see a post
    DISCOVERY = "discovery"  # people who don't follow yet and see a post
    SPREAD = "spread"  # others for each hundred followers reached
    REACH = "reach"  # people reached by one post
    REACTIONS = "reactions"  # of a hundred reached
    APPEAL = "appeal"  # how much the trade's subject draws, 100 = as usual
    ACT = "act"  # for each ten who react, how many come, click or ask (silent ones included)
    ACT_WHOLE = "act_whole"  # for each ten who react, how many units come in the end; measured only
    BROUGHT = "brought"  # for each ten posts, how many units come in the end; measured only
    TURN = "turn"  # clicks in a hundred that become an order
    CLOSE = "close"  # enquiries in a hundred that become customers
    REPEAT = "repeat"  # new customers in a hundred who come back as often as usual
    FIRST_SIGN = "first_sign"  # weeks until something shows
    SOLID = "solid"  # weeks until the full result
    LISTING_VIEWS = "listing_views"  # a month
    LISTING_ACTIONS = "listing_actions"  # calls, clicks, ways asked, of a hundred views
    LISTING_UPLIFT = "listing_uplift"  # per cent more of them when the listing is kept up
    LISTING_TURN = "listing_turn"  # of a hundred such actions, how many count
    LIST_SIZE = "list_size"  # addresses
    SENDS = "sends"  # mailings a month
    MAIL_CLICKS = "mail_clicks"  # of a hundred addresses
    MAIL_TURN = "mail_turn"  # of a hundred clicks, how many count
    ASKED = "asked"  # customers a week who are asked
    FOLLOW_SHARE = "follow_share"  # of a hundred asked, how many follow
    REVIEW_SHARE = "review_share"  # of a hundred asked, how many leave a review
    REVIEW_EFFECT = "review_effect"  # per cent more actions for each new review
    SIGN_UP_SHARE = "sign_up_share"  # of a hundred asked, how many join the list
    MONEY = "money"  # a month
    CLICK_PRICE = "click_price"  # money for one click
    PAID_TURN = "paid_turn"  # of a hundred paid clicks, how many count


class Channel(Enum):
    """The ways in which the work brings customers; each has links of its own."""

    POSTS = "posts"
    LISTING = "listing"
    MAILING = "mailing"
    ASKING = "asking"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the chain: a `LinkKey` value (words in `ui/text.py`), its figure and its unit.

    `unit`: "posts", "people", "percent", "per_ten", "units", "weeks", "money", … ; `value` holds
    the figure in that unit. `overridable` links take the owner's own range.
    """

    key: str
    channel: Channel
    figure: Figure
    unit: str
    platform: PlatformKey | None = None
    overridable: bool = True


@dataclass(frozen=True, slots=True)
class ChannelShare:
    """How much of the typical result a channel carries, in whole per cent."""

    channel: Channel
    percent: int


class LeverKind(Enum):
    """What a lever turns."""

    HOURS = "hours"
    MONEY = "money"
    TARGET = "target"
    UNTIL = "until"
    ASK = "ask"  # ask customers at the counter to follow or review
    LESS = "less"  # fewer hours for a smaller target, where no single change does


@dataclass(frozen=True, slots=True)
class Lever:
    """A change that makes the target realistic; one value is set, with LESS two.

    `minutes_a_week`, `money_a_month`, `target` (in the goal's period), `until`, or
    `askable_customers` a week; LESS sets `minutes_a_week` and `target`.
    """

    kind: LeverKind
    minutes_a_week: int | None = None
    money_a_month: Money | None = None
    target: int | None = None
    until: date | None = None
    askable_customers: int | None = None


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """The expected extra units per goal period in a week: low, typical, high."""

    day: date
    range: Range


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the owner reads. Ranges are extra units per the goal's period at `until`.

    `break_even_per_month` is the smallest whole number of extra units a month whose gross profit
    covers the month's cost (None when a unit earns nothing); `break_even` the same per the goal's
    period, rounded up. `pays_percent` is the chance of at least breaking even.
    `first_result_weeks` the range of weeks until something shows.
    """

    verdict: Verdict
    chance_percent: int
    pays_percent: int
    result: Range
    target: int
    break_even_per_month: int | None
    break_even: int | None
    profit_per_unit: Money
    cost_per_month: Money
    chain: tuple[Link, ...]
    shares: tuple[ChannelShare, ...]
    curve: tuple[ChartPoint, ...]
    levers: tuple[Lever, ...]
    first_result_weeks: Range
    target_loses: bool  # even reaching the target would cost more than it brings
    stand_ins: tuple[str, ...] = ()  # keys of links whose figure is the closest, not the own


class ChainFigures(Protocol):
    """The chain's figures for one industry and goal."""

    def figure(self, key: str, platform: PlatformKey | None = None) -> Figure:
        """The figure of a link; where a platform has none, the closest, marked as such."""
        ...
