"""Made-up businesses whose true lift is known: what `lift` is measured against."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, exp, log1p, pi, sqrt
from random import Random

from smbsocial.domain.lift import WEEKS_NEEDED, WeekFigure

FIRST = date(2022, 1, 3)
SIZES = (3, 30, 400)
"""Units a week: a shop of handmade things, a workshop, a busy café."""
WEEKS_BEFORE = (12, 20, 30, 52, 80, 120, 208)
WEEKS_SINCE = (4, 13, 26)
EFFECTS = (0.0, 0.1, 0.25, 0.5)
"""Of the usual week: what the lift truly is, all at once or grown over eight weeks."""

Span = tuple[float, float]
NONE: Span = (0.0, 0.0)


@dataclass(frozen=True)
class Kind:
    """A kind of business: each figure is drawn from a span, for each business anew."""

    name: str
    growth: Span = NONE  # a year
    swing: Span = NONE  # of the year, either side of its middle
    memory: Span = NONE  # of one week's luck in the next
    luck: Span = (0.0, 0.05)  # how far weeks stray, beside what a count does by chance
    december: Span = NONE  # on top, in the weeks before Christmas


KINDS = (
    Kind("steady"),
    Kind("growing or shrinking", growth=(-0.25, 0.4)),
    Kind("doubling", growth=(0.5, 1.0)),
    Kind("seasonal", swing=(0.1, 0.4)),
    Kind("seasonal and growing", growth=(-0.25, 0.4), swing=(0.1, 0.4)),
    Kind("good and bad spells", memory=(0.4, 0.8), luck=(0.05, 0.2)),
    Kind("all of it", (-0.25, 0.4), (0.1, 0.4), (0.3, 0.7), (0.05, 0.15)),
    Kind("drifting", memory=(0.9, 0.97), luck=(0.08, 0.2)),
    Kind("Christmas", december=(0.3, 1.0)),
)


@dataclass(frozen=True)
class Shop:
    """Its weeks, the day from which on more came, and how many more truly did."""

    weeks: tuple[WeekFigure, ...]
    since: date
    truth: int


def shop(kind: Kind, size: int, before: int, seed: int) -> Shop:
    """One business; in one week in fifty before it was closed."""
    draw = Random(f"{kind.name}/{size}/{before}/{seed}")
    usual = _usual(kind, size, draw)
    memory, luck = draw.uniform(*kind.memory), draw.uniform(*kind.luck)
    effect, at_once = draw.choice(EFFECTS), draw.random() < 0.5
    total = before + draw.choice(WEEKS_SINCE)
    weeks, truth, stray = [], 0, draw.gauss(0, luck)
    for week in range(total):
        units = count(draw, max(0.0, usual(week) * (1 + stray)))
        stray = memory * stray + draw.gauss(0, luck * sqrt(1 - memory * memory))
        if week >= before:
            grown = 1.0 if at_once else min(1.0, (week - before + 1) / 8)
            extra = count(draw, size * effect * grown)
            truth, units = truth + extra, units + extra
        elif week > 0 and before > WEEKS_NEEDED and draw.random() < 0.02:
            continue
        weeks.append(WeekFigure(FIRST + timedelta(weeks=week), units))
    return Shop(tuple(weeks), FIRST + timedelta(weeks=before), truth)


def count(draw: Random, mean: float) -> int:
    """A Poisson count."""
    if mean > 60:
        return max(0, round(draw.gauss(mean, sqrt(mean))))
    least, found, product = exp(-mean), 0, draw.random()
    while product > least:
        product *= draw.random()
        found += 1
    return found


def _usual(kind: Kind, size: int, draw: Random):
    growth, swing, peak = (draw.uniform(*s) for s in (kind.growth, kind.swing, kind.december))
    second, start = swing * draw.uniform(0, 0.5), draw.randrange(53)
    turns = draw.uniform(0, 2 * pi), draw.uniform(0, 2 * pi)

    def at(week: int) -> float:
        day = (week + start) * 7
        angle = 2 * pi * day / 365.2425
        year = swing * cos(angle + turns[0]) + second * cos(2 * angle + turns[1])
        gifts = peak * exp(-(((day % 365.2425 - 345) / 14) ** 2))
        return size * exp(log1p(growth) * week / 52) * (1 + year + gifts)

    return at
