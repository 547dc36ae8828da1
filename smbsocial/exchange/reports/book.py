"""A file as tables of text, whatever it was: the rows as they stand, nothing understood yet."""

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What the bytes are."""

    TEXT = "text"  # comma, semicolon or tab between cells
    WORKBOOK = "workbook"  # .xlsx, .xls
    XML = "xml"  # SpreadsheetML 2003, which calls itself .xls
    JSON = "json"
    CALENDAR = "calendar"  # iCalendar


@dataclass(slots=True)
class Sheet:
    """One table: rows of cells, and in which line of the file each row begins (from 1).

    `open_end`: the file ends without the end of its last line, which may have been cut off;
    `cut_off`: it was, in the middle of a quoted cell, and is not among the rows.
    """

    name: str
    rows: list[list[str]]
    lines: list[int] = field(default_factory=list)
    open_end: bool = False
    cut_off: bool = False

    def line(self, row: int) -> int:
        """The line of the file in which a row begins."""
        return self.lines[row] if row < len(self.lines) else row + 1


@dataclass(slots=True)
class Book:
    """All tables of one file. `text` is kept for JSON and calendars, which are no tables.

    `sure`: False where the bytes fit several encodings and one was taken; `cut_off`: the line in
    which a quoted cell begins that never ends; `requoted`: each line had been quoted again;
    `beside`: the names of all files in the zip that it came in; `hidden`: sheets that a workbook
    does not show.
    """

    name: str
    kind: Kind
    sheets: list[Sheet]
    text: str = ""
    encoding: str = "utf-8"
    sure: bool = True
    delimiter: str = ""
    cut_off: int | None = None
    requoted: bool = False
    beside: tuple[str, ...] = ()
    hidden: tuple[Sheet, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, however it is written."""
        wanted = name.casefold()
        return next((each for each in self.sheets if each.name.casefold() == wanted), None)
