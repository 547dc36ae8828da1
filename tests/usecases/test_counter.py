"""From the counter: clicks, what is taken back, codes with their uses, links, totals, expenses."""

import random
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from house import House

from smbsocial.domain.business import Business
from smbsocial.domain.content import Pillar, Post
from smbsocial.domain.counter import Coupon, Elsewhere, TaggedLink, Tally, WeekTotal, What
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Goal
from smbsocial.domain.ids import CouponId, GoalId, ImportId, PillarId, PlatformKey, PostId
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
from smbsocial.domain.plan import Plan
from smbsocial.domain.turns import Expense, Spending
from smbsocial.usecases.changes import Action
from smbsocial.usecases.counting import codes, counter, spending, week_totals
from smbsocial.usecases.counting.codes import CodeSaid, LinkSaid
from smbsocial.usecases.counting.counter import Said
from smbsocial.usecases.counting.sheets import (
    CodeLine,
    CodesSheet,
    CounterSheet,
    SpendingSheet,
    TotalsSheet,
)
from smbsocial.usecases.counting.spending import Spent
from smbsocial.usecases.results.returns import return_sheet

TODAY = date(2027, 1, 13)
DAY = timedelta(days=1)
INSTAGRAM = PlatformKey("instagram")
FRIEND = Elsewhere.FRIEND.value
POUND = Money(100, "GBP")


def count(cafe: House, said: Said) -> Tally:
    return cafe.changes.do(Action.TALLY, counter.tally, said)


def sheet(cafe: House, day: date | None = None, what: What | None = What.ORDER) -> CounterSheet:
    return counter.counter_sheet(cafe.store, cafe.ports, day=day, what=what)


def answers(cafe: House, day: date | None = None) -> dict[str, tuple[int, ...]]:
    return {each.heard: each.days for each in sheet(cafe, day).answers}


def order(heard: str = INSTAGRAM, day: date = TODAY, **more: object) -> Said:
    return replace(Said(day, What.ORDER, heard), **more)  # type: ignore[arg-type]


def refused(cafe: House, fn: object, *args: object) -> ExpectedError:
    before = [cafe.store.all(kind) for kind in (Tally, Coupon, TaggedLink, WeekTotal, Expense)]
    with pytest.raises(ExpectedError) as error:
        cafe.changes.do(Action.TALLY, fn, *args)  # type: ignore[arg-type]
    assert before == [
        cafe.store.all(kind) for kind in (Tally, Coupon, TaggedLink, WeekTotal, Expense)
    ]
    return error.value


# The tally


def test_a_click_counts_one_and_undo_takes_it_back(cafe: House) -> None:
    count(cafe, order())
    count(cafe, order())
    count(cafe, order(FRIEND))
    assert answers(cafe)[INSTAGRAM] == (0, 0, 0, 0, 0, 0, 2)
    assert answers(cafe)[FRIEND][-1] == 1
    assert cafe.changes.undo() is Action.TALLY
    assert answers(cafe)[FRIEND][-1] == 0
    assert cafe.changes.redo() is Action.TALLY
    assert answers(cafe)[FRIEND][-1] == 1


def test_the_week_and_those_before_it_add_up(cafe: House) -> None:
    for days, heads in ((0, 1), (1, 2), (2, 4), (3, 8), (6, 16), (7, 32), (28, 64), (40, 128)):
        count(cafe, order(day=TODAY - days * DAY, count=heads))
    shown = sheet(cafe)
    [given] = [each for each in shown.answers if each.heard == INSTAGRAM]
    assert given.days == (16, 0, 0, 8, 4, 2, 1)
    assert shown.days == tuple(TODAY - n * DAY for n in (6, 5, 4, 3, 2, 1, 0))
    assert shown.weeks == tuple(date(2026, 12, 21) + timedelta(weeks=n) for n in range(4))
    assert given.weeks == (0, 0, 8 + 16 + 32, 7)  # Wednesday: the week began on Monday the 11th


