"""Rows of imports: what repeats, what is seen of them, and when the unseen goes."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from smbsocial.domain.ids import ImportId
from smbsocial.domain.measures import Import, Measure, MeasureKind, Metric, Sale
from smbsocial.storage.backup import backups
from smbsocial.storage.store import SqliteStore, memory_store, open_store

DAY, SPAN = date(2027, 1, 11), (date(2027, 1, 1), date(2027, 1, 31))
NOW = datetime(2027, 1, 13, 9, 30, tzinfo=UTC)


def row(id: str) -> Import:
    return Import(ImportId(id), NOW, "a.csv", "x", "x", "cafe", DAY, DAY, 1, 0)


def post(key: str = "1", day: date = DAY, **figures: int) -> Measure:
    told = {Metric(name): value for name, value in figures.items()}
    at, title, link = time(11), "Soup", "https://x.com/cafe/status/1"
    return Measure("x", "cafe", MeasureKind.POST, key, day, day, at, title, link, told)


def sale(key: str = "1", net: int = 450) -> Sale:
    return Sale("till", "", key, DAY, "SOUP", "", 1, 1, net, "EUR")


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    made = memory_store()
    yield made
    made.close()


def bring(store: SqliteStore, id: str, *rows: Measure | Sale) -> int:
    """Lay rows down and make them seen; how many were dropped."""
    with store.transaction() as tx:
        tx.lay_down(ImportId(id), [each for each in rows if isinstance(each, Measure)])
        tx.lay_down(ImportId(id), [each for each in rows if isinstance(each, Sale)])
        dropped = tx.drop_repeats(ImportId(id))
        tx.put(row(id))
    return dropped


def seen(store: SqliteStore) -> tuple[Measure, ...]:
    return store.measures(MeasureKind.POST, *SPAN)


def count(store: SqliteStore, table: str = "measure") -> int:
    found = store._link.connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(found[0])


def test_figures_of_two_kinds_of_files_stand_together(store: SqliteStore) -> None:
    bring(store, "a", post(views=5))
    bring(store, "b", post(likes=2))
    assert seen(store) == (post(views=5, likes=2),)
    # Neither file brings anything new, although neither is the newest word on all of it.
    assert bring(store, "c", post(views=5)) == 1
    assert bring(store, "d", post(likes=2)) == 1
    assert count(store) == 2
    assert bring(store, "e", post(views=6)) == 0
    assert seen(store) == (post(views=6, likes=2),)
    assert bring(store, "f", post(views=5)) == 0
    assert seen(store) == (post(views=5, likes=2),)


def test_what_a_file_leaves_out_is_not_taken_away(store: SqliteStore) -> None:
    bring(store, "a", post(views=5))
    assert bring(store, "b", post(views=6)._replace(at=None, title="", link="")) == 0
    assert seen(store) == (post(views=6),)
    assert bring(store, "c", post(views=6)) == 1


def test_a_post_has_one_day(store: SqliteStore) -> None:
    bring(store, "a", post(views=5, day=date(2027, 4, 3)))
    bring(store, "b", post(views=5, day=date(2027, 3, 4)))
    april, march = (date(2027, 4, 1), date(2027, 4, 30)), (date(2027, 3, 1), date(2027, 3, 31))
    assert store.measures(MeasureKind.POST, *april) == ()
    assert [m.day for m in store.measures(MeasureKind.POST, *march)] == [date(2027, 3, 4)]


def test_orders_one_by_one_are_the_newest(store: SqliteStore) -> None:
    bring(store, "a", sale(), sale("2"))
    assert bring(store, "b", sale(), sale("2", net=0)) == 1
    assert store.orders(*SPAN) == (sale(), sale("2", net=0))
    assert store.orders(date(2027, 1, 12), SPAN[1]) == ()
    assert sum(day.net for day in store.sales(*SPAN)) == 450


def test_what_nobody_sees_repeats_nothing(store: SqliteStore) -> None:
    with store.transaction() as tx:
        tx.lay_down(ImportId("lost"), [post(views=5)])
    assert seen(store) == ()
    assert store.known_keys(Measure, "x", "cafe") == frozenset()
    assert bring(store, "a", post(views=5)) == 0
    assert seen(store) == (post(views=5),)


def test_the_weekly_copy_is_made_without_what_nobody_sees(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    made = open_store(folder, create=True)
    with made.transaction() as tx:
        tx.lay_down(ImportId("lost"), [post(views=5)])
        tx.lay_down(ImportId("lost"), [sale()])
    bring(made, "a", post(views=7))
    made.close()
    open_store(folder, create=False).close()  # the first copy was due
    for copy in backups(folder):
        os.utime(copy.path, (1, 1))
    again = open_store(folder, create=False)
    assert (count(again), count(again, "sale")) == (1, 0)
    assert seen(again) == (post(views=7),)
    with again.transaction() as tx:
        tx.lay_down(ImportId("now"), [post(views=8)])
    again.close()
    again = open_store(folder, create=False)  # no copy is due: nothing is looked for
    assert count(again) == 2
    assert replace(row("a")) in again.all(Import)
    again.close()


def test_where_another_program_writes_the_unseen_stays_and_the_copy_is_made(
    tmp_path: Path, short_patience: None, caplog: pytest.LogCaptureFixture
) -> None:
    made = open_store(tmp_path, create=True)
    with made.transaction() as tx:
        tx.lay_down(ImportId("lost"), [post(views=5)])
    made.close()
    with closing(sqlite3.connect(tmp_path / "planning.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        again = open_store(tmp_path, create=False)
        other.execute("ROLLBACK")
    assert len(backups(tmp_path)) == 1
    assert [each.message for each in caplog.records] == [
        "rows that nobody sees stay: OperationalError"
    ]
    assert count(again) == 1
    with again.transaction() as tx:  # nothing is left open
        tx.put(row("a"))
    again.close()


def test_no_question_looks_at_every_row_of_the_years(store: SqliteStore) -> None:
    """All that is asked while importing and showing goes by an index, row by row."""
    asked: list[str] = []
    bring(store, "a", post(views=5), sale())
    with store.transaction() as tx:
        tx.lay_down(ImportId("b"), [post(views=6)])
        store._link.connection.set_trace_callback(asked.append)
        tx.drop_repeats(ImportId("b"))
        tx.measures(MeasureKind.POST, *SPAN)
        tx.sales(*SPAN)
        tx.orders(*SPAN)
        tx.known_keys(Measure, "x", "cafe")
        tx.known_keys(Sale, "till", "")
        store._link.connection.set_trace_callback(None)
    assert len(asked) == 7
    by_key, by_number = "_by_key (source=? AND account=?", "INTEGER PRIMARY KEY (rowid=?)"
    wanted = {"known": by_key, "later": by_key, "other": by_key, "row": by_key, "old": by_number}
    by_day = 0
    for sql in asked:
        plan = [row[3] for row in store._link.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        whole = {"SCAN in_span", "SCAN told VIRTUAL TABLE INDEX 1:"}  # a few days; a cell's figures
        assert {line for line in plan if line.startswith("SCAN")} <= whole, sql
        searches = [line.split(maxsplit=2) for line in plan if line.startswith("SEARCH")]
        assert searches, sql
        by_day += any("_by_day" in how for _search, _name, how in searches)
        for _search, name, how in searches:
            assert wanted.get(name, "USING") in how, (sql, name, how)
    assert by_day == 3
