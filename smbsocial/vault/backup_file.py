"""The backup file: anybody's session can write one, only the owners' key opens it.

Whatever bears a final name was read back from the disk and is whole; what is being written has a
name of its own, which sync programs leave alone.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from smbsocial.domain.backups import name_of
from smbsocial.domain.errors import Code, ExpectedError, Wanted, Why
from smbsocial.domain.secret import Key, Secret
from smbsocial.vault.backup_content import DATABASE, Content, Manifest, put_content, take_content
from smbsocial.vault.backup_header import Header, header_bytes, take_header
from smbsocial.vault.backup_stream import SealingStream, new_file_key, opened_parts
from smbsocial.vault.disk import reading, remove, sync_folder, writing

_SEALED_KEY = 80


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened backup: all of it was checked. `database` lies in the side folder."""

    header: Header
    manifest: Manifest
    database: Path
    secrets: Mapping[str, tuple[str, ...]]


def write_backup(folder: Path, *, header: Header, public: bytes, content: Content) -> Path:
    """Write a backup, read it back, and only then give it its name; where it is.

    Its name is that of `header.created`, or of the next second that is free. `public`: the
    backup key's public half (32 bytes). Raises ExpectedError: SECRET_DAMAGED (`public` is no such
    key), DISK_FULL, FOLDER_GONE, FOLDER_READ_ONLY, FILE_NOT_WRITTEN (also if what was read back is
    something else; then without a reason), and FILE_MISSING or FILE_UNREADABLE of the database's
    copy. Nothing half done stays; what a killed run left is cleared away first.
    """
    for left in _leftovers(folder, header.vault):
        remove(left)
    part = folder / f"{_part_name(header.vault)}{os.urandom(4).hex()}.tmp"
    key = new_file_key()
    front = header_bytes(header)
    head = front + _sealed(public, key)
    try:
        sha256 = _write(part, head, _Bound(key, _hash(front)), content)
        _read_back(part, head, _Bound(key, _hash(front)), sha256)
        with writing(part):
            final = _free_name(folder, header)
            part.rename(final)
            sync_folder(folder)
    except BaseException:
        remove(part)
        raise
    return final


def _sealed(public: bytes, key: Key) -> bytes:
    """The file's key for the owners; raises SECRET_DAMAGED (`why`) for what is no backup key."""
    try:
        return SealedBox(PublicKey(public)).encrypt(key.reveal())
    except CryptoError as error:
        raise ExpectedError(Code.SECRET_DAMAGED, why=Why.BACKUP_KEY) from error


def read_header(path: Path) -> Header:
    """What a backup says about itself in the open; not proved before it is opened.

    Raises ExpectedError: FILE_MISSING, FILE_UNREADABLE, BACKUP_DAMAGED, BACKUP_NEWER (`found`,
    `known`: the format).
    """
    with _told_of(path), _read_from(path) as read:
        return take_header(read)[0]


def open_backup(
    path: Path,
    private: Key,
    into: Path,
    *,
    known_schema: int,
    vault: bytes | None = None,
    told: Callable[[int], None] | None = None,
) -> Opened:
    """Check a whole backup and extract it into the side folder `into`, which appears at the end.

    `private`: the backup key's private half (X25519, derived from the master key);
    `known_schema`: the newest schema of a database that this program knows; `vault`: the one it
    has to be of; `told` hears how many bytes were read, and what it raises ends it. Raises
    ExpectedError: as `read_header`; BACKUP_NEWER of a schema too; BACKUP_OTHER_VAULT;
    BACKUP_DAMAGED also for another vault's key, which cannot be told apart; FOLDER_NOT_EMPTY
    (something is at `into`); DISK_FULL, FOLDER_GONE, FOLDER_READ_ONLY, FILE_NOT_WRITTEN of the
    side folder.
    """
    side = into.with_name(f"~{into.name}.tmp")
    with writing(into):
        shutil.rmtree(side, ignore_errors=True)
        if into.exists() and (not into.is_dir() or any(into.iterdir())):
            raise ExpectedError(Code.FOLDER_NOT_EMPTY, path=str(into))
        side.mkdir(mode=0o700)
    try:
        with _told_of(path), _read_from(path) as whole:
            read = _counted(whole, told) if told else whole
            header, parts = _parts(read, private, known_schema=known_schema, vault=vault)
            manifest, secrets = take_content(parts, side)
        with writing(into):
            sync_folder(side)
            if into.exists():
                into.rmdir()
            side.rename(into)
            sync_folder(into.parent)
    except BaseException:
        shutil.rmtree(side, ignore_errors=True)
        raise
    return Opened(header, manifest, into / DATABASE, secrets)


