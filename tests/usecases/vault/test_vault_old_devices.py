"""An owner whose login opens the vault is asked for the passphrase, so that old device keys go."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from vault.quick_sealing import QuickSealing
from vault_house import (
    PASSPHRASES,
    MemoryBackups,
    VaultHouse,
    code_of,
    empty_house,
    refused,
    set_up,
)

from smbsocial.domain.access_log import LogAction
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, SlotKind, VaultSlot
from smbsocial.library.loader import FileLibrary
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, grants, unlocking
from smbsocial.usecases.vault.devices import known_devices, unnamed_devices
from smbsocial.usecases.vault.old_devices import (
    passphrase_is_due,
    people_on_old_devices,
    take_newest_device,
)
from smbsocial.usecases.vault.session import Vault, meta, slot_of
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.stores import KeyringStore

SAMS = PASSPHRASES["sam"]
WRONG = Secret("not the passphrase at all")


def leave(house: VaultHouse, who: str) -> None:
    """Somebody leaves, to the end; Sam is at work by this computer's login."""
    person = house.people[who]
    departure = run_here(departures.start(house.vault, person, house.sam, SAMS))
    run_here(departures.close(house.vault, departure, house.sam, why="no more to do"))


def by_login(house: VaultHouse) -> None:
    """Lock it, and Sam is in again without a passphrase."""
    unlocking.lock(house.vault)
    run_here(unlocking.unlock_with_login(house.vault, house.sam))


def due(house: VaultHouse) -> bool:
    return passphrase_is_due(house.store, house.sam)


def slots_of_sam(house: VaultHouse) -> list[VaultSlot]:
    found = [slot_of(house.store, kind, house.sam) for kind in (SlotKind.OWNER, SlotKind.LOGIN)]
    return [slot for slot in found if slot is not None]


def newest(house: VaultHouse) -> str:
    return meta(house.store, MetaKey.DEVICE) or ""


@pytest.fixture
def alone(kept: VaultHouse) -> VaultHouse:
    """Sam's login opens the vault; Maya has left, and Tom has unlocked it since."""
    run_here(unlocking.put_login_slot(kept.vault))
    leave(kept, "maya")
    kept.unlock("tom")
    by_login(kept)
    return kept


def test_a_leavers_device_key_goes_once_the_owner_has_typed_their_passphrase(
    kept: VaultHouse,
) -> None:
    house, copy = kept, kept.old_copy()
    run_here(unlocking.put_login_slot(house.vault))
    assert not due(house)
    leave(house, "maya")
    house.unlock("tom")
    for _ in range(5):
        by_login(house)
    assert copy.opens("maya"), "nothing but Sam's passphrase can help"
    assert len(house.device_entries()) == 2
    assert due(house)
    house.vault.wants_backup = False
    assert run_here(take_newest_device(house.vault, SAMS)) == ()
    assert house.device_entries() == known_devices(house.store) == {newest(house)}
    copy.keyring._entries = house.keyring._entries
    assert not copy.again().opens("maya")
    assert not due(house)
    assert house.vault.wants_backup
    by_login(house)
    assert house.unlock("sam").owner
    assert house.unlock("tom").person == house.tom


def test_the_owner_may_be_the_only_one_there_is(locked: VaultHouse) -> None:
    house = locked
    house.unlock("sam")
    run_here(unlocking.put_login_slot(house.vault))
    for who in ("maya", "tom"):
        leave(house, who)
    assert due(house), "at once, while they are at it"
    assert run_here(take_newest_device(house.vault, SAMS)) == ()
    assert house.device_entries() == {newest(house)}
    assert {slot.device for slot in slots_of_sam(house)} == {newest(house)}
    by_login(house)


def test_who_keeps_the_old_key_besides_is_said(kept: VaultHouse) -> None:
    house = kept
    run_here(unlocking.put_login_slot(house.vault))
    leave(house, "maya")
    assert {person.id for person in people_on_old_devices(house.store)} == {house.sam, house.tom}
    left = run_here(take_newest_device(house.vault, SAMS))
    assert [person.id for person in left] == [house.tom]
    assert len(house.device_entries()) == 2
    house.unlock("tom")
    assert people_on_old_devices(house.store) == ()
    assert house.device_entries() == {newest(house)}


def test_two_owners_with_a_login_are_asked_each(open_house: VaultHouse) -> None:
    house = open_house
    house.second_owner()
    run_here(unlocking.put_login_slot(house.vault))
    house.unlock("tom")
    run_here(unlocking.put_login_slot(house.vault))
    house.unlock("sam")
    assert not passphrase_is_due(house.store, house.tom)
    run_here(grants.take_passphrase(house.vault, house.maya))
    assert passphrase_is_due(house.store, house.tom)
    run_here(take_newest_device(house.vault, SAMS))
    assert passphrase_is_due(house.store, house.tom)
    unlocking.lock(house.vault)
    run_here(unlocking.unlock_with_login(house.vault, house.tom))
    assert run_here(take_newest_device(house.vault, PASSPHRASES["tom"])) == ()
    assert house.device_entries() == {newest(house)}


