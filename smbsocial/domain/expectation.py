"""What coming weeks would have brought: a forecast of their sum from the weeks before.

The weeks before, set even by their growth, are a level, a trend, the year's ups and downs, a part
that remembers the week before (autoregressive) and a part that does not. How steep trends and how
large the year's swings are is assumed to begin with (a tenth of the level or two), so that few
weeks leave wide doubts and many weeks decide by themselves. Over the strength and the share of
the memory the forecast is averaged with the weight that the weeks themselves give to each: to
pick one would say more than is known. tests/benchmarks/lift_coverage.py measures all of this.

Floats with exponentials, which may differ in the last bit between machines: whoever shows a
quantile rounds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import copysign, cos, exp, log, log1p, pi, sin, sqrt
from operator import mul
from statistics import NormalDist

_YEAR_DAYS = 365.2425
_TREND = 0.008
"""Of the level and week: two in three businesses grow or shrink no faster beside their growth."""
_SWINGS = (0.13, 0.065, 0.04)
"""Of the level: how far the year, its halves and its thirds swing, two times in three."""
_GROWTH = 0.005
"""Of the level and week: the growth that is usual."""
_YEARS_DOUBT = 0.0073
"""So much a week may a year's swing look like growth, if there is just one year."""
_MEMORY = (0.3, 0.5, 0.7, 0.85, 0.93, 0.97)
_FORGETTING = (0.07, 0.2, 0.45, 0.8)
"""Shares of a week's deviation that the next week does not know of: chance, at a small shop."""
_NO_MEMORY = (-0.2, 0.0)
_NO_MEMORY_WEIGHT = 12.0
"""Beside 1 for each case with memory: before looking, both are as likely."""
_CHANCE_WEEKS = 2.0
"""Chance alone (a Poisson count's) is believed as if so many further weeks had shown it."""
_MEMORY_DOUBT = 3.0
"""Memory makes a growth that much less certain than the same weeks without it."""
_PASSES = 3
_HALVINGS = 45
_STEPS = 12
_FAR = 20.0
_WEEKS_OF_YEAR = 52
_LEAST_MEAN = 0.5
_LEAST = 1e-12

Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class _Case:
    """How much a week remembers of the one before, and which share of it nothing remembers."""

    memory: float
    forgetting: float
    weight: float

    def over(self, weeks: int) -> float:
        """The memory over so many weeks."""
        return copysign(abs(self.memory) ** weeks, self.memory if weeks % 2 else 1.0)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A case's forecast: a t distribution, and the logarithm of how well it fits the weeks."""

    fit: float
    middle: float
    spread: float
    freedom: float

    def below(self, value: float) -> float:
        """The chance of less (Wallace's way from t to normal)."""
        t, nu = (value - self.middle) / self.spread, self.freedom
        z = (8 * nu + 1) / (8 * nu + 3) * sqrt(nu * log1p(t * t / nu))
        return NormalDist().cdf(copysign(z, t))


@dataclass(frozen=True, slots=True)
class Expected:
    """The sum of the coming weeks: a mixture of forecasts, in units of `scale`."""

    scale: float
    parts: tuple[tuple[float, _Answer], ...]

    def quantile(self, chance: float) -> float:
        """The sum that is not reached with this chance; nothing is less than nothing."""
        low = min(a.middle - 60 * a.spread for _, a in self.parts)
        high = max(a.middle + 60 * a.spread for _, a in self.parts)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if sum(weight * answer.below(middle) for weight, answer in self.parts) < chance:
                low = middle
            else:
                high = middle
        return max(0.0, (low + high) / 2 * self.scale)


@dataclass(frozen=True, slots=True)
class _Line:
    """Growth at the same rate: the logarithm of the level in the middle, and the rate a week."""

    level: float
    growth: float

    def over(self, away: Row) -> list[float]:
        """What it says so many weeks away from the middle."""
        return [exp(max(-_FAR, min(_FAR, self.level + self.growth * a))) for a in away]

    def nearer(self, away: Row, units: Row) -> "_Line":
        """A step of Newton's towards the counts."""
        fitted = self.over(away)
        whole, first = sum(fitted), sum(map(mul, fitted, away))
        second = sum(f * a * a for f, a in zip(fitted, away, strict=True))
        left = [u - f for u, f in zip(units, fitted, strict=True)]
        off, lean = sum(left), sum(map(mul, left, away))
        room = max(whole * second - first * first, _LEAST)
        level = self.level + (second * off - first * lean) / room
        growth = self.growth + (whole * lean - first * off) / room
        return _Line(max(-_FAR, min(_FAR, level)), max(-1.0, min(1.0, growth)))


