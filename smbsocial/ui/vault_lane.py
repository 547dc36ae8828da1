"""The vault's use cases beside the window: one after another, and never waited for in silence."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.jobs import QUIT_WAIT_MS, Lane
from smbsocial.usecases.steps import Long, Steps
from smbsocial.usecases.vault.session import UNREADABLE

SILENT_MS = 15_000


class Errand(QObject):
    """A use case on its way. It dies with its owner, or when it has ended."""

    def __init__(
        self,
        steps: Steps[Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self.steps = steps
        self.done = done
        self.failed = failed
        self._cancelled = False

    @property
    def is_wanted(self) -> bool:
        """Whether anybody still waits for how it ends."""
        return not self._cancelled and bool(isValid(self))

    def cancel(self) -> None:
        """End it where it stands and report nothing; work that has begun is not taken back."""
        if self.is_wanted:
            self._cancelled = True
            self.deleteLater()


class _Call:
    """Work that a use case gave away; dropped, it is not begun, or its answer goes nowhere."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self.long = isinstance(work, Long)
        self.dropped = False

    def __call__(self) -> object:
        return None if self.dropped else self._work()

    def drop(self) -> None:
        """Give it up, and let go of the keys that it was to work with."""
        self.dropped = True
        self._work = _nothing


class VaultLane(QObject):
    """Runs use cases made of steps (`usecases/steps.py`) on this thread, their work in one lane.

    Use cases do not mix: the next one begins when the one before has ended. Work that gives no
    answer for `silent_ms` (if it is not said to be long) ends its use case with STORE_SILENT; it
    may still happen, and its answer is dropped. Work behind it waits for its turn as long, and
    once it is its turn as long again.
    """

    silent = Signal()  # the system's password store does not answer
    answered = Signal()  # it does again: nothing that was given up is under way any more
    refused = Signal(object)  # the same, but what came late was this error
    _wanted = Signal()

    def __init__(self, parent: QObject | None = None, *, silent_ms: int = SILENT_MS) -> None:
        super().__init__(parent)
        self._lane = Lane(self)
        self._queue: deque[Errand] = deque()
        self._errand: Errand | None = None
        self._call: _Call | None = None
        self._dropped: set[_Call] = set()
        self._is_silent = False
        self._late: Exception | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one is up to 5 % early
        self._patience.setInterval(silent_ms)
        self._patience.timeout.connect(self._lose_patience)
        self._wanted.connect(self._look, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a use case is under way or waits."""
        return self._errand is not None or bool(self._queue)

    def run(
        self,
        steps: Steps[Any],
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> Errand:
        """Run a use case behind those that wait; `done` or `failed` is called while `owner` lives.

        Nothing of it has happened yet when this comes back. Its generator is closed when its owner
        dies or it is cancelled.
        """
        errand = Errand(steps, done, failed, owner)
        errand.destroyed.connect(self._wanted)
        self._queue.append(errand)
        self._wanted.emit()
        return errand

    def close(self, wait_ms: int = QUIT_WAIT_MS) -> bool:
        """End every use case where it stands; wait a bounded time for the work that has begun.

        Not at all for a store that was silent before. False when work was left behind.
        """
        self._patience.stop()
        errands = [self._errand, *self._queue] if self._errand else [*self._queue]
        self._errand, self._call = None, None
        self._queue.clear()
        for errand in errands:
            errand.steps.close()
        return self._lane.close(0 if self._is_silent else wait_ms)

    @Slot()
    def _look(self) -> None:
        """Close what nobody wants any more, and begin the next if none is under way."""
        if self._errand and not self._errand.is_wanted:
            self._drop_call()
            left, self._errand = self._errand, None
            left.steps.close()
        unwanted = [errand for errand in self._queue if not errand.is_wanted]
        self._queue = deque(errand for errand in self._queue if errand.is_wanted)
        for errand in unwanted:
            errand.steps.close()
        if self._queue and self._errand is None:
            self._errand = self._queue.popleft()
            self._go_on(partial(next, self._errand.steps))

    def _go_on(self, resume: Callable[[], Callable[[], object]]) -> None:
        """Let the use case do its part on this thread, and give away what it asks for."""
        try:
            work = resume()
        except StopIteration as end:
            self._end(end.value, well=True)
        except Exception as error:  # noqa: BLE001 - handed to whoever asked, never swallowed
            self._end(error, well=False)
        else:
            self._call = call = _Call(work)
            if self._dropped or not call.long:
                self._patience.start()
            came, went_wrong = partial(self._came, call), partial(self._went_wrong, call)
            self._lane.run(call, done=came, failed=went_wrong, owner=self)

    def _end(self, value: Any, *, well: bool) -> None:
        errand, self._errand = self._errand, None
        self._wanted.emit()
        if errand and errand.is_wanted:
            errand.deleteLater()
            tell = errand.done if well else errand.failed
            tell(value)

    def _came(self, call: _Call, value: object) -> None:
        if self._is_awaited(call) and self._errand and self._errand.is_wanted:
            self._go_on(partial(self._errand.steps.send, value))

    def _went_wrong(self, call: _Call, error: Exception) -> None:
        if call is not self._call and not _is_an_answer(error):
            self._late = error
        if self._is_awaited(call) and self._errand and self._errand.is_wanted:
            self._go_on(partial(self._errand.steps.throw, error))

    def _is_awaited(self, call: _Call) -> bool:
        """Whether somebody waits for this answer; one that was given up says the lane is free."""
        if call is self._call:
            self._patience.stop()
            self._call = None
            return True
        self._dropped.discard(call)
        if not self._dropped:
            if self._call:
                self._patience.stop() if self._call.long else self._patience.start()
            self._tell_late()
        return False

    def _tell_late(self) -> None:
        late, self._late = self._late, None
        if self._is_silent:
            self._is_silent = False
            self.answered.emit() if late is None else self.refused.emit(late)

    @Slot()
    def _lose_patience(self) -> None:
        self._drop_call()
        self._is_silent = True
        self.silent.emit()
        if self._errand:
            silent = ExpectedError(Code.STORE_SILENT)
            self._go_on(partial(self._errand.steps.throw, silent))

    def _drop_call(self) -> None:
        self._patience.stop()
        if self._call:
            self._call.drop()
            self._dropped.add(self._call)
            self._call = None


def _is_an_answer(error: Exception) -> bool:
    """Whether a store that says this is there and open: it is about one entry alone."""
    return isinstance(error, ExpectedError) and error.code in UNREADABLE


def _nothing() -> None:
    """Nobody waits for it any more."""
