"""What the benchmarks share: a reference that a slow machine slows too, and a median."""

import statistics
import time
from collections.abc import Callable


def reference() -> int:
    """Plain work of the interpreter: numbers mixed, sorted and summed."""
    numbers = [(i * 2654435761) % 1000003 for i in range(60_000)]
    return sum(sorted(numbers)[::7])


def milliseconds(work: Callable[[], object], *, rounds: int) -> float:
    """The median of some rounds in milliseconds of this process, after one that warms up.

    Its own time, because others may be at work on the same machine.
    """
    work()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)
