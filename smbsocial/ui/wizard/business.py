"""Page 1: what the business is, where, and when it rests."""

from PySide6.QtCore import QCoreApplication, QTimeZone
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit
from typing_extensions import override

from smbsocial.domain.answers import BusinessAnswers, Page
from smbsocial.domain.ids import IndustryKey
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.fields import Choice
from smbsocial.ui.wizard.closed_days import ClosedDays
from smbsocial.ui.wizard.page import Desk, WizardPage
from smbsocial.ui.wizard.toggles import month_toggles, weekday_toggles

translate = QCoreApplication.translate

PLACES_HEIGHT = 72


class BusinessPage(WizardPage):
    """Name and trade have no usual answer; the rest has the country's and the trade's."""

    page = Page.BUSINESS

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "Your business"),
            translate(
                "Wizard", "A name and a trade are enough. The rest is filled in the usual way."
            ),
        )

    @override
    def build(self) -> None:
        self._said = BusinessAnswers()
        library = self.bridge.ports.library
        self._name = QLineEdit()
        self._industry: Choice[IndustryKey] = Choice(
            [(brief.key, brief.name) for brief in library.industries()]
        )
        self._country: Choice[str] = Choice([(c.code, c.name) for c in library.countries()])
        self._currency: Choice[str] = Choice(_currencies([c.currency for c in library.countries()]))
        self._zone: Choice[str] = Choice([(zone, zone) for zone in _zones()])
        self._first: Choice[int] = Choice([(n, formats.weekday_long(n)) for n in range(7)])
        self._weekdays = weekday_toggles()
        self._days = ClosedDays()
        self._months = month_toggles()
        self._places = QPlainTextEdit()
        self._places.setTabChangesFocus(True)
        self._places.setFixedHeight(PLACES_HEIGHT)
        self._website = QLineEdit()
        self._days.changed.connect(lambda: self.decided.emit("closed_days"))
        self.body.addWidget(self._who())
        self.body.addWidget(self._where())
        self.body.addWidget(self._when())
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        self._said = desk.answers.business
        self._name.setText(self._said.name or "")
        self._industry.choose(self._said.industry)
        self._places.setPlainText("\n".join(self._said.locations))
        self._website.setText(self._said.website)
        self._days.show_days(self._said.closed_days, desk.brief.today)
        self.refresh(desk)

    @override
    def refresh(self, desk: Desk) -> None:
        business = desk.brief.business
        self._said = desk.answers.business
        self._country.choose(business.country)
        self._currency.choose(business.currency)
        self._zone.choose(business.zone)
        self._first.choose(business.first_weekday)
        self._weekdays.show_values(business.closed_weekdays)
        self._months.show_values(business.slow_months)

    @override
    def read(self) -> BusinessAnswers:
        was = self._said
        lines = [line.strip() for line in self._places.toPlainText().splitlines()]
        weekdays = self._weekdays.values()
        return BusinessAnswers(
            name=self._name.text().strip(),
            industry=self._industry.value(),
            country=self.said("country", self._country.value(), was.country),
            currency=self.said("currency", self._currency.value(), was.currency),
            zone=self.said("zone", self._zone.value(), was.zone),
            first_weekday=self.said("first_weekday", self._first.value(), was.first_weekday),
            closed_weekdays=self.said("closed_weekdays", weekdays, was.closed_weekdays),
            closed_days=self._days.days(),
            slow_months=self.said("slow_months", self._months.values(), was.slow_months),
            locations=tuple(line for line in lines if line),
            website=self._website.text().strip(),
        )

    def _who(self) -> Card:
        card = Card()
        grid = _grid(card)
        name = self.field("name", translate("Wizard", "Name"), self._name)
        trade = self.field("industry", translate("Wizard", "Kind of business"), self._industry)
        hint = translate("Wizard", "May stay empty.")
        site = self.field("website", translate("Wizard", "Website"), self._website, hint)
        hint = translate("Wizard", "One a line, if there are several.")
        places = self.field("locations", translate("Wizard", "Places"), self._places, hint)
        grid.addWidget(name, 0, 0)
        grid.addWidget(trade, 0, 1)
        grid.addWidget(places, 1, 0)
        grid.addWidget(site, 1, 1)
        return card

    def _where(self) -> Card:
        card = Card()
        grid = _grid(card)
        country = self.field("country", translate("Wizard", "Country"), self._country)
        currency = self.field("currency", translate("Wizard", "Currency"), self._currency)
        zone = self.field("zone", translate("Wizard", "Time zone"), self._zone)
        first = translate("Wizard", "The week starts on")
        grid.addWidget(country, 0, 0)
        grid.addWidget(currency, 0, 1)
        grid.addWidget(zone, 1, 0)
        grid.addWidget(self.field("first_weekday", first, self._first), 1, 1)
        return card

    def _when(self) -> Card:
        card = Card()
        card.body.setSpacing(theme.CARD_PADDING)
        hint = translate("Wizard", "Nothing is planned on these days.")
        title = translate("Wizard", "Closed every week on")
        card.add(self.field("closed_weekdays", title, self._weekdays, hint))
        title = translate("Wizard", "Closed on single days")
        card.add(self.field("closed_days", title, self._days))
        title = translate("Wizard", "Slow months")
        hint = translate(
            "Wizard",
            "The plan starts earlier before these, so that there is something to fall back on.",
        )
        card.add(self.field("slow_months", title, self._months, hint))
        return card


def _grid(card: Card) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.PAGE_MARGIN)
    grid.setVerticalSpacing(theme.CARD_PADDING)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    card.body.addLayout(grid)
    return grid


def _currencies(codes: list[str]) -> list[tuple[str, str]]:
    text = translate("Wizard", "{code} ({sign})")
    return [
        (code, text.format(code=code, sign=formats.symbol(code)) if _signed(code) else code)
        for code in sorted(set(codes))
    ]


def _signed(code: str) -> bool:
    return formats.symbol(code) != code


def _zones() -> list[str]:
    found = (bytes(zone.data()).decode() for zone in QTimeZone.availableTimeZoneIds())
    return sorted({*(zone for zone in found if "/" in zone and not zone.startswith("Etc/")), "UTC"})
