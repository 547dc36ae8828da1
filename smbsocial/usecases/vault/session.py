"""The open vault: its parts, who has unlocked it, and the rows that say how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Concatenate, ParamSpec, TypeVar

from smbsocial.domain.access_log import Detail, LogAction, next_entry
from smbsocial.domain.errors import Code, ExpectedError, Why
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.pauses import Tries
from smbsocial.domain.secret import Key
from smbsocial.domain.vault import (
    PASSPHRASE_SLOTS,
    MetaKey,
    Right,
    SlotKind,
    VaultMeta,
    VaultName,
    VaultSlot,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.vault.ports import Backups, Entries, Making, Sealing

P = ParamSpec("P")
T = TypeVar("T")

FORMAT = "1"
CANNOT_LOG = frozenset(
    {
        Code.DISK_FULL,
        Code.FILE_NOT_WRITTEN,
        Code.DATABASE_READ_ONLY,
        Code.DATABASE_DAMAGED,  # somebody's own row among the entries is enough for that
        Code.FILE_UNREADABLE,
        Code.FOLDER_READ_ONLY,
        Code.DATABASE_BUSY,
        Code.FOLDER_GONE,
    }
)
"""Why an entry of the access log may not be written, although reading still works."""

UNREACHABLE = frozenset({Code.STORE_SILENT, Code.STORE_LOCKED, Code.NO_STORE})
"""Where there is no use in asking the keyring again at once; `tidy` does at the next start."""

UNREADABLE = frozenset({Code.SECRET_MISSING, Code.SECRET_DAMAGED})
"""An entry that is gone from the keyring or was changed there: only that one is lost."""


class VaultState(Enum):
    """How far the vault is set up."""

    NONE = "none"
    KIT_OPEN = "kit_open"  # the emergency kit's two groups were never typed back
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Opened:
    """Who has unlocked the vault, with the master key (owner) or their own key."""

    person: PersonId
    owner: bool
    key: Key


@dataclass(slots=True)
class Vault:
    """What the steps of the vault are handed. `opened` is None while it is locked.

    `app`: the program's version and `schema`: the number of the last migration, for backups.
    `wants_backup`: something was saved that no backup holds yet. `locks`: how often it was locked,
    so that what was under way meanwhile neither opens it again nor hands a record out. `tries`: the
    wrong ones of each person since they last unlocked it or the program began.
    """

    changes: Changes
    sealing: Sealing
    entries: Entries
    backups: Backups
    making: Making
    app: str = ""
    schema: int = 0
    opened: Opened | None = None
    wants_backup: bool = False
    locks: int = 0
    tries: dict[PersonId, Tries] = field(default_factory=dict)

    @property
    def reads(self) -> Reads:
        """Looking at the rows."""
        return self.changes.reads

    @property
    def ports(self) -> Ports:
        """Clock, ids and library."""
        return self.changes.ports

    @property
    def id(self) -> bytes:
        """The vault's 16 bytes; raises VAULT_NOT_SET_UP."""
        return vault_id(self.reads)

    def unlocked(self) -> Opened:
        """Who has unlocked it; raises VAULT_LOCKED."""
        if self.opened is None:
            raise ExpectedError(Code.VAULT_LOCKED)
        return self.opened

    def keep(
        self, fn: Callable[Concatenate[Tx, Ports, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """`changes.write` for what a restore should bring back: no backup holds it yet."""
        result = self.changes.write(fn, *args, **kwargs)
        self.wants_backup = True
        return result

    def check_open_since(self, locks: int) -> None:
        """Raises VAULT_LOCKED where it was locked since it had been locked so often."""
        if self.locks != locks:
            raise ExpectedError(Code.VAULT_LOCKED)

    def master(self) -> Key:
        """The master key of the owner at work; raises VAULT_LOCKED, NOT_ALLOWED."""
        opened = self.unlocked()
        if not opened.owner:
            raise ExpectedError(Code.NOT_ALLOWED, why=Why.OWNERS_ONLY)
        return opened.key


def state(reads: Reads) -> VaultState:
    """How far the vault is set up."""
    if meta(reads, MetaKey.VAULT_ID) is None:
        return VaultState.NONE
    confirmed = meta(reads, MetaKey.KIT_CONFIRMED_AT) is not None
    return VaultState.READY if confirmed else VaultState.KIT_OPEN


def meta(reads: Reads, key: MetaKey) -> str | None:
    """One fact about the vault, None where it is not known."""
    row = reads.get(VaultMeta, key.value)
    return row.value if row else None


def meta_instant(reads: Reads, key: MetaKey) -> datetime | None:
    """One instant of the vault's, None where it never was."""
    text = meta(reads, key)
    return datetime.fromisoformat(text) if text else None


def put_meta(tx: Tx, key: MetaKey, value: str) -> None:
    """Keep one fact about the vault."""
    tx.put(VaultMeta(key.value, value))


def put_meta_instant(tx: Tx, key: MetaKey, at: datetime) -> None:
    """Keep one instant of the vault's, as ISO with Z."""
    put_meta(tx, key, at.isoformat().replace("+00:00", "Z"))


def vault_id(reads: Reads) -> bytes:
    """The vault's 16 bytes; raises VAULT_NOT_SET_UP."""
    text = meta(reads, MetaKey.VAULT_ID)
    if text is None:
        raise ExpectedError(Code.VAULT_NOT_SET_UP)
    return bytes.fromhex(text)


def name_of(vault: Vault, id: str) -> bytes:
    """The 16 random bytes that stand for a person or account; made at the first use."""
    row = vault.reads.get(VaultName, id)
    if row is not None:
        return row.name
    made = VaultName(id, vault.sealing.random(16))
    vault.changes.write(_put_name, made)
    return made.name


def slot_id(kind: SlotKind, person: str) -> str:
    """The id of a person's slot of a kind; a person has one of each."""
    return f"{kind.value}:{person}"


def slot_of(reads: Reads, kind: SlotKind, person: str = "") -> VaultSlot | None:
    """A person's slot of a kind, None where there is none."""
    return reads.get(VaultSlot, slot_id(kind, person))


def slot_of_person(reads: Reads, person: PersonId) -> VaultSlot | None:
    """The slot that a person's passphrase opens."""
    own = slot_of(reads, SlotKind.OWNER, person)
    return own or slot_of(reads, SlotKind.STAFF, person)


def people_with_passphrase(reads: Reads) -> frozenset[str]:
    """Who can unlock the vault with a passphrase."""
    return frozenset(slot.person for slot in reads.all(VaultSlot) if slot.kind in PASSPHRASE_SLOTS)


def wrap_id(kind: WrapKind, subject: str, person: str = "") -> str:
    """The id of a wrapped key: for a person, or ("") for the owners."""
    return f"{kind.value}:{subject}:{person}"


def account_wrap(reads: Reads, account: AccountId, person: str = "") -> VaultWrap | None:
    """An account's wrapped key for a person, or ("") for the owners."""
    return reads.get(VaultWrap, wrap_id(WrapKind.ACCOUNT, account, person))


def right_of(reads: Reads, account: AccountId, person: PersonId) -> Right | None:
    """What a person may do with an account by a grant; owners need none."""
    row = account_wrap(reads, account, person)
    return row.may if row else None


def note(  # noqa: PLR0913 (a row has so many columns)
    tx: Tx,
    ports: Ports,
    person: str,
    action: LogAction,
    *,
    account: str = "",
    detail: Detail = Detail.NONE,
    about: str = "",
) -> None:
    """Add to the access log; `about` is the person whom it concerns, if another."""
    last = next(iter(tx.log(limit=1)), None)
    tx.append(
        next_entry(
            last,
            at=ports.clock.now(),
            person=person,
            action=action,
            account=account,
            detail=detail,
            about=about,
        )
    )


def note_use(
    vault: Vault, action: LogAction, *, account: str = "", detail: Detail = Detail.NONE
) -> bool:
    """Log a use before it happens; False where an owner goes on without the entry.

    Raises LOG_NOT_WRITTEN: staff go on only when it is written.
    """
    opened = vault.unlocked()
    try:
        vault.changes.write(note, opened.person, action, account=account, detail=detail)
    except ExpectedError as error:
        if error.code not in CANNOT_LOG:
            raise
        if not opened.owner:
            raise ExpectedError(Code.LOG_NOT_WRITTEN) from error
        return False
    return True


def _put_name(tx: Tx, ports: Ports, row: VaultName) -> None:  # noqa: ARG001
    tx.put(row)
