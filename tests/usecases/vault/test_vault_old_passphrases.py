"""An old passphrase with an old copy of the database opens nothing once its device key is gone."""

import pytest
from vault_house import (
    INSTAGRAM,
    PASSPHRASES,
    VaultHouse,
    code_of,
)

from smbsocial.domain.errors import Code
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import SlotKind
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, setting_up, unlocking
from smbsocial.usecases.vault.records import tidy
from smbsocial.usecases.vault.session import slot_of
from smbsocial.vault.making import VaultMaking

NEW = Secret("another one that nobody guesses")
LETTERS = Secret("aaaaaaaaaaaa")


@pytest.mark.parametrize("who", ["sam", "maya", "tom"])
def test_a_changed_passphrase_ends_with_its_device_key(kept: VaultHouse, who: str) -> None:
    house = kept
    copy = house.old_copy()
    house.unlock(who)
    run_here(grants.give_passphrase(house.vault, house.people[who], NEW))
    assert copy.opens(who), "somebody's slot still names the old device key: this is said"
    for each in ("sam", "maya", "tom"):
        house.unlock(each, NEW if each == who else None)
    assert not old_copy_of(copy, house).opens(who)
    assert house.unlock(who, NEW).person == house.people[who]
    run_here(tidy(house.vault))
    house.check_entries()


def old_copy_of(copy: VaultHouse, house: VaultHouse) -> VaultHouse:
    """The same old copy once more, beside the keyring as it is now."""
    copy.keyring._entries = house.keyring._entries
    return copy.again()


def test_a_passphrase_that_was_taken_ends_with_its_device_key(kept: VaultHouse) -> None:
    house = kept
    copy = house.old_copy()
    run_here(grants.take_passphrase(house.vault, house.maya))
    for who in ("sam", "tom"):
        house.unlock(who)
    assert not copy.opens("maya")
    house.check_entries()


def test_a_first_passphrase_disturbs_nobody(open_house: VaultHouse) -> None:
    house = open_house
    run_here(grants.take_passphrase(house.vault, house.maya))
    for who in ("sam", "tom"):
        house.unlock(who)
    house.unlock("sam")
    before = house.device_entries()
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    assert house.device_entries() == before


def test_the_computers_login_gets_the_new_device_key_at_once(open_house: VaultHouse) -> None:
    house = open_house
    run_here(unlocking.put_login_slot(house.vault))
    run_here(grants.give_passphrase(house.vault, house.sam, NEW))
    alone = slot_of(house.store, SlotKind.LOGIN, house.sam)
    own = slot_of(house.store, SlotKind.OWNER, house.sam)
    assert alone is not None
    assert own is not None
    assert alone.device == own.device
    unlocking.lock(house.vault)
    assert run_here(unlocking.unlock_with_login(house.vault, house.sam)).owner


def test_the_computers_login_of_another_owner_too(open_house: VaultHouse) -> None:
    house = open_house
    house.second_owner()
    house.unlock("tom")
    run_here(unlocking.put_login_slot(house.vault))
    house.unlock("sam")
    run_here(grants.give_passphrase(house.vault, house.tom, NEW))
    unlocking.lock(house.vault)
    assert run_here(unlocking.unlock_with_login(house.vault, house.tom)).owner
    assert house.unlock("tom", NEW).owner


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        (Secret("short"), Code.PASSPHRASE_SHORT),
        (Secret("x" * 1025), Code.PASSPHRASE_LONG),
        (LETTERS, Code.PASSPHRASE_WEAK),
        (Secret("maya maya maya"), Code.PASSPHRASE_WEAK),
        (Secret("half a character \ud800"), Code.BAD_TEXT),
    ],
)
def test_what_is_easily_guessed_is_taken_nowhere(
    kept: VaultHouse, passphrase: Secret[str], code: Code
) -> None:
    house = kept
    house.vault.making = VaultMaking()
    for person in (house.sam, house.maya):
        assert code_of(grants.give_passphrase(house.vault, person, passphrase)) is code
    unlocking.lock(house.vault)
    typed = house.code.reveal()
    steps = unlocking.unlock_with_code(house.vault, house.sam, typed, passphrase)
    assert code_of(steps) is code
    assert house.unlock("maya").person == house.maya
    assert house.unlock("sam").owner
    assert house.password(INSTAGRAM) == "pw-1"


def test_the_first_passphrase_is_judged_too(bare: VaultHouse) -> None:
    bare.vault.making = VaultMaking()
    steps = setting_up.set_up(bare.vault, bare.sam, LETTERS)
    assert code_of(steps) is Code.PASSPHRASE_WEAK
    assert bare.keyring.calls == 0
    run_here(setting_up.set_up(bare.vault, bare.sam, PASSPHRASES["sam"]))
