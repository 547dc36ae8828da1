"""The ownership check: everything is open until it is true, and the worst comes first."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.accounts import Belongs, Registration, SecondFactor
from smbsocial.domain.custody import AccessRoles, Custody, Security
from smbsocial.domain.ids import AccountId, PersonId, PlatformKey
from smbsocial.domain.ownership import (
    Check,
    CheckKind,
    CheckState,
    Health,
    Offered,
    Staff,
    account_health,
    holder_of_factor,
    is_not_yours,
    offered_by,
    ownership_checks,
)
from smbsocial.domain.platforms import Account

SAM, MAYA, JO = PersonId("sam"), PersonId("maya"), PersonId("jo")
STAFF = Staff(owners=frozenset({SAM}), gone=frozenset({JO}))
ALL = Offered(roles=True, factor=True, codes=True)
NOTHING = Offered(roles=False, factor=False, codes=False)
NOT_KNOWN = Offered(roles=None, factor=None, codes=None)
ACCOUNT = Account(AccountId("a"), PlatformKey("instagram"), "@corner")
BARE = Registration(ACCOUNT.id)
SAFE = Registration(
    ACCOUNT.id,
    email="hello@corner.example",
    email_of=Belongs.BUSINESS,
    phone_of=Belongs.BUSINESS,
    factor=SecondFactor.VAULT,
    admins=(SAM, MAYA),
    codes_filed=True,
    strangers_gone=True,
)
GOOD, OPEN, UNKNOWN, NOT_OFFERED = (
    CheckState.GOOD,
    CheckState.OPEN,
    CheckState.UNKNOWN,
    CheckState.NOT_OFFERED,
)


def state(kind: CheckKind, offered: Offered = ALL, of: Registration = BARE, **said: Any) -> object:
    checks = {
        each.kind: each.state for each in ownership_checks(replace(of, **said), offered, STAFF)
    }
    return checks[kind]


def health(registration: Registration, offered: Offered = ALL, *, due: bool = False) -> Health:
    checks = ownership_checks(registration, offered, STAFF)
    return account_health(ACCOUNT, registration, checks, STAFF, change_due=due)


def test_all_is_asked_in_its_order() -> None:
    assert [each.kind for each in ownership_checks(BARE, ALL, STAFF)] == list(CheckKind)


def test_nothing_is_true_before_somebody_looked() -> None:
    assert {each.state for each in ownership_checks(BARE, ALL, STAFF)} == {UNKNOWN}
    assert {each.state for each in ownership_checks(BARE, NOT_KNOWN, STAFF)} == {UNKNOWN}
    states = [each.state for each in ownership_checks(BARE, NOTHING, STAFF)]
    assert states == [UNKNOWN, UNKNOWN, NOT_OFFERED, NOT_OFFERED, NOT_OFFERED, UNKNOWN]


def test_all_true_is_safe() -> None:
    assert ownership_checks(SAFE, ALL, STAFF) == tuple(Check(kind, GOOD) for kind in CheckKind)
    assert health(SAFE) is Health.SAFE
    assert health(SAFE, NOTHING) is Health.SAFE


@pytest.mark.parametrize(
    ("whose", "wanted"),
    [
        (Belongs.UNKNOWN, UNKNOWN),
        (Belongs.BUSINESS, GOOD),
        (Belongs.OWNER, OPEN),
        (Belongs.STAFF, OPEN),
        (Belongs.FORMER, OPEN),
        (Belongs.OUTSIDE, OPEN),
    ],
)
def test_address_and_phone_are_the_businesss(whose: Belongs, wanted: CheckState) -> None:
    assert state(CheckKind.ADDRESS, email_of=whose) is wanted
    assert state(CheckKind.PHONE, phone_of=whose) is wanted


def test_without_an_address_the_phone_is_what_the_account_hangs_on() -> None:
    for phone_of in Belongs:
        wanted = GOOD if phone_of is Belongs.BUSINESS else OPEN
        said = {"email_of": Belongs.NOBODY, "phone_of": phone_of}
        assert state(CheckKind.ADDRESS, **said) is wanted  # type: ignore[arg-type]
    assert state(CheckKind.PHONE, phone_of=Belongs.NOBODY) is GOOD


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"admins": (SAM, MAYA)}, GOOD),
        ({"admins": (SAM,)}, OPEN),
        ({"admins": (MAYA,)}, OPEN),
        ({"admins": (SAM, JO)}, OPEN),  # Jo has left
        ({"admins": (JO,)}, OPEN),
        ({"admins": (SAM, SAM)}, OPEN),
        ({"admins": (SAM,), "other_admins": "our accountant"}, OPEN),  # who knows who that is
        ({"admins": (SAM,), "other_admins": "our accountant", "strangers_gone": True}, GOOD),
        ({"admins": (SAM,), "other_admins": "an agency", "strangers_gone": False}, OPEN),
        ({"other_admins": "an agency", "strangers_gone": True}, OPEN),
        ({"other_admins": "  "}, UNKNOWN),
        ({"by_role": (SAM, MAYA)}, UNKNOWN),
    ],
)
def test_two_hold_the_highest_role_and_an_owner_is_one(
    said: dict[str, Any], wanted: CheckState
) -> None:
    assert state(CheckKind.OWNERS, **said) is wanted
    assert state(CheckKind.OWNERS, NOTHING, **said) is NOT_OFFERED
    not_known = wanted if wanted is not OPEN else NOT_OFFERED
    assert state(CheckKind.OWNERS, NOT_KNOWN, **said) is not_known


def test_two_staff_without_an_owner_are_not_the_business() -> None:
    two = Staff(owners=frozenset({SAM}), gone=frozenset())
    registration = replace(BARE, admins=(MAYA, JO))
    checks = {each.kind: each.state for each in ownership_checks(registration, ALL, two)}
    assert checks[CheckKind.OWNERS] is OPEN


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, UNKNOWN),
        ({"factor": SecondFactor.NONE}, OPEN),
        ({"factor": SecondFactor.VAULT}, GOOD),
        ({"factor": SecondFactor.VAULT, "factor_of": Belongs.FORMER}, GOOD),
        ({"factor": SecondFactor.APP}, UNKNOWN),
        ({"factor": SecondFactor.APP, "factor_of": Belongs.BUSINESS}, GOOD),
        ({"factor": SecondFactor.KEY, "factor_of": Belongs.BUSINESS}, GOOD),
        ({"factor": SecondFactor.APP, "factor_of": Belongs.STAFF}, OPEN),
        ({"factor": SecondFactor.APP, "factor_of": Belongs.OWNER}, OPEN),
        ({"factor": SecondFactor.APP, "factor_of": Belongs.OWNER, "codes_filed": True}, GOOD),
        ({"factor": SecondFactor.APP, "factor_of": Belongs.STAFF, "codes_filed": True}, OPEN),
        ({"factor": SecondFactor.TEXT}, UNKNOWN),
        ({"factor": SecondFactor.TEXT, "phone_of": Belongs.BUSINESS}, GOOD),
        ({"factor": SecondFactor.TEXT, "phone_of": Belongs.NOBODY}, OPEN),
        ({"factor": SecondFactor.EMAIL, "email_of": Belongs.BUSINESS}, GOOD),
        ({"factor": SecondFactor.EMAIL, "phone_of": Belongs.BUSINESS}, UNKNOWN),
        (
            {
                "factor": SecondFactor.TEXT,
                "phone_of": Belongs.BUSINESS,
                "factor_of": Belongs.STAFF,
            },
            OPEN,
        ),
    ],
)
def test_a_second_factor_not_on_one_persons_phone(said: dict[str, Any], wanted: CheckState) -> None:
    assert state(CheckKind.FACTOR, **said) is wanted


def test_where_no_factor_is_offered_none_is_asked_for() -> None:
    none = {"factor": SecondFactor.NONE}
    assert state(CheckKind.FACTOR, NOTHING, **none) is NOT_OFFERED
    assert state(CheckKind.FACTOR, NOTHING) is NOT_OFFERED
    assert state(CheckKind.FACTOR, NOT_KNOWN, **none) is NOT_OFFERED  # an owner looked
    assert state(CheckKind.FACTOR, NOT_KNOWN) is UNKNOWN
    # The library may be wrong: what is there counts.
    assert state(CheckKind.FACTOR, NOTHING, factor=SecondFactor.VAULT) is GOOD
    assert state(CheckKind.FACTOR, NOTHING, factor=SecondFactor.APP) is UNKNOWN


@pytest.mark.parametrize(
    ("filed", "offered", "wanted"),
    [
        (True, ALL, GOOD),
        (False, ALL, OPEN),
        (None, ALL, UNKNOWN),
        (True, NOTHING, GOOD),
        (False, NOTHING, NOT_OFFERED),
        (None, NOTHING, NOT_OFFERED),
        (True, NOT_KNOWN, GOOD),
        (False, NOT_KNOWN, NOT_OFFERED),
        (None, NOT_KNOWN, UNKNOWN),
    ],
)
def test_recovery_codes_are_filed(filed: bool | None, offered: Offered, wanted: CheckState) -> None:
    assert state(CheckKind.CODES, offered, codes_filed=filed) is wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, UNKNOWN),
        ({"strangers_gone": True}, GOOD),
        ({"strangers_gone": False}, OPEN),
        ({"strangers_gone": True, "admins": (SAM, JO)}, OPEN),
        ({"strangers_gone": True, "by_role": (JO,)}, OPEN),
        ({"by_role": (JO,)}, OPEN),
        ({"strangers_gone": True, "by_role": (MAYA,)}, GOOD),
    ],
)
def test_who_left_is_gone(said: dict[str, Any], wanted: CheckState) -> None:
    assert state(CheckKind.STRANGERS, **said) is wanted
    assert state(CheckKind.STRANGERS, NOTHING, **said) is wanted


@pytest.mark.parametrize(
    ("said", "owner", "theirs"),
    [
        ({}, None, False),
        ({"email_of": Belongs.FORMER}, None, True),
        ({"email_of": Belongs.OUTSIDE}, None, True),
        ({"email_of": Belongs.STAFF}, None, False),
        ({"email_of": Belongs.BUSINESS, "phone_of": Belongs.FORMER}, None, True),
        (
            {
                "email_of": Belongs.BUSINESS,
                "factor": SecondFactor.APP,
                "factor_of": Belongs.FORMER,
            },
            None,
            True,
        ),
        ({"factor_of": Belongs.FORMER}, None, True),  # of what kind nobody knows
        ({"factor": SecondFactor.VAULT, "factor_of": Belongs.FORMER}, None, False),
        ({"factor": SecondFactor.NONE, "factor_of": Belongs.FORMER}, None, False),
        ({"registered_by": "Jo, who left in 2025"}, None, True),
        ({"registered_by": "  "}, None, False),
        ({"registered_by": "Jo", "email_of": Belongs.STAFF}, None, True),
        ({"registered_by": "Jo", "email_of": Belongs.BUSINESS}, None, False),  # moved since
        ({"registered_by": "Jo", "email_of": Belongs.OWNER}, None, False),
        ({}, JO, True),
        ({"email_of": Belongs.BUSINESS}, JO, False),
        ({}, MAYA, False),
    ],
)
def test_what_a_former_employee_or_an_outsider_holds_is_not_yours(
    said: dict[str, Any], owner: PersonId | None, theirs: bool
) -> None:
    account, registration = replace(ACCOUNT, owner=owner), replace(BARE, **said)
    assert is_not_yours(account, registration, STAFF) is theirs
    checks = ownership_checks(registration, ALL, STAFF)
    found = account_health(account, registration, checks, STAFF, change_due=True)
    assert found is (Health.NOT_YOURS if theirs else Health.CHANGE_IT)


def test_the_worst_comes_first() -> None:
    bad = replace(SAFE, email_of=Belongs.FORMER, factor=SecondFactor.NONE, codes_filed=None)
    assert health(bad, due=True) is Health.NOT_YOURS
    bad = replace(bad, email_of=Belongs.BUSINESS)
    assert health(bad, due=True) is Health.CHANGE_IT
    assert health(bad) is Health.ADD_FACTOR
    assert health(bad, NOT_KNOWN) is Health.CHECK_IT  # nothing is known to be offered
    bad = replace(bad, factor=SecondFactor.APP, factor_of=Belongs.STAFF)
    assert health(bad) is Health.CHECK_IT
    bad = replace(bad, factor=SecondFactor.VAULT)
    assert health(bad) is Health.CHECK_IT
    assert health(replace(bad, codes_filed=False)) is Health.CHECK_IT
    assert health(replace(bad, codes_filed=True)) is Health.SAFE


def test_where_a_code_goes_is_whose_it_is() -> None:
    said = replace(BARE, email_of=Belongs.FORMER, phone_of=Belongs.STAFF)
    whose = {kind: holder_of_factor(replace(said, factor=kind)) for kind in SecondFactor}
    assert whose == {
        SecondFactor.UNKNOWN: Belongs.UNKNOWN,
        SecondFactor.NONE: Belongs.UNKNOWN,
        SecondFactor.APP: Belongs.UNKNOWN,
        SecondFactor.TEXT: Belongs.STAFF,
        SecondFactor.EMAIL: Belongs.FORMER,
        SecondFactor.KEY: Belongs.UNKNOWN,
        SecondFactor.VAULT: Belongs.BUSINESS,
    }


MAYBE = st.none() | st.booleans()
REGISTRATIONS = st.builds(
    Registration,
    id=st.just(ACCOUNT.id),
    email_of=st.sampled_from(Belongs),
    phone_of=st.sampled_from(Belongs),
    registered_by=st.sampled_from(["", "Jo"]),
    factor=st.sampled_from(SecondFactor),
    factor_of=st.sampled_from(Belongs),
    admins=st.lists(st.sampled_from([SAM, MAYA, JO]), unique=True).map(tuple),
    other_admins=st.sampled_from(["", "agency"]),
    by_role=st.lists(st.sampled_from([MAYA, JO]), unique=True).map(tuple),
    codes_filed=MAYBE,
    strangers_gone=MAYBE,
)


@given(REGISTRATIONS, st.builds(Offered, MAYBE, MAYBE, MAYBE), st.booleans())
def test_safe_is_said_only_when_nothing_is_open(
    registration: Registration, offered: Offered, due: bool
) -> None:
    checks = ownership_checks(registration, offered, STAFF)
    states = {each.state for each in checks}
    found = health(registration, offered, due=due)
    open_ = due or is_not_yours(ACCOUNT, registration, STAFF) or bool({OPEN, UNKNOWN} & states)
    assert (found is Health.SAFE) is not open_
    if Belongs.FORMER in {registration.email_of, registration.phone_of}:
        assert found is Health.NOT_YOURS
    if found is Health.SAFE:
        assert JO not in {*registration.admins, *registration.by_role}


@pytest.mark.parametrize(
    ("ways", "offered"),
    [
        ((True, None, False, None), True),
        ((False, False, False, False), False),
        ((False, None, False, False), None),
        ((None, None, None, None), None),
        ((False, False, False, True), True),
    ],
)
def test_what_a_platform_offers_is_what_the_library_knows(
    ways: tuple[bool | None, ...], offered: bool | None
) -> None:
    custody = Custody(
        platform=PlatformKey("p"),
        name="P",
        security=Security(*ways, backup_codes=None, note=""),  # type: ignore[misc]
        roles=AccessRoles(True, None, (), ""),
        urls={},
        hangs_on="",
        check_owner=(),
        leaver=(),
        recover=(),
        warnings=(),
        help_pages=(),
        verified=False,
        sources=(),
    )
    assert offered_by(custody) == Offered(roles=True, factor=offered, codes=None)
