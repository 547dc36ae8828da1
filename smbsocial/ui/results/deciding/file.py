"""The log of decisions as a file for a spreadsheet."""

from collections.abc import Iterable
from pathlib import Path

from smbsocial.ui.text import decision_log as words
from smbsocial.ui.widgets.table_file import harmless, write_table
from smbsocial.usecases.deciding.sheets import LogLine


def write_decisions(lines: Iterable[LogLine], path: Path) -> None:
    """Write decisions as CSV in their order, days as ISO; raises ExpectedError(FILE_NOT_WRITTEN).

    What people typed is no formula in it.
    """
    rows: list[tuple[str, ...]] = [words.heads()]
    for line in lines:
        said = (words.subject(line), words.what(line), line.reason)
        until = "" if line.until is None else line.until.isoformat()
        cells = (line.day.isoformat(), *said, until, line.would_change)
        rows.append(tuple(harmless(cell) for cell in cells))
    write_table(path, rows)
