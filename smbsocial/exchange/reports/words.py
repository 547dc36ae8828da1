"""What files call things in other languages: data of `resources/reports`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from smbsocial.exchange.reports.headers import LOOKED_AT, alike


@dataclass(frozen=True, slots=True)
class Words:
    """Headers in other languages beside the English ones, months and words for a total.

    `headers` maps a name made alike (`headers.alike`) to the English one, made alike too.
    """

    headers: Mapping[str, str]
    months: Mapping[str, int]
    totals: frozenset[str]

    def english(self, row: Sequence[str]) -> tuple[str, ...]:
        """A row of headers, made alike and in English as far as the words are known."""
        names = (alike(cell) if len(cell) < LONGEST else "" for cell in row)
        return tuple(self.headers.get(name, name) for name in names)

    def find_header(
        self, rows: Sequence[Sequence[str]], wanted: frozenset[str], *, first: int = 0
    ) -> int | None:
        """The first row, among the first forty, that has all of these headers."""
        for at in range(first, min(len(rows), first + LOOKED_AT)):
            if len(rows[at]) >= len(wanted) and wanted <= set(self.english(rows[at])):
                return at
        return None


LONGEST = 400
"""Letters of a header; what is longer is text."""


@cache
def load_words(folder: Path) -> Words:
    """The words of a resources folder. Raises OSError and ValueError: it belongs to the program."""
    data = json.loads((folder / "words.json").read_text("utf-8"))
    headers = {
        alike(name): alike(english)
        for language in data["headers"].values()
        for name, english in language.items()
    }
    months = {name: int(month) for month, names in data["months"].items() for name in names}
    return Words(headers, months, frozenset(alike(word) for word in data["totals"]))
