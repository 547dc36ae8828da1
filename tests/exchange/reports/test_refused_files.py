"""Files that nobody should read: refused early, with a sentence's code, and with little memory."""

import io
import json
import random
import tracemalloc
import zipfile
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from smbsocial.domain.errors import Code, ExpectedError, Wanted
from smbsocial.exchange.reports import limits
from smbsocial.exchange.reports.extent import Extent
from smbsocial.exchange.reports.read import ReportReader

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "data" / "exports"
READER = ReportReader(ROOT / "resources" / "reports")
MIB = 1024 * 1024
ENOUGH = 3 * limits.MOST_BYTES
"""A refused file may be looked at whole, and no more than that."""


def refused(path: Path) -> ExpectedError:
    """The error of a file that is refused; it must not have cost much memory."""
    tracemalloc.start()
    try:
        with pytest.raises(ExpectedError) as raised:
            READER.read_file(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < ENOUGH
    return raised.value


def put(folder: Path, data: bytes, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def bomb(name: str) -> bytes:
    """A few hundred KB that unpack to more than is allowed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made, made.open(name, "w") as part:
        piece = b"1,2,3\n" * (MIB // 6)
        for _ in range(limits.MOST_BYTES // len(piece) + 2):
            part.write(piece)
    return buffer.getvalue()


def claiming(data: bytes, size: int) -> bytes:
    """A zip whose list says that its only part has another size than it has."""
    at = data.rfind(b"PK\x01\x02") + 24
    return data[:at] + size.to_bytes(4, "little") + data[at + 4 :]


@pytest.mark.parametrize("name", ["Table data.csv", "xl/workbook.xml"])
def test_a_zip_bomb(tmp_path, monkeypatch, name):
    monkeypatch.setattr(limits, "MOST_UNPACKED", limits.MOST_BYTES)  # else 7 seconds of zeros
    data = bomb(name)
    assert len(data) < MIB
    error = refused(put(tmp_path, data, "export.zip"))
    assert error.code is Code.REPORT_TOO_LARGE


def test_a_bomb_that_says_it_is_small(tmp_path):
    error = refused(put(tmp_path, claiming(bomb("Table data.csv"), 1000), "export.zip"))
    assert error.code in {Code.REPORT_TOO_LARGE, Code.REPORT_DAMAGED}


def test_a_small_zip_that_claims_two_gigabytes(tmp_path):
    data = claiming(packed({"a.csv": b"Date,Sessions\n2026-01-01,3\n"}), 2**31)
    error = refused(put(tmp_path, data, "export.zip"))
    assert error.code is Code.REPORT_TOO_LARGE


def test_a_zip_in_a_zip_is_not_opened(tmp_path):
    inner = packed({"Table data.csv": b"Content,Video title,Views\n"})
    error = refused(put(tmp_path, packed({"inner.zip": inner}), "export.zip"))
    assert error.code is Code.REPORT_EMPTY


def test_too_many_files_in_a_zip(tmp_path):
    data = packed({f"{number}.csv": b"a,b\n" for number in range(limits.MOST_FILES + 1)})
    assert refused(put(tmp_path, data, "export.zip")).code is Code.REPORT_TOO_LARGE


def test_a_locked_zip(tmp_path):
    data = bytearray(packed({"a.csv": b"Date,Sessions\n2026-01-01,3\n"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rfind(mark) + offset] |= 1
    assert refused(put(tmp_path, bytes(data), "export.zip")).code is Code.REPORT_LOCKED


@pytest.mark.parametrize("cut", [10, 100, 400])
def test_a_zip_that_was_cut_off(tmp_path, cut):
    whole = packed({"Table data.csv": b"Content,Video title,Views\nabc,def,3\n" * 50})
    error = refused(put(tmp_path, whole[:-cut] if cut < len(whole) else whole[:20], "x.zip"))
    assert error.code is Code.REPORT_DAMAGED


def test_a_file_larger_than_any_export(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(limits.MOST_BYTES + 1)  # holes take no room on the disk
    assert refused(path).code is Code.REPORT_TOO_LARGE


def test_a_line_that_never_ends(tmp_path):
    error = refused(put(tmp_path, b"Date,Sessions\n" + b"7" * 50 * MIB))
    assert error.code is Code.REPORT_ENDLESS_LINE


def test_a_quote_that_never_ends_over_many_lines(tmp_path):
    error = refused(put(tmp_path, b'Post ID,Title\n1,"' + b"words\n" * (limits.LONGEST_CELL // 4)))
    assert error.code is Code.REPORT_ENDLESS_LINE


def test_very_many_columns(tmp_path):
    row = b",".join([b"1"] * 1_000_000)
    error = refused(put(tmp_path, row + b"\n" + row + b"\n"))
    assert error.code is Code.REPORT_TOO_LARGE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.REPORT_EMPTY),
        (b"\xef\xbb\xbf", Code.REPORT_EMPTY),
        (b"\xff\xfe", Code.REPORT_EMPTY),
        (b" \r\n\r\n ", Code.REPORT_EMPTY),
        (b"\0" * 5000, Code.REPORT_EMPTY),
        (b"<!DOCTYPE html><html><body>Please log in</body></html>", Code.REPORT_WEB_PAGE),
        (b"\n <html lang=de>", Code.REPORT_WEB_PAGE),
        (b"hello", Code.REPORT_UNKNOWN),
        (b"[" * 200_000, Code.REPORT_UNKNOWN),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, Code.REPORT_UNKNOWN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, Code.REPORT_DAMAGED),
        (b"PK\x03\x04" + b"\0" * 400, Code.REPORT_DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, Code.REPORT_UNKNOWN),
        (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<< >>\nendobj\n", Code.REPORT_UNKNOWN),
    ],
    ids=lambda value: value.value if isinstance(value, Code) else repr(value[:12]),
)
def test_what_is_no_table(tmp_path, data, code):
    assert refused(put(tmp_path, data)).code is code


def test_a_workbook_with_a_cell_in_its_last_corner(tmp_path):
    """Its reader would make room for 17 billion cells, and end the program."""
    path = tmp_path / "corner.xlsx"
    book = Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Date")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    assert path.stat().st_size < 10_000
    assert refused(path).code is Code.REPORT_TOO_LARGE


@pytest.mark.parametrize("corner", [(1_048_575, 40), (40_000, 1_999)])
def test_a_workbook_with_more_cells_than_any_export(tmp_path, corner):
    path = tmp_path / "wide.xlsx"
    book = Workbook(path)
    book.add_worksheet().write(*corner, "x")
    book.close()
    assert refused(path).code is Code.REPORT_TOO_LARGE


def look_at(*pieces: bytes) -> None:
    """Let a sheet pass by in pieces."""
    extent = Extent()
    for piece in pieces:
        extent.look(piece)


def test_the_name_of_a_far_cell_that_is_cut_in_two():
    """Sheets pass by in pieces; a name at the seam is seen all the same."""
    cell = b'<c r="XFD1048576" t="s"><v>0</v></c>'
    for cut in range(1, len(cell)):
        with pytest.raises(ExpectedError):
            look_at(b"<sheetData><row>" + cell[:cut], cell[cut:] + b"</row></sheetData>")


def test_one_long_text_shared_by_very_many_cells(tmp_path, monkeypatch):
    """In the file it stands once; unfolded it would be gigabytes."""
    monkeypatch.setattr(limits, "MOST_LETTERS", 4 * MIB)
    path = tmp_path / "shared.xlsx"
    book = Workbook(path)
    sheet = book.add_worksheet()
    for row in range(1000):
        sheet.write_string(row, 0, "x" * 30_000)
    book.close()
    assert path.stat().st_size < MIB
    assert refused(path).code is Code.REPORT_TOO_LARGE


def test_a_table_that_does_not_begin_in_the_first_corner(tmp_path):
    path = tmp_path / "overview.xlsx"
    book = Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(3, 2, ["Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"])
    sheet.write_row(4, 2, ["2026-01-01", 1, 2, 3, 4, 5])
    book.close()
    (report,) = READER.read_file(path)
    assert report.measures[0].figures["profile_visits"] == 2


def test_entities_of_xml_are_not_unfolded(tmp_path):
    """Ten entities of ten make a billion of the innermost: it is refused before it is read."""
    names = "abcdefghij"
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in pairwise(names)
    )
    text = (
        f"<?xml version='1.0'?><!DOCTYPE x [{entities}]>"
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        "<Worksheet><Table><Row><Cell><Data>&j;</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    assert refused(put(tmp_path, text.encode(), "insights.xls")).code is Code.REPORT_DAMAGED


def test_a_folder_a_missing_file_and_one_that_may_not_be_read(tmp_path):
    folder = refused(tmp_path)
    assert folder.code is Code.FILE_UNREADABLE
    assert folder.facts["reason"] is Wanted.FILE, "an empty reason says nothing"
    assert refused(tmp_path / "gone.csv").code is Code.FILE_MISSING


def test_formulas_of_a_workbook_are_read_as_their_last_result(tmp_path):
    path = tmp_path / "overview.xlsx"
    book = Workbook(path)
    sheet = book.add_worksheet()
    header = ["Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"]
    sheet.write_row(0, 0, header)
    sheet.write_row(1, 0, ["2026-01-01", None, 2, 3, 4, 5])
    sheet.write_formula(1, 1, "=1000+1", None, 77)
    book.close()
    (report,) = READER.read_file(path)
    assert report.measures[0].figures.get("views") == 77


def test_formulas_of_a_text_file_stay_text(tmp_path):
    header = (SAMPLES / "mbs_instagram_posts_2026.csv").read_text("utf-8-sig").split("\n")[0]
    names = header.replace('"', "").split(",")
    row = dict.fromkeys(names, "0")
    row |= {"Post ID": "1", "Publish time": "05/26/2026 10:23", "Permalink": "https://x.example/1"}
    row |= {"Description": '=HYPERLINK("http://evil.example")', "Views": "=2+2"}
    line = ",".join('"' + row[name].replace('"', '""') + '"' for name in names)
    ((report),) = READER.read_file(put(tmp_path, f"{header}\n{line}\n".encode()))
    assert not report.measures or report.measures[0].figures.get("views") is None


SMALL = [p for p in sorted(SAMPLES.iterdir()) if p.suffix != ".json" or "trello" in p.name]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("sample", SMALL, ids=lambda path: path.name[:40])
def test_a_damaged_sample_is_read_or_refused(tmp_path, sample, seed):
    """Bytes changed, cut out or doubled at random: nothing but an expected error comes out."""
    data = bytearray(sample.read_bytes()[: 60_000 if sample.suffix in {".csv", ".ics"} else None])
    rng = random.Random(f"{sample.name}{seed}")
    for _ in range(rng.choice([1, 5, 40])):
        at = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[at] = rng.randrange(256)
            case 1:
                del data[at : at + rng.randrange(1, 60)]
            case 2:
                data[at:at] = data[at : at + rng.randrange(1, 60)]
            case _:
                data[at:at] = rng.choice([b'"', b"\n", b",", b"\0", b"\r", b";", b"\xff"])
        if not data:
            return
    try:
        reports = READER.read_file(put(tmp_path, bytes(data), sample.name))
    except ExpectedError:
        return
    for report in reports:
        json.dumps([list(each.figures.values()) for each in report.measures])
        assert all(isinstance(v, int) for each in report.measures for v in each.figures.values())


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path, data):
    with suppress(ExpectedError):
        READER.read_file(put(tmp_path, data))
