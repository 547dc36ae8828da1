"""Which figures fill which KPI: sums, levels, ratios from sums, and what is never done silently."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain import kpi_metrics
from smbsocial.domain.counter import Coupon, DayTally, What
from smbsocial.domain.ids import CouponId, KpiKey, PlatformKey
from smbsocial.domain.known_numbers import Counter, Numbers, Work, gather
from smbsocial.domain.kpi_metrics import Filled, Remark, can_be_filled, figures, filled, needs
from smbsocial.domain.measures import DaySales, Measure, MeasureKind, Metric
from smbsocial.domain.money import Money

FIRST = date(2027, 3, 1)  # a Monday
LAST = date(2027, 3, 7)
WEEK = [FIRST + timedelta(days=i) for i in range(7)]
M = Metric
INSTAGRAM, FACEBOOK, LISTING = "instagram", "facebook_page", "google_business_profile"
NAMES = {PlatformKey(INSTAGRAM): "Instagram", PlatformKey(FACEBOOK): "Facebook Page"}


def day(
    day: date, told: Mapping[Metric, int], source: str = INSTAGRAM, account: str = ""
) -> Measure:
    kind = MeasureKind.DAY
    return Measure(source, account, kind, day.isoformat(), day, day, None, "", "", told)


def week(metric: Metric, values: list[int], source: str = INSTAGRAM) -> list[Measure]:
    return [day(d, {metric: v}, source) for d, v in zip(WEEK, values, strict=False)]


def post(key: str, on: date, told: Mapping[Metric, int], source: str = INSTAGRAM) -> Measure:
    return Measure(source, "", MeasureKind.POST, key, on, on, None, "Soup", "", told)


def period(metric: Metric, value: int, source: str = INSTAGRAM, account: str = "") -> Measure:
    return Measure(
        source, account, MeasureKind.PERIOD, "p", FIRST, LAST, None, "", "", {metric: value}
    )


def fill(kpi: str, rows: list[Measure] | Numbers) -> Filled | None:
    numbers = rows if isinstance(rows, Numbers) else gather(rows)
    return filled(KpiKey(kpi), numbers, FIRST, LAST)


def kept(kpi: str, rows: list[Measure]) -> Decimal | None:
    return figures(KpiKey(kpi), rows, FIRST, LAST)


def test_every_rule_is_for_a_kpi_of_the_library() -> None:
    library = Path(__file__).parents[2] / "resources" / "library" / "en" / "kpis.json"
    known = {kpi["id"] for kpi in json.loads(library.read_text("utf-8"))["kpis"]}
    assert set(kpi_metrics._RULES) <= known
    assert set(kpi_metrics._NEEDS) <= set(kpi_metrics._RULES)
    assert all(needs(KpiKey(key)) for key in kpi_metrics._RULES)
    assert not can_be_filled(KpiKey("response_time"))
    assert needs(KpiKey("response_time")) == frozenset()
    assert fill("response_time", week(M.REACH, [1] * 7)) is None


@pytest.mark.parametrize(
    ("kpi", "metric", "source"),
    [
        ("impressions", M.VIEWS, INSTAGRAM),
        ("engagements", M.INTERACTIONS, INSTAGRAM),
        ("profile_visits", M.PROFILE_VISITS, INSTAGRAM),
        ("listing_views", M.VIEWS, LISTING),
        ("link_clicks", M.LINK_CLICKS, FACEBOOK),
        ("link_clicks", M.WEBSITE_CLICKS, LISTING),
        ("social_sessions", M.SOCIAL_SESSIONS, "website"),
        ("direction_requests", M.DIRECTIONS, LISTING),
        ("profile_calls", M.CALLS, LISTING),
        ("messages_started", M.MESSAGES, FACEBOOK),
        ("bookings", M.BOOKINGS, LISTING),
    ],
)
def test_counts_are_added_over_whole_weeks(kpi: str, metric: Metric, source: str) -> None:
    rows = week(metric, [1, 2, 3, 4, 5, 6, 7], source)
    outside = [day(FIRST - timedelta(days=1), {metric: 100}, source),
               day(LAST + timedelta(days=1), {metric: 100}, source)]  # fmt: skip
    assert fill(kpi, [*rows, *outside]) == Filled(Decimal(28), (), (source,))
    assert kept(kpi, rows) == 28
    assert kept(kpi, rows[:6]) is None  # Sunday is not known
    assert kept(kpi, [row for row in rows if row.day != WEEK[3]]) is None  # blank is not zero
    assert metric in kpi_metrics.metrics_of(KpiKey(kpi))


def test_metrics_of_rules_that_choose_among_several() -> None:
    assert kpi_metrics.metrics_of(KpiKey("click_through_rate")) == {
        M.LINK_CLICKS, M.CLICKS, M.VIEWS,
    }  # fmt: skip
    assert kpi_metrics.metrics_of(KpiKey("bookings")) == {M.BOOKINGS}
    assert M.SAVES in kpi_metrics.metrics_of(KpiKey("engagement_rate_reach"))
    assert kpi_metrics.metrics_of(KpiKey("orders")) == frozenset()
    assert kpi_metrics.metrics_of(KpiKey("nothing")) == frozenset()


def test_views_of_a_listing_are_no_views_of_posts() -> None:
    rows = [*week(M.VIEWS, [10] * 7), *week(M.VIEWS, [500] * 7, LISTING)]
    assert kept("impressions", rows) == 70
    assert kept("listing_views", rows) == 3500
    assert kept("impressions", week(M.VIEWS, [10] * 7, "website")) is None


def test_people_are_never_added_silently() -> None:
    found = fill("reach", week(M.REACH, [10] * 7))
    assert found == Filled(Decimal(70), (Remark.SUM_OF_DAYS,), (INSTAGRAM,))
    two = fill("reach", [*week(M.REACH, [10] * 7), *week(M.REACH, [1] * 7, FACEBOOK)])
    assert two is not None
    assert set(two.remarks) == {Remark.SUM_OF_DAYS, Remark.SUM_OF_ACCOUNTS}
    posts = [post("a", WEEK[0], {M.REACH: 30}), post("b", LAST, {M.REACH: 20})]
    of_posts = fill("reach", posts)
    assert of_posts is not None
    assert (of_posts.value, set(of_posts.remarks)) == (50, {Remark.OF_POSTS, Remark.SUM_OF_POSTS})


def test_people_counted_by_the_platform_for_the_very_days_are_better_than_a_sum() -> None:
    rows = [*week(M.REACH, [10] * 7), period(M.REACH, 42)]
    assert fill("reach", rows) == Filled(Decimal(42), (), (INSTAGRAM,))
    assert kept("impressions", [*week(M.VIEWS, [10] * 7), period(M.VIEWS, 69)]) == 70
    assert kept("impressions", [period(M.VIEWS, 69)]) == 69
    named = period(M.REACH, 42, account="corner")  # the same account: the other file has no name
    assert kept("reach", [*week(M.REACH, [10] * 7), named]) == 42


def test_who_told_it_before_and_is_silent_now_is_missing() -> None:
    before = day(FIRST - timedelta(days=3), {M.VIEWS: 5}, FACEBOOK)
    found = fill("impressions", [*week(M.VIEWS, [1] * 7), before])
    assert found == Filled(Decimal(7), (), (INSTAGRAM,), missing=(FACEBOOK,))
    assert kept("impressions", [*week(M.VIEWS, [1] * 7), before]) is None
    long_ago = before._replace(day=FIRST - timedelta(days=36))
    assert kept("impressions", [*week(M.VIEWS, [1] * 7), long_ago]) == 7
    half = [*week(M.VIEWS, [1] * 7), *week(M.VIEWS, [1] * 3, FACEBOOK)]
    assert kept("impressions", half) is None


def test_levels_are_taken_at_the_end_and_never_added_over_days() -> None:
    rows = week(M.FOLLOWERS, [100, 101, 102, 103, 104, 105, 107])
    assert kept("followers", rows) == 107
    assert kept("followers", rows[:4]) == 103  # the newest of the week
    both = [*rows, *week(M.FOLLOWERS, [50] * 7, FACEBOOK)]
    assert fill("followers", both) == Filled(
        Decimal(157), (Remark.SUM_OF_ACCOUNTS,), (FACEBOOK, INSTAGRAM)
    )
    month = figures(KpiKey("followers"), rows, FIRST, date(2027, 3, 31))
    assert month is None  # the seventh is not the end of the month


def test_growth_is_measured_from_the_level_before() -> None:
    rows = [day(FIRST - timedelta(days=1), {M.FOLLOWERS: 200}), *week(M.FOLLOWERS, [205] * 7)]
    assert kept("follower_growth_rate", rows) == Decimal("2.5")
    assert kept("follower_growth_rate", rows[1:]) is None
    older = day(FIRST - timedelta(days=8), {M.FOLLOWERS: 200})
    assert kept("follower_growth_rate", [older, *rows[1:]]) is None
    shrunk = [rows[0], day(LAST, {M.FOLLOWERS: 190})]
    assert kept("follower_growth_rate", shrunk) == -5


def test_a_list_s_growth_is_not_what_came_from_social_alone() -> None:
    rows = [
        day(FIRST - timedelta(days=1), {M.SUBSCRIBERS: 200}, "mailing_list"),
        day(LAST, {M.SUBSCRIBERS: 212}, "mailing_list"),
    ]
    found = fill("email_signups", rows)
    assert found == Filled(Decimal(12), (Remark.WHOLE_LIST,), ("mailing_list",))
    assert kept("email_signups", rows) is None
    assert fill("email_signups", []) is None


def test_ratios_come_from_sums_and_not_from_ratios() -> None:
    posts = [
        post("a", WEEK[0], {M.INTERACTIONS: 50, M.REACH: 100}),
        post("b", LAST, {M.INTERACTIONS: 10, M.REACH: 900}),
        post("c", LAST, {M.INTERACTIONS: 10}),
    ]
    found = fill("engagement_rate_reach", posts)
    assert found == Filled(Decimal(6), (Remark.OF_POSTS,), (INSTAGRAM,))
    days = [*week(M.VIEWS, [100] * 7), *week(M.LINK_CLICKS, [1] * 7)]
    merged = [day(d, {M.VIEWS: 100, M.LINK_CLICKS: 1}) for d in WEEK]
    assert kept("click_through_rate", merged) == kept("click_through_rate", days) == 1
    clicks = [day(d, {M.VIEWS: 100, M.CLICKS: 3}) for d in WEEK]
    assert kept("click_through_rate", clicks) == 3
    assert kept("click_through_rate", [day(d, {M.VIEWS: 0, M.CLICKS: 0}) for d in WEEK]) is None
    assert kept("engagement_rate_reach", week(M.REACH, [1] * 7)) is None


def test_rates_by_followers_count_each_post_by_its_own_platform() -> None:
    rows = [
        post("a", WEEK[0], {M.INTERACTIONS: 10, M.REACH: 40}),
        post("b", LAST, {M.INTERACTIONS: 20, M.REACH: 60}),
        day(LAST, {M.FOLLOWERS: 200}),
    ]
    assert kept("engagement_rate_followers", rows) == Decimal("7.5")
    assert kept("reach_rate", rows) == 25
    assert kept("reach_rate", rows[:2]) is None  # how many follow is not known
    second = day(FIRST - timedelta(days=9), {M.FOLLOWERS: 99}, account="second")
    own = [row._replace(account="first") for row in rows]
    third = second._replace(account="third")
    assert kept("reach_rate", [*own, second, third]) is None  # followers of both are not known
    more = [*rows, post("f", WEEK[2], {M.REACH: 90}, FACEBOOK), post("g", LAST, {}, FACEBOOK)]
    found = fill("reach_rate", more)
    assert found is not None
    assert found.missing == (FACEBOOK,)


def test_shares_and_saves_are_per_post_that_tells_them() -> None:
    posts = [
        post("a", WEEK[0], {M.SHARES: 3, M.SAVES: 1}),
        post("b", LAST, {M.SHARES: 1}),
        post("c", LAST, {M.VIEWS: 1}),
    ]
    assert kept("shares_saves", posts) == Decimal("2.5")


def test_a_post_that_nobody_watched_is_no_video() -> None:
    posts = [
        post("a", WEEK[0], {M.WATCH_SECONDS: 300, M.VIEWS: 60}),
        post("b", LAST, {M.WATCH_SECONDS: 0, M.VIEWS: 900}),
    ]
    assert kept("video_watch_time", posts) == 5
    days = [day(d, {M.WATCH_SECONDS: 40, M.VIEWS: 5}, "youtube") for d in WEEK]
    assert kept("video_watch_time", days) == 8


def test_a_listing_s_actions_are_held_against_its_views() -> None:
    rows = [
        day(d, {M.VIEWS: 50, M.CALLS: 1, M.DIRECTIONS: 2, M.WEBSITE_CLICKS: 1}, LISTING)
        for d in WEEK
    ]
    assert kept("listing_action_rate", rows) == 8


def test_interactions_are_made_of_their_parts_where_a_file_has_no_column_for_them() -> None:
    rows = [day(d, {M.LIKES: 3, M.COMMENTS: 1, M.CLICKS: 2}) for d in WEEK]
    assert kept("engagements", rows) == 42
    own = [day(d, {M.INTERACTIONS: 5, M.LIKES: 3}) for d in WEEK]
    assert kept("engagements", own) == 35
    gap = [day(d, {M.INTERACTIONS: 5, **({M.CLICKS: 1} if d != LAST else {})}) for d in WEEK]
    assert kept("engagements", gap) is None  # clicks were told, but not for Sunday


def test_posts_fill_a_count_only_for_days_that_their_files_cover() -> None:
    posts = [
        post("a", FIRST - timedelta(days=2), {M.VIEWS: 1000}),
        post("b", WEEK[2], {M.VIEWS: 30}),
        post("c", LAST + timedelta(days=3), {M.VIEWS: 1000}),
    ]
    assert fill("impressions", posts) == Filled(Decimal(30), (Remark.OF_POSTS,), (INSTAGRAM,))
    assert kept("impressions", posts[:2]) is None  # the file may end on Wednesday
    told = gather(posts[:2], covered=[(INSTAGRAM, (FIRST, WEEK[3])), (INSTAGRAM, (WEEK[4], LAST))])
    assert figures(KpiKey("impressions"), told, FIRST, LAST) == 30
    quiet = [posts[0], posts[2]]
    assert kept("impressions", quiet) == 0  # no post that week, and known to be so
    assert kept("profile_visits", posts) is None  # posts never told these
    assert kept("impressions", [*posts, *week(M.VIEWS, [9] * 7)]) == 63  # days are better


def test_rows_without_an_account_belong_to_the_one_that_is_named() -> None:
    rows = [day(d, {M.VIEWS: 1}, account="corner") for d in WEEK[:4]]
    rows += [day(d, {M.VIEWS: 10}) for d in WEEK[3:]]
    assert kept("impressions", rows) == 34


def test_clicks_of_posts_are_added_where_no_day_tells_them() -> None:
    posts = [post("a", FIRST, {M.LINK_CLICKS: 4, M.VIEWS: 9}), post("b", LAST, {M.VIEWS: 1})]
    assert fill("link_clicks", posts) == Filled(Decimal(4), (Remark.OF_POSTS,), (INSTAGRAM,))
    mailing = Measure("mailing_list", "", MeasureKind.CAMPAIGN, "m", FIRST, FIRST, None, "", "",
                      {M.LINK_CLICKS: 50})  # fmt: skip
    assert fill("link_clicks", [*posts, mailing]) == fill("link_clicks", posts)


def test_posts_of_other_weeks_are_no_figure_of_this_one() -> None:
    told = {M.INTERACTIONS: 5, M.REACH: 10, M.SHARES: 1, M.SAVES: 1}
    around = [post("a", FIRST - timedelta(days=1), told), post("b", LAST + timedelta(days=1), told)]
    level = day(LAST, {M.FOLLOWERS: 100})
    for kpi in ("engagement_rate_reach", "shares_saves", "reach_rate", "engagement_rate_followers"):
        assert fill(kpi, [*around, level]) is None
    old = post("c", FIRST - timedelta(days=90), told)
    assert fill("impressions", [old, *week(M.VIEWS, [1] * 7, FACEBOOK)]) == Filled(
        Decimal(7), (), (FACEBOOK,)
    )
    silent = old._replace(figures={M.VIEWS: 3})
    assert kept("impressions", [silent, *week(M.VIEWS, [1] * 7, FACEBOOK)]) == 7


def test_a_ratio_needs_both_for_the_whole_week() -> None:
    rows = [day(d, {M.VIEWS: 50, M.CALLS: 1}, LISTING) for d in WEEK]
    assert kept("listing_action_rate", rows[:6]) is None
    assert kept("listing_action_rate", week(M.VIEWS, [50] * 7, LISTING)) is None


def tally(
    on: date, heard: str, count: int, *, what: What = What.ORDER, coupon: str | None = None,
    paid: int | None = None,
) -> DayTally:  # fmt: skip
    revenue = None if paid is None else Money(paid, "EUR")
    return DayTally(on, what, heard, CouponId(coupon) if coupon else None, count, revenue)


def sale(
    on: date, orders: int, net: int, *, code: str = "", channel: str = "", currency: str = "EUR"
) -> DaySales:
    return DaySales(on, "shopify", "", code, channel, orders, orders, net, currency)


SOUP = Coupon(CouponId("c"), "SOUP 10", "", PlatformKey(INSTAGRAM), None, None, date(2027, 1, 1))


def counted(
    tallies: list[DayTally] | None = None, sales: list[DaySales] | None = None, **work: object
) -> Numbers:
    counter = Counter(tuple(tallies or ()), (SOUP,), tuple(sales or ()), "EUR", NAMES)
    return gather([], counter=counter, work=Work(**work))  # type: ignore[arg-type]


def value(kpi: str, numbers: Numbers) -> Decimal | None:
    found = fill(kpi, numbers)
    return found.value if found else None


def test_the_counter_fills_what_it_counts() -> None:
    numbers = counted(
        [
            tally(FIRST, INSTAGRAM, 4),
            tally(FIRST, "regular", 9),
            tally(LAST, "friend", 3),
            tally(WEEK[1], FACEBOOK, 2, what=What.VISIT),
            tally(WEEK[1], INSTAGRAM, 5, what=What.LEAD),
            tally(WEEK[1], INSTAGRAM, 1, what=What.CALL),
            tally(WEEK[1], INSTAGRAM, 7, what=What.BOOKING),
            tally(LAST + timedelta(days=1), INSTAGRAM, 100),
            tally(FIRST - timedelta(days=1), INSTAGRAM, 100),
        ]
    )
    assert [value(k, numbers) for k in ("orders", "walk_ins_attributed", "leads", "bookings")] == [
        4, 6, 6, 7,
    ]  # fmt: skip
    friends = fill("referrals", numbers)
    assert friends == Filled(Decimal(3), (Remark.ANY_FRIEND,), ("counter",))
    assert fill("orders", numbers) == Filled(Decimal(4), (), ("counter",))


def test_orders_of_a_web_shop_are_no_walk_ins() -> None:
    """Nobody came through the door for three of these five."""
    till = sale(FIRST, 1, 900, code="SOUP10")
    online = [
        sale(FIRST, 3, 900, code="SOUP10", channel="web"),
        sale(FIRST, 1, 900, code="SOUP10", channel="pos"),
    ]
    numbers = counted([], [*online, replace(till, source="square")])
    assert value("walk_ins_attributed", numbers) == 2
    assert value("orders", numbers) == 5
    assert value("walk_ins_attributed", counted([], online[:1])) is None


def test_a_counter_that_is_not_used_knows_nothing_and_a_used_one_knows_none() -> None:
    for kpi in ("orders", "leads", "bookings", "referrals", "revenue_social"):
        assert fill(kpi, counted()) is None
        before = counted([tally(FIRST - timedelta(days=9), "regular", 1)])
        assert value(kpi, before) == 0
        assert fill(kpi, counted([tally(FIRST - timedelta(days=36), "regular", 1)])) is None


def test_clicks_with_a_code_and_sales_with_it_are_the_same_people() -> None:
    clicks = [tally(FIRST, INSTAGRAM, 3, coupon="c", paid=900), tally(LAST, "", 2, coupon="c")]
    sales = [
        sale(FIRST, 2, 1000, code="soup10"),
        sale(LAST, 5, 2500, code="Soup 10"),
        sale(LAST, 50, 9999, code="other"),
    ]
    numbers = counted(clicks, sales)
    assert value("orders", numbers) == 3 + 5
    assert value("revenue_social", numbers) == 10 + 3 + 25  # the third click paid a third of 9
    assert value("orders", counted(clicks)) == 5
    assert value("orders", counted([], sales)) == 7


def test_a_shop_s_channel_names_the_platform() -> None:
    sales = [
        sale(FIRST, 2, 1000, channel="Instagram / organic"),
        sale(LAST, 1, 700, channel="facebook", code="SOUP10"),  # the code says more
        sale(LAST, 9, 5000, channel="Direct"),
        sale(LAST, 1, 5000, channel="instagram", currency="USD"),
    ]
    numbers = counted([], sales, margin_percent=40)
    assert fill("orders", numbers) == Filled(Decimal(4), (), ("shopify",))
    assert value("revenue_social", numbers) == 17
    assert value("gross_margin_social", numbers) == Decimal("6.8")
    assert value("gross_margin_social", counted([], sales)) is None


def test_a_shop_that_says_nothing_of_where_people_came_from_is_no_zero() -> None:
    assert fill("orders", counted([], [sale(LAST, 9, 5000)])) is None
    early = counted([], [sale(FIRST, 9, 5000, channel="instagram")])
    found = fill("orders", early)
    assert found is not None
    assert found.missing == ("shopify",)  # its file may have ended on Monday


def test_a_shop_s_file_that_begins_within_the_week_is_not_that_week() -> None:
    """Half a week's orders would look like a whole week's; on the first two days none may come."""
    thursday = [sale(WEEK[3], 4, 2000, channel="instagram"), sale(LAST, 1, 500)]
    found = fill("orders", counted([], thursday))
    assert found is not None
    assert (found.value, found.missing) == (4, ("shopify",))
    quiet = [sale(WEEK[2], 4, 2000, channel="instagram"), sale(LAST, 1, 500)]
    assert fill("orders", counted([], quiet)) == Filled(Decimal(4), (), ("shopify",))
    before = [sale(FIRST - timedelta(days=30), 2, 900), *thursday]
    assert fill("orders", counted([], before)) == Filled(Decimal(4), (), ("shopify",))


def test_bookings_by_button_and_at_the_counter_are_the_same_people() -> None:
    rows = week(M.BOOKINGS, [1] * 7, LISTING)
    told = [
        tally(FIRST, LISTING, 4, what=What.BOOKING),
        tally(FIRST, INSTAGRAM, 2, what=What.BOOKING),
    ]
    numbers = gather(rows, counter=Counter(tuple(told), (), (), "EUR", NAMES))
    assert value("bookings", numbers) == 7 + 2
    more = gather(rows[:6], counter=Counter(tuple(told), (), (), "EUR", NAMES))
    found = fill("bookings", more)
    assert found is not None
    assert (found.value, found.missing) == (6, (LISTING,))


def test_cost_and_what_a_lead_cost() -> None:
    costs = (
        (FIRST, Fraction(1000)),
        (LAST, Fraction(1250, 3)),
        (LAST + timedelta(days=1), Fraction(9)),
    )
    leads = [tally(FIRST, INSTAGRAM, 4, what=What.LEAD)]
    numbers = counted(leads, costs=costs)
    assert value("social_cost", numbers) == Decimal("14.17")
    assert value("cost_per_lead", numbers) == Decimal("3.54")
    assert value("cost_per_lead", counted([], costs=costs)) is None
    assert value("cost_per_lead", counted(leads)) is None
    assert value("social_cost", counted(leads)) is None


def test_posts_that_went_out_of_those_planned() -> None:
    planned = ((FIRST, True), (WEEK[2], False), (LAST, True), (LAST + timedelta(days=1), False))
    assert value("posts_published", counted(planned=planned)) == Decimal("66.67")
    assert value("posts_published", counted(planned=planned[3:])) is None


figures_a_day = st.lists(st.integers(0, 10**6), min_size=21, max_size=21)


@given(figures_a_day)
def test_weeks_add_up_to_the_whole(values: list[int]) -> None:
    first = FIRST - timedelta(days=7)
    rows = [day(first + timedelta(days=i), {M.VIEWS: n}) for i, n in enumerate(values)]
    numbers = gather(rows)
    weeks = [
        figures(KpiKey("impressions"), numbers, first + timedelta(days=7 * w),
                first + timedelta(days=7 * w + 6))
        for w in range(3)
    ]  # fmt: skip
    whole = figures(KpiKey("impressions"), numbers, first, first + timedelta(days=20))
    assert None not in weeks
    assert sum(w for w in weeks if w is not None) == whole == sum(values)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 6), st.sampled_from([INSTAGRAM, FACEBOOK, "friend", "regular"]),
            st.integers(1, 9), st.sampled_from([None, "c"]),
        ),
        max_size=20,
    ),
    st.lists(
        st.tuples(
            st.integers(0, 6), st.integers(0, 5), st.sampled_from(["", "soup10", "else"]),
            st.sampled_from(["", "instagram", "fb", "Direct"]),
        ),
        max_size=20,
    ),
)  # fmt: skip
def test_nobody_is_counted_twice(
    clicks: list[tuple[int, str, int, str | None]], orders: list[tuple[int, int, str, str]]
) -> None:
    told = [tally(WEEK[d], heard, n, coupon=c) for d, heard, n, c in clicks]
    sold = [sale(WEEK[d], n, n * 500, code=code, channel=via) for d, n, code, via in orders]
    found = value("orders", counted(told, sold)) or 0
    apart = [value("orders", counted(told)) or 0, value("orders", counted([], sold)) or 0]
    assert max(apart) <= found <= sum(apart)
    plain = sum(t.count for t in told if t.coupon or t.heard in {INSTAGRAM, FACEBOOK})
    assert apart[0] == plain
    assert apart[1] <= sum(s.orders for s in sold)
    days = [filled(KpiKey("orders"), counted(told, sold), day, day) for day in WEEK]
    assert sum(each.value for each in days if each) == found
