"""Lending the store's reads to a worker: each is answered on the GUI thread, in small pieces.

What takes long is thinking about what was read; that is done in the worker, and the store stays
with the thread that owns it.
"""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Event
from typing import Any, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from smbsocial.domain.counter import DayTally
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.measures import DaySales, Measure, MeasureKind, Sale
from smbsocial.domain.periods import Span
from smbsocial.ui import jobs
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.many_rows import kept_aside
from smbsocial.usecases.ports import Ports, Reads

T = TypeVar("T")
R = TypeVar("R", Measure, Sale, DaySales, DayTally)

FIRST_DAYS = 31
FEW, MANY = 300, 1500
"""Rows of a piece: with fewer the next one is of twice as many days, with more of half."""
MOST_DAYS = 183
"""Behind years of few rows there may be one of many."""
LOOK_AGAIN = 0.05
"""Seconds after which a waiting worker looks whether anybody still wants to know."""


class Lender(QObject):
    """Runs a use case that only reads in a worker; `done` and `failed` as in `jobs.run`.

    A store error goes to `failed` as it is. It belongs to the application, so that a worker never
    speaks to one that is gone; `cancel` lets it go.
    """

    _asked = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(QCoreApplication.instance())
        self._bridge = bridge
        self._ended = Event()
        self._asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.cancel)
        bridge.closing.connect(self.cancel)

    def run(
        self,
        fn: Callable[[Reads, Ports], T],
        *,
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
        owner: QObject,
    ) -> jobs.Handle:
        """Think in a worker; to be called once."""
        reads, ports = cast("Reads", _Lent(self)), self._bridge.ports

        def work() -> T:
            try:
                with kept_aside():
                    return fn(reads, ports)
            finally:
                self.deleteLater()

        return jobs.run(work, done=done, failed=failed, owner=owner)

    def cancel(self) -> None:
        """Nobody wants to know any more: a worker that asks is told so."""
        self._ended.set()

    def ask(self, look: Callable[[Reads], T]) -> T:
        """In the worker: what the store says. Raises ExpectedError as the store does."""
        question = _Question(look)
        self._asked.emit(question)
        while not question.answered.wait(LOOK_AGAIN):
            if self._ended.is_set():
                raise ExpectedError(Code.REPORT_STOPPED)
        if question.error is not None:
            raise question.error
        return cast("T", question.value)

    @Slot(object)
    def _answer(self, question: "_Question") -> None:
        try:
            question.value = self._bridge.read(lambda reads, _ports: self._look(reads, question))
        except ExpectedError as error:
            question.error = error
        finally:
            question.answered.set()

    def _look(self, reads: Reads, question: "_Question") -> object:
        if self._ended.is_set():  # nothing read is no answer
            raise ExpectedError(Code.REPORT_STOPPED)
        return question.look(reads)


class _Question:
    def __init__(self, look: Callable[[Reads], Any]) -> None:
        self.look = look
        self.answered = Event()
        self.value: object = None
        self.error: ExpectedError | None = None


class _Lent:
    """Reads from afar; what may be long comes in pieces of some days each."""

    def __init__(self, lender: Lender) -> None:
        self._lender = lender

    def __getattr__(self, name: str) -> Callable[..., object]:
        def asked(*args: object, **named: object) -> object:
            return self._lender.ask(lambda reads: getattr(reads, name)(*args, **named))

        return asked

    def measures(self, kind: MeasureKind, first: date, last: date) -> tuple[Measure, ...]:
        """As the store says it."""
        return self._pieces(lambda reads, a, b: reads.measures(kind, a, b), (first, last))

    def orders(self, first: date, last: date) -> tuple[Sale, ...]:
        """As the store says it."""
        return self._pieces(lambda reads, a, b: reads.orders(a, b), (first, last))

    def sales(self, first: date, last: date) -> tuple[DaySales, ...]:
        """As the store says it, which is by day."""
        return self._pieces(lambda reads, a, b: reads.sales(a, b), (first, last))

    def tallies(self, first: date, last: date) -> tuple[DayTally, ...]:
        """As the store says it, which is by day."""
        return self._pieces(lambda reads, a, b: reads.tallies(a, b), (first, last))

    def _pieces(
        self, look: Callable[[Reads, date, date], tuple[R, ...]], span: Span
    ) -> tuple[R, ...]:
        found: list[R] = []
        at, days = span[0], FIRST_DAYS
        while at <= span[1]:
            end = min(span[1], at + timedelta(days=days - 1))
            rows = self._lender.ask(_between(look, at, end))
            found += rows
            if len(rows) < FEW:
                days = min(MOST_DAYS, days * 2)
            elif len(rows) > MANY:
                days = max(1, days // 2)
            at = end + timedelta(days=1)
        return tuple(found)


def _between(
    look: Callable[[Reads, date, date], tuple[R, ...]], first: date, last: date
) -> Callable[[Reads], tuple[R, ...]]:
    return lambda reads: look(reads, first, last)
