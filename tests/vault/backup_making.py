"""Backups as the tests of this room make them, and a reader of the format that is not ours."""

import hashlib
import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from nacl import bindings as sodium
from nacl.public import PrivateKey, PublicKey, SealedBox

from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import SealedSlot
from smbsocial.vault.backup_content import Content
from smbsocial.vault.backup_file import Opened, open_backup, write_backup
from smbsocial.vault.backup_header import Header, header_bytes
from smbsocial.vault.backup_stream import SealingStream, new_file_key
from smbsocial.vault.stored_zip import Member, member_head, zip_end

VAULT, OTHER_VAULT = bytes(range(16)), bytes(range(100, 116))
CREATED = datetime(2027, 1, 13, 9, 30, 5, 250_000, tzinfo=UTC)
NAME = "smbsocial-20270113-093005.smbbackup"
SCHEMA = 3
PRIVATE = Secret(
    hashlib.blake2b(key=bytes([0x33] * 32), person=b"smbs-bkp-v1", digest_size=32).digest()
)
PUBLIC = bytes(PrivateKey(PRIVATE.reveal()).public_key)
SLOT = SealedSlot(bytes([0x22] * 16), 131_072, 3, bytes(range(80)))
HEADER = Header(VAULT, CREATED, "0.1.0", SCHEMA, SLOT)
SECRETS = {
    f"{bytes(range(32, 48)).hex()}:{bytes(range(48, 56)).hex()}": ("smb1.1.2.AAAA", "smb1.2.2.BB"),
    f"{'0f' * 16}:{'a0' * 8}": ("smb1.1.1.CCCC",),
}
COUNTS = {"post": 120, "person": 2}


def make_database(path: Path, *, posts: int = 120, length: int = 900) -> Path:
    """A database with so many posts of so many letters."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute('CREATE TABLE "post" ("id" TEXT PRIMARY KEY, "text" TEXT)')
        rows = ((f"{number:05}", f"{number} " * (length // 4)) for number in range(posts))
        connection.executemany('INSERT INTO "post" VALUES (?, ?)', rows)
    connection.close()
    return path


def content(database: Path, secrets: Mapping[str, tuple[str, ...]] = SECRETS) -> Content:
    return Content(database, secrets, COUNTS)


def make_backup(folder: Path, database: Path, header: Header = HEADER) -> Path:
    return write_backup(folder, header=header, public=PUBLIC, content=content(database))


def open_it(path: Path, into: Path) -> Opened:
    return open_backup(path, PRIVATE, into, known_schema=SCHEMA)


def plain_zip(data: bytes) -> bytes:
    """The plaintext of a backup, read by section 6 of vault.md and libsodium alone."""
    assert data[:8] == b"SMBBKUP1"
    length = int.from_bytes(data[8:12], "little")
    bound = hashlib.sha256(data[: 12 + length]).digest()
    at = 12 + length
    key = SealedBox(PrivateKey(PRIVATE.reveal())).decrypt(data[at : at + 80])
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, data[at + 80 : at + 104], key)
    at, plain = at + 104, b""
    while True:
        sealed = data[at : at + 65_536 + 17]
        part, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, bound)
        at, plain = at + len(sealed), plain + part
        if tag == sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL:
            assert at == len(data)
            return plain
        assert len(part) == 65_536


def forge(path: Path, plain: bytes) -> Path:
    """A file that is sealed well, by somebody who has the public key, around anything."""
    key, front = new_file_key(), header_bytes(HEADER)
    with path.open("wb") as file:
        file.write(front + SealedBox(PublicKey(PUBLIC)).encrypt(key.reveal()))
        stream = SealingStream(file, key, hashlib.sha256(front).digest())
        stream.write(plain)
        stream.close()
    return path


def zip_of(members: list[tuple[str, bytes]]) -> bytes:
    """A ZIP as we frame it, with any files."""
    known = [Member(name, len(data), zlib.crc32(data)) for name, data in members]
    files = [member_head(one) + data for one, (_, data) in zip(known, members, strict=True)]
    return b"".join(files) + zip_end(known)


def other_zip_of(members: list[tuple[str, bytes]], compression: int) -> bytes:
    """A ZIP as others write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def manifest_of(database: bytes, secrets: bytes, **changes: object) -> bytes:
    files = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in (("planning.db", database), ("secrets.json", secrets))
    }
    return json.dumps({"files": files, "rows": {}, **changes}).encode()


def cuts(path: Path) -> dict[str, int]:
    """Where each region of a backup begins, the parts by number; `end` is the file's size."""
    size = path.stat().st_size
    length = int.from_bytes(path.read_bytes()[8:12], "little")
    regions = {
        "magic": 0, "length": 8, "header": 12, "sealed key": 12 + length,
        "stream header": 92 + length,
    }  # fmt: skip
    for number, at in enumerate(range(116 + length, size, 65_536 + 17)):
        regions[f"part {number}"] = at
    return {**regions, "end": size}
