"""Files of platforms, shops and websites in words: what they are, what they say, what they ask."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.goals import Period
from smbsocial.domain.measures import MatchedBy, Metric
from smbsocial.domain.reports import Ask, Note, Question, Skipped
from smbsocial.ui.text import formats, import_kinds
from smbsocial.usecases.importing.plans import EntryState
from smbsocial.usecases.importing.sheets import FillState

translate = QCoreApplication.translate

MOST_NAMES = 6
"""Columns, lines or titles that a sentence lists before it says how many more there are."""
LONGEST_NAME = 40


def format_name(format_: str) -> str:
    """A kind of file as people call it; one that nobody knows is just a file."""
    return import_kinds.formats().get(format_) or translate("Import", "File of numbers")


def metric_name(metric: Metric) -> str:
    """What a figure counts."""
    return import_kinds.metrics()[metric]


def note_words(note: Note, facts: Mapping[str, Any]) -> str:
    """What an owner should know about a file, as one or two sentences."""
    texts = {**_damage(), **_gaps()}
    return texts[note].format_map(_Facts((name, _said(name, fact)) for name, fact in facts.items()))


def skipped_words(why: Skipped) -> str:
    """Why a row was not taken."""
    return {
        Skipped.NO_ID: translate("Import", "nothing says which post or order it is"),
        Skipped.NO_DATE: translate("Import", "there is no date"),
        Skipped.BAD_DATE: translate("Import", "the date can’t be read"),
        Skipped.BAD_NUMBER: translate("Import", "a number can’t be read"),
        Skipped.TOO_LONG: translate("Import", "it has more cells than there are columns"),
        Skipped.TOTAL: translate("Import", "it is the total of the others"),
        Skipped.REPEATED: translate("Import", "it stands there twice"),
        Skipped.EMPTY: translate("Import", "it is empty"),
        Skipped.NO_SALE: translate("Import", "it is no sale, but a fee or a deposit"),
        Skipped.CUT_OFF: translate("Import", "the file ends in the middle of it"),
        Skipped.NO_AMOUNT: translate("Import", "nothing says what was paid for its order"),
    }[why]


def question_words(question: Question) -> str:
    """What a file does not say, as a question."""
    return {
        Ask.SOURCE: translate("Import", "Which platform is this file from?"),
        Ask.DAY_FIRST: translate("Import", "Is 03/04 the 3rd of April in this file?"),
        Ask.DECIMAL: translate("Import", "Which sign stands before decimals in this file?"),
        Ask.EXPORTED_ON: translate("Import", "The dates have no year. When was it downloaded?"),
        Ask.STARTS_ON: translate("Import", "The days are only numbered. Which one is the first?"),
        Ask.PERIOD: translate("Import", "Which days are these figures about?"),
        Ask.ENCODING: translate("Import", "Some letters may be wrong. How was the file written?"),
        Ask.COLUMNS: translate("Import", "This kind of file is new to us. What is in its columns?"),
        Ask.CURRENCY: translate("Import", "Which currency are the amounts in?"),
    }[question.ask]


def choice_words(ask: Ask, choice: str) -> str:
    """One answer to a question."""
    if ask is Ask.DAY_FIRST:
        yes = translate("Import", "Yes, the day comes first")
        return yes if choice == "yes" else translate("Import", "No, the month comes first")
    if ask is Ask.DECIMAL:
        point = translate("Import", "a point: 1,234.5")
        return point if choice == "." else translate("Import", "a comma: 1.234,5")
    return choice


def fill_state(state: FillState) -> str:
    """What a figure of a file means for what stands there."""
    return {
        FillState.NEW: translate("Import", "new"),
        FillState.REPLACES: translate("Import", "replaces the imported figure"),
        FillState.SAME: translate("Import", "stands there already"),
        FillState.TYPED: translate("Import", "somebody typed another figure, which stays"),
    }[state]


def planned_words(counted: Mapping[EntryState, int]) -> str:
    """What becomes of the planned posts of a file, by how many there are of each kind."""
    told = {
        EntryState.NEW: translate("Import", "{count} come into the calendar as drafts"),
        EntryState.KNOWN: translate("Import", "{count} were taken in before"),
        EntryState.NO_DAY: translate("Import", "{count} have no day"),
        EntryState.NO_TEXT: translate("Import", "{count} have no text"),
        EntryState.NO_PLAN: translate("Import", "{count} lie outside the weeks that are planned"),
    }
    parts = [
        words.format(count=formats.number(counted[state]))
        for state, words in told.items()
        if counted.get(state)
    ]
    return translate("Import", "Planned posts: {parts}.").format(parts="; ".join(parts))


def matched_by(how: MatchedBy) -> str:
    """Why a post of a file is thought to be one of the calendar."""
    return {
        MatchedBy.LINK: translate("Import", "same link"),
        MatchedBy.TIME_AND_TEXT: translate("Import", "same day and words"),
        MatchedBy.OWNER: translate("Import", "you said so"),
    }[how]


def period_words(cadence: Period, first: date, last: date) -> str:
    """A week, month or quarter of a KPI."""
    if cadence is Period.MONTH:
        return formats.month_year(first.year, first.month)
    return days_words(first, last)


def days_words(first: date, last: date) -> str:
    """The days a file is about: 4 January 2027 – 31 January 2027."""
    if first == last:
        return formats.day_year(first)
    days = translate("Import", "{first} – {last}")
    return days.format(first=formats.day_year(first), last=formats.day_year(last))


def days_brief(first: date, last: date) -> str:
    """The same for a table: 4 Jan 2027 – 31 Jan 2027."""
    if first == last:
        return formats.day_brief(first)
    days = translate("Import", "{first} – {last}")
    return days.format(first=formats.day_brief(first), last=formats.day_brief(last))


class _Facts(dict[str, str]):
    """Facts by name; one that is missing shows as an ellipsis instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"


