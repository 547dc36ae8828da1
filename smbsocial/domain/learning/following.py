"""Follows a figure of a business week by week, beginning with what was published of its like.

The logarithm of the figure lies on a grid. Before any week it is as the published range says (a
log-normal through low, typical and high, each side with a width of its own). From week to week it
drifts, so that old weeks count less and less, and now and then it jumps, so that a platform that
turned is followed. Each week's count scatters around the figure as a Poisson count whose mean has a
scatter of its own (a negative binomial). How large scatter and drift are nobody knows before:
several of each are followed, and each has the weight that the weeks give it.

People reached are more: a week in which a post went round is far above the others and says little
of these. Each such week is taken for luck as far as it looks like it; how often it happens is
learned too, and the mean of all weeks, which is told, has the lucky ones in it.

What is told is the figure itself in the middle of the thirteen weeks to come: what ever so many
posts at that time would reach in the mean, not the mean of the few that there will be, which has
their luck beside. Only of customers, which a forecast counts in the end, the weeks' own scatter is
in it; their chance the forecast adds. Floats with exponentials, which may differ in the last bit
between machines: what is told is rounded to three digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import repeat
from math import exp, lgamma, log, pi, sqrt
from operator import add, mul

from smbsocial.domain.learning.grid import (
    Row,
    blurred,
    even,
    grid_for,
    later,
    mixed,
    over,
    tenths,
    weights_of,
    width,
)
from smbsocial.domain.learning.values import WeekCount
from smbsocial.domain.ranges import Range

MOST_WEEKS = 104
"""Weeks before that tell of another business."""
_SCATTERS = (0.02, 0.08, 0.3, 1.0)
"""Variances of the weeks' own scatter, as parts of the mean."""
_QUARTER = 13
_DIGITS = 3
_LUCK = 1.5
"""Of the logarithm: a lucky week is four or five times as high, between twice and ten times."""
_LUCK_WIDTH = 0.6
_LUCKY = (0.4, 20.0)
"""Four tenths of a lucky week in twenty, before any is seen."""
_MORE = exp(_LUCK + _LUCK_WIDTH**2 / 2) - 1
_NORMAL = 1 / (_LUCK_WIDTH * sqrt(2 * pi))


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a figure moves: drifts of its logarithm a week, the chance of a jump in a week."""

    drifts: tuple[float, ...]
    jump: float
    lucky: bool = False
    scatters: bool = False


_PEOPLE = _Manner((0.02, 0.045), 0.015, lucky=True)
"""With platforms and seasons: about one turn in a year and a quarter."""
_STEADY = _Manner((0.007,), 0.003)
"""What a person takes or likes moves slowly, and seldom jumps."""
_CUSTOMERS = _Manner((0.04,), 0.006, scatters=True)
"""Customers drift more: how results grow in the beginning is known only roughly."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What is known of a figure: see `LearnedLink`; `now` is the published range without weeks."""

    now: Range
    own_percent: int
    weeks: int


@dataclass(slots=True)
class _Track:
    """One size of scatter and drift: what is known of the figure, and how well it fits."""

    scatter: float
    drift: float
    known: list[float]
    fit: float = 0.0
    lucky: float = _LUCKY[0]
    usual: float = _LUCKY[1]

    def see(self, likely: Row, luck: Row | None) -> None:
        """One week; with `luck`, it may be a lucky one."""
        plain = map(mul, self.known, likely)
        if luck is None:
            self.known, whole = even(list(plain))
        else:
            chance = self.lucky / (self.lucky + self.usual)
            by_luck = [a * b * chance for a, b in zip(self.known, luck, strict=True)]
            both = list(map(add, map(mul, plain, repeat(1 - chance)), by_luck))
            self.known, whole = even(both)
            part = sum(by_luck) / whole
            self.lucky += part
            self.usual += 1 - part
        self.fit += log(whole)


