"""How a kind of file is recognised and read: each family of files offers some recipes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from smbsocial.domain.measures import ColumnMap
from smbsocial.domain.reports import Ask, Home, Report
from smbsocial.exchange.reports.book import Book
from smbsocial.exchange.reports.dates import Reading
from smbsocial.exchange.reports.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known beside the file itself.

    `answers` to open questions; `maps` of files that the owner described, by fingerprint;
    `exported_on` the day of the export as far as the file's own date tells; `home` the business'
    currency and zone; `told` hears how many rows were read, and may raise to stop.
    """

    words: Words
    told: Callable[[int], None]
    answers: Mapping[Ask, str]
    maps: Mapping[str, ColumnMap]
    exported_on: date | None = None
    home: Home = field(default_factory=Home)

    @property
    def day_first(self) -> bool | None:
        """Whether somebody said that 03/04 is the 3rd of April."""
        said = self.answers.get(Ask.DAY_FIRST)
        return None if said is None else said == "yes"

    @property
    def decimal(self) -> str | None:
        """The sign before decimals, if somebody said it."""
        return self.answers.get(Ask.DECIMAL)

    @property
    def export_day(self) -> date | None:
        """The day of the export: as somebody said, else as the file's own date tells."""
        said = self.answers.get(Ask.EXPORTED_ON)
        return date.fromisoformat(said) if said else self.exported_on

    def local(self, moment: datetime) -> datetime:
        """An instant as the business' clock shows it; a wall time stays as it is written."""
        if moment.tzinfo is None or self.home.zone is None:
            return moment
        return moment.astimezone(ZoneInfo(self.home.zone))

    def dates(self, *, usual: bool | None = None, series: bool = True) -> Reading:
        """How days are read; `usual`: whether this platform always puts the day first.

        `series`: whether one day follows another.
        """
        return Reading(self.words.months, self.day_first, usual, self.export_day, series)

    def whole_dates(self, *, usual: bool | None = None) -> Reading:
        """How days are read that have their year: one without is none, whenever it was written."""
        return replace(self.dates(usual=usual), exported_on=None)


@dataclass(frozen=True, slots=True)
class Recipe:
    """`fits` looks at the first rows only; `read` may raise ExpectedError(REPORT_…)."""

    format: str
    fits: Callable[[Book, Words], bool]
    read: Callable[[Book, Asked], tuple[Report, ...]]
