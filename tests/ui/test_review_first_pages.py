"""What came, what it cost and content on the screen: words kept, a pause and its undo, paper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import results_cafe
import results_work
from corner_cafe import NOW
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from vault_room import Room

from smbsocial.domain.content import Pillar, Post, Status
from smbsocial.domain.goals import Kpi
from smbsocial.domain.ids import GoalId, PillarId, PlanId, PostId
from smbsocial.domain.ranges import Range
from smbsocial.domain.review import KeptForecast, Review, ReviewWord
from smbsocial.domain.turns import Of, StopRule, Turn, Word
from smbsocial.ui import jobs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.review.bodies import freeze
from smbsocial.ui.review.came import CameBody
from smbsocial.ui.review.content import ContentBody
from smbsocial.ui.review.cost import CostBody
from smbsocial.ui.review.return_bar import ReturnBar, scale_of
from smbsocial.usecases.changes import Action
from smbsocial.usecases.reviewing import content, opening

ASK_US = "p4"


@pytest.fixture(autouse=True)
def ended(bridge: Bridge) -> Iterator[None]:
    """Nobody reads any more when the store is closed."""
    yield
    bridge.closing.emit()
    jobs.wait_all()


@pytest.fixture
def quarter(room: Room) -> Room:
    """Corner Café on 2 April with a quarter's work behind it; "Ask us" has one slot to come."""
    results_cafe.fill(room.store)
    results_work.work(room.store)
    room.clock.instant = datetime(2027, 4, 2, 9, tzinfo=UTC)
    first = room.store.all(Post)[0]
    coming = replace(first, id=PostId("coming"), day=date(2027, 4, 3), pillar=PillarId(ASK_US))
    with room.store.transaction() as tx:
        tx.put(replace(coming, status=Status.DRAFT, posted_at=None, real_minutes=None))
        asked = room.store.get(Pillar, ASK_US)
        assert asked is not None
        tx.put(replace(asked, purpose=""))
    room.bridge.do(Action.OPEN_REVIEW, opening.open_review)
    return room


def show(room: Room, kind: type) -> QWidget:
    """A page in the window, read and reckoned."""
    body = kind(room.bridge, room.desk, review(room).id)
    body.setParent(room.window)
    body.resize(1000, 1400)
    body.show()
    room.bridge.changed.connect(lambda _changed: body.refresh())
    body.refresh()
    room.qtbot.waitUntil(lambda: bool(body.paper()))
    return body  # type: ignore[no-any-return]


def review(room: Room) -> Review:
    return room.store.all(Review)[0]


def press(body: QWidget, name: str) -> None:
    made = body.findChild(QPushButton, name)
    assert made is not None, name
    made.click()


def type_in(body: QWidget, name: str, text: str) -> None:
    made = body.findChild(QLineEdit, name)
    assert made is not None, name
    made.setText(text)
    made.editingFinished.emit()


def said(body: QWidget) -> str:
    shown = [each for each in body.findChildren(QLabel) if not each.isHidden()]
    return "\n".join(getattr(each, "full_text", each.text()) for each in shown)


