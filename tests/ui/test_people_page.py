"""People: who is there, what each can open, a passphrase for each, and who is leaving."""

from dataclasses import replace

import people_room
import pytest
from people_room import MAYA, SAM, SAMS, People
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from vault_room import ANN, BEN, INSTAGRAM, OWNERS, Room

from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import Departure
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import DepartureId
from smbsocial.domain.money import Money
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import SlotKind
from smbsocial.ui import dialogs
from smbsocial.ui.people.forms import OwnAccessForm, PersonForm, StartForm
from smbsocial.ui.people.passphrase_form import PassphraseForm
from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.ui.widgets.fields import Choice
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, unlocking
from smbsocial.usecases.vault.session import slot_of

NEW = Secret("eleven paper lanterns over water")


@pytest.fixture
def people(room: Room) -> People:
    """The page with a vault that is locked."""
    people_room.keep(room)
    return people_room.made(room)


@pytest.fixture
def bare(room: Room) -> People:
    """The page before there is a vault."""
    people_room.put_people(room)
    return people_room.made(room)


def type_passphrase(form: PassphraseForm | OwnPassphraseForm, passphrase: Secret[str]) -> None:
    for name in ("passphrase", "passphrase_again"):
        field = form.findChild(QLineEdit, name)
        assert field is not None
        field.setText(passphrase.reveal())


def test_each_person_says_what_they_can_open(people: People) -> None:
    words = people.sheet_words
    assert "4 people work here." in words.replace("person(s) work(s)", "people work")
    assert "Has a passphrase; opened the vault last Monday." in words
    buttons = {
        button.text() for button in people.page.findChildren(QPushButton) if button.isVisible()
    }
    assert "Instagram @cornercafe: may use" in buttons
    assert "Facebook Page Corner Café: by role" in buttons
    assert "May use hides the password from view; it does not make copying impossible." in words
    assert "On a shared computer login nobody can be stopped who knows how to program." in words


def test_before_there_is_a_vault_nothing_speaks_of_it(bare: People) -> None:
    assert "passphrase" not in bare.sheet_words
    assert not bare.has("passphrase-ben")
    assert bare.has("change-ben")


def test_an_account_leads_to_its_own_page(people: People) -> None:
    with people.room.qtbot.waitSignal(people.page.account_wanted) as wanted:
        people.press(f"account-{INSTAGRAM}-{SAM}")
    assert wanted.args == [INSTAGRAM]


def test_wages_are_an_owners_to_see(people: People) -> None:
    assert "an hour" not in people.sheet_words
    people.room.enter()
    assert "£13.50 an hour" in people.sheet_words
    run_here(unlocking.unlock(people.room.vault, SAM, SAMS))
    people.room.desk.entered()
    assert "an hour" not in people.sheet_words
    people.room.desk.lock()
    for name in ("change-ben", "add_person"):
        people.press(name)
        unlock = people.room.dialog(UnlockForm)
        assert not people.page.findChildren(PersonForm), name
        gone = people.room.gone(unlock)
        unlock.reject()
        people.room.wait(gone)


def test_before_there_is_a_vault_wages_are_everybodys(bare: People) -> None:
    assert "£13.50 an hour" in bare.sheet_words


def test_who_may_use_nothing_has_the_way_to_where_that_is_given(people: People) -> None:
    with people.room.qtbot.waitSignal(people.page.account_wanted) as wanted:
        people.press("allow-ben")
    assert wanted.args == [""]


def test_a_person_is_added_and_taken_back(people: People) -> None:
    people.room.enter()
    people.press("add_person")
    form = people.room.dialog(PersonForm)
    people.press("confirm", form)
    assert "Please fill this in." in people.room.words(form)
    people.room.write(form, "name", "sam")
    people.press("confirm", form)
    assert "called “Sam” already" in people.room.words(form)
    people.room.write(form, "name", "Lea")
    people.room.write(form, "hourly_cost", "many")
    people.press("confirm", form)
    assert "“many” is not a number." in people.room.words(form)
    people.room.write(form, "hourly_cost", "")
    people.press("confirm", form)
    people.room.write(form, "hourly_cost", "12.50")
    people.press("confirm", form)
    (lea,) = (each for each in people.room.store.all(Person) if each.name == "Lea")
    assert (lea.role, lea.hourly_cost, lea.posts) == (Role.STAFF, Money(1250, "GBP"), True)
    assert people.has(f"person-{lea.id}")
    people.room.bridge.undo_action.trigger()
    assert not people.has(f"person-{lea.id}")


