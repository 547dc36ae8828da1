"""The drill: which accounts wait until an owner proves again to get in, and keeping a proof."""

from dataclasses import dataclass, replace

from smbsocial.domain.accounts import Registration
from smbsocial.domain.ids import AccountId
from smbsocial.domain.vault import VaultSecret
from smbsocial.usecases.care import drill_is_due
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.register_sheets import AccountRow, RegisterSheet
from smbsocial.usecases.registering import keep_registration


@dataclass(frozen=True, slots=True)
class DrillSheet:
    """`due`: accounts whose last proof is older than a quarter; `rows`: all that are there."""

    due: tuple[AccountRow, ...]
    rows: tuple[AccountRow, ...]


def drill_sheet(reads: Reads, ports: Ports, register: RegisterSheet) -> DrillSheet:  # noqa: ARG001
    """What the drill goes through; an account that is not there yet proves nothing."""
    zone, today = register.business.zone, register.today
    rows = tuple(row for row in register.rows if row.account.exists)
    kept = {row.id: row for row in reads.all(VaultSecret)}
    due = tuple(
        row
        for row in rows
        if drill_is_due(kept.get(row.account.id), row.registration, today=today, zone=zone)
    )
    return DrillSheet(due, rows)


def prove_access(tx: Tx, ports: Ports, account_id: AccountId) -> None:
    """An owner got into an account today; raises ExpectedError (NOT_FOUND, NOT_SET_UP)."""
    today = ports.clock.today(set_up_business(tx).zone)
    before = tx.get(Registration, account_id) or Registration(account_id)
    keep_registration(tx, ports, replace(before, proved_on=today))
