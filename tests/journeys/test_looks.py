"""The real window in the dark, at twice the size, and with the longest of names."""

import subprocess
from pathlib import Path

import pytest
from person import WEDNESDAY, Program, Start, on, run, told, xdotool
from PySide6.QtGui import QImage
from screen_reader import LINE

from smbsocial.ui import theme

pytestmark = pytest.mark.desktop

NAME = ("مقهى الزاوية ☕️ Café 👩‍🍳 " * 20)[:199] + "."
DARK, LIGHT = 80, 180


def test_a_theme_is_shown_at_once_and_kept(
    start: Start, cafe: Path, wednesday: dict[str, str], tmp_path: Path
) -> None:
    app = start(wednesday, wait="This week")
    app.reader.wait_until(lambda: is_light(app, tmp_path), "light as the desktop")
    app.choose("v", "Dark", "d")
    app.reader.wait_until(lambda: is_dark(app, tmp_path), "dark at once")
    assert app.close() == 0
    again = start(wednesday, wait="This week")
    again.reader.wait_until(lambda: is_dark(again, tmp_path), "dark after a restart")
    again.choose("v", "Light", "l")
    again.reader.wait_until(lambda: is_light(again, tmp_path), "light again")
    assert again.close() == 0


def test_at_twice_the_size_the_window_is_whole(
    start: Start, cafe: Path, wednesday: dict[str, str]
) -> None:
    app = start({**wednesday, "QT_SCALE_FACTOR": "2"}, wait="This week")
    shape = xdotool("getwindowgeometry", "--shell", app.window()).split()
    width = next(int(line.removeprefix("WIDTH=")) for line in shape if "WIDTH=" in line)
    assert width >= theme.MINIMUM.width() * 2
    app.keys("ctrl+2")
    app.reader.wait_for("January 2027")
    assert app.close() == 0


def test_a_long_name_of_many_scripts_goes_through_every_page(
    start: Start, folder: Path, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    then = on(WEDNESDAY, surroundings)
    answers = tmp_path / "answers.toml"
    answers.write_text(f'name = "{NAME}"\nindustry = "cafe"\n', encoding="utf-8")
    run(then, "setup", "--answers", answers, "--data-dir", folder)
    app = start(then, wait=NAME)
    width = app.reader.everything()[0].width
    for keys, there in (("ctrl+2", "January 2027"), ("ctrl+1", "This week"), ("ctrl+5", "Step 4")):
        app.keys(keys)
        app.reader.wait_for(there)
        assert app.reader.everything()[0].width == width
    app.click("Your business", "check box")
    app.reader.wait_for("Step 1 of 10")
    assert app.reader.text_of(app.reader.wait_for("Name", LINE)) == NAME
    app.keys("ctrl+p")
    app.reader.wait_for("/ 1")
    app.keys("Escape")
    assert app.close() == 0
    assert told(then, folder, "plan")


def lightness(app: Program, folder: Path) -> int:
    """The mean lightness of the window as it shows on the screen, of 255."""
    path = folder / "window.png"
    subprocess.run(["import", "-window", app.window(), path], check=True, capture_output=True)
    return QImage(str(path)).scaled(1, 1).pixelColor(0, 0).lightness()


def is_dark(app: Program, folder: Path) -> bool:
    return lightness(app, folder) < DARK


def is_light(app: Program, folder: Path) -> bool:
    return lightness(app, folder) > LIGHT
