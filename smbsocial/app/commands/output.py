"""What commands print: JSON, short tables, and errors in one line."""

import json
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.money import Money

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

WIDEST = 60
"""Characters of a table's cell; longer texts end in an ellipsis."""


def with_words() -> "QCoreApplication":
    """The language of the screens for what commands print; keep what comes back while printing."""
    from PySide6.QtCore import QCoreApplication

    from smbsocial.app.paths import resources_folder
    from smbsocial.ui.text.language import install

    app = QCoreApplication(["smbsocial"])
    install(app, resources_folder())
    return app


def explain(error: ExpectedError) -> str:
    """The error as one line, with the key or field where it happened in front."""
    from smbsocial.ui.text.errors import sentence

    text = " ".join(sentence(error).split())
    return f"{error.field}: {text}" if error.field else text


def say(text: str = "") -> None:
    """One line of output."""
    sys.stdout.write(text + "\n")


def as_json(value: object) -> None:
    """A value as JSON, readable and in UTF-8."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def number(value: Decimal | int) -> int | float:
    """A figure for JSON: whole where it is whole, else at most six digits after the point."""
    if value == int(value):
        return int(value)
    return round(float(value), 6)


def amount(money: Money) -> int | float:
    """An amount for JSON, in major units; the currency is told once."""
    return number(money.amount)


def table(rows: Iterable[Sequence[str]], head: Sequence[str]) -> None:
    """Columns under their heads, as narrow as they can be."""
    lines = [tuple(head), *(tuple(_cell(text) for text in row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        say("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= WIDEST else plain[: WIDEST - 1] + "…"
