"""Someone is leaving: the table, the next step, the new password, closing, and the way back."""

from pathlib import Path

import people_room
import pytest
from people_room import CANVA, MAYA, SAM, People
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
)
from vault_room import ANN, BLUESKY, FACEBOOK, INSTAGRAM, OWNERS, RECORD, Room

from smbsocial.domain.departures import LeavingStep, LineState
from smbsocial.domain.ids import DepartureId
from smbsocial.domain.plan import Duty, DutyKind, Every
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import MetaKey
from smbsocial.ui import dialogs
from smbsocial.ui.people.forms import ReasonForm, WorkForm
from smbsocial.ui.people.leaving_rows import LeavingRow
from smbsocial.ui.vault.unlock_form import UnlockForm
from smbsocial.ui.widgets.fields import Choice
from smbsocial.usecases.roster import work_of
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import grants, records
from smbsocial.usecases.vault.departures import close
from smbsocial.usecases.vault.leaving import answer_step
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import meta, put_meta

S = LeavingStep


@pytest.fixture
def people(room: Room) -> People:
    """Ann is at work, and Maya has an owner's passphrase, too."""
    people_room.keep(room)
    made = people_room.made(room)
    room.enter()
    run_here(grants.give_passphrase(room.vault, MAYA, Secret("maya paints the shutters blue")))
    return made


@pytest.fixture
def leaving(people: People) -> DepartureId:
    """Sam's list, shown."""
    id = people.leave()
    people.press(f"go_on-{id}")
    return id


def title(people: People) -> str:
    people.settle()
    found = [each for each in people.page.findChildren(QLabel, "step_title") if each.isVisible()]
    assert len(found) == 1
    return found[0].text()


def row(people: People, account: str) -> LeavingRow:
    people.settle()
    made = people.page.findChild(LeavingRow, f"row-{account}")
    assert made is not None
    return made


def to_password(people: People, id: DepartureId) -> None:
    """Everything but the passwords is done."""
    people.answer_all(id, besides=S.PASSWORD)


def put_folder(people: People, folder: Path) -> None:
    """Where backups go."""
    people.room.bridge.changes.write(
        lambda tx, _ports: put_meta(tx, MetaKey.BACKUP_FOLDER, str(folder))
    )


def active(people: People) -> None:
    people.room.window.activateWindow()
    people.room.wait(people.room.window.isActiveWindow)
    people.settle()


def focused(people: People) -> str:
    at = people.room.window.focusWidget()
    return at.objectName() if at else ""


def reason(people: People, why: str) -> None:
    form = people.room.dialog(ReasonForm)
    people.room.write(form, "why", why)
    gone = people.room.gone(form)
    people.press("confirm", form)
    people.room.wait(gone)


def test_the_table_says_what_was_used_changed_and_is_left(
    people: People, leaving: DepartureId
) -> None:
    words = people.sheet_words
    assert "locked out of the vault since today 09:30" in words
    assert "can be continued later" in words
    assert "Monday, password copied" in words
    bluesky = row(people, BLUESKY).accessibleName()
    assert bluesky.startswith("Bluesky, could use it · @cornercafe.example, Monday")
    assert ", no, " in bluesky
    assert "disconnect apps" in bluesky, "a reader hears all of it"
    assert "never saw a password, not needed" in row(people, FACEBOOK).accessibleName()
    assert "not known, ask" in row(people, CANVA).accessibleName()
    bar = people.page.findChild(QProgressBar)
    assert bar.accessibleDescription().startswith("4 of ")
    assert "Why in this order" in words
    assert "A password that Sam has seen is known to Sam." in words


def test_steps_are_done_one_after_another(people: People, leaving: DepartureId) -> None:
    assert title(people) == "Next: close the computer login"
    people.press("done")
    assert people.line(leaving, S.COMPUTER_LOGIN, None).by == ANN
    assert title(people) == "Next: replace the recovery e-mail and phone of Instagram"
    people.press("not_needed")
    assert people.line(leaving, S.RECOVERY_CONTACT, INSTAGRAM).state is LineState.NOT_NEEDED
    there = "Next: make the second factor and backup codes of Instagram new"
    assert title(people) == there, "one account is gone through in one visit"


