"""Test 58 of the vault's catalogue: locked when idle, when the clock jumps, with a dialog open."""

import shutil
from collections.abc import Iterator

import pytest
from house import NOW, SetClock
from private_bus import emit, private_bus
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from vault_room import INSTAGRAM, PASSWORD, Room, log_of

from smbsocial.domain.access_log import Detail
from smbsocial.ui.vault.auto_lock import (
    JUMP_SECONDS,
    OWNER_SECONDS,
    STAFF_SECONDS,
    TICK_MS,
    AutoLock,
)
from smbsocial.ui.vault.left_desk import LOCKS, SLEEP, LeftDesk
from smbsocial.ui.vault.record_form import RecordForm
from smbsocial.ui.vault.record_panel import RecordPanel

TICK = TICK_MS / 1000


class Hands:
    """Two clocks that the test moves, and what was wanted."""

    def __init__(self) -> None:
        self.wall = SetClock()
        self.seconds = 1_000.0
        self.wanted: list[Detail] = []
        self.lock = AutoLock(None, self.wall, monotonic=lambda: self.seconds)
        self.lock.lock_wanted.connect(self.wanted.append)

    def pass_by(self, seconds: float) -> None:
        """Time as it passes: both clocks, tick by tick."""
        for _ in range(round(seconds / TICK)):
            self.seconds += TICK
            self.wall.go_on(seconds=int(TICK))
            self.lock.tick()


@pytest.fixture
def hands(themed: QApplication) -> Iterator[Hands]:
    made = Hands()
    yield made
    made.lock.stop()
    made.lock.deleteLater()


@pytest.mark.parametrize(("owner", "allowed"), [(True, OWNER_SECONDS), (False, STAFF_SECONDS)])
def test_58_idle(hands: Hands, owner: bool, allowed: int) -> None:
    assert allowed == (300 if owner else 900)
    hands.lock.start(owner=owner)
    hands.pass_by(allowed - TICK)
    assert hands.wanted == []
    hands.pass_by(TICK)
    assert hands.wanted == [Detail.IDLE]


@pytest.mark.parametrize("sign", ["key", "mouse", "move", "wheel"])
def test_58_somebody_at_the_keys_is_not_idle(hands: Hands, sign: str, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    hands.lock.start(owner=True)
    hands.pass_by(OWNER_SECONDS - TICK)
    if sign == "key":
        qtbot.keyClick(page, Qt.Key.Key_A)
    elif sign == "mouse":
        qtbot.mouseClick(page, Qt.MouseButton.LeftButton)
    else:
        kind = QEvent.Type.MouseMove if sign == "move" else QEvent.Type.Wheel
        here, none = QPointF(1, 1), Qt.MouseButton.NoButton
        moved = QMouseEvent(kind, here, here, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(page, moved)
    hands.pass_by(OWNER_SECONDS - TICK)
    assert hands.wanted == []
    hands.pass_by(TICK)
    assert hands.wanted == [Detail.IDLE]


@pytest.mark.parametrize("jump", [JUMP_SECONDS + 10, 3_600, -JUMP_SECONDS - 10, -86_400])
def test_58_clock_jump(hands: Hands, jump: int) -> None:
    hands.lock.start(owner=True)
    hands.pass_by(20)
    hands.wall.go_on(seconds=jump)
    hands.pass_by(TICK)
    assert hands.wanted == [Detail.LEFT_DESK]


@pytest.mark.parametrize("step", [JUMP_SECONDS - 6, 0, -20])
def test_58_a_clock_that_is_put_right_locks_nobody_out(hands: Hands, step: int) -> None:
    hands.lock.start(owner=True)
    hands.wall.go_on(seconds=step)
    hands.pass_by(TICK)
    assert hands.wanted == []


def test_58_it_watches_only_while_the_vault_is_open(hands: Hands) -> None:
    assert not hands.lock.watching
    hands.lock.start(owner=True)
    assert hands.lock.watching
    hands.lock.stop()
    assert not hands.lock.watching
    hands.seconds += 10_000
    hands.lock.start(owner=True)
    hands.pass_by(TICK)
    assert hands.wanted == [], "it begins anew"


def test_58_dialog_open(room: Room) -> None:
    """A form that shows secrets is closed and emptied, the clipboard and the card as well."""
    room.keep()
    room.enter()
    panel = RecordPanel(room.desk, room.bridge)
    panel.setParent(room.window)
    panel.show_account(INSTAGRAM)
    panel.show()
    room.press(panel, "show_password")
    shown = room.find(panel, QLabel, "password_value")
    room.wait(lambda: PASSWORD in shown.text().replace("\u200b", ""))
    room.press(panel, "copy_password")
    room.wait(lambda: QApplication.clipboard().text() == PASSWORD)
    room.press(panel, "edit_record")
    form = room.dialog(RecordForm)
    password = form._password.edit
    assert password.text() == PASSWORD
    gone = room.gone(form)
    assert room.desk._auto_lock is not None
    room.desk._auto_lock.lock_wanted.emit(Detail.IDLE)
    assert gone()
    assert password.text() == ""
    assert shown.text() == ""
    assert not room.find(panel, QPushButton, "unlock_here").isHidden()
    assert QApplication.clipboard().text() == ""
    assert room.desk.opened is None
    assert log_of(room)[-1] == ("lock", "idle")


def test_58_locking_twice_is_once(room: Room) -> None:
    room.keep()
    room.enter()
    room.desk.lock()
    room.desk.lock(Detail.IDLE)
    assert [entry for entry in log_of(room) if entry[0] == "lock"][-1] == ("lock", "")


@pytest.fixture
def bus(qapp: QApplication) -> Iterator[tuple[str, QDBusConnection]]:
    with private_bus() as made:
        yield made


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon here")
@pytest.mark.parametrize("where", [SLEEP, *LOCKS], ids=lambda where: where[1] + where[0])
def test_58_sleep_and_a_locked_screen_are_heard(
    bus: tuple[str, QDBusConnection], where: tuple[str, str, str], qtbot: QtBot
) -> None:
    address, connection = bus
    desk = LeftDesk(session=connection, system=connection)
    assert desk.hears
    lock = AutoLock(None, SetClock(NOW), left_desk=desk)
    wanted: list[Detail] = []
    lock.lock_wanted.connect(wanted.append)
    left: list[int] = []
    desk.left.connect(lambda: left.append(1))
    emit(address, where, begins=True)
    qtbot.waitUntil(lambda: bool(left))
    assert wanted == [], "while the vault is locked there is nothing to lock"
    lock.start(owner=True)
    emit(address, where, begins=False)
    emit(address, where, begins=True)
    qtbot.waitUntil(lambda: len(left) == 2)
    lock.stop()
    assert wanted == [Detail.LEFT_DESK]
    lock.deleteLater()
    desk.deleteLater()


def test_58_where_there_is_no_bus_nothing_is_heard(qapp: QApplication) -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere/at/all", "nowhere")
    desk = LeftDesk(session=nowhere, system=nowhere)
    assert not desk.hears
    desk.deleteLater()
