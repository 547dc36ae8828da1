"""The way into the vault: set up, kit, unlocked, with the ways on where that fails."""

from pathlib import Path
from threading import Event

import pytest
from house import SetClock
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from vault.quick_sealing import QuickSealing
from vault_room import ANN, BEN, BENS, OWNERS, NotedBackups, Room, desk_with_way_in, log_of

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Secret
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.entrance import Entrance
from smbsocial.ui.vault.kit_form import KitForm
from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
from smbsocial.ui.vault.recovery_form import RecoveryForm
from smbsocial.ui.vault.set_up_form import SetUpForm, StartOverForm
from smbsocial.ui.vault.steps_form import StepsForm
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.ui.widgets.fields import Choice
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import unlocking
from smbsocial.usecases.vault.session import Vault, VaultState
from smbsocial.vault.entries import KeyringEntries
from smbsocial.vault.making import VaultMaking
from smbsocial.vault.memory_store import MemoryStore


def type_back(room: Room, form: StepsForm) -> None:
    """The kit by hand, and its two groups."""
    room.wait(lambda: form.page.verb == "I have it on paper" and not form.waits.isVisible())
    room.press(form, "kit_by_hand")
    shown = room.find(form, QLabel, "kit_code").text().split()
    room.code = Secret("-".join(shown))
    room.press(form, "confirm")
    for number, group in enumerate(shown, 1):
        if form.findChild(QLineEdit, f"group_{number}") is not None:
            room.write(form, f"group_{number}", group.lower())
    room.press(form, "confirm")
    room.wait(lambda: form.page.verb == "Finish")


def test_an_owner_sets_the_vault_up_in_five_steps(room: Room, tmp_path: Path) -> None:
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"))
    form = room.dialog(SetUpForm)
    assert "Lose the passphrase and the recovery code" in room.words(form)
    room.press(form, "confirm")
    room.wait(lambda: room.find(form, QPushButton, "use_words").isEnabled())
    room.press(form, "use_words")
    words = room.find(form, QLabel, "offered_words").text()
    assert len(words.split()) == 5
    room.write(form, "passphrase_again", words)
    room.press(form, "confirm")
    type_back(room, form)
    assert room.desk.state is VaultState.READY
    form.page.take_folder(tmp_path)  # type: ignore[attr-defined] - what the folder's dialog calls
    room.wait(lambda: bool(room.backups.written))
    gone = room.gone(form)
    room.wait(lambda: room.find(form, QPushButton, "confirm").isEnabled())
    room.press(form, "confirm")
    room.wait(gone)
    assert done == ["in"]
    assert room.desk.is_owner
    room.desk.lock()
    run_here(unlocking.unlock(room.vault, ANN, Secret(words)))