def test_a_week_begins_where_the_country_begins_it(cafe: House) -> None:
    [business] = cafe.store.all(Business)
    with cafe.store.transaction() as tx:
        tx.put(replace(business, first_weekday=6))
    count(cafe, order(day=date(2027, 1, 10)))
    shown = sheet(cafe)
    assert shown.weeks[-1] == date(2027, 1, 10)
    assert [each.weeks[-1] for each in shown.answers if each.heard == INSTAGRAM] == [1]


def test_each_thing_has_its_own_count(cafe: House) -> None:
    count(cafe, order())
    count(cafe, order(what=What.CALL))
    count(cafe, order(what=What.CALL, heard=FRIEND))
    count(cafe, order(what=What.BOOKING, day=TODAY - DAY))
    assert dict(sheet(cafe).whats) == {
        What.VISIT: 0, What.ORDER: 1, What.BOOKING: 0, What.CALL: 2, What.LEAD: 0,
    }  # fmt: skip
    calls = sheet(cafe, what=What.CALL).answers
    assert {each.heard: each.on_day for each in calls if each.on_day} == {INSTAGRAM: 1, FRIEND: 1}


def test_the_main_goal_says_what_is_counted_first(cafe: House) -> None:
    assert sheet(cafe, what=None).what is What.ORDER


def test_answers_are_the_platforms_in_use_and_elsewhere(cafe: House) -> None:
    count(cafe, order("mastodon"))
    given = sheet(cafe).answers
    platforms = [each for each in given if each.name]
    used = {post.platform for post in cafe.store.all(Post)}
    assert {each.heard for each in platforms} == used | {"mastodon"}
    assert [each.heard for each in given if not each.name] == [each.value for each in Elsewhere]
    assert "Instagram" in {each.name for each in platforms}


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        (order(day=TODAY + DAY), "day", Code.DATE_TOO_FAR),
        (order("myspace"), "heard", Code.UNKNOWN_CHOICE),
        (order(""), "heard", Code.EMPTY),
        (order(count=0), "count", Code.OUT_OF_RANGE),
        (order(count=1_001), "count", Code.OUT_OF_RANGE),
        (order(coupon=CouponId("none")), "coupon", Code.NOT_FOUND),
        (order(revenue=Money(-1, "GBP")), "revenue", Code.OUT_OF_RANGE),
        (order(revenue=Money(1, "EUR")), "revenue", Code.OUT_OF_RANGE),
        (order(revenue=Money.of(10_000_001, "GBP")), "revenue", Code.OUT_OF_RANGE),
    ],
)
def test_what_cannot_be_counted(cafe: House, said: Said, field: str, code: Code) -> None:
    error = refused(cafe, counter.tally, said)
    assert (error.field, error.code) == (field, code)


def test_one_is_taken_back_the_last_of_its_answer_and_day(cafe: House) -> None:
    first = count(cafe, order())
    count(cafe, order(day=TODAY - DAY))
    count(cafe, order(FRIEND))
    several = count(cafe, order(count=3, revenue=Money(900, "GBP")))
    count(cafe, order(what=What.CALL))

    def back() -> None:
        cafe.changes.do(Action.TAKE_BACK, counter.take_back, TODAY, What.ORDER, INSTAGRAM)

    back()
    changed = cafe.store.get(Tally, several.id)
    assert changed == replace(several, count=2, revenue=Money(600, "GBP"))
    back()
    back()
    assert cafe.store.get(Tally, several.id) is None
    assert cafe.store.get(Tally, first.id) == first
    back()
    error = refused(cafe, counter.take_back, TODAY, What.ORDER, INSTAGRAM)
    assert error.code is Code.NOT_FOUND
    assert answers(cafe)[INSTAGRAM] == (0, 0, 0, 0, 0, 1, 0)
    assert answers(cafe)[FRIEND][-1] == 1
    for _ in range(4):
        assert cafe.changes.undo() is Action.TAKE_BACK
    assert answers(cafe)[INSTAGRAM][-1] == 4


