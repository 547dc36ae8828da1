"""Use cases that wait on the outside: between two looks at the store, work is given away.

Such a use case is a generator on the store's thread. What it yields runs off that thread, in the
vault's one lane; the answer, or the error, comes back in at the same place.
"""

from collections.abc import Callable, Generator
from typing import Any, TypeVar, cast

T = TypeVar("T")

Steps = Generator[Callable[[], object], Any, T]


class Long:
    """Work that may take its time (files): nobody loses patience with it."""

    __slots__ = ("_work",)

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work

    def __call__(self) -> object:
        """Do it."""
        return self._work()


def away(work: Callable[[], T], *, long: bool = False) -> Steps[T]:
    """Have `work` done off the store's thread; its answer. It touches no store and no widget.

    Whoever runs the steps gives the keyring 15 seconds, but not what is `long`.
    """
    return cast("T", (yield Long(work) if long else work))


def run_here(steps: Steps[T]) -> T:
    """Run it all on this thread: the command line has nothing else to do."""
    try:
        work = next(steps)
        while True:
            try:
                answer = work()
            except Exception as error:  # noqa: BLE001 - thrown in where the work was given away
                work = steps.throw(error)
            else:
                work = steps.send(answer)
    except StopIteration as end:
        return cast("T", end.value)
