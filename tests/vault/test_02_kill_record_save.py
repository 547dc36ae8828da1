"""kill -9 at random while records are saved into the real keyring: the last one or a newer one."""

import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import real_keyring
from nursery import Nursery, all_told, needed, prepared

pytestmark = [
    needed,
    pytest.mark.keyring,
    pytest.mark.slow,
]

ROUNDS = 50
LONGEST = 0.15
"""Seconds; a save takes a hundredth to a tenth, by its parts."""


@pytest.fixture(scope="module")
def nursery() -> Nursery:
    return prepared("saving_children")


def _saved(pipe: Connection) -> list[tuple[str, int]]:
    """Accounts, and the numbers of their records."""
    told = (each.partition(" ") for each in all_told(pipe))
    return [(account, int(number)) for account, _, number in told]


def _in_the_keyring() -> tuple[set[str], set[str]]:
    """References with their parts' numbers, and device keys."""
    names = [service.split(":") for service, _ in real_keyring.entries()]
    devices = {name[-1] for name in names if "device" in name}
    return {":".join(name[-2:]) for name in names if "device" not in name}, devices


@pytest.mark.usefixtures("own_keyring")
def test_02_kill_while_saving_a_record(tmp_path: Path, nursery: Nursery) -> None:
    import saving_children
    from usecases.vault.vault_house import ACCOUNTS

    folder = tmp_path / "data"
    saving_children.set_up(folder)
    chance = random.Random(2)
    kept = dict.fromkeys(ACCOUNTS, 0)
    hits = 0
    for round_ in range(1, ROUNDS + 1):
        ours, theirs = nursery.Pipe(duplex=False)
        process = nursery.Process(
            target=saving_children.save_for_ever, args=(str(folder), round_, theirs)
        )
        process.start()
        theirs.close()
        assert ours.poll(20), "no record was saved in all that time"
        time.sleep(chance.random() * LONGEST)
        process.kill()
        process.join()
        heard = _saved(ours)
        ours.close()
        assert heard, "the child ended by itself"
        kept.update(heard)
        hits += _check(folder, round_, kept, newest=heard[-1][1])
    assert hits > ROUNDS // 10, "hardly a kill came in the middle of a save"


def _check(folder: Path, round_: int, kept: dict[str, int], *, newest: int) -> bool:
    """What a start after the kill finds; whether it came in the middle of a save."""
    import saving_children
    from usecases.vault.vault_house import expected_entries

    from smbsocial.domain.vault import VaultPending
    from smbsocial.usecases.steps import run_here
    from smbsocial.usecases.vault import records, unlocking
    from smbsocial.usecases.vault.devices import known_devices
    from smbsocial.usecases.vault.records import Use
    from smbsocial.usecases.vault.watching import look_at_whole_log

    store, vault = saving_children.open_vault(folder, months=round_)
    try:
        hit = bool(store.all(VaultPending))
        there, _ = _in_the_keyring()
        assert there <= expected_entries(store)
        run_here(records.tidy(vault))
        assert store.all(VaultPending) == ()
        assert _in_the_keyring() == (expected_entries(store), known_devices(store))
        told = run_here(unlocking.unlock_with_login(vault, saving_children.people(store)["sam"]))
        assert told.log is not None
        assert told.log.broken is None
        assert look_at_whole_log(vault).broken is None
        for account, number in kept.items():
            used = run_here(records.open_record(vault, account, Use.COPY_PASSWORD))
            found = int(used.record.password)
            # At most the one that was kept and not yet told.
            assert found == number or found == newest + 1
            kept[account] = found
        return hit
    finally:
        store.close()
