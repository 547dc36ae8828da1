"""Keys of accounts and of people: the one that is there, or a new one with its rows.

An account has a key under which its present record is sealed. Once somebody may not open it any
more it also has a next one, at once and without the keyring: whatever is saved from then on is
sealed under that, whoever saves it, and so becomes the present one. Whoever holds an old copy of
everything opens no new record.
"""

from dataclasses import dataclass, replace

from smbsocial.domain.departures import DepartureLine, LeavingStep, LineState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.secret import Key
from smbsocial.domain.vault import Holder, Right, VaultWrap, WrapKind
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.vault.session import Vault, name_of, wrap_id


@dataclass(frozen=True, slots=True)
class SavingKey:
    """The key that a record is to be sealed under, and the owners' row that it came with."""

    key: Key
    row: VaultWrap


def reading_key(vault: Vault, account: AccountId) -> Key:
    """The key of the account's present record, for whoever is at work.

    Raises VAULT_LOCKED, NOT_ALLOWED, SECRET_DAMAGED.
    """
    holder = _holder(vault)
    row = key_row(vault.reads, WrapKind.ACCOUNT, account, holder)
    if row is None:
        raise ExpectedError(Code.NOT_ALLOWED if holder else Code.SECRET_DAMAGED)
    return unwrapped(vault, row)


def saving_key(vault: Vault, account: AccountId) -> SavingKey:
    """The key for the account's next record; only an owner makes the first one.

    Raises VAULT_LOCKED, NOT_ALLOWED, SECRET_DAMAGED.
    """
    reads, holder = vault.reads, _holder(vault)
    kind = WrapKind.NEXT if new_key_is_due(reads, account) else WrapKind.ACCOUNT
    owners, own = key_row(reads, kind, account), key_row(reads, kind, account, holder)
    if owners is not None and own is not None:
        return SavingKey(unwrapped(vault, own), owners)
    if holder:
        raise ExpectedError(Code.NOT_ALLOWED)
    key = vault.sealing.new_key()
    return SavingKey(key, owners_row(vault, WrapKind.ACCOUNT, account, key))


def check_saving_key(tx: Tx, chosen: SavingKey) -> None:
    """Raises CHANGED_SINCE where the account got another key while its record was written."""
    if tx.get(VaultWrap, chosen.row.id) != chosen.row:
        raise ExpectedError(Code.CHANGED_SINCE)


def new_key_rows(
    vault: Vault, account: AccountId, *, without: PersonId | None = None
) -> tuple[VaultWrap, ...]:
    """A new key for what is saved next, for the owners and everybody granted but `without`.

    Raises VAULT_LOCKED, NOT_ALLOWED, SECRET_DAMAGED.
    """
    key = vault.sealing.new_key()
    owners = owners_row(vault, WrapKind.NEXT, account, key)
    rows = [owners]
    for granted in granted_people(vault.reads, account):
        person = PersonId(granted.person)
        if person != without:
            own = persons_key(vault, person)
            if own is None:
                raise ExpectedError(Code.SECRET_DAMAGED)
            right = granted.may or Right.USE
            rows.append(granted_row(vault, owners, key, (person, own), right))
    return tuple(rows)


def put_new_key(tx: Tx, rows: tuple[VaultWrap, ...]) -> None:
    """Put the rows of one new key in the place of those that there were."""
    new = {row.id for row in rows}
    for kind, subject in dict.fromkeys((row.kind, row.subject) for row in rows):
        for row in tx.having(VaultWrap, "subject", subject):
            if row.kind is kind and row.id not in new:
                tx.remove(VaultWrap, row.id)
    for row in rows:
        tx.put(row)


def promote_key(tx: Tx, ports: Ports, account: AccountId, by: PersonId) -> None:
    """The next key is the present one from now on: nothing is sealed under the old one any more."""
    found = tx.having(VaultWrap, "subject", account)
    new = [row for row in found if row.kind is WrapKind.NEXT]
    if not new:
        return
    put_new_key(tx, tuple(_as(row, WrapKind.ACCOUNT) for row in new))
    for row in new:
        tx.remove(VaultWrap, row.id)
    close_lines(tx, ports, account, LeavingStep.NEW_KEY, by)


def granted_people(reads: Reads, account: AccountId) -> tuple[VaultWrap, ...]:
    """The grants on an account."""
    return tuple(
        row
        for row in reads.having(VaultWrap, "subject", account)
        if row.kind is WrapKind.ACCOUNT and row.holder is Holder.PERSON
    )


def grants_of(reads: Reads, person: PersonId) -> tuple[VaultWrap, ...]:
    """The grants that a person has."""
    return tuple(
        row
        for row in reads.having(VaultWrap, "person", person)
        if row.kind is WrapKind.ACCOUNT and row.holder is Holder.PERSON
    )


