"""From nothing to the first week, with the keyboard alone."""

import time
from pathlib import Path

import pytest
from person import Start, told
from screen_reader import BUTTON

from smbsocial.domain.answers import Page

pytestmark = pytest.mark.desktop

MOST_SECONDS = 120


def test_a_name_and_a_trade_lead_to_this_week(
    start: Start, folder: Path, surroundings: dict[str, str]
) -> None:
    begun = time.monotonic()
    app = start(wait="What is your business called?")
    app.tab_to("What is your business called?")
    app.type("Nine Elms Bakery")
    app.tab_to("What kind of business is it?")
    app.type("bak")
    app.press("Start")
    for number in range(1, len(Page) + 1):
        app.reader.wait_for(f"Step {number} of {len(Page)}")
        on = {4: "Go with this", len(Page): "Show me the plan"}.get(number, "Next")
        app.press(on)
    app.reader.wait_for("Your thirteen weeks")
    put = app.reader.wait_for("posts into the calendar", BUTTON)
    count = int("".join(letter for letter in put.name if letter.isdigit()))
    app.press("posts into the calendar")
    app.reader.wait_for("This week")
    app.reader.wait_for("Nine Elms Bakery")
    assert app.close() == 0
    assert time.monotonic() - begun < MOST_SECONDS
    plan = told(surroundings, folder, "plan")
    assert len(plan) == count > 0
