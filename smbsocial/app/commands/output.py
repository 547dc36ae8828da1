"""What commands print: JSON, short tables, and errors in one line."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.money import Money

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

WIDEST = 60
"""Characters of a table's cell; longer texts end in an ellipsis."""
LONGEST_FACT = 400
"""Characters of what somebody typed, as far as an error repeats it; longer than most paths."""

_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_STOP = "\ue000"
"""Stands for a full stop of somebody's own text while sentences are joined."""


def with_words() -> "QCoreApplication":
    """The language of the screens for what commands print; keep what comes back while printing."""
    from PySide6.QtCore import QCoreApplication, qInstallMessageHandler

    from smbsocial.app.paths import resources_folder
    from smbsocial.ui.text.language import install

    # Where no UTF-8 locale is set (a server, a script), Qt takes one and says so in four lines of
    # stderr; what is printed is UTF-8 in any case.
    former = qInstallMessageHandler(lambda *_: None)
    app = QCoreApplication.instance() or QCoreApplication(["smbsocial"])
    qInstallMessageHandler(former)
    install(app, resources_folder())
    return app


def explain(error: ExpectedError) -> str:
    """The error as one sentence, with the key or field where it happened in front.

    What the screens say in two or three sentences is joined by semicolons; what somebody typed
    is repeated without control characters, and not at any length.
    """
    from smbsocial.ui.text.errors import sentence

    facts: dict[str, Any] = {name: _fact(value) for name, value in error.facts.items()}
    text = " ".join(sentence(ExpectedError(error.code, **facts)).split())
    text = re.sub(r"\. (`?\w)", lambda first: f"; {first[1].lower()}", text)
    where = f"{_fact(error.field)}: " if error.field else ""
    return f"{where}{text}".replace(_STOP, ".")


def say(text: str = "") -> None:
    """One line of output; raises ExpectedError(FILE_NOT_WRITTEN)."""
    with written():
        sys.stdout.write(text + "\n")


def warn(text: str) -> None:
    """Words for the person at the terminal, not for whatever reads the output."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def written() -> Iterator[None]:
    """Output that cannot be written (a full disk) is an ExpectedError; a reader gone is not."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        forget_output()
        reason = error.strerror or str(error)
        raise ExpectedError(Code.FILE_NOT_WRITTEN, path="The output", reason=reason) from error


def forget_output() -> None:
    """Nobody reads on: let Python's own flush at the end go nowhere instead of complaining."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


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


def plain(text: str) -> str:
    """Text of a file or a person without what a terminal would obey, and not at any length."""
    shown = "".join(" " if _is_obeyed(char) else char for char in text)
    return shown if len(shown) <= LONGEST_FACT else shown[:LONGEST_FACT] + "…"


def _is_obeyed(char: str) -> bool:
    """Control characters, and those that turn the direction of what follows."""
    return unicodedata.category(char) == "Cc" or char in _TURNS


def _fact(value: object) -> object:
    return plain(value).replace(".", _STOP) if isinstance(value, str) else value


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= WIDEST else plain[: WIDEST - 1] + "…"
