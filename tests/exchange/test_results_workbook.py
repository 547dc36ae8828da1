"""The workbook of a report: formulas that are alive, text that is none, all or nothing on disk."""

import errno
import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from workbook_reckoner import Workbook

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.roi.values import Strength
from smbsocial.exchange.results_workbook import write_workbook
from smbsocial.usecases.results.workbook import (
    Book,
    BookBack,
    BookCost,
    BookDecision,
    BookGroup,
    BookKpi,
    BookPart,
    Figure,
    Reckoned,
    Unit,
    Word,
)  # fmt: skip

D = Decimal
EVIL = '=HYPERLINK("http://bad.example","here")'
STARTS = date(2027, 1, 4)
WORDS = {word: word.name.capitalize() for word in Word}


def kpi(name: str, *values: str, **changes: Any) -> BookKpi:
    figures = tuple(
        Figure(STARTS + timedelta(weeks=n, days=6), D(value), "typed", "")
        for n, value in enumerate(values)
    )
    given: dict[str, Any] = {
        "name": name, "goal": "Lunch", "period": "a week", "unit": Unit.NUMBER,
        "figures": figures, "start": 0, "began": figures[0].day if figures else None,
        "target": D(240), "by": date(2027, 3, 31), "left": 4, "down": False,
    }  # fmt: skip
    return BookKpi(**{**given, **changes})