@dataclass(frozen=True, slots=True)
class _Weeks:
    """The weeks before and those to come, numbered; the last before is week 0.

    `columns`: one for each unknown, the last one the figures in units of the mean; `coming`: the
    unknowns' columns summed over the weeks to come; `swell` what growth makes of each of these.
    """

    columns: tuple[Row, ...]
    gaps: tuple[int, ...]
    coming: Row
    coming_gaps: tuple[int, ...]
    swell: Row
    mean: float


@dataclass(frozen=True, slots=True)
class _Whitened:
    """Columns without memory, what of each is remembered at the end, and the doubt in that."""

    columns: tuple[Row, ...]
    remembered: Row
    doubt: float
    fit: float


def expected(before: Sequence[tuple[int, int]], coming: Sequence[int]) -> Expected:
    """The forecast for the sum of the weeks of these numbers.

    `before`: number and units of at least three weeks, by number; `coming`: at least one, later.
    """
    weeks = _weeks(before, coming)
    answers = [_answer(weeks, case) for case in _cases()]
    best = max(answer.fit for answer in answers)
    weights = [exp(answer.fit - best) for answer in answers]
    whole = sum(weights)
    parts = tuple((w / whole, a) for w, a in zip(weights, answers, strict=True))
    return Expected(weeks.mean, parts)


def _cases() -> list[_Case]:
    plain = [_Case(memory, _FORGETTING[0], _NO_MEMORY_WEIGHT) for memory in _NO_MEMORY]
    return plain + [_Case(memory, share, 1.0) for memory in _MEMORY for share in _FORGETTING]


def _weeks(before: Sequence[tuple[int, int]], coming: Sequence[int]) -> _Weeks:
    numbers = [number for number, _ in before]
    end = numbers[-1]
    growth = _growth([number - end for number in numbers], [float(units) for _, units in before])
    even = [units * exp(-growth * (number - end)) for number, units in before]
    mean = max(sum(even) / len(even), _LEAST_MEAN)
    known = [_row(number - end) for number in numbers]
    swell = [exp(growth * (number - end)) for number in coming]
    ahead = [_row(number - end) for number in coming]
    marks = [end, *coming]
    return _Weeks(
        columns=(*zip(*known, strict=True), tuple(units / mean for units in even)),
        gaps=(1, *(b - a for a, b in pairwise(numbers))),
        coming=tuple(sum(map(mul, swell, column)) for column in zip(*ahead, strict=True)),
        coming_gaps=tuple(b - a for a, b in pairwise(marks)),
        swell=swell,
        mean=mean,
    )


def _row(number: int) -> tuple[float, ...]:
    """Level, trend and the year's swings in a week, each so large as is usual."""
    angle = 2 * pi * 7 * number / _YEAR_DAYS
    swings = [
        size * turned(times * angle)
        for times, size in enumerate(_SWINGS, start=1)
        for turned in (cos, sin)
    ]
    return (1.0, _TREND * number, *swings)


def _growth(numbers: Sequence[int], units: Sequence[float]) -> float:
    """The growth a week (a Poisson count's, by Newton's way), drawn to nothing by its doubts."""
    count, mean = len(units), sum(units) / len(units)
    if mean <= 0:
        return 0.0
    middle = sum(numbers) / count
    away = [number - middle for number in numbers]
    line = _Line(log(mean), 0.0)
    for _ in range(_STEPS):
        line = line.nearer(away, units)
    fitted = line.over(away)
    room = sum(f * a * a for f, a in zip(fitted, away, strict=True))
    scatter = sum((u - f) ** 2 / f for u, f in zip(units, fitted, strict=True)) / (count - 2)
    span = numbers[-1] - numbers[0] + 1
    doubt = _MEMORY_DOUBT * max(1.0, scatter) / max(room, _LEAST)
    doubt += (_YEARS_DOUBT * (_WEEKS_OF_YEAR / span) ** 2) ** 2
    return line.growth * _GROWTH**2 / (_GROWTH**2 + doubt)


