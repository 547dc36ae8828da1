"""What disks, other programs and clocks do to the file: the right code, and nothing lost.

The numbers are those of the design's test catalogue.
"""

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cafe import EVERYTHING, POST, put_everything

from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PostId
from smbsocial.storage import database, rows
from smbsocial.storage import folder as places
from smbsocial.storage.backup import backups, newest_backup, restore_backup
from smbsocial.storage.store import open_store

Child = Callable[..., subprocess.CompletedProcess[str]]

DB = "smbsocial.db"
JOURNAL = "smbsocial.db-journal"


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


# Disk


def test_05_disk_full(tmp_path: Path, child: Child) -> None:
    small = f"mount -t tmpfs -o size=1m none {tmp_path}"
    done = child("fill", tmp_path / "data", cage=small)
    assert done.stdout.splitlines() == ["disk_full True True", "True True"], done.stderr


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


# Files


def test_09_empty_file(folder: Path) -> None:
    copy = make_copy(folder)
    (folder / DB).write_bytes(b"")
    error = refused(folder)
    assert error.code is Code.DATABASE_DAMAGED
    assert error.facts == {"path": str(folder / DB), "backup": str(copy)}


@pytest.mark.parametrize("keep", [0.5, 0.99, 50, 99, 100, 4096])
def test_10_truncated(hundred: Path, keep: float) -> None:
    copy = make_copy(hundred)
    file = hundred / DB
    size = file.stat().st_size
    os.truncate(file, int(size * keep) if keep < 1 else int(keep))
    error = refused(hundred)
    assert error.code is Code.DATABASE_DAMAGED
    assert error.facts["backup"] == str(copy)


def test_11_header_wiped(folder: Path) -> None:
    _overwrite(folder / DB, 0, bytes(100))
    error = refused(folder)
    assert error.code is Code.DATABASE_DAMAGED
    assert error.facts["backup"] == ""


