"""Opening the one file that is the whole business, and what can be wrong with it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from smbsocial.domain.errors import Code, ExpectedError

FILE = "smbsocial.db"
APPLICATION_ID = 0x534D4253
SCHEMA = 1


class Link:
    """A connection with its file, and its errors in our words."""

    def __init__(self, connection: sqlite3.Connection, file: Path | None) -> None:
        self.connection = connection
        self.file = file
        self.read_only: Code | None = None

    def facts(self) -> dict[str, object]:
        return {"file": str(self.file)} if self.file else {}

    @contextmanager
    def translated(self) -> Iterator[None]:
        yield

    def roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        self.connection.close()


def open_link(folder: Path, *, create: bool, allow_synced: bool, take_over: bool) -> Link:
    """Open it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / FILE
    if not create and not file.exists():
        raise ExpectedError(Code.NOT_SET_UP, folder=str(folder))
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"file:{quote(str(file))}?mode={mode}", uri=True, isolation_level=None
    )
    return _prepared(connection, file)


def memory_link() -> Link:
    """A database in memory."""
    return _prepared(sqlite3.connect(":memory:", isolation_level=None), None)


def _prepared(connection: sqlite3.Connection, file: Path | None) -> Link:
    for pragma in (
        "journal_mode=DELETE",
        "synchronous=EXTRA",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "busy_timeout=5000",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.create_function("holds_words", 3, _holds_words, deterministic=True)
    if connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA:
        _migrate(connection)
    connection.execute("PRAGMA foreign_keys=ON")
    return Link(connection, file)


def _migrate(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    from smbsocial.storage.migrations import STEPS

    db = Database(connection, execute_plugins=False)
    with db.atomic():
        STEPS.apply(db)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _holds_words(words: str, title: str, text: str) -> bool:
    held = f"{title}\n{text}".casefold()
    return all(word in held for word in words.split("\n"))
