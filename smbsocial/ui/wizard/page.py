"""What the ten pages share: a head, fields with their errors, and what they are shown."""

from abc import abstractmethod
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from smbsocial.domain.answers import Answers, Page, PageAnswers
from smbsocial.domain.brief import Brief
from smbsocial.domain.errors import ExpectedError
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.cards import Paper
from smbsocial.ui.widgets.fields import Choice, DayEdit, Field
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.tab_order import chain_focus
from smbsocial.ui.wizard.toggles import Toggles

translate = QCoreApplication.translate
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page is shown: all answers so far, and the brief they make with the usual values."""

    answers: Answers
    brief: Brief


class WizardPage(Paper):
    """One page. It shows a desk, reads its own answers back, and keeps errors at their field."""

    edited = Signal(str)  # the field somebody types in: kept after a pause
    decided = Signal(str)  # the field somebody chose in: kept at once
    page: ClassVar[Page]

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.setObjectName(f"page_{self.page.value}")
        self.fields: dict[str, Field] = {}
        self.touched: set[str] = set()
        self.showing = False
        self.edited.connect(self.touched.add)
        self.decided.connect(self.touched.add)
        title, lead = self.head()
        steps = translate("Wizard", "Step {number} of {count}").format(
            number=formats.number(list(Page).index(self.page) + 1), count=formats.number(len(Page))
        )
        head = QVBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(label(steps, "muted"))
        head.addWidget(label(title, "title", wrap=True, name="page_title"))
        head.addWidget(label(lead, "muted", wrap=True))
        self.body.addLayout(head)
        self.setAccessibleName(title)
        self._error = label("", "error", wrap=True, name="page_error")
        self._error.hide()
        self.body.addWidget(self._error)
        self.build()
        self.verticalScrollBar().rangeChanged.connect(self._keep_edge)

    @abstractmethod
    def head(self) -> tuple[str, str]:
        """Title and the sentence below it."""

    @abstractmethod
    def build(self) -> None:
        """Put the page's widgets into `body`."""

    def open_desk(self, desk: Desk) -> None:
        """Show these answers as they were kept; nothing counts as touched any more."""
        self.showing = True
        self.show_desk(desk)
        self.showing = False
        self.touched.clear()
        self.show_error(None)
        chain_focus(self.body)

    def follow(self, desk: Desk) -> None:
        """Show what follows from what was just kept."""
        self.showing = True
        self.refresh(desk)
        self.showing = False
        chain_focus(self.body)

    @abstractmethod
    def show_desk(self, desk: Desk) -> None:
        """Show these answers, and what is usual where there is none."""

    @abstractmethod
    def read(self) -> PageAnswers:
        """What stands on the page. Raises ExpectedError of the first field not understood."""

    def refresh(self, desk: Desk) -> None:
        """Show what follows from an answer just kept, leaving alone what is being typed."""

    def field(self, name: str, title: str, editor: QWidget, hint: str = "") -> Field:
        """A field whose edits and errors the page knows by `name`, as the answers call it."""
        made = Field(title, editor, hint=hint, name=name)
        self.fields[name] = made
        self.watch(name, editor)
        return made

    def watch(self, name: str, editor: QWidget) -> None:
        """Say `edited` or `decided` whenever somebody changes the editor."""
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(partial(self._typed, name))
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(partial(self._typed, name))
        elif isinstance(editor, Choice):
            editor.activated.connect(partial(self._chose, name))
        elif isinstance(editor, DayEdit):
            editor.picked.connect(partial(self._chose, name))
        elif isinstance(editor, Toggles):
            editor.changed.connect(partial(self._chose, name))

    def said(self, name: str, value: T, before: T) -> T:
        """What stands in a field if somebody touched it, else what was answered before."""
        return value if name in self.touched else before

    def show_error(self, error: ExpectedError | None) -> None:
        """Put the error at its field, at the head where it has none here; None takes all away."""
        at = self._field_of(error) if error else None
        for field in self.fields.values():
            if field is at or field.error:
                field.show_error(error if field is at else None)
        text = sentence(error) if error and at is None else ""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        if error:
            self.ensureWidgetVisible(at or self._error)

    def _keep_edge(self, _low: int, high: int) -> None:
        """The cards end where the footer ends, with a scroll bar and without."""
        bar = self.verticalScrollBar().sizeHint().width() if high else 0
        edges = self.body.contentsMargins()
        left, right = theme.PAGE_MARGIN, theme.PAGE_MARGIN - bar
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = right, left
        self.body.setContentsMargins(left, edges.top(), right, edges.bottom())

    def _field_of(self, error: ExpectedError) -> Field | None:
        parts = (error.field or "").replace("[", ".").replace("]", "").split(".")
        names = [".".join(parts[at:]) for at in range(len(parts))] + parts[::-1]
        found = next((self.fields[name] for name in names if name in self.fields), None)
        if found is not None or not error.field:
            return found
        ends = (field for name, field in self.fields.items() if parts[-1] in name.split("."))
        return next(ends, None)

    def _typed(self, name: str, *_text: object) -> None:
        if not self.showing:
            self.edited.emit(name)

    def _chose(self, name: str, *_value: object) -> None:
        if not self.showing:
            self.decided.emit(name)
