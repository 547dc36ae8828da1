"""Page 9: which accounts exist; passwords come later and never stand here."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout
from typing_extensions import override

from smbsocial.domain.answers import AccountAnswer, AccountsAnswers, Page
from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.platforms import Account
from smbsocial.ui import theme
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.ui.wizard.page import Desk, WizardPage

translate = QCoreApplication.translate


class AccountsPage(WizardPage):
    """One card a platform; all of it may wait."""

    page = Page.ACCOUNTS

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "Which accounts are there?"),
            translate(
                "Wizard",
                "The accounts belong to the business, so they are written down here. This can wait;"
                " passwords are not asked for.",
            ),
        )

    @override
    def build(self) -> None:
        self._said: tuple[AccountAnswer, ...] = ()
        self._cards: dict[PlatformKey, AccountCard] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GAP)
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        self._said = desk.answers.accounts.accounts
        clear(self._column)
        self.fields = {}
        self._cards = {}
        library = self.bridge.ports.library
        for account in desk.brief.accounts:
            if account.platform in self._cards:
                continue
            card = AccountCard(library.platform(account.platform).name, account)
            for name, field in (("handle", card.handle), ("link", card.link)):
                self.fields[f"{account.platform}.{name}"] = field
                self.watch("accounts", field.editor)
            card.exists.clicked.connect(self._ticked)
            self._cards[account.platform] = card
            self._column.addWidget(card)

    @override
    def read(self) -> AccountsAnswers:
        if not self._said and not self.touched:
            return AccountsAnswers()
        return AccountsAnswers(tuple(card.read() for card in self._cards.values()))

    def _ticked(self, _checked: bool = False) -> None:
        self.decided.emit("accounts")


class AccountCard(Card):
    """Whether it exists, its name there, and its address."""

    def __init__(self, name: str, account: Account) -> None:
        super().__init__(name=f"account_{account.platform}")
        self._platform = account.platform
        handle, link = QLineEdit(account.handle), QLineEdit(account.link)
        handle.setCursorPosition(0)
        link.setCursorPosition(0)
        handle.setPlaceholderText(translate("Wizard", "as people see it, without password"))
        link.setPlaceholderText("https://")
        self.exists = TickBox(translate("Wizard", "We have one already"))
        self.exists.setAccessibleName(
            translate("Wizard", "We have an account on {platform} already").format(platform=name)
        )
        self.exists.setChecked(account.exists)
        self.handle = Field(translate("Wizard", "Name there"), handle)
        self.link = Field(translate("Wizard", "Its address"), link)
        head = QHBoxLayout()
        head.addWidget(label(name, "section"), 1)
        head.addWidget(self.exists)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.handle, 1)
        line.addWidget(self.link, 1)
        self.body.addLayout(head)
        self.body.addLayout(line)
        self._handle, self._link = handle, link

    def read(self) -> AccountAnswer:
        """What stands here."""
        return AccountAnswer(
            self._platform,
            self._handle.text().strip(),
            self._link.text().strip(),
            self.exists.isChecked(),
        )
