"""What holds a person or an account in its place: rows that no undo reaches refer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smbsocial.domain.business import Person
from smbsocial.domain.departures import Departure, DepartureLine
from smbsocial.domain.platforms import Account
from smbsocial.domain.review import Review
from smbsocial.domain.vault import VaultPending, VaultSecret, VaultSlot, VaultWrap

if TYPE_CHECKING:
    from smbsocial.usecases.entities import Entity
    from smbsocial.usecases.ports import Reads, RowChange


def is_held(reads: Reads, change: RowChange) -> bool:
    """Whether undo has to leave a row as it is: vault or departures speak of it.

    A person of theirs stays, and stays in the role whose passphrase or rights they have. A review
    stays closed once the next one is open.
    """
    if change.after is None:
        return _is_spoken_of(reads, change.kind, change.id)
    before, after = change.before, change.after
    if isinstance(after, Review):
        return _would_be_second(reads, after)
    if not isinstance(before, Person) or not isinstance(after, Person):
        return False
    return before.role is not after.role and change.id in _people_of_the_vault(reads)


def _would_be_second(reads: Reads, review: Review) -> bool:
    """Whether a review would be open beside another."""
    others = (each for each in reads.all(Review) if each.id != review.id)
    return review.closed_at is None and any(each.closed_at is None for each in others)


def _is_spoken_of(reads: Reads, kind: type[Entity], id: str) -> bool:
    if kind is Person:
        return id in _people_spoken_of(reads)
    return kind is Account and id in _accounts_spoken_of(reads)


def _people_of_the_vault(reads: Reads) -> set[str | None]:
    found: set[str | None] = {slot.person for slot in reads.all(VaultSlot)}
    for wrap in reads.all(VaultWrap):
        found |= {wrap.person, wrap.subject}
    return found


def _people_spoken_of(reads: Reads) -> set[str | None]:
    found = _people_of_the_vault(reads)
    for row in reads.all(Departure):
        found |= {row.person, row.started_by, row.closed_by}
    return found.union(line.by for line in reads.all(DepartureLine))


def _accounts_spoken_of(reads: Reads) -> set[str | None]:
    found: set[str | None] = {row.id for row in reads.all(VaultSecret)}
    found.update(row.account for row in reads.all(VaultPending))
    found.update(wrap.subject for wrap in reads.all(VaultWrap))
    return found.union(line.account for line in reads.all(DepartureLine))
