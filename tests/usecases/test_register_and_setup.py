"""Setting up again neither forgets nor doubles what the owner wrote into the register."""

from dataclasses import replace

import pytest
from house import CAFE, House

from smbsocial.domain.accounts import Belongs, Registration
from smbsocial.domain.answers import (
    AccountAnswer,
    AccountsAnswers,
    FollowersAnswer,
    NumbersAnswers,
    Page,
    PageRow,
)
from smbsocial.domain.content import Post
from smbsocial.domain.ids import AccountId, PlatformKey
from smbsocial.domain.platforms import Account
from smbsocial.usecases import calendar, setup
from smbsocial.usecases.changes import Action
from smbsocial.usecases.composing import composing
from smbsocial.usecases.lookup import account_on
from smbsocial.usecases.registering import (
    NewAccount,
    add_account,
    answer_check,
    change_account,
    remove_account,
)

INSTAGRAM = PlatformKey("instagram")
FIRST = AccountId("account-instagram")
OWN = AccountAnswer(INSTAGRAM, "@corner", "https://instagram.com/corner")
TWO = (OWN, AccountAnswer(INSTAGRAM, "@corner.two"))


def set_up(house: House, *accounts: AccountAnswer) -> None:
    answers = replace(CAFE, accounts=AccountsAnswers(accounts))
    house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=answers)


def again(house: House) -> None:
    """The wizard gone through to its end with the answers as they lie there."""
    answers = setup.read_answers(house.store)
    house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=answers)


def on_instagram(house: House) -> list[Account]:
    return [each for each in house.store.all(Account) if each.platform == INSTAGRAM]


def add(house: House, platform: str, handle: str = "", **said: str) -> AccountId:
    new = NewAccount(PlatformKey(platform), handle, **said)
    return house.changes.do(Action.ADD_ACCOUNT, add_account, new)


def change(house: House, account: Account) -> None:
    house.changes.do(Action.CHANGE_ACCOUNT, change_account, account)


def said(house: House) -> tuple[AccountAnswer, ...]:
    return setup.read_answers(house.store).accounts.accounts


def test_setting_up_again_changes_no_account(house: House) -> None:
    set_up(house, *TWO)
    before = house.store.all(Account)
    again(house)
    assert house.store.all(Account) == before


def test_what_was_written_by_hand_stays_and_is_not_doubled(house: House) -> None:
    set_up(house, OWN)
    second, mail = add(house, "instagram", "@two"), add(house, "other", name="Mailbox")
    house.changes.do(Action.ANSWER_CHECK, answer_check, second, email_of=Belongs.BUSINESS)
    before = house.store.all(Account)
    again(house)
    assert house.store.all(Account) == before
    assert {second, mail} <= {each.id for each in before}
    assert house.store.get(Registration, second) is not None


def test_a_change_in_the_register_outlives_the_wizard(house: House) -> None:
    set_up(house, *TWO)
    account = on_instagram(house)[1]
    changed = replace(account, handle="@manly", link="https://instagram.com/manly", followers=70)
    change(house, changed)
    assert said(house) == (OWN, AccountAnswer(INSTAGRAM, "@manly", changed.link))
    again(house)
    assert house.store.get(Account, account.id) == changed
    assert len(on_instagram(house)) == 2


def test_undo_brings_the_wizards_answer_back_as_well(house: House) -> None:
    set_up(house, *TWO)
    change(house, replace(on_instagram(house)[0], handle="@new"))
    house.changes.undo()
    assert said(house) == TWO


def test_a_change_in_the_wizard_reaches_the_register(house: House) -> None:
    set_up(house, OWN)
    account = replace(on_instagram(house)[0], followers=70)
    change(house, account)
    renamed = AccountAnswer(INSTAGRAM, "@corner.cafe")
    with house.store.transaction() as tx:
        setup.save_page(tx, house.ports, AccountsAnswers((renamed,)), done=True)
    again(house)
    assert on_instagram(house) == [replace(account, handle="@corner.cafe")]


def test_an_account_removed_in_the_register_does_not_come_back(house: House) -> None:
    set_up(house, *TWO)
    first, second = on_instagram(house)
    house.changes.do(Action.REMOVE_ACCOUNT, remove_account, first.id)
    assert said(house) == TWO[1:]
    again(house)
    assert on_instagram(house) == [second]  # not a second time under the first one's id


def test_a_platform_of_the_plan_keeps_a_placeholder(house: House) -> None:
    set_up(house)
    (planned,) = on_instagram(house)
    assert (planned.id, planned.exists, planned.handle) == (FIRST, False, "")
    house.changes.do(Action.REMOVE_ACCOUNT, remove_account, planned.id)
    again(house)
    assert on_instagram(house) == [planned]


