"""The return of a period on a real store: what was planned, done, imported, tallied and spent."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import corner_cafe
import pytest
from house import NOW, STARTS, House

from smbsocial.domain.business import Business
from smbsocial.domain.content import Post
from smbsocial.domain.counter import Coupon, Tally, WeekTotal, What
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Counted, Goal, Period
from smbsocial.domain.ids import (
    CommunityId,
    CouponId,
    DutyId,
    GoalId,
    GoalKey,
    ImportId,
    IndustryKey,
    PillarId,
    PlatformKey,
    PostId,
    TaskId,
    TickId,
)
from smbsocial.domain.measures import (
    Import,
    MatchedBy,
    Measure,
    MeasureKind,
    Metric,
    PostMatch,
    Sale,
    match_id,
)
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Duty, DutyKind, Every, Plan, Tick, TickState
from smbsocial.domain.ranges import Range
from smbsocial.domain.roi.values import LineKind
from smbsocial.domain.turns import Expense, Spending
from smbsocial.usecases import setup, week
from smbsocial.usecases.changes import Action
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.results.return_books import Span, gather
from smbsocial.usecases.results.returns import Line, Part, ReturnSheet, Shares, return_sheet

INSTAGRAM = PlatformKey("instagram")
QUARTER = (date(2027, 1, 4), date(2027, 4, 4))


@pytest.fixture
def corner(house: House) -> House:
    """Corner Café by hand: three posts of 20 minutes went out; nobody answered the wizard."""
    put(house, corner_cafe.cafe())
    return house


def put(house: House, rows: Iterable[Entity]) -> None:
    with house.store.transaction() as tx:
        for row in rows:
            tx.put(row)


def sheet(house: House, first: date = QUARTER[0], last: date = QUARTER[1]) -> ReturnSheet:
    found = return_sheet(house.store, house.ports, first, last)
    for parts in (found.goals, found.platforms, found.pillars, found.communities):
        assert sum(part.cost for part in parts) == found.whole.cost
        assert sum(part.back.typical for part in parts) == found.whole.back.typical
    for part in (found.whole, *found.goals, *found.platforms, *found.pillars, *found.communities):
        assert sum(line.amount.typical for line in part.cost_lines) == part.cost
        assert sum(line.amount.typical for line in part.back_lines) == part.back.typical
    return found


def of(parts: tuple[Part, ...]) -> dict[str, int]:
    return {part.name: part.cost for part in parts}


def kinds(lines: tuple[Line, ...]) -> list[LineKind]:
    return [line.kind for line in lines]


def bring_in(house: House, sales: Iterable[Sale], name: str = "till") -> None:
    rows = tuple(sales)
    first, last = min(s.day for s in rows), max(s.day for s in rows)
    file = Import(ImportId(name), NOW, "f.csv", "till", name, "", first, last, len(rows), 0)
    with house.store.transaction() as tx:
        tx.lay_down(file.id, rows)
        tx.put(file)


def sold(key: str, net: int, *, code: str = "", channel: str = "", day: date = STARTS) -> Sale:
    return Sale("till", "", key, day, code, channel, 1, 1, net, "GBP")


def told(id: str, count: int, heard: str = "instagram", coupon: str = "") -> Tally:
    used = CouponId(coupon) if coupon else None
    return Tally(id, STARTS, NOW, What.ORDER, heard, count, used)


def expense(id: str, minor: int, currency: str = "GBP") -> Expense:
    return Expense(id, STARTS, Spending.ADS, Money(minor, currency), INSTAGRAM, None)


def test_nobody_set_up_yet(house: House) -> None:
    with pytest.raises(ExpectedError) as caught:
        return_sheet(house.store, house.ports, *QUARTER)
    assert caught.value.code is Code.NOT_SET_UP


def test_a_quarter_before_anything_happened(corner: House) -> None:
    found = sheet(corner, date(2026, 1, 1), date(2026, 3, 31))
    assert found.whole == Part("", "", None, 0, Range.exactly(0), None, Shares(0, 0, 0), (), ())
    assert found.numbers_to is None
    assert [part.key for part in found.goals] == ["lunch"]  # a goal in use is always shown
    assert found.platforms == found.pillars == found.communities == ()


def test_posts_that_went_out_cost_their_minutes(corner: House) -> None:
    """3 of 17 went out: 60 minutes of Ben at 13.00 an hour; one took 40 instead of 20."""
    found = sheet(corner)
    assert (found.whole.cost, found.currency) == (1300, "GBP")
    assert of(found.pillars) == {"Behind the counter": 433, "Lunch of the day": 867}
    assert [part.colour for part in found.pillars] == [1, 2]
    post = corner.store.get(Post, "post00")
    assert post is not None
    corner.changes.do(Action.TICK, week.set_real_minutes, TaskId(post.id), 40)
    assert sheet(corner).whole.cost == 1733  # 80 / 60 × 13.00
    [line] = sheet(corner).whole.cost_lines
    assert line.facts["person"].name == "Ben"
    assert (line.facts["count"], line.facts["minutes"]) == (3, 80)


def test_thirds_are_shown_so_that_they_add_up(corner: House) -> None:
    """A post of 4.33 for each of three kinds: one is shown as 4.34, and so is its line."""
    post = corner.store.get(Post, "post04")
    assert post is not None
    put(corner, (replace(post, pillar=PillarId("p3")),))
    assert sorted(of(sheet(corner).pillars).values()) == [433, 433, 434]


def test_only_what_happened_in_the_period_counts(corner: House) -> None:
    """January has it all, February nothing."""
    put(corner, (expense("one", 2500), told("a", 2)))
    bring_in(corner, (sold("1", 1000, channel="ig"),))
    january = sheet(corner, date(2027, 1, 1), date(2027, 1, 31)).whole
    assert january.cost == 1300 + 2500
    counted = [line for line in january.back_lines if line.kind is not LineKind.GUESS]
    assert [line.amount.typical for line in counted] == [700, 1260]
    corner.clock.go_on(days=60)
    for first, last in (
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 2, 1), date(2027, 2, 28)),
    ):
        other = sheet(corner, first, last).whole
        assert (other.cost, other.back) == (0, Range.exactly(0))


def test_done_duties_are_shared_and_rounds_belong_to_their_community(corner: House) -> None:
    """15 minutes of answering for all, 30 for the early risers, at 13.00 an hour."""
    ben, plan = corner.store.all(Post)[0].person, corner.store.all(Plan)[0]
    risers = CommunityId("c2")
    put(
        corner,
        (
            Duty(DutyId("answer"), plan.id, DutyKind.ANSWER, Every.WEEK, (0,), 15, ben),
            Duty(DutyId("round"), plan.id, DutyKind.COMMUNITY, Every.WEEK, (1,), 30, ben, risers),
        ),
    )
    for task in ("answer@2027-01-11", "round@2027-01-12"):
        corner.changes.do(Action.TICK, week.tick, TaskId(task))
    corner.changes.do(Action.SKIP, week.skip, TaskId("answer@2027-01-04"), reason="ill")
    found = sheet(corner)
    # posts: 8.67 office, 4.33 risers; answering 3.25 by 2 to 1; the round 6.50
    assert of(found.communities) == {
        "Office lunch crowd": 1083,  # 866.67 + 216.67
        "Early risers": 1192,  # 433.33 + 108.33 + 650.00
    }


def test_care_of_accounts_costs_its_real_minutes(corner: House) -> None:
    """30 minutes of the owner at 25.00 an hour; where nobody said how long, nothing."""
    day = date(2027, 1, 12)
    put(
        corner,
        (
            Tick(TickId("a"), TaskId(f"rotate-x@{day}"), day, TickState.DONE, NOW, "", 30),
            Tick(TickId("b"), TaskId(f"drill-all@{day}"), day, TickState.DONE, NOW),
        ),
    )
    line = sheet(corner).whole.cost_lines[-1]
    assert (line.facts["person"].name, line.facts["count"]) == ("Ann", 1)
    assert line.amount == Range.exactly(1250)


def test_a_code_for_a_post_is_found_where_the_post_is(corner: House) -> None:
    code = Coupon(CouponId("k"), "SOUP", "", INSTAGRAM, PostId("post02"), None, STARTS)
    put(corner, (code,))
    bring_in(corner, (sold("1", 1000, code="soup"),))
    found = sheet(corner)
    tied = {
        part.name: line.amount.typical
        for part in (*found.pillars, *found.communities)
        for line in part.back_lines
        if line.kind is LineKind.CODE_SALES
    }
    assert tied == {"Behind the counter": 700, "Early risers": 700}


def test_a_trade_that_nobody_knows_any_more_has_cost_and_no_return(corner: House) -> None:
    """Nothing says what a sale leaves: the cost stands, what came is worth nothing known."""
    business = corner.store.all(Business)[0]
    put(corner, (replace(business, industry=IndustryKey("gone")), told("a", 2)))
    found = sheet(corner)
    assert found.whole.cost == 1300
    assert found.whole.back == Range.exactly(0)
    assert found.whole.shares == Shares(0, 0, 0)
    assert kinds(found.whole.back_lines) == [LineKind.TALLY]


def test_what_was_planned_to_be_spent_gives_way_to_what_was(cafe: House) -> None:
    """No money was planned; 25.00 of ads are, and 10 Swiss francs can't be added."""
    first, last = STARTS, STARTS + timedelta(weeks=13, days=-1)
    assert sheet(cafe, first, last).whole.cost == 0
    put(cafe, (expense("one", 2500), expense("two", 1000, "CHF")))
    found = sheet(cafe, first, last)
    assert found.whole.cost == 2500
    assert kinds(found.whole.cost_lines) == [LineKind.EXPENSE, LineKind.OTHER_CURRENCY_SPENT]
    assert of(found.platforms) == {"Instagram": 2500}


