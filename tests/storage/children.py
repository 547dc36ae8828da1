"""What the killed and the caged processes of these tests do; started by name."""

import os
import resource
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).parent.parent))

from cafe import IMPORT, MEASURES, POST, SALE, put_everything

from smbsocial.domain.content import Post
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import ImportId, PostId
from smbsocial.domain.measures import Import, Metric
from smbsocial.storage import database, migrations
from smbsocial.storage.store import SqliteStore, open_store

TEXT = "Kürbis " * 300


class Pipe(Protocol):
    """The parent's end of a pipe."""

    def send_bytes(self, message: bytes) -> None: ...


def write_for_ever(folder: str, pipe: Pipe) -> None:
    """Put posts one by one, and say each id once it is committed; until killed."""
    store = open_store(Path(folder), create=False)
    number = len(store.all(Post))
    while True:
        post = replace(POST, id=PostId(f"{number:05}"), title=f"{number}", text=TEXT)
        with store.transaction() as tx:
            tx.put(post)
            if number % 3 == 2:
                tx.put(replace(post, id=PostId(f"{number - 1:05}"), title="changed"))
        pipe.send_bytes(b"%05d" % number)
        number += 1


PIECES, ROWS = 4, 30


def import_for_ever(folder: str, pipe: Pipe) -> None:
    """Bring files in, piece by piece, and say each id once it is seen; until killed.

    Each has a row that all of them have, and tells its number there.
    """
    store = open_store(Path(folder), create=False)
    number = len(store.all(Import))
    while True:
        id = ImportId(f"{number:05} {os.getpid()}")
        for piece in range(PIECES):
            keys = ["all", *(f"{id}/{piece}/{n}" for n in range(ROWS))]
            rows = [MEASURES[0]._replace(key=k, figures={Metric.REACH: number}) for k in keys]
            with store.transaction() as tx:
                tx.lay_down(id, rows)
                tx.lay_down(id, [SALE._replace(key=k, net=number) for k in keys])
        with store.transaction() as tx:
            tx.drop_repeats(id)
            tx.put(replace(IMPORT, id=id, rows=number))
        pipe.send_bytes(id.encode())
        number += 1


def migrate(folder: str, pipe: Pipe) -> None:
    """Open with a step that touches every post; until done or killed."""
    more_steps()
    pipe.send_bytes(b"ready")
    open_store(Path(folder), create=False).close()
    pipe.send_bytes(b"done")


def more_steps() -> None:
    """Turn this process into a newer program: two steps more."""

    first_name, second_name = (f"s{database.SCHEMA + n:04}_test" for n in (1, 2))

    @migrations.STEPS(name=first_name)
    def first(db: "migrations.Database") -> None:
        db.conn.execute('ALTER TABLE "post" ADD COLUMN "half" TEXT')
        db.conn.execute("UPDATE \"post\" SET half = 'first'")

    @migrations.STEPS(name=second_name)
    def second(db: "migrations.Database") -> None:
        db.conn.execute("UPDATE \"post\" SET half = 'second', text = text || text")

    database.STEP_NAMES = (*database.STEP_NAMES, first_name, second_name)
    database.SCHEMA = len(database.STEP_NAMES)


def leave_hot_journal(folder: str) -> None:
    """Write half of a big transaction into the file and die; the journal stays behind."""
    store = open_store(Path(folder), create=False)
    connection = store._link.connection
    connection.execute("PRAGMA cache_size=5")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE post SET text = text || text || title, title = 'half'")
    connection.execute("DELETE FROM post WHERE id < '00100'")
    connection.execute(
        'INSERT INTO community ("id","name","where","rank","active") '
        "SELECT 'c' || id, text, title, 1, 1 FROM post"
    )
    os.kill(os.getpid(), signal.SIGKILL)


def fill(folder: str, limit: int | None = None) -> None:
    """Put posts until the disk (or the file-size limit) says stop; then make room and go on."""
    place = Path(folder)
    ballast = place.parent / "ballast"
    if limit is None:
        ballast.write_bytes(b"x" * 200_000)
    store = open_store(place, create=True)
    with store.transaction() as tx:
        put_everything(tx)
    if limit is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    acknowledged, code = _put_until_stopped(store)
    shown = [post.title for post in store.all(Post) if post.id != POST.id]
    print(code, acknowledged == shown, len(shown) > 0)
    if limit is None:
        ballast.unlink()
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    with store.transaction() as tx:
        tx.put(replace(POST, id=PostId("after")))
    store.close()
    again = open_store(place, create=False)
    shown = [post.title for post in again.all(Post) if post.id.isdigit()]
    print(acknowledged == shown, again.get(Post, "after") is not None)
    again.close()


def _put_until_stopped(store: SqliteStore) -> tuple[list[str], str]:
    acknowledged: list[str] = []
    while len(acknowledged) < 100_000:
        title = f"{len(acknowledged):05}"
        try:
            with store.transaction() as tx:
                tx.put(replace(POST, id=PostId(title), title=title, text=TEXT * 3))
        except ExpectedError as error:
            return acknowledged, error.code.value
        acknowledged.append(title)
    return acknowledged, "never"


def look_only(folder: str) -> None:
    """Open what cannot be written, read, try to change, and say how it went."""
    store = open_store(Path(folder), create=True)
    reads = store.get(Post, POST.id) == POST and store.search("suppe") == (POST,)
    try:
        with store.transaction() as tx:
            tx.put(POST)
        code = "none"
    except ExpectedError as error:
        code = error.code.value
    reason = store.read_only_reason
    print(reads, store.read_only, reason.value if reason else None, code)
    store.close()


def make_in(folder: str) -> None:
    """Try to make a new database where nothing can be made."""
    try:
        open_store(Path(folder), create=True).close()
    except ExpectedError as error:
        print(error.code.value)


if __name__ == "__main__":
    _, what, where, *rest = sys.argv
    match what:
        case "fill":
            fill(where, int(rest[0]) if rest else None)
        case "look_only":
            look_only(where)
        case "make_in":
            make_in(where)
        case "leave_hot_journal":
            leave_hot_journal(where)
