"""A file to reports: opened, recognised by what is in it, and read."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from smbsocial.domain.measures import ColumnMap
from smbsocial.domain.reports import Ask, Home, Note, Question, Report
from smbsocial.exchange.reports.book import Book
from smbsocial.exchange.reports.headers import fingerprint
from smbsocial.exchange.reports.mapped import map_of, read_mapped, unknown
from smbsocial.exchange.reports.opening import open_books
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.recipes import RECIPES
from smbsocial.exchange.reports.several import rows_below
from smbsocial.exchange.reports.words import Words, load_words
from smbsocial.usecases.results.workbook import Book as ResultsBook

_SURE_PAGES = ("cp1252", "mac_roman", "cp1250", "cp1251", "mac_cyrillic")


class ReportReader:
    """Reads files of reports with the words of a resources folder (`resources/reports`)."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources

    def read_file(
        self,
        path: Path | str,
        *,
        answers: Mapping[Ask, str] | None = None,
        maps: Mapping[str, ColumnMap] | None = None,
        exported_on: date | None = None,
        home: Home | None = None,
        told: Callable[[int], None] = lambda _rows: None,
    ) -> tuple[Report, ...]:
        """What a file says; several reports where it holds several tables that we know.

        `exported_on`: else the file's own date; `home`: the business' currency and zone. `told`
        hears how many rows were read so far and may raise to stop. A file that nobody knows gives
        one report with the question COLUMNS.
        Raises ExpectedError: FILE_MISSING, FILE_UNREADABLE, REPORT_….
        """
        file, known = Path(path), answers or {}
        day = exported_on or _file_day(file)
        asked = Asked(load_words(self._resources), told, known, maps or {}, day, home or Home())
        with _collector_at_rest():
            return read_books(open_books(file, encoding=known.get(Ask.ENCODING), told=told), asked)

    def fingerprint(self, headers: Sequence[str]) -> str:
        """The id of the map (`ColumnMap`) that a file with these headers is read by."""
        return fingerprint(headers)

    def write_workbook(self, path: Path | str, book: ResultsBook) -> None:
        """Write a report as a workbook; raises ExpectedError(FILE_NOT_WRITTEN)."""
        from smbsocial.exchange.results_workbook import write_workbook

        write_workbook(path, book)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for cycles while millions of cells are made: there are none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def read_books(books: tuple[Book, ...], asked: Asked) -> tuple[Report, ...]:
    """What the tables of a file say."""
    found: list[Report] = []
    for book in books:
        found += [_noted(book, report) for report in _read(book, asked)]
    return tuple(found)


def _read(book: Book, asked: Asked) -> tuple[Report, ...]:
    described = map_of(book, asked.maps)
    if described is not None:
        return read_mapped(book, described, asked)
    recipe = recognise(book, asked.words)
    return recipe.read(book, asked) if recipe else (unknown(book),)


def _file_day(path: Path) -> date | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    except (OSError, ValueError, OverflowError):
        return None  # opening says what is wrong with the file


def recognise(book: Book, words: Words) -> Recipe | None:
    """The first recipe that fits the first rows of a file."""
    return next((recipe for recipe in RECIPES if recipe.fits(book, words)), None)


def _noted(book: Book, report: Report) -> Report:
    """The report with what is to be said of the file itself."""
    notes, questions = list(report.notes), list(report.questions)
    if book.cut_off is not None:
        notes.append((Note.CUT_OFF, {"line": book.cut_off}))
    if book.requoted:
        notes.append((Note.REQUOTED, {}))
    if hidden := [sheet for sheet in book.hidden if sheet.rows]:
        rows = sum(rows_below(sheet, -1) for sheet in hidden)
        titles = tuple(sheet.name for sheet in hidden)
        notes.append((Note.OTHER_BLOCKS, {"titles": titles, "rows": rows}))
    if not book.sure:
        questions.append(Question(Ask.ENCODING, _SURE_PAGES, book.encoding))
    return replace(report, notes=tuple(notes), questions=tuple(questions))
