"""Test 51, its tool: what the canary's search finds, and that it finds it wherever it is hidden."""

import base64
import gzip
import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from canary import Search, base64_parts, files_below, pdf_text
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from smbsocial.domain.secret import Secret
from smbsocial.ui.printing import page_pdf
from smbsocial.ui.vault.kit_sheet import KitSheet, kit_pdf

WORD = "Kanarienvogel7Dotterblume"
CODE = "K7QX-4D2M-9ZTR-0HVB-6WNE-A1YS-8GJC"
WORDS = "fuchs walnuss trompete nebel kachel"
SEARCH = Search({"word": WORD, "code": CODE, "words": WORDS})
PADDED = b"before \x00\xff " + WORD.encode() + b" behind"


def zipped(data: bytes, how: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as packed:
        packed.writestr("a.txt", data)
    return file.getvalue()


HIDING: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "lower": bytes.lower,
    "upper": bytes.upper,
    "utf-16-le": lambda data: data.decode("latin-1").encode("utf-16-le"),
    "utf-16-be": lambda data: data.decode("latin-1").encode("utf-16-be"),
    "utf-16 with a mark": lambda data: data.decode("latin-1").encode("utf-16"),
    "odd utf-16": lambda data: b"x" + data.decode("latin-1").encode("utf-16-le"),
    "hex": lambda data: data.hex().encode(),
    "capital hex": lambda data: data.hex().upper().encode(),
    "hex dump": lambda data: data.hex(" ").encode(),
    "base64 0": base64.b64encode,
    "base64 1": lambda data: base64.b64encode(b"1" + data),
    "base64 2": lambda data: base64.b64encode(b"12" + data),
    "base64url": lambda data: base64.urlsafe_b64encode(b"\xfb\xff" + data).rstrip(b"="),
    "base64 of utf-16": lambda data: base64.b64encode(data.decode("latin-1").encode("utf-16-le")),
    "zlib": zlib.compress,
    "zlib in the middle": lambda data: b"%x\x9c" + zlib.compress(data, 9) + b"more",
    "zlib cut off": lambda data: zlib.compress(data + bytes(range(256)) * 9)[:-40],
    "gzip": gzip.compress,
    "zip": lambda data: zipped(data, zipfile.ZIP_DEFLATED),
    "stored zip": lambda data: zipped(data, zipfile.ZIP_STORED),
    "zip in zip": lambda data: zipped(zipped(data, zipfile.ZIP_DEFLATED), zipfile.ZIP_DEFLATED),
    "base64 in zlib": lambda data: zlib.compress(base64.b64encode(b"1" + data)),
}


@pytest.mark.parametrize("how", HIDING)
@pytest.mark.parametrize(("name", "value"), [("word", WORD), ("code", CODE), ("words", WORDS)])
def test_51_it_is_found_however_it_is_packed(how: str, name: str, value: str) -> None:
    hidden = HIDING[how](b"before \x00\xff " + value.encode() + b" behind")
    assert {found.marker for found in SEARCH.find(hidden)} == {name}
    assert SEARCH.find(HIDING[how](b"before and behind " * 30)) == frozenset()


@pytest.mark.parametrize(
    "said",
    [
        CODE.replace("-", ""),
        CODE.lower().replace("-", " "),
        quote_plus(CODE),
        WORDS.replace(" ", ""),
        quote_plus(WORDS),
        WORDS.replace(" ", "%20"),
        json.dumps({"code": CODE}),
        "\N{ZERO WIDTH SPACE}".join(WORD[at : at + 4] for at in range(0, len(WORD), 4)),
        WORD[::-1],
        CODE.replace("-", "  ").replace("  9", "\n9"),
        CODE.replace("-", "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}"),
        WORDS.replace(" ", "\n"),
        "1 K7QX 2 4D2M 3 9ZTR\n4 0HVB 5 6WNE 6 A1YS 7 8GJC",
    ],
)
def test_51_it_is_found_as_people_write_it(said: str) -> None:
    assert SEARCH.find_in_text(f"… {said} …")


@given(st.binary(max_size=9), st.binary(max_size=9))
def test_51_base64_in_any_phase(before: bytes, behind: bytes) -> None:
    coded = base64.b64encode(before + WORD.encode() + behind)
    assert base64_parts(WORD.encode())[len(before) % 3] in coded


def test_51_it_is_found_in_what_a_pdf_shows(qapp: QApplication, tmp_path: Path) -> None:
    """A PDF names glyphs by number: neither its bytes nor its streams hold the text."""
    file = tmp_path / "x.pdf"
    html = f"<h2>Über uns</h2><p>{WORD}</p><table><tr><td><b>{CODE}</b></td></tr></table>"
    page_pdf(html, "A title", file)
    assert WORD.encode() not in file.read_bytes()
    assert WORD in pdf_text(file.read_bytes())
    assert {found.marker for found in SEARCH.find_in_files(file)} == {"word", "code"}
    page_pdf(html.replace(WORD, "Drossel").replace(CODE, "1234"), WORDS, file)
    assert {found.marker for found in SEARCH.find_in_files(file)} == {"words"}


def test_51_it_is_found_among_the_fonts_of_a_page(qapp: QApplication, tmp_path: Path) -> None:
    """The kit itself: its code in a font of its own, in two lines, with wide gaps."""
    file = tmp_path / "kit.pdf"
    kit_pdf(KitSheet("Büro & Söhne", "78cc175d", Secret(CODE), date(2027, 1, 13)), file)
    assert {found.marker for found in SEARCH.find_in_files(file)} == {"code"}
    kit_pdf(KitSheet(WORDS, "78cc175d", Secret("0000"), date(2027, 1, 13)), file)
    assert {found.marker for found in SEARCH.find_in_files(file)} == {"words"}


def test_51_it_is_found_in_pictures_databases_and_settings(
    qapp: QApplication, tmp_path: Path
) -> None:
    picture = QImage(64, 64, QImage.Format.Format_RGB32)
    picture.fill(0)
    picture.setText("Comment", WORD)
    picture.setText("Description", "long " * 300 + CODE)  # Qt packs a long one
    picture.save(str(tmp_path / "a.png"))
    with closing(sqlite3.connect(tmp_path / "c.db")) as file, file:
        file.execute("CREATE TABLE t (a TEXT, b BLOB)")
        file.execute("INSERT INTO t VALUES (?, ?)", (WORD, CODE.encode()))
    settings = QSettings(str(tmp_path / "d.ini"), QSettings.Format.IniFormat)
    settings.setValue("bytes", WORD.encode())
    settings.setValue("text", CODE)
    settings.sync()
    (tmp_path / f"{WORD}.txt").write_text("nothing")
    found = SEARCH.find_in_files(tmp_path)
    where = {(each.marker, Path(each.where.split(" (")[0]).name) for each in found}
    assert where == {
        ("word", "a.png"),
        ("code", "a.png"),
        ("word", "c.db"),
        ("code", "c.db"),
        ("word", "d.ini"),
        ("code", "d.ini"),
        ("word", f"{WORD}.txt"),
    }


def test_51_links_are_not_followed_and_short_markers_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(WORD)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert [path.name for path in files_below([tmp_path])] == ["a"]
    with pytest.raises(ValueError, match="short"):
        Search({"word": "short"})
