"""A checkpoint of the access log as bytes: number, hash, Unix milliseconds."""

import struct

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.vault import Checkpoint
from smbsocial.vault.keys import sized

HEAD_BYTES = 32

_LAYOUT = struct.Struct(f"<Q{HEAD_BYTES}sQ")


def to_bytes(point: Checkpoint) -> bytes:
    """A checkpoint in 48 bytes."""
    return _LAYOUT.pack(point.seq, sized(point.head, HEAD_BYTES), point.at_ms)


def from_bytes(packed: bytes) -> Checkpoint:
    """The checkpoint again; raises ExpectedError(SECRET_DAMAGED)."""
    if len(packed) != _LAYOUT.size:
        raise ExpectedError(Code.SECRET_DAMAGED)
    seq, head, at_ms = _LAYOUT.unpack(packed)
    return Checkpoint(seq, head, at_ms)