def test_planned_money_up_to_today(cafe: House) -> None:
    """52.00 a month: three days of the plan have begun = 3 × 12 × 52.00 / 364 = 5.14."""
    answers = setup.read_answers(cafe.store).investment
    answers = replace(answers, money_a_month=Money(5200, "GBP"))
    cafe.changes.do(Action.SAVE_ANSWERS, setup.save_page, answers, done=True)
    found = sheet(cafe, STARTS, STARTS + timedelta(weeks=13, days=-1))
    assert found.whole.cost == 514
    [line] = found.whole.cost_lines
    assert line.facts["days"] == 3


def test_codes_tallies_and_channels_count_each_person_once(corner: House) -> None:
    """A café's usual margin is 70 %: 30.00 by code, 10.00 by Facebook's channel, 2 more tallied.

    One order of the trade leaves 70 % of 9.00 = 6.30.
    """
    put(corner, (Coupon(CouponId("k"), "SOUP", "", INSTAGRAM, None, PillarId("p2"), STARTS),))
    bring_in(
        corner,
        (
            sold("1", 1000, code="soup"),
            sold("2", 2000, code="SOUP"),
            sold("3", 1000, channel="facebook"),
            sold("4", 5000),
        ),
    )
    put(corner, (told("a", 4, coupon="k"), told("b", 9, "friend")))
    found = sheet(corner)
    counted = [line for line in found.whole.back_lines if line.kind is not LineKind.GUESS]
    assert [(line.kind, line.amount.typical) for line in counted] == [
        (LineKind.CODE_SALES, 2100),
        (LineKind.CODE_TALLY, 1260),
        (LineKind.TAGGED_SALES, 700),
    ]
    assert all(line.amount.low < line.amount.typical < line.amount.high for line in counted)
    [facebook] = [part for part in found.platforms if part.key == "facebook_page"]
    assert (facebook.name, facebook.cost, facebook.ratio) == ("Facebook Page", 0, None)
    assert facebook.back.typical == 700
    assert facebook.shares == Shares(100, 0, 0)
    assert found.numbers_to == STARTS
    [nobody] = [part for part in found.pillars if not part.key]
    assert (nobody.name, nobody.back.typical) == ("", 700)  # Facebook had no posts


