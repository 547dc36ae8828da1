"""How somebody can get at the accounts: by a grant, a role, what they saw, or nobody knows."""

from dataclasses import dataclass

from smbsocial.domain.access_log import USES, Detail, LogAction, LogEntry
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person, Role
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import SlotKind, VaultSecret
from smbsocial.usecases.ports import Reads
from smbsocial.usecases.vault.session import right_of, slot_of
from smbsocial.usecases.vault.watching import entries_if_readable

_KNOWING = frozenset({LogAction.SHOW, LogAction.COPY, LogAction.SAVE})
"""After these the person may know the password by heart; the drill copies it, too."""


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
    found = []
    for account in reads.all(Account):
        if not account.exists:
            continue
        reached = _reached(reads, account, person, used.get(account.id, []), anything=anything)
        known = reached.granted or reached.role or reached.last is not None or anything
        if known or not reached.kept:
            found.append(reached)
    return tuple(found)


def _reached(
    reads: Reads, account: Account, person: PersonId, uses: list[LogEntry], *, anything: bool
) -> Reached:
    entry = reads.get(Registration, account.id)
    role = entry is not None and (person in entry.by_role or person in entry.admins)
    knowing = [use for use in uses if use.action in _KNOWING or use.detail is Detail.DRILL]
    return Reached(
        account=account,
        granted=right_of(reads, account.id, person) is not None,
        role=role,
        last=uses[0] if uses else None,
        knows_password=anything or _knows_present_one(reads, account.id, knowing),
        kept=reads.get(VaultSecret, account.id) is not None,
    )


def _knows_present_one(reads: Reads, account: AccountId, knowing: list[LogEntry]) -> bool:
    """Whether one of these uses came after the password's last change: by number, not by clock."""
    if not knowing:
        return False
    entries = entries_if_readable(reads, account=account)
    changes = (
        entry.seq
        for entry in entries or ()
        if entry.action is LogAction.SAVE and entry.detail is Detail.PASSWORD
    )
    return knowing[0].seq >= next(changes, 0)
