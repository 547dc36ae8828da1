"""Rules when to pause something whose day has come, on the page of the week."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.turns import StopRule
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.lookup import set_up_business

translate = QCoreApplication.translate


def rules_due(bridge: Bridge) -> tuple[str, ...]:
    """What they say, and where to decide; mostly there are none, and nothing is loaded."""
    if not bridge.read(lambda reads, _ports: reads.all(StopRule)):
        return ()
    from smbsocial.ui.text.turns import held_up
    from smbsocial.usecases.turns import due_rules

    text = translate("Week", "{rule} Decide under Results, Decisions.")
    currency = bridge.read(lambda reads, _ports: set_up_business(reads)).currency
    return tuple(text.format(rule=held_up(line, currency)) for line in bridge.read(due_rules))


def rule_card(words: str) -> Card:
    """One of them."""
    card = Card("caution", name="rule_due")
    card.add(label(words, wrap=True))
    return card
