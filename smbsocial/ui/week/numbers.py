"""The side card of This week: each KPI's figure, and a box to type this week's."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.goals import Reading
from smbsocial.domain.money import Money
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.sparkline import Sparkline
from smbsocial.usecases.sheets import KpiSheet

translate = QCoreApplication.translate

BOX_WIDTH = 96
FEWEST = 3
"""Fewer readings are no line yet."""


class NumbersCard(Card):
    """This week's numbers, typed in seconds: Enter keeps one and moves on to the next."""

    typed = Signal(str, object)  # KPI id, Decimal

    def __init__(self) -> None:
        super().__init__(name="numbers")
        self.add(label(translate("Week", "Is it working?"), "section"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GAP)
        self.body.addLayout(self._rows)
        self._boxes: dict[str, NumberRow] = {}

    def show_kpis(self, kpis: tuple[KpiSheet, ...], currency: str = "") -> None:
        """Show these KPIs; one being typed in keeps its focus."""
        focused = next((k for k, r in self._boxes.items() if r.box.hasFocus()), None)
        clear(self._rows)
        self._boxes = {}
        for sheet in kpis:
            made = NumberRow(sheet, currency)
            made.typed.connect(self.typed)
            self._boxes[sheet.kpi.id] = made
            self._rows.addWidget(made)
        if not kpis:
            words = translate("Week", "No KPIs yet: choose three to five in the setup.")
            self._rows.addWidget(label(words, "muted", wrap=True))
        if focused in self._boxes:
            self._boxes[focused].box.setFocus()

    def show_error(self, kpi: str, error: ExpectedError) -> None:
        """Say at a box what cannot be kept."""
        self._boxes[kpi].show_error(sentence(error))


class NumberRow(QWidget):
    """One KPI: name, target, last figure, and the box."""

    typed = Signal(str, object)

    def __init__(self, sheet: KpiSheet, currency: str = "") -> None:
        super().__init__()
        self._sheet = sheet
        self._currency = currency
        self.box = QLineEdit("" if sheet.this_week is None else value_text(sheet.this_week))
        self.box.setObjectName(f"reading-{sheet.key}")
        self.box.setFixedWidth(BOX_WIDTH)
        self.box.setAccessibleName(translate("Week", "{kpi} this week").format(kpi=sheet.name))
        self.box.setToolTip(sheet.where_to_read)
        self.box.setPlaceholderText(_placeholder(sheet))
        self.box.returnPressed.connect(self._return_pressed)
        self.box.editingFinished.connect(self._keep)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        line = QHBoxLayout()
        line.addWidget(label(sheet.name, wrap=True), 1)
        line.addWidget(self.box)
        layout.addLayout(line)
        if len(sheet.history) >= FEWEST:
            target = None if sheet.kpi.target is None else Decimal(sheet.kpi.target)
            layout.addWidget(Sparkline(sheet.history, target))
        beside = self._beside()
        if beside:
            layout.addWidget(label(beside, "small", wrap=True))
        if sheet.this_week is None and sheet.where_to_read:
            read = translate("Week", "Read it: {place}").format(place=sheet.where_to_read)
            layout.addWidget(label(read, "small", wrap=True))
        layout.addWidget(self._error)

    def show_error(self, text: str) -> None:
        """Say what is wrong with the figure."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def _beside(self) -> str:
        before = self._sheet.previous if self._sheet.this_week else self._sheet.latest
        target = self._sheet.kpi.target
        parts = []
        if before is not None:
            words = translate("Week", "{value} on {day}")
            value = Decimal(before.hundredths) / 100
            parts.append(words.format(value=self._said(value), day=formats.day_short(before.day)))
        if target is not None:
            words = translate("Week", "target {value}")
            parts.append(words.format(value=self._said(Decimal(target))))
        return " · ".join(parts)

    def _said(self, value: Decimal) -> str:
        if self._sheet.unit == "percent":
            return formats.percent(value)
        if self._sheet.unit == "money" and self._currency:
            return formats.money(Money.of(value, self._currency))
        return formats.number(value)

    def _return_pressed(self) -> None:
        self.focusNextChild()

    def _keep(self) -> None:
        text = self.box.text().strip()
        shown = "" if self._sheet.this_week is None else value_text(self._sheet.this_week)
        if text == shown or not text:
            return
        number, understood = self.locale().toDouble(text.removesuffix("%").strip())
        if not understood:
            self.show_error(sentence(ExpectedError(Code.NOT_A_NUMBER, value=text)))
            return
        self.show_error("")
        self.typed.emit(self._sheet.kpi.id, Decimal(repr(number)))


def _placeholder(sheet: KpiSheet) -> str:
    return "%" if sheet.unit == "percent" else translate("Week", "this week")


def value_text(reading: Reading) -> str:
    """A reading's figure."""
    return formats.number(Decimal(reading.hundredths) / 100)
