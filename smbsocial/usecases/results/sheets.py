"""Sheets of the results: each KPI on its way to the target, and the page to type numbers on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smbsocial.domain.assessment.values import ChartPoint
from smbsocial.domain.goals import Kpi, Reading
from smbsocial.domain.ids import KpiKey, PlatformKey
from smbsocial.domain.kpi_sums import Filled
from smbsocial.domain.pace import Pace, Point
from smbsocial.domain.turns import ChartEvent


@dataclass(frozen=True, slots=True)
class Aimed:
    """The target of a KPI (None: none) and its day, as they were."""

    target: int | None
    until: date


@dataclass(frozen=True, slots=True)
class KpiResult:
    """A KPI with its figures, its target and what was to be expected.

    `goal` the goal's name; `caveat` and `definition` are library texts; `history` oldest first,
    superseded readings left out; `path` the way to the target; `band` what the assessment
    published for it, on top of what was there before the plan, () where it speaks of something
    else; `where_to_read` menu paths on the business's platforms, `elsewhere` other places;
    `cadence` as the library calls it ("weekly", "per event", …).
    """

    kpi: Kpi
    key: KpiKey
    name: str
    unit: str
    goal: str
    vanity: bool
    caveat: str
    history: tuple[Reading, ...]
    pace: Pace
    path: tuple[Point, ...]
    band: tuple[ChartPoint, ...]
    events: tuple[ChartEvent, ...]
    where_to_read: tuple[tuple[PlatformKey, str], ...]
    definition: str = ""
    elsewhere: tuple[str, ...] = ()
    cadence: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A plan's weeks, or a calendar quarter (`name` "").

    `numbers_to`: the last of its days that anything is known of, None where nothing is.
    """

    first: date
    last: date
    numbers_to: date | None
    name: str


@dataclass(frozen=True, slots=True)
class ResultsSheet:
    """Every KPI at a glance, the main one first."""

    quarter: Quarter
    kpis: tuple[KpiResult, ...]
    today: date
    currency: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What files and the counter say for the days from `first` to `last`: nobody typed it yet.

    `so_far`: these days are not over.
    """

    filled: Filled
    first: date
    last: date
    so_far: bool = False

    @property
    def value(self) -> Decimal:
        """The figure that is proposed."""
        return self.filled.value


@dataclass(frozen=True, slots=True)
class TypingRow:
    """One KPI of the page: its box, and everything that helps to fill it.

    `before`: the newest figure of an earlier week; `this`: the week's own; `corrected`: those of
    the week that were superseded, the newest first. An import's figure has its `origin`.
    `proposal` of a month or quarter: None where that has its figure.
    """

    kpi: Kpi
    key: KpiKey
    name: str
    unit: str
    definition: str
    caveat: str
    vanity: bool
    cadence: str
    before: Reading | None
    this: Reading | None
    corrected: tuple[Reading, ...]
    proposal: Proposal | None
    where_to_read: tuple[tuple[PlatformKey, str], ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypingSheet:
    """A week's numbers in a column; `day` is the one that a figure typed now is kept for."""

    first: date
    last: date
    day: date
    today: date
    currency: str
    rows: tuple[TypingRow, ...]


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A reading of a KPI's history, and what corrected it."""

    reading: Reading
    superseded_by: Reading | None
