"""Typing a week's numbers: all KPIs in a column, and beside it where the current one is read."""

from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.goals import Period, Reading
from smbsocial.domain.ids import KpiId
from smbsocial.domain.periods import cadence_of
from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.results.counting.figure_rows import FigureColumn, figure_of
from smbsocial.ui.text import formats
from smbsocial.ui.text import results as words
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, clear, row
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.changes import Action
from smbsocial.usecases.counting.places import platform_name
from smbsocial.usecases.ports import Ports
from smbsocial.usecases.results.kpis import history, type_reading, typing_sheet
from smbsocial.usecases.results.sheets import KeptReading, TypingRow, TypingSheet

translate = QCoreApplication.translate

WEEK = timedelta(days=7)
WIDTH = theme.SPACE * 200
HELP_WIDTH = theme.SIDE_WIDTH
MOST_HISTORY = 6
"""So many figures of a KPI stand beside its box."""


class TypingForm(Form):
    """Each figure is kept as soon as its box is left; Done only closes.

    `day`: of the week to begin with, today's if None; `kpi`: whose box has the cursor.
    """

    def __init__(
        self, bridge: Bridge, parent: QWidget | None, *, day: date | None = None, kpi: str = ""
    ) -> None:
        super().__init__(translate("Results", "Type numbers"), parent)
        self.setObjectName("typing_form")
        self.setMinimumWidth(min(WIDTH, self.screen().availableGeometry().width()))
        self._bridge = bridge
        self._current = KpiId(kpi)
        self._sheet: TypingSheet = bridge.read(typing_sheet, day)
        self._build()
        self._show()
        bridge.changed.connect(self._changed)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its box what cannot be kept."""
        if error.field == "note":
            self._help.note.show_error(error)
        else:
            self._column.of(self._current).show_error(error)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The cursor is in the first box that waits for a figure."""
        super().showEvent(event)
        self._column.start(self._current)

    def _build(self) -> None:
        self._week = label("", "strong", name="typing_week")
        self._back = button(
            "‹",
            lambda: self._turn(-1),
            name="typing_back",
            accessible=translate("Results", "Week before"),
        )
        self._on = button(
            "›",
            lambda: self._turn(1),
            name="typing_on",
            accessible=translate("Results", "Next week"),
        )
        self.body.addWidget(row(self._back, self._week, self._on, None))
        self._done = button(
            translate("Results", "Done"), self._close_kept, primary=True, name="confirm"
        )
        self._column = FigureColumn(lambda: self._done.setFocus(Qt.FocusReason.TabFocusReason))
        self._column.kept.connect(self._typed)
        self._column.taken.connect(self._take)
        self._column.entered.connect(self._entered)
        self._help = FigureHelp(self._bridge)
        self._help.note_changed.editingFinished.connect(self._keep_note)
        left = QVBoxLayout()
        left.addWidget(self._column)
        left.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(theme.PAGE_MARGIN)
        both.addLayout(left, 1)
        both.addWidget(self._help)
        self.body.addLayout(both)
        self.foot.addWidget(row(label(_manner(), "small"), None, self._done))
        self._done.setDefault(True)

    def _show(self) -> None:
        sheet = self._sheet
        text = translate("Results", "This week, {days}")
        if sheet.last < sheet.today:
            text = translate("Results", "Week of {days}")
        self._week.setText(text.format(days=formats.day_range(sheet.first, sheet.last)))
        self._on.setEnabled(sheet.last < sheet.today)
        self._column.show_rows(sheet.rows, sheet.currency)
        for each in sheet.rows:
            said = " ".join(explained(each, self._bridge.ports))
            self._column.of(each.kpi.id).box.setAccessibleDescription(said)
        self._show_help()

    def _show_help(self) -> None:
        shown = next((r for r in self._sheet.rows if r.kpi.id == self._current), None)
        if shown is None and self._sheet.rows:
            shown = self._sheet.rows[0]
        self._help.show_row(shown, self._sheet.currency)

    def _turn(self, weeks: int) -> None:
        self._sheet = self._bridge.read(typing_sheet, self._sheet.first + weeks * WEEK)
        self._show()

    def _entered(self, kpi: str) -> None:
        if kpi != self._current:
            self._current = KpiId(kpi)
            self._show_help()

    def _typed(self, kpi: str, value: Decimal) -> None:
        self._current = KpiId(kpi)
        before = next((r.this for r in self._sheet.rows if r.kpi.id == kpi), None)
        self._write(value, before.note if before else "")

    def _take(self, kpi: str) -> None:
        """Keep what is proposed, in the week, or for the end of the month that it is about."""
        row = next((r for r in self._sheet.rows if r.kpi.id == kpi), None)
        if row is None or row.proposal is None:
            return
        self._current = KpiId(kpi)
        day, note = self._sheet.day, row.this.note if row.this else ""
        if row.proposal.last < self._sheet.first:
            day, note = row.proposal.last, ""
        self._write(row.proposal.value, note, day)

    def _keep_note(self) -> None:
        shown = self._help.row
        if shown is None or shown.this is None or self._help.text == shown.this.note:
            return
        self._current = shown.kpi.id
        self._write(figure_of(shown.this), self._help.text)

    def _write(self, value: Decimal, note: str, day: date | None = None) -> None:
        of = day or self._sheet.day
        try:
            self._bridge.do(Action.LOG_READING, type_reading, self._current, of, value, note)
        except ExpectedError as error:
            self.show_error(error)

    def _changed(self, _changed: object) -> None:
        self._sheet = self._bridge.read(typing_sheet, self._sheet.first)
        self._show()

    def _close_kept(self) -> None:
        for each in self._column.rows:
            each.keep()
        self._keep_note()
        if not any(each.is_wrong for each in self._column.rows):
            self.accept()
        else:
            self.go_to_error()


