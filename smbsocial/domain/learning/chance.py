"""Whole customers: how many come by chance where so many are expected."""

from math import exp, sqrt
from random import Random
from statistics import NormalDist
from zlib import crc32

from smbsocial.domain.sampling import SEED, Samples

_MANY = 60.0
"""From here on a Poisson count is as good as normal."""


def by_chance(expected: Samples, key: str = "chance", seed: int = SEED) -> Samples:
    """A Poisson count for each expectation; the same key meets the same luck everywhere."""
    stream = Random(seed * 2**32 + crc32(key.encode()))  # noqa: S311
    return Samples(tuple([_count(mean, stream.random()) for mean in expected.values]))


def _count(mean: float, luck: float) -> float:
    """The count that is not reached with this chance."""
    if mean >= _MANY:
        return float(max(0, round(mean + NormalDist().inv_cdf(max(luck, 1e-9)) * sqrt(mean))))
    found, term = 0, exp(-mean)
    total = term
    while total < luck and found < 10 * _MANY:
        found += 1
        term *= mean / found
        total += term
    return float(found)
