"""Page 8: on which days, when, and with which pillars; the first weeks stand beside it."""

from datetime import date, time

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.answers import Page, RhythmAnswers
from smbsocial.domain.brief import Brief
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.planning.values import PlanDraft
from smbsocial.ui import theme
from smbsocial.ui.widgets.cards import Card, clear, row
from smbsocial.ui.widgets.fields import ClockEdit, DayEdit, Field
from smbsocial.ui.widgets.labels import chip, label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.ui.wizard.page import Desk, WizardPage
from smbsocial.ui.wizard.toggles import weekday_toggles
from smbsocial.ui.wizard.weeks import FirstWeeks
from smbsocial.usecases import plans, setup

translate = QCoreApplication.translate

PREVIEW_MS = 120


class RhythmPage(WizardPage):
    """What the hours carry is chosen; more only when somebody asks for it."""

    page = Page.RHYTHM

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "A rhythm that you can keep"),
            translate(
                "Wizard",
                "Few posts on fixed days beat many for a fortnight. This is what your hours carry.",
            ),
        )

    @override
    def build(self) -> None:
        self._desk: Desk | None = None
        self._said = RhythmAnswers()
        self._ticks: dict[str, QCheckBox] = {}
        self._days = weekday_toggles()
        self._at = ClockEdit(time(10))
        self._starts = DayEdit(date(2000, 1, 1))
        self._more = TickBox(translate("Wizard", "Plan more than this: I have the time"))
        self._more.setObjectName("more")
        self._at.timeChanged.connect(self._clock_changed)
        self._more.clicked.connect(self._asked_more)
        self._pillars = QVBoxLayout()
        self._pillars.setSpacing(theme.SPACE * 2)
        self._weeks = FirstWeeks()
        self._between = label("", "small", wrap=True, name="between")
        self._between.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PREVIEW_MS)
        self._soon.timeout.connect(self._preview)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.CARD_PADDING)
        grid.setVerticalSpacing(theme.GAP)
        grid.addWidget(self._when_card(), 0, 0)
        grid.addWidget(self._pillar_card(), 1, 0)
        grid.addWidget(self._weeks, 0, 1, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        self._said = desk.answers.rhythm
        rhythm = desk.brief.rhythm
        self._days.show_values(rhythm.weekdays)
        for day in range(7):
            closed = day in desk.brief.business.closed_weekdays
            self._days.button(day).setEnabled(not closed)
        self._at.setTime(self._at.time().fromMSecsSinceStartOfDay(_milliseconds(rhythm.at)))
        self._starts.show_value(rhythm.starts)
        self._more.setChecked(desk.brief.more)
        self._show_pillars(desk)
        self._preview()

    @override
    def refresh(self, desk: Desk) -> None:
        self._desk = desk
        self._said = desk.answers.rhythm
        self._days.show_values(desk.brief.rhythm.weekdays)
        self._soon.start()

    @override
    def read(self) -> RhythmAnswers:
        said = self._said
        chosen = tuple(name for name, tick in self._ticks.items() if tick.isChecked())
        return RhythmAnswers(
            weekdays=self.said("weekdays", self._days.values() or None, said.weekdays),
            at=self.said("at", self._at.value(), said.at),
            pillars=self.said("pillars", chosen or None, said.pillars),
            starts=self.said("starts", self._starts.value(), said.starts),
            more=self._more.isChecked(),
        )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is planned that nobody sees."""
        self._soon.stop()
        super().hideEvent(event)

    def _when_card(self) -> Card:
        card = Card()
        card.body.setSpacing(theme.CARD_PADDING)
        hint = translate("Wizard", "Closed days can't be chosen.")
        card.add(self.field("weekdays", translate("Wizard", "Post on"), self._days, hint))
        card.add(self._between)
        at = self.field("at", translate("Wizard", "At"), self._at)
        starts = self.field("starts", translate("Wizard", "From"), self._starts)
        two = row(at, starts, spacing=theme.GAP)
        card.add(two)
        card.add(self._more)
        return card

    def _pillar_card(self) -> Card:
        card = Card()
        card.add(label(translate("Wizard", "Pillars"), "section"))
        text = translate("Wizard", "Kinds of posts that take turns. Each says why it is made.")
        card.add(label(text, "small", wrap=True))
        holder = QWidget()
        holder.setLayout(self._pillars)
        self._pillars.setContentsMargins(0, 0, 0, 0)
        self.fields["pillars"] = Field("", holder, name="pillars")
        card.add(self.fields["pillars"])
        return card

    def _show_pillars(self, desk: Desk) -> None:
        clear(self._pillars)
        self._ticks = {}
        chosen = {pillar.name: pillar for pillar in desk.brief.rhythm.pillars}
        offered = [(f.name, f.purpose, at) for at, f in enumerate(desk.brief.industry.pillars, 1)]
        known = {facts.name for facts in desk.brief.industry.pillars}
        own = [(p.name, p.purpose, p.colour) for p in chosen.values() if p.name not in known]
        for name, purpose, colour in (*offered, *own):
            tick = TickBox()
            tick.setAccessibleName(name)
            tick.setAccessibleDescription(purpose)
            tick.setChecked(name in chosen)
            tick.clicked.connect(self._pillar_clicked)
            self._ticks[name] = tick
            why = label(purpose, "small", wrap=True)
            line = QHBoxLayout()
            line.setSpacing(theme.SPACE * 2)
            line.addWidget(tick)
            line.addWidget(chip(name, pillar=colour))
            line.addWidget(why, 1)
            self._pillars.addLayout(line)

    def _pillar_clicked(self, _checked: bool = False) -> None:
        if any(tick.isChecked() for tick in self._ticks.values()):
            self.decided.emit("pillars")
        else:
            self.show_error(ExpectedError(Code.EMPTY, field="pillars"))

    def _clock_changed(self) -> None:
        if not self.showing:
            self.edited.emit("at")

    def _asked_more(self, _checked: bool = False) -> None:
        self.decided.emit("more")

    def _preview(self) -> None:
        if self._desk is None:
            return
        answers = setup.with_page(self._desk.answers, self.read())
        try:
            brief = setup.make_brief_from(answers, self.bridge.ports)
            draft = self.bridge.read(plans.draft, brief=brief)
        except ExpectedError as error:
            self.show_error(error)
            return
        self._weeks.show_draft(draft, brief)
        self._say_between(draft, brief)

    def _say_between(self, draft: PlanDraft, brief: Brief) -> None:
        """Where the hours carry more posts than days were chosen: that they come on others too."""
        chosen = brief.rhythm.weekdays
        others = [p for p in draft.posts if not p.observance and p.day.weekday() not in chosen]
        self._between.setVisible(bool(others))
        self._between.setText(
            translate(
                "Wizard",
                "Your hours carry more posts than the days you chose, so some come on days"
                " between. Fewer hours a week make fewer posts.",
            )
        )


def _milliseconds(at: time) -> int:
    return (at.hour * 60 + at.minute) * 60_000
