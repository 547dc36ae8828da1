"""The sheets of KPIs and of their readings: paces and paths are formulas, each KPI has a chart."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from smbsocial.exchange.workbook_pen import Pen, Style, Value, cell
from smbsocial.usecases.results.workbook import Book, BookKpi, Unit, Word

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]

HEADS = (
    Word.KPI, Word.GOAL, Word.PERIOD, Word.START, Word.BEGAN, Word.VALUE, Word.DAY, Word.TARGET,
    Word.BY, Word.PATH, Word.AHEAD, Word.NEEDED, Word.LEFT, Word.STEP, Word.STATE,
)  # fmt: skip
(
    KPI, GOAL, PERIOD, START, BEGAN, VALUE, DAY, TARGET,
    BY, PATH, AHEAD, NEEDED, LEFT, STEP, STATE,
) = range(len(HEADS))  # fmt: skip
R_KPI, R_DAY, R_VALUE, R_PATH, R_ORIGIN, R_NOTE = range(6)
"""Columns of the readings."""
CHART_ROWS, CHARTS_ACROSS, CHART_COLUMNS = 16, 2, 6
CHART_SIZE = (620, 300)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a KPI and its readings stand."""

    kpi: BookKpi
    row: int
    first: int

    @property
    def last(self) -> int:
        """The row of its newest reading."""
        return self.first + len(self.kpi.figures) - 1

    @property
    def start(self) -> int:
        """The row of the reading that it began with."""
        return self.first + self.kpi.start

    @property
    def aimed(self) -> bool:
        """Whether there is a way to a target."""
        kpi = self.kpi
        return bool(kpi.figures) and None not in {kpi.target, kpi.by, kpi.began}


def style_of(unit: Unit) -> Style:
    """How figures of a unit are shown."""
    return {Unit.NUMBER: "number", Unit.PERCENT: "percent", Unit.MONEY: "money"}[unit]  # type: ignore[return-value]


def kpis_sheet(
    made: "Workbook", pen: Pen, readings: Pen, book: Book, today: str
) -> tuple[int, ...]:
    """Fill both sheets; the rows of the KPIs. `today`: the cell of the day that it stands on."""
    words = book.words
    pen.widths(34, 26, 12, 11, 12, 11, 12, 11, 12, 11, 11, 11, 9, 11, 14)
    pen.heads(0, tuple(words[each] for each in HEADS), freeze=True)
    readings.widths(34, 13, 13, 13, 16, 60)
    heads = (Word.KPI, Word.DAY, Word.VALUE, Word.PATH, Word.ORIGIN, Word.NOTE)
    readings.heads(0, tuple(words[each] for each in heads), freeze=True)
    places, first = [], 1
    for row, kpi in enumerate(book.kpis, 1):
        places.append(Place(kpi, row, first))
        first += len(kpi.figures)
    for place in places:
        _given(pen, place)
        _figures(readings, place)
        _looked_up(pen, readings, place)
        if place.aimed:
            _paths(readings, pen, place)
            _pace(pen, readings, place, (book, today))
    shown = [place for place in places if place.kpi.figures]
    for number, place in enumerate(shown):
        _chart(made, pen, readings, place, (number, len(places) + 2))
    return tuple(place.row for place in places)


def _given(pen: Pen, place: Place) -> None:
    kpi, row = place.kpi, place.row
    for column, text in ((KPI, kpi.name), (GOAL, kpi.goal), (PERIOD, kpi.period)):
        pen.text(row, column, text)
    pen.day(row, BEGAN, kpi.began)
    target = kpi.target
    if target is not None and kpi.unit is Unit.PERCENT:
        target /= 100
    pen.number(row, TARGET, target, style_of(kpi.unit))
    pen.day(row, BY, kpi.by)


def _figures(pen: Pen, place: Place) -> None:
    kpi = place.kpi
    for row, figure in enumerate(kpi.figures, place.first):
        pen.text(row, R_KPI, kpi.name)
        pen.day(row, R_DAY, figure.day)
        value = figure.value / 100 if kpi.unit is Unit.PERCENT else figure.value
        pen.number(row, R_VALUE, value, style_of(kpi.unit))
        pen.text(row, R_ORIGIN, figure.origin)
        pen.text(row, R_NOTE, figure.note)


def _looked_up(pen: Pen, readings: Pen, place: Place) -> None:
    """Start and newest figure are the readings' own."""
    if not place.kpi.figures:
        return
    style = style_of(place.kpi.unit)
    for column, (row, source), look in (
        (START, (place.start, R_VALUE), style),
        (VALUE, (place.last, R_VALUE), style),
        (DAY, (place.last, R_DAY), "day"),
    ):
        pen.formula(
            place.row, column, readings.there(row, source), readings.value(row, source), look
        )


