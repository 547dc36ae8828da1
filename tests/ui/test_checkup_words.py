"""What is said of a check-up and of a business that came back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from smbsocial.domain.access_log import ChainState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.text import checkup
from smbsocial.usecases.vault.checkup import (
    BackupCheck,
    KeysCheck,
    PlaceCheck,
    StoreCheck,
    VaultCheck,
)
from smbsocial.usecases.vault.ports import BackupFile
from smbsocial.usecases.vault.restored import Restored
from smbsocial.usecases.vault.session import VaultState

BACK = Restored(
    business="Corner Café",
    made=datetime(2027, 1, 13, 23, 30, tzinfo=UTC),
    zone="Europe/Berlin",
    owner="Ann",
    records=0,
    unreadable={},
    later=0,
    kept_out=(),
    locked_out=(),
    new_kit=False,
    folder_gone="",
    log=ChainState(0, b"", None),
)


def test_the_day_is_the_one_of_the_business(qtbot: QtBot) -> None:
    (said,) = checkup.restored_lines(BACK, "")
    assert "14 Jan" in said
    assert said.endswith("The new passphrase is Ann’s.")


def test_an_owner_without_a_name_is_the_owner(qtbot: QtBot) -> None:
    (said,) = checkup.restored_lines(replace(BACK, owner=""), "")
    assert said.endswith("The new passphrase is the owner’s.")


def test_who_is_locked_out_and_has_no_name_is_told_all_the_same(qtbot: QtBot) -> None:
    said = checkup.restored_lines(replace(BACK, locked_out=("Ben", "")), "/x/replaced-0001.db")
    assert said[1] == "What was here before is in /x/replaced-0001.db."
    assert "Ben, somebody without a name" in said[2]
    assert said[3].startswith("All other rights and passphrases are those of that day again")


def test_who_was_locked_out_since_is_told_apart_from_who_only_waits(qtbot: QtBot) -> None:
    said = checkup.restored_lines(replace(BACK, kept_out=("Eve", "Tom"), locked_out=("Ben",)), "")
    assert said[1].endswith("stays closed to them: Eve, Tom.")
    assert said[2] == "These people need a new passphrase from an owner: Ben."


def test_a_new_kit_is_asked_for_where_an_owner_has_left(qtbot: QtBot) -> None:
    (_, said) = checkup.restored_lines(replace(BACK, new_kit=True), "")
    assert said.endswith("print a new emergency kit.")


def test_how_long_the_copy_opens_what_was_saved_since_is_told(qtbot: QtBot) -> None:
    said = checkup.restored_lines(replace(BACK, later=2), "/x/replaced-0001.db")
    assert said[1].startswith("What was here before is in /x/replaced-0001.db; ")
    assert "30 more days" in said[1]


def line_of_the_store(state: VaultState, store: StoreCheck) -> str:
    place = PlaceCheck("/x", None, (), sound=True)
    keys = KeysCheck(0, (), (), (), 0, 0)
    backup = BackupCheck("", None, None, None, late=True)
    said = checkup.lines(place, VaultCheck(state, store, keys, BACK.log, backup), {})
    return next(line for line in said if "password store" in line)


NO_STORE = StoreCheck(None, ExpectedError(Code.NO_STORE, reason="no_bus"))
LOCKED = StoreCheck("Secret Service", ExpectedError(Code.STORE_LOCKED))
OPEN = StoreCheck("Secret Service", None)


@pytest.mark.parametrize(
    ("state", "store", "begins"),
    [
        (VaultState.READY, NO_STORE, "care  This computer offers no password store"),
        (VaultState.NONE, NO_STORE, "note  This computer offers no password store"),
        (VaultState.READY, LOCKED, "care  The system's password store is locked"),
        (VaultState.KIT_OPEN, OPEN, "good  The password store answers: Secret Service"),
        (VaultState.NONE, OPEN, "note  This computer has a password store: Secret Service"),
    ],
)
def test_a_password_store_is_good_where_it_is_needed_and_there(
    qtbot: QtBot, state: VaultState, store: StoreCheck, begins: str
) -> None:
    assert line_of_the_store(state, store).startswith(begins)


def test_a_backup_of_a_clock_that_was_ahead_is_of_today(qtbot: QtBot) -> None:
    newest = BackupFile("/x/one.smbbackup", BACK.made)
    ahead = BackupCheck("/x", newest, None, timedelta(days=-6), late=False)
    place = PlaceCheck("/x", None, (), sound=True)
    keys = KeysCheck(0, (), (), (), 0, 0)
    said = checkup.lines(place, VaultCheck(VaultState.READY, OPEN, keys, BACK.log, ahead), {})
    assert any(line.endswith("/x/one.smbbackup. Days old: 0.") for line in said), said
