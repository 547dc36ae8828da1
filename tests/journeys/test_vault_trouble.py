"""A keyring that is locked, or answers nothing, while the window is used: planning goes on."""

import time
from collections.abc import Callable
from pathlib import Path

import kept
import pytest
import real_keyring
from person import Program, Start, told
from screen_reader import BOX, LINE

pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("own_keyring")]

POST = "The oat flat white test, round two"
ANSWERS_WITHIN = 1.0
"""Seconds within which the window answers, on a machine that has other things to do."""
SILENCE = (14, 25)
"""Seconds after which the silence is told, with room for a busy machine."""


def test_a_locked_keyring_is_told_and_the_week_goes_on(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    kept.make(folder, wednesday)
    app = start(wednesday, wait=POST)
    with real_keyring.prompter(refuses=True) as prompts:
        real_keyring.lock()
        ask_to_unlock(app)
        app.reader.wait_for("The system's password store is locked")
    assert prompts
    app.keys("Escape")
    tick(app)
    real_keyring.unlock()
    app.keys("ctrl+6")
    app.click("Unlock the vault")
    kept.unlock(app, "Ann", kept.OWNERS)
    app.click("Show the password")
    app.reader.wait_until(lambda: kept.PASSWORD in app.reader.heard(), "the password shown")
    assert app.close() == 0
    assert {row["title"]: row["state"] for row in told(wednesday, folder, "week")}[POST] == "done"


def test_a_silent_keyring_leaves_the_window_alive_and_is_told(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    kept.make(folder, wednesday)
    app = start(wednesday, wait=POST)
    with real_keyring.stopped():
        ask_to_unlock(app)
        asked = time.monotonic()
        took = []
        while not app.reader.find("The system's password store does not answer"):
            took.append(seconds(app.reader.focused))
            assert time.monotonic() - asked < SILENCE[1], app.reader.told()
        assert time.monotonic() - asked > SILENCE[0]
        assert len(took) > 5
        assert sorted(took)[-2] < ANSWERS_WITHIN, "the window answers as if nothing were"
        app.keys("Escape")
        app.reader.wait_gone("Your passphrase", LINE)
        tick(app)
        app.keys("ctrl+2")
        app.reader.wait_for("January 2027")
        app.keys("ctrl+1")
    app.reader.wait_for("The system's password store answers again.")
    app.keys("ctrl+6")
    app.click("Unlock the vault")
    kept.unlock(app, "Ann", kept.OWNERS)
    app.reader.wait_for("Copy the password")
    assert app.close() == 0


def test_a_prompt_of_the_desktop_may_stand_unanswered(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    kept.make(folder, wednesday)
    app = start(wednesday, wait=POST)
    with real_keyring.prompter(refuses=False):
        real_keyring.lock()
        ask_to_unlock(app)
        app.keys("Escape")
        app.reader.wait_gone("Your passphrase", LINE)
        tick(app)
        assert close_in_spite(app) == 0


def test_a_silent_keyring_does_not_keep_the_program_from_ending(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    kept.make(folder, wednesday)
    app = start(wednesday, wait=POST)
    with real_keyring.stopped():
        ask_to_unlock(app)
        app.keys("Escape")
        app.reader.wait_gone("Your passphrase", LINE)
        assert close_in_spite(app) == 0


def ask_to_unlock(app: Program) -> None:
    """Type the right passphrase on the accounts' page."""
    app.keys("ctrl+6")
    app.click("Unlock the vault")
    app.wait_in_front("Unlock the vault")
    app.type(kept.OWNERS)
    app.keys("Return")


def close_in_spite(app: Program) -> int:
    """Close while something is asked of the keyring that does not answer; the exit status."""
    app.keys("ctrl+q")
    told = "Some work was left unfinished."  # not where nothing had been asked yet
    app.reader.wait_until(lambda: app.reader.find(told) or app.has_ended(), told)
    if not app.has_ended():
        app.keys("Return")
    return app.wait()


def tick(app: Program) -> None:
    """Something of the plan is done meanwhile."""
    app.keys("ctrl+1")
    app.click(f"Done: Post: “{POST}", BOX)
    app.reader.wait_for("2 of 4 done")


def seconds(look: Callable[[], object]) -> float:
    begun = time.monotonic()
    look()
    return time.monotonic() - begun
