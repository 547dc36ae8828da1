"""Fields: money, counts, days, times and choices, each with its label, hint and error."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTime, Signal
from PySide6.QtGui import QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.money import Money, digits
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate
T = TypeVar("T")

MOST_OPTIONS = 12
"""So many options of a choice are shown without scrolling."""
ELIDE = Qt.TextElideMode.ElideRight


class Field(QWidget):
    """A label above, the editor, a hint and the place of its error below."""

    def __init__(self, title: str, editor: QWidget, *, hint: str = "", name: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._title = label(title, "strong", wrap=True)
        self._title.setBuddy(editor)
        self._title.setVisible(bool(title))
        self._hint = label(hint, "small", wrap=True)
        self._hint.setVisible(bool(hint))
        self._error = label("", "error", wrap=True)
        self._error.hide()
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(hint)
        if name:
            self.setObjectName(f"{name}_field")
            editor.setObjectName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (self._title, editor, self._hint, self._error):
            layout.addWidget(widget)
        if not editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            layout.addStretch(1)

    def set_title(self, title: str) -> None:
        """Change the words above."""
        self._title.setText(title)
        self.editor.setAccessibleName(title)

    def set_hint(self, hint: str) -> None:
        """Change the words below."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.editor.setAccessibleDescription(hint)

    @property
    def error(self) -> str:
        """The error that stands at the field, empty when there is none."""
        return self._error.text()

    def show_error(self, error: ExpectedError | None) -> None:
        """Say what is wrong here, or that nothing is."""
        self.show_trouble(sentence(error) if error else "")

    def show_trouble(self, text: str) -> None:
        """The same in words of one's own."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.editor.setProperty("wrong", bool(text))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription(text or self._hint.text())


class NumberEdit(QLineEdit):
    """A whole number the country's way; empty means "don't know"."""

    def __init__(self, value: int | None = None, *, unknown: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(unknown)
        self.show_value(value)

    def show_value(self, value: int | None) -> None:
        """Show a number, or nothing."""
        self.setText("" if value is None else formats.number(value))

    def value(self) -> int | None:
        """The number, None when empty. Raises ExpectedError(NOT_A_NUMBER)."""
        text = self.text().replace("%", "").strip()
        if not text:
            return None
        number, understood = self.locale().toLongLong(text)
        if not understood:
            raise ExpectedError(Code.NOT_A_NUMBER, field=self.objectName(), value=text)
        return number


class DecimalEdit(QLineEdit):
    """A number with digits after the point the country's way; empty means none is given."""

    def __init__(self, value: Decimal | None = None, *, unknown: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(unknown)
        self.show_value(value)

    def show_value(self, value: Decimal | None) -> None:
        """Show a number, or nothing."""
        self.setText("" if value is None else formats.number(value))

    def value(self) -> Decimal | None:
        """The number, None when empty. Raises ExpectedError(NOT_A_NUMBER)."""
        text = self.text().replace("%", "").strip()
        if not text:
            return None
        number, understood = self.locale().toDouble(text)
        if not understood:
            raise ExpectedError(Code.NOT_A_NUMBER, field=self.objectName(), value=text)
        return Decimal(repr(number))


class MoneyEdit(QLineEdit):
    """An amount in one currency; empty means "don't know"."""

    def __init__(self, currency: str, value: Money | None = None, *, unknown: str = "") -> None:
        super().__init__()
        self._currency = currency
        self.setPlaceholderText(unknown)
        self.show_value(value)

    def set_currency(self, currency: str) -> None:
        """Count in another currency from now on."""
        self._currency = currency

    def show_value(self, value: Money | None) -> None:
        """Show an amount, or nothing."""
        if value is None:
            self.setText("")
            return
        places = digits(value.currency) if value.minor % 10 ** digits(value.currency) else 0
        self.setText(QLocale().toString(float(value.amount), "f", places))

    def value(self) -> Money | None:
        """The amount, None when empty. Raises ExpectedError(NOT_A_NUMBER)."""
        text = self.text().replace(formats.symbol(self._currency), "").strip()
        if not text:
            return None
        number, understood = self.locale().toDouble(text)
        if not understood:
            raise ExpectedError(Code.NOT_A_NUMBER, field=self.objectName(), value=text)
        return Money.of(Decimal(repr(number)), self._currency)


class DayEdit(QDateEdit):
    """A local day, with a calendar to choose from."""

    picked = Signal()

    def __init__(self, value: date) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat(formats.day_pattern())
        self.show_value(value)
        self.dateChanged.connect(lambda _day: self.picked.emit())

    def show_value(self, value: date) -> None:
        """Show a day."""
        self.setDate(QDate(value.year, value.month, value.day))

    def value(self) -> date:
        """The day."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())


class ClockEdit(QTimeEdit):
    """A wall time."""

    def __init__(self, value: time) -> None:
        super().__init__()
        edge = theme.SPACE * 2  # the style sheet's padding does not reach the line inside
        self.lineEdit().setTextMargins(edge, 0, edge, 0)
        self.setTime(QTime(value.hour, value.minute))

    def value(self) -> time:
        """The time, whole minutes."""
        chosen = self.time()
        return time(chosen.hour(), chosen.minute())


class Choice(QComboBox, Generic[T]):
    """One of several values, shown by their names."""

    def __init__(self, options: Sequence[tuple[T, str]] = (), chosen: T | None = None) -> None:
        super().__init__()
        self._values: list[T] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.currentTextChanged.connect(self.setToolTip)
        self.show_options(options, chosen)

    def show_options(self, options: Sequence[tuple[T, str]], chosen: T | None = None) -> None:
        """Show other options without saying that anything was chosen."""
        blocked = self.blockSignals(True)
        self.clear()
        self._values = [value for value, _ in options]
        self.addItems([text for _, text in options])
        self.blockSignals(blocked)
        self.choose(chosen)
        self.setToolTip(self.currentText())

    def choose(self, value: T | None) -> None:
        """Choose a value; one that is not offered chooses nothing."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def value(self) -> T | None:
        """The chosen value, None when nothing is."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """A name that is too long ends in an ellipsis; the tooltip says all."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(kind, option, part, self).width() - 2 * theme.SPACE
        said = self.currentText()
        if not said and self.placeholderText():
            said = self.placeholderText()
            muted = self.palette().color(QPalette.ColorRole.PlaceholderText)
            option.palette.setColor(QPalette.ColorRole.ButtonText, muted)
            option.palette.setColor(QPalette.ColorRole.Text, muted)
        option.currentText = self.fontMetrics().elidedText(said, ELIDE, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    @override
    def showPopup(self) -> None:
        """All options are to be seen: the style leaves out the padding of our own sheet."""
        shown = min(self.count(), MOST_OPTIONS)
        self.setMaxVisibleItems(MOST_OPTIONS)
        view = self.view()
        view.ensurePolished()
        rows = sum(view.sizeHintForRow(at) for at in range(shown))
        view.setMinimumHeight(rows + 4 * theme.SPACE)
        super().showPopup()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page never changes an answer."""
        event.ignore()
