"""Test 43 of the vault's catalogue, its arithmetic: pauses after wrong tries."""

from datetime import timedelta

from house import NOW
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.pauses import LONGEST_PAUSE, NO_TRIES, Tries, pause, seconds_left


def test_43_the_pauses_grow_and_stop_growing() -> None:
    assert [pause(tries) for tries in range(11)] == [0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60]


def test_43_twenty_wrong_passphrases_cost_minutes_and_no_more() -> None:
    assert sum(pause(tries) for tries in range(1, 21)) == 2 + 4 + 8 + 16 + 32 + 12 * 60


@given(st.integers(0, 10**9))
def test_43_never_a_lock_and_never_shorter_than_before(tries: int) -> None:
    assert 0 <= pause(tries) <= pause(tries + 1) <= LONGEST_PAUSE


def test_of_two_counts_the_longer_row_and_the_later_last_one_hold() -> None:
    logged, seen = Tries(5, NOW), Tries(2, NOW + timedelta(seconds=1))
    later = NOW + timedelta(seconds=2)
    assert seconds_left((logged,), later) == 2
    assert seconds_left((logged, seen), later) == 3
    assert seconds_left((NO_TRIES, seen.one_more(later).one_more(later)), later) == 2
    assert seconds_left((NO_TRIES, NO_TRIES), later) == 0


def test_what_lies_in_the_future_keeps_nobody_waiting() -> None:
    ahead = Tries(9, NOW + timedelta(days=1))
    assert seconds_left((ahead,), NOW) == 0
    assert seconds_left((ahead, Tries(4, NOW)), NOW) == 2
