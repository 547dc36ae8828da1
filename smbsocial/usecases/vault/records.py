"""Records: put in, changed, used and removed, in the order that loses nothing to a crash.

Saving: 1 the reference is noted as pending, 2 the parts go into the keyring, 3 each is read back,
4 one transaction names the new reference, puts the old one aside, logs it and ends the pending
note. Whatever stops in between leaves the old record whole; `tidy` clears what was left behind.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from functools import partial

from smbsocial.domain.access_log import NEW_PASSWORD, Detail, LogAction
from smbsocial.domain.departures import LeavingStep
from smbsocial.domain.errors import Code, ExpectedError, Why
from smbsocial.domain.ids import AccountId
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import Right, VaultOld, VaultPending, VaultSecret
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.devices import (
    check_backend,
    drop_unnamed_devices,
    unnamed_devices,
)
from smbsocial.usecases.vault.keys import (
    SavingKey,
    check_saving_key,
    close_lines,
    promote_key,
    reading_key,
    saving_key,
)
from smbsocial.usecases.vault.session import (
    UNREACHABLE,
    UNREADABLE,
    Vault,
    VaultState,
    name_of,
    note,
    note_use,
    right_of,
    state,
)

REF_BYTES = 8
OLD_FOR = timedelta(days=30)
"""How long a replaced record stays in the keyring."""


class Use(Enum):
    """What a record is opened for; the right it takes and what the log says."""

    COPY_LOGIN = "copy_login"
    COPY_PASSWORD = "copy_password"  # noqa: S105 - the name of a use
    COPY_CODE = "copy_code"
    SHOW = "show"
    EDIT = "edit"
    CODES = "codes"
    COPY_RECOVERY = "copy_recovery"
    DRILL = "drill"


_TOLD = {
    Use.COPY_LOGIN: (LogAction.COPY, Detail.LOGIN),
    Use.COPY_PASSWORD: (LogAction.COPY, Detail.PASSWORD),
    Use.COPY_CODE: (LogAction.CODE, Detail.NONE),
    Use.SHOW: (LogAction.SHOW, Detail.PASSWORD),
    Use.EDIT: (LogAction.SHOW, Detail.RECORD),
    Use.CODES: (LogAction.SHOW, Detail.CODES),
    Use.COPY_RECOVERY: (LogAction.COPY, Detail.CODES),
    Use.DRILL: (LogAction.USE, Detail.DRILL),
}
_SEEN = frozenset({Use.SHOW, Use.EDIT, Use.CODES, Use.COPY_RECOVERY})
"""Uses in which a secret is displayed; the others take no more than the right to use."""


@dataclass(frozen=True, slots=True)
class Used:
    """A record, and whether its use could be logged (an owner goes on without)."""

    record: Record
    logged: bool


def open_record(vault: Vault, account: AccountId, use: Use) -> Steps[Used]:
    """The record, for one use, which is logged before it happens.

    Raises VAULT_LOCKED (also while it was under way), NOT_ALLOWED, SECRET_MISSING (none kept, or
    gone), SECRET_DAMAGED, LOG_NOT_WRITTEN (staff), and whatever the keyring says.
    """
    locks = vault.locks
    _check_right(vault, account, sees=use in _SEEN)
    if vault.reads.get(VaultSecret, account) is None:
        raise ExpectedError(Code.SECRET_MISSING)
    action, detail = _TOLD[use]
    logged = note_use(vault, action, account=account, detail=detail)
    record = yield from fetch(vault, account)
    vault.check_open_since(locks)
    return Used(record, logged)


def note_again(vault: Vault, account: AccountId, use: Use) -> bool:
    """Log another use of a record that is open already: one more of its codes is handed out.

    False where an owner goes on without the entry. Raises VAULT_LOCKED, NOT_ALLOWED,
    LOG_NOT_WRITTEN (staff).
    """
    _check_right(vault, account, sees=use in _SEEN)
    action, detail = _TOLD[use]
    return note_use(vault, action, account=account, detail=detail)


def note_sign_in(vault: Vault, account: AccountId) -> bool:
    """Log that the login page is opened for an account; False where an owner goes on without.

    Raises VAULT_LOCKED, NOT_ALLOWED, LOG_NOT_WRITTEN (staff).
    """
    _check_right(vault, account, sees=False)
    return note_use(vault, LogAction.USE, account=account, detail=Detail.SIGN_IN)


def save_record(vault: Vault, account: AccountId, record: Record) -> Steps[None]:
    """Keep a record, by the owners or by staff who may see the one that is there.

    A changed password counts as rotated. Raises VAULT_NOT_SET_UP (no kit yet), VAULT_LOCKED,
    NOT_ALLOWED, SECRET_TOO_LARGE, STORE_REFUSED and whatever the keyring says; then the record
    is as it was before.
    """
    _check_saving(vault, account, sees=True)
    rotated = yield from _is_rotated(vault, account, record)
    yield from store(vault, account, record, rotated=rotated)


def save_password(vault: Vault, account: AccountId, password: Secret[str]) -> Steps[None]:
    """Keep a changed password and leave the rest of the record as it is, without showing it.

    By the owners or by staff who may use the account. Raises SECRET_MISSING (there is no record),
    else as `save_record` does.
    """
    _check_saving(vault, account, sees=False)
    before = yield from fetch(vault, account)
    record = replace(before, password=password.reveal())
    yield from store(vault, account, record, rotated=record.password != before.password)


def save_code_used(vault: Vault, account: AccountId, code: str) -> Steps[None]:
    """Tick one of the platform's recovery codes off, or take that back; owners, or who may see."""
    _check_saving(vault, account, sees=True)
    record = yield from fetch(vault, account)
    used = set(record.used) ^ {code}
    ticked = replace(record, used=tuple(each for each in record.codes if each in used))
    yield from store(vault, account, ticked, rotated=False)