def test_a_sale_in_another_currency_is_said(corner: House) -> None:
    bring_in(corner, [sold("1", 1000, channel="ig")._replace(currency="EUR")])
    found = sheet(corner)
    [line] = [x for x in found.whole.back_lines if x.kind is LineKind.OTHER_CURRENCY_SOLD]
    assert line.facts["money"] == Money(1000, "EUR")
    assert line.amount == Range.exactly(0)
    assert found.whole.shares.counted == 0


def test_reach_of_matched_posts_spreads_what_came_back(corner: House) -> None:
    """Two posts of the dish (30 and 60 reached), one of the counter (10): 90 to 10 in a hundred."""
    reach = {"post00": 30, "post02": 10, "post04": 60}
    rows = [
        Measure(
            "instagram", "", MeasureKind.POST, id, date(2027, 1, 6), date(2027, 1, 6), None, "", "",
            {Metric.REACH: people},
        )
        for id, people in reach.items()
    ]  # fmt: skip
    file = Import(ImportId("i"), NOW, "f.csv", "ig", "instagram", "", STARTS, STARTS, 3, 0)
    with corner.store.transaction() as tx:
        tx.lay_down(file.id, rows)
        tx.put(file)
        tx.lay_down(file.id, [rows[0]._replace(key="of nobody")])
        for id in reach:
            tx.put(PostMatch(match_id("instagram", "", id), PostId(id), MatchedBy.OWNER))
        tx.put(told("a", 10))
    found = sheet(corner)
    [whole] = [x for x in found.whole.back_lines if x.kind is LineKind.TALLY]
    assert whole.amount.typical == 6300
    tallied = {
        name: line for part, name in ((p, p.name) for p in found.pillars)
        for line in part.back_lines if line.kind is LineKind.TALLY
    }  # fmt: skip
    assert tallied["Lunch of the day"].amount.typical == 5670
    assert tallied["Behind the counter"].amount.typical == 630
    facts = tallied["Behind the counter"].facts
    assert (facts["share_percent"], facts["by_reach"]) == (Decimal(10), True)
    assert facts["whole"] == Money(6300, "GBP")


