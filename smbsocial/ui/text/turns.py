"""Decisions about platforms and kinds of content in words."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.stop_rules import Standing
from smbsocial.domain.turns import Of, Turn, Word
from smbsocial.ui.text import formats
from smbsocial.ui.text.results import said
from smbsocial.usecases.deciding.sheets import RuleLine

translate = QCoreApplication.translate


def word(value: Word) -> str:
    """What was decided."""
    return {
        Word.START: translate("Results", "started"),
        Word.KEEP: translate("Results", "keep"),
        Word.CHANGE: translate("Results", "change"),
        Word.PAUSE: translate("Results", "pause"),
        Word.STOP: translate("Results", "stop"),
    }[value]


def proposal(value: Word | None) -> str:
    """The same as a question; where nothing is known, that it is open."""
    if value is None:
        return translate("Results", "open")
    return {
        Word.START: translate("Results", "start?"),
        Word.KEEP: translate("Results", "keep?"),
        Word.CHANGE: translate("Results", "change?"),
        Word.PAUSE: translate("Results", "pause?"),
        Word.STOP: translate("Results", "stop?"),
    }[value]


def choice(value: Word) -> str:
    """What is chosen when a word is said."""
    return {
        Word.START: translate("Results", "Start it"),
        Word.KEEP: translate("Results", "Keep it as it is"),
        Word.CHANGE: translate("Results", "Change something about it"),
        Word.PAUSE: translate("Results", "Pause it for now"),
        Word.STOP: translate("Results", "Stop it"),
    }[value]


def of(value: Of) -> str:
    """What a decision is about."""
    return {
        Of.PLATFORM: translate("Results", "platform"),
        Of.PILLAR: translate("Results", "kind of content"),
    }[value]


def tone(value: Word | None) -> str:
    """The colour that goes with a word."""
    if value in {Word.START, Word.KEEP}:
        return "good"
    return "trouble" if value in {Word.PAUSE, Word.STOP} else "plain"


def decided(turn: Turn) -> str:
    """When and why a word was said: 8 March: too few asked."""
    day = formats.day_year(turn.day)
    if not turn.reason:
        return day
    return translate("Results", "{day}: {reason}").format(day=day, reason=turn.reason)


def rule(line: RuleLine, currency: str) -> str:
    """What the owner wrote: Pause Ask us if Saves is under 30 by 1 March."""
    text = translate("Results", "Pause {name} if “{kpi}” is under {limit} by {day}.")
    return text.format(
        name=line.subject,
        kpi=line.kpi,
        limit=said(Decimal(line.rule.under), line.unit, currency),
        day=formats.day_year(line.rule.by),
    )


def held_up(line: RuleLine, currency: str) -> str:
    """The rule, and what the figures say now that its day has come."""
    found = line.found
    if found.value is None or found.day is None:
        text = translate("Results", "You wrote: {rule} No figure was kept, so nobody knows.")
        return text.format(rule=rule(line, currency))
    under = translate("Results", "You wrote: {rule} It was {value} on {day}.")
    reached = translate("Results", "You wrote: {rule} It was {value} on {day}: it may go on.")
    text = reached if found.standing is Standing.REACHED else under
    return text.format(
        rule=rule(line, currency),
        value=said(found.value, line.unit, currency),
        day=formats.day_plain(found.day),
    )


def rule_state(line: RuleLine, currency: str) -> tuple[str, str]:
    """What the figures say of a rule so far, and the tone of its chip."""
    found = line.found
    if line.due:
        return translate("Results", "its day has come"), "caution"
    if found.value is None or found.day is None:
        return translate("Results", "no figure yet"), ""
    texts = {
        Standing.UNDER: translate("Results", "under it: {value} on {day}"),
        Standing.REACHED: translate("Results", "reached: {value} on {day}"),
    }
    value = said(found.value, line.unit, currency)
    text = texts[found.standing].format(value=value, day=formats.day_month(found.day))
    return text, "good" if found.standing is Standing.REACHED else ""
