"""The tour: every screen of the example business drawn as a picture, without a display."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, QSize, QTemporaryDir
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from smbsocial.domain.answers import Page
from smbsocial.domain.days import local_day
from smbsocial.domain.ids import IndustryKey
from smbsocial.ui import jobs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.calendar.page import CalendarPage
from smbsocial.ui.menus import CALENDAR, PLAN, WEEK
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.rest import RestPage
from smbsocial.ui.text import language
from smbsocial.ui.week.page import WeekPage
from smbsocial.ui.welcome import WelcomePage
from smbsocial.ui.widgets.fields import Choice
from smbsocial.ui.window import MainWindow
from smbsocial.ui.wizard.window import Wizard
from smbsocial.usecases import setup
from smbsocial.usecases.changes import Action
from smbsocial.usecases.example import make_example
from smbsocial.usecases.ports import Library, Ports, Store

translate = QCoreApplication.translate

TOUR_DAY = date(2027, 1, 13)
_NOW = datetime(2027, 1, 13, 9, 30, tzinfo=UTC)
_INDUSTRY = IndustryKey("cafe")
_NAME = "Corner Café"
_SHADE = 0.35
_SETTLE_TURNS = 12

W = TypeVar("W", bound=QWidget)


class ScreenMissingError(RuntimeError):
    """A screen of the tour could not be shown: a bug, never something to step over."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What the tour stands on: empty stores, the library, and the resources' folder."""

    new_store: Callable[[], AbstractContextManager[Store]]
    library: Library
    resources: Path


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


@dataclass(frozen=True, slots=True)
class _StillClock:
    """It is always the same morning."""

    def now(self) -> datetime:
        return _NOW

    def today(self, zone: str) -> date:
        return local_day(_NOW, zone)


