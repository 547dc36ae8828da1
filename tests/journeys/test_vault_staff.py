"""Staff with the vault: help with signing in from a task, and what a screen reader may hear."""

from pathlib import Path

import kept
import pytest
from board import pasted
from person import Program, Start, peek
from screen_reader import BOX, LINE

pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("own_keyring")]

POST = "The oat flat white test, round two"
USES = "SELECT person, action, account, detail FROM access_log ORDER BY seq DESC LIMIT 3"


def test_staff_sign_in_from_a_task_without_ever_seeing_the_password(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    kept.make(folder, wednesday)
    app = start(wednesday, wait=POST)
    heard = [app.reader.heard()]
    app.click(f"Sign in…: Post: “{POST}")
    app.reader.wait_for("Better: access of your own.")
    app.click("Sign in with the shared password this time")
    app.reader.wait_for("The password is in the vault, and the vault is locked.")
    app.click("Unlock the vault")
    kept.unlock(app, "Ben", kept.STAFFS, given=True)
    app.reader.wait_for("1. Open the sign-in page, and come back here.")
    assert app.reader.find("Show the password") is None
    heard.append(app.reader.heard())
    app.click("Copy the password")
    app.reader.wait_until(lambda: pasted() == (kept.PASSWORD, "secret"), "the password copied")
    heard.append(app.reader.heard())
    app.click("Close")
    app.keys("ctrl+6")
    app.reader.wait_for("copied the password")
    app.reader.wait_for("Today 09:3")
    heard.append(app.reader.heard())
    assert app.reader.find("Show the password") is None
    app.click("Change password…")
    app.reader.wait_for("Change the password of Instagram")
    assert app.reader.find("Show what is typed in") is None
    heard.append(app.reader.heard())
    app.keys("Escape")
    app.keys("F9")
    app.reader.wait_for("The password is in the vault, and the vault is locked.")
    assert pasted()[0] == ""
    assert not any(kept.PASSWORD in said for said in heard)
    assert app.close() == 0
    assert peek(folder, USES) == [
        ("ben", "lock", "", ""),
        ("ben", "copy", kept.INSTAGRAM, "password"),
        ("ben", "unlock", "", ""),
    ]


def test_a_reader_names_everything_and_never_says_what_is_hidden(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    kept.make(folder, wednesday)
    app = start(wednesday, wait="This week")
    app.keys("ctrl+6")
    app.reader.wait_for(
        "Instagram, @cornercafe, check it. Registered to: owner@cornercafe.example."
        " Second factor: in the vault. Who can get in: Ann and Ben. Password: 2 days old.",
        "cell",
    )
    names = {(seen.role, seen.name) for seen in app.reader.everything()}
    assert {("table", "Accounts"), ("cell", "in the vault"), ("cell", "Ann and Ben")} <= names
    assert {("column header", "Second factor"), ("column header", "State")} <= names
    app.click("Unlock the vault")
    app.wait_in_front("Unlock the vault")
    app.type(kept.OWNERS)
    hidden = app.reader.heard()
    app.keys("Return")
    app.reader.wait_for("Copy the password")
    unlocked = app.reader.heard()
    assert_nameless(app)
    app.click("Show the password")
    app.reader.wait_until(lambda: kept.PASSWORD in app.reader.heard(), "the password is said")
    app.click("Hide the password")
    app.reader.wait_for("hidden", "label")
    again = app.reader.heard()
    app.click("All that is kept…")
    app.reader.wait_for("What the vault keeps of Instagram")
    form = app.reader.heard()
    assert_nameless(app)
    app.click("Show what is typed in: Password", BOX)
    app.reader.wait_until(
        lambda: app.reader.text_of(app.reader.wait_for("Password", LINE)) == kept.PASSWORD,
        "the password is said in its field",
    )
    app.keys("Escape")
    app.reader.wait_gone("What the vault keeps of Instagram")
    closed = app.reader.heard()
    for said in (hidden, unlocked, again, form, closed):
        assert kept.PASSWORD not in said
        assert kept.OWNERS not in said
        assert kept.SEED not in said
    assert app.close() == 0


def assert_nameless(app: Program) -> None:
    """Whatever can be pressed or typed into has a name."""
    silent = [
        seen
        for seen in app.reader.everything()
        if seen.role in {"button", "check box", "text", "combo box"} and not seen.name.strip()
    ]
    assert silent == []
