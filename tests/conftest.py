"""Guards around every test: fixed zone and locale, no network, nothing left running or open."""

import gc
import importlib.util
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A bare checkout is tested as it lies there; an installed package is tested as installed.
if importlib.util.find_spec("smbsocial") is None:
    HOME = str(Path(__file__).parent.parent)
    sys.path.insert(0, HOME)
    os.environ["PYTHONPATH"] = HOME  # for the programs that tests start

# Before Qt or anything else looks. A zone that nobody's machine is in (UTC+12:45, and 13:45 in
# its summer) shows at once where a local clock was asked instead of the Clock port.
os.environ["TZ"] = "Pacific/Chatham"
os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile(
    "house",
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("house"), max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

GRACE_SECONDS = 3.0


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that leaves this machine fails the test."""

    def guarded(name: str) -> None:
        real = getattr(socket.socket, name)

        def connect(self: socket.socket, address: object) -> object:
            outside = self.family in {socket.AF_INET, socket.AF_INET6}
            if outside and str(address[0]) not in {"127.0.0.1", "::1", "localhost"}:  # type: ignore[index]
                pytest.fail(f"a test wants the network: {address}")
            return real(self, address)

        monkeypatch.setattr(socket.socket, name, connect)

    guarded("connect")
    guarded("connect_ex")


@pytest.fixture(autouse=True)
def same_words() -> Iterator[None]:
    """A language or a country that a test installed goes with it."""
    core = sys.modules.get("PySide6.QtCore")
    before = core.QLocale() if core else None
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return
    core.QLocale.setDefault(before or core.QLocale.system())
    app = core.QCoreApplication.instance()
    for translator in app.findChildren(core.QTranslator) if app else ():
        app.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Threads, and with Qt also running timers and open windows, end with their test."""
    threads = set(threading.enumerate())
    timers = _running_timers(request)
    windows = _open_windows()
    yield
    _settle()
    assert not (left := _wait_for_end(threads)), f"threads left: {left}"
    assert not (left_timers := _running_timers(request) - timers), f"timers: {left_timers}"
    assert not (left_windows := _open_windows() - windows), f"windows: {left_windows}"


@pytest.fixture
def own_keyring() -> Iterator[None]:
    """The keyring of packaging/keyring-session.sh: empty, unlocked, and so again afterwards."""
    import real_keyring

    if not real_keyring.is_ours():
        pytest.skip("needs a keyring of its own: packaging/keyring-session.sh starts one")
    real_keyring.make_ready()
    yield
    real_keyring.make_ready()


def _wait_for_end(before: set[threading.Thread]) -> list[str]:
    end = time.monotonic() + GRACE_SECONDS
    while True:
        left = [
            thread.name
            for thread in threading.enumerate()
            # Qt's pool keeps its threads; Python shows them as dummies once they ran Python.
            if thread not in before and not isinstance(thread, threading._DummyThread)
        ]
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.01)


def _application() -> object | None:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets else None


def _settle() -> None:
    """Let what was told to go (`deleteLater`) go, and running jobs end."""
    if _application() is None:
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    QThreadPool.globalInstance().waitForDone(int(GRACE_SECONDS * 1000))
    for _ in range(2):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _running_timers(request: pytest.FixtureRequest) -> set[str]:
    """Only for tests with Qt's fixtures: looking through all objects takes its time."""
    if _application() is None or not {"qtbot", "qapp"} & set(request.fixturenames):
        return set()
    import shiboken6
    from PySide6.QtCore import QTimer

    return {
        f"{type(timer.parent()).__name__}/{timer.objectName()}/{timer.interval()} ms #{id(timer)}"
        for timer in gc.get_objects()
        if type(timer) is QTimer and shiboken6.isValid(timer) and timer.isActive()
    }


def _open_windows() -> set[str]:
    if _application() is None:
        return set()
    from PySide6.QtWidgets import QApplication

    return {
        f"{type(window).__name__}/{window.objectName()} #{id(window)}"
        for window in QApplication.topLevelWidgets()
        if window.isVisible()
    }
