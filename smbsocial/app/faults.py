"""Log file and exception hooks: what is kept of a bug, and what never (see `reports`).

A log line holds ids, codes, counts and milliseconds. What Qt, Python or a library says is kept
as where it was said: the words are theirs, and may be somebody's.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from typing_extensions import override

from smbsocial.app.bug_reports import (
    BugReport,
    Spot,
    forget_last,
    report_of,
    tell,
    tell_bug,
    type_of,
)

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

LOG = "smbsocial.log"
LOG_BYTES = 512 * 1024
LOG_FILES = 3
KEPT_REPORTS = 10
OURS = "smbsocial"

_log = logging.getLogger(__name__)

_QT_PLACE = re.compile(r"Q[A-Za-z]+(?:::~?\w+)*(?=:|\()")
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Hooks:
    """What is told of exceptions in the main thread, in others and in destructors, warnings, Qt."""

    main: Any
    thread: Any
    unraisable: Any
    warning: Any
    qt: Any


def place_in_qt(message: str) -> str:
    """The class and function of Qt with which its messages begin; "…" stands for the rest."""
    place = _QT_PLACE.match(message)
    return f"{place[0]}: …" if place else "…"


class Faults:
    """Log and hooks from `install` to `uninstall`; the app goes on after a bug.

    `on_bug` hears the report's file (None where none could be written), on the thread where it
    happened: hand it on by a signal.
    """

    def __init__(self, folder: Path, on_bug: Callable[[Path | None], None] | None = None) -> None:
        self._folder = folder
        self._on_bug = on_bug
        self._handler: logging.Handler | None = None
        self.before: Hooks | None = None

    def install(self) -> None:
        """Begin; in a folder that takes no files there is no log, and everything else works."""
        if self.before is not None:
            raise RuntimeError("installed twice")
        self._handler = _Log(self._folder)
        logging.getLogger().addHandler(self._handler)
        logging.getLogger(OURS).setLevel(logging.INFO)
        self.before = _exchange(
            Hooks(
                self._main_hook, self._thread_hook, self._unraisable_hook, _warning_hook, _qt_hook
            )
        )

    def uninstall(self) -> None:
        """Give everything back, in whatever order; doing it twice is allowed."""
        if self.before is None or self._handler is None:
            return
        above = self._above()
        if above is not None:
            above.before = self.before
        else:
            _exchange(self.before)
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()
        self.before = self._handler = None

    def keep(self, error: BaseException, *, thread: str = "main") -> Path | None:
        """Log a bug and write its report; returns the report's file."""
        report = report_of(error, thread=thread)
        spot = report.spots[-1] if report.spots else Spot("?", "?", 0)
        _log.error("bug %s at %s:%d", report.types[-1], spot.module, spot.line)
        tell(report)
        file = _write_report(self._folder, report)
        if self._on_bug is not None:
            self._on_bug(file)
        return file

    def _above(self) -> Faults | None:
        """Who came after us and has our hooks to give back: the next folder's, when ours is left.

        None where our hooks are the uppermost of ours.
        """
        found, owner = None, getattr(sys.excepthook, "__self__", None)
        while isinstance(owner, Faults) and owner is not self:
            found = owner
            owner = getattr(owner.before.main, "__self__", None) if owner.before else None
        return found if owner is self else None

    def _hear(self, error: BaseException, thread: str) -> None:
        """Keep it, whatever comes: of a hook that raises, Python prints the error's message."""
        with suppress(Exception):
            self.keep(error, thread=thread)

    def _main_hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            tell_bug(kind, error, trace)
            return
        self._hear(error, "main")
        forget_last()

    def _thread_hook(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None and not issubclass(what.exc_type, SystemExit):
            self._hear(what.exc_value, _thread_kind(what.thread))

    def _unraisable_hook(self, what: sys.UnraisableHookArgs) -> None:
        if what.exc_value is not None:
            self._hear(what.exc_value, "unraisable")


class _Formatter(logging.Formatter):
    """UTC times; an exception becomes its type, or its types and lines.

    Of a library's record only who said something, and where, is told.
    """

    converter = staticmethod(time.gmtime)

    @override
    def format(self, record: logging.LogRecord) -> str:
        said = f"says something at {record.module}:{record.lineno}"
        if record.name == OURS or record.name.startswith(f"{OURS}."):
            said = _said(record)
        head = f"{self.formatTime(record)}Z {record.levelname} {record.name}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{head} {said}\n{report_of(error)}" if error is not None else f"{head} {said}"


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


def _exchange(hooks: Hooks) -> Hooks:
    """Put these in their places; what was there before."""
    main, thread, unraisable = sys.excepthook, threading.excepthook, sys.unraisablehook
    warning = warnings.showwarning
    sys.excepthook, threading.excepthook = hooks.main, hooks.thread
    sys.unraisablehook, warnings.showwarning = hooks.unraisable, hooks.warning
    return Hooks(main, thread, unraisable, warning, qInstallMessageHandler(hooks.qt))


def _said(record: logging.LogRecord) -> str:
    """A record's own words, with exceptions among what it names as their types."""
    named = record.args if isinstance(record.args, tuple) else ()
    plain = tuple(type_of(each) if isinstance(each, BaseException) else each for each in named)
    return str(record.msg) % plain if plain else str(record.msg)


def _log_file(folder: Path) -> logging.Handler:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = _rotating(folder / LOG)
    except OSError:
        return logging.NullHandler()
    file.setFormatter(_Formatter())
    return file


def _rotating(path: Path) -> RotatingFileHandler:
    from logging.handlers import RotatingFileHandler  # a start without a line needs none

    class Quiet(RotatingFileHandler):
        @override
        def handleError(self, record: logging.LogRecord) -> None:
            return

    return Quiet(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")


def _write_report(folder: Path, report: BugReport) -> Path | None:
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
    logger.log(_QT_LEVELS.get(kind, logging.WARNING), "%s %s", category, place_in_qt(message or ""))


def _warning_hook(
    message: Warning | str,  # noqa: ARG001 - it may name whatever the library was handed
    category: type[Warning],
    filename: str,
    lineno: int,
    *_more: object,
) -> None:
    _log.warning("%s at %s:%d", category.__name__, Path(filename).stem, lineno)


def _thread_kind(thread: threading.Thread | None) -> str:
    """A thread's class: its name may say for whom it works."""
    return type(thread).__name__ if thread is not None else "?"
