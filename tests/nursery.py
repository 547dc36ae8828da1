"""Children of a fork server, for tests that kill them at any moment."""

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection

import pytest

Nursery = multiprocessing.context.ForkServerContext

needed = pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="needs a fork server"
)


def prepared(module: str) -> Nursery:
    """Children with a module and all of its imports loaded, so that a round takes milliseconds."""
    context = multiprocessing.get_context("forkserver")
    # The fork server does not take over sys.path, but it has our environment.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        context.set_forkserver_preload([module])
        first = context.Process(target=print)
        first.start()
        first.join()
    return context


def rest(pipe: Connection) -> list[bytes]:
    """What a child that is gone by now had still told."""
    heard = []
    while True:
        try:
            heard.append(pipe.recv_bytes())
        except (EOFError, OSError):
            return heard


def all_told(pipe: Connection) -> list[str]:
    """The same as text."""
    return [each.decode() for each in rest(pipe)]
