"""Looks for markers in bytes, however they were written down: encoded, packed, drawn into a PDF.

A marker is a text that stands nowhere else in the world. What is packed is unpacked again and
again, and searched at each stage. Of a picture everything but its pixels counts.
"""

import base64
import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

UNSEEN = "\N{ZERO WIDTH SPACE}"
SHORTEST = 12
"""Characters of a marker: shorter ones could stand somewhere by chance."""
DEEPEST = 4
CODED = frozenset({"as it is", "together"})
"""Spellings that are also looked for in hex and base64."""
MOST_INFLATED = 64_000_000
STEP = 4096

GAPS = b" \t\r\n-"

_ZLIB_HEADS = [
    bytes([window << 4 | 8, flags])
    for window in range(8)
    for flags in range(256)
    if (window << 12 | 8 << 8 | flags) % 31 == 0 and not flags & 0x20  # RFC 1950; no dictionary
]
_ZLIB_HEAD = re.compile(b"|".join(map(re.escape, _ZLIB_HEADS)))
_PNG = b"\x89PNG\r\n\x1a\n"
_GZIP_HEAD = re.compile(rb"\x1f\x8b\x08")
_ZIP_HEAD = re.compile(rb"PK\x03\x04.{4}\x08\x00.{16}(.{2})(.{2})", re.DOTALL)
_CMAP_LINE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>(?:\s*<([0-9A-Fa-f]+)>)?")
_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)endstream", re.DOTALL)
_FONT_NAME = re.compile(rb"/(F\d+)\s+(\d+) 0 R")
_SHOWN = re.compile(
    rb"/(F\d+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f]+)>(?=[^<>]*T[jJ])|\(((?:\\.|[^\\()])*)\)(?=[^()]*T[jJ])",
    re.DOTALL,
)


@dataclass(frozen=True, order=True)
class Found:
    """A marker, how it was written, and where."""

    marker: str
    how: str
    where: str = ""


class Search:
    """Looks for named markers. `find` in bytes, `find_in_files` in whole folders."""

    def __init__(self, markers: Mapping[str, str]) -> None:
        for name, value in markers.items():
            if len(value) < SHORTEST:
                raise ValueError(f"{name} is too short to be looked for")
        self._exact: dict[bytes, Found] = {}
        self._any_case: dict[bytes, Found] = {}
        # Most of what is searched was searched before: texts of windows, copies of files.
        self._clean: set[bytes] = set()
        self._clean_texts: set[str] = set()
        for name, value in markers.items():
            for how, text in spellings(value).items():
                self._add(name, how, text)

    def find(self, data: bytes, where: str = "") -> frozenset[Found]:
        """Every marker that stands in it, in any spelling and at any depth."""
        found: set[Found] = set()
        for layer, unpacked in _layers(data, DEEPEST):
            known = hashlib.sha256(unpacked).digest()
            if known in self._clean:
                continue
            hits = self._hits(unpacked)
            found |= {Found(hit.marker, hit.how, f"{where}{layer}") for hit in hits}
            if not hits:
                self._clean.add(known)
        return frozenset(found)

    def _hits(self, data: bytes) -> list[Found]:
        lower = data.lower()
        hits = [hit for pattern, hit in self._exact.items() if pattern in data]
        return hits + [hit for pattern, hit in self._any_case.items() if pattern in lower]

    def find_in_text(self, text: str, where: str = "") -> frozenset[Found]:
        """The same for a text in memory."""
        if text in self._clean_texts:
            return frozenset()
        found = self.find(text.encode("utf-8", "surrogatepass"), where)
        if not found:
            self._clean_texts.add(text)
        return found

    def find_in_files(self, *places: Path) -> frozenset[Found]:
        """The same for every file below these places, and for the names of the files."""
        found: set[Found] = set()
        for path in files_below(places):
            found |= self.find_in_text(str(path), f"name of {path}")
            found |= self.find(path.read_bytes(), str(path))
        return frozenset(found)

    def _add(self, name: str, how: str, text: str) -> None:
        for code in ("utf-8", "utf-16-le", "utf-16-be"):
            data = text.encode(code)
            told = f"{how}, {code}"
            self._any_case[data.lower()] = Found(name, told)  # case is no hiding place
            if how not in CODED:
                continue
            self._any_case[data.hex().encode()] = Found(name, f"{told}, hex")
            self._any_case[data.hex(" ").encode()] = Found(name, f"{told}, hex with spaces")
            for phase, part in enumerate(base64_parts(data)):
                self._exact[part] = Found(name, f"{told}, base64 {phase}")
                url = part.replace(b"+", b"-").replace(b"/", b"_")
                self._exact[url] = Found(name, f"{told}, base64url {phase}")


