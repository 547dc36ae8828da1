"""The quarter on a real desktop: its reminder, its review, the plug pulled, a pause, a reader."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from notified import (
    NOTIFYD,
    background,
    notification,
    press_first_button,
    shown_by_xfce,
    wait_until,
)
from person import Program, Start, peek, told, xdotool
from quarter_cafe import EDITED, due_days, give_back, leave_due, make_quarter
from screen_reader import BOX, BUTTON, LINE, ScreenReader

from smbsocial.domain.reminders import Kind
from smbsocial.storage.folder import holder

pytestmark = pytest.mark.desktop

CAME = "Rain kept them in; the board worked"
CHANGES = "one portrait a week"
SHOWN = "the weekend board"
REASON = "It pays for itself"
PAGES = 8
ANSWER = "Answer comments and messages"
LISTING = "Keep opening hours and photos of the listing right"
LOOK_AFTER = "Look after the listing: hours, photos, reviews"
LAST_DAY = "2027-01-17"
KEPT = {"Today at the counter", "People", "Craft", "Neighbourhood"}
"""Kinds of content that are made on: all but the one that was paused."""


@pytest.fixture(scope="session")
def quarter_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The café in its plan's last week, to be copied."""
    place = tmp_path_factory.mktemp("quarter") / "data"
    make_quarter(place)
    return place


@pytest.fixture
def quarter(quarter_once: Path, folder: Path) -> Path:
    """The data folder with that café in it."""
    return Path(shutil.copytree(quarter_once, folder))


def test_a_review_from_its_reminder_to_the_next_thirteen_weeks(
    start: Start, quarter: Path, wednesday: dict[str, str], tmp_path: Path
) -> None:
    app = start(wednesday, wait="This week")
    app.reader.wait_for("Show them", BUTTON)
    app.keys("F6")
    begins_at(app, "Show them")
    app.keys("space")
    app.reader.wait_for("Waiting for you")
    app.press("Open: Time for the quarterly review")
    app.reader.wait_for("It is time")
    app.press("Begin the review")
    say_the_first_four(app)
    app.kill()

    app = start(wednesday, wait="This week")
    app.keys("ctrl+4")
    app.reader.wait_for("Left at “Platforms”")
    app.press("Go on with the review")
    app.reader.wait_for(f"4 of {PAGES}")
    app.reader.wait_for("1 of 4 answered")
    assert app.reader.wait_for("Stay: Instagram", BOX).checked
    app.keys("alt+Left")
    app.reader.wait_for("3 of 5 answered")
    assert app.reader.text_of(app.reader.wait_for("What will change?", LINE)) == CHANGES
    for number in (2, 1):
        app.keys("alt+Left")
        app.reader.wait_for(f"{number} of {PAGES}")
    field = app.reader.wait_for("What do you make of it?", LINE)
    assert app.reader.text_of(field) == CAME
    decide(app)
    close_review(app)
    app.reader.wait_for("The next weeks stand")
    assert states(quarter) == [("closed", 3)]
    save_record(app, tmp_path / "record.pdf")

    app.press("Undo: open the review again")
    app.reader.wait_for(f"{PAGES} of {PAGES}")
    assert app.reader.wait_for("Go on as it is", BOX).checked
    assert states(quarter) == [("open", 2)]
    assert CHANGES in words(quarter)
    app.keys("ctrl+shift+z")
    app.reader.wait_until(lambda: states(quarter) == [("closed", 3)], "closed again")
    assert app.close() == 0
    assert ("2027-01-20", EDITED, "By hand.", "Neighbourhood") in posts(quarter)
    coming = [post for post in posts(quarter) if post[0] > LAST_DAY]
    assert coming[-1][0] > "2027-04-10"
    assert {pillar for *_, pillar in coming} == KEPT


