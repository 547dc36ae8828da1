"""What a backup holds: a stored ZIP of a manifest, the database and the sealed records.

The manifest stands first, so that whoever extracts knows every size before a byte is written.
"""

import hashlib
import json
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from smbsocial.domain.errors import Code, ExpectedError, Wanted
from smbsocial.vault.backup_stream import PART
from smbsocial.vault.disk import reading, writing
from smbsocial.vault.stored_zip import (
    LARGEST,
    Member,
    head_length,
    member_head,
    told_member,
    zip_end,
)

MANIFEST = "manifest.json"
DATABASE = "planning.db"
SECRETS = "secrets.json"

_MOST = {MANIFEST: 65_536, DATABASE: LARGEST, SECRETS: 128 * 1024 * 1024}
"""Bytes. Ten thousand records of the largest kind take 93 MB."""
_ENTRY = re.compile(r"[0-9a-f]{32}:[0-9a-f]{16}")
_MOST_PARTS = 8
_LONGEST_PART = 1_280


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be kept.

    `database`: a checked copy that nobody writes to; `secrets`: the sealed parts under
    "account:reference" in hex; `rows`: how many rows each table has.
    """

    database: Path
    secrets: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Size in bytes and SHA-256 of a file of the backup."""

    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the backup says that it holds."""

    database: FileFacts
    secrets: FileFacts
    rows: Mapping[str, int]


def put_content(write: Callable[[bytes], object], content: Content) -> None:
    """Write the ZIP; never more than a part of a file is in memory.

    Raises ExpectedError of the database: FILE_MISSING, FILE_UNREADABLE (also if it is too large, or
    changed meanwhile: then without a reason); whatever `write` raises.
    """
    for key, parts in content.secrets.items():
        if not _is_entry(key, list(parts)):
            raise ValueError("not the parts of a record")
    database = _measured(DATABASE, _file_bytes(content.database, LARGEST))
    secrets = _measured(SECRETS, _secret_bytes(content.secrets))
    said = {
        "files": {DATABASE: database.said(), SECRETS: secrets.said()},
        "rows": dict(content.rows),
    }
    told = json.dumps(said).encode("ascii")
    manifest = _measured(MANIFEST, [told])
    for measured in (manifest, database, secrets):
        if measured.member.size > _MOST[measured.member.name]:
            raise _unreadable(content.database, Wanted.SMALLER_FILE)
    write(member_head(manifest.member) + told)
    for measured, pieces in (
        (database, _file_bytes(content.database, database.member.size)),
        (secrets, _secret_bytes(content.secrets)),
    ):
        write(member_head(measured.member))
        if _measured(measured.member.name, _passed_on(pieces, write)) != measured:
            raise _unreadable(content.database, "")
    write(zip_end([manifest.member, database.member, secrets.member]))


def take_content(
    pieces: Iterator[bytes], into: Path
) -> tuple[Manifest, Mapping[str, tuple[str, ...]]]:
    """Extract the three files of a ZIP into a folder, checked against the manifest.

    What was not written by `put_content` is refused, whoever sealed it. Raises ExpectedError:
    BACKUP_DAMAGED; as `writing` does.
    """
    source = _Source(pieces)
    first = _told_member(source, MANIFEST)
    told = source.exactly(first.size)
    manifest = _manifest(told)
    second = _take(source, manifest.database, into / DATABASE)
    third = _take(source, manifest.secrets, into / SECRETS)
    end = zip_end([_measured(MANIFEST, [told]).member, second, third])
    if source.exactly(len(end)) != end or not source.is_at_end():
        raise ExpectedError(Code.BACKUP_DAMAGED)
    with writing(into / MANIFEST):
        (into / MANIFEST).write_bytes(told)
    with reading(into / SECRETS):
        return manifest, _secrets((into / SECRETS).read_bytes())


@dataclass(frozen=True, slots=True)
class _Measured:
    """A file as it was seen going by."""

    member: Member
    sha256: bytes

    def said(self) -> dict[str, object]:
        return {"size": self.member.size, "sha256": self.sha256.hex()}


class _Source:
    """Pieces of any length, read in lengths that are asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._waiting = b""

    def up_to(self, length: int) -> Iterator[bytes]:
        """So many bytes, piece by piece."""
        while length:
            waiting = self._waiting or next(self._pieces, b"")
            if not waiting:
                raise ExpectedError(Code.BACKUP_DAMAGED)
            piece, self._waiting = waiting[:length], waiting[length:]
            length -= len(piece)
            yield piece

    def exactly(self, length: int) -> bytes:
        """So many bytes at once: few."""
        return b"".join(self.up_to(length))

    def is_at_end(self) -> bool:
        return not self._waiting and next(self._pieces, None) is None


