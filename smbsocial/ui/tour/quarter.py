"""The tour of the quarter: reminders, and the review page by page."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QDeadlineTimer, QSize

from smbsocial.domain.review import ReviewPage
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.menus import REMINDERS, REVIEW
from smbsocial.ui.reminders.popup import ReminderPopup
from smbsocial.ui.review.decide import DecideBody
from smbsocial.ui.review.frame import ReviewFrame
from smbsocial.ui.review.page import ReviewLanding
from smbsocial.ui.tour.stage import (
    INDUSTRY,
    House,
    Screen,
    ScreenMissingError,
    Stage,
    dialog,
    found,
    opened,
    press,
    settle,
)
from smbsocial.usecases.changes import Action
from smbsocial.usecases.example.making import make_example
from smbsocial.usecases.lookup import set_up_business
from smbsocial.usecases.ports import Ports, Tx

_MOST_MS = 20_000

WEEKS = 12
"""Full weeks of the plan that are over: it is the last one, and the review is due."""


def quarter(stage: Stage, size: QSize) -> Iterator[Screen]:
    """A quarter ends: what waits, and what is said of it."""
    with opened(stage, size, _nearly_over, reminds=True) as house:
        window = house.window
        window.activateWindow()
        settle()
        window.take_reminders()
        _wait_for_pop_up(house)
        yield Screen("reminder", window)
        window.show_page(REMINDERS)
        settle()
        yield Screen("reminders", window)
        window.show_page(REVIEW)
        settle()
        yield Screen("review", window)
        press(found(window, ReviewLanding), "begin")
        yield from _review(house)


def _review(house: House) -> Iterator[Screen]:
    window = house.window
    frame = found(window, ReviewFrame)
    for page in ReviewPage:
        frame.go_to(page)
        settle()
        yield Screen(f"review-{page.value}", window)
    press(found(window, DecideBody), "choice_continue")
    for screen in dialog(window, "review-close", lambda: press(frame, "next")):
        yield screen
        press(screen.front, "confirm")
    yield Screen("review-closed", window)


def _wait_for_pop_up(house: House) -> None:
    """Its book is asked beside the window, and it is taken before it is shown."""
    end = QDeadlineTimer(_MOST_MS)
    while not any(each.isVisible() for each in house.window.findChildren(ReminderPopup)):
        if end.hasExpired():
            raise ScreenMissingError("reminder")
        settle()
    settle()


def _nearly_over(bridge: Bridge) -> None:
    bridge.do(Action.APPLY_PLAN, _make)


def _make(tx: Tx, ports: Ports) -> None:
    make_example(tx, ports, industry=INDUSTRY, weeks=WEEKS)
    tx.put(replace(set_up_business(tx), example=False))  # an example reminds nobody
