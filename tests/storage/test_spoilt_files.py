"""Files that are empty, cut, wiped, foreign, newer or gone.

The numbers are those of the design's test catalogue.
"""

import os
import signal
from pathlib import Path

import pytest
from cafe import EVERYTHING
from opening import DB, JOURNAL, Child, make_copy, overwrite, posts, refused, run_sql

from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.storage import database
from smbsocial.storage.backup import restore_backup
from smbsocial.storage.store import open_store


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
    overwrite(folder / DB, 0, bytes(100))
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
        overwrite(hundred / DB, 4096, b"\xff" * (size - 4096))
        store._link.connection.execute("PRAGMA shrink_memory")
        with store._link.translated():
            store._link.connection.execute("PRAGMA cache_size=1")
        with pytest.raises(ExpectedError) as caught:
            [store.all(type(entity)) for entity in EVERYTHING]
        assert caught.value.code is Code.DATABASE_DAMAGED
    finally:
        store.close()


def test_12_text_that_is_no_text(folder: Path) -> None:
    run_sql(folder, "UPDATE post SET title = CAST(x'ff' AS TEXT)")
    store = open_store(folder, create=False)
    try:
        with pytest.raises(ExpectedError) as caught:
            store.all(Post)
        assert caught.value.code is Code.DATABASE_DAMAGED
    finally:
        store.close()


def test_12_a_cell_that_nobody_wrote_names_the_copy_and_not_the_cell(folder: Path) -> None:
    copy = make_copy(folder)
    run_sql(folder, "UPDATE post SET status = 'Rosa''s secret'")
    store = open_store(folder, create=False)
    try:
        with pytest.raises(ExpectedError) as caught:
            store.all(Post)
        facts = caught.value.facts
        assert caught.value.code is Code.DATABASE_DAMAGED
        assert facts == {"kind": "Post", "path": str(folder / DB), "backup": str(copy)}
    finally:
        store.close()


def test_13_a_folder_in_the_place_of_the_file(folder: Path) -> None:
    (folder / DB).unlink()
    (folder / DB).mkdir()
    with pytest.raises(ExpectedError) as caught:
        open_store(folder, create=True)
    assert caught.value.code is Code.FILE_UNREADABLE
    assert caught.value.facts["reason"]


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
    run_sql(folder, f"PRAGMA application_id = {number}")
    assert refused(folder).code is Code.DATABASE_FOREIGN


def test_17_newer_user_version(folder: Path) -> None:
    run_sql(folder, f"PRAGMA user_version = {database.SCHEMA + 1}")
    listed = sorted(path.name for path in folder.iterdir())
    error = refused(folder)
    assert error.code is Code.DATABASE_NEWER
    assert (error.facts["found"], error.facts["known"]) == (database.SCHEMA + 1, database.SCHEMA)
    assert sorted(path.name for path in folder.iterdir()) == listed


def test_17_a_step_that_nobody_here_knows(folder: Path) -> None:
    run_sql(
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
    overwrite(hundred / DB, 0, bytes(100))
    aside = restore_backup(hundred)
    assert aside is not None
    assert aside.with_name(f"{aside.name}-journal").exists()
    assert not (hundred / JOURNAL).exists()
    assert posts(hundred) == whole


def test_restoring_refuses_a_copy_that_is_damaged(hundred: Path) -> None:
    copy = make_copy(hundred)
    before = (hundred / DB).read_bytes()
    overwrite(copy, 4096, bytes(8192))
    with pytest.raises(ExpectedError) as caught:
        restore_backup(hundred)
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert (hundred / DB).read_bytes() == before
    with pytest.raises(ExpectedError) as caught:
        restore_backup(hundred, hundred / "nothing.db")
    assert caught.value.code is Code.FILE_MISSING
