"""Passphrases that somebody else gave, and so knows: the access log says who it was."""

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.ids import PersonId
from smbsocial.usecases.ports import Reads
from smbsocial.usecases.vault.watching import entries_if_readable

_OWN = frozenset({Detail.RECOVERY, Detail.SET_UP})
"""Ways to unlock the vault with a passphrase that was chosen on the way."""


def given_by(reads: Reads, person: PersonId) -> PersonId | None:
    """Who gave a person the passphrase that they still have; None: they chose it, or have none.

    Where the log can't be read nobody can say who it was, and None comes of that, too.
    """
    gifts = entries_if_readable(reads, account="", action=LogAction.GRANT) or ()
    mine = (each for each in gifts if each.detail is Detail.SLOT and each.about == person)
    last = next(mine, None)
    if last is None or last.person == person:
        return None
    unlocks = entries_if_readable(reads, person=person, action=LogAction.UNLOCK, after=last.seq)
    chosen = any(entry.detail in _OWN for entry in unlocks or ())
    if chosen or entries_if_readable(
        reads, person=person, action=LogAction.RESTORE, after=last.seq, limit=1
    ):
        return None
    return PersonId(last.person)
