"""A program that dies while a file is taken in leaves nothing of it that anybody sees."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import import_children
import pytest
from house import CountedIds, House, SetClock
from taking_in import take

from smbsocial.domain.measures import Import, Measure, MeasureKind, PostMatch, Sale
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import open_store
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.importing.sheets import Took
from smbsocial.usecases.ports import Ports

PIECES = 4
pytestmark = pytest.mark.skipif(os.name == "nt", reason="nobody is killed like that there")


def child(*arguments: object) -> int:
    command = [sys.executable, import_children.__file__, *map(str, arguments)]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, env=surroundings, check=False, timeout=60).returncode


def test_nothing_is_seen_of_what_was_cut_short(tmp_path: Path, library: FileLibrary) -> None:
    folder = tmp_path / "data"
    assert child("make", folder) == 0
    for at in (0, 1, PIECES - 1, PIECES):  # the last one within the step itself
        assert child("die", folder, at) == -signal.SIGKILL
    store = open_store(folder, create=False)
    try:
        assert store.all(Import) == store.all(PostMatch) == ()
        assert store.known_keys(Measure, "instagram", "cafe") == frozenset()
        assert store.known_keys(Sale, "shop", "") == frozenset()
        laid = store._link.connection.execute("SELECT count(*) FROM measure").fetchone()[0]
        assert laid == 5_000 + 10_001 + 10_001
        # What is taken in now is new, whole, and seen once.
        ports = Ports(SetClock(), CountedIds(), library)
        changes = Changes(store, ports)
        file = import_children.many()
        done = take(House(store, ports, changes, SetClock()), file)
        assert done.took == Took(new=file.rows)
        days = store.measures(MeasureKind.DAY, file.measures[0].day, file.measures[-1].day)
        assert days == file.measures
        assert store.orders(file.sales[0].day, file.sales[0].day) == file.sales
    finally:
        store.close()
