"""The results page in a window, with what tests look for and press."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.figures import KpiCard
from smbsocial.ui.results.page import Offers, ResultsPage, Section


def shown(bridge: Bridge, qtbot: QtBot, *sections: Section) -> ResultsPage:
    """The page in a window, read and reckoned."""
    made = ResultsPage(bridge, sections, Offers(imports=True, report=True))
    qtbot.addWidget(made)
    made.resize(1040, 820)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    bridge.changed.connect(lambda _changed: made.refresh())
    made.refresh()
    overview = made.show_section("overview")
    qtbot.waitUntil(lambda: overview._return is not None)  # type: ignore[attr-defined]
    qtbot.wait(0)
    return made


def card(page: ResultsPage, key: str) -> KpiCard:
    found = page.findChild(KpiCard, f"kpi-{key}")
    assert found is not None
    return found


def said(widget: QWidget) -> str:
    labels = [getattr(each, "full_text", each.text()) for each in widget.findChildren(QLabel)]
    return "\n".join((*labels, *(each.text() for each in widget.findChildren(QPushButton))))


def press(widget: QWidget, name: str, qtbot: QtBot) -> None:
    found = widget.findChild(QPushButton, name)
    assert found is not None, name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
