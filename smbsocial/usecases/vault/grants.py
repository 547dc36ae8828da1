"""People of the vault: their passphrases, and what each may do with each account."""

from functools import partial

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import Departure
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, Right, SlotKind, VaultSecret, VaultSlot, VaultWrap
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.keys import (
    Rows,
    account_key,
    fresh_account_key,
    persons_key,
    persons_row,
    wrap_for,
)
from smbsocial.usecases.vault.records import fetch, store
from smbsocial.usecases.vault.session import (
    Vault,
    account_wrap,
    meta,
    note,
    persons_wrap,
    put_meta,
    slot_id,
    slot_of,
    wrap_id,
)
from smbsocial.usecases.vault.unlocking import drop_unnamed_devices, make_slot


def give_passphrase(vault: Vault, person: PersonId, passphrase: Secret[str]) -> Steps[None]:
    """A person's passphrase, new or anew: an owner's opens everything, staff's what they may use.

    Whoever is at work may change their own. Raises VAULT_LOCKED, NOT_ALLOWED (also for somebody
    who is leaving), and whatever the keyring says.
    """
    opened = vault.unlocked()
    row = vault.reads.get(Person, person)
    if row is None or is_gone(vault.reads, person):
        raise ExpectedError(Code.NOT_ALLOWED)
    if not opened.owner and opened.person != person:
        raise ExpectedError(Code.NOT_ALLOWED)
    rows: tuple[VaultWrap, ...] = ()
    if row.role is Role.OWNER:
        kind, key = SlotKind.OWNER, vault.master()
    elif opened.owner:
        kind, known = SlotKind.STAFF, persons_key(vault, person)
        key = known or vault.sealing.new_key()
        rows = () if known else (persons_row(vault, person, key),)
    else:
        kind, key = SlotKind.STAFF, opened.key
    device = meta(vault.reads, MetaKey.DEVICE) or ""
    device_key = yield from away(partial(vault.entries.get_device_key, vault.id, device))
    slot = yield from make_slot(
        vault, kind, person, passphrase, key=key, device=(device, device_key)
    )
    before = slot_of(vault.reads, kind, person)
    vault.changes.write(_put_slot, (slot, *rows), opened.person, person)
    if before is not None:
        yield from drop_unnamed_devices(vault, frozenset({before.device}))


def take_passphrase(vault: Vault, person: PersonId) -> Steps[None]:
    """A person can unlock the vault no more; every grant of theirs is revoked.

    Raises VAULT_LOCKED, NOT_ALLOWED, LAST_OWNER.
    """
    vault.master()
    check_not_last_owner(vault.reads, person)
    vault.changes.write(drop_person, person, vault.unlocked().person)
    yield from ()


def grant(vault: Vault, account: AccountId, person: PersonId, right: Right) -> None:
    """Let a person use an account, or also see its password; owners need no grant.

    Raises VAULT_LOCKED, NOT_ALLOWED (not by an owner, to an owner, to somebody who is leaving).
    """
    vault.master()
    row = vault.reads.get(Person, person)
    if row is None or row.role is Role.OWNER or is_gone(vault.reads, person):
        raise ExpectedError(Code.NOT_ALLOWED)
    present = account_wrap(vault.reads, account, person)
    if present is not None:
        changed = persons_wrap(account, person, present.box, right)
        vault.changes.write(
            _grant, (changed,), _no_rows, (account, person, right), vault.unlocked().person
        )
        return
    key, also = account_key(vault, account)
    rows = wrap_for(vault, account, person, key, right)
    vault.changes.write(_grant, rows, also, (account, person, right), vault.unlocked().person)