@dataclass(frozen=True, slots=True)
class _Bound:
    """The file's key, and the hash that each part is bound to."""

    key: Key
    to: bytes


def _hash(front: bytes) -> bytes:
    return hashlib.sha256(front).digest()


def _part_name(vault: bytes) -> str:
    # Dropbox, OneDrive, Nextcloud and Google Drive leave "~….tmp" alone.
    return f"~smbsocial-{vault.hex()}-"


def _leftovers(folder: Path, vault: bytes) -> list[Path]:
    return list(folder.glob(f"{_part_name(vault)}*.tmp"))


def _free_name(folder: Path, header: Header) -> Path:
    """A name that nothing has: a rename would replace it without a word."""
    at = header.created
    while (folder / name_of(at)).exists():
        at += timedelta(seconds=1)
    return folder / name_of(at)


def _write(part: Path, head: bytes, bound: _Bound, content: Content) -> bytes:
    """Write and sync the file; the SHA-256 of its plaintext."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    with writing(part), os.fdopen(os.open(part, flags, 0o600), "wb") as file:
        file.write(head)
        stream = SealingStream(file, bound.key, bound.to)
        put_content(stream.write, content)
        stream.close()
        file.flush()
        os.fsync(file.fileno())
    return stream.sha256()


def _read_back(part: Path, head: bytes, bound: _Bound, sha256: bytes) -> None:
    """Open what was written with the key that is still here; the sealed one is compared."""
    digest = hashlib.sha256()
    try:
        with writing(part), part.open("rb") as file:
            _forget(file)
            same = file.read(len(head)) == head
            for piece in opened_parts(file.read, bound.key, bound.to):
                digest.update(piece)
    except ExpectedError as error:
        if error.code is not Code.BACKUP_DAMAGED:
            raise
        same = False
    if not same or digest.digest() != sha256:
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path=str(part), reason="")


def _forget(file: BinaryIO) -> None:
    """Have the system read from the disk, not from what it remembers of the writing."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        advise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _parts(
    read: Callable[[int], bytes], private: Key, *, known_schema: int, vault: bytes | None
) -> tuple[Header, Iterator[bytes]]:
    """The header, once it may be gone on, and what follows it."""
    header, front = take_header(read)
    if header.schema > known_schema:
        raise ExpectedError(Code.BACKUP_NEWER, found=header.schema, known=known_schema)
    if vault not in {None, header.vault}:
        raise ExpectedError(Code.BACKUP_OTHER_VAULT)
    key = _file_key(read(_SEALED_KEY), private)
    return header, opened_parts(read, key, _hash(front))


def _file_key(sealed: bytes, private: Key) -> Key:
    try:
        return Secret(SealedBox(PrivateKey(private.reveal())).decrypt(sealed))
    except CryptoError as error:
        raise ExpectedError(Code.BACKUP_DAMAGED) from error


@contextmanager
def _read_from(path: Path) -> Iterator[Callable[[int], bytes]]:
    """A `read` that tells its own faults, so that they are not taken for those of a target."""
    with reading(path):
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=Wanted.FILE)
        file = path.open("rb")

    def read(length: int) -> bytes:
        with reading(path):
            return file.read(length)

    with file:
        yield read


def _counted(read: Callable[[int], bytes], told: Callable[[int], None]) -> Callable[[int], bytes]:
    """A `read` that says how far it is."""
    so_far = 0

    def counted(length: int) -> bytes:
        nonlocal so_far
        found = read(length)
        so_far += len(found)
        told(so_far)
        return found

    return counted


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Name the backup in what is said about it."""
    try:
        yield
    except ExpectedError as error:
        if "path" in error.facts:
            raise
        raise ExpectedError(error.code, field=None, path=str(path), **error.facts) from error
