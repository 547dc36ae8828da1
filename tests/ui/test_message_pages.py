"""Messages in the window: no control lies below one, and they go with the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.menus import ACCOUNTS, CALENDAR, PEOPLE, PLAN, WEEK
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.rooms import Rooms
from smbsocial.ui.widgets.message_bar import MessageBar
from smbsocial.ui.window import MainWindow
from smbsocial.ui.wizard.window import Wizard
from smbsocial.usecases import calendar
from smbsocial.usecases.changes import Action

TROUBLE = ExpectedError(Code.DISK_FULL)
PAGES = (WEEK, CALENDAR, ACCOUNTS, PEOPLE)


@pytest.fixture
def window(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made = MainWindow(bridge, Preferences(str(tmp_path / "machine.ini")), folder=str(tmp_path))
    qtbot.addWidget(made)
    made.resize(theme.MINIMUM)
    with qtbot.waitExposed(made):
        made.start()
        made.show()
    yield made
    made.close()


@pytest.fixture
def bar(window: MainWindow) -> MessageBar:
    found = window.findChild(MessageBar)
    assert found is not None
    return found


def visible_page(window: MainWindow) -> QWidget:
    rooms = window.findChild(Rooms)
    assert rooms is not None
    return rooms._stack.currentWidget()


def take_out(bridge: Bridge) -> None:
    post = bridge.read(lambda reads, _ports: reads.all(Post)[0])
    bridge.do(Action.REMOVE_POST, calendar.remove_post, post.id)
    bridge.told.emit("It was deleted.", True)


@pytest.mark.parametrize("key", PAGES)
def test_no_control_lies_below_a_message(
    window: MainWindow, bar: MessageBar, bridge: Bridge, key: str
) -> None:
    window.show_page(key)
    QApplication.processEvents()
    page, rail = visible_page(window), window.findChild(Rooms).rail
    beside = rail.geometry()
    bridge.failed.emit(TROUBLE)
    QApplication.processEvents()
    assert bar.isVisible()
    over = bar.rect().translated(bar.mapTo(window, QPoint(0, 0)))
    assert not over.intersects(page.rect().translated(page.mapTo(window, QPoint(0, 0))))
    assert rail.geometry() == beside, "who is at work stays where it is"
    assert page.minimumSizeHint().height() <= page.height(), "there is room for all of it"
    for button in page.findChildren(QAbstractButton):
        seen = button.visibleRegion().boundingRect()
        assert not over.intersects(seen.translated(button.mapTo(window, QPoint(0, 0))))
    tall = page.height()
    bar.hide()
    QApplication.processEvents()
    assert page.height() > tall, "the page gets its room back"


def test_the_wizard_ends_above_a_message_too(
    window: MainWindow, bar: MessageBar, bridge: Bridge
) -> None:
    window.show_page(PLAN)
    QApplication.processEvents()
    wizard = window.findChild(Wizard)
    bridge.failed.emit(TROUBLE)
    QApplication.processEvents()
    foot = wizard.mapTo(window, QPoint(0, wizard.height())).y()
    assert foot <= bar.mapTo(window, QPoint(0, 0)).y()
    assert wizard.minimumSizeHint().height() <= wizard.height()
    window.show_page(WEEK)
    assert bar.isHidden()


@pytest.mark.parametrize("tell", ["told", "refused", "failed"])
def test_a_message_goes_with_the_page(
    window: MainWindow, bar: MessageBar, bridge: Bridge, tell: str
) -> None:
    if tell == "told":
        bridge.told.emit("Kept.", False)
    elif tell == "refused":
        bridge.refused.emit("Not that way.")
    else:
        bridge.failed.emit(TROUBLE)
    window.show_page(WEEK)
    assert bar.isVisible(), "it is the same page"
    window.show_page(PEOPLE)
    assert bar.isHidden()


def test_what_can_be_undone_comes_along_until_it_is_undone(
    window: MainWindow, bar: MessageBar, bridge: Bridge
) -> None:
    take_out(bridge)
    window.show_page(PEOPLE)
    assert bar.isVisible()
    bridge.undo_action.trigger()
    assert bar.text.startswith("Undone")
    window.show_page(WEEK)
    assert bar.isHidden()
    assert bridge.redo_action.isEnabled()


def test_an_offer_goes_when_something_else_would_be_undone(
    window: MainWindow, bar: MessageBar, bridge: Bridge
) -> None:
    take_out(bridge)
    bridge.forget_steps()
    assert bar.isHidden()


def test_closing_a_message_gives_the_keyboard_back(
    window: MainWindow, bar: MessageBar, bridge: Bridge, qtbot: QtBot
) -> None:
    window.show_page(PEOPLE)
    QApplication.processEvents()
    window.activateWindow()
    add = window.findChild(QPushButton, "add_person")
    add.setFocus()
    qtbot.waitUntil(add.hasFocus)
    bridge.failed.emit(TROUBLE)
    close = bar.findChild(QPushButton, "message_close")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert add.hasFocus()
    bridge.failed.emit(TROUBLE)
    close.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(close, Qt.Key.Key_Return)
    assert bar.isHidden()
    assert add.hasFocus()


def test_what_did_not_work_is_marked_by_a_sign_too(bar: MessageBar, bridge: Bridge) -> None:
    sign = bar.findChild(QWidget, "message_sign")
    bridge.told.emit("Kept.", False)
    assert (bar.property("tone"), sign.isHidden()) == ("good", True)
    bridge.refused.emit("Not that way.")
    assert (bar.property("tone"), sign.isHidden()) == ("caution", False)
    assert bar.accessibleName() == "Attention: Not that way."
    bridge.failed.emit(TROUBLE)
    assert (bar.property("tone"), sign.isHidden()) == ("trouble", False)