class FigureHelp(Card):
    """What the KPI is, where it is read, its note, and the figures that were kept before."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__("quiet", name="figure_help")
        self.setFixedWidth(HELP_WIDTH)
        self._bridge = bridge
        self.row: TypingRow | None = None
        self._about = QVBoxLayout()
        self._about.setSpacing(theme.SPACE)
        self.body.addLayout(self._about)
        self.note_changed = QLineEdit()
        self.note = Field(translate("Results", "Note"), self.note_changed, name="note")
        self.add(self.note)
        self._kept = QVBoxLayout()
        self._kept.setSpacing(theme.SPACE)
        self.body.addLayout(self._kept)
        self.body.addStretch(1)

    @property
    def text(self) -> str:
        """The note as it stands."""
        return self.note_changed.text().strip()

    def show_row(self, shown: TypingRow | None, currency: str) -> None:
        """Explain a KPI; a note that is being typed stays."""
        same = shown is not None and self.row is not None and shown.kpi.id == self.row.kpi.id
        self.row = shown
        self.setVisible(shown is not None)
        clear(self._about)
        clear(self._kept)
        if shown is None:
            return
        self._about.addWidget(label(shown.name, "strong", wrap=True))
        for text in explained(shown, self._bridge.ports):
            self._about.addWidget(label(text, "small", wrap=True))
        if not (same and self.note_changed.isModified() and self.note_changed.hasFocus()):
            self.note_changed.setText(shown.this.note if shown.this else "")
            self.note.show_error(None)
        waits = translate("Results", "First type the figure, then its note.")
        self.note.set_hint("" if shown.this else waits)
        self.note_changed.setEnabled(shown.this is not None)
        readings = self._bridge.read(history, shown.kpi.id)
        if readings:
            self._kept.addWidget(label(translate("Results", "Kept so far"), "strong"))
        for each in readings[:MOST_HISTORY]:
            self._kept.addWidget(label(kept_words(each, shown, currency), "small", wrap=True))


def explained(shown: TypingRow, ports: Ports) -> list[str]:
    """What a KPI is and where it is read, line by line."""
    said = [shown.definition, _how_often(shown)]
    text = translate("Results", "On {platform}: {path}")
    for platform, path in shown.where_to_read:
        said.append(text.format(platform=platform_name(ports, platform), path=path))
    said += (each[:1].upper() + each[1:] for each in shown.elsewhere)
    if shown.vanity:
        said.append(translate("Results", "A vanity number: it pays nothing by itself."))
    return [line for line in (*said, shown.caveat) if line]


def _how_often(shown: TypingRow) -> str:
    """Whether there is a figure each week; "" where there is."""
    return {
        Period.MONTH: translate("Results", "Read once a month: other weeks may stay empty."),
        Period.QUARTER: translate("Results", "Read once a quarter: other weeks may stay empty."),
    }.get(cadence_of(shown.cadence), "")


def kept_words(kept: KeptReading, shown: TypingRow, currency: str) -> str:
    """A figure of the history: 13 January: 253, corrected to 235."""
    text = translate("Results", "{day}: {value}")
    if kept.superseded_by is not None:
        text = translate("Results", "{day}: {value}, corrected to {new}")
    elif kept.reading.origin:
        text = translate("Results", "{day}: {value}, from a file")
    elif kept.reading.note:
        text = translate("Results", "{day}: {value} · {note}")
    return text.format(
        day=formats.day_month(kept.reading.day),
        value=_value(kept.reading, shown, currency),
        new=_value(kept.superseded_by, shown, currency),
        note=kept.reading.note,
    )


def _value(reading: Reading | None, shown: TypingRow, currency: str) -> str:
    return "" if reading is None else words.said(figure_of(reading), shown.unit, currency)


def _manner() -> str:
    return translate("Results", "Enter keeps a figure and moves on. All can be undone.")
