"""The data folder: whether it may hold the file, and who holds it now."""

import contextlib
import errno
import getpass
import json
import os
import platform
import re
import shutil
import stat
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from smbsocial.domain.errors import Code, ExpectedError

FILE = "planning.db"
LOCK = "smbsocial.lock"
HOLDER = "smbsocial.lock.json"
ALLOWED = "synced-folder-allowed.json"
SIDE = "restoring"
"""Where a backup is unpacked before it takes the file's place; unpacked, it has no other use."""
TRIAL = "restoring-trial"
"""Where a backup is unpacked to see whether it can be; nothing of it is kept."""

# Names of folders that sync programs make, and files they leave at the top of what they sync.
_SYNCED_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "cloudstorage": "cloud storage",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
}
_SYNCED_MARKS = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".stversions": "Syncthing",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
_SYNC_JOURNAL = re.compile(r"\._?sync_[0-9a-f]+\.db", re.IGNORECASE)
_CONFLICT = re.compile(r"planning.*(confli|konflikt).*", re.IGNORECASE)
_OWN_NAMES = re.compile(
    r"~?planning.*|smbsocial.*|reminders\.db.*|backups|log|~?restoring.*"
    r"|synced-folder-allowed\.json",
    re.IGNORECASE,
)
"""What a data folder holds: the file with its journal and copies, the lock, logs."""
_NETWORK = re.compile(
    r"nfs4?|cifs|smb3|smbfs|smb2|afs|ncpfs|coda|ceph|glusterfs|lustre|davfs|fuse\.("
    r"davfs2|sshfs|rclone|gvfsd-fuse|s3fs|google-drive-ocamlfuse|onedriver|glusterfs|ceph|"
    r"smbnetfs|curlftpfs)"
)
_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works on a data folder; `since` is an instant as the file system told it."""

    computer: str
    pid: int
    person: str
    since: str


@dataclass(slots=True)
class Hold:
    """Our hold on a data folder.

    `now` is the file system's own clock at the start, None where nothing could be written;
    `read_only` says that the folder takes no files, so that nothing is held.
    """

    folder: Path
    read_only: bool
    now: datetime | None
    lock: FileLock | None = None

    def release(self) -> None:
        """Say goodbye; doing it twice is allowed."""
        if self.lock is None:
            return
        (self.folder / HOLDER).unlink(missing_ok=True)
        self.lock.release()
        self.lock = None


def find_or_make(folder: Path, *, create: bool) -> Path:
    """The folder's absolute path; made with mode 0700 where it is missing and may be made.

    One that holds a business, or shall, is closed to others (see `close_to_others`).
    Raises ExpectedError: NOT_SET_UP, FOLDER_GONE, FOLDER_NOT_EMPTY (it is a file),
    FOLDER_READ_ONLY, DISK_FULL, FILE_NOT_WRITTEN and FILE_UNREADABLE (with the reason).
    """
    folder = folder.absolute()
    try:
        if folder.is_dir():
            next(folder.iterdir(), None)
            close_to_others(folder, new=create)
            return folder
        if folder.exists():
            raise ExpectedError(Code.FOLDER_NOT_EMPTY, path=str(folder))
        if not create:
            code = Code.NOT_SET_UP if folder.parent.is_dir() else Code.FOLDER_GONE
            raise ExpectedError(code, path=str(folder))
    except OSError as error:
        raise _told(Code.FILE_UNREADABLE, error, folder) from error
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:  # a link to a place that is gone
        raise ExpectedError(Code.FOLDER_GONE, path=str(folder)) from error
    except NotADirectoryError as error:
        raise ExpectedError(Code.FOLDER_NOT_EMPTY, path=str(folder)) from error
    except OSError as error:
        code = _code_of(error)
        told = Code.FILE_NOT_WRITTEN if code is Code.FOLDER_GONE else code
        raise _told(told, error, folder) from error
    return folder


def close_to_others(folder: Path, *, new: bool = False) -> None:
    """Take a data folder's rights from everybody but its owner, where that is us.

    One without a business only if there is to be a `new` one: who just looks may have named any.
    A folder in which something else lies too (somebody's documents) stays as it is, and so does
    one on a disk that knows no rights: `is_open_to_others` tells.
    """
    with contextlib.suppress(OSError):
        ours = new or (folder / FILE).exists()
        if ours and is_open_to_others(folder) and _is_ours_alone(folder):
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) & stat.S_IRWXU)


def is_open_to_others(folder: Path) -> bool:
    """Whether other logins of this computer have any right to the folder; never on Windows.

    There a user's folders are that user's alone by the rules that they inherit.
    """
    if sys.platform == "win32":
        return False
    try:
        return bool(folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except OSError:  # it is gone: opening will say so
        return False


def refuse_synced(folder: Path, *, allow: bool) -> None:
    """Stop where another program would copy the file while it is being written.

    Raises ExpectedError(FOLDER_SYNCED): `service` names what it is, `conflict` a second version
    of the file that a sync program left. With `allow` it is recorded and goes on.
    """
    service = synced_by(folder)
    conflicts = conflicting_copies(folder)
    known = _read_json(folder / ALLOWED) or {}
    new = [name for name in conflicts if name not in known.get("conflicts", ())]
    if not new and (service is None or known.get("service") == service):
        return
    if not allow:
        conflict = new[0] if new else ""
        raise ExpectedError(
            Code.FOLDER_SYNCED, path=str(folder), service=service or "", conflict=conflict
        )
    record = {"service": service, "conflicts": list(conflicts)}
    try:
        (folder / ALLOWED).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        if _code_of(error) is not Code.FOLDER_READ_ONLY:
            raise ExpectedError(_code_of(error), path=str(folder)) from error


def synced_by(folder: Path) -> str | None:
    """The sync service or network file system that a folder lies in, None for a plain disk."""
    real = _resolved(folder)
    if str(real).startswith("\\\\"):
        return "network"
    for place in (real, *real.parents):
        name = place.name.casefold()
        for known, service in _SYNCED_NAMES.items():
            if name == known or name.startswith((f"{known} ", f"{known}-")):
                return service
        for mark, service in _SYNCED_MARKS.items():
            if _is_there(place / mark):
                return service
        if _has_sync_journal(place):
            return "Nextcloud"
    return "network" if _NETWORK.fullmatch(_file_system(real)) else None


def conflicting_copies(folder: Path) -> tuple[str, ...]:
    """Names of second versions of the database that sync programs left in the folder."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:  # not there, or not for us: opening will say so
        return ()
    return tuple(sorted(name for name in names if _CONFLICT.match(name)))


def hold(folder: Path, *, take_over: bool = False) -> Hold:
    """Take the folder for this process; a folder that takes no files is not held but read.

    Raises ExpectedError: ALREADY_RUNNING (with computer, person, pid, since), DISK_FULL.
    """
    own = folder / f"{HOLDER}.{os.getpid()}"
    try:
        now = _introduce(own)
    except OSError as error:
        if error.errno in _READ_ONLY:
            return Hold(folder, read_only=True, now=None)
        now = None  # a full disk: reading still works, and writing will say so
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        own.unlink(missing_ok=True)
        raise _already_running(folder) from error
    except OSError as error:
        own.unlink(missing_ok=True)
        raise ExpectedError(_code_of(error), path=str(folder)) from error
    if not take_over and _held_elsewhere(folder):
        lock.release()
        own.unlink(missing_ok=True)
        raise _already_running(folder)
    if now is None:
        own.unlink(missing_ok=True)
    else:
        own.replace(folder / HOLDER)
    return Hold(folder, read_only=False, now=now, lock=lock)


def clear_side(folder: Path) -> None:
    """Delete what a restore that was cut short left; hold the folder."""
    _clear(folder, SIDE)


def clear_trial(folder: Path) -> None:
    """Delete what a trial that was cut short left; hold the folder."""
    _clear(folder, TRIAL)


def _clear(folder: Path, name: str) -> None:
    for left in (folder / name, folder / f"~{name}.tmp"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)


def holder(folder: Path) -> Holder | None:
    """Who says to be working on the folder, None if nobody does."""
    found = _read_json(folder / HOLDER)
    if found is None:
        return None
    pid = found.get("pid")
    return Holder(
        computer=str(found.get("computer", "")),
        pid=pid if isinstance(pid, int) else 0,
        person=str(found.get("person", "")),
        since=str(found.get("since", "")),
    )


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut (Windows does so by itself)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_ours_alone(folder: Path) -> bool:
    if sys.platform == "win32" or folder.stat().st_uid != os.getuid():
        return False
    return all(_OWN_NAMES.fullmatch(path.name) for path in folder.iterdir())


def _introduce(own: Path) -> datetime:
    """Write who we are; the time is the file's own, so that no clock is asked."""
    with own.open("w", encoding="utf-8") as file:
        now = datetime.fromtimestamp(int(os.fstat(file.fileno()).st_mtime), UTC)
        me = Holder(platform.node(), os.getpid(), _login(), now.isoformat().replace("+00:00", "Z"))
        json.dump(asdict(me), file, ensure_ascii=False)
    return now


def _held_elsewhere(folder: Path) -> bool:
    """Whether another computer is at it, as far as a lock cannot see.

    On a plain disk the lock tells the truth and what a crash left behind is old; in a synced
    folder the other computer's lock is not seen here, only its word that it is there.
    """
    there = holder(folder)
    if there is None or there.computer == platform.node():
        return False
    return synced_by(folder) is not None


def _already_running(folder: Path) -> ExpectedError:
    there = holder(folder) or Holder("", 0, "", "")
    facts: dict[str, Any] = asdict(there)
    with contextlib.suppress(ValueError):
        facts["since"] = datetime.fromisoformat(there.since)
    facts["elsewhere"] = there.computer not in {"", platform.node()}
    return ExpectedError(Code.ALREADY_RUNNING, path=str(folder), **facts)


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None  # what nobody can read says nothing
    return found if isinstance(found, dict) else None


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError):  # links in a circle: opening will say so
        return folder.absolute()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder above that nobody may look into, or a name without end
        return False


def _has_sync_journal(place: Path) -> bool:
    try:
        with os.scandir(place) as entries:
            return any(_SYNC_JOURNAL.fullmatch(entry.name) for entry in entries)
    except OSError:
        return False


def _file_system(folder: Path) -> str:
    """The type of the file system that a folder is on, as Linux tells it; "" elsewhere."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1])
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, kind = point, fields[2]
    return kind


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _told(code: Code, error: OSError, folder: Path) -> ExpectedError:
    return ExpectedError(code, path=str(folder), reason=error.strerror or "")


def _code_of(error: OSError) -> Code:
    if error.errno in _READ_ONLY:
        return Code.FOLDER_READ_ONLY
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Code.DISK_FULL
    return Code.FOLDER_GONE
