"""The tour of the accounts: the register, what needs the owner, and what the open vault offers."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea, QWidget

from smbsocial.domain.accounts import OTHER_SERVICE
from smbsocial.domain.business import Role
from smbsocial.domain.platforms import Account
from smbsocial.ui.accounts.page import AccountsPage
from smbsocial.ui.accounts.side import AccountSide
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.menus import ACCOUNTS, WEEK
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
from smbsocial.ui.week.page import WeekPage
from smbsocial.ui.widgets.cards import Paper
from smbsocial.ui.widgets.fields import Choice
from smbsocial.usecases.changes import Action
from smbsocial.usecases.registering import remove_account


def register(stage: Stage, size: QSize) -> Iterator[Screen]:
    """Before there is a vault: who holds what, and whether it is the business's."""
    with opened(stage, size, _without_accounts) as house:
        _page(house)
        yield Screen("accounts-none", house.window)
    with opened(stage, size, example) as house:
        window, page = house.window, _page(house)
        yield Screen("accounts", window)
        yield from dialog(window, "add-account", lambda: press(page, "add_account"))
        yield from _another_service(house, page)
        yield from dialog(window, "change-account", lambda: press(page, "edit"))
        _choose(house, page, cafe.GOOGLE)
        yield Screen("accounts-not-yours", window)
        yield from dialog(window, "is-it-ours", lambda: press(page, "walk"))
        _choose(house, page, cafe.BLUESKY)
        _scroll_to(page, "checks_card")
        yield Screen("accounts-checks", window)


def with_vault(stage: Stage, size: QSize) -> Iterator[Screen]:
    """With a vault that has been in use for a year: locked, and opened by the owner."""
    with opened(stage, size, example, cafe.keep) as house:
        window, page = house.window, _page(house)
        yield Screen("accounts-locked", window)
        cafe.enter(house)
        settle()
        _choose(house, page, cafe.INSTAGRAM)
        press(page, "show_code")
        yield Screen("accounts-open", window)
        press(page, "show_password")
        yield Screen("password-shown", window)
        press(page, "show_password")
        yield from _records(house, page)
        _scroll_to(page, "rights_card")
        yield Screen("accounts-rights", window)
        yield from dialog(window, "access-log", lambda: press(page, "all_uses"))
        yield from dialog(window, "drill", lambda: press(page, "prove"))
        yield from _could_not_get_in(house, page)
        yield from dialog(window, "kit-and-backups", lambda: press(page, "safety"))


def signing_in(stage: Stage, size: QSize) -> Iterator[Screen]:
    """Whoever posts: this week with what the accounts ask for, and help with signing in."""
    with opened(stage, size, example, cafe.keep) as house:
        window = house.window
        window.show_page(WEEK)
        week = found(window, WeekPage)
        yield Screen("this-week-with-accounts", window)
        bar = found(week, Paper).verticalScrollBar()
        bar.setValue(bar.maximum())
        settle()
        yield Screen("this-week-with-care", window)
        bar.setValue(0)
        yield from dialog(window, "sign-in-locked", lambda: _sign_in(house, week, cafe.INSTAGRAM))
        cafe.enter(house, Role.STAFF)
        settle()
        for screen in dialog(window, "sign-in", lambda: _sign_in(house, week, cafe.INSTAGRAM)):
            yield screen
            press(screen.front, "use_password")
            yield Screen("sign-in-with-password", window, screen.dialog)
        yield from dialog(window, "sign-in-own", lambda: press(week, "sign_in_wanted-"))
        page = _page(house)
        _choose(house, page, cafe.INSTAGRAM)
        yield Screen("accounts-of-staff", window)


def _records(house: House, page: AccountsPage) -> Iterator[Screen]:
    """What is kept of an account, and the key of its one-time codes over it."""
    window = house.window
    for screen in dialog(window, "all-that-is-kept", lambda: press(page, "edit_record")):
        yield screen
        for over in dialog(window, "one-time-codes", partial(press, screen.front, "seed_set")):
            found(over.front, QWidget, "seed").setProperty("text", cafe.SEED)
            settle()
            yield over
    yield from dialog(window, "recovery-codes", lambda: press(page, "recovery_codes"))
    for screen in dialog(window, "change-password", lambda: press(page, "change_password")):
        press(screen.front, "make_password")
        yield screen


def _another_service(house: House, page: AccountsPage) -> Iterator[Screen]:
    for screen in dialog(house.window, "add-another-service", lambda: press(page, "add_account")):
        found(screen.front, Choice, "platform").choose(OTHER_SERVICE)
        settle()
        yield screen


def _could_not_get_in(house: House, page: AccountsPage) -> Iterator[Screen]:
    for screen in dialog(house.window, "drill-not-in", lambda: press(page, "prove")):
        press(screen.front, "couldnt")
        yield screen


def _sign_in(house: House, week: WeekPage, platform: str) -> None:
    week.sign_in_wanted.emit(cafe.account(house, platform))


def _page(house: House) -> AccountsPage:
    house.window.show_page(ACCOUNTS)
    return found(house.window, AccountsPage)


def _choose(house: House, page: AccountsPage, platform: str) -> None:
    page.open_account(cafe.account(house, platform))
    settle()
    found(page, AccountSide).verticalScrollBar().setValue(0)
    settle()


def _scroll_to(page: AccountsPage, card: str) -> None:
    area: QScrollArea = found(page, AccountSide)
    bar = area.verticalScrollBar()
    bar.setValue(found(area, QWidget, card).y())
    settle()


def _without_accounts(bridge: Bridge) -> None:
    example(bridge)
    for row in bridge.read(lambda reads, _ports: reads.all(Account)):
        bridge.do(Action.REMOVE_ACCOUNT, remove_account, row.id)