def test_a_pause_until_a_day_keeps_two_things_and_asks_on_that_day(
    start: Start, quarter: Path, wednesday: dict[str, str]
) -> None:
    app = begin(start, quarter, wednesday)
    app.tab_to("Decide", BOX)
    app.keys("space")
    begins_at(app, "Go on as it is")
    app.reader.wait_for("Before this review")
    app.keys("Right", "Right", "space")
    app.reader.wait_for("Which two things do you keep alive meanwhile?")
    for duty in (ANSWER, LISTING):
        app.tab_to(duty, BOX)
        app.keys("space")
    assert not app.reader.wait_for("Ask customers for a review", BOX).enabled
    app.tab_to("Why, in a sentence", LINE)
    app.type("No hands until spring")
    close_review(app)
    app.reader.wait_for("You are staying off for now")
    app.press("Done")
    app.reader.wait_for("We ask again on 1 April 2027")
    for words_of_page in (ANSWER, LISTING, "No hands until spring"):
        app.reader.wait_for(words_of_page)
    assert app.close() == 0

    then = told(wednesday, quarter, "remind", "--at", "2027-04-01T09:00", "--dry-run")
    asks, *others = sorted(then, key=lambda row: row["kind"])
    assert (asks["kind"], asks["screen"], asks["since"]) == ("reassess", "rest", "2027-04-01T09:00")
    assert [row["text"] for row in others] == [f"{ANSWER}\n{LOOK_AFTER}"]
    between = due_days(quarter, date(2027, 1, 14), date(2027, 3, 31))
    assert set().union(*between.values()) == {Kind.WEEK}  # the little that is kept up


def test_a_screen_reader_says_the_words_on_content(
    start: Start, quarter: Path, wednesday: dict[str, str]
) -> None:
    app = begin(start, quarter, wednesday)
    app.reader.do(app.reader.wait_for("Content", BOX))
    app.reader.wait_for("0 of 5 answered")
    heard = {(seen.role, seen.name) for seen in app.reader.everything()}
    wanted = {f"{word} “{kind}”" for word in ("Keep", "Change", "Pause") for kind in (*KEPT, "Ask")}
    assert {(BOX, name) for name in wanted} <= heard
    assert {(BUTTON, "Print this page"), (BUTTON, "Next: platforms")} <= heard
    assert (BOX, "Content, you are here") in heard
    proposed = app.reader.wait_for("Pause “Ask”", BOX)
    assert app.reader.described(proposed.path)[1] == "Suggested by your own line."

    app.reader.do(app.reader.wait_for("Keep “Craft”", BOX))
    app.reader.wait_for("1 of 5 answered")
    assert app.reader.wait_for("Keep “Craft”", BOX).checked
    app.reader.do(app.reader.wait_for("Pause “Ask”", BOX))
    app.reader.wait_for("2 of 5 answered")
    app.reader.do(app.reader.wait_for("Change “People”", BOX))
    begins_at(app, "What will change?")
    app.type(CHANGES)
    app.reader.do(app.reader.wait_for("Next: platforms", BUTTON))
    app.reader.wait_for(f"4 of {PAGES}")
    assert said_of_content(quarter) == {("Craft", "keep"), ("Ask", "pause"), ("People", "change")}
    assert app.close() == 0


@pytest.mark.skipif(not NOTIFYD.exists(), reason="nobody who shows notifications")
def test_what_falls_due_is_shown_where_somebody_looks(
    start: Start, quarter: Path, wednesday: dict[str, str]
) -> None:
    leave_due(quarter, {Kind.REVIEW})
    with shown_by_xfce(), background(quarter, wednesday):
        press_first_button(wait_until(notification, "a notification while no window is open"))
        there = wait_until(lambda: holder(quarter), "the program that the button starts")
        reader = ScreenReader(there.pid)
        reader.wait_for("It is time: it takes about an hour")
        wait_until(lambda: not notification(), "the end of what was answered")
        xdotool("key", "ctrl+q")
        wait_until(lambda: not holder(quarter), "the end of the program")
        reader.close()

    app = start(wednesday, wait="This week")
    app.reader.wait_until(lambda: "5" in app.reader.texts(), "five that wait: it has looked")
    give_back(quarter, Kind.REVIEW)
    with shown_by_xfce(), background(quarter, wednesday):
        app.reader.wait_for("Reminder: Time for the quarterly review")
        assert not notification()
        app.keys("F6")
        begins_at(app, "Open")
        app.keys("space")
        app.reader.wait_for("It is time: it takes about an hour")
        assert not notification()
    assert app.close() == 0


