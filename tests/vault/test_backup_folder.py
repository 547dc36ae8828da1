"""The folder of backups: whose they are, what may go, and what is not touched."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from backup_making import CREATED, HEADER, OTHER_VAULT, VAULT, make_backup, make_database

from smbsocial.domain.backups import name_of
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.vault.backup_folder import backups_in, check_folder, newest_of, of_vault, rotate
from smbsocial.vault.backup_header import header_bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "backups"
    place.mkdir()
    return place


def put(folder: Path, made: datetime, vault: bytes = VAULT) -> Path:
    """A file that begins as a backup does."""
    path = folder / name_of(made)
    path.write_bytes(header_bytes(replace(HEADER, vault=vault, created=made)) + b"sealed")
    return path


def refusal(call: Callable[[], object]) -> ExpectedError:
    with pytest.raises(ExpectedError) as caught:
        call()
    return caught.value


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_in_the_folder(folder: Path, tmp_path: Path) -> None:
    database = make_database(tmp_path / "copy.db", posts=3)
    second = make_backup(folder, database)
    first = make_backup(folder, database, replace(HEADER, created=CREATED - timedelta(days=1)))
    theirs = put(folder, CREATED + timedelta(days=1), OTHER_VAULT)
    damaged = folder / name_of(CREATED + timedelta(days=2))
    damaged.write_bytes(b"SMBBKUP1")
    newer = folder / name_of(CREATED + timedelta(days=3))
    newer.write_bytes(b"SMBBKUP2 and more")
    found = backups_in(folder)
    assert [(one.path, one.problem) for one in found] == [
        (first, None),
        (second, None),
        (theirs, None),
        (damaged, Code.BACKUP_DAMAGED),
        (newer, Code.BACKUP_NEWER),
    ]
    assert found[1].header == HEADER
    assert found[1].made == CREATED.replace(microsecond=0)
    assert found[1].size == second.stat().st_size
    assert [one.path for one in of_vault(found, VAULT)] == [first, second]
    newest = newest_of(found, VAULT)
    assert newest is not None
    assert newest.path == second
    assert newest_of((), VAULT) is None


def test_names_that_are_no_backups_and_backups_that_are_no_files(folder: Path) -> None:
    real = put(folder, CREATED)
    (folder / f"{real.stem} (conflicted copy).smbbackup").write_bytes(real.read_bytes())
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / name_of(CREATED + timedelta(days=1))).mkdir()
    if sys.platform != "win32":
        (folder / name_of(CREATED + timedelta(days=2))).symlink_to(real)
        os.mkfifo(folder / name_of(CREATED + timedelta(days=3)))
    assert [one.path for one in backups_in(folder)] == [real]


def test_rotation_deletes_what_is_ours_and_too_much(folder: Path) -> None:
    days = [CREATED + timedelta(days=number) for number in range(40)]
    ours = [put(folder, day) for day in days]
    twice = [put(folder, day - timedelta(hours=1)) for day in days]
    theirs = [put(folder, day + timedelta(hours=1), OTHER_VAULT) for day in days]
    strange = folder / name_of(days[0] + timedelta(hours=2))
    strange.write_bytes(b"damaged")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    gone = rotate(folder, VAULT, now=days[-1] + timedelta(hours=3), verified=twice[2])
    left = left_in(folder)
    assert list(gone) == sorted(gone)
    assert set(gone) <= {*ours, *twice} - {twice[2]}
    assert {path.name for path in gone} & left == set()
    assert {path.name for path in [*ours[-14:], *theirs, strange, twice[2]]} | {"notes.txt"} <= left
    assert len(gone) + len(left) == 3 * 40 + 2
    assert rotate(folder, VAULT, now=days[-1], verified=twice[2]) == ()


def test_without_a_verified_one_the_rest_is_the_same(folder: Path) -> None:
    old, new = put(folder, CREATED), put(folder, CREATED + timedelta(hours=1))
    later = CREATED + timedelta(days=1)
    assert rotate(folder, VAULT, now=later, verified=None) == (old,)
    assert left_in(folder) == {new.name}


def test_a_file_that_stays_put_does_not_stop_the_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, free, newest = (put(folder, CREATED + timedelta(hours=hour)) for hour in range(3))
    unlink = Path.unlink

    def held(self: Path, missing_ok: bool = False) -> None:
        if self == stuck:
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    later = CREATED + timedelta(days=1)
    assert rotate(folder, VAULT, now=later, verified=newest) == (free,)
    assert left_in(folder) == {stuck.name, newest.name}


def test_a_folder_that_can_be_written_keeps_nothing_of_it(folder: Path) -> None:
    check_folder(folder)
    assert left_in(folder) == set()


def test_a_folder_that_is_gone_or_none(folder: Path) -> None:
    file = put(folder, CREATED)
    for place in (folder / "usb", file):
        for call in (
            check_folder,
            backups_in,
            lambda place: rotate(place, VAULT, now=CREATED, verified=None),
        ):
            error = refusal(lambda: call(place))  # noqa: B023
            assert error.code is Code.FOLDER_GONE
            assert error.facts == {"path": str(place)}


def test_a_drive_that_fails_while_it_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "iterdir", broken)
    error = refusal(lambda: backups_in(folder))
    assert error.code is Code.FILE_UNREADABLE
    assert error.facts["reason"] == "Input/output error"
