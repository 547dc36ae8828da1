"""Every control of every screen by keyboard, and nothing typed is lost when the window closes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Start, peek
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from screen_reader import LINE

from smbsocial.app.paths import resources_folder
from smbsocial.app.touring import make_stage
from smbsocial.ui import theme
from smbsocial.ui.tour.screens import screens
from smbsocial.ui.tour.stage import Screen, settle

pytestmark = pytest.mark.desktop

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
QTS_OWN = (QScrollBar, QHeaderView, QMenuBar)
MOST_STOPS = 400
SECTIONS = 4
"""Tab may stay in one field for its parts: day, month, year."""
NOT_OURS = {"print-this-week", "hand-over-sheet"}
"""Qt's own preview; its buttons have shortcuts in the tool bar."""


def test_tab_reaches_every_control_of_every_screen(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT, resources_folder() / "icons")
    seen, unreached = 0, []
    for screen in screens(make_stage(), QSize(1280, 820)):
        if screen.name in NOT_OURS:
            continue
        seen += 1
        unreached += [f"{screen.name}: {name}" for name in missing(screen, qtbot)]
    assert seen > 15
    assert not unreached, "\n".join(unreached)


def missing(screen: Screen, qtbot: QtBot) -> list[str]:
    """The controls that Tab, and arrows within a group, never come to."""
    front = screen.front
    front.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is front)
    settle()
    reached = set(tab_round(front))
    reached |= {mate for stop in reached for mate in mates(stop)}
    return [
        f"{type(control).__name__} {control.objectName()} “{control.accessibleName()}”"
        for control in controls(front)
        if control not in reached
    ]


def controls(front: QWidget) -> Iterator[QWidget]:
    for control in front.findChildren(QWidget):
        shown = control.isVisible() and control.isEnabled() and control.window() is front.window()
        inner = isinstance(control.parentWidget(), CONTROLS) or control.focusProxy() is not None
        ours = isinstance(control, CONTROLS) and not isinstance(control, QTS_OWN)
        if shown and ours and not inner and not passive(control):
            yield control


def passive(control: QWidget) -> bool:
    """Whether there is nothing to do in it: a clear button, the corner of a table, empty lists."""
    return isinstance(control.parentWidget(), (QTS_OWN, QAbstractItemView, QLineEdit))


def tab_round(front: QWidget) -> Iterator[QWidget]:
    """Where Tab stops, once around."""
    first, last, same = None, None, 0
    for _ in range(MOST_STOPS):
        at = QApplication.focusWidget() or front
        QTest.keyClick(at, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        same = same + 1 if now is last else 0
        assert same < SECTIONS, f"Tab stays in {type(now).__name__} {now.objectName()}"
        if now is first and now is not last:
            return
        first, last = first or now, now
        yield now
    raise AssertionError("Tab never comes around")


def mates(stop: QWidget) -> Iterator[QWidget]:
    """Buttons of which only one can be checked: arrows go from one to the next."""
    group = stop.group() if isinstance(stop, QAbstractButton) else None
    if group is not None and group.exclusive():
        yield from group.buttons()


def test_a_figure_typed_and_the_window_closed_is_kept(
    start: Start, cafe: Path, wednesday: dict[str, str]
) -> None:
    app = start(wednesday, wait="This week")
    app.click("Direction requests this week", LINE)
    app.type("57")
    assert app.close() == 0
    assert peek(cafe, "SELECT hundredths FROM reading") == [(5700,)]


def test_an_answer_typed_and_the_window_closed_is_kept(start: Start, folder: Path) -> None:
    app = start(wait="What is your business called?")
    app.tab_to("What is your business called?")
    app.type("Nine Elms Bakery")
    app.tab_to("What kind of business is it?")
    app.type("bak")
    app.press("Start")
    app.reader.wait_for("Step 1 of 10")
    app.tab_to("Website", LINE)
    app.type("nine-elms.example")
    assert app.close() == 0
    again = start(wait="Step 1 of 10")
    assert again.reader.text_of(again.reader.wait_for("Website", LINE)) == "nine-elms.example"
    assert again.close() == 0
