"""Header rows: names made alike, and where a table begins."""

import functools
import hashlib
import re
import unicodedata
from collections.abc import Sequence

LOOKED_AT = 40
"""A header stands among the first so many rows."""

_BLANKS = re.compile(r"\s+")


@functools.cache
def alike(name: str) -> str:
    """A header without the ways of writing it: case, width, blanks, byte-order mark."""
    plain = unicodedata.normalize("NFKC", name).replace("\ufeff", "").casefold()
    return _BLANKS.sub(" ", plain).strip()


def alike_row(row: Sequence[str]) -> tuple[str, ...]:
    """A row of headers made alike."""
    return tuple(alike(cell) if len(cell) < 400 else cell for cell in row)


def fingerprint(row: Sequence[str]) -> str:
    """What a remembered mapping is found by: the headers, in whatever order they stand."""
    names = sorted(name for name in alike_row(row) if name)
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]
