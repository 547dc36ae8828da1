"""The owner's first evening with the vault, in the real window on a real keyring."""

import time
from pathlib import Path

import kept
import pytest
import real_keyring
from board import pasted
from person import Program, Push, Start, peek
from screen_reader import COMBO, LINE

pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("own_keyring")]

STEPS = 5
GONE_SECONDS = 25
"""A copied password stays for twenty."""


def test_an_account_its_vault_and_a_password_that_is_copied_and_shown_again(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    kept.plain(folder)
    app = start(wednesday, wait="This week")
    register(app, app.click)
    app.click("Put the password in")
    set_up(app, app.click)
    put_in(app, app.click)
    app.click("Copy the password")
    app.reader.wait_until(lambda: pasted() == (kept.PASSWORD, "secret"), "the password copied")
    wait_for_empty_board()
    assert kept.PASSWORD not in app.reader.heard()
    assert app.close() == 0

    again = start(wednesday, wait="This week")
    again.keys("ctrl+6")
    again.click("Unlock the vault")
    kept.unlock(again, "Ann", kept.OWNERS)
    again.click("Show the password")
    again.reader.wait_until(lambda: kept.PASSWORD in again.reader.heard(), "the password shown")
    again.click("Hide the password")
    again.reader.wait_until(lambda: kept.PASSWORD not in again.reader.heard(), "dots again")
    again.reader.wait_for("looked at the password")
    assert again.close() == 0
    assert pasted()[0] == ""
    assert [action for (action,) in peek(folder, LOG)] == LOGGED
    assert all(kept.PASSWORD not in value for value in real_keyring.entries().values())
    assert kept.PASSWORD.encode() not in (folder / "planning.db").read_bytes()


LOG = "SELECT action || ' ' || detail FROM access_log ORDER BY seq"
LOGGED = [
    "unlock set_up", "export kit", "save first", "copy password", "lock ",
    "unlock ", "show password", "lock ",
]  # fmt: skip


def test_the_same_without_a_mouse(start: Start, folder: Path, wednesday: dict[str, str]) -> None:
    kept.plain(folder)
    app = start(wednesday, wait="This week")
    register(app, app.press)
    app.press("Put the password in")
    set_up(app, app.press)
    put_in(app, app.press)
    app.press("Copy the password")
    app.reader.wait_until(lambda: pasted() == (kept.PASSWORD, "secret"), "the password copied")
    app.keys("F9")
    app.reader.wait_for("The password is in the vault, and the vault is locked.")
    assert pasted()[0] == ""
    app.press("Unlock the vault")
    app.reader.wait_for("Your passphrase", LINE)
    app.wait_in_front("Unlock the vault")
    app.type(kept.OWNERS)
    app.keys("Return")
    app.reader.wait_for("Copy the password")
    assert app.close() == 0


def register(app: Program, push: Push) -> None:
    """Write the Instagram account down; it is chosen then."""
    app.keys("ctrl+6")
    app.reader.wait_for("No account is written down yet")
    push("Add the first account")
    app.reader.wait_for("Platform or service")
    app.wait_in_front("Add an account")
    app.type("Insta")
    app.reader.wait_for("Instagram", COMBO)
    app.tab_to("Name there", LINE)
    app.type("@cornercafe")
    push("Add the account")
    app.reader.wait_for("Instagram, @cornercafe", "cell")
    app.reader.wait_for("The password of this account is not kept yet")


def set_up(app: Program, push: Push) -> None:
    """The five steps, with a passphrase of one's own and the code written down by hand."""
    app.reader.wait_for(f"Step 1 of {STEPS}")
    push("Choose a passphrase")
    app.reader.wait_for(f"Step 2 of {STEPS}")
    kept.fill(app, "Passphrase", kept.OWNERS)
    kept.fill(app, "Once more", kept.OWNERS)
    app.reader.wait_for("Very good.", "label")
    assert kept.OWNERS not in app.reader.heard()
    push("Use this passphrase")
    app.reader.wait_for(f"Step 3 of {STEPS}")
    kept.write_kit(app, push)
    app.reader.wait_for(f"Step {STEPS} of {STEPS}")
    push("Finish")


def put_in(app: Program, push: Push) -> None:
    """A password, and the vault keeps it."""
    app.reader.wait_for("What the vault keeps of Instagram")
    name = app.reader.wait_for("User name or e-mail", LINE)
    assert app.reader.text_of(name) == "cornercafe"
    kept.fill(app, "Password", kept.PASSWORD)
    assert kept.PASSWORD not in app.reader.heard()
    push("Keep it in the vault")
    app.reader.wait_for("The vault keeps the password of Instagram now.")
    app.reader.wait_for("Copy the password")


def wait_for_empty_board() -> None:
    end = time.monotonic() + GONE_SECONDS
    while pasted()[0]:
        assert time.monotonic() < end, "the password stayed on the clipboard"
        time.sleep(0.5)
