"""Rules when to pause something whose day has come, on the page of the week."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout

from smbsocial.domain.turns import StopRule
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.lookup import set_up_business

translate = QCoreApplication.translate


def rules_due(bridge: Bridge) -> tuple[str, ...]:
    """What they say; mostly there are none, and nothing is loaded."""
    if not bridge.read(lambda reads, _ports: reads.all(StopRule)):
        return ()
    from smbsocial.ui.text.turns import held_up
    from smbsocial.usecases.deciding.turns import due_rules

    currency = bridge.read(lambda reads, _ports: set_up_business(reads)).currency
    return tuple(held_up(line, currency) for line in bridge.read(due_rules))


def rule_card(words: str, decide: Callable[[], object]) -> Card:
    """One of them; `decide` leads to where it is answered."""
    card = Card("caution", name="rule_due")
    across = QHBoxLayout()
    across.setSpacing(theme.GAP)
    across.addWidget(label(words, wrap=True), 1)
    answer = button(translate("Week", "Decide…"), decide, name="decide_rule")
    answer.setAccessibleDescription(words)
    across.addWidget(answer)
    card.body.addLayout(across)
    return card
