"""An unpacked backup: its database, and its records one by one, in a keyring that is none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.secret import Key, Record
from smbsocial.domain.vault import MetaKey, VaultSecret
from smbsocial.storage.store import SqliteStore, open_store
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.records import fetch
from smbsocial.usecases.vault.session import Opened, Vault, meta, name_of
from smbsocial.vault.backup_file import Opened as OpenedBackup
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.memory_store import MemoryStore

_NOT_WHOLE = frozenset(
    {Code.DATABASE_DAMAGED, Code.DATABASE_FOREIGN, Code.DATABASE_MISSING, Code.NOT_SET_UP}
)


@dataclass(frozen=True, slots=True)
class Trial:
    """The records of a backup one by one, in a keyring that is none."""

    vault: Vault
    memory: KeyringEntries
    secrets: Mapping[str, tuple[str, ...]]

    def open(self, row: VaultSecret) -> Steps[Record]:
        """Raises BACKUP_DAMAGED (not as many parts as there should be), or why it does not open."""
        id, name = self.vault.id, name_of(self.vault, row.id)
        parts = self.secrets.get(f"{name.hex()}:{row.ref.hex()}", ())
        if parts and len(parts) != row.n:
            raise ExpectedError(Code.BACKUP_DAMAGED)
        try:
            self.memory.put_raw_parts(id, name, row.ref, parts)
            return (yield from fetch(self.vault, row.id))
        finally:
            self.memory.delete_record(id, name, row.ref, row.n)


def open_unpacked(side: Path) -> SqliteStore:
    """The unpacked database, checked and brought to this program's schema."""
    try:
        return open_store(side, create=False, allow_synced=True)
    except ExpectedError as error:
        if error.code not in _NOT_WHOLE:
            raise
        raise ExpectedError(Code.BACKUP_DAMAGED) from error


def check_belongs(vault: Vault, opened: OpenedBackup, master: Key) -> None:
    """Raises BACKUP_DAMAGED where the database is not of the vault that the file says."""
    reads = vault.reads
    public = vault.sealing.backup_public(master).hex()
    same = meta(reads, MetaKey.VAULT_ID) == opened.header.vault.hex()
    if not same or meta(reads, MetaKey.BACKUP_PUBLIC) != public:
        raise ExpectedError(Code.BACKUP_DAMAGED)


def spoilt_records(
    vault: Vault, opened: OpenedBackup, master: Key
) -> Steps[Mapping[AccountId, bytes]]:
    """The accounts of an unpacked backup whose record does not open; every record is tried.

    `vault`: of its own database, with nothing opened yet. Raises BACKUP_DAMAGED.
    """
    check_belongs(vault, opened, master)
    vault.opened = Opened(PersonId(""), owner=True, key=master)
    return spoilt_in(trial_of(vault, opened))


def trial_of(vault: Vault, opened: OpenedBackup) -> Trial:
    """The records of a backup beside the vault of its own database."""
    memory = KeyringEntries(MemoryStore())
    return Trial(replace(vault, entries=memory), memory, opened.secrets)


def spoilt_in(trial: Trial) -> Steps[Mapping[AccountId, bytes]]:
    """The accounts whose record does not open, with its reference; all others were opened.

    The file itself is proved: such a record was spoilt or gone before it was backed up.
    """
    spoilt: dict[AccountId, bytes] = {}
    for row in trial.vault.reads.all(VaultSecret):
        try:
            yield from trial.open(row)
        except ExpectedError as error:
            if error.code is Code.BACKUP_DAMAGED:
                raise
            spoilt[row.id] = row.ref
    return spoilt
