"""What the vault needs from outside: the cryptography, and the entries in the system's keyring.

Both have a contract in tests/contracts. `vault`, `person` and `account` are 16 random bytes,
`ref` 8; what is sealed is laid out in vault.md, section 3, as written in `smbsocial/vault`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from smbsocial.domain.onetime import OneTimeSeed
from smbsocial.domain.passwords import PasswordRules
from smbsocial.domain.secret import Key, Record, Secret
from smbsocial.domain.vault import Checkpoint, SealedSlot


class SecretStore(Protocol):
    """The system's keyring as three calls; each may block, none overwrites on purpose.

    Raises ExpectedError: NO_STORE, STORE_LOCKED, STORE_REFUSED.
    """

    @property
    def name(self) -> str:
        """Which backend it is; the same on each start of the same machine."""
        ...

    def put(self, service: str, username: str, value: str) -> None:
        """Write an entry that was not there."""
        ...

    def get(self, service: str, username: str) -> str | None:
        """Read an entry, None where there is none."""
        ...

    def delete(self, service: str, username: str) -> None:
        """Delete an entry; one that is not there counts as deleted."""
        ...


class Entries(Protocol):
    """Records and device keys as entries of the keyring. Every call may block.

    Raises ExpectedError as the store does.
    """

    def backend(self) -> str:
        """The store's name; raises NO_STORE where there is none."""
        ...

    def parts_of(self, box: bytes) -> int:
        """How many entries a box takes; raises SECRET_TOO_LARGE."""
        ...

    def put_record(self, vault: bytes, account: bytes, ref: bytes, box: bytes) -> None:
        """Write a box in parts, reading each one back."""
        ...

    def get_record(
        self, vault: bytes, account: bytes, ref: bytes, *, n: int, sha256: bytes
    ) -> bytes:
        """The box again; raises SECRET_MISSING, SECRET_DAMAGED."""
        ...

    def raw_parts(self, vault: bytes, account: bytes, ref: bytes, n: int) -> tuple[str, ...]:
        """The parts as they are kept, for a backup; raises SECRET_MISSING."""
        ...

    def put_raw_parts(
        self, vault: bytes, account: bytes, ref: bytes, parts: tuple[str, ...]
    ) -> None:
        """Write parts from a backup; those that are there with the same value are left alone."""
        ...

    def delete_record(self, vault: bytes, account: bytes, ref: bytes, n: int) -> None:
        """Delete a record's parts."""
        ...

    def put_device_key(self, vault: bytes, key: Key) -> str:
        """Write a device key and read it back; its id."""
        ...

    def get_device_key(self, vault: bytes, device: str) -> Key:
        """A device key by its id; raises SECRET_MISSING, SECRET_DAMAGED."""
        ...

    def delete_device_key(self, vault: bytes, device: str) -> None:
        """Delete a device key."""
        ...


class Sealing(Protocol):
    """All cryptography. Opening raises ExpectedError: WRONG_KEY, SECRET_DAMAGED, SECRET_TOO_NEW."""

    def random(self, length: int) -> bytes:
        """So many random bytes."""
        ...

    def new_key(self) -> Key:
        """32 random bytes."""
        ...

    def device_id(self, key: Key) -> str:
        """The public name of a device key: 8 hex digits."""
        ...

    def make_slot(
        self, passphrase: Secret[str], device: Key, *, vault: bytes, person: bytes, key: Key
    ) -> SealedSlot:
        """Put a key behind passphrase and device key; slow on purpose. Raises NO_MEMORY."""
        ...

    def open_slot(
        self, passphrase: Secret[str], device: Key, *, vault: bytes, person: bytes, slot: SealedSlot
    ) -> Key:
        """The key behind a passphrase; slow on purpose. Raises NO_MEMORY."""
        ...

    def make_login_slot(self, device: Key, *, vault: bytes, person: bytes, key: Key) -> SealedSlot:
        """Put a key behind the device key alone."""
        ...

    def open_login_slot(self, device: Key, *, vault: bytes, person: bytes, slot: SealedSlot) -> Key:
        """The key behind a device key."""
        ...

    def make_recovery(self, code: Secret[bytes], *, vault: bytes, key: Key) -> SealedSlot:
        """Put the master key behind the emergency kit's code (16 bytes); slow on purpose."""
        ...

    def open_recovery(self, code: Secret[bytes], *, vault: bytes, slot: SealedSlot) -> Key:
        """The master key behind a code; slow on purpose."""
        ...

    def wrap_account(
        self, outer: Key, key: Key, *, vault: bytes, account: bytes, person: bytes | None
    ) -> bytes:
        """An account's key for the owners (`person` None) or for one person."""
        ...

    def unwrap_account(
        self, outer: Key, box: bytes, *, vault: bytes, account: bytes, person: bytes | None
    ) -> Key:
        """The account's key again."""
        ...

    def wrap_person(self, master: Key, key: Key, *, vault: bytes, person: bytes) -> bytes:
        """A person's key for the owners."""
        ...

    def unwrap_person(self, master: Key, box: bytes, *, vault: bytes, person: bytes) -> Key:
        """The person's key again."""
        ...

    def seal_record(
        self, key: Key, record: Record, *, vault: bytes, account: bytes, ref: bytes
    ) -> bytes:
        """A record under its account's key."""
        ...

    def open_record(
        self, key: Key, box: bytes, *, vault: bytes, account: bytes, ref: bytes
    ) -> Record:
        """The record again."""
        ...

    def seal_checkpoint(self, master: Key, point: Checkpoint, *, vault: bytes) -> bytes:
        """How far the log was whole, so that only an owner can have said it."""
        ...

    def open_checkpoint(self, master: Key, box: bytes, *, vault: bytes) -> Checkpoint:
        """The checkpoint again."""
        ...

    def backup_public(self, master: Key) -> bytes:
        """The public half of the backup key pair (32 bytes, X25519): enough to write backups."""
        ...

    def code_text(self, code: Secret[bytes]) -> Secret[str]:
        """The emergency kit's code as people type it: seven groups of four."""
        ...

    def read_code(self, text: str) -> Secret[bytes]:
        """The code from what was typed (lower case, spaces, O, I, L too); raises CODE_TYPO."""
        ...


