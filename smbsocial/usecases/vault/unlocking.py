"""Unlocking and locking: passphrase, this computer's login alone, or the emergency kit's code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from smbsocial.domain.access_log import ChainState, Detail, LogAction, LogEntry
from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.pauses import pause
from smbsocial.domain.secret import Key, Secret
from smbsocial.domain.vault import MetaKey, SealedSlot, SlotKind, VaultSlot
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.session import (
    CANNOT_LOG,
    Opened,
    Vault,
    VaultState,
    meta,
    name_of,
    note,
    put_meta,
    slot_id,
    slot_of,
    state,
)
from smbsocial.usecases.vault.watching import look_at_log

TRIES_LOOKED_AT = 64


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What an unlock brought: how the log stands (owners), whether the unlock could be logged."""

    person: PersonId
    owner: bool
    log: ChainState | None
    logged: bool


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


def seconds_to_wait(reads: Reads, person: PersonId, now: datetime) -> int:
    """How long until the next try after wrong ones; a clock put back waits no longer than that."""
    tries, last = _wrong_tries(reads.log(person=person, limit=TRIES_LOOKED_AT))
    if last is None:
        return 0
    wait = pause(tries)
    gone = int((now - last).total_seconds())
    return wait if gone < 0 else max(0, wait - gone)


def unlock(vault: Vault, person: PersonId, passphrase: Secret[str]) -> Steps[Unlocked]:
    """Open the vault for a person.

    Raises WRONG_KEY (after logging it), WAIT, NOT_ALLOWED (no slot: never had one, or locked out),
    SECRET_MISSING (the device key is not in this computer's keyring: only the kit opens it),
    STORE_OTHER, LOG_NOT_WRITTEN (staff), and whatever the keyring says.
    """
    own = slot_of(vault.reads, SlotKind.OWNER, person)
    slot = own or slot_of(vault.reads, SlotKind.STAFF, person)
    if slot is None:
        raise ExpectedError(Code.NOT_ALLOWED)
    wait = seconds_to_wait(vault.reads, person, vault.ports.clock.now())
    if wait:
        raise ExpectedError(Code.WAIT, seconds=wait)
    id, name, sealing = vault.id, name_of(vault, person), vault.sealing
    device = yield from _device_key(vault, slot)
    opening = partial(
        sealing.open_slot, passphrase, device, vault=id, person=name, slot=slot.sealed
    )
    try:
        key = yield from away(opening)
    except ExpectedError as error:
        if error.code is Code.WRONG_KEY:
            _log_quietly(vault, person, LogAction.FAIL)
        raise
    done = _enter(vault, Opened(person, owner=own is not None, key=key))
    newest = meta(vault.reads, MetaKey.DEVICE)
    if newest and newest != slot.device:
        yield from _remake(vault, slot, passphrase, key)
    return done


def unlock_with_login(vault: Vault, person: PersonId) -> Steps[Unlocked]:
    """Open the vault with this computer's login alone, where the owner chose that.

    Raises NOT_ALLOWED where it was not chosen, else as `unlock` does.
    """
    slot = slot_of(vault.reads, SlotKind.LOGIN, person)
    if slot is None:
        raise ExpectedError(Code.NOT_ALLOWED)
    id, name = vault.id, name_of(vault, person)
    device = yield from _device_key(vault, slot)
    key = yield from away(
        partial(vault.sealing.open_login_slot, device, vault=id, person=name, slot=slot.sealed)
    )
    done = _enter(vault, Opened(person, owner=True, key=key), detail=Detail.LOGIN_ALONE)
    newest = meta(vault.reads, MetaKey.DEVICE)
    if newest and newest != slot.device:
        yield from put_login_slot(vault)
    return done


def unlock_with_code(
    vault: Vault, person: PersonId, code: str, passphrase: Secret[str]
) -> Steps[Unlocked]:
    """Open the vault with the kit's code and give an owner a new passphrase on this computer.

    Raises CODE_TYPO, WRONG_KEY, NOT_ALLOWED (not an owner of the vault).
    """
    reads, id, sealing = vault.reads, vault.id, vault.sealing
    recovery = slot_of(reads, SlotKind.RECOVERY)
    if recovery is None or slot_of(reads, SlotKind.OWNER, person) is None:
        raise ExpectedError(Code.NOT_ALLOWED)
    read = sealing.read_code(code)
    opening = partial(sealing.open_recovery, read, vault=id, slot=recovery.sealed)
    try:
        key = yield from away(opening)
    except ExpectedError as error:
        if error.code is Code.WRONG_KEY:
            _log_quietly(vault, person, LogAction.FAIL, Detail.RECOVERY)
        raise
    device_key = sealing.new_key()
    device = yield from away(partial(vault.entries.put_device_key, id, device_key))
    slot = yield from make_slot(
        vault, SlotKind.OWNER, person, passphrase, key=key, device=(device, device_key)
    )
    vault.changes.write(_put_slot, slot, device)
    return _enter(vault, Opened(person, owner=True, key=key), detail=Detail.RECOVERY)


def lock(vault: Vault, detail: Detail = Detail.NONE) -> None:
    """Forget every key at once, then log it; locking a locked vault is allowed."""
    opened, vault.opened = vault.opened, None
    if opened is not None:
        _log_quietly(vault, opened.person, LogAction.LOCK, detail)


