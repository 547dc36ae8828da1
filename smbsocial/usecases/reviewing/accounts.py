"""The review's page on accounts: whose they are, what is overdue, and a backup opened for real."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from smbsocial.domain.days import local_day
from smbsocial.domain.ids import AccountId, PersonId, ReviewId
from smbsocial.domain.ownership import CheckState, Health
from smbsocial.domain.review import ReviewAnswer, ReviewPage, ReviewWord
from smbsocial.domain.vault import MetaKey
from smbsocial.usecases.drills import drill_sheet
from smbsocial.usecases.lookup import the_account
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.register import register_sheet
from smbsocial.usecases.register_sheets import AccountRow
from smbsocial.usecases.reviewing.opening import the_review
from smbsocial.usecases.reviewing.saying import Answers, answers, say
from smbsocial.usecases.vault.ports import Tried
from smbsocial.usecases.vault.session import VaultState, meta, meta_instant, state

RESTORED = "backup-restored"
LOOKED = "looked"
OLD = timedelta(days=30)
"""A backup older than that is too old, as the reminders have it."""


@dataclass(frozen=True, slots=True)
class ReviewedAccount:
    """An account that is there; `missing` is what the ownership check still asks of it.

    `looked_on`: the day on which the owner said to have seen to it in this review.
    """

    row: AccountRow
    missing: int
    drill_due: bool
    looked_on: date | None

    @property
    def needs(self) -> bool:
        """Whether it wants something of the owner."""
        return self.row.health is not Health.SAFE or self.row.change_due or self.drill_due


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was opened for real: on which day, and what was found in it."""

    day: date
    tried: Tried


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The accounts, and how the backups stand.

    `vault` how far it is set up, `folder` where backups go (None: nowhere), `last_backup` an
    instant, `old` whether it is too old or none was made.
    """

    today: date
    zone: str
    rows: tuple[ReviewedAccount, ...]
    drill: int
    rotations: int
    vault: VaultState
    folder: str | None
    last_backup: datetime | None
    old: bool
    restored: Restored | None
    closed: bool

    @property
    def can_try(self) -> bool:
        """Whether there is a vault, and a backup was made."""
        ready = self.vault is VaultState.READY
        return ready and self.folder is not None and self.last_backup is not None


def accounts_page(reads: Reads, ports: Ports, review_id: ReviewId) -> AccountsPage:
    """The page; raises ExpectedError: NOT_FOUND, NOT_SET_UP."""
    review = the_review(reads, review_id)
    said = answers(reads, ports, review_id)
    register = register_sheet(reads, ports)
    zone = register.business.zone
    due = {row.account.id for row in drill_sheet(reads, ports, register).due}
    there = [row for row in register.rows if row.account.exists]
    rows = tuple(_row(row, row.account.id in due, said, zone) for row in there)
    last = meta_instant(reads, MetaKey.BACKUP_AT)
    return AccountsPage(
        today=register.today,
        zone=zone,
        rows=rows,
        drill=len(due),
        rotations=sum(row.change_due for row in there),
        vault=state(reads),
        folder=meta(reads, MetaKey.BACKUP_FOLDER) or None,
        last_backup=last,
        old=last is None or ports.clock.now() - last > OLD,
        restored=_restored(said, zone),
        closed=review.closed_at is not None,
    )


def say_looked(
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    account: AccountId,
    *,
    by: PersonId | None = None,
) -> None:
    """The owner has seen to an account; raises ExpectedError: NOT_FOUND, ALREADY_DONE."""
    the_account(tx, account)
    subject = looked_subject(account)
    say(tx, ports, review_id, ReviewPage.ACCOUNTS, subject, ReviewWord.DONE, by=by)


def looked_subject(account: AccountId) -> str:
    """Of the word on an account."""
    return f"{account}:{LOOKED}"


def keep_restored(
    tx: Tx, ports: Ports, review_id: ReviewId, tried: Tried, *, by: PersonId | None = None
) -> None:
    """Keep that a backup was opened for real, today, and what was in it.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE.
    """
    counts = (tried.posts, tried.accounts, tried.readings, tried.kept, tried.opened)
    text = " ".join([tried.made.isoformat(), *map(str, counts)])
    say(tx, ports, review_id, ReviewPage.ACCOUNTS, RESTORED, ReviewWord.DONE, text, by=by)


def read_tried(answer: ReviewAnswer) -> Tried:
    """What was found, as `keep_restored` wrote it."""
    made, *counts = answer.text.split(" ")
    posts, accounts, readings, kept, opened = map(int, counts)
    return Tried(datetime.fromisoformat(made), posts, accounts, readings, kept, opened)


def _restored(said: Answers, zone: str) -> Restored | None:
    answer = said.get((ReviewPage.ACCOUNTS, RESTORED))
    return Restored(local_day(answer.at, zone), read_tried(answer)) if answer else None


def _row(row: AccountRow, drill_due: bool, said: Answers, zone: str) -> ReviewedAccount:  # noqa: FBT001
    answer = said.get((ReviewPage.ACCOUNTS, looked_subject(row.account.id)))
    open_ones = (CheckState.OPEN, CheckState.UNKNOWN)
    return ReviewedAccount(
        row=row,
        missing=sum(check.state in open_ones for check in row.checks),
        drill_due=drill_due,
        looked_on=local_day(answer.at, zone) if answer else None,
    )