def begin(start: Start, folder: Path, then: dict[str, str]) -> Program:
    """Begin the review from its page; every reminder was shown before."""
    leave_due(folder, ())
    app = start(then, wait="This week")
    app.keys("ctrl+4")
    app.reader.wait_for("It is time")
    app.press("Begin the review")
    app.reader.wait_for(f"1 of {PAGES}")
    return app


def say_the_first_four(app: Program) -> None:
    """A line, a keep, a change with its words, a pause, a stay: by keyboard alone."""
    app.reader.wait_for(f"1 of {PAGES}")
    app.tab_to("What do you make of it?", LINE)
    app.type(CAME)
    app.keys("alt+Right")
    app.reader.wait_for(f"2 of {PAGES}")
    app.keys("alt+Right")
    app.reader.wait_for("0 of 5 answered")
    app.tab_to("Keep “Today at the counter”", BOX)
    app.keys("space")
    app.reader.wait_for("1 of 5 answered")
    app.tab_to("Keep “People”", BOX)
    app.keys("Right", "space")
    begins_at(app, "What will change?")
    app.type(CHANGES)
    app.tab_to("Keep “Ask”", BOX)
    app.keys("Right", "Right", "space")
    app.reader.wait_for("3 of 5 answered")
    app.keys("alt+Right")
    app.reader.wait_for("0 of 4 answered")
    begins_at(app, "Stay (suggested): Instagram")
    app.keys("space")
    app.reader.wait_for("1 of 4 answered")


def decide(app: Program) -> None:
    """From the first page to the last, and the word on it."""
    for number in range(2, PAGES):
        app.keys("alt+Right")
        app.reader.wait_for(f"{number} of {PAGES}")
    app.tab_to("Maya: What did they present?", LINE)
    app.type(SHOWN)
    app.keys("alt+Right")
    app.reader.wait_for(f"{PAGES} of {PAGES}")
    begins_at(app, "Go on as it is")
    app.keys("space")
    app.tab_to("Why, in a sentence", LINE)
    app.type(REASON)


def close_review(app: Program) -> None:
    """Go on from the last page: asked once, and said."""
    app.reader.wait_for("1 of 1 answered")
    app.reader.wait_until(lambda: asked(app), "the question whether to close")
    app.press("Close the review")


def asked(app: Program) -> bool:
    """Whether it asks; while the next weeks are worked out it says so, and is asked again."""
    app.keys("alt+Right")
    return app.reader.find("One Undo takes all of it back") is not None


def save_record(app: Program, to: Path) -> None:
    """The record in a file: one page, with what was said."""
    app.press("Save the record (PDF)…")
    app.wait_in_front("Save the record")
    app.keys("ctrl+a")
    app.type(str(to))
    app.keys("Return")
    app.reader.wait_for("The record is in")
    about = subprocess.run(["pdfinfo", to], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in about
    said = subprocess.run(["pdftotext", "-layout", to, "-"], capture_output=True, check=True)
    page = said.stdout.decode()
    for each in ("Corner Café", "Winter review", CHANGES, REASON):
        assert each in page


def begins_at(app: Program, name: str) -> None:
    """The keyboard comes there by itself."""

    def there() -> bool:
        seen = app.reader.focused()
        return seen is not None and seen.name == name

    app.reader.wait_until(there, f"the keyboard at “{name}”")


def states(folder: Path) -> list[tuple[str, int]]:
    """Of the newest review whether it is open, and how many plans there are."""
    question = """SELECT iif("closed_at" IS NULL, 'open', 'closed'),
        (SELECT count(*) FROM plan) FROM review ORDER BY seq DESC LIMIT 1"""
    return peek(folder, question)


def posts(folder: Path) -> list[tuple[str, str, str, str]]:
    question = """SELECT day, title, text, pillar.name FROM post
        JOIN pillar ON pillar.id = post.pillar ORDER BY day"""
    return peek(folder, question)


def said_of_content(folder: Path) -> set[tuple[str, str]]:
    question = """SELECT pillar.name, word FROM review_answer AS said
        JOIN pillar ON pillar.id = subject JOIN review ON review.id = said.review
        WHERE said.page = 'content' AND closed_at IS NULL"""
    return set(peek(folder, question))


def words(folder: Path) -> set[str]:
    return {text for (text,) in peek(folder, "SELECT text FROM review_answer")}
