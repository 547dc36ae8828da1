"""Cells that are figures: one decimal style for a whole column, and what is none said plainly."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from smbsocial.domain.money import CURRENCIES

BLANK = frozenset({"", "-", "--", "–", "—", "undefined", "nan", "n/a", "(not set)", "null", "none"})
"""Not known, which is not zero."""

_FIGURE = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-\u2212+])?\s*"
    r"(?P<before>[^\W\d_]{0,3}[$£€¥₹₽₺₩฿₴₪]?)\s*(?P<inner>[-\u2212])?\s*"
    r"(?P<digits>\d[\d.,'’\s]*|[.,]\d+)\s*(?P<after>[^\d]{0,24})"
)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E[+-]?\d{1,2}", re.IGNORECASE)
_TIMES = {
    "k": 1_000,
    "tsd": 1_000,
    "mil": 1_000,
    "m": 1_000_000,
    "mio": 1_000_000,
    "mln": 1_000_000,
    "mill": 1_000_000,
    "b": 1_000_000_000,
    "mrd": 1_000_000_000,
    "md": 1_000_000_000,
}
"""Short forms on screens: English, German, Spanish, Portuguese, French, Italian, Polish, Nordic."""

_UNITS = frozenset(
    {"", "%", "views", "view", "followers", "likes", "aufrufe", "vues", "visualizaciones"}
)
_SIGNS = "$£€¥₹₽₺₩฿₴₪"
_CURRENCIES = frozenset(code.casefold() for code in CURRENCIES) | {"kr", "zł", "ft", "kč", "lei"}
_BETWEEN = re.compile(r"[\s'’]")
_THOUSANDS = re.compile(r"[\d.,]*(?:[\s'’]\d{3}(?:[.,]\d+)?)*")
"""Blanks and apostrophes stand before three digits."""

_KEPT_DIGITS = 15
_ENOUGH = 4
"""So many ids that all end in zeros are no chance."""

_DATE_LIKE = re.compile(r"\d{1,2}[./ -][^\W\d_]{3,}\.?|[^\W\d_]{3,}[./ -]\d{1,2}")


@dataclass(slots=True)
class Column:
    """The figures of a column, None where there is none; `bad` and `damaged` by row.

    `decimal`: the sign before the decimals as it was read, None where the column does not say and
    it would matter: then `values` are those with "."; `shown`: the sign that its own cells tell.
    """

    values: list[Decimal | int | None]
    bad: dict[int, str] = field(default_factory=dict)
    damaged: dict[int, str] = field(default_factory=dict)
    decimal: str | None = "."
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    digits: str
    times: int
    negative: bool


def read_column(
    cells: Sequence[str], *, whole: bool, decimal: str | None = None, usual: str | None = None
) -> Column:
    """Read a column. `whole`: counts, which have no decimals; `decimal`: what somebody said of it.

    `usual`: the sign before decimals where a file comes from, which a spreadsheet may have changed:
    it counts only where no other sign stands in the column.
    """
    distinct = set(cells)
    values: dict[str, Decimal | int | None] = {
        cell: int(cell) for cell in distinct if cell.isdecimal() and cell.isascii()
    }
    others = {cell: _parts(cell) for cell in distinct.difference(values)}
    style = _style((p for p in others.values() if p is not None), whole=whole)
    sign = style or decimal
    if sign is None and usual is not None and not _has(others, "," if usual == "." else "."):
        sign = usual
    values.update({cell: _value(p, sign or ".", whole=whole) for cell, p in others.items()})
    shown = style if _has(others, ".") or _has(others, ",") else None
    column = Column([values[cell] for cell in cells], decimal=sign, shown=shown)
    wrong = {c for c in others if values[c] is None and c.strip().casefold() not in BLANK}
    if wrong:
        for row, cell in enumerate(cells):
            if cell in wrong:
                kind = column.damaged if _is_damaged(cell.strip()) else column.bad
                kind[row] = cell
    return column


def _is_damaged(cell: str) -> bool:
    """Whether a spreadsheet made something else of a figure: 3.Jan, 1.22E+05."""
    return _DATE_LIKE.fullmatch(cell) is not None or is_destroyed_id(cell)


def is_destroyed_id(cell: str) -> bool:
    """Whether a spreadsheet turned a long id into 1.22E+17."""
    return _SCIENTIFIC.fullmatch(cell.strip()) is not None


def destroyed_ids(cells: Iterable[str]) -> frozenset[str]:
    """Ids of a column that a spreadsheet destroyed: 1.22E+17, or zeros from the sixteenth digit."""
    distinct = {cell.strip() for cell in cells}
    long = {cell for cell in distinct if len(cell) > _KEPT_DIGITS and cell.isdecimal()}
    cut = all(not cell[_KEPT_DIGITS:].strip("0") for cell in long)
    lost = long if cut and len(long) >= _ENOUGH else set()
    return frozenset(lost.union(cell for cell in distinct if is_destroyed_id(cell)))


def _parts(cell: str) -> _Parts | None:
    text = cell.strip()
    if text.isdecimal() and text.isascii():
        return _Parts(text, 1, negative=False)
    if text.casefold() in BLANK:
        return None
    if _SCIENTIFIC.fullmatch(text):
        if _is_rounded(text):
            return None
        return _Parts(str(int(Decimal(text.replace(",", ".")))), 1, negative=False)
    return _taken_apart(text)


def _taken_apart(text: str) -> _Parts | None:
    """A figure with what stands around it: signs, a currency, a short form."""
    found = _FIGURE.fullmatch(text)
    if found is None:
        return None
    written, closed = found["digits"].strip().rstrip(".,"), found["after"].rstrip().endswith(")")
    if bool(found["open"]) is not closed or not _THOUSANDS.fullmatch(written):
        return None
    after = found["after"].strip().rstrip(")").strip()
    times = _TIMES.get(after.casefold().rstrip("."), 1)
    before = found["before"]
    known = times > 1 or after.casefold() in _UNITS or _is_currency(after)
    if not known or (before and not _is_currency(before)):
        return None
    negative = closed or "\u2212" in _signs(found) or "-" in _signs(found)
    return _Parts(_BETWEEN.sub("", written), times, negative)


def _is_rounded(text: str) -> bool:
    """Whether 1.22E+05 has fewer digits than the figure had: nobody knows the others."""
    value = Decimal(text.replace(",", "."))
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent > 0


def _signs(found: re.Match[str]) -> str:
    return (found["sign"] or "") + (found["inner"] or "")


def _is_currency(text: str) -> bool:
    """Whether letters beside a figure are a currency's: 3.Jan is none."""
    bare = text.casefold().rstrip(".")
    return bare in _CURRENCIES or (bare[-1:] != "" and bare[-1] in _SIGNS and len(bare) <= 4)


