"""People of the vault: their passphrases, and what each may do with each account."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import Departure, LeavingStep
from smbsocial.domain.errors import Code, ExpectedError, Why
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import (
    MetaKey,
    Right,
    SlotKind,
    VaultSecret,
    VaultSlot,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps
from smbsocial.usecases.vault.devices import (
    drop_unnamed_devices,
    new_device_key,
    newest_device,
    renew_device,
)
from smbsocial.usecases.vault.keys import (
    accounts_with_key,
    close_lines,
    grant_rows,
    grants_of,
    new_key_is_due,
    new_key_rows,
    persons_key,
    persons_row,
    promote_key,
    put_new_key,
)
from smbsocial.usecases.vault.new_master import (
    Renewal,
    holds_master,
    needs_no_passphrase,
    new_master,
    put_renewal,
    renewal,
    seal_log,
    use_renewal,
)
from smbsocial.usecases.vault.new_passphrase import check_passphrase
from smbsocial.usecases.vault.records import fetch, store
from smbsocial.usecases.vault.session import (
    UNREADABLE,
    Vault,
    account_wrap,
    note,
    put_meta,
    slot_id,
    slot_of,
    slot_of_person,
    wrap_id,
)
from smbsocial.usecases.vault.slots import make_slots
from smbsocial.usecases.vault.unlocking import drop_login_slot


def give_passphrase(vault: Vault, person: PersonId, passphrase: Secret[str]) -> Steps[None]:
    """A person's passphrase, new or anew: an owner's opens everything, staff's what they may use.

    Whoever is at work may change their own. Who has become staff is no owner of the vault from
    then on, and the other way round. Where there was one before, the device key is a new one, too:
    the old passphrase opens an old copy of the database only as long as the old device key is
    there, and that goes once everybody's slot is made anew. Raises VAULT_LOCKED, NOT_ALLOWED (also
    for somebody who is leaving), PASSPHRASE_SHORT, _LONG, _WEAK, LAST_OWNER, CHANGED_SINCE (a right
    was given to them meanwhile), and whatever the keyring says.
    """
    opened = vault.unlocked()
    if is_gone(vault.reads, person):
        raise ExpectedError(Code.NOT_ALLOWED, why=Why.LEAVING)
    row = vault.reads.get(Person, person)
    if row is None or (not opened.owner and opened.person != person):
        raise ExpectedError(Code.NOT_ALLOWED, why=Why.OWNERS_ONLY)
    kind, key, rows = _what_it_opens(vault, row)
    yield from check_passphrase(vault, passphrase, owner=kind is SlotKind.OWNER)
    had = slot_of_person(vault.reads, person) is not None
    device = yield from new_device_key(vault) if had else newest_device(vault)
    slots = yield from make_slots(vault, kind, person, passphrase, key=key, device=device)
    vault.keep(_put_slots, slots, rows, opened.person)
    with suppress(ExpectedError):
        yield from drop_unnamed_devices(vault)


def take_passphrase(
    vault: Vault, person: PersonId, passphrase: Secret[str] | None = None
) -> Steps[None]:
    """A person can unlock the vault no more; every grant of theirs is revoked.

    An owner's opened the master key, so it is made anew, as when an owner leaves: that takes the
    `passphrase` of the owner at work, and raises as `new_master` does.

    The device key is a new one, so that their passphrase opens an old copy of the database no
    longer than until everybody's slot is made anew. Raises VAULT_LOCKED, NOT_ALLOWED (not by an
    owner, or their own), LAST_OWNER, and what the keyring says: then they are out all the same,
    and what is saved next has a new key.
    """
    vault.master()
    by = vault.unlocked().person
    if person == by:
        raise ExpectedError(Code.NOT_ALLOWED, why=Why.ONESELF)
    check_not_last_owner(vault.reads, person)
    accounts = reach_of_keys(vault.reads, person)
    if holds_master(vault.reads, person):
        made = yield from new_master(vault, passphrase)
        renewed = renewal(vault, made, without=person)
        vault.keep(_take_master, person, by, renewed)
        use_renewal(vault, renewed)
    else:
        vault.keep(_take, person, by, rows_without(vault, accounts, person))
    for account in accounts:
        yield from renew_key(vault, account)
    yield from renew_device_key(vault)


def grant(vault: Vault, account: AccountId, person: PersonId, right: Right) -> None:
    """Let a person use an account, or also see its password; owners need no grant.

    Raises VAULT_LOCKED, NOT_ALLOWED (not by an owner, to an owner, to somebody who is leaving).
    """
    vault.master()
    if is_gone(vault.reads, person):
        raise ExpectedError(Code.NOT_ALLOWED, why=Why.LEAVING)
    row = vault.reads.get(Person, person)
    if row is None or row.role is Role.OWNER:
        raise ExpectedError(Code.NOT_ALLOWED)
    rows = grant_rows(vault, account, person, right)
    vault.keep(_grant, rows, (account, person, right), vault.unlocked().person)


def revoke(vault: Vault, account: AccountId, person: PersonId) -> Steps[None]:
    """Take a grant back: the account gets a new key, and its record is sealed anew under it.

    The password itself is known to whoever saw or copied it; only changing it helps. Raises
    VAULT_LOCKED, NOT_ALLOWED and whatever the keyring says: then the grant is gone all the same,
    and what is saved next has the new key.
    """
    vault.master()
    if account_wrap(vault.reads, account, person) is not None:
        rows = new_key_rows(vault, account, without=person)
        vault.keep(_revoke, rows, (account, person), vault.unlocked().person)
    if new_key_is_due(vault.reads, account):
        yield from renew_key(vault, account)


def renew_key(vault: Vault, account: AccountId) -> Steps[None]:
    """Seal an account's record under a new key, for the owners and everybody still granted.

    A record that cannot be read stays as it is, and only what is saved next has the new key.
    Raises VAULT_LOCKED, NOT_ALLOWED and whatever the keyring says.
    """
    vault.master()
    by = vault.unlocked().person
    if not new_key_is_due(vault.reads, account):
        vault.changes.write(_put_new_key, new_key_rows(vault, account))
    if vault.reads.get(VaultSecret, account) is None:
        vault.changes.write(_renewed, account, by)
        return
    try:
        record = yield from fetch(vault, account)
    except ExpectedError as error:
        if error.code not in UNREADABLE | {Code.SECRET_TOO_NEW}:
            raise
        vault.changes.write(close_lines, account, LeavingStep.NEW_KEY, by)
        return
    yield from store(vault, account, record, rotated=False)


def renew_device_key(vault: Vault) -> Steps[None]:
    """A new device key; each person's slot is made anew with it at their next unlock."""
    vault.master()
    yield from renew_device(vault)
    with suppress(ExpectedError):
        yield from drop_unnamed_devices(vault)


