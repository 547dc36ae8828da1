"""What spreadsheets, languages and broken downloads make of the samples: the same, or a question.

Each change is made to the sample's rows by this file alone; what is read must be what the sample
says, or less of it with a word on what is missing. Never another figure.
"""

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from changed_files import Rows, text_of, write
from social_files import READER, RESOURCES, SAMPLES, SOCIAL, WORDS, Told, answers, read, told

from smbsocial.domain.measures import Metric
from smbsocial.domain.reports import Ask, Note, Report, Skipped
from smbsocial.exchange.reports.opening import open_books

STACKED = {"meta_daily_series", "pinterest_overview"}
NOTHING = {"meta_audience", "tiktok_follower_gender"}
TAKEN = [
    e for e in SOCIAL if e["format"] not in NOTHING and not e["file"].endswith((".zip", ".xls"))
]
BOOKS = [e for e in SOCIAL if e["file"].endswith(".xls")]
TABLES = [e for e in TAKEN if e["format"] not in STACKED] + BOOKS


def named(entries: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("entry", entries, ids=[each["file"] for each in entries])


_ROWS: dict[str, Rows] = {}
_PLAIN: dict[str, tuple[Report, ...]] = {}


def rows_of(entry: dict[str, Any]) -> Rows:
    """The first table of a sample, its header first where there is but one."""
    if entry["file"] not in _ROWS:
        _ROWS[entry["file"]] = _rows(entry)
    return [list(row) for row in _ROWS[entry["file"]]]


def _rows(entry: dict[str, Any]) -> Rows:
    (book,) = open_books(SAMPLES / entry["file"], told=lambda _: None)
    rows = [row for row in book.sheets[0].rows if any(cell.strip() for cell in row)]
    if entry["format"] in STACKED:
        return [list(row) for row in book.sheets[0].rows]
    header = max(range(min(4, len(rows))), key=lambda at: len([c for c in rows[at] if c]))
    width = len(rows[header])
    return [row + [""] * (width - len(row)) for row in rows[header:]]


def plain(entry: dict[str, Any], folder: Path) -> tuple[Report, ...]:
    """What the unchanged rows say, of the first table alone."""
    if entry["file"] not in _PLAIN:
        _PLAIN[entry["file"]] = read(entry, write(folder, text_of(rows_of(entry))))
    return _PLAIN[entry["file"]]


def same(entry: dict[str, Any], folder: Path, text: str, encoding: str = "utf-8") -> None:
    before = plain(entry, folder)
    after = read(entry, write(folder, text, encoding))
    assert told(after) == told(before)
    assert told(after)
    assert not any(report.needs_answer for report in after)


@named(TAKEN)
def test_rows_written_anew_say_what_the_sample_says(entry, tmp_path):
    first = read(entry)
    whole = told(first)
    assert told(plain(entry, tmp_path)) == whole


@named(TABLES)
def test_columns_in_another_order(entry, tmp_path):
    turned = [list(reversed(row)) for row in rows_of(entry)]
    same(entry, tmp_path, text_of(turned))


@named(TABLES)
def test_columns_that_nobody_knows(entry, tmp_path):
    rows = rows_of(entry)
    half = len(rows[0]) // 2
    wide = [["New", *rows[0][:half], "Newer", *rows[0][half:], "Newest"]]
    wide += [["a b", *row[:half], "7", *row[half:], "x"] for row in rows[1:]]
    same(entry, tmp_path, text_of(wide))
    first, *_ = read(entry, write(tmp_path, text_of(wide)))
    unknown = dict(first.notes)[Note.UNKNOWN_COLUMNS]["columns"]
    assert {"New", "Newer", "Newest"} <= set(unknown)


@named(TAKEN)
@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_other_separators_and_quotes(entry, separator, quoting, tmp_path):
    text = text_of(rows_of(entry), separator=separator, quoting=quoting)
    same(entry, tmp_path, text)
    same(entry, tmp_path, f"sep={separator}\n{text}")


@named(TAKEN)
def test_line_ends_of_windows_and_of_old_macs(entry, tmp_path):
    text = text_of(rows_of(entry))
    same(entry, tmp_path, text.replace("\n", "\r\n"))


@named(TAKEN)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_other_encodings(entry, encoding, tmp_path):
    text = text_of(rows_of(entry))
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    same(entry, tmp_path, mark + text, encoding)


def languages(entry: dict[str, Any]) -> list[dict[str, str]]:
    """Header names of each language that has all that a file is recognised by."""
    data = json.loads((RESOURCES / "words.json").read_text("utf-8"))["headers"]
    turned = [{en.casefold(): name for name, en in words.items()} for words in data.values()]
    needs = {
        "meta_ig_content": {"post id", "account id", "publish time", "permalink", "post type"},
        "meta_ig_stories": {"post id", "account id", "publish time", "permalink", "post type"},
        "meta_fb_content": {"post id", "page id", "reactions, comments and shares"},
    }[entry["format"]]
    return [words for words in turned if needs <= set(words)]


POSTS_OF_META = [
    e for e in TAKEN if e["format"] in {"meta_fb_content", "meta_ig_content", "meta_ig_stories"}
]


@named(POSTS_OF_META)
def test_headers_in_other_languages(entry, tmp_path):
    header, *rows = rows_of(entry)
    known = languages(entry)
    assert len(known) == (1 if entry["format"] == "meta_fb_content" else 2)
    for words in known:
        translated = [words.get(name.casefold(), name) for name in header]
        assert translated != header
        same(entry, tmp_path, text_of([translated, *rows]))


def test_in_another_language_nobody_knows_the_order_of_days(tmp_path):
    entry = next(e for e in TAKEN if e["file"] == "mbs_instagram_stories.csv")
    header, *rows = rows_of(entry)
    place = header.index("Publish time")
    early = [row for row in rows if int(row[place][3:5]) <= 12]
    english = read(entry, write(tmp_path, text_of([header, *early])))
    assert not english[0].needs_answer
    for words in languages(entry):
        names = [words.get(name.casefold(), name) for name in header]
        path = write(tmp_path, text_of([names, *early]))
        (asking,) = read(entry, path)
        assert [each.ask for each in asking.questions] == [Ask.DAY_FIRST]
        assert asking.needs_answer
        assert told(read(entry, path, day_first="no")) == told(english)
        (turned,) = read(entry, path, day_first="yes")
        assert {each.day.day for each in turned.measures} == {3}


DAY = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)")
MONTH_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def days_turned(rows: Rows, form: str) -> Rows:
    """All days of the cells in another form."""

    def turn(cell: str) -> str:
        if len(cell) > 30:
            return cell
        if found := DAY.match(cell):
            day = date(*(int(part) for part in found.groups()))
        elif found := MONTH_FIRST.match(cell):
            day = date(int(found[3]), int(found[1]), int(found[2]))
        else:
            return cell
        return day.strftime(form) + cell[found.end() :].replace("T", " ")

    return [[turn(cell) for cell in row] for row in rows]