class TestContentPage:
    def test_a_pause_is_said_and_its_undo_is_offered(self, quarter: Room) -> None:
        body = show(quarter, ContentBody)
        told: list[tuple[str, bool]] = []
        quarter.bridge.told.connect(lambda text, undo: told.append((text, undo)))
        press(body, f"pause-{ASK_US}")
        [(text, undo)] = told
        assert "Ask us" in text
        assert "1 slot" in text
        assert undo
        assert quarter.store.get(Post, "coming") is None
        assert "its history stays" in said(body)
        quarter.bridge.undo_action.trigger()
        assert quarter.store.get(Post, "coming") is not None
        pause = body.findChild(QPushButton, f"pause-{ASK_US}")
        assert pause is not None
        assert not pause.isChecked()

    def test_keep_after_a_pause_says_that_the_slots_stay_empty(self, quarter: Room) -> None:
        body = show(quarter, ContentBody)
        press(body, f"pause-{ASK_US}")
        quarter.clock.go_on(minutes=1)
        press(body, f"keep-{ASK_US}")
        assert "stay empty until the next plan" in said(body)

    def test_change_is_said_once_it_is_written_what_will_change(self, quarter: Room) -> None:
        body = show(quarter, ContentBody)
        progress: list[tuple[int, int]] = []
        body.progress.connect(lambda n, of: progress.append((n, of)))  # type: ignore[attr-defined]
        press(body, f"change-{ASK_US}")
        assert quarter.store.all(Turn) == ()
        type_in(body, f"text-{ASK_US}", "Ask on Mondays")
        [turn] = quarter.store.all(Turn)
        assert (turn.word, turn.reason) == (Word.CHANGE, "Ask on Mondays")
        assert progress[-1] == (1, 4)
        type_in(body, f"text-{ASK_US}", "")
        assert "Ask on Mondays" not in said(body)
        assert quarter.store.all(Turn)[0].reason == "Ask on Mondays"
        assert body.flush() is False  # type: ignore[attr-defined]

    def test_pressing_change_and_then_keep_keeps(self, quarter: Room) -> None:
        body = show(quarter, ContentBody)
        press(body, f"change-{ASK_US}")
        press(body, f"keep-{ASK_US}")
        [turn] = quarter.store.all(Turn)
        assert turn.word is Word.KEEP
        press(body, f"keep-{ASK_US}")
        assert len(quarter.store.all(Turn)) == 1

    def test_nobody_has_said_why_until_somebody_does(self, quarter: Room) -> None:
        body = show(quarter, ContentBody)
        why = body.findChild(QLabel, f"why_said-{ASK_US}")
        assert why is not None
        assert (why.text(), why.property("kind")) == ("nobody has said why", "alert")
        press(body, f"say_why-{ASK_US}")
        type_in(body, f"why-{ASK_US}", "nobody has to phone")
        assert (why.text(), why.property("kind")) == ("nobody has to phone", "strong")
        field = body.findChild(QLineEdit, f"why-{ASK_US}")
        assert field is not None
        assert not field.isVisible()

    def test_the_owners_line_marks_the_pause_and_is_its_reason(self, quarter: Room) -> None:
        kpi = quarter.store.all(Kpi)[0].id
        rule = StopRule("r", Of.PILLAR, ASK_US, kpi, 300, date(2027, 3, 15), date(2027, 1, 5))
        with quarter.store.transaction() as tx:
            tx.put(rule)
        body = show(quarter, ContentBody)
        pause = body.findChild(QPushButton, f"pause-{ASK_US}")
        assert pause is not None
        assert pause.text() == "Pause (suggested)"
        card = body.findChild(QWidget, f"pillar-{ASK_US}")
        assert card is not None
        assert card.property("tone") == "asks"
        press(body, f"pause-{ASK_US}")
        assert pause.text() == "Pause"
        [turn] = quarter.store.all(Turn)
        assert "You wrote" in turn.reason

    def test_a_refused_word_is_told_and_the_button_is_not_left_pressed(self, quarter: Room) -> None:
        body = show(quarter, ContentBody)
        closed = replace(review(quarter), closed_at=quarter.clock.now())
        with quarter.store.transaction() as tx:
            tx.put(closed)
        failed: list[object] = []
        quarter.bridge.failed.connect(failed.append)
        press(body, f"keep-{ASK_US}")
        assert len(failed) == 1
        keep = body.findChild(QPushButton, f"keep-{ASK_US}")
        assert keep is not None
        assert not keep.isChecked()

    def test_a_closed_review_cannot_be_changed_on_the_page(self, quarter: Room) -> None:
        quarter.bridge.do(
            Action.SAY_IN_REVIEW,
            content.say_word,
            review(quarter).id,
            PillarId(ASK_US),
            ReviewWord.CHANGE,
            "Ask on Mondays",
        )
        with quarter.store.transaction() as tx:
            tx.put(replace(review(quarter), closed_at=quarter.clock.now()))
        body = show(quarter, ContentBody)
        freeze(body)
        pause = body.findChild(QPushButton, f"pause-{ASK_US}")
        text = body.findChild(QLineEdit, f"text-{ASK_US}")
        say_why = body.findChild(QPushButton, f"say_why-{ASK_US}")
        assert pause is not None
        assert text is not None
        assert say_why is not None
        assert [each.isEnabled() for each in (pause, text)] == [False, False]
        assert not say_why.isVisible()
        assert "Ask on Mondays" in body.paper()  # type: ignore[attr-defined]

    def test_paper_and_screen_say_the_same(self, quarter: Room) -> None:
        body = show(quarter, ContentBody)
        paper = body.paper()  # type: ignore[attr-defined]
        assert "nobody has said why" in paper
        assert "came back for each £1" in paper
        assert "No word yet" in paper

    def test_without_kinds_of_content_it_leads_to_the_plan(self, quarter: Room) -> None:
        with quarter.store.transaction() as tx:
            tx.put(replace(review(quarter), first=date(2030, 1, 1), last=date(2030, 1, 2)))
            for pillar in quarter.store.all(Pillar):
                tx.put(replace(pillar, active=False))
        body = show(quarter, ContentBody)
        wanted: list[str] = []
        body.page_wanted.connect(wanted.append)  # type: ignore[attr-defined]
        press(body, "empty_action")
        assert wanted == ["plan"]


