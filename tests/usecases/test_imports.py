"""Taking files in: looked at first, one step, nothing twice, and all of it taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from house import House
from hypothesis import given
from hypothesis import strategies as st
from reports_by_hand import MONDAY, day, days, post, report, sale
from taking_in import take

from smbsocial.domain.content import Post, Status
from smbsocial.domain.counter import Coupon, TaggedLink
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal, Kpi, Period, Reading
from smbsocial.domain.ids import CouponId, ImportId, KpiId, KpiKey, PlatformKey, PostId
from smbsocial.domain.measures import (
    ColumnMap,
    Import,
    MatchedBy,
    Measure,
    MeasureKind,
    PostMatch,
    Sale,
    match_id,
)
from smbsocial.domain.reports import Ask, Question, Report, Skipped, SkippedRow
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import memory_store
from smbsocial.usecases import calendar, week
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.importing import imports
from smbsocial.usecases.importing.sheets import FillState, ImportSheet, Took
from smbsocial.usecases.ports import Reads

YEAR = (date(2027, 1, 1), date(2027, 12, 31))
VIEWS = KpiId("views")
FOLLOWERS = KpiId("followers")
KINDS: tuple[type, ...] = (Import, PostMatch, Reading, Post)


@pytest.fixture
def shop(cafe: House) -> House:
    """The café in February, with two KPIs that files fill."""
    cafe.clock.instant = datetime(2027, 2, 3, 9, 30, tzinfo=UTC)
    goal = cafe.store.all(Goal)[0]
    with cafe.store.transaction() as tx:
        for kpi in cafe.store.all(Kpi):
            tx.put(replace(kpi, rank=0))
        tx.put(Kpi(VIEWS, KpiKey("impressions"), goal.id, None))
        tx.put(Kpi(FOLLOWERS, KpiKey("followers"), goal.id, None, 2))
    return cafe


def look(house: House, *reports: Report) -> ImportSheet:
    return imports.sheet(house.store, house.ports, reports)


def seen(reads: Reads) -> tuple[object, ...]:
    """Everything that anybody sees of imports."""
    kinds = tuple(reads.measures(kind, *YEAR) for kind in MeasureKind)
    return (*kinds, reads.orders(*YEAR), reads.sales(*YEAR), *(reads.all(kind) for kind in KINDS))


def values(house: House, kpi: KpiId) -> dict[date, Decimal]:
    return {r.day: Decimal(r.hundredths) / 100 for r in house.store.readings(kpi)}


def a_post(house: House, **changed: object) -> Post:
    found = next(p for p in house.store.all(Post) if p.platform == "instagram")
    changed_post = replace(found, **changed)  # type: ignore[arg-type]
    with house.store.transaction() as tx:
        tx.put(changed_post)
    return changed_post


FORTNIGHT = report(*days(MONDAY, range(100, 114)))


def test_the_preview_says_what_will_be_and_changes_nothing(shop: House) -> None:
    before = seen(shop.store)
    sheet = look(shop, FORTNIGHT)
    assert seen(shop.store) == before
    (file,) = sheet.files
    assert file.took == Took(new=14)
    assert [(m.value, total) for m, total in file.totals] == [("views", sum(range(100, 114)))]
    assert [(f.kpi.id, f.cadence, f.first, f.last) for f in sheet.fills] == [
        (VIEWS, Period.WEEK, date(2027, 1, 4), date(2027, 1, 10)),
        (VIEWS, Period.WEEK, date(2027, 1, 11), date(2027, 1, 17)),
    ]
    assert [(f.value, f.state) for f in sheet.fills] == [
        (Decimal(721), FillState.NEW),
        (Decimal(770), FillState.NEW),
    ]
    done = take(shop, FORTNIGHT)
    assert (done.took, done.readings, done.matches) == (Took(new=14), 2, 0)
    assert values(shop, VIEWS) == {f.last: f.value for f in sheet.fills}
    (line,) = imports.imports(shop.store, shop.ports)
    assert (line.readings, line.row.rows, line.row.name) == (2, 14, "a.csv")
    assert {r.origin for r in shop.store.readings(VIEWS)} == {line.row.id}


def test_half_a_week_fills_no_week_until_the_other_half_comes(shop: House) -> None:
    take(shop, report(*days(MONDAY, [1, 2, 3])))
    assert values(shop, VIEWS) == {}
    take(shop, report(*days(MONDAY + timedelta(days=3), [4, 5, 6, 7])))
    assert values(shop, VIEWS) == {date(2027, 1, 10): Decimal(28)}


def test_a_week_that_is_not_over_is_not_filled(shop: House) -> None:
    shop.clock.instant = datetime(2027, 1, 16, 9, 30, tzinfo=UTC)
    take(shop, FORTNIGHT)
    assert [*values(shop, VIEWS)] == [date(2027, 1, 10)]


def test_levels_are_taken_at_the_end_of_the_month(shop: House) -> None:
    take(shop, report(*days(date(2027, 1, 1), range(200, 231), "followers")))
    assert values(shop, FOLLOWERS) == {date(2027, 1, 31): Decimal(230)}


def test_totals_are_sums_and_of_levels_the_newest(shop: House) -> None:
    rows = [*days(MONDAY, [5, 6, 7], "followers"), *days(MONDAY, [1, 2], "reach")]
    (file,) = look(shop, report(*reversed(rows))).files
    assert {metric.value: total for metric, total in file.totals} == {"followers": 7, "reach": 3}


def test_a_figure_of_no_small_business_fills_no_kpi(shop: House) -> None:
    huge = report(*days(MONDAY, [10**12] * 7))
    assert look(shop, huge).fills == ()
    done = take(shop, huge)
    assert (done.readings, done.took) == (0, Took(new=7))


def test_undo_takes_all_of_it_away_and_redo_brings_it_back(shop: House) -> None:
    link = "https://instagram.com/p/Abc1/"
    planned = a_post(shop, link=link)
    first = seen(shop.store)
    file = report(
        *FORTNIGHT.measures, post("1", planned.day, "x", link, views=7), sale("1", MONDAY)
    )
    done = take(shop, file)
    assert (done.readings > 0, done.matches, len(done.imports)) == (True, 1, 1)
    last = seen(shop.store)
    assert last != first
    assert shop.changes.undo() is Action.IMPORT_NUMBERS
    assert seen(shop.store) == first
    assert shop.changes.redo() is Action.IMPORT_NUMBERS
    assert seen(shop.store) == last
    shop.changes.undo()
    # What was taken back is new when it comes again, in rows of its own.
    assert take(shop, file).took == done.took
    assert seen(shop.store)[:6] == last[:6]


def test_several_files_are_one_step(shop: House) -> None:
    first = seen(shop.store)
    later = report(*days(MONDAY + timedelta(days=7), [5] * 7), name="b.csv")
    done = take(shop, report(*days(MONDAY, [4] * 7)), later)
    assert [row.name for row in done.imports] == ["a.csv", "b.csv"]
    origins = {r.day: r.origin for r in shop.store.readings(VIEWS)}
    assert origins == {
        date(2027, 1, 10): done.imports[0].id,
        date(2027, 1, 17): done.imports[1].id,
    }
    shop.changes.undo()
    assert seen(shop.store) == first


def test_a_figure_names_the_files_that_it_is_made_of_and_no_other(shop: House) -> None:
    """Whatever the files' order, and though all of them speak of the same days."""
    goal = shop.store.all(Goal)[0]
    with shop.store.transaction() as tx:
        tx.put(Kpi(KpiId("sessions"), KpiKey("social_sessions"), goal.id, None, 3))
    week_of = [MONDAY + timedelta(days=n) for n in range(7)]
    views = report(*days(MONDAY, [4] * 7), name="views.csv")
    reached = report(*days(MONDAY, [9] * 7, "reach"), name="reach.csv")
    page = report(*(day(d, "facebook_page", views=2) for d in week_of), name="page.csv")
    site = report(*(day(d, "website", social_sessions=3) for d in week_of), name="site.csv")
    asking = report(*days(MONDAY, [1] * 7), questions=(Question(Ask.SOURCE),), name="asking.csv")
    files = (asking, page, site, views, reached)
    sheet = look(shop, *files)
    assert {fill.kpi.id: sheet.names_of(fill) for fill in sheet.fills} == {
        VIEWS: ("page.csv", "views.csv"),
        KpiId("sessions"): ("site.csv",),
    }
    done = take(shop, *files)
    names = {row.id: row.name for row in done.imports}
    (of_views,), (of_site,) = (shop.store.readings(KpiId(k)) for k in ("views", "sessions"))
    assert names[ImportId(of_views.origin)] == "views.csv"
    assert names[ImportId(of_site.origin)] == "site.csv"


