"""The review's first page: what was promised and what came, and who shows what."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from smbsocial.domain.ids import GoalId, PersonId, ReviewId
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.charts import days_of, plot_of
from smbsocial.ui.review.came_rows import ForecastCard, GoalCard
from smbsocial.ui.review.reckoning import Reckoning
from smbsocial.ui.review.typed import TypedLine
from smbsocial.ui.text import names
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.widgets.cards import Card, EmptyState
from smbsocial.ui.widgets.files import pick_chart
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.plot_view import PlotBox
from smbsocial.usecases.changes import Action
from smbsocial.usecases.results.sheets import KpiResult
from smbsocial.usecases.reviewing.came import (
    CameSheet,
    Compared,
    came_sheet,
    compared,
    say_of_goal,
    say_presented,
)

translate = QCoreApplication.translate

CHART_HEIGHT = theme.SPACE * 66


class CameBody(QWidget):
    """Goals, KPIs and the forecast; what is written here may stay empty. `page_wanted`: "plan"."""

    progress = Signal(int, int)
    page_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk, review_id: ReviewId) -> None:
        super().__init__()
        self.setObjectName("review_came")
        self._bridge, self._desk, self._review = bridge, desk, review_id
        self._sheet: CameSheet | None = None
        self._chosen = ""
        self._goals: dict[str, GoalCard] = {}
        self._shows: dict[str, TypedLine] = {}
        self._group = QButtonGroup(self)
        self._compared: Reckoning[Compared] = Reckoning(
            bridge, self, partial(compared, review_id=review_id), self._show_forecast
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)
        self._forecast = ForecastCard()
        self._empty = EmptyState(
            translate("Review", "No goal is followed"),
            translate("Review", "Goals come with the plan; what they brought then stands here."),
            translate("Review", "Open the plan"),
            lambda: self.page_wanted.emit("plan"),
        )
        self._chart = Card(name="came_chart")
        self._box = PlotBox(pick_chart, bridge.failed.emit)
        self._box.setMinimumHeight(CHART_HEIGHT)
        self._chart.add(self._box)
        self._present = Card(name="present_card")
        self._present.add(label(translate("Review", "Who shows what?"), "section"))
        text = translate(
            "Review",
            "Everybody who did the work has a few minutes here. What they show is kept with the"
            " review.",
        )
        self._present.add(label(text, "muted", wrap=True))
        for each in (self._forecast, self._empty, self._chart, self._present):
            self._column.addWidget(each)
        self._column.addStretch(1)

    def refresh(self) -> None:
        """Read goals, KPIs and words anew; the forecast follows."""
        sheet = self._bridge.read(came_sheet, self._review)
        self._sheet = sheet
        self._empty.setVisible(not sheet.goals)
        self._show_goals(sheet)
        self._show_chart()
        self._show_presenting(sheet)
        self._compared.look()
        self.progress.emit(0, 0)

    def flush(self) -> bool:
        """Keep what was typed last; False where it can't be kept."""
        lines = [*self._shows.values(), *(card.note for card in self._goals.values())]
        kept = [each.flush() for each in lines]
        return all(kept)

    def paper(self) -> str:
        """What it shows, as HTML; "" until the forecast has come."""
        if self._sheet is None or (self._compared.value is None and self._compared.is_running):
            return ""
        from smbsocial.ui.review.came_paper import came_html

        return came_html(self._sheet, self._compared.value)

    def _show_goals(self, sheet: CameSheet) -> None:
        shape = [(goal.goal.id, [each.kpi.id for each in goal.kpis]) for goal in sheet.goals]
        if shape != [(id, card.kpis) for id, card in self._goals.items()]:
            for card in self._goals.values():
                card.hide()
                card.setParent(None)
                card.deleteLater()
            self._goals = {}
            for at, goal in enumerate(sheet.goals):
                made = GoalCard(goal, sheet.currency, partial(self._note, goal.goal.id))
                for button in made.buttons:
                    self._group.addButton(button)
                    button.clicked.connect(partial(self._choose, button.result.kpi.id))
                self._goals[goal.goal.id] = made
                self._column.insertWidget(2 + at, made)
        for goal in sheet.goals:
            self._goals[goal.goal.id].show_goal(goal, sheet.currency)

    def _choose(self, kpi: str, _checked: bool = False) -> None:
        self._chosen = kpi
        self._show_chart()

    def _results(self) -> dict[str, KpiResult]:
        goals = self._sheet.goals if self._sheet is not None else ()
        return {each.kpi.id: each for goal in goals for each in goal.kpis}

    def _show_chart(self) -> None:
        results, sheet = self._results(), self._sheet
        self._chart.setVisible(bool(results))
        if sheet is None or not results:
            return
        if self._chosen not in results:
            self._chosen = next(iter(results))
        for card in self._goals.values():
            for button in card.buttons:
                button.setChecked(button.result.kpi.id == self._chosen)
        result = results[self._chosen]
        days = days_of(result, sheet.review.first, sheet.review.last)
        self._box.show_plot(plot_of(result, days, sheet.currency))

    def _show_presenting(self, sheet: CameSheet) -> None:
        wanted = [each.person.id for each in sheet.presenting]
        if wanted != list(self._shows):
            for line in self._shows.values():
                line.hide()
                line.setParent(None)
                line.deleteLater()
            self._shows = {}
            for each in sheet.presenting:
                text = translate("Review", "{name} shows")
                made = TypedLine(
                    text.format(name=names.person(each.person)),
                    partial(self._present_words, each.person.id),
                    name=f"shows-{each.person.id}",
                    asks=translate("Review", "What went well, what did not, what comes next"),
                )
                self._shows[each.person.id] = made
                self._present.add(made)
        for each in sheet.presenting:
            self._shows[each.person.id].show_text(each.shows)

    def _show_forecast(self) -> None:
        if self._compared.value is not None:
            self._forecast.show_compared(self._compared.value)

    def _note(self, goal: GoalId, text: str) -> None:
        """Raises ExpectedError, which stands at the field."""
        action = Action.SAY_IN_REVIEW
        self._bridge.do(action, say_of_goal, self._review, goal, text, by=self._by())

    def _present_words(self, person: PersonId, text: str) -> None:
        """Raises ExpectedError, which stands at the field."""
        action = Action.SAY_IN_REVIEW
        self._bridge.do(action, say_presented, self._review, person, text, by=self._by())

    def _by(self) -> PersonId | None:
        person = self._desk.person
        return person.id if person is not None else None
