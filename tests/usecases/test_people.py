"""People: added and changed through the one door, the setup follows, and who left stays away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from house import CAFE, STARTS, House

from smbsocial.domain.access_log import LogAction
from smbsocial.domain.accounts import OTHER_SERVICE, Registration
from smbsocial.domain.answers import Page, PageRow, PeopleAnswers, PersonAnswer
from smbsocial.domain.business import Person, Role
from smbsocial.domain.content import Post
from smbsocial.domain.departures import Departure
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId, PersonId, PlatformKey
from smbsocial.domain.money import Money
from smbsocial.domain.plan import Duty
from smbsocial.domain.platforms import Account
from smbsocial.domain.vault import Holder, Right, SlotKind, VaultSlot, VaultWrap, WrapKind
from smbsocial.usecases import calendar, people, setup, week
from smbsocial.usecases.changes import Action
from smbsocial.usecases.lookup import people_gone
from smbsocial.usecases.people import Said
from smbsocial.usecases.roster import work_of
from smbsocial.usecases.vault import session
from smbsocial.usecases.vault.session import slot_id, wrap_id

COST = Money(1400, "GBP")
TOM = Said("Tom", Role.STAFF, COST, posts=False)


def person(house: House, name: str) -> Person:
    (found,) = (each for each in house.store.all(Person) if each.name == name)
    return found


def add(house: House, said: Said = TOM) -> PersonId:
    return house.changes.do(Action.ADD_PERSON, people.add_person, said)


def change(house: House, who: str, **other: object) -> None:
    before = person(house, who)
    said = Said(before.name, before.role, before.hourly_cost, before.posts)
    house.changes.do(Action.CHANGE_PERSON, people.change_person, before.id, replace(said, **other))


def answers(house: House) -> tuple[PersonAnswer, ...]:
    return setup.read_answers(house.store).people.people


def leave(house: House, name: str, **more: object) -> Departure:
    sam = person(house, "Sam").id
    row = Departure(DepartureId(f"d-{name}"), person(house, name).id, house.clock.now(), sam)
    house.changes.write(lambda tx, _ports: tx.put(replace(row, **more)))
    return replace(row, **more)


def put(house: House, *rows: object) -> None:
    def work(tx: object, _ports: object) -> None:
        for row in rows:
            tx.put(row)

    house.changes.write(work)


def refused(work: object) -> ExpectedError:
    with pytest.raises(ExpectedError) as caught:
        work()
    return caught.value


def finish_setup(house: House) -> None:
    """The wizard once more with the answers that are kept."""
    kept = setup.read_answers(house.store)
    again = replace(kept, rhythm=replace(kept.rhythm, starts=STARTS + timedelta(weeks=1)))
    house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=again)


def test_somebody_new_stands_in_the_list_and_in_the_setup(cafe: House) -> None:
    id = add(cafe, replace(TOM, name="  Tom   Baker "))
    assert cafe.store.get(Person, id) == Person(id, "Tom Baker", Role.STAFF, COST, posts=False)
    assert answers(cafe)[-1] == PersonAnswer("Tom Baker", Role.STAFF, posts=False)
    cafe.changes.undo()
    assert cafe.store.get(Person, id) is None
    assert answers(cafe) == CAFE.people.people


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        (replace(TOM, name=" \t"), Code.EMPTY, "name"),
        (replace(TOM, name="x" * 201), Code.TOO_LONG, "name"),
        (replace(TOM, name="T\x00m"), Code.BAD_TEXT, "name"),
        (replace(TOM, name="maya"), Code.NAME_TAKEN, "name"),
        (replace(TOM, hourly_cost=Money(-1, "GBP")), Code.OUT_OF_RANGE, "hourly_cost"),
        (replace(TOM, hourly_cost=Money(10**10, "GBP")), Code.OUT_OF_RANGE, "hourly_cost"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    cafe: House, said: Said, code: Code, field: str
) -> None:
    error = refused(lambda: add(cafe, said))
    assert (error.code, error.field) == (code, field)
    assert len(cafe.store.all(Person)) == 2


def test_another_name_keeps_the_person_through_the_next_setup(cafe: House) -> None:
    maya = person(cafe, "Maya")
    change(cafe, "Maya", name="Maya Lindgren", hourly_cost=COST)
    assert [each.name for each in answers(cafe)] == ["Sam", "Maya Lindgren"]
    finish_setup(cafe)
    after = person(cafe, "Maya Lindgren")
    assert (after.id, after.hourly_cost, after.posts) == (maya.id, COST, True)
    assert len(cafe.store.all(Person)) == 2


def test_a_cost_in_another_currency_is_asked_for_anew(cafe: House) -> None:
    change(cafe, "Maya", hourly_cost=COST)
    kept = setup.read_answers(cafe.store)
    business = replace(kept.business, currency="EUR")
    rhythm = replace(kept.rhythm, starts=STARTS + timedelta(weeks=1))
    cafe.changes.do(
        Action.APPLY_PLAN,
        setup.take_answers,
        answers=replace(kept, business=business, rhythm=rhythm),
    )
    assert person(cafe, "Maya").hourly_cost.currency == "EUR"


def test_one_may_keep_ones_own_name_but_take_nobody_elses(cafe: House) -> None:
    change(cafe, "Maya", name="MAYA")
    assert refused(lambda: change(cafe, "MAYA", name="sam")).code is Code.NAME_TAKEN


def test_the_last_owner_stays_an_owner(cafe: House) -> None:
    assert refused(lambda: change(cafe, "Sam", role=Role.STAFF)).code is Code.NO_OWNER_LEFT
    add(cafe, replace(TOM, role=Role.OWNER))
    change(cafe, "Sam", role=Role.STAFF)
    assert person(cafe, "Sam").role is Role.STAFF


def test_an_owner_who_is_leaving_is_no_other_owner(cafe: House) -> None:
    add(cafe, replace(TOM, role=Role.OWNER))
    leave(cafe, "Tom")
    assert refused(lambda: change(cafe, "Sam", role=Role.STAFF)).code is Code.NO_OWNER_LEFT


@pytest.mark.parametrize("kind", ["slot", "grant"])
def test_a_role_does_not_change_under_what_the_vault_gave_it(cafe: House, kind: str) -> None:
    maya = person(cafe, "Maya").id
    rows = {
        "slot": VaultSlot(slot_id(SlotKind.STAFF, maya), maya, SlotKind.STAFF, "d", b"", 1, 1, b""),
        "grant": VaultWrap(
            wrap_id(WrapKind.ACCOUNT, "account", maya), WrapKind.ACCOUNT, "account", Holder.PERSON,
            maya, b"", Right.USE,
        ),
    }  # fmt: skip
    put(cafe, rows[kind])
    assert refused(lambda: change(cafe, "Maya", role=Role.OWNER)).code is Code.ROLE_IN_VAULT
    change(cafe, "Maya", name="Maja")


def test_nobody_changes_who_is_not_there_or_has_left(cafe: House) -> None:
    gone = refused(
        lambda: cafe.changes.do(Action.CHANGE_PERSON, people.change_person, PersonId("nobody"), TOM)
    )
    assert gone.code is Code.NOT_FOUND
    leave(cafe, "Maya")
    assert refused(lambda: change(cafe, "Maya", name="Maja")).code is Code.NOT_FOUND


def test_a_setup_that_never_came_to_people_is_answered_by_the_list(house: House) -> None:
    """A name and an industry are enough: then the page has no answers, and the owner no name."""
    empty = replace(CAFE, people=PeopleAnswers())
    house.changes.do(Action.APPLY_PLAN, setup.take_answers, answers=empty)
    house.changes.write(lambda tx, _ports: tx.remove(PageRow, Page.PEOPLE.value))
    (owner,) = house.store.all(Person)
    add(house)
    assert answers(house) == (PersonAnswer("Tom", Role.STAFF, posts=False),)
    said = Said("Ann", owner.role, owner.hourly_cost, owner.posts)
    house.changes.do(Action.CHANGE_PERSON, people.change_person, owner.id, said)
    finish_setup(house)
    assert {(each.id, each.name) for each in house.store.all(Person)} == {
        (owner.id, "Ann"),
        (person(house, "Tom").id, "Tom"),
    }


def test_who_left_does_not_come_back_by_setting_up_again(cafe: House) -> None:
    """Even if the setup still names them: whoever is named is somebody new, with no past."""
    maya = person(cafe, "Maya")
    leave(cafe, "Maya")
    finish_setup(cafe)
    both = [each for each in cafe.store.all(Person) if each.name == "Maya"]
    assert [each.posts for each in both if each.id == maya.id] == [False]
    (new,) = (each for each in both if each.id != maya.id)
    assert new.posts
    assert people_gone(cafe.store) == {maya.id}
    later = [post for post in cafe.store.all(Post) if post.day >= STARTS + timedelta(weeks=1)]
    assert {post.person for post in later} == {new.id}


def test_a_name_of_somebody_who_left_is_free_again(cafe: House) -> None:
    leave(cafe, "Maya")
    new = add(cafe, replace(TOM, name="Maya"))
    assert new not in people_gone(cafe.store)


def test_work_goes_to_another_who_posts_from_then_on(cafe: House) -> None:
    sam, maya = person(cafe, "Sam"), person(cafe, "Maya")
    today = cafe.clock.today("Europe/London")
    first = next(post for post in cafe.store.all(Post) if post.day >= today)
    cafe.changes.do(Action.TICK, week.tick, first.id)
    work = work_of(cafe.store, cafe.ports, maya.id)
    assert work.is_there
    assert first.id not in {post.id for post in work.posts}
    cafe.changes.do(Action.HAND_WORK_OVER, people.hand_work_over, maya.id, sam.id)
    assert not work_of(cafe.store, cafe.ports, maya.id).is_there
    assert cafe.store.get(Post, first.id).person == maya.id
    assert {duty.person for duty in cafe.store.all(Duty)} == {sam.id}
    assert person(cafe, "Sam").posts
    assert answers(cafe)[0] == PersonAnswer("Sam", Role.OWNER, posts=True)
    cafe.changes.do(Action.HAND_WORK_OVER, people.hand_work_over, sam.id, maya.id)
    assert person(cafe, "Maya").posts
    cafe.changes.undo()
    cafe.changes.undo()
    assert work_of(cafe.store, cafe.ports, maya.id) == work


def test_work_goes_to_nobody_who_is_leaving(cafe: House) -> None:
    sam, maya = person(cafe, "Sam").id, person(cafe, "Maya").id
    leave(cafe, "Sam")
    for to in (sam, maya, PersonId("nobody")):
        error = refused(
            lambda to=to: cafe.changes.do(Action.HAND_WORK_OVER, people.hand_work_over, maya, to)
        )
        assert error.code is Code.NOT_FOUND


def test_old_work_is_let_go(cafe: House) -> None:
    cafe.clock.go_on(days=200)
    assert not work_of(cafe.store, cafe.ports, person(cafe, "Maya").id).is_there


def test_the_sheet_shows_what_each_can_open(cafe: House) -> None:
    sam, maya = person(cafe, "Sam").id, person(cafe, "Maya").id
    accounts = {account.platform: account for account in cafe.store.all(Account)}
    insta = replace(accounts[PlatformKey("instagram")], exists=True)
    other = Account(AccountId("canva"), OTHER_SERVICE)
    sky = Account(AccountId("sky"), PlatformKey("bluesky"), "@corner")
    planned = Account(AccountId("later"), PlatformKey("tiktok"), exists=False)
    grants = [
        VaultWrap(
            wrap_id(WrapKind.ACCOUNT, account.id, maya), WrapKind.ACCOUNT, account.id,
            Holder.PERSON, maya, b"", Right.USE,
        )
        for account in (insta, sky)
    ]  # fmt: skip
    put(
        cafe, insta, other, sky, planned, *grants,
        Registration(other.id, name="Canva", by_role=(maya,), admins=(sam,)),
        VaultSlot(slot_id(SlotKind.OWNER, sam), sam, SlotKind.OWNER, "d", b"", 1, 1, b""),
        VaultSlot(slot_id(SlotKind.LOGIN, sam), sam, SlotKind.LOGIN, "d", b"", 0, 0, b""),
    )  # fmt: skip
    cafe.changes.write(session.note, sam, LogAction.UNLOCK)
    sheet = people.people_sheet(cafe.store, cafe.ports)
    owner, staff = sheet.present
    assert (owner.has_passphrase, owner.login_alone, owner.last_unlock) == (
        True, True, cafe.clock.now(),
    )  # fmt: skip
    assert [(r.name, r.right, r.admin) for r in owner.reach] == [("Canva", None, True)]
    assert owner.better_by_role == ()
    assert (staff.has_passphrase, staff.last_unlock) == (False, None)
    assert {(r.name, r.right, r.by_role) for r in staff.reach} == {
        ("Instagram", Right.USE, False),
        ("Bluesky", Right.USE, False),
        ("Canva", None, True),
    }
    (better,) = staff.better_by_role
    assert (better.name, better.offers_roles) == ("Instagram", True)
    assert better.roles_page.startswith("https://")
    assert better.role_note
    cafe.changes.do(Action.ANSWER_CHECK, people.give_role, insta.id, maya)
    (_, staff) = people.people_sheet(cafe.store, cafe.ports).present
    assert staff.better_by_role == ()


def test_who_is_leaving_and_who_has_left_stand_apart(cafe: House) -> None:
    add(cafe)
    tom = leave(cafe, "Tom", closed_at=cafe.clock.now())
    maya = leave(cafe, "Maya")
    leave(cafe, "Sam", cancelled=True)
    sheet = people.people_sheet(cafe.store, cafe.ports)
    assert [each.person.name for each in sheet.present] == ["Sam"]
    assert [(each.person.name, each.departure) for each in sheet.leaving] == [("Maya", maya)]
    assert [(each.person.name, each.departure) for each in sheet.left] == [("Tom", tom)]
    assert sheet.leaving[0].counts is not None
    assert sheet.leaving[0].reach == ()


def test_the_start_says_beforehand_what_it_means(cafe: House) -> None:
    sam, maya = person(cafe, "Sam").id, person(cafe, "Maya").id
    put(
        cafe,
        VaultSlot(slot_id(SlotKind.OWNER, sam), sam, SlotKind.OWNER, "d", b"", 1, 1, b""),
        *(replace(account, exists=True) for account in cafe.store.all(Account)),
    )
    said = people.start_sheet(cafe.store, cafe.ports, maya)
    assert (said.locked_out, said.last_owner, said.new_keys) == (False, False, 0)
    assert said.accounts == len(cafe.store.all(Account))
    assert said.posts > 0
    assert said.duties > 0
    owner = people.start_sheet(cafe.store, cafe.ports, sam)
    assert (owner.locked_out, owner.last_owner) == (True, True)
    assert owner.posts == 0
    with pytest.raises(ExpectedError):
        people.start_sheet(cafe.store, cafe.ports, PersonId("nobody"))


def test_the_day_of_the_sheet_is_the_business_own(cafe: House) -> None:
    assert people.people_sheet(cafe.store, cafe.ports).today == date(2027, 1, 13)


def test_nobody_who_left_is_offered_for_a_post(cafe: House) -> None:
    maya = person(cafe, "Maya").id
    hers, *_ = (post for post in cafe.store.all(Post) if post.person == maya)
    leave(cafe, "Maya")
    sheet = calendar.post_sheet(cafe.store, cafe.ports, hers.id)
    assert [each.name for each in sheet.people] == ["Sam", "Maya"], "hers until it is handed over"
    change(cafe, "Sam", posts=False)
    new = calendar.blank_sheet(cafe.store, cafe.ports, day=date(2027, 1, 20))
    assert [each.name for each in new.people] == ["Sam"]
    assert new.post.person == person(cafe, "Sam").id
