"""Buttons that are pressed by a screen reader, which toggles what can be checked."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.ui.widgets.buttons import NavButton, PushButton, button
from smbsocial.ui.widgets.ticks import TickBox


def do_first(which: QAbstractButton) -> None:
    """What a screen reader does: the first thing that is offered."""
    actions = QAccessible.queryAccessibleInterface(which).actionInterface()
    actions.doAction(actions.actionNames()[0])


def three(place: QWidget, heard: list[str], *, exclusive: bool) -> list[PushButton]:
    group = QButtonGroup(place)
    made = []
    for name in ("keep", "change", "pause"):
        each = button(name, lambda name=name: heard.append(name))
        each.setCheckable(True)
        each.setParent(place)
        if exclusive:
            group.addButton(each)
        made.append(each)
    place.show()
    return made


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_word_toggled_by_a_screen_reader_is_said(place: QWidget) -> None:
    heard: list[str] = []
    keep, change, pause = three(place, heard, exclusive=True)
    do_first(keep)
    do_first(pause)
    assert heard == ["keep", "pause"]
    assert [each.isChecked() for each in (keep, change, pause)] == [False, False, True]
    change.setChecked(True)
    assert heard == ["keep", "pause"], "what the page shows nobody has said"
    keep.click()
    assert heard == ["keep", "pause", "keep"]


def test_without_a_group_each_toggle_is_a_click(place: QWidget) -> None:
    heard: list[str] = []
    keep, *_ = three(place, heard, exclusive=False)
    do_first(keep)
    do_first(keep)
    assert heard == ["keep", "keep"]
    keep.setChecked(True)
    keep.click()
    assert heard == ["keep", "keep", "keep"]


def test_a_place_in_a_rail_is_gone_to(place: QWidget) -> None:
    heard: list[bool] = []

    def hear(on: bool) -> None:
        heard.append(on)

    rail = NavButton("Review", name="nav_review")
    rail.setParent(place)
    rail.clicked.connect(hear)
    place.show()
    do_first(rail)
    assert heard == [True]


def test_a_box_is_ticked(place: QWidget) -> None:
    heard: list[bool] = []

    def hear(on: bool) -> None:
        heard.append(on)

    box = TickBox("We have talked")
    box.setParent(place)
    box.clicked.connect(hear)
    place.show()
    do_first(box)
    do_first(box)
    box.setChecked(True)
    assert heard == [True, False], "what the page shows nobody has ticked"
    box.click()
    assert heard == [True, False, False]
