"""Unlocking and locking: passphrase, this computer's login alone, or the emergency kit's code."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from smbsocial.domain.access_log import ChainState, Detail, LogAction
from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.pauses import NO_TRIES, logged_tries, seconds_left
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import MetaKey, SlotKind, VaultSlot
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.devices import (
    check_backend,
    drop_unnamed_devices,
    new_device_key,
    newest_device,
)
from smbsocial.usecases.vault.given import given_by
from smbsocial.usecases.vault.new_passphrase import check_passphrase
from smbsocial.usecases.vault.session import (
    CANNOT_LOG,
    Opened,
    Vault,
    meta,
    name_of,
    note,
    put_meta,
    slot_id,
    slot_of,
    slot_of_person,
)
from smbsocial.usecases.vault.slots import login_slot, make_slot
from smbsocial.usecases.vault.watching import entries_if_readable, look_at_log, opens_checkpoint

TRIES_LOOKED_AT = 64


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What an unlock brought: how the log stands (owners), whether the unlock could be logged.

    `given_by`: who gave them the passphrase that they still have, and so knows it.
    """

    person: PersonId
    owner: bool
    log: ChainState | None
    logged: bool
    given_by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Opener:
    """A person who can unlock the vault, and whether this computer's login does it for them."""

    person: Person
    owner: bool
    login_alone: bool


def openers(reads: Reads) -> tuple[Opener, ...]:
    """Who can unlock the vault, owners first."""
    found = []
    for person in reads.all(Person):
        own = slot_of(reads, SlotKind.OWNER, person.id) is not None
        if own or slot_of(reads, SlotKind.STAFF, person.id) is not None:
            alone = slot_of(reads, SlotKind.LOGIN, person.id) is not None
            found.append(Opener(person, owner=own, login_alone=alone))
    return tuple(sorted(found, key=lambda opener: not opener.owner))


def who_was_last(reads: Reads) -> PersonId | None:
    """Whoever unlocked the vault last, None where the log does not tell."""
    entries = entries_if_readable(reads, action=LogAction.UNLOCK, limit=1)
    return PersonId(entries[0].person) if entries else None


def seconds_to_wait(vault: Vault, person: PersonId) -> int:
    """How many seconds until the next try after wrong ones.

    They are counted in the log, which outlives the program, and in memory: it sees what a log that
    cannot be written or read misses.
    """
    entries = entries_if_readable(vault.reads, person=person, limit=TRIES_LOOKED_AT)
    counted = (logged_tries(entries or ()), vault.tries.get(person, NO_TRIES))
    return seconds_left(counted, vault.ports.clock.now())


def unlock(vault: Vault, person: PersonId, passphrase: Secret[str]) -> Steps[Unlocked]:
    """Open the vault for a person; their slots get the newest device key on the way.

    Raises WRONG_KEY (after logging it), WAIT, NOT_ALLOWED (no slot: never had one, or locked out),
    SECRET_MISSING (the device key is not in this computer's keyring: only the kit opens it),
    STORE_OTHER, LOG_NOT_WRITTEN (staff), VAULT_LOCKED (locked while it was under way), and
    whatever the keyring says.
    """
    slot = slot_of_person(vault.reads, person)
    if slot is None:
        raise ExpectedError(Code.NOT_ALLOWED)
    locks = vault.locks
    key = yield from _open_slot(vault, slot, passphrase)
    opened = Opened(person, owner=slot.kind is SlotKind.OWNER, key=key)
    done = _enter(vault, opened, locks=locks)
    with suppress(ExpectedError):  # open it is, with whichever device key
        yield from _refresh(vault, opened, passphrase)
    vault.check_open_since(locks)
    return done


def prove_passphrase(vault: Vault, passphrase: Secret[str]) -> Steps[None]:
    """Whoever is at work knows their passphrase; a wrong one counts as a wrong try.

    A vault that was left open tells by itself nothing of who sits before it. Raises VAULT_LOCKED,
    and otherwise as `unlock` does.
    """
    slot = slot_of_person(vault.reads, vault.unlocked().person)
    if slot is None:
        raise ExpectedError(Code.NOT_ALLOWED)
    locks = vault.locks
    yield from _open_slot(vault, slot, passphrase)
    vault.check_open_since(locks)