KPIS = (
    kpi("Visits", "206", "208", "235"),
    kpi("Profile", "120", "131", "148", target=D(300)),
    kpi("Reached", "200", "250"),
    kpi("Over", "200", "210", by=date(2027, 3, 1)),
    kpi("Begun", "200"),
    kpi("Rate", "12.5", "13", unit=Unit.PERCENT, target=D(15)),
    kpi("Price", "40", "37.50", unit=Unit.MONEY, target=D(30), down=True),
    kpi("Beyond", "20", "35", target=D(30), down=True),
    kpi("Watched", "5", "6", target=None, by=None),
    kpi("Nothing"),
)
BOOK = Book(
    words=WORDS,
    business=EVIL,
    facts=("Winter", "numbers up to 8 March", "Made today"),
    stands=date(2027, 3, 9),
    symbol="£",
    digits=2,
    kpis=KPIS,
    costs=(
        BookCost("17 posts", Reckoned.BY_HOUR, D(595), D("13.00")),
        BookCost("Planned", Reckoned.BY_MONTH, D(91), D("25.00")),
        BookCost(EVIL, Reckoned.SPENT, D(1), D("20.05")),
    ),
    backs=(
        BookBack("code", Strength.COUNTED, D(24), None, None, D("6.305"), D(113), D(190)),
        BookBack("shop", Strength.COUNTED, D(3), D("99.90"), D(65), None, D(40), D(90)),
        BookBack("lift", Strength.ESTIMATED, D("7.5"), None, None, D("6.30"), D(0), D(99)),
        BookBack("guess", Strength.GUESSED, D(0), None, None, D(0), D(0), D(0)),
    ),
    low=D("180.10"),
    high=D("340.20"),
    groups=(
        BookGroup(
            "Content",
            (
                BookPart("+Lunch", D("100.50"), D(210), D(150), D(300), "keep"),
                BookPart("Free", D(0), D("5.10"), D(1), D(9), "open"),
            ),
        ),
        BookGroup("Empty", ()),
    ),
    decisions=(
        BookDecision(date(2027, 2, 3), "-Instagram", "@paused", EVIL, date(2027, 9, 1), "=1+1"),
    ),
    rules=("=Pause",),
    notes=("too short",),
    meaning=("It paid.", "Counted: …"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


@pytest.fixture
def made(path: Path) -> Workbook:
    write_workbook(path, BOOK)
    return Workbook(path)


def column(book: Workbook, sheet: str, head: str, row: int = 1) -> str:
    heads = {cell.value: cell.column_letter for cell in book.written[sheet][row]}
    return heads[head]


def test_it_has_its_sheets_with_heads_that_stay_in_sight(made: Workbook) -> None:
    names = ["Summary", "Kpis", "Readings", "Costs", "Returns", "Decisions"]
    assert made.written.sheetnames == names
    for name in names[1:]:
        assert made.written[name].freeze_panes == "B2"
        assert made.written[name].column_dimensions["A"].width >= 13


def test_every_formula_gives_what_its_cells_give(made: Workbook) -> None:
    formulas = made.formulas()
    assert len(formulas) > 100
    for sheet, cell, formula in formulas:
        found, told = made.reckoned(sheet, cell), made.given(sheet, cell)
        where = f"{sheet}!{cell} {formula}"
        if isinstance(found, str):
            assert told == found or (told is None and not found), where
        else:
            assert told == pytest.approx(found, abs=1e-9), where


def test_the_return_is_reckoned_from_its_lines(made: Workbook) -> None:
    summary = made.written["Summary"]
    rows = {line[0].value: line[0].row for line in summary.iter_rows() if line[0].value}
    cost = made.reckoned("Summary", f"B{rows['Cost']}")
    assert cost == pytest.approx(595 / 60 * 13 + 91 * 25 * 12 / 364 + 20.05)
    back = made.reckoned("Summary", f"B{rows['Back']}")
    assert back == pytest.approx(24 * 6.305 + 99.9 * 0.65 + 7.5 * 6.3)
    assert made.reckoned("Summary", f"B{rows['Ratio']}") == pytest.approx(back / cost)
    assert made.reckoned("Summary", f"C{rows['Ratio']}") == pytest.approx(180.1 / cost)
    shares = [made.reckoned("Summary", f"B{rows[w]}") for w in ("Counted", "Estimated", "Guessed")]
    assert shares[0] == pytest.approx((24 * 6.305 + 99.9 * 0.65) / back)
    assert sum(shares) == pytest.approx(1)
    assert summary[f"B{rows['Cost']}"].value == "='Costs'!$D$5"
    assert summary[f"B{rows['Cost']}"].number_format == '"£"#,##0.00'
    assert summary[f"B{rows['Counted']}"].number_format == "0.0%"


def test_a_changed_figure_goes_through_the_whole_workbook(made: Workbook, path: Path) -> None:
    hours = made.written["Costs"]
    hours["B2"] = 1200
    made.written["Readings"]["C4"] = 999
    made.written.save(path)
    changed = Workbook(path)
    summary = made.written["Summary"]
    rows = {line[0].value: line[0].row for line in summary.iter_rows() if line[0].value}
    cost = changed.reckoned("Summary", f"B{rows['Cost']}")
    assert cost == pytest.approx(20 * 13 + 75 + 20.05)
    assert changed.reckoned("Summary", f"B{rows['Visits']}") == 999
    assert changed.reckoned("Summary", f"E{rows['Visits']}") == "Reached"


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Visits", "On_pace"), ("Profile", "Behind"), ("Reached", "Reached"), ("Over", "Over"),
        ("Begun", "Begun"), ("Rate", "On_pace"), ("Price", "On_pace"), ("Beyond", "Behind"),
        ("Watched", None), ("Nothing", None),
    ],
)  # fmt: skip
def test_how_a_kpi_stands_follows_from_its_figures(
    made: Workbook, name: str, state: str | None
) -> None:
    sheet = made.written["Kpis"]
    row = next(line[0].row for line in sheet.iter_rows() if line[0].value == name)
    said = made.reckoned("Kpis", f"{column(made, 'Kpis', 'State')}{row}")
    assert said == state


def test_the_pace_is_what_the_app_says_too(made: Workbook) -> None:
    """Visits: 206 on 10 January to 240 by 31 March; 235 on 24 January, four figures to come."""
    sheet = {c.value: c.column_letter for c in made.written["Kpis"][1]}
    assert made.reckoned("Kpis", f"{sheet['Start']}2") == 206
    path = made.reckoned("Kpis", f"{sheet['Path']}2")
    assert path == pytest.approx(206 + 34 * 14 / 80)
    assert made.reckoned("Kpis", f"{sheet['Ahead']}2") == pytest.approx(235 - path)
    assert made.reckoned("Kpis", f"{sheet['Step']}2") == pytest.approx(5 / 4)
    rate = next(n for n in range(2, 12) if made.written["Kpis"][f"A{n}"].value == "Rate")
    cell = made.written["Kpis"][f"{sheet['Target']}{rate}"]
    assert (cell.value, cell.number_format) == (0.15, "0.0%")


