"""The accounts page: the register, the chosen account, rights, and taking an account out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from accounts_cafe import (
    BLUESKY,
    FACEBOOK,
    GOOGLE,
    INSTAGRAM,
    MAIL,
    age,
    keep,
    put_register,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from vault_room import ANN, BEN, OWNERS, Room

from smbsocial.domain.accounts import Registration
from smbsocial.domain.departures import DepartureLine, LeavingStep
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import Right, VaultSecret
from smbsocial.ui import dialogs
from smbsocial.ui.accounts import words
from smbsocial.ui.accounts.model import CELL_ROLE, Column
from smbsocial.ui.accounts.page import AccountsPage
from smbsocial.ui.accounts.painting import wrapped
from smbsocial.ui.accounts.side import AccountSide
from smbsocial.ui.accounts.table import RegisterTable
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.ui.widgets.buttons import FoldButton
from smbsocial.ui.widgets.fields import Choice
from smbsocial.usecases.changes import Action
from smbsocial.usecases.register import account_sheet
from smbsocial.usecases.registering import mark_checked
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import records
from smbsocial.usecases.vault.session import right_of

WIDE, NARROW = (1072, 760), (816, 580)
TODAY = date(2027, 1, 13)


def refused(_service: str, _username: str, _value: str) -> None:
    raise ExpectedError(Code.STORE_REFUSED, reason="full")


@pytest.fixture
def show(room: Room, qtbot: QtBot) -> Callable[[], AccountsPage]:
    """Makes the page as the window holds it: read anew after every change."""

    def made() -> AccountsPage:
        page = AccountsPage(room.bridge, room.desk)
        layout = QVBoxLayout(room.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        room.window.resize(*WIDE)
        room.bridge.changed.connect(lambda _changed: page.refresh())
        room.desk.changed.connect(page.refresh)
        page.refresh()
        return page

    return made


@pytest.fixture
def page(room: Room, show: Callable[[], AccountsPage]) -> AccountsPage:
    """The five accounts, with a vault that Ann has unlocked."""
    keep(room)
    room.enter(ANN)
    return show()


def table(page: AccountsPage) -> RegisterTable:
    return page.findChild(RegisterTable)


def said(page: AccountsPage, row: int, column: Column) -> str:
    return str(table(page).model().index(row, column).data())


def shown(page: AccountsPage) -> list[Column]:
    return [column for column in Column if not table(page).isColumnHidden(column)]


def chosen(page: AccountsPage) -> AccountId | None:
    row = table(page).account
    return row.account.id if row else None


def test_the_head_counts_whose_they_are(page: AccountsPage) -> None:
    words_said = page.findChild(QLabel, "register_subtitle").text()
    assert words_said == "4 account(s) belong(s) to the business. 3 need(s) you."


def test_a_row_says_whose_it_is_and_who_gets_in(page: AccountsPage) -> None:
    assert said(page, 0, Column.ACCOUNT) == "Instagram\n@cornercafe"
    assert said(page, 0, Column.REGISTERED) == "owner@cornercafe.example"
    assert said(page, 0, Column.FACTOR) == "in the vault"
    assert said(page, 0, Column.ACCESS) == "You and Ben"
    assert said(page, 0, Column.PASSWORD) == "12 week(s) old"
    assert said(page, 0, Column.HEALTH) == "safe"
    assert said(page, 1, Column.ACCESS) == "You, Ben (by role) and Lea"


def test_staff_at_work_are_not_offered_to_lock_somebody_out(page: AccountsPage, room: Room) -> None:
    leaving = room.find(page, QPushButton, "leaving")
    assert not leaving.isHidden()
    room.desk.lock()
    assert not leaving.isHidden(), "nobody is at work yet"
    room.enter(BEN)
    assert leaving.isHidden()
    room.desk.lock()
    assert not leaving.isHidden()


def test_unlocking_from_the_card_goes_on_at_its_first_button(
    room: Room, show: Callable[[], AccountsPage]
) -> None:
    keep(room)
    page = show()
    QApplication.processEvents()
    page.open_account(INSTAGRAM)
    unlock = room.find(page, QPushButton, "unlock_here")
    unlock.setFocus()
    room.press(page, "unlock_here")
    form = room.dialog(UnlockForm)
    room.write(form, "passphrase", OWNERS.reveal())
    gone = room.gone(form)
    room.press(form, "confirm")
    room.wait(gone)
    room.wait(lambda: room.window.focusWidget() is not None)
    focused = room.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "copy_login"
    assert room.find(page, AccountSide, "").verticalScrollBar().value() == 0


def test_another_account_is_shown_from_its_top(page: AccountsPage) -> None:
    page.open_account(INSTAGRAM)
    QApplication.processEvents()
    bar = page.findChild(AccountSide).verticalScrollBar()
    bar.setValue(100)
    assert bar.value() == 100
    page.refresh()
    assert bar.value() == 100, "the same one stays where it was scrolled to"
    page.open_account(GOOGLE)
    assert bar.value() == 0


def test_an_account_of_somebody_who_left_is_not_yours(page: AccountsPage) -> None:
    index = table(page).model().index(2, Column.REGISTERED)
    assert index.data(CELL_ROLE).tone == "trouble"
    assert said(page, 2, Column.FACTOR) == "Jo’s phone"
    assert said(page, 2, Column.ACCESS) == "Jo (left in 2025)"
    assert said(page, 2, Column.HEALTH) == "not yours"
    assert said(page, 2, Column.PASSWORD) == "not known"


def test_a_reader_hears_the_whole_row(page: AccountsPage) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    heard = table(page).model().index(2, Column.ACCOUNT).data(role)
    assert heard.startswith("Google Business Profile, Corner Café, not yours.")
    assert "Registered to: jo.2019@mail.example" in heard
    assert table(page).model().index(2, Column.HEALTH).data(role) == "not yours"


def test_columns_give_way_and_account_and_state_stay(page: AccountsPage, room: Room) -> None:
    assert shown(page) == list(Column)
    room.window.resize(*NARROW)
    room.wait(lambda: len(shown(page)) < len(Column))
    assert {Column.ACCOUNT, Column.HEALTH} <= set(shown(page))
    assert Column.PASSWORD not in shown(page)
    widths = sum(table(page).columnWidth(column) for column in shown(page))
    assert widths == table(page).viewport().width()


def test_rows_grow_with_their_words(page: AccountsPage) -> None:
    heights = [table(page).rowHeight(row) for row in range(5)]
    assert heights[2] > heights[0]


def test_long_words_wrap_and_end_in_an_ellipsis(page: AccountsPage) -> None:
    metrics = table(page)._delegate.fonts.plain_metrics
    lines = wrapped("one two three four five six seven eight nine ten", metrics, 60)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert wrapped("", metrics, 60) == []


def test_the_keyboard_goes_through_the_register(page: AccountsPage, qtbot: QtBot) -> None:
    table(page).setFocus()
    qtbot.keyClick(table(page), Qt.Key.Key_Down)
    qtbot.keyClick(table(page), Qt.Key.Key_Down)
    assert chosen(page) == GOOGLE
    assert (
        "This account is not yours"
        in page.findChild(QWidget, "recover_card").findChild(QLabel).text()
    )
    assert page.findChild(QWidget, "recover_card").isVisible()
    qtbot.keyClick(table(page), Qt.Key.Key_Up)
    assert not page.findChild(QWidget, "recover_card").isVisible()


def test_the_chosen_account_stays_chosen(page: AccountsPage) -> None:
    page.open_account(BLUESKY)
    page.refresh()
    assert chosen(page) == BLUESKY


def test_recovering_shows_the_platforms_steps_and_page(
    page: AccountsPage, opened: list[str]
) -> None:
    page.open_account(GOOGLE)
    card = page.findChild(QWidget, "recover_card")
    assert "1. " in " ".join(text.text() for text in card.findChildren(QLabel))
    card.findChild(QPushButton, "open_recover").click()
    assert len(opened) == 1
    assert opened[0].startswith("https://")


def test_a_page_that_no_browser_opens_is_told(
    page: AccountsPage, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    page.open_account(GOOGLE)
    page.findChild(QPushButton, "open_recover").click()
    assert room.failures == ["no_browser"]


def test_what_is_missing_unfolds_its_steps(page: AccountsPage) -> None:
    page.open_account(BLUESKY)
    fold = page.findChild(QPushButton, "fold_factor")
    assert "second factor" in fold.accessibleName()
    fold.click()
    opens = page.findChild(QPushButton, "open_factor")
    assert opens.isVisibleTo(page)
    page.refresh()
    assert page.findChild(QPushButton, "open_factor").isVisibleTo(page), "it stays unfolded"
    page.open_account(INSTAGRAM)
    page.open_account(BLUESKY)
    assert not page.findChild(QPushButton, "open_factor").isVisibleTo(page)


def test_the_last_uses_are_told_in_words(page: AccountsPage, room: Room) -> None:
    run_here(records.open_record(room.vault, INSTAGRAM, records.Use.COPY_PASSWORD))
    page.refresh()
    lines = [text.text() for text in page.findChild(QWidget, "uses_card").findChildren(QLabel)]
    assert "Today 09:30" in lines
    assert "copied the password" in lines
    assert "let Ben use it" in lines
    assert "You" in lines
    page.open_account(MAIL)
    assert page.findChild(QLabel, "nobody_used").isVisibleTo(page)


def test_locked_everybody_has_their_name(page: AccountsPage, room: Room) -> None:
    room.desk.lock()
    assert said(page, 0, Column.ACCESS) == "Ann and Ben"


def right(page: AccountsPage) -> Choice[Right | None]:
    return page.findChild(Choice, "right_ben")


def pick(choice: Choice[Right | None], value: Right | None) -> None:
    choice.choose(value)
    choice.activated.emit(choice.currentIndex())


@pytest.mark.parametrize("new", [True, False], ids=["a new page", "a page that was open"])
def test_who_comes_for_the_rights_is_at_the_rights(
    room: Room, show: Callable[[], AccountsPage], *, new: bool
) -> None:
    keep(room)
    room.window.resize(*NARROW)
    room.window.show()
    QApplication.processEvents()
    page = show()
    room.window.resize(*NARROW)
    if not new:
        QApplication.processEvents()
        page.open_account(GOOGLE)
    page.open_rights(INSTAGRAM)
    room.wait(lambda: room.window.focusWidget() is right(page))
    QApplication.processEvents()
    side = room.find(page, AccountSide, "")
    at = right(page).mapTo(side.viewport(), right(page).rect().center())
    assert side.viewport().rect().contains(at), "its line is in sight"
    assert chosen(page) == INSTAGRAM


def test_an_owner_gives_a_right_at_once(page: AccountsPage, room: Room) -> None:
    heard: list[str] = []
    page.told.connect(heard.append)
    page.open_account(FACEBOOK)
    pick(right(page), Right.SEE)
    assert right_of(room.store, FACEBOOK, BEN) is Right.SEE
    assert right(page).value() is Right.SEE
    assert heard == ["Ben may use Facebook Page, Corner Café, each use is logged."]
    fixed = page.findChild(QLabel, "may_use_means").text()
    assert fixed == "May use hides the password from view; it does not make copying impossible."


def test_a_right_taken_back_says_what_stays_known(page: AccountsPage, room: Room) -> None:
    heard: list[str] = []
    page.told.connect(heard.append)
    pick(right(page), None)
    room.wait(lambda: bool(heard))
    assert right_of(room.store, INSTAGRAM, BEN) is None
    assert "still knows it: only changing it helps" in heard[0]
    assert right(page).value() is None


def about(page: AccountsPage) -> str:
    card = page.findChild(QWidget, "about_card")
    return " | ".join(each.text() for each in card.findChildren(QLabel))


def test_who_may_know_the_password_is_said(page: AccountsPage, room: Room) -> None:
    assert "Known by | You and Ben" in about(page)
    assert "only changing it helps" not in about(page)
    heard: list[str] = []
    page.told.connect(heard.append)
    pick(right(page), None)
    room.wait(lambda: bool(heard))
    page.refresh()
    assert "You and Ben. Ben can't get in here any more, but may still know it" in about(page)
    page.open_account(BLUESKY)
    assert "Known by" not in about(page), "the vault does not keep it"


def test_when_the_password_was_changed_unfolds_with_who_did_it(
    page: AccountsPage, room: Room
) -> None:
    room.desk.lock()
    room.clock.go_on(days=3)
    room.enter(BEN)
    changed = "the-newest-of-all-77"
    run_here(records.save_password(room.vault, INSTAGRAM, Secret(changed)))
    room.desk.lock()
    room.enter(ANN)
    record = run_here(records.fetch(room.vault, INSTAGRAM))
    run_here(records.save_record(room.vault, INSTAGRAM, replace(record, note="no new password")))
    page.refresh()
    fold = page.findChild(FoldButton, "password_changes")
    assert fold.text() == "New passwords · 2"
    assert "16 January 2027" not in seen(page)
    fold.setFocus()
    room.qtbot.keyClick(fold, Qt.Key.Key_Space)
    assert "16 January 2027 | Ben | 13 January 2027 | You" in seen(page)
    assert changed not in seen(page)
    page.refresh()
    again = page.findChild(FoldButton, "password_changes")
    assert again.isChecked(), "drawing the page anew folds nothing away"
    assert again.hasFocus()
    page.open_account(FACEBOOK)
    other = page.findChild(FoldButton, "password_changes")
    assert (other.text(), other.isChecked()) == ("New passwords · 1", False)
    assert other.accessibleName() == other.text()
    page.open_account(BLUESKY)
    assert not other.isVisibleTo(page), "the vault never kept one"


def seen(page: AccountsPage) -> str:
    """What the card says that is not folded away."""
    card = page.findChild(QWidget, "about_card")
    return " | ".join(each.text() for each in card.findChildren(QLabel) if each.isVisibleTo(card))


def test_where_the_log_cannot_be_read_nobody_can_say_who_knows(room: Room) -> None:
    put_register(room.store)
    sheet = room.bridge.read(account_sheet, INSTAGRAM)
    assert "nobody can say" in words.known_by(replace(sheet, known=None), None)


def test_a_right_is_gone_also_where_the_password_store_fails(
    page: AccountsPage, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = room.refused
    room.bridge.do(Action.MARK_CHECKED, mark_checked, INSTAGRAM)
    monkeypatch.setattr(room.secrets, "put", refused)
    pick(right(page), None)
    room.wait(lambda: bool(heard))
    assert right_of(room.store, INSTAGRAM, BEN) is None
    assert "only changing it helps" in heard[0]
    assert "new key follows as soon as something is saved" in heard[0]
    assert "password store did not take the entry" in heard[0]
    assert room.failures == []
    assert room.bridge.changes.undoable is None, "no step is left that could undo who Ben is"


def test_a_right_that_was_not_taken_away_is_not_called_gone(
    page: AccountsPage, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_facts: object) -> None:
        raise ExpectedError(Code.DISK_FULL)

    heard: list[str] = []
    page.told.connect(heard.append)
    monkeypatch.setattr(room.vault.changes, "write", full)
    pick(right(page), None)
    room.wait(lambda: room.failures == ["disk_full"])
    assert heard == []
    assert right_of(room.store, INSTAGRAM, BEN) is Right.USE


def test_a_right_stays_until_an_owner_unlocked(page: AccountsPage, room: Room) -> None:
    from smbsocial.ui.vault.unlock_form import UnlockForm

    room.desk.lock()
    pick(right(page), Right.SEE)
    assert right(page).value() is Right.USE, "nothing has happened yet"
    form = room.dialog(UnlockForm)
    closed = room.gone(form)
    form.reject()
    room.wait(closed)
    assert right_of(room.store, INSTAGRAM, BEN) is Right.USE


def test_staff_see_no_rights(page: AccountsPage, room: Room) -> None:
    assert page.findChild(QWidget, "rights_card").isVisibleTo(page)
    room.desk.lock()
    room.enter(BEN)
    assert not page.findChild(QWidget, "rights_card").isVisibleTo(page)


def test_without_a_password_there_is_no_right_to_give(page: AccountsPage) -> None:
    page.open_account(BLUESKY)
    assert right(page) is None
    assert "Once the vault keeps" in page.findChild(QLabel, "rights_say").text()


def test_an_account_without_a_password_goes_and_comes_back(
    page: AccountsPage, room: Room, qtbot: QtBot
) -> None:
    page.open_account(BLUESKY)
    qtbot.keyClick(table(page), Qt.Key.Key_Delete)
    assert room.store.get(Account, BLUESKY) is None
    assert chosen(page) == MAIL, "its neighbour"
    assert room.told == ["Bluesky, @cornercafe.example was taken out of the register."]
    room.bridge.undo_action.trigger()
    assert room.store.get(Account, BLUESKY) is not None
    assert room.store.get(Registration, BLUESKY) is not None


def test_a_kept_password_is_asked_for_before_it_goes(
    page: AccountsPage, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter((False, True))

    def confirm(_parent: object, text: str, _verb: str) -> bool:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(dialogs, "confirm", confirm)
    remove = page.findChild(QPushButton, "remove")
    remove.click()
    assert room.store.get(VaultSecret, INSTAGRAM) is not None
    page.findChild(QPushButton, "remove").click()
    room.wait(lambda: room.store.get(Account, INSTAGRAM) is None)
    assert room.store.get(VaultSecret, INSTAGRAM) is None
    assert len(asked) == 2
    assert "Instagram, @cornercafe" in asked[0]


def test_an_account_in_a_departure_stays(page: AccountsPage, room: Room) -> None:
    line = DepartureLine("line", DepartureId("jo-left"), FACEBOOK, LeavingStep.PASSWORD, rank=1)
    with room.store.transaction() as tx:
        tx.put(line)
    page.open_account(FACEBOOK)
    page.findChild(QPushButton, "remove").click()
    assert room.failures == ["account_in_departure"]
    assert room.store.get(VaultSecret, FACEBOOK) is not None


def test_buttons_of_the_head_say_what_is_wanted(page: AccountsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.leaving_wanted):
        page.findChild(QPushButton, "leaving").click()


def test_the_drill_is_called_for_after_a_quarter(page: AccountsPage, room: Room) -> None:
    assert not page.findChild(QWidget, "drill_due").isVisibleTo(page)
    age(room, weeks=14)
    with room.store.transaction() as tx:
        for id in (INSTAGRAM, FACEBOOK):
            tx.put(Registration(id))
    page.refresh()
    card = page.findChild(QWidget, "drill_due")
    assert card.isVisibleTo(page)
    assert "2 account(s)" in page.findChild(QLabel, "drill_words").text()


def test_an_empty_register_offers_the_first_account(
    room: Room, show: Callable[[], AccountsPage]
) -> None:
    from smbsocial.ui.accounts.forms import AddAccountForm

    page = show()
    assert page.findChild(QWidget, "empty").isVisibleTo(page)
    assert not page.findChild(QPushButton, "add_account").isVisibleTo(page)
    page.findChild(QPushButton, "empty_action").click()
    room.dialog(AddAccountForm).reject()


def test_the_register_needs_no_vault(room: Room, show: Callable[[], AccountsPage]) -> None:
    put_register(room.store)
    page = show()
    assert table(page).model().rowCount() == 5
    assert said(page, 0, Column.PASSWORD) == "not known"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "new today"),
        (13, "13 day(s) old"),
        (14, "2 week(s) old"),
        (364, "52 week(s) old"),
        (365, "1 year(s) old"),
        (-1, "new today"),
    ],
)
def test_how_old_a_password_is(themed: object, days: int, told: str) -> None:
    since = datetime(2027, 1, 13, 9, tzinfo=UTC) - timedelta(days=days)
    assert words.age(since, "Europe/London", TODAY) == told


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2027, 1, 13, 11, 12, tzinfo=UTC), "Today 11:12"),
        (datetime(2027, 1, 11, 9, 40, tzinfo=UTC), "Mon 09:40"),
        (datetime(2027, 1, 2, 9, 40, tzinfo=UTC), "2 January"),
        (datetime(2026, 12, 14, 9, 40, tzinfo=UTC), "14 December"),
        (datetime(2027, 1, 14, 9, 40, tzinfo=UTC), "14 January"),
    ],
)
def test_when_something_happened(themed: object, at: datetime, told: str) -> None:
    assert words.moment(at, "Europe/London", TODAY) == told