def _answer(weeks: _Weeks, case: _Case) -> _Answer:
    white = _whitened(weeks, case)
    products = [[sum(map(mul, a, b)) for b in white.columns[: i + 1]]
                for i, a in enumerate(white.columns)]  # fmt: skip
    unknowns = len(products) - 1
    freedom = len(weeks.gaps) - 1 + _CHANCE_WEEKS
    root = _root(products, 1 / weeks.mean)
    rest = _rest(root, weeks.mean)
    for _ in range(_PASSES):  # what is assumed counts in units of the scatter, and changes it
        root = _root(products, rest / freedom)
        rest = _rest(root, weeks.mean)
    scatter = rest / freedom
    fit = log(case.weight) + white.fit - freedom / 2 * log(rest)
    fit += (unknowns - 1) / 2 * log(scatter) - sum(log(root[i][i]) for i in range(unknowns))
    doubt, kept = _to_come(weeks, case, white.doubt)
    ahead = [c - kept * r for c, r in zip(weeks.coming, white.remembered, strict=False)]
    middle, more = _seen_from(root, ahead)
    spread = sqrt((doubt + more) * scatter)
    return _Answer(fit, middle + kept * white.remembered[unknowns], spread, freedom)


def _whitened(weeks: _Weeks, case: _Case) -> _Whitened:
    """Each column less what the columns before let expect (Kalman's filter), made of one size."""
    lasting = 1 - case.forgetting
    steps, doubt, fit = [], lasting, 0.0
    for gap in weeks.gaps:
        memory = case.over(gap)
        doubt = memory * memory * doubt + (1 - memory * memory) * lasting
        size = doubt + case.forgetting
        steps.append((memory, doubt / size, 1 / sqrt(size)))
        doubt *= case.forgetting / size
        fit -= log(size) / 2
    made = [_filtered(column, steps) for column in weeks.columns]
    return _Whitened(tuple(c for c, _ in made), tuple(last for _, last in made), doubt, fit)


def _filtered(
    column: Row, steps: Sequence[tuple[float, float, float]]
) -> tuple[list[float], float]:
    state, made = 0.0, []
    for value, (memory, gain, size) in zip(column, steps, strict=True):
        state *= memory
        new = value - state
        state += gain * new
        made.append(new * size)
    return made, state


def _to_come(weeks: _Weeks, case: _Case, doubt: float) -> tuple[float, float]:
    """What the coming weeks' chance adds to the doubt, and how much of the last memory counts."""
    lasting, kept, added = 1 - case.forgetting, 0.0, 0.0
    for gap, swell in zip(reversed(weeks.coming_gaps), reversed(weeks.swell), strict=True):
        memory, weight = case.over(gap), swell + kept
        added += (1 - memory * memory) * lasting * weight * weight + case.forgetting * swell**2
        kept = memory * weight
    return added + kept * kept * doubt, kept


def _root(products: Sequence[Row], scatter: float) -> list[list[float]]:
    """Cholesky's root of the products, with what is assumed of all unknowns but the level."""
    root: list[list[float]] = []
    for i, row in enumerate(products):
        assumed = scatter if 0 < i < len(products) - 1 else 0.0
        made: list[float] = []
        for j in range(i):
            made.append((row[j] - sum(map(mul, made, root[j]))) / root[j][j])
        made.append(sqrt(max(row[i] + assumed - sum(map(mul, made, made)), _LEAST)))
        root.append(made)
    return root


def _rest(root: Sequence[Row], mean: float) -> float:
    """What nothing explains, and what chance alone is thought to add."""
    return root[-1][-1] ** 2 + _CHANCE_WEEKS / mean


def _seen_from(root: Sequence[Row], ahead: Sequence[float]) -> tuple[float, float]:
    """The fitted unknowns' figure for a row, and the doubt in it in units of the scatter."""
    solved: list[float] = []
    for i, value in enumerate(ahead):
        solved.append((value - sum(map(mul, root[i], solved))) / root[i][i])
    return sum(map(mul, solved, root[len(ahead)])), sum(map(mul, solved, solved))
