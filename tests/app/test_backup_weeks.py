"""A window open for weeks over a real file: one backup a day into a real folder, and what stays."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from house import CountedIds, SetClock
from kept_cafe import BEN, make_cafe
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from vault.quick_sealing import QuickSealing

from smbsocial.app.paths import resources_folder
from smbsocial.app.vaulting import join
from smbsocial.domain.backups import DAILY
from smbsocial.domain.business import Person
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import SqliteStore, open_store
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.usecases.changes import Action
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.vault.backups import backup_state
from smbsocial.vault.backup_folder import backups_in
from smbsocial.vault.memory_store import MemoryStore

BEGAN = datetime(2027, 1, 4, 9, tzinfo=UTC)
WAIT_MS = 10_000
WEEKS = 6


class Window:
    """A desk on the café's file, whose rounds come in no time."""

    def __init__(self, folder: Path, secrets: MemoryStore, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.clock = SetClock(BEGAN)
        self.store: SqliteStore = open_store(folder, create=False)
        ports = Ports(self.clock, CountedIds(), FileLibrary(resources_folder() / "library"))
        self.bridge = Bridge(self.store, ports, resources_folder())
        self.failures: list[str] = []
        self.bridge.failed.connect(lambda error: self.failures.append(error.code.value))
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.desk = VaultDesk(
            self.bridge,
            lambda changes: join(self.store, changes, secrets=secrets, sealing=QuickSealing()),
            self.widget,
            lambda _owner: pytest.fail("nobody is asked for anything"),
        )
        self.desk._tidying.setInterval(1)
        self.desk._backup.setInterval(1)
        self.desk._rounds.setTimerType(Qt.TimerType.CoarseTimer)
        self.desk._rounds.setInterval(20)

    def last(self) -> datetime | None:
        return backup_state(self.desk.vault).last

    def plan(self) -> None:
        """Something is planned."""
        person = self.store.get(Person, BEN)
        assert person is not None
        renamed = replace(person, name=f"Ben {self.clock.now():%d.%m.}")
        self.bridge.do(Action.CHANGE_PERSON, lambda tx, _ports: tx.put(renamed))

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=WAIT_MS)

    def close(self) -> None:
        self.desk.close()
        self.store.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def window(tmp_path: Path, place: Path, qtbot: QtBot) -> Iterator[Window]:
    secrets = MemoryStore()
    kept = make_cafe(tmp_path / "data", secrets, backups=place)
    made = Window(kept.folder, secrets, qtbot)
    yield made
    made.close()


def test_there_is_one_a_day_and_fourteen_days_stay(window: Window, place: Path) -> None:
    window.desk.tidy_later()
    window.wait(lambda: window.last() == BEGAN)
    days = [BEGAN.date()]
    for day in range(1, WEEKS * 7):
        window.clock.instant = BEGAN + timedelta(days=day, minutes=day)
        if day % 7 in {5, 6}:
            continue  # nobody is at work
        window.plan()
        window.wait(lambda: window.last() == window.clock.now())
        days.append(window.clock.now().date())
    window.qtbot.wait(100)
    found = backups_in(place)
    made = [each.made.date() for each in found]
    assert all(each.problem is None for each in found)
    assert made[-DAILY:] == days[-DAILY:]
    assert len(set(made)) == len(made), "one a day"
    weeks = {day.isocalendar()[:2] for day in made}
    assert len(weeks) == WEEKS, "the newest of each week stays"
    assert window.failures == []


def test_a_stick_that_is_pulled_out_for_days(window: Window, place: Path) -> None:
    window.desk.tidy_later()
    window.wait(lambda: window.last() == BEGAN)
    away = place.with_name("pulled out")
    place.rename(away)
    for day in range(1, 4):
        window.clock.instant = BEGAN + timedelta(days=day, minutes=1)
        window.plan()
        window.wait(lambda: bool(window.failures))
        window.qtbot.wait(100)
    assert window.failures == ["folder_gone"]
    assert window.last() == BEGAN, "it is as old as it is"
    away.rename(place)
    window.wait(lambda: window.last() == window.clock.now())
    assert len(backups_in(place)) == 2
    assert not list((place.parent / "data").glob("~*"))
    assert window.failures == ["folder_gone"]
