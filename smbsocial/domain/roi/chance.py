"""How far a count may be off by chance alone: the middle eight in ten of a Poisson count."""

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from smbsocial.domain.ranges import Range

_SCALE = 10**24
_LOW, _HIGH = Fraction(1, 10), Fraction(9, 10)


def poisson_range(count: Fraction) -> Range:
    """One in ten below low, one in ten above high, around a count that is not negative.

    Whole numbers are multiplied and divided, so that it is the same on every machine.
    """
    if count <= 0:
        return Range.exactly(Decimal(0))
    low, high = _quantiles(count)
    typical = as_decimal(count)
    return Range(min(Decimal(low), typical), typical, max(Decimal(high), typical))


def as_decimal(value: Fraction | int) -> Decimal:
    """A fraction to a millionth: for figures that are shown or drawn, never for sums."""
    return Decimal(round(value * 1_000_000)).scaleb(-6)


def _quantiles(mean: Fraction) -> tuple[int, int]:
    top, bottom = mean.numerator, mean.denominator
    middle = top // bottom
    below: list[int] = []
    term, k = _SCALE, middle
    while k > 0 and term:
        term = term * k * bottom // top
        k -= 1
        below.append(term)
    above: list[int] = []
    term, k = _SCALE, middle
    while term:
        k += 1
        term = term * top // (bottom * k)
        above.append(term)
    first = middle - len(below)
    terms = [*reversed(below), _SCALE, *above]
    whole = sum(terms)
    return first + _reaching(terms, _LOW * whole), first + _reaching(terms, _HIGH * whole)


def _reaching(terms: list[int], wanted: Fraction) -> int:
    """The place of the first term with which the sum gets there; all of them always do."""
    return next(place for place, total in enumerate(accumulate(terms)) if total >= wanted)
