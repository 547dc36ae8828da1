"""What the use cases need from outside, as Protocols; each has a contract in tests/contracts.

The types are only named here, so that a start loads no more than it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from smbsocial.domain.access_log import LogAction, LogEntry
    from smbsocial.domain.assessment.values import ChainFigures
    from smbsocial.domain.brief import Country
    from smbsocial.domain.content import Post
    from smbsocial.domain.counter import DayTally
    from smbsocial.domain.custody import Custody, Handover
    from smbsocial.domain.goals import GoalFacts, KpiFacts, Reading
    from smbsocial.domain.ids import (
        CommunityId,
        GoalKey,
        ImportId,
        IndustryKey,
        KpiId,
        KpiKey,
        PlatformKey,
    )
    from smbsocial.domain.measures import DaySales, Measure, MeasureKind, Sale
    from smbsocial.domain.observances import Observance
    from smbsocial.domain.passwords import PasswordRules
    from smbsocial.domain.plan import Tick
    from smbsocial.domain.platforms import PlatformFacts
    from smbsocial.domain.playbook import ExampleFacts, Industry, IndustryBrief
    from smbsocial.domain.ranges import Source
    from smbsocial.usecases.entities import Entity

E = TypeVar("E", bound="Entity")


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after a step; None = not there."""

    kind: type[Entity]
    id: str
    before: Entity | None
    after: Entity | None