def _measured(name: str, pieces: Iterable[bytes]) -> _Measured:
    digest, size, crc = hashlib.sha256(), 0, 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        crc = zlib.crc32(piece, crc)
    return _Measured(Member(name, size, crc), digest.digest())


def _passed_on(pieces: Iterable[bytes], write: Callable[[bytes], object]) -> Iterator[bytes]:
    for piece in pieces:
        write(piece)
        yield piece


def _file_bytes(path: Path, most: int) -> Iterator[bytes]:
    """The file's bytes, and one more than `most` if it has more: it could grow for ever."""
    left = most + 1
    with reading(path), path.open("rb") as file:
        while piece := file.read(min(left, PART)):
            left -= len(piece)
            yield piece


def _secret_bytes(secrets: Mapping[str, tuple[str, ...]]) -> Iterator[bytes]:
    """The records as JSON, one by one: there may be ten thousand of them."""
    yield b"{"
    for number, key in enumerate(sorted(secrets)):
        entry = f"{json.dumps(key)}:{json.dumps(secrets[key])}"
        yield (f",{entry}" if number else entry).encode("ascii")
    yield b"}"


def _unreadable(path: Path, reason: Wanted | str) -> ExpectedError:
    return ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=reason)


def _told_member(source: _Source, name: str) -> Member:
    member = told_member(name, source.exactly(head_length(name)))
    if member is None or member.size > _MOST[name]:
        raise ExpectedError(Code.BACKUP_DAMAGED)
    return member


def _take(source: _Source, facts: FileFacts, target: Path) -> Member:
    member = _told_member(source, target.name)
    if member.size != facts.size:
        raise ExpectedError(Code.BACKUP_DAMAGED)
    with writing(target), target.open("xb") as file:
        found = _measured(target.name, _passed_on(source.up_to(member.size), file.write))
        file.flush()
        os.fsync(file.fileno())
    if found != _Measured(member, facts.sha256):
        raise ExpectedError(Code.BACKUP_DAMAGED)
    return member


def _manifest(told: bytes) -> Manifest:
    try:
        said = json.loads(told)
        database, secrets = (_facts(said["files"][name]) for name in (DATABASE, SECRETS))
        rows = {name: _count(count) for name, count in _object(said["rows"]).items()}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ExpectedError(Code.BACKUP_DAMAGED) from error
    return Manifest(database, secrets, rows)


def _facts(said: Any) -> FileFacts:
    return FileFacts(_count(said["size"]), bytes.fromhex(said["sha256"]))


def _object(said: object) -> dict[Any, Any]:
    if not isinstance(said, dict):
        raise TypeError("not an object")
    return said


def _count(said: object) -> int:
    if type(said) is not int or said < 0:
        raise ValueError("not a count")
    return said


def _secrets(told: bytes) -> Mapping[str, tuple[str, ...]]:
    try:
        said = json.loads(told)
    except (ValueError, RecursionError) as error:
        raise ExpectedError(Code.BACKUP_DAMAGED) from error
    if not isinstance(said, dict) or not all(_is_entry(*entry) for entry in said.items()):
        raise ExpectedError(Code.BACKUP_DAMAGED)
    return {key: tuple(parts) for key, parts in said.items()}


def _is_entry(key: str, parts: object) -> bool:
    return (
        _ENTRY.fullmatch(key) is not None
        and isinstance(parts, list)
        and 1 <= len(parts) <= _MOST_PARTS
        and all(isinstance(p, str) and p.isascii() and 0 < len(p) < _LONGEST_PART for p in parts)
    )