def test_12_any_page_zeroed(hundred: Path) -> None:
    whole = posts(hundred)
    file = hundred / DB
    original = file.read_bytes()
    found = 0
    for page in range(len(original) // 4096):
        file.write_bytes(original[: page * 4096] + bytes(4096) + original[(page + 1) * 4096 :])
        try:
            seen = posts(hundred)
        except ExpectedError as error:
            told = error
        else:
            assert seen == whole  # a page without content
            continue
        assert told.code is Code.DATABASE_DAMAGED
        assert Path(str(told.facts["backup"])).exists()
        found += 1
    assert found > 20


def test_12_damage_that_shows_while_reading(hundred: Path) -> None:
    store = open_store(hundred, create=False)
    try:
        size = (hundred / DB).stat().st_size
        _overwrite(hundred / DB, 4096, b"\xff" * (size - 4096))
        store._link.connection.execute("PRAGMA shrink_memory")
        with store._link.translated():
            store._link.connection.execute("PRAGMA cache_size=1")
        with pytest.raises(ExpectedError) as caught:
            [store.all(type(entity)) for entity in EVERYTHING]
        assert caught.value.code is Code.DATABASE_DAMAGED
    finally:
        store.close()


def test_12_text_that_is_no_text(folder: Path) -> None:
    _sql(folder, "UPDATE post SET title = CAST(x'ff' AS TEXT)")
    store = open_store(folder, create=False)
    try:
        with pytest.raises(ExpectedError) as caught:
            store.all(Post)
        assert caught.value.code is Code.DATABASE_DAMAGED
    finally:
        store.close()


def test_12_a_cell_that_nobody_wrote_names_the_copy_and_not_the_cell(folder: Path) -> None:
    copy = make_copy(folder)
    _sql(folder, "UPDATE post SET status = 'Rosa''s secret'")
    store = open_store(folder, create=False)
    try:
        with pytest.raises(ExpectedError) as caught:
            store.all(Post)
        facts = caught.value.facts
        assert caught.value.code is Code.DATABASE_DAMAGED
        assert facts == {"kind": "Post", "path": str(folder / DB), "backup": str(copy)}
    finally:
        store.close()


@pytest.mark.parametrize("text", ["Dear diary,\nToday " * 40, "{}", "Grüße " * 200])
def test_13_text_file(folder: Path, text: str) -> None:
    (folder / DB).write_text(text, encoding="utf-8")
    assert refused(folder).code is Code.DATABASE_FOREIGN


def test_14_garbage_appended(hundred: Path) -> None:
    whole = posts(hundred)
    with (hundred / DB).open("ab") as file:
        file.write(b"garbage" * 1000)
    assert posts(hundred) == whole


@pytest.mark.parametrize("number", [0, 1, 0x534D4254])
def test_16_other_application_id(folder: Path, number: int) -> None:
    _sql(folder, f"PRAGMA application_id = {number}")
    assert refused(folder).code is Code.DATABASE_FOREIGN


def test_17_newer_user_version(folder: Path) -> None:
    _sql(folder, f"PRAGMA user_version = {database.SCHEMA + 1}")
    listed = sorted(path.name for path in folder.iterdir())
    error = refused(folder)
    assert error.code is Code.DATABASE_NEWER
    assert (error.facts["found"], error.facts["known"]) == (database.SCHEMA + 1, database.SCHEMA)
    assert sorted(path.name for path in folder.iterdir()) == listed


def test_17_a_step_that_nobody_here_knows(folder: Path) -> None:
    _sql(
        folder,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('smbsocial', 's9999_later', '')",
    )
    assert refused(folder).code is Code.DATABASE_NEWER


def test_18_hot_journal_recovers(hundred: Path, child: Child) -> None:
    whole = posts(hundred)
    before = (hundred / DB).read_bytes()
    assert child("leave_hot_journal", hundred).returncode == -signal.SIGKILL
    assert (hundred / JOURNAL).stat().st_size > 4096
    assert (hundred / DB).read_bytes() != before
    assert posts(hundred) == whole
    assert not (hundred / JOURNAL).exists()


def test_19_journal_missing(hundred: Path, child: Child) -> None:
    copy = make_copy(hundred)
    whole = posts(hundred)
    assert child("leave_hot_journal", hundred).returncode == -signal.SIGKILL
    (hundred / JOURNAL).unlink()
    error = refused(hundred)
    assert error.code is Code.DATABASE_DAMAGED
    assert error.facts["backup"] == str(copy)
    damaged = (hundred / DB).read_bytes()
    aside = restore_backup(hundred)
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert posts(hundred) == whole


def test_19_a_file_that_is_gone_is_not_replaced_by_an_empty_one(folder: Path) -> None:
    copy = make_copy(folder)
    whole = posts(folder)
    (folder / DB).unlink()
    error = refused(folder)
    assert error.code is Code.DATABASE_MISSING
    assert error.facts["backup"] == str(copy)
    assert restore_backup(folder) is None
    assert posts(folder) == whole


def test_19_a_journal_without_its_file_is_kept(folder: Path, child: Child) -> None:
    assert child("leave_hot_journal", folder).returncode == -signal.SIGKILL
    journal = (folder / JOURNAL).read_bytes()
    (folder / DB).rename(folder / "elsewhere")
    assert refused(folder).code is Code.DATABASE_MISSING
    assert (folder / JOURNAL).read_bytes() == journal


def test_restoring_sets_the_journal_aside_too(hundred: Path, child: Child) -> None:
    make_copy(hundred)
    whole = posts(hundred)
    child("leave_hot_journal", hundred)
    _overwrite(hundred / DB, 0, bytes(100))
    aside = restore_backup(hundred)
    assert aside is not None
    assert aside.with_name(f"{aside.name}-journal").exists()
    assert not (hundred / JOURNAL).exists()
    assert posts(hundred) == whole


def test_restoring_refuses_a_copy_that_is_damaged(hundred: Path) -> None:
    copy = make_copy(hundred)
    before = (hundred / DB).read_bytes()
    _overwrite(copy, 4096, bytes(8192))
    with pytest.raises(ExpectedError) as caught:
        restore_backup(hundred)
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert (hundred / DB).read_bytes() == before
    with pytest.raises(ExpectedError) as caught:
        restore_backup(hundred, hundred / "nothing.db")
    assert caught.value.code is Code.FILE_MISSING


# Other programs


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
    error = _refused_held(place)
    assert error.code is Code.ALREADY_RUNNING
    assert {**error.facts, "since": None} == {
        **ELSEWHERE,
        "since": None,
        "elsewhere": True,
        "path": str(place),
    }
    open_store(place, create=False, take_over=True).close()
    assert posts(place) == ()


def _refused_held(folder: Path) -> ExpectedError:
    with pytest.raises(ExpectedError) as caught:
        open_store(folder, create=False)
    return caught.value


@pytest.mark.parametrize("info", ["", "{", "[]", '{"pid": "x"}', "\0"])
def test_22_lock_info_that_nobody_can_read(folder: Path, info: str) -> None:
    first = open_store(folder, create=False)
    (folder / places.HOLDER).write_text(info)
    error = _refused_held(folder)
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
    assert not (place / DB).exists()
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
        "smbsocial (Rosa's conflicted copy 2026-11-22).db",
        "smbsocial.sync-conflict-20261122-101500-ABCDEFG.db",
        "smbsocial (In Konflikt stehende Kopie von Rosa 2026-11-22).db",
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
        assert _refused_held(folder).code is Code.DATABASE_BUSY
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
    with pytest.raises(ExpectedError) as caught:
        open_store(tmp_path / "data", create=True)
    assert caught.value.code is Code.FOLDER_GONE


# Time and size


@pytest.mark.parametrize("days", [-400, 400], ids=["26_clock_back", "27_clock_forward"])
def test_clock_moved_between_copies(folder: Path, days: int) -> None:
    first = make_copy(folder)
    made = first.stat().st_mtime - days * 86400  # as if the clock had moved by so many days since
    os.utime(first, (made, made))
    posts(folder)
    newest = newest_backup(folder)
    assert newest is not None
    assert newest != first
    assert [copy.number for copy in backups(folder)] == [1, 2]
    posts(folder)
    assert newest_backup(folder) == newest


def test_few_copies_are_kept_and_the_newest_always(folder: Path) -> None:
    for _ in range(7):
        for copy in backups(folder):
            os.utime(copy.path, (1, 1))
        posts(folder)
    assert [copy.number for copy in backups(folder)] == [4, 5, 6, 7]


def test_a_disk_without_room_for_the_weekly_copy_does_not_stop_the_work(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "backups").write_text("a file where the copies would go")
    assert posts(folder) == (POST,)


@pytest.mark.slow
def test_29_a_hundred_thousand_posts(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", create=True)
    try:
        with store.transaction() as tx:
            put_everything(tx)
        many = (
            replace(POST, id=PostId(f"{i}"), day=date(2020, 1, 1) + timedelta(days=i // 50))
            for i in range(100_000)
        )
        names = ", ".join(f'"{column.name}"' for column in rows.columns(Post))
        marks = ", ".join("?" * len(rows.columns(Post)))
        connection = store._link.connection
        connection.execute("BEGIN")
        connection.executemany(
            f"INSERT INTO post ({names}) VALUES ({marks})",  # noqa: S608
            map(rows.to_row, many),
        )
        connection.execute("COMMIT")
        month = store.posts(date(2022, 3, 1), date(2022, 3, 31))
        assert len(month) == 31 * 50
        assert [post.day for post in month] == sorted(post.day for post in month)
        assert len(store.search("hokkaido", limit=20)) == 20
        with store.transaction() as tx:
            tx.put(replace(POST, title="one more"))
    finally:
        store.close()
    assert len(posts(tmp_path / "data")) == 100_001


def test_29_a_megabyte_of_text(folder: Path) -> None:
    long = replace(POST, text="Grüße 🥐 " * 130_000)
    store = open_store(folder, create=False)
    with store.transaction() as tx:
        tx.put(long)
    store.close()
    assert posts(folder) == (long,)


@pytest.mark.parametrize(
    "text",
    [
        "before\0after",
        "\0",
        "\u202eright to left\u202c \u2067\u05e9\u05dc\u05d5\u05dd\u2069",
        "👩🏽‍🍳🥐🇩🇪",
        "e\u0301 is not é",
        "'; DROP TABLE post; --",
        '" OR 1=1',
        '=HYPERLINK("http://x")',
        "\ufeff\u2028\u2029\x85\r\n\t\x07",
        "\U0010ffff\ufffe",
        "",
        " ",
    ],
)
def test_30_bad_text_comes_back_as_it_went(folder: Path, text: str) -> None:
    odd = replace(POST, id=PostId(f"id {text}"), title=text, text=text)
    store = open_store(folder, create=False)
    with store.transaction() as tx:
        tx.put(odd)
    store.close()
    store = open_store(folder, create=False)
    assert store.get(Post, odd.id) == odd
    assert store.get(Post, POST.id) == POST
    store.close()


@pytest.mark.parametrize("field", ["id", "title", "text", "observance"])
def test_30_half_a_character_is_told_with_its_field(folder: Path, field: str) -> None:
    store = open_store(folder, create=False)
    try:
        changes: list[dict[str, Any]] = [{"title": "changed first"}, {field: "half \ud83e"}]
        with pytest.raises(ExpectedError) as caught, store.transaction() as tx:
            [tx.put(replace(POST, **change)) for change in changes]
        assert caught.value.code is Code.BAD_TEXT
        assert caught.value.field == field
        assert store.all(Post) == (POST,)
    finally:
        store.close()


# How it lies there


def test_the_folder_and_its_files_are_the_owners_alone(tmp_path: Path) -> None:
    place = tmp_path / "new" / "data"
    store = open_store(place, create=True)
    with store.transaction() as tx:
        put_everything(tx)
    store.close()
    posts(place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    for file in (place / DB, *(copy.path for copy in backups(place))):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["a b", "Grüße", "what?", "a#b", "50%20", "x&mode=ro", "日本"])
def test_any_path_works(tmp_path: Path, name: str) -> None:
    store = open_store(tmp_path / name, create=True)
    with store.transaction() as tx:
        put_everything(tx)
    store.close()
    assert posts(tmp_path / name) == (POST,)
    assert (tmp_path / name / DB).exists()
    assert newest_backup(tmp_path / name) is not None


def test_a_start_that_was_killed_while_making_the_file_starts_anew(tmp_path: Path) -> None:
    (tmp_path / f"{DB}.new").write_bytes(b"half")
    (tmp_path / f"{DB}.new-journal").write_bytes(b"half")
    open_store(tmp_path, create=True).close()
    assert posts(tmp_path) == ()


def test_no_message_holds_what_was_stored(folder: Path) -> None:
    store = open_store(folder, create=False)
    try:
        with pytest.raises(sqlite3.IntegrityError) as caught, store.transaction() as tx:
            tx.put(replace(POST, minutes=-1))
        assert "Kürbissuppe" not in str(caught.value)
        assert store.all(Post) == (POST,)
    finally:
        store.close()


def _overwrite(file: Path, at: int, what: bytes) -> None:
    with file.open("rb+") as opened:
        opened.seek(at)
        opened.write(what)


def _sql(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / DB, isolation_level=None)
    connection.execute(statement)
    connection.close()
