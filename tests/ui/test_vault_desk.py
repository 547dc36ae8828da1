"""The vault's desk: what runs goes to its end, is watched over, backed up and tidied."""

from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot
from vault_room import ANN, BEN, INSTAGRAM, OWNERS, RECORD, Room, log_of

from smbsocial.domain.access_log import Detail
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.vault import VaultPending
from smbsocial.ui.vault import desk
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault import backups, records, unlocking
from smbsocial.usecases.vault.records import Use
from smbsocial.usecases.vault.session import Vault


def test_who_is_at_work_is_known_while_it_is_open(room: Room) -> None:
    assert not room.desk.can_open
    room.keep()
    assert room.desk.can_open
    assert room.desk.person is None
    room.enter(BEN)
    assert room.desk.person is not None
    assert room.desk.person.id == BEN
    assert not room.desk.is_owner
    room.desk.lock(Detail.LEFT_DESK)
    assert room.desk.person is None
    assert log_of(room)[-1] == ("lock", "left_desk")


def test_errors_without_a_taker_go_to_the_message_bar(room: Room) -> None:
    room.keep()
    room.desk.run(
        lambda vault: records.open_record(vault, INSTAGRAM, Use.SHOW), done=lambda _used: None
    )
    room.wait(lambda: room.failures == ["vault_locked"])
    assert not room.desk.attempt(lambda vault: vault.master())
    assert room.failures == ["vault_locked"] * 2
    room.desk.tell(ExpectedError(Code.WRONG_KEY))
    assert room.failures[-1] == "wrong_key"


