"""Which figures of KPIs the files fill, beside what stands there; typed ones stay unless ticked."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from smbsocial.domain.goals import Period, Reading
from smbsocial.domain.ids import ReadingId
from smbsocial.ui import theme
from smbsocial.ui.results.tables import Head, Line, LinesTable
from smbsocial.ui.text import formats
from smbsocial.ui.text import import_files as words
from smbsocial.ui.text import results as figures
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.usecases.importing.sheets import Fill, FillState, ImportSheet

translate = QCoreApplication.translate

MOST_ROWS = 8
"""Rows that are seen at once; the others scroll."""


class FillsCard(Card):
    """`replaced`: the typed readings that give way; `changed` when others are ticked."""

    changed = Signal()

    def __init__(self, currency: str) -> None:
        super().__init__(name="fills")
        self._currency = currency
        self._replaced: set[ReadingId] = set()
        self._boxes: dict[ReadingId, QCheckBox] = {}
        self.add(label(translate("Import", "What it fills"), "section"))
        self._nothing = label("", "muted", wrap=True, name="fills_nothing")
        self.add(self._nothing)
        self._typed = QVBoxLayout()
        self._typed.setSpacing(theme.SPACE * 2)
        self.body.addLayout(self._typed)
        self._table = LinesTable("fills_table", translate("Import", "Figures that come in"))
        self.add(self._table)
        self._same = label("", "small", wrap=True, name="fills_same")
        self.add(self._same)

    @property
    def replaced(self) -> frozenset[ReadingId]:
        """What was ticked, of what is shown."""
        return frozenset(self._replaced & self._boxes.keys())

    def show_sheet(self, sheet: ImportSheet) -> None:
        """Show what a sheet says; what was ticked stays ticked."""
        comes = [f for f in sheet.fills if f.state in {FillState.NEW, FillState.REPLACES}]
        comes.sort(key=lambda fill: fill.first, reverse=True)
        comes.sort(key=lambda fill: fill.kpi.rank)
        same = sum(fill.state is FillState.SAME for fill in sheet.fills)
        several = len({file.report.name for file in sheet.open_files}) > 1
        names = {fill: sheet.names_of(fill) if several else () for fill in sheet.fills}
        self._show_typed({fill: names[fill] for fill in sheet.typed})
        lines = [self._line(fill, names[fill]) for fill in comes]
        self._table.show_lines(_heads(several=several), lines)
        self._table.setVisible(bool(comes))
        shown = min(MOST_ROWS, len(comes))
        rows = self._table.verticalHeader().defaultSectionSize() * shown
        head = self._table.horizontalHeader().sizeHint().height()
        self._table.setFixedHeight(rows + head + theme.SPACE)
        text = translate("Import", "%n figures stand there already.", "", same)
        self._same.setText(text)
        self._same.setVisible(same > 0)
        self._nothing.setText(
            translate(
                "Import",
                "No KPI of yours gets a figure from this: a figure needs all days of its week,"
                " month or quarter, and that must be over.",
            )
        )
        self._nothing.setVisible(not sheet.fills)

    def _show_typed(self, typed: Mapping[Fill, Sequence[str]]) -> None:
        clear(self._typed)
        self._boxes = {}
        if not typed:
            return
        told = translate(
            "Import", "Somebody typed other figures. They stay, unless you tick what comes instead."
        )
        self._typed.addWidget(label(told, wrap=True, name="typed_told"))
        if len(typed) > 1:
            every = TickBox(translate("Import", "All of these"))
            every.setObjectName("replace_all")
            every.setChecked({f.stands.id for f in typed if f.stands} <= self._replaced)
            every.clicked.connect(self._tick_all)
            self._typed.addWidget(every)
        for fill, files in typed.items():
            if fill.stands is not None:
                self._add_box(fill, fill.stands, files)

    def _add_box(self, fill: Fill, stands: Reading, files: Sequence[str]) -> None:
        told = translate("Import", "{kpi}, {period}: {typed} was typed, the file says {value}")
        if files:
            told = translate("Import", "{kpi}, {period}: {typed} was typed, {value} from {files}")
        box = TickBox(
            told.format(
                kpi=fill.name,
                period=words.period_words(fill.cadence, fill.first, fill.last),
                typed=self._figure(stands, fill),
                value=figures.said(fill.value, fill.unit, self._currency),
                files=formats.listed(files),
            )
        )
        box.setObjectName(f"replace-{stands.id}")
        box.setAccessibleName(box.text())
        box.setChecked(stands.id in self._replaced)
        box.toggled.connect(lambda on, id=stands.id: self._tick(id, on))
        self._boxes[stands.id] = box
        self._typed.addWidget(box)

    def _tick(self, id: ReadingId, on: bool) -> None:
        (self._replaced.add if on else self._replaced.discard)(id)
        self.changed.emit()

    def _tick_all(self, on: bool) -> None:
        for box in self._boxes.values():
            box.setChecked(on)

    def _line(self, fill: Fill, files: Sequence[str]) -> Line:
        cells = [
            fill.name,
            _period(fill),
            figures.said(fill.value, fill.unit, self._currency),
            "" if fill.stands is None else self._figure(fill.stands, fill),
            words.fill_state(fill.state),
        ]
        if files:
            cells.append(formats.listed(files))
        return Line(
            f"{fill.kpi.id}-{fill.first}", tuple(cells), "; ".join(each for each in cells if each)
        )

    def _figure(self, reading: Reading, fill: Fill) -> str:
        return figures.said(Decimal(reading.hundredths) / 100, fill.unit, self._currency)


def _period(fill: Fill) -> str:
    """A week, month or quarter as short as a column wants it: 16 Feb – 22 Feb 2026."""
    if fill.cadence is Period.MONTH:
        return formats.month_short_year(fill.first.year, fill.first.month)
    if fill.first.year != fill.last.year:
        return words.days_brief(fill.first, fill.last)
    days = translate("Import", "{first} – {last} {year}")
    return days.format(
        first=formats.day_month(fill.first),
        last=formats.day_month(fill.last),
        year=fill.last.year,
    )


def _heads(*, several: bool) -> tuple[Head, ...]:
    heads = (
        Head(translate("Import", "KPI"), share=4),
        Head(translate("Import", "Period")),
        Head(translate("Import", "The file says"), figures=True),
        Head(translate("Import", "Stands there"), figures=True),
        Head(translate("Import", "What happens"), share=4),
    )
    return (*heads, Head(translate("Import", "From file"), share=4)) if several else heads