def accounts_with_key(reads: Reads) -> tuple[AccountId, ...]:
    """The accounts that the vault has a key for."""
    return tuple(
        AccountId(row.subject)
        for row in reads.all(VaultWrap)
        if row.kind is WrapKind.ACCOUNT and row.holder is Holder.MASTER
    )


def grant_rows(
    vault: Vault, account: AccountId, person: PersonId, right: Right
) -> tuple[VaultWrap, ...]:
    """The rows that let a person open an account, now and after its key has changed.

    With the account's own rows where it had no key, and the person's where they had none.
    """
    made: list[VaultWrap] = []
    own = persons_key(vault, person)
    if own is None:
        own = vault.sealing.new_key()
        made.append(persons_row(vault, person, own))
    present = key_row(vault.reads, WrapKind.ACCOUNT, account)
    if present is None:
        present = saving_key(vault, account).row
        made.append(present)
    for row in (present, key_row(vault.reads, WrapKind.NEXT, account)):
        if row is not None:
            key = unwrapped(vault, row)
            made.append(granted_row(vault, row, key, (person, own), right))
    return tuple(made)


def persons_key(vault: Vault, person: PersonId) -> Key | None:
    """A person's own key, opened by the owners; None before they have one."""
    master = vault.master()
    row = vault.reads.get(VaultWrap, wrap_id(WrapKind.PERSON, person))
    if row is None:
        return None
    name = name_of(vault, person)
    return vault.sealing.unwrap_person(master, row.box, vault=vault.id, person=name)


def persons_row(
    vault: Vault, person: PersonId, key: Key, *, master: Key | None = None
) -> VaultWrap:
    """The row of a person's key for the owners, under the master key or under another one."""
    name = name_of(vault, person)
    box = vault.sealing.wrap_person(master or vault.master(), key, vault=vault.id, person=name)
    id = wrap_id(WrapKind.PERSON, person)
    return VaultWrap(id, WrapKind.PERSON, person, Holder.MASTER, "", box)


def key_row(reads: Reads, kind: WrapKind, account: AccountId, person: str = "") -> VaultWrap | None:
    """An account's key of a kind, wrapped for a person or ("") for the owners."""
    return reads.get(VaultWrap, wrap_id(kind, account, person))


def unwrapped(vault: Vault, row: VaultWrap) -> Key:
    """The account's key in a row that whoever is at work can open; raises SECRET_DAMAGED."""
    return vault.sealing.unwrap_account(
        vault.unlocked().key,
        row.box,
        vault=vault.id,
        account=name_of(vault, row.subject),
        person=name_of(vault, row.person) if row.person else None,
    )


def owners_row(
    vault: Vault, kind: WrapKind, account: AccountId, key: Key, *, master: Key | None = None
) -> VaultWrap:
    """The row of an account's key for the owners, under the master key or under another one."""
    name = name_of(vault, account)
    box = vault.sealing.wrap_account(
        master or vault.master(), key, vault=vault.id, account=name, person=None
    )
    return VaultWrap(wrap_id(kind, account), kind, account, Holder.MASTER, "", box)


def granted_row(
    vault: Vault, owners: VaultWrap, key: Key, person: tuple[PersonId, Key], right: Right
) -> VaultWrap:
    """The account's key of an owners' row, for a person (who it is, and their own key)."""
    id, own = person
    name, of = name_of(vault, owners.subject), name_of(vault, id)
    box = vault.sealing.wrap_account(own, key, vault=vault.id, account=name, person=of)
    row = wrap_id(owners.kind, owners.subject, id)
    return VaultWrap(row, owners.kind, owners.subject, Holder.PERSON, id, box, right)


def new_key_is_due(reads: Reads, account: AccountId) -> bool:
    """Whether the present record is still sealed under a key that somebody has who should not."""
    return key_row(reads, WrapKind.NEXT, account) is not None


def open_lines(
    reads: Reads, account: AccountId | None, step: LeavingStep
) -> tuple[DepartureLine, ...]:
    """Open lines of departures for a step of an account, or (None) of the house."""
    return tuple(
        line
        for line in reads.having(DepartureLine, "account", account)
        if line.step is step and line.state is LineState.OPEN
    )


def close_lines(
    tx: Tx, ports: Ports, account: AccountId | None, step: LeavingStep, by: PersonId
) -> None:
    """What the vault has done itself needs no tick."""
    for line in open_lines(tx, account, step):
        tx.put(replace(line, state=LineState.DONE, at=ports.clock.now(), by=by))


def _as(row: VaultWrap, kind: WrapKind) -> VaultWrap:
    return replace(row, id=wrap_id(kind, row.subject, row.person), kind=kind)


def _holder(vault: Vault) -> str:
    """For whom the keys are wrapped that whoever is at work can open."""
    opened = vault.unlocked()
    return "" if opened.owner else opened.person
