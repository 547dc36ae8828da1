"""A café on disk whose vault lies in the real keyring, and the process that saves until killed."""

import sys
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).parent.parent))

from house import CAFE, NOW, CountedIds, SetClock
from usecases.vault.vault_house import ACCOUNTS, MemoryBackups, put_accounts
from vault.quick_sealing import QuickSealing

from smbsocial.app.paths import resources_folder
from smbsocial.domain.business import Person
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import Right
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import SqliteStore, open_store
from smbsocial.usecases import setup
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records, setting_up, unlocking
from smbsocial.usecases.vault.session import Vault
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.making import VaultMaking
from smbsocial.vault.stores import KeyringStore

PASSPHRASE = Secret("grüne äpfel in sieben körben")
SIZES = (0, 1500, 4000, 200, 6000)
"""Characters of the note: one entry in the keyring to seven."""


class Pipe(Protocol):
    """The parent's end of a pipe."""

    def send_bytes(self, message: bytes) -> None: ...


def people(store: SqliteStore) -> dict[str, PersonId]:
    return {person.name.lower(): person.id for person in store.all(Person)}


def open_vault(folder: Path, *, months: int = 0) -> tuple[SqliteStore, Vault]:
    """The vault of a folder, so many times forty days after it was made."""
    store = open_store(folder, create=True)
    clock = SetClock(NOW + timedelta(days=40 * months))
    changes = Changes(
        store, Ports(clock, CountedIds(), FileLibrary(resources_folder() / "library"))
    )
    entries = KeyringEntries(KeyringStore())
    vault = Vault(changes, QuickSealing(), entries, MemoryBackups(), VaultMaking())
    return store, vault


def set_up(folder: Path) -> None:
    """A vault with its kit, that this computer's login opens; Maya may use the accounts."""
    store, vault = open_vault(folder)
    vault.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE)
    vault.changes.write(put_accounts)
    sam = people(store)["sam"]
    run_here(setting_up.set_up(vault, sam, PASSPHRASE))
    kit = run_here(setting_up.make_kit(vault))
    setting_up.confirm_kit(vault, kit, dict(enumerate(kit.code.reveal().split("-"), 1)))
    run_here(unlocking.put_login_slot(vault))
    for account in ACCOUNTS:
        run_here(records.save_record(vault, account, Record("login", "0")))
        grants.grant(vault, account, people(store)["maya"], Right.USE)
    store.close()


def save_for_ever(folder: str, months: int, pipe: Pipe) -> None:
    """Save one account after the other, and say each number once it is kept; until killed."""
    store, vault = open_vault(Path(folder), months=months)
    run_here(unlocking.unlock_with_login(vault, people(store)["sam"]))
    for number in count(months * 1000 + 1):
        account = ACCOUNTS[number % len(ACCOUNTS)]
        note = "n" * SIZES[number % len(SIZES)]
        if number % 4 == 0:
            run_here(grants.renew_key(vault, account))
        run_here(records.save_record(vault, account, Record("login", str(number), note=note)))
        pipe.send_bytes(f"{account} {number}".encode())