DATED = [e for e in TAKEN + BOOKS if not e["format"].startswith(("x_", "youtube"))]
WITH_YEAR = [e for e in DATED if "reference_date" not in e.get("parse", {})]


@named(WITH_YEAR)
@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%y"])
def test_days_in_another_order_that_the_column_tells(entry, form, tmp_path):
    rows = rows_of(entry)
    turned = days_turned(rows, form)
    assert turned != rows or form == "%m/%d/%Y"
    same(entry, tmp_path, text_of(turned))


NO_RULE = [e for e in WITH_YEAR if not e["format"].startswith(("meta_fb", "meta_ig", "linkedin"))]


@named(NO_RULE)
def test_days_that_fit_both_ways_are_asked_for(entry, tmp_path):
    """Of rows with a day up to the 12th nobody can tell whether it is one."""
    rows = rows_of(entry)
    early = [row for row in rows if not late(row)]
    kept = days_turned(early, "%d/%m/%Y")
    path = write(tmp_path, text_of(kept))
    asking = read(entry, path)
    assert asking
    assert all(report.needs_answer for report in asking)
    assert all(Ask.DAY_FIRST in {each.ask for each in report.questions} for report in asking)
    expected = read(entry, write(tmp_path, text_of(early)))
    path = write(tmp_path, text_of(kept))
    assert told(read(entry, path, day_first="yes")) == told(expected)


def late(row: list[str]) -> bool:
    cells = (cell for cell in row if len(cell) <= 30)
    for cell in cells:
        if found := DAY.match(cell):
            return int(found[3]) > 12
        if found := MONTH_FIRST.match(cell):
            return int(found[2]) > 12
    return False


def lost(entry: dict[str, Any], folder: Path, text: str) -> tuple[Told, Told, list[Report]]:
    """What a whole file says, what a cut one says, and its reports."""
    whole = told(plain(entry, folder))
    path = write(folder, text)
    reports = list(READER.read_file(path, answers=answers(entry)))
    return whole, told(reports), reports


def says_cut(reports: list[Report]) -> bool:
    notes = {note for report in reports for note, _ in report.notes}
    why = {row.why for report in reports for row in report.skipped}
    return Note.CUT_OFF in notes or Skipped.CUT_OFF in why


def fewer_only(whole: Told, cut: Told) -> None:
    for key, (day, figures) in cut.items():
        assert whole[key][0] == day
        assert figures.items() <= whole[key][1].items()


