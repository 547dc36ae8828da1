"""What came out of a backup."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from smbsocial.domain.access_log import ChainState
from smbsocial.domain.ids import AccountId


@dataclass(frozen=True, slots=True)
class Restored:
    """A business as it was at the instant `made`; its days are those of `zone`.

    `owner` is a name, "" where none was ever given.

    `unreadable` accounts (and what they are called) had no whole record when it was backed up.
    `later` records were saved since then on this computer; they stay for 30 days. `kept_out` people
    have been locked out since, and still are. `locked_out` people need a new passphrase from an
    owner. `new_kit`: an owner of then was locked out since, so the kit is made anew. `folder_gone`:
    where backups went, if this computer has no such folder: then none is chosen any more. `log`:
    how the access log stood.
    """

    business: str
    made: datetime
    zone: str
    owner: str
    records: int
    unreadable: Mapping[AccountId, str]
    later: int
    kept_out: tuple[str, ...]
    locked_out: tuple[str, ...]
    new_kit: bool
    folder_gone: str
    log: ChainState
