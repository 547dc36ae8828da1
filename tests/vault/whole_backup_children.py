"""A café on disk that is backed up as the program does it, and the processes that die of it."""

import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent.parent))

from house import CountedIds, SetClock
from kept_cafe import ANN, PASSPHRASE, Kept, make_cafe
from vault.quick_sealing import QuickSealing

from smbsocial.app import backup_desk
from smbsocial.app.backup_desk import BackupDesk
from smbsocial.app.paths import resources_folder
from smbsocial.app.vaulting import join
from smbsocial.domain.ids import AccountId
from smbsocial.domain.secret import Record
from smbsocial.library.loader import FileLibrary
from smbsocial.storage import backup as copies
from smbsocial.storage import carrying
from smbsocial.storage.store import SqliteStore, open_store
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import backups, records, unlocking
from smbsocial.usecases.vault.ports import SecretStore
from smbsocial.usecases.vault.session import Vault
from smbsocial.vault import backup_file, backup_folder, entries
from smbsocial.vault.stores import KeyringStore

BEGAN = datetime(2027, 1, 13, 1, tzinfo=UTC)
CHANGED = AccountId("tok")


class Pipe(Protocol):
    """The parent's end of a pipe."""

    def send_bytes(self, message: bytes) -> None: ...


class FolderStore:
    """A `SecretStore` of files, which outlives a process that is killed."""

    def __init__(self, room: Path) -> None:
        self._room = room
        room.mkdir(exist_ok=True)

    @property
    def name(self) -> str:
        return "files"

    def put(self, service: str, username: str, value: str) -> None:
        path = self._path(service, username)
        path.with_suffix(".tmp").write_text(value, encoding="ascii")
        path.with_suffix(".tmp").rename(path)

    def get(self, service: str, username: str) -> str | None:
        path = self._path(service, username)
        return path.read_text(encoding="ascii") if path.exists() else None

    def delete(self, service: str, username: str) -> None:
        self._path(service, username).unlink(missing_ok=True)

    def _path(self, service: str, username: str) -> Path:
        return self._room / hashlib.sha256(f"{service} {username}".encode()).hexdigest()


def secrets_of(room: Path, *, real: bool) -> SecretStore:
    return KeyringStore() if real else FolderStore(room / "keyring")


def open_vault(
    room: Path, *, real: bool, day: int, rotates: bool = True
) -> tuple[SqliteStore, Vault, SetClock]:
    """The vault of a room, so many days after it was made."""
    store = open_store(room / "data", create=False)
    clock = SetClock(BEGAN + timedelta(days=day))
    ports = Ports(clock, CountedIds(), FileLibrary(resources_folder() / "library"))
    desk = BackupDesk(store, rotates=rotates)
    secrets = secrets_of(room, real=real)
    vault = join(
        store, Changes(store, ports), secrets=secrets, backups=desk, sealing=QuickSealing()
    )
    return store, vault, clock


def set_up(room: Path, *, real: bool) -> Kept:
    """A vault that this computer's login opens, and of one day three backups that were let be."""
    place = room / "stick"
    place.mkdir()
    kept = make_cafe(room / "data", secrets_of(room, real=real), backups=place)
    store, vault, clock = open_vault(room, real=real, day=0, rotates=False)
    run_here(unlocking.unlock(vault, ANN, PASSPHRASE))
    run_here(unlocking.put_login_slot(vault))
    for _ in range(3):
        clock.go_on(hours=1)
        run_here(backups.back_up(vault))
    unlocking.lock(vault)
    store.close()
    return kept


def back_up_for_ever(room: str, real: bool, day: int, pipe: Pipe) -> None:
    """Save and back up, and say each backup's name and its seconds once done; until killed."""
    _, vault, clock = open_vault(Path(room), real=real, day=day)
    run_here(unlocking.unlock_with_login(vault, ANN))
    for number in count():
        began = time.monotonic()
        clock.go_on(minutes=10)
        run_here(records.save_record(vault, CHANGED, Record("cafe", f"{day}-{number}")))
        clock.go_on(minutes=1)
        done = run_here(backups.back_up(vault))
        pipe.send_bytes(f"{Path(done.path).name} {time.monotonic() - began:.3f}".encode())


def die() -> None:
    """As a power cut: nothing is done any more."""
    os.kill(os.getpid(), signal.SIGKILL)


def at_call(number: int, work: Callable[..., Any], *, after: bool = False) -> Callable[..., Any]:
    """The same, but dying at the call of that number: before it, or once it is done."""
    calls = count(1)

    def called(*args: Any, **facts: Any) -> Any:
        last = next(calls) == number
        if last and not after:
            die()
        found = work(*args, **facts)
        if last:
            die()
        return found

    return called


POINTS: dict[str, tuple[object, str, int, bool]] = {
    "nothing done": (carrying, "take_snapshot", 1, False),
    "snapshot not checked": (copies, "is_sound", 1, False),
    "snapshot there": (carrying, "take_snapshot", 1, True),
    "first record read": (entries.KeyringEntries, "raw_parts", 1, True),
    "last record not read": (entries.KeyringEntries, "raw_parts", 3, False),
    "half written": (backup_file, "_write", 1, True),
    "not named": (backup_file, "_read_back", 1, True),
    "named": (backup_file, "sync_folder", 1, False),
    "nothing deleted": (backup_folder, "remove", 1, False),
    "one deleted": (backup_folder, "remove", 1, True),
    "two deleted": (backup_folder, "remove", 2, True),
    "rotated": (backup_desk, "rotate", 1, True),
    "not written down": (backups, "_put_done", 1, False),
    "written down, not committed": (backups, "_put_done", 1, True),
}
"""Where it dies: whose function, its name, at which call, and whether that is done by then."""
NAMED = tuple(POINTS)[tuple(POINTS).index("named") :]


def die_at(room: str, point: str) -> None:
    """Save, back up, and die on the way."""
    _, vault, clock = open_vault(Path(room), real=False, day=0)
    clock.go_on(hours=5)
    run_here(unlocking.unlock_with_login(vault, ANN))
    run_here(records.save_record(vault, CHANGED, Record("cafe", "changed")))
    whose, name, number, after = POINTS[point]
    with patch.object(whose, name, at_call(number, getattr(whose, name), after=after)):
        run_here(backups.back_up(vault))
