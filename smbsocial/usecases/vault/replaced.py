"""What the business that a backup replaces knew of the same vault, and the restored one must.

It lay in the same keyring: what was saved since the backup, of which no row of the restored
database would speak any more, and who has been locked out since.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from smbsocial.domain.business import Person, Role
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.vault import (
    PASSPHRASE_SLOTS,
    MetaKey,
    SlotKind,
    VaultName,
    VaultOld,
    VaultPending,
    VaultSecret,
    VaultSlot,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.vault.devices import known_devices
from smbsocial.usecases.vault.grants import drop_person, is_gone, reach_of_keys, rows_without
from smbsocial.usecases.vault.keys import put_new_key
from smbsocial.usecases.vault.new_master import (
    NewMaster,
    Renewal,
    holds_master,
    needing_passphrase,
    put_renewal,
    renewal,
    seal_log,
    use_renewal,
)
from smbsocial.usecases.vault.session import Vault, meta, people_with_passphrase, put_meta


@dataclass(frozen=True, slots=True)
class LeftEntry:
    """A record in the keyring: of an account and its name there, `ref` in hex, `n` parts.

    `replaced_at`: None while it was the one that counted, or was being written.
    """

    account: AccountId
    name: bytes
    ref: str
    n: int
    replaced_at: datetime | None


@dataclass(frozen=True, slots=True)
class Before:
    """`devices` may lie in the keyring; `left` are people who are leaving or have left.

    `openers` had a passphrase there, or were to get a new one; `owners` are those of them whose
    passphrase opens everything; of `keyed` people the owners kept the key. `public`: the backup
    key, of which there is one for each master key.
    """

    entries: tuple[LeftEntry, ...]
    devices: frozenset[str]
    left: frozenset[str]
    openers: frozenset[str]
    owners: frozenset[str]
    keyed: frozenset[str]
    public: str


def look_back(reads: Reads, vault: bytes) -> Before | None:
    """What a business knows of a vault (its 16 bytes); None where it has none or another one."""
    if meta(reads, MetaKey.VAULT_ID) != vault.hex():
        return None
    waiting = needing_passphrase(reads)
    people = reads.all(Person)
    own = {row.id for row in people if row.id in waiting and row.role is Role.OWNER}
    return Before(
        entries=tuple(_entries(reads)),
        devices=known_devices(reads),
        left=frozenset(row.id for row in people if is_gone(reads, row.id)),
        openers=waiting | people_with_passphrase(reads),
        owners=frozenset(own.union(row.id for row in people if holds_master(reads, row.id))),
        keyed=frozenset(r.subject for r in reads.all(VaultWrap) if r.kind is WrapKind.PERSON),
        public=meta(reads, MetaKey.BACKUP_PUBLIC) or "",
    )


def locked_out_since(reads: Reads, before: Before | None) -> frozenset[PersonId]:
    """Who has a way into the restored vault and had it taken from them in the replaced one.

    An owner who has become staff is among them: the master key of the backup is theirs no more.
    Whose passphrase only needed another computer's key is not among them: the key that the owners
    kept of a helper is still there then, and the master key the same.
    """
    if before is None:
        return frozenset()
    granted = {row.person for row in reads.all(VaultWrap)} - {""}
    can = {slot.person: slot.kind for slot in reads.all(VaultSlot) if slot.kind in PASSPHRASE_SLOTS}
    same = meta(reads, MetaKey.BACKUP_PUBLIC) == before.public
    taken = {
        person
        for person, kind in can.items()
        if person not in (before.owners if kind is SlotKind.OWNER else before.openers)
        and (not same if kind is SlotKind.OWNER else person not in before.keyed)
    }
    return frozenset(PersonId(each) for each in taken | (before.left & (granted | {*can})))


def lock_out(vault: Vault, person: PersonId) -> None:
    """What a restored backup gave back to somebody is taken from them again, by who is at work.

    Their slots, their key and their grants go, and what is saved next has keys that they never had.
    """
    rows: tuple[VaultWrap, ...] = ()
    with suppress(ExpectedError):  # somebody else's key is spoilt: that keeps nobody in
        rows = rows_without(vault, reach_of_keys(vault.reads, person), person)
    vault.changes.write(_lock_out, person, vault.unlocked().person, rows)


def renew_master(vault: Vault, made: NewMaster, without: PersonId) -> None:
    """Who is an owner no more knows the master key of the backup: there is a new one.

    Whoever is at work opens it; everybody else needs a new passphrase, and the kit is made anew.
    """
    new = renewal(vault, made, without=without)
    vault.changes.write(_renew_master, vault.unlocked().person, new)
    use_renewal(vault, new)


def put_before(tx: Tx, ports: Ports, before: Before) -> int:
    """Name what lies in the keyring besides what the backup names; how many records that are.

    What counted until now goes 30 days from now, as if it had been replaced; what had been
    replaced goes when it would have gone.
    """
    now = ports.clock.now()
    current = {row.ref.hex() for row in tx.all(VaultSecret)}
    later = [entry for entry in before.entries if entry.ref not in current]
    for entry in later:
        _put_old(tx, entry, now)
    put_meta(tx, MetaKey.DEVICES, " ".join(sorted(known_devices(tx) | before.devices)))
    return sum(entry.replaced_at is None for entry in later)


def _entries(reads: Reads) -> Iterator[LeftEntry]:
    names = {row.id: row.name for row in reads.all(VaultName)}
    rows: list[tuple[AccountId, str, int, datetime | None]] = [
        (row.id, row.ref.hex(), row.n, None) for row in reads.all(VaultSecret)
    ]
    rows += [(row.account, row.id, row.n, None) for row in reads.all(VaultPending)]
    rows += [(row.account, row.id, row.n, row.replaced_at) for row in reads.all(VaultOld)]
    for account, ref, n, at in rows:
        if account in names:  # without it nobody knows the entry's name
            yield LeftEntry(account, names[account], ref, n, at)


def _put_old(tx: Tx, entry: LeftEntry, now: datetime) -> None:
    pending = tx.get(VaultPending, entry.ref)
    named = pending is not None or tx.get(VaultOld, entry.ref) is not None
    if named and entry.replaced_at is not None:
        return
    if pending is not None:
        tx.remove(VaultPending, entry.ref)
    tx.put(VaultOld(entry.ref, _account_named(tx, entry), entry.n, entry.replaced_at or now))


def _account_named(tx: Tx, entry: LeftEntry) -> AccountId:
    """The account, or where it has another name by now, the name itself."""
    row = tx.get(VaultName, entry.account)
    id = entry.account if row is None or row.name == entry.name else AccountId(entry.name.hex())
    tx.put(VaultName(id, entry.name))
    return id


def _lock_out(
    tx: Tx, ports: Ports, person: PersonId, by: PersonId, rows: tuple[VaultWrap, ...]
) -> None:
    put_new_key(tx, rows)
    drop_person(tx, ports, person, by)


def _renew_master(tx: Tx, ports: Ports, by: PersonId, new: Renewal) -> None:
    put_renewal(tx, ports, new, by)
    seal_log(tx, ports, new)