def end_login_alone(vault: Vault) -> Steps[None]:
    """The passphrase is asked again at each unlock, and the device key is a new one.

    Whoever has an old copy of the database would need but the old one; it goes once everybody's
    slot is made anew. Raises VAULT_LOCKED, NOT_ALLOWED, and what the keyring says: then the
    passphrase is asked all the same.
    """
    drop_login_slot(vault)
    yield from renew_device_key(vault)


def reach_of_keys(reads: Reads, person: PersonId) -> tuple[AccountId, ...]:
    """The accounts whose keys a person can open: an owner's are all of them."""
    if slot_of(reads, SlotKind.OWNER, person) is not None:
        return accounts_with_key(reads)
    return tuple(AccountId(row.subject) for row in grants_of(reads, person))


def rows_without(
    vault: Vault, accounts: Iterable[AccountId], person: PersonId
) -> tuple[VaultWrap, ...]:
    """New keys of accounts for everybody but a person, to be put when they are locked out."""
    return tuple(
        row for account in accounts for row in new_key_rows(vault, account, without=person)
    )


def drop_person(tx: Tx, ports: Ports, person: PersonId, by: PersonId) -> None:
    """Their slots, their key and their grants: they open nothing from here on."""
    for kind in (SlotKind.OWNER, SlotKind.STAFF, SlotKind.LOGIN):
        _remove_slot(tx, kind, person)
    for row in tx.all(VaultWrap):
        if row.person == person or row.id == wrap_id(WrapKind.PERSON, person):
            tx.remove(VaultWrap, row.id)
    needs_no_passphrase(tx, person)
    note(tx, ports, by, LogAction.REVOKE, detail=Detail.SLOT, about=person)


