"""Work off the GUI thread: plain values go in, plain values come out."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid
from typing_extensions import override

QUIT_WAIT_MS = 3000


class _Answer(QObject):
    came = Signal(object)
    went_wrong = Signal(object)


class _Job(QRunnable):
    def __init__(self, fn: Callable[[], object]) -> None:
        super().__init__()
        self._fn = fn
        self.answer = _Answer()
        self.cancelled = False

    @override
    def run(self) -> None:
        if self.cancelled:
            return
        try:
            result = self._fn()
        except Exception as error:  # noqa: BLE001 - handed to the GUI thread, never swallowed
            self._send(self.answer.went_wrong, error)
        else:
            self._send(self.answer.came, result)

    def _send(self, signal: object, value: object) -> None:
        if not self.cancelled and isValid(self.answer):
            signal.emit(value)  # type: ignore[attr-defined]


class Handle(QObject):
    """A running job; `cancel` keeps its answer from arriving. Dies with its owner."""

    def __init__(
        self,
        job: _Job,
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._job = job
        self._done = done
        self._failed = failed
        job.answer.came.connect(self._came)
        job.answer.went_wrong.connect(self._went_wrong)

    def cancel(self) -> None:
        """Forget the answer; work that has not begun is not begun."""
        self._job.cancelled = True

    @Slot(object)
    def _came(self, value: object) -> None:
        if not self._job.cancelled:
            self._done(value)

    @Slot(object)
    def _went_wrong(self, error: Exception) -> None:
        if not self._job.cancelled:
            self._failed(error)


def run(
    fn: Callable[[], object],
    *,
    done: Callable[[object], None],
    failed: Callable[[Exception], None],
    owner: QObject,
) -> Handle:
    """Run `fn` in a worker; `done` or `failed` is called on the GUI thread while `owner` lives."""
    job = _Job(fn)
    handle = Handle(job, done, failed, owner)
    QThreadPool.globalInstance().start(job)
    return handle


def wait_all() -> bool:
    """Wait a bounded time for what runs, at quitting; False when something was left behind."""
    return QThreadPool.globalInstance().waitForDone(QUIT_WAIT_MS)