def test_a_person_is_changed(people: People) -> None:
    people.room.enter()
    people.press("change-ben")
    form = people.room.dialog(PersonForm)
    assert "A new figure counts for past work too" in people.room.words(form)
    people.room.write(form, "name", "Benedict")
    people.press("confirm", form)
    assert people.room.store.get(Person, BEN).name == "Benedict"
    assert "Benedict" in people.sheet_words


def test_a_role_with_rights_stays_and_says_why(people: People) -> None:
    people.room.enter()
    people.press("change-sam")
    form = people.room.dialog(PersonForm)
    role = form.findChild(Choice, "role")
    role.choose(Role.OWNER)
    people.press("confirm", form)
    assert "Take them away first" in people.room.words(form)
    form.reject()


def test_an_owner_gives_a_passphrase_after_unlocking(people: People) -> None:
    people.press("passphrase-ben")
    unlock = people.room.dialog(UnlockForm)
    people.room.write(unlock, "passphrase", OWNERS.reveal())
    people.press("confirm", unlock)
    form = people.room.dialog(PassphraseForm)
    people.room.wait(lambda: people.room.find(form, QPushButton, "use_words").isEnabled())
    assert len(people.room.find(form, QLabel, "offered_words").text().split()) == 5
    type_passphrase(form, Secret("1234567890"))
    people.press("confirm", form)
    people.room.wait(lambda: "can be guessed" in people.room.words(form))
    type_passphrase(form, NEW)
    gone = people.room.gone(form)
    people.press("confirm", form)
    people.room.wait(gone)
    assert people.told == ["Ben can open the vault now."]
    assert not people.room.bridge.undo_action.isEnabled()
    people.room.desk.lock()
    assert run_here(unlocking.unlock(people.room.vault, BEN, NEW)).owner is False


def test_two_that_differ_are_no_passphrase(people: People) -> None:
    people.room.enter()
    people.press("passphrase-ben")
    form = people.room.dialog(PassphraseForm)
    type_passphrase(form, NEW)
    people.room.write(form, "passphrase_again", "something else")
    people.press("confirm", form)
    assert "This is not the same" in people.room.words(form)
    form.reject()
    assert slot_of(people.room.store, SlotKind.STAFF, BEN) is None


def test_staff_change_their_own_passphrase_and_nothing_else(people: People) -> None:
    run_here(unlocking.unlock(people.room.vault, SAM, SAMS))
    people.room.desk.entered()
    for name in ("add_person", "someone_leaving", "change-ben", "passphrase-ben", "take-sam"):
        assert not people.has(name), name
    people.press("passphrase-sam")
    form = people.room.dialog(OwnPassphraseForm)
    people.room.write(form, "old_passphrase", SAMS.reveal())
    type_passphrase(form, NEW)
    gone = people.room.gone(form)
    people.press("confirm", form)
    people.room.wait(gone)
    people.room.desk.lock()
    run_here(unlocking.unlock(people.room.vault, SAM, NEW))


def test_a_passphrase_that_was_given_is_said_to_be_one_until_another_is_chosen(
    people: People,
) -> None:
    still = "The passphrase is still the one that Ann gave and knows"
    card = people.page.findChild(QWidget, "person-sam")
    assert still in card.findChild(QLabel, "vault_words").text()
    assert people.sheet_words.count(still) == 1, "Ann chose her own"
    run_here(unlocking.unlock(people.room.vault, SAM, SAMS))
    run_here(grants.give_passphrase(people.room.vault, SAM, NEW))
    people.page.refresh()
    assert still not in people.sheet_words


