"""Reading files of numbers in a worker: one after the other, with progress and a way to stop."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import ColumnMap
from smbsocial.domain.periods import Span
from smbsocial.domain.reports import Ask, Home, Report
from smbsocial.ui import jobs
from smbsocial.ui.results.many_rows import kept_aside
from smbsocial.usecases.report_files import ReportFiles

LOOK_MS = 100
"""How often it is said how far the worker is."""

Answers = Mapping[Ask, str]


@dataclass(frozen=True, slots=True)
class FileAsked:
    """A file to read, with what was answered; `spans` known from before need no reading."""

    path: str
    answers: Answers = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What people call it."""
        return Path(self.path).name


@dataclass(frozen=True, slots=True)
class FileTold:
    """What a file says, or why it can't be read.

    `spans`: for each answer to DAY_FIRST ("yes", "no") the days that the file would speak of.
    """

    asked: FileAsked
    reports: tuple[Report, ...] = ()
    error: ExpectedError | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)


class Pace:
    """How far the worker is, for whoever looks; `stop` ends its work at its next step."""

    def __init__(self) -> None:
        self.name = ""
        self.number = 0
        self.rows = 0
        self._stop = Event()

    def begin(self, number: int, name: str) -> None:
        """The worker comes to a file; `number` from 1."""
        self.number, self.name, self.rows = number, name, 0

    def told(self, rows: int) -> None:
        """The worker has read so many rows. Raises ExpectedError(REPORT_STOPPED)."""
        if self._stop.is_set():
            raise ExpectedError(Code.REPORT_STOPPED)
        self.rows = rows

    def stop(self) -> None:
        """Whatever is being read is not wanted any more."""
        self._stop.set()


def read_files(
    reader: ReportFiles,
    asked: Sequence[FileAsked],
    maps: Mapping[str, ColumnMap],
    home: Home,
    pace: Pace,
) -> tuple[FileTold, ...]:
    """In the worker: what each file says. Raises ExpectedError(REPORT_STOPPED)."""
    found = []
    with kept_aside():
        for number, file in enumerate(asked, 1):
            pace.begin(number, file.name)
            found.append(_read(reader, file, maps, home, pace))
    return tuple(found)


class FilesReading(QObject):
    """Reads files off the GUI thread, one call of `start` at a time."""

    moved = Signal(str, int, int)  # the file, which one it is, the rows of it so far
    read = Signal(object)  # tuple[FileTold, ...]
    failed = Signal(object)  # Exception: a bug

    def __init__(self, reader: ReportFiles, home: Home, owner: QObject) -> None:
        super().__init__(owner)
        self._reader = reader
        self._home = home
        self._pace = Pace()
        self._handle: jobs.Handle | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether it reads."""
        return self._handle is not None

    def start(self, asked: Sequence[FileAsked], maps: Mapping[str, ColumnMap]) -> None:
        """Read; what was being read is given up."""
        self.cancel()
        reader, home, pace = self._reader, self._home, Pace()
        self._pace = pace
        files, described = tuple(asked), dict(maps)
        self._handle = jobs.run(
            lambda: read_files(reader, files, described, home, pace),
            done=self._done,
            failed=self._went_wrong,
            owner=self,
        )
        self._timer.start()

    def cancel(self) -> None:
        """Stop; nothing is told of it any more."""
        self._pace.stop()
        self._timer.stop()
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _look(self) -> None:
        self.moved.emit(self._pace.name, self._pace.number, self._pace.rows)

    def _done(self, found: object) -> None:
        self._handle = None
        self._timer.stop()
        self.read.emit(found)

    def _went_wrong(self, error: Exception) -> None:
        self._handle = None
        self._timer.stop()
        self.failed.emit(error)


def _read(
    reader: ReportFiles, file: FileAsked, maps: Mapping[str, ColumnMap], home: Home, pace: Pace
) -> FileTold:
    def read(answers: Answers) -> tuple[Report, ...]:
        return reader.read_file(file.path, answers=answers, maps=maps, home=home, told=pace.told)

    try:
        reports = read(file.answers)
    except ExpectedError as error:
        if error.code is Code.REPORT_STOPPED:
            raise
        return FileTold(file, error=error, spans=file.spans)
    asks = {question.ask for report in reports for question in report.questions}
    spans = dict(file.spans)
    if Ask.DAY_FIRST in asks:
        for said in {"yes", "no"} - spans.keys():
            span = _span(read, {**file.answers, Ask.DAY_FIRST: said})
            if span is not None:
                spans[said] = span
    return FileTold(file, reports, spans=spans)


def _span(read: Callable[[Answers], tuple[Report, ...]], answers: Answers) -> Span | None:
    """The days that a file would speak of with these answers, None if it could not be so."""
    try:
        reports = read(answers)
    except ExpectedError as error:
        if error.code is Code.REPORT_STOPPED:
            raise
        return None
    days = [day for report in reports for day in (report.first, report.last) if day is not None]
    return (min(days), max(days)) if days else None
