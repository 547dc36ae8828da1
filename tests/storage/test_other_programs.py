"""Second starts, other computers, sync programs, and folders that vanish.

The numbers are those of the design's test catalogue.
"""

import json
import os
import shutil
import signal
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from cafe import POST
from opening import DB, Child, posts, refused, refused_held

from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.storage import folder as places
from smbsocial.storage.backup import restore_backup
from smbsocial.storage.store import open_store


def test_20_second_instance(folder: Path) -> None:
    first = open_store(folder, create=False)
    try:
        with pytest.raises(ExpectedError) as caught:
            open_store(folder, create=False)
        facts = caught.value.facts
        assert caught.value.code is Code.ALREADY_RUNNING
        assert facts["pid"] == os.getpid()
        assert facts["computer"] == os.uname().nodename
        assert facts["elsewhere"] is False
        assert facts["since"].tzinfo is not None  # type: ignore[attr-defined]
        with pytest.raises(ExpectedError) as caught:
            restore_backup(folder, folder / DB)
        assert caught.value.code is Code.ALREADY_RUNNING
        assert first.all(Post) == (POST,)
    finally:
        first.close()
    assert posts(folder) == (POST,)
    assert not (folder / places.HOLDER).exists()


def test_21_lock_after_kill(hundred: Path, child: Child) -> None:
    assert child("leave_hot_journal", hundred).returncode == -signal.SIGKILL
    assert (hundred / places.HOLDER).exists()
    assert len(posts(hundred)) == 201


ELSEWHERE = {"computer": "OTHER-PC", "pid": 7, "person": "rosa", "since": "2026-11-22T08:00:00Z"}


def test_22_lock_info_of_another_computer_on_a_plain_disk_is_old(folder: Path) -> None:
    (folder / places.HOLDER).write_text(json.dumps(ELSEWHERE))
    assert posts(folder) == (POST,)


def test_22_lock_info_of_another_computer_in_a_synced_folder_counts(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "smbsocial"
    open_store(place, create=True, allow_synced=True).close()
    (place / places.HOLDER).write_text(json.dumps(ELSEWHERE))
    error = refused_held(place)
    assert error.code is Code.ALREADY_RUNNING
    assert {**error.facts, "since": None} == {
        **ELSEWHERE,
        "since": None,
        "elsewhere": True,
        "path": str(place),
    }
    open_store(place, create=False, take_over=True).close()
    assert posts(place) == ()


@pytest.mark.parametrize("info", ["", "{", "[]", '{"pid": "x"}', "\0"])
def test_22_lock_info_that_nobody_can_read(folder: Path, info: str) -> None:
    first = open_store(folder, create=False)
    (folder / places.HOLDER).write_text(info)
    error = refused_held(folder)
    first.close()
    assert error.code is Code.ALREADY_RUNNING
    assert error.facts["computer"] == ""
    (folder / places.HOLDER).write_text(info)
    assert posts(folder) == (POST,)


SYNCED = [
    ("Dropbox", "Dropbox"),
    ("Dropbox (Personal)", "Dropbox"),
    ("OneDrive", "OneDrive"),
    ("OneDrive - Café", "OneDrive"),
    ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
    ("iCloudDrive", "iCloud"),
    ("Google Drive", "Google Drive"),
    ("My Drive", "Google Drive"),
    ("Nextcloud", "Nextcloud"),
    ("Library/CloudStorage/Box", "cloud storage"),
]


@pytest.mark.parametrize(("above", "service"), SYNCED)
def test_23_synced_folder(tmp_path: Path, above: str, service: str) -> None:
    place = tmp_path / above / "deeper" / "smbsocial"
    with pytest.raises(ExpectedError) as caught:
        open_store(place, create=True)
    assert caught.value.code is Code.FOLDER_SYNCED
    assert caught.value.facts["service"] == service
    assert not (tmp_path / above).exists()
    open_store(place, create=True, allow_synced=True).close()
    assert posts(place) == ()  # allowed once, recorded


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".tmp.drivedownload", "Google Drive"),
        (".sync_0fa3b2c4d5e6.db", "Nextcloud"),
        ("._sync_0fa3b2c4d5e6.db", "Nextcloud"),
    ],
)
def test_23_marks_of_sync_programs(tmp_path: Path, mark: str, service: str) -> None:
    place = tmp_path / "shared" / "smbsocial"
    place.mkdir(parents=True)
    (tmp_path / "shared" / mark).mkdir()
    assert places.synced_by(place) == service
    assert places.synced_by(tmp_path) is None


