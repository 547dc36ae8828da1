"""Test 29 of the vault's catalogue: the Accounts page with ten thousand accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from corner_cafe import NOW
from house import CountedIds, SetClock
from many_accounts import MANY, Size, account_of, make_many, statements
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from vault_room import desk_with_way_in

from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import SqliteStore, open_store
from smbsocial.ui.accounts.model import Column
from smbsocial.ui.accounts.page import AccountsPage
from smbsocial.ui.accounts.painting import RegisterDelegate
from smbsocial.ui.accounts.table import RegisterTable
from smbsocial.ui.bridge import Bridge
from smbsocial.usecases.ports import Ports
from smbsocial.vault.memory_store import MemoryStore

RESOURCES = Path(__file__).parents[2] / "resources"
SIZES = [(1072, 760), (816, 580)]
OWN = 3
"""Accounts that the café had before."""

pytestmark = pytest.mark.slow


@dataclass
class Opened:
    """The page in a window, with what it stands on, and how often a cell was measured."""

    page: AccountsPage
    window: QWidget
    store: SqliteStore
    measured: list[int]

    @property
    def table(self) -> RegisterTable:
        return self.page.findChild(RegisterTable)

    @property
    def chosen(self) -> str:
        row = self.table.account
        return str(row.account.id) if row else ""

    def in_view(self) -> range:
        last = self.table.rowAt(self.table.viewport().height() - 1)
        return range(self.table.rowAt(0), last + 1)

    def check_heights(self) -> None:
        """Each row in view is as high as its words, and there are such of two heights."""
        rows = self.in_view()
        assert len(rows) > 3
        heights = [self.table.rowHeight(row) for row in rows]
        assert heights == [self.table.sizeHintForRow(row) for row in rows]
        assert len(set(heights)) > 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("many") / "data"
    make_many(place, MemoryStore(), Size(MANY))
    return place


@pytest.fixture(params=SIZES, ids=["wide", "narrow"])
def opened(
    request: pytest.FixtureRequest,
    folder: Path,
    themed: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Opened]:
    measured: list[int] = []
    height = RegisterDelegate.height

    def noted(self: RegisterDelegate, cell: object, width: int) -> int:
        measured.append(width)
        return height(self, cell, width)  # type: ignore[arg-type]

    monkeypatch.setattr(RegisterDelegate, "height", noted)
    store = open_store(folder, create=False)
    ports = Ports(SetClock(NOW), CountedIds(), FileLibrary(RESOURCES / "library"))
    bridge = Bridge(store, ports, RESOURCES)
    window = QWidget()
    qtbot.addWidget(window)
    page = AccountsPage(bridge, desk_with_way_in(bridge, None, window))
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
    window.resize(*request.param)
    with qtbot.waitExposed(window):
        window.show()
    yield Opened(page, window, store, measured)
    window.close()
    store.close()


def test_29_it_opens_and_measures_what_is_in_view(opened: Opened) -> None:
    with statements(opened.store) as heard:
        opened.page.refresh()
        QApplication.processEvents()
    assert opened.table.model().rowCount() == MANY + OWN
    said = opened.page.findChild(QLabel, "register_subtitle").text()
    assert said.startswith("10003 account(s)")
    assert len(heard) < 80, "one question for each account"
    assert len(opened.measured) < 3_000, "every row was measured"
    opened.check_heights()


def test_29_it_is_scrolled_to_any_place(opened: Opened) -> None:
    opened.page.refresh()
    bar = opened.table.verticalScrollBar()
    for part in (3, 1, 2, 4):
        bar.setValue(bar.maximum() * part // 4)
        QApplication.processEvents()
        opened.check_heights()
    assert opened.in_view().stop == MANY + OWN
    opened.window.resize(opened.window.width() + 60, opened.window.height())
    QApplication.processEvents()
    opened.check_heights()


def test_29_the_keyboard_goes_to_the_end_and_back(opened: Opened, qtbot: QtBot) -> None:
    opened.page.refresh()
    table = opened.table
    for key, row in ((Qt.Key.Key_End, MANY + OWN - 1), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(table, key, Qt.KeyboardModifier.ControlModifier)
        assert table.currentIndex().row() == row
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
        opened.check_heights()
    for row in range(1, 30):
        qtbot.keyClick(table, Qt.Key.Key_Down)
        assert table.currentIndex().row() == row
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
    opened.check_heights()


def test_29_an_account_is_found_and_shown(opened: Opened) -> None:
    opened.page.refresh()
    with statements(opened.store) as heard:
        opened.table.keyboardSearch("Google")
    assert opened.chosen == account_of(4)
    assert len(heard) < 40
    assert not any(say.startswith("SELECT") and '"registration" ORDER' in say for say in heard)
    with statements(opened.store) as heard:
        opened.page.open_account(account_of(9_876))
    assert opened.chosen == account_of(9_876)
    assert len(heard) < 80
    index = opened.table.currentIndex()
    assert opened.table.viewport().rect().contains(opened.table.visualRect(index))
    shown = {label.text() for label in opened.page.findChildren(QLabel)}
    assert "@shop-09876" in shown
    opened.check_heights()


def test_29_a_row_is_read_out_without_looking_for_it(opened: Opened) -> None:
    opened.page.refresh()
    model = opened.table.model()
    last = model.index(MANY + OWN - 1, Column.ACCOUNT)
    said = str(model.data(last, Qt.ItemDataRole.AccessibleTextRole))
    assert "@shop-09999" in said
    assert QAccessible.queryAccessibleInterface(opened.table).childCount() > MANY
