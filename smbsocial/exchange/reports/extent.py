"""How far a workbook's sheets reach, told by the names of their cells before anything is read.

A reader of workbooks makes room for the whole rectangle: a file of a few KB with one cell in the
last corner would take half a terabyte.
"""

import re

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.exchange.reports import limits

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,4})(\d{1,9})["']""")
_OVERLAP = 64
"""Bytes of a piece that are looked at again with the next: a name may be cut in two."""


class Extent:
    """The rectangle of one sheet while its XML passes by in pieces."""

    def __init__(self) -> None:
        self._columns: set[bytes] = set()
        self._rows = 0
        self._tail = b""

    def look(self, piece: bytes) -> None:
        """See the next piece. Raises ExpectedError(REPORT_TOO_LARGE) beyond what is allowed."""
        for column, row in _PLACE.findall(self._tail + piece):
            self._columns.add(column)
            self._rows = max(self._rows, int(row))
        self._tail = piece[-_OVERLAP:]
        width = max((_number(column) for column in self._columns), default=0)
        refuse_beyond(self._rows, width)


def refuse_beyond(rows: int, columns: int) -> None:
    """Raise ExpectedError(REPORT_TOO_LARGE) for a rectangle that no export has."""
    if rows > limits.MOST_ROWS + 1 or columns > limits.MOST_COLUMNS:
        raise ExpectedError(Code.REPORT_TOO_LARGE, most=limits.MOST_ROWS)
    if rows * columns > limits.MOST_CELLS:
        raise ExpectedError(Code.REPORT_TOO_LARGE, most=limits.MOST_CELLS)


def _number(column: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number
