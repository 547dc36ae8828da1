"""In which currency amounts are: a code or a sign beside them, of which some fit several."""

import re
from collections.abc import Iterable, Mapping, Sequence

from smbsocial.domain.money import CURRENCIES

_SIGN = re.compile(
    r"[A-Z]{0,3}[$£€¥₹₽₺₩฿₴₪]|(?<![^\W\d_])(?:kr|zł|kč|ft|lei)(?![^\W\d_])", re.IGNORECASE
)
_CODE = re.compile(r"(?<![^\W\d_])[A-Z]{3}(?![^\W\d_])")
_MEANT: Mapping[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "£": ("GBP",),
    "CA$": ("CAD",),
    "C$": ("CAD",),
    "US$": ("USD",),
    "A$": ("AUD",),
    "AU$": ("AUD",),
    "NZ$": ("NZD",),
    "R$": ("BRL",),
    "HK$": ("HKD",),
    "MX$": ("MXN",),
    "NT$": ("TWD",),
    "S$": ("SGD",),
    "₹": ("INR",),
    "₺": ("TRY",),
    "₽": ("RUB",),
    "₩": ("KRW",),
    "฿": ("THB",),
    "₴": ("UAH",),
    "₪": ("ILS",),
    "zł": ("PLN",),
    "kč": ("CZK",),
    "ft": ("HUF",),
    "lei": ("RON",),
    "$": ("USD", "CAD", "AUD", "NZD", "MXN"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK"),
}
_WORDS = {name.casefold(): codes for name, codes in _MEANT.items()}


def meant(cell: str) -> tuple[str, ...] | None:
    """The currencies that a code or a sign in a cell may stand for; None where there is neither."""
    for found in _CODE.findall(cell):
        if found in CURRENCIES:
            return (found,)
    sign = _SIGN.search(cell)
    return _WORDS.get(sign[0].casefold(), ()) if sign else None


def meant_in(cells: Iterable[str]) -> tuple[str, ...] | None:
    """The same of several cells of one line: the first that has a code or a sign."""
    return next((codes for cell in cells if (codes := meant(cell)) is not None), None)


def of_lines(
    own: Sequence[str], signed: Sequence[tuple[str, ...] | None]
) -> tuple[list[str], tuple[str, ...]]:
    """The currency of each line, "" where nothing says it, and what its signs may stand for.

    `own`: the cells of the column that names it. Where all lines that say it agree, those that say
    nothing take it over.
    """
    found = [_of_line(cell.strip().upper(), codes) for cell, codes in zip(own, signed, strict=True)]
    known = set(found) - {""}
    if len(known) == 1:
        (only,) = known
        silent = zip(found, own, signed, strict=True)
        found = [only if not code and not cell and s is None else code for code, cell, s in silent]
    open_ = (codes for code, codes in zip(found, signed, strict=True) if not code and codes)
    return found, tuple(dict.fromkeys(code for codes in open_ for code in codes))


def _of_line(own: str, codes: tuple[str, ...] | None) -> str:
    if own in CURRENCIES:
        return own
    return codes[0] if codes and len(codes) == 1 else ""
