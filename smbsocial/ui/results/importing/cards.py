"""What one file says, as a card of the preview: what it is, what it brings, what it asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.reports import Ask, Report
from smbsocial.ui import theme
from smbsocial.ui.results.importing.questions import Asking, QuestionField
from smbsocial.ui.text import import_files as words
from smbsocial.ui.text import import_preview as preview
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, row
from smbsocial.ui.widgets.labels import ElidedLabel, chip, label
from smbsocial.usecases.importing.sheets import FileSheet
from smbsocial.usecases.ports import Ports

translate = QCoreApplication.translate

MOST_REMARKS = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A table of a file as its card shows it; `report` None: it could not be read (`error`).

    `describable`: its columns can be described, or described anew.
    """

    key: str
    name: str
    report: Report | None = None
    error: ExpectedError | None = None
    asked: Sequence[Asking] = ()
    describable: bool = False
    taken: bool = True


class FileCard(Card):
    """`show_sheet` fills in what the file brings, once that is found out."""

    answered = Signal(str, object, str)  # key, Ask, answer
    taken_changed = Signal(str, bool)
    describe_wanted = Signal(str)

    def __init__(self, shown: Shown, ports: Ports) -> None:
        super().__init__(name=f"file-{shown.key}")
        self.key = shown.key
        self._ports = ports
        self._shown = shown
        self._questions: list[QuestionField] = []
        self._add_head()
        self._brings = self._line("muted", "brings")
        self._totals = self._line("muted", "totals")
        self._posts = self._line("muted", "posts")
        if shown.error is not None:
            self._add_error(shown.error)
        if shown.report is not None:
            self._add_report(shown.report)
        if shown.describable:
            self._add_describe()

    @property
    def report(self) -> Report | None:
        """What it is about; None where nothing could be read."""
        return self._shown.report

    @property
    def is_open(self) -> bool:
        """Whether an answer is missing before it can be taken in."""
        return self.report is not None and self.report.needs_answer

    @property
    def is_taken(self) -> bool:
        """Whether it is to be taken in, as far as the owner is concerned."""
        return self.report is not None and not self._out.isChecked()

    @property
    def entry(self) -> str:
        """The name of the control that its first open question is answered with, "" if none."""
        asked = [each.question for each in self._shown.asked if each.stands is None]
        if not self.is_open or not asked:
            return ""
        ask = asked[0].ask
        if ask is Ask.COLUMNS:
            return f"describe-{self.key}"
        return next(each.entry for each in self._questions if each.ask is ask)

    def show_sheet(self, sheet: FileSheet | None) -> None:
        """Say what it brings; None: it is left out."""
        told = ("", "", "")
        if sheet is not None and not sheet.blocked:
            told = (
                preview.what_it_brings(sheet),
                preview.totals(sheet),
                preview.posts(sheet),
            )
        for line, text in zip((self._brings, self._totals, self._posts), told, strict=True):
            line.setText(text)
            line.setVisible(bool(text))

    def _add_head(self) -> None:
        shown = self._shown
        name = ElidedLabel(shown.name, "strong")
        name.setObjectName("file_name")
        self._out = QCheckBox(translate("Import", "Leave it out"))
        self._out.setObjectName(f"out-{shown.key}")
        of_file = translate("Import", "Leave {name} out").format(name=shown.name)
        self._out.setAccessibleName(of_file)
        self._out.setChecked(not shown.taken)
        self._out.setVisible(shown.report is not None)
        self._out.toggled.connect(lambda out: self.taken_changed.emit(shown.key, not out))
        signs = []
        if shown.error is not None:
            signs.append(chip(translate("Import", "not read"), tone="trouble"))
        elif self.is_open:
            signs.append(chip(translate("Import", "needs an answer"), tone="caution"))
        self.add(row(name, *signs, None, self._out))
        if shown.report is not None and shown.report.format:
            what = preview.what_it_is(shown.report, self._ports)
            self.add(label(what, wrap=True, name="file_kind"))

    def _add_error(self, error: ExpectedError) -> None:
        self.set_tone("trouble")
        self.add(label(sentence(error), wrap=True, name="file_error"))

    def _add_report(self, report: Report) -> None:
        texts = list(preview.remarks(report))
        for text in texts[:MOST_REMARKS]:
            self.add(label(text, "small", wrap=True, name="remark"))
        questions = QVBoxLayout()
        questions.setSpacing(theme.GAP)
        self.body.addLayout(questions)
        for asking in self._shown.asked:
            if asking.question.ask is Ask.COLUMNS:
                continue
            name = f"ask-{self.key}-{asking.question.ask.value}"
            made = QuestionField(asking, self._ports, name)
            made.answered.connect(self._teller(asking.question.ask))
            questions.addWidget(made)
            self._questions.append(made)

    def _add_describe(self) -> None:
        asks = next((a for a in self._shown.asked if a.question.ask is Ask.COLUMNS), None)
        if asks is not None:
            self.add(label(words.question_words(asks.question), "strong", wrap=True))
        verb = translate("Import", "Describe its columns…")
        describe = button(
            verb, lambda: self.describe_wanted.emit(self.key), name=f"describe-{self.key}"
        )
        described = translate("Import", "Describe the columns of {name}")
        describe.setAccessibleName(described.format(name=self._shown.name))
        self.add(row(describe, None))

    def _teller(self, ask: Ask) -> Callable[[str], None]:
        return lambda answer: self.answered.emit(self.key, ask, answer)

    def _line(self, kind: str, name: str) -> QLabel:
        made = label("", kind, wrap=True, name=name)
        made.hide()
        self.add(made)
        return made
