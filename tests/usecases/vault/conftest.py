"""A café whose vault is set up, made once and copied for each test."""

from collections.abc import Callable, Iterator

import pytest
from house import CAFE, NOW, CountedIds, SetClock
from vault.quick_sealing import QuickSealing
from vault_house import (
    FULL,
    INSTAGRAM,
    PASSPHRASES,
    MemoryBackups,
    TroubledKeyring,
    TroubledStore,
    UnstretchedSealing,
    VaultHouse,
    put_accounts,
)

from smbsocial.domain.business import Person
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import Right
from smbsocial.library.loader import FileLibrary
from smbsocial.storage import database
from smbsocial.usecases import setup
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records, setting_up, unlocking
from smbsocial.usecases.vault.ports import Sealing
from smbsocial.usecases.vault.session import Vault
from smbsocial.vault.entries import KeyringEntries


class NoMaking:
    """Nothing in these steps makes passphrases or passwords."""


def empty_house(library: FileLibrary, sealing: Sealing) -> VaultHouse:
    store, clock, keyring = TroubledStore(database.memory_link()), SetClock(), TroubledKeyring()
    ports = Ports(clock=clock, ids=CountedIds(), library=library)
    changes = Changes(store, ports)
    changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE)
    changes.write(put_accounts)
    vault = Vault(changes, sealing, KeyringEntries(keyring), MemoryBackups(), NoMaking())  # type: ignore[arg-type]
    people = {person.name.lower(): person.id for person in store.all(Person)}
    return VaultHouse(store, keyring, ports, clock, sealing, vault, people, Secret(""))


def set_up(house: VaultHouse) -> VaultHouse:
    """Vault and kit, and a passphrase for each."""
    run_here(setting_up.set_up(house.vault, house.sam, PASSPHRASES["sam"]))
    kit = run_here(setting_up.make_kit(house.vault))
    groups = kit.code.reveal().split("-")
    setting_up.confirm_kit(house.vault, kit, {number: groups[number - 1] for number in kit.asked})
    for who in ("maya", "tom"):
        run_here(grants.give_passphrase(house.vault, house.people[who], PASSPHRASES[who]))
    house.code = kit.code
    unlocking.lock(house.vault)
    return house


def fresh_copy(house: VaultHouse) -> VaultHouse:
    there = house.copy()
    clock = SetClock(NOW)
    ports = Ports(clock=clock, ids=CountedIds(), library=house.ports.library)
    there.clock, there.ports = clock, ports
    return there.again()


@pytest.fixture(scope="session")
def _made(library: FileLibrary) -> Callable[[type], VaultHouse]:
    """One house for each kind of sealing, made when first asked for."""
    houses: dict[type, VaultHouse] = {}

    def made(kind: type) -> VaultHouse:
        if kind not in houses:
            houses[kind] = set_up(empty_house(library, kind()))
        return houses[kind]

    return made


@pytest.fixture
def bare(library: FileLibrary) -> Iterator[VaultHouse]:
    """No vault yet; passphrases are not stretched."""
    house = empty_house(library, UnstretchedSealing())
    yield house
    house.store.close()


@pytest.fixture
def locked(_made: Callable[[type], VaultHouse]) -> Iterator[VaultHouse]:
    """A vault that is set up and locked; passphrases are not stretched."""
    house = fresh_copy(_made(UnstretchedSealing))
    yield house
    house.store.close()


@pytest.fixture
def open_house(locked: VaultHouse) -> VaultHouse:
    """Sam is at work in it."""
    locked.unlock("sam")
    return locked


@pytest.fixture
def real(_made: Callable[[type], VaultHouse]) -> Iterator[VaultHouse]:
    """A locked vault whose passphrases are stretched as little as is accepted."""
    house = fresh_copy(_made(QuickSealing))
    yield house
    house.store.close()


@pytest.fixture
def kept(open_house: VaultHouse) -> VaultHouse:
    """Sam is at work; Instagram is kept, Maya may use it and Tom may see it."""
    run_here(records.save_record(open_house.vault, INSTAGRAM, FULL))
    grants.grant(open_house.vault, INSTAGRAM, open_house.maya, Right.USE)
    grants.grant(open_house.vault, INSTAGRAM, open_house.tom, Right.SEE)
    return open_house
