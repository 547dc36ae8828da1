"""What is kept of a bug, and what never is."""

import gc
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from smbsocial.app import faults
from smbsocial.app.faults import Faults, redacted, report_of
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
    assert "QThing: cannot open" in text
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
    handlers = list(logging.getLogger("smbsocial").handlers)
    hooks = Faults(log)
    hooks.install()
    with pytest.raises(RuntimeError):
        hooks.install()
    assert sys.excepthook is not before[0]
    hooks.uninstall()
    hooks.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    assert logging.getLogger("smbsocial").handlers == handlers


def test_so_many_reports_are_kept(log: Path, kept: list[Path | None]) -> None:
    for _ in range(faults.KEPT_REPORTS + 3):
        hook(raised())
    names = sorted(path.name for path in log.glob("crash-*.txt"))
    assert len(names) == faults.KEPT_REPORTS
    assert names[-1] == f"crash-{faults.KEPT_REPORTS + 3:06}.txt"


@pytest.mark.parametrize(
    ("text", "kept_part"),
    [
        ('open "Rosa" failed', "open … failed"),
        ("open 'Rosa' failed", "open … failed"),
        ("in /home/rosa/data/x.db: no", "in …: no"),
        (r"in C:\Users\rosa\x.db now", "in … now"),
        ("to rosa@example.com", "to …"),
        ("7 rows, 12 ms", "7 rows, 12 ms"),
    ],
)
def test_redaction(text: str, kept_part: str) -> None:
    assert redacted(text) == kept_part
