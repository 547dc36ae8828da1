"""Rows of a sample written anew, as spreadsheets and programs of other countries write them."""

import csv
import io
from pathlib import Path
from typing import Any

Rows = list[list[str]]


def text_of(rows: Rows, *, separator: str = ",", quoting: Any = csv.QUOTE_MINIMAL) -> str:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator, quoting=quoting, lineterminator="\n").writerows(rows)
    return made.getvalue()


def write(folder: Path, text: str, encoding: str = "utf-8", name: str = "changed.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
