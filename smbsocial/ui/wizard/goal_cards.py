"""A goal as a card to choose by, and as a row with its target once it is chosen."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from smbsocial.domain.answers import GoalAnswer
from smbsocial.domain.goals import Counted, Goal, GoalFacts, Period
from smbsocial.ui import theme
from smbsocial.ui.text import formats, names
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, row
from smbsocial.ui.widgets.fields import Choice, Field, NumberEdit
from smbsocial.ui.widgets.labels import chip, label
from smbsocial.ui.widgets.ticks import TickBox

translate = QCoreApplication.translate


class GoalCard(Card):
    """What social can and can't do for this goal, how much work it is and how long it takes."""

    wanted = Signal(object)  # GoalKey

    def __init__(self, facts: GoalFacts) -> None:
        super().__init__(name=f"goal_{facts.key}")
        self._tick = TickBox(facts.name)
        self._tick.setObjectName(f"choose_{facts.key}")
        self._tick.setAccessibleDescription(facts.summary)
        self._tick.clicked.connect(lambda _checked=False: self.wanted.emit(facts.key))
        self.add(self._tick)
        self.add(label(facts.summary, "muted", wrap=True))
        columns = QGridLayout()
        columns.setHorizontalSpacing(theme.CARD_PADDING)
        columns.addWidget(_lines(translate("Wizard", "What it can do"), facts.helps), 0, 0)
        columns.addWidget(_lines(translate("Wizard", "What it can't do"), facts.cannot), 0, 1)
        columns.setColumnStretch(0, 1)
        columns.setColumnStretch(1, 1)
        self.body.addLayout(columns)
        self.body.addStretch(1)
        self.add(Flow(*_chips(facts)))

    def show_chosen(self, chosen: bool) -> None:
        """Tick it or not; the edge says it too."""
        self._tick.setChecked(chosen)
        self.set_tone("now" if chosen else "")


class GoalRow(Card):
    """A chosen goal: how many more, over what time, and what is counted."""

    main_wanted = Signal(object)  # GoalKey
    remove_wanted = Signal()

    def __init__(self, facts: GoalFacts, *, main: bool, alone: bool) -> None:
        super().__init__("now" if main else "", name=f"row_{facts.key}")
        self.kind = facts.key
        self._target = NumberEdit()
        self._period: Choice[Period] = Choice([(each, names.period(each)) for each in Period])
        self._counted: Choice[Counted] = Choice([(c, names.counted(c)) for c in Counted])
        self.fields = {
            "target": Field(translate("Wizard", "How many more"), self._target, name="target"),
            "counted": Field(translate("Wizard", "What is counted"), self._counted, name="counted"),
            "period": Field(translate("Wizard", "Over what time"), self._period, name="period"),
        }
        self._touched: set[str] = set()
        self._period.activated.connect(lambda _at: self._touched.add("period"))
        self._counted.activated.connect(lambda _at: self._touched.add("counted"))
        self._head(facts, main=main, alone=alone)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP)
        for at, field in enumerate(self.fields.values()):
            grid.addWidget(field, 0, at)
            grid.setColumnStretch(at, 1)
        self.body.addLayout(grid)
        if main:
            needs = translate("Wizard", "It needs: {needs}.")
            text = needs.format(needs="; ".join(facts.prerequisites))
            self.add(label(text, "small", wrap=True))

    def show_usual(self, goal: Goal) -> None:
        """What is usual where nothing is said."""
        usual = translate("Wizard", "usual: {count}, so that it pays")
        self._target.setPlaceholderText(usual.format(count=formats.number(goal.target)))
        self._period.choose(goal.period)
        self._counted.choose(goal.counted)

    def show_answer(self, answer: GoalAnswer) -> None:
        """What was said."""
        self._target.show_value(answer.target)

    def read(self, before: GoalAnswer) -> GoalAnswer:
        """The answer; raises ExpectedError(NOT_A_NUMBER)."""
        period = self._period.value() if "period" in self._touched else before.period
        counted = self._counted.value() if "counted" in self._touched else before.counted
        return GoalAnswer(self.kind, self._target.value(), period, counted)

    def _head(self, facts: GoalFacts, *, main: bool, alone: bool) -> None:
        role = translate("Wizard", "main goal") if main else translate("Wizard", "also")
        parts: list[QWidget | None] = [
            label(facts.name, "section"),
            chip(role, tone="primary" if main else ""),
            None,
        ]
        if not main:
            verb = translate("Wizard", "Make it the main goal")
            parts.append(button(verb, lambda: self.main_wanted.emit(self.kind), flat=True))
        if not alone:
            verb = translate("Wizard", "Take it off")
            parts.append(button(verb, self.remove_wanted.emit, flat=True))
        self.add(row(*parts))


def _lines(title: str, lines: tuple[str, ...]) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE)
    layout.addWidget(label(title, "strong"))
    for text in lines:
        layout.addWidget(label(text, "small", wrap=True))
    layout.addStretch(1)
    return holder


def _chips(facts: GoalFacts) -> tuple[QWidget, ...]:
    effort = {
        1: translate("Wizard", "very little work"),
        2: translate("Wizard", "little work"),
        3: translate("Wizard", "some work"),
        4: translate("Wizard", "much work"),
        5: translate("Wizard", "very much work"),
    }[facts.effort]
    low, high = facts.first_sign_weeks
    signs = translate("Wizard", "first signs after {low} to {high} weeks").format(
        low=low, high=high
    )
    low, high = facts.solid_result_weeks
    solid = translate("Wizard", "full result after {low} to {high} weeks").format(
        low=low, high=high
    )
    return chip(effort), chip(signs), chip(solid)
