"""Writes cells of a workbook: text that never becomes a formula, figures, and formulas."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

Style = Literal[
    "text", "wrapped", "title", "head", "muted", "number", "money", "percent", "day", "strong",
    "total", "total_text",
]  # fmt: skip
Value = float | str | date | None

LONGEST = 32_000
"""Characters of a cell: what spreadsheets take, with some room."""
LONGEST_NAME = 31
FORBIDDEN = "[]:*?/\\'"
"""What the name of a sheet may not hold."""


class Styles:
    """The ways that cells are shown, each made once."""

    def __init__(self, book: "Workbook", symbol: str, digits: int) -> None:
        sign = symbol.replace('"', "")
        money = f'"{sign}"#,##0' + ("." + "0" * digits if digits else "")
        total: dict[str, object] = {"top": 1, "bold": True}
        looks: dict[Style, dict[str, object]] = {
            "text": {"valign": "top"},
            "wrapped": {"valign": "top", "text_wrap": True},
            "title": {"bold": True, "font_size": 16},
            "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
            "muted": {"font_color": "#5F6B67"},
            "number": {"num_format": "#,##0.##", "valign": "top"},
            "money": {"num_format": money, "valign": "top"},
            "percent": {"num_format": "0.0%", "valign": "top"},
            "day": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
            "strong": {"bold": True},
            "total": {**total, "num_format": money},
            "total_text": total,
        }
        self._made = {name: book.add_format(look) for name, look in looks.items()}

    def of(self, style: Style) -> "Format":
        """One of them."""
        return self._made[style]


class Pen:
    """Writes on one sheet and remembers what stands where; rows and columns count from 0."""

    def __init__(self, out: "Worksheet", name: str, styles: Styles) -> None:
        self.out, self.name = out, name
        self._styles = styles
        self._values: dict[tuple[int, int], Value] = {}

    def text(self, row: int, column: int, words: str, style: Style = "text") -> None:
        """Write words as they are; one that begins as a formula does is no formula."""
        self.out.write_string(row, column, words[:LONGEST], self._styles.of(style))
        self._values[row, column] = words

    def number(self, row: int, column: int, value: Decimal | None, style: Style = "number") -> None:
        """Write a figure; None leaves the cell empty."""
        if value is not None:
            self.out.write_number(row, column, float(value), self._styles.of(style))
            self._values[row, column] = float(value)

    def day(self, row: int, column: int, value: date | None) -> None:
        """Write a day; None leaves the cell empty."""
        if value is not None:
            noon = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
            self.out.write_datetime(row, column, noon, self._styles.of("day"))
            self._values[row, column] = value

    def formula(
        self, row: int, column: int, formula: str, value: Value, style: Style = "number"
    ) -> None:
        """Write a formula with what it gives, for those who show a workbook without reckoning."""
        given = _serial(value) if isinstance(value, date) else 0 if value is None else value
        self.out.write_formula(row, column, f"={formula}", self._styles.of(style), given)
        self._values[row, column] = value

    def heads(self, row: int, words: tuple[str, ...], *, freeze: bool = False) -> None:
        """Write the heads of columns; `freeze`: they stay in sight."""
        for column, text in enumerate(words):
            self.text(row, column, text, "head")
        if freeze:
            self.out.freeze_panes(row + 1, 1)

    def widths(self, *widths: int) -> None:
        """How many characters wide the columns are, from the first on."""
        for column, width in enumerate(widths):
            self.out.set_column(column, column, width)

    def value(self, row: int, column: int) -> Value:
        """What stands in a cell."""
        return self._values.get((row, column))

    def amount(self, row: int, column: int) -> float:
        """The figure that stands in a cell; 0 where none does."""
        value = self.value(row, column)
        return value if isinstance(value, float) else 0.0

    def there(self, row: int, column: int) -> str:
        """A cell as formulas of other sheets name it."""
        return f"'{self.name}'!{cell(row, column, fixed=True)}"

    def span(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """A range of cells as formulas of other sheets name it."""
        return f"{self.there(*first)}:{cell(*last, fixed=True)}"


def cell(row: int, column: int, *, fixed: bool = False) -> str:
    """A cell as formulas of its own sheet name it; there are no more than 26 columns."""
    letter = chr(ord("A") + column)
    return f"${letter}${row + 1}" if fixed else f"{letter}{row + 1}"


def sheet_name(words: str, taken: set[str]) -> str:
    """A name for a sheet that every spreadsheet takes, none like another."""
    plain = "".join(" " if c in FORBIDDEN else c for c in words).strip()[:LONGEST_NAME] or "-"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: LONGEST_NAME - 4]} {number}"
    taken.add(name.casefold())
    return name


def _serial(day: date) -> float:
    """A day as a spreadsheet counts it."""
    return float((day - date(1899, 12, 30)).days)
