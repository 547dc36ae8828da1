"""What keeping an import costs beside SQLite's bare inserts of as many rows, in the same run.

Run from the checkout: `python tests/benchmarks/import_rows.py [FOLDER]` (a folder on the disk to
measure; the system's place for temporary files otherwise). Sixty thousand measures and as many
orders of four years come in pieces of five thousand, each a transaction of its own; then the same
file comes again, and all of it is dropped; then all of it is read. The reference puts the same
cells into tables of the same columns, without an index, in one `executemany`.
"""

import sqlite3
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

if TYPE_CHECKING:
    from smbsocial.domain.measures import Measure, Sale
    from smbsocial.storage.store import SqliteStore

ROWS = 60_000
PIECE = 5_000
A_DAY = 41
FIRST = date(2022, 11, 25)
YEARS = (FIRST, date(2027, 1, 1))
QUARTER = (date(2026, 7, 1), date(2026, 9, 30))


def main() -> None:
    """Print milliseconds, and how many times the bare inserts they are."""
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        _compare(Path(folder))


def _compare(folder: Path) -> None:
    from smbsocial.domain.measures import MeasureKind
    from smbsocial.storage.store import open_store

    posts, orders = _posts(), _sales()
    store = open_store(folder / "data", create=True)
    reference = _bare(folder / "posts.db", posts)
    print(f"{ROWS} measures, put into a bare table: {reference:.0f} ms")
    _bring(store, posts, reference)
    _tell("read, all", reference, lambda: store.measures(MeasureKind.POST, *YEARS))
    _tell("read, a quarter", reference, lambda: store.measures(MeasureKind.POST, *QUARTER))
    reference = _bare(folder / "orders.db", orders)
    print(f"{ROWS} orders, put into a bare table: {reference:.0f} ms")
    _bring(store, orders, reference)
    _tell("added up by day, all", reference, lambda: store.sales(*YEARS))
    _tell("added up by day, a quarter", reference, lambda: store.sales(*QUARTER))
    _memory("laying down", lambda: _lay(store, "third", orders))
    _memory("reading all measures", lambda: store.measures(MeasureKind.POST, *YEARS))
    store.close()
    print(f"the file: {(folder / 'data' / 'planning.db').stat().st_size / 1e6:.1f} MB")


def _bring(
    store: "SqliteStore", rows: "Sequence[Measure] | Sequence[Sale]", reference: float
) -> None:
    first, again = (f"{type(rows[0]).__name__} {n}" for n in (1, 2))
    _tell("laid down in pieces", reference, lambda: _lay(store, first, rows))
    _tell("seen; nothing is a repeat", reference, lambda: _finish(store, first))
    _tell("laid down again", reference, lambda: _lay(store, again, rows))
    _tell("seen; all is a repeat", reference, lambda: _finish(store, again))


def _tell(what: str, reference: float, work: Callable[[], object]) -> None:
    took = _milliseconds(work)
    print(f"  {what}: {took:.0f} ms = {took / reference:.2f} x")


def _memory(what: str, work: Callable[[], object]) -> None:
    tracemalloc.start()
    work()
    print(f"memory for {what}: at most {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB")
    tracemalloc.stop()


def _posts() -> "list[Measure]":
    from cafe import MEASURES

    from smbsocial.domain.measures import Metric

    names = (Metric.REACH, Metric.VIEWS, Metric.LIKES, Metric.COMMENTS, Metric.SHARES, Metric.SAVES)
    return [
        MEASURES[0]._replace(
            key=f"{10**16 + n}",
            day=_day(n),
            until=_day(n),
            figures={metric: n % (7 + at * 100) for at, metric in enumerate(names)},
        )
        for n in range(ROWS)
    ]


def _sales() -> "list[Sale]":
    from cafe import SALE

    return [
        SALE._replace(
            key=f"#{n}",
            day=_day(n),
            code=SALE.code if n % 10 == 0 else "",
            channel=("", "instagram", "google")[n % 3],
            net=100 + n % 5000,
        )
        for n in range(ROWS)
    ]


def _day(number: int) -> date:
    return FIRST + timedelta(days=number // A_DAY)


def _bare(file: Path, rows: "Sequence[Measure] | Sequence[Sale]") -> float:
    cells = [tuple(_cells(row)) for row in rows]
    marks = ", ".join("?" * len(cells[0]))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(f'c{n}' for n in range(len(cells[0])))})")

        def insert() -> None:
            connection.execute("BEGIN")
            connection.executemany(f"INSERT INTO t VALUES ({marks})", cells)  # noqa: S608
            connection.execute("COMMIT")

        return _milliseconds(insert)


def _cells(row: "Measure | Sale") -> Iterator[str | int]:
    for cell in row:
        yield cell if isinstance(cell, int) else str(cell)


def _lay(store: "SqliteStore", id: str, rows: "Sequence[Measure] | Sequence[Sale]") -> None:
    from smbsocial.domain.ids import ImportId

    for at in range(0, len(rows), PIECE):
        with store.transaction() as tx:
            tx.lay_down(ImportId(id), rows[at : at + PIECE])


def _finish(store: "SqliteStore", id: str) -> None:
    from cafe import IMPORT

    from smbsocial.domain.ids import ImportId

    with store.transaction() as tx:
        tx.drop_repeats(ImportId(id))
        tx.put(replace(IMPORT, id=ImportId(id)))


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
