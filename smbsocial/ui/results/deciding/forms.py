"""Short forms: the owner's word with its rule, the answer to a rule, and what happened when."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.stop_rules import RESTING, Standing
from smbsocial.domain.turns import ChartEvent, Of, Word
from smbsocial.ui import theme
from smbsocial.ui.results.kinds import Subject
from smbsocial.ui.text import formats
from smbsocial.ui.text import turns as words
from smbsocial.ui.text.results import said
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import clear, row
from smbsocial.ui.widgets.fields import Choice, DayEdit, Field, NumberEdit
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.usecases.deciding.saying import About, Asked, Said
from smbsocial.usecases.deciding.sheets import KpiOffer, Limit, RuleLine

translate = QCoreApplication.translate

SOON = timedelta(weeks=6)
"""So far ahead a rule looks at first."""


class Later(Enum):
    """In the place of a word: none yet."""

    LATER = "later"


class WordForm(Form):
    """Start, keep, change, pause or stop something, and why; hands on what was `Said`.

    `subject` None: what it is about is chosen here. What goes on may have a rule that says when
    to pause it.
    """

    def __init__(self, asked: Asked, subject: Subject | None, parent: QWidget | None) -> None:
        title = translate("Results", "A new decision")
        if subject is not None:
            title = translate("Results", "Your word on {name}").format(name=subject.name)
        super().__init__(title, parent)
        self._asked, self._subject = asked, subject
        self._fields: dict[str, Field] = {}
        about = [(each, _about(each)) for each in asked.subjects]
        self._about: Choice[About] = Choice(about, about[0][0] if about else None)
        first = subject.word or Word.KEEP if subject else _near(self._about.value())
        self._word: Choice[Word] = Choice([(w, words.choice(w)) for w in Word], first)
        self._reason = QLineEdit()
        self._ruled = QCheckBox(translate("Results", "Pause it if a KPI stays under a limit"))
        self._ruled.setObjectName("ruled")
        self._kpi: Choice[KpiOffer] = Choice(
            [(k, k.name) for k in asked.kpis], asked.kpis[0] if asked.kpis else None
        )
        self._under, self._by = NumberEdit(), DayEdit(asked.today + SOON)
        self._build()
        self._fold()
        verb = translate("Results", "Keep this decision")
        self.close_with(verb).clicked.connect(self._confirm)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        field = self._fields.get(error.field or "", self._fields["reason"])
        field.show_error(error)

    def _build(self) -> None:
        if self._subject is None:
            self._add("subject", translate("Results", "About"), self._about)
        self._add("word", translate("Results", "From now on"), self._word)
        stays = translate("Results", "In a few words; they stay in the list of decisions.")
        self._add("reason", translate("Results", "Why"), self._reason, stays)
        self.body.addWidget(self._ruled)
        self._add("kpi", translate("Results", "Which KPI"), self._kpi)
        self._add("under", translate("Results", "Pause it if it is under"), self._under)
        held = translate("Results", "On that day it is held up here, and you decide.")
        self._add("by", translate("Results", "By"), self._by, held)
        self._about.activated.connect(lambda _at: self._word.choose(_near(self._about.value())))
        self._word.currentIndexChanged.connect(lambda _at: self._fold())
        self._kpi.currentIndexChanged.connect(lambda _at: self._fold())
        self._ruled.toggled.connect(lambda _on: self._fold())

    def _add(self, name: str, title: str, editor: QWidget, hint: str = "") -> None:
        self._fields[name] = Field(title, editor, hint=hint, name=name)
        self.body.addWidget(self._fields[name])

    def _fold(self) -> None:
        """A rule is for what goes on, and where there is a KPI to hold it against."""
        goes_on = self._word.value() not in RESTING and bool(self._asked.kpis)
        self._ruled.setVisible(goes_on)
        for name in ("kpi", "under", "by"):
            self._fields[name].setVisible(goes_on and self._ruled.isChecked())
        kpi = self._kpi.value()
        known = kpi is not None and kpi.latest is not None
        hint = translate("Results", "Last figure: {value}") if known else ""
        if kpi is not None and kpi.latest is not None:
            hint = hint.format(value=said(kpi.latest, kpi.unit, self._asked.currency))
        self._fields["under"].set_hint(hint)

    def _confirm(self) -> None:
        for field in self._fields.values():
            field.show_error(None)
        try:
            limit = self._limit()
        except ExpectedError as error:
            self.show_error(error)
            self.go_to_error()
            return
        about = self._about.value() if self._subject is None else self._subject
        word = self._word.value()
        if about is not None and word is not None:
            self.take(Said(about.of, about.key, word, self._reason.text().strip(), limit))

    def _limit(self) -> Limit | None:
        """The rule; raises ExpectedError where its number is none."""
        kpi = self._kpi.value()
        if self._ruled.isHidden() or not self._ruled.isChecked() or kpi is None:
            return None
        under = self._under.value()
        if under is None:
            raise ExpectedError(Code.EMPTY, field="under")
        return Limit(kpi.id, under, self._by.value())


class AnswerForm(Form):
    """What becomes of a rule whose day has come: a word and why, or another day."""

    def __init__(self, line: RuleLine, asked: Asked, parent: QWidget | None) -> None:
        title = translate("Results", "Decide about {name}").format(name=line.subject)
        super().__init__(title, parent)
        self.body.addWidget(label(words.held_up(line, asked.currency), "muted", wrap=True))
        options = [(w, words.choice(w)) for w in (Word.PAUSE, Word.KEEP, Word.CHANGE, Word.STOP)]
        later = translate("Results", "Give it until another day")
        under = line.found.standing is Standing.UNDER
        self._word: Choice[Word | Later] = Choice(
            [*options, (Later.LATER, later)], Word.PAUSE if under else Word.KEEP
        )
        self._reason, self._by = QLineEdit(), DayEdit(asked.today + SOON)
        self._word_field = Field(translate("Results", "From now on"), self._word, name="word")
        stays = translate("Results", "In a few words; they stay in the list of decisions.")
        self._reason_field = Field(
            translate("Results", "Why"), self._reason, hint=stays, name="reason"
        )
        self._by_field = Field(translate("Results", "By"), self._by, name="by")
        for field in (self._word_field, self._reason_field, self._by_field):
            self.body.addWidget(field)
        self._word.currentIndexChanged.connect(lambda _at: self._fold())
        self._fold()
        verb = translate("Results", "Keep this decision")
        self.close_with(verb).clicked.connect(self._confirm)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        at = self._by_field if self._later else self._reason_field
        at.show_error(error)

    @property
    def _later(self) -> bool:
        return self._word.value() is Later.LATER

    def _fold(self) -> None:
        self._reason_field.setVisible(not self._later)
        self._by_field.setVisible(self._later)

    def _confirm(self) -> None:
        self._reason_field.show_error(None)
        self._by_field.show_error(None)
        word = self._word.value()
        by = self._by.value() if self._later else None
        self.take(word if isinstance(word, Word) else None, self._reason.text().strip(), by)


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
            shown = translate("Results", "{day}: {words}")
            shown = shown.format(day=formats.day_year(event.day), words=event.words)
            away = button(
                translate("Results", "Remove"),
                partial(self._removed, event.id),
                flat=True,
                name=f"remove-{event.id}",
            )
            text = translate("Results", "Remove “{words}” from the charts")
            away.setAccessibleName(text.format(words=event.words))
            self._list.addWidget(row(ElidedLabel(shown), None, away))

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        at = self._day_field if error.field == "day" else self._words_field
        at.show_error(error)

    def _confirm(self) -> None:
        self._day_field.show_error(None)
        self._words_field.show_error(None)
        self.take(self._day.value(), self._words.text().strip())


def _near(about: About | None) -> Word:
    """The word that is offered first: the newest, and on what was started or planned, keep it."""
    if about is None or (about.of is Of.PLATFORM and about.word is None):
        return Word.START
    return Word.KEEP if about.word in {None, Word.START} else about.word


def _about(each: About) -> str:
    text = translate("Results", "{name} ({kind})")
    return text.format(name=each.name, kind=words.of(each.of))
