"""The column of boxes that a week's numbers are typed into: Enter keeps one and moves on."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Reading
from smbsocial.domain.heard import COUNTER
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.text import results as words
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.fields import DecimalEdit
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.results.sheets import Proposal, TypingRow

translate = QCoreApplication.translate

BOX_WIDTH = theme.SPACE * 28
BEFORE_WIDTH = theme.SPACE * 30
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def figure_of(reading: Reading) -> Decimal:
    """The value of a reading."""
    return Decimal(reading.hundredths) / 100


class FigureEdit(DecimalEdit):
    """A box for a figure in a unit. `moved` on Enter and the arrow keys: how many boxes further."""

    moved = Signal(int)
    entered = Signal()

    def __init__(self, unit: str, currency: str) -> None:
        sign = {"percent": "%", words.MONEY: formats.symbol(currency)}.get(unit, "")
        super().__init__(unknown=sign)
        self._sign = sign
        self.setFixedWidth(BOX_WIDTH)

    @override
    def value(self) -> Decimal | None:
        """The figure, None when empty. Raises ExpectedError(NOT_A_NUMBER)."""
        typed = self.text()
        if self._sign and self._sign in typed:
            self.setText(typed.replace(self._sign, "").strip())
        return super().value()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on, and presses no button of the form."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, **dict.fromkeys(ENTER, 1)}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            event.accept()
            self.moved.emit(step)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """What stands here can be typed over, and is explained beside."""
        super().focusInEvent(event)
        self.selectAll()
        self.entered.emit()


class FigureRow(QWidget):
    """One KPI: its name, the figure before, the box; `kept` carries the id and the figure.

    `taken` when the figure that is proposed is to be kept.
    """

    kept = Signal(str, object)  # KPI id, Decimal
    taken = Signal(str)  # KPI id
    entered = Signal(str)  # KPI id
    moved = Signal(str, int)  # KPI id, how far

    def __init__(self, row: TypingRow, currency: str) -> None:
        super().__init__()
        self._row = row
        self._currency = currency
        self.setObjectName(f"row-{row.key}")
        id = row.kpi.id
        self.box = FigureEdit(row.unit, currency)
        self.box.setObjectName(f"figure-{row.key}")
        self.box.moved.connect(lambda step: self.moved.emit(id, step))
        self.box.entered.connect(lambda: self.entered.emit(id))
        self.box.editingFinished.connect(self.keep)
        self._before = label("", "small", name=f"before-{row.key}")
        self._before.setFixedWidth(BEFORE_WIDTH)
        self._before.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._error = label("", "error", wrap=True)
        self._offer = button("", self._take_offer, flat=True, name=f"offer-{row.key}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(label(row.name, wrap=True), 1)
        line.addWidget(self._before)
        line.addWidget(self.box)
        layout.addLayout(line)
        layout.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignTrailing)
        layout.addWidget(self._error)
        self.show_row(row)

    @property
    def row(self) -> TypingRow:
        """What it shows."""
        return self._row

    def show_row(self, row: TypingRow) -> None:
        """Show the same KPI anew; what is being typed stays."""
        typing = self.box.isModified() and self.box.hasFocus()
        self._row = row
        self._before.setText(before_words(row, self._currency))
        if not typing:
            self.box.show_value(figure_of(row.this) if row.this else None)
            self.box.setModified(False)
            self.show_error(None)
        name = translate("Results", "{kpi}, the figure of the week")
        self.box.setAccessibleName(name.format(kpi=row.name))
        self._show_offer()

    def show_error(self, error: ExpectedError | None) -> None:
        """Say what is wrong with the figure, or that nothing is."""
        text = sentence(error) if error else ""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.box.setProperty("wrong", bool(text))
        self.box.style().unpolish(self.box)
        self.box.style().polish(self.box)

    def keep(self) -> None:
        """Hand on what was typed, unless nothing was."""
        if not self.box.isModified():
            return
        try:
            value = self.box.value()
        except ExpectedError as error:
            self.show_error(error)
            return
        self.box.setModified(False)
        if value is None:  # a figure is corrected, never taken away
            self.show_row(self._row)
        else:
            self.show_error(None)
            self.kept.emit(self._row.kpi.id, value)

    @property
    def is_wrong(self) -> bool:
        """Whether what stands in the box can't be kept."""
        return bool(self.box.property("wrong"))

    def _show_offer(self) -> None:
        proposal, this = self._row.proposal, self._row.this
        new = proposal is not None and (this is None or figure_of(this) != proposal.value)
        self._offer.setVisible(new)
        if proposal is None or not new:
            return
        value = words.said(proposal.value, self._row.unit, self._currency)
        said = offer_words(proposal).format(value=value)
        self._offer.setText(said)
        self._offer.setAccessibleName(f"{self._row.name}. {said}")

    def _take_offer(self) -> None:
        self.taken.emit(self._row.kpi.id)


