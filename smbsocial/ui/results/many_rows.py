"""Python's search for cycles kept away from the rows of large files, which are in none.

It stops all threads and looks at every row each time: with 60,000 of them the window stands still
for half a second, again and again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_aside() -> Iterator[None]:
    """In a worker: what is made meanwhile is not looked through before `let_go`."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def let_go() -> None:
    """The rows are not needed any more."""
    gc.unfreeze()
