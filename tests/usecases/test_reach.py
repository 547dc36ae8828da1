"""Reach watch on imported and typed numbers in a real database."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from house import NOW, STARTS, House

from smbsocial.domain.content import Post
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal, Kpi, Reading
from smbsocial.domain.ids import ImportId, KpiId, KpiKey, ReadingId
from smbsocial.domain.measures import Import, Measure, MeasureKind, Metric
from smbsocial.domain.platforms import Account
from smbsocial.domain.reach_watch import Advice, State
from smbsocial.domain.told_twice import VIDEO
from smbsocial.usecases.results.reach import Thing, Told, Watched, owned, reach_watch

TODAY = NOW.date()
LAST = TODAY - timedelta(days=3)


def bring_in(house: House, rows: Iterable[Measure], source: str, last: date = TODAY) -> None:
    id = ImportId(f"import-{len(house.store.all(Import))}")
    told = list(rows)
    with house.store.transaction() as tx:
        tx.lay_down(id, told)
        tx.put(Import(id, NOW, "f.csv", "f", source, "", LAST, last, len(told), 0))


def measure(kind: MeasureKind, source: str, day: date, account: str = "", **told: int) -> Measure:
    key = f"{kind.value}-{day}-{told}-{account}"
    figures = {Metric[name.upper()]: value for name, value in told.items()}
    return Measure(source, account, kind, key, day, day, None, "", "", figures)


def posts(
    source: str, now: int, before: int, what: str = "reach", account: str = ""
) -> list[Measure]:
    """Three a week for 21 weeks, up to the last day that counts today."""
    made = []
    for number in range(63):
        day = LAST - timedelta(days=number // 3 * 7 + number % 3)
        count = (now if number < 24 else before) + number % 5 - 2
        made.append(measure(MeasureKind.POST, source, day, account, **{what: count}))
    return made


def followers(source: str, count: int, account: str = "") -> list[Measure]:
    days = [TODAY - timedelta(weeks=n) for n in range(24)]
    return [measure(MeasureKind.DAY, source, day, account, followers=count) for day in days]


def read(house: House, key: str, values: dict[date, int]) -> None:
    goal = house.store.all(Goal)[0].id
    with house.store.transaction() as tx:
        kpi = next((k for k in tx.all(Kpi) if k.kind == key), None)
        if kpi is None:
            kpi = Kpi(KpiId(f"kpi-{key}"), KpiKey(key), goal, None)
            tx.put(kpi)
        for day, value in values.items():
            tx.put(Reading(ReadingId(f"{key}-{day}"), kpi.id, day, value * 100, NOW))


def by_key(house: House, today: date | None = None) -> dict[str, Watched]:
    return {w.platform: w for w in reach_watch(house.store, house.ports, today)}


def test_a_platform_that_turned_is_told_by_its_followers(cafe: House) -> None:
    rows = [*posts("instagram", 110, 160), *followers("instagram", 1000)]
    bring_in(cafe, rows, "instagram")
    found = by_key(cafe)["instagram"]
    assert (found.name, found.metric, found.until) == ("Instagram", Metric.REACH, TODAY)
    assert found.watch.state is State.DOWN
    assert found.watch.per_follower
    assert (found.watch.before, found.watch.now) == (Decimal(16), Decimal(11))
    assert len(found.points) == 21


def test_the_weeks_end_where_the_numbers_do(cafe: House) -> None:
    """Ten weeks without a file are not ten weeks without reach."""
    bring_in(cafe, posts("instagram", 160, 160), "instagram")
    later = TODAY + timedelta(weeks=10)
    found = by_key(cafe, later)["instagram"]
    assert (found.until, found.watch.state) == (TODAY, State.STEADY)
    much_later = by_key(cafe, TODAY + timedelta(weeks=25))["instagram"]
    assert (much_later.until, much_later.watch.state) == (TODAY, State.TOO_LITTLE)


def test_the_day_of_the_newest_post_where_no_file_tells_a_later_one(cafe: House) -> None:
    rows = posts("instagram", 160, 160)
    with cafe.store.transaction() as tx:
        tx.lay_down(ImportId("x"), rows)
        tx.put(Import(ImportId("x"), NOW, "f", "f", "", "", None, None, 63, 0))
    assert by_key(cafe)["instagram"].until == LAST


def test_an_undone_import_is_not_watched(cafe: House) -> None:
    bring_in(cafe, posts("tiktok", 50, 100, "views"), "tiktok")
    assert by_key(cafe)["tiktok"].metric is Metric.VIEWS
    with cafe.store.transaction() as tx:
        tx.remove(Import, "import-0")
    assert "tiktok" not in by_key(cafe)


def test_each_account_is_measured_by_its_own_followers(cafe: House) -> None:
    rows = [
        *posts("instagram", 150, 150, account="shop"),
        *posts("instagram", 1500, 1500, account="brand"),
        *followers("instagram", 1000, "shop"),
        *followers("instagram", 10_000, "brand"),
    ]
    bring_in(cafe, rows, "instagram")
    found = by_key(cafe)["instagram"].watch
    assert (found.state, found.per_follower) == (State.STEADY, True)
    assert found.now == Decimal(15)


def test_a_file_of_videos_beside_that_of_posts_changes_nothing(cafe: House) -> None:
    """Their reach by the other count, again, would make a fall of a steady page."""
    bring_in(cafe, posts("facebook_page", 150, 150), "facebook_page")
    alone = by_key(cafe)["facebook_page"]
    assert alone.watch.state is State.STEADY
    videos = [row._replace(key=VIDEO + row.key) for row in posts("facebook_page", 30, 150)]
    bring_in(cafe, videos, "facebook_page")
    assert by_key(cafe)["facebook_page"] == alone


def test_typed_followers_serve_where_there_is_one_platform(cafe: House) -> None:
    with cafe.store.transaction() as tx:
        for account in tx.all(Account):
            tx.remove(Account, account.id)
        for post in tx.posts(TODAY - timedelta(weeks=30), TODAY + timedelta(weeks=30)):
            tx.remove(Post, post.id)
    bring_in(cafe, posts("instagram", 110, 160), "instagram")
    assert not by_key(cafe)["instagram"].watch.per_follower
    assert by_key(cafe)["instagram"].watch.advice[-1] is Advice.KNOW_FOLLOWERS
    read(cafe, "followers", {TODAY - timedelta(weeks=n): 1000 for n in range(0, 24, 4)})
    assert by_key(cafe)["instagram"].watch.per_follower
    bring_in(cafe, posts("facebook_page", 110, 160), "facebook_page")
    assert not by_key(cafe)["instagram"].watch.per_follower


def test_a_used_platform_without_numbers_says_that_there_are_none(cafe: House) -> None:
    listing = "google_business_profile"
    views = [measure(MeasureKind.DAY, "instagram", TODAY, views=9)]
    bring_in(cafe, [*posts(listing, 5, 5), *views], listing)
    found = by_key(cafe)
    assert found
    assert {each.watch.state for each in found.values()} == {State.TOO_LITTLE}
    assert {each.metric for each in found.values()} == {None}
    assert "google_business_profile" not in found


def test_before_setup_nothing_is_watched(house: House) -> None:
    for look in (reach_watch, owned):
        with pytest.raises(ExpectedError) as error:
            look(house.store, house.ports)
        assert error.value.code is Code.NOT_SET_UP


def test_nothing_owned_is_said(cafe: House) -> None:
    mailing_list, website = owned(cafe.store, cafe.ports)
    assert (mailing_list.thing, mailing_list.told) == (Thing.MAILING_LIST, Told.NOTHING)
    assert (website.thing, website.told) == (Thing.WEBSITE, Told.NOTHING)
    assert website.now is None


def test_the_list_is_its_subscribers_else_whom_a_mailing_reached(cafe: House) -> None:
    read(cafe, "email_signups", {STARTS: 7, STARTS - timedelta(weeks=60): 90})
    assert owned(cafe.store, cafe.ports)[0].now == 7
    assert owned(cafe.store, cafe.ports)[0].told is Told.NEW_SUBSCRIBERS
    day = MeasureKind.DAY, "mailing_list"
    mailing = MeasureKind.CAMPAIGN, "mailing_list"
    others = measure(MeasureKind.DAY, "instagram", TODAY, subscribers=9000)
    sent = [
        measure(*mailing, TODAY - timedelta(weeks=n), delivered=400 - 10 * n) for n in range(16)
    ]
    bring_in(cafe, [*sent, others, measure(*mailing, TODAY, delivered=12)], "mailing_list")
    found = owned(cafe.store, cafe.ports)[0]
    assert (found.told, found.now, found.before) == (Told.DELIVERED, 400, 270)
    bring_in(cafe, [measure(*day, TODAY, subscribers=431)], "mailing_list")
    found = owned(cafe.store, cafe.ports)[0]
    assert (found.told, found.now, found.before) == (Told.SUBSCRIBERS, 431, None)
    assert found.until == TODAY


def test_visits_are_those_of_whole_weeks(cafe: House) -> None:
    read(cafe, "social_sessions", {TODAY: 33})
    assert owned(cafe.store, cafe.ports)[1].told is Told.SOCIAL_VISITS
    days = [STARTS - timedelta(days=n) for n in range(1, 7 * 15 + 3)]
    rows = [measure(MeasureKind.DAY, "website", day, sessions=10) for day in (*days, STARTS)]
    bring_in(cafe, rows, "website")
    found = owned(cafe.store, cafe.ports)[1]
    assert (found.told, found.now, found.before) == (Told.VISITS, 70, 70)
    assert len(found.points) == 15
    assert found.until == STARTS - timedelta(weeks=1)
