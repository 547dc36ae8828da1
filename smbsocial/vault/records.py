"""A record as bytes: JSON, padded so that a box does not tell how long a password is."""

import contextlib
import json
from collections.abc import Mapping
from typing import NoReturn

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Record

BLOCK = 128
VERSION = 1

_TEXTS = ("login", "password", "totp", "note")
_LISTS = ("codes", "used")
_OURS = frozenset({"v", *_TEXTS, *_LISTS})


def to_bytes(record: Record) -> bytes:
    """A record, padded; fields of a newer program go back as they came."""
    fields: dict[str, object] = {k: v for k, v in record.extra.items() if k not in _OURS}
    fields |= {"v": VERSION, "codes": list(record.codes)}
    fields |= {name: getattr(record, name) for name in _TEXTS}
    if record.used:
        fields["used"] = list(record.used)
    text = json.dumps(
        fields, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    # Half a character has no UTF-8; Python's escape for it is JSON's too.
    return pad(text.encode(errors="backslashreplace"))


def from_bytes(padded: bytes) -> Record:
    """The record again; what it lacks is empty.

    Raises ExpectedError: SECRET_TOO_NEW, SECRET_DAMAGED.
    """
    fields = _object(unpad(padded))
    _check_version(fields.get("v"))
    return Record(
        login=_text(fields.get("login", "")),
        password=_text(fields.get("password", "")),
        totp=_text(fields.get("totp", "")),
        codes=_texts(fields.get("codes", [])),
        note=_text(fields.get("note", "")),
        used=_texts(fields.get("used", [])),
        extra={name: value for name, value in fields.items() if name not in _OURS},
    )


def pad(plain: bytes) -> bytes:
    """One byte 0x80, then zeros to a multiple of 128."""
    marked = plain + b"\x80"
    return marked + bytes(-len(marked) % BLOCK)


def unpad(padded: bytes) -> bytes:
    """What was padded; raises ExpectedError(SECRET_DAMAGED) for any other padding."""
    plain, mark, zeros = padded.rpartition(b"\x80")
    if not mark or zeros.strip(b"\0") or len(zeros) >= BLOCK or len(padded) % BLOCK:
        raise ExpectedError(Code.SECRET_DAMAGED)
    return plain


def _object(plain: bytes) -> Mapping[str, object]:
    found: object = None
    # Raised behind the block: the parser's error holds the whole record.
    with contextlib.suppress(ValueError, RecursionError):
        found = json.loads(plain.decode(), parse_constant=_no_constant)
    if not isinstance(found, dict):
        raise ExpectedError(Code.SECRET_DAMAGED)
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _check_version(found: object) -> None:
    if type(found) is not int or found < VERSION:  # a yes is no number
        raise ExpectedError(Code.SECRET_DAMAGED)
    if found > VERSION:
        raise ExpectedError(Code.SECRET_TOO_NEW)


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise ExpectedError(Code.SECRET_DAMAGED)
    return found


def _texts(found: object) -> tuple[str, ...]:
    if not isinstance(found, list):
        raise ExpectedError(Code.SECRET_DAMAGED)
    return tuple(_text(one) for one in found)
