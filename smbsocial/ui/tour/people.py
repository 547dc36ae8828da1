"""The tour of the people: who can open what, and somebody who is leaving."""

from collections.abc import Iterator

from PySide6.QtCore import QSize

from smbsocial.domain.business import Role
from smbsocial.ui.menus import PEOPLE
from smbsocial.ui.people.page import PeoplePage
from smbsocial.ui.tour import cafe
from smbsocial.ui.tour.stage import (
    House,
    Screen,
    Stage,
    dialog,
    example,
    found,
    opened,
    press,
    settle,
)


def at_work(stage: Stage, size: QSize) -> Iterator[Screen]:
    """Everybody, with the vault opened by the owner."""
    with opened(stage, size, example, cafe.keep) as house:
        cafe.enter(house)
        window, page = house.window, _page(house)
        staff = cafe.person(house, Role.STAFF)
        yield Screen("people", window)
        yield from dialog(window, "add-person", lambda: press(page, "add_person"))
        yield from dialog(window, "give-passphrase", lambda: press(page, f"passphrase-{staff}"))
        yield from dialog(window, "who-is-leaving", lambda: press(page, "someone_leaving"))


def leaving(stage: Stage, size: QSize) -> Iterator[Screen]:
    """A departure of this morning, half done."""
    with opened(stage, size, example, cafe.leave) as house:
        cafe.enter(house)
        window, page = house.window, _page(house)
        yield Screen("people-leaving", window)
        press(page, f"go_on-{cafe.departure(house)}")
        yield Screen("someone-is-leaving", window)
        yield from dialog(window, "could-not", lambda: press(page, "could_not"))
        yield from dialog(window, "hand-over-sheet", lambda: press(page, "handover_print"))
        yield from dialog(window, "close-with-steps-open", lambda: press(page, "close_open"))


def _page(house: House) -> PeoplePage:
    house.window.show_page(PEOPLE)
    page = found(house.window, PeoplePage)
    settle()
    return page
