"""The message bar: what it says, how long it stays, and that what stands above it stays put."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.message_bar import MessageBar

LONG = "The password store of this computer did not take it. Nothing was lost. " * 4


@pytest.fixture
def page(themed: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.addWidget(button("Below", name="below"))
    column.addStretch(1)
    made.resize(theme.MINIMUM)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def bar(page: QWidget) -> MessageBar:
    return MessageBar(page)


def test_nothing_moves_when_it_comes_and_goes(page: QWidget, bar: MessageBar) -> None:
    below = page.findChild(QPushButton, "below")
    assert below is not None
    before = below.geometry()
    bar.tell("Kept.")
    QApplication.processEvents()
    assert bar.isVisible()
    assert below.geometry() == before
    bar.hide()
    QApplication.processEvents()
    assert below.geometry() == before


def test_it_stays_inside_and_shows_all_it_says(page: QWidget, bar: MessageBar) -> None:
    bar.tell(LONG, "trouble")
    for size in (theme.MINIMUM, theme.MINIMUM * 1.5, theme.MINIMUM):
        page.resize(size)
        QApplication.processEvents()
        assert page.rect().contains(bar.geometry())
        assert bar.geometry().left() >= theme.RAIL_WIDTH, "who is at work stays in sight"
        said = bar.findChild(QLabel, "message_text")
        assert said is not None
        assert said.height() >= said.heightForWidth(said.width())


def test_mirrored_it_stands_at_the_other_side(page: QWidget, bar: MessageBar) -> None:
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bar.tell("Kept.")
    assert bar.geometry().left() == theme.PAGE_MARGIN


def test_trouble_stays_and_an_offer_is_taken(page: QWidget, bar: MessageBar, qtbot: QtBot) -> None:
    undo = QAction("Undo", page)
    bar.tell("Kept.", offer=undo)
    with qtbot.waitSignal(undo.triggered):
        offer = bar.findChild(QPushButton, "message_offer")
        assert offer is not None
        offer.click()
    assert bar.isHidden()
    assert bar.text == "Kept."
    assert bar.accessibleName() == "Kept."
