"""An owner leaves: asked for the passphrase, told what comes of it, and led to the new kit."""

import people_room
import pytest
from people_room import MAYA, SAM, SAMS, People
from PySide6.QtWidgets import QLabel, QLineEdit
from vault_room import ANN, OWNERS, Room

from smbsocial.domain.departures import Departure, DepartureLine, LeavingStep, LineState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.ui import dialogs
from smbsocial.ui.people.forms import StartForm
from smbsocial.ui.people.owner_leaves_form import OwnerLeavesForm
from smbsocial.ui.vault.kit_form import KitForm
from smbsocial.ui.vault.set_up_form import KitMissingForm
from smbsocial.ui.vault.steps_form import StepsForm
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, grants, unlocking
from smbsocial.usecases.vault.session import VaultState

MAYAS = Secret("maya paints the shutters blue")


@pytest.fixture
def owners(room: Room) -> People:
    """Ann and Maya own the vault; Ann is at work."""
    people_room.keep(room)
    people = people_room.made(room)
    room.enter()
    run_here(grants.give_passphrase(room.vault, MAYA, MAYAS))
    people.page.refresh()
    return people


def ask(owners: People, who: str = "maya") -> None:
    owners.press(f"leaving-{who}")
    form = owners.room.dialog(StartForm)
    owners.press("confirm", form)


def kit(room: Room, form: StepsForm) -> None:
    """By hand, and two groups typed back."""
    room.wait(lambda: form.page.verb == "I have it on paper" and not form.waits.isVisible())
    room.press(form, "kit_by_hand")
    shown = room.find(form, QLabel, "kit_code").text().split()
    room.press(form, "confirm")
    for number, group in enumerate(shown, 1):
        if form.findChild(QLineEdit, f"group_{number}") is not None:
            room.write(form, f"group_{number}", group)
    room.press(form, "confirm")


def kit_line(people: People) -> DepartureLine:
    (row,) = people.room.store.all(Departure)
    return people.line(row.id, LeavingStep.NEW_KIT, None)


def test_what_comes_of_it_is_said_before_anything_is_done(owners: People) -> None:
    owners.press("leaving-maya")
    words = owners.room.words(owners.room.dialog(StartForm))
    for said in (
        "Everybody else gets a new passphrase from you.",
        "The emergency kit is made anew",
    ):
        assert said in words
    assert owners.room.store.all(Departure) == ()


def test_staff_who_leave_cost_nobody_a_passphrase(owners: People) -> None:
    owners.press("leaving-sam")
    words = owners.room.words(owners.room.dialog(StartForm))
    assert "Everybody else" not in words


def test_an_owner_leaves_and_the_kit_comes_next(owners: People) -> None:
    room = owners.room
    ask(owners)
    form = room.dialog(OwnerLeavesForm)
    assert "Everybody else gets a new passphrase from you." in room.words(form)
    owners.press("confirm", form)
    assert room.store.all(Departure) == (), "nothing was typed"
    room.write(form, "passphrase", SAMS.reveal())
    owners.press("confirm", form)
    room.wait(form.waits.isHidden)
    assert room.store.all(Departure) == ()
    room.write(form, "passphrase", OWNERS.reveal())
    gone = room.gone(form)
    owners.press("confirm", form)
    room.wait(gone)
    steps = room.dialog(KitForm)
    assert room.desk.state is VaultState.KIT_OPEN
    assert "Maya is leaving" in owners.sheet_words
    assert "the old kit does not open" in room.words(steps)
    kit(room, steps)
    room.wait(lambda: steps.page.verb == "Finish")
    done = room.gone(steps)
    owners.press("confirm", steps)
    room.wait(done)
    assert room.desk.state is VaultState.READY
    assert kit_line(owners).state is LineState.DONE
    owners.press("later")
    assert "Needs a new passphrase: the old one ended when an owner left." in owners.sheet_words
    assert "1 person(s) need(s) a new passphrase." in owners.sheet_words
    run_here(grants.give_passphrase(room.vault, SAM, SAMS))
    owners.page.refresh()
    assert "Needs a new passphrase" not in owners.sheet_words


