"""Reminders in the window: shown while somebody looks, never in the way, answered once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from corner_cafe import NOW
from house import SetClock
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from smbsocial.app.wiring import make_calendar
from smbsocial.domain.business import Business
from smbsocial.domain.content import Post, Status
from smbsocial.domain.ids import DecisionId
from smbsocial.domain.plan import Choice, Decision
from smbsocial.domain.reminders import Kind
from smbsocial.storage.reminder_book import FILE, FileReminderBook
from smbsocial.storage.store import SqliteStore
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.menus import PEOPLE, REMINDERS, REVIEW, WEEK
from smbsocial.ui.preferences import Preferences
from smbsocial.ui.reminders import watch as watching
from smbsocial.ui.reminders.page import RemindersPage
from smbsocial.ui.reminders.popup import ReminderPopup
from smbsocial.ui.rest import RestPage
from smbsocial.ui.review.frame import ReviewFrame
from smbsocial.ui.review.page import ReviewLanding
from smbsocial.ui.rooms import Rooms
from smbsocial.ui.tray import Tray, counted
from smbsocial.ui.window import MainWindow
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import the_business
from smbsocial.usecases.reminding.ports import AutostartState, Reminding
from smbsocial.usecases.reviewing.opening import open_review

ICONS = Path(__file__).parents[2] / "resources" / "icons"


class PaperAutostart:
    """The system's list, on paper: tests start nothing at login."""

    def __init__(self) -> None:
        self.on = False
        self.ours = True

    def state(self) -> AutostartState:
        command = "smbsocial remind" if self.on else ""
        return AutostartState(self.on, "/home/jo/autostart/it.desktop", command, self.ours, self.on)

    def switch_on(self) -> None:
        self.on = self.ours = True

    def switch_off(self) -> None:
        self.on = False


class Scene:
    """A window with reminders on a folder; Wednesday 13 January 2027, 09:30 in London."""

    def __init__(self, bridge: Bridge, folder: Path, qtbot: QtBot) -> None:
        self.bridge, self.qtbot = bridge, qtbot
        self.book, self.autostart = FileReminderBook(folder), PaperAutostart()
        self.window = MainWindow(
            bridge,
            Preferences(str(folder / "machine.ini")),
            folder=str(folder),
            make_reminding=lambda: Reminding(self.book, self.autostart, make_calendar),
        )
        qtbot.addWidget(self.window)
        self.window.resize(theme.MINIMUM)
        with qtbot.waitExposed(self.window):
            self.window.start()
            self.window.show()
        self.activate()

    def activate(self) -> None:
        """Somebody looks at it; pages that are made may take that away on this platform."""
        QApplication.processEvents()
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)

    @property
    def rooms(self) -> Rooms:
        found = self.window.findChild(Rooms)
        assert found is not None
        return found

    @property
    def popup(self) -> ReminderPopup | None:
        return self.window.findChild(ReminderPopup)

    def part(self, name: str, kind: type[QWidget] = QPushButton) -> QWidget:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def wait_for_popup(self) -> ReminderPopup:
        assert self.window.take_reminders()
        self.qtbot.waitUntil(lambda: self.popup is not None and self.popup.isVisible())
        assert self.popup is not None
        return self.popup

    def go_on(self, **time: int) -> None:
        clock = self.bridge.ports.clock
        assert isinstance(clock, SetClock)
        clock.go_on(**time)