def test_ten_thousand_clicks_stay_quick(cafe: House) -> None:
    chance = random.Random(7)
    heard = [INSTAGRAM, *(each.value for each in Elsewhere)]
    with cafe.store.transaction() as tx:
        for number in range(10_000):
            day = TODAY - timedelta(days=chance.randrange(20))
            tx.put(Tally(f"t{number}", day, cafe.clock.now(), What.ORDER, chance.choice(heard)))
    took = []
    for _ in range(5):
        start = time.perf_counter()
        count(cafe, order())
        shown = sheet(cafe)
        cafe.changes.do(Action.TAKE_BACK, counter.take_back, TODAY, What.ORDER, INSTAGRAM)
        took.append(time.perf_counter() - start)
    assert sum(sum(each.weeks) for each in shown.answers) == 10_001
    assert min(took) < 0.25, took


# Codes


def soup(cafe: House, **more: object) -> CouponId:
    said = CodeSaid("SOUP27", "a free roll", INSTAGRAM, TODAY - 7 * DAY)
    return cafe.changes.do(Action.MAKE_CODE, codes.make_code, replace(said, **more))  # type: ignore[arg-type]


def codes_sheet(cafe: House) -> CodesSheet:
    return codes.codes_sheet(cafe.store, cafe.ports)


def line(cafe: House, id: CouponId) -> CodeLine:
    shown = codes_sheet(cafe)
    everything = (*shown.running, *shown.coming, *shown.ended)
    [found] = [each for each in everything if each.coupon.id == id]
    return found


def bring_in(cafe: House, *sales: Sale) -> None:
    with cafe.store.transaction() as tx:
        tx.lay_down(ImportId("i"), sales)
        now = cafe.clock.now()
        tx.put(Import(ImportId("i"), now, "till.csv", "square", "square", "", TODAY, TODAY, 1, 0))


def sale(key: str, day: date, code: str, net: int = 500, currency: str = "GBP") -> Sale:
    return Sale("square", "", key, day, code, "", 1, 1, net, currency)


def test_a_code_runs_from_its_day_to_its_end(cafe: House) -> None:
    running = soup(cafe)
    coming = soup(cafe, code="LATER", starts=TODAY + DAY)
    last_day = soup(cafe, code="LAST", ends=TODAY)
    over = soup(cafe, code="OVER", ends=TODAY - DAY)
    shown = codes_sheet(cafe)
    assert [each.coupon.id for each in shown.running] == [last_day, running]
    assert [each.coupon.id for each in shown.coming] == [coming]
    assert [each.coupon.id for each in shown.ended] == [over]
    assert {each.id for each in sheet(cafe).codes} == {running, last_day}


@pytest.mark.parametrize("code", ["SOUP27", "soup27", " Soup27 ", "SOUP 27"])
def test_no_two_codes_of_the_same_letters_run_at_once(cafe: House, code: str) -> None:
    first = soup(cafe, ends=TODAY)
    said = CodeSaid(code, "", INSTAGRAM, TODAY)
    error = refused(cafe, codes.make_code, said)
    assert (error.code, error.field) == (Code.CODE_TAKEN, "code")
    again = cafe.changes.do(Action.MAKE_CODE, codes.make_code, replace(said, starts=TODAY + DAY))
    error = refused(cafe, codes.change_code, first, replace(said, starts=TODAY, ends=TODAY + DAY))
    assert error.code is Code.CODE_TAKEN
    cafe.changes.do(Action.CHANGE_CODE, codes.change_code, again, replace(said, starts=TODAY + DAY))


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"code": "  "}, "code", Code.EMPTY),
        ({"code": "x" * 41}, "code", Code.TOO_LONG),
        ({"code": "a\x00b"}, "code", Code.BAD_TEXT),
        ({"offer": "x" * 501}, "offer", Code.TOO_LONG),
        ({"platform": PlatformKey("")}, "platform", Code.EMPTY),
        ({"platform": PlatformKey("myspace")}, "platform", Code.UNKNOWN_CHOICE),
        ({"ends": TODAY - 8 * DAY}, "ends", Code.DATE_PAST),
        ({"pillar": PillarId("none")}, "pillar", Code.NOT_FOUND),
        ({"post": PostId("none")}, "post", Code.NOT_FOUND),
    ],
)
def test_what_is_no_code(cafe: House, more: dict[str, object], field: str, code: Code) -> None:
    said = replace(CodeSaid("SOUP", "", INSTAGRAM, TODAY - 7 * DAY), **more)  # type: ignore[arg-type]
    error = refused(cafe, codes.make_code, said)
    assert (error.field, error.code) == (field, code)


