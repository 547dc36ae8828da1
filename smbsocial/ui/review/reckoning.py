"""What a page of the review reckons beside the window, and when it has to be reckoned anew."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.plan import Decision
from smbsocial.domain.review import Review, ReviewAnswer
from smbsocial.domain.turns import Turn
from smbsocial.ui import jobs
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.lent_reads import Lender
from smbsocial.usecases.changes import Changed
from smbsocial.usecases.ports import Ports, Reads

T = TypeVar("T")

WORDS: frozenset[type] = frozenset({Review, ReviewAnswer, Turn, Decision})
"""What is said changes no figure."""


class Reckoning(QObject, Generic[T]):
    """Runs a use case in a worker; `done` hears that `value` is there, on the GUI thread."""

    def __init__(
        self,
        bridge: Bridge,
        page: QObject,
        fn: Callable[[Reads, Ports], T],
        done: Callable[[], None],
    ) -> None:
        super().__init__(page)
        self._bridge, self._fn, self._done = bridge, fn, done
        self._lender: Lender | None = None
        self._job: jobs.Handle | None = None
        self._is_stale = True
        self.value: T | None = None
        bridge.changed.connect(self._heard)

    @property
    def is_running(self) -> bool:
        """Whether somebody still reckons."""
        return self._job is not None

    def look(self) -> None:
        """Reckon unless what is there still holds."""
        if not self._is_stale:
            return
        self._stop()
        self._is_stale = False
        self._lender = Lender(self._bridge)
        self._job = self._lender.run(self._fn, done=self._came, failed=self._went_wrong, owner=self)

    def _heard(self, changed: Changed) -> None:
        self._is_stale = self._is_stale or not changed.kinds <= WORDS

    def _stop(self) -> None:
        if self._job is not None and self._lender is not None:
            self._lender.cancel()
            self._job.cancel()
        self._job = None

    def _came(self, value: object) -> None:
        self._job = None
        self.value = value  # type: ignore[assignment]  # what `fn` gave
        self._done()

    def _went_wrong(self, error: Exception) -> None:
        self._job = None
        self._is_stale = True
        if not isinstance(error, ExpectedError):
            raise error
        if error.code is not Code.REPORT_STOPPED:
            self._bridge.failed.emit(error)
