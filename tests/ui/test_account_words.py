"""The register's codes in words."""

from enum import Enum

import pytest

from smbsocial.domain.accounts import Belongs, Registration, SecondFactor
from smbsocial.domain.ids import AccountId
from smbsocial.domain.ownership import CheckKind, CheckState, Health
from smbsocial.ui.text import accounts

BARE = Registration(AccountId("a"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Belongs, accounts.belongs),
        (SecondFactor, accounts.second_factor),
        (CheckKind, accounts.check),
        (CheckState, accounts.check_state),
        (Health, accounts.health),
        (Health, accounts.health_means),
    ],
)
def test_every_code_has_words_of_its_own(qapp: object, kind: type[Enum], words: object) -> None:
    said = [words(value) for value in kind]  # type: ignore[operator]
    assert all(said)
    assert len(set(said)) == len(said)


def test_an_account_that_is_not_there_yet(qapp: object) -> None:
    assert accounts.health(None) == "not there yet"


@pytest.mark.parametrize(
    ("registration", "state", "words"),
    [
        (BARE, CheckState.UNKNOWN, "not known"),
        (BARE, CheckState.NOT_OFFERED, "not offered"),
        (Registration(BARE.id, factor=SecondFactor.NONE), CheckState.OPEN, "none"),
        (Registration(BARE.id, factor=SecondFactor.NONE), CheckState.NOT_OFFERED, "not offered"),
        (Registration(BARE.id, factor=SecondFactor.VAULT), CheckState.GOOD, "in the vault"),
        (Registration(BARE.id, factor=SecondFactor.EMAIL), CheckState.UNKNOWN, "by e-mail"),
        (Registration(BARE.id, factor=SecondFactor.APP), CheckState.UNKNOWN, "on some phone"),
        (
            Registration(
                BARE.id,
                registered_by="Jo",
                factor=SecondFactor.APP,
                factor_of=Belongs.FORMER,
            ),
            CheckState.OPEN,
            "Jo’s phone",
        ),
        (
            Registration(BARE.id, factor=SecondFactor.TEXT, phone_of=Belongs.FORMER),
            CheckState.OPEN,
            "phone of one who left",
        ),
        (Registration(BARE.id, factor_of=Belongs.STAFF), CheckState.UNKNOWN, "a staff phone"),
        (
            Registration(BARE.id, factor=SecondFactor.KEY, factor_of=Belongs.BUSINESS),
            CheckState.GOOD,
            "business key",
        ),
        (Registration(BARE.id, factor=SecondFactor.KEY), CheckState.UNKNOWN, "one person’s key"),
    ],
)
def test_where_the_second_factor_lives(
    qapp: object, registration: Registration, state: CheckState, words: str
) -> None:
    assert accounts.factor(registration, state) == words


@pytest.mark.parametrize("holder", Belongs)
@pytest.mark.parametrize("kind", SecondFactor)
@pytest.mark.parametrize("state", CheckState)
def test_there_are_words_for_every_mixture(
    qapp: object, holder: Belongs, kind: SecondFactor, state: CheckState
) -> None:
    registration = Registration(BARE.id, factor=kind, factor_of=holder)
    assert 0 < len(accounts.factor(registration, state)) < 30
