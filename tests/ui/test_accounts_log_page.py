"""The access log's page: filters, whether it is whole, and the table for a spreadsheet."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from accounts_cafe import FACEBOOK, INSTAGRAM, keep, put_register
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from shiboken6 import isValid
from vault_room import ANN, BEN, OWNERS, Room, desk_with_way_in, log_of

from smbsocial.domain.access_log import LogAction
from smbsocial.domain.accounts import Registration
from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.platforms import Account
from smbsocial.ui import dialogs
from smbsocial.ui.accounts.log_model import Column
from smbsocial.ui.accounts.log_page import LogPage, LogTable
from smbsocial.ui.accounts.page import AccountsPage
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.ui.widgets.fields import Choice, DayEdit
from smbsocial.ui.widgets.table_file import harmless
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import records


def opened(room: Room, account: AccountId | None = None) -> LogPage:
    page = LogPage(room.bridge, room.desk, account, room.window)
    page.open()
    return page


@pytest.fixture
def page(room: Room) -> LogPage:
    """The whole log of a vault that Ann has unlocked, after Ben copied a password."""
    keep(room)
    room.enter(BEN)
    run_here(records.open_record(room.vault, INSTAGRAM, records.Use.COPY_PASSWORD))
    room.desk.lock()
    room.enter(ANN)
    return opened(room)


def lines(page: LogPage) -> list[tuple[str, ...]]:
    model = page.findChild(LogTable).model()
    return [
        tuple(str(model.index(row, column).data()) for column in Column)
        for row in range(model.rowCount())
    ]


def pick(page: LogPage, name: str, value: object) -> None:
    choice = page.findChild(Choice, name)
    choice.choose(value)
    choice.activated.emit(choice.currentIndex())


def text(page: LogPage, name: str) -> str:
    return page.findChild(QLabel, name).text()


def press(page: QWidget, name: str) -> None:
    page.findChild(QPushButton, name).click()


def test_the_newest_stands_first_in_words(page: LogPage) -> None:
    found = lines(page)
    assert found[0] == ("13 January 2027, 09:30", "You", "unlocked the vault", "")
    assert ("13 January 2027, 09:30", "Ben", "copied the password", "Instagram, @cornercafe") in (
        found
    )
    assert any(line[2] == "gave Ben a passphrase" for line in found)


def test_a_reader_hears_a_whole_line(page: LogPage) -> None:
    model = page.findChild(LogTable).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    heard = model.index(0, Column.WHEN).data(role)
    assert heard == "13 January 2027, 09:30; You; unlocked the vault; "


def test_it_is_filtered_by_person_account_action_and_days(page: LogPage, room: Room) -> None:
    everything = len(lines(page))
    pick(page, "log_person", BEN)
    mine = lines(page)
    assert 0 < len(mine) < everything
    assert any("let Ben use it" in line for line in mine), "also what concerned them"
    pick(page, "log_account", INSTAGRAM)
    pick(page, "log_action", LogAction.COPY)
    assert [line[2] for line in lines(page)] == ["copied the password"]
    pick(page, "log_account", FACEBOOK)
    assert lines(page) == []
    assert text(page, "no_entries") == "Nothing like that is in the log."
    pick(page, "log_account", INSTAGRAM)
    page.findChild(DayEdit, "log_first").setDate(QDate(2027, 1, 14))
    assert lines(page) == []


def test_from_an_account_it_shows_that_one(page: LogPage, room: Room) -> None:
    page.reject()
    one = opened(room, INSTAGRAM)
    assert {line[3] for line in lines(one)} == {"Instagram, @cornercafe"}
    one.reject()


def test_the_page_of_accounts_opens_it(page: LogPage, room: Room) -> None:
    page.reject()
    accounts = AccountsPage(room.bridge, room.desk)
    accounts.setParent(room.window)
    accounts.show()
    accounts.refresh()
    press(accounts, "all_uses")
    room.dialog(LogPage).reject()


def test_number_and_head_are_shown(page: LogPage, room: Room) -> None:
    entries = room.store.log()
    head = entries[0].hash.hex()[:8]
    said = text(page, "log_state")
    assert said == f"{len(entries)} entry(ies), none changed. The last one is {head}."


def spoil(room: Room, seq: int) -> None:
    """Somebody wrote into the file: an entry is another one now."""
    connection = room.store._link.connection
    connection.execute("DROP TRIGGER access_log_keeps_words")
    connection.execute("UPDATE access_log SET person = 'jo' WHERE seq = ?", (seq,))
    connection.commit()


def test_a_changed_entry_shows_to_everybody(page: LogPage, room: Room) -> None:
    page.reject()
    room.desk.lock()
    spoil(room, 3)
    locked = opened(room)
    card = locked.findChild(QWidget, "log_broken")
    assert card.isVisible()
    assert "An entry was changed after it was written." in text(locked, "log_broken_words")
    assert not locked.findChild(QPushButton, "accept_log").isVisible(), "nobody is at work"
    locked.reject()


def test_an_owner_is_asked_once_and_goes_on(
    page: LogPage, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter((False, True))

    def confirm(_parent: object, text: str, _verb: str) -> bool:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(dialogs, "confirm", confirm)
    spoil(room, room.store.log(limit=1)[0].seq)
    page.refresh()
    card = page.findChild(QWidget, "log_broken")
    assert card.isVisible()
    press(page, "accept_log")
    assert card.isVisible()
    press(page, "accept_log")
    assert not card.isVisible()
    assert len(asked) == 2
    assert log_of(room)[-1] == ("use", "log")


def test_it_follows_who_is_at_work(page: LogPage, room: Room) -> None:
    assert lines(page)[0][1] == "You"
    room.desk.lock()
    assert lines(page)[0][1:3] == ("Ann", "locked the vault")


def test_what_is_shown_becomes_a_table(page: LogPage, room: Room, tmp_path: Path) -> None:
    pick(page, "log_action", LogAction.COPY)
    path = tmp_path / "log.csv"
    page.export(path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert rows[0] == ["Number", "UTC", "When", "Who", "What", "Account", "Hash"]
    (entry,) = [each for each in room.store.log() if each.action is LogAction.COPY]
    assert rows[1] == [
        str(entry.seq),
        "2027-01-13T09:30:00Z",
        "13 January 2027, 09:30",
        "Ben",
        "copied the password",
        "Instagram, @cornercafe",
        entry.hash.hex(),
    ]
    assert log_of(room)[-1] == ("export", "log")
    assert text(page, "log_said").endswith("log.csv")


def test_an_owner_hears_that_the_log_does_not_tell_of_its_export(
    page: LogPage, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_facts: object) -> None:
        raise ExpectedError(Code.DISK_FULL)

    monkeypatch.setattr(room.bridge.changes, "write", full)
    page.export(tmp_path / "log.csv")
    assert (tmp_path / "log.csv").exists()
    said = text(page, "log_said")
    assert "log.csv. This could not be written into the access log" in said
    assert page.findChild(QLabel, "log_said").property("kind") == "error"
    monkeypatch.undo()
    room.desk.lock()
    room.enter(BEN)
    monkeypatch.setattr(room.bridge.changes, "write", full)
    page.export(tmp_path / "again.csv")
    assert not (tmp_path / "again.csv").exists(), "staff carry nothing away unseen"
    assert room.failures == ["log_not_written"]
    monkeypatch.undo()


def test_nobody_carries_the_log_away_unnamed(page: LogPage, room: Room, tmp_path: Path) -> None:
    room.desk.lock()
    press(page, "export_log")
    form = room.dialog(UnlockForm)
    assert not page.findChildren(QFileDialog)
    room.write(form, "passphrase", OWNERS.reveal())
    room.press(form, "confirm")
    dialog = room.dialog(QFileDialog)
    room.desk.lock()
    dialog.fileSelected.emit(str(tmp_path / "there.csv"))
    dialog.reject()
    again = room.dialog(UnlockForm)
    assert not (tmp_path / "there.csv").exists()
    room.write(again, "passphrase", OWNERS.reveal())
    room.press(again, "confirm")
    room.wait((tmp_path / "there.csv").exists)
    assert log_of(room)[-1] == ("export", "log")


def test_a_log_page_that_was_closed_meanwhile_exports_nothing(
    page: LogPage, room: Room, tmp_path: Path
) -> None:
    room.desk.lock()
    page.export(tmp_path / "there.csv")
    form = room.dialog(UnlockForm)
    page.reject()
    room.wait(lambda: not isValid(page))
    room.write(form, "passphrase", OWNERS.reveal())
    room.press(form, "confirm")
    room.wait(lambda: room.desk.is_owner)
    assert not (tmp_path / "there.csv").exists()


def test_formulas_in_names_do_nothing(page: LogPage, room: Room, tmp_path: Path) -> None:
    with room.store.transaction() as tx:
        ben = tx.get(Person, BEN)
        assert ben is not None
        tx.put(replace(ben, name='=HYPERLINK("https://evil.example")'))
    page.refresh()
    page.export(tmp_path / "log.csv")
    written = (tmp_path / "log.csv").read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(written.splitlines()) for cell in row]
    assert '\'=HYPERLINK("https://evil.example")' in cells
    assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_harmless(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1"
    assert harmless("Ben") == "Ben"
    assert harmless("") == ""


def test_a_folder_that_cannot_be_written_is_said(page: LogPage, room: Room, tmp_path: Path) -> None:
    page.export(tmp_path / "missing" / "log.csv")
    assert page.findChild(QLabel, "log_said").property("kind") == "error"
    assert text(page, "log_said")


def test_where_to_is_asked_without_stopping(page: LogPage, room: Room, tmp_path: Path) -> None:
    press(page, "export_log")
    dialog = room.dialog(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("access-log-2027-01-13.csv")
    dialog.fileSelected.emit(str(tmp_path / "there.csv"))
    assert (tmp_path / "there.csv").exists()
    dialog.reject()


def test_accounts_and_people_that_are_gone_have_words(page: LogPage, room: Room) -> None:
    with room.store.transaction() as tx:
        tx.remove(Registration, FACEBOOK)
        tx.remove(Account, FACEBOOK)
    page.refresh()
    assert "an account that was removed" in {line[3] for line in lines(page)}


def test_an_empty_log_says_what_will_stand_here(room: Room) -> None:
    put_register(room.store)
    page = opened(room)
    assert text(page, "no_entries").startswith("Nobody has used the vault yet.")
    assert not page.findChild(QLabel, "log_state").isVisible()
    page.reject()


def test_without_a_keyring_the_log_is_still_shown(room: Room) -> None:
    keep(room)
    desk = desk_with_way_in(room.bridge, None, room.window)
    page = LogPage(room.bridge, desk, None, room.window)
    page.open()
    assert lines(page)
    assert "password store" in text(page, "log_said")
    page.reject()
    desk.close()


def test_a_log_that_cannot_be_read_says_so(page: LogPage, room: Room) -> None:
    connection = room.store._link.connection
    connection.execute("DROP TRIGGER access_log_keeps_words")
    connection.execute("UPDATE access_log SET action = 'nonsense' WHERE seq = 2")
    connection.commit()
    page.refresh()
    assert lines(page) == []
    assert "can't be read" in text(page, "no_entries")
    room.desk.lock()
    assert page.findChild(QWidget, "log_broken").isVisible()
