"""Builds the vault's parts for an open house. Loaded with the first wish for the vault, not before.

The example business and a house in memory never come near the system's keyring: their secrets
are kept in memory and are gone with it.
"""

import smbsocial
from smbsocial.app.backup_desk import BackupDesk
from smbsocial.app.patience import PatientStore
from smbsocial.domain.vault import (
    VaultMeta,
    VaultName,
    VaultOld,
    VaultPending,
    VaultSecret,
    VaultSlot,
    VaultWrap,
)
from smbsocial.storage.database import SCHEMA
from smbsocial.storage.store import SqliteStore
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.lookup import the_business
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.vault.ports import Backups, Sealing, SecretStore
from smbsocial.usecases.vault.session import Vault
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.making import VaultMaking
from smbsocial.vault.memory_store import MemoryStore
from smbsocial.vault.process import harden
from smbsocial.vault.sealing import SodiumSealing
from smbsocial.vault.stores import KeyringStore

_ROWS = (VaultSlot, VaultWrap, VaultSecret, VaultPending, VaultOld, VaultName, VaultMeta)


def make_vault(
    store: SqliteStore,
    changes: Changes,
    *,
    patience: float | None = None,
    backups: Backups | None = None,
    forgets: bool = True,
) -> Vault:
    """The vault of a folder; the keyring itself is asked for nothing yet.

    `patience`: seconds that each call of it may take, None where somebody else watches over that.
    A vault that somebody played with in an example is forgotten: what it kept is gone. Who only
    looks (`forgets` not) writes nothing.
    """
    secrets: SecretStore = KeyringStore()
    if is_played(store):
        secrets = MemoryStore()
        if forgets and store.all(VaultMeta) and not store.read_only:
            changes.write(_forget)
    elif patience is not None:
        secrets = PatientStore(secrets, patience)
    return join(store, changes, secrets=secrets, backups=backups)


def join(
    store: SqliteStore,
    changes: Changes,
    *,
    secrets: SecretStore,
    backups: Backups | None = None,
    sealing: Sealing | None = None,
) -> Vault:
    """The vault's parts around a store of secrets; from here on nobody looks into this process."""
    harden()
    return Vault(
        changes=changes,
        sealing=sealing or SodiumSealing(),
        entries=KeyringEntries(secrets),
        backups=backups or BackupDesk(store),
        making=VaultMaking(),
        app=smbsocial.__version__,
        schema=SCHEMA,
    )


def is_played(store: SqliteStore) -> bool:
    """Whether this is no real business: an example, or nothing that a disk keeps."""
    business = the_business(store)
    return store.folder is None or (business is not None and business.example)


def _forget(tx: Tx, ports: Ports) -> None:  # noqa: ARG001
    for kind in _ROWS:
        for row in tx.all(kind):
            tx.remove(kind, str(row.id))