def test_without_numbers_the_return_is_a_guess_and_says_so(corner: House) -> None:
    found = sheet(corner)
    assert kinds(found.whole.back_lines) == [LineKind.GUESS]
    assert found.whole.shares == Shares(0, 0, 100)
    [line] = found.whole.back_lines
    assert line.facts["days"] == 10  # from the 4th to the 13th, today
    assert line.facts["goal"] == "More people through the door"
    assert found.whole.ratio is not None
    assert found.whole.ratio.low < found.whole.ratio.typical < found.whole.ratio.high
    # Next week more is expected: three days more of them, and grown.
    corner.clock.go_on(days=3)
    assert sheet(corner).whole.back.typical > found.whole.back.typical


def test_an_older_quarter_keeps_its_own_goal(corner: House) -> None:
    """A retired goal whose posts went out gets the cost; the new one nothing."""
    lunch = corner.store.get(Goal, "lunch")
    assert lunch is not None
    put(
        corner,
        (
            replace(lunch, rank=0),
            Goal(
                GoalId("calls"), GoalKey("phone_leads"), Counted.LEADS, 4, Period.MONTH,
                date(2027, 6, 30),
            ),
            told("a", 2),
        ),
    )  # fmt: skip
    found = sheet(corner)
    assert [(part.key, part.cost) for part in found.goals] == [("calls", 0), ("lunch", 1300)]
    [tallied] = [x for x in found.goals[1].back_lines if x.kind is LineKind.TALLY]
    assert tallied.amount.typical == 1260


def totals(first: date, weeks: int, units: int) -> list[WeekTotal]:
    """So many weeks from a Monday on, in turn two above and two below."""
    days = [first + timedelta(weeks=n) for n in range(weeks)]
    return [
        WeekTotal(f"{day}", GoalId("lunch"), day, units + 2 * (-1) ** n, NOW)
        for n, day in enumerate(days)
    ]


def lift_of(found: ReturnSheet) -> Line:
    [line] = [x for x in found.whole.back_lines if x.kind is LineKind.LIFT]
    return line


def test_few_weekly_totals_are_no_lift(corner: House) -> None:
    put(corner, totals(date(2026, 12, 21), 3, 40))
    found = sheet(corner)
    assert kinds(found.whole.back_lines) == [LineKind.GUESS, LineKind.TOO_SHORT]
    assert LineKind.TOO_SHORT in kinds(found.goals[0].back_lines)
    short = found.whole.back_lines[1].facts
    assert (short["goal"], short["weeks_had"], short["weeks_needed"]) == (
        "More people through the door", 2, 12,
    )  # fmt: skip


def test_a_rise_beyond_the_weeks_before_is_estimated(corner: House) -> None:
    """100 a week for 30 weeks, then 140 for four: 160 more, 10 tallied; 150 x 6.30 = 945.00."""
    before = totals(date(2027, 1, 4) - timedelta(weeks=30), 30, 100)
    put(corner, (*before, *totals(date(2027, 1, 4), 4, 140), told("a", 10)))
    corner.clock.instant = datetime(2027, 2, 2, 9, tzinfo=UTC)
    found = sheet(corner)
    facts = lift_of(found).facts
    assert (facts["weeks"], facts["already"]) == (4, 10)
    assert float(facts["units"]) == pytest.approx(160, abs=8)
    assert facts["low"] < facts["units"] < facts["high"]
    assert found.whole.back.typical == 6300 + (facts["units"] - 10) * 630
    assert found.whole.shares.guessed == 0
    assert found.whole.shares.counted == round(100 * 6300 / found.whole.back.typical)
    assert found.numbers_to == date(2027, 1, 31)


