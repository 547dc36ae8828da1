"""What somebody answers on the command line to a question that a file leaves open."""

import re
from collections.abc import Callable
from datetime import date

from smbsocial.domain.reports import Ask


def read_answer(text: str) -> tuple[Ask, str]:
    """The question and its answer, from "day_first=yes". Raises ValueError with a sentence."""
    name, equals, said = text.partition("=")
    known = {ask.value: ask for ask in Ask if ask is not Ask.COLUMNS}
    if not equals or name not in known:
        raise ValueError(f"'{text[:40]}' answers no question ({', '.join(known)})")
    if not _FITS.get(known[name], bool)(said):
        raise ValueError(f"'{said[:40]}' is no answer to {name}")
    return known[name], said


def _is_day(text: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(text).year <= 2200
    except ValueError:
        return False


def _is_encoding(text: str) -> bool:
    try:
        return b"a".decode(text) == "a"
    except (LookupError, ValueError):
        return False


def _is_period(text: str) -> bool:
    first, slash, last = text.partition("/")
    return bool(slash) and _is_day(first) and _is_day(last) and first <= last


_FITS: dict[Ask, Callable[[str], bool]] = {
    Ask.DAY_FIRST: {"yes", "no"}.__contains__,
    Ask.DECIMAL: {".", ","}.__contains__,
    Ask.EXPORTED_ON: _is_day,
    Ask.STARTS_ON: _is_day,
    Ask.PERIOD: _is_period,
    Ask.ENCODING: _is_encoding,
    Ask.CURRENCY: lambda said: re.fullmatch(r"[A-Z]{3}", said) is not None,
}
