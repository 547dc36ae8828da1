"""Decisions about platforms and kinds of content in words."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.turns import Of, Word

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
