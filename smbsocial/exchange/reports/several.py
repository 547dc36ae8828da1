"""Files that hold several tables, and files that hold nothing for us."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.reports import Note, Report
from smbsocial.exchange.reports.book import Book, Sheet
from smbsocial.exchange.reports.recipe import Asked, Recipe
from smbsocial.exchange.reports.tables import Table, find_table, read_table
from smbsocial.exchange.reports.words import Words


def tables_recipe(main: Table, *others: Table) -> Recipe:
    """The recipe of a file known by its main table: each sheet with it, or one of `others`."""

    def fits(book: Book, words: Words) -> bool:
        return any(find_table(sheet, main, words) is not None for sheet in book.sheets)

    def read(book: Book, asked: Asked) -> tuple[Report, ...]:
        return read_tables(book, (main, *others), asked)

    return Recipe(main.format, fits, read)


def read_tables(book: Book, tables: Sequence[Table], asked: Asked) -> tuple[Report, ...]:
    """Each table that is in the book; the first report names the sheets that hold none of them.

    Raises ExpectedError: REPORT_HEADER_ONLY, REPORT_NO_ROWS, if no table has a row.
    """
    found: list[Report] = []
    left: list[Sheet] = []
    refused: list[ExpectedError] = []
    for sheet in book.sheets:
        known = [(table, find_table(sheet, table, asked.words)) for table in tables]
        there = [(table, at) for table, at in known if at is not None]
        if not there:
            left.append(sheet)
        for table, at in there[:1]:
            try:
                found.append(read_table(book.name, sheet, at, table, asked))
            except ExpectedError as error:
                refused.append(error)
    if not found:
        raise refused[0] if refused else ExpectedError(Code.REPORT_UNKNOWN)
    titles = [sheet.name for sheet in left if sheet.rows]
    return (with_others(found[0], titles, sum(len(s.rows) for s in left)), *found[1:])


def each_sheet(
    book: Book, place: Callable[[Sheet], int | None], read: Callable[[Sheet, int], Report]
) -> tuple[Report, ...]:
    """A report of each sheet that has the header; the first names the sheets that have none.

    Raises ExpectedError: REPORT_UNKNOWN, and REPORT_HEADER_ONLY or REPORT_NO_ROWS if no sheet has a
    row.
    """
    found: list[Report] = []
    left: list[Sheet] = []
    refused: list[ExpectedError] = []
    for sheet in book.sheets:
        at = place(sheet)
        if at is None:
            left.append(sheet)
            continue
        try:
            found.append(read(sheet, at))
        except ExpectedError as error:
            refused.append(error)
    if not found:
        raise refused[0] if refused else ExpectedError(Code.REPORT_UNKNOWN)
    titles = [sheet.name for sheet in left if sheet.rows]
    return (with_others(found[0], titles, sum(rows_below(s, -1) for s in left)), *found[1:])


def with_others(report: Report, titles: Sequence[str], rows: int) -> Report:
    """The report, naming tables beside it that hold nothing for us."""
    if not titles:
        return report
    note = (Note.OTHER_BLOCKS, {"titles": tuple(titles), "rows": rows})
    return replace(report, notes=(*report.notes, note))


def nothing(
    book: Book, kind: str, source: str, titles: Iterable[str], rows: int
) -> tuple[Report, ...]:
    """A file that is known and holds nothing for us: which tables of how many rows were left."""
    note = (Note.OTHER_BLOCKS, {"titles": tuple(titles), "rows": rows})
    return (_bare(book, kind, source, note),)


def paid(book: Book, kind: str, source: str, rows: int) -> tuple[Report, ...]:
    """A file about advertisements that were paid for."""
    return (_bare(book, kind, source, (Note.PAID_ADS, {"rows": rows})),)


def _bare(book: Book, kind: str, source: str, note: tuple[Note, dict[str, object]]) -> Report:
    return Report(
        name=book.name,
        format=kind,
        source=source,
        account="",
        first=None,
        last=None,
        rows=0,
        notes=(note,),
        headers=tuple(book.sheets[0].rows[0]) if book.sheets and book.sheets[0].rows else (),
    )


def rows_below(sheet: Sheet, header: int) -> int:
    """How many rows that are not blank stand below a header."""
    return sum(1 for row in sheet.rows[header + 1 :] if any(cell.strip() for cell in row))


def sheets_recipe(
    kind: str, needs: frozenset[str], read: Callable[[str, Sheet, int, Asked], Report]
) -> Recipe:
    """The recipe of a file known by headers, in each sheet that has them.

    `read` is handed the file's name, the sheet, and the row of its header.
    """

    def fits(book: Book, words: Words) -> bool:
        return any(words.find_header(sheet.rows, needs) is not None for sheet in book.sheets)

    def read_all(book: Book, asked: Asked) -> tuple[Report, ...]:
        return each_sheet(
            book,
            lambda sheet: asked.words.find_header(sheet.rows, needs),
            lambda sheet, at: read(book.name, sheet, at, asked),
        )

    return Recipe(kind, fits, read_all)
