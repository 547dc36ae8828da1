"""Log file, redaction, exception hooks and crash reports: what is kept of a bug, and what never.

A log line holds ids, codes, counts and milliseconds. A crash report holds types, modules and
lines. Neither holds messages of exceptions, local variables, texts, names or the environment.
"""

import logging
import platform
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from typing_extensions import override

import smbsocial
from smbsocial.domain.errors import ExpectedError

LOG = "smbsocial.log"
LOG_BYTES = 512 * 1024
LOG_FILES = 3
KEPT_REPORTS = 10

_log = logging.getLogger(__name__)

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|«[^»]*»")
_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\s\\/:]+[\\/])*[^\s\\/:]+")
_ADDRESS = re.compile(r"\S+@\S+")

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a traceback, without what stood in it."""

    module: str
    function: str
    line: int


@dataclass(frozen=True, slots=True)
class Report:
    """What is kept of a bug: the chain of types, where it happened, and in which version."""

    types: tuple[str, ...]
    spots: tuple[Spot, ...]
    thread: str
    version: str
    python: str
    system: str

    @override
    def __str__(self) -> str:
        lines = [f"smbsocial {self.version}, Python {self.python}, {self.system}"]
        lines.append(f"thread: {self.thread}")
        lines += [f"error: {name}" for name in self.types]
        lines += [f"  {spot.module}.{spot.function}:{spot.line}" for spot in self.spots]
        return "\n".join(lines) + "\n"


def redacted(text: str) -> str:
    """A foreign message without what may be somebody's: quoted parts, paths, addresses."""
    for pattern in (_QUOTED, _PATH, _ADDRESS):
        text = pattern.sub("…", text)
    return text


def report_of(error: BaseException, *, thread: str = "main") -> Report:
    """The report of an exception and of those it came from."""
    chain = _chain(error)
    return Report(
        types=tuple(_named(link) for link in chain),
        spots=tuple(spot for link in chain for spot in _spots(link.__traceback__)),
        thread=thread,
        version=smbsocial.__version__,
        python=platform.python_version(),
        system=sys.platform,
    )


class Faults:
    """Log and hooks from `install` to `uninstall`; the app goes on after a bug.

    `on_bug` hears the report's file (None where none could be written), on the thread where it
    happened: hand it on by a signal.
    """

    def __init__(self, folder: Path, on_bug: Callable[[Path | None], None] | None = None) -> None:
        self._folder = folder
        self._on_bug = on_bug
        self._handler: logging.Handler | None = None
        self._before: tuple[Any, Any, Any, Any] | None = None

    def install(self) -> None:
        """Begin; in a folder that takes no files there is no log, and everything else works."""
        if self._before is not None:
            raise RuntimeError("installed twice")
        self._handler = _Log(self._folder)
        logging.getLogger("smbsocial").addHandler(self._handler)
        logging.getLogger("smbsocial").setLevel(logging.INFO)
        before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._main_hook
        threading.excepthook = self._thread_hook
        sys.unraisablehook = self._unraisable_hook
        self._before = (*before, qInstallMessageHandler(_qt_hook))

    def uninstall(self) -> None:
        """Give everything back; doing it twice is allowed."""
        if self._before is None or self._handler is None:
            return
        sys.excepthook, threading.excepthook, sys.unraisablehook, qt_hook = self._before
        qInstallMessageHandler(qt_hook)
        logging.getLogger("smbsocial").removeHandler(self._handler)
        self._handler.close()
        self._before = self._handler = None

    def keep(self, error: BaseException, *, thread: str = "main") -> Path | None:
        """Log a bug and write its report; returns the report's file."""
        report = report_of(error, thread=thread)
        spot = report.spots[-1] if report.spots else Spot("?", "?", 0)
        _log.error("bug %s at %s:%d", report.types[-1], spot.module, spot.line)
        if sys.stderr is not None:  # a windowed program on Windows has none
            sys.stderr.write(str(report))
        file = _write_report(self._folder, report)
        if self._on_bug is not None:
            self._on_bug(file)
        return file

    def _main_hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.keep(error)

    def _thread_hook(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.keep(what.exc_value, thread=_thread_kind(what.thread))

    def _unraisable_hook(self, what: "sys.UnraisableHookArgs") -> None:
        if what.exc_value is not None:
            self.keep(what.exc_value, thread="unraisable")


class _Formatter(logging.Formatter):
    """UTC times; an exception becomes its types and lines."""

    converter = staticmethod(time.gmtime)

    @override
    def formatException(self, ei: Any) -> str:
        return str(report_of(ei[1])) if ei[1] is not None else ""

    @override
    def formatStack(self, stack_info: str) -> str:
        return ""


class _Log(logging.Handler):
    """The rotating log file, opened with its first line: most starts have none to write.

    A log that cannot be written (a full disk) is no reason to speak up.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._file: logging.Handler | None = None

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = _log_file(self._folder)
        self._file.emit(record)

    @override
    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def _log_file(folder: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    class Quiet(RotatingFileHandler):
        @override
        def handleError(self, record: logging.LogRecord) -> None:
            return

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = Quiet(folder / LOG, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    except OSError:
        return logging.NullHandler()
    file.setFormatter(_Formatter("%(asctime)sZ %(levelname)s %(name)s %(message)s"))
    return file


def _write_report(folder: Path, report: Report) -> Path | None:
    try:
        before = sorted(folder.glob("crash-*.txt"))
        number = 1 + (int(before[-1].stem.removeprefix("crash-")) if before else 0)
        file = folder / f"crash-{number:06}.txt"
        file.write_text(str(report), encoding="utf-8")
        for old in before[: max(0, len(before) + 1 - KEPT_REPORTS)]:
            old.unlink(missing_ok=True)
    except (OSError, ValueError):
        return None
    return file


def _qt_hook(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    logger = logging.getLogger("smbsocial.qt")
    category = getattr(context, "category", None) or "default"
    logger.log(_QT_LEVELS.get(kind, logging.WARNING), "%s %s", category, redacted(message or ""))


def _chain(error: BaseException) -> list[BaseException]:
    """The exception and what it came from, the first cause first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return chain[::-1]


def _named(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name}({error.code.value})" if isinstance(error, ExpectedError) else name


def _spots(trace: TracebackType | None) -> list[Spot]:
    spots: list[Spot] = []
    while trace is not None:
        frame = trace.tb_frame
        module = str(frame.f_globals.get("__name__", "?"))
        spots.append(Spot(module, frame.f_code.co_name, trace.tb_lineno))
        trace = trace.tb_next
    return spots


def _thread_kind(thread: threading.Thread | None) -> str:
    """A thread's class: its name may say for whom it works."""
    return type(thread).__name__ if thread is not None else "?"
