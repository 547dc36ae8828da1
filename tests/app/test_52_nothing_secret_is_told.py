"""Test 52: however an exception holds a secret, report, log and terminal do not."""

import json
import logging
import subprocess
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from smbsocial.app.bug_reports import report_of, tell_bug
from smbsocial.app.faults import Faults
from smbsocial.domain.secret import Record, Secret
from smbsocial.ui import jobs
from smbsocial.ui.vault_lane import VaultLane
from smbsocial.usecases.steps import Steps, away

CANARY = "Kanarienvogel7Dotterblume"
HALF = CANARY + "\ud800"
"""With half a character, which has no UTF-8: the encoder's error holds all of it."""
LINE = 3


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def faults(log: Path) -> Iterator[Faults]:
    made = Faults(log)
    made.install()
    yield made
    made.uninstall()


@pytest.fixture
def told(
    log: Path, faults: Faults, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> Callable[[], str]:
    """All that was told so far: log, reports, and what a terminal showed."""

    def everything() -> str:
        files = "".join(path.read_text("utf-8") for path in log.glob("*")) if log.exists() else ""
        seen = capfd.readouterr()
        return files + seen.out + seen.err

    return everything


def in_a_local() -> None:
    password = CANARY
    print(password[100:], end="")
    raise ValueError


def in_an_argument(password: str = CANARY) -> None:
    raise LookupError


def in_a_closure() -> None:
    secret = CANARY

    def inner() -> str:
        raise LookupError(secret)

    inner()


def in_a_message() -> None:
    raise ValueError(f"cannot use {CANARY!r}")


def in_an_object() -> None:
    HALF.encode()


def in_a_key() -> None:
    {}[CANARY]


def in_a_parser() -> None:
    json.loads(f'{{"password": "{CANARY}"')


def in_a_number() -> None:
    int(CANARY)


def in_a_cause() -> None:
    try:
        in_a_message()
    except ValueError as error:
        raise RuntimeError from error


def in_a_context() -> None:
    try:
        in_an_object()
    except UnicodeEncodeError:
        raise RuntimeError  # noqa: B904


def in_a_hidden_context() -> None:
    try:
        in_an_object()
    except UnicodeEncodeError:
        raise RuntimeError(CANARY) from None


def in_a_note() -> None:
    error = RuntimeError()
    error.add_note(CANARY)
    raise error


def in_a_group() -> None:
    raise ExceptionGroup(CANARY, [ValueError(CANARY)])


def in_an_errno() -> None:
    raise OSError(CANARY, CANARY, CANARY)


def in_an_attribute() -> None:
    getattr(object(), CANARY)


def in_its_words() -> None:
    class Talkative(Exception):  # noqa: N818
        @override
        def __str__(self) -> str:
            return CANARY

        __repr__ = __str__

        @override
        def __eq__(self, other: object) -> bool:
            raise ValueError(CANARY)

        __hash__ = Exception.__hash__

        def __len__(self) -> int:
            return 0

    try:
        in_a_message()
    except ValueError as error:
        raise Talkative from error


def in_a_recursion(password: str = CANARY) -> None:
    in_a_recursion(password)


EVERYWHERE = (
    in_a_local, in_an_argument, in_a_closure, in_a_message, in_an_object, in_a_key, in_a_parser,
    in_a_number, in_a_cause, in_a_context, in_a_hidden_context, in_a_note, in_a_group, in_an_errno,
    in_an_attribute, in_its_words, in_a_recursion,
)  # fmt: skip


def caught(fails: Callable[[], object]) -> BaseException:
    try:
        fails()
    except Exception as error:  # noqa: BLE001 - of every kind
        return error
    raise AssertionError("nothing was raised")


def holds(error: BaseException | None) -> bool:
    """Whether it, or what it came from, has the secret in what somebody could print of it."""
    if error is None:
        return False
    parts = (str(error), error.args, vars(error), getattr(error, "object", ""))
    return CANARY in repr(parts) or holds(error.__cause__) or holds(error.__context__)


def tell_hook(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


@pytest.mark.parametrize("fails", EVERYWHERE)
def test_52_no_report_holds_it(fails: Callable[[], object], told: Callable[[], str]) -> None:
    error = caught(fails)
    tell_hook(error)
    said = told()
    assert f"{type(error).__module__}.{type(error).__qualname__}" in said
    assert f"{__name__}.{fails.__name__}:" in said
    assert CANARY not in said
    assert CANARY not in repr(report_of(error))


def test_52_python_itself_would_have_told_it() -> None:
    """The examples hold it: a test that cannot fail is worth nothing."""
    in_frames = {in_a_local, in_an_argument, in_a_recursion}
    assert {fails for fails in EVERYWHERE if not holds(caught(fails))} == in_frames
    for fails in in_frames:
        told = traceback.TracebackException.from_exception(caught(fails), capture_locals=True)
        assert CANARY in "".join(told.format()), fails


@pytest.mark.parametrize("fails", EVERYWHERE)
def test_52_no_log_line_holds_it(fails: Callable[[], object], told: Callable[[], str]) -> None:
    ours = logging.getLogger("smbsocial.vault.entries")
    error = caught(fails)
    trace = (type(error), error, error.__traceback__)
    ours.error("it failed", exc_info=trace)
    ours.warning("it failed: %s and %r", error, error, stack_info=True)
    logging.getLogger("keyring.backend").error("cannot keep %s", CANARY, exc_info=trace)
    logging.getLogger("smbsocials").critical(CANARY)
    said = told()
    assert said.count(f"{__name__}.{fails.__name__}:") >= len((ours, "keyring"))
    assert "WARNING smbsocial.vault.entries it failed: " in said
    assert "ERROR keyring.backend says something at test_52" in said
    assert CANARY not in said


def test_52_not_even_when_another_handler_wrote_the_record_first(told: Callable[[], str]) -> None:
    """Handlers share what the first of them made of an exception."""
    record = logging.LogRecord("smbsocial.x", logging.ERROR, "", 1, "it failed", (), None)
    record.exc_info = (ValueError, caught(in_a_message), None)
    assert CANARY in logging.Formatter().format(record)
    logging.getLogger("smbsocial.x").handle(record)
    said = told()
    assert "it failed" in said
    assert CANARY not in said


def test_52_a_line_that_cannot_be_made_is_not_told_either(
    faults: Faults, told: Callable[[], str]
) -> None:
    """Of such a line Python's handlers print all the parts."""
    assert faults._handler is not None
    record = logging.LogRecord("smbsocial.x", logging.ERROR, "", 1, "%d rows", (CANARY,), None)
    faults._handler.handle(record)
    assert CANARY not in told()


def test_52_threads_and_destructors(told: Callable[[], str]) -> None:
    thread = threading.Thread(target=in_a_message, name=CANARY)
    thread.start()
    thread.join()

    class Falling:
        @override
        def __repr__(self) -> str:
            return CANARY

        def __del__(self) -> None:
            in_an_object()

    Falling()
    said = told()
    assert "thread: Thread" in said
    assert "thread: unraisable" in said
    assert CANARY not in said


def test_52_a_warning_is_its_kind_and_place(told: Callable[[], str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"{CANARY} is old", DeprecationWarning, stacklevel=1)
        warnings.showwarning(CANARY, UserWarning, "/x/y.py", LINE, sys.stderr, CANARY)
    said = told()
    assert f"UserWarning at y:{LINE}" in said
    assert CANARY not in said


@pytest.mark.qt_no_exception_capture
def test_52_what_qt_says(told: Callable[[], str]) -> None:
    qWarning(f"QString::arg: Argument missing: {CANARY}, {CANARY}")
    said = told()
    assert "QString::arg" in said
    assert CANARY not in said


def test_52_ctrl_c_tells_nothing_of_what_it_came_into(told: Callable[[], str]) -> None:
    stop = KeyboardInterrupt()
    stop.__context__ = caught(in_a_message)
    tell_hook(stop)
    said = told()
    assert "KeyboardInterrupt" in said
    assert CANARY not in said


class Sender(QObject):
    wanted = Signal()


class Receiver(QObject):
    def keep(self) -> None:
        in_a_local()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.User:
            in_a_message()
        return super().event(event)


@pytest.fixture
def bare_hooks(faults: Faults) -> Iterator[None]:
    """Ours, and not those with which pytest-qt hears of exceptions."""
    hook = sys.excepthook
    sys.excepthook = faults._main_hook
    yield
    sys.excepthook = hook


@pytest.mark.qt_no_exception_capture
def test_52_slots_overrides_timers_and_jobs(
    qapp: QApplication, qtbot: QtBot, told: Callable[[], str], bare_hooks: None
) -> None:
    sender, receiver = Sender(), Receiver()
    sender.wanted.connect(receiver.keep)
    sender.wanted.connect(lambda: in_an_argument(CANARY))
    sender.wanted.connect(partial(in_an_argument, CANARY))
    sender.wanted.emit()
    QTimer.singleShot(0, in_an_object)
    QCoreApplication.postEvent(receiver, QEvent(QEvent.Type.User))
    QTimer.singleShot(0, QCoreApplication.quit)
    QCoreApplication.exec()

    def failed(error: Exception) -> None:
        raise error

    jobs.run(in_a_key, done=print, failed=failed, owner=receiver)
    lane = VaultLane(receiver)

    def steps() -> Steps[None]:
        password = Secret(CANARY)
        yield from away(lambda: in_an_argument(password.reveal()))

    lane.run(steps(), done=print, failed=failed, owner=receiver)
    jobs.wait_all()
    qtbot.waitUntil(lambda: not lane.is_busy)
    QCoreApplication.processEvents()
    lane.close()
    said = told()
    expected = (
        "in_a_local", "in_an_argument", "in_an_object", "in_a_message", "in_a_key", "<lambda>",
    )  # fmt: skip
    for name in expected:
        assert f".{name}:" in said, name
    assert CANARY not in said


@pytest.mark.qt_no_exception_capture
def test_52_the_last_exception_is_let_go(
    qapp: QApplication, told: Callable[[], str], bare_hooks: None
) -> None:
    """Qt's slots have Python remember it, and with it every local variable of its frames."""
    sender = Sender()
    sender.wanted.connect(in_a_local)
    sender.wanted.emit()
    left = [name for name in ("last_exc", "last_value", "last_traceback") if hasattr(sys, name)]
    assert left == []
    assert "in_a_local" in told()


class Deaf:
    def write(self, text: str) -> None:
        raise BrokenPipeError


@pytest.mark.parametrize("stderr", [None, Deaf()])
def test_52_a_terminal_that_is_gone(
    stderr: object, told: Callable[[], str], log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stderr)
        tell_hook(caught(in_a_message))
        tell_bug(ValueError, caught(in_a_message), None)
        tell_bug(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (log / "crash-000001.txt").exists()
    assert CANARY not in told()


FAILING = """
import os, sys
from pathlib import Path
from smbsocial.app.faults import Faults

def fail_too(file):
    raise RuntimeError(os.environ["SECRET"])

def fail(password):
    raise ValueError(password)

Faults(Path(sys.argv[2]), fail_too).install()
fail(sys.argv[1])
"""


def test_52_surroundings_arguments_and_a_listener_that_fails(log: Path) -> None:
    """Where the hook itself fails, Python would print the error whole."""
    done = subprocess.run(
        [sys.executable, "-c", FAILING, CANARY, str(log)],
        env={"SECRET": CANARY, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "error: builtins.ValueError" in done.stderr
    files = "".join(path.read_text("utf-8") for path in log.iterdir())
    assert "builtins.ValueError" in files
    assert CANARY not in done.stdout + done.stderr + files


BREAKING = """
import sys, threading
from smbsocial.app import main

def fail(options):
    secret = sys.argv.pop()
    class Falling:
        def __del__(self):
            raise ValueError(secret)
    Falling()
    def in_a_thread(word):
        raise LookupError(word)
    thread = threading.Thread(target=in_a_thread, args=(secret,), name=secret)
    thread.start()
    thread.join()
    threading.Thread(target=sys.exit).start()
    raise RuntimeError(secret) from ValueError(secret)

main._command = fail
sys.argv = ["smbsocial", "check", sys.argv[1]]
sys.argv, hidden = sys.argv[:2], sys.argv[2]
main.parser = lambda: type("P", (), {"parse_args": lambda self, words: sys.argv.append(hidden)})()
sys.exit(main.main())
"""


def test_52_a_bug_of_a_command() -> None:
    """Where a code or passphrase is typed no window is there to keep a report."""
    done = subprocess.run(
        [sys.executable, "-c", BREAKING, CANARY],
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    for told_ in ("builtins.RuntimeError", "builtins.LookupError", "__main__.in_a_thread:"):
        assert told_ in done.stderr
    assert done.stderr.count("error: builtins.ValueError") == len(("destructor", "cause"))
    assert "SystemExit" not in done.stderr
    assert CANARY not in done.stdout + done.stderr


def test_52_secrets_print_as_dots() -> None:
    holders = (
        Secret(CANARY),
        Secret(CANARY.encode()),
        Record(login=CANARY, password=CANARY, codes=(CANARY,), extra={"x": CANARY}),
        partial(print, Secret(CANARY)),
        [Secret(Record(note=CANARY))],
    )
    for holder in holders:
        assert CANARY not in f"{holder} {holder!r}", type(holder)
