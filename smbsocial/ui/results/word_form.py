"""The two short forms of the overview: the owner's word with its reason, and what happened when."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.turns import ChartEvent, Word
from smbsocial.ui import theme
from smbsocial.ui.results.kinds import Subject
from smbsocial.ui.text import formats
from smbsocial.ui.text import turns as words
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import clear, row
from smbsocial.ui.widgets.fields import Choice, DayEdit, Field
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import ElidedLabel, label

translate = QCoreApplication.translate

OFFERED = (Word.KEEP, Word.CHANGE, Word.PAUSE, Word.STOP)


class WordForm(Form):
    """Keep, change, pause or stop it, and why; hands on the word and the reason."""

    def __init__(self, subject: Subject, parent: QWidget | None) -> None:
        title = translate("Results", "Your word on {name}")
        super().__init__(title.format(name=subject.name), parent)
        chosen = subject.word if subject.word in OFFERED else Word.KEEP
        self._word: Choice[Word] = Choice([(w, words.choice(w)) for w in OFFERED], chosen)
        self._reason = QLineEdit()
        self._word_field = Field(translate("Results", "From now on"), self._word, name="word")
        self._reason_field = Field(
            translate("Results", "Why"),
            self._reason,
            hint=translate("Results", "In a few words; they stay in the list of decisions."),
            name="reason",
        )
        self.body.addWidget(self._word_field)
        self.body.addWidget(self._reason_field)
        verb = translate("Results", "Keep this decision")
        self.close_with(verb).clicked.connect(self._confirm)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        self._reason_field.show_error(error)

    def _confirm(self) -> None:
        self._reason_field.show_error(None)
        self.take(self._word.value(), self._reason.text().strip())


class EventsForm(Form):
    """Marks what happened on a day; those that are marked can be taken away again."""

    def __init__(
        self,
        today: date,
        events: tuple[ChartEvent, ...],
        removed: Callable[[str], object],
        parent: QWidget | None,
    ) -> None:
        super().__init__(translate("Results", "What happened"), parent)
        self._removed = removed
        about = translate("Results", "It is marked in every chart, so that a bend has its reason.")
        self.body.addWidget(label(about, "muted", wrap=True))
        self._day = DayEdit(today)
        self._words = QLineEdit()
        self._day_field = Field(translate("Results", "Day"), self._day, name="event_day")
        self._words_field = Field(
            translate("Results", "In a few words"),
            self._words,
            hint=translate("Results", "For example: soup vote began"),
            name="event_words",
        )
        self.body.addWidget(self._day_field)
        self.body.addWidget(self._words_field)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE)
        self.body.addLayout(self._list)
        self.show_events(events)
        self.close_with(translate("Results", "Mark it")).clicked.connect(self._confirm)
        self._words.setFocus()

    def show_events(self, events: tuple[ChartEvent, ...]) -> None:
        """List what is marked, the newest first."""
        clear(self._list)
        for event in sorted(events, key=lambda each: each.day, reverse=True):
            said = translate("Results", "{day}: {words}")
            said = said.format(day=formats.day_year(event.day), words=event.words)
            away = button(
                translate("Results", "Remove"),
                partial(self._removed, event.id),
                flat=True,
                name=f"remove-{event.id}",
            )
            text = translate("Results", "Remove “{words}” from the charts")
            away.setAccessibleName(text.format(words=event.words))
            self._list.addWidget(row(ElidedLabel(said), None, away))

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        at = self._day_field if error.field == "day" else self._words_field
        at.show_error(error)

    def _confirm(self) -> None:
        self._day_field.show_error(None)
        self._words_field.show_error(None)
        self.take(self._day.value(), self._words.text().strip())
