"""What is proposed where a wish says nothing."""

from datetime import date

import pytest

from smbsocial.usecases.reviewing.wishes import usual_end


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2026, 8, 30), date(2026, 10, 1)),
        (date(2027, 3, 4), date(2027, 4, 1)),
        (date(2027, 3, 5), date(2027, 7, 1)),
        (date(2027, 3, 31), date(2027, 7, 1)),
        (date(2026, 12, 21), date(2027, 4, 1)),
    ],
)
def test_a_pause_ends_with_a_quarter_that_is_weeks_away(today: date, until: date) -> None:
    assert usual_end(today) == until
