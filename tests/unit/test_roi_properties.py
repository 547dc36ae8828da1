"""Whatever was posted, sold and tallied: nothing is counted twice, and everything adds up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from roi_cases import (
    DAY,
    IVO,
    JANA,
    books,
    coupon,
    expense,
    goal,
    post,
    reckoned,
    sale,
    sums,
    tally,
    whole,
)

from smbsocial.domain.content import Post
from smbsocial.domain.counter import What
from smbsocial.domain.goals import RETIRED, Counted, Goal
from smbsocial.domain.ids import CommunityId, GoalId, PostId
from smbsocial.domain.money import Money
from smbsocial.domain.ranges import Range
from smbsocial.domain.roi.sums import by_strength, likely, portions, rounded
from smbsocial.domain.roi.values import Books, By, DoneDuty, Guess, LineKind, Risen, TooShort
from smbsocial.domain.sampling import Samples

PLACES = ("instagram", "facebook_page", "x")
PILLARS = ("dish", "team")
GROUPS = ("office", "parents")
CODES = ("", "SOUP", "soup", "TEAM", "nobody's")
GOALS = (
    goal("lunch"),
    goal("calls", Counted.LEADS, 2),
    goal("visits", Counted.VISITS, 3),
    goal("then", Counted.ORDERS, RETIRED),
)
COUPONS = (
    coupon("c1", "SOUP", "instagram"),
    coupon("c2", "TEAM", "x", pillar="team"),
    coupon("c3", "OLD", "facebook_page", post="old"),
)
OLD = post("old", "facebook_page", "team", "parents", goal="calls")

days = st.integers(0, 2).map(lambda n: DAY + timedelta(days=n))


@st.composite
def posts(draw: st.DrawFn, goals: tuple[Goal, ...], most: int = 6) -> tuple[Post, ...]:
    made = st.builds(
        post,
        id=st.uuids().map(str),
        platform=st.sampled_from(PLACES),
        pillar=st.sampled_from(PILLARS),
        community=st.sampled_from(GROUPS),
        goal=st.sampled_from([each.id for each in goals]),
        minutes=st.integers(0, 90),
        person=st.sampled_from([JANA, IVO]),
    )
    return tuple(draw(st.lists(made, max_size=most)))


sales = st.lists(
    st.builds(
        sale,
        orders=st.integers(0, 9),
        net=st.integers(-500, 9000),
        code=st.sampled_from([*CODES, "OLD"]),
        channel=st.sampled_from(["", "Instagram", "facebook", "Online Store"]),
        day=days,
        currency=st.sampled_from(["EUR", "EUR", "EUR", "CHF"]),
        source=st.sampled_from(["till", "shop"]),
    ),
    max_size=8,
)
tallies = st.lists(
    st.builds(
        tally,
        count=st.integers(1, 9),
        heard=st.sampled_from([*PLACES, "friend"]),
        coupon=st.sampled_from(["", "c1", "c2", "c3", "gone"]),
        what=st.sampled_from(list(What)),
        revenue=st.none() | st.integers(0, 5000),
        day=days,
    ),
    max_size=8,
)
ends = st.integers(-50, 200).map(Decimal)
lifts = st.one_of(
    st.builds(
        lambda three, weeks: Risen(Range(*sorted(three)), weeks),
        st.tuples(ends, ends, ends),
        st.integers(1, 13),
    ),
    st.builds(TooShort, st.integers(0, 11), st.just(12)),
)


@st.composite
def all_books(draw: st.DrawFn) -> Books:
    goals = tuple(draw(st.lists(st.sampled_from(GOALS), unique=True, min_size=1).map(_ranked)))
    own = draw(posts(goals))
    duties = st.builds(
        DoneDuty,
        st.sampled_from([JANA.id, IVO.id]),
        st.integers(0, 60),
        st.sampled_from(["", *GROUPS, "vegans"]).map(CommunityId),
    )
    spent = st.builds(
        expense,
        st.integers(0, 9000),
        st.sampled_from(["", *PLACES]),
        st.sampled_from(["", *PILLARS]),
        st.sampled_from(["EUR", "CHF"]),
    )
    return books(
        goals,
        posts=own,
        linked_posts={OLD.id: OLD},
        duties=tuple(draw(st.lists(duties, max_size=4))),
        spending=tuple(draw(st.lists(spent, max_size=4))),
        planned_money=Money(5000, "EUR"),
        planned_days=draw(st.integers(0, 91)),
        sales=tuple(draw(sales)),
        tallies=tuple(draw(tallies)),
        coupons=COUPONS,
        reach=draw(_reaches(own)),
        lifts=draw(st.dictionaries(st.sampled_from([each.id for each in goals]), lifts)),
        guess=draw(st.none() | st.integers(0, 300).map(_guess)),
    )


def _ranked(goals: list[Goal]) -> list[Goal]:
    return sorted(goals, key=lambda each: (each.rank == RETIRED, each.rank))


def _reaches(own: tuple[Post, ...]) -> st.SearchStrategy[Mapping[PostId, int]]:
    if not own:
        return st.just({})
    return st.dictionaries(st.sampled_from([each.id for each in own]), st.integers(0, 900))


def _guess(units: int) -> Guess:
    return Guess(Samples.exactly(units, 200), 28)


@given(all_books())
def test_every_grouping_adds_up_to_the_whole(given_: Books) -> None:
    found = reckoned(given_)
    for entries in (found.cost, found.back):
        for by in By:
            parts = sums(entries, by)
            assert sum(parts.values(), Fraction(0)) == whole(entries)
            shown = rounded(parts)
            assert sum(shown.values()) == rounded({"": whole(entries)})[""]
            assert all(abs(shown[key] - parts[key]) < 1 for key in parts)


@given(all_books(), st.data())
def test_one_more_post_never_changes_what_came_back(given_: Books, data: st.DataObject) -> None:
    """A post on any platform moves shares, not the whole; work of any kind was done before."""
    worked = replace(given_, duties=(*given_.duties, DoneDuty(JANA.id, 5, "")))
    more = data.draw(posts(given_.goals, most=3))
    after = replace(worked, posts=(*worked.posts, *more))
    before, then = reckoned(worked).back, reckoned(after).back
    assert whole(before) == whole(then)
    ranges = [
        likely(portions(entries, None).get("", ()), rounded({"": whole(entries)})[""], 200)
        for entries in (before, then)
    ]
    assert ranges[0] == ranges[1]


@given(all_books(), st.data())
def test_a_post_elsewhere_leaves_what_is_tied_to_a_platform(
    given_: Books, data: st.DataObject
) -> None:
    """Counted returns of Instagram stay its own, however much is posted on X."""
    more = tuple(
        replace(each, platform="x")  # type: ignore[arg-type]
        for each in data.draw(posts(given_.goals, most=3))
    )
    after = replace(given_, posts=(*given_.posts, *more))
    for platform in PLACES:
        assert _counted_on(platform, given_) == _counted_on(platform, after)


def _counted_on(platform: str, given_: Books) -> Fraction:
    kinds = {LineKind.CODE_SALES, LineKind.CODE_TALLY, LineKind.TAGGED_SALES, LineKind.TALLY}
    found = [entry for entry in reckoned(given_).back if entry.kind in kinds]
    return sums(found, By.PLATFORM).get(platform, Fraction(0))


@given(st.integers(0, 9), st.integers(1, 9), st.booleans())
def test_a_code_s_sales_and_tallies_of_a_day_are_counted_once(
    sold: int, told: int, same_day: bool
) -> None:
    given_ = books(
        coupons=COUPONS,
        sales=(sale(sold, 100 * sold, "SOUP"),),
        tallies=(tally(told, coupon="c1", day=DAY if same_day else DAY + timedelta(days=1)),),
    )
    count = sum(entry.units for entry in reckoned(given_).back)
    assert count == (max(sold, told) if same_day else sold + told)


@given(tallies, sales)
def test_each_sale_and_each_tally_counts_once(told: list[object], sold: list[object]) -> None:
    """Never more people than there are orders and tallies."""
    given_ = books(GOALS[:3], coupons=COUPONS, sales=tuple(sold), tallies=tuple(told))
    kinds = {LineKind.CODE_SALES, LineKind.CODE_TALLY, LineKind.TAGGED_SALES, LineKind.TALLY}
    counted = sum(e.facts["count"] for e in reckoned(given_).back if e.kind in kinds)
    there = sum(s.orders for s in given_.sales) + sum(t.count for t in given_.tallies)
    assert counted <= there


@given(all_books())
def test_shares_add_up_and_typical_lies_in_its_range(given_: Books) -> None:
    back = reckoned(given_).back
    for by in (None, *By):
        for parts in portions(back, by).values():
            assert sum(by_strength(parts).values()) in {0, 100}
            exactly = sum(part.entry.amount * part.share for part in parts)
            typical = rounded({"": Fraction(exactly)})[""]
            found = likely(parts, typical, 200)
            assert found.low <= found.typical <= found.high
            assert found.typical == typical


@given(all_books())
def test_no_kind_of_unit_is_both_estimated_and_guessed(given_: Books) -> None:
    back = reckoned(given_).back
    goals = [e.facts["goal"] for e in back if e.kind in {LineKind.LIFT, LineKind.GUESS}]
    assert len(goals) == len(set(goals))
    units = {GoalId(each.id): each.counted for each in given_.goals}
    sale_units = {units[id] for id in goals} & {Counted.ORDERS, Counted.VISITS}
    assert len(sale_units) <= 1
