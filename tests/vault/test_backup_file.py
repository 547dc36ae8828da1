"""A backup is what section 6 of the design says, comes back whole, and leaves nothing behind."""

import errno
import io
import json
import os
import re
import shutil
import sqlite3
import stat
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from backup_making import (
    COUNTS,
    CREATED,
    HEADER,
    NAME,
    OTHER_VAULT,
    PRIVATE,
    PUBLIC,
    SCHEMA,
    SECRETS,
    SLOT,
    VAULT,
    content,
    make_backup,
    make_database,
    open_it,
    plain_zip,
)
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings as sodium

from smbsocial.domain.errors import Code, ExpectedError, Wanted, Why
from smbsocial.vault import backup_content, backup_file, disk
from smbsocial.vault.backup_file import open_backup, read_header, write_backup
from smbsocial.vault.backup_header import header_bytes, take_header
from smbsocial.vault.backup_stream import PART, SealingStream, new_file_key, opened_parts


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return make_database(tmp_path / "copy.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "backups"
    place.mkdir()
    return place


def refusal(call: Callable[[], object]) -> ExpectedError:
    with pytest.raises(ExpectedError) as caught:
        call()
    return caught.value


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_everything_comes_back(tmp_path: Path, folder: Path, database: Path) -> None:
    path = make_backup(folder, database)
    assert path == folder / NAME
    assert left_in(folder) == [NAME]
    opened = open_it(path, tmp_path / "side")
    assert opened.header == read_header(path) == HEADER
    assert opened.secrets == SECRETS
    assert opened.manifest.rows == COUNTS
    assert opened.manifest.database.size == database.stat().st_size
    assert opened.database == tmp_path / "side" / "planning.db"
    assert opened.database.read_bytes() == database.read_bytes()
    assert left_in(tmp_path / "side") == ["manifest.json", "planning.db", "secrets.json"]
    assert left_in(tmp_path) == ["backups", "copy.db", "side"]


def test_the_public_key_is_that_of_the_test_vector() -> None:
    assert PUBLIC.hex() == "0112b870cace075a812a5e63fb4052bdd681ba1bb7d665aa613d86c914103216"


def test_the_format_is_the_one_that_is_written_down(folder: Path, database: Path) -> None:
    data = make_backup(folder, database).read_bytes()
    length = int.from_bytes(data[8:12], "little")
    assert json.loads(data[12 : 12 + length]) == {
        "v": 1,
        "vault": VAULT.hex(),
        "created": "2027-01-13T09:30:05.250000Z",
        "app": "0.1.0",
        "schema": SCHEMA,
        "recovery": {"salt": "22" * 16, "m_kib": 131_072, "t": 3, "box": SLOT.box.hex()},
    }
    plain = plain_zip(data)
    parts = -(-len(plain) // 65_536)
    assert parts == 2
    assert len(data) == 116 + length + len(plain) + 17 * parts
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        assert archive.testzip() is None
        assert [(info.filename, info.compress_type) for info in archive.infolist()] == [
            ("manifest.json", 0),
            ("planning.db", 0),
            ("secrets.json", 0),
        ]
        assert archive.read("planning.db") == database.read_bytes()
        assert json.loads(archive.read("secrets.json")) == {
            key: list(parts) for key, parts in SECRETS.items()
        }
        assert set(json.loads(archive.read("manifest.json"))) == {"files", "rows"}


def test_nothing_of_the_content_can_be_read_in_the_file(folder: Path, database: Path) -> None:
    data = make_backup(folder, database).read_bytes()
    for clear in (b"SQLite format", b"PK", b"planning", b"smb1.", *map(str.encode, SECRETS)):
        found = data.count(clear)
        assert found <= (len(data) >> 8 * len(clear)) * 4, clear
    assert data != make_backup(folder, database).read_bytes()


def test_a_vault_without_a_record_yet(tmp_path: Path, folder: Path, database: Path) -> None:
    nothing = replace(content(database), secrets={}, rows={})
    path = write_backup(folder, header=HEADER, public=PUBLIC, content=nothing)
    opened = open_it(path, tmp_path / "side")
    assert opened.secrets == {}
    assert opened.manifest.rows == {}


def test_what_could_not_be_read_again_is_not_written(folder: Path, database: Path) -> None:
    for secrets in ({"a:b": ("x",)}, dict.fromkeys(SECRETS, ()), dict.fromkeys(SECRETS, ("ä",))):
        with pytest.raises(ValueError, match="parts"):
            write_backup(folder, header=HEADER, public=PUBLIC, content=content(database, secrets))
    for header in (replace(HEADER, vault=b"short"), replace(HEADER, app="a\nb")):
        with pytest.raises(ValueError, match="header"):
            make_backup(folder, database, header)
    assert left_in(folder) == []


def test_two_in_one_second_are_two(folder: Path, database: Path) -> None:
    first = make_backup(folder, database)
    before = first.read_bytes()
    second = make_backup(folder, database)
    assert second.name == "smbsocial-20270113-093006.smbbackup"
    assert first.read_bytes() == before
    assert read_header(second).created == CREATED


def test_the_name_is_in_utc_wherever_it_was_made(folder: Path, database: Path) -> None:
    local = CREATED.astimezone(timezone(timedelta(hours=13, minutes=45)))
    path = make_backup(folder, database, replace(HEADER, created=local))
    assert path.name == NAME
    assert read_header(path) == HEADER


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_reads_it(folder: Path, database: Path, tmp_path: Path) -> None:
    path = make_backup(folder, database)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    open_it(path, tmp_path / "side")
    assert stat.S_IMODE((tmp_path / "side").stat().st_mode) == 0o700


def test_what_a_killed_run_left_goes_and_another_vault_s_stays(
    folder: Path, database: Path
) -> None:
    ours = folder / f"~smbsocial-{VAULT.hex()}-00000000.tmp"
    theirs = folder / f"~smbsocial-{OTHER_VAULT.hex()}-00000000.tmp"
    for path in (ours, theirs):
        path.write_bytes(b"half")
    make_backup(folder, database)
    assert left_in(folder) == [NAME, theirs.name]


def test_what_the_disk_gives_back_otherwise_gets_no_name(
    folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first byte, the sealed key, a part, the end: what was written is not what is there."""
    sync = os.fsync
    size = make_backup(folder, database).stat().st_size
    for at in (0, 500, 2000, size - 1, size):

        def spoil(handle: int, at: int = at) -> None:
            (part,) = folder.glob("~*.tmp")
            data = bytearray(part.read_bytes())
            data[at : at + 1] = bytes([data[at] ^ 1]) if at < len(data) else b"+"
            part.write_bytes(data)
            sync(handle)

        monkeypatch.setattr(os, "fsync", spoil)
        error = refusal(lambda: make_backup(folder, database))
        assert error.code is Code.FILE_NOT_WRITTEN
        assert error.facts["reason"] == ""
        monkeypatch.setattr(os, "fsync", sync)
    assert left_in(folder) == [NAME]


def test_it_is_written_where_no_reading_past_the_memory_can_be_asked(
    folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    assert make_backup(folder, database).name == NAME


def test_the_copy_is_missing_or_no_file(folder: Path, tmp_path: Path) -> None:
    gone = refusal(lambda: make_backup(folder, tmp_path / "none.db"))
    assert gone.code is Code.FILE_MISSING
    assert gone.facts["path"] == str(tmp_path / "none.db")
    assert refusal(lambda: make_backup(folder, tmp_path)).code is Code.FILE_UNREADABLE
    assert left_in(folder) == []


def test_the_disk_breaks_off_while_it_is_written(
    folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = SealingStream.write

    def vanish(self: SealingStream, data: bytes) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(SealingStream, "write", vanish)
    error = refusal(lambda: make_backup(folder, database))
    assert error.code is Code.FILE_NOT_WRITTEN
    assert error.facts["reason"] == "Input/output error"
    monkeypatch.setattr(SealingStream, "write", write)
    assert left_in(folder) == []


def test_the_folder_is_gone(folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = refusal(lambda: make_backup(folder / "usb", database))
    assert error.code is Code.FOLDER_GONE
    assert error.facts["path"] == str(folder / "usb")

    def pull_out(handle: int) -> None:
        shutil.rmtree(folder)

    monkeypatch.setattr(os, "fsync", pull_out)
    error = refusal(lambda: make_backup(folder, database))
    assert error.code is Code.FOLDER_GONE
    assert error.facts["path"] == str(folder)


def test_a_folder_that_says_nothing_any_more_is_gone(
    folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(self: Path) -> bool:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "is_dir", silent)
    with pytest.raises(ExpectedError) as caught, disk.writing(folder / "file"):
        raise OSError(19, "No such device")
    assert caught.value.code is Code.FOLDER_GONE


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, Code.DISK_FULL),
        (errno.EDQUOT, Code.DISK_FULL),
        (errno.EROFS, Code.FOLDER_READ_ONLY),
        (errno.EACCES, Code.FOLDER_READ_ONLY),
        (errno.EIO, Code.FILE_NOT_WRITTEN),
        (errno.EFBIG, Code.FILE_NOT_WRITTEN),
    ],
)
def test_what_the_system_says_of_writing(folder: Path, number: int, code: Code) -> None:
    with pytest.raises(ExpectedError) as caught, disk.writing(folder / "file"):
        raise OSError(number, "why")
    assert caught.value.code is code
    about_file = code is Code.FILE_NOT_WRITTEN
    facts = {"path": str(folder / "file"), "reason": "why"} if about_file else {"path": str(folder)}
    assert caught.value.facts == facts


@pytest.mark.parametrize(("number", "fails"), [(22, False), (95, False), (5, True)])
def test_a_network_folder_that_cannot_be_synced(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, fails: bool
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    if fails:
        with pytest.raises(OSError, match="no"):
            disk.sync_folder(folder)
    else:
        disk.sync_folder(folder)


def test_a_system_that_opens_no_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    disk.sync_folder(folder)


def test_no_backup_there(tmp_path: Path) -> None:
    for look in (read_header, lambda path: open_it(path, tmp_path / "side")):
        assert refusal(lambda: look(tmp_path / "none")).code is Code.FILE_MISSING  # noqa: B023
        assert refusal(lambda: look(tmp_path)).code is Code.FILE_UNREADABLE  # noqa: B023
    assert left_in(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / NAME)
    assert refusal(lambda: read_header(tmp_path / NAME)).code is Code.FILE_UNREADABLE


def test_a_backup_that_cannot_be_read_to_its_end(
    tmp_path: Path, folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drive of the backup is to blame, not the one that is written to."""
    path = make_backup(folder, database)
    real = backup_file.opened_parts

    def broken(read: Callable[[int], bytes], *rest: bytes) -> object:
        yield next(real(read, *rest))
        with disk.reading(path):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(backup_file, "opened_parts", broken)
    error = refusal(lambda: open_it(path, tmp_path / "side"))
    assert error.code is Code.FILE_UNREADABLE
    assert error.facts == {"path": str(path), "reason": "Input/output error"}
    assert left_in(tmp_path) == ["backups", "copy.db"]


def test_the_side_folder_must_be_free(tmp_path: Path, folder: Path, database: Path) -> None:
    path = make_backup(folder, database)
    side = tmp_path / "side"
    side.mkdir()
    (tmp_path / "~side.tmp").mkdir()  # what a killed run left
    (tmp_path / "~side.tmp" / "planning.db").write_bytes(b"old")
    assert open_it(path, side).database.read_bytes() == database.read_bytes()
    for taken in (side, database):
        assert refusal(lambda: open_it(path, taken)).code is Code.FOLDER_NOT_EMPTY  # noqa: B023
    error = refusal(lambda: open_it(path, tmp_path / "none" / "side"))
    assert error.code is Code.FOLDER_GONE
    assert left_in(tmp_path) == ["backups", "copy.db", "side"]


def test_what_comes_back_is_a_database(tmp_path: Path, folder: Path, database: Path) -> None:
    opened = open_it(make_backup(folder, database), tmp_path / "side")
    connection = sqlite3.connect(opened.database)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT count(*) FROM post").fetchone() == (120,)
    connection.close()


def test_no_error_and_no_repr_says_a_key(
    tmp_path: Path, folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = []
    real = backup_file.new_file_key

    def noted() -> object:
        keys.append(real())
        return keys[-1]

    monkeypatch.setattr(backup_file, "new_file_key", noted)
    path = make_backup(folder, database)
    path.write_bytes(path.read_bytes()[:-1])
    error = refusal(lambda: open_backup(path, PRIVATE, tmp_path / "side", known_schema=SCHEMA))
    said = f"{error} {error.facts} {keys[0]!r} {backup_file._Bound(keys[0], b'')!r}"
    for key in (keys[0], PRIVATE):
        assert key.reveal().hex() not in said
        assert repr(key.reveal())[2:-1] not in said


def test_a_copy_that_somebody_writes_to_is_no_copy(
    folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = SealingStream.write

    def change(self: SealingStream, data: bytes) -> None:
        with database.open("ab") as file:
            file.write(b"more")
        write(self, data)

    monkeypatch.setattr(SealingStream, "write", change)
    error = refusal(lambda: make_backup(folder, database))
    assert error.code is Code.FILE_UNREADABLE
    assert error.facts == {"path": str(database), "reason": ""}
    assert left_in(folder) == []


@pytest.mark.parametrize("name", ["manifest.json", "planning.db", "secrets.json"])
def test_what_could_not_be_opened_again_is_refused_at_once(
    folder: Path, database: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(backup_content._MOST, name, 1)
    error = refusal(lambda: make_backup(folder, database))
    assert error.code is Code.FILE_UNREADABLE
    assert error.facts["reason"] is Wanted.SMALLER_FILE
    assert left_in(folder) == []


@pytest.mark.parametrize("tag", [0, 1, 2, 3], ids=["message", "push", "rekey", "final"])
@pytest.mark.parametrize("length", [0, 1, PART - 1, PART])
def test_only_full_parts_and_one_last(tag: int, length: int) -> None:
    """Even the key's holder makes no other stream."""
    key, state = new_file_key(), sodium.crypto_secretstream_xchacha20poly1305_state()
    sealed = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key.reveal())
    for text, mark in ((bytes(length), tag), (b"end", 3)):
        sealed += sodium.crypto_secretstream_xchacha20poly1305_push(state, text, b"", mark)
    right = tag == 0 and length == PART
    parts = opened_parts(io.BytesIO(sealed).read, key, b"")
    if right:
        assert list(parts) == [bytes(PART), b"end"]
    else:
        with pytest.raises(ExpectedError):
            list(parts)


@given(st.lists(st.integers(0, 3 * PART), max_size=6), st.integers(-1, 1))
def test_however_it_is_written_the_parts_are_the_same(lengths: list[int], off: int) -> None:
    file, key = io.BytesIO(), new_file_key()
    stream = SealingStream(file, key, b"bound")
    plain = b"".join(os.urandom(max(0, length + off)) for length in lengths)
    at = 0
    for length in lengths:
        piece = plain[at : at + max(0, length + off)]
        stream.write(piece)
        at += len(piece)
    stream.close()
    count = max(1, -(-len(plain) // PART))
    assert len(file.getvalue()) == 24 + len(plain) + 17 * count
    file.seek(0)
    parts = list(opened_parts(file.read, key, b"bound"))
    assert b"".join(parts) == plain
    assert len(parts) == count
    assert not file.read()


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=100),
    st.integers(0, 2**31 - 1),
    st.binary(max_size=200),
)
def test_every_header_is_read_as_it_was_written(app: str, schema: int, box: bytes) -> None:
    header = replace(HEADER, app=app, schema=schema, recovery=replace(SLOT, box=box))
    front = header_bytes(header)
    assert take_header(io.BytesIO(front + b"more").read) == (header, front)
    assert re.fullmatch(rb"[\x20-\x7e]+", front[12:])


@pytest.mark.parametrize("public", [bytes(32), b"short"], ids=["no point", "short"])
def test_what_is_no_backup_key_seals_nothing(folder: Path, database: Path, public: bytes) -> None:
    with pytest.raises(ExpectedError) as caught:
        write_backup(folder, header=HEADER, public=public, content=content(database, SECRETS))
    assert (caught.value.code, caught.value.facts) == (
        Code.SECRET_DAMAGED,
        {"why": Why.BACKUP_KEY},
    )
    assert list(folder.iterdir()) == []