def unlock_with_login(vault: Vault, person: PersonId) -> Steps[Unlocked]:
    """Open the vault with this computer's login alone, where the owner chose that.

    Raises NOT_ALLOWED where it was not chosen, else as `unlock` does.
    """
    slot = slot_of(vault.reads, SlotKind.LOGIN, person)
    if slot is None:
        raise ExpectedError(Code.NOT_ALLOWED)
    id, name, locks = vault.id, name_of(vault, person), vault.locks
    yield from check_backend(vault)
    device = yield from away(partial(vault.entries.get_device_key, id, slot.device))
    key = yield from away(
        partial(vault.sealing.open_login_slot, device, vault=id, person=name, slot=slot.sealed)
    )
    opened = Opened(person, owner=True, key=key)
    done = _enter(vault, opened, locks=locks, detail=Detail.LOGIN_ALONE)
    with suppress(ExpectedError):
        yield from _refresh(vault, opened)
    vault.check_open_since(locks)
    return done


def unlock_with_code(
    vault: Vault, person: PersonId, code: str, passphrase: Secret[str]
) -> Steps[Unlocked]:
    """Open the vault with the kit's code and give an owner a new passphrase on this computer.

    Raises CODE_TYPO, PASSPHRASE_SHORT, _LONG, _WEAK, WRONG_KEY, NOT_ALLOWED (not an owner of the
    vault), STORE_OTHER, VAULT_LOCKED (locked while it was under way), and what the keyring says.
    """
    reads, id, sealing, locks = vault.reads, vault.id, vault.sealing, vault.locks
    recovery = slot_of(reads, SlotKind.RECOVERY)
    if recovery is None or slot_of(reads, SlotKind.OWNER, person) is None:
        raise ExpectedError(Code.NOT_ALLOWED)
    read = sealing.read_code(code)
    yield from check_passphrase(vault, passphrase, owner=True)
    yield from check_backend(vault)
    opening = partial(sealing.open_recovery, read, vault=id, slot=recovery.sealed)
    try:
        key = yield from away(opening)
    except ExpectedError as error:
        if error.code is Code.WRONG_KEY:
            _count_try(vault, person, Detail.RECOVERY)
        raise
    device = yield from new_device_key(vault)
    slot = yield from make_slot(vault, SlotKind.OWNER, person, passphrase, key=key, device=device)
    opened = Opened(person, owner=True, key=key)
    done = _enter(vault, opened, locks=locks, detail=Detail.RECOVERY, slot=slot)
    vault.wants_backup = True
    with suppress(ExpectedError):
        yield from _refresh(vault, opened)
    vault.check_open_since(locks)
    return done


def lock(vault: Vault, detail: Detail = Detail.NONE) -> None:
    """Forget every key at once, then log it; locking a locked vault is allowed."""
    opened, vault.opened = vault.opened, None
    vault.locks += 1
    if opened is not None:
        _log_quietly(vault, opened.person, LogAction.LOCK, detail)


def put_login_slot(vault: Vault) -> Steps[None]:
    """From now on this computer's login opens the vault for the owner at work.

    It gives up the passphrase: whoever gets at this login gets at every password.
    """
    master, person = vault.master(), vault.unlocked().person
    device = yield from newest_device(vault)
    slot = login_slot(vault, person, master, device)
    vault.keep(_keep_login_slot, slot)


def drop_login_slot(vault: Vault) -> None:
    """The passphrase is asked again at each unlock."""
    vault.master()
    person = vault.unlocked().person
    if slot_of(vault.reads, SlotKind.LOGIN, person) is not None:
        vault.keep(_drop_slot, slot_id(SlotKind.LOGIN, person), person)


def _open_slot(vault: Vault, slot: VaultSlot, passphrase: Secret[str]) -> Steps[Key]:
    """The key behind a person's passphrase; raises as `unlock` does, a wrong try is logged."""
    person = PersonId(slot.person)
    wait = seconds_to_wait(vault, person)
    if wait:
        raise ExpectedError(Code.WAIT, seconds=wait)
    id, name, opens = vault.id, name_of(vault, person), vault.sealing.open_slot
    yield from check_backend(vault)
    device = yield from away(partial(vault.entries.get_device_key, id, slot.device))
    opening = partial(opens, passphrase, device, vault=id, person=name, slot=slot.sealed)
    try:
        return (yield from away(opening))
    except ExpectedError as error:
        if error.code is Code.WRONG_KEY:
            _count_try(vault, person)
        raise


