"""Pace: the straight path to the target, what is still needed, and what is said without figures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.goals import Period
from smbsocial.domain.pace import Aim, Pace, Point, State, pace, target_path
from smbsocial.domain.periods import cadence_of, span_after, span_before, span_of, spans

BEGINS = date(2027, 1, 4)  # a Monday
BY = date(2027, 4, 4)  # thirteen weeks later, a Sunday
WEEKLY = Aim(Decimal(260), BY, Period.WEEK)
DOWN = Aim(Decimal(30), BY, Period.WEEK, down=True)

numbers = st.integers(0, 10**6).map(lambda n: Decimal(n) / 100)
days = st.dates(date(2026, 6, 1), date(2028, 1, 1))


def stands(figures: list[tuple[date, int]], aim: Aim = WEEKLY, **named: date | None) -> Pace:
    points = [(day, Decimal(value)) for day, value in figures]
    today = named.get("today") or points[-1][0]
    return pace(points, aim, begins=named.get("begins", BEGINS), today=today)


def test_behind_and_how_much_more_each_week() -> None:
    """Three weeks are left, 93 are missing: 31 more a week."""
    found = stands([(date(2026, 12, 30), 100), (date(2027, 3, 12), 167)])
    assert (found.state, found.value, found.start) == (State.BEHIND, 167, 100)
    assert (found.periods_left, found.step_needed, found.by) == (3, 31, BY)
    assert found.began == BEGINS
    assert found.expected == Decimal("219.11")  # 67 of the 90 days have gone


def test_on_pace_is_on_or_above_the_path() -> None:
    half = BEGINS + timedelta(days=45)
    for value, state in ((180, State.ON_PACE), (179, State.BEHIND), (259, State.ON_PACE)):
        assert stands([(date(2026, 12, 30), 100), (half, value)]).state is state


def test_less_is_better_where_the_kpi_points_down() -> None:
    half = BEGINS + timedelta(days=45)
    for value, state in ((75, State.ON_PACE), (76, State.BEHIND), (30, State.REACHED)):
        assert stands([(date(2026, 12, 30), 120), (half, value)], DOWN).state is state
    found = stands([(date(2026, 12, 30), 120), (date(2027, 3, 12), 90)], DOWN)
    assert (found.step_needed, found.periods_left, found.down) == (-20, 3, True)


def test_the_start_is_the_last_figure_before_the_plan_else_the_first() -> None:
    before = stands([(date(2026, 10, 1), 50), (date(2026, 12, 1), 90), (date(2027, 1, 20), 120)])
    assert (before.start, before.began) == (90, BEGINS)
    within = stands([(date(2027, 1, 13), 90), (date(2027, 1, 20), 120)])
    assert (within.start, within.began) == (90, date(2027, 1, 13))
    without = stands([(date(2026, 10, 1), 50), (date(2027, 1, 20), 120)], begins=None)
    assert (without.start, without.began) == (50, date(2026, 10, 1))


def test_no_figure_and_no_target() -> None:
    none = pace((), WEEKLY, begins=BEGINS, today=BEGINS)
    assert (none.state, none.value, none.step_needed) == (State.NO_FIGURE, None, None)
    assert (none.target, none.by) == (260, BY)
    assert target_path(none) == ()
    watched = stands([(BEGINS, 12)], replace(WEEKLY, target=None))
    assert (watched.state, watched.value, watched.by) == (State.NO_TARGET, 12, None)
    assert (watched.step_needed, target_path(watched)) == (None, ())
    assert pace((), replace(WEEKLY, target=None), begins=None, today=BY).state is State.NO_FIGURE


def test_one_figure_is_a_start_and_no_pace_yet() -> None:
    found = stands([(date(2027, 1, 13), 90)])
    assert (found.state, found.compared, found.expected) == (State.ON_PACE, False, 90)
    assert found.step_needed is not None
    assert stands([(date(2027, 1, 13), 90), (date(2027, 1, 14), 90)]).compared


def test_reached_needs_nothing_more() -> None:
    found = stands([(date(2026, 12, 30), 100), (date(2027, 2, 1), 260)])
    assert (found.state, found.step_needed, found.periods_left) == (State.REACHED, None, 0)
    lost = stands([(date(2026, 12, 30), 270), (date(2027, 2, 1), 250)])
    assert (lost.state, lost.expected) == (State.BEHIND, 260)  # it was there before


def test_the_day_has_gone_by() -> None:
    after = BY + timedelta(days=1)
    over = stands([(date(2026, 12, 30), 100), (date(2027, 4, 1), 250)], today=after)
    assert (over.state, over.step_needed, over.periods_left) == (State.OVER, None, 0)
    then = stands([(date(2027, 4, 1), 250), (BY, 261), (after, 200)])
    assert then.state is State.REACHED  # by its day, which is what was promised
    late = stands([(date(2027, 4, 1), 250), (after, 260)])
    assert late.state is State.REACHED
    assert stands([(after, 100)]).state is State.OVER
    assert stands([(date(2026, 12, 30), 100), (BY, 250)]).state is State.BEHIND


def test_a_target_by_a_day_before_the_first_figure_has_no_path() -> None:
    found = stands([(BY + timedelta(days=9), 100)])
    assert target_path(found) == ()
    assert found.expected == 260


@pytest.mark.parametrize(
    ("cadence", "days", "old"),
    [
        (Period.WEEK, 14, False), (Period.WEEK, 15, True),
        (Period.MONTH, 62, False), (Period.MONTH, 63, True),
        (Period.QUARTER, 184, False), (Period.QUARTER, 185, True),
    ],
)  # fmt: skip
def test_an_old_figure_says_so_and_keeps_its_state(cadence: Period, days: int, old: bool) -> None:
    aim = Aim(Decimal(260), date(2028, 1, 1), cadence)
    figures = [(date(2026, 12, 30), 100), (BEGINS + timedelta(days=9), 200)]
    fresh = stands(figures, aim)
    aged = stands(figures, aim, today=figures[-1][0] + timedelta(days=days))
    assert (fresh.old, aged.old) == (False, old)
    assert (aged.state, aged.expected) == (fresh.state, fresh.expected)
    assert aged.periods_left < fresh.periods_left


@pytest.mark.parametrize(
    ("day", "today", "by", "left"),
    [
        ((2027, 3, 1), (2027, 3, 3), (2027, 3, 28), 3),  # this week's is there
        ((2027, 2, 26), (2027, 3, 3), (2027, 3, 28), 4),  # this week's may still come
        ((2027, 2, 3), (2027, 3, 3), (2027, 3, 28), 4),  # an old one brings no weeks back
        ((2027, 3, 22), (2027, 3, 24), (2027, 3, 28), 1),  # the last one: it may be corrected
        ((2027, 3, 1), (2027, 3, 3), (2027, 3, 5), 1),
    ],
)
def test_how_many_figures_may_still_come(
    day: tuple[int, int, int], today: tuple[int, int, int], by: tuple[int, int, int], left: int
) -> None:
    aim = replace(WEEKLY, by=date(*by))
    found = stands([(date(2026, 12, 30), 100), (date(*day), 101)], aim, today=date(*today))
    assert found.periods_left == left
    assert found.step_needed is not None
    assert found.step_needed * left >= 159


def test_months_left_are_whole_months() -> None:
    aim = Aim(Decimal(400), date(2027, 4, 11), Period.MONTH)
    found = stands([(date(2026, 12, 31), 100)], aim, today=date(2027, 1, 13))
    assert (found.periods_left, found.step_needed) == (3, 100)


def test_weeks_begin_where_the_business_says() -> None:
    aim = replace(WEEKLY, by=date(2027, 3, 27))
    points = [(date(2026, 12, 30), Decimal(100)), (date(2027, 2, 26), Decimal(101))]
    monday = pace(points, aim, begins=BEGINS, today=date(2027, 2, 28))
    sunday = pace(points, aim, begins=BEGINS, today=date(2027, 2, 28), first_weekday=6)
    assert (monday.periods_left, sunday.periods_left) == (3, 4)


def test_the_path_is_straight_and_ends_at_the_target() -> None:
    found = stands([(date(2026, 12, 30), 100), (date(2027, 1, 12), 110)])
    path = target_path(found)
    assert (path[0], path[-1]) == ((BEGINS, Decimal(100)), (BY, Decimal(260)))
    assert len(path) == 14
    assert [day.weekday() for day, _ in path[:-1]] == [0] * 13
    steps = {round(b - a, 0) for (_, a), (_, b) in pairwise(path[:-1])}
    assert steps == {12}


def test_a_long_path_has_few_points() -> None:
    aim = replace(WEEKLY, by=date(2037, 1, 1))
    path = target_path(stands([(BEGINS, 100)], aim))
    assert len(path) <= 61
    assert path[-1] == (date(2037, 1, 1), 260)


@given(
    values=st.lists(numbers, min_size=1, max_size=8),
    target=numbers,
    by=days,
    today=days,
    cadence=st.sampled_from(Period),
    down=st.booleans(),
    begins=st.none() | days,
    first_weekday=st.integers(0, 6),
)
def test_the_steps_lead_to_the_target_and_the_path_stays_between_its_ends(
    *, values: list[Decimal], target: Decimal, by: date, today: date, cadence: Period, down: bool,
    begins: date | None, first_weekday: int,
) -> None:  # fmt: skip
    points: list[Point] = [
        (today - timedelta(days=9 * (len(values) - i)), value) for i, value in enumerate(values)
    ]
    aim = Aim(target, by, cadence, down=down)
    found = pace(points, aim, begins=begins, today=today, first_weekday=first_weekday)
    assert found.value == values[-1]
    if found.step_needed is not None:
        assert found.state in {State.ON_PACE, State.BEHIND}
        assert (found.step_needed < 0) is down
        reached = found.value + found.step_needed * found.periods_left
        assert reached <= target if down else reached >= target
        assert abs(reached - target) <= found.periods_left * Decimal("0.01")
    path = target_path(found, first_weekday)
    if path:
        assert found.start is not None
        assert path[-1] == (by, target)
        assert all(a[0] < b[0] for a, b in pairwise(path))
        low, high = sorted((found.start, target))
        assert all(low <= value <= high for _, value in path)


@given(day=days, period=st.sampled_from(Period), first_weekday=st.integers(0, 6))
def test_periods_follow_one_another_without_a_gap(
    day: date, period: Period, first_weekday: int
) -> None:
    span = span_of(period, day, first_weekday)
    assert span[0] <= day <= span[1]
    after = span_after(period, span)
    assert after[0] == span[1] + timedelta(days=1)
    assert after == span_of(period, after[0], first_weekday)
    assert span_before(period, after) == span
    assert list(spans(period, span[0], after[1], first_weekday)) == [span, after]
    assert list(spans(period, span[0] + timedelta(days=1), after[1], first_weekday)) == [after]


def test_what_is_read_each_time_is_looked_at_once_a_quarter() -> None:
    assert cadence_of("weekly") is Period.WEEK
    assert cadence_of("monthly") is Period.MONTH
    for cadence in ("quarterly", "yearly", "per event"):
        assert cadence_of(cadence) is Period.QUARTER
