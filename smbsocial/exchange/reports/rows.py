"""Which rows of a table are data: no blank lines, no totals, nothing that was cut off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smbsocial.domain.reports import Skipped
from smbsocial.exchange.reports.headers import alike


@dataclass(frozen=True, slots=True)
class Shape:
    """What a row is measured by.

    `width`: cells of the header; `totals`: words of a total row, made alike; `named`: whether the
    first cell is free text, which may be such a word; `open_end`: whether the last row stands at
    the end of a file that does not end with its line; `closes`: whether this format always does.
    """

    width: int
    totals: frozenset[str]
    named: bool = False
    open_end: bool = False
    closes: bool = False
    totals_blank: bool = False


def sort_out(
    rows: Sequence[list[str]],
    numbers: Sequence[int],
    shape: Shape,
    skip: Callable[[int, Skipped], None],
) -> tuple[list[list[str]], list[int]]:
    """The rows that are data with their numbers; `skip` hears of each other and why."""
    kept: list[list[str]] = []
    left: list[int] = []
    last = numbers[-1] if numbers and shape.open_end else None
    for number, row in zip(numbers, rows, strict=True):
        why = _why_none(row, shape, at_end=number == last)
        if why is None:
            kept.append(row)
            left.append(number)
        elif row:
            skip(number, why)
    return kept, left


def _why_none(row: list[str], shape: Shape, *, at_end: bool) -> Skipped | None:
    if not any(cell and not cell.isspace() for cell in row):
        return Skipped.EMPTY
    first = alike(row[0][:40])
    if len(row) > shape.width and any(cell.strip() for cell in row[shape.width :]):
        return Skipped.TOTAL if not first or first in shape.totals else Skipped.TOO_LONG
    if not shape.named and (first in shape.totals or (shape.totals_blank and not first)):
        return Skipped.TOTAL
    if at_end and (shape.closes or len(row) < shape.width or not row[-1]):
        return Skipped.CUT_OFF
    return None
