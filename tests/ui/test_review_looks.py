"""How the review's pages stand: edges that stay, cards in full rows, bars in line, one verb."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.review import ReviewWord
from smbsocial.ui import theme
from smbsocial.ui.review.came_rows import places
from smbsocial.ui.review.cost_rows import Rows
from smbsocial.ui.review.decide_paper import table as plain_table
from smbsocial.ui.review.tables_paper import table
from smbsocial.ui.review.wishing import WishCard
from smbsocial.ui.review.word_row import WordRow
from smbsocial.ui.widgets.cards import Card, Paper
from smbsocial.ui.widgets.labels import label

KEEP, CHANGE = ReviewWord.KEEP, ReviewWord.CHANGE
LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
HEIGHT = 300


def edges(paper: Paper, card: QWidget) -> tuple[int, int]:
    """How far a card stands from either side of its page."""
    left = card.mapTo(paper, QPoint(0, 0)).x()
    return left, paper.width() - left - card.width()


@pytest.mark.parametrize("direction", [LEFT, RIGHT])
def test_a_page_has_the_same_edges_with_and_without_its_bar(
    themed: QApplication, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    paper, card = Paper(), Card()
    paper.setLayoutDirection(direction)
    card.add(label("It wraps, as words on a page do.", wrap=True))
    paper.body.addWidget(card)
    qtbot.addWidget(paper)
    paper.resize(2 * HEIGHT, HEIGHT)
    paper.show()
    same = (theme.PAGE_MARGIN, theme.PAGE_MARGIN)
    bar = paper.verticalScrollBar()
    for height in (HEIGHT // 2, 2 * HEIGHT, HEIGHT // 2):
        card.setFixedHeight(height)
        scrolls = height > HEIGHT
        qtbot.waitUntil(lambda scrolls=scrolls: bar.isVisible() is scrolls)
        qtbot.waitUntil(lambda: edges(paper, card) == same)


@pytest.mark.parametrize(
    ("count", "room", "columns"), [(4, 3, 2), (3, 3, 3), (5, 3, 3), (4, 1, 1), (1, 3, 1), (0, 3, 1)]
)
def test_cards_of_a_goal_fill_their_rows(count: int, room: int, columns: int) -> None:
    assert places(count, room) == columns


def test_a_word_that_was_said_is_pressed_and_no_verb_of_the_page(
    themed: QApplication, qtbot: QtBot
) -> None:
    row = WordRow([(KEEP, "Keep"), (CHANGE, "Change")], "Craft", name="word")
    qtbot.addWidget(row)
    row.show_word(CHANGE)
    keep, change = (row.findChild(QPushButton, f"word-{w.value}") for w in (KEEP, CHANGE))
    assert keep is not None
    assert change is not None
    assert (keep.isChecked(), change.isChecked()) == (False, True)
    assert not change.property("primary")
    heard: list[object] = []
    row.said.connect(heard.append)
    keep.click()
    assert heard == [KEEP]
    assert (keep.isChecked(), change.isChecked()) == (False, True)  # until it is kept


def test_figures_on_paper_end_below_each_other(themed: QApplication) -> None:
    rows = Rows(("Person", "Worked"), (("Jo", "2 h"), ("Together", "2 h")), has_sum=True)
    assert table(rows).count("align=") == 0
    said = table(rows, figures=True)
    assert said.count('align="right"') == 3
    assert '<td class="cell">Jo</td>' in said
    app_direction = themed.layoutDirection()
    themed.setLayoutDirection(RIGHT)
    try:
        assert table(replace(rows), figures=True).count('align="left"') == 3
    finally:
        themed.setLayoutDirection(app_direction)
    assert plain_table(("A", "B"), [("x", "")], (50, 50)).endswith("&nbsp;</td></tr></table>")


def test_what_was_wrong_is_not_said_any_more_once_two_are_kept_alive(
    themed: QApplication, qtbot: QtBot
) -> None:
    card = WishCard("GBP")
    qtbot.addWidget(card)
    card.show()
    for choice in card.findChildren(QPushButton):
        if choice.objectName() == "choice_stay_off":
            choice.click()
    with pytest.raises(ExpectedError):
        card.wish()
    wrong = card.findChild(QLabel, "wish_error")
    assert wrong is not None
    first, second = card.findChildren(QCheckBox)[:2]
    first.click()
    assert wrong.isVisible()
    second.click()
    assert not wrong.isVisible()
