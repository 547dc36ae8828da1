"""What the vault keeps of an account: used, shown, changed, each use logged before it happens."""

import socket
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QClipboard, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from vault_room import (
    ANN,
    BEN,
    BLUESKY,
    FACEBOOK,
    INSTAGRAM,
    PASSWORD,
    RECORD,
    SEED,
    Room,
    log_of,
)
from web_servers import HERE, telling

from smbsocial.domain.accounts import Registration, SecondFactor
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Record
from smbsocial.domain.vault import Right, VaultSecret
from smbsocial.ui import jobs
from smbsocial.ui.vault import rows
from smbsocial.ui.vault.account_uses import AccountUses
from smbsocial.ui.vault.codes_form import CodesForm
from smbsocial.ui.vault.record_form import PasswordForm, RecordForm
from smbsocial.ui.vault.record_panel import RecordPanel
from smbsocial.ui.vault.set_up_form import SetUpForm
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records


@pytest.fixture
def panel(room: Room) -> RecordPanel:
    room.keep()
    made = RecordPanel(room.desk, room.bridge)
    room.put(made)
    room.bridge.changed.connect(lambda _changed: made.refresh())
    return made


def shown(room: Room, account: AccountId = INSTAGRAM) -> Record:
    """What is kept now; nobody asks, and nothing is logged."""
    return run_here(records.fetch(room.vault, account))


def clipboard() -> str:
    return QGuiApplication.clipboard().text(QClipboard.Mode.Clipboard)


def all_text(place: QWidget) -> str:
    """Everything that a reader or a style sheet could find, apart from what labels show."""
    parts = []
    for widget in [place, *place.findChildren(QWidget)]:
        parts += [
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.toolTip(),
            widget.objectName(),
            widget.windowTitle(),
        ]
    return " ".join(parts)


def test_the_card_says_what_there_is_to_do(room: Room, panel: RecordPanel) -> None:
    assert "Choose an account" in room.words(panel)
    panel.show_account(INSTAGRAM)
    assert "the vault is locked" in room.words(panel)
    panel.show_account(FACEBOOK)
    assert "not kept yet" in room.words(panel)
    panel.show_account(AccountId("gone"))
    assert "Choose an account" in room.words(panel)


def test_the_card_says_who_sees_the_password_and_it_is_true(room: Room, panel: RecordPanel) -> None:
    panel.show_account(INSTAGRAM)
    assert "@cornercafe" in room.words(panel)
    assert "see" not in room.words(panel), "nobody is at work, so nothing is said"
    room.enter()
    assert "@cornercafe · Staff see the password only where you let them" in room.words(panel)
    panel.show_account(FACEBOOK)
    assert "let them" not in room.words(panel), "none is kept"
    grants.grant(room.vault, INSTAGRAM, BEN, Right.SEE)
    room.desk.lock()
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    assert room.find(panel, QPushButton, "show_password").isVisible()
    assert "You may look at the password; each look is logged" in room.words(panel)
    panel.show_account(BLUESKY)
    assert not room.find(panel, QPushButton, "show_password").isVisible()
    assert "You copy the password without seeing it" in room.words(panel)


def test_unlocking_from_the_card_shows_what_can_be_used(room: Room, panel: RecordPanel) -> None:
    panel.show_account(INSTAGRAM)
    room.press(panel, "unlock_here")
    form = room.dialog(UnlockForm)
    room.write(form, "passphrase", "slate harbour ochre nine kettles")
    room.press(form, "confirm")
    room.wait(lambda: room.find(panel, QPushButton, "copy_password").isVisible())
    assert PASSWORD not in room.words(panel)


def test_a_password_is_copied_counted_down_and_never_shown(room: Room, panel: RecordPanel) -> None:
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    assert not room.find(panel, QPushButton, "show_password").isVisible()
    assert panel.findChild(QPushButton, "edit_record") is None
    room.press(panel, "copy_password")
    room.wait(lambda: clipboard() == PASSWORD)
    copy = room.find(panel, QPushButton, "copy_password")
    assert copy.text() == "Copy (20 s)"
    assert log_of(room)[-1] == ("copy", "password")
    assert PASSWORD not in room.words(panel) + all_text(panel)
    room.press(panel, "copy_login")
    room.wait(lambda: clipboard() == "cornercafe")
    assert copy.text() == "Copy", "what lies there now is another's"
    assert room.find(panel, QPushButton, "copy_login").text().startswith("Copy (")
    assert "cornercafe" in room.words(panel)
    room.desk.clipboard.clear_now()
    assert room.find(panel, QPushButton, "copy_login").text() == "Copy"


