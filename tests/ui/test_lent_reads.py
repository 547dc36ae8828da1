"""The store's reads lent to a worker: the same answers, in pieces, and an end at any time."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Event, current_thread, main_thread

import pytest
from pytestqt.qtbot import QtBot
from reports_by_hand import days, sale

from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import ImportId
from smbsocial.domain.measures import Import, Measure, MeasureKind, Sale
from smbsocial.storage.store import SqliteStore
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results import lent_reads
from smbsocial.ui.results.lent_reads import Lender
from smbsocial.usecases.ports import Reads

FIRST = date(2024, 1, 1)
DAYS = 900
SPAN = (date(2020, 1, 1), date(2030, 1, 1))


@pytest.fixture
def full(bridge: Bridge, store: SqliteStore) -> Bridge:
    """Some years of days, and as many orders."""
    rows = days(FIRST, range(DAYS))
    orders = [sale(str(n), FIRST + timedelta(days=n % 7)) for n in range(DAYS)]
    with store.transaction() as tx:
        tx.lay_down(ImportId("a"), rows)
        tx.lay_down(ImportId("a"), orders)
        at = bridge.ports.clock.now()
        tx.put(Import(ImportId("a"), at, "a", "x", "instagram", "cafe", FIRST, FIRST, 1, 0))
    return bridge


def lend(bridge: Bridge, qtbot: QtBot, fn: Callable[[Reads], object]) -> object:
    """What a worker makes of the reads; raises what it raises."""
    came: list[object] = []
    lender = Lender(bridge)
    lender.run(lambda reads, _ports: fn(reads), done=came.append, failed=came.append, owner=bridge)
    qtbot.waitUntil(lambda: bool(came))
    if isinstance(came[0], Exception):
        raise came[0]
    return came[0]


def test_a_worker_hears_what_the_store_says(full: Bridge, store: SqliteStore, qtbot: QtBot) -> None:
    def look(reads: Reads) -> tuple[object, ...]:
        assert current_thread() is not main_thread()
        return (
            reads.measures(MeasureKind.DAY, *SPAN),
            reads.orders(*SPAN),
            reads.all(Post),
            reads.known_keys(Sale, "shop", ""),
            reads.known_keys(Measure, "instagram", "cafe"),
        )

    found = lend(full, qtbot, look)
    assert found == look_here(store)


def look_here(store: SqliteStore) -> tuple[object, ...]:
    return (
        store.measures(MeasureKind.DAY, *SPAN),
        store.orders(*SPAN),
        store.all(Post),
        store.known_keys(Sale, "shop", ""),
        store.known_keys(Measure, "instagram", "cafe"),
    )


def test_the_store_is_asked_in_small_pieces_on_its_own_thread(
    full: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    real = SqliteStore.measures

    def watched(self: SqliteStore, *args: object) -> tuple[Measure, ...]:
        assert current_thread() is main_thread()
        found = real(self, *args)  # type: ignore[arg-type]
        sizes.append(len(found))
        return found

    monkeypatch.setattr(SqliteStore, "measures", watched)
    monkeypatch.setattr(lent_reads, "MANY", 60)
    monkeypatch.setattr(lent_reads, "FEW", 20)
    found = lend(full, qtbot, lambda reads: reads.measures(MeasureKind.DAY, *SPAN))
    assert isinstance(found, tuple)
    assert len(found) == sum(sizes) == DAYS
    # The empty years before have made the pieces long, but no longer than half a year.
    assert max(sizes) <= lent_reads.MOST_DAYS
    assert sorted(sizes)[-4] <= 128


def test_an_error_of_the_store_reaches_whoever_asked(full: Bridge, qtbot: QtBot) -> None:
    def refuse(_reads: Reads) -> object:
        raise ExpectedError(Code.NOT_FOUND)

    lender = Lender(full)
    came: list[object] = []
    lender.run(lambda _r, _p: lender.ask(refuse), done=came.append, failed=came.append, owner=full)
    qtbot.waitUntil(lambda: bool(came))
    assert isinstance(came[0], ExpectedError)
    assert came[0].code is Code.NOT_FOUND


def test_a_worker_that_nobody_waits_for_is_let_go(full: Bridge, qtbot: QtBot) -> None:
    begun, ended = Event(), Event()
    said: list[Exception] = []
    lender = Lender(full)

    def work(reads: Reads) -> object:
        begun.set()
        try:
            for _again in range(100_000):
                reads.all(Post)
        except ExpectedError as error:
            said.append(error)
            raise
        finally:
            ended.set()
        return None

    came: list[object] = []
    handle = lender.run(
        lambda reads, _ports: work(reads), done=came.append, failed=came.append, owner=full
    )
    qtbot.waitUntil(begun.is_set)
    lender.cancel()
    handle.cancel()
    assert ended.wait(5)  # although this thread answers nothing any more
    assert isinstance(said[0], ExpectedError)
    assert said[0].code is Code.REPORT_STOPPED
    qtbot.wait(50)
    assert came == []
