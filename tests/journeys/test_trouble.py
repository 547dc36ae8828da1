"""What keeps a folder from being opened is said at the start, with ways on, and nothing is lost."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from person import Start, peek, told
from screen_reader import BOX

pytestmark = pytest.mark.desktop

POST = "Rainy-day post"


def spoil(folder: Path) -> bytes:
    """Write over the middle of the file, as a bad disk does."""
    file = folder / "planning.db"
    with file.open("rb+") as opened:
        opened.seek(0)
        opened.write(b"\0" * 40_000)
    return file.read_bytes()


def test_a_damaged_file_is_said_and_its_copy_is_the_way_on(
    start: Start, cafe: Path, wednesday: dict[str, str]
) -> None:
    seen = start(wednesday, wait=POST)
    assert seen.close() == 0
    spoilt = spoil(cafe)
    app = start(wednesday, wait="is damaged and was left as it is")
    assert {"Restore the newest backup", "Choose another folder…", "Close"} <= set(
        app.reader.texts()
    )
    app.click("Close")
    assert app.wait() == 0
    assert (cafe / "planning.db").read_bytes() == spoilt
    again = start(wednesday, wait="is damaged and was left as it is")
    again.click("Restore the newest backup")
    again.reader.wait_for(POST)
    assert again.close() == 0
    assert len(told(wednesday, cafe, "plan")) == 39
    assert any(path.read_bytes() == spoilt for path in cafe.rglob("*") if path.is_file())


def test_a_damaged_file_without_a_copy_leaves_another_folder(
    start: Start, cafe: Path, wednesday: dict[str, str]
) -> None:
    shutil.rmtree(cafe / "backups", ignore_errors=True)
    spoil(cafe)
    app = start(wednesday, wait="There is no backup beside it.")
    assert app.reader.find("Restore the newest backup") is None
    app.keys("Escape")
    assert app.wait() == 0


def test_a_newer_file_is_left_alone_with_a_sentence(
    start: Start, cafe: Path, wednesday: dict[str, str]
) -> None:
    file = sqlite3.connect(cafe / "planning.db", isolation_level=None)
    file.execute("PRAGMA user_version = 999")
    file.close()
    app = start(wednesday, wait="was written by a newer smbsocial and was left alone.")
    app.keys("Escape")
    assert app.wait() == 0
    assert peek(cafe, "PRAGMA user_version") == [(999,)]


def test_a_folder_that_takes_nothing_is_shown_and_not_changed(
    start: Start, cafe: Path, wednesday: dict[str, str]
) -> None:
    app = start(wednesday, wait=POST, cage=read_only(cafe))
    app.reader.wait_for("cannot be written to. You can look, but nothing can be changed")
    app.click("Close message")
    app.reader.wait_gone("cannot be written to")
    box = app.tab_to(f"Done: Post: “{POST}", BOX)
    app.keys("space")
    app.reader.wait_for("cannot be written to")
    app.reader.wait_until(
        lambda: (seen := app.reader.find(box.name, BOX)) and not seen.checked, "no tick"
    )
    assert app.close() == 0
    assert {row["state"] for row in told(wednesday, cafe, "week")} == {"missed", "open"}


def read_only(folder: Path) -> list[str]:
    """A command that gives its child mounts of its own, in which the folder takes no writing."""
    for cage in (["unshare", "--map-root-user", "--mount"], ["unshare", "--mount"]):
        words = [*cage, "mount", "-t", "tmpfs", "none", "/mnt"]
        if subprocess.run(words, capture_output=True, check=False).returncode == 0:
            mounts = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
            return [*cage, "sh", "-c", mounts, str(folder)]
    pytest.skip("this machine gives no mounts of one's own (unshare)")
