"""An owner whose login opens the vault is asked for the passphrase once, and calmly."""

import people_room
import pytest
from people_room import SAM, SAMS, People
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override
from vault_room import ANN, OWNERS, Room, log_of

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey, SlotKind
from smbsocial.ui.people.forms import ReasonForm
from smbsocial.ui.vault.old_key import OldKeyForm
from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
from smbsocial.ui.vault.safety import SafetyForm
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, unlocking
from smbsocial.usecases.vault.devices import known_devices
from smbsocial.usecases.vault.session import meta, slot_of

MAYAS = Secret("maya paints the shutters blue")


@pytest.fixture
def people(room: Room) -> People:
    """Ann is at work by this computer's login; Sam can unlock the vault, too."""
    people_room.keep(room)
    made = people_room.made(room)
    room.enter()
    run_here(unlocking.put_login_slot(room.vault))
    room.desk.lock()
    by_login(room)
    return made


def by_login(room: Room) -> None:
    run_here(unlocking.unlock_with_login(room.vault, ANN))
    room.desk.entered()


def asks(people: People) -> bool:
    return people.has("old_key_note")


def ask(people: People, place: QWidget | None = None) -> OldKeyForm:
    people.press("type_passphrase", place)
    return people.room.dialog(OldKeyForm)


def type_in(people: People, form: OldKeyForm, typed: Secret[str]) -> None:
    people.room.write(form, "passphrase", typed.reveal())
    people.press("confirm", form)


def is_new(room: Room) -> bool:
    """Whether Ann's passphrase has the newest device key."""
    slot = slot_of(room.store, SlotKind.OWNER, ANN)
    return slot is not None and slot.device == meta(room.store, MetaKey.DEVICE)


def test_at_the_end_of_a_list_the_leaver_s_key_goes_with_one_passphrase(people: People) -> None:
    id = people.leave()
    people.press(f"go_on-{id}")
    assert not asks(people), "the list comes first"
    people.press("close_open")
    reason = people.room.dialog(ReasonForm)
    people.room.write(reason, "why", "The shop closes for good")
    people.press("confirm", reason)
    people.room.wait(lambda: asks(people))
    assert people.departure(id).closed_at is not None, "it waits for nothing"
    assert len(known_devices(people.room.store)) == 2
    form = ask(people)
    gone = people.room.gone(form)
    type_in(people, form, OWNERS)
    people.room.wait(gone)
    assert people.room.told[-1] == "Nobody needs the old key any more: it goes."
    assert not asks(people)
    assert is_new(people.room)
    assert len(known_devices(people.room.store)) == 1


def test_it_stands_on_the_page_until_it_is_done_and_blocks_nothing(people: People) -> None:
    assert not asks(people)
    run_here(grants.take_passphrase(people.room.vault, SAM))
    assert asks(people)
    assert "with which a former passphrase still opens an old copy" in people.sheet_words
    people.room.desk.lock()
    assert not asks(people), "who is at work is not known"
    by_login(people.room)
    assert asks(people)
    form = ask(people)
    form.reject()
    assert asks(people)
    assert people.room.desk.is_owner


def test_others_who_keep_the_old_key_are_named(people: People) -> None:
    room = people.room
    run_here(grants.renew_device_key(room.vault))
    form = ask(people)
    gone = room.gone(form)
    type_in(people, form, OWNERS)
    room.wait(gone)
    assert room.told[-1] == (
        "Done. The old key goes once these people have typed their passphrase, too: Sam."
    )
    assert not asks(people)
    run_here(unlocking.unlock(room.vault, SAM, SAMS))
    assert len(known_devices(room.store)) == 1


def test_staff_are_not_asked(people: People) -> None:
    run_here(grants.renew_device_key(people.room.vault))
    assert asks(people)
    unlocking.lock(people.room.vault)
    run_here(unlocking.unlock(people.room.vault, SAM, SAMS))
    people.room.desk.entered()
    assert not asks(people)
    people.room.vault.opened = None
    by_login(people.room)
    assert asks(people)
    people.room.vault.opened = None  # locked where no log can be written
    people.room.desk.changed.emit()
    assert not asks(people)


