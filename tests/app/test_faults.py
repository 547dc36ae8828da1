"""What is kept of a bug, and what never is."""

import errno
import gc
import logging
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from smbsocial.app import faults
from smbsocial.app.bug_reports import report_of
from smbsocial.app.faults import Faults, place_in_qt
from smbsocial.domain.errors import Code, ExpectedError

CANARY = "Rosa-wohnt-am-Hafen-7"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def kept(log: Path) -> Iterator[list[Path | None]]:
    reports: list[Path | None] = []
    hooks = Faults(log, reports.append)
    hooks.install()
    yield reports
    hooks.uninstall()


def fail(secret: str) -> None:
    local = secret * 2
    raise ValueError(f"{secret} {local}")


def raised(secret: str = CANARY) -> BaseException:
    try:
        try:
            fail(secret)
        except ValueError as error:
            raise RuntimeError(secret) from error
    except RuntimeError as error:
        return error


def everything_in(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())


def hook(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


def test_a_report_says_what_and_where_and_nothing_else(
    log: Path, kept: list[Path | None], capsys: pytest.CaptureFixture[str]
) -> None:
    hook(raised())
    (report,) = kept
    assert report is not None
    text = report.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "builtins.RuntimeError" in text
    assert f"{__name__}.fail:" in text
    assert "smbsocial 0" in text
    assert CANARY not in everything_in(log) + capsys.readouterr().err


def test_an_expected_error_that_nobody_caught_tells_its_code() -> None:
    assert "disk_full" in str(report_of(ExpectedError(Code.DISK_FULL, path=CANARY)))
    assert CANARY not in str(report_of(ExpectedError(Code.DISK_FULL, path=CANARY)))


def test_an_error_without_a_cause_it_was_told_to_hide() -> None:
    try:
        try:
            fail("x")
        except ValueError:
            raise KeyError("y") from None
    except KeyError as error:
        report = report_of(error)
    assert report.types == ("builtins.KeyError",)


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert len(report_of(first).types) == 2


def test_threads_and_destructors_are_heard(log: Path, kept: list[Path | None]) -> None:
    thread = threading.Thread(target=fail, args=(CANARY,), name=CANARY)
    thread.start()
    thread.join()
    assert len(kept) == 1

    class Falling:
        def __del__(self) -> None:
            fail(CANARY)

    Falling()
    gc.collect()
    assert len(kept) == 2
    assert CANARY not in everything_in(log)


def test_ctrl_c_is_no_bug(kept: list[Path | None], capsys: pytest.CaptureFixture[str]) -> None:
    hook(KeyboardInterrupt())
    assert kept == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


@pytest.mark.qt_no_exception_capture
def test_what_qt_says_is_logged_without_what_it_quotes(log: Path, kept: list[Path | None]) -> None:
    qWarning(f'QThing: cannot open "{CANARY}" in /home/{CANARY}/x for {CANARY}@example.com')
    text = everything_in(log)
    assert "default QThing: …" in text
    assert CANARY not in text


def test_the_log_holds_what_modules_say(log: Path, kept: list[Path | None]) -> None:
    logger = logging.getLogger("smbsocial.storage.database")
    logger.info("opened in %d ms", 7)
    try:
        fail(CANARY)
    except ValueError:
        logger.exception("weekly copy failed")
    text = everything_in(log)
    assert "opened in 7 ms" in text
    assert "weekly copy failed" in text
    assert "ValueError" in text
    assert CANARY not in text


def test_a_folder_that_takes_no_files_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file")
    reports: list[Path | None] = []
    hooks = Faults(tmp_path / "log", reports.append)
    hooks.install()
    hook(raised())
    hooks.uninstall()
    assert reports == [None]


def test_the_hooks_are_given_back(log: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers = list(logging.getLogger().handlers)
    hooks = Faults(log)
    hooks.install()
    with pytest.raises(RuntimeError):
        hooks.install()
    assert sys.excepthook is not before[0]
    hooks.uninstall()
    hooks.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    assert logging.getLogger().handlers == handlers


def test_so_many_reports_are_kept(log: Path, kept: list[Path | None]) -> None:
    for _ in range(faults.KEPT_REPORTS + 3):
        hook(raised())
    names = sorted(path.name for path in log.glob("crash-*.txt"))
    assert len(names) == faults.KEPT_REPORTS
    assert names[-1] == f"crash-{faults.KEPT_REPORTS + 3:06}.txt"


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("QObject::startTimer: Timers cannot be started from Rosa", "QObject::startTimer: …"),
        ("QPainter::begin(): Rosa", "QPainter::begin: …"),
        ("QFont::~QFont: Rosa", "QFont::~QFont: …"),
        ("Could not find Rosa", "…"),
        ("Quite Rosa", "…"),
        ("", "…"),
    ],
)
def test_of_qt_only_the_place_is_kept(said: str, place: str) -> None:
    assert place_in_qt(said) == place


def test_folders_change_while_both_are_open(tmp_path: Path, kept: list[Path | None]) -> None:
    """The next folder is entered before the one before is left."""
    before = sys.excepthook
    heard: list[Path | None] = []
    first, second = Faults(tmp_path / "1"), Faults(tmp_path / "2", heard.append)
    first.install()
    second.install()
    first.uninstall()
    hook(raised())
    assert heard == [tmp_path / "2" / "crash-000001.txt"]
    second.uninstall()
    assert sys.excepthook == before
    hook(raised())
    assert len(kept) == 1


def test_what_tells_which_error_it_was_is_kept() -> None:
    assert report_of(FileNotFoundError(errno.ENOENT, CANARY)).types == (
        "builtins.FileNotFoundError(ENOENT)",
    )
    assert report_of(OSError(CANARY, CANARY)).types == ("builtins.OSError",)
    assert report_of(OSError(-7, CANARY)).types == ("builtins.OSError",)
    with closing(sqlite3.connect(":memory:")) as file:
        file.execute("CREATE TABLE t (v TEXT CHECK (v = ''))")
        with pytest.raises(sqlite3.IntegrityError) as refused:
            file.execute("INSERT INTO t VALUES (?)", (CANARY,))
    assert report_of(refused.value).types == ("sqlite3.IntegrityError(SQLITE_CONSTRAINT_CHECK)",)


def test_a_thread_that_ends_itself_is_no_bug(kept: list[Path | None]) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert kept == []
