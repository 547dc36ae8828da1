"""A café with a hundred posts on disk, and processes that can be killed or caged."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cafe import POST, put_everything

from smbsocial.domain.ids import PostId
from smbsocial.storage import database
from smbsocial.storage.store import open_store

CHILDREN = Path(__file__).parent / "children.py"


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a tenth of a second for other programs instead of five."""
    monkeypatch.setattr(database, "BUSY_MS", 100)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with everything a café has; closed."""
    place = tmp_path / "data"
    store = open_store(place, create=True)
    with store.transaction() as tx:
        put_everything(tx)
    store.close()
    return place


@pytest.fixture
def hundred(folder: Path) -> Path:
    """The same with two hundred posts, so that the file has pages to lose."""
    store = open_store(folder, create=False)
    with store.transaction() as tx:
        for i in range(200):
            tx.put(replace(POST, id=PostId(f"{i:05}"), title=f"{i}", text=f"Nr. {i} " * 60))
    store.close()
    return folder


@pytest.fixture
def child() -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Run one of `children.py` to its end; `cage` is the shell that prepares its world."""

    def run(
        *arguments: str | Path | int, cage: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(CHILDREN), *map(str, arguments)]
        if cage is not None:
            inside = f'{cage} && exec "$@"'
            command = [*_own_mounts(), "sh", "-c", inside, "sh", *command]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=False, env=os.environ
        )

    return run


def _own_mounts() -> list[str]:
    """A command that gives its child mounts of its own, as root or as a plain user."""
    for cage in (["unshare", "--map-root-user", "--mount"], ["unshare", "--mount"]):
        try:
            probe = subprocess.run(
                [*cage, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
            )
        except FileNotFoundError:
            break
        if probe.returncode == 0:
            return cage
    pytest.skip("this machine gives no mounts of one's own (unshare), so no small disk")
