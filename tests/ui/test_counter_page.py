"""The tally on the screen: buttons, keys, undo, days, codes and revenue, and totals of weeks."""

from datetime import date, timedelta

import pytest
from corner_cafe import TODAY
from hands import choose, press, settle, type_into
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.domain.counter import Tally, WeekTotal, What
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import AccountId, CouponId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account
from smbsocial.storage.store import SqliteStore
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.counting.answers import AnswerButton
from smbsocial.ui.results.counting.counter import CounterSection
from smbsocial.ui.results.tables import LinesTable
from smbsocial.usecases.changes import Action
from smbsocial.usecases.counting import codes

DAY = timedelta(days=1)
FRIEND, INSTAGRAM = "answer-friend", "answer-instagram"


class Counter:
    """The section in a window that reads it anew after each change, as the real one does."""

    def __init__(self, bridge: Bridge, store: SqliteStore, qtbot: QtBot) -> None:
        self.bridge, self.store, self.qtbot = bridge, store, qtbot
        self.window = QWidget()
        layout = QVBoxLayout(self.window)
        self.section = CounterSection(bridge)
        layout.addWidget(self.section)
        self.other = QLineEdit()
        self.window.resize(theme.MINIMUM)
        qtbot.addWidget(self.window)
        bridge.changed.connect(lambda _changed: self.section.refresh())
        self.errors: list[ExpectedError] = []
        bridge.failed.connect(self.errors.append)
        self.section.refresh()
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        settle()

    def press(self, name: str) -> None:
        press(name, self.window)

    def key(self, key: Qt.Key, *, pad: bool = False) -> None:
        at = self.window.focusWidget() or self.window
        modifier = Qt.KeyboardModifier.KeypadModifier if pad else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(at, key, modifier)
        settle()

    def said(self, name: str) -> str:
        found = self.section.findChild(QLabel, name)
        assert found is not None
        return found.text()

    def count(self, heard: str) -> str:
        return self.said(f"count-{heard}")

    def shown(self, name: str) -> bool:
        found = self.section.findChild(QWidget, name)
        return found is not None and found.isVisible()

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return self.store.all(Tally)

    def unfold(self) -> None:
        self.press("more_fold")


@pytest.fixture
def counter(bridge: Bridge, store: SqliteStore, qtbot: QtBot) -> Counter:
    return Counter(bridge, store, qtbot)


def test_a_press_counts_one_and_undo_takes_it_back(counter: Counter) -> None:
    assert "Nothing counted" in counter.said("tally_sum")
    counter.press(FRIEND)
    counter.press(FRIEND)
    assert counter.count("friend") == "2"
    [one, two] = counter.tallies
    assert (one.day, one.what, one.heard, one.count) == (TODAY, What.ORDER, "friend", 1)
    assert one.id != two.id
    assert counter.said("tally_said") == "Counted: 1 order(s), A friend."
    assert counter.said("tally_sum") == "On this day: 2 order(s)"
    counter.press("tally_undo")
    assert counter.count("friend") == "1"
    counter.press("tally_undo")
    assert counter.count("friend") == "0"
    assert counter.tallies == ()
    assert not counter.shown("tally_undo")


def test_undo_stands_there_only_for_the_tally(counter: Counter) -> None:
    counter.press(FRIEND)
    assert counter.shown("tally_undo")
    said = codes.CodeSaid("SOUP", "", PlatformKey("instagram"), TODAY)
    counter.bridge.do(Action.MAKE_CODE, codes.make_code, said)
    assert not counter.shown("tally_undo")
    assert counter.said("tally_said") == ""


def test_keys_count_from_anywhere_but_a_field(counter: Counter) -> None:
    for key, pad in ((Qt.Key.Key_1, False), (Qt.Key.Key_2, False), (Qt.Key.Key_2, True)):
        counter.key(key, pad=pad)
    assert (counter.count("instagram"), counter.count("friend")) == ("1", "2")
    box = counter.section.findChild(QLineEdit, "total-lunch-2027-01-11")
    assert box is not None
    box.setFocus()
    QTest.keyClicks(box, "212")
    settle()
    assert box.text() == "212"
    assert len(counter.tallies) == 3
    counter.key(Qt.Key.Key_9)
    assert len(counter.tallies) == 3  # nobody has that key