def test_orders_name_the_shop_s_file(shop: House) -> None:
    goal = shop.store.all(Goal)[0]
    with shop.store.transaction() as tx:
        tx.put(Kpi(KpiId("orders"), KpiKey("orders"), goal.id, None, 3))
    sold = report(
        *(sale(str(n), MONDAY + timedelta(days=n), channel="instagram") for n in range(7)),
        name="till.csv",
    )
    sheet = look(shop, sold, report(*days(MONDAY, [4] * 7), name="views.csv"))
    told = {fill.kpi.id: sheet.names_of(fill) for fill in sheet.fills if fill.first == MONDAY}
    assert told[KpiId("orders")] == ("till.csv",)


def test_the_same_file_again_leaves_no_trace(shop: House) -> None:
    planned = a_post(shop, link="https://instagram.com/p/Abc1/")
    file = report(
        *FORTNIGHT.measures, post("1", planned.day, "x", planned.link, views=7), sale("1", MONDAY)
    )
    take(shop, file)
    before, steps = seen(shop.store), shop.changes.undoable
    sheet = look(shop, file)
    assert sheet.nothing_new
    assert sheet.files[0].took == Took(same=16)
    assert {fill.state for fill in sheet.fills} == {FillState.SAME}
    again = take(shop, file)
    assert again.nothing_new
    assert again.took == Took(same=16)
    assert seen(shop.store) == before
    assert shop.changes.undoable is steps
    shop.changes.undo()
    assert shop.store.all(Import) == ()


