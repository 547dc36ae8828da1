"""Work off the GUI thread: plain values go in, plain values come out."""

from collections.abc import Callable
from threading import Event

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
