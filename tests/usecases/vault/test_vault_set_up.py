"""A vault is set up whole or not at all, and counts only with its emergency kit."""

from dataclasses import replace

import pytest
from vault_house import (
    INSTAGRAM,
    PASSPHRASES,
    VaultHouse,
    code_of,
    refused,
)

from smbsocial.domain.access_log import Detail, LogAction
from smbsocial.domain.errors import Code
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, VaultMeta, VaultName, VaultOld, VaultSlot, VaultWrap
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import records, setting_up, unlocking
from smbsocial.usecases.vault.session import VaultState, meta, state
from smbsocial.usecases.vault.watching import look_at_whole_log

KINDS = (VaultMeta, VaultName, VaultSlot, VaultWrap)


def begin(house: VaultHouse) -> None:
    run_here(setting_up.set_up(house.vault, house.sam, PASSPHRASES["sam"]))


def nothing_is_kept(house: VaultHouse) -> bool:
    rows = [row for kind in KINDS for row in house.store.all(kind)]
    return state(house.store) is VaultState.NONE and not rows and house.vault.opened is None


def test_the_owner_is_at_work_and_the_kit_is_open(bare: VaultHouse) -> None:
    assert nothing_is_kept(bare)
    begin(bare)
    assert state(bare.store) is VaultState.KIT_OPEN
    assert not setting_up.has_kit(bare.store)
    assert bare.vault.unlocked().person == bare.sam
    assert bare.vault.unlocked().owner
    assert [(e.action, e.detail) for e in bare.log()] == [(LogAction.UNLOCK, Detail.SET_UP)]
    bare.check_entries()
    assert len(bare.device_entries()) == 1


def test_a_vault_without_its_kit_keeps_nothing(bare: VaultHouse) -> None:
    begin(bare)
    assert refused(lambda: bare.save(INSTAGRAM, "pw")).code is Code.VAULT_NOT_SET_UP


def test_only_owners_set_it_up_and_only_once(bare: VaultHouse) -> None:
    for nobody in (bare.maya, "nobody"):
        steps = setting_up.set_up(bare.vault, nobody, PASSPHRASES["maya"])  # type: ignore[arg-type]
        assert code_of(steps) is Code.NOT_ALLOWED
    assert nothing_is_kept(bare)
    begin(bare)
    steps = setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.VAULT_SET_UP_ALREADY


@pytest.mark.parametrize("call", range(4))
def test_whatever_the_keyring_refuses_nothing_was_kept(bare: VaultHouse, call: int) -> None:
    bare.keyring.break_at(call)
    steps = setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.STORE_REFUSED
    assert nothing_is_kept(bare)
    assert bare.keyring.kept == {}
    begin(bare)


def test_a_full_disk_takes_the_device_key_back(bare: VaultHouse) -> None:
    bare.store.break_at(0)
    steps = setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.DISK_FULL
    assert nothing_is_kept(bare)
    assert bare.keyring.kept == {}


def test_a_keyring_that_then_falls_silent_does_not_hide_the_first_trouble(
    bare: VaultHouse,
) -> None:
    bare.store.break_at(0)
    bare.keyring.break_at(4, Code.STORE_SILENT)  # name, look, put and read go well
    steps = setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.DISK_FULL
    assert nothing_is_kept(bare)


def test_a_silent_keyring_is_not_asked_again(bare: VaultHouse) -> None:
    bare.keyring.break_at(2, Code.STORE_SILENT, stays=True)
    steps = setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"])
    assert code_of(steps) is Code.STORE_SILENT
    assert bare.keyring.calls == 3


def test_the_kit_counts_once_two_groups_are_typed_back(bare: VaultHouse) -> None:
    begin(bare)
    kit = run_here(setting_up.make_kit(bare.vault))
    assert kit.vault == bare.vault.id.hex()[:8]
    groups = kit.code.reveal().split("-")
    assert len(groups) == setting_up.GROUPS
    first, second = kit.asked
    assert 1 <= first < second <= setting_up.GROUPS
    right = {first: groups[first - 1], second: f" {groups[second - 1].lower()} "}
    for wrong, field in (
        ({}, first),
        ({first: groups[first - 1]}, second),
        (right | {second: "0000"}, second),
        (right | {first: groups[second - 1]}, first),
    ):
        if groups[first - 1] == groups[second - 1]:
            pytest.skip("one group in a million is like another")
        error = refused(lambda typed=wrong: setting_up.confirm_kit(bare.vault, kit, typed))
        assert (error.code, error.field) == (Code.CODE_TYPO, str(field))
        assert state(bare.store) is VaultState.KIT_OPEN
    setting_up.confirm_kit(bare.vault, kit, right)
    assert state(bare.store) is VaultState.READY
    assert setting_up.has_kit(bare.store)
    assert bare.vault.wants_backup
    assert meta(bare.store, MetaKey.KIT_PRINTED_AT) == "2027-01-13T09:30:00Z"
    last = bare.log()[-1]
    assert (last.action, last.detail) == (LogAction.EXPORT, Detail.KIT)


