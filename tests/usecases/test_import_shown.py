"""Taking in what a sheet shows is the same as finding it out again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from house import House
from reports_by_hand import MONDAY, days, post, report, sale

from smbsocial.domain.content import Post
from smbsocial.domain.goals import Goal, Kpi, Reading
from smbsocial.domain.ids import ImportId, KpiId, KpiKey, ReadingId
from smbsocial.domain.measures import Import, MeasureKind, PostMatch
from smbsocial.domain.reports import Report
from smbsocial.usecases.changes import Action
from smbsocial.usecases.importing import imports
from smbsocial.usecases.importing.sheets import FillState, Imported, Took

YEAR = (date(2027, 1, 1), date(2027, 12, 31))
VIEWS = KpiId("views")


@pytest.fixture
def shop(cafe: House) -> House:
    """The café in February, with a KPI that files fill."""
    cafe.clock.instant = datetime(2027, 2, 3, 9, 30, tzinfo=UTC)
    goal = cafe.store.all(Goal)[0]
    with cafe.store.transaction() as tx:
        tx.put(Kpi(VIEWS, KpiKey("impressions"), goal.id, None, 9))
    return cafe


def take(house: House, *reports: Report, give_way: frozenset[ReadingId] = frozenset()) -> Imported:
    shown = imports.sheet(house.store, house.ports, reports)
    id = ImportId(house.ports.ids.new())
    for part, rows in imports.pieces_shown(id, shown):
        house.changes.write(imports.lay_down, part, rows)
    return house.changes.do(Action.IMPORT_NUMBERS, imports.finish_shown, id, shown, give_way)


def seen(house: House) -> tuple[object, ...]:
    store = house.store
    measures = tuple(store.measures(kind, *YEAR) for kind in MeasureKind)
    return (*measures, store.orders(*YEAR), store.all(Import), store.all(PostMatch), figures(house))


def figures(house: House) -> list[tuple[date, int]]:
    return [(r.day, r.hundredths) for r in house.store.readings(VIEWS)]


def test_it_brings_what_finding_out_brings(shop: House) -> None:
    planned = next(p for p in shop.store.all(Post) if p.platform == "instagram")
    link = "https://instagram.com/p/Abc1/"
    with shop.store.transaction() as tx:
        tx.put(replace(planned, link=link))
    file = report(
        *days(MONDAY, range(100, 114)),
        post("1", planned.day, "x", link, views=7),
        sale("1", MONDAY),
    )
    before = seen(shop)
    reports = [file, replace(file, name="again.csv")]
    for part, rows in imports.pieces(ImportId("a"), reports):
        shop.changes.write(imports.lay_down, part, rows)
    do = shop.changes.do
    found_out = do(Action.IMPORT_NUMBERS, imports.finish, ImportId("a"), reports)
    after = seen(shop)
    shop.changes.undo()
    assert seen(shop) == before
    done = take(shop, *reports)
    assert (done.took, done.readings, done.matches) == (
        found_out.took,
        found_out.readings,
        found_out.matches,
    )
    as_before = [row.rows for row in shop.store.all(Import)]
    assert as_before == [row.rows for row in found_out.imports]
    assert seen(shop)[:5] == after[:5]
    assert figures(shop) == [(date(2027, 1, 10), 72_100), (date(2027, 1, 17), 77_000)]
    shop.changes.undo()
    assert seen(shop) == before


def test_what_is_known_is_not_laid_down(shop: House) -> None:
    file = report(*days(MONDAY, range(7)))
    take(shop, file)
    more = report(*days(MONDAY, range(8)), name="more.csv")
    shown = imports.sheet(shop.store, shop.ports, [file, more])
    laid = list(imports.pieces_shown(ImportId("b"), shown))
    assert [(part, len(rows)) for part, rows in laid] == [("b.2", 8)]
    done = take(shop, file, more)
    assert [row.name for row in done.imports] == ["more.csv"]
    assert done.took == Took(new=1, same=14)


def test_a_typed_figure_gives_way_only_if_it_is_told_to(shop: House) -> None:
    typed = Reading(ReadingId("t"), VIEWS, date(2027, 1, 10), 5_000, shop.clock.now())
    with shop.store.transaction() as tx:
        tx.put(typed)
    file = report(*days(MONDAY, range(100, 114)))
    [fill] = imports.sheet(shop.store, shop.ports, [file]).typed
    assert fill.state is FillState.TYPED
    take(shop, file)
    assert figures(shop)[0] == (date(2027, 1, 10), 5_000)
    shop.changes.undo()
    take(shop, file, give_way=frozenset({typed.id}))
    assert figures(shop)[0] == (date(2027, 1, 10), 72_100)
