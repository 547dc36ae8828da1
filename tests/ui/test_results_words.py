"""Where a KPI stands, in a word."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from smbsocial.domain.goals import Period
from smbsocial.domain.pace import Pace, State
from smbsocial.ui.text import results as words

ON_ITS_WAY = Pace(
    state=State.ON_PACE,
    value=Decimal(7),
    start=Decimal(6),
    target=Decimal(8),
    by=date(2027, 4, 4),
    step_needed=Decimal("0.1"),
    periods_left=11,
    cadence=Period.WEEK,
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ("begun", "")),
        ({"compared": True}, ("on pace", "good")),
        ({"compared": True, "state": State.BEHIND}, ("behind", "caution")),
        ({"compared": True, "old": True}, ("out of date", "caution")),
        ({"compared": True, "old": True, "state": State.BEHIND}, ("out of date", "caution")),
        ({"compared": True, "old": True, "state": State.REACHED}, ("reached", "good")),
    ],
)
def test_a_figure_of_long_ago_is_not_on_pace(
    changes: dict[str, object], said: tuple[str, str]
) -> None:
    assert words.chip(replace(ON_ITS_WAY, **changes)) == said  # type: ignore[arg-type]
