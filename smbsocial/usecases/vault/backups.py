"""Encrypted backups: any session can write one, and only an owner's key or the kit reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from smbsocial.domain.access_log import Detail, LogAction, LogEntry
from smbsocial.domain.errors import Code, ExpectedError, Why
from smbsocial.domain.vault import MetaKey, SlotKind, VaultSecret
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.departures import mark_backed_up
from smbsocial.usecases.vault.devices import check_backend
from smbsocial.usecases.vault.ports import BackupFile, BackupHeader, Backups
from smbsocial.usecases.vault.session import (
    CANNOT_LOG,
    UNREADABLE,
    Vault,
    VaultState,
    meta,
    meta_instant,
    name_of,
    note,
    note_use,
    put_meta,
    put_meta_instant,
    slot_of,
    state,
)
from smbsocial.usecases.vault.watching import entries_if_readable

PUBLIC_BYTES = 32
EVERY = timedelta(days=1)
"""What is planned changes without the vault, so a backup is due that often, too."""
AT_LEAST = timedelta(days=6)
"""So often even where nothing changed: before the last one counts as late (`checkup.LATE`)."""

_RESTORED = frozenset(
    {LogAction.SAVE, LogAction.GRANT, LogAction.REVOKE, LogAction.RESTORE, LogAction.OFF_BOARD}
)
_RESTORED_TOO = frozenset(
    {
        (LogAction.EXPORT, Detail.KIT),
        (LogAction.UNLOCK, Detail.RECOVERY),
        (LogAction.UNLOCK, Detail.SET_UP),
    }
)
"""Entries of the log that say what a restore brings back: records, keys, rights, passphrases."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """Where backups go, and when the last good one was made; None = never, nowhere."""

    folder: str | None
    last: datetime | None
    file: str | None


def backup_state(vault: Vault) -> BackupState:
    """How the backups stand."""
    reads = vault.reads
    return BackupState(
        folder=meta(reads, MetaKey.BACKUP_FOLDER),
        last=meta_instant(reads, MetaKey.BACKUP_AT),
        file=meta(reads, MetaKey.BACKUP_FILE),
    )


def choose_backup_folder(vault: Vault, folder: str) -> None:
    """Backups go there from now on. Raises VAULT_LOCKED, NOT_ALLOWED."""
    vault.master()
    vault.keep(_put_folder, folder, vault.unlocked().person)


def back_up_if_chosen(vault: Vault) -> Steps[BackupFile | None]:
    """Write a backup where the owner chose a folder and the vault has its kit; else None."""
    if not can_back_up(vault.reads):
        return None
    return (yield from back_up(vault))


def back_up(vault: Vault, *, folder: str | None = None) -> Steps[BackupFile]:
    """Write a backup to the owner's folder, or (`folder`) to another one this once.

    One to another folder is logged before it is written; where that cannot be, staff are refused,
    and for anybody else the file says so (`logged`). A record that is gone from the keyring is
    left out: it keeps no other one from being saved. Raises VAULT_NOT_SET_UP (no kit yet: nobody
    could open it), NO_BACKUP_FOLDER, LOG_NOT_WRITTEN (staff), STORE_OTHER (the records lie in
    another keyring), and what disk and keyring say; then the last good backup is still there.
    """
    if state(vault.reads) is not VaultState.READY:
        raise ExpectedError(Code.VAULT_NOT_SET_UP)
    usual = meta(vault.reads, MetaKey.BACKUP_FOLDER)
    target = folder or usual
    if not target:
        raise ExpectedError(Code.NO_BACKUP_FOLDER)
    wanted, vault.wants_backup = vault.wants_backup, False
    holds = held_now(vault.reads)  # before anything is read: what comes meanwhile wants another
    counts, logged = False, True
    try:
        if target != usual:
            logged = _log_export(vault)
        done = yield from _write(vault, target)
        if target == usual:
            vault.changes.write(_put_done, done, holds)
        counts = target == usual
    finally:
        if not counts:
            vault.wants_backup = vault.wants_backup or wanted
    return replace(done, logged=logged)


def can_back_up(reads: Reads) -> bool:
    """Whether the owner chose a folder, and the vault has its kit: else nobody could open one."""
    return state(reads) is VaultState.READY and bool(meta(reads, MetaKey.BACKUP_FOLDER))


def backup_is_due(reads: Reads, ports: Ports, *, news: bool = True) -> bool:
    """Whether one was missed: the program ended before it was written, or the last one is old.

    `news`: whether anything at all may have been written since the last one.
    """
    if not can_back_up(reads):
        return False
    last = meta_instant(reads, MetaKey.BACKUP_AT)
    if last is None or _lacks_something(reads):
        return True
    # One from a time to come was made by a clock that was ahead: it says nothing of today.
    return abs(ports.clock.now() - last) > (EVERY if news else AT_LEAST)


def held_now(reads: Reads) -> str:
    """What a backup that is begun now holds, as BACKUP_OF has it."""
    last = entries_if_readable(reads, limit=1)
    public, folder = meta(reads, MetaKey.BACKUP_PUBLIC), meta(reads, MetaKey.BACKUP_FOLDER)
    return f"{last[0].seq if last else 0} {public or ''} {folder or ''}"


def _lacks_something(reads: Reads) -> bool:
    """Whether the last good one in this folder lacks what a restore should bring back.

    Where the log cannot be read, the one of every day has to do.
    """
    before, now = meta(reads, MetaKey.BACKUP_OF), held_now(reads)
    if before is None or before.split(" ")[1:] != now.split(" ")[1:]:
        return True
    since = before.partition(" ")[0]
    entries = entries_if_readable(reads, after=int(since) if since.isdecimal() else 0)
    return any(_is_restored(entry) for entry in entries or ())


def _is_restored(entry: LogEntry) -> bool:
    return entry.action in _RESTORED or (entry.action, entry.detail) in _RESTORED_TOO


def _log_export(vault: Vault) -> bool:
    """A copy is carried away; whether it was logged. Raises LOG_NOT_WRITTEN for staff at work."""
    if vault.opened is not None:
        return note_use(vault, LogAction.EXPORT, detail=Detail.BACKUP)
    try:
        vault.changes.write(note, "", LogAction.EXPORT, detail=Detail.BACKUP)
    except ExpectedError as error:
        if error.code not in CANNOT_LOG:
            raise
        return False
    return True


def _write(vault: Vault, target: str) -> Steps[BackupFile]:
    recovery = slot_of(vault.reads, SlotKind.RECOVERY)
    assert recovery is not None  # noqa: S101 - the vault is ready
    header = BackupHeader(
        vault=vault.id,
        created=vault.ports.clock.now(),
        app=vault.app,
        schema=vault.schema,
        recovery=recovery.sealed,
    )
    public = _public(vault)
    yield from check_backend(vault)  # in another keyring every record would be missing
    secrets = yield from _parts(vault)
    # One that is given up may still be written, and takes its snapshot away at its end.
    writing = partial(_take_and_write, vault.backups, target, header, public, secrets)
    return (yield from away(writing, long=True))


def _take_and_write(
    backups: Backups,
    target: str,
    header: BackupHeader,
    public: bytes,
    secrets: Mapping[str, tuple[str, ...]],
) -> BackupFile:
    """All that takes its time, off the store's thread."""
    snapshot = backups.snapshot()
    try:
        return backups.write(target, header, public=public, snapshot=snapshot, secrets=secrets)
    except BaseException:
        backups.drop(snapshot)
        raise


