"""What a file is by its first bytes, and its tables."""

from collections.abc import Callable
from pathlib import Path

from smbsocial.domain.errors import Code, ExpectedError, Wanted
from smbsocial.exchange.reports import limits
from smbsocial.exchange.reports.book import Book, Kind
from smbsocial.exchange.reports.decoding import Decoded, decode

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096


def open_books(
    file: Path, *, encoding: str | None = None, told: Callable[[int], None]
) -> tuple[Book, ...]:
    """The tables of a file; several books where it is a zip of files.

    `encoding`: as somebody chose it. `told` hears how many rows were read and may raise.
    Raises ExpectedError: FILE_MISSING, FILE_UNREADABLE, and the codes REPORT_….
    """
    return _books(file.name, _bytes(file), encoding, told)


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            code = Code.FILE_UNREADABLE if file.exists() else Code.FILE_MISSING
            raise ExpectedError(code, path=str(file), reason=Wanted.FILE)
        if file.stat().st_size > limits.MOST_BYTES:
            raise ExpectedError(Code.REPORT_TOO_LARGE, most=limits.MOST_BYTES)
        with file.open("rb") as opened:
            data = opened.read(limits.MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or ""
        raise ExpectedError(Code.FILE_UNREADABLE, path=str(file), reason=reason) from error
    if len(data) > limits.MOST_BYTES:
        raise ExpectedError(Code.REPORT_TOO_LARGE, most=limits.MOST_BYTES)
    return data


def _books(
    name: str, data: bytes, encoding: str | None, told: Callable[[int], None]
) -> tuple[Book, ...]:
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise ExpectedError(Code.REPORT_EMPTY)
    if data.startswith(_OLE):
        from smbsocial.exchange.reports.workbook import read_workbook

        return (read_workbook(name, data, told),)
    if data.startswith(_ZIP):
        return _packed(name, data, encoding, told)
    _refuse_endless(data)
    return (_of_text(name, decode(data, encoding), told),)


def _packed(
    name: str, data: bytes, encoding: str | None, told: Callable[[int], None]
) -> tuple[Book, ...]:
    from smbsocial.exchange.reports.workbook import WORKBOOK, check_zip, read_part, read_workbook

    packed = check_zip(data)
    if WORKBOOK in packed.namelist():
        return (read_workbook(name, data, told),)
    books = []
    for part in packed.infolist():
        if part.is_dir() or Path(part.filename).name.startswith(".") or "__MACOSX" in part.filename:
            continue
        inner = read_part(packed, part.filename)
        if inner.startswith((_ZIP, _OLE)) or not inner.strip():
            continue  # a zip in a zip is nobody's export
        _refuse_endless(inner)
        books.append(_of_text(Path(part.filename).name, decode(inner, encoding), told))
    if not books:
        raise ExpectedError(Code.REPORT_EMPTY)
    names = tuple(book.name for book in books)
    for book in books:
        book.beside = names
    return tuple(books)


def _of_text(name: str, decoded: Decoded, told: Callable[[int], None]) -> Book:
    if "\0" in decoded.text[:_HEAD]:
        raise ExpectedError(Code.REPORT_UNKNOWN)  # a picture, a program: no text at all
    head = decoded.text[:_HEAD].lstrip().casefold()
    if head.startswith(("<!doctype html", "<html")):
        raise ExpectedError(Code.REPORT_WEB_PAGE)
    if head.startswith("<?xml") and _SPREADSHEET in decoded.text[:_HEAD]:
        from smbsocial.exchange.reports.workbook import read_xml

        return read_xml(name, decoded.text)
    if head.startswith("begin:vcalendar"):
        return Book(name, Kind.CALENDAR, [], text=decoded.text, encoding=decoded.encoding)
    if head.startswith(("{", "[")):
        return Book(name, Kind.JSON, [], text=decoded.text, encoding=decoded.encoding)
    from smbsocial.exchange.reports.delimited import read_text

    return read_text(name, decoded, told)


def _refuse_endless(data: bytes) -> None:
    """A line that never ends is no table; looked for before anything is decoded."""
    if len(data) <= limits.LONGEST_LINE:
        return
    ends = b"\n" if b"\n" in data[: limits.LONGEST_LINE] else b"\r"
    if max(map(len, data.split(ends))) > limits.LONGEST_LINE:
        raise ExpectedError(Code.REPORT_ENDLESS_LINE, line=0)