def a_post(cafe: House) -> Post:
    return next(post for post in cafe.store.all(Post) if post.platform == INSTAGRAM)


def test_a_code_for_a_post_is_of_its_pillar_and_platform(cafe: House) -> None:
    post = a_post(cafe)
    id = soup(cafe, post=post.id)
    kept = cafe.store.get(Coupon, id)
    assert kept is not None
    assert kept.pillar == post.pillar
    assert line(cafe, id).about == post.title
    said = CodeSaid("OTHER", "", PlatformKey("mastodon"), TODAY, post=post.id)
    error = refused(cafe, codes.make_code, said)
    assert (error.field, error.code) == ("post", Code.UNKNOWN_CHOICE)


def test_a_code_is_changed_and_ended_and_both_are_undone(cafe: House) -> None:
    id = soup(cafe)
    before = cafe.store.get(Coupon, id)
    said = CodeSaid("ROLL", "a roll", INSTAGRAM, TODAY)
    cafe.changes.do(Action.CHANGE_CODE, codes.change_code, id, said)
    cafe.changes.do(Action.END_CODE, codes.end_code, id)
    changed = cafe.store.get(Coupon, id)
    assert changed is not None
    assert (changed.code, changed.starts, changed.ends) == ("ROLL", TODAY, TODAY)
    assert refused(cafe, codes.end_code, id).code is Code.ALREADY_DONE
    assert refused(cafe, codes.end_code, CouponId("none")).code is Code.NOT_FOUND
    assert refused(cafe, codes.change_code, CouponId("none"), said).code is Code.NOT_FOUND
    cafe.changes.undo()
    cafe.changes.undo()
    assert cafe.store.get(Coupon, id) == before


def test_a_code_that_has_not_begun_is_taken_away_unless_it_was_counted(cafe: House) -> None:
    id = soup(cafe, starts=TODAY + 5 * DAY)
    cafe.changes.do(Action.END_CODE, codes.end_code, id)
    assert cafe.store.get(Coupon, id) is None
    cafe.changes.undo()
    count(cafe, order(coupon=id))
    cafe.changes.do(Action.END_CODE, codes.end_code, id)
    kept = cafe.store.get(Coupon, id)
    assert kept is not None
    assert (kept.starts, kept.ends) == (TODAY, TODAY)


def test_uses_of_counter_and_till_on_one_day_are_the_same_people(cafe: House) -> None:
    id = soup(cafe)
    yesterday = TODAY - DAY
    count(cafe, order(coupon=id, count=3, day=yesterday))
    count(cafe, order(coupon=id, heard=FRIEND))
    count(cafe, order())
    bring_in(
        cafe,
        sale("1", yesterday, "soup27"),
        sale("2", yesterday, "Soup 27"),
        sale("3", TODAY, "SOUP27"),
        sale("4", TODAY, "SOUP27", net=700),
        sale("5", TODAY, "OTHER"),
        sale("6", TODAY, ""),
        sale("7", TODAY - 30 * DAY, "SOUP27"),
        sale("8", TODAY, "soup27", net=9_000, currency="USD"),
    )
    found = line(cafe, id)
    assert (found.at_counter, found.in_tills) == (4, 5)
    assert found.uses == max(3, 2) + max(1, 3)
    assert found.revenue == Money(500 + 500 + 500 + 700, "GBP")


def test_what_a_code_took_is_what_the_return_says(cafe: House) -> None:
    """The till saw 2 of 3 who used it (10.00); the third paid a third of 9.00."""
    id = soup(cafe)
    count(cafe, order(coupon=id, count=3, revenue=Money(900, "GBP")))
    bring_in(cafe, sale("1", TODAY, "soup27"), sale("2", TODAY, "soup27"))
    assert line(cafe, id).revenue == Money(1000 + 300, "GBP")
    lines = return_sheet(cafe.store, cafe.ports, TODAY, TODAY).whole.back_lines
    told = [each.facts["revenue"].minor for each in lines if "revenue" in each.facts]
    assert sum(told) == 1300


