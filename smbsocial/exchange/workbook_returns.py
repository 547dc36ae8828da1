"""The sheets of costs and returns: lines whose amounts, sums, shares and ratios are formulas."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smbsocial.domain.roi.values import Strength
from smbsocial.exchange.workbook_pen import Pen, cell
from smbsocial.usecases.results.workbook import Book, BookBack, BookCost, BookGroup, Reckoned, Word

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]

STRENGTH = {
    Strength.COUNTED: Word.COUNTED,
    Strength.ESTIMATED: Word.ESTIMATED,
    Strength.GUESSED: Word.GUESSED,
}
C_WHAT, C_AMOUNT, C_PRICE, C_COST = range(4)
B_WHAT, B_EVIDENCE, B_COUNT, B_TAKINGS, B_MARGIN, B_EACH, B_BACK, B_LOW, B_HIGH = range(9)
G_NAME, G_COST, G_SHARE, G_BACK, G_LOW, G_HIGH, G_RATIO, G_RATIO_LOW, G_RATIO_HIGH, G_OWNER = range(
    10
)
CHART_SIZE = (620, 300)
CHART_ROWS = 17
"""What a chart covers."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a sheet and their total stand, as other sheets name them.

    `totals`: of the return typical, low and high; `sums` of each word of evidence.
    """

    total: str
    sum: float
    totals: tuple[tuple[str, float], ...] = ()
    kinds: str = ""
    amounts: str = ""
    sums: tuple[tuple[str, float], ...] = ()
    row: int = 0

    def share(self, word: str) -> float:
        """Of what came back, how much has this evidence (0 to 1)."""
        return dict(self.sums).get(word, 0.0) / self.sum if self.sum > 0 else 0.0


def costs_sheet(pen: Pen, book: Book) -> Lines:
    """Fill the sheet of costs."""
    words = book.words
    pen.widths(90, 16, 16, 16)
    heads = (Word.WHAT, Word.AMOUNT, Word.PRICE, Word.COST)
    pen.heads(0, tuple(words[each] for each in heads), freeze=True)
    for row, line in enumerate(book.costs, 1):
        _cost(pen, row, line)
    total = len(book.costs) + 1
    value = _total(pen, total, C_COST, words[Word.TOTAL])
    return Lines(pen.there(total, C_COST), value)


def _cost(pen: Pen, row: int, line: BookCost) -> None:
    pen.text(row, C_WHAT, line.what, "wrapped")
    pen.number(row, C_AMOUNT, line.amount)
    pen.number(row, C_PRICE, line.price, "money")
    amount, price = cell(row, C_AMOUNT), cell(row, C_PRICE)
    formula, value = {
        Reckoned.BY_HOUR: (f"{amount}/60*{price}", line.amount / 60 * line.price),
        Reckoned.BY_MONTH: (f"{amount}*{price}*12/364", line.amount * line.price * 12 / 364),
        Reckoned.SPENT: (price, line.price),
    }[line.how]
    pen.formula(row, C_COST, formula, float(value), "money")


def returns_sheet(pen: Pen, book: Book) -> Lines:
    """Fill the lines of the return, with their sum and what was left out."""
    words = book.words
    pen.widths(90, 13, 13, 13, 13, 13, 13, 13, 13, 16)
    heads = (
        Word.WHAT, Word.EVIDENCE, Word.COUNT, Word.TAKINGS, Word.MARGIN, Word.EACH, Word.BACK,
        Word.LOW, Word.HIGH,
    )  # fmt: skip
    pen.heads(0, tuple(words[each] for each in heads), freeze=True)
    sums: dict[str, float] = defaultdict(float)
    for row, line in enumerate(book.backs, 1):
        pen.text(row, B_EVIDENCE, words[STRENGTH[line.strength]])
        sums[words[STRENGTH[line.strength]]] += _back(pen, row, line)
    total = len(book.backs) + 1
    value = _total(pen, total, B_BACK, words[Word.TOTAL])
    for column, end in ((B_LOW, book.low), (B_HIGH, book.high)):
        pen.number(total, column, end, "total")
    row = total
    for row, note in enumerate(book.notes, total + 2):
        pen.text(row, 0, f"{words[Word.LEFT_OUT]} {note}", "wrapped")
    ends = ((B_BACK, value), (B_LOW, float(book.low)), (B_HIGH, float(book.high)))
    last = max(1, total - 1)
    return Lines(
        total=pen.there(total, B_BACK),
        sum=value,
        totals=tuple((pen.there(total, column), end) for column, end in ends),
        kinds=pen.span((1, B_EVIDENCE), (last, B_EVIDENCE)),
        amounts=pen.span((1, B_BACK), (last, B_BACK)),
        sums=tuple(sums.items()),
        row=row,
    )


def _back(pen: Pen, row: int, line: BookBack) -> float:
    """Write a line; what it gives."""
    pen.text(row, B_WHAT, line.what, "wrapped")
    pen.number(row, B_COUNT, line.count)
    if line.takings is not None and line.margin_percent is not None:
        pen.number(row, B_TAKINGS, line.takings, "money")
        pen.number(row, B_MARGIN, line.margin_percent / 100, "percent")
        formula = f"{cell(row, B_TAKINGS)}*{cell(row, B_MARGIN)}"
        value = float(line.takings) * float(line.margin_percent / 100)
    else:
        pen.number(row, B_EACH, line.each, "money")
        formula = f"{cell(row, B_COUNT)}*{cell(row, B_EACH)}"
        value = float(line.count) * float(line.each or 0)
    pen.formula(row, B_BACK, formula, value, "money")
    pen.number(row, B_LOW, line.low, "money")
    pen.number(row, B_HIGH, line.high, "money")
    return value


def groups_below(made: "Workbook", pen: Pen, book: Book, lines: Lines) -> None:
    """What each goal, platform, kind of content and community returns, each with a chart."""
    row = lines.row + 3
    for group in book.groups:
        if group.parts:
            row = max(_group(made, pen, book, (row, group)) + 3, row + CHART_ROWS)


def _group(made: "Workbook", pen: Pen, book: Book, what: tuple[int, BookGroup]) -> int:
    """Write one; its last row."""
    row, group = what
    words = book.words
    heads = (
        group.head, words[Word.COST], words[Word.SHARE], words[Word.BACK], words[Word.LOW],
        words[Word.HIGH], words[Word.RATIO], words[Word.LOW], words[Word.HIGH], words[Word.OWNER],
    )  # fmt: skip
    pen.heads(row, heads)
    first, total = row + 1, row + 1 + len(group.parts)
    whole = float(sum(part.cost for part in group.parts))
    for at, part in enumerate(group.parts, first):
        pen.text(at, G_NAME, part.name)
        pen.number(at, G_COST, part.cost, "money")
        for column, value in ((G_BACK, part.back), (G_LOW, part.low), (G_HIGH, part.high)):
            pen.number(at, column, value, "money")
        cost, all_ = cell(at, G_COST), cell(total, G_COST, fixed=True)
        share = float(part.cost) / whole if whole > 0 else 0.0
        pen.formula(at, G_SHARE, f"IF({all_}>0,{cost}/{all_},0)", share, "percent")
        _ratios(pen, at)
        pen.text(at, G_OWNER, part.owner)
    _total(pen, total, G_COST, words[Word.TOTAL], first)
    _total(pen, total, G_BACK, words[Word.TOTAL], first)
    _ratios(pen, total, ends=False)
    _chart(made, pen, (row, first, total))
    return total


def _ratios(pen: Pen, row: int, *, ends: bool = True) -> None:
    """Back for each 1 of cost."""
    below, cost = cell(row, G_COST), pen.amount(row, G_COST)
    pairs = ((G_RATIO, G_BACK), (G_RATIO_LOW, G_LOW), (G_RATIO_HIGH, G_HIGH))
    for column, source in pairs if ends else pairs[:1]:
        value = pen.amount(row, source) / cost if cost > 0 else ""
        formula = f'IF({below}>0,{cell(row, source)}/{below},"")'
        pen.formula(row, column, formula, value, "money")


def _total(pen: Pen, row: int, column: int, word: str, first: int = 1) -> float:
    """The sum of the cells from `first` to above it; an empty list has 0."""
    pen.text(row, 0, word, "total_text")
    value = sum(pen.amount(at, column) for at in range(first, row))
    if row == first:
        pen.formula(row, column, "0", 0.0, "total")
        return 0.0
    span = f"{cell(first, column)}:{cell(row - 1, column)}"
    pen.formula(row, column, f"SUM({span})", value, "total")
    return value


def _chart(made: "Workbook", pen: Pen, rows: tuple[int, int, int]) -> None:
    """Back for each 1 of cost as bars, beside the table."""
    head, first, total = rows
    chart = made.add_chart({"type": "bar"})
    if chart is None:  # the library's word for a kind that it does not know
        return
    chart.add_series(
        {
            "name": f"={pen.there(head, G_RATIO)}",
            "categories": f"={pen.span((first, G_NAME), (total - 1, G_NAME))}",
            "values": f"={pen.span((first, G_RATIO), (total - 1, G_RATIO))}",
            "fill": {"color": "#0E6B5B"},
        }
    )
    chart.set_title({"name": f"={pen.there(head, 0)}", "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    chart.set_size({"width": CHART_SIZE[0], "height": CHART_SIZE[1]})
    pen.out.insert_chart(head, G_OWNER + 2, chart)
