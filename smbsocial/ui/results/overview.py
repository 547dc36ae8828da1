"""The overview: return and KPIs at a glance, one of them as a chart, and what returned what."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import jobs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.arithmetic import ArithmeticSheet
from smbsocial.ui.results.charts import days_of, plot_of
from smbsocial.ui.results.deciding.asking import ask_answer, ask_word
from smbsocial.ui.results.deciding.forms import EventsForm
from smbsocial.ui.results.figures import KpiCard, ReturnCard
from smbsocial.ui.results.held_up import HeldUp
from smbsocial.ui.results.kinds import KindsCard, Subject
from smbsocial.ui.results.lent_reads import Lender
from smbsocial.ui.results.watching import WatchLine, WatchSheet
from smbsocial.ui.widgets.buttons import PushButton, button
from smbsocial.ui.widgets.cards import Card, EmptyState, Paper
from smbsocial.ui.widgets.files import pick_chart
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.plot_view import PlotBox
from smbsocial.ui.widgets.tab_order import chain_focus
from smbsocial.usecases.changes import Action
from smbsocial.usecases.deciding.turns import due_rules, mark_event, remove_event, words_now
from smbsocial.usecases.results.kpis import results_sheet
from smbsocial.usecases.results.reach import Owned, Watched, owned, reach_watch
from smbsocial.usecases.results.returns import Part, ReturnSheet, return_sheet
from smbsocial.usecases.results.sheets import KpiResult, ResultsSheet

translate = QCoreApplication.translate

LATER_MS = 100
"""What changes slowly is read so long after the rest."""
LEADING = 2
"""So many KPIs stand in full beside the return; the others are told in a line."""
COLUMNS = 3
CHART_HEIGHT = theme.SPACE * 75
KINDS_WIDTH = theme.SPACE * 94
NARROW = theme.SPACE * 210
"""In less room the return stands above the KPIs, and the chart above what returned what."""


class Overview(Paper):
    """Everything at a glance. `type_wanted` carries the id of a KPI that waits for a figure."""

    type_wanted = Signal(str)
    plan_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(margin=0)
        self.setAccessibleName(translate("Results", "Overview of the results"))
        self._bridge = bridge
        self._sheet: ResultsSheet | None = None
        self._return: ReturnSheet | None = None
        self._lender: Lender | None = None
        self._job: jobs.Handle | None = None
        self._chosen = ""
        self._cards: dict[str, KpiCard] = {}
        self._placed: tuple[bool, tuple[QWidget, ...]] = (False, ())
        self._watched: tuple[tuple[Watched, ...], tuple[Owned, ...]] = ((), ())
        self._group = QButtonGroup(self)
        self._kept = KeptFocus(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._reckon)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._look_around)
        self._build()

    def refresh(self) -> None:
        """Read the KPIs anew and draw them; the return follows once they are seen."""
        sheet = self._bridge.read(results_sheet)
        self._sheet = sheet
        self._empty.setVisible(not sheet.kpis)
        self._chart_card.setVisible(bool(sheet.kpis))
        self._arrange()
        self._show_cards(sheet)
        self._show_chart()
        self._held_up.show_rules(self._bridge.read(due_rules), sheet.currency)
        self._soon.start()
        self._later.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """What was put off while nobody saw it."""
        super().showEvent(event)
        if self._sheet is not None and self._return is None:
            self._soon.start()
            self._later.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is reckoned that nobody sees."""
        super().hideEvent(event)
        self._soon.stop()
        self._later.stop()
        if self._job is not None:
            self._stop_reckoning()
            self._return = None

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as things stand: cards, rules and rows are drawn anew all the time."""
        chain_focus(self.body, behind=self)
        return super().focusNextPrevChild(next)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for both."""
        super().resizeEvent(event)
        self._arrange()
        self._place_cards()

    def _build(self) -> None:
        self.body.setContentsMargins(0, 0, theme.SPACE, theme.CARD_PADDING)
        self.body.setSpacing(theme.GAP)
        top = QWidget()  # readers come to cards that are made later before they come to the rest
        rows = QVBoxLayout(top)
        rows.setContentsMargins(0, 0, 0, 0)
        self._grid, self._more = QGridLayout(), QGridLayout()
        for grid in (self._grid, self._more):
            grid.setHorizontalSpacing(theme.CARD_PADDING)
            grid.setVerticalSpacing(theme.GAP)
            rows.addLayout(grid)
        rows.setSpacing(theme.GAP)
        self._return_card = ReturnCard(lambda: self._open_lines(None))
        self._empty = EmptyState(
            translate("Results", "No KPI is watched yet"),
            translate(
                "Results",
                "Three to five numbers tell whether it works. They are chosen with the goal, and"
                " then stand here with their target and their pace.",
            ),
            translate("Results", "Choose goals and KPIs"),
            self.plan_wanted.emit,
        )
        self._held_up = HeldUp()
        self._held_up.answered.connect(self._answer)
        self.body.addWidget(self._held_up)
        self.body.addWidget(top)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(theme.CARD_PADDING)
        self._both.addWidget(self._chart(), 1)
        self._both.addWidget(self._what_returned())
        self.body.addLayout(self._both)
        self.body.addStretch()

    def _chart(self) -> Card:
        self._chart_card = Card(name="chart_card")
        self._all = PushButton(translate("Results", "All figures"))
        self._all.setProperty("chip", True)
        self._all.setCheckable(True)
        self._all.setObjectName("all_figures")
        self._all.toggled.connect(lambda _all: self._show_chart())
        events = button(translate("Results", "What happened…"), self._open_events, name="events")
        events.setProperty("chip", True)
        self._type = button(translate("Results", "Type its figure"), self._type_one, name="type_it")
        self._type.setProperty("chip", True)
        failed = self._bridge.failed.emit
        self._box = PlotBox(pick_chart, failed, self._all, events, self._type)
        self._box.setMinimumHeight(CHART_HEIGHT)
        self._chart_card.body.addWidget(self._box, 1)
        return self._chart_card

    def _what_returned(self) -> KindsCard:
        self._kinds = KindsCard()
        self._kinds.opened.connect(self._open_lines)
        self._kinds.word_wanted.connect(self._say_word)
        self._watch = WatchLine()
        self._watch.details_wanted.connect(self._open_watch)
        self._kinds.add(self._watch)
        self._kinds.body.addStretch(1)
        return self._kinds

    def _show_cards(self, sheet: ResultsSheet) -> None:
        ranked = _by_weight(sheet.kpis)
        if [result.kpi.id for result in ranked] == list(self._cards):
            for result in ranked:
                self._cards[result.kpi.id].show_result(result, sheet.currency)
            return
        for card in self._cards.values():
            self._group.removeButton(card)
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self._cards = {}
        for at, result in enumerate(ranked):
            card = KpiCard(result, sheet.currency, low=at >= LEADING)
            card.clicked.connect(lambda _checked=False, id=result.kpi.id: self._choose(id))
            self._group.addButton(card)
            self._cards[result.kpi.id] = card
        self._place_cards()
        if self._chosen not in self._cards:
            self._chosen = next(iter(self._cards), "")

    def _place_cards(self) -> None:
        """The return and two KPIs in a row, or the return above them; the others below."""
        cards = list(self._cards.values())
        first: list[QWidget] = [*cards[:LEADING]] or [self._empty]
        wide = self._is_wide()
        if (wide, (*first, *cards)) == self._placed:
            return
        self._placed = (wide, (*first, *cards))
        self._grid.addWidget(self._return_card, 0, 0, 1, 1 if wide else len(first))
        for at, card in enumerate(first):
            self._grid.addWidget(card, 0 if wide else 1, at + int(wide))
        _share(self._grid, len(first) + int(wide))
        columns = min(COLUMNS if wide else LEADING, len(cards[LEADING:]))
        for at, low in enumerate(cards[LEADING:]):
            self._more.addWidget(low, at // columns, at % columns)
        _share(self._more, columns)

    def _arrange(self) -> None:
        """Chart and kinds side by side down to the end of the page, as far as there are both."""
        chart = not self._chart_card.isHidden()
        beside = chart and self._is_wide()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(across if beside else down)
        self.body.setStretchFactor(self._both, int(chart))
        self._kinds.setMinimumWidth(KINDS_WIDTH if beside else 0)
        self._kinds.setMaximumWidth(KINDS_WIDTH if beside else self.maximumWidth())

    def _is_wide(self) -> bool:
        return self.viewport().width() >= NARROW

    def _choose(self, kpi: str) -> None:
        self._chosen = kpi
        self._show_chart()

    def _result(self) -> KpiResult | None:
        return self._cards[self._chosen].result if self._chosen in self._cards else None

    def _show_chart(self) -> None:
        result, sheet = self._result(), self._sheet
        if result is None or sheet is None:
            return
        self._cards[self._chosen].setChecked(True)
        quarter = sheet.quarter
        days = None if self._all.isChecked() else days_of(result, quarter.first, quarter.last)
        plot = plot_of(result, days, sheet.currency)
        self._box.show_plot(plot)
        self._type.setVisible(not plot.line.points)

    def _type_one(self) -> None:
        self.type_wanted.emit(self._chosen)

    def _reckon(self) -> None:
        """Beside the window: it takes longer than a page should wait."""
        if self._sheet is None:
            return
        quarter = self._sheet.quarter
        self._stop_reckoning()
        self._lender = Lender(self._bridge)
        self._job = self._lender.run(
            partial(return_sheet, first=quarter.first, last=quarter.last),
            done=self._reckoned,
            failed=self._not_reckoned,
            owner=self,
        )

    def _stop_reckoning(self) -> None:
        if self._job is not None and self._lender is not None:
            self._lender.cancel()
            self._job.cancel()
        self._job = None

    def _reckoned(self, found: object) -> None:
        if not isinstance(found, ReturnSheet):
            return
        self._job, self._return = None, found
        self._return_card.show_part(found.whole, found.currency)
        busy = self._kept.busy(self._kinds)
        self._kinds.show_sheet(found, self._bridge.read(words_now))
        if busy is not None:
            self._kept.keep(busy.objectName())

    def _not_reckoned(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self._bridge.failed.emit(error)

    def _look_around(self) -> None:
        """Whether a platform has turned: read when the rest is drawn."""
        self._watched = (self._bridge.read(reach_watch), self._bridge.read(owned))
        self._watch.show_watch(self._watched[0])

    def _open_watch(self) -> None:
        WatchSheet(*self._watched, self._bridge.failed.emit, self).open()

    def _open_lines(self, part: Part | None) -> None:
        if self._return is not None:
            shown = self._return.whole if part is None else part
            ArithmeticSheet(shown, self._return.currency, self).open()

    def _say_word(self, subject: Subject) -> None:
        ask_word(self._bridge, self, subject)

    def _answer(self, rule: str, _subject: object) -> None:
        ask_answer(self._bridge, self, rule)

    def _open_events(self) -> None:
        result, sheet = self._result(), self._sheet
        if result is None or sheet is None:
            return

        def keep(day: date, said: str) -> None:
            self._bridge.do(Action.MARK_EVENT, mark_event, day, said)

        def remove(id: str) -> None:
            if self._bridge.attempt(Action.REMOVE_EVENT, remove_event, id):
                now = self._result()
                form.show_events(now.events if now else ())

        form = EventsForm(sheet.today, result.events, remove, self)
        form.ask(keep)


def _by_weight(kpis: Sequence[KpiResult]) -> list[KpiResult]:
    """In the order of their goals, but those without a target behind, and vanity behind those."""
    return sorted(kpis, key=lambda each: (each.vanity, each.pace.target is None))


def _share(grid: QGridLayout, columns: int) -> None:
    """Divide the width among the columns that are in use."""
    for column in range(COLUMNS):
        grid.setColumnStretch(column, 1 if column < columns else 0)
