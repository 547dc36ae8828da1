"""The review from its landing page to what stands after it, on the example's two quarters."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from house import CountedIds, SetClock
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from vault_room import BEN, Room

from smbsocial.domain.ids import IndustryKey
from smbsocial.domain.plan import Choice, Decision
from smbsocial.domain.review import Review, ReviewPage
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import memory_store
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.review import printing
from smbsocial.ui.review.closing import CloseForm
from smbsocial.ui.review.decide import DecideBody
from smbsocial.ui.review.frame import ReviewFrame
from smbsocial.ui.review.page import ReviewLanding
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.fields import DayEdit
from smbsocial.usecases.changes import Action
from smbsocial.usecases.example.making import make_example
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.reviewing.opening import open_review
from smbsocial.usecases.reviewing.people import say_thinner
from smbsocial.usecases.reviewing.saying import answers

RESOURCES = Path(__file__).parents[2] / "resources"
QUARTER_ENDS = datetime(2027, 3, 31, 9, 30, tzinfo=UTC)
WAIT_MS = 20_000


@dataclass
class Held:
    """A window in which a review is held; nothing is kept in a vault."""

    bridge: Bridge
    qtbot: QtBot
    window: QWidget
    desk: VaultDesk
    heard: list[str] = field(default_factory=list)

    def frame(self) -> ReviewFrame:
        review = self.bridge.do(Action.OPEN_REVIEW, open_review)
        made = ReviewFrame(self.bridge, self.desk, review.id)
        made.left.connect(lambda: self.heard.append("left"))
        made.ended.connect(lambda: self.heard.append("ended"))
        made.setParent(self.window)
        made.resize(self.window.size())
        made.show()
        return made

    def review(self, frame: ReviewFrame) -> Review:
        found = self.bridge.read(lambda reads, _: reads.get(Review, frame.review_id))
        assert found is not None
        return found

    def decide(self, frame: ReviewFrame) -> DecideBody:
        frame.go_to(ReviewPage.DECIDE)
        body = frame.findChild(DecideBody)
        assert body is not None
        self.wait_for(body)
        return body

    def wait_for(self, body: DecideBody) -> None:
        self.qtbot.waitUntil(lambda: body.sheet is not None, timeout=WAIT_MS)

    def press(self, place: QWidget, name: str) -> None:
        found = place.findChild(QPushButton, name)
        assert found is not None, name
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    def form(self) -> CloseForm:
        forms = [f for f in self.window.findChildren(CloseForm) if f.isVisible()]
        assert forms
        return forms[0]


@pytest.fixture
def held(themed: QApplication, qtbot: QtBot) -> Iterator[Held]:
    store, clock = memory_store(), SetClock()
    ports = Ports(clock, CountedIds(), FileLibrary(RESOURCES / "library"))
    bridge = Bridge(store, ports, RESOURCES)
    bridge.do(Action.APPLY_PLAN, make_example, industry=IndustryKey("cafe"))
    clock.instant = QUARTER_ENDS
    window = QWidget()
    window.resize(1024, 640)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk = VaultDesk(bridge, None, window, lambda _owner: pytest.fail("there is no vault"))
    yield Held(bridge, qtbot, window, desk)
    bridge.closing.emit()
    desk.close()
    window.close()
    store.close()


def said(place: QWidget, name: str) -> str:
    found = place.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def test_it_is_decided_closed_and_taken_back(held: Held) -> None:
    frame = held.frame()
    body = held.decide(frame)
    held.press(frame, "next")
    assert said(body, "wish_error")  # nothing was chosen: nothing is asked
    assert not [f for f in held.window.findChildren(CloseForm) if f.isVisible()]

    held.press(body, "choice_continue")
    held.wait_for(body)
    assert said(frame, "answered") == "1 of 1 answered"
    held.press(frame, "next")
    held.press(held.form(), "confirm")
    review = held.review(frame)
    assert review.closed_at is not None
    assert frame.page is None
    stands = frame.findChild(QWidget, "stands")
    assert stands is not None
    held.qtbot.waitUntil(stands.isVisible)
    told = " ".join(each.text() for each in stands.findChildren(QLabel))
    assert "April 2027" in told
    assert "the next review" in told

    held.press(stands, "stands_undo")
    held.qtbot.waitUntil(lambda: frame.page is ReviewPage.DECIDE)
    assert held.review(frame).closed_at is None

    held.bridge.redo_action.trigger()
    held.qtbot.waitUntil(lambda: "closed" in said(frame, "review_above"))
    held.qtbot.waitUntil(lambda: not _choice(body, Choice.CHANGE).isEnabled())
    held.press(frame, "next")
    assert held.heard == ["left"]


def test_a_pause_asks_for_its_reason_and_exactly_two_things(held: Held) -> None:
    frame = held.frame()
    body = held.decide(frame)
    held.press(body, "choice_stay_off")
    boxes = body.findChildren(QCheckBox)
    boxes[0].click()
    held.wait_for(body)
    assert body.wish() is None
    assert "two" in said(body, "wish_error")
    boxes[1].click()
    assert [box.isEnabled() for box in boxes] == [True, True, False, False]
    held.wait_for(body)
    assert body.wish() is None  # a pause has a reason
    reason = body.findChild(QLineEdit, "wish_reason")
    assert reason is not None
    held.qtbot.keyClicks(reason, "Maya is away")
    held.qtbot.keyClick(reason, Qt.Key.Key_Return)
    held.wait_for(body)
    wish = body.wish()
    assert wish is not None
    assert (wish.choice, wish.reason, len(wish.alive)) == (Choice.STAY_OFF, "Maya is away", 2)
    card = body.findChild(QWidget, "forecast_new")
    assert card is not None
    assert any("week’s start a reminder" in each.text() for each in card.findChildren(QLabel))
    held.press(frame, "next")
    held.press(held.form(), "confirm")
    decisions = held.bridge.read(lambda reads, _: reads.all(Decision))
    newest = max(decisions, key=lambda each: each.made_at)
    assert (newest.choice, newest.until) == (Choice.STAY_OFF, wish.until)


def test_what_keeps_it_from_closing_is_where_the_keyboard_goes(held: Held) -> None:
    frame = held.frame()
    body = held.decide(frame)
    held.press(body, "choice_change")
    held.wait_for(body)
    hours = body.findChild(QLineEdit, "wish_hours")
    assert hours is not None
    hours.setText("1,25 h")
    paper = next(a for a in frame.findChildren(QScrollArea) if a.isAncestorOf(body))
    bar = paper.verticalScrollBar()
    held.qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert hours.visibleRegion().isEmpty()
    held.press(frame, "next")
    assert held.window.focusWidget() is hours
    assert not hours.visibleRegion().isEmpty()


def test_hours_left_empty_are_those_that_were_said_and_nothing_is_decided_before_the_end(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = held.frame()
    held.bridge.do(Action.SAY_IN_REVIEW, say_thinner, frame.review_id, 90)
    body = held.decide(frame)
    held.press(body, "choice_change")
    held.wait_for(body)
    hours = body.findChild(QLineEdit, "wish_hours")
    assert hours is not None
    assert "left empty it is 1 h 30" in hours.accessibleDescription()
    assert "Chosen so far: go on with changes" in body.paper()
    assert "Decided" not in body.paper()
    printed: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(printing, "print_pages", lambda full, *_: printed.append(full))
        held.press(frame, "print_page")
    business = held.bridge.read(lambda reads, _: set_up_business(reads))
    assert printed[0].startswith(business.name)
    held.qtbot.keyClicks(hours, "2")
    held.qtbot.keyClick(hours, Qt.Key.Key_Return)
    held.wait_for(body)
    assert "empty" not in hours.accessibleDescription()


def test_a_pause_is_proposed_for_a_while_and_not_until_tomorrow(held: Held) -> None:
    clock = held.bridge.ports.clock
    assert isinstance(clock, SetClock)
    clock.instant = datetime(2027, 2, 17, 9, 30, tzinfo=UTC)
    frame = held.frame()
    body = held.decide(frame)
    held.press(body, "choice_stay_off")
    day = body.findChild(DayEdit)
    assert day is not None
    assert day.value() == date(2027, 4, 1)
    held.wait_for(body)
    assert day.value() == date(2027, 4, 1)


def test_left_in_the_middle_it_goes_on_with_what_was_typed(held: Held) -> None:
    frame = held.frame()
    body = held.decide(frame)
    held.press(body, "choice_change")
    hours = body.findChild(QLineEdit, "wish_hours")
    assert hours is not None
    held.window.activateWindow()
    hours.setFocus()
    held.qtbot.waitUntil(hours.hasFocus)
    held.qtbot.keyClicks(hours, "2.5")
    held.qtbot.keyClick(hours, Qt.Key.Key_Escape)
    assert held.heard == ["left"]
    frame.hide()
    kept = held.bridge.read(answers, frame.review_id)
    assert kept[ReviewPage.DECIDE, "wish:minutes"].text == "150"

    again = held.frame()
    assert again.review_id == frame.review_id
    held.qtbot.waitUntil(lambda: again.page is ReviewPage.DECIDE)
    found = again.findChild(QLineEdit, "wish_hours")
    assert found is not None
    assert found.text() == "2.5"
    taken = again.findChild(DecideBody)
    assert taken is not None
    held.wait_for(taken)
    wish = taken.wish()
    assert wish is not None
    assert (wish.choice, wish.minutes_a_week) == (Choice.CHANGE, 150)


def test_the_keyboard_turns_the_pages_and_the_rail_ticks_what_was_seen(held: Held) -> None:
    frame = held.frame()
    first = frame.page
    assert first is not None
    held.press(frame, "next")
    assert frame.page is not first
    assert held.review(frame).seen == (first,)
    before = said(frame, "page_title")
    held.qtbot.keyClick(frame, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert frame.page is first
    assert said(frame, "page_title") != before
    step = frame.findChild(QPushButton, f"step_{first.value}")
    assert step is not None
    assert "you are here" in step.accessibleName()


def test_tab_goes_down_each_page(held: Held) -> None:
    frame = held.frame()
    for page in ReviewPage:
        frame.go_to(page)
        body = next(each for each in bodies(frame) if each.isVisible())
        held.qtbot.waitUntil(lambda body=body: bool(body.paper()), timeout=WAIT_MS)
        if page is ReviewPage.DECIDE:
            held.press(body, "choice_stay_off")
            held.qtbot.waitUntil(lambda body=body: stand_whole(body))  # their room comes from below
        _print, paper, *stops = tab_way(frame, "print_page", "next")
        assert paper.accessibleName() == said(frame, "page_title")
        behind = [*tab_way(frame, "next", "print_page")]
        assert not [each for each in behind if body.isAncestorOf(each)]
        tops = [each.mapTo(frame, QPoint()).y() for each in stops if body.isAncestorOf(each)]
        ends = [top + each.height() for top, each in zip(tops, stops, strict=False)]
        names = [each.objectName() for each in stops]
        assert all(end > top for top, end in zip(tops, ends[1:], strict=False)), names


def stand_whole(body: QWidget) -> bool:
    boxes = [each for each in body.findChildren(QCheckBox) if each.isVisible()]
    return all(each.height() >= each.sizeHint().height() for each in boxes)


def bodies(frame: QWidget) -> Iterator[Any]:
    for each in frame.findChildren(QWidget):
        if callable(getattr(each, "paper", None)):
            yield each


def tab_way(frame: QWidget, first: str, last: str) -> Iterator[QWidget]:
    """Where Tab stops, from one button to another."""
    at = frame.findChild(QWidget, first)
    while at is not None:
        tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if at.isVisible() and at.isEnabled() and tab and at.focusProxy() is None:
            yield at
        if at.objectName() == last:
            return
        at = at.nextInFocusChain()


def test_the_landing_page_goes_on_and_shows_what_was_held(held: Held) -> None:
    page = ReviewLanding(held.bridge, held.desk)
    page.setParent(held.window)
    page.resize(held.window.size())
    page.show()
    page.refresh()
    wanted: list[str] = []
    page.review_wanted.connect(wanted.append)
    held.press(page, "begin")
    assert len(wanted) == 1
    page.refresh()
    assert "What came" in said(page, "now_when")
    held.press(page, "go_on")
    assert wanted == wanted[:1] * 2
    assert [b for b in page.findChildren(QPushButton) if b.objectName().startswith("look_")]


def test_a_review_that_is_not_due_has_no_days_yet(held: Held) -> None:
    clock = held.bridge.ports.clock
    assert isinstance(clock, SetClock)
    page = ReviewLanding(held.bridge, held.desk)
    page.refresh()
    assert said(page, "now_name") != "The next review"
    clock.instant = datetime(2027, 2, 3, 9, 30, tzinfo=UTC)
    page.refresh()
    assert said(page, "now_name") == "The next review"
    assert "The next review is on" in said(page, "now_when")
    assert "2027 –" not in " ".join(each.text() for each in page.findChildren(QLabel))
    page.deleteLater()


def test_before_the_set_up_the_landing_page_says_so(
    empty_bridge: Bridge, qtbot: QtBot, themed: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    desk = VaultDesk(empty_bridge, None, window, lambda _owner: pytest.fail("there is no vault"))
    page = ReviewLanding(empty_bridge, desk)
    qtbot.addWidget(page)
    page.refresh()
    assert [each.text() for each in page.findChildren(QLabel) if "Nothing to review" in each.text()]
    desk.close()


def _choice(body: DecideBody, choice: Choice) -> QPushButton:
    found = body.findChild(QPushButton, f"choice_{choice.value}")
    assert found is not None
    return found


def test_with_a_vault_only_an_owner_holds_it(room: Room) -> None:
    """Staff are told what they may do; locked meanwhile, the words are out of sight."""
    room.keep()
    page = ReviewLanding(room.bridge, room.desk)
    room.put(page)
    room.enter(BEN)
    page.refresh()
    assert "present" in said(page, "staff_words")
    room.desk.lock()
    room.enter()
    wanted: list[str] = []
    page.review_wanted.connect(wanted.append)
    page.refresh()
    room.wait(room.find(page, QPushButton, "begin").isVisible)
    room.press(page, "begin")
    assert len(wanted) == 1
    page.hide()
    review = room.bridge.read(lambda reads, _: reads.all(Review))[0]
    frame = ReviewFrame(room.bridge, room.desk, review.id)
    room.put(frame)
    head = frame.findChild(QLabel, "page_title")
    out = frame.findChild(QWidget, "owners_only")
    assert head is not None
    assert out is not None
    room.wait(head.isVisible)
    room.desk.lock()
    room.wait(out.isVisible)
    assert not head.isVisible()
    room.enter()
    room.wait(head.isVisible)
    assert not out.isVisible()
    room.bridge.closing.emit()