def test_a_wrong_passphrase_stands_at_the_field(people: People) -> None:
    room = people.room
    run_here(grants.renew_device_key(room.vault))
    form = ask(people)
    people.press("confirm", form)
    assert "fill this in" in room.words(form)
    type_in(people, form, SAMS)
    room.wait(lambda: "does not open the vault" in room.words(form))
    assert log_of(room)[-1] == ("fail", "")
    field = room.find(form, QLineEdit, "passphrase")
    assert field.property("wrong")
    assert field.hasFocus()
    assert not form.trouble.isVisible()
    assert not is_new(room)


def test_a_keyring_that_refuses_is_said_above_the_button(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = people.room
    run_here(grants.renew_device_key(room.vault))
    form = ask(people)

    def refuse(*_args: object) -> str:
        raise ExpectedError(Code.STORE_REFUSED)

    monkeypatch.setattr(room.secrets, "get", refuse)
    type_in(people, form, OWNERS)
    room.wait(form.trouble.isVisible)
    monkeypatch.undo()
    gone = room.gone(form)
    people.press("confirm", form)
    room.wait(gone)
    assert is_new(room)


def test_locking_closes_and_empties_the_form(people: People) -> None:
    run_here(grants.renew_device_key(people.room.vault))
    form = ask(people)
    field = people.room.find(form, QLineEdit, "passphrase")
    field.setText(OWNERS.reveal())
    gone = people.room.gone(form)
    people.room.desk.lock()
    assert gone()
    assert field.text() == ""


def test_it_stands_beside_this_login_alone_too(people: People) -> None:
    room = people.room
    form = SafetyForm(room.desk, room.bridge, room.window)
    form.open()
    note = room.find(form, QWidget, "old_key_note")
    assert not note.isVisible()
    run_here(grants.renew_device_key(room.vault))
    room.wait(note.isVisible)
    asked = ask(people, form)
    gone = room.gone(asked)
    type_in(people, asked, OWNERS)
    room.wait(gone)
    assert not note.isVisible()
    form.reject()
    people.settle()
    run_here(grants.renew_device_key(room.vault))
    assert asks(people), "a form that is closed is not told any more"


class Opened(QObject):
    """Hears which widgets are shown as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and event.type() == QEvent.Type.Show and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_it_never_flashes_up_as_a_window_of_its_own(people: People) -> None:
    room = people.room
    run_here(grants.renew_device_key(room.vault))
    opened, app = Opened(), QApplication.instance()
    assert app is not None
    app.installEventFilter(opened)
    try:
        form = SafetyForm(room.desk, room.bridge, room.window)
        form.open()
        note = room.find(form, QWidget, "old_key_note")
        assert note.isVisible()
    finally:
        app.removeEventFilter(opened)
    assert opened.seen == ["SafetyForm"]


def test_what_a_change_of_passphrase_says_is_true(people: People) -> None:
    """The old one opens an old copy until everybody else has typed theirs, and no longer."""
    room = people.room
    form = OwnPassphraseForm(room.desk, room.bridge, ANN, room.window)
    form.open()
    said = "until everybody else who has a passphrase has typed theirs once"
    assert said in room.words(form)
    for name, typed in (("old_passphrase", OWNERS), ("passphrase", MAYAS)):
        room.write(form, name, typed.reveal())
    room.write(form, "passphrase_again", MAYAS.reveal())
    gone = room.gone(form)
    people.press("confirm", form)
    room.wait(gone)
    assert not asks(people), "they have typed it just now"
    assert len(known_devices(room.store)) == 2
    run_here(unlocking.unlock(room.vault, SAM, SAMS))
    assert len(known_devices(room.store)) == 1