def test_the_keyboard_comes_to_the_next_thing(people: People, leaving: DepartureId) -> None:
    active(people)
    button = people.page.findChild(QPushButton, "done")
    button.setFocus()
    people.room.qtbot.keyClick(button, Qt.Key.Key_Space)
    people.room.wait(lambda: focused(people) == "done")
    assert people.line(leaving, S.COMPUTER_LOGIN, None).state is LineState.DONE


def test_a_row_shows_its_own_steps(people: People, leaving: DepartureId) -> None:
    row(people, CANVA).click()
    assert title(people) == "Next: replace the recovery e-mail and phone of Canva"
    assert row(people, CANVA).isChecked()
    box = people.page.findChild(QCheckBox, "tick-remove_role")
    box.click()
    assert people.line(leaving, S.ROLE, CANVA).state is LineState.DONE
    assert title(people).endswith("of Canva"), "it stays until nothing is left there"
    box = people.page.findChild(QCheckBox, "tick-remove_role")
    box.click()
    assert people.line(leaving, S.ROLE, CANVA).state is LineState.OPEN
    row(people, "house").click()
    assert title(people) == "Next: close the computer login"


def test_done_stays_at_an_account_that_has_open_steps(people: People, leaving: DepartureId) -> None:
    for step in (S.COMPUTER_LOGIN, S.BROWSERS):
        line = people.line(leaving, step, None)
        people.room.bridge.changes.write(answer_step, line.id, by=ANN, state=LineState.DONE)
    people.page.refresh()
    at = title(people).rpartition(" of ")[2]
    people.press("done")
    assert at in title(people)
    house = people.page.findChild(LeavingRow, "row-house")
    assert not house.findChildren(QCheckBox), "a row is chosen, not ticked"
    assert house.findChild(QLabel, "sign-circle") or house.findChild(QLabel, "sign-circle-check")


def test_what_the_vault_does_cannot_be_ticked(people: People, leaving: DepartureId) -> None:
    people.settle()
    boxes = {box.objectName() for box in people.page.findChildren(QCheckBox) if box.isVisible()}
    assert "tick-browser_profiles" in boxes
    for step in (S.LOCKED, S.DEVICE_KEY, S.BACKUP):
        assert f"tick-{step.value}" not in boxes
    assert "the vault does it when you close" in people.sheet_words


def test_why_something_could_not_be_done_is_asked(people: People, leaving: DepartureId) -> None:
    people.press("could_not")
    form = people.room.dialog(ReasonForm)
    people.press("confirm", form)
    assert "Please fill this in." in people.room.words(form)
    reason(people, "The key is with the landlord")
    line = people.line(leaving, S.COMPUTER_LOGIN, None)
    assert (line.state, line.note) == (LineState.COULD_NOT, "The key is with the landlord")
    assert "1 could not be done" in people.sheet_words
    row(people, "house").click()
    assert "could not: The key is with the landlord · Ann, today 09:30" in people.sheet_words


def test_a_new_password_is_made_copied_and_saved(
    people: People, leaving: DepartureId, opened: list[str]
) -> None:
    to_password(people, leaving)
    row(people, BLUESKY).click()
    assert title(people) == "Next: change the Bluesky password"
    people.press("save")
    assert people.room.refused == ["Copy the new password first, and paste it there."]
    assert people.told == []
    people.press("open_page")
    assert opened == ["https://bsky.app/settings/account"]
    people.press("copy_new_password")
    copied = QGuiApplication.clipboard().text()
    rules = people.room.bridge.ports.library.password_rules("bluesky")
    assert len(copied) == rules.length
    people.press("copy_new_password")
    assert QGuiApplication.clipboard().text() == copied, "made once"
    people.press("save")
    people.room.wait(lambda: "The vault keeps the new password." in people.told)
    assert QGuiApplication.clipboard().text() == ""
    line = people.line(leaving, S.PASSWORD, BLUESKY)
    assert (line.state, line.by) == (LineState.DONE, ANN)
    kept = run_here(records.open_record(people.room.vault, BLUESKY, Use.EDIT)).record
    assert (kept.password, kept.login) == (copied, RECORD.login)
    assert "yes, 09:30" in row(people, BLUESKY).accessibleName()