@pytest.fixture
def scene(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    made = Scene(bridge, tmp_path, qtbot)
    yield made
    made.window.close()


def settled(scene: Scene) -> None:
    """What was asked of the book is answered."""
    done: list[bool] = []
    desk = scene.rooms.reminders
    assert desk is not None
    desk.look(lambda _looked: done.append(True))
    scene.qtbot.waitUntil(lambda: bool(done))


def place(popup: QWidget, window: QWidget) -> object:
    return popup.rect().translated(popup.mapTo(window, QPoint(0, 0)))


def test_several_are_one_card_that_leaves_the_keyboard_where_it_is(scene: Scene) -> None:
    scene.window.show_page(PEOPLE)
    scene.activate()
    add = scene.part("add_person")
    add.setFocus()
    scene.qtbot.waitUntil(add.hasFocus)
    popup = scene.wait_for_popup()
    assert add.hasFocus()
    assert len(scene.rooms.watch.dues) == 2
    assert scene.part("reminder_done").isHidden(), "several are not done by one click"
    assert "Work of past days" in scene.part("reminder_text", QLabel).text()
    (key,) = (a for a in scene.window.findChildren(QAction) if a.shortcut().toString() == "F6")
    assert key.isEnabled()
    scene.qtbot.keyClick(scene.window, Qt.Key.Key_F6)
    opens = scene.part("reminder_open")
    assert opens.hasFocus()
    scene.qtbot.keyClick(opens, Qt.Key.Key_Escape)
    assert add.hasFocus()
    assert popup.isVisible()
    key.trigger()
    scene.qtbot.keyClick(opens, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert not key.isEnabled()
    page = scene.window.findChild(RemindersPage)
    assert page is not None
    assert page.isVisible()


def test_the_card_gives_way_to_the_primary_button_and_to_messages(scene: Scene) -> None:
    scene.window.show_page("plan")
    scene.activate()
    popup = scene.wait_for_popup()
    primaries = [
        each
        for each in scene.window.findChildren(QPushButton)
        if each.property("primary") and each.isVisible()
    ]
    assert primaries
    for told in (False, True):
        if told:
            scene.bridge.told.emit("Kept.", False)
            popup._give_way()
        for each in [*primaries, *([scene.part("message_bar", QWidget)] if told else [])]:
            assert not place(popup, scene.window).intersects(place(each, scene.window))
    assert scene.window.rect().contains(place(popup, scene.window))


def test_what_was_said_is_kept_and_said_once(scene: Scene, tmp_path: Path) -> None:
    scene.wait_for_popup()
    later = scene.part("reminder_later")
    (hour,) = (a for a in later.menu().actions() if a.objectName() == "reminder_later_hour")
    hour.trigger()
    assert not scene.popup.isVisible()
    settled(scene)
    said = FileReminderBook(tmp_path).said()
    assert len(said) == 2
    assert all(each.snoozed_until is not None for each in said.values())
    scene.window.take_reminders()
    settled(scene)
    assert not scene.popup.isVisible()
    scene.go_on(minutes=61)
    scene.wait_for_popup()


def test_done_ticks_the_post_it_is_about(scene: Scene) -> None:
    settings = scene.book.settings()
    only = frozenset(Kind) - {Kind.POST}
    scene.rooms.reminders.keep_settings(
        type(settings)(settings.morning, settings.quiet_from, settings.quiet_to, off=only)
    )
    settled(scene)
    scene.go_on(hours=3)
    scene.wait_for_popup()
    (due,) = scene.rooms.watch.dues
    assert due.kind is Kind.POST
    scene.part("reminder_done").click()
    assert not scene.popup.isVisible()
    settled(scene)
    assert scene.book.said()[due.id].done_at is not None
    assert scene.bridge.undo_action.isEnabled()


def test_done_on_a_notification_that_stood_over_night_ticks_its_post(scene: Scene) -> None:
    scene.go_on(hours=24)
    assert scene.window.finish_reminder("post:post05:2027-01-13")
    found = scene.bridge.read(lambda reads, _ports: reads.get(Post, "post05"))
    assert found is not None
    assert found.status is Status.POSTED


def test_what_is_done_elsewhere_leaves_the_card(scene: Scene) -> None:
    scene.wait_for_popup()
    ids = [each.id for each in scene.rooms.watch.dues]
    scene.book.finish(ids, scene.bridge.ports.clock.now())
    scene.window.take_reminders()
    scene.qtbot.waitUntil(lambda: not scene.popup.isVisible())


def test_a_window_nobody_looks_at_leaves_it_to_the_background_part_for_a_while(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_is_looked_at", lambda: False)
    assert not scene.window.take_reminders()
    watch = scene.rooms.watch
    for minute in (1, 2, 3):
        watch._look_after_a_minute()
        settled(scene)
        settled(scene)
        shown = scene.popup is not None and scene.popup.isVisible()
        assert shown == (minute == 3), minute


def test_the_example_reminds_nobody_and_starts_nothing(
    bridge: Bridge, store: SqliteStore, qtbot: QtBot, tmp_path: Path
) -> None:
    business = bridge.read(lambda reads, _ports: the_business(reads))
    assert business is not None
    with store.transaction() as tx:
        tx.put(replace(business, example=True))
    assert isinstance(business, Business)
    scene = Scene(bridge, tmp_path, qtbot)
    assert not scene.window.take_reminders()
    scene.window.show_page(REMINDERS)
    scene.rooms.watch.begin()
    assert "example" in scene.part("notice_text", QLabel).text()
    assert not scene.part("login_switch").isVisible()
    assert not (tmp_path / FILE).exists()
    scene.window.close()


def test_without_reminders_the_page_says_so(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(bridge, Preferences(str(tmp_path / "m.ini")), folder=str(tmp_path))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.start()
        window.show()
    assert not window.take_reminders()
    assert not window.finish_reminder("week::2027-01-11")
    window.show_page(REMINDERS)
    notice = window.findChild(QLabel, "notice_text")
    assert notice is not None
    assert notice.isVisible()
    window.close()


def test_the_page_shows_what_waits_and_keeps_what_is_chosen(scene: Scene) -> None:
    scene.window.show_page(REMINDERS)
    scene.qtbot.waitUntil(lambda: scene.window.findChild(QPushButton, "open-week::2027-01-11"))
    scene.qtbot.waitUntil(lambda: scene.part("login_switch").isEnabled())
    tick = scene.part("kind-week", QCheckBox)
    assert isinstance(tick, QCheckBox)
    tick.click()
    scene.qtbot.waitUntil(lambda: Kind.WEEK in scene.book.settings().off)
    scene.qtbot.waitUntil(
        lambda: (
            not [
                each
                for each in scene.window.findChildren(QPushButton, "open-week::2027-01-11")
                if each.isVisible()
            ]
        )
    )
    scene.part("done-missed::2027-01-13").click()
    scene.qtbot.waitUntil(lambda: scene.window.findChild(QLabel, "nothing_waits"))


def test_the_page_tells_the_truth_about_the_start_at_login(scene: Scene) -> None:
    scene.window.show_page(REMINDERS)
    switch, says = scene.part("login_switch"), scene.part("login_says", QLabel)
    assert isinstance(says, QLabel)
    scene.qtbot.waitUntil(switch.isEnabled)
    assert "only while this window is open" in says.text()
    scene.activate()
    switch.setFocus()
    switch.click()
    switch.click()  # too soon: it is at it
    scene.qtbot.waitUntil(lambda: "after each login" in says.text())
    assert scene.autostart.on
    assert switch.hasFocus()
    scene.autostart.ours = False  # another copy has written its own there
    scene.window.show_page(WEEK)
    scene.window.show_page(REMINDERS)
    scene.qtbot.waitUntil(lambda: "Something else stands" in says.text())
    switch.click()
    scene.qtbot.waitUntil(lambda: "after each login" in says.text())
    switch.click()
    scene.qtbot.waitUntil(lambda: "only while this window is open" in says.text())
    assert not scene.autostart.on


def test_the_calendar_file_is_written(scene: Scene, tmp_path: Path) -> None:
    scene.window.show_page(REMINDERS)
    page = scene.window.findChild(RemindersPage)
    assert page is not None
    file = tmp_path / "reviews.ics"
    page._write_to(file)
    scene.qtbot.waitUntil(file.exists)
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_each_target_has_its_screen(scene: Scene) -> None:
    for target, name in (("review", REVIEW), ("people", PEOPLE), ("week", WEEK), ("rest", WEEK),
                         ("nothing-known", WEEK), ("decisions", "results")):  # fmt: skip
        scene.window.show_page("calendar")
        scene.window.open_target(target)
        assert scene.part(f"nav_{name}").isChecked(), target
    scene.window.open_target("review")
    assert scene.window.findChild(ReviewLanding).isVisible()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # the offscreen platform has no tray
def test_the_tray_says_how_many_wait(themed: QApplication, qtbot: QtBot) -> None:
    icon = QIcon(str(ICONS / "smbsocial.svg"))
    tray = Tray(icon)
    tray.show_count(12)
    assert "12" in tray.words
    tray.show_count(0)
    assert tray.words == "smbsocial"
    wanted: list[str] = []
    tray.page_wanted.connect(wanted.append)
    for entry in tray.menu.actions():
        entry.trigger()
    assert wanted == ["week", "reminders"]
    tray.close()
    plain, three = (counted(icon, count).pixmap(32).toImage() for count in (0, 3))
    assert plain != three


def test_a_review_takes_the_place_of_the_pages_until_one_is_gone_to(scene: Scene) -> None:
    review = scene.bridge.do(Action.OPEN_REVIEW, open_review)
    scene.window.show_page(REVIEW)
    scene.rooms.review_wanted.emit(review.id)
    frame = scene.window.findChild(ReviewFrame)
    assert frame is not None
    assert frame.isVisible()
    assert not scene.rooms.isVisible()
    assert scene.window._review.frame is frame
    scene.window.open_target(PEOPLE)
    assert scene.rooms.isVisible()
    assert scene.part(f"nav_{PEOPLE}").isChecked()
    assert scene.window._review.frame is None


def test_no_reminder_of_the_review_stands_over_the_review(scene: Scene) -> None:
    scene.go_on(days=76)
    review = scene.bridge.do(Action.OPEN_REVIEW, open_review)
    scene.window.show_page(REVIEW)
    scene.rooms.review_wanted.emit(review.id)
    scene.activate()
    scene.wait_for_popup()  # something else is due as well
    watch = scene.rooms.watch
    assert watch is not None
    assert Kind.REVIEW not in {each.kind for each in watch.dues}
    scene.window.open_target(PEOPLE)
    scene.activate()
    assert scene.window.take_reminders()
    scene.qtbot.waitUntil(lambda: Kind.REVIEW in {each.kind for each in watch.dues})


def test_while_it_rests_the_week_is_the_calm_page_and_others_can_be_looked_at(
    bridge: Bridge, store: SqliteStore, qtbot: QtBot, tmp_path: Path
) -> None:
    with store.transaction() as tx:
        until, said = date(2027, 3, 1), ("", "", "likely_no", 20)
        tx.put(Decision(DecisionId("off"), Choice.STAY_OFF, NOW + timedelta(hours=1), until, *said))
    scene = Scene(bridge, tmp_path, qtbot)
    rest = scene.window.findChild(RestPage)
    assert rest is not None
    for target in ("calendar", "rest", REMINDERS, WEEK):
        scene.window.open_target(target)
        assert rest.isVisible() == (target in {"rest", WEEK}), target
    scene.window.close()
