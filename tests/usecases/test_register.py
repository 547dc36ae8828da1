"""The register: what it shows of every account, and what can be written into it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from house import NOW, House

from smbsocial.domain.access_log import LogAction, LogEntry, next_entry
from smbsocial.domain.accounts import OTHER_SERVICE, Belongs, Registration, SecondFactor
from smbsocial.domain.business import Person
from smbsocial.domain.departures import Departure, DepartureLine, LeavingStep, LineState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId, PersonId, PlatformKey
from smbsocial.domain.ownership import CheckKind, CheckState, Health
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import (
    Holder,
    Right,
    SlotKind,
    VaultPending,
    VaultSecret,
    VaultSlot,
    VaultWrap,
    WrapKind,
)
from smbsocial.usecases.changes import Action
from smbsocial.usecases.entities import Entity
from smbsocial.usecases.register import RECENT_USES, account_sheet, register_sheet
from smbsocial.usecases.register_sheets import AccountRow, AccountSheet, RegisterSheet
from smbsocial.usecases.registering import (
    NewAccount,
    add_account,
    answer_check,
    change_account,
    keep_registration,
    mark_checked,
    remove_account,
)

INSTAGRAM = PlatformKey("instagram")
SAM, MAYA = PersonId("person-1"), PersonId("person-2")


def put(house: House, *rows: Entity) -> None:
    with house.store.transaction() as tx:
        for row in rows:
            tx.put(row)


def add(
    house: House, platform: str = "instagram", handle: str = "@corner", **said: str
) -> AccountId:
    new = NewAccount(PlatformKey(platform), handle, **said)
    return house.changes.do(Action.ADD_ACCOUNT, add_account, new)


def answer(house: House, id: AccountId, **said: Any) -> None:
    house.changes.do(Action.ANSWER_CHECK, answer_check, id, **said)


def sheet(house: House) -> RegisterSheet:
    return register_sheet(house.store, house.ports)


def one(house: House, id: AccountId) -> AccountSheet:
    return account_sheet(house.store, house.ports, id)


def row(house: House, id: AccountId) -> AccountRow:
    return next(each for each in sheet(house).rows if each.account.id == id)


def secret(id: AccountId, since: datetime = NOW) -> VaultSecret:
    return VaultSecret(id, id.encode()[:8].ljust(8), 1, bytes(32), since, since, SAM)


def wrap(id: AccountId, person: PersonId, may: Right | None) -> VaultWrap:
    return VaultWrap(f"A:{id}:{person}", WrapKind.ACCOUNT, id, Holder.PERSON, person, b"", may)


def slot(kind: SlotKind, person: PersonId) -> VaultSlot:
    return VaultSlot(f"{kind.value}:{person}", person, kind, "d", b"", 65536, 2, b"")


def leaving(person: PersonId, at: datetime = NOW) -> Departure:
    return Departure(DepartureId(f"leaving-{person}"), person, at, SAM)


SAFE: dict[str, Any] = {
    "email": "hello@corner.example",
    "email_of": Belongs.BUSINESS,
    "phone_of": Belongs.NOBODY,
    "factor": SecondFactor.VAULT,
    "admins": (SAM, MAYA),
    "codes_filed": True,
    "strangers_gone": True,
}


# The sheet


def test_before_setup_there_is_no_register(house: House) -> None:
    with pytest.raises(ExpectedError) as caught:
        register_sheet(house.store, house.ports)
    assert caught.value.code is Code.NOT_SET_UP


def test_planned_accounts_are_listed_and_nothing_is_asked_of_them(cafe: House) -> None:
    found = sheet(cafe)
    assert found.rows
    assert {each.health for each in found.rows} == {None}
    assert {each.checks for each in found.rows} == {()}
    assert (found.belonging, found.needing) == (0, 0)
    assert found.today == date(2027, 1, 13)
    assert [person.id for person in found.people] == [SAM, MAYA]
    assert (INSTAGRAM, "Instagram") in found.choices
    assert len(found.choices) == 16


def test_an_account_is_named_after_its_platform_or_itself(cafe: House) -> None:
    shop, mail = add(cafe), add(cafe, "other", "hello@", name="Mailbox")
    put(cafe, Account(AccountId("nameless"), OTHER_SERVICE, "corner.example"))
    names = {each.account.id: each.name for each in sheet(cafe).rows}
    assert (names[shop], names[mail]) == ("Instagram", "Mailbox")
    assert names[AccountId("nameless")] == "corner.example"


def test_several_accounts_on_one_platform_stand_apart(cafe: House) -> None:
    first, second = add(cafe, handle="@bondi"), add(cafe, handle="@manly")
    answer(cafe, first, **SAFE)
    assert row(cafe, first).health is Health.SAFE
    assert row(cafe, second).health is Health.CHECK_IT
    assert (sheet(cafe).belonging, sheet(cafe).needing) == (2, 1)


def test_an_account_of_somebody_who_left_is_not_yours(cafe: House) -> None:
    id = add(cafe, "google_business_profile")
    answer(cafe, id, **{**SAFE, "email_of": Belongs.FORMER, "registered_by": "Jo"})
    assert row(cafe, id).health is Health.NOT_YOURS
    assert (sheet(cafe).belonging, sheet(cafe).needing) == (0, 1)
    found = one(cafe, id)
    assert found.recover == found.custody.recover != ()
    assert found.recover_page == found.custody.urls["recovery"]
    answer(cafe, id, email_of=Belongs.BUSINESS)
    assert row(cafe, id).health is Health.SAFE
    assert (one(cafe, id).recover, one(cafe, id).recover_page) == ((), "")


def test_an_account_whose_owner_left_is_not_yours_until_its_address_is(cafe: House) -> None:
    id = add(cafe)
    account = cafe.store.get(Account, id)
    assert account is not None
    cafe.changes.do(Action.CHANGE_ACCOUNT, change_account, replace(account, owner=MAYA))
    assert row(cafe, id).health is Health.CHECK_IT
    put(cafe, leaving(MAYA))
    assert row(cafe, id).health is Health.NOT_YOURS
    put(cafe, replace(leaving(MAYA), cancelled=True))
    assert row(cafe, id).health is Health.CHECK_IT


def test_who_can_get_in_and_how(cafe: House) -> None:
    id, other = add(cafe), add(cafe, "yelp")
    put(
        cafe,
        secret(id),
        slot(SlotKind.OWNER, SAM),
        slot(SlotKind.STAFF, MAYA),
        slot(SlotKind.RECOVERY, PersonId("")),
        wrap(id, MAYA, Right.USE),
        wrap(id, PersonId(""), None),
        replace(wrap(id, MAYA, Right.SEE), id="K:person-2:", kind=WrapKind.PERSON),
    )
    sam, maya = row(cafe, id).access
    assert (sam.person.id, sam.right, sam.by_role, sam.admin) == (SAM, Right.SEE, False, False)
    assert (maya.person.id, maya.right, maya.gone_at) == (MAYA, Right.USE, None)
    assert row(cafe, other).access == ()  # the vault keeps nothing of it
    answer(cafe, other, admins=(SAM,), by_role=(MAYA,))
    sam, maya = row(cafe, other).access
    assert (sam.right, sam.by_role, sam.admin) == (None, False, True)
    assert (maya.right, maya.by_role, maya.admin) == (None, True, False)
    ago = NOW - timedelta(days=400)
    put(cafe, leaving(MAYA, ago))
    assert [each.gone_at for each in row(cafe, other).access] == [None, ago]
    states = {each.kind: each.state for each in row(cafe, other).checks}
    assert states[CheckKind.STRANGERS] is CheckState.OPEN


def test_a_login_that_is_the_owner_s_alone_opens_as_well(cafe: House) -> None:
    id = add(cafe)
    put(cafe, secret(id), slot(SlotKind.LOGIN, SAM))
    assert [each.right for each in row(cafe, id).access] == [Right.SEE]


def test_the_age_of_a_password(cafe: House) -> None:
    id = add(cafe)
    assert (row(cafe, id).kept, row(cafe, id).password_since) == (False, None)
    answer(cafe, id, **SAFE)
    put(cafe, secret(id, NOW - timedelta(days=365)))
    assert (row(cafe, id).kept, row(cafe, id).password_since) == (True, NOW - timedelta(days=365))
    assert (row(cafe, id).change_due, row(cafe, id).health) == (False, Health.SAFE)
    cafe.clock.go_on(days=1)
    assert (row(cafe, id).change_due, row(cafe, id).health) == (True, Health.CHANGE_IT)


def test_a_password_that_a_leaver_knew_is_to_be_changed(cafe: House) -> None:
    id, other = add(cafe), add(cafe, "yelp")
    gone = leaving(MAYA)
    of_house = DepartureLine("1", gone.id, None, LeavingStep.COMPUTER_LOGIN, 1)
    roles = DepartureLine("2", gone.id, id, LeavingStep.ROLE, 2)
    password = DepartureLine("3", gone.id, id, LeavingStep.PASSWORD, 3)
    put(cafe, gone, of_house, roles, password)
    assert (row(cafe, id).change_due, row(cafe, other).change_due) == (True, False)
    put(cafe, replace(gone, cancelled=True))
    assert row(cafe, id).change_due is False
    put(cafe, gone, replace(password, state=LineState.DONE, at=NOW))
    assert row(cafe, id).change_due is False


# One account


def test_one_account_has_a_way_for_every_question(cafe: House) -> None:
    id = add(cafe)
    found = one(cafe, id)
    assert [each.kind for each in found.checks] == list(CheckKind)
    assert all(each.steps and each.page.startswith("https://") for each in found.checks)
    assert found.row == row(cafe, id)
    assert found.today == date(2027, 1, 13)
    pages = {each.kind: each.page for each in found.checks}
    assert pages[CheckKind.OWNERS] == found.custody.urls["roles"]
    assert pages[CheckKind.FACTOR] == found.custody.urls["two_factor"]


@pytest.mark.parametrize("number", range(17))
def test_every_platform_has_steps_for_every_question(cafe: House, number: int) -> None:
    platforms = [each.key for each in cafe.ports.library.platforms()]
    platform = [*platforms, OTHER_SERVICE][number]
    found = one(cafe, add(cafe, platform, "@x@social.example", name="Mailbox"))
    for each in found.checks:
        assert each.steps, each.kind
        assert all(each.steps)
        assert "leaver" not in " ".join(each.steps), "nobody need have left"
        if platform != OTHER_SERVICE:
            assert each.page.startswith("https://"), each.kind
            assert "{" not in each.page


def test_pages_are_those_of_this_account(cafe: House) -> None:
    id = add(cafe, "mastodon", "@corner@social.example")
    assert one(cafe, id).pages["login"] == "https://social.example/auth/sign_in"
    nameless = add(cafe, "mastodon", "corner")
    assert "login" not in one(cafe, nameless).pages
    assert {each.page for each in one(cafe, nameless).checks} == {""}


def test_an_account_that_is_lost_and_has_no_page_leads_to_help(cafe: House) -> None:
    id = add(cafe, "mastodon", "corner")
    answer(cafe, id, email_of=Belongs.OUTSIDE)
    found = one(cafe, id)
    assert found.recover_page == (found.custody.help_pages or ("",))[0]


def test_a_service_outside_the_library(cafe: House) -> None:
    page = "https://mail.example/login"
    id = add(cafe, "other", name="Mailbox", login_page=page)
    found = one(cafe, id)
    assert found.custody.platform == OTHER_SERVICE
    assert not found.custody.verified
    assert found.pages == {"login": page}
    assert {each.page for each in found.checks} == {page}
    answer(cafe, id, registered_by="the agency")
    found = one(cafe, id)
    assert found.row.health is Health.NOT_YOURS
    assert (found.recover_page, bool(found.recover)) == (page, True)


def test_the_newest_uses_stand_beside_their_account(cafe: House) -> None:
    id = add(cafe)
    last: LogEntry | None = None
    with cafe.store.transaction() as tx:
        for n in range(RECENT_USES + 5):
            for account in (id, "other"):
                last = next_entry(
                    last,
                    at=NOW + timedelta(minutes=n),
                    person=MAYA,
                    action=LogAction.COPY,
                    account=account,
                )
                tx.append(last)
    log = one(cafe, id).log
    assert len(log) == RECENT_USES
    assert {entry.account for entry in log} == {id}
    assert log[0].at == NOW + timedelta(minutes=RECENT_USES + 4)


def test_rights_are_of_staff_who_are_here(cafe: House) -> None:
    id = add(cafe)
    maya = cafe.store.get(Person, MAYA)
    assert maya is not None
    put(cafe, replace(maya, id=PersonId("jo"), name="Jo"), replace(maya, id=PersonId("kim")))
    put(cafe, wrap(id, PersonId("kim"), Right.SEE), leaving(PersonId("jo")))
    rights = [(person.id, right) for person, right in one(cafe, id).rights]
    assert rights == [(MAYA, None), (PersonId("kim"), Right.SEE)]


def test_an_account_that_is_not_there_is_said(cafe: House) -> None:
    with pytest.raises(ExpectedError) as caught:
        one(cafe, AccountId("nobody"))
    assert caught.value.code is Code.NOT_FOUND


# Writing


def test_a_new_account_is_one_step(cafe: House) -> None:
    before = cafe.store.all(Account)
    id = add(cafe, link=" https://instagram.com/corner ", name="Bondi")
    account = cafe.store.get(Account, id)
    assert account == Account(id, INSTAGRAM, "@corner", "https://instagram.com/corner")
    assert cafe.store.get(Registration, id) == Registration(id, name="Bondi")
    assert cafe.changes.undo() is Action.ADD_ACCOUNT
    assert cafe.store.all(Account) == before
    assert cafe.store.all(Registration) == ()
    assert cafe.changes.redo() is Action.ADD_ACCOUNT
    assert cafe.store.get(Registration, id) is not None


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"platform": ""}, Code.EMPTY, "platform"),
        ({"platform": "myspace"}, Code.UNKNOWN_CHOICE, "platform"),
        ({"handle": "x" * 201}, Code.TOO_LONG, "handle"),
        ({"handle": "x\0"}, Code.BAD_TEXT, "handle"),
        ({"link": "corner"}, Code.UNKNOWN_CHOICE, "link"),
        ({"platform": "other"}, Code.EMPTY, "name"),
        ({"platform": "other", "name": "  "}, Code.EMPTY, "name"),
        ({"platform": "other", "name": "x" * 201}, Code.TOO_LONG, "name"),
        (
            {"platform": "other", "name": "Mail", "login_page": "x"},
            Code.UNKNOWN_CHOICE,
            "login_page",
        ),
    ],
)
def test_a_new_account_that_cannot_be(
    cafe: House, said: dict[str, str], code: Code, field: str
) -> None:
    before = cafe.store.all(Account)
    with pytest.raises(ExpectedError) as caught:
        add(cafe, **said)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert cafe.store.all(Account) == before


def test_an_account_changes(cafe: House) -> None:
    id = add(cafe)
    account = Account(id, INSTAGRAM, " @corner.cafe ", "", exists=False, followers=12, owner=SAM)
    cafe.changes.do(Action.CHANGE_ACCOUNT, change_account, account)
    assert cafe.store.get(Account, id) == replace(account, handle="@corner.cafe")
    assert row(cafe, id).health is None
    assert cafe.changes.undo() is Action.CHANGE_ACCOUNT
    assert cafe.store.get(Account, id) == Account(id, INSTAGRAM, "@corner")


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"id": AccountId("nobody")}, Code.NOT_FOUND, None),
        ({"platform": PlatformKey("yelp")}, Code.UNKNOWN_CHOICE, "platform"),
        ({"followers": -1}, Code.OUT_OF_RANGE, "followers"),
        ({"owner": PersonId("nobody")}, Code.NOT_FOUND, "owner"),
        ({"link": "ftp://x"}, Code.UNKNOWN_CHOICE, "link"),
    ],
)
def test_a_change_that_cannot_be(
    cafe: House, said: dict[str, Any], code: Code, field: str | None
) -> None:
    account = Account(add(cafe), INSTAGRAM, "@corner")
    with pytest.raises(ExpectedError) as caught:
        cafe.changes.do(Action.CHANGE_ACCOUNT, change_account, replace(account, **said))
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_removed_account_goes_with_its_entry_and_comes_back_with_it(cafe: House) -> None:
    id = add(cafe)
    answer(cafe, id, **SAFE)
    before = sheet(cafe)
    cafe.changes.do(Action.REMOVE_ACCOUNT, remove_account, id)
    assert cafe.store.get(Account, id) is None
    assert cafe.store.get(Registration, id) is None
    assert cafe.changes.undo() is Action.REMOVE_ACCOUNT
    assert sheet(cafe) == before


def test_an_account_without_an_entry_is_removed(cafe: House) -> None:
    id = add(cafe)
    cafe.changes.do(Action.REMOVE_ACCOUNT, remove_account, id)
    assert cafe.store.get(Account, id) is None
    with pytest.raises(ExpectedError) as caught:
        cafe.changes.do(Action.REMOVE_ACCOUNT, remove_account, id)
    assert caught.value.code is Code.NOT_FOUND


def test_what_the_vault_keeps_or_a_departure_names_is_not_removed(cafe: House) -> None:
    id = add(cafe)
    line = DepartureLine("1", leaving(MAYA).id, id, LeavingStep.ROLE, 1, LineState.DONE)
    cases: list[tuple[tuple[Entity, ...], Code]] = [
        ((secret(id),), Code.ACCOUNT_IN_VAULT),
        ((VaultPending("00", id, 1),), Code.ACCOUNT_IN_VAULT),
        ((leaving(MAYA), line), Code.ACCOUNT_IN_DEPARTURE),
    ]
    for rows, code in cases:
        put(cafe, *rows)
        with pytest.raises(ExpectedError) as caught:
            cafe.changes.do(Action.REMOVE_ACCOUNT, remove_account, id)
        assert caught.value.code is code
        assert caught.value.facts == {"value": "@corner"}
        with cafe.store.transaction() as tx:
            for each in reversed(rows):
                tx.remove(type(each), str(each.id))
    put(cafe, VaultPending("00", AccountId("another"), 1))
    cafe.changes.do(Action.REMOVE_ACCOUNT, remove_account, id)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"platform": "yelp", "handle": ""}, "Yelp"),
        ({"platform": "other", "handle": "", "name": "Mailbox"}, "Mailbox"),
    ],
)
def test_what_is_not_removed_is_called_by_its_name(
    cafe: House, said: dict[str, str], name: str
) -> None:
    id = add(cafe, **said)
    put(cafe, secret(id))
    with pytest.raises(ExpectedError) as caught:
        cafe.changes.do(Action.REMOVE_ACCOUNT, remove_account, id)
    assert caught.value.facts == {"value": name}


def test_an_entry_is_kept_tidily(cafe: House) -> None:
    id = add(cafe)
    entry = Registration(
        id,
        email=" hello@corner.example ",
        registered_by=" Jo ",
        admins=(SAM, MAYA, SAM),
        by_role=(MAYA, MAYA),
        purpose=" lunch ",
    )
    cafe.changes.do(Action.KEEP_REGISTRATION, keep_registration, entry)
    assert cafe.store.get(Registration, id) == Registration(
        id,
        email="hello@corner.example",
        registered_by="Jo",
        admins=(SAM, MAYA),
        by_role=(MAYA,),
        purpose="lunch",
    )
    assert cafe.changes.undo() is Action.KEEP_REGISTRATION
    assert cafe.store.get(Registration, id) is None


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"id": AccountId("nobody")}, Code.NOT_FOUND, None),
        ({"email": "x" * 201}, Code.TOO_LONG, "email"),
        ({"phone": "x\ud800"}, Code.BAD_TEXT, "phone"),
        ({"registered_by": "x" * 201}, Code.TOO_LONG, "registered_by"),
        ({"other_admins": "x" * 201}, Code.TOO_LONG, "other_admins"),
        ({"purpose": "x" * 501}, Code.TOO_LONG, "purpose"),
        ({"login_page": "javascript:x"}, Code.UNKNOWN_CHOICE, "login_page"),
        ({"admins": (SAM, PersonId("nobody"))}, Code.NOT_FOUND, "admins"),
        ({"by_role": (PersonId("nobody"),)}, Code.NOT_FOUND, "by_role"),
    ],
)
def test_an_entry_that_cannot_be(
    cafe: House, said: dict[str, Any], code: Code, field: str | None
) -> None:
    entry = replace(Registration(add(cafe)), **said)
    with pytest.raises(ExpectedError) as caught:
        cafe.changes.do(Action.KEEP_REGISTRATION, keep_registration, entry)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert cafe.store.all(Registration) == ()


def test_one_answer_leaves_the_others(cafe: House) -> None:
    id = add(cafe)
    answer(cafe, id, email_of=Belongs.BUSINESS, codes_filed=True)
    answer(cafe, id, factor=SecondFactor.APP, factor_of=Belongs.BUSINESS)
    answer(cafe, id, codes_filed=None)
    assert cafe.store.get(Registration, id) == Registration(
        id,
        email_of=Belongs.BUSINESS,
        factor=SecondFactor.APP,
        factor_of=Belongs.BUSINESS,
    )
    assert cafe.changes.undo() is Action.ANSWER_CHECK
    found = cafe.store.get(Registration, id)
    assert found is not None
    assert found.codes_filed is True


def test_an_account_is_checked_on_a_local_day(cafe: House) -> None:
    id = add(cafe)
    cafe.clock.instant = datetime(2027, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight in London
    cafe.changes.do(Action.MARK_CHECKED, mark_checked, id)
    assert row(cafe, id).registration == Registration(id, checked_on=date(2027, 7, 2))
