"""Machine lost: a backup's rows and records become this computer's, with the kit's code."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import MetaKey, SlotKind, VaultSecret, VaultSlot
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.devices import new_device_key
from smbsocial.usecases.vault.new_master import NewMaster, holds_master
from smbsocial.usecases.vault.replaced import (
    Before,
    lock_out,
    locked_out_since,
    put_before,
    renew_master,
)
from smbsocial.usecases.vault.session import (
    UNREADABLE,
    Opened,
    Vault,
    meta,
    name_of,
    note,
    put_meta,
    slot_of,
)
from smbsocial.usecases.vault.slots import make_slot


@dataclass(frozen=True, slots=True)
class Adopted:
    """Whom a backup would have let in again, and how many records were saved since it was made.

    `new_master`: an owner among those knew the key of the backup, so there is another one.
    """

    kept_out: frozenset[PersonId] = frozenset()
    later: int = 0
    new_master: bool = False


def owners_of(reads: Reads, before: Before | None = None) -> tuple[Person, ...]:
    """The owners of a vault, of whom one gets the new passphrase.

    Who has been locked out since (`before` knows) is none of them, unless nobody else is left.
    """
    owners = _every_owner(reads)
    out = locked_out_since(reads, before)
    return tuple(owner for owner in owners if owner.id not in out) or owners


def adopt(
    vault: Vault,
    *,
    master: Key,
    secrets: Mapping[str, tuple[str, ...]],
    person: PersonId,
    passphrase: Secret[str],
    before: Before | None = None,
) -> Steps[Adopted]:
    """Make the vault of a restored database open on this computer.

    Writes the records into the keyring (those with the same value are left alone), a new device
    key and an owner's new passphrase; whose device key this computer does not have needs a new
    passphrase from the owner, and no login opens it by itself any more: whose this computer is may
    be another thing by now. A record that was gone when the backup was made stays so.

    `before` is what the replaced business knew of the same vault: what was saved since goes after
    30 days, and whoever was locked out since stays so; where that is an owner, the master key and
    with it the kit are new ones, as when an owner leaves. Raises BACKUP_OTHER_VAULT (`master` is
    another vault's), NOT_ALLOWED (not one of its owners), BACKUP_DAMAGED (a record is not whole),
    and what the keyring says.
    """
    public = vault.sealing.backup_public(master).hex()
    if meta(vault.reads, MetaKey.BACKUP_PUBLIC) != public:
        raise ExpectedError(Code.BACKUP_OTHER_VAULT)
    if slot_of(vault.reads, SlotKind.OWNER, person) is None:
        raise ExpectedError(Code.NOT_ALLOWED)
    backend = yield from away(vault.entries.backend)
    id = vault.id
    for row in vault.reads.all(VaultSecret):
        name = name_of(vault, row.id)
        parts = secrets.get(f"{name.hex()}:{row.ref.hex()}", ())
        if parts and len(parts) != row.n:
            raise ExpectedError(Code.BACKUP_DAMAGED, path="secrets.json")
        if parts:
            yield from away(partial(vault.entries.put_raw_parts, id, name, row.ref, parts))
    device = yield from new_device_key(vault)
    slot = yield from make_slot(
        vault, SlotKind.OWNER, person, passphrase, key=master, device=device
    )
    missing = yield from _devices_missing(vault)
    out = locked_out_since(vault.reads, before)
    owners = sorted(out & {owner.id for owner in _every_owner(vault.reads)})
    later = vault.changes.write(_put_restored, slot, missing, backend, before)
    vault.opened = Opened(person, owner=True, key=master)
    for each in sorted(out - {person}):
        lock_out(vault, each)
    if owners:
        key = vault.sealing.new_key()
        slot = yield from make_slot(
            vault, SlotKind.OWNER, person, passphrase, key=key, device=device
        )
        renew_master(vault, NewMaster(key, (slot,)), owners[0])
    return Adopted(out - {person}, later, bool(owners))


def _every_owner(reads: Reads) -> tuple[Person, ...]:
    """Whose passphrase opens the master key."""
    return tuple(person for person in reads.all(Person) if holds_master(reads, person.id))


def _devices_missing(vault: Vault) -> Steps[frozenset[str]]:
    """The device keys named by slots that this computer's keyring does not hold."""
    missing = set()
    for device in sorted({slot.device for slot in vault.reads.all(VaultSlot) if slot.device}):
        try:
            yield from away(partial(vault.entries.get_device_key, vault.id, device))
        except ExpectedError as error:
            if error.code not in UNREADABLE:
                raise
            missing.add(device)
    return frozenset(missing)


def _put_restored(
    tx: Tx,
    ports: Ports,
    slot: VaultSlot,
    missing: frozenset[str],
    backend: str,
    before: Before | None,
) -> int:
    for row in tx.all(VaultSlot):
        gone = row.device in missing or row.kind is SlotKind.LOGIN
        if gone and row.id != slot.id:
            tx.remove(VaultSlot, row.id)
    tx.put(slot)
    put_meta(tx, MetaKey.DEVICE, slot.device)
    put_meta(tx, MetaKey.BACKEND, backend)
    note(tx, ports, slot.person, LogAction.RESTORE, detail=Detail.BACKUP)
    return put_before(tx, ports, before) if before is not None else 0
