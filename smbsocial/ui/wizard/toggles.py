"""Several of a few: buttons that stay down, for weekdays and months."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.cards import Flow

DAYS_IN_WEEK = 7
MONTHS_IN_YEAR = 12


class Toggles(QWidget):
    """A line of buttons, each for a number; those that are down are the answer."""

    changed = Signal()

    def __init__(self, options: Iterable[tuple[int, str, str]]) -> None:
        super().__init__()
        self._buttons: dict[int, QPushButton] = {}
        for value, short, long in options:
            made = QPushButton(short)
            made.setCheckable(True)
            made.setAccessibleName(long)
            made.setObjectName(f"toggle_{value}")
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            made.clicked.connect(self._clicked)
            self._buttons[value] = made
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Flow(*self._buttons.values(), spacing=theme.SPACE))

    def show_values(self, values: Iterable[int]) -> None:
        """Press down these and no others."""
        down = set(values)
        for value, button in self._buttons.items():
            button.setChecked(value in down)

    def values(self) -> tuple[int, ...]:
        """Those that are down, in their order."""
        return tuple(value for value, button in self._buttons.items() if button.isChecked())

    def button(self, value: int) -> QPushButton:
        """The button of a number."""
        return self._buttons[value]

    def _clicked(self, _checked: bool = False) -> None:
        self.changed.emit()


def weekday_toggles(first: int = 0) -> Toggles:
    """The seven weekdays (0 = Monday), from the first of the week on."""
    days = [(first + at) % DAYS_IN_WEEK for at in range(DAYS_IN_WEEK)]
    return Toggles((n, formats.weekday_short(n), formats.weekday_long(n)) for n in days)


def month_toggles() -> Toggles:
    """The twelve months (1 to 12)."""
    months = range(1, MONTHS_IN_YEAR + 1)
    return Toggles((n, formats.month(n), formats.month(n)) for n in months)
