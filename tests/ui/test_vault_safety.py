"""Emergency kit, backups, this computer alone, check-up; and restoring on another computer."""

import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton
from vault_room import ANN, BEN, OWNERS, Room, log_of

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import SlotKind
from smbsocial.ui import dialogs, theme
from smbsocial.ui.qr_picture import pixels
from smbsocial.ui.vault.kit_form import KitForm
from smbsocial.ui.vault.kit_sheet import (
    KitSheet,
    draw_kit,
    kit_document,
    kit_html,
    kit_pdf,
    qr_image,
)
from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
from smbsocial.ui.vault.restore_form import RestoreForm, RestoreRequest
from smbsocial.ui.vault.safety import SafetyForm
from smbsocial.ui.vault.set_up_form import SetUpForm
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import unlocking
from smbsocial.usecases.vault.backups import backup_state
from smbsocial.usecases.vault.session import slot_of
from smbsocial.vault.making import VaultMaking

CODE = Secret("000G-40R4-0M30-E209-185G-R38E-1WB9")
SHEET = KitSheet("Müller & <Sons>", "00010203", CODE, date(2027, 1, 13))
A4, LETTER = QSizeF(482, 729), QSizeF(499, 679)


@pytest.fixture
def form(room: Room) -> SafetyForm:
    room.keep()
    room.enter()
    return opened(room)


def opened(room: Room) -> SafetyForm:
    made = SafetyForm(room.desk, room.bridge, room.window)
    made.open()
    return made


def card(room: Room, form: SafetyForm, name: str) -> str:
    return room.find(form, QLabel, f"{name}_says").text()


def test_it_says_how_everything_stands(room: Room, form: SafetyForm) -> None:
    assert "Made on 13 January 2027" in card(room, form, "kit_card")
    assert "No folder" in card(room, form, "backup_card")
    assert not room.find(form, QPushButton, "back_up_now").isEnabled()