def test_who_gives_a_passphrase_reads_that_it_will_be_another_one(people: People) -> None:
    people.room.enter()
    people.press("passphrase-ben")
    form = people.room.dialog(PassphraseForm)
    assert "You know it, too: so each unlock asks Ben to choose another one" in (
        people.room.words(form)
    )


def test_a_passphrase_is_taken_away_after_asking(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.room.enter()
    asked: list[str] = []
    answers = iter((False, True))

    def confirm(parent: object, text: str, verb: str) -> bool:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(dialogs, "confirm", confirm)
    people.press("take-sam")
    assert slot_of(people.room.store, SlotKind.STAFF, SAM) is not None
    people.press("take-sam")
    people.room.wait(lambda: people.told == ["Sam is locked out."])
    assert "not undone" in asked[0]
    assert slot_of(people.room.store, SlotKind.STAFF, SAM) is None
    assert "May use no account yet." in people.sheet_words


def test_a_passphrase_is_gone_also_where_the_password_store_fails(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_service: str, _username: str, _value: str) -> None:
        raise ExpectedError(Code.STORE_REFUSED, reason="full")

    people.room.enter()
    monkeypatch.setattr(dialogs, "confirm", lambda *_: True)
    monkeypatch.setattr(people.room.secrets, "put", refuse)
    people.press("take-sam")
    people.room.wait(lambda: bool(people.room.refused))
    assert "Sam is locked out all the same" in people.room.refused[0]
    assert "did not take the entry (full)" in people.room.refused[0]
    assert people.room.failures == []
    assert slot_of(people.room.store, SlotKind.STAFF, SAM) is None


def test_a_passphrase_that_stays_is_not_called_gone(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_facts: object) -> None:
        raise ExpectedError(Code.DISK_FULL)

    people.room.enter()
    monkeypatch.setattr(dialogs, "confirm", lambda *_: True)
    monkeypatch.setattr(people.room.vault.changes, "write", full)
    people.press("take-sam")
    people.room.wait(lambda: people.room.failures == ["disk_full"])
    assert people.told == []
    assert slot_of(people.room.store, SlotKind.STAFF, SAM) is not None


def test_access_of_their_own_comes_before_a_shared_password(
    people: People, opened: list[str]
) -> None:
    assert "Give Sam that first" in people.sheet_words
    people.press(f"own_access-{INSTAGRAM}-{SAM}")
    form = people.room.dialog(OwnAccessForm)
    assert "business portfolio" in people.room.words(form)
    people.press("open_page", form)
    people.press("confirm", form)
    assert opened == ["https://business.facebook.com/latest/settings/people"]
    assert people.room.store.get(Registration, INSTAGRAM).by_role == (SAM,)
    assert "Give Sam that first" not in people.sheet_words
    assert "take the right to the password back" in people.told[0]


def test_leaving_says_first_what_will_happen(people: People) -> None:
    people.room.enter()
    people.page.start_leaving()
    form = people.room.dialog(StartForm)
    who = form.findChild(Choice, "who")
    texts = [who.itemText(at) for at in range(who.count())]
    assert texts == ["Ben", "Sam", "Maya"], "nobody locks themselves out"
    confirm = form.findChild(QPushButton, "confirm")
    assert confirm.text() == "Start the list"
    who.setCurrentIndex(1)
    assert confirm.text() == "Lock Sam out and start"
    words = people.room.words(form)
    assert "Sam is locked out of the vault at once." in words
    assert "3 account" in words
    people.press("confirm", form)
    people.room.wait(lambda: "Sam is leaving" in people.sheet_words)
    assert slot_of(people.room.store, SlotKind.STAFF, SAM) is None
    assert not people.room.store.get(Person, SAM).posts


def test_the_list_is_left_and_gone_on_with(people: People) -> None:
    people.room.enter()
    id = people.leave()
    assert "Sam is leaving" in people.sheet_words
    people.press(f"go_on-{id}")
    assert people.has("step_card")
    people.press("later")
    assert not people.has("step_card")
    people.page.start_leaving()
    form = people.room.dialog(StartForm)
    confirm = form.findChild(QPushButton, "confirm")
    assert confirm.text() == "Go on"
    people.press("confirm", form)
    assert people.has("step_card")


def test_the_last_owner_who_could_open_it_cannot_leave(people: People) -> None:
    people.page.start_leaving()
    form = people.room.dialog(StartForm)
    form.findChild(Choice, "who").setCurrentIndex(0)
    confirm = form.findChild(QPushButton, "confirm")
    assert not confirm.isEnabled()
    assert "last owner" in people.room.words(form)
    form.reject()


def test_without_a_vault_one_says_who_one_is(bare: People) -> None:
    bare.press("leaving-sam")
    form = bare.room.dialog(StartForm)
    bare.press("confirm", form)
    assert "Please fill this in." in bare.room.words(form)
    form.findChild(Choice, "by").choose(MAYA)
    bare.press("confirm", form)
    bare.room.wait(lambda: bool(bare.room.store.all(Departure)))
    (row,) = bare.room.store.all(Departure)
    assert (row.person, row.started_by) == (SAM, MAYA)


def test_without_a_vault_nobody_lists_themselves(bare: People) -> None:
    bare.press("leaving-maya")
    form = bare.room.dialog(StartForm)
    form.findChild(Choice, "by").choose(MAYA)
    bare.press("confirm", form)
    assert "Make another person an owner first" in bare.room.words(form)
    form.findChild(Choice, "by").choose(ANN)
    bare.press("confirm", form)
    bare.room.wait(lambda: bool(bare.room.store.all(Departure)))


def test_trouble_at_the_start_leaves_them_locked_out_with_the_list(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.room.enter()
    people.press("leaving-sam")
    form = people.room.dialog(StartForm)

    def silent(*_args: object) -> str:
        raise ExpectedError(Code.STORE_LOCKED)

    monkeypatch.setattr(people.room.secrets, "get", silent)
    people.press("confirm", form)
    people.room.wait(lambda: people.has("leaving_warning"))
    assert people.room.failures == [Code.STORE_LOCKED.value]
    assert slot_of(people.room.store, SlotKind.STAFF, SAM) is None
    monkeypatch.undo()
    people.press("make_good")
    people.room.wait(lambda: not people.has("leaving_warning"))
    assert people.told == ["The accounts have new keys."]


def test_who_has_left_is_folded_away_with_what_was_done(people: People) -> None:
    people.room.enter()
    id = people.leave()
    row = people.departure(id)
    people.room.bridge.changes.write(
        lambda tx, _p: tx.put(replace(row, closed_at=people.room.clock.now(), closed_by=ANN))
    )
    assert not people.has(f"show-{id}")
    people.press("left_fold")
    assert people.has(f"show-{id}")
    people.press(f"show-{id}")
    assert "Sam has left" in people.sheet_words


def test_nobody_takes_their_own_passphrase_away(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "confirm", lambda *_: True)
    people.press("take-ann")
    unlock = people.room.dialog(UnlockForm)
    people.room.write(unlock, "passphrase", OWNERS.reveal())
    people.press("confirm", unlock)
    people.room.wait(lambda: bool(people.room.refused))
    assert people.room.refused == ["Another owner has to do this: it locks you out."]
    assert slot_of(people.room.store, SlotKind.OWNER, ANN) is not None


def test_alone_one_has_nobody_to_see_off(room: Room) -> None:
    with room.store.transaction() as tx:
        for each in tx.all(Person):
            if each.id != ANN:
                now = room.clock.now()
                tx.put(Departure(DepartureId(f"d-{each.id}"), each.id, now, ANN, now, ANN))
    room.set_up()
    people = people_room.made(room)
    room.enter()
    people.page.start_leaving()
    form = room.dialog(StartForm)
    assert "Nobody else works here." in room.words(form)
    assert not form.findChild(QPushButton, "confirm").isEnabled()
    form.reject()
