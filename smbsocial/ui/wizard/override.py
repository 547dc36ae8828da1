"""The owner's own figure for one line of the chain, and the way back to the usual one."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from smbsocial.domain.answers import Override
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ranges import Figure, Range
from smbsocial.ui import theme
from smbsocial.ui.text import assessment as words
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.fields import DecimalEdit, Field
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

MOST = Decimal(1_000_000_000)


class OverrideDialog(QDialog):
    """Typical is enough; low and high say how unsure it is."""

    answered = Signal(str, object)  # the link's key, Override or None for the usual figure

    def __init__(
        self, title: str, key: str, figure: Figure, *, own: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        self.setObjectName("override_dialog")
        self.setWindowTitle(translate("Wizard", "Your own figure"))
        self.setMinimumWidth(theme.SIDE_WIDTH * 2 - theme.PAGE_MARGIN * 3)
        self._low = DecimalEdit(figure.range.low)
        self._typical = DecimalEdit(figure.range.typical)
        self._high = DecimalEdit(figure.range.high)
        self._fields = {
            "low": Field(translate("Wizard", "Low"), self._low, name="low"),
            "typical": Field(translate("Wizard", "Typical"), self._typical, name="typical"),
            "high": Field(translate("Wizard", "High"), self._high, name="high"),
        }
        layout = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.CARD_PADDING)
        layout.addWidget(label(title, "section", wrap=True))
        layout.addWidget(label(words.whose(figure), "muted", wrap=True))
        sources = words.sources(figure)
        if sources:
            layout.addWidget(label(sources, "small", wrap=True))
        three = QHBoxLayout()
        three.setSpacing(theme.GAP)
        for field in self._fields.values():
            three.addWidget(field, 1)
        layout.addLayout(three)
        layout.addWidget(self._buttons(own=own))
        self._confirm.setDefault(True)
        self._typical.setFocus()
        self._typical.selectAll()

    def _buttons(self, *, own: bool) -> QWidget:
        usual = None
        if own:
            verb = translate("Wizard", "Back to the usual figure")
            usual = button(verb, self._reset, name="reset")
        keep = button(translate("Wizard", "Cancel"), self.reject, name="cancel")
        verb = translate("Wizard", "Use this figure")
        self._confirm = button(verb, self._use, primary=True, name="use")
        return row(*([usual] if usual else []), None, keep, self._confirm)

    def _reset(self) -> None:
        self.accept()
        self.answered.emit(self._key, None)

    def _use(self) -> None:
        try:
            own = self._range()
        except ExpectedError as error:
            for name, field in self._fields.items():
                field.show_error(error if name == error.field else None)
            return
        self.accept()
        self.answered.emit(self._key, Override(self._key, own))

    def _range(self) -> Range:
        typical = self._typical.value()
        if typical is None:
            raise ExpectedError(Code.EMPTY, field="typical")
        _within("typical", typical, Decimal(0), MOST)
        low, high = self._low.value(), self._high.value()
        low = typical if low is None else low
        high = typical if high is None else high
        _within("low", low, Decimal(0), typical)
        _within("high", high, typical, MOST)
        return Range(low, typical, high)


def _within(field: str, value: Decimal, low: Decimal, high: Decimal) -> None:
    if not low <= value <= high:
        raise ExpectedError(Code.OUT_OF_RANGE, field=field, value=value, low=low, high=high)
