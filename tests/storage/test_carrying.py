"""Copies that are carried away, and a database from elsewhere that takes the file's place."""

import os
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from cafe import EVERYTHING, POST, put_everything, remove_post
from kept_cafe import dumped
from opening import DB, JOURNAL, Child, overwrite, posts

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PostId
from smbsocial.storage import backup, carrying
from smbsocial.storage import folder as places
from smbsocial.storage.backup import backups, newest_backup
from smbsocial.storage.carrying import drop_present, keep_present, put_in_place, row_counts
from smbsocial.storage.store import memory_store, open_store


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Another business: no post, and everything else."""
    place = tmp_path / "other"
    store = open_store(place, create=True)
    with store.transaction() as tx:
        put_everything(tx)
        remove_post(tx)
    store.close()
    return place / DB


def test_a_snapshot_is_whole_private_and_of_now(folder: Path) -> None:
    store = open_store(folder, create=False)
    taken = store.snapshot()
    assert taken.parent == folder
    assert taken.stat().st_mode & 0o777 == 0o600
    again = store.snapshot()
    assert (taken.exists(), again.exists()) == (False, True)
    counts = row_counts(again)
    assert counts["post"] == 1
    assert counts["access_log"] == 3
    assert sum(counts.values()) >= len(EVERYTHING)
    assert [name for name, count in counts.items() if count == 0] == []  # of each table something
    assert not any(name.startswith("sqlite_") for name in counts)
    store.close()
    assert dumped(again) == dumped(folder / DB)
    target = folder.parent / "carried"
    target.mkdir()
    shutil.move(again, target / DB)
    assert posts(target) == posts(folder)


def test_a_snapshot_of_memory_has_no_place() -> None:
    store = memory_store()
    with pytest.raises(ExpectedError) as caught:
        store.snapshot()
    assert caught.value.code is Code.NO_BACKUP_FOLDER
    assert store.is_sound()
    store.close()


def test_a_damaged_database_gives_no_snapshot_and_says_so(hundred: Path) -> None:
    store = open_store(hundred, create=False)
    store._link.connection.execute("PRAGMA cache_size=1")  # what is in memory is not looked at
    overwrite(hundred / DB, 12 * 4096, bytes(4096 * 40))
    assert not store.is_sound()
    with pytest.raises(ExpectedError) as caught:
        store.snapshot()
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert not list(hundred.glob("~*"))
    store.close()


def test_somebody_writes_while_a_snapshot_is_taken(
    hundred: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever types goes on typing; the copy is one whole state."""
    monkeypatch.setattr(backup, "_STEP_PAGES", 1)
    store = open_store(hundred, create=False)
    taken: list[Path] = []
    thread = Thread(target=lambda: taken.append(store.snapshot()))
    written = 0
    thread.start()
    while thread.is_alive():
        with store.transaction() as tx:
            for id in ("one", "two"):
                tx.put(replace(POST, id=PostId(id), title=f"{written}"))
        written += 1
        time.sleep(0.005)  # nobody types faster
    thread.join()
    with closing(sqlite3.connect(taken[0])) as connection:
        titles = connection.execute(
            "SELECT DISTINCT title FROM post WHERE id IN ('one', 'two')"
        ).fetchall()
        assert len(titles) <= 1, "half a transaction"
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store.close()


