"""Page 2: what the business wants more of; what social can and can't do for it."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.answers import GoalAnswer, GoalsAnswers, Page
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import GoalKey
from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import clear
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.wizard.goal_cards import GoalCard, GoalRow
from smbsocial.ui.wizard.page import Desk, WizardPage

translate = QCoreApplication.translate

MOST_GOALS = 3


class GoalsPage(WizardPage):
    """One to three goals, the main one first; without a choice it is the trade's usual one."""

    page = Page.GOALS

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "What should it bring?"),
            translate(
                "Wizard",
                "Choose one goal that you can put money on; two more at most. We start with what"
                " your trade usually wants.",
            ),
        )

    @override
    def build(self) -> None:
        self._chosen: list[GoalAnswer] = []
        self._rows: list[GoalRow] = []
        self._cards: dict[GoalKey, GoalCard] = {}
        self._top = QVBoxLayout()
        self._top.setSpacing(theme.GAP)
        self._usual = QGridLayout()
        self._other = QGridLayout()
        for grid in (self._usual, self._other):
            grid.setSpacing(theme.GAP)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
        self._more = button("", self._show_more, name="more_goals")
        self._others = QWidget()
        self._others.setLayout(self._other)
        self._other.setContentsMargins(0, 0, 0, 0)
        self._others.hide()
        self._industry = ""
        self._said: tuple[GoalAnswer, ...] = ()
        self.body.addLayout(self._top)
        self.body.addWidget(label(translate("Wizard", "Usual in your trade"), "section"))
        self.body.addLayout(self._usual)
        self.body.addWidget(self._more)
        self.body.addWidget(self._others)
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        self._said = desk.answers.goals.goals
        self._chosen = list(self._said) or [GoalAnswer(desk.brief.goal.kind)]
        self._show_cards(desk)
        self._show_rows(desk)

    @override
    def refresh(self, desk: Desk) -> None:
        self._said = desk.answers.goals.goals
        kinds = [answer.kind for answer in self._chosen]
        if kinds != [row.kind for row in self._rows]:
            self._show_rows(desk)
        for row, goal in zip(self._rows, desk.brief.goals, strict=False):
            row.show_usual(goal)

    @override
    def read(self) -> GoalsAnswers:
        """Nothing is said while nobody touched anything: the usual goal may follow the trade."""
        if not self._said and not self.touched:
            return GoalsAnswers()
        goals = [row.read(answer) for row, answer in zip(self._rows, self._chosen, strict=False)]
        by_kind = {goal.kind: goal for goal in goals}
        return GoalsAnswers(tuple(by_kind.get(answer.kind, answer) for answer in self._chosen))

    def _show_cards(self, desk: Desk) -> None:
        if self._industry != desk.brief.industry.key:
            self._industry = desk.brief.industry.key
            self._make_cards(desk)
        self._show_ticks()

    def _make_cards(self, desk: Desk) -> None:
        clear(self._usual)
        clear(self._other)
        self._cards = {}
        usual = desk.brief.industry.goals
        facts = {each.key: each for each in self.bridge.ports.library.goals()}
        others = [key for key in facts if key not in usual]
        for grid, keys in ((self._usual, usual), (self._other, others)):
            for at, key in enumerate(keys):
                card = GoalCard(facts[key])
                card.wanted.connect(self._toggle)
                self._cards[key] = card
                grid.addWidget(card, at // 2, at % 2)
        text = translate("Wizard", "Show {count} other goals")
        self._more.setText(text.format(count=len(others)))
        self._more.setAccessibleName(self._more.text())

    def _show_rows(self, desk: Desk) -> None:
        clear(self._top)
        self.fields = {}
        self._rows = []
        facts = {each.key: each for each in self.bridge.ports.library.goals()}
        for at, answer in enumerate(self._chosen):
            row = GoalRow(facts[answer.kind], main=at == 0, alone=len(self._chosen) == 1)
            if at < len(desk.brief.goals):
                row.show_usual(desk.brief.goals[at])
            row.show_answer(answer)
            row.main_wanted.connect(self._make_main)
            row.remove_wanted.connect(partial(self._toggle, answer.kind))
            for name, field in row.fields.items():
                self.fields[f"{at}.{name}"] = field
                if not at:
                    self.fields[name] = field
                self.watch(name, field.editor)
            self._rows.append(row)
            self._top.addWidget(row)

    def _show_more(self) -> None:
        self._others.setVisible(not self._others.isVisible())

    def _toggle(self, kind: GoalKey) -> None:
        self._chosen = list(self.read().goals) or self._chosen
        kinds = [answer.kind for answer in self._chosen]
        if kind in kinds:
            if len(kinds) > 1:
                self._chosen = [answer for answer in self._chosen if answer.kind != kind]
        elif len(kinds) >= MOST_GOALS:
            self._show_ticks()
            self.show_error(ExpectedError(Code.TOO_MANY, count=MOST_GOALS + 1, most=MOST_GOALS))
            return
        else:
            self._chosen.append(GoalAnswer(kind))
        self._decide()

    def _make_main(self, kind: GoalKey) -> None:
        self._chosen = list(self.read().goals) or self._chosen
        self._chosen.sort(key=lambda answer: answer.kind != kind)
        self._decide()

    def _decide(self) -> None:
        self._show_ticks()
        self.decided.emit("goals")

    def _show_ticks(self) -> None:
        chosen = {answer.kind for answer in self._chosen}
        for kind, card in self._cards.items():
            card.show_chosen(kind in chosen)
