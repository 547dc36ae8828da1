"""Taking turns: who is next, fairly and by weight, and where a rotation starts."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

T = TypeVar("T")


class Turns:
    """Who is next when each place has a weight.

    The method of Sainte-Laguë: over time each gets its share, evenly spread; of equals the first.
    """

    def __init__(self, weights: Sequence[int]) -> None:
        self._weights = tuple(weights)
        self._served = [0] * len(self._weights)

    def order(self) -> tuple[int, ...]:
        """All places, the one whose turn it is first."""
        claims = [Fraction(w, 2 * n + 1) for w, n in zip(self._weights, self._served, strict=True)]
        return tuple(sorted(range(len(claims)), key=lambda i: (-claims[i], i)))

    def serve(self, place: int) -> None:
        """Note that a place had its turn."""
        self._served[place] += 1


def rotated(items: Sequence[T], seed: int, salt: int = 0) -> tuple[T, ...]:
    """The same round, begun at a place that the seed decides."""
    if not items:
        return ()
    start = mixed(seed, salt) % len(items)
    return (*items[start:], *items[:start])


def mixed(seed: int, salt: int) -> int:
    """A number that looks nothing like its neighbours' (one step of a multiplicative hash)."""
    return ((seed * 2654435761 + salt * 2246822519 + 374761393) % 2**32) >> 7
