"""The week on paper: its sheet, and the end of the access log as it stands now."""

from dataclasses import replace
from datetime import date

from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.sheets import LogHead, WeekSheet
from smbsocial.usecases.vault.session import VaultState, state
from smbsocial.usecases.vault.watching import entries_if_readable
from smbsocial.usecases.week import week_sheet

HEAD_DIGITS = 8
"""As many of the hash as the screens show."""


def paper_sheet(reads: Reads, ports: Ports, *, day: date | None = None) -> WeekSheet:
    """The week that `day` is in, to be printed or told; raises as `week_sheet` does.

    What is on paper is out of reach for whoever changes the log later.
    """
    return replace(week_sheet(reads, ports, day=day), log=log_head(reads))


def log_head(reads: Reads) -> LogHead | None:
    """The log's last number and the first digits of its hash, where a vault is set up."""
    if state(reads) is not VaultState.READY:
        return None
    last = next(iter(entries_if_readable(reads, limit=1) or ()), None)
    return LogHead(last.seq, last.hash.hex()[:HEAD_DIGITS]) if last else None
