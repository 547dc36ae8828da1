"""Bytes to text: byte-order mark, strict UTF-8, UTF-16 without a mark, else a Windows page."""

import codecs
from dataclasses import dataclass

UNSURE = "cp1252"
"""Taken for bytes that are no Unicode; others only when asked."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and whether that is certain."""

    text: str
    encoding: str
    sure: bool


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file; `encoding` as somebody chose it.

    A byte that has no meaning becomes U+FFFD: the file stays readable, and the cell shows it.
    """
    if encoding is not None:
        return Decoded(data.decode(encoding, "replace").removeprefix("\ufeff"), encoding, sure=True)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(name, "replace"), name, sure=True)
    wide = _wide(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, sure=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", sure=True)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            # A file that was cut off in the middle of a letter.
            return Decoded(data.decode("utf-8", "ignore"), "utf-8", sure=True)
    return Decoded(data.decode(UNSURE, "replace"), UNSURE, sure=False)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of western text is zero."""
    head = data[:_LOOKED_AT]
    if head.count(0) < len(head) // 4 or len(head) < 4:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