def test_text_is_never_a_formula(made: Workbook) -> None:
    said = {
        cell.value
        for sheet in made.written
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "s"
    }
    assert {EVIL, "+Lunch", "-Instagram", "@paused", "=1+1", "=Pause"} <= said
    assert not [f for _, _, f in made.formulas() if "HYPERLINK" in f or "1+1" in f]


def test_nothing_in_the_file_leads_outside(made: Workbook, path: Path) -> None:
    with ZipFile(path) as file:
        assert not [name for name in file.namelist() if "externalLink" in name]
        for name in file.namelist():
            if name.endswith(".rels"):
                assert b"bad.example" not in file.read(name)


def test_each_kpi_with_figures_and_each_group_has_a_chart(made: Workbook, path: Path) -> None:
    with ZipFile(path) as file:
        charts = [name for name in file.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == sum(1 for each in KPIS if each.figures) + 1


def test_an_empty_book_is_one_too(path: Path) -> None:
    bare = replace(
        BOOK, kpis=(), costs=(), backs=(), groups=(), decisions=(), rules=(), notes=(), low=D(0),
        high=D(0),
    )  # fmt: skip
    write_workbook(path, bare)
    made = Workbook(path)
    for sheet, cell, formula in made.formulas():
        assert (made.given(sheet, cell) or 0) == (made.reckoned(sheet, cell) or 0), formula


def test_yen_have_no_digits_and_names_of_sheets_are_cut(path: Path) -> None:
    words = {
        **WORDS,
        Word.KPIS: "A/B: very [long] name of a sheet, longer than any",
        Word.COSTS: "X",
    }
    words[Word.RETURNS] = "x"
    write_workbook(path, replace(BOOK, symbol='¥"', digits=0, words=words))
    made = Workbook(path)
    names = made.written.sheetnames
    assert len(set(map(str.casefold, names))) == 6
    assert all(len(name) <= 31 for name in names)
    assert made.written["X"]["D2"].number_format == '"¥"#,##0'
    for sheet, cell, _ in made.formulas():
        found = made.reckoned(sheet, cell)
        if isinstance(found, float):
            assert made.given(sheet, cell) == pytest.approx(found, abs=1e-9)


def test_long_and_odd_text_is_taken(path: Path) -> None:
    odd = "a\x01b\x0b" + "ü" * 40_000
    write_workbook(path, replace(BOOK, meaning=(odd,), rules=(odd,)))
    assert len(load_workbook(path)["Decisions"]["A5"].value) <= 32_767


def left(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExpectedError) as refused:
        write_workbook(tmp_path / "gone" / "report.xlsx", BOOK)
    assert refused.value.code is Code.FILE_NOT_WRITTEN
    assert left(tmp_path) == []


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_full_disk_or_an_open_file_leaves_the_one_from_before(
    path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    path.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    where = os if fails == "fsync" else Path
    monkeypatch.setattr(where, fails, full)
    with pytest.raises(ExpectedError) as refused:
        write_workbook(path, BOOK)
    monkeypatch.undo()
    assert refused.value.code is Code.FILE_NOT_WRITTEN
    assert refused.value.facts["reason"] == "No space left on device"
    assert path.read_bytes() == b"before"
    assert left(path.parent) == ["report.xlsx"]


def test_a_really_full_disk(path: Path) -> None:
    """A device that takes nothing: the real error of the real system."""
    if not Path("/dev/full").exists():
        pytest.skip("no such device here")
    part = path.with_name(f".{path.name}.part")
    part.symlink_to("/dev/full")
    with pytest.raises(ExpectedError) as refused:
        write_workbook(path, BOOK)
    assert refused.value.facts["reason"] == "No space left on device"
    assert left(path.parent) == []
