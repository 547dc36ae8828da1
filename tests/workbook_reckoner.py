"""Reckons the formulas of a workbook anew, by themselves, as a spreadsheet would."""

from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import range_boundaries

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day has no zone
KNOWN = {"IF", "OR", "SUM", "SUMIF"}


class Workbook:
    """Every cell as it was written, what the file says it gives, and what it gives in truth."""

    def __init__(self, path: Path) -> None:
        self.written = load_workbook(path)
        self.said = load_workbook(path, data_only=True)
        self._known: dict[tuple[str, int, int], Any] = {}

    def formulas(self) -> list[tuple[str, str, str]]:
        """Sheet, cell and formula of each."""
        return [
            (sheet.title, cell.coordinate, cell.value)
            for sheet in self.written
            for line in sheet.iter_rows()
            for cell in line
            if cell.data_type == "f"
        ]

    def given(self, sheet: str, cell: str) -> Any:
        """What the file says that a cell gives."""
        return _plain(self.said[sheet][cell].value)

    def reckoned(self, sheet: str, cell: str) -> Any:
        """What it gives in truth."""
        column, row, _, _ = range_boundaries(cell)
        return self._value(sheet, row, column)

    def _value(self, sheet: str, row: int, column: int) -> Any:
        key = (sheet, row, column)
        if key not in self._known:
            cell = self.written[sheet].cell(row, column)
            value = _plain(cell.value)
            if cell.data_type == "f":
                value = _Parser(self, sheet, cell.value).reckon()
            self._known[key] = value
        return self._known[key]

    def cells(self, sheet: str, place: str) -> list[Any]:
        """The values of a cell or a range, as a formula of a sheet names them."""
        if "!" in place:
            name, place = place.rsplit("!", 1)
            sheet = name.strip("'").replace("''", "'")
        left, top, right, bottom = range_boundaries(place.replace("$", ""))
        return [
            self._value(sheet, row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]


class _Parser:
    """Comparison over sums over products over operands; only the branch taken is reckoned."""

    def __init__(self, book: Workbook, sheet: str, formula: str) -> None:
        self._book, self._sheet = book, sheet
        self._tokens: list[Token] = [t for t in Tokenizer(formula).items if t.type != Token.WSPACE]
        self._at = 0

    def reckon(self) -> Any:
        value = self._compared()()
        assert self._at == len(self._tokens), "something was left"
        return value

    def _operator(self, *wanted: str) -> str:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.type == Token.OP_IN and token.value in wanted:
                self._at += 1
                return token.value
        return ""

    def _compared(self) -> Any:
        left = self._chain(self._product, "+", "-")
        sign = self._operator("=", "<>", "<", ">", "<=", ">=")
        if not sign:
            return left
        right = self._chain(self._product, "+", "-")
        return lambda: _OPERATIONS[sign](left(), right())

    def _product(self) -> Any:
        return self._chain(self._operand, "*", "/")

    def _chain(self, part: Any, *signs: str) -> Any:
        made = part()
        while sign := self._operator(*signs):
            made = self._joined(made, sign, part())
        return made

    def _joined(self, left: Any, sign: str, right: Any) -> Any:
        return lambda: _OPERATIONS[sign](left() or 0, right() or 0)

    def _operand(self) -> Any:
        token = self._tokens[self._at]
        self._at += 1
        if token.type == Token.FUNC:
            return self._call(token.value[:-1])
        if token.type == Token.PAREN:
            inner = self._compared()
            self._at += 1
            return inner
        assert token.type == Token.OPERAND, token.value
        if token.subtype == Token.TEXT:
            return lambda: token.value[1:-1].replace('""', '"')
        if token.subtype == Token.NUMBER:
            return lambda: float(token.value)
        assert token.subtype == Token.RANGE, token.value
        return lambda: self._looked(token.value)

    def _looked(self, place: str) -> Any:
        found = self._book.cells(self._sheet, place)
        return found[0] if ":" not in place else found

    def _call(self, name: str) -> Any:
        assert name in KNOWN, name
        given = []
        while not self._ends():
            given.append(self._compared())
            if self._tokens[self._at].type == Token.SEP:
                self._at += 1
        self._at += 1
        return lambda: _FUNCTIONS[name](given)

    def _ends(self) -> bool:
        token = self._tokens[self._at]
        return token.type == Token.FUNC and token.subtype == Token.CLOSE


_OPERATIONS: dict[str, Any] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
_FUNCTIONS: dict[str, Any] = {
    "IF": lambda given: given[1]() if given[0]() else given[2](),
    "OR": lambda given: any(each() for each in given),
    "SUM": lambda given: sum(v for v in given[0]() if isinstance(v, float)),
    "SUMIF": lambda given: sum(
        value
        for kind, value in zip(given[0](), given[2](), strict=True)
        if kind == given[1]() and isinstance(value, float)
    ),
}


def _plain(value: Any) -> Any:
    """Days as a spreadsheet counts them, figures as floats."""
    if isinstance(value, datetime):
        return float((value - EPOCH).days)
    return float(value) if isinstance(value, int) else value