def test_a_file_that_never_keeps_still_is_copied_at_once(
    hundred: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_STEP_PAGES", 1)
    store = open_store(hundred, create=False)
    began = []
    copy = backup._take_by_steps
    at_once = backup._take_at_once

    class Restless:
        """Somebody writes after each step."""

        def __init__(self, source: sqlite3.Connection) -> None:
            self._source = source

        def backup(self, target: sqlite3.Connection, **facts: object) -> None:
            look = facts.pop("progress")

            def write_and_look(*how: int) -> None:
                with store.transaction() as tx:
                    tx.put(replace(POST, id=PostId("one"), title=f"{how}"))
                look(*how)  # type: ignore[operator]

            self._source.backup(target, progress=write_and_look, **facts)  # type: ignore[arg-type]

    def noted(source: Restless, target: sqlite3.Connection) -> None:
        began.append("at once")
        at_once(source._source, target)

    monkeypatch.setattr(backup, "_take_at_once", noted)
    monkeypatch.setattr(
        backup, "_take_by_steps", lambda source, target: copy(Restless(source), target)
    )
    taken = store.snapshot()
    assert began == ["at once"]
    assert row_counts(taken)["post"] == row_counts(hundred / DB)["post"]
    store.close()


def test_24_a_file_that_another_program_holds_gives_no_snapshot(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "_PATIENCE", 0.05)
    store = open_store(folder, create=False)
    with closing(sqlite3.connect(folder / DB, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ExpectedError) as caught:
            store.snapshot()
        assert caught.value.code is Code.DATABASE_BUSY
        assert not list(folder.glob("~*"))
        other.execute("ROLLBACK")
    assert store.snapshot().exists()
    store.close()


def test_another_database_takes_the_place(folder: Path, whole: Path) -> None:
    old, new = dumped(folder / DB), dumped(whole)
    aside = put_in_place(folder, whole)
    assert (dumped(folder / DB), dumped(folder / "backups" / "replaced-0001.db")) == (new, old)
    assert posts(folder) == ()
    assert (folder / DB).stat().st_mode & 0o777 == 0o600
    assert aside == folder / "backups" / "replaced-0001.db"
    assert row_counts(aside)["post"] == 1
    newest = newest_backup(folder)  # whoever goes back to it gets the business that is there now
    assert newest is not None
    assert row_counts(newest)["post"] == 0
    shutil.copy(aside, whole)
    assert put_in_place(folder, whole) == folder / "backups" / "replaced-0002.db"
    assert len(posts(folder)) == 1


def test_a_copy_never_takes_the_place_of_another_one(folder: Path, whole: Path) -> None:
    """Whoever deleted an older copy to save room loses no newer one by it."""
    spare = [shutil.copyfile(whole, whole.with_name(f"{n}.db")) for n in range(2)]
    first = put_in_place(folder, whole)
    second = put_in_place(folder, spare[0])
    assert first is not None
    assert second is not None
    kept = second.read_bytes()
    first.unlink()
    third = put_in_place(folder, spare[1])
    assert third not in {first, second}
    assert second.read_bytes() == kept


def test_the_newest_three_copies_stay(folder: Path, whole: Path) -> None:
    kept = []
    for n in range(5):
        spare = shutil.copyfile(whole, whole.with_name(f"{n}.db"))
        kept.append(put_in_place(folder, spare))
        for ending in ("-journal", "-wal"):  # as beside the copy of a damaged file
            (folder / "backups" / f"replaced-{n + 1:04}.db{ending}").write_bytes(b"x")
    assert [path.name for path in kept if path] == [f"replaced-000{n}.db" for n in range(1, 6)]
    left = {path.name[:13] for path in (folder / "backups").glob("replaced-*")}
    assert left == {"replaced-0003", "replaced-0004", "replaced-0005"}


def test_a_copy_is_there_before_anything_is_done_and_is_brought_up_to_date(
    folder: Path, whole: Path
) -> None:
    store = open_store(folder, create=False)
    aside = keep_present(folder)
    assert aside == folder / "backups" / "replaced-0001.db"
    assert row_counts(aside)["post"] == 1
    with store.transaction() as tx:
        remove_post(tx)
    store.close()
    assert put_in_place(folder, whole, aside) == aside
    assert row_counts(aside)["post"] == 0
    assert [*(folder / "backups").glob("replaced-*")] == [aside]


def test_a_copy_for_nothing_goes_with_what_lies_beside_it(hundred: Path) -> None:
    overwrite(hundred / DB, 0, bytes(100))
    (hundred / JOURNAL).write_bytes(b"not a journal")
    aside = keep_present(hundred)
    assert aside is not None
    (hundred / JOURNAL).unlink(missing_ok=True)
    again = keep_present(hundred)
    assert again != aside
    for each in (aside, again):
        assert each is not None
        drop_present(each)
    assert not list((hundred / "backups").glob("replaced-*"))


def test_of_nothing_no_copy_is_kept(tmp_path: Path) -> None:
    assert keep_present(tmp_path) is None
    open_store(tmp_path / "new", create=True).close()
    assert keep_present(tmp_path / "new") is None


def test_into_an_empty_folder(tmp_path: Path, whole: Path) -> None:
    place = tmp_path / "new"
    place.mkdir()
    assert put_in_place(place, whole) is None
    assert posts(place) == ()
    assert len(backups(place)) == 1


def test_of_a_file_that_was_never_used_nothing_is_kept_or_told(tmp_path: Path, whole: Path) -> None:
    place = tmp_path / "new"
    open_store(place, create=True).close()
    assert put_in_place(place, whole) is None
    assert posts(place) == ()
    assert not list((place / "backups").glob("replaced-*"))


def test_what_a_crash_left_half_done_is_taken_back_first(
    hundred: Path, whole: Path, child: Child
) -> None:
    before = posts(hundred)
    child("leave_hot_journal", hundred)
    assert (hundred / JOURNAL).exists()
    aside = put_in_place(hundred, whole)
    assert aside is not None
    assert not (hundred / JOURNAL).exists()
    assert posts(hundred) == ()
    place = hundred.parent / "back"
    place.mkdir()
    shutil.copy(aside, place / DB)
    assert posts(place) == before


@pytest.mark.parametrize("spoil", ["page", "header", "empty", "text"])
def test_a_damaged_file_is_kept_byte_for_byte(hundred: Path, whole: Path, spoil: str) -> None:
    file = hundred / DB
    if spoil == "page":
        overwrite(file, 12 * 4096, bytes(4096))
    elif spoil == "header":
        overwrite(file, 0, bytes(100))
    else:
        file.write_bytes(b"" if spoil == "empty" else b"a shopping list\n" * 100)
    (hundred / JOURNAL).write_bytes(b"not a journal")  # SQLite throws such a one away
    former = file.read_bytes()
    aside = put_in_place(hundred, whole)
    assert aside is not None
    assert aside.read_bytes() == former or spoil == "empty"
    assert not (hundred / JOURNAL).exists()
    assert posts(hundred) == ()


def test_a_file_that_another_program_holds_is_left(
    folder: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(
        carrying.sqlite3, "connect", lambda *a, **k: connect(*a, **{**k, "timeout": 0.05})
    )
    other = connect(folder / DB)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ExpectedError) as caught:
        put_in_place(folder, whole)
    other.close()
    assert caught.value.code is Code.DATABASE_BUSY
    assert len(posts(folder)) == 1
    assert whole.exists()


def test_without_room_for_the_copy_nothing_changes(folder: Path, whole: Path) -> None:
    room = folder / "backups"
    shutil.rmtree(room, ignore_errors=True)
    room.write_text("a file where the copies should go")
    with pytest.raises(ExpectedError) as caught:
        put_in_place(folder, whole)
    assert caught.value.code is Code.FILE_NOT_WRITTEN
    assert len(posts(folder)) == 1


def test_a_full_disk_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError) as caught, carrying.copying(tmp_path / DB):
        raise OSError(28, os.strerror(28))
    assert caught.value.code is Code.DISK_FULL


def test_row_counts_of_no_database(tmp_path: Path) -> None:
    (tmp_path / DB).write_text("a shopping list" * 100)
    with pytest.raises(ExpectedError) as caught:
        row_counts(tmp_path / DB)
    assert caught.value.code is Code.DATABASE_DAMAGED
    with pytest.raises(ExpectedError) as caught:
        row_counts(tmp_path / "nothing.db")
    assert caught.value.code is Code.FILE_NOT_WRITTEN


def test_a_start_clears_what_a_restore_left(folder: Path) -> None:
    for name in (places.SIDE, f"~{places.SIDE}.tmp"):
        (folder / name).mkdir()
        (folder / name / "secrets.json").write_text("{}")
    assert len(posts(folder)) == 1
    assert not list(folder.glob(f"*{places.SIDE}*"))
