"""Tables written into files for a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from smbsocial.ui.widgets.saving import write_file

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet reckons with a cell that begins so, in wide letters too."""

_BEGINS = "".join(FORMULAS[:4] + FORMULAS[6:])
_SPLIT = re.compile(rf"([;\t\r\n])(?=[\s\"']*[{re.escape(_BEGINS)}])")
"""Where a spreadsheet of another country, or one that is told so, begins another cell."""


def write_table(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as CSV, all or nothing; cells that people wrote went through `harmless`.

    Raises ExpectedError(FILE_NOT_WRITTEN).
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    write_file(path, text.getvalue().encode("utf-8-sig"))


def harmless(cell: str) -> str:
    """A cell of which no spreadsheet makes a formula, by whatever sign it tells cells apart."""
    safe = _SPLIT.sub(r"\1'", cell)
    return f"'{safe}" if safe.startswith(FORMULAS) or safe.lstrip().startswith(FORMULAS) else safe
