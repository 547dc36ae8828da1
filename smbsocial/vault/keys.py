"""Where keys come from: a passphrase or code made expensive to guess, and keys made from keys.

A key is 32 bytes. What a person types becomes one through Argon2id; everything else is made with
BLAKE2b-256, each purpose under a name of its own, so that no key serves two of them.
"""

import contextlib
import unicodedata

from nacl import exceptions
from nacl.bindings import crypto_pwhash_alg, crypto_pwhash_ALG_ARGON2ID13, crypto_scalarmult_base
from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key, Secret

KEY_BYTES = 32
ID_BYTES = 16
SALT_BYTES = 16
LEAST_KIB, MOST_KIB = 65_536, 1_048_576
LEAST_PASSES, MOST_PASSES = 2, 10


def sized(value: bytes, length: int) -> bytes:
    """The value, if it has that many bytes; anything else is a bug (ValueError).

    Contexts are joined without separators: only fixed lengths keep them apart.
    """
    if len(value) != length:
        raise ValueError(f"{len(value)} bytes instead of {length}")
    return value


def raw(key: Key) -> bytes:
    """A key's 32 bytes, for the cryptography alone."""
    return sized(key.reveal(), KEY_BYTES)


def passphrase_bytes(passphrase: Secret[str]) -> Secret[bytes]:
    """A passphrase as bytes, the same however a keyboard put its accents together.

    Raises ExpectedError(BAD_TEXT) for text that has no UTF-8 (half a character).
    """
    text = unicodedata.normalize("NFKC", passphrase.reveal())
    # Raised behind the block: the encoder's error holds the passphrase.
    with contextlib.suppress(UnicodeEncodeError):
        return Secret(text.encode())
    raise ExpectedError(Code.BAD_TEXT)


def argon(typed: Secret[bytes], *, salt: bytes, m_kib: int, t: int) -> Secret[bytes]:
    """Argon2id, one lane: `m_kib` KiB of memory, `t` passes, 32 bytes. Takes its time on purpose.

    Raises ExpectedError: SECRET_DAMAGED for stored figures that are none of ours (too cheap to
    protect, or so dear that the machine would stand still), NO_MEMORY.
    """
    allowed = LEAST_KIB <= m_kib <= MOST_KIB and LEAST_PASSES <= t <= MOST_PASSES
    if len(salt) != SALT_BYTES or not allowed:
        raise ExpectedError(Code.SECRET_DAMAGED)
    # With lengths and figures checked, libsodium fails only for want of memory.
    with contextlib.suppress(exceptions.RuntimeError, MemoryError):
        return Secret(
            crypto_pwhash_alg(
                KEY_BYTES, typed.reveal(), salt, t, m_kib * 1024, crypto_pwhash_ALG_ARGON2ID13
            )
        )
    raise ExpectedError(Code.NO_MEMORY)


def person_kek(stretched: Secret[bytes], device: Key, *, vault: bytes, person: bytes) -> Key:
    """What opens a person's slot: the passphrase behind Argon2id, and the device key."""
    data = raw(stretched) + sized(vault, ID_BYTES) + sized(person, ID_BYTES)
    return _hashed(data, b"smbs-kek-v1", key=raw(device))


def login_kek(device: Key, *, vault: bytes, person: bytes) -> Key:
    """What opens the slot of a person whose computer login is theirs alone: the device key."""
    data = sized(vault, ID_BYTES) + sized(person, ID_BYTES)
    return _hashed(data, b"smbs-dev-v1", key=raw(device))


def recovery_kek(stretched: Secret[bytes], *, vault: bytes) -> Key:
    """What opens the recovery slot: the code behind Argon2id, on any computer."""
    return _hashed(raw(stretched) + sized(vault, ID_BYTES), b"smbs-rec-v1")


def backup_private(master: Key) -> Key:
    """The half of the backup key pair that reads backups (X25519)."""
    return _hashed(b"", b"smbs-bkp-v1", key=raw(master))


def backup_public(master: Key) -> bytes:
    """The half of the backup key pair that writes backups (X25519); not secret."""
    return crypto_scalarmult_base(raw(backup_private(master)))


def log_key(master: Key) -> Key:
    """What seals the checkpoints of the access log."""
    return _hashed(b"", b"smbs-log-v1", key=raw(master))


def device_id(key: Key) -> str:
    """The public name of a device key: 8 hex digits."""
    return raw(_hashed(raw(key), b""))[:4].hex()


def _hashed(data: bytes, purpose: bytes, *, key: bytes = b"") -> Key:
    return Secret(blake2b(data, KEY_BYTES, key=key, person=purpose, encoder=RawEncoder))
