"""A departure as its page and the hand-over sheet show it: everything as values, no secret."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from smbsocial.domain.access_log import LogEntry
from smbsocial.domain.business import Business, Person
from smbsocial.domain.departures import Departure, DepartureLine, LineState
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import Right


class PasswordChanged(Enum):
    """Whether an account's password was changed since somebody began to leave."""

    YES = "yes"
    NO = "no"
    NOT_NEEDED = "not_needed"  # they never knew it, or there is none
    ASK = "ask"  # the vault does not keep it, so nobody knows who knows it
    COULD_NOT = "could_not"


@dataclass(frozen=True, slots=True)
class Step:
    """One line with what the library says of it.

    `action` what to do there, "" where the platform does not offer it (then `why_not`); `page` the
    platform's own, "" = none. `by`: who did it. `by_itself`: the vault does it, nobody ticks it.
    """

    line: DepartureLine
    action: str
    why_not: str
    page: str
    by: Person | None
    by_itself: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.line.state is LineState.OPEN


@dataclass(frozen=True, slots=True)
class AccountLeft:
    """One account that somebody could reach, and what became of it.

    `name`: the platform's or service's. `had`: the right that they had in the vault last.
    `by_role`: with access of their own. `last`: when they last used or saw it, None = never.
    `kept`: the vault keeps it. `steps` in the order in which they are done.
    """

    account: Account
    name: str
    had: Right | None
    by_role: bool
    last: LogEntry | None
    kept: bool
    changed: PasswordChanged
    changed_at: datetime | None
    steps: tuple[Step, ...]

    @property
    def left(self) -> tuple[Step, ...]:
        """What is still to be done."""
        return tuple(step for step in self.steps if step.is_open)


@dataclass(frozen=True, slots=True)
class Next:
    """The step to do next; `account` None: one of the house."""

    step: Step
    account: AccountLeft | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Steps done, those that are needed, that could not be done, and that still hold it open."""

    done: int
    needed: int
    could_not: int
    open: int


@dataclass(frozen=True, slots=True)
class LeavingSheet:
    """One departure whole.

    `locked_at`: since when they are locked out, None = they could open nothing. `keys_waiting`:
    accounts that still have the key which they could open. `vault`: whether there is one.
    `kit_missing`: its emergency kit is to be made anew, because an owner left.
    `posts` and `duties`: what is still planned for them. `limits`: what no program can do.
    """

    business: Business
    today: date
    person: Person
    departure: Departure
    started_by: Person | None
    closed_by: Person | None
    vault: bool
    kit_missing: bool
    locked_at: datetime | None
    keys_waiting: int
    house: tuple[Step, ...]
    accounts: tuple[AccountLeft, ...]
    counts: Counts
    next: Next | None
    posts: int
    duties: int
    limits: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """Whether it was closed, or called off."""
        return self.departure.closed_at is not None or self.departure.cancelled
