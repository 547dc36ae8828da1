"""What accounts ask for this week: a password to change, and once a quarter the drill."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.checklist import Care
from smbsocial.domain.days import Slot, local_day, to_instant
from smbsocial.domain.departures import Departure, DepartureLine
from smbsocial.domain.ids import AccountId
from smbsocial.domain.plan import DutyKind
from smbsocial.domain.platforms import Account
from smbsocial.domain.rotation import change_is_due
from smbsocial.domain.vault import VaultSecret
from smbsocial.usecases.lookup import people_gone
from smbsocial.usecases.ports import Reads

NOON = time(12)
DRILL_EVERY = timedelta(days=91)
"""A quarter: the drill is due when the last proof of an account is older."""
ROTATE_MINUTES = 10
DRILL_MINUTES = 5
"""For each account; our own estimates."""


def care_due(reads: Reads, *, business: Business, today: date) -> tuple[Care, ...]:
    """Passwords due to be changed, each by itself, and the drill with all accounts that want it.

    They fall to the first owner who works here; a business that names none has nobody to ask.
    """
    gone = people_gone(reads)
    owners = (p.id for p in reads.all(Person) if p.role is Role.OWNER and p.id not in gone)
    owner = next(owners, None)
    accounts = [account for account in reads.all(Account) if account.exists]
    if owner is None or not accounts:
        return ()
    zone = business.zone
    kept = {row.id: row for row in reads.all(VaultSecret)}
    register = {row.id: row for row in reads.all(Registration)}
    changed = {id: row.rotated_at for id, row in kept.items()}
    lines = _lines_that_count(reads)
    noon = to_instant(Slot(today, NOON), zone)
    due = [
        Care(DutyKind.ROTATE, owner, ROTATE_MINUTES, account.id)
        for account in accounts
        if change_is_due(changed.get(account.id), lines.get(account.id, ()), noon)
    ]
    unproved = [
        account
        for account in accounts
        if drill_is_due(kept.get(account.id), register.get(account.id), today=today, zone=zone)
    ]
    if unproved:
        due.append(Care(DutyKind.DRILL, owner, DRILL_MINUTES * len(unproved)))
    return tuple(due)


def drill_is_due(
    kept: VaultSecret | None, entry: Registration | None, *, today: date, zone: str
) -> bool:
    """Whether an owner should prove again to get into an account, if the vault keeps it.

    `entry`: what the register says of it.
    """
    if kept is None:
        return False
    proved = entry.proved_on if entry else None
    return today - (proved or local_day(kept.saved_at, zone)) > DRILL_EVERY


def _lines_that_count(reads: Reads) -> Mapping[AccountId, list[DepartureLine]]:
    """The lines of each account, without those of departures that were called off."""
    off = {row.id for row in reads.all(Departure) if row.cancelled}
    found: dict[AccountId, list[DepartureLine]] = {}
    for line in reads.all(DepartureLine):
        if line.account is not None and line.departure not in off:
            found.setdefault(line.account, []).append(line)
    return found
