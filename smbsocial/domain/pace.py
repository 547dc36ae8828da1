"""Whether a KPI gets to its target by its day: the straight path there, and what is still needed.

The path leads from the start (the last figure before the plan began, else the first one) straight
to the target on the goal's day. A figure is held against the path on its own day, so an old one is
neither better nor worse for having grown old; it only says that it is old.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from enum import Enum
from fractions import Fraction

from smbsocial.domain.days import MONDAY
from smbsocial.domain.goals import Period
from smbsocial.domain.money import round_half_even
from smbsocial.domain.periods import span_after, span_of

Point = tuple[date, Decimal]
"""A day and a figure."""

OLD_AFTER = {Period.WEEK: 14, Period.MONTH: 62, Period.QUARTER: 184}
"""Days after which a figure is old: two of its periods."""
MOST_POINTS = 60
"""Of a path; a longer one is shown in larger steps."""

_HUNDREDTH = Decimal("0.01")


class State(Enum):
    """Where a KPI stands with its target."""

    REACHED = "reached"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    NO_FIGURE = "no_figure"
    NO_TARGET = "no_target"
    OVER = "over"  # the day has gone by and the target was not reached


@dataclass(frozen=True, slots=True)
class Aim:
    """A target per period of the cadence, by a day; `down`: less is better."""

    target: Decimal | None
    by: date
    cadence: Period
    down: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """The newest figure on its way from the start to the target.

    `step_needed` is what each of the `periods_left` figures still to come must add to the one
    before (negative where less is better), rounded away from nothing; None once the target is
    reached, without figure or target, and when the day has gone by. `day` is the newest figure's,
    `began` the day on which the path starts, `expected` what the path says for `day`. `compared`:
    there is a figure after the start; without one the pace is not known yet and counts as kept.
    """

    state: State
    value: Decimal | None
    start: Decimal | None
    target: Decimal | None
    by: date | None
    step_needed: Decimal | None
    periods_left: int
    cadence: Period
    day: date | None = None
    began: date | None = None
    expected: Decimal | None = None
    compared: bool = False
    old: bool = False
    down: bool = False


def pace(
    figures: Sequence[Point],
    aim: Aim,
    *,
    begins: date | None,
    today: date,
    first_weekday: int = MONDAY,
) -> Pace:
    """How the figures (oldest first) stand with the aim; `begins`: the first day of the plan."""
    if not figures:
        by = None if aim.target is None else aim.by
        return Pace(
            State.NO_FIGURE, None, None, aim.target, by, None, 0, aim.cadence, down=aim.down
        )
    start_day, start = _start(figures, begins)
    began = max(start_day, begins) if begins is not None and start_day < begins else start_day
    day, value = figures[-1]
    expected = None if aim.target is None else _on_path((began, start), aim, aim.target, day)
    state = _state(figures, aim, expected=expected, today=today)
    left = 0
    step = None
    if state in {State.ON_PACE, State.BEHIND} and aim.target is not None:
        left = _periods_left(aim, day, today, first_weekday)
        step = _rounded_up((aim.target - value) / left)
    return Pace(
        state=state,
        value=value,
        start=start,
        target=aim.target,
        by=None if aim.target is None else aim.by,
        step_needed=step,
        periods_left=left,
        cadence=aim.cadence,
        day=day,
        began=began,
        expected=expected,
        compared=day > start_day,
        old=(today - day).days > OLD_AFTER[aim.cadence],
        down=aim.down,
    )


def target_path(pace: Pace, first_weekday: int = MONDAY) -> tuple[Point, ...]:
    """The path's points, one for each period from its start to its day; none without a way left."""
    if pace.start is None or pace.target is None or pace.by is None or pace.began is None:
        return ()
    if pace.by <= pace.began:
        return ()
    aim = Aim(pace.target, pace.by, pace.cadence, pace.down)
    days = [pace.began]
    span = span_after(pace.cadence, span_of(pace.cadence, pace.began, first_weekday))
    while span[0] < pace.by:
        days.append(span[0])
        span = span_after(pace.cadence, span)
    days = [*days[:: -(-len(days) // MOST_POINTS)], pace.by]
    start = (pace.began, pace.start)
    return tuple((day, _on_path(start, aim, pace.target, day)) for day in days)


def _start(figures: Sequence[Point], begins: date | None) -> Point:
    before = [point for point in figures if begins is not None and point[0] < begins]
    return before[-1] if before else figures[0]


def _on_path(start: Point, aim: Aim, target: Decimal, day: date) -> Decimal:
    """The figure on the straight way; from a start that is beyond the target it is flat."""
    began, value = start
    if day >= aim.by or _is_reached(value, aim):
        return target
    if day <= began:
        return value
    gone = Fraction((day - began).days, (aim.by - began).days)
    exact = Fraction(value) + (Fraction(target) - Fraction(value)) * gone
    return Decimal(round_half_even(exact * 100)).scaleb(-2)


def _state(figures: Sequence[Point], aim: Aim, *, expected: Decimal | None, today: date) -> State:
    value = figures[-1][1]
    if expected is None:
        return State.NO_TARGET
    if _is_reached(value, aim):
        return State.REACHED
    if today > aim.by:
        in_time = [point for point in figures if point[0] <= aim.by]
        return State.REACHED if in_time and _is_reached(in_time[-1][1], aim) else State.OVER
    kept = value <= expected if aim.down else value >= expected
    return State.ON_PACE if kept else State.BEHIND


def _is_reached(value: Decimal, aim: Aim) -> bool:
    return aim.target is not None and (value <= aim.target if aim.down else value >= aim.target)


def _periods_left(aim: Aim, day: date, today: date, first_weekday: int) -> int:
    """How many figures may still come by the day: whole periods, at least the one running."""
    span = span_of(aim.cadence, max(today, day), first_weekday)
    if day >= span[0]:
        span = span_after(aim.cadence, span)
    left = 0
    while span[1] <= aim.by:
        left += 1
        span = span_after(aim.cadence, span)
    return max(1, left)


def _rounded_up(step: Decimal) -> Decimal:
    return step.quantize(_HUNDREDTH, rounding=ROUND_UP)