def test_minus_takes_one_back_where_the_keyboard_is(counter: Counter) -> None:
    counter.press(FRIEND)
    counter.press(INSTAGRAM)
    counter.press(FRIEND)
    button = counter.section.findChild(QPushButton, FRIEND)
    assert button is not None
    button.setFocus()
    counter.key(Qt.Key.Key_Minus)
    assert (counter.count("friend"), counter.count("instagram")) == ("1", "1")
    counter.press("back-friend")
    assert counter.count("friend") == "0"
    assert not counter.shown("back-friend")
    counter.key(Qt.Key.Key_Minus)
    assert counter.errors == []
    counter.press("tally_undo")
    assert counter.count("friend") == "1"


def test_the_keyboard_stays_at_its_button(counter: Counter) -> None:
    button = counter.section.findChild(QPushButton, FRIEND)
    assert button is not None
    button.setFocus()
    counter.key(Qt.Key.Key_Space)
    counter.key(Qt.Key.Key_Return)
    assert counter.count("friend") == "2"
    assert counter.window.focusWidget() is button
    back = counter.section.findChild(QPushButton, "back-friend")
    assert back is not None
    back.setFocus()
    counter.key(Qt.Key.Key_Space)
    assert counter.window.focusWidget() is back
    counter.key(Qt.Key.Key_Space)
    assert counter.window.focusWidget() is button


def test_the_keyboard_begins_at_the_answers(counter: Counter) -> None:
    counter.section.setFocus()
    focused = counter.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == INSTAGRAM
    with counter.store.transaction() as tx:
        tx.put(Account(AccountId("a"), PlatformKey("mastodon"), "@cafe"))
    counter.section.refresh()
    settle()
    counter.section.setFocus()
    focused = counter.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "answer-mastodon"  # those with an account come first


def test_another_day_is_counted_for_itself(counter: Counter) -> None:
    assert not counter.section.findChild(QPushButton, "day_on").isEnabled()  # type: ignore[union-attr]
    counter.press("day_back")
    counter.press(FRIEND)
    assert [each.day for each in counter.tallies] == [TODAY - DAY]
    assert counter.said("tally_title").endswith("Tue 12 Jan")
    counter.press("day_today")
    assert counter.count("friend") == "0"
    counter.press("day_back")
    counter.press("day_on")
    counter.press(FRIEND)
    assert [each.day for each in counter.tallies] == [TODAY - DAY, TODAY]


def test_what_people_did_is_chosen(counter: Counter) -> None:
    counter.press(FRIEND)
    choose("what", "Calls", counter.window)
    assert counter.count("friend") == "0"
    counter.press(FRIEND)
    assert [each.what for each in counter.tallies] == [What.ORDER, What.CALL]
    assert counter.said("tally_sum") == "On this day: 1 order(s) and 1 call(s)"


def test_code_revenue_and_number_go_with_one_click(counter: Counter) -> None:
    said = codes.CodeSaid("SOUP", "", PlatformKey("instagram"), TODAY)
    id = counter.bridge.do(Action.MAKE_CODE, codes.make_code, said)
    later = codes.CodeSaid("LATER", "", PlatformKey("instagram"), TODAY + DAY)
    counter.bridge.do(Action.MAKE_CODE, codes.make_code, later)
    counter.unfold()
    type_into("count", "3", counter.window)
    choose("coupon", "SOUP", counter.window)
    type_into("revenue", "19.50", counter.window)
    counter.press(INSTAGRAM)
    counter.press(INSTAGRAM)
    [first, second] = counter.tallies
    assert (first.count, first.coupon, first.revenue) == (3, id, Money(1950, "GBP"))
    assert (second.count, second.coupon, second.revenue) == (1, None, None)
    assert counter.count("instagram") == "4"


