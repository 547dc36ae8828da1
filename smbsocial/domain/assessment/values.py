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


class Channel(Enum):
    """The ways in which the work brings customers; each has links of its own."""

    POSTS = "posts"
    LISTING = "listing"
    MAILING = "mailing"
    ASKING = "asking"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the chain: a key (its words are in `ui/text.py`), its figure and its unit.

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


@dataclass(frozen=True, slots=True)
class Lever:
    """A single change that makes the target realistic; exactly one value is set.

    `minutes_a_week`, `money_a_month`, `target` (in the goal's period), `until`, or
    `askable_customers` a week.
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
