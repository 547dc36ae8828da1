"""The computer is lost: a backup and the kit's code bring everything back on a new one."""

from pathlib import Path

import kept
import pytest
import real_keyring
from person import Start, told
from screen_reader import LINE

pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("own_keyring")]

POST = "The oat flat white test, round two"
LATER = "Choose the backup"


def test_a_new_computer_gets_everything_from_backup_and_kit(
    start: Start, folder: Path, wednesday: dict[str, str], tmp_path: Path
) -> None:
    backups, old = tmp_path / "stick", tmp_path / "old"
    backups.mkdir()
    code = kept.make(old, wednesday, backups=backups)
    (backup,) = backups.glob("*.smbbackup")
    real_keyring.make_ready()
    assert real_keyring.entries() == {}, "a new computer's keyring is empty"

    app = start(wednesday, wait="What is your business called?")
    app.choose("f", "Restore a backup…", "r")
    app.reader.wait_for("Backup", LINE)
    app.wait_in_front("Restore a backup")
    app.type(str(backup))
    for field, text in (
        ("The code of your emergency kit", wrong(code)),
        ("Passphrase", kept.NEW),
        ("Once more", kept.NEW),
    ):
        app.tab_to(field, LINE)
        app.type(text)
    app.keys("Return")
    app.reader.wait_for("This is not a recovery code: one of its characters")
    app.tab_to("The code of your emergency kit", LINE, key="shift+Tab")
    app.keys("ctrl+a")
    app.type(code.lower().replace("-", " "))
    app.click("Restore it")
    app.reader.wait_for("Corner Café is back as of", seconds=60)
    app.reader.wait_for(POST)
    app.activate()
    app.keys("ctrl+6")
    app.click("Unlock the vault")
    kept.unlock(app, "Ann", kept.NEW)
    app.click("Show the password")
    app.reader.wait_until(lambda: kept.PASSWORD in app.reader.heard(), "the password shown")
    assert app.close() == 0

    again = start(wednesday, wait=POST)
    again.keys("ctrl+6")
    again.click("Unlock the vault")
    kept.unlock(again, "Ann", kept.NEW)
    again.reader.wait_for("Copy the password")
    assert again.close() == 0
    assert told(wednesday, folder, "week") == told(wednesday, old, "week")


def wrong(code: str) -> str:
    """With one typing error."""
    other = "A" if code[0] != "A" else "B"
    return other + code[1:]
