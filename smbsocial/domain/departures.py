"""Somebody is leaving: what is open, what was done, by whom and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from smbsocial.domain.ids import AccountId, DepartureId, PersonId


class LeavingStep(Enum):
    """Steps in the order in which they are done: whoever holds the first can undo all the rest.

    Those of accounts have the keys of the library (`custody.json`, `step_names`), apart from the
    new key, which the vault makes by itself.
    """

    LOCKED = "locked"  # out of the vault
    COMPUTER_LOGIN = "computer_login"
    RECOVERY_CONTACT = "change_recovery_contact"
    BACKUP_CODES = "regenerate_backup_codes"
    ROLE = "remove_role"
    PASSWORD = "change_password"  # noqa: S105 - the name of a step
    SESSIONS = "sign_out_sessions"
    APPS = "revoke_connected_apps"
    PAYMENT = "move_payment_method"
    SCHEDULED = "check_scheduled_posts"
    BROWSERS = "browser_profiles"
    NEW_KEY = "new_key"
    NEW_KIT = "new_kit"  # another emergency kit: they may have seen the page
    DEVICE_KEY = "new_device_key"
    BACKUP = "backup"


HOUSE_STEPS = (
    LeavingStep.LOCKED,
    LeavingStep.COMPUTER_LOGIN,
    LeavingStep.BROWSERS,
    LeavingStep.NEW_KIT,
    LeavingStep.DEVICE_KEY,
    LeavingStep.BACKUP,
)
"""Steps that belong to no account."""
BY_ITSELF = frozenset(
    {LeavingStep.LOCKED, LeavingStep.NEW_KEY, LeavingStep.DEVICE_KEY, LeavingStep.BACKUP}
)
"""Steps that the vault does; nobody ticks them."""
OF_THE_VAULT = BY_ITSELF | {LeavingStep.NEW_KIT}
"""Steps that are not needed where there is no vault."""


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
    step: LeavingStep
    rank: int
    state: LineState = LineState.OPEN
    at: datetime | None = None
    by: PersonId | None = None
    note: str = ""
