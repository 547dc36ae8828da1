"""Cells that are days: the order of day and month decided by a whole column, never by one cell."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from smbsocial.exchange.reports.figures import BLANK

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(.*))?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\.?(?:[,T ]+(.*))?")
_WORDS = re.compile(r"[^\W\d_]+\.?|\d+(?::\d+)+|\d+")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/ ][^\W\d_]+\.?[-/ ]\d{2}(?!\d|:)")
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class When:
    """A day and, where it is told, a wall time, as written: no zone is applied."""

    day: date
    at: time | None = None


@dataclass(slots=True)
class Days:
    """The days of a column, None where there is none; `bad` by row.

    `unsure`: day and month fit both ways, or some rows say one and some the other, and nobody said
    which; `no_year`: the year was counted
    back from the day of the export.
    """

    values: list[When | None]
    bad: dict[int, str] = field(default_factory=dict)
    unsure: bool = False
    no_year: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known beside the column itself.

    `day_first`: whether 03/04 is the 3rd of April, None where nobody said; `usual`: what the
    platform does, if it is the same for everybody; `months`: names of months in all languages;
    `exported_on`: the day up to which dates without a year reach; `series`: whether one day follows
    another, so that a list from old to new may reach over several years.
    """

    months: Mapping[str, int]
    day_first: bool | None = None
    usual: bool | None = None
    exported_on: date | None = None
    series: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    """What a cell says: a whole day, two numbers in an unknown order, or a day without a year."""

    day: date | None = None
    numbers: tuple[int, int, int] | None = None
    yearless: tuple[int, int] | None = None  # month, day
    rest: str = ""


def read_days(cells: Sequence[str], reading: Reading) -> Days:
    """Read a column of days."""
    distinct = {cell: _find(cell.strip(), reading.months) for cell in set(cells)}
    found = {cell: each for cell, each in distinct.items() if each is not None}
    numbers = [each.numbers for each in found.values() if each.numbers]
    orders = _orders(numbers)
    first = orders.pop() if len(orders) == 1 else reading.day_first
    if first is None and not orders:
        first = reading.usual
    days = Days([], unsure=bool(numbers) and first is None)
    whole = {cell: _whole(each, day_first=bool(first)) for cell, each in found.items()}
    days.values = [whole.get(cell) for cell in cells]
    if any(each.yearless for each in found.values()):
        days.no_year = True
        _count_back(cells, found, days, reading)
    for row, cell in enumerate(cells):
        if days.values[row] is None and cell.strip().casefold() not in BLANK:
            days.bad[row] = cell
    return days


def read_time(text: str) -> time | None:
    """A wall time, 24 hours or am and pm; seconds are kept, zones are not."""
    found = _TIME.search(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _orders(numbers: Sequence[tuple[int, int, int]]) -> set[bool]:
    """Whether the day comes first, as rows tell: nothing where none does, both if they differ."""
    return {first > 12 for first, second, _ in numbers if max(first, second) > 12}


def _find(text: str, months: Mapping[str, int]) -> _Found | None:
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), found[4] or "")
    if found := _PLAIN.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), "")
    if found := _NUMERIC.fullmatch(text):
        year = int(found[4]) + (_CENTURY if len(found[4]) == 2 else 0)
        if found[2] == ".":  # with points the day comes first everywhere
            return _day(year, int(found[3]), int(found[1]), found[5] or "")
        if min(int(found[1]), int(found[3])) > 12:
            return None  # no month in either order
        return _Found(numbers=(int(found[1]), int(found[3]), year), rest=found[5] or "")
    return _in_words(text, months)


def _in_words(text: str, months: Mapping[str, int]) -> _Found | None:
    """A month by its name with a day, and a year if there is one."""
    named: set[int] = set()
    numbers: list[str] = []
    for word in _WORDS.findall(text):
        name = word.rstrip(".").casefold()
        if name in months:
            named.add(months[name])
        elif word.isdecimal():
            numbers.append(word)
    if len(named) != 1 or not numbers:
        return None  # "mar, 8 abr": a Tuesday or March, nobody knows
    month = named.pop()
    long = next((n for n in numbers if len(n) == 4), None)
    short = [n for n in numbers if len(n) <= 2]
    if not short:
        return None
    if long is None and len(short) > 1 and _SHORT_YEAR.search(text):
        long = str(_CENTURY + int(short[1]))  # 30-Apr-25
    if long is None:
        return _Found(yearless=(month, int(short[0])), rest=text)
    return _day(int(long), month, int(short[0]), text)


def _day(year: int, month: int, day: int, rest: str) -> _Found | None:
    try:
        return _Found(day=date(year, month, day), rest=rest)
    except ValueError:
        return None


def _whole(found: _Found, *, day_first: bool) -> When | None:
    day = found.day
    if found.numbers is not None:
        first, second, year = found.numbers
        made = _day(year, second, first, "") if day_first else _day(year, first, second, "")
        day = made.day if made else None
    return When(day, read_time(found.rest)) if day else None


def _count_back(
    cells: Sequence[str], found: Mapping[str, _Found], days: Days, reading: Reading
) -> None:
    """Give days without a year the latest one that is not after the export.

    A list in the order of time, oldest first, is counted back from its end, so that it may reach
    over more than one turn of the year.
    """
    exported_on = reading.exported_on
    if exported_on is None:
        return
    limit = exported_on
    rising = reading.series and _is_rising([found[c].yearless for c in cells if c in found])
    for row in reversed(range(len(cells))):
        each = found.get(cells[row])
        if each is None or each.yearless is None:
            continue
        day = _latest(each.yearless, limit if rising else exported_on)
        days.values[row] = When(day, read_time(each.rest)) if day else None
        if day and rising:
            limit = day


def _is_rising(listed: Sequence[tuple[int, int] | None]) -> bool:
    """Whether days follow one another like a daily series, over a turn of the year at most."""
    known = [each for each in listed if each]
    falls = sum(1 for one, two in itertools.pairwise(known) if two < one)
    return len(known) > 1 and falls <= 1 + len(known) // 300


def _latest(month_day: tuple[int, int], limit: date) -> date | None:
    month, day = month_day
    for year in range(limit.year, limit.year - 9, -1):  # 29 February comes every four years
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if made <= limit:
            return made
    return None
