"""What stands in the open at the beginning of a backup: enough to know whose it is and open it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.vault import SealedSlot

MAGIC = b"SMBBKUP1"
VERSION = 1
LONGEST = 65_536

_FAMILY = MAGIC[:-1]
_HIGHEST = 2**31


@dataclass(frozen=True, slots=True)
class Header:
    """Vault (16 bytes), instant, the app's version, the database's schema, the recovery slot.

    Nothing of it is proved before the parts that are bound to it are opened.
    """

    vault: bytes
    created: datetime
    app: str
    schema: int
    recovery: SealedSlot


def header_bytes(header: Header) -> bytes:
    """The file's first 12 + H bytes; raises ValueError for what could not be read again."""
    slot = header.recovery
    said = {
        "v": VERSION,
        "vault": header.vault.hex(),
        "created": header.created.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "app": header.app,
        "schema": header.schema,
        "recovery": {
            "salt": slot.salt.hex(), "m_kib": slot.m_kib, "t": slot.t, "box": slot.box.hex()
        },
    }  # fmt: skip
    _header(said)
    text = json.dumps(said, separators=(",", ":")).encode("ascii")
    return MAGIC + len(text).to_bytes(4, "little") + text


def take_header(read: Callable[[int], bytes]) -> tuple[Header, bytes]:
    """The header, and the 12 + H bytes it stands in.

    Raises ExpectedError: BACKUP_DAMAGED, BACKUP_NEWER (`found`, `known`: the format's number).
    """
    front = read(12)
    magic, length = front[:8], int.from_bytes(front[8:], "little")
    if magic != MAGIC:
        raise _foreign(magic)
    text = read(length) if length <= LONGEST else b""
    if len(front) != 12 or len(text) != length:
        raise ExpectedError(Code.BACKUP_DAMAGED)
    try:
        return _header(json.loads(text)), front + text
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise ExpectedError(Code.BACKUP_DAMAGED) from error


def _foreign(magic: bytes) -> ExpectedError:
    number = magic[len(_FAMILY) :]
    if magic.startswith(_FAMILY) and number.isdigit() and int(number) > VERSION:
        return ExpectedError(Code.BACKUP_NEWER, found=int(number), known=VERSION)
    return ExpectedError(Code.BACKUP_DAMAGED)


def _header(said: Any) -> Header:
    """The header of what was read; raises ValueError, TypeError or KeyError where it is none."""
    version = _whole(said["v"])
    if version > VERSION:
        raise ExpectedError(Code.BACKUP_NEWER, found=version, known=VERSION)
    created = datetime.fromisoformat(said["created"])
    if version != VERSION or created.utcoffset() is None:
        raise ValueError("not in a header")
    slot = said["recovery"]
    return Header(
        vault=_octets(said["vault"], 16),
        created=created.astimezone(UTC),
        app=_text(said["app"]),
        schema=_whole(said["schema"]),
        recovery=SealedSlot(
            salt=_octets(slot["salt"], 16),
            m_kib=_whole(slot["m_kib"]),
            t=_whole(slot["t"]),
            box=_octets(slot["box"]),
        ),
    )


def _whole(said: object) -> int:
    if type(said) is not int or not 0 <= said < _HIGHEST:
        raise ValueError("not in a header")
    return said


def _text(said: object) -> str:
    if not isinstance(said, str) or not said.isprintable() or len(said) > 100:
        raise ValueError("not in a header")
    return said


def _octets(said: str, length: int | None = None) -> bytes:
    octets = bytes.fromhex(said)
    if octets.hex() != said or length not in {None, len(octets)}:
        raise ValueError("not in a header")
    return octets
