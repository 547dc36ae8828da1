"""Full, limited and read-only disks under a backup, and how much memory it takes.

The numbers are those of the design's test catalogue.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from backup_making import make_backup, make_database

CHILDREN = Path(__file__).parent / "backup_children.py"
MEBIBYTES = 200
MOST_KIB = 4096

Child = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs mounts and limits")


@pytest.fixture
def child() -> Child:
    """Run one of the children to its end; `cage` is the shell that prepares its world."""

    def run(*arguments: object, cage: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(CHILDREN), *map(str, arguments)]
        if cage is not None:
            command = [*_own_mounts(), "sh", "-c", f'{cage} && exec "$@"', "sh", *command]
        surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.run(
            command, capture_output=True, text=True, timeout=120, check=False, env=surroundings
        )

    return run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return make_database(tmp_path / "copy.db", posts=200)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "backups"
    place.mkdir()
    return place


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


def small(folder: Path, size: str) -> str:
    return f"mount -t tmpfs -o size={size} none {folder}"


@pytest.mark.parametrize("size", ["700k", "712k", "740k", "800k", "1m"])
def test_05_disk_full(folder: Path, database: Path, child: Child, size: str) -> None:
    """Full at another place each time; nothing half stays, and with room it goes on."""
    done = child("fill", folder, database, cage=small(folder, size))
    assert done.stdout.splitlines() == ["disk_full True True True", "True"], done.stderr


def test_05_disk_full_from_the_first_byte(folder: Path, database: Path, child: Child) -> None:
    full = f"{small(folder, '64k')} && head -c 65536 /dev/zero > {folder}/full"
    done = child("write_in", folder, database, cage=full)
    assert done.stdout.split() == ["disk_full", "disk_full"], done.stderr


@pytest.mark.parametrize("size", ["16k", "64k", "160k"])
def test_05_disk_full_while_extracting(
    folder: Path, tmp_path: Path, database: Path, child: Child, size: str
) -> None:
    backup = make_backup(tmp_path, database)
    done = child("open_in", backup, folder, cage=small(folder, size))
    assert done.stdout.split() == ["disk_full", "[]"], done.stderr


@pytest.mark.parametrize("limit", [100, 5000, 100_000])
def test_06_file_size_limit(folder: Path, database: Path, child: Child, limit: int) -> None:
    done = child("write_limited", folder, database, limit)
    assert done.stdout.split() == ["file_not_written", "[]"], done.stderr


def test_08_read_only_folder(folder: Path, database: Path, child: Child) -> None:
    if os.geteuid() == 0:  # modes do not stop root; a mount does
        cage = f"mount --bind {folder} {folder} && mount -o remount,bind,ro {folder}"
        done = child("write_in", folder, database, cage=cage)
    else:
        folder.chmod(0o500)
        done = child("write_in", folder, database)
        folder.chmod(0o700)
    assert done.stdout.split() == ["folder_read_only"] * 2, done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_a_large_database_is_never_whole_in_memory(tmp_path: Path, child: Child) -> None:
    done = child("measure", tmp_path, MEBIBYTES)
    assert done.returncode == 0, done.stderr
    _, writing, opening = map(int, done.stdout.split())
    assert writing < MOST_KIB
    assert opening < MOST_KIB
