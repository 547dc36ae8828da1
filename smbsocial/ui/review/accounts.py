"""Accounts: whose they are, what is overdue, and a backup that is really opened."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.ids import AccountId, ReviewId
from smbsocial.domain.ownership import Health
from smbsocial.domain.review import ReviewPage
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.review.lent_body import ReviewBody
from smbsocial.ui.review.trial import TrialCard
from smbsocial.ui.text import accounts as owning
from smbsocial.ui.text import review_pages
from smbsocial.ui.text import review_people as words
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, EmptyState, Flow, clear, row
from smbsocial.ui.widgets.labels import ElidedLabel, beside, chip, label
from smbsocial.usecases.reviewing.accounts import (
    AccountsPage,
    ReviewedAccount,
    accounts_page,
    looked_subject,
    say_looked,
)
from smbsocial.usecases.reviewing.saying import unsay

translate = QCoreApplication.translate

_TONES = {Health.SAFE: "good", Health.NOT_YOURS: "trouble"}


class AccountsBody(ReviewBody):
    """A line for each account, what is overdue, and the trial of a backup."""

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__(bridge, desk, review_id)
        self._page: AccountsPage | None = None
        self._trial = TrialCard(bridge, desk, review_id)
        self._trial.page_wanted.connect(self.page_wanted)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.GAP)
        self.column.addLayout(self._cards)
        self.column.addWidget(self._trial)

    def refresh(self) -> None:
        """Read how the accounts stand now."""
        self._redraw()

    @override
    def _show(self) -> None:
        page = self._bridge.read(accounts_page, self._review)
        self._page = page
        clear(self._cards)
        if page.rows:
            self._cards.addWidget(self._overview(page))
        else:
            self._cards.addWidget(self._none())
        for each in page.rows:
            self._cards.addWidget(self._card(each))
        self._trial.show_page(page)
        answered = sum(not each.needs or each.looked_on is not None for each in page.rows)
        tried = page.restored is not None
        self.progress.emit(answered + tried, len(page.rows) + (tried or page.can_try))

    def paper(self) -> str:
        """The same in words."""
        page = self._page
        if page is None:
            return ""
        html = ""
        for each in page.rows:
            said = words.account(each)
            if each.row.health is not None:
                said.insert(0, owning.health(each.row.health))
            if each.looked_on is not None:
                said.append(words.looked(each.looked_on))
            html += review_pages.heading(_name(each)) + review_pages.paragraphs(said)
        found = [words.backup(page)]
        if page.restored is not None:
            found.append(words.restored(page.restored, page.zone))
        return html + review_pages.heading(_backup()) + review_pages.paragraphs(found)

    def _overview(self, page: AccountsPage) -> Card:
        card = Card(name="overdue")
        card.add(label(words.overdue(page), "strong", wrap=True))
        there = translate("Review", "Open the accounts")
        go = button(there, partial(self.page_wanted.emit, "accounts"), name="open_accounts")
        hint = translate("Review", "The drill and new passwords are done on their own page.")
        card.add(row(label(hint, "small", wrap=True), go))
        return card

    def _none(self) -> EmptyState:
        return EmptyState(
            translate("Review", "No account yet"),
            translate(
                "Review", "Write down each account the business has: whose it is comes first."
            ),
            translate("Review", "Open the accounts"),
            partial(self.page_wanted.emit, "accounts"),
        )

    def _card(self, each: ReviewedAccount) -> Card:
        id = each.row.account.id
        card = Card(name=f"account-{id}")
        name = ElidedLabel(_name(each), "strong")
        sign = chip(owning.health(each.row.health), tone=_tone(each))
        beside(sign, name)
        parts: list[QWidget] = [name, sign]
        if each.looked_on is not None:
            parts.append(chip(words.looked(each.looked_on), tone="good"))
        card.add(Flow(*parts))
        said = label(" ".join(words.account(each)), "small", wrap=True)
        if not each.needs:
            card.add(said)
            return card
        card.add(row(said, self._tick(each, id)))
        return card

    def _tick(self, each: ReviewedAccount, id: AccountId) -> QPushButton:
        if each.looked_on is None:
            text, then = translate("Review", "I have seen to it"), partial(self._look, id)
        else:
            text, then = translate("Review", "Not yet after all"), partial(self._unlook, id)
        made = button(text, then, name=f"look-{id}")
        made.setAccessibleName(
            translate("Review", "{verb}: {name}").format(verb=text, name=_name(each))
        )
        return made

    def _look(self, id: AccountId) -> None:
        self._say(say_looked, self._review, id, by=self._by)

    def _unlook(self, id: AccountId) -> None:
        self._say(unsay, self._review, ReviewPage.ACCOUNTS, looked_subject(id))


def _name(each: ReviewedAccount) -> str:
    handle = each.row.account.handle
    if not handle:
        return each.row.name
    return translate("Review", "{platform} {handle}").format(platform=each.row.name, handle=handle)


def _tone(each: ReviewedAccount) -> str:
    return _TONES.get(each.row.health, "caution") if each.row.health else ""


def _backup() -> str:
    return translate("Review", "A backup, opened for real")
