"""Writes a report as a workbook (.xlsx) whose sums, shares and paces are formulas, with charts."""

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.exchange.workbook_kpis import kpis_sheet, style_of
from smbsocial.exchange.workbook_pen import Pen, Styles, cell, sheet_name
from smbsocial.exchange.workbook_returns import (
    Lines,
    costs_sheet,
    groups_below,
    returns_sheet,
)
from smbsocial.usecases.results.workbook import Book, Word

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]

STRENGTHS = (Word.COUNTED, Word.ESTIMATED, Word.GUESSED)
SHEETS = (Word.SUMMARY, Word.KPIS, Word.READINGS, Word.COSTS, Word.RETURNS, Word.DECISIONS)
PART = ".part"
STANDS_ROW = 1
"""Below the title: the day on which it says how things stand."""


def write_workbook(path: Path | str, book: Book) -> None:
    """Write it beside its place first, so that there is all of it or the file from before.

    Raises ExpectedError(FILE_NOT_WRITTEN).
    """
    target = Path(path)
    data = workbook_bytes(book)
    part = target.with_name(f".{target.name}{PART}")
    try:
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(target), reason=reason) from error


def workbook_bytes(book: Book) -> bytes:
    """The workbook as it stands in its file; nothing is written anywhere else meanwhile."""
    from xlsxwriter.workbook import Workbook

    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, options) as made:
        made.set_properties({"title": book.words[Word.TITLE], "comments": "smbsocial"})
        made.set_calc_mode("auto")
        _fill(made, book)
    return out.getvalue()


def _fill(made: "Workbook", book: Book) -> None:
    styles = Styles(made, book.symbol, book.digits)
    taken: set[str] = set()
    pens = {}
    for word in SHEETS:
        name = sheet_name(book.words[word], taken)
        pens[word] = Pen(made.add_worksheet(name), name, styles)
        pens[word].out.set_landscape()
        pens[word].out.fit_to_pages(1, 0)
    summary = pens[Word.SUMMARY]
    summary.day(STANDS_ROW, 1, book.stands)
    rows = kpis_sheet(
        made, pens[Word.KPIS], pens[Word.READINGS], book, summary.there(STANDS_ROW, 1)
    )
    costs = costs_sheet(pens[Word.COSTS], book)
    backs = returns_sheet(pens[Word.RETURNS], book)
    groups_below(made, pens[Word.RETURNS], book, backs)
    _decisions(pens[Word.DECISIONS], book)
    _summary(summary, book, (costs, backs), (pens[Word.KPIS], rows))


def _summary(
    pen: Pen, book: Book, lines: tuple[Lines, Lines], kpis: tuple[Pen, tuple[int, ...]]
) -> None:
    words = book.words
    pen.widths(38, 16, 16, 16, 40)
    pen.text(0, 0, book.business, "title")
    pen.text(STANDS_ROW, 0, words[Word.STANDS], "muted")
    for row, fact in enumerate((words[Word.TITLE], *book.facts), STANDS_ROW + 1):
        pen.text(row, 0, fact, "muted")
    row = STANDS_ROW + len(book.facts) + 3
    row = _whole(pen, book, row, lines)
    row = _standing(pen, book, row + 1, kpis)
    for text in book.meaning:
        row += 1
        pen.out.merge_range(row, 0, row, 4, "", None)
        pen.out.set_row(row, 15 * (1 + len(text) // 110))
        pen.text(row, 0, text, "wrapped")
    pen.out.freeze_panes(1, 0)


def _whole(pen: Pen, book: Book, row: int, lines: tuple[Lines, Lines]) -> int:
    """Cost, return, and how sure it is; the next free row."""
    costs, backs = lines
    words = book.words
    pen.heads(row, ("", words[Word.TYPICAL], words[Word.LOW], words[Word.HIGH]))
    cost, back, ratio = row + 1, row + 2, row + 3
    pen.text(cost, 0, words[Word.COST])
    pen.formula(cost, 1, costs.total, costs.sum, "money")
    pen.text(back, 0, words[Word.BACK])
    for column, (total, value) in enumerate(backs.totals, 1):
        pen.formula(back, column, total, value, "money")
    pen.text(ratio, 0, words[Word.RATIO])
    for column in (1, 2, 3):
        top, below = cell(back, column), cell(cost, 1, fixed=True)
        for_one = pen.amount(back, column) / costs.sum if costs.sum > 0 else ""
        pen.formula(ratio, column, f'IF({below}>0,{top}/{below},"")', for_one, "money")
    for at, word in enumerate(STRENGTHS, ratio + 1):
        pen.text(at, 0, words[word])
        whole = cell(back, 1, fixed=True)
        sure = f"SUMIF({backs.kinds},{cell(at, 0)},{backs.amounts})"
        pen.formula(at, 1, f"IF({whole}>0,{sure}/{whole},0)", backs.share(words[word]), "percent")
    return ratio + 1 + len(STRENGTHS)


def _standing(pen: Pen, book: Book, row: int, kpis: tuple[Pen, tuple[int, ...]]) -> int:
    """A line for each KPI that looks into its own sheet; the next free row."""
    there, rows = kpis
    words = book.words
    heads = (Word.KPI, Word.VALUE, Word.TARGET, Word.NEEDED, Word.STATE)
    pen.heads(row, tuple(words[each] for each in heads))
    for kpi, at in zip(book.kpis, rows, strict=True):
        row += 1
        pen.text(row, 0, kpi.name)
        for column, source in ((1, 5), (2, 7), (3, 11), (4, 14)):
            value = there.value(at, source)
            if value is not None:
                style = style_of(kpi.unit) if column < 4 else "text"
                pen.formula(row, column, there.there(at, source), value, style)
    return row + 1


def _decisions(pen: Pen, book: Book) -> None:
    words = book.words
    pen.widths(13, 30, 44, 60, 13, 40)
    heads = (
        Word.DAY, Word.ABOUT, Word.DECISION, Word.REASON, Word.UNTIL, Word.WOULD_CHANGE,
    )  # fmt: skip
    pen.heads(0, tuple(words[each] for each in heads), freeze=True)
    row = 0
    for row, line in enumerate(book.decisions, 1):
        pen.day(row, 0, line.day)
        for column, text in enumerate((line.about, line.decision, line.reason), 1):
            pen.text(row, column, text, "wrapped")
        pen.day(row, 4, line.until)
        pen.text(row, 5, line.would_change, "wrapped")
    if book.rules:
        pen.text(row + 2, 0, words[Word.RULES], "strong")
        for at, rule in enumerate(book.rules, row + 3):
            pen.text(at, 0, rule)
