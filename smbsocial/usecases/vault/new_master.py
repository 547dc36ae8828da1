"""A new master key: whoever knew the old one opens nothing that is saved from then on.

It is needed when an owner leaves, or is one no more: they can have copied everything. Every
person's key goes with it, because the old master key opened them all: so only the owner at work
keeps their passphrase, and everybody else gets a new one from them. The emergency kit opened the
old master key, and is made anew; older backups still open with the old one.
"""

from dataclasses import dataclass

from smbsocial.domain.access_log import ChainState, Detail, LogAction
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import (
    MetaKey,
    Right,
    SlotKind,
    VaultMeta,
    VaultSlot,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.devices import newest_device
from smbsocial.usecases.vault.keys import (
    granted_people,
    granted_row,
    key_row,
    owners_row,
    persons_row,
    unwrapped,
)
from smbsocial.usecases.vault.new_passphrase import check_passphrase
from smbsocial.usecases.vault.session import (
    Opened,
    Vault,
    meta,
    note,
    put_meta,
    slot_of,
)
from smbsocial.usecases.vault.slots import make_slots
from smbsocial.usecases.vault.unlocking import prove_passphrase
from smbsocial.usecases.vault.watching import checkpoint, look_at_log

_OF_THE_KIT = (MetaKey.KIT_PRINTED_AT, MetaKey.KIT_CONFIRMED_AT)


@dataclass(frozen=True, slots=True)
class NewMaster:
    """A master key that nobody has yet, and the slots of the owner at work that open it."""

    key: Key
    slots: tuple[VaultSlot, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """All that changes with a new master key, to be put at once.

    `whole`: the log was as the last checkpoint said; else the next owner is told that it was not.
    """

    vault: Vault
    made: NewMaster
    rows: tuple[VaultWrap, ...]
    whole: bool


def holds_master(reads: Reads, person: PersonId) -> bool:
    """Whether somebody's passphrase opens the master key."""
    return slot_of(reads, SlotKind.OWNER, person) is not None


def new_master(vault: Vault, passphrase: Secret[str] | None) -> Steps[NewMaster]:
    """A new master key behind the passphrase of the owner at work; nothing is changed yet.

    Raises VAULT_LOCKED, NOT_ALLOWED, EMPTY (there is none), WRONG_KEY (after logging it), WAIT,
    PASSPHRASE_SHORT, _LONG, _WEAK (theirs is no longer good enough: another one first), and what
    the keyring says.
    """
    vault.master()
    me, locks = vault.unlocked().person, vault.locks
    if passphrase is None:
        raise ExpectedError(Code.EMPTY, field="passphrase")
    yield from prove_passphrase(vault, passphrase)
    yield from check_passphrase(vault, passphrase, owner=True)
    key = vault.sealing.new_key()
    device = yield from newest_device(vault)
    slots = yield from make_slots(vault, SlotKind.OWNER, me, passphrase, key=key, device=device)
    vault.check_open_since(locks)
    return NewMaster(key, slots)


def renewal(vault: Vault, made: NewMaster, *, without: PersonId) -> Renewal:
    """Every wrapped key anew, for everybody but one person; grants stay as they are.

    The present records stay readable under their present keys; each account also has a next one
    for what is saved from now on, which nobody had. Raises VAULT_LOCKED, NOT_ALLOWED.
    """
    whole = look_at_log(vault, vault.master()).broken is None
    held = [row for row in vault.reads.all(VaultWrap) if row.kind is WrapKind.PERSON]
    people = {PersonId(row.subject): vault.sealing.new_key() for row in held}
    people.pop(without, None)
    rows = [persons_row(vault, person, own, master=made.key) for person, own in people.items()]
    for account in _accounts(vault.reads):
        rows.extend(_rows_of_account(vault, account, made.key, people))
    return Renewal(vault, made, tuple(rows), whole)


def put_renewal(tx: Tx, ports: Ports, new: Renewal, by: PersonId) -> None:
    """In the place of everything that the old master key opened, or that opened it."""
    _put_slots(tx, ports, new.made.slots, by)
    kept = {row.id for row in new.rows}
    for row in tx.all(VaultWrap):
        if row.id not in kept:
            tx.remove(VaultWrap, row.id)
    for row in new.rows:
        tx.put(row)
    put_meta(tx, MetaKey.BACKUP_PUBLIC, new.vault.sealing.backup_public(new.made.key).hex())
    for key in _OF_THE_KIT:
        if tx.get(VaultMeta, key.value) is not None:
            tx.remove(VaultMeta, key.value)


def seal_log(tx: Tx, ports: Ports, new: Renewal) -> None:  # noqa: ARG001
    """The log's end under the new master key, once the last entry of the transaction is in it."""
    (last,) = tx.log(limit=1)
    found = ChainState(last.seq, last.hash)
    box = checkpoint(new.vault, new.made.key, found, id=new.vault.id) if new.whole else ""
    put_meta(tx, MetaKey.LOG_CHECKPOINT, box)


def use_renewal(vault: Vault, new: Renewal) -> None:
    """Whoever is at work has the new master key from now on."""
    vault.opened = Opened(vault.unlocked().person, owner=True, key=new.made.key)


def needing_passphrase(reads: Reads) -> frozenset[str]:
    """Whose passphrase ended with an old master key, and who has no new one yet."""
    return frozenset((meta(reads, MetaKey.NEED_NEW) or "").split())


def needs_no_passphrase(tx: Tx, person: PersonId) -> None:
    """They have a new one, or are to have none."""
    left = needing_passphrase(tx) - {person}
    if left != needing_passphrase(tx):
        put_meta(tx, MetaKey.NEED_NEW, " ".join(sorted(left)))


def _put_slots(tx: Tx, ports: Ports, slots: tuple[VaultSlot, ...], by: PersonId) -> None:
    kept = {slot.id for slot in slots}
    others = [slot for slot in tx.all(VaultSlot) if slot.id not in kept]
    for slot in others:
        tx.remove(VaultSlot, slot.id)
    for slot in slots:
        tx.put(slot)
    out = {slot.person for slot in others} - {"", by}
    for person in sorted(out):
        note(tx, ports, by, LogAction.REVOKE, detail=Detail.SLOT, about=person)
    put_meta(tx, MetaKey.NEED_NEW, " ".join(sorted(needing_passphrase(tx) | out)))


def _accounts(reads: Reads) -> tuple[AccountId, ...]:
    """Every account of which there is any key."""
    kinds = {WrapKind.ACCOUNT, WrapKind.NEXT}
    return tuple(
        dict.fromkeys(AccountId(row.subject) for row in reads.all(VaultWrap) if row.kind in kinds)
    )


def _rows_of_account(
    vault: Vault, account: AccountId, master: Key, people: dict[PersonId, Key]
) -> list[VaultWrap]:
    """Its present key and a next one, for the owners and those granted among `people`."""
    new = vault.sealing.new_key()
    rows = []
    for kind, key in (
        (WrapKind.ACCOUNT, _present_key(vault, account) or new),
        (WrapKind.NEXT, new),
    ):
        owners = owners_row(vault, kind, account, key, master=master)
        rows.append(owners)
        for granted in granted_people(vault.reads, account):
            person = PersonId(granted.person)
            own = people.get(person)
            if own is not None:
                right = granted.may or Right.USE
                rows.append(granted_row(vault, owners, key, (person, own), right))
    return rows


def _present_key(vault: Vault, account: AccountId) -> Key | None:
    """None where it is gone or spoilt: then its record opens no more, and never did today."""
    row = key_row(vault.reads, WrapKind.ACCOUNT, account)
    if row is None:
        return None
    try:
        return unwrapped(vault, row)
    except ExpectedError as error:
        if error.code is not Code.SECRET_DAMAGED:
            raise
        return None