def _public(vault: Vault) -> bytes:
    """The backup key's public half; raises SECRET_DAMAGED (`why`): an unlock puts it right."""
    try:
        found = bytes.fromhex(meta(vault.reads, MetaKey.BACKUP_PUBLIC) or "")
    except ValueError as error:
        raise ExpectedError(Code.SECRET_DAMAGED, why=Why.BACKUP_KEY) from error
    if len(found) != PUBLIC_BYTES:
        raise ExpectedError(Code.SECRET_DAMAGED, why=Why.BACKUP_KEY)
    return found


def _parts(vault: Vault) -> Steps[dict[str, tuple[str, ...]]]:
    """The parts of every record that is there."""
    found: dict[str, tuple[str, ...]] = {}
    for row in vault.reads.all(VaultSecret):
        name = name_of(vault, row.id)
        try:
            found[f"{name.hex()}:{row.ref.hex()}"] = yield from away(
                partial(vault.entries.raw_parts, vault.id, name, row.ref, row.n)
            )
        except ExpectedError as error:
            if error.code not in UNREADABLE:
                raise
    return found


def _put_folder(tx: Tx, ports: Ports, folder: str, person: str) -> None:
    put_meta(tx, MetaKey.BACKUP_FOLDER, folder)
    note(tx, ports, person, LogAction.EXPORT, detail=Detail.BACKUP)


def _put_done(tx: Tx, ports: Ports, done: BackupFile, holds: str) -> None:
    put_meta_instant(tx, MetaKey.BACKUP_AT, done.created)
    put_meta(tx, MetaKey.BACKUP_FILE, done.path)
    put_meta(tx, MetaKey.BACKUP_OF, holds)
    mark_backed_up(tx, ports)
