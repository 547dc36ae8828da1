"""From the wish for a report to its file: what is read in small pieces, the rest in a worker."""

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QWidget

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import jobs
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.reporting.form import ReportForm, WrittenAs
from smbsocial.ui.text import report as words
from smbsocial.ui.widgets.files import pick_report
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.report_files import ReportFiles
from smbsocial.usecases.results.report import (
    ReportBooks,
    ReportSpan,
    gather_report,
    report_spans,
    work_out_report,
)

translate = QCoreApplication.translate

Gathering = Generator[None, None, ReportBooks]


class Reporting(QObject):
    """Asks what report is wanted and where to, and makes it while the window goes on."""

    def __init__(self, bridge: Bridge, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._page = bridge, page
        self._gathering: Gathering | None = None
        self._then: Callable[[ReportBooks], object] | None = None
        self._job: jobs.Handle | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._gather)

    @property
    def busy(self) -> bool:
        """Whether a report is being made."""
        return self._gathering is not None or self._job is not None

    def ask(self) -> None:
        """Open the form."""
        try:
            spans = self._bridge.read(report_spans)
            business = self._bridge.read(lambda reads, _ports: set_up_business(reads))
        except ExpectedError as error:
            self._bridge.failed.emit(error)
            return
        today = self._bridge.ports.clock.today(business.zone)
        workbook = self._bridge.can_read_files
        form = ReportForm(spans, today, self._page, workbook=workbook)

        def keep(span: ReportSpan, kind: WrittenAs) -> None:
            name = words.file_name(business.name, span, kind.value)
            title = translate("Report", "Save the report")
            pick_report(self._page, title, name, lambda path: self.make(span, kind, path))

        form.ask(keep)

    def make(self, span: ReportSpan, kind: WrittenAs, path: Path) -> None:
        """Read, work out and write; one that is still being made is forgotten."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._bridge.told.emit(translate("Report", "The report is being made…"), False)
        self._then = partial(self._start, kind, path)
        self._gathering = self._bridge.read(gather_report, span)
        self._next.start()

    def _gather(self) -> None:
        """One piece; the window has its turn before the next."""
        if self._gathering is None:
            return
        try:
            next(self._gathering)
        except StopIteration as last:
            self._gathering = None
            if self._then is not None:
                self._then(last.value)
        except ExpectedError as error:
            self._gathering = None
            self._bridge.failed.emit(error)
        else:
            self._next.start()

    def _start(self, kind: WrittenAs, path: Path, books: ReportBooks) -> None:
        writer = self._files if kind is WrittenAs.WORKBOOK else None
        self._job = jobs.run(
            partial(_write, books, self._bridge.ports, path, writer),
            done=self._done,
            failed=self._failed,
            owner=self,
        )

    def _files(self) -> ReportFiles | None:
        """Asked in the worker: loading it takes longer than a window should wait."""
        return self._bridge.files

    def _done(self, path: object) -> None:
        self._job = None
        text = translate("Report", "The report is in {path}")
        self._bridge.told.emit(text.format(path=str(path)), False)

    def _failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, ExpectedError):
            raise error
        self._bridge.failed.emit(error)


def _write(
    books: ReportBooks, ports: Ports, path: Path, writer: Callable[[], ReportFiles | None] | None
) -> Path:
    """Work it out and write it, in a worker; `writer`: what gives a workbook, else it is a PDF."""
    sheet = work_out_report(books, ports)
    files = writer() if writer is not None else None
    if files is None:
        from smbsocial.ui.results.reporting.paper import report_pdf

        report_pdf(sheet, path)
    else:
        from smbsocial.ui.results.reporting.workbook import book_of

        files.write_workbook(str(path), book_of(sheet))
    return path
