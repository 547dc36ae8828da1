"""A café whose vault is set up, made once and copied for each test."""

from collections.abc import Callable, Iterator

import pytest
from vault.quick_sealing import QuickSealing
from vault_house import (
    FULL,
    INSTAGRAM,
    UnstretchedSealing,
    VaultHouse,
    empty_house,
    fresh_copy,
    set_up,
)

from smbsocial.domain.vault import Right
from smbsocial.library.loader import FileLibrary
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records


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