def test_an_overlapping_file_replaces_what_grew(shop: House) -> None:
    take(shop, FORTNIGHT)
    grown = report(*days(MONDAY + timedelta(days=7), [200] * 7), name="b.csv")
    sheet = look(shop, report(*FORTNIGHT.measures[:7], *grown.measures))
    assert sheet.files[0].took == Took(replaced=7, same=7)
    assert [f.state for f in sheet.fills] == [FillState.SAME, FillState.REPLACES]
    take(shop, grown)
    assert values(shop, VIEWS) == {
        date(2027, 1, 10): Decimal(721),
        date(2027, 1, 17): Decimal(1400),
    }
    assert len(shop.store.all(Reading)) == 3  # the former one is kept, superseded
    shop.changes.undo()
    assert values(shop, VIEWS)[date(2027, 1, 17)] == 770


def test_a_typed_figure_stays_unless_the_owner_says_otherwise(shop: House) -> None:
    typed = shop.changes.do(
        Action.LOG_READING, week.log_reading, VIEWS, Decimal(700), day=date(2027, 1, 8)
    )
    sheet = look(shop, FORTNIGHT)
    assert [(f.stands, f.value) for f in sheet.typed] == [(typed, Decimal(721))]
    take(shop, FORTNIGHT)
    assert values(shop, VIEWS) == {date(2027, 1, 8): Decimal(700), date(2027, 1, 17): Decimal(770)}
    # Asked again with the same file, it may still give way.
    assert look(shop, FORTNIGHT).typed[0].stands == typed
    assert look(shop, FORTNIGHT).nothing_new
    done = take(shop, FORTNIGHT, replace=frozenset({typed.id}))
    assert (done.readings, len(done.imports)) == (1, 1)
    assert values(shop, VIEWS)[date(2027, 1, 10)] == 721
    assert date(2027, 1, 8) not in values(shop, VIEWS)
    shop.changes.undo()
    assert values(shop, VIEWS)[date(2027, 1, 8)] == 700


