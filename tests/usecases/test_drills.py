"""The drill: who waits for a proof, and keeping one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from house import NOW, House

from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import VaultSecret
from smbsocial.usecases.changes import Action
from smbsocial.usecases.drills import DrillSheet, drill_sheet, prove_access
from smbsocial.usecases.register import register_sheet

QUARTER = timedelta(days=91)
TODAY = date(2027, 1, 13)


def keep(cafe: House, *, saved_before: timedelta) -> Account:
    """The café's first account, there and in the vault for so long."""
    account = replace(cafe.store.all(Account)[0], exists=True)
    owner, at = cafe.store.all(Person)[0].id, NOW - saved_before
    with cafe.store.transaction() as tx:
        tx.put(account)
        tx.put(VaultSecret(account.id, bytes(8), 1, bytes(32), at, at, owner))
    return account


def drill(cafe: House) -> DrillSheet:
    return drill_sheet(cafe.store, cafe.ports, register_sheet(cafe.store, cafe.ports))


def test_a_password_that_was_just_put_in_needs_no_proof_yet(cafe: House) -> None:
    account = keep(cafe, saved_before=QUARTER)
    found = drill(cafe)
    assert found.due == ()
    assert [row.account for row in found.rows] == [account]


def test_after_a_quarter_it_does_until_it_is_proved(cafe: House) -> None:
    account = keep(cafe, saved_before=QUARTER + timedelta(days=1))
    assert [row.account.id for row in drill(cafe).due] == [account.id]
    cafe.changes.do(Action.PROVE_ACCESS, prove_access, account.id)
    assert drill(cafe).due == ()
    kept = cafe.store.get(Registration, account.id)
    assert kept is not None
    assert kept.proved_on == TODAY
    cafe.changes.undo()
    assert len(drill(cafe).due) == 1


def test_a_proof_leaves_everything_else_as_it_was(cafe: House) -> None:
    account = keep(cafe, saved_before=QUARTER)
    said = Registration(account.id, email="hello@cafe.example", purpose="soup")
    with cafe.store.transaction() as tx:
        tx.put(said)
    cafe.changes.do(Action.PROVE_ACCESS, prove_access, account.id)
    assert cafe.store.get(Registration, account.id) == replace(said, proved_on=TODAY)


def test_what_is_not_there_cannot_be_proved(cafe: House) -> None:
    with pytest.raises(ExpectedError) as error:
        cafe.changes.do(Action.PROVE_ACCESS, prove_access, AccountId("gone"))
    assert error.value.code is Code.NOT_FOUND
