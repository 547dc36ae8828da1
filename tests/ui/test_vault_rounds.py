"""A window that stays open for weeks: what is due is done, quietly, and nothing besides."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from shiboken6 import isValid
from vault_room import ANN, BEN, INSTAGRAM, OWNERS, RECORD, Room, log_of

from smbsocial.domain.business import Person
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.vault import Right, VaultOld, VaultPending
from smbsocial.ui.accounts.log_page import LogPage
from smbsocial.ui.vault import desk
from smbsocial.ui.vault.sign_in import SignInHelp
from smbsocial.usecases.changes import Action
from smbsocial.usecases.steps import Steps, away, run_here
from smbsocial.usecases.vault import backups, grants, records, setting_up, unlocking
from smbsocial.usecases.vault.session import Vault
from smbsocial.usecases.vault.setting_up import make_kit

QUICK_MS = 20
A_WHILE_MS = 300
"""Many rounds, were they to repeat anything."""


def quicken(room: Room) -> None:
    """Rounds and backups come in no time."""
    room.desk._backup.setInterval(1)
    room.desk._tidying.setInterval(1)
    room.desk._rounds.setTimerType(Qt.TimerType.CoarseTimer)
    room.desk._rounds.setInterval(QUICK_MS)


@pytest.fixture
def kept(room: Room, tmp_path: Path) -> Room:
    """Two records are kept, a backup holds them, and the window has been open for a while."""
    room.keep()
    room.enter()
    backups.choose_backup_folder(room.vault, str(tmp_path))
    run_here(backups.back_up(room.vault))
    room.desk.lock()
    quicken(room)
    return room


def written(room: Room) -> int:
    return len(room.backups.written)


def settle(room: Room) -> None:
    """Nothing is under way, nor about to be."""
    room.wait(lambda: not room.desk.is_busy and not room.desk._backup.isActive())


def go_round(room: Room) -> None:
    """One round, and what comes of it."""
    room.desk._rounds.stop()
    room.desk._look()
    settle(room)


def plan(room: Room, name: str) -> None:
    """Something changes that the vault knows nothing of."""
    person = room.store.get(Person, BEN)
    assert person is not None
    room.bridge.do(Action.CHANGE_PERSON, lambda tx, _ports: tx.put(replace(person, name=name)))


def heard_by(signal: object) -> list[object]:
    found: list[object] = []
    signal.connect(lambda *said: found.append(said))
    return found


def runs_of(room: Room, patch: pytest.MonkeyPatch) -> list[object]:
    """Every use case that the desk begins from now on."""
    found: list[object] = []
    run = room.desk.run

    def noted(steps: object, **facts: object) -> object:
        found.append(steps)
        return run(steps, **facts)

    patch.setattr(room.desk, "run", noted)
    return found


def save(room: Room) -> None:
    """A record is saved at the desk, as its form does."""
    done: list[None] = []
    room.desk.run(lambda vault: records.save_record(vault, INSTAGRAM, RECORD), done=done.append)
    room.wait(lambda: bool(done))


def choose(room: Room, folder: Path) -> None:
    assert room.desk.attempt(lambda vault: backups.choose_backup_folder(vault, str(folder)))


def test_without_a_folder_nothing_repeats_and_nothing_is_drawn_anew(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.keep()
    room.enter()
    quicken(room)
    room.desk.tidy_later()
    page = LogPage(room.bridge, room.desk, None, room.window)
    page.open()
    sheet = page._sheet
    said = heard_by(room.desk.changed)
    save(room)
    assert room.vault.wants_backup
    ran = runs_of(room, monkeypatch)
    room.qtbot.wait(A_WHILE_MS)
    assert (said, ran, written(room), room.failures) == ([], [], 0, [])
    assert page._sheet is sheet
    choose(room, tmp_path)
    room.wait(lambda: written(room) == 1)
    settle(room)
    room.qtbot.wait(A_WHILE_MS)
    assert (said, len(ran), written(room)) == ([], 1, 1)
    page.reject()


def test_an_unfinished_kit_repeats_nothing_either(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.set_up(kit=False)
    run_here(unlocking.unlock(room.vault, ANN, OWNERS))
    room.desk.entered()
    quicken(room)
    room.desk.tidy_later()
    choose(room, tmp_path)
    assert room.vault.wants_backup
    said, ran = heard_by(room.desk.changed), runs_of(room, monkeypatch)
    room.qtbot.wait(A_WHILE_MS)
    assert (said, ran, written(room), room.failures) == ([], [], 0, [])
    kit = run_here(make_kit(room.vault))
    groups = kit.code.reveal().split("-")
    typed = {number: groups[number - 1] for number in kit.asked}
    assert room.desk.attempt(lambda vault: setting_up.confirm_kit(vault, kit, typed))
    room.wait(lambda: written(room) == 1)


def test_a_right_is_backed_up_soon(kept: Room) -> None:
    kept.enter()
    assert kept.desk.attempt(lambda vault: grants.grant(vault, INSTAGRAM, BEN, Right.SEE))
    kept.wait(lambda: written(kept) == 2)


def test_a_backup_that_is_written_leaves_a_shown_code_and_the_focus(
    kept: Room, tmp_path: Path
) -> None:
    kept.enter()
    form = SignInHelp(kept.desk, kept.bridge, INSTAGRAM, kept.window)
    form.open()
    kept.find(form, QPushButton, "show_code").setFocus()
    kept.press(form, "show_code")
    kept.wait(lambda: kept.find(form, QPushButton, "copy_code").isVisible())
    copy, shown = kept.find(form, QPushButton, "copy_code"), kept.find(form, QLabel, "code_value")
    code = shown.text()
    page = LogPage(kept.bridge, kept.desk, None, form)
    page.show()
    form.activateWindow()
    copy.setFocus()
    sheet = page._sheet
    kept.clock.go_on(days=2)
    go_round(kept)
    assert written(kept) == 2
    kept.qtbot.wait(50)
    assert isValid(copy)
    assert isValid(shown)
    assert shown.isVisible()
    assert len(shown.text()) == len(code) > 0
    assert form.focusWidget() is copy
    assert page._sheet is sheet
    page.reject()
    form.reject()


def test_there_is_one_quiet_timer(room: Room) -> None:
    assert 60_000 <= desk.ROUND_MS <= 30 * 60_000
    room.keep()
    room.desk.tidy_later()
    room.desk._tidying.setInterval(1)
    room.desk.tidy_later()
    room.wait(lambda: not room.desk._tidying.isActive())
    settle(room)
    (active,) = [timer for timer in room.desk.findChildren(QTimer) if timer.isActive()]
    assert (active.interval(), active.isSingleShot()) == (desk.ROUND_MS, False)
    room.desk.close()
    assert not active.isActive()


def test_rounds_go_on_by_themselves(kept: Room) -> None:
    kept.desk.tidy_later()
    for day in range(1, 4):
        kept.clock.go_on(days=1, minutes=1)
        plan(kept, f"Ben {day}")
        kept.wait(lambda day=day: written(kept) == 1 + day)
    kept.qtbot.wait(A_WHILE_MS)
    assert written(kept) == 4
    assert kept.failures == []


def test_only_what_changed_is_backed_up_day_by_day(kept: Room) -> None:
    go_round(kept)
    plan(kept, "Ben the first")
    kept.clock.go_on(hours=23)
    go_round(kept)
    assert written(kept) == 1, "less than a day ago"
    kept.clock.go_on(hours=2)
    go_round(kept)
    assert written(kept) == 2
    for _ in range(5):
        kept.clock.go_on(days=1)
        go_round(kept)
    assert written(kept) == 2, "nothing changed"
    plan(kept, "Ben the second")
    go_round(kept)
    assert written(kept) == 3
    kept.clock.instant += backups.AT_LEAST + timedelta(minutes=1)
    go_round(kept)
    assert written(kept) == 4, "none gets late"


def test_what_changes_while_one_is_written_is_no_old_news(
    kept: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = kept.backups.write
    begun, go_on = Event(), Event()

    def slowly(*args: object, **facts: object) -> object:
        begun.set()
        go_on.wait(5)
        return write(*args, **facts)

    monkeypatch.setattr(kept.backups, "write", slowly)
    kept.clock.go_on(days=2)
    kept.desk._look()
    kept.wait(begun.is_set)
    plan(kept, "Ben meanwhile")
    go_on.set()
    settle(kept)
    kept.clock.go_on(days=1, minutes=1)
    go_round(kept)
    assert written(kept) == 3


def test_27_after_a_sleep_of_days_there_is_one(kept: Room) -> None:
    plan(kept, "Ben before")
    kept.clock.go_on(days=9)
    for _ in range(3):
        go_round(kept)
    assert written(kept) == 2


def test_26_a_clock_that_goes_back_stops_none(kept: Room) -> None:
    kept.clock.go_on(days=300)
    go_round(kept)
    assert written(kept) == 2
    kept.clock.go_on(days=-299)
    plan(kept, "Ben again")
    go_round(kept)
    assert written(kept) == 3
    assert backups.backup_state(kept.vault).last == kept.clock.now()


def test_replaced_records_go_after_thirty_days_without_a_start(kept: Room) -> None:
    kept.enter()
    save(kept)
    settle(kept)
    kept.desk.lock()
    (old,) = kept.store.all(VaultOld)
    there = [name for name in kept.secrets._entries if old.id in name[0]]
    assert there
    kept.desk.tidy_later()
    kept.qtbot.wait(100)
    assert kept.store.all(VaultOld), "not yet"
    kept.clock.go_on(days=31)
    kept.wait(lambda: not kept.store.all(VaultOld))
    settle(kept)
    assert not [name for name in kept.secrets._entries if old.id in name[0]]
    assert kept.failures == []


def fails_with(room: Room, patch: pytest.MonkeyPatch, code: Code) -> list[Code]:
    """Writing fails; the tries."""
    tries: list[Code] = []

    def fail(*_args: object, **_facts: object) -> None:
        tries.append(code)
        raise ExpectedError(code, path="/media/usb")

    patch.setattr(room.backups, "write", fail)
    return tries


@pytest.mark.parametrize("code", [Code.FOLDER_GONE, Code.DISK_FULL])
def test_after_an_error_it_is_told_once_and_tried_again_each_round(
    kept: Room, monkeypatch: pytest.MonkeyPatch, code: Code
) -> None:
    before = backups.backup_state(kept.vault).last
    with monkeypatch.context() as patch:
        tries = fails_with(kept, patch, code)
        kept.clock.go_on(days=2)
        for number in range(1, 4):
            go_round(kept)
            assert len(tries) == number
            assert not kept.desk._backup.isActive(), "not at once"
        assert kept.failures == [code.value]
        assert backups.backup_state(kept.vault).last == before, "it is as old as it is"
        fails_with(kept, patch, Code.FOLDER_READ_ONLY)
        go_round(kept)
        fails_with(kept, patch, code)
        go_round(kept)
        assert kept.failures == [code.value, "folder_read_only"], "no more news"
    go_round(kept)
    assert written(kept) == 2
    assert backups.backup_state(kept.vault).last == kept.clock.now()
    kept.clock.go_on(days=2)
    plan(kept, "Ben later")
    fails_with(kept, monkeypatch, code)
    go_round(kept)
    assert kept.failures == [code.value, "folder_read_only", code.value], "it went well meanwhile"


def keyring_says(kept: Room, patch: pytest.MonkeyPatch, code: Code, **facts: object) -> list[str]:
    """Each question is answered so; returns what was asked for."""
    asked: list[str] = []

    def answer(service: str, _username: str) -> None:
        asked.append(service)
        raise ExpectedError(code, **facts)

    patch.setattr(kept.secrets, "get", answer)
    return asked


def test_a_locked_keyring_is_not_asked_again_and_again(
    kept: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each question may show a prompt, and nobody may be there."""
    kept.clock.go_on(days=2)
    with monkeypatch.context() as patch:
        asked = keyring_says(kept, patch, Code.STORE_LOCKED)
        for _ in range(4):
            go_round(kept)
        assert len(asked) == 1
        kept.clock.go_on(days=1)
        for _ in range(2):
            go_round(kept)
        assert len(asked) == 2, "once a day"
    assert kept.failures == ["store_locked"]
    go_round(kept)
    assert written(kept) == 1
    kept.desk.run(lambda vault: unlocking.unlock(vault, ANN, OWNERS), done=lambda _how: None)
    kept.wait(lambda: kept.desk.opened is not None)
    settle(kept)
    go_round(kept)
    assert written(kept) == 2


