"""The verdict: the break-even as headline, the chance in words, the likely range."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from smbsocial.domain.assessment.values import Assessment
from smbsocial.domain.goals import Goal
from smbsocial.ui import theme
from smbsocial.ui.text import assessment as words
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.charts import Gauge
from smbsocial.ui.widgets.labels import label


class VerdictCard(Card):
    """Says it in words; the ring and the colour say it again."""

    def __init__(self) -> None:
        super().__init__(name="verdict")
        self._gauge = Gauge()
        self._headline = label("", "title", wrap=True, name="headline")
        self._verdict = label("", "section", wrap=True, name="verdict_line")
        self._who = label("", "strong", wrap=True, name="who_brings")
        self._likely = label("", wrap=True, name="likely")
        self._costs = label("", wrap=True, name="costs")
        text = QVBoxLayout()
        text.setSpacing(theme.SPACE)
        for widget in (self._headline, self._verdict, self._who, self._likely, self._costs):
            text.addWidget(widget)
        line = QHBoxLayout()
        line.setSpacing(theme.CARD_PADDING)
        line.addWidget(self._gauge)
        line.addLayout(text, 1)
        self.body.addLayout(line)

    def show_assessment(self, found: Assessment, goal: Goal) -> None:
        """Show what it comes to."""
        tone = words.tone(found.verdict)
        self.set_tone(tone)
        sign = words.chance_sign(found.chance_percent)
        self._gauge.show_chance(found.chance_percent, sign, tone)
        self._headline.setText(words.headline(found, goal.counted))
        self._verdict.setText(words.verdict_line(found))
        who = words.who_brings(found)
        self._who.setText(who)
        self._who.setVisible(bool(who))
        self._likely.setText(words.likely(found, goal))
        self._costs.setText(words.loses() if found.target_loses else words.costs(found))
        self.setAccessibleName(
            "\n".join(
                part
                for part in (self._headline.text(), self._verdict.text(), who, self._likely.text())
                if part
            )
        )
