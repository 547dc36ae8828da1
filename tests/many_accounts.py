"""Corner Café with ten thousand accounts: of some the vault keeps a record, many are Ben's too."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kept_cafe import ANN, BEN, PASSPHRASE, make_cafe, opened

from smbsocial.domain.access_log import Detail, LogAction, next_entry
from smbsocial.domain.accounts import Belongs, Registration, SecondFactor
from smbsocial.domain.ids import AccountId, PlatformKey
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record
from smbsocial.domain.vault import Right, VaultName, VaultSecret, WrapKind
from smbsocial.storage.store import SqliteStore
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault.keys import granted_row, owners_row, persons_key
from smbsocial.usecases.vault.session import Vault
from smbsocial.usecases.vault.unlocking import unlock
from smbsocial.vault.memory_store import MemoryStore

MANY = 10_000
PLATFORMS = ("instagram", "tiktok", "facebook_page", "bluesky", "google_business_profile")


@dataclass(frozen=True)
class Size:
    """How many accounts are in the register; of how many the first ones are kept, and Ben's."""

    accounts: int
    kept: int = 0
    granted: int = 0


def account_of(number: int) -> AccountId:
    """The account that was written down as the so-manieth."""
    return AccountId(f"many-{number:05}")


def password_of(number: int) -> str:
    """What the vault keeps of that account."""
    return f"pw-{number}"


def make_many(folder: Path, secrets: MemoryStore, size: Size) -> None:
    """A data folder of that size, closed."""
    make_cafe(folder, secrets)
    with opened(folder, secrets) as vault:
        run_here(unlock(vault, ANN, PASSPHRASE))
        vault.changes.write(_put_accounts, size)
        if size.kept:
            vault.changes.write(_put_records, vault, size)


@contextmanager
def at_work(folder: Path, secrets: MemoryStore) -> Iterator[Vault]:
    """Ann has unlocked the vault of the folder."""
    with opened(folder, secrets) as vault:
        run_here(unlock(vault, ANN, PASSPHRASE))
        yield vault


@contextmanager
def statements(store: SqliteStore) -> Iterator[list[str]]:
    """Everything that SQLite is asked for meanwhile, in its own words."""
    heard: list[str] = []
    store._link.connection.set_trace_callback(heard.append)
    try:
        yield heard
    finally:
        store._link.connection.set_trace_callback(None)


def _put_accounts(tx: Tx, ports: Ports, size: Size) -> None:
    for number in range(size.accounts):
        id = account_of(number)
        platform = PlatformKey(PLATFORMS[number % len(PLATFORMS)])
        tx.put(Account(id, platform, f"@shop-{number:05}"))
        tx.put(
            Registration(
                id,
                email="owner@cornercafe.example",
                email_of=Belongs.BUSINESS,
                phone_of=Belongs.NOBODY,
                factor=SecondFactor.APP,
                admins=(ANN, BEN) if number % 3 else (ANN,),
                purpose="What is on the counter today",
                checked_on=date(2026, 12, 14),
            )
        )


def _put_records(tx: Tx, ports: Ports, vault: Vault, size: Size) -> None:
    own = persons_key(vault, BEN)
    assert own is not None
    (last,) = tx.log(limit=1)
    now = ports.clock.now()
    names = {account_of(n): vault.sealing.random(16) for n in range(size.kept)}
    for id, name in names.items():
        tx.put(VaultName(id, name))
    for number, (id, name) in enumerate(names.items()):
        key, ref = vault.sealing.new_key(), vault.sealing.random(8)
        owners = owners_row(vault, WrapKind.ACCOUNT, id, key)
        tx.put(owners)
        record = Record("cafe@example.org", password_of(number))
        box = vault.sealing.seal_record(key, record, vault=vault.id, account=name, ref=ref)
        vault.entries.put_record(vault.id, name, ref, box)
        sha256 = hashlib.sha256(box).digest()
        tx.put(VaultSecret(id, ref, vault.entries.parts_of(box), sha256, now, now, ANN))
        said = {"at": now, "person": ANN, "account": id}
        last = next_entry(last, action=LogAction.SAVE, detail=Detail.PASSWORD, **said)
        tx.append(last)
        if number < size.granted:
            tx.put(granted_row(vault, owners, key, (BEN, own), Right.USE))
            told = {**said, "detail": Detail.RIGHT_USE, "about": BEN}
            last = next_entry(last, action=LogAction.GRANT, **told)
            tx.append(last)
