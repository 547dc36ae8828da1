"""How somebody can get at the accounts: by a grant, a role, what they saw, or nobody knows."""

from dataclasses import dataclass

from smbsocial.domain.access_log import USES, LogEntry
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person, Role
from smbsocial.domain.ids import PersonId
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import SlotKind, VaultSecret
from smbsocial.usecases.ports import Reads
from smbsocial.usecases.vault.keys import grants_of
from smbsocial.usecases.vault.knowing import Known, known_by_each
from smbsocial.usecases.vault.session import slot_of
from smbsocial.usecases.vault.watching import entries_if_readable


@dataclass(frozen=True, slots=True)
class Reached:
    """How somebody can get at an account: a grant, a role, uses in the log, or nobody knows.

    `last`: when they last used or saw it, None for never.
    """

    account: Account
    granted: bool
    role: bool
    last: LogEntry | None
    knows_password: bool
    kept: bool


def reach_of(reads: Reads, person: PersonId) -> tuple[Reached, ...]:
    """Every account that somebody can or could reach, also those of which nobody knows.

    An owner reaches every account. Left out is only what the vault keeps and never gave them.
    """
    row = reads.get(Person, person)
    owner = row is not None and row.role is Role.OWNER
    owner = owner or slot_of(reads, SlotKind.OWNER, person) is not None
    entries = entries_if_readable(reads, person=person)
    used: dict[str, list[LogEntry]] = {}
    for entry in entries or ():
        if entry.account and entry.action in USES:
            used.setdefault(entry.account, []).append(entry)
    # A log that cannot be read says nothing for anybody: then they may know every password.
    anything = owner or entries is None
    there = [account for account in reads.all(Account) if account.exists]
    known = known_by_each(reads, [account.id for account in there])
    register = {row.id: row for row in reads.all(Registration)}
    kept = {row.id for row in reads.all(VaultSecret)}
    granted = {row.subject for row in grants_of(reads, person)}
    found = []
    for account in there:
        right, knowing = account.id in granted, known[account.id]
        reached = Reached(
            account=account,
            granted=right,
            role=_has_role(register.get(account.id), person),
            last=next(iter(used.get(account.id, ())), None),
            knows_password=anything or knowing is None or _knows(knowing, person, granted=right),
            kept=account.id in kept,
        )
        if _is_reached(reached):
            found.append(reached)
    return tuple(found)


def _has_role(entry: Registration | None, person: PersonId) -> bool:
    return entry is not None and (person in entry.by_role or person in entry.admins)


def _knows(known: Known, person: PersonId, *, granted: bool) -> bool:
    """Whoever may use it and never saw it knows it only if they had the right and lost it since.

    Nobody can say any more then that they did not.
    """
    return person in known.seen or (person in known.granted and not granted)


def _is_reached(it: Reached) -> bool:
    known = it.granted or it.role or it.last is not None
    return known or it.knows_password or not it.kept
