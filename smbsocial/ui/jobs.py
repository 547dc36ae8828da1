"""Work off the GUI thread: plain values go in, plain values come out.

`run` has a worker for each piece of work. A `Lane` has one worker for all of its work, which goes
there one piece after another, and which cannot keep the process from ending.
"""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal, Slot

QUIT_WAIT_MS = 3000


class _Answer(QObject):
    """Carries what came to the GUI thread; belongs to the application, so no worker destroys it."""

    came = Signal(object)
    went_wrong = Signal(object)


class Handle(QObject):
    """A running job; `cancel` keeps its answer from arriving. Dies with its owner."""

    def __init__(
        self,
        answer: _Answer,
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._done = done
        self._failed = failed
        self.cancelled = Event()
        answer.came.connect(self._came)
        answer.went_wrong.connect(self._went_wrong)

    def cancel(self) -> None:
        """Forget the answer; work that has not begun is not begun. Cancelling twice is allowed."""
        self.cancelled.set()

    @Slot(object)
    def _came(self, value: object) -> None:
        if not self.cancelled.is_set():
            self._done(value)

    @Slot(object)
    def _went_wrong(self, error: Exception) -> None:
        if not self.cancelled.is_set():
            self._failed(error)


class Lane(QObject):
    """One worker for work that must not be done side by side; the worker starts with the first.

    What it does may never come back (a keyring that does not answer). It is a daemon thread, since
    Qt's pool would wait for it at the end.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._closed = Event()
        self._worker: Thread | None = None

    def run(
        self,
        fn: Callable[[], object],
        *,
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> Handle:
        """Like the function `run`, behind whatever was given to this lane before.

        The handle goes with the answer; cancelling it is allowed even then.
        """
        answer = _Answer(QCoreApplication.instance())
        handle = Handle(answer, done, failed, owner)
        answer.destroyed.connect(handle.deleteLater)
        cancelled, closed = handle.cancelled, self._closed

        def work() -> None:
            came: object = None
            went_wrong: Exception | None = None
            try:
                if not cancelled.is_set() and not closed.is_set():
                    came = fn()
            except Exception as error:  # noqa: BLE001 - handed to the GUI thread, never swallowed
                went_wrong = error
            # Behind the end of the lane may be the end of Qt: an answer that late touches nothing.
            if not closed.is_set():
                if went_wrong:
                    answer.went_wrong.emit(went_wrong)
                else:
                    answer.came.emit(came)
                answer.deleteLater()
            # Its traceback holds this frame: together they would keep keys until a collection.
            del went_wrong

        self._waiting.put(work)
        if self._worker is None and not closed.is_set():
            self._worker = Thread(target=_work_off, args=(self._waiting,), daemon=True)
            self._worker.start()
        return handle

    def close(self, wait_ms: int = QUIT_WAIT_MS) -> bool:
        """Begin nothing more, give no more answers, and wait a bounded time for what runs.

        False when that was left behind.
        """
        self._closed.set()
        self._waiting.put(None)
        if self._worker is None:
            return True
        self._worker.join(wait_ms / 1000)
        return not self._worker.is_alive()


def _work_off(waiting: SimpleQueue[Callable[[], None] | None]) -> None:
    while True:
        work = waiting.get()
        if work is None:
            return
        work()
        del work  # waiting for the next one, it would keep keys alive


def run(
    fn: Callable[[], object],
    *,
    done: Callable[[object], None],
    failed: Callable[[Exception], None],
    owner: QObject,
) -> Handle:
    """Run `fn` in a worker; `done` or `failed` is called on the GUI thread while `owner` lives.

    Whoever keeps the handle lets it go, or cancels it, when the next one is started.
    """
    answer = _Answer(QCoreApplication.instance())
    handle = Handle(answer, done, failed, owner)
    cancelled = handle.cancelled

    def work() -> None:
        try:
            if not cancelled.is_set():
                answer.came.emit(fn())
        except Exception as error:  # noqa: BLE001 - handed to the GUI thread, never swallowed
            answer.went_wrong.emit(error)
        finally:
            answer.deleteLater()

    QThreadPool.globalInstance().start(work)
    return handle


def wait_all() -> bool:
    """Wait a bounded time for what runs, at quitting; False when something was left behind."""
    return QThreadPool.globalInstance().waitForDone(QUIT_WAIT_MS)
