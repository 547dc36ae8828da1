"""One window per folder, and the example beside it in a folder of its own."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from person import Start, command, told, xdotool
from screen_reader import BOX

pytestmark = pytest.mark.desktop


def in_front() -> str:
    return xdotool("getactivewindow", fails=True).strip()


def second_start(folder: Path, environment: dict[str, str]) -> int:
    return subprocess.run(
        command("--data-dir", folder), env=environment, timeout=20, check=False
    ).returncode


def test_a_second_start_raises_the_first_window(
    start: Start, cafe: Path, surroundings: dict[str, str], tmp_path: Path
) -> None:
    app = start(wait="This week")
    other = start(wait="What is your business called?", at=tmp_path / "other")
    first, second = app.window(), other.window()
    assert in_front() == second
    assert second_start(cafe, surroundings) == 0
    app.reader.wait_until(lambda: in_front() == first, "the first window in front")
    xdotool("windowminimize", "--sync", first)
    app.reader.wait_until(lambda: in_front() != first, "the window minimised")
    assert second_start(cafe, surroundings) == 0
    app.reader.wait_until(lambda: in_front() == first, "the first window back in front")
    assert app.window() == first
    assert other.process.poll() is None
    assert app.close() == 0


def test_the_example_is_tried_from_the_welcome_page_and_thrown_away(
    start: Start, folder: Path
) -> None:
    app = start(wait="What is your business called?")
    example = folder.parent / "smbsocial-example"
    app.press("Try the example")
    app.reader.wait_for("This is an example business")
    app.reader.wait_for("This week")
    assert (example / "planning.db").exists()
    assert not (folder / "smbsocial.lock.json").exists()
    app.click("Leave the example")
    app.reader.wait_for("What is your business called?")
    assert app.reader.find("This is an example business") is None
    app.reader.wait_until(lambda: not example.exists(), "the example thrown away")
    assert app.close() == 0


def test_the_example_touches_nothing_of_ones_own(
    start: Start, cafe: Path, wednesday: dict[str, str]
) -> None:
    app = start(wednesday, wait="Rainy-day post")
    before = fingerprint(cafe)
    app.choose("f", "Try with an example business", "x")
    app.reader.wait_for("This is an example business")
    app.activate()
    before_tick = app.reader.wait_for(" done · ").name
    app.tab_to("Done: ", BOX)
    app.keys("space")
    app.reader.wait_until(
        lambda: (seen := app.reader.find(" done · ")) and seen.name != before_tick,
        "another count of what is done",
    )
    app.click("Leave the example")
    app.reader.wait_for("Rainy-day post")
    assert app.close() == 0
    assert fingerprint(cafe) == before
    assert {row["state"] for row in told(wednesday, cafe, "week")} == {"missed", "open"}


def fingerprint(folder: Path) -> str:
    return hashlib.sha256((folder / "planning.db").read_bytes()).hexdigest()