def test_nobody_is_asked_without_need(kept: VaultHouse) -> None:
    """Whoever types it at each unlock has the newest device key by then."""
    house = kept
    leave(house, "maya")
    assert not due(house)
    assert not passphrase_is_due(house.store, house.tom)
    house.unlock("sam")
    run_here(unlocking.put_login_slot(house.vault))
    assert not due(house)
    run_here(grants.give_passphrase(house.vault, house.sam, WRONG))
    assert not due(house)
    run_here(grants.end_login_alone(house.vault))
    assert not due(house), "it is asked for at the next unlock"


def test_a_wrong_passphrase_changes_nothing_and_is_logged(alone: VaultHouse) -> None:
    before = slots_of_sam(alone)
    assert code_of(take_newest_device(alone.vault, WRONG)) is Code.WRONG_KEY
    assert alone.log()[-1].action is LogAction.FAIL
    for _ in range(3):
        code_of(take_newest_device(alone.vault, WRONG))
    assert code_of(take_newest_device(alone.vault, SAMS)) is Code.WAIT
    assert slots_of_sam(alone) == before
    assert due(alone)


def test_only_an_owner_at_work(alone: VaultHouse) -> None:
    unlocking.lock(alone.vault)
    assert code_of(take_newest_device(alone.vault, SAMS)) is Code.VAULT_LOCKED
    alone.unlock("tom")
    assert code_of(take_newest_device(alone.vault, PASSPHRASES["tom"])) is Code.NOT_ALLOWED


@pytest.mark.parametrize("after", [False, True])
def test_a_keyring_that_fails_anywhere_shuts_nobody_out(alone: VaultHouse, after: bool) -> None:
    calls = 0
    while due(alone):
        alone.keyring.break_at(calls, Code.STORE_REFUSED, after=after)
        try:
            run_here(take_newest_device(alone.vault, SAMS))
        except ExpectedError as error:
            assert error.code is Code.STORE_REFUSED  # noqa: PT017 - which one it is matters
            assert due(alone), "what is kept is not told as a failure"
        alone.keyring.break_at(None)
        by_login(alone)
        calls += 1
    assert calls >= 3, "it asks the keyring several times"
    by_login(alone)
    assert alone.device_entries() == {newest(alone)}, "what was left goes at the next unlock"
    assert alone.unlock("sam").owner


def test_a_full_disk_changes_nothing(alone: VaultHouse) -> None:
    before = slots_of_sam(alone)
    alone.store.break_at(0, Code.DISK_FULL)
    assert code_of(take_newest_device(alone.vault, SAMS)) is Code.DISK_FULL
    assert slots_of_sam(alone) == before
    assert due(alone)
    assert len(alone.device_entries()) == 2
    run_here(take_newest_device(alone.vault, SAMS))
    assert not due(alone)


def test_locked_meanwhile_it_keeps_nothing(alone: VaultHouse) -> None:
    before, yields = slots_of_sam(alone), 0
    while due(alone):
        yields += 1
        steps = take_newest_device(alone.vault, SAMS)
        work: Callable[[], object] = next(steps)
        for _ in range(yields - 1):
            work = steps.send(work())
        if not due(alone):
            break  # it is kept by now, and only clears up
        unlocking.lock(alone.vault)

        def to_the_end(work: Callable[[], object] = work, steps: object = steps) -> None:
            while True:
                work = steps.send(work())  # type: ignore[attr-defined]

        assert refused(to_the_end).code is Code.VAULT_LOCKED, yields
        assert slots_of_sam(alone) == before
        by_login(alone)
    assert yields > 3


def test_a_slot_that_was_changed_meanwhile_stays_as_it_is(alone: VaultHouse) -> None:
    steps = take_newest_device(alone.vault, SAMS)
    work = next(steps)
    own, _login = slots_of_sam(alone)
    other = replace(own, salt=bytes(16))
    alone.changes.write(lambda tx, _ports: tx.put(other))

    def to_the_end() -> None:
        at = work
        while True:
            at = steps.send(at())

    assert refused(to_the_end).code is Code.CHANGED_SINCE
    assert slots_of_sam(alone)[0] == other


@pytest.mark.keyring
@pytest.mark.usefixtures("own_keyring")
def test_in_the_real_keyring_only_the_newest_device_key_is_left(library: FileLibrary) -> None:
    import real_keyring

    def devices() -> set[str]:
        names = [service.split(":") for service, _user in real_keyring.entries()]
        return {name[-1] for name in names if "device" in name}

    house = empty_house(library, QuickSealing())
    old = house.vault
    entries = KeyringEntries(KeyringStore())
    house.vault = Vault(old.changes, house.sealing, entries, MemoryBackups(), old.making)
    set_up(house)
    house.unlock("sam")
    run_here(unlocking.put_login_slot(house.vault))
    for who in ("maya", "tom"):
        leave(house, who)
    by_login(house)
    assert len(devices()) == 2
    assert due(house)
    assert run_here(take_newest_device(house.vault, SAMS)) == ()
    assert devices() == {newest(house)}
    assert unnamed_devices(house.store) == frozenset()
    by_login(house)
    assert house.unlock("sam").owner
    house.store.close()
