"""The vault's rows: sealed boxes, salts and references. None of them holds a secret."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from smbsocial.domain.ids import AccountId, PersonId


@dataclass(frozen=True, slots=True)
class SealedSlot:
    """A key behind a passphrase or a code: Argon2id figures (memory in KiB, passes) and the box."""

    salt: bytes
    m_kib: int
    t: int
    box: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far the access log was seen whole: last number, its hash (32 bytes), Unix ms."""

    seq: int
    head: bytes
    at_ms: int


class SlotKind(Enum):
    """What opens a slot."""

    OWNER = "owner"  # passphrase and device key, to the master key
    STAFF = "staff"  # passphrase and device key, to the person's key
    LOGIN = "login"  # device key alone: "this computer login is mine alone"
    RECOVERY = "recovery"  # the emergency kit's code alone


PASSPHRASE_SLOTS = frozenset({SlotKind.OWNER, SlotKind.STAFF})
"""What a person's passphrase opens."""


class Right(Enum):
    """What a person may do with an account; no row means none."""

    USE = "use"
    SEE = "see"


class WrapKind(Enum):
    """What is wrapped: an account's key (DEK), its next one, or a person's key (PK).

    The next one is there from the moment a grant is taken back. Whatever is saved from then on
    is sealed under it, whoever saves it; the record that is kept still opens with the present one.
    """

    ACCOUNT = "A"
    NEXT = "N"
    PERSON = "K"


class Holder(Enum):
    """For whom it is wrapped: the owners' master key, or one person's key."""

    MASTER = "M"
    PERSON = "P"


@dataclass(frozen=True, slots=True)
class VaultMeta:
    """One fact about the vault as text: see `MetaKey`."""

    id: str
    value: str


class MetaKey(Enum):
    """Keys of `vault_meta`; bytes as hex, instants as ISO with Z."""

    VAULT_ID = "vault_id"
    FORMAT = "format"
    BACKUP_PUBLIC = "backup_pub"
    BACKEND = "backend"
    LOG_CHECKPOINT = "log_checkpoint"
    KIT_PRINTED_AT = "kit_printed_at"
    KIT_CONFIRMED_AT = "kit_confirmed_at"
    BACKUP_FOLDER = "backup_folder"
    BACKUP_AT = "backup_at"  # the last verified one
    BACKUP_FILE = "backup_file"
    BACKUP_OF = "backup_of"  # what that one holds: the log's last number, backup key, folder
    DEVICE = "device"  # the newest device key's id
    DEVICES = "devices"  # the ids of all that may lie in the keyring, with spaces between
    CHECKED_AT = "checked_at"
    NEED_NEW = "need_new"  # ids of people whose passphrase ended with an old master key


@dataclass(frozen=True, slots=True)
class VaultName:
    """The 16 random bytes that stand for a person or an account wherever others can read."""

    id: str
    name: bytes


@dataclass(frozen=True, slots=True)
class VaultSlot:
    """A slot with whose it is (empty for the recovery code) and the device key it was made with."""

    id: str
    person: str
    kind: SlotKind
    device: str
    salt: bytes
    m_kib: int
    t: int
    box: bytes

    @property
    def sealed(self) -> SealedSlot:
        """What the cryptography needs of it."""
        return SealedSlot(self.salt, self.m_kib, self.t, self.box)


@dataclass(frozen=True, slots=True)
class VaultWrap:
    """A wrapped key: of account or person `subject`, for the owners or for `person`."""

    id: str
    kind: WrapKind
    subject: str
    holder: Holder
    person: str
    box: bytes
    may: Right | None = None


@dataclass(frozen=True, slots=True)
class VaultSecret:
    """Where an account's record lies in the keyring (`ref` 8 bytes, `n` parts), and since when.

    `rotated_at`: when the password itself was last changed.
    """

    id: AccountId
    ref: bytes
    n: int
    sha256: bytes
    saved_at: datetime
    rotated_at: datetime
    saved_by: PersonId


@dataclass(frozen=True, slots=True)
class VaultPending:
    """A record that is being written: if it stays, its parts are cleared away. `id`: ref in hex."""

    id: str
    account: AccountId
    n: int


@dataclass(frozen=True, slots=True)
class VaultOld:
    """A record that was replaced; its parts stay for 30 days. `id`: ref in hex."""

    id: str
    account: AccountId
    n: int
    replaced_at: datetime
