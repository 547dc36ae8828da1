"""The folder that backups go to: whose they are, whether it can be written, what may go.

Only regular files with a backup's name are looked at, and only those of the same vault deleted.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from smbsocial.domain.backups import time_of, to_delete
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.vault.backup_file import read_header
from smbsocial.vault.backup_header import Header
from smbsocial.vault.disk import reading, remove, writing


@dataclass(frozen=True, slots=True)
class Found:
    """A backup in a folder; `made` as its name says, `size` in bytes.

    `header` is None where it cannot be read, and `problem` says why: BACKUP_DAMAGED, BACKUP_NEWER,
    FILE_UNREADABLE or FILE_MISSING. A header alone proves nothing about the rest.
    """

    path: Path
    made: datetime
    size: int
    header: Header | None
    problem: Code | None


def check_folder(folder: Path) -> None:
    """Try whether a file can be made in the folder.

    Raises ExpectedError: FOLDER_GONE, FOLDER_READ_ONLY, DISK_FULL, FILE_NOT_WRITTEN.
    """
    probe = folder / f"~smbsocial-{os.urandom(4).hex()}.tmp"
    try:
        with writing(probe):
            probe.write_bytes(b"smbsocial")
    finally:
        remove(probe)


def backups_in(folder: Path) -> tuple[Found, ...]:
    """Every backup in a folder, whosever it is, oldest name first.

    Raises ExpectedError: FOLDER_GONE, FILE_UNREADABLE (the folder itself).
    """
    with reading(folder):
        if not folder.is_dir():
            raise ExpectedError(Code.FOLDER_GONE, path=str(folder))
        paths = sorted(folder.iterdir())
    return tuple(found for path in paths if (found := _found(path)) is not None)


def of_vault(found: Iterable[Found], vault: bytes) -> tuple[Found, ...]:
    """Those that say to be of that vault."""
    return tuple(one for one in found if one.header is not None and one.header.vault == vault)


def newest_of(found: Iterable[Found], vault: bytes) -> Found | None:
    """The newest one of a vault as its name says, None if there is none."""
    return max(of_vault(found, vault), key=lambda one: one.made, default=None)


def rotate(folder: Path, vault: bytes, *, now: datetime, verified: Path | None) -> tuple[Path, ...]:
    """Delete what needs not stay; what was deleted, oldest first.

    `verified`: the last backup that was read back. A file that does not let itself be deleted
    stays for the next time. Raises ExpectedError as `backups_in` does.
    """
    ours = [one.path for one in of_vault(backups_in(folder), vault)]
    going = to_delete(
        [path.name for path in ours], now=now, verified={verified.name} if verified else ()
    )
    return tuple(folder / name for name in going if remove(folder / name))


def _found(path: Path) -> Found | None:
    made = time_of(path.name)
    if made is None or path.is_symlink() or not path.is_file():
        return None
    try:
        header = read_header(path)
        return Found(path, made, path.stat().st_size, header, None)
    except ExpectedError as error:
        return Found(path, made, 0, None, error.code)
