"""Files of the vault on disk: what the system says about them, in our words."""

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smbsocial.domain.errors import Code, ExpectedError

_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CANNOT_BE_ASKED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Around reading a file. Raises ExpectedError: FILE_MISSING, FILE_UNREADABLE (`reason`)."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ExpectedError(Code.FILE_MISSING, path=str(path)) from error
    except OSError as error:
        reason = error.strerror or ""
        raise ExpectedError(Code.FILE_UNREADABLE, path=str(path), reason=reason) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Around writing a file or a folder.

    Raises ExpectedError about the folder it is in: DISK_FULL, FOLDER_GONE, FOLDER_READ_ONLY; or
    about itself: FILE_NOT_WRITTEN (`reason`).
    """
    try:
        yield
    except OSError as error:
        code = _code_of(error, path.parent)
        if code is Code.FILE_NOT_WRITTEN:
            reason = error.strerror or ""
            raise ExpectedError(code, path=str(path), reason=reason) from error
        raise ExpectedError(code, path=str(path.parent)) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut, where one can ask for it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows opens no folder, and keeps renames by itself
        return
    try:
        os.fsync(handle)
    except OSError as error:  # some network folders
        if error.errno not in _CANNOT_BE_ASKED:
            raise
    finally:
        os.close(handle)


def remove(path: Path) -> bool:
    """Delete a file if it can be; whether it was there and is gone now."""
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _code_of(error: OSError, folder: Path) -> Code:
    if error.errno in _FULL:
        return Code.DISK_FULL
    there = False
    with contextlib.suppress(OSError):  # a drive that was pulled out says all sorts of things
        there = folder.is_dir()
    if not there:
        return Code.FOLDER_GONE
    return Code.FOLDER_READ_ONLY if error.errno in _READ_ONLY else Code.FILE_NOT_WRITTEN
