"""Forms on small screens: no higher than the screen, their buttons in sight and in reach."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QScrollArea, QWidget
from vault_room import ANN, BEN, INSTAGRAM, PASSWORD, RECORD, Room

from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId
from smbsocial.domain.secret import Secret
from smbsocial.ui import theme
from smbsocial.ui.accounts.registration_form import RegistrationForm
from smbsocial.ui.people.passphrase_form import PassphraseForm
from smbsocial.ui.vault.account_uses import AccountUses
from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
from smbsocial.ui.vault.record_form import PasswordForm, RecordForm
from smbsocial.ui.vault.restore_form import RestoreForm
from smbsocial.ui.vault.safety import SafetyForm
from smbsocial.ui.vault.secret_fields import SecretEdit
from smbsocial.ui.widgets import forms
from smbsocial.ui.widgets.forms import Form
from smbsocial.vault.making import VaultMaking

SMALL = 600 - forms.FRAME
ICONS = Path(__file__).parents[2] / "resources" / "icons"
MOST_TABS = 60
MADE = Secret("Wm7@" * 5)
"""As long as a made password, and wider than most."""


def own_passphrase(room: Room) -> Form:
    ann, ben = (_person(room, each) for each in (ANN, BEN))
    return OwnPassphraseForm(room.desk, room.bridge, ann.id, room.window, giver=ben)


def restore(room: Room) -> Form:
    return RestoreForm(room.window, VaultMaking())


def given_passphrase(room: Room) -> Form:
    return PassphraseForm(room.desk, room.bridge, _person(room, BEN), room.window)


def record(room: Room) -> Form:
    sheet = AccountUses(room.desk, room.bridge, INSTAGRAM, room.window).sheet()
    return RecordForm(room.desk, room.bridge, sheet, RECORD, room.window)


def registration(room: Room) -> Form:
    sheet = AccountUses(room.desk, room.bridge, INSTAGRAM, room.window).sheet()
    return RegistrationForm(sheet, room.window)


TALL = [own_passphrase, restore, record, registration]


@pytest.fixture
def tall(room: Room) -> Room:
    room.keep()
    room.enter()
    return room


@pytest.fixture
def small_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "room_for", lambda _form: SMALL)


def _person(room: Room, wanted: PersonId) -> Person:
    found = room.store.get(Person, wanted)
    assert found is not None
    return found


def in_sight(form: Form, widget: QWidget) -> bool:
    """Whether all of a widget is shown, by the form and by what scrolls in it."""
    shown = QRect(widget.mapTo(form, QPoint()), widget.size())
    area = form.findChild(QScrollArea)
    assert area is not None
    if area.isAncestorOf(widget):
        view = area.viewport()
        return QRect(view.mapTo(form, QPoint()), view.size()).contains(shown)
    return form.rect().contains(shown)


def hidden(form: Form) -> int:
    """How many pixels of its lines are to be scrolled to."""
    area = form.findChild(QScrollArea)
    assert area is not None
    return area.verticalScrollBar().maximum()


def walked(form: Form) -> list[QWidget]:
    """What the Tab key comes to, once round; each of it is in sight then."""
    visited: list[QWidget] = []
    form.activateWindow()
    for _ in range(MOST_TABS):
        QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Tab)
        QApplication.processEvents()
        now = QApplication.focusWidget()
        if now is None or now in visited:
            break
        assert in_sight(form, now), now.objectName()
        visited.append(now)
    return visited


@pytest.mark.parametrize("make", TALL)
def test_on_a_small_screen_the_buttons_of_a_tall_form_are_in_sight_and_in_reach(
    tall: Room, small_screen: None, make: Callable[[Room], Form]
) -> None:
    form = make(tall)
    form.open()
    title = next(each for each in form.findChildren(QLabel) if each.text() == form.windowTitle())
    assert in_sight(form, title)
    for line in form.findChildren(SecretEdit):
        line.setText("x")  # the strength unfolds below the passphrase
    form.show_error(ExpectedError(Code.PASSPHRASE_WEAK, field="passphrase"))
    QApplication.processEvents()
    assert form.height() <= SMALL
    assert hidden(form) > 0
    confirm, cancel = (tall.find(form, QPushButton, name) for name in ("confirm", "cancel"))
    assert in_sight(form, confirm)
    assert in_sight(form, cancel)
    assert {confirm, cancel} <= set(walked(form))


def test_an_error_scrolls_to_where_it_stands(tall: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "room_for", lambda _form: SMALL // 2)
    form = restore(tall)
    form.open()
    form.activateWindow()
    tall.find(form, SecretEdit, "passphrase_again").setFocus()
    file = tall.find(form, QWidget, "backup_field")
    tall.wait(lambda: not in_sight(form, file))
    form.show_error(ExpectedError(Code.FILE_MISSING, field="backup"))
    form.go_to_error()
    QApplication.processEvents()
    assert in_sight(form, file)


@pytest.mark.parametrize("make", [own_passphrase, restore, given_passphrase, record])
def test_where_there_is_room_nothing_scrolls(
    tall: Room, monkeypatch: pytest.MonkeyPatch, make: Callable[[Room], Form]
) -> None:
    monkeypatch.setattr(forms, "room_for", lambda _form: 2 * SMALL)
    form = make(tall)
    form.open()
    QApplication.processEvents()
    before = form.height()
    form.show_error(ExpectedError(Code.STORE_OTHER))
    QApplication.processEvents()
    assert hidden(form) == 0
    assert form.height() > before


def test_a_form_is_no_higher_than_its_screen(tall: Room) -> None:
    form = given_passphrase(tall)
    screen = form.screen().availableGeometry()
    assert screen.height() // 2 < forms.room_for(form) < screen.height()


def test_a_form_that_grows_at_the_lower_edge_stays_on_the_screen(tall: Room) -> None:
    form = given_passphrase(tall)
    form.open()
    QApplication.processEvents()
    screen = form.screen().availableGeometry()
    form.move(form.x(), screen.bottom() - form.height())
    form.show_error(ExpectedError(Code.STORE_OTHER))
    form.fit()
    assert form.frameGeometry().bottom() <= screen.bottom()


def test_the_cards_of_kit_and_backups_take_the_room_there_is(
    tall: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "room_for", lambda _form: 2 * SMALL)
    form = SafetyForm(tall.desk, tall.bridge, tall.window)
    form.open()
    QApplication.processEvents()
    before = form.height()
    says = tall.find(form, QLabel, "check_says")
    says.setText("\n".join("What the check has found." for _line in range(20)))
    tall.wait(lambda: form.height() > before)
    assert hidden(form) == 0
    assert in_sight(form, says)


def test_a_made_password_can_be_read_as_a_whole(tall: Room) -> None:
    sheet = AccountUses(tall.desk, tall.bridge, INSTAGRAM, tall.window).sheet()
    for form in (
        record(tall),
        PasswordForm(tall.desk, tall.bridge, sheet, tall.window, can_show=True),
    ):
        form.open()
        edit = tall.find(form, SecretEdit, "password")
        edit.put(MADE)
        edit.reveal(True)
        QApplication.processEvents()
        edges = 2 * (theme.SPACE * 2 + theme.SPACE)
        assert edit.fontMetrics().horizontalAdvance(MADE.reveal()) + edges <= edit.width()
        assert PASSWORD not in edit.text()
        form.reject()


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("scheme", [theme.Scheme.LIGHT, theme.Scheme.DARK])
def test_a_box_that_cannot_be_ticked_looks_so(
    themed: QApplication, scheme: theme.Scheme, checked: bool
) -> None:
    kept = themed.styleSheet(), themed.palette()
    themed.setStyleSheet(theme.style_sheet(theme.tokens(scheme), 14, ICONS))
    pictures = []
    for enabled in (True, False):
        box = QCheckBox("This computer login is mine alone")
        box.setChecked(checked)
        box.setEnabled(enabled)
        box.ensurePolished()
        box.resize(box.sizeHint())
        pictures.append(box.grab().toImage())
        ink = box.palette().color(box.foregroundRole()).name().upper()
        t = theme.tokens(scheme)
        assert ink == (t.ink if enabled else t.muted)
    themed.setStyleSheet(kept[0])
    themed.setPalette(kept[1])
    side = pictures[0].height()
    square = QRect(0, 0, side, side)
    assert pictures[0].copy(square) != pictures[1].copy(square)
