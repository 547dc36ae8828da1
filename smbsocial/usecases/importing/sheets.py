"""What an import would do, and what it did, as values: the preview and the list of imports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from smbsocial.domain.content import Post
from smbsocial.domain.goals import Kpi, Period, Reading
from smbsocial.domain.ids import PostId
from smbsocial.domain.matching import Matched
from smbsocial.domain.measures import Import, MatchedBy, Metric
from smbsocial.domain.reports import Report
from smbsocial.usecases.importing.plans import EntryState, PlannedEntry


class FillState(Enum):
    """What a file's figure means for a KPI's week, month or quarter."""

    NEW = "new"  # nothing stands there
    REPLACES = "replaces"  # an imported figure that has grown or was corrected
    SAME = "same"  # it stands there already, typed or imported
    TYPED = "typed"  # somebody typed another one: it stays unless the owner says otherwise


@dataclass(frozen=True, slots=True)
class Fill:
    """A KPI's figure of one period as the file tells it, beside what `stands` there now.

    `hundredths` is the figure times 100, in the KPI's own unit; `files`: whose figures it is made
    of, by their places among the files that can be taken in.
    """

    kpi: Kpi
    name: str
    unit: str
    cadence: Period
    first: date
    last: date
    hundredths: int
    stands: Reading | None
    state: FillState
    files: tuple[int, ...] = ()

    @property
    def value(self) -> Decimal:
        """The figure."""
        return Decimal(self.hundredths) / 100


@dataclass(frozen=True, slots=True)
class Took:
    """How many rows of a report are new, say something else than before, or are known."""

    new: int = 0
    replaced: int = 0
    same: int = 0

    @property
    def brings(self) -> int:
        """The rows that change something."""
        return self.new + self.replaced


def all_of(each: Iterable[Took]) -> Took:
    """Several reports together."""
    listed = tuple(each)
    return Took(
        new=sum(took.new for took in listed),
        replaced=sum(took.replaced for took in listed),
        same=sum(took.same for took in listed),
    )


@dataclass(frozen=True, slots=True)
class FileSheet:
    """One report: what it brings, its totals, and which posts of the calendar it speaks of.

    `totals` are sums over the rows as they are in the file, of levels the newest; for people
    counted once a day, the sum of days. `takings`: what shops sold, in minor units by currency.
    `blocked`: it can't be taken in before its questions are answered; `planned`: the posts of a
    scheduling tool or calendar, and what becomes of each.
    """

    report: Report
    took: Took
    totals: tuple[tuple[Metric, int], ...]
    takings: tuple[tuple[str, int], ...]
    posts: tuple[Matched, ...]
    blocked: bool
    planned: tuple[PlannedEntry, ...] = ()

    @property
    def new_posts(self) -> int:
        """How many planned posts come into the calendar."""
        return sum(each.state is EntryState.NEW for each in self.planned)

    @property
    def brings(self) -> int:
        """Rows and planned posts that change something."""
        return self.took.brings + self.new_posts

    def matched(self, how: MatchedBy | None = None) -> int:
        """How many of its posts are posts of the calendar (by link, by time and text, …)."""
        return sum(p.post is not None and (how is None or p.how is how) for p in self.posts)

    @property
    def proposed(self) -> int:
        """How many of its posts might be one of several of the calendar."""
        return sum(bool(p.proposed) for p in self.posts)


@dataclass(frozen=True, slots=True)
class ImportSheet:
    """All that is asked before files are taken in.

    `posts`: those of the calendar that are matched or proposed, by id.
    """

    files: tuple[FileSheet, ...]
    fills: tuple[Fill, ...]
    posts: Mapping[PostId, Post]

    @property
    def open_files(self) -> tuple[FileSheet, ...]:
        """Those that can be taken in."""
        return tuple(file for file in self.files if not file.blocked)

    def names_of(self, fill: Fill) -> tuple[str, ...]:
        """The names of the files that a figure is made of, each once."""
        files = self.open_files
        return tuple(dict.fromkeys(files[place].report.name for place in fill.files))

    @property
    def typed(self) -> tuple[Fill, ...]:
        """Where somebody typed another figure."""
        return tuple(fill for fill in self.fills if fill.state is FillState.TYPED)

    @property
    def nothing_new(self) -> bool:
        """Whether everything the files say is known."""
        changing = {FillState.NEW, FillState.REPLACES}
        return not any(file.brings for file in self.files) and not any(
            fill.state in changing for fill in self.fills
        )


@dataclass(frozen=True, slots=True)
class Imported:
    """What was done; without `imports` and anything else, everything was known before."""

    imports: tuple[Import, ...]
    took: Took
    readings: int
    matches: int
    planned: int = 0

    @property
    def nothing_new(self) -> bool:
        """Whether everything was known before, so that nothing was changed."""
        return not (self.imports or self.readings or self.matches or self.planned)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An import in the list of them, with how many readings it filled."""

    row: Import
    readings: int


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A post that a report speaks of, with the post of the calendar that it is or might be."""

    matched: Matched
    post: Post | None
    proposed: tuple[Post, ...]
