"""Tables written into files for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from smbsocial.domain.errors import Code, ExpectedError

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet reckons with a cell that begins so."""


def write_table(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as CSV, all or nothing; cells that people wrote went through `harmless`.

    Raises ExpectedError(FILE_NOT_WRITTEN).
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    file = QSaveFile(str(path))
    data = text.getvalue().encode("utf-8-sig")
    written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
    if not (written and file.commit()):
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(path), reason=file.errorString())


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
