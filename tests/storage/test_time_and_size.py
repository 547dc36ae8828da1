"""Moved clocks, many posts, long and odd text, and how the files lie there.

The numbers are those of the design's test catalogue.
"""

import os
import sqlite3
import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cafe import POST, put_everything
from opening import DB, make_copy, overwrite, posts, refused

from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PostId
from smbsocial.storage import rows
from smbsocial.storage.backup import backups, newest_backup
from smbsocial.storage.folder import close_to_others, is_open_to_others
from smbsocial.storage.store import open_store


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


ALONE, OPEN = 0o700, 0o755


@pytest.mark.parametrize("mode", [OPEN, 0o770, 0o711, 0o777])
def test_a_folder_that_others_may_enter_is_closed_to_them(folder: Path, mode: int) -> None:
    make_copy(folder)
    (folder / "log").mkdir()
    folder.chmod(mode)
    assert is_open_to_others(folder)
    posts(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == ALONE
    assert not is_open_to_others(folder)


def test_what_the_owner_may_not_stays_so(folder: Path) -> None:
    folder.chmod(0o555)
    close_to_others(folder)
    mode = stat.S_IMODE(folder.stat().st_mode)
    folder.chmod(ALONE)
    assert mode == 0o500


def test_a_folder_with_other_things_in_it_is_not_ours_to_close(folder: Path) -> None:
    (folder / "letters.odt").write_text("to the bank")
    folder.chmod(OPEN)
    posts(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == OPEN
    assert is_open_to_others(folder)


def test_an_empty_folder_is_closed_only_where_a_business_shall_be(tmp_path: Path) -> None:
    tmp_path.chmod(OPEN)
    with pytest.raises(ExpectedError):
        open_store(tmp_path, create=False)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == OPEN
    open_store(tmp_path, create=True).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == ALONE


def test_a_folder_of_somebody_else_is_not_ours_to_close(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.chmod(OPEN)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    posts(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == OPEN


def test_a_larger_file_is_checked_at_each_start_too(folder: Path) -> None:
    """Ten megabytes, with a good copy of today: only the quick check can find it."""
    store = open_store(folder, create=False)
    long = "Kürbis " * 10_000
    with store.transaction() as tx:
        for number in range(130):
            tx.put(replace(POST, id=PostId(f"{number}"), text=long))
    store.close()
    posts(folder)
    make_copy(folder)
    file = folder / DB
    assert 8 * 1024 * 1024 < file.stat().st_size < 16 * 1024 * 1024
    connection = sqlite3.connect(file)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'tick_by_task'"
    ).fetchone()
    connection.close()
    overwrite(file, (page - 1) * 4096, b"\x0b" * 100)
    assert refused(folder).code is Code.DATABASE_DAMAGED


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
