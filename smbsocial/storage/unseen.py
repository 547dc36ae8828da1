"""Which rows of imports are seen: those whose import is there; the others go in time."""

import sqlite3

TABLES = ("measure", "sale")


def seen(row: str) -> str:
    """SQL: whether the import of a row is there; never a way to find rows (so says the plus)."""
    return f'+"{row}"."import" IN (SELECT "id" FROM "import")'  # noqa: S608 - names of our own


def purge(connection: sqlite3.Connection) -> None:
    """Delete the rows of imports that were undone, or never came to their end."""
    for table in TABLES:
        connection.execute(f'DELETE FROM "{table}" WHERE NOT ({seen(table)})')  # noqa: S608 - names of our own
