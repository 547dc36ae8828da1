"""Page 3: what one sale is worth, and what the business starts from."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout
from typing_extensions import override

from smbsocial.domain.answers import FollowersAnswer, NumbersAnswers, Page
from smbsocial.domain.defaults import LISTING
from smbsocial.domain.goals import Counted
from smbsocial.domain.ids import PlatformKey
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.fields import Field, MoneyEdit, NumberEdit
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.wizard.page import Desk, WizardPage

translate = QCoreApplication.translate


class NumbersPage(WizardPage):
    """Every field may stay empty; the usual figure stands in it, and the range gets wider."""

    page = Page.NUMBERS

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "What is a sale worth, and what do you start from?"),
            translate(
                "Wizard",
                "Don't know? Leave it empty. We take what is usual, and the range gets wider.",
            ),
        )

    @override
    def build(self) -> None:
        unknown = translate("Wizard", "don't know")
        self._sale = MoneyEdit("")
        self._margin = NumberEdit()
        self._purchases = NumberEdit()
        self._close = NumberEdit()
        self._views = NumberEdit(unknown=unknown)
        self._list = NumberEdit(unknown=unknown)
        self._ask = NumberEdit(unknown=unknown)
        self._followers: dict[PlatformKey, NumberEdit] = {}
        self._grid = QGridLayout()
        self.body.addWidget(self._worth_card())
        self.body.addWidget(self._start_card())
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        said, worth = desk.answers.numbers, desk.brief.worth
        usual = translate("Wizard", "usual in your trade: {value}")
        self._sale.set_currency(worth.average_sale.currency)
        sale = desk.brief.worth.average_sale if said.average_sale else None
        self._sale.show_value(sale)
        self._margin.show_value(said.margin_percent)
        self._purchases.show_value(said.purchases)
        self._close.show_value(said.close_rate_percent)
        self._views.show_value(said.listing_views)
        self._list.show_value(said.mailing_list)
        self._ask.show_value(said.askable_customers)
        trade = desk.brief.industry.defaults
        close = formats.percent(trade.close_rate_percent)
        for editor, value in (
            (self._sale, formats.money(worth.average_sale)),
            (self._margin, formats.percent(worth.margin_percent)),
            (self._purchases, formats.number(worth.purchases)),
            (self._close, close),
        ):
            editor.setPlaceholderText(usual.format(value=value))
        self._show_words(desk)
        self._show_followers(desk)

    @override
    def read(self) -> NumbersAnswers:
        return NumbersAnswers(
            average_sale=self._sale.value(),
            margin_percent=self._margin.value(),
            purchases=self._purchases.value(),
            close_rate_percent=self._close.value(),
            followers=tuple(
                FollowersAnswer(platform, editor.value())
                for platform, editor in self._followers.items()
                if editor.value() is not None
            ),
            listing_views=self._views.value(),
            mailing_list=self._list.value(),
            askable_customers=self._ask.value(),
        )

    def _show_words(self, desk: Desk) -> None:
        member = desk.brief.goal.counted is Counted.MEMBERS
        title = (
            translate("Wizard", "How many months a member stays")
            if member
            else translate("Wizard", "How often a new customer buys within a year")
        )
        sale = (
            translate("Wizard", "What a member pays a month")
            if member
            else translate("Wizard", "Average sale")
        )
        self.fields["purchases"].set_title(title)
        self.fields["average_sale"].set_title(sale)

    def _show_followers(self, desk: Desk) -> None:
        clear(self._grid)
        said = {each.platform: each.followers for each in desk.answers.numbers.followers}
        usual = [fit.platform for fit in desk.brief.industry.platforms]
        wanted = [*desk.brief.platforms, *usual, *said]
        self._followers = {}
        for at, platform in enumerate(p for p in dict.fromkeys(wanted) if p != LISTING):
            editor = NumberEdit(said.get(platform), unknown=translate("Wizard", "don't know"))
            name = self.bridge.ports.library.platform(platform).name
            title = translate("Wizard", "Followers on {platform}").format(platform=name)
            field = self.field(f"followers.{platform}", title, editor)
            self._followers[platform] = editor
            self._grid.addWidget(field, at // 2, at % 2)

    def _worth_card(self) -> Card:
        card = Card()
        card.add(label(translate("Wizard", "What one sale brings"), "section"))
        hint = translate("Wizard", "What is left of a sale after what it costs you to make it.")
        close = translate("Wizard", "Of a hundred who ask, how many become customers.")
        card.body.addLayout(
            _pairs(
                self.field("average_sale", translate("Wizard", "Average sale"), self._sale),
                self.field(
                    "margin_percent", translate("Wizard", "Margin in per cent"), self._margin, hint
                ),
                self.field("purchases", translate("Wizard", "How often"), self._purchases),
                self.field(
                    "close_rate_percent",
                    translate("Wizard", "Enquiries that become customers, in per cent"),
                    self._close,
                    close,
                ),
            )
        )
        return card

    def _start_card(self) -> Card:
        card = Card()
        card.add(label(translate("Wizard", "What you start from"), "section"))
        text = translate(
            "Wizard", "Followers, fans, friends or contacts: the number that your page there shows."
        )
        card.add(label(text, "small", wrap=True))
        self._grid.setHorizontalSpacing(theme.PAGE_MARGIN)
        self._grid.setVerticalSpacing(theme.CARD_PADDING)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        card.body.addLayout(self._grid)
        card.body.addSpacing(theme.SPACE * 2)
        views = translate("Wizard", "It stands in your business profile, under performance.")
        ask = translate(
            "Wizard", "Whom somebody could ask at the counter to follow you or leave a review."
        )
        card.body.addLayout(
            _pairs(
                self.field(
                    "listing_views",
                    translate("Wizard", "Views of your Google listing a month"),
                    self._views,
                    views,
                ),
                self.field(
                    "askable_customers",
                    translate("Wizard", "Customers a week who can be asked"),
                    self._ask,
                    ask,
                ),
                self.field(
                    "mailing_list",
                    translate("Wizard", "Addresses on your mailing list"),
                    self._list,
                ),
            )
        )
        return card


def _pairs(*fields: Field) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.PAGE_MARGIN)
    grid.setVerticalSpacing(theme.CARD_PADDING)
    for at, field in enumerate(fields):
        grid.addWidget(field, at // 2, at % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