def test_a_folder_is_chosen_and_the_first_backup_written_there(
    room: Room, form: SafetyForm, tmp_path: Path
) -> None:
    room.press(form, "choose_backup_folder")
    dialog = room.dialog(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    room.wait(lambda: bool(room.told))
    assert room.told[0].startswith("A backup was written and read back")
    assert "13 January 2027" in card(room, form, "backup_card")
    room.clock.go_on(days=8)
    form.refresh()
    assert "Days old: 8" in card(room, form, "backup_card")
    room.press(form, "back_up_now")
    room.wait(lambda: len(room.backups.written) == 2)
    room.wait(lambda: "of 21 January 2027." in card(room, form, "backup_card"))


def test_a_folder_that_cannot_be_written_does_not_replace_one_that_can(
    room: Room, form: SafetyForm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_args: object, **_facts: object) -> None:
        raise ExpectedError(Code.DISK_FULL)

    monkeypatch.setattr(room.backups, "write", full)
    form._cards[1].take_folder(tmp_path)  # type: ignore[attr-defined]
    room.wait(lambda: "The disk is full" in room.words(form))
    assert "No backup was written there yet" in card(room, form, "backup_card")
    monkeypatch.undo()
    form._cards[1].take_folder(tmp_path)  # type: ignore[attr-defined]
    room.wait(lambda: "13 January 2027" in card(room, form, "backup_card"))
    monkeypatch.setattr(room.backups, "write", full)
    form._cards[1].take_folder(tmp_path / "stick")  # type: ignore[attr-defined]
    room.wait(lambda: "The disk is full" in room.words(form))
    assert backup_state(room.vault).folder == str(tmp_path), "the one that works stays"


def test_this_login_alone_is_turned_on_and_off(room: Room) -> None:
    room.set_up()
    room.enter()
    form = opened(room)
    box = room.find(form, QCheckBox, "login_alone")
    assert not box.isChecked(), "off by default"
    assert "gets at every password" in room.words(form), "what it gives up stands beside it"
    box.click()
    room.wait(box.isChecked)
    assert slot_of(room.store, SlotKind.LOGIN, ANN) is not None
    box.click()
    room.wait(lambda: not box.isChecked())
    assert slot_of(room.store, SlotKind.LOGIN, ANN) is None


def test_staff_are_told_why_the_box_is_not_theirs(room: Room) -> None:
    room.keep()
    room.enter(BEN)
    form = opened(room)
    assert not room.find(form, QCheckBox, "login_alone").isEnabled()
    assert "Only an owner’s login can open the vault by itself." in room.words(form)


def test_locked_it_asks_before_it_changes_anything(room: Room) -> None:
    room.set_up()
    form = opened(room)
    assert "asks you to unlock" in room.words(form)
    room.find(form, QCheckBox, "login_alone").click()
    unlock = room.dialog(UnlockForm)
    room.write(unlock, "passphrase", OWNERS.reveal())
    room.press(unlock, "confirm")
    room.wait(lambda: slot_of(room.store, SlotKind.LOGIN, ANN) is not None)


def test_everything_is_checked(room: Room, form: SafetyForm) -> None:
    room.press(form, "check_log")
    assert "The access log is whole" in card(room, form, "check")
    room.press(form, "check_all")
    room.wait(lambda: "Every password is there. Kept: 2." in card(room, form, "check"))
    assert "new backup is due" in card(room, form, "check")
    entries = room.secrets._entries
    ref = next(key for key in entries if key[1] == "sealed")
    del entries[ref]
    room.press(form, "check_all")
    room.wait(lambda: "Gone from the system's password store" in card(room, form, "check"))


def test_a_log_that_was_changed_is_looked_into_and_watched_anew(
    room: Room, form: SafetyForm
) -> None:
    connection = room.store._link.connection
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in rows:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE access_log SET action = 'use' WHERE seq = 2")
    accept = room.find(form, QPushButton, "accept_log")
    assert not accept.isVisible()
    room.press(form, "check_log")
    assert "was changed from outside" in card(room, form, "check")
    room.press(form, "accept_log")
    assert log_of(room)[-1] == ("use", "log")
    assert not accept.isVisible()


def test_ones_own_passphrase_is_changed(room: Room, form: SafetyForm) -> None:
    room.press(form, "change_passphrase")
    asked = room.dialog(OwnPassphraseForm)
    new = "violet anchor seven gravel"
    room.write(asked, "old_passphrase", OWNERS.reveal())
    for typed, words in (("short", "at least 10"), ("password12", "can be guessed")):
        room.write(asked, "passphrase", typed)
        room.write(asked, "passphrase_again", typed)
        room.press(asked, "confirm")
        room.wait(lambda w=words: w in room.words(asked))
    room.write(asked, "passphrase", new)
    room.write(asked, "passphrase_again", new)
    gone = room.gone(asked)
    room.press(asked, "confirm")
    room.wait(gone)
    room.desk.lock()
    with pytest.raises(ExpectedError):
        run_here(unlocking.unlock(room.vault, ANN, OWNERS))
    run_here(unlocking.unlock(room.vault, ANN, Secret(new)))


def test_the_old_passphrase_is_asked_for_before_a_new_one_is_taken(
    room: Room, form: SafetyForm
) -> None:
    """Whoever passes by a vault that was left open does not take the owner's place."""
    before = slot_of(room.store, SlotKind.OWNER, ANN)
    room.press(form, "change_passphrase")
    asked = room.dialog(OwnPassphraseForm)
    for name in ("passphrase", "passphrase_again"):
        room.write(asked, name, "violet anchor seven gravel")
    room.press(asked, "confirm")
    old = room.find(asked, QLineEdit, "old_passphrase")
    assert "fill this in" in room.words(asked)
    for _ in range(4):
        room.write(asked, "old_passphrase", "not the passphrase at all")
        room.press(asked, "confirm")
        room.wait(lambda: "does not open the vault" in room.words(asked))
        assert log_of(room)[-1] == ("fail", "")
        assert old.hasFocus()
    room.write(asked, "old_passphrase", OWNERS.reveal())
    room.press(asked, "confirm")
    room.wait(lambda: "Too many wrong tries" in room.words(asked))
    assert slot_of(room.store, SlotKind.OWNER, ANN) == before
    assert room.desk.is_owner


def test_a_login_that_staff_use_too_is_no_ones_alone_without_asking(
    room: Room, form: SafetyForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    answers = iter((False, True))

    def confirm(_parent: object, text: str, _verb: str) -> bool:
        said.append(text)
        return next(answers)

    monkeypatch.setattr(dialogs, "confirm", confirm)
    box = room.find(form, QCheckBox, "login_alone")
    box.click()
    assert "Ben can unlock this vault, too" in said[0]
    assert not box.isChecked()
    assert slot_of(room.store, SlotKind.LOGIN, ANN) is None
    box.click()
    room.wait(box.isChecked)
    box.click()
    room.wait(lambda: not box.isChecked())
    assert len(said) == 2, "turning it off needs no question"


def test_a_new_kit_says_that_the_old_code_dies(
    room: Room, form: SafetyForm, tmp_path: Path
) -> None:
    room.press(form, "new_kit")
    kit = room.dialog(KitForm)
    assert "old code is worth nothing" in room.words(kit)
    assert "backups from before still open with the old one" in room.words(kit)
    room.wait(lambda: not kit.waits.isVisible())
    room.press(kit, "kit_pdf")
    assert "The file opens everything" in room.words(kit), "saving asks first"
    room.find(kit, QPushButton, "kit_save_pdf").setFocus()  # as a click does
    room.press(kit, "kit_save_pdf")
    dialog = room.dialog(QFileDialog)
    file = tmp_path / "kit.pdf"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    room.wait(file.exists)
    assert not room.find(kit, QPushButton, "confirm").isHidden()
    focused = kit.focusWidget()
    assert focused is not None
    assert focused.objectName() == "kit_pdf", "Enter again does not leave the form"
    room.press(kit, "confirm")
    code = kit.page._course.kit.code.reveal().split("-")  # type: ignore[attr-defined]
    for number, group in enumerate(code, 1):
        if kit.findChild(QLineEdit, f"group_{number}") is not None:
            room.write(kit, f"group_{number}", group)
    gone = room.gone(kit)
    room.press(kit, "confirm")
    room.wait(gone)
    room.desk.lock()
    with pytest.raises(ExpectedError) as caught:
        run_here(unlocking.unlock_with_code(room.vault, ANN, room.code.reveal(), OWNERS))
    assert caught.value.code is Code.WRONG_KEY
    run_here(unlocking.unlock_with_code(room.vault, ANN, "-".join(code), OWNERS))


def test_a_kit_form_that_was_left_knows_no_code_any_more(room: Room, form: SafetyForm) -> None:
    room.press(form, "new_kit")
    kit = room.dialog(KitForm)
    room.wait(lambda: not kit.waits.isVisible())
    course = kit.page._course  # type: ignore[attr-defined]
    room.press(kit, "kit_by_hand")
    shown = room.find(kit, QLabel, "kit_code")
    assert course.kit.code.reveal()[:4] in shown.text()
    left: list[str] = []
    kit.finished.connect(lambda _how: left.append(shown.text()))
    room.desk.lock()
    assert left == [""]
    assert course.kit is None


def test_a_kit_that_cannot_be_saved_says_so(room: Room, form: SafetyForm, tmp_path: Path) -> None:
    room.press(form, "new_kit")
    kit = room.dialog(KitForm)
    room.wait(lambda: not kit.waits.isVisible())
    kit.page.save_pdf(tmp_path / "no" / "kit.pdf")  # type: ignore[attr-defined]
    assert "could not be written" in room.words(kit)
    assert not room.find(kit, QPushButton, "confirm").isEnabled()


def test_the_printed_page_goes_to_the_printer_and_counts_as_paper(
    room: Room, form: SafetyForm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    room.press(form, "new_kit")
    kit = room.dialog(KitForm)
    room.wait(lambda: not kit.waits.isVisible())
    room.press(kit, "kit_print")
    dialog = room.dialog(QPrintDialog)
    assert not dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    dialog.reject()
    assert not room.find(kit, QPushButton, "confirm").isEnabled()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)  # paper, as far as one can be had here
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    kit.page._send(printer)  # type: ignore[attr-defined]
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert "Sent to the printer" in room.words(kit)
    assert room.find(kit, QPushButton, "confirm").isEnabled()


def test_without_a_printer_the_other_ways_are_named(
    room: Room, form: SafetyForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    room.press(form, "new_kit")
    kit = room.dialog(KitForm)
    room.wait(lambda: not kit.waits.isVisible())
    room.press(kit, "kit_print")
    assert "No printer is set up here" in room.words(kit)


def test_without_a_vault_it_leads_to_one(room: Room) -> None:
    form = opened(room)
    assert "not set up yet" in card(room, form, "kit_card")
    room.press(form, "new_kit")
    room.dialog(SetUpForm)


def test_an_unfinished_kit_is_finished_from_here(room: Room) -> None:
    room.set_up(kit=False)
    form = opened(room)
    assert room.find(form, QPushButton, "new_kit").text() == "Finish the kit…"
    room.enter()
    room.press(form, "new_kit")
    assert "still missing" in room.dialog(KitForm).windowTitle()


@pytest.fixture(params=[theme.Scheme.LIGHT, theme.Scheme.DARK], ids=["light", "dark"])
def scheme(themed: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    icons = Path(__file__).parents[2] / "resources" / "icons"
    theme.apply(themed, request.param, icons)
    yield
    theme.apply(themed, theme.Scheme.LIGHT, icons)


def drawn(size: QSizeF) -> QImage:
    picture = QImage(int(size.width() * 3), int(size.height() * 3), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.scale(3, 3)
    kit_document(SHEET, size).drawContents(painter)
    painter.end()
    return picture


@pytest.mark.parametrize("size", [A4, LETTER], ids=["A4", "Letter"])
def test_the_kit_is_one_page_and_its_picture_can_be_read(scheme: None, size: QSizeF) -> None:
    assert kit_document(SHEET, size).pageCount() == 1
    picture = drawn(size)
    assert VaultMaking().read_picture(*pixels(picture)) == CODE
    corners = [picture.pixelColor(x, y).lightness() for x in (5, 1400) for y in (2000,)]
    assert corners == [255, 255], "paper is white on a dark desktop"


def test_the_page_says_all_that_is_needed(themed: QApplication) -> None:
    html = kit_html(SHEET)
    assert "Müller &amp; &lt;Sons&gt;" in html
    assert "Vault 00010203, made on 13 January 2027" in html
    for number, group in enumerate(CODE.reveal().split("-"), 1):
        assert f">{number}&nbsp;</span>{group}" in html, "the program asks for groups by number"
    assert html.count("<li>") == 3
    assert "Where the backups are:" in html


def test_the_pdf_is_one_page_for_this_login_only(themed: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "kit.pdf"
    kit_pdf(SHEET, file)
    data = file.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 1
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_device_that_takes_no_page_says_so(themed: QApplication, tmp_path: Path) -> None:
    from PySide6.QtGui import QPdfWriter

    writer = QPdfWriter(str(tmp_path / "no" / "kit.pdf"))
    with pytest.raises(ExpectedError) as caught:
        draw_kit(SHEET, writer)
    assert caught.value.code is Code.NO_PRINTER


def test_the_qr_picture_holds_the_code(themed: QApplication) -> None:
    assert VaultMaking().read_picture(*pixels(qr_image(CODE))) == CODE


def test_restoring_asks_for_backup_code_and_passphrase(room: Room, tmp_path: Path) -> None:
    wanted: list[RestoreRequest] = []
    form = RestoreForm(room.window)
    form.ask(wanted.append)
    room.press(form, "confirm")
    assert room.words(form).count("Please fill this in") == 3
    room.press(form, "choose_backup")
    dialog = room.dialog(QFileDialog)
    file = tmp_path / "smbsocial-20270113-093000.smbbackup"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    room.write(form, "code", CODE.reveal())
    room.write(form, "passphrase", OWNERS.reveal())
    room.write(form, "passphrase_again", OWNERS.reveal())
    gone = room.gone(form)
    left: list[str] = []
    fields = [room.find(form, QLineEdit, name) for name in ("code", "passphrase")]
    form.finished.connect(lambda _how: left.extend(field.text() for field in fields))
    room.press(form, "confirm")
    assert gone()
    assert left == ["", ""], "neither code nor passphrase stays in a closed form"
    assert wanted == [RestoreRequest(str(file), CODE, OWNERS)]
    assert OWNERS.reveal() not in repr(wanted)


@pytest.mark.parametrize(
    ("error", "field"),
    [
        (ExpectedError(Code.CODE_TYPO), "code"),
        (ExpectedError(Code.WRONG_KEY), "code"),
        (ExpectedError(Code.PASSPHRASE_WEAK, least=10, found=3), "passphrase"),
        (ExpectedError(Code.BACKUP_DAMAGED, path="x"), "backup"),
    ],
)
def test_what_restoring_refuses_stands_at_its_field(
    room: Room, error: ExpectedError, field: str
) -> None:
    def refuse(_request: RestoreRequest) -> None:
        raise error

    form = RestoreForm(room.window)
    form.ask(refuse)
    for name in ("backup", "code", "passphrase", "passphrase_again"):
        room.write(form, name, "something here")
    room.press(form, "confirm")
    assert form.isVisible()
    assert room.find(form, QLineEdit, field).property("wrong")