class Reads(Protocol):
    """Looking at the store. Sequences come by rank or day, then as first put."""

    def get(self, kind: type[E], id: str) -> E | None:
        """The row of that id, or None."""
        ...

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """Every row of a kind."""
        ...

    def having(self, kind: type[E], column: str, value: str | None) -> tuple[E, ...]:
        """The rows of a kind that have this text (None: nothing) in a column.

        A column that the kind has not is a bug (KeyError).
        """
        ...

    def posts(self, first: date, last: date) -> tuple[Post, ...]:
        """Posts planned from day to day, both included, by day and time."""
        ...

    def served(self, first: date, last: date) -> tuple[tuple[CommunityId, date], ...]:
        """Which communities have a post on which of those days, skipped ones left out."""
        ...

    def ticks(self, first: date, last: date) -> tuple[Tick, ...]:
        """Ticks for tasks of those days, both included."""
        ...

    def readings(self, kpi: KpiId) -> tuple[Reading, ...]:
        """Readings of a KPI, oldest first, superseded ones left out."""
        ...

    def measures(self, kind: MeasureKind, first: date, last: date) -> tuple[Measure, ...]:
        """Imported measures of a kind whose day is in the span, by day.

        Each figure is the newest that an import told, as are time, title and link where they are
        not empty; imports that were undone are left out.
        """
        ...

    def sales(self, first: date, last: date) -> tuple[DaySales, ...]:
        """Imported orders of those days, added up by day, shop, code and channel."""
        ...

    def orders(self, first: date, last: date) -> tuple[Sale, ...]:
        """Imported orders of those days one by one, each as the newest import told it."""
        ...

    def tallies(self, first: date, last: date) -> tuple[DayTally, ...]:
        """What was counted at the counter on those days, added up by day, answer and coupon."""
        ...

    def known_keys(self, kind: type[Measure | Sale], source: str, account: str) -> frozenset[str]:
        """The keys of what was imported from a source's account."""
        ...

    def search(self, text: str, limit: int = 50) -> tuple[Post, ...]:
        """Posts whose title or text holds the words, newest day first."""
        ...

    def log(
        self,
        *,
        person: str | None = None,
        account: str | None = None,
        action: LogAction | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[LogEntry, ...]:
        """Entries of the access log, newest first: all, or of a person, an account or a kind."""
        ...


class Tx(Reads, Protocol):
    """One transaction: what it puts and removes is noted for undo."""

    def put(self, entity: Entity) -> None:
        """Insert or replace the row of `entity.id`."""
        ...

    def remove(self, kind: type[Entity], id: str) -> None:
        """Delete a row; one that is not there is a bug (KeyError)."""
        ...

    def append(self, entry: LogEntry) -> None:
        """Add an entry to the access log; it stays for ever and is no step of undo."""
        ...

    def lay_down(self, into: ImportId, rows: Sequence[Measure] | Sequence[Sale]) -> None:
        """Add rows of an import; they are seen only while the row of that import is there.

        Raises ExpectedError(BAD_TEXT) as `put` does, and (OUT_OF_RANGE) for a figure that is too
        large to be added up (beyond 10^15).
        """
        ...

    def drop_repeats(self, of: ImportId) -> int:
        """Drop the rows of an import, not seen yet, that say what is known; how many they were.

        Two rows of one thing in the same import both stay.
        """
        ...

    @property
    def changes(self) -> Sequence[RowChange]:
        """What was done so far, a row's first `before` and last `after` merged."""
        ...


class Store(Reads, Protocol):
    """The data folder's database, owned by one thread."""

    def transaction(self) -> AbstractContextManager[Tx]:
        """All or nothing: leaving normally commits and syncs, an exception rolls back.

        Raises ExpectedError (DISK_FULL, DATABASE_READ_ONLY, DATABASE_BUSY, DATABASE_DAMAGED).
        """
        ...


class Clock(Protocol):
    """The only one who knows what time it is."""

    def now(self) -> datetime:
        """The instant, aware, UTC, whole seconds."""
        ...

    def today(self, zone: str) -> date:
        """The local day in an IANA zone."""
        ...


class Ids(Protocol):
    """New ids."""

    def new(self) -> str:
        """An id that was never given before."""
        ...


class Library(Protocol):
    """The product's knowledge; loaded when first asked for. Unknown keys raise KeyError."""

    def industries(self) -> tuple[IndustryBrief, ...]:
        """All industries by name, without their contents."""
        ...

    def industry(self, key: IndustryKey) -> Industry:
        """Everything on one industry."""
        ...

    def goals(self) -> tuple[GoalFacts, ...]:
        """All kinds of goals."""
        ...

    def goal(self, key: GoalKey) -> GoalFacts:
        """One kind of goal."""
        ...

    def kpis(self) -> tuple[KpiFacts, ...]:
        """All KPIs."""
        ...

    def kpi(self, key: KpiKey) -> KpiFacts:
        """One KPI."""
        ...

    def platforms(self) -> tuple[PlatformFacts, ...]:
        """All platforms."""
        ...

    def platform(self, key: PlatformKey) -> PlatformFacts:
        """One platform."""
        ...

    def custody(self, key: PlatformKey) -> Custody:
        """How to keep, hand over and get back an account on a platform, or (OTHER_SERVICE) any."""
        ...

    def handover(self) -> Handover:
        """What holds for the accounts on every platform."""
        ...

    def password_rules(self, platform: PlatformKey) -> PasswordRules:
        """How a password for a platform is made; one that is not listed gets what all take."""
        ...

    def observances(self) -> tuple[Observance, ...]:
        """All observances."""
        ...

    def countries(self) -> tuple[Country, ...]:
        """All countries with their usual currency, zone and first weekday."""
        ...

    def country(self, code: str) -> Country:
        """One country (ISO 3166)."""
        ...

    def example(self, industry: IndustryKey) -> ExampleFacts:
        """The made-up business that shows what this industry's would look like."""
        ...

    def chain_figures(self, industry: IndustryKey, goal: GoalKey) -> ChainFigures:
        """The published and assumed figures that the assessment of this pair starts from."""
        ...

    def cadence_minutes(self) -> Mapping[str, int]:
        """Minutes assumed for each kind of work (unverified), by the names the planner knows."""
        ...

    def sources(self) -> tuple[Source, ...]:
        """Every source named anywhere in the library."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """What a use case is handed: built once by `app/wiring.py`."""

    clock: Clock
    ids: Ids
    library: Library
