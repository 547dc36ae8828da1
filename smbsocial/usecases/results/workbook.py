"""The report as a workbook: every figure as a value, with the words that stand beside it.

What is reckoned from other figures is not in here: the workbook has formulas for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from smbsocial.domain.roi.values import Strength


class Word(Enum):
    """Every text of the workbook that is none of its figures' own."""

    SUMMARY = auto()  # names of sheets
    KPIS = auto()
    READINGS = auto()
    COSTS = auto()
    RETURNS = auto()
    DECISIONS = auto()
    TITLE = auto()
    STANDS = auto()  # the day up to which figures count
    TYPICAL = auto()
    LOW = auto()
    HIGH = auto()
    COST = auto()
    BACK = auto()
    RATIO = auto()
    TOTAL = auto()
    COUNTED = auto()
    ESTIMATED = auto()
    GUESSED = auto()
    KPI = auto()
    GOAL = auto()
    PERIOD = auto()
    START = auto()
    BEGAN = auto()
    VALUE = auto()
    DAY = auto()
    TARGET = auto()
    BY = auto()
    PATH = auto()
    AHEAD = auto()
    NEEDED = auto()
    LEFT = auto()
    STEP = auto()
    STATE = auto()
    REACHED = auto()
    ON_PACE = auto()
    BEHIND = auto()
    OVER = auto()
    BEGUN = auto()
    ORIGIN = auto()
    NOTE = auto()
    WHAT = auto()
    AMOUNT = auto()  # minutes, days or pieces
    PRICE = auto()  # of an hour or a month
    EVIDENCE = auto()
    COUNT = auto()
    TAKINGS = auto()
    MARGIN = auto()
    EACH = auto()
    SHARE = auto()
    OWNER = auto()
    ABOUT = auto()
    DECISION = auto()
    REASON = auto()
    UNTIL = auto()
    WOULD_CHANGE = auto()
    RULES = auto()
    LEFT_OUT = auto()


@dataclass(frozen=True, slots=True)
class Figure:
    """One reading, in the KPI's unit; `origin` says whether it was typed or read."""

    day: date
    value: Decimal
    origin: str
    note: str


class Unit(Enum):
    """How a KPI's figures are shown."""

    NUMBER = "number"
    PERCENT = "percent"  # 12 is 12 per cent
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class BookKpi:
    """A KPI with its figures, oldest first; `start` is the place of the one that it began with.

    `began`: the day on which the path begins; `left`: figures still to come; `down`: less is
    better; `goal` and `period` in words.
    """

    name: str
    goal: str
    period: str
    unit: Unit
    figures: tuple[Figure, ...]
    start: int
    began: date | None
    target: Decimal | None
    by: date | None
    left: int
    down: bool


class Reckoned(Enum):
    """How a cost comes about."""

    BY_HOUR = "by_hour"  # minutes times the price of an hour
    BY_MONTH = "by_month"  # days of a year of 52 weeks times the price of a month
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class BookCost:
    """A line of the cost; `price` of an hour, of a month, or the whole, in whole currency."""

    what: str
    how: Reckoned
    amount: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class BookBack:
    """A line of the return: so many times what one leaves, or takings times the margin."""

    what: str
    strength: Strength
    count: Decimal
    takings: Decimal | None
    margin_percent: Decimal | None
    each: Decimal | None
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class BookPart:
    """What one platform, kind of content, goal or community cost and brought back."""

    name: str
    cost: Decimal
    back: Decimal
    low: Decimal
    high: Decimal
    owner: str


@dataclass(frozen=True, slots=True)
class BookGroup:
    """Parts that add up to the whole, under the words of what they are."""

    head: str
    parts: tuple[BookPart, ...]


@dataclass(frozen=True, slots=True)
class BookDecision:
    """A line of the log of decisions."""

    day: date
    about: str
    decision: str
    reason: str
    until: date | None
    would_change: str


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook. Money in whole currency; `low` and `high` of the whole return.

    `facts`: lines under the title; `meaning`: sentences below the figures; `notes`: what was left
    out; `stands`: the day on which it says how things stand; `digits` of the currency.
    """

    words: Mapping[Word, str]
    business: str
    facts: tuple[str, ...]
    stands: date
    symbol: str
    digits: int
    kpis: tuple[BookKpi, ...]
    costs: tuple[BookCost, ...]
    backs: tuple[BookBack, ...]
    low: Decimal
    high: Decimal
    groups: tuple[BookGroup, ...]
    decisions: tuple[BookDecision, ...]
    rules: tuple[str, ...]
    notes: tuple[str, ...]
    meaning: tuple[str, ...]
