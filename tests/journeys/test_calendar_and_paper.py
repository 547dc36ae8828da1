"""A post dragged by the mouse, and the week on paper: in the real window, with real files."""

import re
import subprocess
from pathlib import Path

import pytest
from person import Program, Start, peek, xdotool
from screen_reader import COMBO, LINE, MENU_ITEM, Seen

pytestmark = pytest.mark.desktop

POST = "A regular who has come since opening week (with consent)"
CHIP_BELOW_TOP = range(26, 74, 8)
"""Where a chip may begin below its cell's top, in pixels, whatever the font."""


def test_a_drag_moves_a_post_and_undo_takes_it_back(
    start: Start, cafe: Path, wednesday: dict[str, str]
) -> None:
    app = start(wednesday, wait="This week")
    app.keys("ctrl+2")
    app.reader.wait_for("January 2027")
    assert day_of(cafe) == "2027-01-14"
    source, target = cell(app, "Thursday 14 January"), cell(app, "Friday 22 January")
    for below in CHIP_BELOW_TOP:
        drag(source.x, source.y - source.height // 2 + below, target)
        if day_of(cafe) != "2027-01-14":
            break
    assert day_of(cafe) == "2027-01-22"
    app.reader.wait_for("Moved to Friday 22 January")
    assert POST in cell(app, "Friday 22 January").name
    assert POST not in cell(app, "Thursday 14 January").name
    assert "Undo move post" in edit_menu(app)
    app.keys("ctrl+z")
    app.reader.wait_until(lambda: day_of(cafe) == "2027-01-14", "the post back on its day")
    assert POST in cell(app, "Thursday 14 January").name
    assert "Redo move post" in edit_menu(app)
    app.keys("ctrl+shift+z")
    app.reader.wait_until(lambda: day_of(cafe) == "2027-01-22", "the post moved again")
    app.kill()
    assert day_of(cafe) == "2027-01-22"


def test_the_week_is_printed_into_a_file_of_one_page(
    start: Start, cafe: Path, wednesday: dict[str, str]
) -> None:
    app = start(wednesday, wait="This week")
    app.keys("ctrl+p")
    app.reader.wait_for("/ 1")
    app.click("Print")
    app.reader.wait_for("Print to File (PDF)", COMBO)
    pdf = Path(wednesday["HOME"]) / "week.pdf"
    app.click("Output file:", LINE)
    app.keys("ctrl+a")
    app.type(str(pdf))
    app.click("Print")
    app.reader.wait_gone("Output file:")
    app.reader.wait_until(pdf.exists, "the PDF")
    if app.reader.find("/ 1"):
        app.keys("Escape")
    app.reader.wait_gone("/ 1")
    app.reader.wait_for("Rainy-day post")
    assert app.close() == 0
    facts = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "This week Monday 11 – Sunday 17 January" in facts
    assert re.search(r"^Pages:\s+1$", facts, re.MULTILINE)


def cell(app: Program, day: str) -> Seen:
    return app.reader.wait_for(day, "cell")


def drag(x: int, y: int, target: Seen) -> None:
    """Press, pull in steps as a hand does, let go."""
    xdotool("mousemove", str(x), str(y), "mousedown", "1")
    for step in range(1, 6):
        half_x, half_y = (target.x - x) * step // 5, (target.y - y) * step // 5
        xdotool("mousemove", str(x + half_x), str(y + half_y), "sleep", "0.04")
    xdotool("mouseup", "1", "sleep", "0.2")


def day_of(folder: Path) -> str:
    ((day,),) = peek(folder, "SELECT day FROM post WHERE title = ?", POST)
    return str(day)


def edit_menu(app: Program) -> tuple[str, ...]:
    app.open_menu("e", "Redo")
    words = tuple(s.name for s in app.reader.everything() if s.role == MENU_ITEM)
    app.keys("Escape")
    return words