def test_a_locked_keyring_that_nobody_uses_is_asked_a_day_later(
    kept: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.clock.go_on(days=2)
    with monkeypatch.context() as patch:
        keyring_says(kept, patch, Code.STORE_LOCKED)
        go_round(kept)
    kept.clock.go_on(days=1)
    go_round(kept)
    assert written(kept) == 2


def test_a_keyring_that_is_not_there_is_looked_for_each_round(
    kept: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.clock.go_on(days=2)
    with monkeypatch.context() as patch:
        keyring_says(kept, patch, Code.NO_STORE, reason="no_service")
        for _ in range(3):
            go_round(kept)
    assert kept.failures == ["no_store"]
    go_round(kept)
    assert written(kept) == 2


def test_tidying_that_fails_is_told_once(kept: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept.store.transaction() as tx:
        tx.put(VaultPending("aa" * 8, INSTAGRAM, 1))

    def refuse(_service: str, _username: str) -> None:
        raise ExpectedError(Code.STORE_REFUSED, reason="x")

    with monkeypatch.context() as patch:
        patch.setattr(kept.secrets, "delete", refuse)
        for _ in range(3):
            go_round(kept)
    assert kept.failures == ["store_refused"]
    go_round(kept)
    assert not kept.store.all(VaultPending)


def test_a_file_that_cannot_be_read_is_told_once(
    kept: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_fn: object, **_facts: object) -> None:
        raise ExpectedError(Code.FOLDER_GONE, path="/data")

    with monkeypatch.context() as patch:
        patch.setattr(kept.bridge, "read", gone)
        for _ in range(3):
            kept.desk._look()
    assert kept.failures == ["folder_gone"]


def test_who_waits_hears_it_though_the_file_cannot_be_read_any_more(
    kept: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that was pulled out while something saved still waits for its backup."""

    def gone(*_args: object) -> None:
        raise ExpectedError(Code.FOLDER_GONE, path="/data")

    heard: list[Code] = []
    kept.vault.wants_backup = True
    with monkeypatch.context() as patch:
        patch.setattr(kept.store, "get", gone)
        kept.desk.run(
            lambda vault: records.fetch(vault, INSTAGRAM),
            done=lambda _record: None,
            failed=lambda error: heard.append(error.code),
        )
        kept.wait(lambda: bool(heard))
        kept.wait(lambda: bool(kept.failures))
    assert heard == [Code.FOLDER_GONE]
    assert kept.failures == ["folder_gone"], "of the backup, once"
    kept.desk.run(records.tidy, done=lambda _none: None)
    settle(kept)
    assert written(kept) == 2


def test_a_round_waits_for_what_is_under_way(kept: Room) -> None:
    answer = Event()

    def slow(_vault: Vault) -> Steps[bool]:
        return (yield from away(lambda: answer.wait(5)))

    kept.clock.go_on(days=2)
    ended: list[bool] = []
    kept.desk.run(slow, done=ended.append)
    kept.wait(lambda: kept.desk.is_busy)
    kept.desk._look()
    assert not kept.desk._backup.isActive()
    answer.set()
    kept.wait(lambda: bool(ended))
    go_round(kept)
    assert written(kept) == 2
    assert log_of(kept)[-1] == ("lock", "")
