"""What stands on each page of a review: loaded when its step is first shown."""

from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

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

ROOM = "smbsocial.ui.review"
BODIES = {
    ReviewPage.CAME: ("came", "CameBody"),
    ReviewPage.COST: ("cost", "CostBody"),
    ReviewPage.CONTENT: ("content", "ContentBody"),
    ReviewPage.PLATFORMS: ("platforms", "PlatformsBody"),
    ReviewPage.COMMUNITIES: ("communities", "CommunitiesBody"),
    ReviewPage.ACCOUNTS: ("accounts", "AccountsBody"),
    ReviewPage.PEOPLE: ("people", "PeopleBody"),
    ReviewPage.DECIDE: ("decide", "DecideBody"),
}
_WORDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


class Body(Protocol):
    """What every one of them can do, beside being a widget with `progress` and `page_wanted`."""

    def refresh(self) -> None:
        """Read what it shows anew."""
        ...

    def paper(self) -> str:
        """What it shows, as HTML."""
        ...


def pages() -> tuple[ReviewPage, ...]:
    """The pages that there are."""
    return tuple(page for page in ReviewPage if find_spec(f"{ROOM}.{BODIES[page][0]}"))


def make_body(page: ReviewPage, bridge: Bridge, desk: VaultDesk, review: ReviewId) -> QWidget:
    """The widget of a page; a `Body`."""
    module, name = BODIES[page]
    return cast("QWidget", getattr(import_module(f"{ROOM}.{module}"), name)(bridge, desk, review))


def freeze(body: QWidget) -> None:
    """Nothing can be said any more; what unfolds or leads elsewhere still works."""
    for each in body.findChildren(QWidget):
        says = isinstance(each, QAbstractButton) and not (
            each.property("fold") or each.property("link") or each.property("flat")
        )
        if (says or isinstance(each, _WORDS)) and not each.property("reads"):
            each.setEnabled(False)