def test_an_order_may_name_several_codes(cafe: House) -> None:
    id = soup(cafe)
    bring_in(cafe, sale("1", TODAY, "TENOFF, soup27"))
    assert line(cafe, id).uses == 1


def test_a_late_order_is_the_code_that_began_last(cafe: House) -> None:
    old = soup(cafe, starts=TODAY - 20 * DAY, ends=TODAY - 10 * DAY)
    new = soup(cafe, starts=TODAY - 2 * DAY, ends=TODAY - DAY)
    bring_in(
        cafe,
        sale("1", TODAY - 11 * DAY, "SOUP27"),
        sale("2", TODAY - 5 * DAY, "SOUP27"),
        sale("3", TODAY, "SOUP27"),
    )
    assert line(cafe, old).uses == 2
    assert line(cafe, new).uses == 1


def test_revenue_at_the_counter_stands_where_no_till_knows(cafe: House) -> None:
    id = soup(cafe)
    assert line(cafe, id).revenue is None
    count(cafe, order(coupon=id, revenue=Money(650, "GBP")))
    assert line(cafe, id).revenue == Money(650, "GBP")


# Links


def link(cafe: House, **more: object) -> TaggedLink:
    said = replace(LinkSaid("https://corner.cafe/menu", INSTAGRAM, "Soup week"), **more)  # type: ignore[arg-type]
    return cafe.changes.do(Action.MAKE_LINK, codes.make_link, said)


def test_a_link_says_where_people_came_from(cafe: House) -> None:
    ours = "utm_source=instagram&utm_medium=social&utm_campaign=soup_week"
    made = link(cafe)
    assert made.url == f"https://corner.cafe/menu?{ours}"
    assert (made.campaign, made.made_on) == ("soup_week", TODAY)
    pillar = cafe.store.all(Pillar)[0]
    assert "&utm_content=" in link(cafe, pillar=pillar.id).url
    post = a_post(cafe)
    of_post = link(cafe, post=post.id)
    assert f"&utm_content={post.day.isoformat()}_" in of_post.url
    assert of_post.pillar == post.pillar
    shown = codes_sheet(cafe).links
    assert [each.about for each in shown] == [post.title, pillar.name, ""]
    assert {each.platform for each in shown} == {"Instagram"}


def test_a_link_is_removed_and_comes_back(cafe: House) -> None:
    made = link(cafe)
    cafe.changes.do(Action.REMOVE_LINK, codes.remove_link, made.id)
    assert codes_sheet(cafe).links == ()
    assert refused(cafe, codes.remove_link, made.id).code is Code.NOT_FOUND
    cafe.changes.undo()
    assert [each.link for each in codes_sheet(cafe).links] == [made]


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"url": " "}, "url", Code.EMPTY),
        ({"url": "corner.cafe"}, "url", Code.NOT_A_WEB_ADDRESS),
        ({"url": "https://corner.cafe/" + "x" * 2_000}, "url", Code.TOO_LONG),
        ({"url": "https://corner.cafe/" + "x" * 1_950}, "url", Code.TOO_LONG),
        ({"campaign": "!!"}, "campaign", Code.EMPTY),
        ({"platform": PlatformKey("myspace")}, "platform", Code.UNKNOWN_CHOICE),
        ({"pillar": PillarId("none")}, "pillar", Code.NOT_FOUND),
        ({"post": PostId("none")}, "post", Code.NOT_FOUND),
    ],
)
def test_what_is_no_link(cafe: House, more: dict[str, object], field: str, code: Code) -> None:
    said = replace(LinkSaid("https://corner.cafe/", INSTAGRAM, "Soup"), **more)  # type: ignore[arg-type]
    error = refused(cafe, codes.make_link, said)
    assert (error.field, error.code) == (field, code)


