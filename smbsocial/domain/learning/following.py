"""Follows a figure of a business week by week, beginning with what was published of its like.

The logarithm of the figure lies on a grid. Before any week it is as the published range says (a
log-normal through low, typical and high, each side with a width of its own). From week to week it
may drift a little, so that old weeks count less and less, and now and then it jumps, so that a
platform that turned is followed. Each week's count scatters around the figure as a Poisson count
whose mean has a scatter of its own (a negative binomial); how large that is nobody knows before:
several are followed, and each has the weight that the weeks give it.

What is told is the mean of the thirteen weeks to come: the figure as it is known now, its drift to
their middle, and the weeks' own scatter, which will not stop. Weeks are taken to be independent:
where luck lasts, a season turns or followers grow, a single figure's range holds the coming
quarter's mean in some sixty cases of a hundred, not in eighty. Of the forecast, which all figures
make together, tests/benchmarks/learning_coverage.py measures what it holds. Floats with
exponentials, which may differ in the last bit between machines: what is told is rounded to three
digits.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from math import exp, lgamma, log, sqrt
from operator import add, mul

from smbsocial.domain.learning.values import WeekCount
from smbsocial.domain.ranges import Range

MOST_WEEKS = 104
"""Weeks before that tell of another business."""
_STEP = 0.05
_DRIFT = 0.02
"""Of the logarithm, a week: two times in three a figure moves no more than a seventh in a year."""
_CUSTOMERS_DRIFT = 0.045
"""Customers drift more: how results grow in the beginning is known only roughly."""
_JUMP = 0.006
"""The chance of a jump in a week: about one in three years."""
_JUMP_SIZE = 0.6
"""Of the logarithm: half of the jumps are smaller than 0.4, a third up or down."""
_SCATTERS = (0.02, 0.06, 0.18, 0.5, 1.5)
"""Variances of the weeks' own scatter, as parts of the mean."""
_QUARTER = 13
_TENTH = 1.2815515655446004
"""Of a normal distribution, the tenth above: so many standard deviations from the middle."""
_REACH = 4.5
"""So many standard deviations does the grid go beyond the published range's middle."""
_LEAST_WIDTH = 0.05
_LOWEST = 0.05
"""A published low of nothing is taken for such a part of the typical figure."""
_DIGITS = 3

Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class Followed:
    """What is known of a figure: see `LearnedLink`; `now` is the published range without weeks."""

    now: Range
    own_percent: int
    weeks: int


@dataclass(frozen=True, slots=True)
class _Track:
    """One size of the weeks' scatter: what is known of the figure, and how well it fits."""

    scatter: float
    known: Row
    fit: float


