"""Files with several tables one below the other, and comment lines between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smbsocial.exchange.reports.book import Sheet

_COMMENT = re.compile(r"\s*#(?:[\s-]|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """One table: the row of its header, the row after its last, and the comments before it."""

    header: int
    end: int
    comments: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows stand below the header."""
        return self.end - self.header - 1


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """The tables of a sheet: each ends at a blank line or at a comment (`# …`).

    Comments hold until others come; a header is the first row after them.
    """
    comments: list[str] = []
    fresh = True
    header: int | None = None
    for at, row in enumerate([*sheet.rows, []]):
        if is_comment(row):
            if header is not None:
                yield Block(header, at, tuple(comments))
                header = None
            if not fresh:
                comments, fresh = [], True
            comments.append(",".join(row).lstrip("# ").rstrip(", "))
        elif not any(cell.strip() for cell in row):
            if header is not None:
                yield Block(header, at, tuple(comments))
                header = None
        elif header is None:
            header, fresh = at, False


def is_comment(row: Sequence[str]) -> bool:
    """Whether a line begins with # and a blank: #1 or #N/A is a cell."""
    return bool(row) and _COMMENT.match(row[0]) is not None
