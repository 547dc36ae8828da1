"""The big buttons of the tally: one an answer, each with its key, its count and a way back."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from smbsocial.ui import theme
from smbsocial.ui.text import counting, formats
from smbsocial.ui.widgets.buttons import PushButton, button
from smbsocial.ui.widgets.cards import clear
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.usecases.counting.sheets import Answer

translate = QCoreApplication.translate

KEYS = 9
"""So many answers have a key of their own."""
LEAST_WIDTH = theme.SPACE * 56
"""Of an answer with its way back; where there is room for more, more stand beside each other."""
MOST_COLUMNS = 4
BACK = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


class AnswerButton(PushButton):
    """One answer; a press counts it, minus takes one back."""

    back_wanted = Signal()

    def __init__(self, answer: Answer, key: int | None) -> None:
        super().__init__()
        self.heard = answer.heard
        self._words = counting.heard(answer.heard, answer.name)
        self._key = key
        self.setObjectName(f"answer-{answer.heard}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        across = QHBoxLayout(self)
        edge = theme.SPACE * 3
        across.setContentsMargins(edge, theme.SPACE, edge, theme.SPACE)
        across.setSpacing(theme.SPACE * 2)
        self.setToolTip(self._words)
        self._count = label("", "number", name=f"count-{answer.heard}")
        self._count.setFont(theme.tabular(self._count.font()))
        shown = ElidedLabel(self._words, "strong")
        about = translate("Counter", "Take one back: {answer}").format(answer=self._words)
        self.back = button(
            translate("Counter", "–1"),
            self.back_wanted.emit,
            flat=True,
            name=f"back-{answer.heard}",
            accessible=about,
        )
        self.back.hide()
        parts: list[QWidget] = [shown, self._count]
        if key is not None:
            parts.insert(0, label(formats.number(key), "small"))
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            across.addWidget(part, 1 if part is shown else 0)
        across.insertWidget(across.count() - 1, self.back)
        self.show_count(answer.on_day)

    def show_count(self, count: int) -> None:
        """Show how often it was given on the day."""
        self._count.setText(formats.number(count))
        if not count and self.back.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.back.setVisible(bool(count))
        words = translate("Counter", "{answer}: {count}")
        self.setAccessibleName(words.format(answer=self._words, count=formats.number(count)))
        if self._key is not None:
            hint = translate("Counter", "Press to count one more, or the key {key}.")
            self.setAccessibleDescription(hint.format(key=formats.number(self._key)))

    @override
    def sizeHint(self) -> QSize:
        """As high as two lines: a thumb or a quick hand finds it."""
        return QSize(LEAST_WIDTH, theme.base_pixels() * 4)

    @override
    def minimumSizeHint(self) -> QSize:
        """The grid decides how wide it is."""
        return QSize(theme.SPACE * 20, self.sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Minus takes one back where the keyboard is."""
        if Qt.Key(event.key()) in BACK:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)


class AnswerGrid(QWidget):
    """All answers in columns. `given` carries the one that was pressed, `taken` the other way."""

    given = Signal(str)
    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, AnswerButton] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.SPACE * 2)

    @property
    def heard(self) -> tuple[str, ...]:
        """The answers in the order of their keys."""
        return tuple(self._buttons)

    def show_answers(self, answers: tuple[Answer, ...]) -> None:
        """Show counts; the buttons stay where the answers are the same."""
        if tuple(each.heard for each in answers) != self.heard:
            self._make(answers)
        for answer in answers:
            self._buttons[answer.heard].show_count(answer.on_day)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the first answer."""
        for first in list(self._buttons.values())[:1]:
            first.setFocus(event.reason())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _make(self, answers: tuple[Answer, ...]) -> None:
        clear(self._grid)
        self._buttons, self._columns = {}, 0
        for number, answer in enumerate(answers, 1):
            made = AnswerButton(answer, number if number <= KEYS else None)
            made.setParent(self)
            made.clicked.connect(self._pressed)
            made.back_wanted.connect(partial(self.taken.emit, answer.heard))
            self._buttons[answer.heard] = made
        self._place()

    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, AnswerButton):
            self.given.emit(pressed.heard)

    def _place(self) -> None:
        columns = max(1, min(MOST_COLUMNS, self.width() // (LEAST_WIDTH + theme.GAP)))
        if columns == self._columns or not self._buttons:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        for number, heard in enumerate(self._buttons):
            line, column = divmod(number, columns)
            self._grid.addWidget(self._buttons[heard], line, column)
            self._buttons[heard].show()
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
