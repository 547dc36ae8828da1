"""Test 43 of the vault's catalogue, its arithmetic: pauses after wrong tries."""

from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.pauses import LONGEST_PAUSE, pause


def test_43_the_pauses_grow_and_stop_growing() -> None:
    assert [pause(tries) for tries in range(11)] == [0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60]


def test_43_twenty_wrong_passphrases_cost_minutes_and_no_more() -> None:
    assert sum(pause(tries) for tries in range(1, 21)) == 2 + 4 + 8 + 16 + 32 + 12 * 60


@given(st.integers(0, 10**9))
def test_43_never_a_lock_and_never_shorter_than_before(tries: int) -> None:
    assert 0 <= pause(tries) <= pause(tries + 1) <= LONGEST_PAUSE