def revoke(vault: Vault, account: AccountId, person: PersonId) -> Steps[None]:
    """Take a grant back: the account gets a new key, and its record is sealed anew under it.

    The password itself is known to whoever saw or copied it; only changing it helps. Raises
    VAULT_LOCKED, NOT_ALLOWED and whatever the keyring says; a record that is gone or damaged
    loses nothing more.
    """
    vault.master()
    if account_wrap(vault.reads, account, person) is None:
        return
    vault.changes.write(_revoke, account, person, vault.unlocked().person)
    yield from renew_key(vault, account)


def renew_key(vault: Vault, account: AccountId) -> Steps[None]:
    """Seal an account's record under a new key, for the owners and everybody still granted."""
    vault.master()
    kept = vault.reads.get(VaultSecret, account) is not None
    record = None
    if kept:
        try:
            record = yield from fetch(vault, account)
        except ExpectedError as error:
            if error.code not in {Code.SECRET_MISSING, Code.SECRET_DAMAGED}:
                raise
    key, also = fresh_account_key(vault, account)
    if record is None:
        vault.changes.write(_put_key, also)
        return
    yield from store(vault, account, record, key=key, rotated=False, also=also)


def renew_device_key(vault: Vault) -> Steps[None]:
    """A new device key; each person's slot is made anew with it at their next unlock."""
    vault.master()
    key = vault.sealing.new_key()
    device = yield from away(partial(vault.entries.put_device_key, vault.id, key))
    vault.changes.write(_put_device, device)


def drop_person(tx: Tx, ports: Ports, person: PersonId, by: PersonId) -> None:
    """Their slots, their key and their grants: they open nothing from here on."""
    for kind in (SlotKind.OWNER, SlotKind.STAFF, SlotKind.LOGIN):
        if slot_of(tx, kind, person) is not None:
            tx.remove(VaultSlot, slot_id(kind, person))
    for row in tx.all(VaultWrap):
        if row.person == person or row.id == wrap_id(row.kind, person):
            tx.remove(VaultWrap, row.id)
    note(tx, ports, by, LogAction.REVOKE, detail=Detail.SLOT, about=person)


def check_not_last_owner(reads: Reads, person: PersonId) -> None:
    """Raises LAST_OWNER where nobody else has an owner's passphrase."""
    owners = {slot.person for slot in reads.all(VaultSlot) if slot.kind is SlotKind.OWNER}
    if owners == {person}:
        raise ExpectedError(Code.LAST_OWNER)


def is_gone(reads: Reads, person: PersonId) -> bool:
    """Whether somebody is leaving or has left."""
    return any(row.person == person and not row.cancelled for row in reads.all(Departure))


def _put_slot(
    tx: Tx,
    ports: Ports,
    rows: tuple[VaultSlot | VaultWrap, ...],
    by: PersonId,
    person: PersonId,
) -> None:
    for row in rows:
        tx.put(row)
    note(tx, ports, by, LogAction.GRANT, detail=Detail.SLOT, about=person)


def _grant(
    tx: Tx,
    ports: Ports,
    rows: tuple[VaultWrap, ...],
    also: Rows,
    told: tuple[AccountId, PersonId, Right],
    by: PersonId,
) -> None:
    account, person, right = told
    also(tx)
    for row in rows:
        tx.put(row)
    detail = Detail.RIGHT_SEE if right is Right.SEE else Detail.RIGHT_USE
    note(tx, ports, by, LogAction.GRANT, account=account, detail=detail, about=person)


def _revoke(tx: Tx, ports: Ports, account: AccountId, person: PersonId, by: PersonId) -> None:
    row = account_wrap(tx, account, person)
    if row is not None:
        tx.remove(VaultWrap, row.id)
    note(tx, ports, by, LogAction.REVOKE, account=account, about=person)


def _put_key(tx: Tx, ports: Ports, also: Rows) -> None:  # noqa: ARG001
    also(tx)


def _put_device(tx: Tx, ports: Ports, device: str) -> None:  # noqa: ARG001
    put_meta(tx, MetaKey.DEVICE, device)


def _no_rows(tx: Tx) -> None:
    """The right changes, the key stays."""
