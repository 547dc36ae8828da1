"""The one way to a decision, wherever it is asked for: a form, and what it keeps."""

from datetime import date

from PySide6.QtWidgets import QWidget

from smbsocial.domain.turns import Word
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.deciding.forms import AnswerForm, WordForm
from smbsocial.ui.results.kinds import Subject
from smbsocial.usecases.changes import Action
from smbsocial.usecases.deciding.saying import Said, answer, asked, give_time, say
from smbsocial.usecases.deciding.turns import rules


def ask_word(bridge: Bridge, parent: QWidget, subject: Subject | None = None) -> None:
    """Ask for a word on something, or (None) also on what."""

    def keep(said: Said) -> None:
        bridge.do(Action.DECIDE, say, said)

    WordForm(bridge.read(asked), subject, parent).ask(keep)


def ask_answer(bridge: Bridge, parent: QWidget, rule: str) -> None:
    """Ask what becomes of a rule that is held up."""
    line = next((each for each in bridge.read(rules) if each.rule.id == rule), None)
    if line is None:  # answered meanwhile, by another way
        return

    def keep(word: Word | None, reason: str, by: date | None) -> None:
        if word is not None:
            bridge.do(Action.ANSWER_RULE, answer, rule, word, reason)
        elif by is not None:
            bridge.do(Action.SET_RULE, give_time, rule, by)

    AnswerForm(line, bridge.read(asked), parent).ask(keep)