def test_where_the_keyring_then_fails_they_are_out_and_the_list_stands(
    owners: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = owners.room
    ask(owners)
    form = room.dialog(OwnerLeavesForm)
    room.write(form, "passphrase", OWNERS.reveal())

    def refuse(_service: str, _username: str, _value: str) -> None:
        raise ExpectedError(Code.STORE_REFUSED, reason="full")

    monkeypatch.setattr(room.secrets, "put", refuse)
    owners.press("confirm", form)
    room.dialog(KitForm)
    assert room.failures == ["store_refused"]
    assert "Maya is leaving" in owners.sheet_words


def test_a_keyring_that_says_nothing_of_the_passphrase_leaves_all_as_it_was(
    owners: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = owners.room
    ask(owners)
    form = room.dialog(OwnerLeavesForm)
    room.write(form, "passphrase", OWNERS.reveal())

    def locked(_service: str, _username: str) -> str:
        raise ExpectedError(Code.STORE_LOCKED)

    monkeypatch.setattr(room.secrets, "get", locked)
    owners.press("confirm", form)
    room.wait(lambda: room.find(form, QLabel, "trouble").isVisible())
    assert room.store.all(Departure) == ()


def test_a_new_kit_is_a_step_for_staff_and_may_be_not_needed(owners: People) -> None:
    id = owners.leave(SAM)
    owners.answer_all(id, besides=LeavingStep.NEW_KIT)
    owners.press(f"go_on-{id}")
    assert "Next: make a new emergency kit" in owners.sheet_words
    owners.press("new_kit")
    steps = owners.room.dialog(KitForm)
    steps.reject()
    owners.press("not_needed")
    assert kit_line(owners).state is LineState.NOT_NEEDED


def test_a_new_kit_that_is_made_closes_its_step(owners: People) -> None:
    id = owners.leave(SAM)
    owners.answer_all(id, besides=LeavingStep.NEW_KIT)
    owners.press(f"go_on-{id}")
    owners.press("new_kit")
    steps = owners.room.dialog(KitForm)
    gone = owners.room.gone(steps)
    kit(owners.room, steps)
    owners.room.wait(gone)
    assert kit_line(owners).state is LineState.DONE
    assert "new emergency kit: done" in owners.sheet_words


def test_whoever_loses_the_passphrase_before_the_kit_is_ready_is_told_the_truth(
    owners: People,
) -> None:
    room = owners.room
    run_here(departures.start(room.vault, MAYA, ANN, OWNERS))
    unlocking.lock(room.vault)
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"))
    form = room.dialog(UnlockForm)
    room.press(form, "lost")
    missing = room.dialog(KitMissingForm)
    assert "opens with the old kit" in room.words(missing)
    room.press(missing, "confirm")
    again = room.dialog(UnlockForm)
    room.write(again, "passphrase", OWNERS.reveal())
    room.press(again, "confirm")
    room.dialog(KitForm)
    assert done == []


def test_an_owners_passphrase_is_taken_with_the_key_that_it_opened(
    owners: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = owners.room
    monkeypatch.setattr(dialogs, "confirm", lambda *_: True)
    owners.press("take-maya")
    form = room.dialog(OwnerLeavesForm)
    room.write(form, "passphrase", OWNERS.reveal())
    owners.press("confirm", form)
    steps = room.dialog(KitForm)
    assert owners.told == ["Maya is locked out."]
    assert room.store.all(Departure) == ()
    gone = room.gone(steps)
    kit(room, steps)
    room.wait(lambda: steps.page.verb == "Finish")
    owners.press("confirm", steps)
    room.wait(gone)
    assert "Needs a new passphrase" in owners.sheet_words