def remove_record(vault: Vault, account: AccountId) -> Steps[None]:
    """The vault keeps this account no longer; its parts stay in the keyring for 30 days.

    Raises VAULT_LOCKED, NOT_ALLOWED, SECRET_MISSING.
    """
    vault.master()
    before = vault.reads.get(VaultSecret, account)
    if before is None:
        raise ExpectedError(Code.SECRET_MISSING)
    vault.keep(_forget_record, before, vault.unlocked().person)
    yield from _tidy_if_possible(vault)


def fetch(vault: Vault, account: AccountId) -> Steps[Record]:
    """The record, without asking or logging: for steps that have done so."""
    row = vault.reads.get(VaultSecret, account)
    if row is None:
        raise ExpectedError(Code.SECRET_MISSING)
    id, name = vault.id, name_of(vault, account)
    key = reading_key(vault, account)
    box = yield from away(
        partial(vault.entries.get_record, id, name, row.ref, n=row.n, sha256=row.sha256)
    )
    return vault.sealing.open_record(key, box, vault=id, account=name, ref=row.ref)


def store(vault: Vault, account: AccountId, record: Record, *, rotated: bool) -> Steps[None]:
    """Seal and keep a record, under the account's next key where there is one.

    Whoever was at work at its beginning saves it, also when the vault is locked meanwhile.
    """
    by = vault.unlocked().person
    chosen = saving_key(vault, account)
    id, name, ref = vault.id, name_of(vault, account), vault.sealing.random(REF_BYTES)
    box = vault.sealing.seal_record(chosen.key, record, vault=id, account=name, ref=ref)
    n = vault.entries.parts_of(box)
    vault.changes.write(_begin, VaultPending(ref.hex(), account, n), chosen)
    try:
        yield from away(partial(vault.entries.put_record, id, name, ref, box))
        now = vault.ports.clock.now()
        before = vault.reads.get(VaultSecret, account)
        since = now if rotated or before is None else before.rotated_at
        row = VaultSecret(account, ref, n, hashlib.sha256(box).digest(), now, since, by)
        changed = Detail.PASSWORD if before else Detail.FIRST
        detail = changed if rotated else Detail.RECORD
        vault.keep(_settle, row, chosen, detail=detail)
    except ExpectedError as error:
        if error.code not in UNREACHABLE:
            yield from _tidy_if_possible(vault)
        raise


def wants_tidying(reads: Reads, ports: Ports) -> bool:
    """Whether `tidy` has something to do."""
    now = ports.clock.now()
    old = any(_is_over(row, now) or row.replaced_at > now for row in reads.all(VaultOld))
    return old or bool(reads.all(VaultPending)) or bool(unnamed_devices(reads))


