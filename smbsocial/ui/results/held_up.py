"""Rules that the owner wrote and whose day has come: held up until they are answered."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from smbsocial.domain.stop_rules import Standing
from smbsocial.domain.turns import Word
from smbsocial.ui import theme
from smbsocial.ui.results.kinds import Subject
from smbsocial.ui.text import turns as words
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.deciding.sheets import RuleLine

translate = QCoreApplication.translate


class HeldUp(QWidget):
    """A card for each rule that is due. `answered`: its id, and what it is about."""

    answered = Signal(str, object)  # rule id, Subject

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("held_up")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)
        self.hide()

    def show_rules(self, rules: tuple[RuleLine, ...], currency: str) -> None:
        """Show those that are due; none: nothing is seen."""
        clear(self._column)
        for line in rules:
            self._column.addWidget(self._card(line, currency))
        self.setVisible(bool(rules))

    def _card(self, line: RuleLine, currency: str) -> Card:
        rule = line.rule
        card = Card("caution", name=f"rule-{rule.id}")
        side = theme.CARD_PADDING
        card.body.setContentsMargins(side, theme.SPACE, side, theme.SPACE)
        across = QHBoxLayout()
        across.setSpacing(theme.GAP)
        across.addWidget(label(words.held_up(line, currency), wrap=True), 1)
        under = line.found.standing is Standing.UNDER
        subject = Subject(rule.of, rule.subject, line.subject, Word.PAUSE if under else Word.KEEP)
        answer = partial(self.answered.emit, rule.id, subject)
        decide = button(translate("Results", "Decide…"), answer, name=f"answer-{rule.id}")
        text = translate("Results", "Decide about {name}")
        decide.setAccessibleName(text.format(name=line.subject))
        across.addWidget(decide)
        card.body.addLayout(across)
        return card
