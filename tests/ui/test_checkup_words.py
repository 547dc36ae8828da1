"""What is said of a check-up and of a business that came back."""

from dataclasses import replace
from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from smbsocial.domain.access_log import ChainState
from smbsocial.ui.text import checkup
from smbsocial.usecases.vault.restored import Restored

BACK = Restored(
    business="Corner Café",
    made=datetime(2027, 1, 13, 23, 30, tzinfo=UTC),
    zone="Europe/Berlin",
    owner="Ann",
    records=0,
    unreadable={},
    locked_out=(),
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