class TestReturnBar:
    def test_every_likely_value_has_its_place_and_a_wide_range_flattens_nothing(self) -> None:
        low, high = _range("0.1", "0.2", "0.5"), _range("1", "4", "60")
        assert scale_of([]) >= 2
        assert scale_of([low]) == 2
        assert scale_of([low, high]) == 6
        assert scale_of([low, _range("5", "20", "60")]) == 25

    def test_the_dot_lies_beyond_break_even_where_it_pays(self, quarter: Room) -> None:
        bar = ReturnBar()
        bar.setParent(quarter.window)
        bar.resize(300, bar.sizeHint().height())
        bar.show_ratio(_range("1.5", "3", "4"), Decimal(4), "good", ("£3", "£1"))
        for mirrored in (False, True):
            way = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
            bar.setLayoutDirection(way)
            image = bar.grab().toImage()
            strong = QColor(theme.current().good).rgb()
            y = bar.fontMetrics().height() + 6
            across = [x for x in range(300) if image.pixel(x, y) == strong]
            middle = sum((across[0], across[-1])) / 2
            assert (middle < 150) is mirrored


class TestCamePage:
    def test_the_forecast_stands_beside_what_came(self, quarter: Room) -> None:
        _forecast(quarter)
        body = show(quarter, CameBody)
        assert "Last quarter we said 12–47 extra order(s). Nobody counted" not in said(body)
        assert "we said 12–47" in said(body)
        assert "we said 12–47" in body.paper()  # type: ignore[attr-defined]

    def test_what_came_so_far_stands_beside_what_was_said_of_this_quarter(
        self, quarter: Room
    ) -> None:
        days, units = (date(2027, 1, 4), date(2027, 4, 4)), _range("22", "80", "211")
        with quarter.store.transaction() as tx:
            tx.put(KeptForecast("b", NOW, PlanId("winter"), GoalId("lunch"), *days, units))
        body = show(quarter, CameBody)
        for told in (said(body), body.paper()):  # type: ignore[attr-defined]
            assert "This quarter we said 22–211 extra" in told
            assert "so far it is" in told
            assert "12 of 13 week" in told

    def test_where_none_was_kept_it_says_so(self, quarter: Room) -> None:
        body = show(quarter, CameBody)
        assert "No forecast of an earlier quarter was kept" in said(body)

    def test_a_kpi_pressed_is_the_chart(self, quarter: Room) -> None:
        body = show(quarter, CameBody)
        press(body, "kpi-profile_visits")
        title = body.findChild(QLabel, "plot_title")
        assert title is not None
        assert title.full_text == "Profile visits a week"  # type: ignore[attr-defined]
        main = body.findChild(QPushButton, "kpi-walk_ins_attributed")
        assert main is not None
        assert not main.isChecked()

    def test_what_is_shown_is_kept_and_a_closed_review_says_why_not(self, quarter: Room) -> None:
        body = show(quarter, CameBody)
        type_in(body, "shows-ben", "The soup vote")
        type_in(body, "note-lunch", "Rain in March")
        assert "The soup vote" in body.paper()  # type: ignore[attr-defined]
        assert "Rain in March" in body.paper()  # type: ignore[attr-defined]
        assert body.flush()  # type: ignore[attr-defined]
        with quarter.store.transaction() as tx:
            tx.put(replace(review(quarter), closed_at=quarter.clock.now()))
        type_in(body, "shows-ben", "Something else")
        assert not body.flush()  # type: ignore[attr-defined]

    def test_without_goals_it_leads_to_the_plan(self, quarter: Room) -> None:
        with quarter.store.transaction() as tx:
            for kpi in quarter.store.all(Kpi):
                tx.put(replace(kpi, rank=0))
        body = show(quarter, CameBody)
        assert "No KPI is watched for it" in said(body)


class TestCostPage:
    def test_hours_money_and_return_stand_there(self, quarter: Room) -> None:
        body = show(quarter, CostBody)
        shown = said(body)
        assert "9 h 55 worked, 5 h 40 planned" in shown
        assert "Advertising" in shown
        assert "back per £1" in shown
        assert "Reckoning" not in shown
        paper = body.paper()  # type: ignore[attr-defined]
        for text in ("9 h 55", "Advertising", "back per £1", "2 h 20 of 1 h 20"):
            assert text in paper

    def test_money_is_entered_in_the_results(self, quarter: Room) -> None:
        body = show(quarter, CostBody)
        wanted: list[str] = []
        body.page_wanted.connect(wanted.append)  # type: ignore[attr-defined]
        press(body, "enter_money")
        assert wanted == ["results"]

    def test_an_empty_review_says_what_is_missing(self, quarter: Room) -> None:
        with quarter.store.transaction() as tx:
            tx.put(replace(review(quarter), first=date(2030, 1, 1), last=date(2030, 1, 2)))
        body = show(quarter, CostBody)
        assert "No work of these days is marked as done." in said(body)
        assert "No money was entered for these days." in said(body)


def _range(low: str, typical: str, high: str) -> Range:
    return Range(Decimal(low), Decimal(typical), Decimal(high))


def _forecast(room: Room) -> None:
    days = (date(2026, 10, 5), date(2027, 1, 3))
    units = _range("12", "30", "47")
    with room.store.transaction() as tx:
        tx.put(KeptForecast("a", NOW, PlanId("winter"), GoalId("lunch"), *days, units))