class FigureColumn(QWidget):
    """The rows under one another; Enter at the last one goes to what comes `after`."""

    kept = Signal(str, object)
    taken = Signal(str)
    entered = Signal(str)

    def __init__(self, after: Callable[[], object]) -> None:
        super().__init__()
        self._after = after
        self._rows: dict[str, FigureRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP)

    @property
    def rows(self) -> tuple[FigureRow, ...]:
        """The rows as they stand."""
        return tuple(self._rows.values())

    def show_rows(self, rows: tuple[TypingRow, ...], currency: str) -> None:
        """Show a week; rows of the same KPIs stay, with the keyboard in them."""
        if [row.kpi.id for row in rows] == list(self._rows):
            for row in rows:
                self._rows[row.kpi.id].show_row(row)
            return
        for old in self._rows.values():
            self._column.removeWidget(old)
            old.deleteLater()
        self._rows = {}
        for row in rows:
            made = FigureRow(row, currency)
            made.kept.connect(self.kept)
            made.taken.connect(self.taken)
            made.entered.connect(self.entered)
            made.moved.connect(self._moved)
            self._rows[row.kpi.id] = made
            self._column.addWidget(made)

    def start(self, kpi: str = "") -> None:
        """Put the cursor into a KPI's box, else into the first one without a figure."""
        empty = [each for each in self.rows if not each.box.text()]
        first = [self._rows[kpi]] if kpi in self._rows else (empty or list(self.rows))
        for each in first[:1]:
            each.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def of(self, kpi: str) -> FigureRow:
        """The row of a KPI."""
        return self._rows[kpi]

    def _moved(self, kpi: str, step: int) -> None:
        here = self._rows[kpi]
        here.keep()
        if here.is_wrong:
            return
        at = self.rows.index(here) + step
        if at >= len(self.rows):
            self._after()
        elif at >= 0:
            self.rows[at].box.setFocus(Qt.FocusReason.TabFocusReason)


def offer_words(proposal: Proposal) -> str:
    """Who says the figure that is proposed, with a place for it, and whether there is more to come.

    What names no source is reckoned from the calendar and what was spent.
    """
    who = {each == COUNTER for each in proposal.filled.sources}
    whole, so_far, missing = {
        frozenset({True}): _of_counter,
        frozenset({False}): _of_files,
        frozenset({True, False}): _of_both,
    }.get(frozenset(who), _of_entries)()
    if proposal.filled.missing:
        return missing
    return so_far if proposal.so_far else whole


def _of_files() -> tuple[str, str, str]:
    return (
        translate("Results", "Your files say {value}: use it"),
        translate("Results", "Your files say {value} so far: use it"),
        translate("Results", "Your files say {value} so far, some are missing: use it"),
    )


def _of_counter() -> tuple[str, str, str]:
    return (
        translate("Results", "The counter says {value}: use it"),
        translate("Results", "The counter says {value} so far: use it"),
        translate("Results", "The counter says {value} so far, files are missing: use it"),
    )


def _of_both() -> tuple[str, str, str]:
    return (
        translate("Results", "The counter and your files say {value}: use it"),
        translate("Results", "The counter and your files say {value} so far: use it"),
        translate(
            "Results", "The counter and your files say {value} so far, some are missing: use it"
        ),
    )


def _of_entries() -> tuple[str, str, str]:
    so_far = translate("Results", "Your own entries give {value} so far: use it")
    return translate("Results", "Your own entries give {value}: use it"), so_far, so_far


def before_words(row: TypingRow, currency: str) -> str:
    """The figure before, with its day: 224 on 4 Jan."""
    if row.before is None:
        return translate("Results", "none before")
    text = translate("Results", "{value} on {day}")
    value = words.said(figure_of(row.before), row.unit, currency)
    return text.format(value=value, day=formats.day_month(row.before.day))
