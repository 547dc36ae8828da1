"""Use cases of the vault beside the window: in turn, never mixed, and never waited for in vain."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.vault_lane import SILENT_MS, VaultLane
from smbsocial.usecases.steps import Steps, away

SOON_MS = 60


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


class House:
    """A lane, what came of what it ran, and gates that keep work from ending."""

    def __init__(self, owner: QObject, silent_ms: int) -> None:
        self.owner = owner
        self.lane = VaultLane(silent_ms=silent_ms)
        self.told: list[object] = []
        self.gates: list[threading.Event] = []
        self.lane.silent.connect(lambda: self.told.append("silent"))
        self.lane.answered.connect(lambda: self.told.append("answered"))
        self.lane.refused.connect(self._refused)

    def gate(self) -> threading.Event:
        self.gates.append(threading.Event())
        return self.gates[-1]

    def run(self, steps: Steps[object], owner: QObject | None = None) -> object:
        return self.lane.run(
            steps, done=self.told.append, failed=self._failed, owner=owner or self.owner
        )

    def close(self) -> None:
        for gate in self.gates:
            gate.set()
        self.lane.close()
        assert self.lane._lane.close()
        self.lane.deleteLater()

    def _refused(self, error: Exception) -> None:
        self.told.append("refused")
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.told.append(error.code if isinstance(error, ExpectedError) else error)


@pytest.fixture
def house(owner: QObject) -> Iterator[House]:
    made = House(owner, silent_ms=5000)
    yield made
    made.close()


@pytest.fixture
def hasty(owner: QObject) -> Iterator[House]:
    """A lane that loses patience after a moment."""
    made = House(owner, silent_ms=SOON_MS)
    yield made
    made.close()


def told(qtbot: QtBot, house: House, *wanted: object) -> None:
    """Wait until exactly this has been told."""
    qtbot.waitUntil(lambda: len(house.told) >= len(wanted))
    assert house.told == list(wanted)


def two(first: Callable[[], int], second: Callable[[], int]) -> Steps[int]:
    a = yield from away(first)
    b = yield from away(second)
    return a + b


def simple(work: Callable[[], object]) -> Steps[object]:
    return (yield from away(work))


def test_the_patience_is_what_the_design_says() -> None:
    assert SILENT_MS == 15_000


def test_work_is_done_elsewhere_and_the_rest_here(house: House, qtbot: QtBot) -> None:
    here, seen = threading.get_ident(), []

    def steps() -> Steps[str]:
        seen.append(threading.get_ident())
        elsewhere = yield from away(threading.get_ident)
        seen.append(threading.get_ident())
        again = yield from away(threading.get_ident)
        assert elsewhere == again != here
        assert QThread.currentThread() is house.lane.thread()
        return "done"

    house.run(steps())
    assert seen == [], "it began before whoever asked could look"
    assert house.lane.is_busy
    told(qtbot, house, "done")
    assert seen == [here, here]
    assert not house.lane.is_busy


def test_a_use_case_without_work_is_done_too(house: House, qtbot: QtBot) -> None:
    def steps() -> Steps[int]:
        return 7
        yield

    house.run(steps())
    told(qtbot, house, 7)


def test_an_error_arrives_where_the_work_was_given_away(house: House, qtbot: QtBot) -> None:
    def locked() -> None:
        raise ExpectedError(Code.STORE_LOCKED)

    def steps() -> Steps[str]:
        try:
            yield from away(locked)
        except ExpectedError as error:
            return f"caught {error.code.value}"
        return "not caught"

    house.run(steps())
    told(qtbot, house, "caught store_locked")


def test_an_error_that_is_not_caught_is_told(house: House, qtbot: QtBot) -> None:
    bug = ValueError("a bug")

    def fails() -> None:
        raise bug

    house.run(simple(fails))
    house.run(simple(lambda: "and on"))
    told(qtbot, house, bug, "and on")


def test_use_cases_do_not_mix(house: House, qtbot: QtBot) -> None:
    steps_seen: list[tuple[str, int]] = []

    def steps(name: str) -> Steps[str]:
        for number in range(3):
            yield from away(lambda n=number: steps_seen.append((name, n)))
        return name

    for name in "abc":
        house.run(steps(name))
    told(qtbot, house, "a", "b", "c")
    assert steps_seen == [(name, number) for name in "abc" for number in range(3)]


def test_one_that_is_wished_for_from_another_comes_behind_it(house: House, qtbot: QtBot) -> None:
    def steps() -> Steps[str]:
        house.run(simple(lambda: "second"))
        yield from away(lambda: None)
        return "first"

    house.run(steps())
    told(qtbot, house, "first", "second")


class TestSilence:
    def test_it_ends_the_use_case_and_the_late_answer_is_dropped(
        self, hasty: House, qtbot: QtBot
    ) -> None:
        gate, began = hasty.gate(), threading.Event()

        def never() -> str:
            began.set()
            gate.wait()
            return "late"

        hasty.run(simple(never))
        told(qtbot, hasty, "silent", Code.STORE_SILENT)
        assert began.is_set()
        gate.set()
        told(qtbot, hasty, "silent", Code.STORE_SILENT, "answered")

    def test_a_late_error_is_told_and_is_no_good_answer(self, hasty: House, qtbot: QtBot) -> None:
        """A prompt was cancelled; what waited behind it was never begun, and says nothing."""
        gate = hasty.gate()

        def never() -> None:
            gate.wait()
            raise ExpectedError(Code.STORE_LOCKED)

        hasty.run(simple(never))
        hasty.run(simple(lambda: "behind"))
        told(qtbot, hasty, *["silent", Code.STORE_SILENT] * 2)
        gate.set()
        late = ("refused", Code.STORE_LOCKED)
        told(qtbot, hasty, *["silent", Code.STORE_SILENT] * 2, *late)

    def test_a_late_error_of_one_entry_is_an_answer(self, hasty: House, qtbot: QtBot) -> None:
        gate = hasty.gate()

        def never() -> None:
            gate.wait()
            raise ExpectedError(Code.SECRET_MISSING)

        hasty.run(simple(never))
        told(qtbot, hasty, "silent", Code.STORE_SILENT)
        gate.set()
        told(qtbot, hasty, "silent", Code.STORE_SILENT, "answered")

    def test_nobody_loses_patience_with_files(self, hasty: House, qtbot: QtBot) -> None:
        gate = hasty.gate()

        def long() -> Steps[str]:
            yield from away(gate.wait, long=True)
            return "written"

        hasty.run(long())
        qtbot.wait(3 * SOON_MS)
        assert hasty.told == []
        gate.set()
        told(qtbot, hasty, "written")

    def test_files_behind_a_silent_keyring_do_not_wait_for_ever(
        self, hasty: House, qtbot: QtBot
    ) -> None:
        gate, begun = hasty.gate(), []

        def long() -> Steps[None]:
            yield from away(lambda: begun.append(1), long=True)

        hasty.run(simple(gate.wait))
        hasty.run(long())
        told(qtbot, hasty, *("silent", Code.STORE_SILENT) * 2)
        gate.set()
        told(qtbot, hasty, *("silent", Code.STORE_SILENT) * 2, "answered")
        assert begun == []

    def test_files_that_are_reached_in_time_may_take_theirs(
        self, hasty: House, qtbot: QtBot
    ) -> None:
        gate, slow = hasty.gate(), hasty.gate()

        def long() -> Steps[str]:
            yield from away(slow.wait, long=True)
            return "written"

        hasty.run(simple(gate.wait))
        told(qtbot, hasty, "silent", Code.STORE_SILENT)
        hasty.run(long())
        qtbot.wait(SOON_MS // 3)
        gate.set()
        qtbot.wait(3 * SOON_MS)
        assert hasty.told == ["silent", Code.STORE_SILENT, "answered"]
        slow.set()
        told(qtbot, hasty, "silent", Code.STORE_SILENT, "answered", "written")

    def test_a_use_case_may_go_on_after_it(self, hasty: House, qtbot: QtBot) -> None:
        gate = hasty.gate()

        def steps() -> Steps[str]:
            with pytest.raises(ExpectedError, match="store_silent"):
                yield from away(gate.wait)
            gate.set()
            return (yield from away(lambda: "went on"))

        hasty.run(steps())
        qtbot.waitUntil(lambda: len(hasty.told) == 3)
        assert hasty.told == ["silent", "answered", "went on"]

    def test_work_behind_it_waits_as_long_and_is_not_begun(
        self, hasty: House, qtbot: QtBot
    ) -> None:
        gate, begun = hasty.gate(), []
        hasty.run(simple(gate.wait))
        hasty.run(simple(lambda: begun.append(1)))
        wanted = ("silent", Code.STORE_SILENT) * 2
        told(qtbot, hasty, *wanted)
        gate.set()
        told(qtbot, hasty, *wanted, "answered")
        assert begun == []
        hasty.run(simple(lambda: "and on"))
        told(qtbot, hasty, *wanted, "answered", "and on")

    def test_work_behind_it_has_its_own_time(self, owner: QObject, qtbot: QtBot) -> None:
        """It waited almost as long as anybody may; when it is its turn, that does not count."""
        house = House(owner, silent_ms=300)
        gate = house.gate()
        house.run(simple(gate.wait))
        told(qtbot, house, "silent", Code.STORE_SILENT)
        house.run(simple(lambda: house.gate().wait(0.2) or "in time"))
        qtbot.wait(200)
        gate.set()
        told(qtbot, house, "silent", Code.STORE_SILENT, "answered", "in time")
        house.close()

    def test_closing_does_not_wait_for_it(self, hasty: House, qtbot: QtBot) -> None:
        gate = hasty.gate()
        hasty.run(simple(gate.wait))
        told(qtbot, hasty, "silent", Code.STORE_SILENT)
        assert not hasty.lane.close(wait_ms=60_000)


class TestOwners:
    def test_a_use_case_of_a_dead_owner_is_closed(self, house: House, qtbot: QtBot) -> None:
        gate, ends, owner = house.gate(), [], QObject()

        def steps(name: str) -> Steps[None]:
            try:
                yield from away(gate.wait)
            except GeneratorExit:
                ends.append(name)
                raise

        house.run(steps("under way"), owner)
        waiting = steps("waiting")
        house.run(waiting, owner)
        qtbot.wait(20)
        owner.deleteLater()
        qtbot.waitUntil(lambda: ends == ["under way"])
        assert waiting.gi_frame is None, "one that had not begun is closed as well"
        house.run(simple(lambda: "and on"))
        gate.set()
        told(qtbot, house, "and on")

    def test_an_answer_for_a_dead_owner_starts_no_clock(self, hasty: House, qtbot: QtBot) -> None:
        """Nobody is told that the store is silent when nobody waits for it."""
        gate, owner = hasty.gate(), QObject()
        hasty.run(simple(gate.wait), owner)
        qtbot.wait(20)
        owner.deleteLater()
        qtbot.wait(3 * SOON_MS)
        gate.set()
        hasty.run(simple(lambda: "and on"))
        told(qtbot, hasty, "and on")

    def test_an_owner_that_dies_of_it_is_told_nothing(self, house: House, qtbot: QtBot) -> None:
        import shiboken6

        owner = QObject()

        def steps() -> Steps[str]:
            yield from away(lambda: None)
            shiboken6.delete(owner)
            return "to nobody"

        house.run(steps(), owner)
        house.run(simple(lambda: "and on"))
        told(qtbot, house, "and on")

    def test_cancelled_it_goes_no_further(self, house: House, qtbot: QtBot) -> None:
        gate, reached = house.gate(), []

        def steps() -> Steps[None]:
            yield from away(gate.wait)
            reached.append("further")

        errand = house.run(steps())
        qtbot.wait(20)
        errand.cancel()
        gate.set()
        house.run(simple(lambda: "and on"))
        told(qtbot, house, "and on")
        assert reached == []
        errand.cancel()

    def test_it_holds_nothing_once_it_has_ended(self, house: House, qtbot: QtBot) -> None:
        """Keys go with the use case that had them."""

        class Secret:
            pass

        def steps() -> Steps[Secret]:
            key = yield from away(Secret)
            kept.append(weakref.ref(key))
            return (yield from away(lambda: key))

        kept: list[weakref.ref[Secret]] = []
        errand = house.lane.run(
            steps(), done=lambda key: None, failed=house._failed, owner=house.owner
        )
        qtbot.waitUntil(lambda e=errand: not isValid(e))
        qtbot.wait(20)
        del errand
        gc.collect()
        assert kept[0]() is None
        assert house.owner.children() == []
        assert [type(child).__name__ for child in house.lane.children()] == ["Lane", "QTimer"]


def test_work_that_was_given_up_before_it_began_keeps_no_key(owner: QObject, qtbot: QtBot) -> None:
    """The one before it may hang for ever, and what waits behind it with it."""

    class Key:
        pass

    def seal(_key: Key) -> None:
        raise AssertionError

    def steps() -> Steps[None]:
        key = Key()
        kept.append(weakref.ref(key))
        yield from away(partial(seal, key))

    hasty = House(owner, silent_ms=SOON_MS)
    kept: list[weakref.ref[Key]] = []
    gate = hasty.gate()
    hasty.run(simple(gate.wait))
    hasty.run(steps())
    told(qtbot, hasty, "silent", Code.STORE_SILENT, "silent", Code.STORE_SILENT)
    gc.collect()
    assert kept[0]() is None
    hasty.close()
    qtbot.wait(20)


def test_closing_ends_what_runs_and_what_waits(owner: QObject, qtbot: QtBot) -> None:
    house, ends = House(owner, silent_ms=5000), []
    gate = house.gate()

    def steps() -> Steps[None]:
        try:
            yield from away(gate.wait)
        except GeneratorExit:
            ends.append("closed")
            raise

    house.run(steps())
    waiting = simple(gate.wait)
    house.run(waiting)
    qtbot.wait(20)
    assert not house.lane.close(wait_ms=10)
    assert ends == ["closed"]
    assert waiting.gi_frame is None
    assert not house.lane.is_busy
    house.close()
    qtbot.wait(20)
    assert house.told == []


def test_closing_an_idle_lane_is_quick(owner: QObject, qtbot: QtBot) -> None:
    house = House(owner, silent_ms=5000)
    assert house.lane.close()
    house.close()
