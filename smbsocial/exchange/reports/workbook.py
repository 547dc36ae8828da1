"""Workbooks to tables: .xlsx and .xls, and the XML of 2003 that calls itself .xls."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.exchange.reports import limits
from smbsocial.exchange.reports.book import Book, Kind, Sheet
from smbsocial.exchange.reports.extent import Extent, refuse_beyond

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_XML = "{urn:schemas-microsoft-com:office:spreadsheet}"
_PIECE = 1024 * 1024
_TOLD_EVERY = 5_000
_SHEETS = "xl/worksheets/"
WORKBOOK = "xl/workbook.xml"
"""By which a zip is known as a workbook."""


def check_zip(data: bytes) -> zipfile.ZipFile:
    """A zip whose parts really unpack to what is allowed, whatever they claim.

    Raises ExpectedError: REPORT_DAMAGED, REPORT_LOCKED (encrypted), REPORT_TOO_LARGE.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        parts = packed.infolist()
        most = limits.MOST_UNPACKED if WORKBOOK in packed.namelist() else limits.MOST_BYTES
        claimed = sum(part.file_size for part in parts)
        if len(parts) > limits.MOST_FILES or claimed > most:
            raise ExpectedError(Code.REPORT_TOO_LARGE, most=most)
        if any(part.flag_bits & 1 for part in parts):
            raise ExpectedError(Code.REPORT_LOCKED)
        _unpack_all(packed, parts, most)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise ExpectedError(Code.REPORT_DAMAGED) from error
    return packed


def read_part(packed: zipfile.ZipFile, name: str) -> bytes:
    """One file of a zip that was checked."""
    with packed.open(name) as part:
        return part.read(limits.MOST_BYTES + 1)


def read_workbook(name: str, data: bytes, told: Callable[[int], None]) -> Book:
    """The sheets of an .xlsx or .xls, each cell as text: a formula's last result, never itself.

    Raises ExpectedError: REPORT_DAMAGED, REPORT_LOCKED, REPORT_TOO_LARGE.
    """
    import python_calamine as calamine

    try:
        opened = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets: list[Sheet] = []
        hidden: list[Sheet] = []
        for told_of in opened.sheets_metadata:
            if told_of.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue  # a chart alone
            sheet_name, shown = told_of.name, told_of.visible is calamine.SheetVisibleEnum.Visible
            told(0)
            made = Sheet(sheet_name, _rows(opened.get_sheet_by_name(sheet_name), told))
            (sheets if shown else hidden).append(made)
    except calamine.PasswordError as error:
        raise ExpectedError(Code.REPORT_LOCKED) from error
    except calamine.CalamineError as error:
        raise ExpectedError(Code.REPORT_DAMAGED) from error
    return Book(name, Kind.WORKBOOK, sheets, hidden=tuple(hidden))


def _rows(sheet: "CalamineSheet", told: Callable[[int], None]) -> list[list[str]]:
    """The rows of a sheet from its first corner, one after the other."""
    refuse_beyond(sheet.total_height, sheet.total_width)
    left = [""] * (sheet.start or (0, 0))[1]  # empty columns before the first, which it leaves out
    rows: list[list[str]] = []
    letters = 0
    for row in sheet.iter_rows():
        rows.append([*left, *(_text(cell) for cell in row)])
        letters += sum(map(len, rows[-1]))
        if letters > limits.MOST_LETTERS:
            raise ExpectedError(Code.REPORT_TOO_LARGE, most=limits.MOST_LETTERS)
        if len(rows) % _TOLD_EVERY == 0:
            told(len(rows))
    return rows


def read_xml(name: str, text: str) -> Book:
    """The sheets of a SpreadsheetML file. Raises ExpectedError(REPORT_DAMAGED).

    Declarations of entities are refused: nothing in such a file needs them.
    """
    if "<!DOCTYPE" in text[:4096] or "<!ENTITY" in text:
        raise ExpectedError(Code.REPORT_DAMAGED)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no entities: refused above
    except ElementTree.ParseError as error:
        raise ExpectedError(Code.REPORT_DAMAGED) from error
    sheets = [
        Sheet(sheet.get(f"{_XML}Name", ""), [_xml_row(row) for row in sheet.iter(f"{_XML}Row")])
        for sheet in root.iter(f"{_XML}Worksheet")
    ]
    return Book(name, Kind.XML, sheets)


def _unpack_all(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo], most: int) -> None:
    """Unpack everything once, keeping nothing: what is there counts, not what is claimed."""
    left = most
    for part in parts:
        extent = Extent() if part.filename.startswith(_SHEETS) else None
        with packed.open(part) as opened:
            while piece := opened.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise ExpectedError(Code.REPORT_TOO_LARGE, most=most)
                if extent is not None:
                    extent.look(piece)


def _xml_row(row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_XML}Cell"):
        index = cell.get(f"{_XML}Index")
        if index is not None and index.isdigit() and int(index) <= limits.MOST_COLUMNS:
            cells.extend([""] * (int(index) - 1 - len(cells)))
        data = cell.find(f"{_XML}Data")
        cells.append("" if data is None else "".join(data.itertext()))
    return cells


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer():
            # A workbook keeps fifteen digits of a number: a longer id has lost its end.
            return str(int(cell)) if abs(cell) < 1e15 else f"{cell:E}"
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