class Making(Protocol):
    """Passphrases, passwords and one-time codes: nothing here is kept."""

    def check_passphrase(
        self, passphrase: Secret[str], *, owner: bool, names: Sequence[str] = ()
    ) -> None:
        """Raises PASSPHRASE_SHORT, PASSPHRASE_LONG, PASSPHRASE_WEAK, BAD_TEXT.

        `names` are tried first by whoever guesses: the business, its people.
        """
        ...

    def strength(self, passphrase: Secret[str], *, names: Sequence[str] = ()) -> Decimal:
        """How many guesses it takes, as a power of ten; owners need 10, staff 8."""
        ...

    def suggest_passphrase(self) -> Secret[str]:
        """Five words by chance."""
        ...

    def generate_password(self, rules: PasswordRules) -> Secret[str]:
        """A password by chance that a platform takes."""
        ...

    def read_seed(self, text: Secret[str]) -> OneTimeSeed:
        """The key of one-time codes from a link or as typed; raises NOT_A_SEED."""
        ...

    def read_picture(self, gray: bytes, width: int, height: int) -> Secret[str]:
        """What the QR code of a picture (one byte a pixel) says; raises NO_QR."""
        ...

    def one_time_code(self, totp: Secret[str], at: datetime) -> tuple[Secret[str], int]:
        """The code of an instant, and for how many seconds it still holds; raises NOT_A_SEED."""
        ...

    def time_at(self, page: str) -> datetime:
        """What time the server of a web page says it is; blocks while it is asked.

        Raises CLOCK_NO_ANSWER, CLOCK_FAR_OFF.
        """
        ...


@dataclass(frozen=True, slots=True)
class BackupHeader:
    """What a backup says of itself in the clear: whose it is, and the way in with the kit's code.

    `created` an instant, `schema` the number of the database's last migration.
    """

    vault: bytes
    created: datetime
    app: str
    schema: int
    recovery: SealedSlot


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup in a folder; `created` an instant.

    `logged`: False where it was carried away and the access log could not be told.
    """

    path: str
    created: datetime
    logged: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found in a backup that was opened whole: rows by what they are, and records.

    `opened` of the `kept` records can be read with the owner's key; `made` an instant.
    """

    made: datetime
    posts: int
    accounts: int
    readings: int
    kept: int
    opened: int


class Backups(Protocol):
    """Encrypted copies of everything, to a folder of the owner's. Every call may block.

    Raises ExpectedError: FOLDER_GONE, FOLDER_READ_ONLY, DISK_FULL, FILE_NOT_WRITTEN.
    """

    def snapshot(self) -> str:
        """A checked copy of the open database beside it, to be given to `write`."""
        ...

    def write(
        self,
        folder: str,
        header: BackupHeader,
        *,
        public: bytes,
        snapshot: str,
        secrets: Mapping[str, tuple[str, ...]],
    ) -> BackupFile:
        """Write, sync, read back and verify one, then let old ones go; the snapshot is deleted.

        `secrets`: for each current record `account hex:ref hex`, its parts as in the keyring.
        """
        ...

    def drop(self, snapshot: str) -> None:
        """Delete a snapshot that was not written."""
        ...

    def newest(self, folder: str, vault: bytes) -> BackupFile | None:
        """The newest backup of this vault in a folder."""
        ...

    def try_out(
        self, file: str, master: Key, *, vault: bytes, told: Callable[[int], bool]
    ) -> Tried:
        """Unpack and open a backup in a folder that is deleted again, whatever happens.

        `told` gets the per cent of the file that are read and says whether to go on. Raises
        ExpectedError: REPORT_STOPPED, FILE_MISSING, FILE_UNREADABLE, BACKUP_DAMAGED, BACKUP_NEWER,
        BACKUP_OTHER_VAULT, DISK_FULL, FOLDER_READ_ONLY, NO_BACKUP_FOLDER (a house in memory).
        """
        ...