def test_a_password_in_use_outlives_a_lock(people: People, leaving: DepartureId) -> None:
    """Changed on the platform, but the vault locked itself before it was saved."""
    to_password(people, leaving)
    row(people, BLUESKY).click()
    people.press("copy_new_password")
    copied = QGuiApplication.clipboard().text()
    people.room.desk.lock()
    people.press("save")
    unlock = people.room.dialog(UnlockForm)
    people.room.write(unlock, "passphrase", OWNERS.reveal())
    people.press("confirm", unlock)
    people.room.wait(lambda: "The vault keeps the new password." in people.told)
    kept = run_here(records.open_record(people.room.vault, BLUESKY, Use.EDIT)).record
    assert kept.password == copied


def copy_one(people: People, leaving: DepartureId) -> None:
    to_password(people, leaving)
    row(people, BLUESKY).click()
    people.press("copy_new_password")
    assert people.page.unsaved == ("Bluesky @cornercafe.example",)


@pytest.mark.parametrize("name", ["stays", "close_open"])
def test_a_new_password_that_nobody_saved_ends_with_the_list_after_asking(
    people: People, leaving: DepartureId, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    said: list[str] = []
    answers = {"stays": [True, False, True, True], "close_open": [False, True]}[name]

    def confirm(_parent: object, text: str, _verb: str) -> bool:
        said.append(text)
        return answers.pop(0)

    def end() -> None:
        people.press(name)
        if name == "close_open":
            reason(people, "the accounts are gone")

    copy_one(people, leaving)
    monkeypatch.setattr(dialogs, "confirm", confirm)
    end()
    assert "copied and not saved in the vault: Bluesky @cornercafe.example" in said[-1]
    assert people.page.unsaved, "it may be in use"
    before = people.departure(leaving)
    assert not before.cancelled
    assert before.closed_at is None
    end()
    people.room.wait(lambda: people.page.unsaved == ())
    after = people.departure(leaving)
    assert after.cancelled or after.closed_at is not None


def test_a_locked_vault_gives_no_new_password_away(people: People, leaving: DepartureId) -> None:
    to_password(people, leaving)
    row(people, BLUESKY).click()
    people.press("copy_new_password")
    people.room.desk.lock()
    people.press("copy_new_password")
    unlock = people.room.dialog(UnlockForm)
    assert QGuiApplication.clipboard().text() == ""
    unlock.reject()


def test_an_account_outside_the_vault_may_stay_there(people: People, leaving: DepartureId) -> None:
    to_password(people, leaving)
    row(people, CANVA).click()
    people.press("elsewhere")
    line = people.line(leaving, S.PASSWORD, CANVA)
    assert (line.state, line.by) == (LineState.DONE, ANN)


def test_another_owner_goes_on_with_it(people: People, leaving: DepartureId) -> None:
    people.press("later")
    people.room.desk.lock()
    run_here(
        people_room.unlocking.unlock(
            people.room.vault, MAYA, Secret("maya paints the shutters blue")
        )
    )
    people.room.desk.entered()
    people.press(f"go_on-{leaving}")
    people.press("done")
    assert people.line(leaving, S.COMPUTER_LOGIN, None).by == MAYA


def test_closing_with_steps_open_wants_a_reason(
    people: People, leaving: DepartureId, tmp_path: Path
) -> None:
    put_folder(people, tmp_path)
    people.press("close_open")
    form = people.room.dialog(ReasonForm)
    people.press("confirm", form)
    assert "Please fill this in." in people.room.words(form)
    reason(people, "The shop closes for good")
    people.room.wait(lambda: people.departure(leaving).closed_at is not None)
    people.room.wait(lambda: bool(people.room.backups.written))
    assert people.departure(leaving).why == "The shop closes for good"
    told = "Left open because: The shop closes for good"
    people.room.wait(lambda: told in people.sheet_words)


def test_the_end_is_a_new_device_key_and_a_fresh_backup(
    people: People, leaving: DepartureId, tmp_path: Path
) -> None:
    put_folder(people, tmp_path)
    before = meta(people.room.store, MetaKey.DEVICE)
    people.answer_all(leaving)
    assert title(people) == "Everything on the list is answered"
    assert not people.has("close_open")
    people.press("close")
    people.room.wait(lambda: bool(people.told))
    assert people.told[-1] == "It is closed, and a fresh backup is written."
    assert meta(people.room.store, MetaKey.DEVICE) != before
    assert people.line(leaving, S.BACKUP, None).state is LineState.DONE
    assert "Sam has left" in people.sheet_words
    assert "by Ann." in people.sheet_words
    assert not people.has("done")
    assert people.has("save_sheet")
    people.press("later")
    assert "left_fold" in {w.objectName() for w in people.page.findChildren(object)}


def test_without_a_folder_it_is_asked_for_where(
    people: People, leaving: DepartureId, tmp_path: Path
) -> None:
    people.answer_all(leaving)
    people.press("close")
    people.room.wait(lambda: any(d.isVisible() for d in people.page.findChildren(QFileDialog)))
    dialog = next(d for d in people.page.findChildren(QFileDialog) if d.isVisible())
    dialog.reject()
    assert "The fresh backup at the end is still missing." in people.sheet_words
    people.press("make_good")
    people.room.wait(lambda: any(d.isVisible() for d in people.page.findChildren(QFileDialog)))
    dialog = next(d for d in people.page.findChildren(QFileDialog) if d.isVisible())
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    people.room.wait(lambda: bool(people.room.backups.written))
    people.room.wait(lambda: not people.has("leaving_warning"))


def test_who_stays_after_all_is_asked_about_once(
    people: People, leaving: DepartureId, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter((False, True))

    def confirm(parent: object, text: str, verb: str) -> bool:
        asked.append(verb)
        return next(answers)

    monkeypatch.setattr(dialogs, "confirm", confirm)
    people.press("stays")
    assert not people.departure(leaving).cancelled
    people.press("stays")
    assert asked == ["Sam stays", "Sam stays"]
    assert people.departure(leaving).cancelled
    assert "Sam stays after all" in people.sheet_words
    people.press("later")
    assert people.has("change-sam")


def test_work_is_handed_over(people: People) -> None:
    with people.room.store.transaction() as tx:
        duty = Duty("d", "winter", DutyKind.ANSWER, Every.WEEK, (2,), 10, SAM)
        tx.put(duty)
    id = people.leave()
    people.press(f"go_on-{id}")
    people.press("hand_over")
    form = people.room.dialog(WorkForm)
    form.findChild(Choice, "to").choose(MAYA)
    gone = people.room.gone(form)
    people.press("confirm", form)
    people.room.wait(gone)
    ports = people.room.bridge.ports
    assert work_of(people.room.store, ports, MAYA).duties
    assert not people.has("work_left")


def test_without_a_vault_the_flow_works_and_says_who(room: Room) -> None:
    people_room.put_people(room)
    people = people_room.made(room)
    id = people.leave()
    people.press(f"go_on-{id}")
    you = people.page.findChild(Choice, "you_are")
    assert you.isVisible()
    you.choose(MAYA)
    you.activated.emit(1)
    people.press("done")
    assert people.line(id, S.COMPUTER_LOGIN, None).by == MAYA
    assert people.line(id, S.LOCKED, None).state is LineState.NOT_NEEDED
    row(people, INSTAGRAM).click()
    people.answer_all(id)
    people.page._leaving.show_departure(id)
    people.press("close")
    people.room.wait(lambda: people.departure(id).closed_at is not None)
    assert people.departure(id).closed_by == MAYA
    people.room.wait(lambda: people.told == ["It is closed."])
    assert "Sam has left" in people.sheet_words


def test_a_list_that_was_closed_elsewhere_shows_that(people: People, leaving: DepartureId) -> None:
    run_here(close(people.room.vault, leaving, ANN, why="closed by Maya"))
    people.page.refresh()
    assert "Sam has left" in people.sheet_words
    assert not people.has("stays")


def test_a_key_of_the_keyboard_chooses_a_row(people: People, leaving: DepartureId) -> None:
    active(people)
    first = row(people, "house")
    first.setFocus()
    people.room.qtbot.keyClick(first, Qt.Key.Key_Down)
    people.room.wait(lambda: focused(people) == f"row-{INSTAGRAM}")
    assert row(people, INSTAGRAM).isChecked()
    assert title(people).endswith("of Instagram")
