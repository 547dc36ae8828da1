"""Staying off, asked calmly: why, and what would change it; both have an answer to start from."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from smbsocial.domain.assessment.values import Assessment, Verdict
from smbsocial.domain.brief import Brief
from smbsocial.domain.days import next_quarter
from smbsocial.ui import theme
from smbsocial.ui.text import assessment as words
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate

LONGEST = 500


class StayOffDialog(QDialog):
    """Two lines to keep or change, then it stands until the next quarter."""

    stay_off_wanted = Signal(str, str)  # reason, what would change it

    def __init__(self, assessment: Assessment, brief: Brief, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stay_off_dialog")
        self.setWindowTitle(translate("Rest", "Stay off for now"))
        self.setMinimumWidth(theme.SIDE_WIDTH * 2)
        again = next_quarter(brief.today)
        self._reason = _line(default_reason(assessment))
        self._change = _line(default_change(assessment, brief))
        layout = QVBoxLayout(self)
        edge = theme.PAGE_MARGIN
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.CARD_PADDING)
        layout.addWidget(label(translate("Rest", "Staying off is a decision too"), "section"))
        text = translate(
            "Rest", "Everything you answered is kept. On {day} we ask again, and not before."
        ).format(day=formats.day_year(again))
        layout.addWidget(label(text, "muted", wrap=True))
        why = translate("Rest", "Why not now?")
        layout.addWidget(Field(why, self._reason, name="reason"))
        change = translate("Rest", "What would change it?")
        layout.addWidget(Field(change, self._change, name="would_change"))
        keep = button(translate("Rest", "Back to the figures"), self.reject, name="keep")
        verb = translate("Rest", "Stay off until {day}").format(day=formats.day_plain(again))
        go = button(verb, self._agreed, primary=True, name="agree")
        layout.addWidget(row(None, keep, go))
        go.setDefault(True)

    def _agreed(self) -> None:
        self.accept()
        self.stay_off_wanted.emit(self._reason.text().strip(), self._change.text().strip())


def default_reason(assessment: Assessment) -> str:
    """A reason to start from, by what the assessment says."""
    if assessment.target_loses:
        return words.loses()
    if assessment.verdict is Verdict.REALISTIC:
        return translate("Rest", "It could work, but the time is not there now.")
    text = translate("Rest", "It brings too little for the time and money it takes: {chance}.")
    return text.format(chance=words.chance(assessment.chance_percent))


def default_change(assessment: Assessment, brief: Brief) -> str:
    """What would change it, from the first lever."""
    if assessment.levers:
        return words.lever(assessment.levers[0], brief)
    return translate("Rest", "More time in the week, or another goal.")


def _line(text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setMaxLength(LONGEST)
    made.setCursorPosition(0)
    return made
