"""Who knows a passphrase besides whoever has it: the one who gave it, until another is chosen."""

import pytest
from vault_house import INSTAGRAM, PASSPHRASES, VaultHouse, code_of

from smbsocial.domain.access_log import LogAction
from smbsocial.domain.errors import Code
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import Right
from smbsocial.usecases.people import people_sheet
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, unlocking
from smbsocial.usecases.vault.given import given_by

NEW = Secret("another one that nobody guesses")
THIRD = Secret("a third one for a rainy monday")


def shown(house: VaultHouse) -> dict[str, str | None]:
    """Who, as People shows it, still has a passphrase that somebody gave: and who gave it."""
    found = people_sheet(house.store, house.ports).present
    return {each.person.name: each.given_by.name if each.given_by else None for each in found}


def test_who_was_given_one_is_asked_at_each_unlock_until_they_chose(open_house: VaultHouse) -> None:
    house = open_house
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    for _ in range(3):
        assert house.unlock("maya", NEW).given_by == house.sam
        assert shown(house)["Maya"] == "Sam"
    run_here(unlocking.prove_passphrase(house.vault, NEW))
    run_here(grants.give_passphrase(house.vault, house.maya, THIRD))
    assert house.unlock("maya", THIRD).given_by is None
    assert shown(house)["Maya"] is None
    house.unlock("sam")
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    assert house.unlock("maya", NEW).given_by == house.sam, "given anew, known anew"


def test_who_set_the_vault_up_chose_theirs(open_house: VaultHouse) -> None:
    assert open_house.unlock("sam").given_by is None
    assert shown(open_house) == {"Sam": None, "Maya": "Sam", "Tom": "Sam"}


def test_rights_make_no_passphrase_a_given_one(open_house: VaultHouse) -> None:
    house = open_house
    house.unlock("maya")
    run_here(grants.give_passphrase(house.vault, house.maya, NEW))
    house.unlock("sam")
    house.save(INSTAGRAM, "pw-1")
    grants.grant(house.vault, INSTAGRAM, house.maya, Right.SEE)
    run_here(grants.revoke(house.vault, INSTAGRAM, house.maya))
    assert house.unlock("maya", NEW).given_by is None


def test_an_owner_was_given_theirs_too_and_the_login_alone_asks_as_well(
    open_house: VaultHouse,
) -> None:
    house = open_house
    house.second_owner()
    house.unlock("tom")
    run_here(unlocking.put_login_slot(house.vault))
    unlocking.lock(house.vault)
    assert run_here(unlocking.unlock_with_login(house.vault, house.tom)).given_by == house.sam


def test_the_kit_comes_with_one_of_their_own(open_house: VaultHouse) -> None:
    house = open_house
    house.second_owner()
    unlocking.lock(house.vault)
    code = house.code.reveal()
    found = run_here(unlocking.unlock_with_code(house.vault, house.tom, code, NEW))
    assert found.given_by is None
    assert house.unlock("tom", NEW).given_by is None
    assert shown(house)["Tom"] is None


def test_whose_passphrase_was_taken_away_has_none_that_anybody_knows(
    open_house: VaultHouse,
) -> None:
    house = open_house
    run_here(grants.take_passphrase(house.vault, house.maya))
    assert shown(house)["Maya"] is None


def test_a_wrong_one_tells_nobody_who_gave_it(open_house: VaultHouse) -> None:
    unlocking.lock(open_house.vault)
    steps = unlocking.unlock(open_house.vault, open_house.maya, PASSPHRASES["sam"])
    assert code_of(steps) is Code.WRONG_KEY


@pytest.mark.parametrize("who", ["sam", "maya"])
def test_where_the_log_cannot_be_read_nobody_is_asked(open_house: VaultHouse, who: str) -> None:
    house = open_house
    connection = house.store._link.connection
    connection.execute("DROP TRIGGER access_log_keeps_words")
    connection.execute(
        "UPDATE access_log SET detail = 'x' WHERE action = ?", (LogAction.GRANT.value,)
    )
    assert given_by(house.store, house.people[who]) is None
    assert shown(house)[who.title()] is None
