"""The sealed box, format 1: what every secret of the vault is kept in.

`SMB1`, one byte type, one byte cipher, two zero bytes, nonce (24), ciphertext, tag (16). The tag
also covers the first eight bytes and the label's context, so that a box opens only as what it is
and only where it belongs.
"""

import contextlib
from dataclasses import dataclass
from enum import IntEnum

from nacl import exceptions
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key, Secret
from smbsocial.vault.keys import KEY_BYTES, raw

NONCE_BYTES = 24
TAG_BYTES = 16
HEAD_BYTES = 8
FRAME_BYTES = HEAD_BYTES + NONCE_BYTES + TAG_BYTES

_SEALED_FROM = HEAD_BYTES + NONCE_BYTES
_NAME, _VERSION = b"SMB", b"1"
_NEWER_VERSIONS = b"23456789"
_XCHACHA20_POLY1305 = 1


class Kind(IntEnum):
    """The type of a box, as its fifth byte says it."""

    SLOT = 1
    WRAPPED = 2
    RECORD = 3
    CHECKPOINT = 5


@dataclass(frozen=True, slots=True)
class Label:
    """What a box is and where it belongs; nothing secret."""

    kind: Kind
    context: bytes


def seal(label: Label, key: Key, plain: bytes, *, nonce: bytes) -> bytes:
    """A box under a key. `nonce`: 24 bytes, never used twice with the same key."""
    head = _head(label.kind)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(
        plain, head + label.context, nonce, raw(key)
    )
    return head + nonce + sealed


def unseal(label: Label, key: Key, box: bytes) -> bytes:
    """What is in a box.

    Raises ExpectedError: SECRET_DAMAGED (also a box that belongs elsewhere), SECRET_TOO_NEW, and
    WRONG_KEY for a slot, where a wrong passphrase and damage look the same.
    """
    _check_head(label.kind, box)
    head, nonce, sealed = box[:HEAD_BYTES], box[HEAD_BYTES:_SEALED_FROM], box[_SEALED_FROM:]
    with contextlib.suppress(exceptions.CryptoError):
        return crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed, head + label.context, nonce, raw(key)
        )
    raise ExpectedError(Code.WRONG_KEY if label.kind is Kind.SLOT else Code.SECRET_DAMAGED)


def seal_key(label: Label, outer: Key, key: Key, *, nonce: bytes) -> bytes:
    """A key in a box under another key."""
    return seal(label, outer, raw(key), nonce=nonce)


def unseal_key(label: Label, outer: Key, box: bytes) -> Key:
    """The key in a box; raises as `unseal` does."""
    _check_head(label.kind, box)
    # Before the tag: a slot that lost its end is damaged, whatever the passphrase was.
    if len(box) != FRAME_BYTES + KEY_BYTES:
        raise ExpectedError(Code.SECRET_DAMAGED)
    return Secret(unseal(label, outer, box))


def _head(kind: Kind) -> bytes:
    return _NAME + _VERSION + bytes([kind, _XCHACHA20_POLY1305, 0, 0])


def _check_head(kind: Kind, box: bytes) -> None:
    """Raises ExpectedError: SECRET_TOO_NEW, SECRET_DAMAGED. What is newer may be shaped anyhow."""
    named, version, cipher = box[:3] == _NAME, box[3:4], box[5:6]
    if named and version != b"" and version in _NEWER_VERSIONS:
        raise ExpectedError(Code.SECRET_TOO_NEW)
    ours = named and version == _VERSION and len(box) >= HEAD_BYTES
    if ours and cipher != bytes([_XCHACHA20_POLY1305]):
        raise ExpectedError(Code.SECRET_TOO_NEW)
    if len(box) < FRAME_BYTES or box[:HEAD_BYTES] != _head(kind):
        raise ExpectedError(Code.SECRET_DAMAGED)