def test_letters_that_look_like_digits_count_as_them(bare: VaultHouse) -> None:
    begin(bare)
    kit = run_here(setting_up.make_kit(bare.vault))
    known = replace(kit, code=Secret("0O1I-LL10-0000-0000-0000-0000-0000"), asked=(1, 2))
    setting_up.confirm_kit(bare.vault, known, {1: "oo-l1", 2: "i1 IO"})
    assert state(bare.store) is VaultState.READY


def test_a_kit_needs_an_owner_at_work(locked: VaultHouse) -> None:
    assert code_of(setting_up.make_kit(locked.vault)) is Code.VAULT_LOCKED
    locked.unlock("maya")
    assert code_of(setting_up.make_kit(locked.vault)) is Code.NOT_ALLOWED
    locked.unlock("sam")
    kit = run_here(setting_up.make_kit(locked.vault))
    unlocking.lock(locked.vault)
    typed = dict(enumerate(kit.code.reveal().split("-"), 1))
    error = refused(lambda: setting_up.confirm_kit(locked.vault, kit, typed))
    assert error.code is Code.VAULT_LOCKED


def test_any_two_groups_are_asked_for(open_house: VaultHouse) -> None:
    asked = {run_here(setting_up.make_kit(open_house.vault)).asked for _ in range(12)}
    assert len(asked) > 3
    assert all(1 <= first < second <= 7 for first, second in asked)


def test_a_second_kit_ends_the_first_code(open_house: VaultHouse) -> None:
    house = open_house
    house.save(INSTAGRAM, "pw-1")
    kit = run_here(setting_up.make_kit(house.vault))
    first = house.code.reveal()
    unlocking.lock(house.vault)
    new = Secret("a passphrase that is new")
    # The new one was only made: the old one still counts.
    run_here(unlocking.unlock_with_code(house.vault, house.sam, first, new))
    setting_up.confirm_kit(house.vault, kit, dict(enumerate(kit.code.reveal().split("-"), 1)))
    unlocking.lock(house.vault)
    steps = unlocking.unlock_with_code(house.vault, house.sam, first, new)
    assert code_of(steps) is Code.WRONG_KEY
    second = kit.code.reveal()
    run_here(unlocking.unlock_with_code(house.vault, house.sam, second, new))
    assert house.password(INSTAGRAM) == "pw-1"


def test_starting_over_forgets_everything(bare: VaultHouse) -> None:
    begin(bare)
    kit = run_here(setting_up.make_kit(bare.vault))
    unlocking.lock(bare.vault)
    run_here(setting_up.start_over(bare.vault))
    assert nothing_is_kept(bare)
    assert bare.keyring.kept == {}
    last = bare.log()[-1]
    assert (last.action, last.detail) == (LogAction.REVOKE, Detail.SET_UP)
    begin(bare)
    typed = dict(enumerate(kit.code.reveal().split("-"), 1))
    error = refused(lambda: setting_up.confirm_kit(bare.vault, kit, typed))
    assert error.code is Code.NOT_ALLOWED, "a kit of a vault that is no more counts for nothing"
    assert state(bare.store) is VaultState.KIT_OPEN
    assert look_at_whole_log(bare.vault).broken is None


def test_nobody_starts_over_while_a_record_is_kept(open_house: VaultHouse) -> None:
    house = open_house
    house.save(INSTAGRAM, "pw-1")
    assert code_of(setting_up.start_over(house.vault)) is Code.NOT_ALLOWED
    assert house.password(INSTAGRAM) == "pw-1"


def test_nobody_starts_over_while_a_record_is_written(open_house: VaultHouse) -> None:
    house = open_house
    house.keyring.break_at(2, Code.STORE_SILENT)
    assert refused(lambda: house.save(INSTAGRAM, "pw-1")).code is Code.STORE_SILENT
    assert code_of(setting_up.start_over(house.vault)) is Code.NOT_ALLOWED


def test_starting_over_takes_removed_records_along(open_house: VaultHouse) -> None:
    house = open_house
    house.save(INSTAGRAM, "pw-1")
    run_here(records.remove_record(house.vault, INSTAGRAM))
    assert house.record_entries()
    run_here(setting_up.start_over(house.vault))
    assert house.keyring.kept == {}
    assert house.store.all(VaultOld) == ()


def test_only_an_owner_starts_a_finished_vault_over(locked: VaultHouse) -> None:
    """Without its kit nobody can be asked; with it there is somebody to ask."""
    assert code_of(setting_up.start_over(locked.vault)) is Code.VAULT_LOCKED
    locked.unlock("maya")
    assert code_of(setting_up.start_over(locked.vault)) is Code.NOT_ALLOWED
    assert state(locked.store) is VaultState.READY


def test_starting_over_needs_no_keyring(open_house: VaultHouse) -> None:
    open_house.keyring.break_at(0, Code.NO_STORE, stays=True)
    run_here(setting_up.start_over(open_house.vault))
    assert nothing_is_kept(open_house)


def test_without_a_vault_there_is_nothing_to_start_over(bare: VaultHouse) -> None:
    assert code_of(setting_up.start_over(bare.vault)) is Code.VAULT_NOT_SET_UP
    assert code_of(setting_up.make_kit(bare.vault)) is Code.VAULT_LOCKED
