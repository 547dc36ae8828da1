"""The log of decisions in words: what was decided, about what, why, and until when."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.plan import Choice
from smbsocial.domain.turns import Of, Word
from smbsocial.ui.text import formats
from smbsocial.usecases.deciding.sheets import LogLine

translate = QCoreApplication.translate


def what(line: LogLine) -> str:
    """What was decided, in one line: Instagram: paused."""
    if isinstance(line.event, Choice):
        return _going_on(line, line.event)
    texts = {
        Word.START: translate("Results", "{name}: started"),
        Word.KEEP: translate("Results", "{name}: kept as it is"),
        Word.CHANGE: translate("Results", "{name}: changed"),
        Word.PAUSE: translate("Results", "{name}: paused"),
        Word.STOP: translate("Results", "{name}: stopped"),
    }
    return texts[line.event].format(name=subject(line))


def subject(line: LogLine) -> str:
    """What it is about: the name of a platform or pillar, or social media as a whole."""
    if line.of is None:
        return translate("Results", "Social media")
    if line.subject:
        return line.subject
    return {
        Of.PLATFORM: translate("Results", "A platform that was removed"),
        Of.PILLAR: translate("Results", "A kind of content that was removed"),
    }[line.of]


def why(line: LogLine) -> str:
    """The reason, and what would change the decision; "" where neither was written."""
    if not line.would_change:
        return line.reason
    if not line.reason:
        return translate("Results", "What would change it: {what}").format(what=line.would_change)
    text = translate("Results", "{reason} What would change it: {what}")
    return text.format(reason=line.reason, what=line.would_change)


def heads() -> tuple[str, ...]:
    """The columns of the log as a file."""
    return (
        translate("Results", "Day"),
        translate("Results", "About"),
        translate("Results", "Decision"),
        translate("Results", "Reason"),
        translate("Results", "Until"),
        translate("Results", "What would change it"),
    )


def _going_on(line: LogLine, choice: Choice) -> str:
    if choice is Choice.STAY_OFF and line.until is not None:
        text = translate("Results", "Stay off social media until {day}")
        return text.format(day=formats.day_year(line.until))
    return {
        Choice.GO: translate("Results", "Go: social media is worth the work"),
        Choice.CONTINUE: translate("Results", "Go on as before"),
        Choice.CHANGE: translate("Results", "Go on, with changes"),
        Choice.STAY_OFF: translate("Results", "Stay off social media for now"),
        Choice.REASSESS: translate("Results", "Look at social media again"),
    }[choice]
