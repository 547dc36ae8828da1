"""Work beside the window: answers come on the GUI thread, or not at all."""

import gc
import subprocess
import sys
import threading
import time
import weakref
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


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[jobs.Lane]:
    made = jobs.Lane()
    yield made
    assert made.close()
    made.deleteLater()


class TestLane:
    def test_work_is_done_one_after_another_in_one_thread(
        self, lane: jobs.Lane, owner: QObject, qtbot: QtBot
    ) -> None:
        done, failed, begun, ended = Heard(), Heard(), [], []
        threads = set()

        def work(number: int) -> int:
            begun.append(number)
            assert len(begun) == len(ended) + 1, "two at once"
            threads.add(threading.get_ident())
            time.sleep(0.002)
            ended.append(number)
            return number

        for number in range(20):
            lane.run(lambda n=number: work(n), done=done, failed=failed, owner=owner)
        qtbot.waitUntil(lambda: len(done.values) == 20)
        assert begun == ended == done.values == list(range(20))
        assert len(threads) == 1
        assert threading.get_ident() not in threads
        assert set(done.threads) == {owner.thread()}
        assert failed.values == []

    def test_a_failure_is_handed_over_and_the_next_is_done(
        self, lane: jobs.Lane, owner: QObject, qtbot: QtBot
    ) -> None:
        done, failed = Heard(), Heard()
        lane.run(lambda: 1 / 0, done=done, failed=failed, owner=owner)
        lane.run(lambda: 2, done=done, failed=failed, owner=owner)
        qtbot.waitUntil(lambda: done.values == [2])
        assert [type(error) for error in failed.values] == [ZeroDivisionError]

    def test_cancelled_work_is_not_begun(
        self, lane: jobs.Lane, owner: QObject, qtbot: QtBot
    ) -> None:
        gate, done, failed, begun = threading.Event(), Heard(), Heard(), []
        running = lane.run(gate.wait, done=done, failed=failed, owner=owner)
        waiting = lane.run(lambda: begun.append(1), done=done, failed=failed, owner=owner)
        running.cancel()
        waiting.cancel()
        lane.run(lambda: "last", done=done, failed=failed, owner=owner)
        gate.set()
        qtbot.waitUntil(lambda: done.values == ["last"])
        assert begun == failed.values == []
        running.cancel()

    def test_nothing_comes_once_the_owner_is_gone(self, lane: jobs.Lane, qtbot: QtBot) -> None:
        gate, done, failed, owner = threading.Event(), Heard(), Heard(), QObject()
        lane.run(gate.wait, done=done, failed=failed, owner=owner)
        owner.deleteLater()
        qtbot.waitUntil(lambda: not _valid(owner))
        gate.set()
        qtbot.wait(50)
        assert done.values == failed.values == []

    def test_a_handle_goes_with_its_answer(
        self, lane: jobs.Lane, owner: QObject, qtbot: QtBot
    ) -> None:
        """An owner may live as long as the window, and its handles hold what was in their work."""
        done, failed = Heard(), Heard()
        handle = lane.run(lambda: 1, done=done, failed=failed, owner=owner)
        qtbot.waitUntil(lambda: not _valid(handle))
        assert done.values == [1]
        assert owner.children() == []

    def test_what_went_wrong_keeps_nothing_of_the_work_alive(
        self, owner: QObject, qtbot: QtBot
    ) -> None:
        """A traceback holds every frame, and those hold keys; nobody waits for the collector."""

        class Key:
            pass

        def fails() -> None:
            key = Key()
            kept.append(weakref.ref(key))
            raise ValueError("no")

        kept: list[weakref.ref[Key]] = []
        lane, done, failed = jobs.Lane(), Heard(), Heard()
        gc.collect()
        gc.disable()
        try:
            handle = lane.run(fails, done=done, failed=failed, owner=owner)
            qtbot.waitUntil(lambda: not _valid(handle))
            assert lane.close()
            assert len(failed.values) == 1
            failed.values.clear()
            assert kept[0]() is None
        finally:
            gc.enable()

    def test_closed_it_begins_nothing_and_says_nothing(self, owner: QObject, qtbot: QtBot) -> None:
        lane, gate, done, failed, begun = jobs.Lane(), threading.Event(), Heard(), Heard(), []
        lane.run(gate.wait, done=done, failed=failed, owner=owner)
        lane.run(lambda: begun.append(1), done=done, failed=failed, owner=owner)
        assert not lane.close(wait_ms=20)
        lane.run(lambda: begun.append(2), done=done, failed=failed, owner=owner)
        gate.set()
        assert lane.close()
        qtbot.wait(50)
        assert begun == done.values == failed.values == []

    def test_closed_before_anything_it_has_no_worker(self, owner: QObject, qtbot: QtBot) -> None:
        lane, heard = jobs.Lane(), Heard()
        assert lane.close()
        lane.run(lambda: 1, done=heard, failed=heard, owner=owner)
        assert lane.close()
        qtbot.wait(20)
        assert heard.values == []

    def test_work_that_never_ends_does_not_keep_the_process(self) -> None:
        """A keyring that does not answer is no reason to stay."""
        code = """
import threading, sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from smbsocial.ui.jobs import Lane
app, owner, lane = QCoreApplication([]), QObject(), Lane()
lane.run(threading.Event().wait, done=print, failed=print, owner=owner)
QTimer.singleShot(50, app.quit)
app.exec()
print("left behind" if not lane.close(wait_ms=100) else "ended")
"""
        ran = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "left behind\n", "")


def _valid(thing: QObject) -> bool:
    from shiboken6 import isValid

    return bool(isValid(thing))
