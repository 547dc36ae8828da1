"""What a report file says, before anything of it is kept: figures, gaps, notes, open questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum
from typing import Any

from smbsocial.domain.measures import Measure, Metric, Sale


class Ask(Enum):
    """What a file does not say and nobody may guess."""

    SOURCE = "source"  # which platform a series without one is from: a platform's key
    DAY_FIRST = "day_first"  # whether 03/04 is the 3rd of April: "yes" or "no"
    DECIMAL = "decimal"  # whether 1.234 is one thousand or one: "," or "."
    EXPORTED_ON = "exported_on"  # dates without a year: the ISO day of the export
    STARTS_ON = "starts_on"  # numbered days without a first one: its ISO day
    PERIOD = "period"  # figures of a span that is told nowhere: two ISO days, "first/last"
    ENCODING = "encoding"  # "cp1252", "mac_cyrillic", …
    COLUMNS = "columns"  # a file that nobody knows: the mapping step
    CURRENCY = "currency"  # ISO 4217


@dataclass(frozen=True, slots=True)
class Question:
    """An open question; `proposed` is what follows if nobody answers, None: it must be answered."""

    ask: Ask
    choices: tuple[str, ...] = ()
    proposed: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where the business is.

    `currency` (ISO 4217) is proposed where a file names none; in `zone` (IANA) instants are told.
    """

    currency: str | None = None
    zone: str | None = None


class Note(Enum):
    """What an owner should know about a file; the words are in the ui."""

    ROWS_SKIPPED = "rows_skipped"  # reason, lines
    DAMAGED_CELLS = "damaged_cells"  # columns, count: a spreadsheet turned figures into dates
    DAMAGED_IDS = "damaged_ids"  # column: 1.22E+17
    REQUOTED = "requoted"  # every line was quoted again
    RESAVED = "resaved"  # a spreadsheet saved it anew
    YEAR_ASSUMED = "year_assumed"  # exported_on
    ZERO_DAYS = "zero_days"  # count: days left out by the file count as 0
    TOTAL_DIFFERS = "total_differs"  # total, sum: the total row covers more than the list
    CUT_OFF = "cut_off"  # line: the file ends inside a quoted cell
    OTHER_BLOCKS = "other_blocks"  # titles, rows of tables that hold nothing for us
    UNKNOWN_COLUMNS = "unknown_columns"  # headers that were left alone
    REPLIES_INCLUDED = "replies_included"  # count
    TWO_CURRENCIES = "two_currencies"  # currencies
    CANCELLED = "cancelled"  # count of orders or events
    ARCHIVED = "archived"  # count of cards that were put away
    SUM_OF_DAILY = "sum_of_daily"  # metric: people counted once a day, added up
    NO_DATES = "no_dates"  # figures without a day
    PAID_ADS = "paid_ads"  # nothing was taken: it is about advertisements that were paid for


class Skipped(Enum):
    """Why a row was not taken."""

    NO_ID = "no_id"
    NO_DATE = "no_date"
    BAD_DATE = "bad_date"
    BAD_NUMBER = "bad_number"
    TOO_LONG = "too_long"  # more cells than the header
    TOTAL = "total"  # a total is no row: counted apart, never as skipped
    REPEATED = "repeated"
    EMPTY = "empty"
    NO_SALE = "no_sale"  # a fee, a deposit: money that no customer paid for something
    CUT_OFF = "cut_off"  # the last line, which does not end
    NO_AMOUNT = "no_amount"  # its order may have begun in another file, which says what was paid


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that was not taken: its line in the file (from 1) and why."""

    line: int
    why: Skipped
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A planned post in a scheduling tool's or calendar's file; `day` None: not dated."""

    day: date | None
    at: time | None
    text: str
    link: str = ""
    platform: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One table or file as it was understood.

    `format`: the id of the collected formats; `first`, `last`: calendar days as written;
    `rows`: data rows, without headers, descriptions and totals, skipped ones left out;
    `columns`: headers as printed, beside the metric each fills; `period_totals`: figures of the
    whole span where the file gives them apart from its rows.
    """

    name: str
    format: str
    source: str
    account: str
    first: date | None
    last: date | None
    rows: int
    columns: tuple[tuple[str, Metric], ...] = ()
    measures: tuple[Measure, ...] = ()
    sales: tuple[Sale, ...] = ()
    entries: tuple[Entry, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[tuple[Note, Mapping[str, Any]], ...] = ()
    headers: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = field(default=(), repr=False)

    @property
    def needs_answer(self) -> bool:
        """Whether it can't be taken in before the owner has said something."""
        return any(question.proposed is None for question in self.questions)
