"""How much a plan holds: posts and films a week for the hours given, and each platform's weight."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from smbsocial.domain.brief import Brief
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.playbook import Cadence

MOST_POSTS_A_WEEK = 6
THIN_MINUTES = 90
"""Up to here a thin plan has one post a week: what small firms really keep up."""
FULL_MINUTES = 180
"""From here on the industry's cadence holds; in between the number grows evenly."""
LEAST_POSTS_A_WEEK = Fraction(1, 2)


def posts_a_week(brief: Brief) -> Fraction:
    """The posts a week that a plan aims at: thin, unless the owner asked for more."""
    minutes = brief.investment.minutes_a_week
    usual = _at(brief.industry.cadences, minutes, lambda cadence: cadence.posts)
    if brief.more:
        return min(Fraction(MOST_POSTS_A_WEEK), usual + 1)
    if minutes < FULL_MINUTES:
        full = _at(brief.industry.cadences, FULL_MINUTES, lambda cadence: cadence.posts)
        grown = Fraction(max(0, minutes - THIN_MINUTES), FULL_MINUTES - THIN_MINUTES)
        usual = min(usual, 1 + (full - 1) * grown)
    return min(Fraction(MOST_POSTS_A_WEEK), max(LEAST_POSTS_A_WEEK, usual))


def films_a_week(brief: Brief) -> Fraction:
    """How many of them are short films."""
    minutes = brief.investment.minutes_a_week
    return _at(brief.industry.cadences, minutes, lambda cadence: cadence.short_videos)


def platform_weights(brief: Brief) -> tuple[int, ...]:
    """How often each chosen platform is served against the others; the main one most."""
    minutes = brief.investment.minutes_a_week
    near = min(
        brief.industry.cadences, key=lambda c: (abs(c.hours * 60 - minutes), c.hours), default=None
    )
    usual: dict[PlatformKey, int] = dict(near.by_platform) if near else {}
    weights = [max(1, usual.get(platform, 1)) for platform in brief.platforms]
    if len(weights) > 1:
        weights[0] = max(weights[0], max(weights[1:]) + 1)
    return tuple(weights)


def shares(total: Fraction, weeks: int) -> tuple[int, ...]:
    """Whole numbers a week that together keep up with a rate; the first week is never left out."""
    kept = [-(-total * week // 1) for week in range(weeks + 1)]
    return tuple(int(after - before) for before, after in pairwise(kept))


def _at(cadences: tuple[Cadence, ...], minutes: int, pick: Callable[[Cadence], int]) -> Fraction:
    """A cadence's figure at so many minutes, straight lines between those that are known."""
    points = [(0, 0), *sorted((c.hours * 60, pick(c)) for c in cadences)]
    for (left, low), (right, high) in pairwise(points):
        if minutes <= right:
            return low + Fraction(high - low) * Fraction(minutes - left, right - left)
    return Fraction(points[-1][1])
