"""Seeded draws from ranges: the only floats beside those of `expectation.py`, and only + - * /.

Exponentials and logarithms differ by a last bit between machines, so a range is drawn along
straight lines through its ends. The same seed, key and range give the same numbers everywhere,
and the same random numbers serve every position of a slider, so that nothing jitters.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from operator import add, mul
from random import Random
from typing import Self
from zlib import crc32

from smbsocial.domain.ranges import Range

SAMPLES = 1000
"""Enough for a chance within two per cent; the screen says "about one in four"."""
SEED = 20261122

Number = Decimal | Fraction | int
Drawn = tuple[str, Range]
"""What was drawn: the key of the stream and the range."""

_LOW, _MIDDLE, _HIGH = 0.1, 0.5, 0.9
_SPAN = 0.4  # of probability between low and typical, and between typical and high
_TAIL = 0.25  # of the neighbouring span, over the last tenth on either side


@dataclass(frozen=True, slots=True)
class Samples:
    """What a figure may be, once per imagined case; the n-th of each belong together."""

    values: tuple[float, ...]

    @classmethod
    def exactly(cls, value: Number, n: int) -> Self:
        """The same in every case."""
        return cls((float(value),) * n)

    def __add__(self, other: "Samples") -> "Samples":
        return Samples(tuple(map(add, self.values, other.values)))

    def __mul__(self, other: "Samples") -> "Samples":
        return Samples(tuple(map(mul, self.values, other.values)))

    def times(self, factor: Number) -> "Samples":
        """Each multiplied by the same factor."""
        return Samples(tuple(map(mul, self.values, repeat(float(factor)))))

    def plus(self, addend: Number) -> "Samples":
        """To each the same added."""
        return Samples(tuple(map(add, self.values, repeat(float(addend)))))

    def over(self, divisor: "Samples") -> "Samples":
        """Each divided by its fellow; where that is nothing, the result is nothing."""
        pairs = zip(self.values, divisor.values, strict=True)
        return Samples(tuple([a / b if b > 0 else 0.0 for a, b in pairs]))

    def at_most(self, limit: Number) -> "Samples":
        """None above the limit."""
        most = float(limit)
        return Samples(tuple([a if a < most else most for a in self.values]))

    def tapered(self, full: Number, part: Number) -> "Samples":
        """What goes beyond `full` counts only in `part`."""
        bend, rest = float(full), float(part)
        return Samples(tuple([a if a <= bend else bend + (a - bend) * rest for a in self.values]))

    def range(self, *, times: Number = 1) -> Range:
        """One in ten below low, half below typical, one in ten above high; to a hundredth.

        `times`, not negative, multiplies the three ends alone: the same as all, but sooner.
        """
        ordered, factor = sorted(self.values), float(times)
        last = len(ordered) - 1
        ends = (ordered[last // 10], ordered[last // 2], ordered[last - last // 10])
        return Range(*(_hundredths(end * factor) for end in ends))

    def percent_at_least(self, limit: Number) -> int:
        """How many in a hundred reach the limit, halves to the even neighbour."""
        least = float(limit)
        reached = len([a for a in self.values if a >= least])
        return round(Fraction(100 * reached, len(self.values)))

    def reached_by(self, percent: int) -> Decimal:
        """The largest value that so many in a hundred reach, rounded down to a hundredth."""
        ordered = sorted(self.values, reverse=True)
        needed = max(1, -(-percent * len(ordered) // 100))
        return Decimal(int(ordered[needed - 1] * 100)) / 100


@dataclass(frozen=True, slots=True)
class Growing:
    """How a weekly result grows: straight to `at_first` by the first sign, then to 1 when solid.

    New customers of past weeks (of `most_weeks` at most) come back: a part `back` of them,
    `back_a_week` times each week. None where nobody is counted twice.
    """

    first: Drawn
    solid: Drawn
    at_first: Number
    back: Drawn | None
    back_a_week: Fraction
    most_weeks: int


@dataclass(frozen=True, slots=True)
class Course:
    """A weekly result on its way: read at any week in one pass, because a chart asks often.

    `lasting` grows; `gathering` is added once more each week; `gaining` is a part that rises each
    week, to `most`, of `gained`; `at_once` is there from the start; `returning` is added each week
    that passed since. None where there is nothing of a kind.
    """

    lasting: Samples
    gathering: Samples
    gaining: Samples
    most: Number
    gained: Samples | None
    at_once: Samples
    returning: Samples | None

    def at(
        self, growth: Samples, *, gathered: Fraction, started: Fraction, past: Fraction
    ) -> Samples:
        """The result where growth, gathered weeks, start (0 to 1) and past weeks are these."""
        there = self.at_once if started == 1 else self.at_once.times(started)
        if self.returning is not None:
            there += self.returning.times(past)
        weeks = float(gathered)
        besides = map(add, map(mul, self.gathering.values, repeat(weeks)), there.values)
        result = map(add, map(mul, growth.values, self.lasting.values), besides)
        if self.gained is not None:
            gains = self._gains(weeks)
            result = map(add, result, map(mul, gains, self.gained.values))
        return Samples(tuple(result))

    def _gains(self, weeks: float) -> Iterable[float]:
        """The part gained in each case; looked at one by one only where some reach the most."""
        gains, most = map(mul, self.gaining.values, repeat(weeks)), float(self.most)
        if max(self.gaining.values) * weeks <= most:
            return gains
        return [a if a < most else most for a in gains]


class Sampler:
    """Draws, one stream of random numbers for each key; what was drawn once is kept."""

    def __init__(self, seed: int = SEED, n: int = SAMPLES) -> None:
        self.n = n
        self._seed = seed
        self._uniforms: dict[str, tuple[float, ...]] = {}
        self._drawn: dict[tuple[str, Range, int], Samples] = {}
        self._grown: dict[tuple[Growing, Fraction], Samples] = {}

    def draw(self, key: str, range_: Range, *, per: int = 1) -> Samples:
        """Samples of a range, never negative; the same key meets the same random numbers.

        `per` divides them: 100 for a figure in per cent.
        """
        place = (key, range_, per)
        if place not in self._drawn:
            self._drawn[place] = self._make(key, range_, per)
        return self._drawn[place]

    def exactly(self, value: Number) -> Samples:
        """The same in every case."""
        return Samples.exactly(value, self.n)

    def growth(self, growing: Growing, week: Fraction) -> Samples:
        """How much of the full weekly result has come by a week (more than 1 with those back)."""
        key = (growing, week)
        if key not in self._grown:
            self._grown[key] = self._grow(growing, float(week))
        return self._grown[key]

    def _grow(self, growing: Growing, week: float) -> Samples:
        first, solid = self.draw(*growing.first), self.draw(*growing.solid)
        back = self.draw(*growing.back) if growing.back else self.exactly(0)
        part, times, most = float(growing.at_first), float(growing.back_a_week), growing.most_weeks
        found: list[float] = []
        for sign, full, share in zip(first.values, solid.values, back.values, strict=True):
            level, total = _grown(week, sign, full, part)
            found.append(level + share * times * min(total, float(most)))
        return Samples(tuple(found))

    def _make(self, key: str, range_: Range, per: int) -> Samples:
        if range_.low == range_.high:
            return self.exactly(range_.low / per)
        quantile = _quantile(range_)
        return Samples(tuple([quantile(u) / per for u in self._stream(key)]))

    def _stream(self, key: str) -> tuple[float, ...]:
        if key not in self._uniforms:
            stream = Random(self._seed * 2**32 + crc32(key.encode()))  # noqa: S311
            self._uniforms[key] = tuple(stream.random() for _ in range(self.n))
        return self._uniforms[key]


def _grown(now: float, sign: float, full: float, part: float) -> tuple[float, float]:
    """Level and the area below it for one case; `full` lies at least a week after `sign`."""
    full = max(full, sign + 1.0)
    if now < sign:
        level = part * now / sign
        return level, level * now / 2
    area = part * sign / 2
    if now < full:
        level = part + (1.0 - part) * (now - sign) / (full - sign)
        return level, area + (part + level) / 2 * (now - sign)
    return 1.0, area + (part + 1.0) / 2 * (full - sign) + (now - full)


def _quantile(range_: Range) -> Callable[[float], float]:
    low, middle, high = float(range_.low), float(range_.typical), float(range_.high)
    below, above = middle - low, high - middle

    def at(u: float) -> float:
        if u < _LOW:
            value = low - (1 - u / _LOW) * below * _TAIL
        elif u < _MIDDLE:
            value = low + (u - _LOW) / _SPAN * below
        elif u < _HIGH:
            value = middle + (u - _MIDDLE) / _SPAN * above
        else:
            value = high + (u - _HIGH) / _LOW * above * _TAIL
        return value if value > 0 else 0.0

    return at


def _hundredths(value: float) -> Decimal:
    return Decimal(round(value * 100)) / 100