def test_each_period_has_its_own_rise(corner: House) -> None:
    """January had 40 a week more, February 10: neither month is paid for the other."""
    before = totals(date(2027, 1, 4) - timedelta(weeks=30), 30, 100)
    january, february = totals(date(2027, 1, 4), 4, 140), totals(date(2027, 2, 1), 4, 110)
    post = corner.store.get(Post, "post00")
    assert post is not None
    later = replace(post, id=PostId("later"), day=date(2027, 2, 3))
    put(corner, (*before, *january, *february, later))
    corner.clock.instant = datetime(2027, 3, 15, 9, tzinfo=UTC)
    rises = [
        float(lift_of(sheet(corner, first, last)).facts["units"])
        for first, last in (
            (date(2027, 1, 1), date(2027, 1, 31)),
            (date(2027, 2, 1), date(2027, 2, 28)),
        )
    ]
    assert rises == pytest.approx([160, 40], abs=16)


def test_orders_of_the_largest_till_stand_in_for_totals(corner: House) -> None:
    """21 orders a week, then 31: 40 more in four weeks.

    A new web shop, and the week that the till's file covers only in part, are no rise.
    """
    start = date(2027, 1, 4) - timedelta(weeks=30)
    till = [
        sold(f"{n}", 900, day=start + timedelta(weeks=n))._replace(
            orders=(21 if n < 30 else 31) + (-1) ** n
        )
        for n in range(34)
    ]
    shop = [
        sold(f"w{n}", 900, day=date(2027, 1, 4) + timedelta(weeks=n))._replace(
            source="shop", orders=100
        )
        for n in range(4)
    ]
    last = sold("x", 900, day=date(2027, 2, 1))._replace(orders=500)
    bring_in(corner, [*till, *shop, last])
    corner.clock.instant = datetime(2027, 2, 9, 9, tzinfo=UTC)
    facts = lift_of(sheet(corner)).facts
    assert facts["weeks"] == 4
    assert float(facts["units"]) == pytest.approx(40, abs=5)


def test_a_week_that_ends_with_closed_days_is_whole(corner: House) -> None:
    """Closed on Sundays: with Saturday's orders the week is complete."""
    start = date(2027, 1, 4) - timedelta(weeks=30)
    days = [start + timedelta(weeks=n, days=day) for n in range(31) for day in (0, 5)]
    bring_in(corner, [sold(f"{day}", 900, day=day) for day in days])
    assert lift_of(sheet(corner)).facts["weeks"] == 1


def test_weeks_that_are_closed_whole_lower_no_rise_and_carry_no_guess(corner: House) -> None:
    """Closed the first full week of January: the total of 0 that was typed is no fall."""
    business = corner.store.all(Business)[0]
    closed = tuple(date(2027, 1, 4) + timedelta(days=n) for n in range(7))
    guess = sheet(corner).whole.back_lines[-1].facts
    put(corner, (replace(business, closed_days=closed),))
    assert guess["days"] == 10
    assert sheet(corner).whole.back_lines[-1].facts["days"] == 3  # from the 11th on
    before = totals(date(2027, 1, 4) - timedelta(weeks=30), 30, 100)
    shut = WeekTotal("shut", GoalId("lunch"), date(2027, 1, 4), 0, NOW)
    put(corner, (*before, shut, *totals(date(2027, 1, 11), 3, 140)))
    corner.clock.instant = datetime(2027, 2, 2, 9, tzinfo=UTC)
    facts = lift_of(sheet(corner)).facts
    assert facts["weeks"] == 3
    assert float(facts["units"]) == pytest.approx(122, abs=12)


def test_a_corrected_total_counts_once(corner: House) -> None:
    before = totals(date(2027, 1, 4) - timedelta(weeks=30), 30, 100)
    wrong = WeekTotal("wrong", GoalId("lunch"), date(2027, 1, 4), 900, NOW)
    right = replace(wrong, id="right", units=140, supersedes="wrong")
    put(corner, (*before, wrong, right))
    assert float(lift_of(sheet(corner)).facts["units"]) == pytest.approx(40, abs=6)