def test_a_typed_figure_that_agrees_is_left_alone(shop: House) -> None:
    shop.changes.do(Action.LOG_READING, week.log_reading, VIEWS, Decimal(721), day=MONDAY)
    assert [f.state for f in look(shop, FORTNIGHT).fills] == [FillState.SAME, FillState.NEW]
    assert take(shop, FORTNIGHT).readings == 1


def test_only_what_a_file_has_part_in_is_filled(shop: House) -> None:
    shop.changes.do(Action.LOG_READING, week.log_reading, VIEWS, Decimal(1), day=MONDAY)
    take(shop, FORTNIGHT)
    other = report(*(day(m.day, "website", sessions=3) for m in FORTNIGHT.measures))
    assert look(shop, other).fills == ()


def test_matches_are_kept_and_what_the_owner_says_wins(shop: House) -> None:
    one = a_post(shop, link="https://instagram.com/p/Abc1/")
    result = post("1", one.day, "x", one.link, views=7)
    id = match_id("instagram", "cafe", "1")
    (file,) = look(shop, report(result)).files
    assert (file.matched(), file.matched(MatchedBy.LINK), file.proposed) == (1, 1, 0)
    take(shop, report(result))
    assert shop.store.get(PostMatch, id) == PostMatch(id, one.id, MatchedBy.LINK)
    shop.changes.do(Action.MATCH_POST, imports.match, id, one.id)
    assert shop.store.get(PostMatch, id) == PostMatch(id, one.id, MatchedBy.OWNER)
    shop.changes.do(Action.MATCH_POST, imports.match, id, None)
    assert take(shop, report(result)).nothing_new
    take(shop, report(post("1", one.day, "x", one.link, views=8)))
    assert shop.store.get(PostMatch, id) == PostMatch(id, None, MatchedBy.OWNER)


def test_the_owner_may_choose_a_post_that_is_proposed(shop: House) -> None:
    one = a_post(shop)
    result = post("1", one.day, "☕", views=7)
    id = match_id("instagram", "cafe", "1")
    sheet = look(shop, report(result))
    assert one.id in sheet.files[0].posts[0].proposed
    assert sheet.posts[one.id] == one
    assert take(shop, report(result)).matches == 0
    shop.changes.do(Action.MATCH_POST, imports.match, id, one.id)
    assert shop.store.all(PostMatch) == (PostMatch(id, one.id, MatchedBy.OWNER),)
    assert take(shop, report(result)).nothing_new


def test_a_post_that_the_owner_gives_away_is_nobody_elses(shop: House) -> None:
    one = a_post(shop, link="https://instagram.com/p/Abc1/")
    rows = (post("1", one.day, "x", one.link), post("2", one.day, "y"))
    take(shop, report(*rows))
    second = match_id("instagram", "cafe", "2")
    shop.changes.do(Action.MATCH_POST, imports.match, second, one.id)
    assert shop.store.all(PostMatch) == (PostMatch(second, one.id, MatchedBy.OWNER),)
    take(shop, report(*rows, day(MONDAY, views=3)))
    assert shop.store.all(PostMatch) == (PostMatch(second, one.id, MatchedBy.OWNER),)
    with pytest.raises(ExpectedError) as caught:
        shop.changes.do(Action.MATCH_POST, imports.match, second, PostId("nowhere"))
    assert caught.value.code is Code.NOT_FOUND


