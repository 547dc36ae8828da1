"""The tour of the main job: the first run, the wizard, the week, the calendar, resting."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QLineEdit

from smbsocial.domain.answers import Page
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.calendar.page import CalendarPage
from smbsocial.ui.menus import CALENDAR, PLAN, WEEK
from smbsocial.ui.rest import RestPage
from smbsocial.ui.tour.stage import (
    INDUSTRY,
    NAME,
    Screen,
    ScreenMissingError,
    Stage,
    dialog,
    example,
    found,
    opened,
    press,
    settle,
)
from smbsocial.ui.week.page import WeekPage
from smbsocial.ui.welcome import WelcomePage
from smbsocial.ui.widgets.fields import Choice
from smbsocial.ui.wizard.window import Wizard
from smbsocial.usecases import setup
from smbsocial.usecases.changes import Action

translate = QCoreApplication.translate


def first_run(stage: Stage, size: QSize) -> Iterator[Screen]:
    """A fresh machine, and the first answer."""
    with opened(stage, size, _nothing) as house:
        window = house.window
        welcome = found(window, WelcomePage)
        yield Screen("welcome", window)
        found(welcome, QLineEdit, "name").setText(NAME)
        found(welcome, Choice, "industry").choose(INDUSTRY)
        press(welcome, "start")
        found(window, Wizard)
        yield Screen("wizard-first-answer", window)


def planning(stage: Stage, size: QSize) -> Iterator[Screen]:
    """The wizard page by page, and the plan before it is put into the calendar."""
    with opened(stage, size, example) as house:
        window = house.window
        window.show_page(PLAN)
        wizard = found(window, Wizard)
        for page in Page:
            wizard.open_at(page)
            settle()
            if wizard.page is not page:
                raise ScreenMissingError(f"wizard page {page.value}")
            yield Screen(f"wizard-{page.value}", window)
        press(wizard, "next")
        settle()
        if wizard.page is not None:
            raise ScreenMissingError("plan preview")
        yield Screen("plan-preview", window)


def working(stage: Stage, size: QSize) -> Iterator[Screen]:
    """The week and the calendar of whoever posts."""
    with opened(stage, size, example) as house:
        window = house.window
        window.show_page(WEEK)
        week = found(window, WeekPage)
        yield Screen("this-week", window)
        yield from dialog(window, "mark-as-posted", lambda: press(week, "posted_wanted-"))
        yield from dialog(window, "skip", lambda: press(week, "skip_wanted-"))
        yield from dialog(window, "print-this-week", week.print_sheet)
        window.show_page(CALENDAR)
        calendar = found(window, CalendarPage)
        yield Screen("calendar", window)
        yield from dialog(window, "post-editor", calendar.open_first_post)
        yield from dialog(window, "new-post", lambda: press(calendar, "new_post"))


def resting(stage: Stage, size: QSize) -> Iterator[Screen]:
    """A business that stays off for now."""
    with opened(stage, size, _stayed_off) as house:
        window = house.window
        found(window, RestPage)
        yield Screen("resting", window)


def _nothing(bridge: Bridge) -> None:
    """A fresh machine."""


def _stayed_off(bridge: Bridge) -> None:
    example(bridge)
    bridge.do(
        Action.STAY_OFF,
        setup.stay_off,
        reason=translate("Tour", "Nobody has an hour a week before the new kitchen is in."),
        would_change=translate("Tour", "A second pair of hands from April."),
    )
