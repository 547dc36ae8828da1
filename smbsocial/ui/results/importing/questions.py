"""What a file does not say: each question as a field, whose answer reads the file again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from smbsocial.domain.periods import Span
from smbsocial.domain.reports import Ask, Question
from smbsocial.ui import theme
from smbsocial.ui.text import import_files as words
from smbsocial.ui.text import import_preview as preview
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Flow
from smbsocial.ui.widgets.fields import Choice, DayEdit
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.ports import Ports

translate = QCoreApplication.translate

RADIOS = frozenset({Ask.DAY_FIRST, Ask.DECIMAL})
DAYS = frozenset({Ask.EXPORTED_ON, Ask.STARTS_ON, Ask.PERIOD})


@dataclass(frozen=True, slots=True)
class Asking:
    """A question about a file: what was answered, and what helps to answer it.

    `spans`: the days that the file would speak of, by answer; `platforms`: keys for SOURCE where
    the file offers none; `samples`: texts with letters of their own.
    """

    question: Question
    answer: str | None
    today: date
    spans: Mapping[str, Span] = field(default_factory=dict)
    platforms: Sequence[str] = ()
    samples: Sequence[str] = ()

    @property
    def stands(self) -> str | None:
        """The answer, else what follows without one."""
        return self.answer if self.answer is not None else self.question.proposed

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be answered; what stands is among it."""
        offered = self.question.choices
        if self.question.ask is Ask.SOURCE and not offered:
            offered = tuple(self.platforms)
        stands = self.stands
        return offered if stands is None or stands in offered else (stands, *offered)


class QuestionField(QWidget):
    """A question and the place of its answer. `name` tells it from the like of other files."""

    answered = Signal(str)

    def __init__(self, asking: Asking, ports: Ports, name: str) -> None:
        super().__init__()
        self._asking = asking
        self._ports = ports
        self._name = name
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE)
        self._title = words.question_words(asking.question)
        self._column.addWidget(label(self._title, "strong", wrap=True))
        if asking.question.ask in RADIOS:
            self._add_radios()
        elif asking.question.ask in DAYS:
            self._add_days()
        else:
            self._add_choice()

    @property
    def ask(self) -> Ask:
        """What is asked."""
        return self._asking.question.ask

    @property
    def entry(self) -> str:
        """The name of the control that takes the keyboard first."""
        if self.ask in RADIOS:
            return f"{self._name}-{self._asking.choices[0]}"
        return f"{self._name}-day0" if self.ask in DAYS else f"{self._name}-choice"

    def _add_radios(self) -> None:
        group = QButtonGroup(self)
        for value in self._asking.choices:
            radio = QRadioButton(self._words(value))
            radio.setObjectName(f"{self._name}-{value}")
            radio.setAccessibleName(radio.text())
            radio.setAccessibleDescription(self._title)
            radio.setChecked(value == self._asking.stands)
            radio.toggled.connect(self._teller(value))
            group.addButton(radio)
            self._column.addWidget(radio)

    def _add_choice(self) -> None:
        asking = self._asking
        ask = asking.question.ask
        offered = [(each, preview.choice(ask, each, self._ports)) for each in asking.choices]
        choice: Choice[str] = Choice(offered, asking.stands)
        choice.setPlaceholderText(translate("Import", "Choose…"))
        choice.setObjectName(f"{self._name}-choice")
        choice.setAccessibleName(self._title)
        choice.activated.connect(lambda _at: self.answered.emit(choice.value() or ""))
        self._column.addWidget(choice)
        for text in asking.samples if ask is Ask.ENCODING else ():
            sample = translate("Import", "“{text}”").format(text=text)
            self._column.addWidget(label(sample, "muted", wrap=True, name="encoding_sample"))

    def _add_days(self) -> None:
        ask, stands = self._asking.question.ask, self._asking.stands
        said = [date.fromisoformat(day) for day in stands.split("/")] if stands else []
        names = [self._title]
        if ask is Ask.PERIOD:
            names = [translate("Import", "First day"), translate("Import", "Last day")]
        edits = []
        for at, name in enumerate(names):
            edit = DayEdit(said[at] if at < len(said) else self._asking.today)
            edit.setObjectName(f"{self._name}-day{at}")
            edit.setAccessibleName(name)
            edits.append(edit)
        verb = translate("Import", "Read it with this day")
        if ask is Ask.PERIOD:
            verb = translate("Import", "Read it with these days")
        use = button(verb, lambda: self._tell_days(edits), name=f"{self._name}-use")
        use.setAccessibleDescription(self._title)
        self._column.addWidget(Flow(*edits, use))

    def _tell_days(self, edits: Sequence[DayEdit]) -> None:
        days = sorted(edit.value() for edit in edits)
        self.answered.emit("/".join(day.isoformat() for day in days))

    def _teller(self, value: str) -> Callable[[bool], None]:
        def tell(chosen: bool) -> None:
            if chosen:
                self.answered.emit(value)

        return tell

    def _words(self, value: str) -> str:
        """An answer, with the days that the file would be about if it were so."""
        said = words.choice_words(self._asking.question.ask, value)
        span = self._asking.spans.get(value)
        if self._asking.question.ask is not Ask.DAY_FIRST or span is None:
            return said
        example = translate("Import", "{said}: it is about {days}")
        return example.format(said=said, days=words.days_words(*span))
