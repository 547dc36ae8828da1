"""Who may know an account's password: everybody granted, shown or copied since its last change.

Only changing it helps against that; taking a right back does not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from smbsocial.domain.access_log import NEW_PASSWORD, Detail, LogAction, LogEntry
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.domain.vault import Holder, VaultWrap, WrapKind
from smbsocial.usecases.ports import Reads
from smbsocial.usecases.vault.keys import granted_people
from smbsocial.usecases.vault.watching import entries_if_readable

_KNOWING = frozenset({LogAction.SHOW, LogAction.COPY, LogAction.SAVE})
"""After these the person may know the password by heart; the drill copies it, too."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who saw, copied or typed the present password, and who was given a right to it since."""

    seen: frozenset[str]
    granted: frozenset[str]

    @property
    def people(self) -> frozenset[PersonId]:
        """Everybody who may know it."""
        return frozenset(PersonId(id) for id in self.seen | self.granted if id)


def known_by(reads: Reads, account: AccountId) -> Known | None:
    """Who may know the present password; None where the log can't be read: then anybody may."""
    entries = entries_if_readable(reads, account=account)
    if entries is None:
        return None
    has_right = {row.person for row in granted_people(reads, account)}

    def ends(after: int) -> tuple[LogEntry, ...]:
        return _ends(entries_if_readable(reads, account="", after=after) or ())

    return _known(entries, has_right, ends)


def known_by_each(reads: Reads, accounts: Iterable[AccountId]) -> Mapping[AccountId, Known | None]:
    """`known_by` of many accounts, looked up at once instead of one by one."""
    entries = entries_if_readable(reads)
    if entries is None:  # in one account's entries, or in all: each is looked at by itself
        return {account: known_by(reads, account) for account in accounts}
    told: dict[str, list[LogEntry]] = {}
    for entry in entries:
        told.setdefault(entry.account, []).append(entry)
    rights: dict[str, set[str]] = {}
    for row in reads.all(VaultWrap):
        if row.kind is WrapKind.ACCOUNT and row.holder is Holder.PERSON:
            rights.setdefault(row.subject, set()).add(row.person)
    ended = _ends(told.get("", ()))

    def ends(after: int) -> tuple[LogEntry, ...]:
        return tuple(entry for entry in ended if entry.seq > after)

    return {
        account: _known(told.get(account, ()), rights.get(account, set()), ends)
        for account in accounts
    }


def _known(
    entries: Sequence[LogEntry], has_right: set[str], ends: Callable[[int], tuple[LogEntry, ...]]
) -> Known:
    """`entries` of the account, newest first; `ends` gives what `_ends` finds after a number."""
    lost = _lost(entries, has_right)
    more = tuple(e for e in ends(min(lost.values())) if e.about in lost) if lost else ()
    told = _told(sorted((*entries, *more), key=lambda entry: entry.seq))
    return Known(told.seen, told.granted | has_right)


def _told(entries: Iterable[LogEntry]) -> Known:
    """What the log tells, oldest entry first; by number, not by clock."""
    has_right: set[str] = set()
    seen: set[str] = set()
    granted: set[str] = set()
    for entry in entries:
        if entry.action is LogAction.GRANT:
            has_right.add(entry.about)
            granted.add(entry.about)
        elif entry.action is LogAction.REVOKE:
            has_right.discard(entry.about)
        elif entry.action is LogAction.SAVE and entry.detail in NEW_PASSWORD:
            seen, granted = {entry.person}, set(has_right)
        elif entry.action in _KNOWING or entry.detail is Detail.DRILL:
            seen.add(entry.person)
    return Known(frozenset(seen), frozenset(granted))


def _lost(entries: Iterable[LogEntry], has_right: set[str]) -> dict[str, int]:
    """Whose right is gone although nobody revoked it, by the number of the entry that gave it.

    They were locked out as persons, by entries that name no account (see `_ends`).
    """
    last: dict[str, LogEntry] = {}
    for entry in entries:
        if entry.action in {LogAction.GRANT, LogAction.REVOKE}:
            last.setdefault(entry.about, entry)
    return {
        id: entry.seq
        for id, entry in last.items()
        if entry.action is LogAction.GRANT and id not in has_right
    }


def _ends(entries: Iterable[LogEntry]) -> tuple[LogEntry, ...]:
    """Of entries without an account, those by which whole persons were locked out."""
    return tuple(
        entry
        for entry in entries
        if entry.action is LogAction.REVOKE and entry.detail is Detail.SLOT
    )
