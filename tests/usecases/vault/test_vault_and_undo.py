"""Undo reaches nothing of the vault, and takes nobody away of whom the vault speaks."""

from collections.abc import Callable

import pytest
from vault_house import PASSPHRASES, VaultHouse, refused

from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import Departure, LeavingStep, LineState
from smbsocial.domain.errors import Code
from smbsocial.domain.ids import AccountId, PersonId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import Right, VaultSecret
from smbsocial.usecases import people, registering
from smbsocial.usecases.changes import Action
from smbsocial.usecases.ports import Ports, Tx
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, grants, records, setting_up

NEW_ACCOUNT = registering.NewAccount(PlatformKey("other"), name="the till's drawing program")
LEA = Person(PersonId("person-lea"), "Lea", Role.STAFF, Money(1500, "GBP"))
OLA = Person(PersonId("person-ola"), "Ola", Role.OWNER, Money(1500, "GBP"))


@pytest.fixture
def added(kept: VaultHouse) -> tuple[VaultHouse, AccountId]:
    """Sam is at work; an account was added in the last step that can be undone."""
    return kept, kept.changes.do(Action.SAVE_ANSWERS, registering.add_account, NEW_ACCOUNT)


def with_a_record(house: VaultHouse, account: AccountId) -> None:
    house.save(account, "pw-1")


def with_a_record_under_way(house: VaultHouse, account: AccountId) -> None:
    house.keyring.break_at(1, Code.STORE_SILENT)
    assert refused(lambda: house.save(account, "pw-1")).code is Code.STORE_SILENT


def with_a_grant(house: VaultHouse, account: AccountId) -> None:
    grants.grant(house.vault, account, house.maya, Right.USE)


def in_a_departure(house: VaultHouse, account: AccountId) -> None:
    run_here(departures.start(house.vault, house.maya, house.sam))


@pytest.mark.parametrize(
    "happens", [with_a_record, with_a_record_under_way, with_a_grant, in_a_departure]
)
def test_an_account_stays_of_which_something_speaks(
    added: tuple[VaultHouse, AccountId], happens: Callable[[VaultHouse, AccountId], None]
) -> None:
    house, account = added
    happens(house, account)
    secret = house.store.get(VaultSecret, account)
    assert refused(house.changes.undo).code is Code.CHANGED_SINCE
    assert house.store.get(Account, account) is not None
    assert house.store.get(Registration, account) is not None
    assert house.store.get(VaultSecret, account) == secret


def test_an_account_of_which_nothing_speaks_is_taken_back(
    added: tuple[VaultHouse, AccountId],
) -> None:
    house, account = added
    assert house.changes.undo() is Action.SAVE_ANSWERS
    assert house.store.get(Account, account) is None
    house.changes.redo()
    assert house.store.get(Account, account) is not None


def test_removing_is_not_done_again_either(added: tuple[VaultHouse, AccountId]) -> None:
    house, account = added
    house.changes.do(Action.SAVE_ANSWERS, registering.remove_account, account)
    house.changes.undo()
    house.save(account, "pw-1")
    assert refused(house.changes.redo).code is Code.CHANGED_SINCE
    assert house.password(account) == "pw-1"


def put(tx: Tx, ports: Ports, person: Person) -> None:
    tx.put(person)


def with_a_passphrase(house: VaultHouse) -> None:
    run_here(grants.give_passphrase(house.vault, LEA.id, PASSPHRASES["tom"]))


def with_a_right(house: VaultHouse) -> None:
    grants.grant(house.vault, AccountId("account-instagram"), LEA.id, Right.SEE)


def on_the_way_out(house: VaultHouse) -> None:
    run_here(departures.start(house.vault, LEA.id, house.sam))


def in_a_tick(house: VaultHouse) -> None:
    departure = run_here(departures.start(house.vault, house.maya, house.sam))
    line = f"{departure}::{LeavingStep.COMPUTER_LOGIN.value}"
    answer = departures.answer_line
    house.changes.write(answer, line, by=LEA.id, state=LineState.DONE)


@pytest.mark.parametrize("happens", [with_a_passphrase, with_a_right, on_the_way_out, in_a_tick])
def test_a_person_stays_of_whom_something_speaks(
    kept: VaultHouse, happens: Callable[[VaultHouse], None]
) -> None:
    kept.changes.do(Action.SAVE_ANSWERS, put, LEA)
    happens(kept)
    assert refused(kept.changes.undo).code is Code.CHANGED_SINCE
    assert kept.store.get(Person, LEA.id) is not None


def test_an_owner_stays_who_sent_somebody_away(kept: VaultHouse) -> None:
    kept.changes.do(Action.SAVE_ANSWERS, put, OLA)
    run_here(grants.give_passphrase(kept.vault, OLA.id, PASSPHRASES["tom"]))
    house = kept
    house.people["ola"] = OLA.id
    house.unlock("ola", PASSPHRASES["tom"])
    departure = run_here(departures.start(house.vault, house.maya, OLA.id))
    run_here(departures.close(house.vault, departure, OLA.id, why="quickly"))
    house.unlock("sam")
    run_here(grants.take_passphrase(house.vault, OLA.id, PASSPHRASES["sam"]))
    row = house.store.get(Departure, departure)
    assert row is not None
    assert row.closed_by == OLA.id
    assert refused(house.changes.undo).code is Code.CHANGED_SINCE


def test_a_person_of_whom_nothing_speaks_is_taken_back(kept: VaultHouse) -> None:
    kept.changes.do(Action.SAVE_ANSWERS, put, LEA)
    kept.changes.undo()
    assert kept.store.get(Person, LEA.id) is None
    assert records.note_sign_in(kept.vault, AccountId("account-instagram"))


def test_a_role_with_a_passphrase_is_not_undone(bare: VaultHouse) -> None:
    house = bare
    maya = house.store.get(Person, house.maya)
    assert maya is not None
    said = people.Said(maya.name, Role.OWNER, maya.hourly_cost)
    house.changes.do(Action.CHANGE_PERSON, people.change_person, house.maya, said)
    house.changes.undo()
    house.changes.redo()
    run_here(setting_up.set_up(house.vault, house.maya, PASSPHRASES["maya"]))
    assert refused(house.changes.undo).code is Code.CHANGED_SINCE
    still = house.store.get(Person, house.maya)
    assert still is not None
    assert still.role is Role.OWNER


def test_another_name_is_undone_whatever_the_vault_says(kept: VaultHouse) -> None:
    maya = kept.store.get(Person, kept.maya)
    assert maya is not None
    said = people.Said("Maja", maya.role, maya.hourly_cost)
    kept.changes.do(Action.CHANGE_PERSON, people.change_person, kept.maya, said)
    assert kept.changes.undo() is Action.CHANGE_PERSON
    assert kept.store.get(Person, kept.maya) == maya
