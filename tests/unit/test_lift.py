"""The lift holds the truth of made-up businesses, and says when it can't know."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated_shops import KINDS, SIZES, WEEKS_BEFORE, shop

from smbsocial.domain.lift import WEEKS_NEEDED, Lift, TooLittle, WeekFigure, lift

START = date(2025, 1, 6)
RUNS = 4


def weeks(*units: int) -> tuple[WeekFigure, ...]:
    return tuple(WeekFigure(START + timedelta(weeks=i), n) for i, n in enumerate(units))


def week(number: int) -> date:
    return START + timedelta(weeks=number)


def found(result: Lift | TooLittle) -> Lift:
    assert isinstance(result, Lift)
    return result


def test_nine_in_ten_intervals_hold_the_truth() -> None:
    """Over all as promised; in no kind, size or length of history much less often."""
    held: Counter[object] = Counter()
    tried: Counter[object] = Counter()
    for kind, size, before in product(KINDS, SIZES, WEEKS_BEFORE):
        for seed in range(RUNS):
            made = shop(kind, size, before, seed)
            said = found(lift(made.weeks, made.since)).units
            for group in ("all", kind.name, f"{size} a week", f"{before} weeks before"):
                tried[group] += 1
                held[group] += said.low <= made.truth <= said.high
    percent = {group: 100 * held[group] / tried[group] for group in tried}
    assert 87 <= percent.pop("all") <= 93
    assert {group: hit for group, hit in percent.items() if hit < 85} == {}


def test_a_steady_shops_step_is_found() -> None:
    usual = [40, 42, 39, 41, 40, 38, 41, 40, 42, 39, 40, 41, 40, 39, 41, 40] * 5
    said = found(lift(weeks(*usual, *[n + 10 for n in usual[:8]]), week(80)))
    assert said.a_week.low > 6
    assert said.a_week.high < 14
    assert abs(said.units.typical - 80) < 8
    assert (said.weeks_before, said.weeks_since, said.seasonal) == (80, 8, True)


def test_what_grows_slowly_is_not_taken_for_the_trend() -> None:
    """A step would be fitted over such a rise, and half of it given to the trend."""
    rise = [40 + n for n in range(26)]
    said = found(lift(weeks(*[40, 41, 39] * 20, *rise), week(60)))
    truth = sum(range(26))
    assert said.units.low <= truth <= said.units.high
    assert said.units.low > truth / 2


def test_fewer_may_have_come() -> None:
    said = found(lift(weeks(*[40, 41, 39] * 20, 20, 21, 19), week(60)))
    assert said.units.high < 0


def test_never_more_extra_than_came() -> None:
    said = found(lift(weeks(*[2, 0, 1, 0] * 5, 3, 0), week(20)))
    assert said.units.high <= 3


def test_too_little_before_or_since() -> None:
    flat = weeks(*[5] * 20)
    assert lift(flat, week(11)) == TooLittle(11, WEEKS_NEEDED)
    assert lift((), START) == TooLittle(0, WEEKS_NEEDED)
    assert lift(flat, week(20)) == TooLittle(0, 1, of_since=True)
    assert isinstance(lift(flat, week(12)), Lift)


def test_a_week_that_the_day_falls_into_is_on_no_side() -> None:
    said = found(lift(weeks(*[5] * 13, 500, 6, 6), week(13) + timedelta(days=3)))
    assert (said.weeks_before, said.weeks_since) == (13, 2)
    assert said.units.high < 12


def test_gaps_are_skipped_and_order_does_not_matter() -> None:
    whole = weeks(*[40, 42, 39, 41] * 8, 50, 51, 49, 52)
    some = tuple(each for i, each in enumerate(whole) if i not in {3, 17, 34})
    said = found(lift(some, week(32)))
    assert (said.weeks_before, said.weeks_since) == (30, 3)
    assert lift(tuple(reversed(some)), week(32)) == said
    assert said.a_week.typical == pytest.approx(said.units.typical / 3, abs=Decimal("0.1"))


def test_a_corrected_week_counts_once() -> None:
    flat = weeks(*[5] * 14)
    wrong = WeekFigure(week(13), 999)
    assert lift((wrong, *flat), week(12)) == lift(flat, week(12))


def test_a_higher_level_is_wider() -> None:
    flat = weeks(*[9, 11, 10] * 6)
    ends = [found(lift(flat, week(14), level)).units for level in (50, 90, 99)]
    widths = [end.high - end.low for end in ends]
    assert widths == sorted(set(widths))
    for level in (0, 100):
        with pytest.raises(ValueError, match="level"):
            lift(flat, week(14), level)


def test_what_was_long_ago_does_not_count() -> None:
    old, new = [900] * 60, [40, 41, 39] * 52
    assert lift(weeks(*old, *new, 45), week(216)) == lift(weeks(*old[:9], *new, 45)[9:], week(165))


@given(
    st.lists(st.sampled_from((0, 0, 1, 3, 40, 10**6)), min_size=13, max_size=30),
    st.integers(1, 8),
    st.sets(st.integers(1, 5), max_size=3),
)
def test_any_counts_have_an_answer(units: list[int], since: int, gone: set[int]) -> None:
    """Nothing overflows; nothing in, nothing out."""
    every = weeks(*units, *units[:since])
    some = tuple(each for i, each in enumerate(every) if i not in gone)
    said = lift(some, week(len(units)))
    if isinstance(said, TooLittle):
        assert len(units) - len(gone) < WEEKS_NEEDED
        return
    came = sum(units[:since])
    assert said.units.low <= said.units.typical <= said.units.high <= came
    assert said.units.low.is_finite()


def test_where_nobody_ever_came_every_one_is_extra() -> None:
    said = found(lift(weeks(*[0] * 20, 3, 4), week(20)))
    assert said.units.low > 6
    assert said.units.high == 7
