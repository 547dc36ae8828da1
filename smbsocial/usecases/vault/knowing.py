"""Who may know an account's password: everybody granted, shown or copied since its last change.

Only changing it helps against that; taking a right back does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from smbsocial.domain.access_log import Detail, LogAction, LogEntry
from smbsocial.domain.ids import AccountId, PersonId
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
    ends = _ends(reads, entries, has_right)
    told = _told(sorted((*entries, *ends), key=lambda entry: entry.seq))
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
        elif entry.action is LogAction.SAVE and entry.detail is Detail.PASSWORD:
            seen, granted = {entry.person}, set(has_right)
        elif entry.action in _KNOWING or entry.detail is Detail.DRILL:
            seen.add(entry.person)
    return Known(frozenset(seen), frozenset(granted))


def _ends(reads: Reads, entries: tuple[LogEntry, ...], has_right: set[str]) -> tuple[LogEntry, ...]:
    """Entries by which whole persons were locked out, where one of them ended a right here.

    They name no account, so they are looked for only where a right is gone that was not revoked.
    """
    last: dict[str, LogEntry] = {}
    for entry in entries:
        if entry.action in {LogAction.GRANT, LogAction.REVOKE}:
            last.setdefault(entry.about, entry)
    lost = {
        id: entry.seq
        for id, entry in last.items()
        if entry.action is LogAction.GRANT and id not in has_right
    }
    if not lost:
        return ()
    found = entries_if_readable(reads, account="", after=min(lost.values())) or ()
    return tuple(
        entry
        for entry in found
        if entry.action is LogAction.REVOKE and entry.detail is Detail.SLOT and entry.about in lost
    )
