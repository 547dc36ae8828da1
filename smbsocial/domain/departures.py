"""Somebody is leaving: what is open, what was done, by whom and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from smbsocial.domain.ids import AccountId, DepartureId, PersonId


class LineState(Enum):
    """Where a line stands; only an open one keeps the departure from being closed."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"
    COULD_NOT = "could_not"  # still open for the platform, with the reason in the note


@dataclass(frozen=True, slots=True)
class Departure:
    """A person who is leaving: locked out of the vault from `started_at` on.

    `why` is what the owner said when lines were open at the end; `cancelled`: they stay after all.
    """

    id: DepartureId
    person: PersonId
    started_at: datetime
    started_by: PersonId
    closed_at: datetime | None = None
    closed_by: PersonId | None = None
    why: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class DepartureLine:
    """One step of a departure, of an account or (None) of the house; `rank` is its place."""

    id: str
    departure: DepartureId
    account: AccountId | None
    step: str
    rank: int
    state: LineState = LineState.OPEN
    at: datetime | None = None
    by: PersonId | None = None
    note: str = ""