def test_a_missing_keyring_is_told_before_a_passphrase_is_asked_for(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = [True]

    def backend(_entries: KeyringEntries) -> str:
        if missing:
            raise ExpectedError(Code.NO_STORE, reason="no_service")
        return "Secret Service"

    monkeypatch.setattr(KeyringEntries, "backend", backend)
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(SetUpForm)
    room.wait(lambda: "install and start gnome-keyring" in room.words(form))
    verb = form.page.verb
    room.press(form, "confirm")
    room.wait(lambda: room.find(form, QPushButton, "confirm").isEnabled())
    assert form.page.verb == verb, "still the first step"
    missing.clear()
    room.press(form, "confirm")
    room.wait(lambda: form.page.verb == "Use this passphrase")


def test_who_leaves_after_the_passphrase_goes_on_with_the_kit(room: Room) -> None:
    room.set_up(kit=False)
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"))
    form = room.dialog(UnlockForm)
    unlock(room, form, OWNERS)
    kit = room.dialog(KitForm)
    assert "still missing" in kit.windowTitle()
    type_back(room, kit)
    gone = room.gone(kit)
    room.press(kit, "confirm")
    room.wait(gone)
    assert done == ["in"]
    assert room.desk.state is VaultState.READY


def test_a_wrong_group_stands_at_its_field(room: Room) -> None:
    room.set_up(kit=False)
    room.enter()
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(KitForm)
    room.wait(lambda: not form.waits.isVisible())
    room.press(form, "kit_by_hand")
    room.press(form, "confirm")
    asked = [n for n in range(1, 8) if form.findChild(QLineEdit, f"group_{n}")]
    for number in asked:
        room.write(form, f"group_{number}", "0000")
    room.press(form, "confirm")
    room.wait(lambda: "something else in this group" in room.words(form))
    assert room.desk.state is VaultState.KIT_OPEN


def test_a_forgotten_passphrase_without_kit_starts_over(room: Room) -> None:
    room.set_up(kit=False)
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(UnlockForm)
    room.press(form, "lost")
    over = room.dialog(StartOverForm)
    room.press(over, "confirm")
    room.dialog(SetUpForm)
    assert room.desk.state is VaultState.NONE


def unlock(room: Room, form: UnlockForm, passphrase: Secret[str]) -> None:
    room.write(form, "passphrase", passphrase.reveal())
    room.press(form, "confirm")


def test_the_right_passphrase_opens_and_what_was_wanted_happens(room: Room) -> None:
    room.keep()
    heard: list[bool] = []
    room.desk.changed.connect(lambda: heard.append(room.desk.is_owner))
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"))
    form = room.dialog(UnlockForm)
    gone = room.gone(form)
    unlock(room, form, OWNERS)
    room.wait(gone)
    assert done == ["in"]
    assert heard == [True]
    assert room.failures == []
    room.desk.with_unlocked(lambda: done.append("again"))
    assert done == ["in", "again"], "one unlock a session"


def test_a_wrong_passphrase_stands_at_its_field_and_then_waits(room: Room) -> None:
    room.keep()
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(UnlockForm)
    confirm = room.find(form, QPushButton, "confirm")
    for number in range(1, 5):
        unlock(room, form, Secret("not this one"))
        room.wait(lambda n=number: len([e for e in log_of(room) if e[0] == "fail"]) == n)
        room.wait(lambda: not form.waits.isVisible())
        if number < 4:
            assert "Check capitals and keyboard" in room.words(form)
    assert "wait 2 seconds" in room.words(form)
    assert not confirm.isEnabled()
    room.wait(confirm.isEnabled)
    assert "Too many" not in room.words(form)


def unlock_as_ben(room: Room) -> OwnPassphraseForm:
    """Ann gave Ben his passphrase, so another one is asked for."""
    form = room.dialog(UnlockForm)
    room.find(form, Choice, "person").choose(BEN)
    unlock(room, form, BENS)
    return room.dialog(OwnPassphraseForm)


def test_whose_passphrase_was_given_is_asked_for_their_own_and_may_go_on(room: Room) -> None:
    room.keep()
    done: list[str] = []
    for count in (1, 2):
        room.desk.with_unlocked(lambda: done.append("in"))
        asked = unlock_as_ben(room)
        said = room.find(asked, QLabel, "given_passphrase").text()
        assert said.startswith("Ann gave you your passphrase and knows it")
        assert "You can go on with your work" in said
        assert len(done) == count - 1
        gone = room.gone(asked)
        later = room.find(asked, QPushButton, "cancel")
        assert later.text() == later.accessibleName() == "Later"
        room.press(asked, "cancel")
        room.wait(gone)
        assert len(done) == count
        room.desk.lock()


def test_who_has_chosen_their_own_is_asked_no_more(room: Room) -> None:
    room.keep()
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"))
    asked = unlock_as_ben(room)
    own = "violet anchor seven gravel"
    room.write(asked, "old_passphrase", BENS.reveal())
    room.write(asked, "passphrase", own)
    room.write(asked, "passphrase_again", own)
    gone = room.gone(asked)
    room.press(asked, "confirm")
    room.wait(gone)
    assert done == ["in"]
    assert log_of(room)[-1] == ("grant", "slot")
    room.desk.lock()
    room.desk.with_unlocked(lambda: done.append("in"))
    form = room.dialog(UnlockForm)
    room.find(form, Choice, "person").choose(BEN)
    unlock(room, form, Secret(own))
    room.wait(lambda: done == ["in", "in"])


def test_a_lock_while_another_passphrase_is_asked_for_ends_it(room: Room) -> None:
    room.keep()
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"))
    asked = unlock_as_ben(room)
    gone = room.gone(asked)
    room.desk.lock()
    room.wait(gone)
    assert done == []
    room.wait(lambda: not [c for c in room.window.children() if isinstance(c, Entrance)])


def test_nobody_is_asked_who_they_are_where_there_is_one(room: Room) -> None:
    room.set_up()
    room.desk.with_unlocked(lambda: None)
    assert not room.find(room.dialog(UnlockForm), Choice, "person").isVisible()


@pytest.mark.parametrize("person", [ANN, BEN])
def test_whoever_unlocked_it_last_is_proposed(room: Room, person: PersonId) -> None:
    room.keep()
    room.enter(person)
    room.desk.lock()
    room.desk.with_unlocked(lambda: None)
    assert room.find(room.dialog(UnlockForm), Choice, "person").value() == person


def test_staff_unlock_what_is_theirs_and_owners_alone_where_one_is_needed(room: Room) -> None:
    room.keep()
    room.desk.switch_person()
    form = room.dialog(UnlockForm)
    who = room.find(form, Choice, "person")
    who.choose(BEN)
    gone = room.gone(form)
    unlock(room, form, BENS)
    room.wait(gone)
    assert room.desk.opened is not None
    assert not room.desk.is_owner
    room.desk.with_unlocked(lambda: None, owner=True)
    asked = room.dialog(UnlockForm)
    assert room.find(asked, Choice, "person").count() == 1


def test_what_takes_an_owner_says_so_to_staff_who_want_it(room: Room) -> None:
    room.keep()
    room.desk.with_unlocked(lambda: None)
    assert "An owner’s passphrase" not in room.words(room.dialog(UnlockForm))
    room.dialog(UnlockForm).reject()
    room.enter(BEN)
    room.desk.with_unlocked(lambda: None, owner=True)
    said = room.words(room.dialog(UnlockForm))
    assert "An owner’s passphrase is needed for this." in said
    assert "Passphrase of Ann" in said
    assert "Your passphrase" not in said


def test_staff_who_forgot_are_sent_to_an_owner(room: Room) -> None:
    room.keep()
    room.desk.switch_person()
    form = room.dialog(UnlockForm)
    room.find(form, Choice, "person").choose(BEN)
    room.press(form, "lost")
    assert "An owner can give you a new passphrase" in room.words(form)
    assert form.isVisible()


def test_who_changes_their_mind_ends_it(room: Room) -> None:
    room.keep()
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"))
    form = room.dialog(UnlockForm)
    gone = room.gone(form)
    room.press(form, "cancel")
    room.wait(gone)
    assert done == []
    assert room.desk.opened is None
    room.wait(lambda: not [c for c in room.window.children() if isinstance(c, Entrance)])


def test_an_unlock_that_nobody_waits_for_is_locked_again(room: Room) -> None:
    room.keep()
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(UnlockForm)
    unlock(room, form, OWNERS)
    form.reject()
    room.wait(lambda: ("lock", "") in log_of(room)[-2:])
    assert room.desk.opened is None


def test_this_login_alone_opens_it_without_a_question(room: Room) -> None:
    room.keep()
    room.enter()
    run_here(unlocking.put_login_slot(room.vault))
    room.desk.lock()
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"))
    room.wait(lambda: bool(done))
    assert room.desk.is_owner
    assert log_of(room)[-1] == ("unlock", "login_alone")
    room.desk.lock()
    room.desk.switch_person()
    form = room.dialog(UnlockForm)
    assert "opens the vault by itself" in room.words(form)
    room.find(form, Choice, "person").choose(BEN)
    assert room.find(form, QPushButton, "passphrase_show").isVisible()


def test_who_chose_this_login_alone_needs_no_passphrase_when_asked(room: Room) -> None:
    room.keep()
    room.enter()
    run_here(unlocking.put_login_slot(room.vault))
    room.desk.lock()
    room.desk.switch_person()
    form = room.dialog(UnlockForm)
    gone = room.gone(form)
    room.press(form, "confirm")
    room.wait(gone)
    assert room.desk.is_owner


def in_the_owners_place(room: Room) -> UnlockForm:
    """What is asked of staff who want what only an owner may."""
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"), owner=True)
    form = room.dialog(UnlockForm)
    assert "opens the vault by itself" not in room.words(form)
    assert room.find(form, QPushButton, "passphrase_show").isVisible()
    room.press(form, "confirm")
    assert not done
    assert not room.desk.is_owner
    return form


@pytest.mark.parametrize("locked", [False, True])
def test_staff_do_not_become_the_owner_by_this_login(room: Room, locked: bool) -> None:
    room.keep()
    room.enter()
    run_here(unlocking.put_login_slot(room.vault))
    room.desk.lock()
    room.enter(BEN)
    if locked:
        room.desk.lock()
    form = in_the_owners_place(room)
    unlock(room, form, OWNERS)
    room.wait(lambda: room.desk.is_owner)
    assert log_of(room)[-1] == ("unlock", "")


def test_whoever_was_asked_in_does_not_become_the_owner_by_this_login(room: Room) -> None:
    room.keep()
    room.enter()
    run_here(unlocking.put_login_slot(room.vault))
    room.desk.switch_person()
    room.dialog(UnlockForm).reject()
    in_the_owners_place(room)


def test_who_works_alone_on_their_own_login_is_asked_nothing(room: Room) -> None:
    room.set_up()
    room.enter()
    run_here(unlocking.put_login_slot(room.vault))
    room.desk.switch_person()
    room.wait(lambda: room.desk.is_owner)
    assert not [form for form in room.window.findChildren(UnlockForm) if form.isVisible()]


def test_an_empty_passphrase_is_no_try(room: Room) -> None:
    room.keep()
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(UnlockForm)
    room.press(form, "confirm")
    assert "Please fill this in" in room.words(form)
    assert ("fail", "") not in log_of(room)


def test_staff_whose_key_is_gone_are_sent_to_an_owner(room: Room) -> None:
    room.keep()
    take_device_keys(room)
    room.desk.switch_person()
    form = room.dialog(UnlockForm)
    room.find(form, Choice, "person").choose(BEN)
    unlock(room, form, BENS)
    room.wait(lambda: "An owner can give you a new passphrase" in room.words(form))
    assert "no passphrase opens the vault here" in room.words(form).replace("\n", " ")


def test_locking_while_an_unlock_is_under_way_keeps_it_locked(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.keep()
    asked, answer = Event(), Event()
    get = room.secrets.get

    def slowly(service: str, username: str) -> str | None:
        asked.set()
        answer.wait(5)
        return get(service, username)

    monkeypatch.setattr(room.secrets, "get", slowly)
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(UnlockForm)
    unlock(room, form, OWNERS)
    room.wait(asked.is_set)
    room.desk.lock()
    answer.set()
    room.wait(lambda: "The vault is locked" in room.words(form))
    assert room.desk.opened is None


def take_device_keys(room: Room) -> None:
    room.secrets._entries = {k: v for k, v in room.secrets._entries.items() if k[1] != "key"}


def test_a_login_alone_whose_key_is_gone_asks_and_says_why(room: Room) -> None:
    room.keep()
    room.enter()
    run_here(unlocking.put_login_slot(room.vault))
    room.desk.lock()
    take_device_keys(room)
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(UnlockForm)
    assert "key is not in the system's password store any more" in room.words(form)
    assert room.find(form, QPushButton, "lost").text() == "Use the code of the emergency kit"


def recover(room: Room, form: RecoveryForm, code: str, passphrase: str) -> None:
    room.write(form, "code", code)
    room.write(form, "passphrase", passphrase)
    room.write(form, "passphrase_again", passphrase)
    room.press(form, "confirm")


def test_the_kit_opens_the_vault_when_the_passphrase_is_lost(room: Room) -> None:
    room.keep()
    done: list[str] = []
    room.desk.with_unlocked(lambda: done.append("in"))
    room.press(room.dialog(UnlockForm), "lost")
    form = room.dialog(RecoveryForm)
    recover(room, form, "0000", "violet anchor seven gravel")
    room.wait(lambda: "This is not a recovery code" in room.words(form))
    recover(room, form, room.code.reveal(), "password12")
    room.wait(lambda: "This can be guessed" in room.words(form))
    gone = room.gone(form)
    recover(room, form, room.code.reveal().lower(), "violet anchor seven gravel")
    room.wait(gone)
    assert done == ["in"]
    room.desk.lock()
    run_here(unlocking.unlock(room.vault, ANN, Secret("violet anchor seven gravel")))


def test_a_code_of_another_vault_says_so(room: Room) -> None:
    room.keep()
    room.desk.with_unlocked(lambda: None)
    room.press(room.dialog(UnlockForm), "lost")
    form = room.dialog(RecoveryForm)
    recover(room, form, "000G-40R4-0M30-E209-185G-R38E-1WB9", "violet anchor seven gravel")
    room.wait(lambda: "does not open this vault" in room.words(form))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ExpectedError(Code.NO_STORE, reason="x"), "offers no password store"),
        (ExpectedError(Code.STORE_LOCKED), "password store is locked"),
    ],
)
def test_a_keyring_that_does_not_open_is_named_in_the_form(
    room: Room, error: ExpectedError, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.keep()

    def refuses(service: str, username: str) -> str | None:
        raise error

    monkeypatch.setattr(room.secrets, "get", refuses)
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(UnlockForm)
    unlock(room, form, OWNERS)
    room.wait(lambda: words in room.words(form))
    assert room.find(form, QPushButton, "confirm").isEnabled(), "and can be tried again"


def test_another_keyring_than_before_is_named(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.keep()
    monkeypatch.setattr(MemoryStore, "name", property(lambda _self: "elsewhere"))
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(UnlockForm)
    unlock(room, form, OWNERS)
    room.wait(lambda: "“elsewhere”" in room.words(form))


def test_an_owner_hears_at_once_that_the_log_was_changed(room: Room) -> None:
    room.keep()
    connection = room.store._link.connection
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(
        "UPDATE access_log SET action = 'use' WHERE seq = (SELECT max(seq) FROM access_log)"
    )
    room.desk.with_unlocked(lambda: None)
    form = room.dialog(UnlockForm)
    gone = room.gone(form)
    unlock(room, form, OWNERS)
    room.wait(gone)
    assert room.failures == ["log_broken"]
    assert room.desk.is_owner


def test_without_a_keyring_in_the_house_it_is_told(bridge: Bridge, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    desk = desk_with_way_in(bridge, None, window)
    with qtbot.waitSignal(bridge.failed) as heard:
        desk.with_unlocked(lambda: None)
    assert heard.args[0].code is Code.NO_STORE
    desk.close()


def test_before_a_business_is_set_up_there_is_nobody_to_own_it(
    empty_bridge: Bridge, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    desk = desk_with_way_in(
        empty_bridge,
        lambda changes: Vault(
            changes, QuickSealing(), KeyringEntries(MemoryStore()), NotedBackups(SetClock()),
            VaultMaking(),
        ),
        window,
    )  # fmt: skip
    with qtbot.waitSignal(empty_bridge.failed) as heard:
        desk.with_unlocked(lambda: None)
    assert heard.args[0].code is Code.NOT_SET_UP
    desk.close()