def test_who_may_see_has_it_shown_for_half_a_minute(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.enter()
    panel.show_account(INSTAGRAM)
    value = room.find(panel, QLabel, "password_value")
    assert rows.SHOWN_MS == 30_000
    panel._password._timer.setInterval(300)
    room.press(panel, "show_password")
    room.wait(value.isVisible)
    assert value.text().replace(rows.BREAK, "") == PASSWORD
    assert log_of(room)[-1] == ("show", "password")
    assert PASSWORD not in all_text(panel)
    panel.show_account(INSTAGRAM)
    assert value.isVisible(), "drawing the page anew hides nothing"
    room.wait(lambda: not value.isVisible())
    assert value.text() == ""
    room.press(panel, "show_password")
    room.wait(value.isVisible)
    room.press(panel, "show_password")
    assert not value.isVisible(), "the same button hides it"
    room.press(panel, "show_password")
    room.wait(value.isVisible)
    room.desk.lock()
    assert value.text() == ""


def test_a_planned_account_is_had_with_one_button(room: Room, panel: RecordPanel) -> None:
    planned = room.store.get(Account, FACEBOOK)
    assert planned is not None
    with room.store.transaction() as tx:
        tx.put(replace(planned, exists=False))
    room.enter(BEN)
    panel.show_account(FACEBOOK)
    assert "not there yet" in room.words(panel)
    assert panel.findChild(QPushButton, "have_it") is None, "an owner says so"
    room.desk.lock()
    assert panel.findChild(QPushButton, "put_in") is None
    room.press(panel, "have_it")
    had = room.store.get(Account, FACEBOOK)
    assert had is not None
    assert had.exists
    assert room.find(panel, QPushButton, "put_in").isVisible()


def test_a_slow_store_is_waited_for_in_words(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.enter()
    panel.show_account(INSTAGRAM)
    told: list[str] = []
    panel.told.connect(told.append)
    gate, get = Event(), room.secrets.get

    def slow(service: str, username: str) -> str | None:
        gate.wait()
        return get(service, username)

    monkeypatch.setattr(room.secrets, "get", slow)
    room.press(panel, "copy_password")
    room.wait(lambda: told == ["Waiting for the system's password store…"])
    gate.set()
    room.wait(lambda: clipboard() == PASSWORD)
    monkeypatch.undo()
    room.press(panel, "copy_login")
    room.wait(lambda: clipboard() != PASSWORD)
    assert len(told) == 1
    room.desk.clipboard.clear_now()


def test_copying_and_showing_move_nothing(room: Room, panel: RecordPanel) -> None:
    room.enter()
    column = room.window.layout()
    assert isinstance(column, QVBoxLayout)
    column.addStretch(1)
    panel.show_account(INSTAGRAM)
    names = ("show_password", "copy_password", "copy_login", "show_code")
    buttons = [room.find(panel, QPushButton, name) for name in names]

    def places() -> list[QRect]:
        QCoreApplication.processEvents()
        return [QRect(each.mapTo(panel, QPoint()), each.size()) for each in buttons]

    before = places()
    room.press(panel, "copy_password")
    room.wait(lambda: buttons[1].text() == "Copy (20 s)")
    assert places() == before
    room.press(panel, "show_password")
    room.wait(lambda: buttons[0].text() == "Hide")
    assert places() == before


def test_a_one_time_code_goes_with_its_seconds(room: Room, panel: RecordPanel) -> None:
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    room.press(panel, "show_code")
    value = room.find(panel, QLabel, "code_value")
    room.wait(lambda: bool(value.text()))
    code, left = room.vault.making.one_time_code(records.Secret(SEED), room.clock.now())
    assert value.text().replace("\xa0", "") == code.reveal()
    assert panel._code._ring.accessibleName() == f"Seconds left: {left}"
    assert log_of(room)[-1] == ("code", "")
    room.press(panel, "copy_code")
    assert clipboard() == code.reveal()
    room.clock.go_on(seconds=30)
    panel._code._tick()
    assert value.text().replace("\xa0", "") != code.reveal()
    for _ in range(rows.CODES_SECONDS):
        panel._code._tick()
    assert value.text() == ""
    assert SEED not in all_text(panel)


def codes_logged(room: Room) -> int:
    return log_of(room).count(("code", ""))


def test_each_one_time_code_that_is_copied_is_logged_once(room: Room, panel: RecordPanel) -> None:
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    room.press(panel, "show_code")
    room.wait(lambda: room.find(panel, QPushButton, "copy_code").isVisible())
    for _ in range(3):
        room.press(panel, "copy_code")
    assert codes_logged(room) == 1, "it was logged when it was asked for"
    for count in (2, 3):
        room.clock.go_on(seconds=30)
        panel._code._tick()
        assert codes_logged(room) == count - 1, "nobody took it yet"
        room.press(panel, "copy_code")
        room.press(panel, "copy_code")
        assert codes_logged(room) == count
        code = room.find(panel, QLabel, "code_value").text().replace("\xa0", "")
        assert clipboard() == code


def full(*_args: object, **_facts: object) -> None:
    raise ExpectedError(Code.DISK_FULL)


def test_a_later_code_that_cannot_be_logged_stops_staff_and_warns_owners(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.enter()
    panel.show_account(INSTAGRAM)
    for person in (ANN, BEN):
        room.desk.clipboard.clear_now()
        room.desk.lock()
        room.enter(person)
        room.press(panel, "show_code")
        room.wait(lambda: room.find(panel, QPushButton, "copy_code").isVisible())
        room.clock.go_on(seconds=30)
        panel._code._tick()
        with monkeypatch.context() as broken:
            broken.setattr(room.vault.changes, "write", full)
            room.press(panel, "copy_code")
        if person == ANN:
            assert len(clipboard()) == 6
            assert "could not be written into the access log" in room.refused[-1]
    assert clipboard() == ""
    assert room.failures == ["log_not_written"]
    assert len(room.refused) == 1


def test_while_the_clock_is_asked_the_focus_stays_and_nobody_asks_twice(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", HERE)
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    line = panel._code._clock
    room.press(panel, "show_code")
    room.wait(lambda: not line.isHidden())
    there = format_datetime(room.clock.now(), usegmt=True)
    with telling({"Date": there}) as page:
        monkeypatch.setattr(AccountUses, "login_page", page)
        told: list[str] = []
        panel.told.connect(told.append)
        line._compare.setFocus()
        room.press(panel, "compare_clock")
        assert line._compare.hasFocus(), "else Enter would press what is behind it"
        room.press(panel, "compare_clock")
        room.wait(lambda: len(told) == 2)
        assert "agrees with" in told[1]
        room.press(panel, "compare_clock")
        room.wait(lambda: len(told) == 4)


def test_a_server_that_keeps_silent_does_not_hold_the_window_that_is_closed(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    line = panel._code._clock
    room.press(panel, "show_code")
    room.wait(lambda: not line.isHidden())
    told: list[str] = []
    panel.told.connect(told.append)
    with socket.create_server((HERE, 0)) as silent:
        page = f"http://{HERE}:{silent.getsockname()[1]}/login"
        monkeypatch.setattr(AccountUses, "login_page", page)
        room.press(panel, "compare_clock")
        asked, _from = silent.accept()
        assert room.desk.close()
        assert jobs.wait_all()
        asked.close()
    room.qtbot.wait(100)
    assert len(told) == 1, "an answer that late touches nothing"


@pytest.mark.parametrize(
    ("off", "words"),
    [
        (0, "agrees with 127.0.0.1"),
        (20, "agrees with"),
        (-21, "21 second(s) behind 127.0.0.1"),
        (47, "47 second(s) ahead of"),
        (3 * 3600, "3 h ahead of"),
        (-3 * 86400, "3 day(s) behind"),
    ],
)
def test_a_clock_that_is_off_is_found_out_from_the_platform_itself(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch, off: int, words: str
) -> None:
    monkeypatch.setenv("no_proxy", HERE)
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    line = panel._code._clock
    assert line.isHidden(), "nobody was given a code yet"
    room.press(panel, "show_code")
    room.wait(lambda: not line.isHidden())
    there = room.clock.now() - timedelta(seconds=off)
    with telling({"Date": format_datetime(there, usegmt=True)}) as page:
        monkeypatch.setattr(AccountUses, "login_page", page)
        told: list[str] = []
        panel.told.connect(told.append)
        room.press(panel, "compare_clock")
        room.wait(lambda: len(told) == 2)
    assert told[0] == "Asking 127.0.0.1 what time it is…"
    assert words in told[1]
    panel._code.forget()
    assert line.isHidden()


def test_no_network_has_its_sentence(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    room.press(panel, "show_code")
    line = panel._code._clock
    room.wait(lambda: not line.isHidden())
    monkeypatch.setattr(AccountUses, "login_page", "https://nowhere.invalid/login")
    told: list[str] = []
    panel.told.connect(told.append)
    room.press(panel, "compare_clock")
    room.wait(lambda: bool(room.refused))
    assert told == ["Asking nowhere.invalid what time it is…"]
    assert room.refused[0].startswith("nowhere.invalid did not say what time it is")


def test_codes_that_are_not_kept_say_so(room: Room, panel: RecordPanel) -> None:
    room.enter()
    run_here(records.save_record(room.vault, INSTAGRAM, replace(RECORD, totp="", login="")))
    panel.show_account(INSTAGRAM)
    with room.qtbot.waitSignal(room.bridge.refused) as refused:
        room.press(panel, "show_code")
    assert "No one-time codes" in refused.args[0]
    with room.qtbot.waitSignal(room.bridge.refused) as refused:
        room.press(panel, "copy_login")
    assert "No user name" in refused.args[0]
    panel.show_account(BLUESKY)
    assert panel._code.isHidden(), "its codes come from elsewhere"


def test_who_has_no_right_is_told_so(room: Room, panel: RecordPanel) -> None:
    room.enter()
    run_here(grants.revoke(room.vault, INSTAGRAM, BEN))
    room.desk.lock()
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    assert "no right to use" in room.words(panel)
    assert panel.findChild(QPushButton, "change_password") is None
    panel.show_account(FACEBOOK)
    assert panel.findChild(QPushButton, "put_in") is None, "owners put the first one in"


def test_the_sign_in_page_is_opened_and_logged(
    room: Room, panel: RecordPanel, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    room.press(panel, "open_login")
    assert opened == ["https://www.instagram.com/accounts/login/"]
    assert log_of(room)[-1] == ("use", "sign_in")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    room.press(panel, "open_login")
    assert room.failures == ["no_browser"]
    assert clipboard() == opened[0], "then the address can be pasted"


def test_a_use_that_cannot_be_logged_stops_staff_and_warns_owners(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.enter()

    def full(*_args: object, **_facts: object) -> None:
        raise ExpectedError(Code.DISK_FULL)

    panel.show_account(INSTAGRAM)
    monkeypatch.setattr(room.vault.changes, "write", full)
    with room.qtbot.waitSignal(room.bridge.refused) as refused:
        room.press(panel, "copy_password")
    assert "could not be written into the access log" in refused.args[0]
    room.wait(lambda: clipboard() == PASSWORD)
    monkeypatch.undo()
    room.desk.lock()
    room.enter(BEN)
    monkeypatch.setattr(room.vault.changes, "write", full)
    room.press(panel, "copy_password")
    room.wait(lambda: room.failures == ["log_not_written"])
    assert clipboard() == ""
    monkeypatch.undo()


def test_the_first_password_sets_the_vault_up(room: Room) -> None:
    room.put_accounts()
    panel = RecordPanel(room.desk, room.bridge)
    room.put(panel)
    panel.show_account(BLUESKY)
    room.press(panel, "put_in")
    room.dialog(SetUpForm)


def test_a_form_that_a_lock_closed_knows_nothing_any_more(room: Room, panel: RecordPanel) -> None:
    """Somebody may hold on to a form for longer than it is shown."""
    room.enter()
    panel.show_account(INSTAGRAM)
    room.press(panel, "edit_record")
    form = room.dialog(RecordForm)
    assert form._record == RECORD
    room.desk.lock()
    assert form._record == Record()
    assert form._totp == records.Secret("")


def test_a_record_that_is_asked_for_while_it_is_locked_opens_no_form(
    room: Room, panel: RecordPanel
) -> None:
    room.enter()
    panel.show_account(INSTAGRAM)
    room.press(panel, "edit_record")
    room.press(panel, "copy_password")
    room.desk.lock()
    room.wait(lambda: not room.desk.is_busy)
    assert room.failures == ["vault_locked", "vault_locked"]
    assert room.window.findChildren(RecordForm) == []
    assert QGuiApplication.clipboard().text() != RECORD.password


def test_a_record_is_put_in_and_the_register_follows(room: Room, panel: RecordPanel) -> None:
    room.enter()
    panel.show_account(FACEBOOK)
    room.press(panel, "put_in")
    form = room.dialog(RecordForm)
    room.press(form, "confirm")
    assert "Please fill this in" in room.words(form), "a record without a password is none"
    room.write(form, "login", "ann@cornercafe.example")
    room.press(form, "make_password")
    made = form._password.value().reveal()
    assert len(made) == 20
    form._take_seed(records.Secret(SEED))
    room.find(form, QPlainTextEdit, "codes").setPlainText(" aaaa \n\nbbbb\naaaa\n")
    room.find(form, QPlainTextEdit, "note").setPlainText("with the blue folder")
    assert made not in room.words(form) + all_text(form)
    gone = room.gone(form)
    room.press(form, "confirm")
    room.wait(gone)
    assert shown(room, FACEBOOK) == Record(
        "ann@cornercafe.example", made, SEED, ("aaaa", "bbbb"), "with the blue folder"
    )
    entry = room.store.get(Registration, FACEBOOK)
    assert entry is not None
    assert entry.factor is SecondFactor.VAULT
    assert entry.codes_filed
    assert room.told == ["The vault keeps the password of Facebook Page now."]
    room.wait(lambda: room.find(panel, QPushButton, "copy_password").isVisible())


def test_what_is_kept_is_changed_and_the_rest_stays(room: Room, panel: RecordPanel) -> None:
    room.enter()
    newer = replace(RECORD, used=("1111 2222",), extra={"passkey": "later"})
    run_here(records.save_record(room.vault, INSTAGRAM, newer))
    panel.show_account(INSTAGRAM)
    room.press(panel, "edit_record")
    form = room.dialog(RecordForm)
    assert log_of(room)[-1] == ("show", "record")
    room.press(form, "seed_drop")
    room.find(form, QPlainTextEdit, "codes").setPlainText("3333 4444\n5555 6666")
    gone = room.gone(form)
    room.press(form, "confirm")
    room.wait(gone)
    wanted = replace(newer, totp="", codes=("3333 4444", "5555 6666"), used=())
    assert shown(room) == wanted
    row = room.store.get(VaultSecret, INSTAGRAM)
    assert row is not None
    assert log_of(room)[-1] == ("save", "record"), "the password is as old as before"


def test_what_is_gone_from_the_keyring_is_put_in_again(room: Room, panel: RecordPanel) -> None:
    room.enter()
    panel.show_account(INSTAGRAM)
    row = room.store.get(VaultSecret, INSTAGRAM)
    assert row is not None
    gone = [key for key in room.secrets._entries if row.ref.hex() in key[0]]
    for key in gone:
        del room.secrets._entries[key]
    room.press(panel, "edit_record")
    form = room.dialog(RecordForm)
    assert room.failures == ["secret_missing"]
    room.write(form, "password", PASSWORD)
    closed = room.gone(form)
    room.press(form, "confirm")
    room.wait(closed)
    assert shown(room).password == PASSWORD
    assert shown(room, BLUESKY) == RECORD, "only that account"


def test_too_much_text_stands_at_the_note(room: Room, panel: RecordPanel) -> None:
    room.enter()
    panel.show_account(BLUESKY)
    room.press(panel, "edit_record")
    form = room.dialog(RecordForm)
    room.find(form, QPlainTextEdit, "note").setPlainText("long " * 3_000)
    room.press(form, "confirm")
    room.wait(lambda: "more than the vault can keep" in room.words(form))
    assert shown(room, BLUESKY) == RECORD


def test_staff_save_a_changed_password_without_seeing_it(room: Room, panel: RecordPanel) -> None:
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    room.press(panel, "change_password")
    form = room.dialog(PasswordForm)
    assert not room.find(form, QPushButton, "password_show").isVisible()
    room.press(form, "confirm")
    assert "Please fill this in" in room.words(form)
    room.press(form, "make_password")
    made = form._password.value().reveal()
    room.press(form, "copy_new_password")
    assert clipboard() == made
    gone = room.gone(form)
    room.press(form, "confirm")
    room.wait(gone)
    assert shown(room) == replace(RECORD, password=made)
    assert log_of(room)[-1] == ("save", "password")


def test_the_present_password_and_a_code_are_at_hand_while_it_is_changed(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    room.press(panel, "change_password")
    form = room.dialog(PasswordForm)
    assert not room.find(form, QPushButton, "show_password").isVisible()
    room.press(form, "copy_password")
    room.wait(lambda: clipboard() == PASSWORD)
    room.press(form, "show_code")
    room.wait(lambda: room.find(form, QPushButton, "copy_code").isVisible())
    assert log_of(room)[-2:] == [("copy", "password"), ("code", "")]
    monkeypatch.setattr(room.secrets, "get", lambda _service, _username: None)
    room.press(form, "copy_login")
    room.wait(lambda: "not in the system's password store" in room.words(form))
    assert room.failures == []


def test_a_save_goes_to_its_end_when_the_vault_locks_meanwhile(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, on = Event(), Event()
    put = room.secrets.put

    def slowly(service: str, username: str, value: str) -> None:
        going.set()
        on.wait(5)
        put(service, username, value)

    room.enter()
    panel.show_account(INSTAGRAM)
    room.press(panel, "change_password")
    form = room.dialog(PasswordForm)
    typed = "a-new-one-for-the-cafe"
    room.write(form, "password", typed)
    gone = room.gone(form)
    monkeypatch.setattr(room.secrets, "put", slowly)
    room.press(form, "confirm")
    room.wait(going.is_set)
    room.desk.lock()
    assert gone()
    on.set()
    room.wait(lambda: ("save", "password") in log_of(room)[-2:])
    room.enter()
    assert shown(room).password == typed


def test_a_platform_without_recovery_codes_offers_none(room: Room, panel: RecordPanel) -> None:
    room.enter()
    panel.show_account(BLUESKY)
    assert room.find(panel, QPushButton, "edit_record").isVisible()
    assert panel.findChild(QPushButton, "recovery_codes") is None
    panel.show_account(INSTAGRAM)
    assert room.find(panel, QPushButton, "recovery_codes").isVisible()


def test_recovery_codes_are_ticked_off(room: Room, panel: RecordPanel) -> None:
    room.enter()
    panel.show_account(INSTAGRAM)
    room.press(panel, "recovery_codes")
    form = room.dialog(CodesForm)
    assert log_of(room)[-1] == ("show", "codes")
    assert "Unused: 2 of 2" in room.words(form)
    room.press(form, "copy_code_1")
    assert clipboard() == "1111 2222"
    room.press(form, "copy_code_1")
    assert log_of(room)[-2:] == [("show", "codes"), ("copy", "codes")], "once for each code"
    room.press(form, "copy_code_2")
    assert log_of(room)[-2:] == [("copy", "codes"), ("copy", "codes")]
    room.find(form, QCheckBox, "code_used_2").click()
    assert "Unused: 1 of 2" in room.words(form)
    room.wait(lambda: shown(room).used == ("3333 4444",))
    room.find(form, QCheckBox, "code_used_2").click()
    room.wait(lambda: shown(room).used == ())
    gone = room.gone(form)
    room.press(form, "close")
    assert gone()
    run_here(records.save_record(room.vault, INSTAGRAM, replace(RECORD, codes=())))
    with room.qtbot.waitSignal(room.bridge.refused) as refused:
        room.press(panel, "recovery_codes")
    assert "No recovery codes" in refused.args[0]


def test_a_recovery_code_that_cannot_be_logged_stops_staff_and_warns_owners(
    room: Room, panel: RecordPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.enter()
    grants.grant(room.vault, INSTAGRAM, BEN, Right.SEE)
    panel.show_account(INSTAGRAM)
    for person in (BEN, ANN):
        room.desk.lock()
        room.enter(person)
        room.press(panel, "recovery_codes")
        form = room.dialog(CodesForm)
        with monkeypatch.context() as broken:
            broken.setattr(room.vault.changes, "write", full)
            room.press(form, "copy_code_1")
        if person == BEN:
            assert clipboard() == ""
            assert "so it did not happen" in room.find(form, QLabel, "trouble").text()
        else:
            assert clipboard() == "1111 2222"
            assert "You can go on" in room.find(form, QLabel, "trouble").text()
        gone = room.gone(form)
        room.press(form, "close")
        room.wait(gone)
    assert ("copy", "codes") not in log_of(room)


def test_staff_who_may_see_look_and_change(room: Room, panel: RecordPanel) -> None:
    room.enter()
    grants.grant(room.vault, INSTAGRAM, BEN, Right.SEE)
    room.desk.lock()
    room.enter(BEN)
    panel.show_account(INSTAGRAM)
    assert room.find(panel, QPushButton, "show_password").isVisible()
    assert panel.findChild(QPushButton, "edit_record") is not None
    assert room.desk.person is not None
    assert room.desk.person.id != ANN
