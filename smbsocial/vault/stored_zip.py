"""The frame of a ZIP whose files are stored as they are: just as much of it as a backup needs.

Since what is written depends on names, sizes and checksums alone, reading is writing it again and
comparing: nothing in a foreign ZIP is followed, no name, no offset, no length.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

LARGEST = 2**32 - 2**20
"""Bytes of one file, with room for the rest; more would need the wider numbers of ZIP64."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NEEDED = 20
_MADE = (3 << 8) | _NEEDED
_DATE = (1 << 5) | 1  # 1980-01-01, the first one that there is
_MODE = 0o100600 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the ZIP: ASCII name, size in bytes, CRC-32."""

    name: str
    size: int
    crc: int


def member_head(member: Member) -> bytes:
    """What stands before a file's bytes."""
    name = member.name.encode("ascii")
    sizes = (member.crc, member.size, member.size)
    return _LOCAL.pack(b"PK\3\4", _NEEDED, 0, 0, 0, _DATE, *sizes, len(name), 0) + name


def head_length(name: str) -> int:
    """How long that is."""
    return _LOCAL.size + len(name)


def told_member(name: str, head: bytes) -> Member | None:
    """The member whose head this is, None if it is not exactly such a head."""
    crc, size = struct.unpack_from("<2I", head, 14)
    member = Member(name, size, crc)
    return member if member_head(member) == head else None


def zip_end(members: Sequence[Member]) -> bytes:
    """What stands after the last file's bytes: where each one is."""
    at, entries = 0, b""
    for member in members:
        name = member.name.encode("ascii")
        entries += _CENTRAL.pack(
            b"PK\1\2", _MADE, _NEEDED, 0, 0, 0, _DATE, member.crc, member.size, member.size,
            len(name), 0, 0, 0, 0, _MODE, at,
        ) + name  # fmt: skip
        at += head_length(member.name) + member.size
    count = len(members)
    return entries + _END.pack(b"PK\5\6", 0, 0, count, count, len(entries), at, 0)
