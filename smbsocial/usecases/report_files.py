"""The door to files of reports: what the pages and the command line ask of `exchange`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from smbsocial.domain.measures import ColumnMap
    from smbsocial.domain.reports import Ask, Home, Report
    from smbsocial.usecases.results.workbook import Book


class ReportFiles(Protocol):
    """Reads the files that platforms, websites, mailings and tills export; writes workbooks."""

    def read_file(
        self,
        path: str,
        *,
        answers: Mapping[Ask, str] | None = None,
        maps: Mapping[str, ColumnMap] | None = None,
        exported_on: date | None = None,
        home: Home | None = None,
        told: Callable[[int], None] = ...,
    ) -> tuple[Report, ...]:
        """What a file says, nothing kept yet; to be called in a worker.

        `answers` to the questions of an earlier try; `maps` by fingerprint; `exported_on` else the
        file's own date; `home`: the business' currency and zone; `told` hears how many rows were
        read and may raise to stop. A file that nobody knows gives one report with the question
        COLUMNS.
        Raises ExpectedError: FILE_MISSING, FILE_UNREADABLE, REPORT_….
        """
        ...

    def fingerprint(self, headers: Sequence[str]) -> str:
        """The id of the map (`ColumnMap`) that a file with these headers is read by."""
        ...

    def write_workbook(self, path: str, book: Book) -> None:
        """Write a report as a workbook, all or nothing; to be called in a worker.

        Raises ExpectedError(FILE_NOT_WRITTEN).
        """
        ...
