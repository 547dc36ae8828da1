"""Full, limited and read-only disks: the right code, and nothing lost.

The numbers are those of the design's test catalogue.
"""

import os
from pathlib import Path

import pytest
from opening import DB, Child


def test_05_disk_full(tmp_path: Path, child: Child) -> None:
    small = f"mount -t tmpfs -o size=1200k none {tmp_path}"
    done = child("fill", tmp_path / "data", cage=small)
    assert done.stdout.splitlines() == ["disk_full True True", "True True"], done.stderr


def test_05_disk_full_before_there_is_a_file(tmp_path: Path, child: Child) -> None:
    done = child("make_in", tmp_path / "data", cage=f"mount -t tmpfs -o size=64k none {tmp_path}")
    assert done.stdout.split() == ["disk_full"], done.stderr


def test_06_file_size_limit(tmp_path: Path, child: Child) -> None:
    done = child("fill", tmp_path / "data", 600_000)
    assert done.stdout.splitlines() == ["file_not_written True True", "True True"], done.stderr


def _read_only_cage(path: Path) -> str:
    return f"mount --bind {path} {path} && mount -o remount,bind,ro {path}"


def test_07_read_only_file(folder: Path, child: Child) -> None:
    if os.geteuid() == 0:  # modes do not stop root; a mount does
        done = child("look_only", folder, cage=_read_only_cage(folder / DB))
    else:
        (folder / DB).chmod(0o400)
        done = child("look_only", folder)
    assert done.stdout.split() == ["True", "True", *["database_read_only"] * 2], done.stderr


def test_08_read_only_folder(folder: Path, child: Child) -> None:
    if os.geteuid() == 0:
        done = child("look_only", folder, cage=_read_only_cage(folder))
    else:
        folder.chmod(0o500)
        done = child("look_only", folder)
        folder.chmod(0o700)
    assert done.stdout.split() == ["True", "True", *["folder_read_only"] * 2], done.stderr


@pytest.mark.parametrize("name", ["", "below/it"])
def test_08_nothing_is_made_in_a_read_only_folder(tmp_path: Path, child: Child, name: str) -> None:
    place = tmp_path / "data"
    place.mkdir()
    if os.geteuid() == 0:
        done = child("make_in", place / name, cage=_read_only_cage(place))
    else:
        place.chmod(0o500)
        done = child("make_in", place / name)
    assert done.stdout.split() == ["folder_read_only"], done.stderr