def _enter(
    vault: Vault,
    opened: Opened,
    *,
    locks: int,
    detail: Detail = Detail.NONE,
    slot: VaultSlot | None = None,
) -> Unlocked:
    """Log the unlock, then let the person in; an owner's looks at key and log first.

    A new slot comes with the entry or not at all; only where a log that nobody can read takes no
    entry any more it comes alone, because the kit must open the vault then, too.
    """
    vault.check_open_since(locks)
    if opened.owner:
        _check_master(vault, opened.key)
    found = look_at_log(vault, opened.key) if opened.owner else None
    given = given_by(vault.reads, opened.person) if slot is None else None
    logged = True
    try:
        vault.changes.write(_let_in, opened.person, detail, slot)
    except ExpectedError as error:
        if error.code not in CANNOT_LOG:
            raise
        if not opened.owner:
            raise ExpectedError(Code.LOG_NOT_WRITTEN) from error
        if slot is not None:
            vault.changes.write(_put_slot, slot, newest=True)
        logged = False
    vault.opened = opened
    vault.tries.pop(opened.person, None)
    return Unlocked(opened.person, opened.owner, found, logged, given)


def _check_master(vault: Vault, master: Key) -> None:
    """Raises SECRET_DAMAGED for a key that is not the vault's; its backup key is put right.

    Whoever writes into the database could call their own slot an owner's, whose kit and passphrases
    would open nothing then, or have backups written that no kit opens.
    """
    public = vault.sealing.backup_public(master).hex()
    if meta(vault.reads, MetaKey.BACKUP_PUBLIC) == public:
        return
    if not opens_checkpoint(vault, master):
        raise ExpectedError(Code.SECRET_DAMAGED)
    try:
        vault.keep(_put_backup_key, public)
    except ExpectedError as error:
        if error.code not in CANNOT_LOG:
            raise


def _refresh(vault: Vault, opened: Opened, passphrase: Secret[str] | None = None) -> Steps[None]:
    """A person's slots with the newest device key, and away with those that nobody names.

    Without the passphrase only the slot of the computer's login can be made anew.
    """
    person, reads = opened.person, vault.reads
    slot = slot_of_person(reads, person)
    if passphrase is not None and slot is not None and slot.device != _newest(reads):
        device = yield from newest_device(vault)
        made = yield from make_slot(
            vault, slot.kind, person, passphrase, key=opened.key, device=device
        )
        vault.changes.write(_put_slot, made)
    alone = slot_of(reads, SlotKind.LOGIN, person)
    if alone is not None and alone.device != _newest(reads):
        device = yield from newest_device(vault)
        vault.changes.write(_put_slot, login_slot(vault, person, opened.key, device))
    yield from drop_unnamed_devices(vault)


def _newest(reads: Reads) -> str | None:
    return meta(reads, MetaKey.DEVICE)


def _count_try(vault: Vault, person: PersonId, detail: Detail = Detail.NONE) -> None:
    """A wrong one, whether or not it can be logged."""
    tries = vault.tries.get(person, NO_TRIES)
    vault.tries[person] = tries.one_more(vault.ports.clock.now())
    _log_quietly(vault, person, LogAction.FAIL, detail)


def _log_quietly(
    vault: Vault, person: PersonId, action: LogAction, detail: Detail = Detail.NONE
) -> None:
    """What happens whether or not it can be logged: a lock, a wrong try."""
    try:
        vault.changes.write(note, person, action, detail=detail)
    except ExpectedError as error:
        if error.code not in CANNOT_LOG:
            raise


def _let_in(tx: Tx, ports: Ports, person: PersonId, detail: Detail, slot: VaultSlot | None) -> None:
    if slot is not None:
        _put_slot(tx, ports, slot, newest=True)
    note(tx, ports, person, LogAction.UNLOCK, detail=detail)


def _put_slot(tx: Tx, ports: Ports, slot: VaultSlot, *, newest: bool = False) -> None:  # noqa: ARG001
    tx.put(slot)
    if newest:
        put_meta(tx, MetaKey.DEVICE, slot.device)


def _keep_login_slot(tx: Tx, ports: Ports, slot: VaultSlot) -> None:
    tx.put(slot)
    note(tx, ports, slot.person, LogAction.GRANT, detail=Detail.LOGIN_ALONE)


def _drop_slot(tx: Tx, ports: Ports, id: str, person: PersonId) -> None:
    tx.remove(VaultSlot, id)
    note(tx, ports, person, LogAction.REVOKE, detail=Detail.LOGIN_ALONE)


def _put_backup_key(tx: Tx, ports: Ports, public: str) -> None:  # noqa: ARG001
    put_meta(tx, MetaKey.BACKUP_PUBLIC, public)
