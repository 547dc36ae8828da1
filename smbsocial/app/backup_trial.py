"""A backup opened once for real: unpacked, checked, every record read, and deleted again."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from smbsocial.app.unpacked import open_unpacked, spoilt_records
from smbsocial.app.wiring import make_ports
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key
from smbsocial.storage import folder as places
from smbsocial.storage.carrying import row_counts
from smbsocial.storage.database import SCHEMA
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.ports import Backups, Tried
from smbsocial.usecases.vault.session import Vault
from smbsocial.vault.backup_file import Opened, open_backup
from smbsocial.vault.disk import reading
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.keys import backup_private
from smbsocial.vault.making import VaultMaking
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.sealing import SodiumSealing

_READ, _ALL = 90, 100
"""Per cent that are done when the file is read; the rest is opening what was in it."""

_OF_THE_FILE = frozenset({Code.BACKUP_DAMAGED, Code.SECRET_DAMAGED, Code.DATABASE_DAMAGED})


def try_out(
    file: Path,
    master: Key,
    *,
    vault: bytes,
    beside: Path,
    told: Callable[[int], bool],
    backups: Backups,
) -> Tried:
    """What is in a backup; see the port `backups`. `beside`: the data folder, which we hold."""
    with reading(file):
        size = max(1, file.stat().st_size)

    def go_on(percent: int) -> None:
        if not told(percent):
            raise ExpectedError(Code.REPORT_STOPPED)

    places.clear_trial(beside)
    try:
        with _about(file):
            go_on(0)
            opened = open_backup(
                file,
                backup_private(master),
                beside / places.TRIAL,
                known_schema=SCHEMA,
                vault=vault,
                told=lambda read: go_on(read * _READ // size),
            )
            counts = _checked_counts(opened)
            go_on(_READ)
            tried = _opened_whole(opened, master, counts, backups)
            go_on(_ALL)
    finally:
        places.clear_trial(beside)
    return tried


def _checked_counts(opened: Opened) -> Mapping[str, int]:
    counts = row_counts(opened.database)
    if counts != opened.manifest.rows:
        raise ExpectedError(Code.BACKUP_DAMAGED)
    return counts


def _opened_whole(
    opened: Opened, master: Key, counts: Mapping[str, int], backups: Backups
) -> Tried:
    """Open the database as it would be after a restore, and read every record of it."""
    with closing(open_unpacked(opened.database.parent)) as store:
        vault = Vault(
            changes=Changes(store, make_ports()),
            sealing=SodiumSealing(),
            entries=KeyringEntries(MemoryStore()),
            backups=backups,
            making=VaultMaking(),
        )
        spoilt = run_here(spoilt_records(vault, opened, master))
    kept = counts.get("vault_secret", 0)
    return Tried(
        made=opened.header.created,
        posts=counts.get("post", 0),
        accounts=counts.get("account", 0),
        readings=counts.get("reading", 0),
        kept=kept,
        opened=kept - len(spoilt),
    )


@contextmanager
def _about(file: Path) -> Iterator[None]:
    """Name the backup in what is wrong with it."""
    try:
        yield
    except ExpectedError as error:
        if error.code not in _OF_THE_FILE or "path" in error.facts:
            raise
        raise ExpectedError(Code.BACKUP_DAMAGED, path=str(file)) from error
