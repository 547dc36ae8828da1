"""The rail says that an account needs its owner, once the page stands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accounts_cafe import put_register
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from smbsocial.domain.accounts import Registration
from smbsocial.domain.platforms import Account
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.menus import WEEK
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.window import MainWindow
from smbsocial.usecases.changes import Action
from smbsocial.usecases.registering import remove_account


@pytest.fixture
def start(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], MainWindow]]:
    windows: list[MainWindow] = []

    def begin() -> MainWindow:
        preferences = Preferences(str(tmp_path / "preferences.ini"))
        window = MainWindow(bridge, preferences, folder=str(tmp_path))
        windows.append(window)
        window.show_page(WEEK)
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield begin
    for window in windows:
        window.close()
        window.deleteLater()


def sign(window: MainWindow) -> str:
    return window.findChild(QPushButton, "nav_accounts").accessibleDescription()


def test_it_comes_and_goes_with_what_needs_the_owner(
    start: Callable[[], MainWindow], bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    put_register(store)
    window = start()
    assert sign(window) == "", "the page comes first"
    qtbot.waitUntil(lambda: sign(window) == "3 account(s) need(s) you")
    for account in store.all(Account):
        if account.id not in {"instagram", "facebook"}:
            assert store.get(Registration, account.id) is not None
            bridge.do(Action.REMOVE_ACCOUNT, remove_account, account.id)
    qtbot.waitUntil(lambda: sign(window) == "")
    bridge.undo_action.trigger()
    qtbot.waitUntil(lambda: sign(window) == "1 account(s) need(s) you")


def test_no_account_needs_nobody(start: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = start()
    qtbot.waitUntil(lambda: not window._rooms._alarm.isActive())
    assert sign(window) == ""