def test_clicks_are_those_that_the_platform_reports_for_the_post(cafe: House) -> None:
    post = a_post(cafe)
    made = link(cafe, post=post.id)
    assert [each.clicks for each in codes_sheet(cafe).links] == [None]
    _report(cafe, post, "17", {Metric.LIKES: 90})
    assert [each.clicks for each in codes_sheet(cafe).links] == [None]
    _report(cafe, post, "18", {Metric.LINK_CLICKS: 14, Metric.LIKES: 90})
    assert [each.clicks for each in codes_sheet(cafe).links] == [14]
    assert codes_sheet(cafe).links[0].link == made


def _report(cafe: House, post: Post, key: str, told: dict[Metric, int]) -> None:
    """A report of the platform is taken in, and matched to the post."""
    measure = Measure(
        "instagram", "cafe", MeasureKind.POST, key, post.day, post.day, None, "", "", told
    )
    with cafe.store.transaction() as tx:
        id = match_id("instagram", "cafe", key)
        tx.put(PostMatch(id, post.id, MatchedBy.LINK))
        tx.lay_down(ImportId(key), (measure,))
        now = cafe.clock.now()
        tx.put(Import(ImportId(key), now, "a.csv", "f", "instagram", "", None, None, 1, 0))


# Totals of weeks


def totals(cafe: House) -> tuple[int | None, ...]:
    """Those of the last four weeks."""
    return week_totals.totals_sheet(cafe.store, cafe.ports).goals[0].units[-4:]


def test_totals_are_typed_as_far_back_as_an_estimate_needs(cafe: House) -> None:
    def look(until: date | None = None) -> TotalsSheet:
        return week_totals.totals_sheet(cafe.store, cafe.ports, until=until)

    newest = look()
    assert newest.weeks[-1] <= newest.today
    assert len(newest.weeks) == 6
    assert not newest.later
    began = min(plan.starts for plan in cafe.store.all(Plan))
    assert (newest.began, newest.before, newest.needed) == (began, 0, 12)
    for weeks in range(1, 13):
        keep(cafe, began - timedelta(weeks=weeks), 100 + weeks)
    keep(cafe, began, 120)
    older = look(began - timedelta(weeks=7))
    assert older.later
    assert older.goals[0].units == (112, 111, 110, 109, 108, 107)
    assert older.before == 12
    assert look(date(2099, 1, 1)).weeks == newest.weeks


def keep(cafe: House, day: date, units: int) -> WeekTotal:
    goal = cafe.store.all(Goal)[0].id
    return cafe.changes.do(Action.KEEP_WEEK_TOTAL, week_totals.keep_total, goal, day, units)


def test_a_total_is_of_the_week_and_a_correction_supersedes(cafe: House) -> None:
    first = keep(cafe, date(2027, 1, 8), 212)
    assert first.day == date(2027, 1, 4)
    assert totals(cafe) == (None, None, 212, None)
    second = keep(cafe, date(2027, 1, 4), 221)
    assert second.supersedes == first.id
    assert keep(cafe, date(2027, 1, 10), 221) == second
    third = keep(cafe, date(2027, 1, 10), 0)
    assert totals(cafe) == (None, None, 0, None)
    assert cafe.store.all(WeekTotal) == (first, second, third)
    assert week_totals.totals_of(cafe.store, first.goal) == (third,)
    cafe.changes.undo()
    assert totals(cafe) == (None, None, 221, None)


def test_what_is_no_total(cafe: House) -> None:
    goal = cafe.store.all(Goal)[0].id
    for args, code in (
        ((GoalId("none"), TODAY, 1), Code.NOT_FOUND),
        ((goal, TODAY, -1), Code.OUT_OF_RANGE),
        ((goal, TODAY, 10_000_001), Code.OUT_OF_RANGE),
        ((goal, date(2027, 1, 18), 1), Code.DATE_TOO_FAR),
        ((goal, TODAY, 1, "x" * 501), Code.TOO_LONG),
    ):
        assert refused(cafe, week_totals.keep_total, *args).code is code
    keep(cafe, date(2027, 1, 17), 1)  # this week, which is not over