def follow(
    published: Range,
    weeks: Sequence[WeekCount],
    today: date,
    *,
    inverse: bool = False,
    counts: bool = True,
    steady: bool = False,
) -> Followed:
    """What is known of a figure at the end of some weeks, oldest first; only those before `today`.

    A published range without any width, or one of nothing, is kept as it is. `inverse`: the weeks
    tell one divided by the figure. Not `counts`: these are customers, which a forecast counts in
    the end. `steady`: not people reached, but what a part of them does, or what a post takes.
    """
    told = [w for w in weeks if w.of > 0 and w.day < today][-MOST_WEEKS:]
    if not told or published.typical <= 0 or published.low == published.high:
        return Followed(published, 0, len(told))
    if inverse:
        return _turned(follow(over(published), told, today, counts=counts, steady=steady))
    manner = _CUSTOMERS if not counts else _STEADY if steady else _PEOPLE
    grid = grid_for(published, [log((week.count + 0.5) / week.of) for week in told])
    prior = weights_of(published, grid)
    tracks = _tracks(manner, prior, grid, told)
    best = max(track.fit for track in tracks)
    weights = [exp(track.fit - best) for track in tracks]
    idle = min((today - told[-1].day).days // 7, MOST_WEEKS)
    after = [later(each.known, idle, each.drift, manner.jump) for each in tracks]
    own = 1 - (width(mixed(after, weights), grid) / width(prior, grid)) ** 2
    coming = [_coming(known, t, manner) for known, t in zip(after, tracks, strict=True)]
    ends = tenths(mixed(coming, weights), grid)
    now = Range(*(_short(exp(end)) for end in ends))
    return Followed(now, max(0, min(99, round(100 * own))), len(told))


def _turned(known: Followed) -> Followed:
    now = known.now
    ends = (_short(1 / float(end)) for end in (now.high, now.typical, now.low))
    return Followed(Range(*ends), known.own_percent, known.weeks)


def _tracks(
    manner: _Manner, prior: list[float], grid: Row, weeks: Sequence[WeekCount]
) -> list[_Track]:
    tracks = [_Track(s, d, prior) for s in _SCATTERS for d in manner.drifts]
    usual, before = sum(week.of for week in weeks) / len(weeks), weeks[0].day
    steps = [exp(place) for place in grid]
    for week in weeks:
        idle = min((week.day - before).days // 7, MOST_WEEKS)
        before = week.day
        luck = _luck(week, grid) if manner.lucky and week.count else None
        likely = {s: _likely(week, max(0.2, week.of / usual) / s, grid, steps) for s in _SCATTERS}
        for track in tracks:
            track.known = later(track.known, idle, track.drift, manner.jump)
            track.see(likely[track.scatter], luck)
    return tracks


def _likely(week: WeekCount, shape: float, grid: Row, steps: Row) -> list[float]:
    """How likely a week's count is at each place; weeks with more to go by scatter less."""
    count, of = week.count, week.of
    first = lgamma(count + shape) - lgamma(shape) - lgamma(count + 1) + shape * log(shape)
    first += count * log(of)
    together = count + shape
    return [
        exp(first + count * place - together * log(step * of + shape))
        for place, step in zip(grid, steps, strict=True)
    ]


def _luck(week: WeekCount, grid: Row) -> list[float]:
    """How likely it is at each place if a post went round in that week."""
    usual = log(week.count / week.of) - _LUCK
    part = _NORMAL / week.count
    return [part * exp(-(((usual - place) / _LUCK_WIDTH) ** 2) / 2) for place in grid]


def _coming(known: Row, track: _Track, manner: _Manner) -> list[float]:
    """In the middle of the quarter to come: with the lucky weeks or with the weeks' scatter."""
    then = later(known, _QUARTER // 2, track.drift, manner.jump)
    if manner.scatters:
        return blurred(then, 0.0, sqrt(track.scatter / _QUARTER))
    if not manner.lucky:
        return then
    seen = track.lucky + track.usual
    chance = track.lucky / seen
    doubt = sqrt(chance * (1 - chance) / (seen + 1))
    mean = 1 + chance * _MORE
    return blurred(then, log(mean), doubt * _MORE / mean)


def _short(value: float) -> Decimal:
    return Decimal(f"{value:.{_DIGITS}g}").normalize() + 0
