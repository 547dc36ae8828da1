"""When a password is due to be changed."""

from datetime import UTC, datetime, timedelta

import pytest

from smbsocial.domain.departures import DepartureLine, LeavingStep, LineState
from smbsocial.domain.ids import AccountId, DepartureId
from smbsocial.domain.rotation import LONGEST_KEPT, change_is_due

NOW = datetime(2027, 1, 13, 9, 30, tzinfo=UTC)
AGO = NOW - timedelta(days=30)


def line(
    state: LineState, step: LeavingStep = LeavingStep.PASSWORD, at: datetime | None = None
) -> DepartureLine:
    return DepartureLine("l", DepartureId("d"), AccountId("a"), step, 1, state=state, at=at)


@pytest.mark.parametrize(
    ("rotated_at", "lines", "due"),
    [
        (None, [], False),
        (NOW, [], False),
        (NOW - LONGEST_KEPT, [], False),
        (NOW - LONGEST_KEPT - timedelta(seconds=1), [], True),
        (NOW + timedelta(days=900), [], False),  # the clock was put back
        (AGO, [line(LineState.OPEN)], True),
        (None, [line(LineState.OPEN)], True),
        (AGO, [line(LineState.DONE, at=NOW)], False),
        (AGO, [line(LineState.NOT_NEEDED, at=NOW)], False),
        (AGO, [line(LineState.OPEN, LeavingStep.ROLE)], False),
        (AGO, [line(LineState.COULD_NOT, at=NOW)], True),
        (NOW, [line(LineState.COULD_NOT, at=AGO)], False),
        (None, [line(LineState.COULD_NOT, at=NOW)], True),
        (AGO, [line(LineState.COULD_NOT)], True),
        (AGO, [line(LineState.DONE, at=NOW), line(LineState.OPEN)], True),
    ],
)
def test_a_password_is_due(
    rotated_at: datetime | None, lines: list[DepartureLine], *, due: bool
) -> None:
    assert change_is_due(rotated_at, lines, NOW) is due
