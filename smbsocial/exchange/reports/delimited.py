"""Text with separators to a table: which separator, and what a spreadsheet did to the quotes."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.exchange.reports import limits
from smbsocial.exchange.reports.book import Book, Kind, Sheet
from smbsocial.exchange.reports.decoding import Decoded

_SEPARATORS = ",;\t|"
_LOOKED_AT = 60
_TOLD_EVERY = 5_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

csv.field_size_limit(limits.LONGEST_CELL)


def read_text(name: str, decoded: Decoded, told: Callable[[int], None]) -> Book:
    """The table of a text file; `told` hears of every few thousand rows and may raise.

    Raises ExpectedError: REPORT_ENDLESS_LINE for a cell beyond every limit, REPORT_TOO_LARGE for
    too many rows.
    """
    text = decoded.text
    told_by_file = _declared(text)
    separator = told_by_file or _guess(text)
    requoted = not told_by_file and _is_requoted(text)
    if requoted:
        text = _unquoted(text)
        separator = _guess(text)
    rows, lines = _rows(text, separator, told)
    if told_by_file and rows:
        del rows[0], lines[0]
    cut_off = _cut_off(text, rows, lines)
    if cut_off is not None:
        del rows[-1], lines[-1]  # its last cell holds all that comes after
    return Book(
        name,
        Kind.TEXT,
        [
            Sheet(
                "",
                rows,
                lines,
                open_end=not text.endswith(("\n", "\r")) and cut_off is None,
                cut_off=cut_off is not None,
            )
        ],
        encoding=decoded.encoding,
        sure=decoded.sure,
        delimiter=separator,
        cut_off=cut_off,
        requoted=requoted,
    )


def _rows(
    text: str, separator: str, told: Callable[[int], None]
) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(_lines(text), delimiter=separator)
    begins = 1
    try:
        for row in reader:
            if len(row) > limits.MOST_COLUMNS:
                raise ExpectedError(Code.REPORT_TOO_LARGE, most=limits.MOST_COLUMNS)
            rows.append(row)
            lines.append(begins)
            begins = reader.line_num + 1
            if len(rows) % _TOLD_EVERY == 0:
                told(len(rows))
                if len(rows) > limits.MOST_ROWS:
                    raise ExpectedError(Code.REPORT_TOO_LARGE, most=limits.MOST_ROWS)
    except csv.Error as error:
        raise ExpectedError(Code.REPORT_ENDLESS_LINE, line=begins) from error
    return rows, lines


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, without a second copy of it (StringIO's takes four)."""
    if "\r" in text:
        for found in _LINE.finditer(text):
            yield found[0]
        return
    begins = 0
    while end := text.find("\n", begins) + 1:
        yield text[begins:end]
        begins = end
    if begins < len(text):
        yield text[begins:]


def _declared(text: str) -> str:
    """The separator of a first line "sep=;", quoted or not; "" without one."""
    first = text[:16].splitlines()[0] if text else ""
    bare = first.strip().strip('"')
    if bare.lower().startswith("sep="):
        return bare[4:5] or "\t"  # the tab went with the blanks
    return ""


def _guess(text: str) -> str:
    """The separator that gives the same number of cells, more than one, in most rows."""
    head = "\n".join(text[:200_000].split("\n")[:_LOOKED_AT])

    def score(separator: str) -> tuple[float, int]:
        try:
            rows = [row for row in csv.reader(io.StringIO(head), delimiter=separator) if row]
        except csv.Error:
            return 0, 0
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            return 0, 0
        width, often = max(widths.items(), key=lambda item: item[0] * item[1])
        return often * width, width

    return max(_SEPARATORS, key=score)


def _is_requoted(text: str) -> bool:
    """Whether each line that has a quote was made one quoted cell, the header with its commas.

    Lines in the middle of a text have none and stayed as they were.
    """
    lines = [line.strip() for line in text[:200_000].split("\n")[:_LOOKED_AT] if line.strip()][:-1]
    if len(lines) < 2 or not any(sign in lines[0] for sign in _SEPARATORS):
        return False
    quoted = [_is_one_cell(line) for line in lines if '"' in line]
    return _is_one_cell(lines[0]) and len(quoted) > 1 and sum(quoted) > 0.9 * len(quoted)


def _is_one_cell(line: str) -> bool:
    """Whether a line is one quoted cell."""
    bare = line.rstrip(",;")
    if len(bare) < 2 or bare[0] != '"' or bare[-1] != '"':
        return False
    return '"' not in bare[1:-1].replace('""', "")


def _unquoted(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        bare = line.rstrip("\r").rstrip(",;")
        if len(bare) >= 2 and bare[0] == '"' and bare[-1] == '"':
            lines.append(bare[1:-1].replace('""', '"'))
        else:
            lines.append(line)
    return "\n".join(lines)


def _cut_off(text: str, rows: list[list[str]], lines: list[int]) -> int | None:
    """The line in which a quoted cell begins that the file never ends."""
    if not rows or text.count('"') % 2 == 0:
        return None
    last = lines[-1]
    tail = text.split("\n", last - 1)[-1] if last > 1 else text
    return last if tail.count('"') % 2 else None
