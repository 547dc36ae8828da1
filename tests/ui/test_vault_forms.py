"""Fields for secrets, new passphrases, and the key of one-time codes from wherever it comes."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import segno
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QClipboard, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from vault_room import OWNERS, SEED, Room

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.passphrases import LEAST_OWNER, LEAST_STAFF
from smbsocial.domain.secret import Secret
from smbsocial.ui.clipboard import SecretClipboard
from smbsocial.ui.vault.kit_sheet import qr_image
from smbsocial.ui.vault.passphrases import (
    NewPassphrase,
    strength_in_words,
)
from smbsocial.ui.vault.rows import broken_up
from smbsocial.ui.vault.secret_fields import SecretEdit, SecretField, SecretText
from smbsocial.ui.vault.seed_form import SeedForm
from smbsocial.vault.making import VaultMaking

LINK = f"otpauth://totp/Instagram:cornercafe?secret={SEED}&issuer=Instagram"
WORD = "cAnArY-7-word"


@pytest.fixture
def clipboard(themed: QApplication) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def field(themed: QApplication, qtbot: QtBot) -> SecretField:
    made = SecretField("Passphrase", name="passphrase")
    qtbot.addWidget(made)
    made.show()
    made.edit.setFocus()
    return made


def test_a_secret_is_masked_until_it_is_asked_for(field: SecretField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field.edit, WORD)
    assert field.value() == Secret(WORD)
    assert WORD not in field.edit.displayText()
    show = field.findChild(QPushButton, "passphrase_show")
    assert show is not None
    assert show.accessibleName() == "Show what is typed in: Passphrase"
    show.click()
    assert field.edit.displayText() == WORD
    assert show.text() == "Hide"
    field.forget()
    assert field.edit.text() == ""
    assert not field.edit.revealed


@pytest.mark.parametrize("revealed", [False, True])
def test_keys_neither_undo_nor_copy_a_secret(
    field: SecretField, clipboard: QClipboard, revealed: bool, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field.edit, WORD)
    field.edit.reveal(revealed)
    field.edit.clear()
    for keys in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        qtbot.keySequence(field.edit, QKeySequence(keys))
        assert field.edit.text() == ""
    field.edit.put(Secret(WORD))
    field.edit.selectAll()
    for keys in (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut):
        qtbot.keySequence(field.edit, QKeySequence(keys))
        assert clipboard.text() == ""
    assert field.edit.text() == WORD


def test_marking_with_the_mouse_copies_nothing(
    field: SecretField, clipboard: QClipboard, qtbot: QtBot
) -> None:
    field.edit.put(Secret(WORD))
    field.edit.reveal(True)
    qtbot.mouseDClick(field.edit, Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
    assert field.edit.hasSelectedText()
    assert field.edit.revealed
    if clipboard.supportsSelection():
        assert clipboard.text(QClipboard.Mode.Selection) == ""
    assert field.edit.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    assert not field.edit.dragEnabled()


def test_caps_lock_is_hinted_at(field: SecretField, qtbot: QtBot) -> None:
    def says() -> bool:
        return any("Caps Lock" in t.text() and t.isVisible() for t in field.findChildren(QLabel))

    qtbot.keyClick(field.edit, "a")
    assert not says()
    qtbot.keyClick(field.edit, "B")  # Qt's test keys press no Shift with it
    assert says()
    qtbot.keyClick(field.edit, "7")
    assert says(), "a digit says nothing of it"
    qtbot.keyClick(field.edit, Qt.Key.Key_CapsLock)
    assert not says()
    qtbot.keyClick(field.edit, "B", Qt.KeyboardModifier.ShiftModifier)
    assert not says()


def test_several_lines_are_copied_only_as_the_vault_copies(
    themed: QApplication, clipboard: QClipboard, qtbot: QtBot
) -> None:
    kept = SecretClipboard()
    text = SecretText(3, kept)
    qtbot.addWidget(text)
    text.setPlainText(WORD)
    text.selectAll()
    assert not text.createMimeDataFromSelection().hasText(), "nothing for X11's selection"
    qtbot.keySequence(text, QKeySequence(QKeySequence.StandardKey.Cut))
    assert bytes(clipboard.mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"
    assert text.toPlainText() == ""
    qtbot.keySequence(text, QKeySequence(QKeySequence.StandardKey.Undo))
    assert text.toPlainText() == ""
    kept.clear_now()
    assert clipboard.text() == ""
    kept.deleteLater()


def test_an_error_in_words_stands_like_another(field: SecretField) -> None:
    field.say_error("Not this one.")
    assert field.error == "Not this one."
    assert field.edit.accessibleDescription() == "Not this one."
    field.show_error(None)
    assert field.error == ""


@pytest.fixture
def passphrase(themed: QApplication, qtbot: QtBot) -> NewPassphrase:
    made = NewPassphrase(VaultMaking(), names=("Corner Café",))
    qtbot.addWidget(made)
    made.show()
    return made


def line(place: NewPassphrase, name: str) -> QLineEdit:
    found = place.findChild(QLineEdit, name)
    assert found is not None
    return found


def test_five_words_are_offered_and_typed_once(passphrase: NewPassphrase, qtbot: QtBot) -> None:
    use = passphrase.findChild(QPushButton, "use_words")
    words = passphrase.findChild(QLabel, "offered_words")
    assert use is not None
    assert words is not None
    qtbot.waitUntil(use.isEnabled)
    first = words.text()
    other = passphrase.findChild(QPushButton, "other_words")
    assert other is not None
    other.click()
    qtbot.waitUntil(lambda: use.isEnabled() and words.text() != first)
    use.click()
    assert line(passphrase, "passphrase").text() == words.text()
    assert passphrase.value() is None, "typing them once is how they are learnt"
    line(passphrase, "passphrase_again").setText(words.text())
    assert passphrase.value() == Secret(words.text())


def test_ones_own_is_judged_in_words_while_typing(passphrase: NewPassphrase, qtbot: QtBot) -> None:
    says = passphrase.findChild(QLabel, "strength")
    assert says is not None
    assert not says.isVisible()
    for typed, words in (
        ("Corner Café", "Easily guessed."),
        ("coffee cup", "Not enough yet: add a word or two."),
        (OWNERS.reveal(), "Very good."),
    ):
        line(passphrase, "passphrase").setText(typed)
        qtbot.waitUntil(lambda w=words: says.text() == w)
    line(passphrase, "passphrase").clear()
    assert not says.isVisible()


def test_two_that_differ_are_said_at_the_second(passphrase: NewPassphrase) -> None:
    assert passphrase.value() is None
    assert "fill this in" in passphrase.first.error
    line(passphrase, "passphrase").setText("one thing and that")
    line(passphrase, "passphrase_again").setText("another")
    assert passphrase.value() is None
    assert "not the same" in passphrase.again.error
    assert passphrase.first.error == ""
    passphrase.show_error(ExpectedError(Code.PASSPHRASE_SHORT, least=10))
    assert "at least 10" in passphrase.first.error


def test_where_nothing_is_made_two_fields_are_enough(themed: QApplication, qtbot: QtBot) -> None:
    made = NewPassphrase(None)
    qtbot.addWidget(made)
    made.show()
    assert made.findChild(QPushButton, "use_words") is None
    line(made, "passphrase").setText("one thing and that")
    line(made, "passphrase_again").setText("one thing and that")
    assert made.value() == Secret("one thing and that")


@pytest.mark.parametrize(
    ("found", "least", "words"),
    [
        ("5.9", LEAST_OWNER, "Easily guessed."),
        ("6.0", LEAST_OWNER, "Not enough yet: add a word or two."),
        ("9.9", LEAST_OWNER, "Not enough yet: add a word or two."),
        ("10.0", LEAST_OWNER, "Good."),
        ("8.0", LEAST_STAFF, "Good."),
        ("13.0", LEAST_STAFF, "Very good."),
    ],
)
def test_strength_has_words(found: str, least: Decimal, words: str) -> None:
    assert strength_in_words(Decimal(found), least) == words


@pytest.fixture
def form(room: Room) -> tuple[SeedForm, list[Secret[str]]]:
    kept: list[Secret[str]] = []
    made = SeedForm(room.desk, room.bridge, room.window)
    made.ask(kept.append)
    return made, kept


def test_a_typed_key_shows_its_code_to_check(
    room: Room, form: tuple[SeedForm, list[Secret[str]]]
) -> None:
    place, kept = form
    code = room.find(place, QLabel, "seed_code")
    assert not code.isVisible()
    room.write(place, "seed", "jbsw y3dp ehpk")
    assert not code.isVisible()
    assert place._key.error == "", "while typing nothing is wrong yet"
    room.write(place, "seed", "jbsw y3dp ehpk 3pxp")
    assert code.isVisible()
    wanted, left = room.vault.making.one_time_code(Secret(SEED), room.clock.now())
    assert code.text().replace("\xa0", "") == wanted.reveal()
    assert place._ring.accessibleName() == f"Seconds left: {left}"
    room.clock.go_on(seconds=30)
    place._draw()
    assert code.text().replace("\xa0", "") != wanted.reveal()
    gone = room.gone(place)
    room.press(place, "confirm")
    assert gone()
    assert kept == [Secret(SEED)]


def test_a_link_says_whose_it_is(room: Room, form: tuple[SeedForm, list[Secret[str]]]) -> None:
    place, kept = form
    room.write(place, "seed", LINK)
    assert room.find(place, QLabel, "seed_whose").text() == "Instagram · cornercafe"
    room.press(place, "confirm")
    assert kept == [Secret(LINK)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("JBSW", "too short"),
        ("JBSWY3DPEHPK3PX1", "letters A to Z"),
        (f"otpauth://hotp/x?secret={SEED}", "count uses"),
        ("otpauth-migration://offline?data=CjEK", "moves to another telephone"),
        ("otpauth://totp/x?secret=", "letters A to Z"),
        (f"otpauth://totp/x?secret={SEED}&digits=99", "not the key of a one-time code"),
    ],
)
def test_what_is_no_key_says_why(
    room: Room, form: tuple[SeedForm, list[Secret[str]]], typed: str, words: str
) -> None:
    place, kept = form
    room.write(place, "seed", typed)
    room.press(place, "confirm")
    assert words in place._key.error
    assert place.isVisible()
    assert kept == []


def picture(text: str, path: Path) -> Path:
    segno.make(text).save(str(path), scale=6, border=4)
    return path


def test_a_picture_file_is_read(
    room: Room, form: tuple[SeedForm, list[Secret[str]]], tmp_path: Path
) -> None:
    place, kept = form
    place._from_file(picture(LINK, tmp_path / "qr.png"))
    room.wait(lambda: room.find(place, QLabel, "seed_code").isVisible())
    room.press(place, "confirm")
    assert kept == [Secret(LINK)]


def test_a_picture_of_something_else_says_so(
    room: Room, form: tuple[SeedForm, list[Secret[str]]], tmp_path: Path
) -> None:
    place, _ = form
    place._from_file(picture("https://example.org", tmp_path / "qr.png"))
    room.wait(lambda: bool(place._key.error))
    blank = QImage(200, 200, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    blank.save(str(tmp_path / "blank.png"))
    place._from_file(tmp_path / "blank.png")
    room.wait(lambda: "no QR code" in place._key.error)
    place._from_file(tmp_path / "none.png")
    room.wait(lambda: "does not exist" in place._key.error)


def test_a_copied_picture_is_read(
    room: Room, form: tuple[SeedForm, list[Secret[str]]], clipboard: QClipboard
) -> None:
    place, _ = form
    room.press(place, "seed_clipboard")
    assert "no QR code" in place._key.error
    clipboard.setImage(qr_image(Secret(LINK)))
    room.press(place, "seed_clipboard")
    room.wait(lambda: room.find(place, QLabel, "seed_code").isVisible())
    copied = QMimeData()
    copied.setUrls([QUrl("https://example.org/x.png")])
    clipboard.setMimeData(copied)
    room.press(place, "seed_clipboard")
    assert "no QR code" in place._key.error


def test_a_password_breaks_anywhere_and_is_the_same() -> None:
    assert broken_up("abcdefghij").replace("\u200b", "") == "abcdefghij"
    assert "\u200b" in broken_up("abcdefghij")


def test_a_secret_that_was_put_is_what_stands_there(themed: QApplication, qtbot: QtBot) -> None:
    edit = SecretEdit(masked=False)
    qtbot.addWidget(edit)
    edit.put(Secret(WORD))
    assert edit.revealed
    assert edit.value() == Secret(WORD)
