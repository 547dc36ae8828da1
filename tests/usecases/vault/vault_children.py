"""What the caged and the killed processes of these tests do with a vault; started by name."""

import json
import sys
from pathlib import Path

from house import CountedIds, SetClock

from smbsocial.app.paths import resources_folder
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import AccountId, PersonId
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import SqliteStore, open_store
from smbsocial.usecases.changes import Changes
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import records, unlocking
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import MetaKey, Vault, put_meta
from smbsocial.vault.entries import KeyringEntries

sys.path.insert(0, str(Path(__file__).parent))

from vault_house import INSTAGRAM, PASSPHRASES, MemoryBackups, TroubledKeyring, UnstretchedSealing


def opened(folder: Path) -> tuple[SqliteStore, Vault, dict[str, PersonId]]:
    """The vault of a folder, with the keyring that was put down beside it."""
    store = open_store(folder / "data", create=False)
    entries, people = json.loads((folder / "keyring.json").read_text(encoding="utf-8"))
    keyring = TroubledKeyring()
    keyring.kept.update({(service, username): value for service, username, value in entries})
    library = FileLibrary(resources_folder() / "library")
    changes = Changes(store, Ports(SetClock(), CountedIds(), library))
    entries_of = KeyringEntries(keyring)
    vault = Vault(changes, UnstretchedSealing(), entries_of, MemoryBackups(), None)  # type: ignore[arg-type]
    return store, vault, people


def use(vault: Vault, people: dict[str, PersonId]) -> None:
    """Sam goes on and is told, Maya is refused."""
    account = AccountId(INSTAGRAM)
    told = run_here(unlocking.unlock(vault, people["sam"], PASSPHRASES["sam"]))
    broken = told.log.broken if told.log else "no log"
    print("sam", told.owner, told.logged, broken)
    used = run_here(records.open_record(vault, account, Use.COPY_PASSWORD))
    print("sam uses it", used.logged, used.record.password)
    unlocking.lock(vault)
    try:
        run_here(unlocking.unlock(vault, people["maya"], PASSPHRASES["maya"]))
        print("maya got in")
    except ExpectedError as error:
        print("maya", error.code.value)


def why_not(vault: Vault) -> str:
    """How a change of the database fails."""
    try:
        vault.changes.write(lambda tx, _: put_meta(tx, MetaKey.CHECKED_AT, "x" * 5000))
    except ExpectedError as error:
        return error.code.value
    return "it does not"


def look_only(folder: Path) -> None:
    store, vault, people = opened(folder)
    print(why_not(vault))
    use(vault, people)
    store.close()


def fill_and_look(folder: Path) -> None:
    """Fill the disk to its last byte, use the vault, make room again, use it again."""
    store, vault, people = opened(folder)
    ballast = folder / "data" / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    print(why_not(vault))
    use(vault, people)
    ballast.unlink()
    told = run_here(unlocking.unlock(vault, people["sam"], PASSPHRASES["sam"]))
    print("after", told.logged)
    print("whole", told.log.broken if told.log else "no log")
    store.close()


if __name__ == "__main__":
    {"look_only": look_only, "fill_and_look": fill_and_look}[sys.argv[1]](Path(sys.argv[2]))
