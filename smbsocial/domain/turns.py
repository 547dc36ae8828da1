"""Starts, changes, pauses and ends of pillars and platforms; rules that say when to stop; spending.

The owner's decisions about going on at all are in `plan.py`; the decision log shows both.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from smbsocial.domain.ids import KpiId, PillarId, PlatformKey
from smbsocial.domain.money import Money


class Of(Enum):
    """What a turn or a rule is about."""

    PLATFORM = "platform"
    PILLAR = "pillar"


class Word(Enum):
    """What was decided."""

    START = "start"
    KEEP = "keep"
    CHANGE = "change"
    PAUSE = "pause"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Turn:
    """A decision about a pillar or platform, with its day and reason; the newest counts."""

    id: str
    day: date
    of: Of
    subject: str
    word: Word
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StopRule:
    """Written when something was started: pause it if the KPI is under so many by that day."""

    id: str
    of: Of
    subject: str
    kpi: KpiId
    under: int
    by: date
    written_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """Something that happened on a day, marked in the charts."""

    id: str
    day: date
    words: str


class Spending(Enum):
    """What money was spent on, as in the library's KPI "cost of social"."""

    ADS = "ads"
    TOOLS = "tools"
    HELP = "help"
    GIVEAWAYS = "giveaways"


@dataclass(frozen=True, slots=True)
class Expense:
    """Money spent on a day; for one platform ("" = for all) and perhaps one pillar."""

    id: str
    day: date
    kind: Spending
    amount: Money
    platform: PlatformKey
    pillar: PillarId | None
    note: str = ""
