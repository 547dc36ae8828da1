"""Draws: the same everywhere, true to their range, and never negative."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.ranges import Range
from smbsocial.domain.sampling import Course, Growing, Sampler, Samples

amounts = st.decimals(0, 1000, places=2)
ranges = st.lists(amounts, min_size=3, max_size=3).map(lambda ends: Range(*sorted(ends)))


def samples(*values: float) -> Samples:
    return Samples(tuple(values))


@given(ranges, st.text(max_size=20), st.integers(0, 2**31))
def test_a_draw_meets_its_range(range_: Range, key: str, seed: int) -> None:
    drawn = Sampler(seed).draw(key, range_)
    assert min(drawn.values) >= 0
    for end, share in ((range_.low, 90), (range_.typical, 50), (range_.high, 10)):
        above = sum(value > float(end) for value in drawn.values)
        at_least = sum(value >= float(end) for value in drawn.values)
        assert above <= 10 * share + 60
        assert at_least >= 10 * share - 60


def test_the_same_seed_and_key_give_the_same_numbers() -> None:
    range_ = Range(Decimal(1), Decimal(2), Decimal(4))
    first, again = Sampler(1).draw("reach", range_), Sampler(1).draw("reach", range_)
    assert first == again
    assert first != Sampler(2).draw("reach", range_)
    assert first != Sampler(1).draw("views", range_)
    # Frozen, to the last bit: no function but + - * / and Python's own generator is in it.
    assert [value.hex() for value in first.values[:3]] == FIRST


FIRST = ["0x1.ecb241af1828ap+1", "0x1.c8fefa751ea5fp+0", "0x1.52dc33230f521p+0"]


def test_the_same_random_numbers_serve_every_range() -> None:
    sampler = Sampler()
    narrow = sampler.draw("reach", Range(Decimal(1), Decimal(2), Decimal(3)))
    double = sampler.draw("reach", Range(Decimal(2), Decimal(4), Decimal(6)))
    assert all(a * 2 == b for a, b in zip(narrow.values, double.values, strict=True))


def test_what_was_drawn_is_kept() -> None:
    sampler = Sampler()
    range_ = Range(Decimal(1), Decimal(2), Decimal(3))
    assert sampler.draw("reach", range_) is sampler.draw("reach", range_)


def test_a_figure_without_doubt_is_the_same_in_every_case() -> None:
    assert set(Sampler(n=7).draw("reach", Range.exactly(3)).values) == {3.0}


def test_sums_products_and_limits() -> None:
    a, b = samples(1, 2, 3), samples(4, 0, 6)
    assert (a + b).values == (5, 2, 9)
    assert (a * b).values == (4, 0, 18)
    assert a.times(Fraction(1, 2)).values == (0.5, 1, 1.5)
    assert a.plus(1).values == (2, 3, 4)
    assert a.over(b).values == (0.25, 0, 0.5)
    assert a.at_most(2).values == (1, 2, 2)
    assert samples(4, 5, 7).tapered(5, Decimal("0.5")).values == (4, 5, 6)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=200))
def test_a_range_of_samples_is_in_order_and_among_them(values: list[float]) -> None:
    found = samples(*values).range()
    assert found.low <= found.typical <= found.high
    assert min(values) - 0.01 <= float(found.typical) <= max(values) + 0.01


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=200), st.integers(1, 100))
def test_so_many_reach_the_value_that_so_many_reach(values: list[float], percent: int) -> None:
    drawn = samples(*values)
    limit = drawn.reached_by(percent)
    reached = sum(value >= float(limit) for value in values)
    assert 100 * reached >= percent * len(values)


def test_the_chance_is_rounded_to_the_even_neighbour() -> None:
    drawn = Samples((1.0,) * 1 + (0.0,) * 199)  # half a per cent
    assert drawn.percent_at_least(1) == 0
    assert Samples((1.0,) * 3 + (0.0,) * 197).percent_at_least(1) == 2
    assert drawn.percent_at_least(0) == 100


def growing(**changes: object) -> Growing:
    given = {
        "first": ("first", Range.exactly(4)),
        "solid": ("solid", Range.exactly(14)),
        "at_first": Decimal("0.4"),
        "back": None,
        "back_a_week": Fraction(0),
        "most_weeks": 52,
    }
    return Growing(**{**given, **changes})  # type: ignore[arg-type]


def test_growth_is_straight_to_the_first_sign_and_to_the_full_result() -> None:
    sampler = Sampler(n=1)
    levels = [sampler.growth(growing(), Fraction(week)).values[0] for week in (0, 2, 4, 9, 14, 40)]
    assert levels == [0, 0.2, 0.4, 0.7, 1, 1]


def test_those_who_come_back_add_up_to_a_year() -> None:
    sampler = Sampler(n=1)
    back = growing(back=("back", Range.exactly(50)), back_a_week=Fraction(1, 100))
    year, later = (sampler.growth(back, Fraction(week)).values[0] for week in (70, 200))
    assert year == later == 1 + 0.5 * 52
    assert sampler.growth(back, Fraction(14)).values[0] == 1 + 0.5 * (0.8 + 7)


@given(st.integers(0, 700), st.integers(0, 700), ranges, ranges)
def test_growth_never_shrinks(day: int, more: int, first: Range, solid: Range) -> None:
    sampler = Sampler(n=50)
    course = growing(first=("first", first), solid=("solid", solid))
    before = sampler.growth(course, Fraction(day, 7))
    after = sampler.growth(course, Fraction(day + more, 7))
    assert all(a <= b + 1e-12 for a, b in zip(before.values, after.values, strict=True))


def test_a_course_adds_what_lasts_gathers_and_is_there() -> None:
    course = Course(
        lasting=samples(10),
        gathering=samples(2),
        gaining=samples(0.25),
        most=1,
        gained=samples(100),
        at_once=samples(7),
        returning=samples(3),
    )
    found = course.at(samples(0.5), gathered=Fraction(2), started=Fraction(1), past=Fraction(1))
    assert found.values == (5 + 4 + 50 + 7 + 3,)
    later = course.at(samples(1), gathered=Fraction(9), started=Fraction(1), past=Fraction(0))
    assert later.values == (10 + 18 + 100 + 7,)
