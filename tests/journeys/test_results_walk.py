"""Results by keyboard and mouse: figures, customers, files of platforms, a chart and a report."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from dropping import drop
from measured import EXPORTS, MANY, POSTS, VIEWS, make, many_posts
from person import Program, Start, peek, xdotool
from screen_reader import BOX, BUTTON, LINE, TABLE

pytestmark = pytest.mark.desktop

VISITS = "Walk-ins who mention social"
CHART = "filler"
"""The role of what has a name, a description and no kind that readers know."""
LAST_WEEK = "15 Jun – 21 Jun 2026; 596,488"
LOOK_SECONDS = 0.5
"""Whoever asks more often slows down what is being waited for."""
IMPORT_SECONDS = 90
IN_FRONT = ("getactivewindow", "getwindowname")


def test_a_rule_is_answered_and_a_week_is_typed_and_read(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    make(folder)
    app = start(wednesday, wait="You wrote: Pause Ask us if")
    app.press("Decide…")
    app.reader.wait_until(lambda: at(app, "Decide about Ask us"), "the keyboard at the rule")
    app.keys("space")
    app.wait_in_front("Decide about Ask us")
    app.tab_to("Why", LINE)
    app.type("Too few asked")
    app.keys("Return")
    app.reader.wait_for("Ask us: paused; Too few asked", "cell")
    app.reader.wait_gone("You wrote: Pause Ask us if")

    show_overview(app)
    app.tab_to("Type numbers", key="shift+Tab")
    app.keys("space")
    app.wait_in_front("Type numbers")
    app.reader.wait_until(lambda: at(app, VISITS, LINE), "the cursor in the first box")
    for figure in ("24", "131", "9000"):
        app.type(figure)
        app.keys("Return")
    app.reader.wait_until(lambda: at(app, "Done"), "the keyboard at Done")
    assert figures(folder) == [("profile", 13100), ("views", 900000), ("visits", 2400)]
    app.tab_to(VISITS, LINE)
    app.type("241")
    app.keys("Return")
    app.reader.wait_until(lambda: at(app, "Profile visits", LINE), "the cursor in the next box")
    app.keys("Up")
    app.reader.wait_for("13 Jan: 24, corrected to 241")
    app.tab_to("Done")
    app.keys("space")

    card = app.reader.wait_for(f"{VISITS} a week: 241, reached", BOX)
    assert "24 " not in app.reader.described(card.path)[1]
    assert app.tab_to(f"{VISITS} a week", BOX).checked
    chart = app.tab_to(f"{VISITS} a week", CHART)
    assert hears(app, chart.path) == (
        "From 206 on 15 November 2026 to 241 on 13 January 2027. Left and Right walk the points."
    )
    app.keys("Home")
    wait_to_hear(app, chart.path, "15 November 2026: measured 206")
    app.keys("Right", "Right", "Left")
    wait_to_hear(app, chart.path, "22 November 2026: measured 208")
    app.tab_to("Chart", BOX, key="shift+Tab")
    app.keys("Right")
    app.reader.wait_for(f"{VISITS} a week as numbers", TABLE)
    assert {"column header", "cell"} <= {seen.role for seen in app.reader.everything()}
    assert app.reader.find("22 November 2026", "cell")

    app.keys("ctrl+z")
    app.reader.wait_for(f"{VISITS} a week: 24, behind", BOX)
    app.keys("ctrl+shift+z")
    app.reader.wait_for(f"{VISITS} a week: 241, reached", BOX)
    assert app.close() == 0


def test_customers_are_counted_and_a_report_is_written(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    make(folder)
    app = start(wednesday, wait="This week")
    app.keys("ctrl+3")
    app.tab_to("Overview", BOX, key="shift+Tab")
    app.keys("Right")
    app.reader.wait_for("How did you hear of us?")
    app.keys("1", "2", "2")
    app.reader.wait_for("A friend: 2", BUTTON)
    app.tab_to("A friend: 2", BUTTON)
    app.keys("minus")
    app.reader.wait_for("A friend: 1", BUTTON)
    assert tallies(folder) == [("friend", 1), ("instagram", 1)]
    app.keys("2")
    app.reader.wait_for("A friend: 2", BUTTON)
    app.keys("ctrl+z")
    app.reader.wait_for("A friend: 1", BUTTON)

    place = Path(wednesday["HOME"])
    app.choose("f", "Report of the results", "t")
    save_report(app, place / "winter.pdf")
    said = subprocess.run(
        ["pdftotext", "-layout", place / "winter.pdf", "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Corner Café" in said
    assert VISITS in said
    assert "guessed" in said

    app.choose("f", "Report of the results", "t")
    app.wait_in_front("A report for others")
    app.tab_to("PDF: two to four pages with charts")
    app.keys("Down")
    save_report(app, place / "winter.xlsx")
    book = openpyxl.load_workbook(place / "winter.xlsx")
    cells = [cell.value for sheet in book for row in sheet for cell in row if cell.value]
    assert VISITS in {str(cell) for cell in cells}
    assert 235 in cells
    assert any(str(cell).startswith("=") for cell in cells)
    assert app.close() == 0


def test_files_are_chosen_answered_taken_in_and_undone(
    start: Start, folder: Path, wednesday: dict[str, str]
) -> None:
    make(folder)
    app = start(wednesday, wait="This week")
    choose_files(app, EXPORTS / VIEWS, EXPORTS / POSTS)
    app.reader.wait_for("1 file waits for an answer and stays out.")
    app.reader.wait_until(lambda: at(app, "Which platform is this file from?"), "the question")
    app.keys("alt+Down", "i", "Return")
    app.reader.wait_gone("1 file waits for an answer and stays out.")
    assert app.reader.find("New rows: 49. Replaced: 0. Figures of KPIs: 4.")
    assert app.reader.find("Instagram · 25 May 2026 – 21 June 2026 · 28 rows")
    assert app.reader.find(f"Impressions or views; {LAST_WEEK}; new", "cell")
    app.tab_to("Take in", BUTTON)
    app.keys("space")
    app.reader.wait_gone("Take in", BUTTON)
    app.reader.wait_for("Taken in: 49 rows, 4 figures of KPIs, 0 posts matched.")
    app.reader.wait_for("Impressions or views a week: 596,488, watched", BOX)

    app.tab_to("Overview", BOX, key="shift+Tab")
    app.keys(*["Right"] * 4)
    row = app.reader.wait_for(f"{POSTS}; Instagram posts; 26 May 2026", "cell")
    assert "; 21; 4;" in row.name
    app.reader.wait_for(f"{VIEWS}; Facebook or Instagram by day; 25 May", "cell")
    app.reader.wait_for("0 of 21 are posts of your calendar.")
    app.keys("ctrl+z")
    app.reader.wait_for("Undone: import numbers")
    app.reader.wait_for("No file yet")
    assert app.reader.find(POSTS) is None
    app.keys("ctrl+shift+z")
    app.reader.wait_for(f"{POSTS}; Instagram posts", "cell")
    choose_files(app, EXPORTS / POSTS)
    app.reader.wait_for("Everything in these files is known already.")
    app.keys("Escape")
    app.reader.wait_gone("Everything in these files is known already.")
    assert app.close() == 0


def test_a_program_killed_while_it_takes_in_keeps_nothing_half(
    start: Start, folder: Path, wednesday: dict[str, str], tmp_path: Path
) -> None:
    make(folder)
    many = many_posts(tmp_path / "many.csv")
    app = start(wednesday, wait="This week")
    app.click("Profile visits this week", LINE)
    app.type("57")
    app.keys("Tab")
    app.reader.wait_until(lambda: figures(folder) == [("profile", 5700)], "the figure kept")
    drop(many, (700, 700), lambda: "Import numbers" in xdotool(*IN_FRONT, fails=True))
    ready(app)
    app.keys("Return")
    end = time.monotonic() + IMPORT_SECONDS
    while not (laid := peek(folder, "SELECT count(*) FROM measure")[0][0]):
        assert time.monotonic() < end
    app.kill()
    assert 0 < laid < MANY

    again = start(wednesday, wait="This week")
    again.keys("ctrl+3")
    again.reader.wait_for("Profile visits a week: 57", BOX)
    assert again.reader.find("Impressions or views a week: –, no figure yet", BOX)
    assert peek(folder, "SELECT * FROM import") == []
    choose_files(again, many)
    ready(again)
    assert again.reader.find("New: 60,000. Replaced: 0. Known already: 0.")
    again.keys("Return")
    wait_slowly(again, lambda: peek(folder, "SELECT rows FROM import") == [(MANY,)])
    again.reader.wait_gone("Take in", BUTTON)
    assert again.reader.find("Impressions or views a week: –") is None
    assert again.close() == 0


def at(app: Program, name: str, role: str = "") -> bool:
    """Whether the keyboard is at something of that name."""
    seen = app.reader.focused()
    return seen is not None and name in seen.name and role in {"", seen.role}


def show_overview(app: Program) -> None:
    app.tab_to("Decisions", BOX, key="shift+Tab")
    app.keys(*["Left"] * 5)
    app.reader.wait_for("Return so far")


def hears(app: Program, path: str) -> str:
    """What a reader says of a thing beside its name."""
    return app.reader.described(path)[1]


def wait_to_hear(app: Program, path: str, words: str) -> None:
    app.reader.wait_until(lambda: words in hears(app, path), f"“{words}” of the chart")


def figures(folder: Path) -> list[tuple[str, int]]:
    """The figures typed this week, the newest of each KPI."""
    asked = "SELECT kpi, hundredths FROM reading WHERE day > '2027-01-10' ORDER BY kpi"
    return [(str(kpi), int(value)) for kpi, value in peek(folder, asked)]


def tallies(folder: Path) -> list[tuple[str, int]]:
    asked = "SELECT heard, sum(count) FROM tally GROUP BY heard ORDER BY heard"
    return [(str(heard), int(count)) for heard, count in peek(folder, asked)]


def choose_files(app: Program, *files: Path) -> None:
    """Ask for files with the menu's key, and name them."""
    app.keys("ctrl+i")
    app.wait_in_front("Choose the files with numbers")
    app.reader.wait_for("File name:", LINE)
    app.type(" ".join(f'"{file}"' for file in files) if len(files) > 1 else str(files[0]))
    app.keys("Return")
    app.wait_in_front("Import numbers")


def save_report(app: Program, file: Path) -> None:
    app.wait_in_front("A report for others")
    app.keys("Return")
    app.wait_in_front("Save the report")
    app.reader.wait_for("File name:", LINE)
    app.keys("ctrl+a")
    app.type(str(file))
    app.keys("Return")
    app.reader.wait_for(f"The report is in {file}", seconds=30)


def ready(app: Program) -> None:
    """The files are read and compared, and the keyboard is at what takes them in."""
    button = app.reader.wait_for("Take in", BUTTON)
    wait_slowly(app, lambda: bool((now := app.reader.look_again(button)) and now.focused))


def wait_slowly(app: Program, look: Callable[[], bool]) -> None:
    end = time.monotonic() + IMPORT_SECONDS
    while not look():
        assert time.monotonic() < end, app.reader.told()
        time.sleep(LOOK_SECONDS)
