"""Opening and spoiling data folders, as the tests of this room do it."""

import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from smbsocial.domain.content import Post
from smbsocial.domain.errors import ExpectedError
from smbsocial.storage import folder as places
from smbsocial.storage.backup import backups, newest_backup
from smbsocial.storage.store import open_store

Child = Callable[..., subprocess.CompletedProcess[str]]

DB = "planning.db"
JOURNAL = "planning.db-journal"


def refused(folder: Path, **how: Any) -> ExpectedError:
    """The error of opening; the folder is free again afterwards, and the file as it was."""
    file = folder / DB
    before = file.read_bytes() if file.exists() else None
    with pytest.raises(ExpectedError) as caught:
        open_store(folder, **{"create": True, **how})
    assert (file.read_bytes() if file.exists() else None) == before
    hold = places.hold(folder)
    assert hold.lock is not None
    hold.release()
    return caught.value


def posts(folder: Path, **how: Any) -> tuple[Post, ...]:
    store = open_store(folder, **{"create": False, **how})
    try:
        return store.all(Post)
    finally:
        store.close()


def make_copy(folder: Path) -> Path:
    """Let the next opening make its weekly copy, and give back the copy."""
    for copy in backups(folder):
        os.utime(copy.path, (1, 1))
    posts(folder)
    newest = newest_backup(folder)
    assert newest is not None
    return newest


def refused_held(folder: Path) -> ExpectedError:
    with pytest.raises(ExpectedError) as caught:
        open_store(folder, create=False)
    return caught.value


def overwrite(file: Path, at: int, what: bytes) -> None:
    with file.open("rb+") as opened:
        opened.seek(at)
        opened.write(what)


def run_sql(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / DB, isolation_level=None)
    connection.execute(statement)
    connection.close()