# Expenses


def spent(**more: object) -> Spent:
    return replace(Spent(TODAY, Spending.ADS, Money(2_500, "GBP")), **more)  # type: ignore[arg-type]


def spend(cafe: House, **more: object) -> str:
    return cafe.changes.do(Action.ADD_EXPENSE, spending.add_expense, spent(**more))


def spending_sheet(cafe: House) -> SpendingSheet:
    return spending.spending_sheet(cafe.store, cafe.ports)


def test_expenses_are_listed_and_added_up_by_kind(cafe: House) -> None:
    assert spending_sheet(cafe).lines == ()
    pillar = cafe.store.all(Pillar)[0]
    spend(cafe, note="  boosted   post ", platform=INSTAGRAM, pillar=pillar.id)
    spend(cafe, day=TODAY - DAY, kind=Spending.TOOLS, amount=POUND)
    spend(cafe, day=TODAY - DAY, amount=POUND)
    spend(cafe, day=TODAY - 91 * DAY, amount=POUND)
    shown = spending_sheet(cafe)
    assert [each.expense.day for each in shown.lines] == [
        TODAY, TODAY - DAY, TODAY - DAY, TODAY - 91 * DAY,
    ]  # fmt: skip
    newest = shown.lines[0]
    assert (newest.platform, newest.pillar) == ("Instagram", pillar.name)
    assert newest.expense.note == "boosted post"
    assert (shown.lines[1].platform, shown.lines[1].pillar) == ("", "")
    assert shown.total == Money(2_700, "GBP")
    assert dict(shown.kinds) == {Spending.ADS: Money(2_600, "GBP"), Spending.TOOLS: POUND}


def test_an_expense_is_changed_and_deleted_and_both_are_undone(cafe: House) -> None:
    id = spend(cafe)
    before = cafe.store.get(Expense, id)
    cafe.changes.do(Action.CHANGE_EXPENSE, spending.change_expense, id, spent(amount=POUND))
    assert spending_sheet(cafe).total == POUND
    cafe.changes.do(Action.REMOVE_EXPENSE, spending.remove_expense, id)
    assert spending_sheet(cafe).lines == ()
    assert refused(cafe, spending.remove_expense, id).code is Code.NOT_FOUND
    assert refused(cafe, spending.change_expense, id, spent()).code is Code.NOT_FOUND
    cafe.changes.undo()
    cafe.changes.undo()
    assert cafe.store.get(Expense, id) == before


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"amount": Money(0, "GBP")}, "amount", Code.OUT_OF_RANGE),
        ({"amount": Money(-100, "GBP")}, "amount", Code.OUT_OF_RANGE),
        ({"amount": Money.of(Decimal(10_000_001), "GBP")}, "amount", Code.OUT_OF_RANGE),
        ({"amount": Money(100, "EUR")}, "amount", Code.OUT_OF_RANGE),
        ({"day": TODAY + DAY}, "day", Code.DATE_TOO_FAR),
        ({"platform": PlatformKey("myspace")}, "platform", Code.UNKNOWN_CHOICE),
        ({"pillar": PillarId("none")}, "pillar", Code.NOT_FOUND),
        ({"note": "x" * 501}, "note", Code.TOO_LONG),
        ({"note": "a\x00"}, "note", Code.BAD_TEXT),
    ],
)
def test_what_is_no_expense(cafe: House, more: dict[str, object], field: str, code: Code) -> None:
    error = refused(cafe, spending.add_expense, spent(**more))
    assert (error.field, error.code) == (field, code)


def test_what_a_code_is_for_is_offered(cafe: House) -> None:
    offered = codes_sheet(cafe).offers
    used = {post.platform for post in cafe.store.all(Post)}
    keys = [each.key for each in offered.platforms]
    assert set(keys[: len(used)]) == used
    assert set(keys) == {facts.key for facts in cafe.ports.library.platforms()}
    assert len(set(keys)) == len(keys)
    assert offered.pillars == cafe.store.all(Pillar)
    assert offered.posts
