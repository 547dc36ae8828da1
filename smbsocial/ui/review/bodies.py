"""What stands on each page of a review: loaded when its step is first shown."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from smbsocial.domain.ids import ReviewId
from smbsocial.domain.review import ReviewPage
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk

Kind = Callable[[Bridge, VaultDesk, ReviewId], QWidget]
_WORDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


class Body(Protocol):
    """What every one of them can do, beside being a widget with `progress` and `page_wanted`."""

    def refresh(self) -> None:
        """Read what it shows anew."""
        ...

    def paper(self) -> str:
        """What it shows, as HTML."""
        ...


def make_body(page: ReviewPage, bridge: Bridge, desk: VaultDesk, review: ReviewId) -> QWidget:
    """The widget of a page; a `Body`."""
    return _kinds()[page]()(bridge, desk, review)


def freeze(body: QWidget) -> None:
    """Nothing can be said any more; what unfolds or leads elsewhere still works."""
    for each in body.findChildren(QWidget):
        says = isinstance(each, QAbstractButton) and not (
            each.property("fold") or each.property("link") or each.property("flat")
        )
        if (says or isinstance(each, _WORDS)) and not each.property("reads"):
            each.setEnabled(False)


def _kinds() -> dict[ReviewPage, Callable[[], Kind]]:
    return {
        ReviewPage.CAME: _came,
        ReviewPage.COST: _cost,
        ReviewPage.CONTENT: _content,
        ReviewPage.PLATFORMS: _platforms,
        ReviewPage.COMMUNITIES: _communities,
        ReviewPage.ACCOUNTS: _accounts,
        ReviewPage.PEOPLE: _people,
        ReviewPage.DECIDE: _decide,
    }


def _came() -> Kind:
    from smbsocial.ui.review.came import CameBody

    return CameBody


def _cost() -> Kind:
    from smbsocial.ui.review.cost import CostBody

    return CostBody


def _content() -> Kind:
    from smbsocial.ui.review.content import ContentBody

    return ContentBody


def _platforms() -> Kind:
    from smbsocial.ui.review.platforms import PlatformsBody

    return PlatformsBody


def _communities() -> Kind:
    from smbsocial.ui.review.communities import CommunitiesBody

    return CommunitiesBody


def _accounts() -> Kind:
    from smbsocial.ui.review.accounts import AccountsBody

    return AccountsBody


def _people() -> Kind:
    from smbsocial.ui.review.people import PeopleBody

    return PeopleBody


def _decide() -> Kind:
    from smbsocial.ui.review.decide import DecideBody

    return DecideBody
