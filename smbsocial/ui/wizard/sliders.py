"""What goes in: hours a week, money a month, until when, and what an hour costs."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget
from typing_extensions import override

from smbsocial.domain.answers import InvestmentAnswers
from smbsocial.domain.brief import Brief
from smbsocial.domain.money import Money
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.fields import DayEdit, Field, MoneyEdit
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

HALF_HOUR = 30
MOST_HALF_HOURS = 40
MONEY_STEP = 5
"""In units of the country's scale: five dollars, five hundred yen."""
MONEY_STEPS = 100


class CalmSlider(QSlider):
    """A slider that scrolling the page never moves."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(low, high)
        self.setPageStep(2)
        self.setMinimumHeight(theme.PAGE_MARGIN)

    @override
    def event(self, event: QEvent) -> bool:
        """Fill the track from the side where it begins: the style sheet knows only the left."""
        if event.type() in {QEvent.Type.LayoutDirectionChange, QEvent.Type.Polish}:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            if self.property("mirrored") is not mirrored:
                self.setProperty("mirrored", mirrored)
                self.style().unpolish(self)
                self.style().polish(self)
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class SliderCard(Card):
    """Two sliders, a day and a wage; says which of them moved."""

    moved = Signal(str)

    def __init__(self) -> None:
        super().__init__(name="sliders")
        self.body.setSpacing(theme.CARD_PADDING)
        self._hours = CalmSlider(1, MOST_HALF_HOURS)
        self._money = CalmSlider(0, MONEY_STEPS)
        self._hours_value = label("", "strong", name="hours_value")
        self._money_value = label("", "strong", name="money_value")
        self._until = DayEdit(date(2000, 1, 1))
        self._hourly = MoneyEdit("")
        self._currency, self._step = "", 1
        self._exact_minutes: int | None = None
        self._exact_money: Money | None = None
        self.fields = {
            "minutes_a_week": Field(
                translate("Wizard", "Hours a week"),
                _beside(self._hours, self._hours_value),
                hint=" ",
            ),
            "money_a_month": Field(
                translate("Wizard", "Money a month"),
                _beside(self._money, self._money_value),
                hint=translate("Wizard", "for showing the best post to more people"),
            ),
            "until": Field(translate("Wizard", "Until"), self._until, name="until"),
            "hourly_cost": Field(
                translate("Wizard", "An hour costs you"), self._hourly, name="hourly_cost"
            ),
        }
        for field in self.fields.values():
            self.add(field)
        self._name()
        self._hours.valueChanged.connect(self._hours_moved)
        self._money.valueChanged.connect(self._money_moved)
        self._until.picked.connect(lambda: self.moved.emit("until"))
        self._hourly.textEdited.connect(lambda _text: self.moved.emit("hourly_cost"))

    def show_brief(self, brief: Brief, said: InvestmentAnswers) -> None:
        """Show what goes in; the hour's cost only where it was said."""
        put = brief.investment
        self._currency = brief.business.currency
        self._step = MONEY_STEP * brief.scale
        self._hourly.set_currency(self._currency)
        self._hourly.show_value(put.hourly_cost if said.hourly_cost else None)
        usual = translate("Wizard", "usual: {amount}")
        self._hourly.setPlaceholderText(usual.format(amount=formats.money(put.hourly_cost)))
        steps = -(-int(put.money_a_month.amount) // self._step)
        self._money.setMaximum(max(MONEY_STEPS, steps))
        self._money.setValue(steps)
        self._hours.setValue(round(put.minutes_a_week / HALF_HOUR))
        self._until.show_value(put.until)
        self._exact_minutes, self._exact_money = put.minutes_a_week, put.money_a_month
        self._say()

    def show_person(self, brief: Brief) -> None:
        """Whose time it is, and what an hour of it costs."""
        cost = formats.money(brief.investment.hourly_cost)
        if brief.worker.name:
            text = translate("Wizard", "of {name}’s time at {cost} an hour")
            hint = text.format(name=_short(brief.worker.name), cost=cost)
        else:
            hint = translate("Wizard", "of your time at {cost} an hour").format(cost=cost)
        self.fields["minutes_a_week"].set_hint(hint)

    def minutes(self) -> int:
        """Minutes a week; exactly what was there while the slider did not move."""
        if self._exact_minutes is not None:
            return self._exact_minutes
        return self._hours.value() * HALF_HOUR

    def money(self) -> Money:
        """Money a month; exactly what was there while the slider did not move."""
        if self._exact_money is not None:
            return self._exact_money
        return Money.of(self._money.value() * self._step, self._currency)

    def until(self) -> date:
        """The day it is to be reached by."""
        return self._until.value()

    def hourly_cost(self) -> Money | None:
        """What an hour costs, None = usual. Raises ExpectedError(NOT_A_NUMBER)."""
        return self._hourly.value()

    def _hours_moved(self, _value: int) -> None:
        self._exact_minutes = None
        self._say()
        self.moved.emit("minutes_a_week")

    def _money_moved(self, _value: int) -> None:
        self._exact_money = None
        self._say()
        self.moved.emit("money_a_month")

    def _say(self) -> None:
        if not self._currency:
            return
        self._hours_value.setText(formats.minutes(self.minutes()))
        self._money_value.setText(formats.money(self.money()))
        self._hours.setAccessibleDescription(self._hours_value.text())
        self._money.setAccessibleDescription(self._money_value.text())

    def _name(self) -> None:
        self._hours.setObjectName("hours")
        self._money.setObjectName("money")
        self._hours.setAccessibleName(translate("Wizard", "Hours a week"))
        self._money.setAccessibleName(translate("Wizard", "Money a month"))


def _beside(slider: QSlider, value: QWidget) -> QWidget:
    holder = QWidget()
    holder.setFocusProxy(slider)
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(slider, 1)
    line.addWidget(value)
    return holder


def _short(name: str) -> str:
    first = name.split(maxsplit=1)[0]
    return first if len(first) <= 20 else first[:19] + "…"
