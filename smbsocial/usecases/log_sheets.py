"""The access log as its page shows it: the entries that are asked for, with the names in them."""

from dataclasses import dataclass
from datetime import date

from smbsocial.domain.access_log import LogAction, LogEntry
from smbsocial.domain.days import local_day
from smbsocial.usecases.ports import Ports, Reads
from smbsocial.usecases.register import register_sheet
from smbsocial.usecases.register_sheets import AccountRow, RegisterSheet
from smbsocial.usecases.vault.watching import entries_if_readable


@dataclass(frozen=True, slots=True)
class LogSheet:
    """Every entry, the newest first; None where somebody wrote what is no entry."""

    register: RegisterSheet
    entries: tuple[LogEntry, ...] | None

    def account(self, id: str) -> AccountRow | None:
        """The account of an entry, None where it is in the register no longer."""
        return next((row for row in self.register.rows if row.account.id == id), None)


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What is asked for; None = any. `first` and `last` are local days, both included."""

    person: str | None = None
    account: str | None = None
    action: LogAction | None = None
    first: date | None = None
    last: date | None = None


def log_sheet(reads: Reads, ports: Ports) -> LogSheet:
    """The whole log; raises ExpectedError(NOT_SET_UP)."""
    return LogSheet(register_sheet(reads, ports), entries_if_readable(reads))


def asked_for(sheet: LogSheet, wanted: LogFilter) -> tuple[LogEntry, ...]:
    """The entries that a filter lets through; a person also where an entry concerned them."""
    zone = sheet.register.business.zone
    return tuple(each for each in sheet.entries or () if _is_asked_for(each, wanted, zone))


def _is_asked_for(entry: LogEntry, wanted: LogFilter, zone: str) -> bool:
    if wanted.person is not None and wanted.person not in {entry.person, entry.about}:
        return False
    if wanted.account is not None and wanted.account != entry.account:
        return False
    if wanted.action is not None and wanted.action is not entry.action:
        return False
    day = local_day(entry.at, zone)
    first, last = wanted.first or date.min, wanted.last or date.max
    return first <= day <= last
