"""The SQL of one row of a kind: looking at it, putting it, taking it away; made once a kind."""

from dataclasses import dataclass
from functools import cache

from smbsocial.domain.content import Post
from smbsocial.storage import rows
from smbsocial.storage.rows import table_of


@dataclass(frozen=True, slots=True)
class Statements:
    """What is said to the database about a kind; `order` is how its rows come."""

    table: str
    columns: frozenset[str]
    select: str
    insert: str
    update: str
    delete: str
    place: str
    order: str


def statements_of(kind: type) -> Statements:
    """The statements of a stored kind."""
    return _statements_once(kind)


@cache
def _statements_once(kind: type) -> Statements:
    table = table_of(kind)
    names = [column.name for column in rows.columns(kind)]
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" for _ in names)
    changed = ", ".join(f'"{name}" = ?' for name in names[1:])
    order: list[str] = [name for name in ("rank", "day") if name in names]
    if kind is Post:
        order.append("at")
    return Statements(
        table=table,
        columns=frozenset(names),
        select=f'SELECT {listed} FROM "{table}"',  # noqa: S608 - names of our own classes
        insert=f'INSERT INTO "{table}" ("seq", {listed}) VALUES (?, {marks})',  # noqa: S608
        update=f'UPDATE "{table}" SET {changed} WHERE "id" = ?',  # noqa: S608
        delete=f'DELETE FROM "{table}" WHERE "id" = ?',  # noqa: S608
        place=f'SELECT "seq" FROM "{table}" WHERE "id" = ?',  # noqa: S608
        order=", ".join(f'"{name}"' for name in (*order, "seq")),
    )
