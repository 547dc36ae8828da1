"""How somebody can get at the accounts: by a grant, a role, what they saw, or nobody knows."""

from dataclasses import dataclass

from smbsocial.domain.access_log import USES, LogEntry
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person, Role
from smbsocial.domain.ids import PersonId
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import SlotKind, VaultSecret
from smbsocial.usecases.ports import Reads
from smbsocial.usecases.vault.knowing import known_by
from smbsocial.usecases.vault.session import right_of, slot_of
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
    found = []
    for account in reads.all(Account):
        if not account.exists:
            continue
        reached = _reached(reads, account, person, used.get(account.id, []), anything=anything)
        known = reached.granted or reached.role or reached.last is not None
        if known or reached.knows_password or not reached.kept:
            found.append(reached)
    return tuple(found)


def _reached(
    reads: Reads, account: Account, person: PersonId, uses: list[LogEntry], *, anything: bool
) -> Reached:
    entry = reads.get(Registration, account.id)
    role = entry is not None and (person in entry.by_role or person in entry.admins)
    granted = right_of(reads, account.id, person) is not None
    known = known_by(reads, account.id)
    # Whoever may use it and never saw it knows it only if they had the right and lost it since:
    # nobody can say any more that they did not.
    knows = known is None or person in known.seen or (person in known.granted and not granted)
    return Reached(
        account=account,
        granted=granted,
        role=role,
        last=uses[0] if uses else None,
        knows_password=anything or knows,
        kept=reads.get(VaultSecret, account.id) is not None,
    )
