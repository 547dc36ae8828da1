"""The calendar page: turning, choosing, moving by mouse and keys, finding, and undo."""

from datetime import date

import pytest
from corner_cafe import january
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.ids import PostId
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.calendar.grid import MonthGrid
from smbsocial.ui.calendar.page import CalendarPage
from smbsocial.ui.calendar.side import DayList
from smbsocial.ui.post.editor import PostEditor
from smbsocial.usecases.calendar import post_sheet

SIZE = (1072, 760)
ALT = Qt.KeyboardModifier.AltModifier
NO_POPUP_TALK = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(bridge: Bridge, qtbot: QtBot) -> CalendarPage:
    made = CalendarPage(bridge)
    bridge.changed.connect(lambda _changed: made.refresh())
    qtbot.addWidget(made)
    made.resize(*SIZE)
    with qtbot.waitExposed(made):
        made.show()
    return made


def grid(page: CalendarPage) -> MonthGrid:
    return page.findChild(MonthGrid)


def title(page: CalendarPage) -> str:
    return page.findChild(QLabel, "month_title").accessibleName()


def press(page: CalendarPage, name: str) -> None:
    page.findChild(QPushButton, name).click()


def day_of(bridge: Bridge, post: str) -> date:
    return bridge.read(post_sheet, PostId(post)).post.day


def centre(page: CalendarPage, post: str, day: date) -> QPoint:
    """The middle of a post's chip in the grid."""
    cell = grid(page).visualRect(grid(page).months.index_of(day))
    for y in range(cell.top(), cell.bottom(), 2):
        place = grid(page).place_at(QPoint(cell.center().x(), y))
        if place is not None and place.chip is not None and place.chip.id == post:
            return place.rect.center()
    raise AssertionError(f"{post} is not on {day}")


def test_it_opens_on_today(page: CalendarPage) -> None:
    assert title(page) == "January 2027"
    assert page.findChild(QLabel, "day_title").text() == "Wednesday 13 January"
    assert page.findChild(DayList).count() == 1


def test_months_turn_and_today_comes_back(page: CalendarPage) -> None:
    press(page, "month_after")
    assert title(page) == "February 2027"
    press(page, "month_before")
    press(page, "month_before")
    assert title(page) == "December 2026"
    press(page, "to_today")
    assert title(page) == "January 2027"
    page.show_month(2028, 2)
    assert title(page) == "February 2028"


def test_quiet_communities_are_named(page: CalendarPage) -> None:
    assert "Nothing for Early risers in 14 days." in page.findChild(QLabel, "quiet").text()


def test_a_click_on_a_chip_opens_the_editor(page: CalendarPage, qtbot: QtBot) -> None:
    spot = centre(page, "post05", january(13))
    qtbot.mouseClick(grid(page).viewport(), Qt.MouseButton.LeftButton, NONE, spot)
    editor = page.findChild(PostEditor)
    assert editor is not None
    assert editor.form.title() == "The oat flat white test, round two"
    editor.reject()


def test_more_than_fits_leads_to_the_days_list(page: CalendarPage, qtbot: QtBot) -> None:
    index = grid(page).months.index_of(january(25))
    cell = grid(page).visualRect(index)
    spots = [QPoint(cell.center().x(), y) for y in range(cell.top(), cell.bottom(), 2)]
    more = next(p for s in spots if (p := grid(page).place_at(s)) is not None and p.chip is None)
    shown = {p.chip.id for s in spots if (p := grid(page).place_at(s)) and p.chip is not None}
    assert more.hidden == 5 - len(shown)
    qtbot.mouseClick(grid(page).viewport(), Qt.MouseButton.LeftButton, NONE, more.rect.center())
    assert page.findChild(DayList).count() == 5
    assert page.findChild(QLabel, "day_title").text() == "Monday 25 January"


def test_dropping_moves_and_undo_brings_back(page: CalendarPage, bridge: Bridge) -> None:
    model = grid(page).months
    model.dropMimeData(
        model.mime_of("post05"), Qt.DropAction.MoveAction, -1, -1, model.index_of(january(20))
    )
    assert day_of(bridge, "post05") == january(20)
    assert "move" in bridge.undo_action.text().lower()
    bridge.undo_action.trigger()
    assert day_of(bridge, "post05") == january(13)
    bridge.redo_action.trigger()
    assert day_of(bridge, "post05") == january(20)