def follow(
    published: Range,
    weeks: Sequence[WeekCount],
    today: date,
    *,
    inverse: bool = False,
    counts: bool = True,
) -> Followed:
    """What is known of a figure at the end of some weeks, oldest first; only those before `today`.

    A published range without any width, or one of nothing, is kept as it is. `inverse`: the weeks
    tell one divided by the figure. `counts`: the count's own chance is part of the mean; where it
    is what a forecast counts in the end, that adds it by itself.
    """
    told = [w for w in weeks if w.of > 0 and w.day < today][-MOST_WEEKS:]
    if not told or published.typical <= 0 or published.low == published.high:
        return Followed(published, 0, len(told))
    if inverse:
        return _turned(follow(_over(published), told, today, counts=counts))
    drift = _DRIFT if counts else _CUSTOMERS_DRIFT
    grid = _grid(published, told)
    prior = _published(published, grid)
    tracks = [_track(scatter, drift, prior, (grid, told)) for scatter in _SCATTERS]
    best = max(track.fit for track in tracks)
    weights = [exp(track.fit - best) for track in tracks]
    idle = (today - told[-1].day).days // 7
    after = [_wait(track.known, idle, drift) for track in tracks]
    now = _mixed(after, weights)
    own = 1 - (_width(now, grid) / _width(prior, grid)) ** 2
    coming = [
        _scattered(_wait(known, _QUARTER // 2, drift), track.scatter, told, grid, counts=counts)
        for known, track in zip(after, tracks, strict=True)
    ]
    ends = _quantiles(_mixed(coming, weights), grid)
    return Followed(_rounded(ends), max(0, min(99, round(100 * own))), len(told))


def _over(published: Range) -> Range:
    low = max(published.low, published.typical * Decimal(str(_LOWEST)))
    return Range(1 / published.high, 1 / published.typical, 1 / low)


def _turned(known: Followed) -> Followed:
    now = known.now
    ends = (_short(1 / float(end)) for end in (now.high, now.typical, now.low))
    return Followed(Range(*ends), known.own_percent, known.weeks)


def _grid(published: Range, weeks: Sequence[WeekCount]) -> tuple[float, ...]:
    """Even steps of the logarithm that hold the published range and what the weeks tell."""
    low, middle, high = _logs(published)
    below, above = _widths(low, middle, high)
    seen = [log((week.count + 0.5) / week.of) for week in weeks]
    first = min(middle - _REACH * below, min(seen) - 1)
    last = max(middle + _REACH * above, max(seen) + 1)
    return tuple(first + _STEP * n for n in range(int((last - first) / _STEP) + 2))


def _logs(published: Range) -> tuple[float, float, float]:
    typical = float(published.typical)
    low = max(float(published.low), typical * _LOWEST)
    return log(low), log(typical), log(float(published.high))


def _widths(low: float, middle: float, high: float) -> tuple[float, float]:
    below, above = (middle - low) / _TENTH, (high - middle) / _TENTH
    return max(below, _LEAST_WIDTH), max(above, _LEAST_WIDTH)


def _published(published: Range, grid: Row) -> list[float]:
    low, middle, high = _logs(published)
    below, above = _widths(low, middle, high)
    found = []
    for place in grid:
        width = below if place < middle else above
        found.append(exp(-(((place - middle) / width) ** 2) / 2) / width)
    return _even(found)[0]


def _track(
    scatter: float, drift: float, prior: Row, seen: tuple[Row, Sequence[WeekCount]]
) -> _Track:
    grid, weeks = seen
    known, fit, before = list(prior), 0.0, weeks[0].day
    usual = sum(week.of for week in weeks) / len(weeks)
    for week in weeks:
        known = _wait(known, (week.day - before).days // 7, drift)
        before = week.day
        known, whole = _even(list(map(mul, known, _likely(week, scatter, usual, grid))))
        fit += log(whole)
    return _Track(scatter, known, fit)


def _likely(week: WeekCount, scatter: float, usual: float, grid: Row) -> list[float]:
    """How likely a week's count is at each place; weeks with more to go by scatter less."""
    shape = max(0.2, week.of / usual) / scatter
    count, of = week.count, log(week.of)
    first = lgamma(count + shape) - lgamma(shape) - lgamma(count + 1) + shape * log(shape)
    together = count + shape
    return [
        exp(first + count * (place + of) - together * log(exp(place + of) + shape))
        for place in grid
    ]


def _wait(known: Row, weeks: int, drift: float) -> list[float]:
    """The same so many weeks later."""
    found = list(known)
    for _ in range(min(weeks, MOST_WEEKS)):
        found = _later(found, drift)
    return found


def _later(known: list[float], drift: float) -> list[float]:
    aside = (drift / _STEP) ** 2 / 2
    left, right = [*known[1:], known[-1]], [known[0], *known[:-1]]
    stay = 1 - 2 * aside
    drifted = [stay * a + aside * (b + c) for a, b, c in zip(known, left, right, strict=True)]
    fade = exp(-_STEP / _JUMP_SIZE)

    def gathered(values: list[float]) -> list[float]:
        return list(accumulate(values, lambda before, value: before * fade + value))

    up, down = gathered(known), gathered(known[::-1])[::-1]
    part = (1 - fade) / (1 + fade)
    both = map(add, up, down)
    return [
        (1 - _JUMP) * a + _JUMP * part * (b - c)
        for a, b, c in zip(drifted, both, known, strict=True)
    ]


def _scattered(
    known: Row, scatter: float, weeks: Sequence[WeekCount], grid: Row, *, counts: bool
) -> list[float]:
    """With the scatter of the mean of a quarter's weeks, by chance and by the weeks' own."""
    middle = exp(_quantile(known, grid, 0.5))
    usual = sum(week.of for week in weeks) / len(weeks)
    chance = 1 / max(middle * usual, 0.02) if counts else 0.0
    spread = sqrt((scatter + chance) / _QUARTER)
    far = int(3 * spread / _STEP) + 1
    kernel = _even([exp(-((n * _STEP / spread) ** 2) / 2) for n in range(-far, far + 1)])[0]
    size = len(known)
    found = [0.0] * size
    for place, share in enumerate(known):
        for n, part in enumerate(kernel):
            found[max(0, min(size - 1, place + n - far))] += share * part
    return found


def _even(values: list[float]) -> tuple[list[float], float]:
    """Made to add up to one, and what they added up to."""
    whole = sum(values)
    return [value / whole for value in values], whole


def _mixed(rows: Sequence[Row], weights: Row) -> list[float]:
    whole = sum(weights)
    return [
        sum(w * value for w, value in zip(weights, column, strict=True)) / whole
        for column in zip(*rows, strict=True)
    ]


def _quantile(known: Row, grid: Row, chance: float) -> float:
    """The place that is not reached with this chance, straight between two of the grid's."""
    totals = list(accumulate(known))
    wanted = chance * totals[-1]
    n = bisect_left(totals, wanted)
    return grid[n] + _STEP * (0.5 - (totals[n] - wanted) / known[n])


def _quantiles(known: Row, grid: Row) -> tuple[float, float, float]:
    low, middle, high = (_quantile(known, grid, chance) for chance in (0.1, 0.5, 0.9))
    return low, middle, high


def _width(known: Row, grid: Row) -> float:
    low, _, high = _quantiles(known, grid)
    return high - low


def _rounded(ends: tuple[float, float, float]) -> Range:
    return Range(*(_short(exp(end)) for end in ends))


def _short(value: float) -> Decimal:
    return Decimal(f"{value:.{_DIGITS}g}").normalize() + 0
