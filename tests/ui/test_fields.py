"""Fields: what they show of what they hold."""

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.ui.widgets.fields import Choice


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("count", [1, 3, 7, 12])
def test_a_choice_shows_all_its_options(themed: QApplication, qtbot: QtBot, count: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    made = Choice([(at, f"Option {at}") for at in range(count)], 0)
    QVBoxLayout(page).addWidget(made)
    with qtbot.waitExposed(page):
        page.show()
    made.showPopup()
    QApplication.processEvents()
    view = made.view()
    last = view.visualRect(view.model().index(count - 1, 0))
    assert 0 <= last.top() <= last.bottom() < view.viewport().height()
    assert view.verticalScrollBar().maximum() == 0
    made.hidePopup()