def test_steps_that_cannot_begin_say_so_at_once(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(_changes: object) -> Vault:
        raise ExpectedError(Code.NO_STORE, reason="x")

    monkeypatch.setattr(room.desk, "_make_vault", nowhere)
    heard: list[Code] = []
    errand = room.desk.run(
        backups.back_up, done=lambda _file: None, failed=lambda error: heard.append(error.code)
    )
    assert errand is None
    assert heard == [Code.NO_STORE]


def test_a_bug_in_the_steps_stays_a_bug(room: Room, qtbot: QtBot) -> None:
    room.keep()

    def broken(_vault: Vault) -> Steps[None]:
        yield from away(lambda: None)
        raise RuntimeError("a bug")

    with qtbot.captureExceptions() as found:
        room.desk.run(broken, done=lambda _none: None)
        room.wait(lambda: bool(found))
    assert found[0][0] is RuntimeError
    assert room.failures == []


def test_whoever_opens_it_and_goes_away_leaves_it_watched(room: Room) -> None:
    room.keep()
    room.desk.run(lambda vault: unlocking.unlock(vault, ANN, OWNERS), done=lambda _how: None)
    room.wait(lambda: room.desk.opened is not None and not room.desk.is_busy)
    assert room.desk._auto_lock is not None
    assert room.desk._auto_lock.watching


def test_what_is_saved_is_backed_up_soon(room: Room, tmp_path: Path) -> None:
    assert desk.BACKUP_MS <= 60_000
    room.keep()
    room.enter()
    backups.choose_backup_folder(room.vault, str(tmp_path))
    room.vault.wants_backup = False
    room.desk._backup.setInterval(20)
    room.desk.run(
        lambda vault: records.save_record(vault, INSTAGRAM, RECORD), done=lambda _none: None
    )
    room.wait(lambda: bool(room.backups.written))
    room.wait(lambda: not room.vault.wants_backup and not room.desk.is_busy)
    assert not room.desk._backup.isActive()


def test_a_backup_that_the_last_run_missed_is_written_after_the_start(
    room: Room, tmp_path: Path
) -> None:
    room.keep()
    room.enter()
    backups.choose_backup_folder(room.vault, str(tmp_path))
    room.desk.lock()
    room.vault.wants_backup = False  # as after a start
    room.desk._tidying.setInterval(1)
    room.desk._backup.setInterval(1)
    room.desk.tidy_later()
    room.wait(lambda: bool(room.backups.written))
    room.wait(lambda: not room.desk.is_busy)
    room.desk.tidy_later()
    room.wait(lambda: not room.desk._tidying.isActive())
    assert not room.desk._backup.isActive(), "it is there"


def test_without_a_folder_nothing_is_written(room: Room) -> None:
    room.keep()
    room.enter()
    room.vault.wants_backup = True  # as after any change
    heard: list[str] = []
    room.desk.changed.connect(lambda: heard.append("changed"))
    room.desk._backup.setInterval(1)
    room.desk.back_up_later()
    room.wait(lambda: not room.desk._backup.isActive())
    room.wait(lambda: not room.desk.is_busy)
    assert not room.desk._backup.isActive(), "nor is it tried again"
    assert heard == [], "and nothing is drawn anew for it"
    assert room.vault.wants_backup
    assert room.backups.written == []
    assert room.failures == []


def test_a_folder_that_is_gone_is_told_once(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.keep()
    room.enter()
    backups.choose_backup_folder(room.vault, str(tmp_path))

    def gone(*_args: object, **_facts: object) -> None:
        raise ExpectedError(Code.FOLDER_GONE, path=str(tmp_path))

    monkeypatch.setattr(room.backups, "write", gone)
    for _ in range(3):
        room.desk._back_up()
        room.wait(lambda: not room.desk.is_busy)
        assert not room.desk._backup.isActive(), "and it is not tried for ever by itself"
    assert room.failures == ["folder_gone"]
    assert room.vault.wants_backup
    monkeypatch.undo()
    room.desk._back_up()
    room.wait(lambda: bool(room.backups.written))


def test_nothing_is_tidied_once_the_window_is_closed(room: Room) -> None:
    room.desk.tidy_later()
    room.desk.back_up_later()
    assert room.desk.close()
    assert not room.desk._tidying.isActive()
    assert not room.desk._backup.isActive()


def test_what_a_crash_left_is_cleared_at_the_start(room: Room) -> None:
    room.keep()
    with room.store.transaction() as tx:
        tx.put(VaultPending("aa" * 8, AccountId("insta"), 1))
    room.desk._tidying.setInterval(1)
    room.desk.tidy_later()
    room.wait(lambda: not room.store.all(VaultPending))
    room.desk.tidy_later()
    room.wait(lambda: not room.desk.is_busy)
    assert room.failures == []


def test_a_keyring_that_does_not_answer_is_told_and_when_it_does_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.keep()
    answer = Event()
    get = room.secrets.get

    def slowly(service: str, username: str) -> str | None:
        answer.wait(5)
        return get(service, username)

    monkeypatch.setattr(room.secrets, "get", slowly)
    said: list[bool] = []
    room.desk.silent.connect(said.append)
    room.desk._the_lane()._patience.setInterval(50)
    room.desk.run(lambda vault: unlocking.unlock(vault, ANN, OWNERS), done=lambda _how: None)
    room.wait(lambda: said == [True])
    assert room.failures == ["store_silent"]
    answer.set()
    room.wait(lambda: said == [True, False])


def test_a_prompt_that_is_cancelled_late_is_told_as_what_it_is(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.keep()
    answer = Event()

    def cancelled(service: str, username: str) -> str | None:
        answer.wait(5)
        raise ExpectedError(Code.STORE_LOCKED)

    monkeypatch.setattr(room.secrets, "get", cancelled)
    said: list[bool] = []
    room.desk.silent.connect(said.append)
    room.desk._the_lane()._patience.setInterval(50)
    room.desk.run(lambda vault: unlocking.unlock(vault, ANN, OWNERS), done=lambda _how: None)
    room.wait(lambda: room.failures == ["store_silent"])
    answer.set()
    room.wait(lambda: room.failures == ["store_silent", "store_locked"])
    assert said == [True]


def test_closing_locks_and_waits(room: Room) -> None:
    room.keep()
    room.enter()
    assert room.desk.close()
    assert room.desk.opened is None
    assert log_of(room)[-1] == ("lock", "")
