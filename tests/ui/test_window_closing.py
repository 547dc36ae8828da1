"""Closing the window: a new password that may be in use is not lost without a word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QCloseEvent
from pytestqt.qtbot import QtBot
from typing_extensions import override

from smbsocial.ui import dialogs
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.results.overview import Overview
from smbsocial.ui.rooms import Rooms
from smbsocial.ui.window import MainWindow


@pytest.fixture
def window(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(bridge, Preferences(str(tmp_path / "machine.ini")), folder=str(tmp_path))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def leave(window: MainWindow) -> None:
    (quits,) = (each for each in window.findChildren(QAction) if each.text() == "&Quit")
    quits.trigger()


def test_a_password_that_was_copied_and_not_saved_is_named_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def confirm(_parent: object, text: str, _verb: str) -> bool:
        said.append(text)
        return False

    monkeypatch.setattr(dialogs, "confirm", confirm)
    monkeypatch.setattr(Rooms, "unsaved", ("Bluesky @cornercafe.example",))
    leave(window)
    assert "not saved in the vault: Bluesky @cornercafe.example." in said[0]
    assert window.isVisible()
    leave(window)
    assert len(said) == 1
    assert not window.isVisible()


class FromTheFrame(QCloseEvent):
    """As it comes from the window's own frame."""

    @override
    def spontaneous(self) -> bool:
        return True


def test_the_frame_of_the_window_asks_as_well(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "confirm", lambda *_: False)
    monkeypatch.setattr(Rooms, "unsaved", ("Bluesky",))
    window.closeEvent(FromTheFrame())
    assert window.isVisible()
    window.closeEvent(FromTheFrame())
    assert not window.isVisible()


def test_nothing_is_asked_where_nothing_is_lost(window: MainWindow) -> None:
    leave(window)
    assert not window.isVisible()


def test_a_window_that_is_closed_asks_nothing_of_its_store(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last form that closes may give it the keyboard once more, when the file is shut."""
    ticked: list[bool] = []
    monkeypatch.setattr(MainWindow, "isActiveWindow", lambda _self: True)
    today = window._day._ask
    monkeypatch.setattr(window._day, "_ask", lambda: ticked.append(True) or today())
    activated = QEvent(QEvent.Type.ActivationChange)
    window.changeEvent(activated)
    assert ticked == [True]
    window.close()
    ticked.clear()
    window.changeEvent(activated)
    assert not ticked


def test_a_window_does_not_wait_for_what_is_still_being_looked_at(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The return of the results asks the store again and again, and nobody answers any more."""
    said: list[object] = []
    monkeypatch.setattr(dialogs, "cannot_go_on", lambda *told: said.append(told))
    window.show_page("results")
    overview = window.findChild(Overview)
    assert overview is not None
    qtbot.waitUntil(lambda: overview._job is not None)
    leave(window)
    assert not window.isVisible()
    assert said == []