def test_a_closed_day_is_said_and_not_refused(page: CalendarPage, bridge: Bridge) -> None:
    said: list[tuple[str, bool]] = []
    bridge.told.connect(lambda words, undo: said.append((words, undo)))
    model = grid(page).months
    model.dropMimeData(
        model.mime_of("post05"), Qt.DropAction.MoveAction, -1, -1, model.index_of(january(17))
    )
    assert day_of(bridge, "post05") == january(17)
    assert said == [("Moved to Sunday 17 January. You are closed that day.", True)]


@pytest.mark.parametrize(
    ("key", "days"),
    [(Qt.Key.Key_Left, 12), (Qt.Key.Key_Right, 14), (Qt.Key.Key_Up, 6), (Qt.Key.Key_Down, 20)],
)
def test_alt_and_arrows_move_the_chosen_post(
    page: CalendarPage, bridge: Bridge, qtbot: QtBot, key: Qt.Key, days: int
) -> None:
    posts = page.findChild(DayList)
    qtbot.keyClick(posts, key, ALT)
    assert day_of(bridge, "post05") == january(days)
    assert posts.chosen() == "post05"


def test_keys_go_on_moving_into_the_next_month(
    page: CalendarPage, bridge: Bridge, qtbot: QtBot
) -> None:
    for _ in range(4):
        qtbot.keyClick(page.findChild(DayList), Qt.Key.Key_Down, ALT)
    assert day_of(bridge, "post05") == date(2027, 2, 10)
    assert title(page) == "February 2027"


def test_arrows_and_enter_reach_a_post_without_a_mouse(page: CalendarPage, qtbot: QtBot) -> None:
    page.activateWindow()
    grid(page).setFocus()
    qtbot.keyClick(grid(page), Qt.Key.Key_Right)
    assert page.findChild(QLabel, "day_title").text() == "Thursday 14 January"
    qtbot.keyClick(grid(page), Qt.Key.Key_Return)
    posts = page.findChild(DayList)
    qtbot.waitUntil(posts.hasFocus)
    qtbot.keyClick(posts, Qt.Key.Key_Return)
    editor = page.findChild(PostEditor)
    assert editor is not None
    assert editor.form.title() == "Menu board result"
    editor.reject()


def test_page_keys_turn_the_month(page: CalendarPage, qtbot: QtBot) -> None:
    qtbot.keyClick(grid(page), Qt.Key.Key_PageDown)
    assert title(page) == "February 2027"
    qtbot.keyClick(grid(page), Qt.Key.Key_PageUp)
    assert title(page) == "January 2027"


def test_a_pillar_is_clicked_off_and_on(page: CalendarPage) -> None:
    model = grid(page).months
    chip = next(b for b in page.findChildren(QPushButton) if b.text() == "Ask us")
    chip.click()
    assert not model.day(model.index_of(january(22))).chips
    chip.click()
    assert len(model.day(model.index_of(january(22))).chips) == 1


@NO_POPUP_TALK
def test_search_goes_to_the_posts_day(page: CalendarPage, qtbot: QtBot) -> None:
    page.show_month(2027, 3)
    field = page.findChild(QLineEdit, "search")
    field.setFocus()
    qtbot.keyClicks(field, "decaf")
    popup = page._head._completer.popup()
    qtbot.waitUntil(popup.isVisible)
    assert "Is decaf really decaf?" in popup.model().index(0, 0).data()
    page._head._choose(popup.model().index(0, 0))
    popup.hide()
    assert title(page) == "January 2027"
    assert page.findChild(QLabel, "day_title").text() == "Friday 22 January"
    assert page.findChild(DayList).chosen() == "post10"


@NO_POPUP_TALK
def test_search_says_when_nothing_is_found(page: CalendarPage, qtbot: QtBot) -> None:
    field = page.findChild(QLineEdit, "search")
    field.setFocus()
    qtbot.keyClicks(field, "zebra")
    popup = page._head._completer.popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "No post with these words."
    popup.hide()


def test_the_month_is_first_read_when_it_is_seen(bridge: Bridge, qtbot: QtBot) -> None:
    rooms = QStackedWidget()
    qtbot.addWidget(rooms)
    hidden = CalendarPage(bridge)
    rooms.addWidget(QLabel())
    rooms.addWidget(hidden)
    rooms.show()
    assert not title(hidden)
    rooms.setCurrentWidget(hidden)
    assert title(hidden) == "January 2027"
