"""Work beside the window: answers come on the GUI thread, or not at all."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, QThreadPool
from pytestqt.qtbot import QtBot

from smbsocial.ui import jobs


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    made = QObject()
    yield made
    QThreadPool.globalInstance().waitForDone()
    made.deleteLater()


class Heard:
    """What came, and in which thread."""

    def __init__(self) -> None:
        self.values: list[object] = []
        self.threads: list[QThread] = []

    def __call__(self, value: object) -> None:
        self.values.append(value)
        self.threads.append(QThread.currentThread())


def test_an_answer_comes_on_the_window_s_thread(owner: QObject, qtbot: QtBot) -> None:
    done, failed, worked = Heard(), Heard(), []
    jobs.run(
        lambda: worked.append(threading.get_ident()) or 42, done=done, failed=failed, owner=owner
    )
    qtbot.waitUntil(lambda: done.values == [42])
    assert worked != [threading.get_ident()]
    assert done.threads == [owner.thread()]
    assert failed.values == []


def test_a_failure_is_handed_over(owner: QObject, qtbot: QtBot) -> None:
    done, failed = Heard(), Heard()

    def fails() -> None:
        raise ValueError("no")

    jobs.run(fails, done=done, failed=failed, owner=owner)
    qtbot.waitUntil(lambda: len(failed.values) == 1)
    assert isinstance(failed.values[0], ValueError)
    assert done.values == []


def test_a_cancelled_answer_does_not_come(owner: QObject, qtbot: QtBot) -> None:
    gate, done, failed = threading.Event(), Heard(), Heard()
    handle = jobs.run(gate.wait, done=done, failed=failed, owner=owner)
    handle.cancel()
    gate.set()
    assert jobs.wait_all()
    qtbot.wait(20)
    assert done.values == failed.values == []


def test_nothing_comes_once_the_owner_is_gone(qtbot: QtBot) -> None:
    gate, done, failed, owner = threading.Event(), Heard(), Heard(), QObject()
    jobs.run(gate.wait, done=done, failed=failed, owner=owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _valid(owner))
    gate.set()
    assert jobs.wait_all()
    qtbot.wait(20)
    assert done.values == failed.values == []


def _valid(thing: QObject) -> bool:
    from shiboken6 import isValid

    return bool(isValid(thing))
