"""A house in memory with the real library."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from house import CAFE, NOW, CountedIds, House, SetClock

from smbsocial.app.paths import resources_folder
from smbsocial.library.loader import FileLibrary
from smbsocial.storage.store import memory_store
from smbsocial.usecases import setup
from smbsocial.usecases.changes import Action, Changes
from smbsocial.usecases.ports import Ports


@pytest.fixture(scope="session")
def library() -> FileLibrary:
    return FileLibrary(resources_folder() / "library")


@pytest.fixture
def house(library: FileLibrary) -> Iterator[House]:
    store = memory_store()
    clock = SetClock()
    ports = Ports(clock=clock, ids=CountedIds(), library=library)
    yield House(store, ports, Changes(store, ports), clock)
    store.close()


@pytest.fixture
def cafe(house: House) -> House:
    """A café set up on a Sunday evening, looked at on the Wednesday after."""
    house.clock.instant = datetime(2027, 1, 10, 18, tzinfo=UTC)
    house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=CAFE)
    house.clock.instant = NOW
    return house
