"""When a password is due to be changed: it is a year old, or somebody left who knew it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from smbsocial.domain.departures import DepartureLine, LeavingStep, LineState

LONGEST_KEPT = timedelta(days=365)


def change_is_due(
    rotated_at: datetime | None, lines: Iterable[DepartureLine], now: datetime
) -> bool:
    """Whether an account's password is to be changed.

    `rotated_at`: when it was last changed, None where nobody keeps it. `lines` are those of
    departures that were not called off; one that could not be done counts until the password is
    changed after it.
    """
    if rotated_at is not None and now - rotated_at > LONGEST_KEPT:
        return True
    return any(_asks(line, rotated_at) for line in lines if line.step is LeavingStep.PASSWORD)


def _asks(line: DepartureLine, rotated_at: datetime | None) -> bool:
    if line.state is LineState.OPEN:
        return True
    changed = rotated_at is not None and line.at is not None and rotated_at > line.at
    return line.state is LineState.COULD_NOT and not changed
