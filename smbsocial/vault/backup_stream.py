"""The sealed stream of a backup: XChaCha20-Poly1305 in parts, the last one marked as the last."""

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from nacl import bindings as sodium
from nacl.exceptions import RuntimeError as SodiumError

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Key, Secret

PART = 65_536
"""Plaintext bytes of every part but the last, which has 1 to so many."""
HEAD = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES

_OVER = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_MORE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL


def new_file_key() -> Key:
    """The key of one file."""
    return Secret(sodium.crypto_secretstream_xchacha20poly1305_keygen())


class SealingStream:
    """What is written to it goes sealed into the file; `close` writes the last part.

    `bound` is what each part is bound to (associated data). The file itself stays open.
    """

    def __init__(self, file: BinaryIO, key: Key, bound: bytes) -> None:
        self._file = file
        self._bound = bound
        self._waiting = bytearray()
        self._hash = hashlib.sha256()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        file.write(
            sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, key.reveal())
        )

    def write(self, data: bytes) -> None:
        """Take some bytes; at least one is held back, since the last part is not empty."""
        self._hash.update(data)
        self._waiting += data
        while len(self._waiting) > PART:
            self._seal(PART, _MORE)

    def close(self) -> None:
        """Seal the last part."""
        self._seal(len(self._waiting), _LAST)

    def sha256(self) -> bytes:
        """The SHA-256 of all that was written."""
        return self._hash.digest()

    def _seal(self, length: int, tag: int) -> None:
        part = bytes(self._waiting[:length])
        del self._waiting[:length]
        self._file.write(
            sodium.crypto_secretstream_xchacha20poly1305_push(self._state, part, self._bound, tag)
        )


def opened_parts(read: Callable[[int], bytes], key: Key, bound: bytes) -> Iterator[bytes]:
    """The plaintext part by part; what is no whole stream up to the file's very end is refused.

    `read` gives as many bytes as asked for, fewer only at the end. Raises
    ExpectedError(BACKUP_DAMAGED).
    """
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    head = read(HEAD)
    if len(head) != HEAD:
        raise ExpectedError(Code.BACKUP_DAMAGED)
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, head, key.reveal())
    tag = _MORE
    while tag == _MORE:
        sealed = read(PART + _OVER)
        part, tag = _pulled(state, sealed, bound)
        whole = len(part) == PART if tag == _MORE else tag == _LAST
        if not whole:
            raise ExpectedError(Code.BACKUP_DAMAGED)
        if tag == _LAST and read(1):
            raise ExpectedError(Code.BACKUP_DAMAGED)
        yield part


def _pulled(
    state: sodium.crypto_secretstream_xchacha20poly1305_state, sealed: bytes, bound: bytes
) -> tuple[bytes, int]:
    if len(sealed) < _OVER:
        raise ExpectedError(Code.BACKUP_DAMAGED)
    try:
        return sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, bound)
    except SodiumError as error:
        raise ExpectedError(Code.BACKUP_DAMAGED) from error