def test_a_placeholder_is_the_account_that_was_written_down(house: House) -> None:
    set_up(house)
    house.changes.do(Action.REMOVE_ACCOUNT, remove_account, FIRST)
    own = add(house, "instagram", "@corner")
    again(house)
    assert [each.id for each in on_instagram(house)] == [own]
    assert on_instagram(house)[0].exists is True


def test_an_account_named_in_the_wizard_is_found_by_its_name(house: House) -> None:
    set_up(house)
    own = add(house, "instagram", "@Corner")
    with house.store.transaction() as tx:
        setup.save_page(tx, house.ports, AccountsAnswers((OWN,)), done=True)
    again(house)
    accounts = {each.id: each for each in on_instagram(house)}
    assert accounts[own].link == OWN.link
    assert set(accounts) == {own, FIRST}
    again(house)
    assert {each.id for each in on_instagram(house)} == {own, FIRST}


def test_a_name_of_its_own_gets_an_id_of_its_own(house: House) -> None:
    set_up(house, *TWO)
    first, second = on_instagram(house)
    third = AccountAnswer(INSTAGRAM, "@third")
    with house.store.transaction() as tx:
        # The third one stands where the first was, the first where the second was.
        setup.save_page(tx, house.ports, AccountsAnswers((third, OWN)), done=True)
    again(house)
    found = {each.handle: each.id for each in on_instagram(house)}
    assert found["@corner"] == first.id
    assert found["@corner.two"] == second.id
    assert found["@third"] not in {first.id, second.id}
    assert len(on_instagram(house)) == 3


def test_the_wizard_may_say_that_an_account_is_gone(house: House) -> None:
    set_up(house, OWN)
    with house.store.transaction() as tx:
        gone = AccountsAnswers((replace(OWN, exists=False),))
        setup.save_page(tx, house.ports, gone, done=True)
    again(house)
    assert on_instagram(house)[0].exists is False


def test_followers_that_the_wizard_knows_reach_the_register(house: House) -> None:
    set_up(house, OWN)
    numbers = NumbersAnswers(followers=(FollowersAnswer(INSTAGRAM, 900),))
    with house.store.transaction() as tx:
        setup.save_page(tx, house.ports, numbers, done=True)
    again(house)
    assert on_instagram(house)[0].followers == 900


def test_an_account_the_wizard_never_heard_of_leaves_its_answers_alone(house: House) -> None:
    set_up(house, OWN)
    own = add(house, "yelp", "Corner")
    account = house.store.get(Account, own)
    assert account is not None
    change(house, replace(account, handle="Corner Café"))
    house.changes.do(Action.REMOVE_ACCOUNT, remove_account, own)
    assert said(house) == (OWN,)


def test_without_any_answers_there_is_nothing_to_follow(house: House) -> None:
    set_up(house, OWN)
    with house.store.transaction() as tx:
        tx.remove(PageRow, Page.ACCOUNTS.value)
    change(house, replace(on_instagram(house)[0], handle="@new"))
    assert on_instagram(house)[0].handle == "@new"


@pytest.mark.parametrize("there_first", [True, False])
def test_a_post_goes_to_the_account_that_is_there(house: House, *, there_first: bool) -> None:
    set_up(house)
    with house.store.transaction() as tx:
        tx.remove(Account, FIRST)
        for n in range(2):
            there = (n == 0) is there_first
            tx.put(Account(AccountId(f"{n}"), INSTAGRAM, f"@{n}", exists=there))
    found = account_on(house.store, INSTAGRAM)
    assert found is not None
    assert found.exists is True
    assert account_on(house.store, PlatformKey("yelp")) is None


def test_what_was_removed_is_missed_by_no_post(house: House) -> None:
    set_up(house, OWN)
    for account in house.store.all(Account):
        house.changes.do(Action.REMOVE_ACCOUNT, remove_account, account.id)
    post = house.store.all(Post)[0]
    assert composing(house.store, house.ports, post.id).platform
    sheet = calendar.post_sheet(house.store, house.ports, post.id)
    assert sheet.post == post


def test_a_post_of_one_s_own_goes_to_no_mailbox(house: House) -> None:
    """The first account may be one of a service that posts nothing."""
    set_up(house, OWN)
    with house.store.transaction() as tx:
        for post in tx.all(Post):
            tx.remove(Post, post.id)
        for account in tx.all(Account):
            tx.remove(Account, account.id)
    add(house, "other", name="Mailbox")
    add(house, "yelp", "Corner")
    day = house.clock.today("Europe/London")
    post = house.changes.do(Action.ADD_POST, calendar.add_post, day=day, title="Soup")
    assert post.platform == "yelp"
