"""What holds a person or an account in its place: rows that no undo reaches refer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smbsocial.domain.business import Person
from smbsocial.domain.departures import Departure, DepartureLine
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import VaultPending, VaultSecret, VaultSlot, VaultWrap

if TYPE_CHECKING:
    from smbsocial.usecases.entities import Entity
    from smbsocial.usecases.ports import Reads


def is_held(reads: Reads, kind: type[Entity], id: str) -> bool:
    """Whether the vault or somebody's departure speaks of a row, so that it has to stay."""
    if kind is Person:
        return id in _people_spoken_of(reads)
    return kind is Account and id in _accounts_spoken_of(reads)


def _people_spoken_of(reads: Reads) -> set[str | None]:
    found: set[str | None] = {slot.person for slot in reads.all(VaultSlot)}
    for wrap in reads.all(VaultWrap):
        found |= {wrap.person, wrap.subject}
    for row in reads.all(Departure):
        found |= {row.person, row.started_by, row.closed_by}
    return found.union(line.by for line in reads.all(DepartureLine))


def _accounts_spoken_of(reads: Reads) -> set[str | None]:
    found: set[str | None] = {row.id for row in reads.all(VaultSecret)}
    found.update(row.account for row in reads.all(VaultPending))
    found.update(wrap.subject for wrap in reads.all(VaultWrap))
    return found.union(line.account for line in reads.all(DepartureLine))
