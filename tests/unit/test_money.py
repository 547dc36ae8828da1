"""Money: whole minor units, one rounding, one currency."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.money import CURRENCIES, Money, digits, round_half_even

currencies = st.sampled_from(sorted(CURRENCIES))
minors = st.integers(-(10**12), 10**12)


@given(minors, currencies)
def test_an_amount_and_back_is_the_same(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money


@pytest.mark.parametrize(("currency", "places"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("USD", 2)])
def test_digits_are_those_of_the_currency(currency: str, places: int) -> None:
    assert digits(currency) == places
    assert Money.of(9, currency).minor == 9 * 10**places


@given(st.integers(0, 10**9), st.integers(1, 400))
def test_parts_are_as_equal_as_can_be_and_add_up(minor: int, parts: int) -> None:
    found = Money(minor, "EUR").split(parts)
    assert len(found) == parts
    assert sum(part.minor for part in found) == minor
    assert max(part.minor for part in found) - min(part.minor for part in found) <= 1


def test_nothing_is_split_into_no_parts() -> None:
    with pytest.raises(ValueError, match="0 parts"):
        Money(1, "EUR").split(0)


@pytest.mark.parametrize(
    ("value", "whole"),
    [(Decimal("0.5"), 0), (Decimal("1.5"), 2), (Fraction(5, 2), 2), (Decimal("-0.5"), 0)],
)
def test_halves_go_to_the_even_neighbour(value: Decimal | Fraction, whole: int) -> None:
    assert round_half_even(value) == whole


@given(minors, minors)
def test_sums_and_order(a: int, b: int) -> None:
    one, other = Money(a, "EUR"), Money(b, "EUR")
    assert one + other - other == one
    assert (one < other) == (a < b)
    assert (one <= other) == (a <= b)


@pytest.mark.parametrize("join", [Money.__add__, Money.__sub__, Money.__lt__, Money.__le__])
def test_currencies_do_not_mix(join: object) -> None:
    with pytest.raises(ValueError, match="do not mix"):
        join(Money(1, "EUR"), Money(1, "USD"))  # type: ignore[operator]


def test_a_margin_is_rounded_once() -> None:
    assert Money.of(9, "EUR").percent(70) == Money(630, "EUR")
    assert Money(5, "EUR").times(Fraction(1, 2)) == Money(2, "EUR")
    assert Money(3, "EUR").percent(50) == Money(2, "EUR")