def test_a_code_is_offered_on_its_days_only(counter: Counter) -> None:
    said = codes.CodeSaid("LATER", "", PlatformKey("instagram"), TODAY + DAY)
    counter.bridge.do(Action.MAKE_CODE, codes.make_code, said)
    counter.unfold()
    with pytest.raises(AssertionError, match="does not offer"):
        choose("coupon", "LATER", counter.window)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("count", "many"),
        ("count", "1,001"),
        ("count", "0"),
        ("revenue", "a lot"),
        ("revenue", "-1"),
    ],
)
def test_what_cannot_be_counted_is_said_at_its_field(
    counter: Counter, field: str, typed: str
) -> None:
    counter.unfold()
    type_into(field, typed, counter.window)
    counter.press("more_fold")
    counter.press(FRIEND)
    assert counter.tallies == ()
    line = counter.section.findChild(QLineEdit, field)
    assert line is not None
    assert line.property("wrong")
    assert line.isVisible()
    assert counter.window.focusWidget() is line
    type_into(field, "1", counter.window)
    counter.press(FRIEND)
    assert len(counter.tallies) == 1
    assert not line.property("wrong")


def test_the_past_is_a_table_that_can_be_read_out(counter: Counter) -> None:
    assert not counter.shown("past_table")
    counter.press(FRIEND)
    counter.press("day_back")
    counter.press(FRIEND)
    counter.press(FRIEND)
    counter.press("day_today")
    table = counter.section.findChild(LinesTable, "past_table")
    assert table is not None
    [line] = table.lines
    assert line.cells == ("A friend", "·", "·", "·", "·", "·", "2", "1", "·", "3")
    read = table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read.startswith("A friend; ")
    assert "Tue: 2; today: 1; last week: 0; this week: 3" in read


def test_a_total_is_typed_kept_and_corrected(counter: Counter) -> None:
    name = "total-lunch-2027-01-04"
    type_into(name, "212", counter.window)
    counter.key(Qt.Key.Key_Return)
    after = counter.window.focusWidget()
    assert after is not None
    assert after.objectName() == "total-lunch-2027-01-11"
    type_into(name, "1,221", counter.window)
    counter.key(Qt.Key.Key_Tab)
    [first, second] = counter.store.all(WeekTotal)
    assert (first.units, second.units, second.supersedes) == (212, 1_221, first.id)
    assert second.day == date(2027, 1, 4)
    counter.bridge.undo_action.trigger()
    box = counter.section.findChild(QLineEdit, name)
    assert box is not None
    assert box.text() == "212"
    box.setFocus()
    box.selectAll()
    counter.key(Qt.Key.Key_Delete)
    assert box.text() == ""
    counter.key(Qt.Key.Key_Tab)
    assert box.text() == "212"
    assert counter.store.all(WeekTotal) == (first,)


def test_what_is_being_typed_stays_when_something_else_changes(counter: Counter) -> None:
    name = "total-lunch-2027-01-04"
    type_into(name, "21", counter.window)
    said = codes.CodeSaid("SOUP", "", PlatformKey("instagram"), TODAY)
    counter.bridge.do(Action.MAKE_CODE, codes.make_code, said)
    settle()
    box = counter.section.findChild(QLineEdit, name)
    assert box is not None
    assert box.text() == "21"
    QTest.keyClicks(box, "2")
    counter.key(Qt.Key.Key_Return)
    assert [each.units for each in counter.store.all(WeekTotal)] == [212]


@pytest.mark.parametrize("typed", ["lots", "-3", "99999999"])
def test_what_is_no_total_is_said(counter: Counter, typed: str) -> None:
    name = "total-lunch-2027-01-04"
    type_into(name, typed, counter.window)
    counter.key(Qt.Key.Key_Return)
    assert counter.store.all(WeekTotal) == ()
    assert counter.shown("total_error")
    box = counter.section.findChild(QLineEdit, name)
    assert box is not None
    assert box.property("wrong")
    assert box.accessibleDescription() == counter.said("total_error")
    type_into(name, "3", counter.window)
    counter.key(Qt.Key.Key_Return)
    assert not counter.shown("total_error")
    assert not box.property("wrong")