def test_the_months_of_a_quarter_cost_together_what_it_does(cafe: House) -> None:
    """52.00 a month are planned; an advertisement in February says what was really spent."""
    answers = replace(setup.read_answers(cafe.store).investment, money_a_month=Money(5200, "GBP"))
    cafe.changes.do(Action.SAVE_ANSWERS, setup.save_page, answers, done=True)
    cafe.clock.instant = datetime(2027, 4, 20, 9, tzinfo=UTC)
    months = [(date(2027, n, 1), date(2027, n, last)) for n, last in ((1, 31), (2, 28), (3, 31))]
    months.append((date(2027, 4, 1), date(2027, 4, 30)))
    quarter = (STARTS, STARTS + timedelta(weeks=13, days=-1))
    for whole in (15600, 2500):
        assert sheet(cafe, *quarter).whole.cost == whole
        costs = [sheet(cafe, *month).whole.cost for month in months]
        assert sum(costs) == pytest.approx(whole, abs=2)
        put(cafe, (replace(expense("one", 2500), day=date(2027, 2, 3)),))


def test_francs_alone_do_not_say_that_nothing_else_was_spent(cafe: House) -> None:
    answers = replace(setup.read_answers(cafe.store).investment, money_a_month=Money(5200, "GBP"))
    cafe.changes.do(Action.SAVE_ANSWERS, setup.save_page, answers, done=True)
    put(cafe, (expense("two", 1000, "CHF"),))
    found = sheet(cafe, STARTS, STARTS + timedelta(weeks=13, days=-1))
    assert kinds(found.whole.cost_lines) == [
        LineKind.PLANNED_MONEY, LineKind.OTHER_CURRENCY_SPENT,
    ]  # fmt: skip


def test_orders_of_a_till_are_no_new_clients(corner: House) -> None:
    """Who came before buys again: more orders are not so many more clients of a year each."""
    lunch = corner.store.get(Goal, "lunch")
    assert lunch is not None
    put(corner, (replace(lunch, counted=Counted.CLIENTS),))
    start = date(2027, 1, 4) - timedelta(weeks=30)
    days = [start + timedelta(weeks=n, days=day) for n in range(34) for day in range(6)]
    bring_in(corner, [sold(f"{day}", 900, day=day) for day in days])
    corner.clock.instant = datetime(2027, 2, 9, 9, tzinfo=UTC)
    assert kinds(sheet(corner).whole.back_lines) == [LineKind.GUESS]


def test_a_week_that_two_files_hold_in_part_is_no_week(corner: House) -> None:
    """Files end on a Wednesday and go on three weeks later; a quiet Monday between two is known."""
    start = date(2027, 1, 4) - timedelta(weeks=30)
    for n, weeks in enumerate((range(10), range(12, 24), range(24, 34))):
        days = [start + timedelta(weeks=week, days=day) for week in weeks for day in range(6)]
        told = {0: days[:-3], 1: days[3:], 2: days[1:]}[n]
        file = Import(
            ImportId(f"{n}"), NOW, "f.csv", "till", "till", "", told[0], told[-1], len(told), 0
        )
        with corner.store.transaction() as tx:
            tx.lay_down(file.id, [sold(f"{day}", 900, day=day) for day in told])
            tx.put(file)
    corner.clock.instant = datetime(2027, 2, 9, 9, tzinfo=UTC)
    business = corner.store.all(Business)[0]
    found = gather(corner.store, corner.ports, business, Span(*QUARTER, date(2027, 2, 9)))
    numbers = {(day - start).days // 7 for day in found.weeks[GoalId("lunch")]}
    assert numbers == set(range(34)) - {9, 10, 11, 12}


def test_a_week_that_is_cut_short_is_no_fall(corner: House) -> None:
    """Closed from Thursday on: half a week's orders tell nothing; one holiday in a week does."""
    business = corner.store.all(Business)[0]
    closed = (date(2027, 1, 14), date(2027, 1, 15), date(2027, 1, 16), date(2027, 1, 20))
    put(corner, (replace(business, closed_days=closed),))
    before = totals(date(2027, 1, 4) - timedelta(weeks=30), 30, 100)
    put(corner, (*before, *totals(date(2027, 1, 4), 4, 140)))
    corner.clock.instant = datetime(2027, 2, 2, 9, tzinfo=UTC)
    assert lift_of(sheet(corner)).facts["weeks"] == 3


def test_what_was_tallied_after_the_last_whole_week_is_not_taken_off_the_rise(
    corner: House,
) -> None:
    """The week of 1 February is not over: its 30 tallied people are in no weekly total yet."""
    before = totals(date(2027, 1, 4) - timedelta(weeks=30), 30, 100)
    late = replace(told("late", 30), day=date(2027, 2, 2))
    put(corner, (*before, *totals(date(2027, 1, 4), 4, 140), told("a", 10), late))
    corner.clock.instant = datetime(2027, 2, 2, 9, tzinfo=UTC)
    assert lift_of(sheet(corner)).facts["already"] == 10
