"""Tables for spreadsheets: whatever people or their files wrote, no spreadsheet reckons with it."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smbsocial.ui.widgets.table_file import harmless, write_table

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
EVIL = '=HYPERLINK("https://evil.example")'
TEXTS = st.text(st.sampled_from("=+-@;,\t\n\r\"' a1\uff1d"), max_size=12)


def cells(path: Path, separator: str) -> list[str]:
    """All cells as a spreadsheet finds them that tells cells apart by this sign."""
    text = io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
    return [cell for row in csv.reader(text, delimiter=separator) for cell in row]


@pytest.mark.parametrize(
    "said",
    [
        EVIL,
        f"  {EVIL}",
        f"\n{EVIL}",
        f"soup;{EVIL}",
        f'soup; "{EVIL}',
        f"soup\t{EVIL}",
        f"soup\r\n{EVIL}",
        "@SUM(1,2)",
        "\uff1d1+1",
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_tells_cells_apart(tmp_path, said, separator):
    path = tmp_path / "table.csv"
    write_table(path, [["2027-03-08", harmless(said), "x"]])
    assert not [
        cell
        for cell in cells(path, separator)
        if cell.lstrip("\"' \n\r\t")[:1] in SIGNS and not cell.lstrip('" \n\r\t').startswith("'")
    ]


@settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_any_texts(tmp_path, said):
    path = tmp_path / "table.csv"
    write_table(path, [["7", *map(harmless, said)], ["8", *map(harmless, said)]])
    for separator in ",;\t":
        assert not [cell for cell in cells(path, separator) if cell.startswith(SIGNS)]


@pytest.mark.parametrize(
    "said", ["Soup of the day; 4.50", "a - b", "two + two = four", "re: soup; yes", "x@example.com"]
)
def test_what_is_no_formula_stays_as_it_was_written(said):
    assert harmless(said) == said