def spellings(value: str) -> dict[str, str]:
    """A marker as people and programs write it."""
    plain = re.sub(r"[-\s]", "", value)
    found = {
        "as it is": value,
        "in fours": UNSEEN.join(_fours(value)),
        "backwards": value[::-1],
        "quoted": quote(value, safe=""),
        "form": quote(value, safe=" ").replace(" ", "+"),
        "escaped": value.encode("unicode_escape").decode(),
    }
    if len(plain) >= SHORTEST:
        found |= {
            "together": plain,
            "in fours with spaces": " ".join(_fours(plain)),
            "in fours with hyphens": "-".join(_fours(plain)),
        }
    groups = value.split("-")
    if len(groups) > 1:
        found["numbered"] = "".join(f"{number}{group}" for number, group in enumerate(groups, 1))
    unique: dict[str, str] = {}
    for how, text in found.items():
        if text not in unique.values():
            unique[how] = text
    return unique


def base64_parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands in a base64 text for this data, wherever in a group of three it begins."""
    parts = []
    for phase in range(3):
        coded = base64.b64encode(bytes(phase) + data)
        first = -(-phase * 8 // 6)  # characters that the bytes before have a part in
        whole = (phase + len(data)) * 8 // 6  # and none that the bytes behind have one in
        parts.append(coded[first:whole])
    return parts[0], parts[1], parts[2]


def files_below(places: Iterable[Path]) -> Iterator[Path]:
    """Every regular file; links, sockets and pipes are not followed."""
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in inside:
            if path.is_file() and not path.is_symlink():
                yield path


def pdf_text(data: bytes) -> str:
    """The text of a PDF in the order in which it is drawn.

    Programs name glyphs by number; each font says for which characters they stand.
    """
    objects = dict(_OBJECT.findall(data))
    fonts = {
        name: _characters(_stream(objects.get(_reference(objects.get(number, b"")), b"")))
        for name, number in set(_FONT_NAME.findall(data))
    }
    return "\n".join(
        _drawn(stream, fonts)
        for stream in map(_stream, objects.values())
        if b"Tj" in stream or b"TJ" in stream
    )


def _drawn(stream: bytes, fonts: Mapping[bytes, Mapping[int, str]]) -> str:
    font: Mapping[int, str] = {}
    said = ""
    for name, run, literal in _SHOWN.findall(stream):
        if name:
            font = fonts.get(name, {})
        elif run:
            said += "".join(font.get(int(run[at : at + 4], 16), "") for at in range(0, len(run), 4))
        else:
            said += literal.decode("latin-1")
    return said


def _stream(body: bytes) -> bytes:
    """An object's stream, unpacked."""
    match = _STREAM.search(body)
    if match is None:
        return b""
    return _inflate(memoryview(match[1]), zlib.MAX_WBITS) or match[1]


def _reference(font: bytes) -> bytes:
    """The number of the object that says what a font's glyphs stand for, of it or its inner one."""
    match = re.search(rb"/ToUnicode\s+(\d+)\s", font)
    return match[1] if match else b""


def _fours(text: str) -> list[str]:
    return [text[at : at + 4] for at in range(0, len(text), 4)]


