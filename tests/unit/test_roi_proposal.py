"""The word that is proposed for a return."""

from decimal import Decimal

import pytest

from smbsocial.domain.ranges import Range
from smbsocial.domain.roi.proposal import proposed
from smbsocial.domain.turns import Word


@pytest.mark.parametrize(
    ("ends", "word"),
    [
        (("1.8", "2.6", "3.5"), Word.KEEP),
        (("0.7", "1.3", "2.2"), Word.KEEP),
        (("0.4", "1.1", "2.0"), Word.CHANGE),
        (("0.7", "0.9", "1.0"), Word.CHANGE),
        (("0.0", "0.2", "0.5"), Word.PAUSE),
        (("0.9", "0.95", "0.99"), Word.PAUSE),
    ],
)
def test_a_word_goes_with_the_range(ends: tuple[str, str, str], word: Word) -> None:
    assert proposed(Range(*map(Decimal, ends))) is word


def test_nothing_is_proposed_where_nothing_is_known() -> None:
    assert proposed(None) is None


def test_nothing_back_at_all_may_be_nothing_measured() -> None:
    assert proposed(Range(Decimal(0), Decimal(0), Decimal(0))) is None


def test_what_is_mostly_guessed_gets_no_word() -> None:
    ratio = Range(Decimal(2), Decimal(3), Decimal(4))
    assert proposed(ratio, 50) is Word.KEEP
    assert proposed(ratio, 51) is None