class _CountedIds:
    """The same ids on each tour."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self) -> str:
        return f"tour-{next(self._numbers)}"


def run_tour(to: Path, *, stage: Stage, scheme: theme.Scheme, size: QSize) -> tuple[Path, ...]:
    """Draw every screen into `to` as numbered PNGs; returns their paths in order.

    The scale is Qt's own (QT_SCALE_FACTOR, set before the application is made). Raises
    ScreenMissingError when a screen does not come up, OSError when a picture can't be written.
    """
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101 - nothing else makes one here
    locale = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    QLocale.setDefault(locale)
    language.install(app, stage.resources, locale)
    theme.apply(app, scheme, stage.resources / "icons")
    to.mkdir(parents=True, exist_ok=True)
    written = []
    for number, screen in enumerate(screens(stage, size), 1):
        path = to / f"{number:02d}-{screen.name}.png"
        if not picture(screen).save(str(path)):
            raise OSError(f"{path} was not written")
        written.append(path)
    return tuple(written)


def screens(stage: Stage, size: QSize) -> Iterator[Screen]:
    """Walk from screen to screen as a person would; each closes what it opened."""
    yield from _first_run(stage, size)
    yield from _planning(stage, size)
    yield from _working(stage, size)
    yield from _resting(stage, size)


def picture(screen: Screen) -> QPixmap:
    """The window, with the dialog over its shaded page."""
    drawn = screen.window.grab()
    if screen.dialog is None:
        return drawn
    over = screen.dialog.grab()
    painter = QPainter(drawn)
    shade = QColor(theme.current().ink)
    shade.setAlphaF(_SHADE)
    painter.fillRect(screen.window.rect(), shade)
    room = screen.window.size() - screen.dialog.size()
    painter.drawPixmap(QPoint(max(0, room.width() // 2), max(0, room.height() // 2)), over)
    painter.end()
    return drawn


def settle() -> None:
    """Let layouts, queued signals and jobs come to rest."""
    for _ in range(_SETTLE_TURNS):
        QCoreApplication.processEvents()
        jobs.wait_all()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def _first_run(stage: Stage, size: QSize) -> Iterator[Screen]:
    with _opened(stage, size, _nothing) as window:
        welcome = _found(window, WelcomePage)
        yield Screen("welcome", window)
        _found(welcome, QLineEdit, "name").setText(_NAME)
        _found(welcome, Choice, "industry").choose(_INDUSTRY)
        _press(welcome, "start")
        _found(window, Wizard)
        yield Screen("wizard-first-answer", window)


def _planning(stage: Stage, size: QSize) -> Iterator[Screen]:
    with _opened(stage, size, _example) as window:
        window.show_page(PLAN)
        wizard = _found(window, Wizard)
        for page in Page:
            wizard.open_at(page)
            settle()
            if wizard.page is not page:
                raise ScreenMissingError(f"wizard page {page.value}")
            yield Screen(f"wizard-{page.value}", window)
        _press(wizard, "next")
        settle()
        if wizard.page is not None:
            raise ScreenMissingError("plan preview")
        yield Screen("plan-preview", window)


def _working(stage: Stage, size: QSize) -> Iterator[Screen]:
    with _opened(stage, size, _example) as window:
        window.show_page(WEEK)
        week = _found(window, WeekPage)
        yield Screen("this-week", window)
        yield from _dialog(window, "mark-as-posted", lambda: _press(week, "posted_wanted-"))
        yield from _dialog(window, "skip", lambda: _press(week, "skip_wanted-"))
        yield from _dialog(window, "print-this-week", week.print_sheet)
        window.show_page(CALENDAR)
        calendar = _found(window, CalendarPage)
        yield Screen("calendar", window)
        yield from _dialog(window, "post-editor", calendar.open_first_post)
        yield from _dialog(window, "new-post", lambda: _press(calendar, "new_post"))


def _resting(stage: Stage, size: QSize) -> Iterator[Screen]:
    with _opened(stage, size, _stayed_off) as window:
        _found(window, RestPage)
        yield Screen("resting", window)


@contextmanager
def _opened(stage: Stage, size: QSize, fill: Callable[[Bridge], None]) -> Iterator[MainWindow]:
    """A main window on a store of its own, closed at the end."""
    folder = QTemporaryDir()
    with stage.new_store() as store:
        ports = Ports(_StillClock(), _CountedIds(), stage.library)
        bridge = Bridge(store, ports, stage.resources)
        fill(bridge)
        preferences = Preferences(folder.filePath("preferences.ini"))
        window = MainWindow(bridge, preferences, folder=folder.path())
        window.start()
        window.resize(size)
        window.show()
        settle()
        try:
            yield window
        finally:
            window.close()
            window.deleteLater()
            settle()


def _nothing(bridge: Bridge) -> None:
    """A fresh machine."""


def _example(bridge: Bridge) -> None:
    bridge.do(Action.APPLY_PLAN, make_example, industry=_INDUSTRY)


def _stayed_off(bridge: Bridge) -> None:
    _example(bridge)
    bridge.do(
        Action.STAY_OFF,
        setup.stay_off,
        reason=translate("Tour", "Nobody has an hour a week before the new kitchen is in."),
        would_change=translate("Tour", "A second pair of hands from April."),
    )


def _dialog(window: MainWindow, name: str, opens: Callable[[], object]) -> Iterator[Screen]:
    opens()
    settle()
    dialog = next((d for d in window.findChildren(QDialog) if d.isVisible()), None)
    if dialog is None:
        raise ScreenMissingError(name)
    yield Screen(name, window, dialog)
    dialog.reject()
    settle()


def _press(place: QWidget, name: str) -> None:
    """Press the first button of that name, or whose name begins so when it ends in a dash."""
    for found in place.findChildren(QPushButton):
        same = found.objectName() == name
        begins = name.endswith("-") and found.objectName().startswith(name)
        if (same or begins) and found.isVisible() and found.isEnabled():
            found.click()
            settle()
            return
    raise ScreenMissingError(f"button {name}")


def _found(place: QWidget, kind: type[W], name: str = "") -> W:
    settle()
    for found in place.findChildren(kind):
        if found.isVisible() and name in {"", found.objectName()}:
            return found
    raise ScreenMissingError(f"{kind.__name__} {name}")
