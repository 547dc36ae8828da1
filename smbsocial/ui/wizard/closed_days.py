"""Single days on which the business is closed: pick a day, add it, take it away again."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Flow, row
from smbsocial.ui.widgets.fields import DayEdit

translate = QCoreApplication.translate


class ClosedDays(QWidget):
    """A day to add, and buttons for those that stand; pressing one takes it away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._days: set[date] = set()
        self._pick = DayEdit(date.min.replace(year=2000))
        self._pick.setAccessibleName(translate("Wizard", "Closed on this day"))
        self._flow = Flow(spacing=theme.SPACE)
        add = button(translate("Wizard", "Add this day"), self._add, name="add_closed_day")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(row(self._pick, add, None))
        layout.addWidget(self._flow)

    def show_days(self, days: Iterable[date], today: date) -> None:
        """Show these days; picking starts tomorrow."""
        self._days = set(days)
        self._pick.show_value(today + timedelta(days=1))
        self._show()

    def days(self) -> tuple[date, ...]:
        """The days in their order."""
        return tuple(sorted(self._days))

    def _show(self) -> None:
        made = []
        for day in self.days():
            spoken = translate("Wizard", "Take away {day}").format(day=formats.day_year(day))
            text = translate("Wizard", "{day}  ×").format(day=formats.day_year(day))
            made.append(button(text, partial(self._remove, day), accessible=spoken))
        self._flow.show_widgets(*made)
        self._flow.setVisible(bool(made))

    def _add(self) -> None:
        self._days.add(self._pick.value())
        self._show()
        self.changed.emit()

    def _remove(self, day: date) -> None:
        self._days.discard(day)
        self._show()
        self.changed.emit()