@named(TAKEN)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_cut_in_the_middle_of_a_quoted_cell(entry, share, tmp_path):
    text = text_of(rows_of(entry), quoting=csv.QUOTE_ALL)
    inside = [found.end() for found in re.finditer('","[^"]{1,2}', text)]
    cut = text[: inside[int(len(inside) * share)]]
    assert cut.count('"') % 2 == 1
    whole, rest, reports = lost(entry, tmp_path, cut)
    fewer_only(whole, rest)
    assert says_cut(reports)


@named(TAKEN)
def test_a_file_whose_last_line_was_cut(entry, tmp_path):
    lines = text_of(rows_of(entry)).rstrip("\n").split("\n")
    for share in (0.3, 0.5, 0.8):
        last = lines[-1][: max(1, int(len(lines[-1]) * share))]
        whole, rest, reports = lost(entry, tmp_path, "\n".join([*lines[:-1], last]))
        fewer_only(whole, rest)
        assert says_cut(reports) or rest == whole


@named([e for e in TABLES if e["format"].startswith(("meta_", "twitter_t", "x_c"))])
@pytest.mark.parametrize("form", ["{:.5E}", "{:.14E}", "zeros"])
def test_ids_that_a_spreadsheet_destroyed(entry, form, tmp_path):
    header, *rows = rows_of(entry)
    whole = plain(entry, tmp_path)
    place = next(at for at, name in enumerate(header) if name.casefold() in {"post id", "tweet id"})
    for row in rows:
        if row[place]:
            cut = row[place][:15].ljust(len(row[place]), "0")
            row[place] = cut if form == "zeros" else form.format(float(row[place]))
    (report,) = read(entry, write(tmp_path, text_of([header, *rows])))
    if form == "zeros" and max(len(row[place]) for row in rows) <= 15:
        assert told([report]) == told(whole)  # so many digits a spreadsheet keeps
        return
    assert dict(report.notes)[Note.DAMAGED_IDS] == {"column": header[place]}
    assert sums(report) == sums(whole[0])
    assert report.rows == whole[0].rows
    assert all(each.key == each.link for each in report.measures)


def sums(report: Report) -> dict[Metric, int]:
    made: dict[Metric, int] = {}
    for each in report.measures:
        for metric, figure in each.figures.items():
            made[metric] = made.get(metric, 0) + figure
    return made


FIGURE = re.compile(r"\d{4,9}(?:\.\d+)?|\d{1,3}\.\d+")


def regrouped(rows: Rows, group: str, decimal: str) -> Rows:
    """Figures as a spreadsheet of another country writes them; days, ids and texts untouched."""

    def turn(cell: str) -> str:
        if not FIGURE.fullmatch(cell):
            return cell
        before, _, after = cell.partition(".")
        return f"{int(before):,}".replace(",", group) + (decimal + after if after else "")

    return [[turn(cell) for cell in row] for row in rows]


@named(TAKEN + BOOKS)
@pytest.mark.parametrize(("group", "decimal"), [(",", "."), (".", ","), (" ", ","), ("’", ".")])
def test_figures_grouped_by_a_spreadsheet(entry, group, decimal, tmp_path):
    rows = rows_of(entry)
    path = write(tmp_path, text_of(regrouped(rows, group, decimal)))
    reports = read(entry, path)
    if any(report.needs_answer for report in reports):
        open_ = {each.ask for r in reports for each in r.questions if each.proposed is None}
        assert open_ == {Ask.DECIMAL}
        reports = read(entry, path, decimal=decimal)
    before = plain(entry, tmp_path)
    assert told(reports) == told(before)
    assert not any(report.needs_answer for report in reports)


NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


@named(TAKEN)
def test_a_workbook_whose_numbers_and_days_are_no_text(entry, tmp_path):
    path = tmp_path / "changed.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(rows_of(entry)):
            for place, cell in enumerate(row):
                if NUMBER.fullmatch(cell):
                    sheet.write_number(at, place, float(cell))
                elif (found := DAY.match(cell)) and len(cell) < 30:
                    day = date(*(int(part) for part in found.groups()))
                    sheet.write_datetime(at, place, day, days)
                else:
                    sheet.write_string(at, place, cell)
    before, after = plain(entry, tmp_path), read(entry, path)
    damaged = any(Note.DAMAGED_IDS in dict(report.notes) for report in after)
    if damaged:
        assert entry["format"].startswith(("meta_", "x_", "twitter_"))
        assert [sums(report) for report in after] == [sums(report) for report in before]
    else:  # of the old Insights a workbook is a format of its own
        assert {key[1:]: each for key, each in told(after).items()} == {
            key[1:]: each for key, each in told(before).items()
        }
    assert [report.rows for report in after] == [report.rows for report in before]


def test_words_are_those_of_the_resources():
    assert {"visningar", "aufrufe", "visualizações"} <= set(WORDS.headers)
