"""What the background part may ask of the running copy, over the same socket as later starts."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from smbsocial.app import doorbell
from smbsocial.app.instance import Instance, ask_to_show


@pytest.fixture
def instance(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instance]:
    with TemporaryDirectory() as runtime:  # a socket's path has its limit, and pytest's are long
        monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
        made = Instance(tmp_path)
        assert made.listen()
        yield made
        made.close()


def ask(qtbot: QtBot, folder: Path, line: str) -> str:
    """The plain client from a thread, as another process would."""
    heard: list[str] = []
    asking = Thread(target=lambda: heard.append(doorbell.ask(folder, line)))
    asking.start()
    qtbot.waitUntil(lambda: bool(heard))
    asking.join()
    return heard[0]


def test_the_window_says_whether_it_shows_reminders(
    qtbot: QtBot, instance: Instance, tmp_path: Path
) -> None:
    assert ask(qtbot, tmp_path, doorbell.REMIND) == doorbell.YOURS
    instance.takes_reminders = lambda: True
    assert ask(qtbot, tmp_path, doorbell.REMIND) == doorbell.MINE


def test_a_screen_is_opened_after_the_window_is_shown(
    qtbot: QtBot, instance: Instance, tmp_path: Path
) -> None:
    order: list[str] = []
    instance.show_wanted.connect(lambda: order.append("shown"))
    instance.open_wanted.connect(order.append)
    assert ask(qtbot, tmp_path, "open review") == doorbell.SHOWN
    qtbot.waitUntil(lambda: order == ["shown", "review"])
    assert ask(qtbot, tmp_path, doorbell.SHOW) == doorbell.SHOWN
    qtbot.waitUntil(lambda: order == ["shown", "review", "shown"])


def test_something_is_ticked_in_the_running_copy(
    qtbot: QtBot, instance: Instance, tmp_path: Path
) -> None:
    done: list[str] = []
    assert ask(qtbot, tmp_path, "done post:x:2027-01-13") == doorbell.LEFT
    instance.finishes = lambda id: bool(done.append(id)) or True
    assert ask(qtbot, tmp_path, "done post:x:2027-01-13") == doorbell.FINISHED
    assert done == ["post:x:2027-01-13"]


@pytest.mark.parametrize("line", ["open", "open a b", "show week", "done", "remind x", "", "xyz"])
def test_what_is_no_line_of_ours_is_not_answered(
    qtbot: QtBot, instance: Instance, tmp_path: Path, line: str
) -> None:
    instance.show_wanted.connect(lambda: pytest.fail("shown"))
    assert ask(qtbot, tmp_path, line) == ""


def test_where_nobody_runs_nobody_answers(tmp_path: Path) -> None:
    assert doorbell.ask(tmp_path, doorbell.REMIND) == ""
    assert not ask_to_show(tmp_path, target="week")