def test_every_answer_says_what_it_is_and_how_often(counter: Counter) -> None:
    counter.press(FRIEND)
    names = {
        each.objectName(): (each.accessibleName(), each.accessibleDescription())
        for each in counter.section.findChildren(AnswerButton)
    }
    assert names[FRIEND] == ("A friend: 1", "Press to count one more, or the key 2.")
    assert names[INSTAGRAM][0] == "Instagram: 0"
    for each in counter.section.findChildren(QWidget):
        ours = not each.objectName().startswith("qt_")
        if ours and each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(each)
            assert interface is not None
            assert interface.text(QAccessible.Text.Name), each.objectName()


def test_everything_is_reached_with_tab(counter: Counter) -> None:
    counter.press(FRIEND)
    counter.unfold()
    reached = set()
    for _ in range(60):
        counter.key(Qt.Key.Key_Tab)
        at = counter.window.focusWidget()
        assert at is not None
        reached.add(at.objectName())
    assert reached >= {
        "what", "day_back", "day", FRIEND, INSTAGRAM, "back-friend", "tally_undo", "more_fold",
        "count", "coupon", "revenue", "to_codes", "past_table", "total-lunch-2027-01-11",
    }  # fmt: skip


def test_a_new_platform_gets_its_button(counter: Counter) -> None:
    with counter.store.transaction() as tx:
        tx.put(Account(AccountId("a"), PlatformKey("mastodon"), "@cafe"))
    counter.section.refresh()
    settle()
    assert counter.shown("answer-mastodon")
    counter.press("answer-mastodon")
    assert [each.heard for each in counter.tallies] == ["mastodon"]


def test_it_fits_into_the_smallest_window_without_scrolling_sideways(counter: Counter) -> None:
    counter.section.setFixedWidth(theme.MINIMUM.width() - theme.RAIL_WIDTH - 2 * theme.PAGE_MARGIN)
    counter.unfold()
    settle()
    right = counter.section.rect().right()
    for each in counter.section.findChildren(QPushButton):
        if each.isVisible():
            corner = each.mapTo(counter.section, each.rect().bottomRight())
            assert corner.x() <= right, each.objectName()
    grid = [
        each.geometry() for each in counter.section.findChildren(AnswerButton) if each.isVisible()
    ]
    assert len({box.y() for box in grid}) < len(grid)
    assert not any(a.intersects(b) for a in grid for b in grid if a is not b)


def test_numbers_are_the_countrys(
    themed: QApplication, bridge: Bridge, store: SqliteStore, qtbot: QtBot
) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    counter = Counter(bridge, store, qtbot)
    counter.unfold()
    type_into("count", "1.000", counter.window)
    type_into("revenue", "19,50", counter.window)
    counter.press(FRIEND)
    [made] = counter.tallies
    assert (made.count, made.revenue) == (1_000, Money(1950, "GBP"))
    assert counter.count("friend") == "1.000"
    assert CouponId("") not in {each.coupon for each in counter.tallies}


def test_weeks_go_back_to_where_an_estimate_begins(counter: Counter) -> None:
    assert "at least 12 weeks" in counter.said("weeks_enough")
    on = counter.section.findChild(QPushButton, "weeks_on")
    assert on is not None
    assert not on.isEnabled()
    counter.press("weeks_back")
    assert counter.section.findChild(QLineEdit, "total-lunch-2027-01-11") is None
    older = counter.section.findChild(QLineEdit, "total-lunch-2026-11-30")
    assert older is not None
    assert on.isEnabled()
    counter.press("weeks_on")
    assert counter.section.findChild(QLineEdit, "total-lunch-2027-01-11") is not None
    assert not on.isEnabled()