def _layers(data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    """The data itself, and whatever is packed in it."""
    if data.startswith(_PNG):
        data = _without_pixels(data)
    yield "", data
    yield " (without gaps)", _closed(data)
    if data.startswith(b"%PDF"):
        text = unicodedata.normalize("NFKC", pdf_text(data)).encode()
        yield " (text of the PDF)", text
        yield " (text of the PDF, without gaps)", _closed(text)
    if depth:
        for how, unpacked in _inflated(data):
            for inner, layer in _layers(unpacked, depth - 1):
                yield f" ({how}){inner}", layer


def _closed(data: bytes) -> bytes:
    """The data without what people and programs put between the groups of a code."""
    for gap in (UNSEEN, "\N{NO-BREAK SPACE}"):
        data = data.replace(gap.encode(), b"")
    return data.translate(None, GAPS)


def _without_pixels(picture: bytes) -> bytes:
    """A picture's other parts: size, texts, times, profiles."""
    kept, at = picture[: len(_PNG)], len(_PNG)
    while at + 12 <= len(picture):
        end = at + 12 + int.from_bytes(picture[at : at + 4], "big")
        if picture[at + 4 : at + 8] != b"IDAT":
            kept += picture[at:end]
        at = end
    return kept + picture[at:]


def _inflated(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each packed piece, unpacked; most places that look like the beginning of one are none."""
    view = memoryview(data)
    for head, bits in ((_ZLIB_HEAD, zlib.MAX_WBITS), (_GZIP_HEAD, zlib.MAX_WBITS | 16)):
        for match in head.finditer(data):
            unpacked = _inflate(view[match.start() :], bits)
            if unpacked:
                yield f"inflated at {match.start()}", unpacked
    for match in _ZIP_HEAD.finditer(data):
        skipped = sum(int.from_bytes(part, "little") for part in match.groups())
        unpacked = _inflate(view[match.end() + skipped :], -zlib.MAX_WBITS)
        if unpacked:
            yield f"unzipped at {match.start()}", unpacked


def _inflate(data: memoryview, bits: int) -> bytes:
    """What is packed there, as far as it is there; nothing where it is damaged, or is no such."""
    packed = zlib.decompressobj(bits)
    unpacked = b""
    try:
        for at in range(0, len(data), STEP):
            unpacked += packed.decompress(data[at : at + STEP], MOST_INFLATED)
            if packed.eof or len(unpacked) > MOST_INFLATED:
                break
    except zlib.error:
        return b""
    return unpacked


def _characters(cmap: bytes) -> Mapping[int, str]:
    """Which characters the glyphs of a font stand for."""
    meant: dict[int, str] = {}
    for kind, block in re.findall(rb"beginbf(char|range)(.*?)endbf", cmap, re.DOTALL):
        if kind == b"char":
            lines = [(code, code, text) for code, text, _ in _CMAP_LINE.findall(block)]
        else:
            lines = [line for line in _CMAP_LINE.findall(_without_lists(block)) if line[2]]
        for first, last, text in lines:
            from_, to = int(first, 16), int(last, 16)
            begins = _utf16(text)
            for step in range(to - from_ + 1):
                meant[from_ + step] = begins[:-1] + chr(ord(begins[-1:] or "\0") + step)
    return meant


def _without_lists(block: bytes) -> bytes:
    """The lines of a block of ranges, those that list a text for each glyph as one line each."""

    def apart(line: re.Match[bytes]) -> bytes:
        texts = re.findall(rb"<[0-9A-Fa-f]+>", line[2])
        codes = (b"<%04x>" % (int(line[1], 16) + step) for step in range(len(texts)))
        return b"\n".join(b" ".join((c, c, t)) for c, t in zip(codes, texts, strict=True))

    return re.sub(rb"<(\w+)>\s*<\w+>\s*\[(.*?)\]", apart, block, flags=re.DOTALL)


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
