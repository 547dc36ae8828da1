"""What the killed, caged and measured processes of the backup tests do; started by name."""

import hashlib
import resource
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).parent))

from backup_making import CREATED, HEADER, NAME, make_backup, make_database, open_it

from smbsocial.domain.errors import ExpectedError
from smbsocial.vault.backup_folder import check_folder


class Pipe(Protocol):
    """The parent's end of a pipe."""

    def send_bytes(self, message: bytes) -> None: ...


def back_up_for_ever(folder: str, database: str, start: int, pipe: Pipe) -> None:
    """Write backup after backup, and say each name once it is done; until killed."""
    number = start
    while True:
        header = replace(HEADER, created=CREATED + timedelta(seconds=number))
        path = make_backup(Path(folder), Path(database), header)
        pipe.send_bytes(path.name.encode())
        number += 1


def fill(room: str, database: str) -> None:
    """Write backups until the disk is full; say what came of it, then make room and go on."""
    folder = Path(room)
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(200_000))
    names: list[str] = []
    code, where = _filled(folder, Path(database), names)
    left = sorted(path.name for path in folder.iterdir())
    print(code, where == room, left == ["ballast", *names], len(names) > 0)
    ballast.unlink()
    names.append(make_backup(folder, Path(database)).name)
    for name in names:
        open_it(folder / name, Path(database).parent / f"side-{name}")
    print(len(names) == len(list(folder.iterdir())))


def _filled(folder: Path, database: Path, names: list[str]) -> tuple[str, object]:
    for _ in range(1000):
        try:
            names.append(make_backup(folder, database).name)
        except ExpectedError as error:
            return error.code.value, error.facts["path"]
    return "never", None


def write_limited(room: str, database: str, limit: int) -> None:
    """Write where no file may be longer than that."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    print(_code(room, database), list(Path(room).iterdir()))


def write_in(room: str, database: str) -> None:
    """Try the folder, then write."""
    try:
        check_folder(Path(room))
        tried = "ok"
    except ExpectedError as error:
        tried = error.code.value
    print(tried, _code(room, database))


def _code(room: str, database: str) -> str:
    try:
        return make_backup(Path(room), Path(database)).name
    except ExpectedError as error:
        return error.code.value


def open_in(backup: str, room: str) -> None:
    """Extract where there is not enough room."""
    try:
        open_it(Path(backup), Path(room) / "side")
    except ExpectedError as error:
        print(error.code.value, list(Path(room).iterdir()))


def measure(room: str, megabytes: int) -> None:
    """Back up and open a large database; print what memory it took, in KiB, beyond a small one."""
    folder = Path(room)
    small = make_database(folder / "small.db", posts=10)
    open_it(make_backup(folder, small), folder / "small")
    (folder / NAME).unlink()
    large = folder / "large.db"
    block = hashlib.sha256(b"block").digest() * 32_768
    with large.open("wb") as file:
        for _ in range(megabytes):
            file.write(block)
    before = _peak_kib()
    path = make_backup(folder, large)
    written = _peak_kib()
    opened = open_it(path, folder / "large")
    after = _peak_kib()
    assert opened.database.stat().st_size == megabytes * 2**20
    print(before, written - before, after - before)


def _peak_kib() -> int:
    """The most memory since this program began; `getrusage` would count the parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    _, what, *rest = sys.argv
    match what:
        case "fill":
            fill(*rest)
        case "write_limited":
            write_limited(rest[0], rest[1], int(rest[2]))
        case "write_in":
            write_in(*rest)
        case "open_in":
            open_in(*rest)
        case "measure":
            measure(rest[0], int(rest[1]))