def _said(name: str, value: object) -> str:
    if name == "line":  # a place, not a figure
        return str(value)
    said: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
        (Metric, metric_name),
        (date, formats.day_year),
        ((int, Decimal), formats.number),
        ((list, tuple, set, frozenset), _listed),
    )
    return next((say(value) for kind, say in said if isinstance(value, kind)), _cut(str(value)))


def _listed(names: tuple[object, ...]) -> str:
    shown = [translate("Import", "“{name}”").format(name=_cut(str(n))) for n in names]
    if len(shown) > MOST_NAMES:
        more = translate("Import", "%n more", "", len(shown) - MOST_NAMES)
        shown = [*shown[:MOST_NAMES], more]
    return formats.listed(shown)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - 1] + "…"


def _damage() -> dict[Note, str]:
    return {
        Note.DAMAGED_CELLS: translate(
            "Import",
            "A spreadsheet turned figures into dates ({columns}); these cells were left out."
            " Download the file again and don’t open it before.",
        ),
        Note.DAMAGED_IDS: translate(
            "Import",
            "A spreadsheet destroyed the numbers in “{column}” (1.2E+17). Rows were told apart by"
            " their links, or left out where they have none.",
        ),
        Note.REQUOTED: translate(
            "Import", "Every line had been put in quotes once more; that was undone."
        ),
        Note.RESAVED: translate(
            "Import", "A spreadsheet saved this file anew. The original is safer."
        ),
        Note.CUT_OFF: translate(
            "Import", "The file breaks off at line {line}. Please download it again."
        ),
        Note.TWO_CURRENCIES: translate(
            "Import", "There are several currencies: {currencies}. They are not added up."
        ),
        Note.ROWS_SKIPPED: translate("Import", "Some rows were left out."),
        Note.TOTAL_DIFFERS: translate(
            "Import",
            "The total row says {total} and the rows add up to {sum}: it covers more than is"
            " listed.",
        ),
    }


def _gaps() -> dict[Note, str]:
    return {
        Note.YEAR_ASSUMED: translate(
            "Import", "The dates have no year: taken as downloaded on {exported_on}."
        ),
        Note.ZERO_DAYS: translate(
            "Import", "The file leaves days without figures out; they count as 0 ({count} days)."
        ),
        Note.OTHER_BLOCKS: translate(
            "Import", "Tables that hold nothing for us: {titles}. Rows in them: {rows}."
        ),
        Note.UNKNOWN_COLUMNS: translate("Import", "Columns that were left alone: {columns}."),
        Note.REPLIES_INCLUDED: translate("Import", "Replies to others are among them: {count}."),
        Note.CANCELLED: translate("Import", "Cancelled, and counted as nothing: {count}."),
        Note.ARCHIVED: translate("Import", "Cards that were put away: {count}."),
        Note.SUM_OF_DAILY: translate(
            "Import",
            "{metric}: people were counted once a day, so the sum of days counts some of them"
            " several times.",
        ),
        Note.NO_DATES: translate("Import", "These figures have no day and fill no KPI."),
        Note.PAID_ADS: translate(
            "Import", "This is about advertisements that were paid for: nothing was taken."
        ),
    }