def test_a_post_that_two_files_tell_is_matched_and_counted_once(shop: House) -> None:
    """A file of videos beside that of posts, or one whose ids a spreadsheet destroyed."""
    goal = shop.store.all(Goal)[0]
    with shop.store.transaction() as tx:
        tx.put(Kpi(KpiId("likes"), KpiKey("engagements"), goal.id, None, 3))
    text, link = "Leek soup is back until Friday", "https://instagram.com/p/Abc1/"
    one = a_post(shop, text=text, day=MONDAY)
    content = report(
        post("1", MONDAY, text, link, interactions=7), post("2", MONDAY + timedelta(days=6)),
        name="posts.csv",
    )  # fmt: skip
    videos = report(post("video:77", MONDAY, text, interactions=5), name="videos.csv")
    damaged = report(post(link, MONDAY, text, link, interactions=6), name="damaged.csv")
    take(shop, videos, damaged, content)
    (kept,) = shop.store.all(PostMatch)
    assert (kept.id, kept.post) == (match_id("instagram", "cafe", "1"), one.id)
    assert values(shop, KpiId("likes")) == {date(2027, 1, 10): 7}
    (told,) = imports.results_of(
        shop.store, shop.ports, imports.imports(shop.store, shop.ports)[-1].row.id
    )
    assert told.post == one


def test_a_link_takes_a_post_from_whom_it_was_guessed_for(shop: House) -> None:
    text = "Leek soup is back until Friday"
    one = a_post(shop, text=text)
    take(shop, report(post("1", one.day, text)))
    assert shop.store.all(PostMatch)[0].how is MatchedBy.TIME_AND_TEXT
    link = "https://instagram.com/p/Abc1/"
    with shop.store.transaction() as tx:
        tx.put(replace(one, link=link))
    take(shop, report(post("2", one.day, "y", link)))
    second = match_id("instagram", "cafe", "2")
    assert shop.store.all(PostMatch) == (PostMatch(second, one.id, MatchedBy.LINK),)


def test_a_post_with_results_can_be_removed_and_comes_back_with_them(shop: House) -> None:
    one = a_post(shop, link="https://instagram.com/p/Abc1/")
    take(shop, report(post("1", one.day, "x", one.link)))
    coupon = Coupon(CouponId("c"), "SOUP", "", one.platform, one.id, one.pillar, MONDAY)
    tagged = TaggedLink("t", "https://a.example", one.platform, "soup", one.id, None, MONDAY)
    with shop.store.transaction() as tx:
        tx.put(coupon)
        tx.put(tagged)
    before = seen(shop.store)
    shop.changes.do(Action.REMOVE_POST, calendar.remove_post, one.id)
    assert shop.store.all(PostMatch) == ()
    assert shop.store.all(Coupon) == (replace(coupon, post=None),)
    assert shop.store.all(TaggedLink) == (replace(tagged, post=None),)
    shop.changes.undo()
    assert seen(shop.store) == before
    assert shop.store.all(Coupon) == (coupon,)


def test_the_posts_of_an_import_are_listed_with_what_they_might_be(shop: House) -> None:
    one = a_post(shop, link="https://instagram.com/p/Abc1/")
    done = take(shop, report(post("1", one.day, "x", one.link), post("2", one.day, "")))
    lines = imports.results_of(shop.store, shop.ports, done.imports[0].id)
    assert [line.post for line in lines] == [one, None]
    assert one not in lines[1].proposed
    with pytest.raises(ExpectedError):
        imports.results_of(shop.store, shop.ports, ImportId("none"))
    undated = take(shop, report(post("3", one.day), first=None, last=None))
    assert imports.results_of(shop.store, shop.ports, undated.imports[0].id) == ()


