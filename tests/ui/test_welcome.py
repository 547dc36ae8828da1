"""The first page: a name and a trade go out; what is missing stands at its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.welcome import WelcomePage


@pytest.fixture
def page(empty_bridge: Bridge, qtbot: QtBot) -> WelcomePage:
    made = WelcomePage(empty_bridge)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    return made


def press(page: WelcomePage, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_a_name_and_a_trade_start(page: WelcomePage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.findChild(QLineEdit, "name"), "  Corner Cafe ")
    trade = page.findChild(QComboBox, "industry")
    trade.setCurrentIndex(trade.findText("Plumber, heating or electrician"))
    assert trade.currentIndex() >= 0
    with qtbot.waitSignal(page.start_wanted) as told:
        qtbot.keyClick(page.findChild(QLineEdit, "name"), Qt.Key.Key_Return)
    assert told.args == ["Corner Cafe", "plumber_hvac_electrician"]


def test_what_is_missing_stands_at_its_field(page: WelcomePage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.start_wanted):
        press(page, "start", qtbot)
    assert page._name_field.error
    assert page._industry_field.error
    assert page.findChild(QLineEdit, "name").hasFocus()
    qtbot.keyClicks(page.findChild(QLineEdit, "name"), "Ada")
    with qtbot.assertNotEmitted(page.start_wanted):
        press(page, "start", qtbot)
    assert not page._name_field.error
    assert page.findChild(QComboBox, "industry").hasFocus()


def test_a_refused_name_stands_at_the_name(page: WelcomePage) -> None:
    page.show_error(ExpectedError(Code.BAD_TEXT, field="business.name"))
    assert page._name_field.error
    assert not page._industry_field.error


@pytest.mark.parametrize(
    ("name", "signal"),
    [("example", "example_wanted"), ("open", "open_wanted"), ("restore", "restore_wanted")],
)
def test_the_other_ways(page: WelcomePage, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(page, signal)):
        press(page, name, qtbot)


def test_all_trades_of_the_library_can_be_chosen(page: WelcomePage, empty_bridge: Bridge) -> None:
    trade = page.findChild(QComboBox, "industry")
    assert trade.count() == len(empty_bridge.ports.library.industries()) == 31
    assert trade.currentIndex() == -1
