"""The tour of the quarter: reminders, and the review page by page."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QSize

from smbsocial.domain.review import ReviewPage
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.menus import REMINDERS, REVIEW
from smbsocial.ui.review.decide import DecideBody
from smbsocial.ui.review.frame import ReviewFrame
from smbsocial.ui.review.page import ReviewLanding
from smbsocial.ui.tour.stage import (
    INDUSTRY,
    House,
    Screen,
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

WEEKS = 12
"""Full weeks of the plan that are over: it is the last one, and the review is due."""


def quarter(stage: Stage, size: QSize) -> Iterator[Screen]:
    """A quarter ends: what waits, and what is said of it."""
    with opened(stage, size, _nearly_over, reminds=True) as house:
        window = house.window
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


def _nearly_over(bridge: Bridge) -> None:
    bridge.do(Action.APPLY_PLAN, _make)


def _make(tx: Tx, ports: Ports) -> None:
    make_example(tx, ports, industry=INDUSTRY, weeks=WEEKS)
    tx.put(replace(set_up_business(tx), example=False))  # an example reminds nobody
