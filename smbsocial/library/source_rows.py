"""Rows of sources, and whether a row of the library may be called verified."""

from collections.abc import Iterable, Mapping
from typing import Any

from smbsocial.domain.ranges import Source

UNVERIFIED = "general knowledge, unverified"
"""The `source` of rows that nobody published; the screens say so beside them."""

Row = Mapping[str, Any]
"""A row as JSON gives it."""


def source(row: Row) -> Source:
    """One source; a missing publisher becomes an empty text."""
    return Source(
        key=row["id"],
        publisher=row["publisher"] or "",
        title=row["title"],
        url=row["url"],
        year=row["year"],
        kind=row["kind"],
    )


def sources_by_key(rows: Iterable[Row]) -> dict[str, Source]:
    """Every source under its key, and under the other keys it was collected under."""
    table: dict[str, Source] = {}
    for row in rows:
        table[row["id"]] = source(row)
        for other in row.get("also", ()):
            if "id" in other:
                table[other["id"]] = table[row["id"]]
    return table


def pick(sources: Mapping[str, Source], keys: Iterable[str]) -> tuple[Source, ...]:
    """The sources of these keys, in that order; an unknown one raises KeyError."""
    return tuple(sources[key] for key in keys)


def is_verified(row: Row) -> bool:
    """Whether at least part of a row stands in a source that can be looked up."""
    return bool(row["source"] != UNVERIFIED)
