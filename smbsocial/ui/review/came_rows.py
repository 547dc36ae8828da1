"""The cards of the review's first page: a goal with its KPIs, and the forecast that was made."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.ui import theme
from smbsocial.ui.results.figures import KpiCard
from smbsocial.ui.review.typed import TypedLine
from smbsocial.ui.text import review_forecasts as forecasts
from smbsocial.ui.text import review_results as words
from smbsocial.ui.widgets.cards import Card, clear, line
from smbsocial.ui.widgets.labels import beside, chip, label
from smbsocial.usecases.learning.forecasts import Backtest
from smbsocial.usecases.reviewing.came import Compared, GoalCame

translate = QCoreApplication.translate

COLUMN = theme.SPACE * 70
"""So wide is a KPI at least."""
MOST_COLUMNS = 3


class GoalCard(Card):
    """A goal in words, its KPIs as buttons that lead to their chart, and a line to write."""

    def __init__(self, goal: GoalCame, currency: str, keep: Callable[[str], object]) -> None:
        super().__init__(name=f"goal-{goal.goal.id}")
        self._title = label("", "section", wrap=True)
        self._promised = label("", wrap=True, name=f"promised-{goal.goal.id}")
        self.add(self._title)
        self.add(self._promised)
        self.buttons = tuple(KpiCard(each, currency) for each in goal.kpis)
        self._columns = 0
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GAP)
        holder.setVisible(bool(self.buttons))
        self.add(holder)
        none = translate("Review", "No KPI is watched for it, so nothing says whether it came.")
        missing = label(none, "muted", wrap=True)
        missing.setVisible(not self.buttons)
        self.add(missing)
        self.note = TypedLine(
            translate("Review", "What do you make of it?"),
            keep,
            name=f"note-{goal.goal.id}",
        )
        self.add(self.note)
        self._place(1)

    @property
    def kpis(self) -> list[str]:
        """The ids of its KPIs."""
        return [each.result.kpi.id for each in self.buttons]

    def show_goal(self, goal: GoalCame, currency: str) -> None:
        """Show the same goal anew."""
        self._title.setText(goal.name)
        self._promised.setText(words.promised(goal.goal))
        for button, result in zip(self.buttons, goal.kpis, strict=True):
            button.show_result(result, currency)
        self.note.show_text(goal.note)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many beside each other as there is room for."""
        super().resizeEvent(event)
        self._place(self.width() // COLUMN)

    def _place(self, columns: int) -> None:
        columns = places(len(self.buttons), min(columns, MOST_COLUMNS))
        if columns == self._columns:
            return
        self._columns = columns
        for at, button in enumerate(self.buttons):
            self._grid.addWidget(button, at // columns, at % columns)
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def places(count: int, room: int) -> int:
    """How many cards stand in a row where there is room for so many: rows are filled evenly."""
    rows = max(1, -(-count // max(1, room)))
    return max(1, -(-count // rows))


class ForecastCard(Card):
    """What was said of quarters, and what it was."""

    def __init__(self) -> None:
        super().__init__(name="forecast_card")
        self.add(label(translate("Review", "What we said, and what it was"), "section"))
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.SPACE * 2)
        self.add(holder)
        self._rows.addWidget(label(translate("Review", "Reckoning…"), "muted"))

    def show_compared(self, compared: Compared) -> None:
        """Show the quarters that ended, the newest first, then what is said of this one."""
        clear(self._rows)
        if not compared.ended:
            self._rows.addWidget(
                label(forecasts.no_forecast(), "muted", wrap=True, name="no_forecast")
            )
        for at, test in enumerate(compared.ended):
            if at:
                self._rows.addWidget(line())
            self._add(test, compared, newest=at == 0)
        for each in compared.running:
            known = each.test.came is not None
            said = forecasts.forecast_runs(each, compared.goals.get(each.test.forecast.goal))
            kind = "strong" if known else "small"
            self._rows.addWidget(label(said, kind, wrap=True, name="forecast_runs"))
            if known:
                self._rows.addWidget(label(forecasts.forecast_how(each.test), "small", wrap=True))

    def _add(self, test: Backtest, compared: Compared, *, newest: bool) -> None:
        goal = compared.goals.get(test.forecast.goal)
        said = forecasts.forecast_held(test, goal, newest=newest)
        text, tone = forecasts.forecast_sign(test)
        sign = chip(text, tone=tone)
        shown = label(said, "strong" if newest else "", wrap=True, name="forecast_held")
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.GAP)
        across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        beside(sign, shown)
        across.addWidget(shown, 1)
        self._rows.addWidget(holder)
        self._rows.addWidget(label(forecasts.forecast_how(test), "small", wrap=True))
