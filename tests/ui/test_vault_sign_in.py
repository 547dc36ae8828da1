"""Sign-in help: one's own access first, then the way with the password; never shown."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from vault_room import ANN, BEN, BLUESKY, FACEBOOK, INSTAGRAM, PASSWORD, Room, log_of

from smbsocial.domain.accounts import Registration, SecondFactor
from smbsocial.domain.ids import AccountId, PlatformKey
from smbsocial.domain.platforms import Account
from smbsocial.ui.vault.record_form import RecordForm
from smbsocial.ui.vault.sign_in import SignInHelp
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records


def help_with(room: Room, account: AccountId) -> SignInHelp:
    made = SignInHelp(room.desk, room.bridge, account, room.window)
    made.open()
    return made


def test_staff_are_offered_their_own_access_first(room: Room, opened: list[str]) -> None:
    room.keep()
    room.enter(BEN)
    form = help_with(room, INSTAGRAM)
    said = room.words(form)
    assert "no password is shared" in said
    assert form.findChild(QPushButton, "copy_password") is None
    room.press(form, "open_roles")
    assert opened == ["https://business.facebook.com/latest/settings/people"]
    room.press(form, "use_password")
    assert room.find(form, QPushButton, "copy_password").isVisible()


def test_step_by_step_with_the_password_that_is_never_shown(room: Room, opened: list[str]) -> None:
    room.keep()
    with room.store.transaction() as tx:
        tx.put(Registration(BLUESKY, factor=SecondFactor.TEXT))
    room.enter(BEN)
    form = help_with(room, BLUESKY)
    assert "does not come from here" in room.words(form)
    before = len(log_of(room))
    room.press(form, "open_login")
    assert opened == ["https://bsky.app/"]
    room.press(form, "copy_login")
    room.wait(lambda: QGuiApplication.clipboard().text() == "cornercafe")
    room.press(form, "copy_password")
    room.wait(lambda: QGuiApplication.clipboard().text() == PASSWORD)
    assert log_of(room)[before:] == [
        ("use", "sign_in"), ("copy", "login"), ("copy", "password"),
    ]  # fmt: skip
    assert PASSWORD not in room.words(form)
    assert not room.find(form, QPushButton, "show_password").isVisible()
    gone = room.gone(form)
    room.desk.lock()
    assert gone(), "locking closes it"


def test_one_time_codes_come_with_it(room: Room) -> None:
    room.keep()
    room.enter(ANN)
    form = help_with(room, INSTAGRAM)
    assert form.findChild(QPushButton, "open_roles") is None, "an owner has the password anyway"
    before = form.height()
    room.press(form, "show_code")
    room.wait(lambda: room.find(form, QPushButton, "copy_code").isVisible())
    assert log_of(room)[-1] == ("code", "")
    asks = room.find(form, QPushButton, "compare_clock")
    room.wait(lambda: form.height() >= before + asks.height())


def test_who_has_access_of_their_own_signs_in_as_themselves(room: Room, opened: list[str]) -> None:
    room.keep()
    with room.store.transaction() as tx:
        tx.put(Registration(INSTAGRAM, by_role=(BEN,)))
    room.enter(BEN)
    form = help_with(room, INSTAGRAM)
    assert "access of your own" in room.words(form)
    room.press(form, "open_login")
    assert opened
    room.press(form, "use_password")
    assert room.find(form, QPushButton, "copy_password").isVisible()


def test_a_locked_vault_is_unlocked_from_here(room: Room) -> None:
    room.keep()
    form = help_with(room, BLUESKY)
    assert "the vault is locked" in room.words(form)
    room.press(form, "unlock_here")
    unlock = room.dialog(UnlockForm)
    room.write(unlock, "passphrase", "slate harbour ochre nine kettles")
    room.press(unlock, "confirm")
    room.wait(lambda: form.findChild(QPushButton, "copy_password") is not None)
    assert form.isVisible()


def test_what_is_not_kept_says_so_and_is_put_in(room: Room, opened: list[str]) -> None:
    room.keep()
    mail = AccountId("mail")
    with room.store.transaction() as tx:
        tx.put(Account(mail, PlatformKey("other"), "hello@cornercafe.example"))
        tx.put(Registration(mail, name="Mailbox"))
    room.enter(ANN)
    form = help_with(room, mail)
    assert "does not keep a password" in room.words(form)
    room.press(form, "open_login")
    assert "No sign-in page is known" in room.words(form)
    assert opened == []
    room.press(form, "put_in")
    record = room.dialog(RecordForm)
    room.write(record, "password", PASSWORD)
    room.press(record, "confirm")
    room.wait(lambda: form.findChild(QPushButton, "copy_password") is not None)


def test_staff_without_a_right_are_told_whom_to_ask(room: Room) -> None:
    room.keep()
    room.enter(ANN)
    run_here(grants.revoke(room.vault, BLUESKY, BEN))
    room.desk.lock()
    room.enter(BEN)
    form = help_with(room, BLUESKY)
    assert "An owner can give it" in room.words(form)
    assert form.findChild(QPushButton, "copy_password") is None


def test_a_right_that_is_given_meanwhile_shows(room: Room) -> None:
    room.keep()
    room.enter(ANN)
    form = help_with(room, BLUESKY)
    run_here(records.remove_record(room.vault, BLUESKY))
    assert "does not keep a password" in room.words(form)


def test_before_there_is_a_vault_the_page_still_opens(room: Room, opened: list[str]) -> None:
    room.put_accounts()
    form = help_with(room, BLUESKY)
    assert "does not keep a password" in room.words(form)
    room.press(form, "open_login")
    assert opened == ["https://bsky.app/"]
    roles = help_with(room, FACEBOOK)
    assert "no password is shared" in room.words(roles)