def put_login_slot(vault: Vault) -> Steps[None]:
    """From now on this computer's login opens the vault for the owner at work.

    It gives up the passphrase: whoever gets at this login gets at every password.
    """
    master, person = vault.master(), vault.unlocked().person
    id, name, newest = vault.id, name_of(vault, person), meta(vault.reads, MetaKey.DEVICE) or ""
    device = yield from away(partial(vault.entries.get_device_key, id, newest))
    sealed = vault.sealing.make_login_slot(device, vault=id, person=name, key=master)
    slot = _slot(SlotKind.LOGIN, person, newest, sealed)
    vault.changes.write(_keep_slot, slot, person, Detail.LOGIN_ALONE)


def drop_login_slot(vault: Vault) -> None:
    """The passphrase is asked again at each unlock."""
    vault.master()
    person = vault.unlocked().person
    if slot_of(vault.reads, SlotKind.LOGIN, person) is not None:
        vault.changes.write(_drop_slot, slot_id(SlotKind.LOGIN, person), person)


def make_slot(
    vault: Vault,
    kind: SlotKind,
    person: PersonId,
    passphrase: Secret[str],
    *,
    key: Key,
    device: tuple[str, Key],
) -> Steps[VaultSlot]:
    """The row of a slot behind a passphrase and a device key (its id and itself)."""
    id, name = vault.id, name_of(vault, person)
    sealed = yield from away(
        partial(vault.sealing.make_slot, passphrase, device[1], vault=id, person=name, key=key)
    )
    return _slot(kind, person, device[0], sealed)


def drop_unnamed_devices(vault: Vault, devices: frozenset[str]) -> Steps[None]:
    """Delete those device keys that no slot names any more; the newest stays."""
    named = {slot.device for slot in vault.reads.all(VaultSlot)}
    named.add(meta(vault.reads, MetaKey.DEVICE) or "")
    for device in sorted(devices - named):
        yield from away(partial(vault.entries.delete_device_key, vault.id, device))


def _device_key(vault: Vault, slot: VaultSlot) -> Steps[Key]:
    if state(vault.reads) is VaultState.NONE:
        raise ExpectedError(Code.VAULT_NOT_SET_UP)
    expected = meta(vault.reads, MetaKey.BACKEND) or ""
    found = yield from away(vault.entries.backend)
    if found != expected:
        raise ExpectedError(Code.STORE_OTHER, expected=expected, found=found)
    return (yield from away(partial(vault.entries.get_device_key, vault.id, slot.device)))


def _enter(vault: Vault, opened: Opened, *, detail: Detail = Detail.NONE) -> Unlocked:
    """Log the unlock, then let the person in; an owner's unlock looks at the log first."""
    found = None
    try:
        if opened.owner:
            found = look_at_log(vault, opened.key)
        vault.changes.write(note, opened.person, LogAction.UNLOCK, detail=detail)
        logged = True
    except ExpectedError as error:
        if error.code not in CANNOT_LOG:
            raise
        if not opened.owner:
            raise ExpectedError(Code.LOG_NOT_WRITTEN) from error
        logged = False
    vault.opened = opened
    return Unlocked(opened.person, opened.owner, found, logged)


def _remake(vault: Vault, slot: VaultSlot, passphrase: Secret[str], key: Key) -> Steps[None]:
    """The same slot with the newest device key, and away with the one that nobody names."""
    newest = meta(vault.reads, MetaKey.DEVICE) or ""
    device = yield from away(partial(vault.entries.get_device_key, vault.id, newest))
    made = yield from make_slot(
        vault, slot.kind, PersonId(slot.person), passphrase, key=key, device=(newest, device)
    )
    vault.changes.write(_put_slot, made, newest)
    yield from drop_unnamed_devices(vault, frozenset({slot.device}))


def _wrong_tries(entries: tuple[LogEntry, ...]) -> tuple[int, datetime | None]:
    """How many failed in a row, and when the last one did; `entries` newest first."""
    tries, last = 0, None
    for entry in entries:
        if entry.action is LogAction.UNLOCK:
            break
        if entry.action is LogAction.FAIL:
            tries += 1
            last = last or entry.at
    return tries, last


def _log_quietly(
    vault: Vault, person: PersonId, action: LogAction, detail: Detail = Detail.NONE
) -> None:
    """What happens whether or not it can be logged: a lock, a wrong try."""
    try:
        vault.changes.write(note, person, action, detail=detail)
    except ExpectedError as error:
        if error.code not in CANNOT_LOG:
            raise


def _slot(kind: SlotKind, person: PersonId, device: str, sealed: SealedSlot) -> VaultSlot:
    return VaultSlot(
        slot_id(kind, person),
        person,
        kind,
        device,
        sealed.salt,
        sealed.m_kib,
        sealed.t,
        sealed.box,
    )


def _put_slot(tx: Tx, ports: Ports, slot: VaultSlot, device: str) -> None:  # noqa: ARG001
    tx.put(slot)
    put_meta(tx, MetaKey.DEVICE, device)


def _keep_slot(tx: Tx, ports: Ports, slot: VaultSlot, person: PersonId, detail: Detail) -> None:
    tx.put(slot)
    note(tx, ports, person, LogAction.GRANT, detail=detail)


def _drop_slot(tx: Tx, ports: Ports, id: str, person: PersonId) -> None:
    tx.remove(VaultSlot, id)
    note(tx, ports, person, LogAction.REVOKE, detail=Detail.LOGIN_ALONE)
