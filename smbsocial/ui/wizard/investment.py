"""Page 4: hours, money and a day against what they likely bring; redrawn while they move."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.answers import InvestmentAnswers, Override, Page
from smbsocial.domain.assessment.values import Assessment, Lever
from smbsocial.domain.brief import Brief
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.sampling import SEED, Sampler
from smbsocial.ui import jobs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import assessment as words
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.files import pick_chart
from smbsocial.ui.widgets.plot import Band, Level, Line, Plot, Point, Span
from smbsocial.ui.widgets.plot_scale import Unit
from smbsocial.ui.widgets.plot_view import PlotBox
from smbsocial.ui.wizard.chain import ChainCard
from smbsocial.ui.wizard.levers import LeverCard
from smbsocial.ui.wizard.page import Desk, WizardPage
from smbsocial.ui.wizard.sliders import SliderCard
from smbsocial.ui.wizard.verdict import VerdictCard
from smbsocial.usecases import setup

translate = QCoreApplication.translate

REST_MS = 250
"""Levers are looked for once the sliders rest so long."""
LEFT_WIDTH = 256
CHART_HEIGHT = theme.SPACE * 64


class InvestmentPage(WizardPage):
    """The assessment. Nothing is decided here but by the three buttons below."""

    lever_wanted = Signal(object)  # domain.assessment.values.Lever
    page = Page.INVESTMENT

    def __init__(self, bridge: Bridge) -> None:
        self._desk: Desk | None = None
        self._assessment: Assessment | None = None
        self._full: Assessment | None = None  # with its levers
        self._job: jobs.Handle | None = None
        self._sampler = Sampler(SEED)
        super().__init__(bridge)

    @property
    def assessment(self) -> Assessment | None:
        """What stands on the page, with its levers."""
        if self._soon.isActive():
            self._soon.stop()
            self._draw()
        if self._full is None and (brief := self._brief()) is not None:
            self._full = setup.assess_brief(brief, self.bridge.ports)
        return self._full

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "What would it take, and is it worth it?"),
            translate("Wizard", "Move the sliders. Nothing is decided until you say so."),
        )

    @override
    def build(self) -> None:
        self._soon = _timer(self, 0, self._draw)
        self._rest = _timer(self, REST_MS, self._find_levers)
        self._sliders = SliderCard()
        self.fields.update(self._sliders.fields)
        self._sliders.moved.connect(self._moved)
        self._levers = LeverCard()
        self._levers.lever_wanted.connect(self._turned)
        self._verdict = VerdictCard()
        self._chain = ChainCard()
        self._chain.overridden.connect(self._override)
        left = QWidget()
        left.setFixedWidth(LEFT_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._sliders)
        column.addWidget(self._levers)
        column.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.GAP)
        right.addWidget(self._verdict)
        right.addWidget(self._chart_card())
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(theme.CARD_PADDING)
        both.addWidget(left)
        both.addLayout(right, 1)
        self.body.addLayout(both)
        self.body.addWidget(self._chain)
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        self._overrides = desk.answers.investment.overrides
        self._sliders.show_brief(desk.brief, desk.answers.investment)
        self._soon.stop()
        self._draw()
        self._find_levers()

    @override
    def refresh(self, desk: Desk) -> None:
        self._desk = desk
        self._sliders.show_person(desk.brief)

    @override
    def read(self) -> InvestmentAnswers:
        before = self._desk.answers.investment if self._desk else InvestmentAnswers()
        return InvestmentAnswers(
            minutes_a_week=self.said(
                "minutes_a_week", self._sliders.minutes(), before.minutes_a_week
            ),
            money_a_month=self.said("money_a_month", self._sliders.money(), before.money_a_month),
            until=self.said("until", self._sliders.until(), before.until),
            hourly_cost=self._sliders.hourly_cost(),
            overrides=self._overrides,
            learned=before.learned,
            learned_for=before.learned_for,
        )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is worked out that nobody sees."""
        self._soon.stop()
        self._rest.stop()
        if self._job is not None:
            self._job.cancel()
        super().hideEvent(event)

    def _chart_card(self) -> Card:
        card = Card(name="chart_card")
        self._chart = PlotBox(pick_chart, self.bridge.failed.emit)
        self._chart.setMinimumHeight(CHART_HEIGHT)
        card.add(self._chart)
        return card

    def _moved(self, field: str) -> None:
        if not self.showing:
            self.touched.add(field)
            self._soon.start()
            self._rest.start()
            self.edited.emit(field)

    def _override(self, key: str, own: Override | None) -> None:
        kept = tuple(each for each in self._overrides if each.link != key)
        self._overrides = (*kept, own) if own else kept
        self._draw()
        self._find_levers()
        self.decided.emit("overrides")

    def _turned(self, lever: Lever) -> None:
        self.lever_wanted.emit(lever)

    def _find_levers(self) -> None:
        """Look for levers beside the window: it takes longer than a slider should wait."""
        self._rest.stop()
        if self._job is not None:
            self._job.cancel()
        brief = self._brief()
        if brief is None:
            return
        self._job = jobs.run(
            partial(setup.assess_brief, brief, self.bridge.ports),
            done=partial(self._levers_found, brief),
            failed=self._levers_failed,
            owner=self,
        )

    def _levers_found(self, brief: Brief, found: object) -> None:
        if isinstance(found, Assessment):
            self._full = found
            self._levers.show_levers(found, brief)

    def _levers_failed(self, error: Exception) -> None:
        raise error

    def _brief(self) -> Brief | None:
        """What stands here; a field that is not understood says so and leaves the old picture."""
        if self._desk is None:
            return None
        try:
            answers = setup.with_page(self._desk.answers, self.read())
            return self.bridge.read(setup.brief_going_on, answers)
        except ExpectedError as error:
            self.show_error(error)
            return None

    def _draw(self) -> None:
        brief = self._brief()
        if brief is None:
            return
        ports = self.bridge.ports
        found = setup.assess_brief(brief, ports, sampler=self._sampler, levers=False)
        self._assessment, self._full = found, None
        goal = brief.goal
        self._verdict.show_assessment(found, goal)
        self._chart.show_plot(_chart(found, words.chart_title(goal.counted, goal.period)))
        self._chain.show_assessment(found, brief, self.bridge.ports.library)
        self._sliders.show_person(brief)


def _chart(found: Assessment, title: str) -> Plot:
    marks = [Level(Decimal(found.target), words.target_mark(found))]
    if found.break_even is not None and found.break_even != found.target:
        pays = words.break_even_mark(found)
        marks.append(Level(Decimal(found.break_even), pays, dotted=True))
    likely = tuple(Span(p.day, p.range.low, p.range.high) for p in found.curve)
    middle = tuple(Point(p.day, p.range.typical) for p in found.curve)
    return Plot(
        title,
        Line(middle, translate("Wizard", "typical")),
        band=Band(likely, translate("Wizard", "likely range"), expected=True),
        levels=tuple(marks),
        unit=Unit(formats.figure),
        nothing=translate("Wizard", "The range stands here once there is a day to reach it by."),
    )


def _timer(owner: QWidget, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(slot)
    return made
