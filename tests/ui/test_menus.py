"""The File menu leads to the numbers: from any page, and only where there is a business."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.app.wiring import make_report_files
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.results.importing.form import ImportForm
from smbsocial.ui.results.page import ResultsPage
from smbsocial.ui.results.reporting.form import ReportForm
from smbsocial.ui.window import MainWindow
from smbsocial.usecases.ports import Ports

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
NUMBERS, REPORT = "&Import numbers…", "Repor&t of the results…"


@pytest.fixture
def window(bridge: Bridge, store: SqliteStore, ports: Ports, qtbot: QtBot, tmp_path: Path) -> (
    Iterator[MainWindow]
):  # fmt: skip
    """Corner Café with what reads files."""
    yield from opened_window(
        Bridge(store, ports, bridge.resources, make_report_files), qtbot, tmp_path
    )


def opened_window(bridge: Bridge, qtbot: QtBot, folder: Path) -> Iterator[MainWindow]:
    made = MainWindow(bridge, Preferences(str(folder / "machine.ini")), folder=str(folder))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.start()
        made.show()
    made.activateWindow()
    yield made
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.reject()
    made.close()


def entry(window: MainWindow, text: str) -> QAction:
    (found,) = (each for each in window.findChildren(QAction) if each.text() == text)
    return found


def shown(kind: type[QWidget]) -> list[QWidget]:
    """The dialogs of a kind that are open."""
    return [w for w in QApplication.allWidgets() if isinstance(w, kind) and w.isVisible()]


def test_a_key_asks_for_files_and_shows_what_they_bring(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    (chooser,) = shown(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    assert shown(ResultsPage)
    file = EXPORTS / "woocommerce_orders_report.csv"
    chooser.filesSelected.emit([str(file)])
    chooser.reject()
    (form,) = shown(ImportForm)
    assert isinstance(form, ImportForm)
    qtbot.waitUntil(lambda: not form.is_busy, timeout=20_000)
    assert form.cards[0].report is not None


def test_the_menu_leads_to_the_report(window: MainWindow) -> None:
    entry(window, REPORT).trigger()
    assert shown(ReportForm)
    assert shown(ResultsPage)


def test_letters_of_the_file_menu_are_each_one_entrys(window: MainWindow) -> None:
    for menu in window.menuBar().actions():
        assert menu.menu() is not None
        texts = [each.text() for each in menu.menu().actions() if "&" in each.text()]
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(set(letters)) == len(letters), letters


def test_nothing_is_offered_before_there_is_a_business(
    empty_bridge: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    for window in opened_window(empty_bridge, qtbot, tmp_path):
        assert not entry(window, NUMBERS).isEnabled()
        assert not entry(window, REPORT).isEnabled()
        entry(window, NUMBERS).trigger()
        assert not shown(QFileDialog)


def test_what_cannot_read_files_does_not_offer_it(
    bridge: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    for window in opened_window(bridge, qtbot, tmp_path):
        assert not entry(window, NUMBERS).isVisible()
        qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        assert not shown(QFileDialog)
        assert entry(window, REPORT).isEnabled()
