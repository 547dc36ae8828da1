"""A themed application, and a bridge on a real store in memory with Corner Café in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from corner_cafe import NOW, cafe
from house import CountedIds, SetClock
from import_room import ImportRoom
from PySide6.QtCore import QLocale
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from vault_room import Room

from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import SqliteStore, memory_store
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.importing.form import ImportForm
from smbsocial.usecases.ports import Ports

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def themed(qapp: QApplication) -> QApplication:
    """The application as it looks by day, in British English."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    theme.apply(qapp, theme.Scheme.LIGHT, RESOURCES / "icons")
    return qapp


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """An empty store in memory."""
    made = memory_store()
    yield made
    made.close()


@pytest.fixture
def ports() -> Ports:
    """The real library, a clock that stands still, ids in order."""
    return Ports(SetClock(NOW), CountedIds(), FileLibrary(RESOURCES / "library"))


@pytest.fixture
def empty_bridge(themed: QApplication, store: SqliteStore, ports: Ports) -> Bridge:
    """A bridge before setup."""
    return Bridge(store, ports, RESOURCES)


@pytest.fixture
def bridge(empty_bridge: Bridge, store: SqliteStore) -> Bridge:
    """A bridge on Corner Café, Wednesday 13 January 2027."""
    with store.transaction() as tx:
        for row in cafe():
            tx.put(row)
    return empty_bridge


@pytest.fixture
def room(bridge: Bridge, store: SqliteStore, ports: Ports, qtbot: QtBot) -> Iterator[Room]:
    """Corner Café's window with a desk for the vault, which is not set up."""
    QGuiApplication.clipboard().clear()  # the desktop's own: another test may have left something
    window = QWidget()
    window.resize(theme.MINIMUM)
    qtbot.addWidget(window)
    assert isinstance(ports.clock, SetClock)
    made = Room(bridge, store, ports.clock, qtbot, window)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    made.desk.close()
    window.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that the desktop's browser was asked for: it can't be here, all else is real."""
    pages: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: pages.append(url.toString()) or True
    )
    return pages


@pytest.fixture
def imports(bridge: Bridge, store: SqliteStore, ports: Ports, qtbot: QtBot) -> Iterator[ImportRoom]:
    """A café in July whose KPIs files fill; forms that are left open go at the end."""
    yield ImportRoom(store, ports, qtbot)
    for form in QApplication.topLevelWidgets():
        if isinstance(form, ImportForm):
            form.reject()
