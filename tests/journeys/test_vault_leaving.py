"""Somebody leaves: from locked out to the signed sheet, with the plug pulled midway."""

import re
import subprocess
from pathlib import Path

import kept
import pytest
from board import pasted
from person import Program, Start, peek
from screen_reader import BUTTON, COMBO, LINE

pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("own_keyring")]

POST = "The oat flat white test, round two"
BEFORE_THE_PLUG = 4
MOST_STEPS = 60
NEXT = ("Done: ", "Done, save", "Make a new kit", "Close this departure")
ALL_DONE = "Everything on the list is answered"
COUNT = re.compile(r"(\d+) of (\d+) steps done")


def test_a_departure_from_start_to_sheet_across_a_pulled_plug(
    start: Start, folder: Path, wednesday: dict[str, str], tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    kept.make(folder, wednesday, backups=backups)
    app = start(wednesday, wait=POST)
    app.keys("ctrl+7")
    app.click("Ben: Is leaving…")
    app.reader.wait_for("Ben is locked out of the vault at once.")
    app.click("Lock Ben out and start")
    kept.unlock(app, "Ann", kept.OWNERS)
    app.reader.wait_for("Ben is leaving")
    app.reader.wait_for("locked out of the vault since today 09:3")
    copied: list[str] = []
    for _ in range(BEFORE_THE_PLUG):
        answer_next(app, copied)
    done = steps_done(app)
    app.kill()

    again = start(wednesday, wait=POST)
    again.keys("ctrl+7")
    again.click("Go on: Ben is leaving")
    assert steps_done(again) == done
    unlocked = False
    for _ in range(MOST_STEPS):
        if again.reader.find(ALL_DONE):
            break
        answer_next(again, copied, unlock=not unlocked)
        unlocked = True
    again.reader.wait_for(ALL_DONE)
    assert len(set(copied)) == len(copied) > 0
    reach(again, "Close this departure")
    again.keys("space")
    again.reader.wait_for("It is closed, and a fresh backup is written.", seconds=60)
    again.reader.wait_for("Ben has left")
    pdf = tmp_path / "ben.pdf"
    again.click("Hand-over sheet (PDF)")
    again.reader.wait_for("Save the hand-over sheet")
    again.wait_in_front("Save the hand-over sheet")
    again.keys("ctrl+a")
    again.type(str(pdf))
    again.keys("Return")
    again.reader.wait_until(pdf.exists, "the sheet")
    again.reader.wait_for("The hand-over sheet is saved as ben.pdf.")
    ben_is_out(again, copied)
    assert again.close() == 0
    look_at(pdf, never=(kept.PASSWORD, *copied))
    assert len(list(backups.glob("*.smbbackup"))) >= 2
    ((closed,),) = peek(folder, "SELECT closed_by FROM departure")
    assert closed == "ann"


def answer_next(app: Program, copied: list[str], *, unlock: bool = False) -> None:
    """Do what the list says next, and wait until it counts; new passwords go into `copied`."""
    before = steps_done(app)
    if app.reader.find("Done, save the new password", BUTTON):
        reach(app, "Copy the new password for ")
        app.keys("space")
        if unlock:
            kept.unlock(app, "Ann", kept.OWNERS)
        app.reader.wait_until(lambda: pasted()[0] not in {"", *copied}, "a new password")
        copied.append(pasted()[0])
        reach(app, "Done, save the new password")
        app.keys("space")
    elif app.reader.find("Make a new kit…", BUTTON):
        reach(app, "Make a new kit…")
        app.keys("space")
        if unlock:
            kept.unlock(app, "Ann", kept.OWNERS)
        kept.write_kit(app, app.click)
    else:
        kit = app.reader.find("Make a new kit…", BUTTON)
        reach(app, "Not needed" if kit else "Done: ")
        app.keys("space")
        if unlock:
            kept.unlock(app, "Ann", kept.OWNERS)
    app.reader.wait_until(lambda: steps_done(app) > before, f"more than {before} steps done")
    app.reader.wait_until(lambda: is_at_next(app), "the keyboard at what comes next")


def is_at_next(app: Program) -> bool:
    """Whether pressing the space bar would do the next thing."""
    focused = app.reader.focused()
    return focused is not None and focused.name.startswith(NEXT)


def reach(app: Program, name: str) -> None:
    """Have the keyboard at a button: it may be there already."""
    focused = app.reader.focused()
    if focused is None or name not in focused.name or focused.role != BUTTON:
        app.tab_to(name, BUTTON)


def steps_done(app: Program) -> int:
    """How far the list is."""
    told = app.reader.wait_for(" steps done").name
    found = COUNT.search(told)
    assert found is not None, told
    return int(found.group(1))


def ben_is_out(app: Program, copied: list[str]) -> None:
    """Nobody offers to unlock the vault for Ben, and what is kept now is new."""
    app.keys("F9")
    app.keys("ctrl+6")
    app.click("Unlock the vault")
    app.reader.wait_for("Your passphrase", LINE)
    assert app.reader.find("Ben", COMBO) is None
    kept.unlock(app, "Ann", kept.OWNERS)
    app.click("Show the password")
    app.reader.wait_for("Hide the password")
    heard = app.reader.heard()
    assert kept.PASSWORD not in heard
    assert any(word in heard for word in copied)


def look_at(pdf: Path, *, never: tuple[str, ...]) -> None:
    """The sheet: one page, who, what, when, and two lines to sign."""
    facts = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Pages:\s+1$", facts, re.MULTILINE)
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in (
        "Hand-over sheet: Ben", "Corner Café", "Instagram", "Facebook Page", "Ann",
        "Closed on 13 January 2027", "Place and date", "For Corner Café",
    ):  # fmt: skip
        assert words in text, (words, text)
    assert not any(secret in text for secret in never)
