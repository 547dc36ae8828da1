"""Whatever is imported, undone and imported again: what is seen is what a plain replay says."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from cafe import IMPORT, MEASURES, SALE
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.ids import ImportId
from smbsocial.domain.measures import DaySales, Import, Measure, MeasureKind, Metric, Sale
from smbsocial.storage import unseen
from smbsocial.storage.store import SqliteStore, memory_store

FIRST = date(2026, 11, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(3)]
SPANS = [(FIRST, DAYS[-1]), (FIRST, FIRST), (DAYS[1], DAYS[2])]
KEYS, ACCOUNTS = st.sampled_from(["1", "2"]), st.sampled_from(["", "@a"])
POSTS = st.builds(
    MEASURES[0]._replace,
    key=KEYS,
    account=ACCOUNTS,
    day=st.sampled_from(DAYS),
    until=st.sampled_from(DAYS[:2]),
    at=st.sampled_from([None, time(0), time(11, 30)]),
    title=st.sampled_from(["", "Suppe"]),
    link=st.sampled_from(["", "https://a.example"]),
    figures=st.dictionaries(st.sampled_from([Metric.REACH, Metric.SAVES]), st.integers(-1, 1)),
)
ORDERS = st.builds(
    SALE._replace,
    key=KEYS,
    account=ACCOUNTS,
    day=st.sampled_from(DAYS),
    code=st.sampled_from(["", "A"]),
    orders=st.integers(0, 1),
    net=st.integers(-1, 1),
    currency=st.sampled_from(["EUR", "DKK"]),
)


@dataclass(frozen=True)
class File:
    """What comes in at once, and whether it is dropped, undone or cut short."""

    posts: list[Measure]
    orders: list[Sale]
    drop: bool
    stays: bool
    purged: bool


FILES = st.lists(
    st.builds(
        File,
        st.lists(POSTS, max_size=4),
        st.lists(ORDERS, max_size=4),
        st.booleans(),
        st.sampled_from([True, True, False]),
        st.booleans(),
    ),
    max_size=5,
)


@given(FILES)
def test_what_is_seen_is_what_a_replay_says(files: list[File]) -> None:
    store = memory_store()
    try:
        for number, file in enumerate(files):
            _take_in(store, f"{number}", file)
            seen = [each for each in files[: number + 1] if each.stays]
            for span in SPANS:
                posts = {(p.account, p.key): p for p in store.measures(MeasureKind.POST, *span)}
                assert posts == _posts(seen, *span)
                orders = _orders(seen, *span)
                assert sorted(store.orders(*span)) == sorted(orders)
                assert sorted(map(repr, store.sales(*span))) == sorted(map(repr, _sums(orders)))
            for account in ("", "@a"):
                known = store.known_keys(Sale, SALE.source, account)
                assert known == {o.key for f in seen for o in f.orders if o.account == account}
    finally:
        store.close()


@given(FILES, st.integers(0, 4))
def test_what_came_before_brings_nothing_new_the_second_time(files: list[File], at: int) -> None:
    """The last file again, whatever came before it: all of it is dropped but its own repeats."""
    store = memory_store()
    try:
        for number, file in enumerate(files):
            _take_in(store, f"{number}", replace(file, stays=True))
        if not files:
            return
        last = files[-1]
        once = replace(
            last,
            posts=[*{(p.key, p.account): p for p in last.posts}.values()],
            orders=[*{(o.key, o.account): o for o in last.orders}.values()],
        )
        _take_in(store, "once", replace(once, stays=True))
        with store.transaction() as tx:
            tx.lay_down(ImportId("again"), once.posts)
            tx.lay_down(ImportId("again"), once.orders)
            assert tx.drop_repeats(ImportId("again")) == len(once.posts) + len(once.orders)
    finally:
        store.close()


def _take_in(store: SqliteStore, name: str, file: File) -> None:
    id = ImportId(name)
    with store.transaction() as tx:
        tx.lay_down(id, file.posts)
        tx.lay_down(id, file.orders)
    with store.transaction() as tx:
        if file.drop:
            tx.drop_repeats(id)
        tx.put(replace(IMPORT, id=id))
    if not file.stays:
        with store.transaction() as tx:
            tx.remove(Import, id)
    if file.purged:
        unseen.purge(store._link.connection)


def _posts(files: list[File], first: date, last: date) -> dict[tuple[str, str], Measure]:
    known: dict[tuple[str, str], Measure] = {}
    for new in (post for file in files for post in file.posts):
        old = known.get((new.account, new.key), new)
        known[new.account, new.key] = new._replace(
            at=old.at if new.at is None else new.at,
            title=new.title or old.title,
            link=new.link or old.link,
            figures={**old.figures, **new.figures},
        )
    return {key: post for key, post in known.items() if first <= post.day <= last}


def _orders(files: list[File], first: date, last: date) -> list[Sale]:
    known = {(order.account, order.key): order for file in files for order in file.orders}
    return [order for order in known.values() if first <= order.day <= last]


def _sums(orders: list[Sale]) -> list[DaySales]:
    found: dict[tuple[date, str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for order in orders:
        told = found[order.day, order.account, order.code, order.currency]
        for at, figure in enumerate((order.orders, order.units, order.net)):
            told[at] += figure
    return [
        DaySales(day, SALE.source, account, code, SALE.channel, *told, currency)
        for (day, account, code, currency), told in found.items()
    ]
