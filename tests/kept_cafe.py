"""Corner Café with a vault: two owners, staff, three accounts with records, and a kit."""

import base64
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corner_cafe import cafe
from vault.quick_sealing import QuickSealing

from smbsocial.app.backup_desk import BackupDesk
from smbsocial.app.vaulting import join
from smbsocial.app.wiring import make_ports
from smbsocial.domain.business import Person, Role
from smbsocial.domain.ids import AccountId, PersonId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import Right
from smbsocial.storage.store import open_store
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records, setting_up
from smbsocial.usecases.vault.backups import back_up, choose_backup_folder
from smbsocial.usecases.vault.ports import SecretStore
from smbsocial.usecases.vault.session import Vault
from smbsocial.usecases.vault.unlocking import unlock

CANARY = "cAnArY7"
"""In every secret of this café and in nothing else."""
ANN, BEN, DOT = PersonId("ann"), PersonId("ben"), PersonId("dot")
PASSPHRASE = Secret(f"{CANARY} slate harbour ochre nine")
NEW_PASSPHRASE = Secret(f"{CANARY} violet anchor seven gravel")
OF_STAFF = Secret(f"{CANARY} copper lentil brook")
RECORDS = {
    AccountId("insta"): Record("cafe@example.org", f"{CANARY}-insta", note="ü" * 300),
    AccountId("tok"): Record("cafe", f"{CANARY}-tok", totp="JBSWY3DPEHPK3PXP"),
    AccountId("long"): Record("cafe", f"{CANARY}-long", note=f"{CANARY} " * 400),
}
PLATFORMS = {"insta": "instagram", "tok": "tiktok", "long": "facebook_page"}


@dataclass(frozen=True)
class Kept:
    """A folder with a vault, and what opens it elsewhere."""

    folder: Path
    code: Secret[str]


@contextmanager
def opened(folder: Path, secrets: SecretStore, *, create: bool = False) -> Iterator[Vault]:
    """The vault of a folder, still locked."""
    store = open_store(folder, create=create)
    try:
        changes = Changes(store, make_ports())
        desk = BackupDesk(store)
        yield join(store, changes, secrets=secrets, backups=desk, sealing=QuickSealing())
    finally:
        store.close()


def make_cafe(folder: Path, secrets: SecretStore, *, backups: Path | None = None) -> Kept:
    """Set the business and its vault up."""
    with opened(folder, secrets, create=True) as vault:
        vault.changes.write(_put_rows)
        run_here(setting_up.set_up(vault, ANN, PASSPHRASE))
        kit = run_here(setting_up.make_kit(vault))
        groups = kit.code.reveal().split("-")
        setting_up.confirm_kit(vault, kit, {n: groups[n - 1] for n in kit.asked})
        for account, record in RECORDS.items():
            run_here(records.save_record(vault, account, record))
        run_here(grants.give_passphrase(vault, BEN, OF_STAFF))
        run_here(grants.give_passphrase(vault, DOT, OF_STAFF))
        grants.grant(vault, AccountId("insta"), BEN, Right.USE)
        if backups is not None:
            choose_backup_folder(vault, str(backups))
        return Kept(folder, kit.code)


def write_backup(folder: Path, secrets: SecretStore, to: Path) -> Path:
    """A backup of the café, by anybody's session."""
    with opened(folder, secrets) as vault:
        return Path(run_here(back_up(vault, folder=str(to))).path)


def read_records(
    folder: Path, secrets: SecretStore, passphrase: Secret[str], person: PersonId = ANN
) -> dict[AccountId, Record]:
    """Every record, opened for a person with their passphrase."""
    with opened(folder, secrets) as vault:
        run_here(unlock(vault, person, passphrase))
        return {
            account.id: run_here(records.open_record(vault, account.id, records.Use.SHOW)).record
            for account in vault.reads.all(Account)
        }


def _put_rows(tx: object, ports: object) -> None:
    for row in cafe():
        tx.put(row)  # type: ignore[attr-defined]
    tx.put(Person(DOT, "Dot", Role.OWNER, Money(2500, "GBP")))  # type: ignore[attr-defined]
    for name, platform in PLATFORMS.items():
        tx.put(Account(AccountId(name), PlatformKey(platform), f"@{name}"))  # type: ignore[attr-defined]


def folder_dump(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as it lies in the folder's file."""
    return dumped(folder / "planning.db")


def dumped(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a database."""
    with closing(sqlite3.connect(file)) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_list")]
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            for name in names
            if not name.startswith("sqlite_")
        }


def forms(secret: str) -> list[bytes]:
    """A secret as it may lie in a file: in two encodings, in hex, in base64 at three phases."""
    plain = secret.encode()
    phases = [base64.b64encode(b"x" * n + plain)[4 if n else 0 : -4] for n in range(3)]
    return [plain, secret.encode("utf-16-le"), plain.hex().encode(), *phases]
