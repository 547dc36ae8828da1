"""Keys of accounts and of people: the one that is there, or a new one with its rows."""

from collections.abc import Callable
from dataclasses import replace

from smbsocial.domain.departures import DepartureLine, LeavingStep, LineState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.secret import Key
from smbsocial.domain.vault import Holder, Right, VaultWrap, WrapKind
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.vault.session import (
    Vault,
    account_wrap,
    name_of,
    owners_wrap,
    persons_wrap,
    wrap_id,
)

Rows = Callable[[Tx], None]


def account_key(vault: Vault, account: AccountId) -> tuple[Key, Rows]:
    """The account's key for whoever is at work, and the rows to put with it (none if it was there).

    Only an owner makes the first one. Raises VAULT_LOCKED, NOT_ALLOWED, SECRET_DAMAGED.
    """
    opened = vault.unlocked()
    id, name = vault.id, name_of(vault, account)
    if not opened.owner:
        own = account_wrap(vault.reads, account, opened.person)
        if own is None:
            raise ExpectedError(Code.NOT_ALLOWED)
        person = name_of(vault, opened.person)
        key = vault.sealing.unwrap_account(
            opened.key, own.box, vault=id, account=name, person=person
        )
        return key, _nothing
    row = account_wrap(vault.reads, account)
    if row is None:
        return fresh_account_key(vault, account)
    key = vault.sealing.unwrap_account(opened.key, row.box, vault=id, account=name, person=None)
    return key, _nothing


def fresh_account_key(
    vault: Vault, account: AccountId, *, without: PersonId | None = None
) -> tuple[Key, Rows]:
    """A new key for an account, wrapped for the owners and everybody granted but `without`."""
    master = vault.master()
    id, name = vault.id, name_of(vault, account)
    by = vault.unlocked().person
    key = vault.sealing.new_key()
    box = vault.sealing.wrap_account(master, key, vault=id, account=name, person=None)
    rows = [owners_wrap(account, box)]
    for granted in granted_people(vault.reads, account):
        person = PersonId(granted.person)
        if person != without:
            rows.append(_wrapped(vault, account, person, key, granted.may or Right.USE))

    def put(tx: Tx) -> None:
        for row in rows:
            tx.put(row)
        if without is not None and account_wrap(tx, account, without) is not None:
            tx.remove(VaultWrap, wrap_id(WrapKind.ACCOUNT, account, without))
        close_lines(tx, vault.ports, account, LeavingStep.NEW_KEY, by)

    return key, put


def granted_people(reads: Reads, account: AccountId) -> tuple[VaultWrap, ...]:
    """The grants on an account."""
    return tuple(
        row
        for row in reads.all(VaultWrap)
        if row.kind is WrapKind.ACCOUNT and row.subject == account and row.holder is Holder.PERSON
    )


def grants_of(reads: Reads, person: PersonId) -> tuple[VaultWrap, ...]:
    """The grants that a person has."""
    return tuple(
        row
        for row in reads.all(VaultWrap)
        if row.kind is WrapKind.ACCOUNT and row.person == person and row.holder is Holder.PERSON
    )


def wrap_for(
    vault: Vault, account: AccountId, person: PersonId, key: Key, may: Right
) -> tuple[VaultWrap, ...]:
    """The rows that let a person open an account: the grant, and their own key if it is new."""
    made: list[VaultWrap] = []
    if vault.reads.get(VaultWrap, wrap_id(WrapKind.PERSON, person)) is None:
        persons_key = vault.sealing.new_key()
        made.append(persons_row(vault, person, persons_key))
        name, of = name_of(vault, account), name_of(vault, person)
        box = vault.sealing.wrap_account(persons_key, key, vault=vault.id, account=name, person=of)
        return (*made, persons_wrap(account, person, box, may))
    return (_wrapped(vault, account, person, key, may),)


def persons_key(vault: Vault, person: PersonId) -> Key | None:
    """A person's own key, opened by the owners; None before they have one."""
    master = vault.master()
    row = vault.reads.get(VaultWrap, wrap_id(WrapKind.PERSON, person))
    if row is None:
        return None
    name = name_of(vault, person)
    return vault.sealing.unwrap_person(master, row.box, vault=vault.id, person=name)


def persons_row(vault: Vault, person: PersonId, key: Key) -> VaultWrap:
    """The row of a person's key for the owners."""
    name = name_of(vault, person)
    box = vault.sealing.wrap_person(vault.master(), key, vault=vault.id, person=name)
    id = wrap_id(WrapKind.PERSON, person)
    return VaultWrap(id, WrapKind.PERSON, person, Holder.MASTER, "", box)


def new_key_is_due(reads: Reads, account: AccountId) -> bool:
    """Whether somebody who left could open this account's present key."""
    return bool(open_lines(reads, account, LeavingStep.NEW_KEY))


def open_lines(reads: Reads, account: AccountId, step: LeavingStep) -> tuple[DepartureLine, ...]:
    """Open lines of departures for a step of an account."""
    return tuple(
        line
        for line in reads.all(DepartureLine)
        if line.account == account and line.step is step and line.state is LineState.OPEN
    )


def close_lines(tx: Tx, ports: Ports, account: AccountId, step: LeavingStep, by: PersonId) -> None:
    """What the vault has done itself needs no tick."""
    for line in open_lines(tx, account, step):
        tx.put(replace(line, state=LineState.DONE, at=ports.clock.now(), by=by))


def _wrapped(vault: Vault, account: AccountId, person: PersonId, key: Key, may: Right) -> VaultWrap:
    own = persons_key(vault, person)
    if own is None:
        raise ExpectedError(Code.SECRET_DAMAGED)
    name, of = name_of(vault, account), name_of(vault, person)
    box = vault.sealing.wrap_account(own, key, vault=vault.id, account=name, person=of)
    return persons_wrap(account, person, box, may)


def _nothing(tx: Tx) -> None:
    """No rows belong to a key that was there."""
