"""The check-up: whether keyring, keys, records, log and backups are as they should be.

It needs no passphrase: records are not opened, only compared with what was kept. It changes
nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from smbsocial.domain.access_log import ChainState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.vault import (
    MetaKey,
    VaultOld,
    VaultPending,
    VaultSecret,
    VaultSlot,
)
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.ports import BackupFile
from smbsocial.usecases.vault.session import (
    UNREADABLE,
    Vault,
    VaultState,
    meta,
    name_of,
    state,
)
from smbsocial.usecases.vault.watching import look_at_whole_log

LATE = timedelta(days=7)
"""A backup older than that is late: a week's work is what may be lost."""


@dataclass(frozen=True, slots=True)
class PlaceCheck:
    """The data folder: what keeps it in step with elsewhere (None: a plain disk of this computer).

    `conflicts` are second versions of the file that such a program left; `sound`: every page of
    the file is whole; `open_to_others`: other logins of this computer may look into it.
    """

    folder: str
    service: str | None
    conflicts: tuple[str, ...]
    sound: bool
    open_to_others: bool = False

    @property
    def good(self) -> bool:
        """Whether the file is whole and in a safe place."""
        alone = self.service is None and not self.conflicts and not self.open_to_others
        return self.sound and alone


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """The system's keyring: its name, or why it could not be asked (to the end)."""

    name: str | None
    trouble: ExpectedError | None


@dataclass(frozen=True, slots=True)
class KeysCheck:
    """The entries of the keyring, as far as it could be asked.

    `records` are kept altogether. `missing` or `damaged` are those accounts whose record is; of
    `lost_devices` the device keys are gone: who had a passphrase with one cannot unlock with it.
    `pending` records were never finished, `old` ones were replaced; both go by themselves.
    """

    records: int
    missing: tuple[AccountId, ...]
    damaged: tuple[AccountId, ...]
    lost_devices: tuple[str, ...]
    pending: int
    old: int

    @property
    def good(self) -> bool:
        """Whether everything that should open can."""
        return not (self.missing or self.damaged or self.lost_devices)


@dataclass(frozen=True, slots=True)
class BackupCheck:
    """The backups: the folder that was chosen, the newest one found in it, or why none could be.

    `age`: since it was made; `late`: there is none, or it is older than a week.
    """

    folder: str | None
    newest: BackupFile | None
    trouble: ExpectedError | None
    age: timedelta | None
    late: bool


@dataclass(frozen=True, slots=True)
class VaultCheck:
    """Everything at once."""

    state: VaultState
    store: StoreCheck
    keys: KeysCheck
    log: ChainState
    backup: BackupCheck

    @property
    def good(self) -> bool:
        """Whether nothing needs care. Without a vault the keyring may be whatever it is."""
        if self.log.broken is not None:
            return False
        if self.state is VaultState.NONE:
            return True
        kept = self.store.trouble is None and self.keys.good
        return self.state is VaultState.READY and kept and not self.backup.late


def check_vault(vault: Vault, *, played: bool = False) -> Steps[VaultCheck]:
    """Look at everything; what cannot be looked at is told, not raised.

    `played`: the vault of an example, which the next start forgets, counts as none.
    """
    kept = VaultState.NONE if played else state(vault.reads)
    store, keys = yield from _look_at_entries(vault, kept)
    return VaultCheck(
        state=kept,
        store=store,
        keys=keys,
        log=look_at_whole_log(vault),
        backup=(yield from _look_at_backups(vault, kept)),
    )


def _look_at_entries(vault: Vault, kept: VaultState) -> Steps[tuple[StoreCheck, KeysCheck]]:
    name: str | None = None
    trouble: ExpectedError | None = None
    lost: dict[str, Code] = {}
    spoilt: dict[str, Code] = {}
    try:
        name = yield from away(vault.entries.backend)
        if kept is not VaultState.NONE:
            _check_name(vault, name)
            yield from _read_all(_devices(vault), lost)
            yield from _read_all(_records(vault), spoilt)
    except ExpectedError as error:
        trouble = error
    keys = KeysCheck(
        records=len(vault.reads.all(VaultSecret)),
        missing=_which(spoilt, Code.SECRET_MISSING),
        damaged=_which(spoilt, Code.SECRET_DAMAGED),
        lost_devices=tuple(lost),
        pending=len(vault.reads.all(VaultPending)),
        old=len(vault.reads.all(VaultOld)),
    )
    return StoreCheck(name, trouble), keys


def _read_all(readings: Mapping[str, Callable[[], object]], wrong: dict[str, Code]) -> Steps[None]:
    """Note what is wrong with an entry; what concerns the whole keyring is raised."""
    for id, reading in readings.items():
        try:
            yield from away(reading)
        except ExpectedError as error:
            if error.code not in UNREADABLE:
                raise
            wrong[id] = error.code


def _which(wrong: Mapping[str, Code], code: Code) -> tuple[AccountId, ...]:
    return tuple(AccountId(id) for id, found in wrong.items() if found is code)


def _check_name(vault: Vault, found: str) -> None:
    expected = meta(vault.reads, MetaKey.BACKEND) or ""
    if found != expected:
        raise ExpectedError(Code.STORE_OTHER, expected=expected, found=found)


def _devices(vault: Vault) -> Mapping[str, Callable[[], object]]:
    """The device keys that should be there: the newest, and those that slots were made with."""
    newest = meta(vault.reads, MetaKey.DEVICE) or ""
    named = {slot.device for slot in vault.reads.all(VaultSlot)} | {newest}
    return {
        device: partial(vault.entries.get_device_key, vault.id, device)
        for device in sorted(named - {""})
    }


def _records(vault: Vault) -> Mapping[str, Callable[[], object]]:
    """The current record of each account."""
    reading = vault.entries.get_record
    return {
        row.id: partial(
            reading, vault.id, name_of(vault, row.id), row.ref, n=row.n, sha256=row.sha256
        )
        for row in vault.reads.all(VaultSecret)
    }


def _look_at_backups(vault: Vault, kept: VaultState) -> Steps[BackupCheck]:
    folder = meta(vault.reads, MetaKey.BACKUP_FOLDER)
    if kept is VaultState.NONE or not folder:
        return BackupCheck(folder, None, None, None, late=kept is not VaultState.NONE)
    try:
        looking = partial(vault.backups.newest, folder, vault.id)
        newest = yield from away(looking, long=True)
    except ExpectedError as error:
        return BackupCheck(folder, None, error, None, late=True)
    if newest is None:
        return BackupCheck(folder, None, None, None, late=True)
    age = vault.ports.clock.now() - newest.created
    return BackupCheck(folder, newest, None, age, late=age > LATE)
