"""kill -9 at any moment of a restore: the old business or the new one, and the next start works."""

import random
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from kept_cafe import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    RECORDS,
    dumped,
    folder_dump,
    make_cafe,
    opened,
    read_records,
    write_backup,
)
from nursery import Nursery, needed, prepared, rest
from vault.quick_sealing import QuickSealing

from smbsocial.app.restoring import Wish, restore
from smbsocial.domain.ids import AccountId
from smbsocial.domain.secret import Record, Secret
from smbsocial.domain.vault import VaultOld
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import records
from smbsocial.usecases.vault.ports import SecretStore
from smbsocial.usecases.vault.unlocking import unlock
from smbsocial.vault.memory_store import MemoryStore

pytestmark = [
    pytest.mark.slow,
    needed,
]
Moment = tuple[bytes, float]
"""After which word of the child, and how many seconds after it."""
ROUNDS, REAL_ROUNDS = 50, 25
LATER = Record("cafe", "changed since", note="and a note")
INSTA = AccountId("insta")


@pytest.fixture
def nursery() -> Nursery:
    return prepared("restore_children")


class Scene:
    """A café that has gone on since its backup was written."""

    def __init__(self, place: Path, secrets: SecretStore) -> None:
        self.secrets = secrets
        self.folder = place / "data"
        kept = make_cafe(self.folder, secrets)
        self.code = kept.code.reveal()
        self.backup = write_backup(self.folder, secrets, place)
        with opened(self.folder, secrets) as vault:
            run_here(unlock(vault, "ann", PASSPHRASE))  # type: ignore[arg-type]
            run_here(records.save_record(vault, INSTA, LATER))
            business = set_up_business(vault.reads)
            vault.changes.write(lambda tx, _ports: tx.put(replace(business, name="Later Café")))
        self.saved = place / "saved"
        shutil.copytree(self.folder, self.saved)
        self.old = folder_dump(self.saved)

    def set_back(self) -> None:
        """The folder as it was; what a round left in the keyring stays there."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.saved, self.folder)

    def strike(self, nursery: Nursery, *, real: bool, after: bytes, wait: float) -> list[bytes]:
        """Restore in a process of its own, and kill it so many seconds after it said `after`."""
        import restore_children

        ours, theirs = nursery.Pipe(duplex=False)
        args = (str(self.backup), str(self.folder), self.code, real, theirs)
        process = nursery.Process(target=restore_children.restore, args=args)
        process.start()
        theirs.close()
        heard = []
        while not heard or heard[-1] != after:
            heard.append(ours.recv_bytes())
        time.sleep(wait)
        process.kill()
        process.join()
        heard += rest(ours)
        ours.close()
        return heard

    def is_new(self) -> bool:
        """Which business the next start finds; nothing else is left in the folder."""
        with opened(self.folder, self.secrets) as vault:
            name = set_up_business(vault.reads).name
        assert not list(self.folder.glob("*restoring*"))
        copies = sorted((self.folder / "backups").glob("replaced-*.db"))
        for copy in copies:  # those that are there are whole
            assert dumped(copy) == self.old
        assert copies or name == "Later Café"
        assert name in {"Later Café", "Corner Café"}
        if name == "Later Café":
            assert folder_dump(self.folder) == self.old
        return name == "Corner Café"


def moments(scene: Scene, nursery: Nursery, rounds: int, *, real: bool) -> list[Moment]:
    """From its beginning on, and each third one around the swap."""
    started = time.monotonic()
    assert scene.strike(nursery, real=real, after=b"done", wait=0)[-1] == b"done"
    length = time.monotonic() - started
    assert scene.is_new()
    chance = random.Random(50)
    return [
        (b"prepared", chance.random() * 0.03)
        if n % 3 == 0
        else (b"begun", chance.random() * length)
        for n in range(rounds)
    ]


def test_kill_while_restoring(tmp_path: Path, nursery: Nursery) -> None:
    scene = Scene(tmp_path, MemoryStore())
    outcomes = []
    for after, wait in moments(scene, nursery, ROUNDS, real=False):
        scene.set_back()
        heard = scene.strike(nursery, real=False, after=after, wait=wait)
        new = scene.is_new()
        outcomes.append(new)
        assert new or b"done" not in heard
        assert not new or b"prepared" in heard
    assert {True, False} == set(outcomes), "only one side of the swap was hit"


@pytest.mark.keyring
@pytest.mark.usefixtures("own_keyring")
def test_kill_while_restoring_with_a_real_keyring(tmp_path: Path, nursery: Nursery) -> None:
    import real_keyring

    from smbsocial.vault.stores import KeyringStore

    secrets = KeyringStore()
    scene = Scene(tmp_path, secrets)
    with opened(scene.folder, secrets) as vault:
        (old,) = vault.reads.all(VaultOld)
    (name,) = (name for name, _kind in real_keyring.entries() if f":{old.id}:" in name)
    real_keyring.edit(name, "sealed", "smb1.1.1.AAAA")  # in the place of a record of the backup
    outcomes = []
    for after, wait in moments(scene, nursery, REAL_ROUNDS, real=True):
        scene.set_back()
        before = real_keyring.entries()
        scene.strike(nursery, real=True, after=after, wait=wait)
        assert before.items() <= real_keyring.entries().items()
        new = scene.is_new()
        outcomes.append(new)
        passphrase = NEW_PASSPHRASE if new else PASSPHRASE
        expected = RECORDS if new else {**RECORDS, INSTA: LATER}
        assert read_records(scene.folder, secrets, passphrase) == expected
    assert {True, False} == set(outcomes), "only one side of the swap was hit"
    wish = Wish(scene.backup, scene.folder, Secret(scene.code), NEW_PASSPHRASE)
    restore(wish, secrets=secrets, sealing=QuickSealing())
    assert read_records(scene.folder, secrets, NEW_PASSPHRASE) == RECORDS