def _paths(readings: Pen, pen: Pen, place: Place) -> None:
    """What the straight way from the start to the target says for each reading's day."""
    start, began, target, by = (pen.there(place.row, each) for each in (START, BEGAN, TARGET, BY))
    beyond = f"{start}<={target}" if place.kpi.down else f"{start}>={target}"
    for row in range(place.first, place.last + 1):
        day = cell(row, R_DAY)
        slope = f"{start}+({target}-{start})*({day}-{began})/({by}-{began})"
        formula = f"IF(OR({day}>={by},{beyond}),{target},IF({day}<={began},{start},{slope}))"
        value = _on_path(pen, place, readings.value(row, R_DAY))
        readings.formula(row, R_PATH, formula, value, style_of(place.kpi.unit))


def _on_path(pen: Pen, place: Place, day: Value) -> float:
    start, target = pen.amount(place.row, START), pen.amount(place.row, TARGET)
    began, by = place.kpi.began, place.kpi.by
    beyond = start <= target if place.kpi.down else start >= target
    if not isinstance(day, date) or began is None or by is None or day >= by or beyond:
        return target
    if day <= began:
        return start
    return start + (target - start) * (day - began).days / (by - began).days


def _pace(pen: Pen, readings: Pen, place: Place, about: tuple[Book, str]) -> None:
    book, today = about
    row, style = place.row, style_of(place.kpi.unit)
    value, target, path = (cell(row, each) for each in (VALUE, TARGET, PATH))
    pen.formula(
        row, PATH, readings.there(place.last, R_PATH), readings.value(place.last, R_PATH), style
    )
    had, wanted, expected = (pen.amount(row, each) for each in (VALUE, TARGET, PATH))
    pen.formula(row, AHEAD, f"{value}-{path}", had - expected, style)
    pen.formula(row, NEEDED, f"{target}-{value}", wanted - had, style)
    if place.kpi.left:
        pen.out.write_number(row, LEFT, place.kpi.left)
        needed, left = cell(row, NEEDED), cell(row, LEFT)
        pen.formula(row, STEP, f"{needed}/{left}", (wanted - had) / place.kpi.left, style)
    _state(pen, readings, place, (book, today))


def _state(pen: Pen, readings: Pen, place: Place, about: tuple[Book, str]) -> None:
    """In words, from the figures: reached, not reached, begun, on pace or behind."""
    book, today = about
    row, words = place.row, book.words
    said = {
        word: '"' + words[word].replace('"', '""') + '"'
        for word in (Word.REACHED, Word.OVER, Word.BEGUN, Word.ON_PACE, Word.BEHIND)
    }
    sign = "<=" if place.kpi.down else ">="
    value, target, path, by, day = (cell(row, each) for each in (VALUE, TARGET, PATH, BY, DAY))
    began = readings.there(place.start, R_DAY)
    formula = (
        f"IF({value}{sign}{target},{said[Word.REACHED]},IF({today}>{by},{said[Word.OVER]},"
        f"IF({day}<={began},{said[Word.BEGUN]},"
        f"IF({value}{sign}{path},{said[Word.ON_PACE]},{said[Word.BEHIND]}))))"
    )
    pen.formula(row, STATE, formula, words[_word(pen, place, book)], "text")


def _word(pen: Pen, place: Place, book: Book) -> Word:
    kpi = place.kpi
    had, wanted, expected = (pen.amount(place.row, each) for each in (VALUE, TARGET, PATH))
    if had <= wanted if kpi.down else had >= wanted:
        return Word.REACHED
    if kpi.by is not None and book.stands > kpi.by:
        return Word.OVER
    if kpi.figures[-1].day <= kpi.figures[kpi.start].day:
        return Word.BEGUN
    kept = had <= expected if kpi.down else had >= expected
    return Word.ON_PACE if kept else Word.BEHIND


def _chart(made: "Workbook", pen: Pen, readings: Pen, place: Place, where: tuple[int, int]) -> None:
    """The figures with the path to the target, below the table."""
    number, below = where
    chart = made.add_chart({"type": "line"})
    if chart is None:  # the library's word for a kind that it does not know
        return
    days = f"={readings.span((place.first, R_DAY), (place.last, R_DAY))}"
    for column, look in ((R_VALUE, {"color": "#0E6B5B", "width": 2.25}), (R_PATH, _DASHED)):
        if column == R_VALUE or place.aimed:
            chart.add_series(
                {
                    "name": f"={readings.there(0, column)}",
                    "categories": days,
                    "values": f"={readings.span((place.first, column), (place.last, column))}",
                    "line": look,
                }
            )
    chart.set_title({"name": f"={pen.there(place.row, KPI)}", "name_font": {"size": 11}})
    chart.set_x_axis({"date_axis": True, "num_format": "d mmm yy"})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#E3DFD6"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": CHART_SIZE[0], "height": CHART_SIZE[1]})
    down, across = divmod(number, CHARTS_ACROSS)
    pen.out.insert_chart(below + down * CHART_ROWS, across * CHART_COLUMNS, chart)


_DASHED = {"color": "#5F6B67", "width": 1, "dash_type": "dash"}
