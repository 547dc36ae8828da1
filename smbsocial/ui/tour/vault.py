"""The tour of the vault itself: set up step by step, unlocked, recovered, restored."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from smbsocial.domain.secret import Secret
from smbsocial.ui.accounts.page import AccountsPage
from smbsocial.ui.menus import ACCOUNTS
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
from smbsocial.ui.vault.restore_form import RestoreForm
from smbsocial.ui.vault.secret_fields import SecretEdit

STEPS = ("what-it-is", "passphrase", "kit", "typed-back", "backups")


def setting_up(stage: Stage, size: QSize) -> Iterator[Screen]:
    """The five steps; they begin when the first password is put in."""
    with opened(stage, size, example) as house:
        window, page = house.window, _page(house)
        names = iter(STEPS)
        for screen in dialog(window, f"vault-{next(names)}", lambda: press(page, "put_in")):
            yield screen
            front = screen.front
            press(front, "confirm")
            yield Screen(f"vault-{next(names)}", window, screen.dialog)
            press(front, "use_words")
            _type(front, "passphrase_again", found(front, SecretEdit, "passphrase").value())
            press(front, "confirm")
            press(front, "kit_by_hand")
            yield Screen(f"vault-{next(names)}", window, screen.dialog)
            groups = found(front, QLabel, "kit_code").text().split()
            press(front, "confirm")
            yield Screen(f"vault-{next(names)}", window, screen.dialog)
            for each in front.findChildren(SecretEdit):
                if each.isVisible():
                    each.put(Secret(groups[int(each.objectName().removeprefix("group_")) - 1]))
            press(front, "confirm")
            yield Screen(f"vault-{next(names)}", window, screen.dialog)


def opening(stage: Stage, size: QSize) -> Iterator[Screen]:
    """A passphrase, a wrong one, a lost one, and a backup."""
    with opened(stage, size, example, cafe.keep) as house:
        window, page = house.window, _page(house)
        for screen in dialog(window, "unlock", lambda: press(page, "unlock_here")):
            # Whoever unlocked last is proposed, and that was staff: the kit is an owner's.
            found(screen.front, QComboBox, "person").setCurrentIndex(0)
            settle()
            yield screen
            _type(screen.front, "passphrase", Secret("a wrong one of the tour"))
            press(screen.front, "confirm")
            yield Screen("unlock-wrong", window, screen.dialog)
            yield from dialog(window, "recovery", partial(press, screen.front, "lost"))
        cafe.enter(house)
        settle()
        for screen in dialog(window, "kit-and-backups-open", lambda: press(page, "safety")):
            yield from dialog(window, "new-kit", partial(press, screen.front, "new_kit"))
            yield from dialog(
                window, "own-passphrase", partial(press, screen.front, "change_passphrase")
            )
        yield from dialog(window, "restore", lambda: _restore(house))


def _restore(house: House) -> None:
    """By its entry in the menu; that form is no vault's."""
    for action in house.window.findChildren(QAction):
        if action.objectName() == "restore":
            action.trigger()
            return
    RestoreForm(house.window, house.vault.making).open()


def _type(place: QWidget, name: str, secret: Secret[str]) -> None:
    found(place, SecretEdit, name).put(secret)
    settle()


def _page(house: House) -> AccountsPage:
    house.window.show_page(ACCOUNTS)
    return found(house.window, AccountsPage)
