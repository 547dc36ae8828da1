"""What the tour stands on: a house that keeps nothing, a still clock, a window to press in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QSize,
    QTemporaryDir,
    QThreadPool,
)
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from shiboken6 import isValid

from smbsocial.domain.days import local_day
from smbsocial.domain.ids import IndustryKey
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.rooms import ALARM_MS
from smbsocial.ui.window import MainWindow
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.example.making import make_example
from smbsocial.usecases.ports import Library, Ports, Store
from smbsocial.usecases.reminding.ports import Reminding
from smbsocial.usecases.report_files import ReportFiles
from smbsocial.usecases.vault.session import Vault

NOW = datetime(2027, 1, 13, 9, 30, 9, tzinfo=UTC)
INDUSTRY = IndustryKey("cafe")
NAME = "Corner Café"
_SETTLE_TURNS = 12
_MOST_MS = 20_000
_STEP_MS = 10

W = TypeVar("W", bound=QWidget)


class ScreenMissingError(RuntimeError):
    """A screen of the tour could not be shown: a bug, never something to step over."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What the tour is handed: empty stores, vaults that only memory keeps, the library.

    `make_vault` must never come near the system's keyring; `make_files` reads files with numbers;
    `make_reminding`, given a folder that is thrown away, must start nothing at login.
    """

    new_store: Callable[[], AbstractContextManager[Store]]
    make_vault: Callable[[Changes], Vault]
    library: Library
    resources: Path
    make_files: Callable[[Path], ReportFiles]
    make_reminding: Callable[[Path], Reminding]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen as it stands: the window, and the dialog over it if there is one.

    It may be looked at until the next one is asked for.
    """

    name: str
    window: MainWindow
    dialog: QDialog | None = None

    @property
    def front(self) -> QWidget:
        """What the person is busy with."""
        return self.dialog or self.window


class StillClock:
    """It is always the same morning, until somebody turns the clock."""

    def __init__(self) -> None:
        self.instant = NOW

    def now(self) -> datetime:
        """The morning of the tour."""
        return self.instant

    def today(self, zone: str) -> date:
        """The day of it."""
        return local_day(self.instant, zone)


class _CountedIds:
    """The same ids on each tour."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self) -> str:
        return f"tour-{next(self._numbers)}"


@dataclass(frozen=True, slots=True)
class House:
    """A window with what lies behind it."""

    window: MainWindow
    bridge: Bridge
    clock: StillClock

    @property
    def vault(self) -> Vault:
        """The vault of this window."""
        return self.window.desk.vault


@contextmanager
def opened(
    stage: Stage,
    size: QSize,
    fill: Callable[[Bridge], None],
    live: Callable[[House], None] | None = None,
    *,
    reminds: bool = False,
) -> Iterator[House]:
    """A main window on a store of its own, closed at the end.

    `fill` writes the business before the window is made, `live` what happened since; then it is
    the morning of the tour.
    """
    folder = QTemporaryDir()
    with stage.new_store() as store:
        clock = StillClock()
        ports = Ports(clock, _CountedIds(), stage.library)
        bridge = Bridge(store, ports, stage.resources, stage.make_files)
        fill(bridge)
        preferences = Preferences(folder.filePath("preferences.ini"))
        window = MainWindow(
            bridge,
            preferences,
            folder=folder.path(),
            make_vault=stage.make_vault,
            make_reminding=partial(stage.make_reminding, Path(folder.path())) if reminds else None,
        )
        house = House(window, bridge, clock)
        if live is not None:
            live(house)
            clock.instant = NOW
        window.start()
        window.resize(size)
        window.show()
        settle()
        wait_for_alarm()
        try:
            yield house
        finally:
            window.close()
            window.deleteLater()
            settle()


def example(bridge: Bridge) -> None:
    """The example business, as somebody lived it."""
    bridge.do(Action.APPLY_PLAN, make_example, industry=INDUSTRY)


def settle() -> None:
    """Let layouts, queued signals, jobs and the vault's lane come to rest."""
    _turn()
    end = QDeadlineTimer(_MOST_MS)
    while _is_busy():
        if end.hasExpired():
            raise ScreenMissingError("the vault does not come to rest")
        _turn()
    _turn()  # what its last answer drew anew is laid out and shown by now


def wait_for_alarm() -> None:
    """The rail's sign beside the accounts comes a moment after the page."""
    end = QDeadlineTimer(ALARM_MS + ALARM_MS // 2)
    while not end.hasExpired():
        QCoreApplication.processEvents()


def dialog(window: MainWindow, name: str, opens: Callable[[], object]) -> Iterator[Screen]:
    """The dialog that comes up over the window, or over another one; closed afterwards."""
    before = set(_dialogs(window))
    opens()
    settle()
    new = [each for each in _dialogs(window) if each not in before]
    if not new:
        raise ScreenMissingError(name)
    yield Screen(name, window, new[-1])
    if isValid(new[-1]):  # else another one came in its place
        new[-1].reject()
    settle()


def press(place: QWidget, name: str) -> None:
    """Press the first button of that name, or whose name begins so when it ends in a dash."""
    for each in place.findChildren(QPushButton):
        same = each.objectName() == name
        begins = name.endswith("-") and each.objectName().startswith(name)
        if (same or begins) and each.isVisible() and each.isEnabled():
            each.click()
            settle()
            return
    raise ScreenMissingError(f"button {name}")


def found(place: QWidget, kind: type[W], name: str = "") -> W:
    """The first widget of a kind that is shown."""
    settle()
    for each in place.findChildren(kind):
        if each.isVisible() and name in {"", each.objectName()}:
            return each
    raise ScreenMissingError(f"{kind.__name__} {name}")


def _turn() -> None:
    end = QDeadlineTimer(_MOST_MS)
    for _ in range(_SETTLE_TURNS):
        QCoreApplication.processEvents()
        # A job may ask this thread for what it reads: waiting alone would wait for ever.
        while QThreadPool.globalInstance().activeThreadCount() and not end.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _STEP_MS)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def _dialogs(window: MainWindow) -> Iterator[QDialog]:
    return (each for each in window.findChildren(QDialog) if each.isVisible())


def _is_busy() -> bool:
    windows = QApplication.topLevelWidgets()
    return any(isinstance(each, MainWindow) and each.desk.is_busy for each in windows)
