"""Ranges keep their order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.ranges import Range

ends = st.lists(st.decimals(-1000, 1000, places=3), min_size=3, max_size=3)


@given(ends)
def test_only_ends_in_order_make_a_range(found: list[Decimal]) -> None:
    if found == sorted(found):
        assert Range(*found).typical == found[1]
    else:
        with pytest.raises(ValueError, match="does not hold"):
            Range(*found)


@given(ends, st.decimals(0, 100, places=2))
def test_scaled_by_what_is_not_negative_it_stays_one(found: list[Decimal], by: Decimal) -> None:
    low, typical, high = sorted(found)
    scaled = Range(low, typical, high).scaled(by)
    assert (scaled.low, scaled.typical, scaled.high) == (low * by, typical * by, high * by)


def test_turned_round_it_would_not_be_one() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        Range(Decimal(1), Decimal(2), Decimal(3)).scaled(-1)


def test_a_figure_without_doubt_has_one_end() -> None:
    assert Range.exactly(5) == Range(Decimal(5), Decimal(5), Decimal(5))