def test_what_asks_something_is_left_out(shop: House) -> None:
    asks = replace(FORTNIGHT, questions=(Question(Ask.DAY_FIRST, ("yes", "no")),))
    sheet = look(shop, asks)
    assert (sheet.files[0].blocked, sheet.fills, sheet.nothing_new) == (True, (), True)
    assert take(shop, asks).nothing_new
    assert list(imports.pieces(ImportId("x"), sheet)) == []
    half = take(shop, asks, report(day(MONDAY, views=1), name="b.csv"))
    assert [row.name for row in half.imports] == ["b.csv"]


def test_orders_are_new_or_replaced_and_add_up_by_currency(shop: House) -> None:
    take(shop, report(sale("1", MONDAY), sale("2", MONDAY)))
    cancelled = sale("2", MONDAY, 0, orders=0)
    (file,) = look(shop, report(sale("1", MONDAY), cancelled, sale("3", MONDAY, 900))).files
    assert file.took == Took(new=1, replaced=1, same=1)
    assert file.takings == (("GBP", 1350),)
    take(shop, report(sale("1", MONDAY), cancelled, sale("3", MONDAY, 900)))
    (sold,) = shop.store.sales(*YEAR)
    assert (sold.orders, sold.net) == (2, 1350)


def test_orders_with_a_code_fill_their_kpis(shop: House) -> None:
    goal = shop.store.all(Goal)[0]
    insta = PlatformKey("instagram")
    with shop.store.transaction() as tx:
        tx.put(Coupon(CouponId("c"), "SOUP", "", insta, None, None, MONDAY))
        tx.put(Kpi(KpiId("orders"), KpiKey("orders"), goal.id, None))
        tx.put(Kpi(KpiId("margin"), KpiKey("gross_margin_social"), goal.id, None))
        tx.put(Kpi(KpiId("cost"), KpiKey("social_cost"), goal.id, None))
    first = date(2027, 1, 1)
    every_day = [sale(str(n), first + timedelta(days=n), code="SOUP") for n in range(31)]
    sheet = look(shop, report(*every_day))
    take(shop, report(*every_day))
    assert set(values(shop, KpiId("orders")).values()) == {Decimal(7)}
    (margin,) = (fill for fill in sheet.fills if fill.kpi.id == "margin")
    assert 0 < margin.value < Decimal("4.50") * 31
    assert values(shop, KpiId("margin")) == {date(2027, 1, 31): margin.value}
    assert values(shop, KpiId("cost")) == {}  # no file tells it
    assert look(shop, report(*every_day)).nothing_new


def test_an_order_whose_day_was_corrected_is_replaced(shop: House) -> None:
    take(shop, report(sale("1", MONDAY)))
    (file,) = look(shop, report(sale("1", date(2027, 4, 1)))).files
    assert file.took == Took(replaced=1)


def test_pieces_are_small_and_lose_nothing(shop: House) -> None:
    many = report(*days(date(1990, 1, 1), range(12_001)), sale("1", MONDAY))
    other = report(sale("2", MONDAY))
    parts = list(imports.pieces(ImportId("i"), look(shop, many, other)))
    assert max(len(rows) for _id, rows in parts) == imports.PIECE
    assert {id for id, _rows in parts} == {"i.1", "i.2"}
    laid = [row for id, rows in parts if id == "i.1" for row in rows]
    assert laid == [*many.measures, *many.sales]


def test_what_is_known_is_not_laid_down(shop: House) -> None:
    file = report(*days(MONDAY, range(7)))
    take(shop, file)
    more = report(*days(MONDAY, range(8)), name="more.csv")
    laid = list(imports.pieces(ImportId("b"), look(shop, file, more)))
    assert [(part, len(rows)) for part, rows in laid] == [("b.2", 8)]
    done = take(shop, file, more)
    assert [row.name for row in done.imports] == ["more.csv"]
    assert done.took == Took(new=1, same=14)


def test_rows_that_were_skipped_are_counted(shop: House) -> None:
    file = replace(FORTNIGHT, skipped=(SkippedRow(3, Skipped.NO_DATE),))
    assert take(shop, file).imports[0].skipped == 1