def tidy(vault: Vault) -> Steps[None]:
    """Clear what a crash left in the keyring, and replaced records older than 30 days.

    What was replaced while the clock was ahead counts from now on. Raises STORE_OTHER (what is to
    be cleared lies elsewhere), and what the keyring says.
    """
    reads, id = vault.reads, vault.id
    if not wants_tidying(reads, vault.ports):
        return
    yield from check_backend(vault)
    for left in reads.all(VaultPending):
        name, ref = name_of(vault, left.account), bytes.fromhex(left.id)
        yield from away(partial(vault.entries.delete_record, id, name, ref, left.n))
        vault.changes.write(_end_pending, left)
    now = vault.ports.clock.now()
    for old in reads.all(VaultOld):
        if old.replaced_at > now:
            vault.changes.write(_keep_old, replace(old, replaced_at=now))
        elif _is_over(old, now):
            name, ref = name_of(vault, old.account), bytes.fromhex(old.id)
            yield from away(partial(vault.entries.delete_record, id, name, ref, old.n))
            vault.changes.write(_end_old, old)
    yield from drop_unnamed_devices(vault)


def _check_right(vault: Vault, account: AccountId, *, sees: bool) -> None:
    opened = vault.unlocked()
    right = right_of(vault.reads, account, opened.person)
    if not (opened.owner or right is Right.SEE or (right is Right.USE and not sees)):
        raise ExpectedError(Code.NOT_ALLOWED)


def _check_saving(vault: Vault, account: AccountId, *, sees: bool) -> None:
    """Staff change what is there, and only owners begin."""
    if state(vault.reads) is not VaultState.READY:
        raise ExpectedError(Code.VAULT_NOT_SET_UP)
    _check_right(vault, account, sees=sees)
    if not vault.unlocked().owner and vault.reads.get(VaultSecret, account) is None:
        raise ExpectedError(Code.NOT_ALLOWED, why=Why.OWNERS_ONLY)


def _is_rotated(vault: Vault, account: AccountId, record: Record) -> Steps[bool]:
    """Whether the password is another one; of a record that cannot be read any more it is."""
    if vault.reads.get(VaultSecret, account) is None:
        return True
    try:
        before = yield from fetch(vault, account)
    except ExpectedError as error:
        if error.code not in UNREADABLE:
            raise
        return True
    return before.password != record.password


def _tidy_if_possible(vault: Vault) -> Steps[None]:
    """What was written for nothing; where clearing fails too, it stays for the next `tidy`."""
    with suppress(ExpectedError):
        yield from tidy(vault)


def _is_over(old: VaultOld, now: datetime) -> bool:
    return now - old.replaced_at > OLD_FOR


def _begin(tx: Tx, ports: Ports, row: VaultPending, chosen: SavingKey) -> None:  # noqa: ARG001
    tx.put(chosen.row)
    tx.put(row)


def _settle(tx: Tx, ports: Ports, row: VaultSecret, chosen: SavingKey, *, detail: Detail) -> None:
    check_saving_key(tx, chosen)
    before = tx.get(VaultSecret, row.id)
    if before is not None:
        tx.put(_aside(before, ports))
    promote_key(tx, ports, row.id, row.saved_by)
    tx.put(row)
    tx.remove(VaultPending, row.ref.hex())
    note(tx, ports, row.saved_by, LogAction.SAVE, account=row.id, detail=detail)
    if detail in NEW_PASSWORD:
        close_lines(tx, ports, row.id, LeavingStep.PASSWORD, row.saved_by)


def _forget_record(tx: Tx, ports: Ports, row: VaultSecret, person: str) -> None:
    tx.put(_aside(row, ports))
    tx.remove(VaultSecret, row.id)
    note(tx, ports, person, LogAction.SAVE, account=row.id, detail=Detail.REMOVED)


def _aside(row: VaultSecret, ports: Ports) -> VaultOld:
    return VaultOld(row.ref.hex(), row.id, row.n, ports.clock.now())


def _end_pending(tx: Tx, ports: Ports, row: VaultPending) -> None:  # noqa: ARG001
    tx.remove(VaultPending, row.id)


def _keep_old(tx: Tx, ports: Ports, row: VaultOld) -> None:  # noqa: ARG001
    tx.put(row)


def _end_old(tx: Tx, ports: Ports, row: VaultOld) -> None:  # noqa: ARG001
    tx.remove(VaultOld, row.id)