def check_not_last_owner(reads: Reads, person: PersonId) -> None:
    """Raises LAST_OWNER where nobody else has an owner's passphrase."""
    if slot_of(reads, SlotKind.OWNER, person) is None:
        return
    others = (other.id for other in reads.all(Person) if other.id != person)
    if not any(slot_of(reads, SlotKind.OWNER, other) for other in others):
        raise ExpectedError(Code.LAST_OWNER)


def is_gone(reads: Reads, person: PersonId) -> bool:
    """Whether somebody is leaving or has left."""
    return any(row.person == person and not row.cancelled for row in reads.all(Departure))


def _what_it_opens(vault: Vault, row: Person) -> tuple[SlotKind, Key, tuple[VaultWrap, ...]]:
    """What a person's passphrase opens: the kind of slot, its key, and the row of a new key."""
    opened = vault.unlocked()
    if not opened.owner:
        return SlotKind.STAFF, opened.key, ()
    if row.role is Role.OWNER:
        return SlotKind.OWNER, opened.key, ()
    check_not_last_owner(vault.reads, row.id)
    known = persons_key(vault, row.id)
    if known is not None:
        return SlotKind.STAFF, known, ()
    key = vault.sealing.new_key()
    return SlotKind.STAFF, key, (persons_row(vault, row.id, key),)


def _put_slots(
    tx: Tx, ports: Ports, slots: Sequence[VaultSlot], rows: tuple[VaultWrap, ...], by: PersonId
) -> None:
    slot = slots[0]
    for row in rows:  # their key, if they had none: by now a grant may have made one
        if tx.get(VaultWrap, row.id) is not None:
            raise ExpectedError(Code.CHANGED_SINCE)
        tx.put(row)
    if slot.kind is SlotKind.OWNER:
        _remove_slot(tx, SlotKind.STAFF, slot.person)
    else:
        _remove_slot(tx, SlotKind.OWNER, slot.person)
        _remove_slot(tx, SlotKind.LOGIN, slot.person)
    for each in slots:
        tx.put(each)
    put_meta(tx, MetaKey.DEVICE, slot.device)
    needs_no_passphrase(tx, PersonId(slot.person))
    note(tx, ports, by, LogAction.GRANT, detail=Detail.SLOT, about=slot.person)


def _take(
    tx: Tx, ports: Ports, person: PersonId, by: PersonId, rows: tuple[VaultWrap, ...]
) -> None:
    put_new_key(tx, rows)
    drop_person(tx, ports, person, by)


def _take_master(tx: Tx, ports: Ports, person: PersonId, by: PersonId, new: Renewal) -> None:
    drop_person(tx, ports, person, by)
    put_renewal(tx, ports, new, by)
    seal_log(tx, ports, new)


def _remove_slot(tx: Tx, kind: SlotKind, person: str) -> None:
    if slot_of(tx, kind, person) is not None:
        tx.remove(VaultSlot, slot_id(kind, person))


def _grant(
    tx: Tx,
    ports: Ports,
    rows: tuple[VaultWrap, ...],
    told: tuple[AccountId, PersonId, Right],
    by: PersonId,
) -> None:
    account, person, right = told
    for row in rows:
        tx.put(row)
    detail = Detail.RIGHT_SEE if right is Right.SEE else Detail.RIGHT_USE
    note(tx, ports, by, LogAction.GRANT, account=account, detail=detail, about=person)


def _revoke(
    tx: Tx,
    ports: Ports,
    rows: tuple[VaultWrap, ...],
    told: tuple[AccountId, PersonId],
    by: PersonId,
) -> None:
    account, person = told
    tx.remove(VaultWrap, wrap_id(WrapKind.ACCOUNT, account, person))
    put_new_key(tx, rows)
    note(tx, ports, by, LogAction.REVOKE, account=account, about=person)


def _put_new_key(tx: Tx, ports: Ports, rows: tuple[VaultWrap, ...]) -> None:  # noqa: ARG001
    put_new_key(tx, rows)


def _renewed(tx: Tx, ports: Ports, account: AccountId, by: PersonId) -> None:
    promote_key(tx, ports, account, by)
    close_lines(tx, ports, account, LeavingStep.NEW_KEY, by)