def test_23_network_file_systems_are_known_by_their_type(tmp_path: Path) -> None:
    assert places._file_system(Path("/proc")) == "proc"
    assert places._NETWORK.fullmatch("cifs")
    assert places._NETWORK.fullmatch("fuse.sshfs")
    assert not places._NETWORK.fullmatch("fuseblk")  # NTFS on a stick
    assert not places._NETWORK.fullmatch(places._file_system(tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        "planning (Rosa's conflicted copy 2026-11-22).db",
        "planning.sync-conflict-20261122-101500-ABCDEFG.db",
        "planning (In Konflikt stehende Kopie von Rosa 2026-11-22).db",
    ],
)
def test_23_conflicted_copy(folder: Path, name: str) -> None:
    shutil.copy(folder / DB, folder / name)
    error = refused(folder)
    assert error.code is Code.FOLDER_SYNCED
    assert error.facts["conflict"] == name
    open_store(folder, create=False, allow_synced=True).close()
    assert posts(folder) == (POST,)
    assert (folder / name).exists()
    shutil.copy(folder / DB, folder / f"{name} conflict.db")
    assert refused(folder).code is Code.FOLDER_SYNCED


@pytest.mark.usefixtures("short_patience")
def test_24_locked_by_another_program(folder: Path) -> None:
    store = open_store(folder, create=False)
    other = sqlite3.connect(folder / DB, isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ExpectedError) as caught, store.transaction() as tx:
            tx.put(POST)
        assert caught.value.code is Code.DATABASE_BUSY
        store.close()
        assert refused_held(folder).code is Code.DATABASE_BUSY
        other.execute("ROLLBACK")
    finally:
        other.close()
        store.close()
    assert posts(folder) == (POST,)


@pytest.mark.usefixtures("short_patience")
def test_24_a_reader_that_stays_stops_only_the_commit(folder: Path) -> None:
    store = open_store(folder, create=False)
    other = sqlite3.connect(folder / DB, isolation_level=None)
    try:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM post").fetchone()
        with pytest.raises(ExpectedError) as caught, store.transaction() as tx:
            tx.put(replace(POST, title="changed"))
        assert caught.value.code is Code.DATABASE_BUSY
        assert store.all(Post) == (POST,)
        other.execute("ROLLBACK")
        with store.transaction() as tx:
            tx.put(replace(POST, title="changed"))
        assert store.all(Post)[0].title == "changed"
    finally:
        other.close()
        store.close()


def test_25_folder_vanishes(folder: Path, tmp_path: Path) -> None:
    store = open_store(folder, create=False)
    try:
        folder.rename(tmp_path / "away")
        with pytest.raises(ExpectedError) as caught, store.transaction() as tx:
            tx.put(replace(POST, title="lost?"))
        assert caught.value.code is Code.FOLDER_GONE
        assert caught.value.facts == {"path": str(folder)}
        (tmp_path / "away").rename(folder)
        with store.transaction() as tx:
            tx.put(replace(POST, title="back"))
    finally:
        store.close()
    assert posts(folder)[0].title == "back"
    shutil.rmtree(folder)
    with pytest.raises(ExpectedError) as caught:
        open_store(folder / "deeper", create=False)
    assert caught.value.code is Code.FOLDER_GONE


def test_25_folder_deleted_under_the_open_store(folder: Path) -> None:
    store = open_store(folder, create=False)
    shutil.rmtree(folder)
    with pytest.raises(ExpectedError) as caught, store.transaction() as tx:
        tx.put(POST)
    assert caught.value.code is Code.FOLDER_GONE
    store.close()


def test_nothing_set_up_yet(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "new"):
        with pytest.raises(ExpectedError) as caught:
            open_store(place, create=False)
        assert caught.value.code is Code.NOT_SET_UP
    assert not list(tmp_path.glob("**/*.db"))


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    for place in (tmp_path / "data", tmp_path / "data" / "below"):
        with pytest.raises(ExpectedError) as caught:
            open_store(place, create=True)
        assert caught.value.code is Code.FOLDER_NOT_EMPTY
    assert (tmp_path / "data").read_text() == "x"


@pytest.mark.skipif(os.name == "nt", reason="names and links are other things there")
@pytest.mark.parametrize("create", [True, False])
def test_places_that_are_none(tmp_path: Path, create: bool) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    (tmp_path / "away").symlink_to(tmp_path / "unplugged")
    codes = {
        circle: {Code.FOLDER_GONE, Code.NOT_SET_UP},
        tmp_path / "away": {Code.FOLDER_GONE, Code.NOT_SET_UP},
        tmp_path / ("y" * 300): {Code.FILE_UNREADABLE},
    }
    for place, expected in codes.items():
        with pytest.raises(ExpectedError) as caught:
            open_store(place, create=create)
        assert caught.value.code in expected


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_folder_whose_name_is_not_utf_8(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    open_store(folder, create=True).close()
    open_store(folder, create=False).close()


@pytest.mark.skipif(os.name == "nt", reason="permissions are other things there")
@pytest.mark.parametrize("mode", [0o000, 0o111, 0o333])
@pytest.mark.parametrize("deeper", [False, True])
def test_a_folder_that_nobody_may_look_into(tmp_path: Path, mode: int, deeper: bool) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(mode)
    if os.access(closed, os.R_OK):
        pytest.skip("this account may look into everything")
    try:
        with pytest.raises(ExpectedError) as caught:
            open_store(closed / "data" if deeper else closed, create=False)
    finally:
        closed.chmod(0o700)
    assert caught.value.code in {Code.FILE_UNREADABLE, Code.NOT_SET_UP}
