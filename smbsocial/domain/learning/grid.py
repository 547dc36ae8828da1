"""What is known of a figure, as weights of even steps of its logarithm."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, repeat
from math import exp, log
from operator import add, mul

from smbsocial.domain.ranges import Range

STEP = 0.1
LOWEST = 0.05
"""A published low of nothing is taken for such a part of the typical figure."""
_TENTH = 1.2815515655446004
"""Of a normal distribution, the tenth above: so many standard deviations from the middle."""
_REACH = 4.0
"""So many standard deviations does the grid go beyond the published range's middle."""
_LEAST_WIDTH = 0.05
_JUMP_SIZE = 0.6
"""Of the logarithm: half of the jumps are smaller than 0.4, a third up or down."""

Row = Sequence[float]


def grid_for(published: Range, seen: Row) -> tuple[float, ...]:
    """Even steps that hold the published range and the logarithms of what the weeks tell."""
    low, middle, high = _logs(published)
    below, above = _widths(low, middle, high)
    first = min(middle - _REACH * below, min(seen) - 1)
    last = max(middle + _REACH * above, max(seen) + 1)
    return tuple(first + STEP * n for n in range(int((last - first) / STEP) + 2))


def weights_of(published: Range, grid: Row) -> list[float]:
    """The published range as a normal distribution with a width of its own on each side."""
    low, middle, high = _logs(published)
    below, above = _widths(low, middle, high)
    found = []
    for place in grid:
        width = below if place < middle else above
        found.append(exp(-(((place - middle) / width) ** 2) / 2))
    return even(found)[0]


def _logs(published: Range) -> tuple[float, float, float]:
    typical = float(published.typical)
    low = max(float(published.low), typical * LOWEST)
    return log(low), log(typical), log(float(published.high))


def _widths(low: float, middle: float, high: float) -> tuple[float, float]:
    below, above = (middle - low) / _TENTH, (high - middle) / _TENTH
    return max(below, _LEAST_WIDTH), max(above, _LEAST_WIDTH)


def later(known: Row, weeks: int, drift: float, jump: float) -> list[float]:
    """The same so many weeks later: drifted by so much a week, now and then far off at once."""
    found = list(known)
    for _ in range(weeks):
        found = _next(found, drift, jump)
    return found


def _next(known: list[float], drift: float, jump: float) -> list[float]:
    aside = (drift / STEP) ** 2 / 2
    left, right = [*known[1:], known[-1]], [known[0], *known[:-1]]
    fade = exp(-STEP / _JUMP_SIZE)

    def gathered(before: float, value: float) -> float:
        return before * fade + value

    up = accumulate(known, gathered)
    down = [*accumulate(known[::-1], gathered)][::-1]
    part = jump * (1 - fade) / (1 + fade)
    stay, drifted = (1 - jump) * (1 - 2 * aside) - part, (1 - jump) * aside
    return [
        stay * a + drifted * (b + c) + part * (d + e)
        for a, b, c, d, e in zip(known, left, right, up, down, strict=True)
    ]


def blurred(known: Row, shift: float, spread: float) -> list[float]:
    """Moved up by so much, and spread normally by so much; what would leave the grid stays."""
    far = int(3 * spread / STEP + abs(shift) / STEP) + 1
    places = range(-far, far + 1)
    kernel = even([exp(-(((n * STEP - shift) / spread) ** 2) / 2) for n in places])[0]
    size = len(known)
    found = [0.0] * size
    for place, share in enumerate(known):
        for n, part in zip(places, kernel, strict=True):
            found[max(0, min(size - 1, place + n))] += share * part
    return found


def even(values: Sequence[float]) -> tuple[list[float], float]:
    """Made to add up to one, and what they added up to."""
    whole = sum(values)
    return [value / whole for value in values], whole


def mixed(rows: Sequence[Row], weights: Row) -> list[float]:
    """The mean of several, by weight."""
    found = [0.0] * len(rows[0])
    for row, weight in zip(rows, weights, strict=True):
        found = list(map(add, found, map(mul, row, repeat(weight))))
    return even(found)[0]


def tenths(known: Row, grid: Row) -> tuple[float, float, float]:
    """The places below which one in ten, half, and nine in ten lie."""
    totals = list(accumulate(known))
    low, middle, high = (_place(totals, known, grid, chance) for chance in (0.1, 0.5, 0.9))
    return low, middle, high


def _place(totals: Row, known: Row, grid: Row, chance: float) -> float:
    """Straight between two of the grid's."""
    wanted = chance * totals[-1]
    n = bisect_left(totals, wanted)
    return grid[n] + STEP * (0.5 - (totals[n] - wanted) / known[n])


def width(known: Row, grid: Row) -> float:
    """From the lower tenth to the upper."""
    low, _, high = tenths(known, grid)
    return high - low


def over(published: Range) -> Range:
    """One divided by a range."""
    low = max(published.low, published.typical * Decimal(str(LOWEST)))
    return Range(1 / published.high, 1 / published.typical, 1 / low)
