"""The contract of what the store keeps of imports, on a file and in memory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from cafe import IMPORT, MEASURES, SALE

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import ImportId
from smbsocial.domain.measures import DaySales, Import, Measure, MeasureKind, Metric, Sale
from smbsocial.storage import measures, unseen
from smbsocial.storage.store import SqliteStore, memory_store, open_store
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.ports import Tx

DAY = date(2026, 11, 25)
SPAN = (date(2026, 11, 1), date(2026, 11, 30))
BEFORE, AFTER = (date(1, 1, 1), DAY - timedelta(days=1)), (DAY + timedelta(days=1), date.max)
POST = MEASURES[0]
PORTS: Any = None  # no step here asks for the time, an id or the library


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteStore]:
    kept = request.param == "file"
    store = open_store(tmp_path / "data", create=True) if kept else memory_store()
    yield store
    store.close()


def post(key: str = "1", **figures: int) -> Measure:
    told = {Metric[name.upper()]: value for name, value in figures.items()}
    return POST._replace(key=key, figures=told)


def order(key: str = "1", **other: Any) -> Sale:
    return SALE._replace(key=key, **other)


def lay(tx: Tx, id: str, rows: list[Measure] | list[Sale]) -> None:
    tx.lay_down(ImportId(id), rows)


def show(tx: Tx, _ports: object, id: str) -> None:
    tx.put(replace(IMPORT, id=ImportId(id)))


def bring(store: SqliteStore, id: str, *rows: Measure | Sale) -> None:
    with store.transaction() as tx:
        lay(tx, id, [row for row in rows if isinstance(row, Measure)])
        lay(tx, id, [row for row in rows if isinstance(row, Sale)])
        show(tx, None, id)


def posts(store: SqliteStore) -> tuple[Measure, ...]:
    return store.measures(MeasureKind.POST, *SPAN)


def net(store: SqliteStore) -> int:
    return sum(day.net for day in store.sales(*SPAN))


def rows_of(store: SqliteStore, table: str) -> list[str]:
    sql = f'SELECT "import" FROM "{table}" ORDER BY "seq"'  # noqa: S608
    return [id for (id,) in store._link.connection.execute(sql)]


def test_what_was_laid_down_comes_back_as_it_went(store: SqliteStore) -> None:
    bring(store, "a", *MEASURES, SALE)
    assert store.measures(MeasureKind.POST, *SPAN) == (MEASURES[0],)
    assert store.measures(MeasureKind.DAY, *SPAN) == (MEASURES[1],)
    assert store.measures(MeasureKind.PERIOD, *SPAN) == ()
    assert store.orders(*SPAN) == (SALE,)
    assert store.sales(*SPAN) == (
        DaySales(DAY, "shop", "Grüne Äpfel", "KÜRBIS", "instagram", 1, 2, 1780, "EUR"),
    )


@pytest.mark.parametrize("kind", MeasureKind)
@pytest.mark.parametrize("at", [None, time(0), time(23, 59, 59)])
def test_every_kind_hour_and_metric_comes_back(
    store: SqliteStore, kind: MeasureKind, at: time | None
) -> None:
    figures = {metric: number - 7 for number, metric in enumerate(Metric)}
    row = POST._replace(kind=kind, at=at, until=DAY + timedelta(days=6), figures=figures)
    bring(store, "a", row)
    assert store.measures(kind, *SPAN) == (row,)


def test_both_ends_of_a_span_are_in_it(store: SqliteStore) -> None:
    bring(store, "a", post(reach=1), order())
    assert len(store.measures(MeasureKind.POST, DAY, DAY)) == 1
    assert len(store.sales(DAY, DAY)) == len(store.orders(DAY, DAY)) == 1
    for span in (BEFORE, AFTER):
        assert store.measures(MeasureKind.POST, *span) == ()
        assert store.sales(*span) == store.orders(*span) == ()


def test_measures_and_sales_come_by_day(store: SqliteStore) -> None:
    days = [DAY + timedelta(days=n) for n in (2, -3, 4, 0)]
    bring(store, "a", *(post(str(day), reach=1)._replace(day=day) for day in days))
    bring(store, "b", *(order(str(day), day=day) for day in days))
    assert [row.day for row in posts(store)] == sorted(days)
    assert [row.day for row in store.sales(*SPAN)] == sorted(days)
    assert [row.day for row in store.orders(*SPAN)] == sorted(days)


def test_nothing_is_seen_before_the_row_of_the_import_is_there(store: SqliteStore) -> None:
    with store.transaction() as tx:
        lay(tx, "a", [post(reach=1)])
        lay(tx, "a", [order()])
        assert tx.changes == ()  # no step of undo
    assert posts(store) == store.sales(*SPAN) == store.orders(*SPAN) == ()
    assert store.known_keys(Measure, POST.source, POST.account) == frozenset()
    with store.transaction() as tx:
        show(tx, None, "a")
        assert tx.measures(MeasureKind.POST, *SPAN) == (post(reach=1),)
    assert posts(store) == (post(reach=1),)
    assert net(store) == SALE.net


def test_an_import_is_undone_and_redone_with_its_one_row(store: SqliteStore) -> None:
    """What it replaced comes back, figure by figure, and goes again."""
    changes = Changes(store, PORTS)
    bring(store, "a", post(reach=5, saves=1), post("2", reach=9), order(net=100), order("2"))
    first = (post(reach=5, saves=1), post("2", reach=9))
    with store.transaction() as tx:
        lay(tx, "b", [post(reach=6), post("3", reach=1)])
        lay(tx, "b", [order(net=0, orders=0)])
    changes.do(Action.SAVE_ANSWERS, show, "b")
    second = (post(reach=6, saves=1), post("2", reach=9), post("3", reach=1))
    for _ in range(2):
        assert posts(store) == second
        assert net(store) == SALE.net
        assert store.known_keys(Measure, POST.source, POST.account) == {"1", "2", "3"}
        changes.undo()
        assert posts(store) == first
        assert net(store) == 100 + SALE.net
        assert store.known_keys(Measure, POST.source, POST.account) == {"1", "2"}
        changes.redo()
    assert posts(store) == second


def test_accounts_and_sources_are_kept_apart(store: SqliteStore) -> None:
    """Two cafés with posts and orders of the same number are two."""
    here, there = post(reach=1), post(reach=2)._replace(account="@other")
    elsewhere = post(reach=4)._replace(source="tiktok")
    bring(store, "a", here, order(net=1))
    bring(store, "b", there, order(net=2, account="Lübeck"), elsewhere, order(net=4, source="till"))
    assert set(map(repr, posts(store))) == set(map(repr, (here, there, elsewhere)))
    assert sorted(row.net for row in store.sales(*SPAN)) == [1, 2, 4]
    with store.transaction() as tx:
        lay(tx, "c", [there])
        assert tx.drop_repeats(ImportId("c")) == 1
        lay(tx, "c", [each._replace(account="third") for each in (here, there)])
        lay(tx, "c", [order(net=2, account="third"), order(net=4, source="third")])
        assert tx.drop_repeats(ImportId("c")) == 0
    assert store.known_keys(Measure, "instagram", "@other") == {"1"}
    assert store.known_keys(Sale, "shop", "Lübeck") == {"1"}
    assert store.known_keys(Sale, "shop", "") == frozenset()


def test_currencies_are_never_added_up(store: SqliteStore) -> None:
    bring(store, "a", order("1", net=100), order("2", net=50, currency="DKK"), order("3", net=1))
    assert sorted((row.currency, row.orders, row.net) for row in store.sales(*SPAN)) == [
        ("DKK", 1, 50),
        ("EUR", 2, 101),
    ]


def test_codes_and_channels_are_added_up_apart(store: SqliteStore) -> None:
    bring(
        store,
        "a",
        *(order(str(n), code=c, channel=by) for n, (c, by) in enumerate([("A", ""), ("A", "x")])),
        *(order(str(n), code="", channel="x", units=3) for n in range(2, 5)),
    )
    told = {(row.code, row.channel): (row.orders, row.units) for row in store.sales(*SPAN)}
    assert told == {("A", ""): (1, 2), ("A", "x"): (1, 2), ("", "x"): (3, 9)}


def test_an_order_that_was_cancelled_or_moved_later_counts_as_it_is_now(
    store: SqliteStore,
) -> None:
    bring(store, "a", order("1", net=100), order("2", net=50))
    bring(store, "b", order("1", net=0, orders=0, units=0), order("2", net=50, day=AFTER[0]))
    [first, second] = store.sales(DAY, AFTER[0])
    assert (first.day, first.orders, first.units, first.net) == (DAY, 0, 0, 0)
    assert (second.day, second.orders, second.net) == (AFTER[0], 1, 50)


def test_of_one_file_the_last_row_of_a_key_counts(store: SqliteStore) -> None:
    bring(store, "a", post(reach=1, saves=2), order(net=1), post(reach=3), order(net=2))
    assert posts(store) == (post(reach=3, saves=2),)
    assert net(store) == 2


def test_what_a_file_tells_twice_ends_as_it_says_last(store: SqliteStore) -> None:
    """Although the last word is what was known before."""
    bring(store, "a", post(reach=1), order(net=1))
    with store.transaction() as tx:
        lay(tx, "b", [post(reach=2), post(reach=1)])
        lay(tx, "b", [order(net=2), order(net=1)])
        tx.drop_repeats(ImportId("b"))
        show(tx, None, "b")
    assert posts(store) == (post(reach=1),)
    assert net(store) == 1


def test_repeats_are_dropped_and_what_is_new_stays(store: SqliteStore) -> None:
    bring(store, "a", post("1", reach=1), post("2", reach=2), order("1"), order("2"))
    with store.transaction() as tx:
        lay(tx, "b", [post("1", reach=1), post("2", reach=3), post("3", reach=2)])
        lay(tx, "b", [order("1"), order("2", net=7), order("3")])
        assert tx.drop_repeats(ImportId("b")) == 2
    assert rows_of(store, "measure") == ["a", "a", "b", "b"]
    assert rows_of(store, "sale") == ["a", "a", "b", "b"]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Suppe"},
        {"link": "https://other.example"},
        {"at": time(9)},
        {"until": AFTER[0]},
        {"day": AFTER[0]},
        {"figures": {Metric.REACH: 1, Metric.SAVES: 0}},
        {"figures": {Metric.REACH: 2}},
        {"kind": MeasureKind.CAMPAIGN},
    ],
    ids=lambda other: next(iter(other)),
)
def test_whatever_else_a_measure_says_is_no_repeat(
    store: SqliteStore, other: dict[str, Any]
) -> None:
    bring(store, "a", post(reach=1))
    with store.transaction() as tx:
        lay(tx, "b", [post(reach=1)._replace(**other)])
        assert tx.drop_repeats(ImportId("b")) == 0


@pytest.mark.parametrize(
    "other",
    [
        {"day": AFTER[0]},
        {"code": ""},
        {"channel": ""},
        {"orders": 0},
        {"units": 3},
        {"net": 1},
        {"currency": "DKK"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_whatever_else_an_order_says_is_no_repeat(
    store: SqliteStore, other: dict[str, Any]
) -> None:
    bring(store, "a", order())
    with store.transaction() as tx:
        lay(tx, "b", [order(**other)])
        assert tx.drop_repeats(ImportId("b")) == 0


def test_an_import_never_repeats_itself(store: SqliteStore) -> None:
    """Whether its row was put already or not, and how often it is asked."""
    with store.transaction() as tx:
        lay(tx, "a", [post(reach=1), post(reach=1)])
        lay(tx, "a", [order(), order()])
        assert tx.drop_repeats(ImportId("a")) == 0
        show(tx, None, "a")
        assert tx.drop_repeats(ImportId("a")) == 0
    bring(store, "b", post(reach=1), order())
    with store.transaction() as tx:
        assert tx.drop_repeats(ImportId("a")) == 0  # the later one does not take the earlier's
    assert posts(store) == (post(reach=1),)


def test_only_the_unseen_is_purged(store: SqliteStore) -> None:
    changes = Changes(store, PORTS)
    bring(store, "a", post(reach=1), order(net=1))
    with store.transaction() as tx:
        lay(tx, "b", [post(reach=2)])
        lay(tx, "b", [order(net=2)])
        lay(tx, "lost", [post("2", reach=2)])
        lay(tx, "lost", [order("2", net=2)])
    changes.do(Action.SAVE_ANSWERS, show, "b")
    seen = (posts(store), store.sales(*SPAN))
    unseen.purge(store._link.connection)
    assert (posts(store), store.sales(*SPAN)) == seen
    assert rows_of(store, "measure") == rows_of(store, "sale") == ["a", "b"]
    changes.undo()
    unseen.purge(store._link.connection)
    assert rows_of(store, "measure") == rows_of(store, "sale") == ["a"]
    assert (posts(store), net(store)) == ((post(reach=1),), 1)


def test_a_step_that_fails_leaves_no_row(store: SqliteStore) -> None:
    def fail_after_laying_down() -> None:
        with store.transaction() as tx:
            lay(tx, "a", [post(reach=1)])
            lay(tx, "a", [order()])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_laying_down()
    assert rows_of(store, "measure") == rows_of(store, "sale") == []


ODD = [
    "before\0after",
    "\0",
    "e\u0301",
    "é",
    "👩🏽‍🍳",
    "'; DROP TABLE sale; --",
    "=1+1",
    "\u202e",
    '"{}',
]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_comes_back_and_is_itself(store: SqliteStore, text: str) -> None:
    row = POST._replace(source=text, account=text, key=text, title=text, link=text)
    sale = SALE._replace(source=text, account=text, key=text, code=text, channel=text)
    bring(store, "a", row, sale)
    bring(store, "b", *(POST._replace(key=other) for other in ODD))
    assert row in posts(store)
    assert len(posts(store)) == len(ODD) + 1
    assert store.orders(*SPAN) == (sale,)
    assert store.known_keys(Sale, text, text) == {text}


@pytest.mark.parametrize("field", ["source", "account", "key", "title", "link"])
def test_half_a_character_in_a_measure_is_told_and_nothing_is_laid_down(
    store: SqliteStore, field: str
) -> None:
    spoilt = post("2", reach=1)._replace(**{field: "half \ud83e"})
    with pytest.raises(ExpectedError) as caught, store.transaction() as tx:
        lay(tx, "a", [post(reach=1), spoilt])
    assert caught.value.code is Code.BAD_TEXT
    assert rows_of(store, "measure") == []


@pytest.mark.parametrize("field", ["source", "account", "key", "code", "channel", "currency"])
def test_half_a_character_in_an_order_is_told_and_nothing_is_laid_down(
    store: SqliteStore, field: str
) -> None:
    with pytest.raises(ExpectedError) as caught, store.transaction() as tx:
        lay(tx, "a", [order(), order("2")._replace(**{field: "half \ud83e"})])
    assert caught.value.code is Code.BAD_TEXT
    assert rows_of(store, "sale") == []


def test_half_a_character_is_asked_for_in_vain(store: SqliteStore) -> None:
    bring(store, "a", post(reach=1))
    assert store.known_keys(Measure, "half \ud83e", "") == frozenset()


@pytest.mark.parametrize("figure", [2**63, -(2**63) - 1, 10**30, measures.MOST + 1])
@pytest.mark.parametrize("row", ["measure", "orders", "units", "net"])
def test_a_figure_beyond_what_can_be_added_up_is_told(
    store: SqliteStore, figure: int, row: str
) -> None:
    rows: Any = [post(reach=figure)] if row == "measure" else [order(**{row: figure})]
    with pytest.raises(ExpectedError) as caught, store.transaction() as tx:
        lay(tx, "a", rows)
    assert caught.value.code is Code.OUT_OF_RANGE
    assert rows_of(store, "measure") == rows_of(store, "sale") == []


@pytest.mark.parametrize("sign", [1, -1])
def test_a_thousand_of_the_largest_figures_add_up(store: SqliteStore, sign: int) -> None:
    most = sign * measures.MOST
    bring(store, "a", *(order(str(n), net=most) for n in range(1000)), post(reach=most))
    assert net(store) == 1000 * most
    assert posts(store)[0].figures == {Metric.REACH: most}


@pytest.mark.parametrize("value", [1.0, True, "1", None])
def test_a_figure_that_is_no_whole_number_is_a_bug(store: SqliteStore, value: Any) -> None:
    with pytest.raises(TypeError), store.transaction() as tx:
        lay(tx, "a", [POST._replace(figures={Metric.REACH: value})])


SPOILT = {
    "figures": [
        "{}}",
        '{"reach": 1.5}',
        '{"reach": "5"}',
        '{"reach": true}',
        '{"reach": null}',
        '{"reach": [1]}',
        '{"reach": {}}',
        '{"of Rosa": 1}',
        '{"reach": 1, }',
    ],
    "day": ["2026-11-1x", "2026-11-2 "],
    "until": ["2026-13-01"],
    "at": ["25:00", "11:61"],
}


@pytest.mark.parametrize(
    ("column", "cell"), [(column, cell) for column, cells in SPOILT.items() for cell in cells]
)
def test_a_measure_that_nobody_wrote_is_damage_and_is_not_told(
    store: SqliteStore, column: str, cell: str
) -> None:
    bring(store, "a", post(reach=1))
    sql = f'UPDATE "measure" SET "{column}" = ?'  # noqa: S608
    store._link.connection.execute(sql, (cell,))
    with pytest.raises(ExpectedError) as caught:
        posts(store)
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert caught.value.facts["kind"] == "Measure"
    assert cell not in str(caught.value.facts)


def test_damage_shows_while_repeats_are_looked_for(store: SqliteStore) -> None:
    bring(store, "a", post(reach=1))
    store._link.connection.execute("UPDATE measure SET figures = '{}}'")
    with store.transaction() as tx:
        lay(tx, "b", [post(reach=1)])
    with pytest.raises(ExpectedError) as caught, store.transaction() as tx:
        tx.drop_repeats(ImportId("b"))
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert caught.value.facts["kind"] == "Measure"
    assert rows_of(store, "measure") == ["a", "b"]


def test_an_order_that_nobody_wrote_is_damage(store: SqliteStore) -> None:
    bring(store, "a", order())
    store._link.connection.execute("UPDATE sale SET day = '2026-11-2x'")
    for look in (store.sales, store.orders):
        with pytest.raises(ExpectedError) as caught:
            look(*SPAN)
        assert caught.value.code is Code.DATABASE_DAMAGED
        assert caught.value.facts["kind"] == "Sale"


def test_what_was_imported_comes_in_its_order(store: SqliteStore) -> None:
    for id in ("z", "a", "m"):
        bring(store, id)
    assert [each.id for each in store.all(Import)] == ["z", "a", "m"]
