"""What a person did is there again: after the plug was pulled, on another day, after resting."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from person import WEDNESDAY, Program, Start, on, peek, told
from screen_reader import BOX, LINE

pytestmark = pytest.mark.desktop

QUARTER_AFTER = date(2027, 4, 2)


def test_a_tick_outlives_a_pulled_plug_and_the_rest_rolls_over(
    start: Start, cafe: Path, wednesday: dict[str, str], surroundings: dict[str, str]
) -> None:
    app = start(wednesday, wait="This week")
    app.reader.wait_for("0 of 11 done")
    ticked = app.tab_to("Done: Post: “Rainy-day post", BOX).name
    app.keys("space")
    app.reader.wait_for("1 of 11 done")
    app.kill()
    again = start(wednesday, wait="1 of 11 done")
    again.tab_to("Done · 1")
    again.keys("space")
    assert again.reader.wait_for(ticked, BOX).checked
    assert again.close() == 0
    states = {row["title"]: row["state"] for row in told(wednesday, cafe, "week")}
    assert states["Rainy-day post: the window seat is free"] == "done"

    later = on(WEDNESDAY + timedelta(days=7), surroundings)
    next_week = start(later, wait="Not done yet")
    next_week.reader.wait_for("from Thu 14 Jan")
    next_week.reader.wait_for("Post: “A regular who has come since opening week")
    assert next_week.reader.find(ticked) is None
    assert next_week.close() == 0
    rolled = [row for row in told(later, cafe, "week") if row["rolled"]]
    assert {row["day"] for row in rolled} <= {"2027-01-14", "2027-01-16", "2027-01-17"}
    assert "A regular who has come since opening week (with consent)" in titles(rolled)
    assert "Rainy-day post: the window seat is free" not in titles(rolled)


def test_the_wizard_goes_on_where_the_plug_was_pulled(start: Start, folder: Path) -> None:
    app = start(wait="What is your business called?")
    begin(app, pages=2)
    app.tab_to("mailing list")
    app.type("431")
    go_on(app, first=3, last=5)
    app.tab_to("TikTok", BOX)
    app.keys("space")
    app.reader.wait_until(lambda: "tiktok" in kept(folder, "platforms"), "TikTok kept")
    app.kill()
    again = start(wait="Step 6 of 10")
    assert again.reader.wait_for("TikTok", BOX).checked
    again.click("What a sale is worth", BOX)
    again.reader.wait_for("Step 3 of 10")
    field = again.tab_to("mailing list", LINE)
    assert again.reader.text_of(field) == "431"
    assert again.close() == 0


def test_resting_is_calm_and_goes_back_with_everything_kept(
    start: Start, folder: Path, wednesday: dict[str, str], surroundings: dict[str, str]
) -> None:
    app = start(wednesday, wait="What is your business called?")
    begin(app, pages=2)
    app.tab_to("mailing list")
    app.type("431")
    go_on(app, first=3, last=3)
    app.press("Stay off for now, ask me in April")
    app.reader.wait_for("Staying off is a decision too")
    app.press("Stay off until 1 April")
    app.reader.wait_for("You are staying off for now")
    app.kill()

    calm = start(wednesday, wait="You are staying off for now")
    calm.reader.wait_for("We ask again on")
    assert calm.close() == 0

    spring = start(on(QUARTER_AFTER, surroundings), wait="Time to look again")
    spring.press("Reassess now")
    spring.reader.wait_for("Step 4 of 10")
    spring.press("Back")
    spring.reader.wait_for("Step 3 of 10")
    assert spring.reader.text_of(spring.tab_to("mailing list", LINE)) == "431"
    assert spring.close() == 0
    assert "Nine Elms Bakery" in kept(folder, "business")


def titles(rows: list[dict[str, str]]) -> set[str]:
    return {row["title"] for row in rows}


def begin(app: Program, *, pages: int) -> None:
    """Name and trade, then as many pages as they are."""
    app.tab_to("What is your business called?")
    app.type("Nine Elms Bakery")
    app.tab_to("What kind of business is it?")
    app.type("bak")
    app.press("Start")
    go_on(app, first=1, last=pages)


def go_on(app: Program, *, first: int, last: int) -> None:
    for number in range(first, last + 1):
        app.reader.wait_for(f"Step {number} of 10")
        app.press("Go with this" if number == 4 else "Next")
    app.reader.wait_for(f"Step {last + 1} of 10")


def kept(folder: Path, page: str) -> str:
    """The answers of a page as they lie in the file."""
    rows = peek(folder, "SELECT * FROM page WHERE id = ?", page)
    return repr(rows)