def _style(parts: Iterable[_Parts], *, whole: bool) -> str | None:
    """The decimal sign that the column itself decides on; for counts a lone group is thousands."""
    votes: set[str] = set()
    unsure: set[str] = set()
    for part in parts:
        sign, certain = _sign(part)
        if sign:
            (votes if certain else unsure).add(sign)
    if len(votes) == 1:
        return votes.pop()
    if votes:
        return None
    if whole and len(unsure) == 1:
        return "," if unsure == {"."} else "."
    return None if unsure else "."


def _has(parts: Mapping[str, _Parts | None], sign: str) -> bool:
    return any(sign in part.digits for part in parts.values() if part is not None)


def _sign(part: _Parts) -> tuple[str, bool]:
    """What stands before the decimals of one figure ("" if nothing tells), and whether surely."""
    digits = part.digits
    comma, point = digits.count(","), digits.count(".")
    if not comma and not point:
        return "", False
    if comma and point:
        return ("," if digits.rfind(",") > digits.rfind(".") else "."), True
    if comma + point > 1:
        return ("." if comma else ","), True
    sign = "," if comma else "."
    head, _, tail = digits.partition(sign)
    return sign, part.times > 1 or len(tail) != 3 or len(head) > 3 or head in {"", "0"}


def _are_thousands(head: str, groups: Sequence[str]) -> bool:
    """Whether digits are grouped as anybody groups them: 12,40 is none where the point is first."""
    sizes = [len(each) for each in groups]
    return 1 <= len(head) <= 3 and sizes[-1:] == [3] and {2, 3}.issuperset(sizes)


def _value(part: _Parts | None, decimal: str, *, whole: bool) -> Decimal | None:
    if part is None:
        return None
    group = "." if decimal == "," else ","
    plain = part.digits
    if group in plain:
        head, *groups = plain.partition(decimal)[0].split(group)
        if not _are_thousands(head, groups):
            return None
        plain = plain.replace(group, "")
    try:
        value = Decimal(plain.replace(decimal, ".")) * part.times
    except InvalidOperation:
        return None
    if whole and value != value.to_integral_value():
        return None
    return -value if part.negative else value