def test_a_described_file_is_remembered(shop: House) -> None:
    described = ColumnMap("abc", "instagram", "day", ())
    shop.changes.do(Action.DESCRIBE_FILE, imports.remember, described)
    assert imports.column_maps(shop.store, shop.ports) == {"abc": described}
    shop.changes.undo()
    assert imports.column_maps(shop.store, shop.ports) == {}


def test_nothing_is_taken_in_before_setup(house: House) -> None:
    for work in (look, take):
        with pytest.raises(ExpectedError) as caught:
            work(house, FORTNIGHT)  # type: ignore[operator]
        assert caught.value.code is Code.NOT_SET_UP


KEYS = st.sampled_from(["1", "2", "3"])
ROWS = st.one_of(
    st.builds(
        lambda n, views, likes: day(
            MONDAY + timedelta(days=n),
            **({"views": views} if views else {}),
            **({"likes": likes} if likes else {}),
        ),
        st.integers(0, 8),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    st.builds(
        lambda key, views, title: post(key, MONDAY, title, views=views),
        KEYS,
        st.integers(0, 3),
        st.sampled_from(["", "Soup"]),
    ),
    st.builds(lambda key, net: sale(key, MONDAY, net), KEYS, st.integers(0, 3)),
)


def _key(row: Measure | Sale) -> tuple[object, ...]:
    return (type(row), row.source, row.account, getattr(row, "kind", None), row.key)


REPORTS = st.lists(
    st.lists(ROWS, min_size=1, max_size=12, unique_by=_key).map(lambda rows: report(*rows)),
    min_size=2,
    max_size=3,
)


def _told(written: list[Report]) -> dict[tuple[object, ...], Measure | Sale]:
    """What should be seen: figure by figure, and order by order, the last word."""
    found: dict[tuple[object, ...], Measure | Sale] = {}
    for each in written:
        for row in (*each.measures, *each.sales):
            before = found.get(_key(row))
            if isinstance(row, Measure) and isinstance(before, Measure):
                figures = {**before.figures, **row.figures}
                row = row._replace(title=row.title or before.title, figures=figures)  # noqa: PLW2901
            found[_key(row)] = row
    return found


@given(REPORTS, st.lists(st.integers(0, 2), min_size=1, max_size=6))
def test_in_any_order_any_number_of_times(
    library: FileLibrary, reports: list[Report], order: list[int]
) -> None:
    from house import CAFE, CountedIds, SetClock

    from smbsocial.usecases import setup
    from smbsocial.usecases.ports import Ports

    store = memory_store()
    try:
        clock = SetClock(datetime(2027, 1, 10, 18, tzinfo=UTC))
        ports = Ports(clock=clock, ids=CountedIds(), library=library)
        house = House(store, ports, Changes(store, ports), clock)
        house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE)
        house.clock.instant = datetime(2027, 2, 3, 9, 30, tzinfo=UTC)
        written = [reports[n % len(reports)] for n in order]
        states = []
        for each in written:
            states.append(seen(store))
            before = look(house, each)
            took = take(house, each).took
            assert took == before.files[0].took
        rows = [*store.orders(*YEAR), *(m for k in MeasureKind for m in store.measures(k, *YEAR))]
        assert {_key(row): row for row in rows} == _told(written)
        last = seen(store)
        assert take(house, written[-1]).nothing_new
        assert seen(store) == last
        while house.changes.undoable is Action.IMPORT_NUMBERS:
            house.changes.undo()
        assert seen(store) == states[0]
    finally:
        store.close()


def test_skipped_posts_are_no_candidates(shop: House) -> None:
    one = a_post(shop, status=Status.SKIPPED, platform=PlatformKey("instagram"))
    (file,) = look(shop, report(post("1", one.day, ""))).files
    assert one.id not in file.posts[0].proposed
